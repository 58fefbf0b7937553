//! One thing to decide, with all that helps to decide it.

use super::Desk;
use super::files;
use super::latest::{Latest, Reading};
use crate::linking::agenda::corrections_file;
use crate::linking::review;
use crate::model::archive::{Archive, ArticleId, ArticleRow, PersonId, StatementId};
use crate::model::article::{Analysis, BlockKind};
use crate::model::corrections::Review;
use crate::model::note::Anchor;
use crate::model::person::PersonKind;
use crate::model::statement::Statement;
use crate::model::world::World;
use crate::text::folding::name_key;
use crate::text::source::Span;
use crate::workspace::review::REVIEW;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most people who are offered by number.
const OFFERED: usize = 6;
/// Most people whom typing finds.
const FOUND: usize = 12;
/// Most bytes of a paragraph before the one of a statement that are shown with it.
const BEFORE: usize = 700;
/// Sentences that show what a topic or an event is about.
const SHOWN: usize = 5;

/// A case by its id; nothing if it is not there any more.
pub(super) fn case(latest: &Latest, id: &str) -> Option<Value> {
    let (kind, name) = id.split_once(':')?;
    let mut case = match kind {
        "s" => statement(latest, name),
        "p" => pair(latest, name),
        "d" => date(latest, name),
        "t" => topic(latest, name),
        "e" => event(latest, name),
        "n" => note(latest, name),
        "c" => claim(latest, name),
        _ => None,
    }?;
    case["id"] = Value::from(id);
    Some(case)
}

/// People whose names have a word that begins with what was typed, those who say most first.
pub(super) fn people(latest: &Latest, typed: &str) -> Value {
    let typed = name_key(typed);
    let archive = &latest.built.archive;
    let fits = |name: &str| {
        let key = name_key(name);
        key.starts_with(&typed) || key.match_indices(&typed).any(|(at, _)| key[..at].ends_with([' ', '-', '\'']))
    };
    let named = archive.people.iter().filter(|row| {
        !typed.is_empty()
            && row.kind != PersonKind::Unnamed
            && (fits(&row.name) || row.aliases.iter().any(|name| fits(name)))
    });
    let mut found: Vec<_> = named.collect();
    found.sort_by_key(|row| (Reverse(row.statements.len()), &row.sort_name));
    let one = |row: &&crate::model::archive::PersonRow| json!({ "name": row.name, "role": row.roles.first(), "statements": row.statements.len() });
    found.iter().take(FOUND).map(one).collect()
}

/// Where a statement is in the archive.
fn row_of(archive: &Archive, key: &str) -> Option<StatementId> {
    // The later rows are those of articles that were read again.
    let at = archive.statements.iter().rposition(|row| row.key == key)?;
    let id = StatementId::from(at);
    archive[archive[id].article].statement_ids().any(|own| own == id).then_some(id)
}

/// An article as it is on disk, with everything that editors say of it.
fn read(latest: &Latest, row: &ArticleRow) -> Option<Arc<Reading>> {
    latest.read_now(row.file as usize)
}

/// Where an article's file is. The row may say otherwise, if its name is not to be published.
fn path_of<'a>(latest: &'a Latest, row: &ArticleRow) -> &'a str {
    &latest.workspace.articles.files()[row.file as usize].path
}

fn article(latest: &Latest, row: &ArticleRow, anchor: &str) -> Value {
    let outlet = row.outlet.map(|id| latest.built.archive[id].name.as_str());
    let hash = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    json!({
        "slug": row.slug, "title": row.title, "outlet": outlet, "path": path_of(latest, row), "language": row.language,
        "date": row.published.when.map(|when| when.to_string()), "url": format!("/articles/{}.html{hash}", row.slug),
    })
}

/// The files that decisions on an article change, each with its version.
fn versions(latest: &Latest, row: &ArticleRow) -> Value {
    let own = [corrections_file(path_of(latest, row)), files::notes_of(path_of(latest, row))];
    versions_of(latest, own.into_iter().chain([REVIEW.to_owned()]))
}

