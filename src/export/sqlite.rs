//! `sqlite`: a database with full-text search over words and texts, and views that answer the common questions; Datasette shows it as
//! it is.

use super::View;
use super::view::iso;
use crate::model::archive::{ArticleId, PersonId, StatementId, TopicId};
use crate::model::corrections::Review;
use crate::model::person::PersonKind;
use crate::site::feeds::data::basis_name;
use crate::site::feeds::relations;
use rusqlite::{Connection, Result, params};
use std::collections::BTreeSet;

/// Tables, indexes and views.
const SCHEMA: &str = include_str!("sqlite.sql");
/// Full-text search, made when all rows are there.
const SEARCH: &str = "INSERT INTO statements_fts(statements_fts) VALUES ('rebuild');
                      INSERT INTO articles_fts(articles_fts) VALUES ('rebuild');";

/// The bytes of the database file.
pub(super) fn database(view: &View) -> Result<Vec<u8>> {
    let mut database = Connection::open_in_memory()?;
    database.execute_batch(SCHEMA)?;
    database.execute_batch("BEGIN")?;
    fill(view, &database)?;
    database.execute_batch(SEARCH)?;
    database.execute_batch("COMMIT; ANALYZE;")?;
    Ok(database.serialize("main")?.to_vec())
}

/// A value by its name in data files.
fn name_of(value: impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn fill(view: &View, database: &Connection) -> Result<()> {
    let archive = view.archive;
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    let mut topics: BTreeSet<TopicId> = BTreeSet::new();
    for (_, row) in view.statements() {
        people.extend(row.speaker.iter().chain(&row.together).filter(|id| archive[**id].kind != PersonKind::Unnamed));
        topics.extend(&row.topics);
    }
    view.articles().for_each(|(_, row)| topics.extend(&row.topics));
    let mut insert = database.prepare("INSERT INTO people VALUES (?, ?, ?, ?, ?)")?;
    for id in &people {
        let row = &archive[*id];
        insert.execute(params![row.slug, row.name, row.sort_name, name_of(row.kind), row.description])?;
    }
    let mut insert = database.prepare("INSERT INTO topics VALUES (?, ?, ?, ?)")?;
    for id in &topics {
        let row = &archive[*id];
        let broader = row.broader.map(|id| archive[id].slug.as_str());
        insert.execute(params![row.slug, row.name, row.description, broader])?;
    }
    view.articles().try_for_each(|(id, _)| article(view, database, id))?;
    view.statements().try_for_each(|(id, _)| statement(view, database, id))?;
    view.articles().try_for_each(|(id, _)| notes(view, database, id))?;
    let mut insert = database.prepare("INSERT INTO relations VALUES (?, ?, ?, ?, ?)")?;
    for link in relations::links(archive) {
        if [link.0, link.1].iter().all(|id| view.selection.statements.binary_search(id).is_ok()) {
            insert.execute(params![archive[link.0].key, archive[link.1].key, link.2, link.3, link.4])?;
        }
    }
    let facts = [
        ("title", Some(view.title())),
        ("made_by", Some(format!("Onrecord {}", env!("CARGO_PKG_VERSION")))),
        ("site", view.input.editors.settings.site_url.clone()),
    ];
    let mut insert = database.prepare("INSERT INTO about VALUES (?, ?)")?;
    for (key, value) in facts {
        insert.execute(params![key, value])?;
    }
    Ok(())
}

fn article(view: &View, database: &Connection, id: ArticleId) -> Result<()> {
    let row = &view.archive[id];
    let text = (view.analysis)(id).map(|analysis| analysis.body.plain).unwrap_or_default();
    let when = row.when();
    database.prepare_cached("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(
        params![
            row.slug,
            row.title,
            when.map(iso),
            when.map(|when| when.precision.name()),
            row.published.basis.map(|basis| basis.name()),
            row.published.inferred,
            view.outlet(row),
            row.place,
            row.language,
            row.words,
            row.url,
            row.path,
            row.summary,
            text,
        ],
    )?;
    for topic in &row.topics {
        let mut insert = database.prepare_cached("INSERT INTO article_topics VALUES (?, ?)")?;
        insert.execute(params![row.slug, view.archive[*topic].slug])?;
    }
    Ok(())
}

/// The notes on an article, whose statements are there.
fn notes(view: &View, database: &Connection, id: ArticleId) -> Result<()> {
    let row = &view.archive[id];
    for (_, note) in view.notes_of(id) {
        let statement = view.archive.statement_of(note).map(|id| view.archive[id].key.as_str());
        database.prepare_cached("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?.execute(params![
            note.key,
            row.slug,
            statement,
            note.note.kind.name(),
            note.note.quote,
            note.note.text(),
            note.note.author,
            note.note.date,
        ])?;
    }
    Ok(())
}

fn statement(view: &View, database: &Connection, id: StatementId) -> Result<()> {
    let archive = view.archive;
    let row = &archive[id];
    let named = |id: &PersonId| archive[*id].kind != PersonKind::Unnamed;
    let review = Some(row.review()).filter(|review| *review != Review::Unreviewed).map(Review::name);
    database
        .prepare_cached("INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            row.key,
            archive[row.article].slug,
            row.words.unmarked(),
            name_of(row.words.polarity()),
            name_of(row.words.act()),
            name_of(row.kind),
            name_of(row.certainty),
            row.manner.map(|manner| manner.name()),
            row.speaker.filter(named).map(|id| archive[id].slug.as_str()),
            row.source,
            row.said_on.map(|(when, _)| iso(when)),
            row.said_on.map(|(_, basis)| basis_name(basis)),
            row.told,
            Some(row.via.join("; ")).filter(|via| !via.is_empty()),
            row.venue,
            row.place,
            row.headline,
            row.claim.map(|id| archive[archive[id].statements[0]].key.as_str()),
            review,
        ])?;
    for person in row.speaker.iter().chain(&row.together).filter(|id| named(id)) {
        let mut insert = database.prepare_cached("INSERT OR IGNORE INTO statement_speakers VALUES (?, ?)")?;
        insert.execute(params![row.key, archive[*person].slug])?;
    }
    for topic in &row.topics {
        let mut insert = database.prepare_cached("INSERT INTO statement_topics VALUES (?, ?)")?;
        insert.execute(params![row.key, archive[*topic].slug])?;
    }
    Ok(())
}
