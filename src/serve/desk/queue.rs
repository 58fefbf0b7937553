//! What there is to decide: groups of cases, those first that settle most.
//!
//! A case has an id that says what it is: `s:s-3f9a1c02` a statement, `p:A|B` two names, `d:slug` a date, `t:slug` a topic, `e:slug`
//! an event, `n:slug#key` a note, `c:s-3f9a1c02|s-88d0e4b7` two reports of one claim.

use super::latest::Latest;
use crate::linking::agenda::causes::{Cause, Causes, is_open};
use crate::linking::agenda::people::pairs;
use crate::model::archive::{Archive, ArticleId, PersonId, StatementRow, TopicOrigin};
use crate::model::authorities::StatementReference;
use crate::model::corrections::Review;
use crate::model::note::Anchor;
use crate::model::person::PersonKind;
use crate::model::statement::{Certainty, Manner};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most groups of a section; the rest of the statements are single cases.
const GROUPS: usize = 40;
/// Most cases of a group that a page is given at once.
const CASES: usize = 400;
/// From so many words alike on, they are a group of their own.
const ALIKE: usize = 2;

/// How the queue is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum By {
    /// By what one decision settles.
    #[default]
    Cause,
    /// What is least sure.
    Doubt,
    /// Article by article.
    Article,
    /// Person by person.
    Person,
    /// Claims, report by report.
    Claim,
    /// Drawn at random.
    Sample,
}

/// Everything that is left to decide.
#[derive(Debug, Default, Serialize)]
pub(super) struct Queue {
    /// Number of statements, rejected ones among them.
    statements: usize,
    /// How many of them an editor looked at.
    reviewed: usize,
    /// Number of cases in all groups.
    left: usize,
    /// The seed of the last sample, if there was one.
    seed: Option<u64>,
    groups: Vec<Group>,
}

/// Cases that are alike.
#[derive(Debug, Default, Serialize)]
struct Group {
    /// The heading it stands under: `who`, `when`, `what` or `notes`.
    section: &'static str,
    /// What it is, for the page to put into words.
    kind: &'static str,
    /// The words or name that it is about.
    words: String,
    /// Those who may be meant.
    names: Vec<String>,
    /// Number of its articles.
    articles: usize,
    count: usize,
    cases: Vec<String>,
}

/// The statements of a group, as they are gathered.
#[derive(Default)]
struct Gathered {
    words: String,
    names: Vec<String>,
    articles: BTreeSet<u32>,
    cases: Vec<String>,
}

pub(super) fn queue(latest: &Latest, causes: &Causes, by: By, seed: u64, size: usize) -> Queue {
    let archive = &latest.built.archive;
    let all = || archive.articles.iter().flat_map(|row| row.statement_ids()).map(|id| &archive[id]);
    let (statements, reviewed) = all()
        .fold((0, 0), |(all, reviewed), row| (all + 1, reviewed + usize::from(row.review() != Review::Unreviewed)));
    // Whoever rejected a statement looked at it.
    let editorials = archive.articles.iter().filter_map(|row| row.editorial.as_ref());
    let rejected: usize = editorials.map(|editorial| editorial.rejected.len()).sum();
    let (statements, reviewed) = (statements + rejected, reviewed + rejected);
    let mut groups = match by {
        By::Cause => {
            let mut groups = speakers(latest, causes);
            groups.extend(people(latest));
            groups.extend(dates(archive));
            groups.extend(found(archive));
            groups.extend(notes(archive));
            groups
        }
        By::Doubt => doubts(archive),
        By::Article => articles(archive),
        By::Person => persons(archive),
        By::Claim => vec![claims(latest)],
        By::Sample => vec![sample(latest, seed, size)],
    };
    groups.retain(|group| group.count > 0);
    let left = groups.iter().map(|group| group.count).sum();
    groups.iter_mut().for_each(|group| group.cases.truncate(CASES));
    let seed = latest.workspace.judgements().last().map(|one| one.seed);
    Queue { statements, reviewed, left, seed, groups }
}

fn case_of(row: &StatementRow) -> String {
    format!("s:{}", row.key)
}

fn group(section: &'static str, kind: &'static str, gathered: Gathered) -> Group {
    let Gathered { words, names, articles, cases } = gathered;
    Group { section, kind, words, names, articles: articles.len(), count: cases.len(), cases }
}