pub(super) fn versions_of(latest: &Latest, paths: impl Iterator<Item = String>) -> Value {
    let root = &latest.workspace.root;
    let version = |path: String| {
        let text = files::read(root, &path).ok().flatten();
        (path, Value::from(files::version(text.as_deref())))
    };
    Value::Object(paths.map(version).collect())
}

fn shared(latest: &Latest, name: &str) -> String {
    files::shared(&latest.workspace.root, &latest.workspace.input.editors.settings.src, name)
}

fn statement(latest: &Latest, key: &str) -> Option<Value> {
    let archive = &latest.built.archive;
    let id = row_of(archive, key)?;
    let (row, article_row) = (&archive[id], &archive[archive[id].article]);
    let reading = read(latest, article_row)?;
    let analysis = &reading.analysis;
    let statement = analysis.statements.iter().find(|statement| statement.id == key)?;
    let plain = &analysis.body.plain;
    let of = |span: Span| span.of(plain);
    let speakers: Vec<&str> = row.speaker.iter().chain(&row.together).map(|id| archive[*id].name.as_str()).collect();
    let offered = offered(archive, analysis, statement, &speakers);
    let names: Vec<&str> = offered.iter().map(|(name, _)| name.as_str()).collect();
    let people: Vec<Value> =
        offered.iter().map(|(name, local)| candidate(archive, analysis, statement, name, *local)).collect();
    let alike = alike(archive, analysis, statement, article_row);
    let day = statement.said_on.map(|said| said.when.to_string());
    Some(json!({
        "kind": "statement",
        "key": key,
        "article": article(latest, article_row, key),
        "file": corrections_file(path_of(latest, article_row)),
        "versions": versions(latest, article_row),
        "passage": passage(analysis, statement, &names),
        "words": statement.words(plain),
        "source": statement.source.map(of),
        "form": statement.kind,
        "polarity": statement.polarity,
        "day": day,
        "speakers": speakers,
        "manner": row.manner.map(|manner| manner.name()),
        "certainty": statement.certainty,
        "headline": statement.headline,
        "nested": statement.nested,
        "review": row.review().name(),
        "author": row.editorial.as_ref().and_then(|editorial| editorial.signature.author.clone()),
        "reading": review::reading(archive, id),
        "people": people,
        "alike": alike,
    }))
}

/// Those who may be meant, the likeliest first: whoever is taken for the speaker, those between whom the rules could not decide,
/// those who are named last before the statement.
fn offered(
    archive: &Archive,
    analysis: &Analysis,
    statement: &Statement,
    speakers: &[&str],
) -> Vec<(String, Option<usize>)> {
    let local = |name: &str| analysis.people.iter().position(|person| person.name == name);
    let mut found: Vec<(String, Option<usize>)> = Vec::new();
    let mut add = |name: &str, at: Option<usize>| {
        if found.len() < OFFERED && !found.iter().any(|(other, _)| name_key(other) == name_key(name)) {
            found.push((name.to_owned(), at));
        }
    };
    speakers.iter().for_each(|name| add(name, local(name)));
    let named = |at: usize| analysis.people.get(at).filter(|person| person.kind != PersonKind::Unnamed);
    let is_bare = |at: usize| {
        let name = named(at).map(|person| person.name.as_str()).unwrap_or_default();
        !name.contains(' ') && named(at).is_some_and(|person| person.kind == PersonKind::Person)
    };
    if let Some(at) = statement.speaker.map(|at| at as usize).filter(|at| is_bare(*at)) {
        let name = analysis.people[at].name.clone();
        crate::linking::agenda::speakers::bearers(archive, &name).take(3).for_each(|row| add(&row.name, None));
    }
    let start = statement.extent().start;
    let mut candidates: Vec<usize> = statement.candidates.iter().map(|at| *at as usize).collect();
    let last = |at: &usize| {
        let mentions = analysis.people.get(*at).map(|person| &person.mentions[..]).unwrap_or_default();
        mentions.iter().filter(|span| span.end <= start).map(|span| span.end).max()
    };
    candidates.sort_by_key(|at| Reverse(last(at)));
    let mut others: Vec<usize> =
        (0..analysis.people.len()).filter(|at| last(at).is_some() && !candidates.contains(at)).collect();
    others.sort_by_key(|at| Reverse(last(at)));
    for at in candidates.into_iter().chain(others) {
        if let Some(person) = named(at).filter(|_| !is_bare(at)) {
            add(&person.name, Some(at));
        }
    }
    found
}

