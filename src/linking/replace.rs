//! One article of an archive in a newer version, as far as that can be told without looking at the others again.
//!
//! For a preview: what was known of statements that are still there stays, links and topics included; what is new is shown with
//! what its own article says. The build that follows puts everything together again.

use super::assemble::{Parts, Persons, add_rows};
use super::summary::Summary;
use super::topics::OfStatement;
use crate::model::archive::{Archive, ArticleId, PersonId, PersonRow, StatementRow};
use crate::model::person::{LocalPerson, PersonKind};
use crate::model::statement::Manner;
use std::collections::BTreeMap;

/// Replaces what the archive holds of an article. The old rows stay in the tables, where other articles may name them.
pub(crate) fn replace(archive: &mut Archive, id: ArticleId, summary: Summary) {
    let known: BTreeMap<String, StatementRow> =
        archive[id].statement_ids().map(|id| (archive[id].key.clone(), archive[id].clone())).collect();
    let mut of: Vec<Option<PersonId>> =
        summary.people.iter().map(|person| person_of(archive, id, &person.name)).collect();
    name_editors_speakers(archive, &summary, &mut of);
    let persons = Persons { of, ..Persons::default() };
    let topics = vec![OfStatement::default(); summary.statements.len()];
    let Summary { article, beginning, statements, mentions, notes, .. } = summary;
    let rows = add_rows(archive, id, Parts { statements, mentions, notes }, &persons, topics);
    for row in &mut archive.statements[rows.statements.start as usize..] {
        if let Some(known) = known.get(&row.key) {
            let StatementRow {
                speaker,
                manner,
                topics,
                by_paragraph,
                cluster,
                claim,
                relations,
                previous,
                next,
                editorial,
                ..
            } = known.clone();
            // An editor who has just said who speaks knows better.
            let same = row.editorial == editorial;
            let (speaker, manner) = if same { (speaker, manner) } else { (row.speaker, row.manner) };
            row.by_paragraph = by_paragraph;
            *row = StatementRow { speaker, manner, topics, cluster, claim, relations, previous, next, ..row.clone() };
        }
    }
    let row = &mut archive.articles[id.index()];
    row.title = article.title;
    row.origin = article.front.origin().map(Box::new);
    row.summary = article.front.summary.or(article.lede).unwrap_or(beginning);
    // A year that other articles supplied is not known here.
    if article.published.when.is_some() {
        row.published = article.published;
    }
    row.place = article.place;
    row.editorial = article.editorial;
    row.language = article.language;
    row.words = article.words;
    row.url = article.front.url;
    (row.statements, row.mentions, row.notes) = (rows.statements, rows.mentions, rows.notes);
}

/// Who of the article's people has a name.
fn person_of(archive: &Archive, id: ArticleId, name: &str) -> Option<PersonId> {
    let named = |person: &&PersonId| {
        let row = &archive[**person];
        row.name == name || row.aliases.iter().any(|alias| alias == name)
    };
    archive[id].people.iter().find(named).copied()
}

/// Finds those whom an editor names as speakers in the whole archive, or adds a row for them. They have no page until the build.
fn name_editors_speakers(archive: &mut Archive, summary: &Summary, persons: &mut [Option<PersonId>]) {
    for statement in summary.statements.iter().filter(|statement| statement.manner == Some(Manner::Editor)) {
        for local in statement.speaker.iter().chain(&statement.together) {
            let at = *local as usize;
            let (Some(None), Some(person)) = (persons.get(at), summary.people.get(at)) else { continue };
            let named = |row: &PersonRow| row.name == person.name || row.aliases.contains(&person.name);
            let found = archive.people.iter().position(named).unwrap_or_else(|| {
                archive.people.push(new_row(person));
                archive.people.len() - 1
            });
            persons[at] = Some(PersonId::from(found));
        }
    }
}

/// A row that leads to no page.
fn new_row(person: &LocalPerson) -> PersonRow {
    PersonRow {
        slug: String::new(),
        name: person.name.clone(),
        sort_name: person.name.clone(),
        aliases: Vec::new(),
        roles: Vec::new(),
        roles_from: BTreeMap::new(),
        kind: PersonKind::Unnamed,
        gender: person.gender,
        description: None,
        links: Vec::new(),
        listed: false,
        joined: Vec::new(),
        statements: Vec::new(),
        articles: Vec::new(),
    }
}