/// Statements whose speaker is open, by what keeps them open.
fn speakers(latest: &Latest, causes: &Causes) -> Vec<Group> {
    let archive = &latest.built.archive;
    let mut several = BTreeMap::<(u32, &[String]), Gathered>::new();
    let mut words = BTreeMap::<(&'static str, &str), Gathered>::new();
    for (index, article) in archive.articles.iter().enumerate() {
        let Some(key) = latest.built.keys.get(article.file as usize) else { continue };
        let known = causes.of(*key);
        if known.is_empty() {
            continue;
        }
        let rows: BTreeMap<&str, &StatementRow> =
            article.statement_ids().map(|id| (archive[id].key.as_str(), &archive[id])).collect();
        for open in known {
            let Some(row) = rows.get(open.key.as_str()).filter(|row| is_open(row)) else { continue };
            let gathered = match &open.cause {
                Cause::Several(_, names) => {
                    let gathered = several.entry((index as u32, names)).or_default();
                    if gathered.names.is_empty() {
                        gathered.names.clone_from(names);
                    }
                    gathered
                }
                Cause::Bare(name) => words.entry(("bare", name)).or_default(),
                Cause::Words(said) => words.entry(("words", said)).or_default(),
                Cause::Pronoun => words.entry(("pronoun", "")).or_default(),
                Cause::Nothing => words.entry(("nothing", "")).or_default(),
            };
            if gathered.words.is_empty() {
                gathered.words.clone_from(&open.source);
            }
            gathered.articles.insert(index as u32);
            gathered.cases.push(case_of(row));
        }
    }
    let several = several.into_values().map(|gathered| group("who", "several", gathered));
    let words = words.into_iter().map(|((kind, name), gathered)| {
        let words = if kind == "bare" { name.to_owned() } else { gathered.words };
        group("who", kind, Gathered { words, ..gathered })
    });
    let mut groups: Vec<Group> = several.chain(words).collect();
    groups.sort_by(|a, b| (Reverse(a.count), &a.words, &a.names).cmp(&(Reverse(b.count), &b.words, &b.names)));
    let mut number = 0;
    let (groups, rest): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(|group| {
        number += 1;
        number <= GROUPS && group.count >= ALIKE
    });
    let mut single = Group { section: "who", kind: "single", ..Group::default() };
    for group in rest {
        single.count += group.count;
        single.articles += group.articles;
        single.cases.extend(group.cases);
    }
    groups.into_iter().chain([single]).collect()
}

/// Names that may mean one person.
fn people(latest: &Latest) -> Vec<Group> {
    let archive = &latest.built.archive;
    let one = |(one, other): (PersonId, PersonId)| {
        let (first, second) = (&archive[one], &archive[other]);
        let names = vec![first.name.clone(), second.name.clone()];
        let cases = vec![format!("p:{}|{}", first.name, second.name)];
        Group { section: "who", kind: "pair", names, articles: 0, count: 1, cases, ..Group::default() }
    };
    let mut groups: Vec<Group> = pairs(archive, &latest.workspace.input.editors).into_iter().map(one).collect();
    let more = groups.split_off(groups.len().min(GROUPS));
    if !more.is_empty() {
        let cases: Vec<String> = more.into_iter().flat_map(|group| group.cases).collect();
        groups.push(Group { section: "who", kind: "pairs", count: cases.len(), cases, ..Group::default() });
    }
    groups
}

/// Articles without a date, and with one that was inferred.
fn dates(archive: &Archive) -> Vec<Group> {
    let mut gathered = BTreeMap::<&'static str, Gathered>::new();
    for (index, row) in archive.articles.iter().enumerate() {
        let decided = row.editorial.as_ref().is_some_and(|editorial| editorial.undated);
        let kind = match row.published.when {
            None if !decided => "undated",
            Some(_) if row.published.inferred => "inferred",
            _ => continue,
        };
        let gathered = gathered.entry(kind).or_default();
        gathered.articles.insert(index as u32);
        gathered.cases.push(format!("d:{}", row.slug));
    }
    gathered.into_iter().rev().map(|(kind, gathered)| group("when", kind, gathered)).collect()
}

/// Topics and events that no editor listed.
fn found(archive: &Archive) -> Vec<Group> {
    let topics = archive.topics.iter().filter(|row| row.origin == TopicOrigin::Found);
    let topics: Vec<String> = topics.map(|row| format!("t:{}", row.slug)).collect();
    let events = archive.events.iter().filter(|row| !row.listed).map(|row| format!("e:{}", row.slug));
    let events: Vec<String> = events.collect();
    let group =
        |kind, cases: Vec<String>| Group { section: "what", kind, count: cases.len(), cases, ..Group::default() };
    vec![group("topics", topics), group("events", events)]
}

/// Notes that are not at their words.
fn notes(archive: &Archive) -> Vec<Group> {
    let mut lost = Gathered::default();
    for (index, article) in archive.articles.iter().enumerate() {
        for row in article.notes.clone().map(|at| &archive.notes[at as usize]) {
            if matches!(row.anchor, Anchor::Lost | Anchor::Ambiguous) {
                lost.articles.insert(index as u32);
                lost.cases.push(format!("n:{}#{}", article.slug, row.key));
            }
        }
    }
    vec![group("notes", "lost", lost)]
}

/// Statements whose speaker or words are a guess, and that nobody looked at.
fn doubts(archive: &Archive) -> Vec<Group> {
    let mut gathered = BTreeMap::<u8, (&'static str, Gathered)>::new();
    for (index, row) in unreviewed(archive) {
        let (order, kind) = match (row.certainty, row.manner) {
            _ if row.speaker.is_none() => continue,
            (_, Some(Manner::Pronoun)) => (0, "by_pronoun"),
            (_, Some(Manner::Context)) => (1, "by_context"),
            (Certainty::Low, _) => (2, "unsure"),
            (_, Some(Manner::Office)) => (3, "by_office"),
            (Certainty::Medium, _) => (4, "likely"),
            _ => continue,
        };
        let (_, gathered) = gathered.entry(order).or_insert((kind, Gathered::default()));
        gathered.articles.insert(index);
        gathered.cases.push(case_of(row));
    }
    gathered.into_values().map(|(kind, gathered)| group("who", kind, gathered)).collect()
}

/// Statements that nobody looked at, with the numbers of their articles.
fn unreviewed(archive: &Archive) -> impl Iterator<Item = (u32, &StatementRow)> {
    let of = |(index, article): (usize, &crate::model::archive::ArticleRow)| {
        let rows = article.statement_ids().map(|id| &archive[id]).filter(|row| row.review() == Review::Unreviewed);
        rows.map(move |row| (index as u32, row)).collect::<Vec<_>>()
    };
    archive.articles.iter().enumerate().flat_map(of)
}

/// The articles whose statements nobody has looked at in full, those with most first.
fn articles(archive: &Archive) -> Vec<Group> {
    let mut gathered = BTreeMap::<u32, Gathered>::new();
    for (index, row) in unreviewed(archive) {
        let gathered = gathered.entry(index).or_default();
        gathered.words.clone_from(&archive[ArticleId(index)].title);
        gathered.articles.insert(index);
        gathered.cases.push(case_of(row));
    }
    most(gathered.into_values().map(|gathered| group("what", "article", gathered)).collect())
}

/// What each person says and nobody has looked at.
fn persons(archive: &Archive) -> Vec<Group> {
    let mut gathered = BTreeMap::<u32, Gathered>::new();
    for (index, row) in unreviewed(archive) {
        let Some(person) = row.speaker.filter(|id| archive[*id].kind != PersonKind::Unnamed) else { continue };
        let gathered = gathered.entry(person.0).or_default();
        gathered.words.clone_from(&archive[person].name);
        gathered.articles.insert(index);
        gathered.cases.push(case_of(row));
    }
    most(gathered.into_values().map(|gathered| group("who", "person", gathered)).collect())
}

/// Reports that were taken for one claim, each beside the one that tells most, and that no editor judged.
fn claims(latest: &Latest) -> Group {
    let archive = &latest.built.archive;
    let authorities = latest.workspace.input.editors.authorities();
    let is = |reference: &StatementReference, row: &StatementRow| match reference {
        StatementReference::Id(key) => *key == row.key,
        StatementReference::Words { article, words } => {
            let own = &archive[row.article];
            (own.slug == *article || own.path == *article) && row.words.unmarked().contains(words.as_str())
        }
    };
    let decided = |one: &StatementRow, other: &StatementRow| {
        let entries = authorities.one_claim.iter().chain(&authorities.refused);
        entries
            .into_iter()
            .any(|entry| is(&entry.from, one) && is(&entry.to, other) || is(&entry.from, other) && is(&entry.to, one))
    };
    let mut gathered = Gathered::default();
    for claim in &archive.claims {
        let Some((first, others)) = claim.statements.split_first() else { continue };
        let one = &archive[*first];
        for other in others.iter().map(|id| &archive[*id]).filter(|other| !decided(one, other)) {
            gathered.articles.insert(one.article.0);
            gathered.cases.push(format!("c:{}|{}", one.key, other.key));
        }
    }
    group("what", "claims", gathered)
}

fn most(mut groups: Vec<Group>) -> Vec<Group> {
    groups.sort_by(|a, b| (Reverse(a.count), &a.words).cmp(&(Reverse(b.count), &b.words)));
    groups.truncate(GROUPS * 5);
    groups
}

/// Statements drawn at random, and not yet judged.
fn sample(latest: &Latest, seed: u64, size: usize) -> Group {
    let archive = &latest.built.archive;
    let drawn = crate::linking::review::left(archive, latest.workspace.judgements(), seed, size);
    let articles: BTreeSet<u32> = drawn.iter().map(|id| archive[*id].article.0).collect();
    let cases: Vec<String> = drawn.into_iter().map(|id| case_of(&archive[id])).collect();
    group("what", "sample", Gathered { articles, cases, ..Gathered::default() })
}