/// What speaks for somebody.
fn candidate(archive: &Archive, analysis: &Analysis, statement: &Statement, name: &str, local: Option<usize>) -> Value {
    let start = statement.extent().start;
    let others = match local {
        Some(at) => {
            analysis.statements.iter().filter(|one| one.id != statement.id && one.speaker == Some(at as u32)).count()
        }
        None => 0,
    };
    let person = local.and_then(|at| analysis.people.get(at));
    let last = |mentions: &[Span]| mentions.iter().filter(|span| span.end <= start).map(|span| span.end).max();
    let own = person.and_then(|person| last(&person.mentions));
    let all = analysis
        .people
        .iter()
        .filter(|one| one.kind != PersonKind::Unnamed)
        .filter_map(|one| last(&one.mentions))
        .max();
    let row: Option<PersonId> = archive.people.iter().position(|row| row.name == name).map(PersonId::from);
    let role = row.and_then(|id| archive[id].roles.first().cloned());
    let role = role.or_else(|| person.and_then(|person| person.roles.first().cloned()));
    json!({
        "name": name, "role": role, "here": others, "nearest": own.is_some() && own == all,
        "statements": row.map_or(0, |id| archive[id].statements.len()),
    })
}

/// Statements of the article whose speaker is named by the same words, is as open or is the same, and that nobody looked at.
fn alike(archive: &Archive, analysis: &Analysis, statement: &Statement, article: &ArticleRow) -> Vec<String> {
    let plain = &analysis.body.plain;
    let source = |one: &Statement| one.source.map(|span| span.of(plain).to_lowercase());
    let unreviewed: Vec<&str> = article
        .statement_ids()
        .map(|id| &archive[id])
        .filter(|row| row.review() == Review::Unreviewed)
        .map(|row| row.key.as_str())
        .collect();
    let same = |one: &&Statement| {
        one.id != statement.id
            && source(one) == source(statement)
            && one.candidates == statement.candidates
            && one.speaker == statement.speaker
            && one.together == statement.together
            && (statement.source.is_some() || statement.speaker.is_some())
            && unreviewed.contains(&one.id.as_str())
    };
    analysis.statements.iter().filter(same).map(|one| one.id.clone()).collect()
}

/// The paragraphs around a statement, in pieces with what each is.
fn passage(analysis: &Analysis, statement: &Statement, names: &[&str]) -> Value {
    let extent = statement.extent();
    let blocks = &analysis.body.blocks;
    let holds: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].span.overlaps(extent)).collect();
    let (Some(first), Some(last)) = (holds.first().copied(), holds.last().copied()) else {
        return Value::Array(Vec::new());
    };
    let short = |at: &usize| blocks[*at].span.len() <= BEFORE && blocks[*at].kind != BlockKind::Title;
    let start = first.checked_sub(1).filter(short).unwrap_or(first);
    let mut marks: Vec<(Span, &str)> = statement.spans.iter().map(|span| (*span, "said")).collect();
    marks.extend(statement.source.map(|span| (span, "source")));
    let named = analysis.people.iter().filter(|person| names.contains(&person.name.as_str()));
    marks.extend(named.flat_map(|person| &person.mentions).map(|span| (*span, "name")));
    let paragraph = |at: usize| pieces(&analysis.body.plain, blocks[at].span, &marks);
    (start..=last).map(paragraph).collect()
}

/// A stretch of text in pieces, each with the names of the marks that it lies in.
fn pieces(plain: &str, block: Span, marks: &[(Span, &str)]) -> Value {
    let mut cuts = vec![block.start, block.end];
    let inside: Vec<&(Span, &str)> = marks.iter().filter(|(span, _)| span.overlaps(block)).collect();
    for (span, _) in &inside {
        cuts.extend([span.start.max(block.start), span.end.min(block.end)]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |pair: &[u32]| {
        let span = Span { start: pair[0], end: pair[1] };
        let mut classes: Vec<&str> =
            inside.iter().filter(|(mark, _)| mark.contains(span)).map(|(_, name)| *name).collect();
        classes.dedup();
        json!([span.of(plain), classes.join(" ")])
    };
    cuts.windows(2).map(piece).collect()
}

fn pair(latest: &Latest, name: &str) -> Option<Value> {
    let archive = &latest.built.archive;
    let (one, other) = name.split_once('|')?;
    let find = |name: &str| archive.people.iter().find(|row| row.name == name);
    let person = |row: &crate::model::archive::PersonRow| {
        let said = row.statements.iter().rev().take(3).map(|id| {
            let row = &archive[*id];
            json!({ "words": row.words.unmarked(), "polarity": row.words.polarity(), "article": archive[row.article].title })
        });
        json!({
            "name": row.name, "role": row.roles.first(), "statements": row.statements.len(),
            "articles": row.articles.len(), "said": said.collect::<Vec<_>>(),
        })
    };
    let file = shared(latest, "people.yaml");
    Some(json!({
        "kind": "pair", "people": [person(find(one)?), person(find(other)?)], "file": file,
        "versions": versions_of(latest, std::iter::once(file.clone())),
    }))
}

fn claim(latest: &Latest, keys: &str) -> Option<Value> {
    let archive = &latest.built.archive;
    let (one, other) = keys.split_once('|')?;
    let report = |key: &str| {
        let row = &archive[row_of(archive, key)?];
        Some(json!({
            "key": key, "words": row.words.unmarked(), "polarity": row.words.polarity(),
            "speaker": row.speaker.map(|id| archive[id].name.as_str()), "article": article(latest, &archive[row.article], key),
        }))
    };
    let file = shared(latest, "relations.yaml");
    Some(json!({
        "kind": "claim", "reports": [report(one)?, report(other)?], "file": file,
        "versions": versions_of(latest, std::iter::once(file.clone())),
    }))
}

fn by_slug<'a>(archive: &'a Archive, slug: &str) -> Option<(ArticleId, &'a ArticleRow)> {
    let at = archive.articles.iter().position(|row| row.slug == slug)?;
    Some((ArticleId::from(at), &archive.articles[at]))
}

fn date(latest: &Latest, slug: &str) -> Option<Value> {
    let (_, row) = by_slug(&latest.built.archive, slug)?;
    let reading = read(latest, row)?;
    let analysis = &reading.analysis;
    let plain = &analysis.body.plain;
    let blocks: Vec<Value> = analysis.body.blocks.iter().take(4).map(|block| pieces(plain, block.span, &[])).collect();
    let mut days = BTreeMap::<String, String>::new();
    for mention in &analysis.mentions {
        days.entry(mention.when.to_string()).or_insert_with(|| mention.span.of(plain).to_owned());
    }
    Some(json!({
        "kind": "date", "article": article(latest, row, ""), "passage": blocks,
        "date": row.published.when.map(|when| when.to_string()),
        "basis": row.published.basis.map(|basis| basis.name()), "from": row.published.from,
        "days": days.into_iter().take(8).collect::<Vec<_>>(),
        "file": corrections_file(path_of(latest, row)), "versions": versions(latest, row),
    }))
}

fn topic(latest: &Latest, slug: &str) -> Option<Value> {
    let archive = &latest.built.archive;
    let row = archive.topics.iter().find(|row| row.slug == slug)?;
    let said = row.statements.iter().take(SHOWN).map(|id| {
        json!({
            "words": archive[*id].words.unmarked(), "polarity": archive[*id].words.polarity(),
            "article": archive[archive[*id].article].title,
        })
    });
    let titles: Vec<&str> = row.articles.iter().take(SHOWN).map(|id| archive[*id].title.as_str()).collect();
    let others: Vec<&str> =
        archive.topics.iter().filter(|other| other.slug != slug).map(|other| other.name.as_str()).collect();
    let file = shared(latest, "topics.yaml");
    Some(json!({
        "kind": "topic", "name": row.name, "statements": row.statements.len(), "articles": row.articles.len(),
        "said": said.collect::<Vec<_>>(), "titles": titles, "others": others, "url": format!("/topics/{slug}.html"),
        "versions": versions_of(latest, std::iter::once(file.clone())), "file": file,
    }))
}

fn event(latest: &Latest, slug: &str) -> Option<Value> {
    let archive = &latest.built.archive;
    let row = archive.events.iter().find(|row| row.slug == slug)?;
    let said = row.mentions.iter().take(SHOWN).map(|id| {
        json!({
            "words": archive[*id].sentence, "article": archive[archive[*id].article].title,
        })
    });
    let file = shared(latest, "events.yaml");
    Some(json!({
        "kind": "event", "name": row.name, "day": row.when.to_string(), "said": said.collect::<Vec<_>>(),
        "url": format!("/events/{slug}.html"), "versions": versions_of(latest, std::iter::once(file.clone())), "file": file,
    }))
}

fn note(latest: &Latest, name: &str) -> Option<Value> {
    let archive = &latest.built.archive;
    let (slug, key) = name.split_once('#')?;
    let (_, row) = by_slug(archive, slug)?;
    let reading = read(latest, row)?;
    let analysis = &reading.analysis;
    let own = row.notes.clone().map(|at| &archive.notes[at as usize]).find(|note| note.key == key)?;
    let found = analysis.notes.iter().find(|one| one.note == own.note)?;
    if !matches!(found.anchor, Anchor::Lost | Anchor::Ambiguous) {
        return None;
    }
    let plain = &analysis.body.plain;
    let near = crate::reading::notes::nearest_words(&own.note.quote, plain);
    let marks: Vec<(Span, &str)> = near.iter().map(|span| (*span, "said")).collect();
    let at = near.and_then(|span| analysis.body.block_at(span.start)).unwrap_or(0);
    let blocks = &analysis.body.blocks;
    let range = at.saturating_sub(1)..(at + 2).min(blocks.len());
    let passage: Vec<Value> = blocks[range].iter().map(|block| pieces(plain, block.span, &marks)).collect();
    Some(json!({
        "kind": "note", "article": article(latest, row, ""), "quote": own.note.quote, "body": own.note.body,
        "nearest": near.map(|span| span.of(plain)), "ambiguous": found.anchor == Anchor::Ambiguous, "passage": passage,
        "file": files::notes_of(path_of(latest, row)), "versions": versions(latest, row),
    }))
}

/// The article of a page, with the versions of its files: what words selected on the page need.
pub(super) fn page(latest: &Latest, slug: &str) -> Option<Value> {
    let (_, row) = by_slug(&latest.built.archive, slug)?;
    Some(json!({
        "article": article(latest, row, ""), "file": corrections_file(path_of(latest, row)), "versions": versions(latest, row),
    }))
}

impl Desk {
    /// The queue as JSON.
    pub(super) fn queue(&self, latest: &Latest, by: super::queue::By, seed: u64, size: usize) -> Value {
        let causes = super::locked(&self.causes);
        serde_json::to_value(super::queue::queue(latest, &causes, by, seed, size)).unwrap_or_default()
    }
}
