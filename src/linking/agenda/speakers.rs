//! Statements whose speaker is open, by what keeps them open.

use super::causes::{self, Cause, is_open};
use super::{Choice, Paste, Row, Sources, Subject, corrections_file, counted, entry_start};
use crate::model::archive::{Archive, ArticleId, PersonRow, StatementId};
use crate::model::person::PersonKind;
use crate::parsing::yaml::scalar;
use crate::text::folding::name_key;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most readings of articles with another name, in all.
const TRIES: usize = 600;
/// Most people who are tried for one cause.
const NAMES: usize = 4;
/// Longest words of a statement beside its id, in characters.
const WORDS: usize = 48;

/// The rows, and how many statements are open in all.
pub(super) fn rows(sources: &Sources<'_>) -> (Vec<Row>, usize) {
    let archive = sources.archive;
    let articles: Vec<ArticleId> = (0..archive.articles.len()).map(ArticleId::from).collect();
    let found: Vec<(Cause, StatementId, String)> = articles
        .par_iter()
        .filter(|id| archive[**id].statement_ids().any(|id| is_open(&archive[id])))
        .flat_map_iter(|id| open_in(sources, *id))
        .collect();
    let mut causes: BTreeMap<Cause, Vec<(StatementId, String)>> = BTreeMap::new();
    for (cause, id, source) in found {
        causes.entry(cause).or_default().push((id, source));
    }
    let open = causes.values().map(Vec::len).sum();
    let mut causes: Vec<(Cause, Vec<(StatementId, String)>)> = causes.into_iter().collect();
    causes.sort_by_key(|(_, statements)| Reverse(statements.len()));
    let mut budget = TRIES;
    let rows = causes.into_iter().map(|(cause, statements)| row(sources, &cause, &statements, &mut budget)).collect();
    (rows, open)
}

/// The open statements of an article, each with its cause and the words that stand for its speaker.
fn open_in(sources: &Sources<'_>, article: ArticleId) -> Vec<(Cause, StatementId, String)> {
    let Some(analysis) = (sources.analysis)(article) else { return Vec::new() };
    let open = causes::open_of(sources.archive, article, &analysis).into_iter();
    open.map(|(id, open)| (open.cause, id, open.source)).collect()
}

fn row(sources: &Sources<'_>, cause: &Cause, open: &[(StatementId, String)], budget: &mut usize) -> Row {
    let archive = sources.archive;
    let count = counted(open.len(), "statement");
    let in_articles = counted(articles_of(archive, open).len(), "article");
    let shown = |words: &str| words.chars().take(WORDS).collect::<String>();
    let (what, choices) = match cause {
        Cause::Several(article, names) => {
            let mut said: Vec<&str> = open.iter().map(|(_, source)| source.as_str()).collect();
            said.sort_unstable();
            said.dedup();
            let said = said.iter().take(3).map(|words| format!("“{}”", shown(words))).collect::<Vec<_>>().join(", ");
            let what = format!("{said} could be {}: {count} in {}", names.join(" or "), archive[*article].path);
            let mut choices = named(sources, open, names, budget);
            if choices.is_empty() {
                choices = one_by_one(archive, open, names);
            }
            (what, choices)
        }
        Cause::Bare(name) => {
            let bearers: Vec<String> = bearers(archive, name).map(|person| person.name.clone()).collect();
            let mut choices = named(sources, open, &bearers, budget);
            if choices.is_empty() && !bearers.is_empty() {
                choices = one_by_one(archive, open, &bearers);
            } else if choices.is_empty() {
                let lines = vec![Paste { file: "people.yaml".to_owned(), text: format!("- name: {}", scalar(name)) }];
                choices.push(Choice { when: "if it is one person wherever it stands alone".to_owned(), lines });
            }
            (format!("which {name} speaks is not known: {count} in {in_articles}"), choices)
        }
        Cause::Words(_) => {
            let words = open.first().map(|(_, source)| shown(source)).unwrap_or_default();
            let what = format!("“{words}” leads to nobody: {count} in {in_articles}");
            (what, vec![each(archive, open, "nobody", "if nobody who has a name is meant")])
        }
        Cause::Pronoun => {
            let what = format!("pronouns that lead to nobody: {count} in {in_articles}");
            (what, vec![each(archive, open, "unknown", "if it cannot be told")])
        }
        Cause::Nothing => {
            let what = format!("words that nobody signs: {count} in {in_articles}");
            (what, vec![each(archive, open, "unknown", "if it cannot be told")])
        }
    };
    Row { subject: Subject::Speakers, what, place: String::new(), settles: open.len(), choices }
}

/// The articles of statements, each once, in order.
fn articles_of(archive: &Archive, open: &[(StatementId, String)]) -> Vec<ArticleId> {
    let mut articles: Vec<ArticleId> = open.iter().map(|(id, _)| archive[*id].article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles
}

/// Those whom a bare name may mean, by how much they say.
pub(crate) fn bearers<'a>(archive: &'a Archive, name: &str) -> impl Iterator<Item = &'a PersonRow> {
    let key = name_key(name);
    let bears = move |person: &&PersonRow| {
        person.kind == PersonKind::Person
            && name_key(&person.name).rsplit_once(' ').is_some_and(|(_, last)| last == key)
    };
    let mut found: Vec<&PersonRow> = archive.people.iter().filter(bears).collect();
    found.sort_by_key(|person| (Reverse(person.statements.len()), &person.name));
    found.into_iter()
}

/// For each name that settles all of these statements when it is added to their articles, the lines that add it; the rest are no
/// choices.
fn named(sources: &Sources<'_>, open: &[(StatementId, String)], names: &[String], budget: &mut usize) -> Vec<Choice> {
    let archive = sources.archive;
    let articles = articles_of(archive, open);
    let mut choices = Vec::new();
    for name in names.iter().take(NAMES) {
        if articles.len() > *budget {
            break;
        }
        *budget -= articles.len();
        let settles = |article: &ArticleId| {
            let analysis = (sources.tried)(*article, name)?;
            let own = open.iter().filter(|(id, _)| archive[*id].article == *article);
            let speaks = |id: &StatementId| {
                let statement = analysis.statements.iter().find(|statement| statement.id == archive[*id].key)?;
                let person = analysis.people.get(statement.speaker? as usize)?;
                (name_key(&person.name) == name_key(name)).then_some(())
            };
            own.map(|(id, _)| speaks(id)).collect::<Option<Vec<()>>>().map(|_| ())
        };
        if articles.par_iter().all(|article| settles(article).is_some()) {
            let line = |article: &ArticleId| {
                let path = &archive[*article].path;
                let text = format!("{}article: {{people: [{}]}}", entry_start(path), scalar(name));
                Paste { file: corrections_file(path), text }
            };
            let lines = articles.iter().map(line).collect();
            choices.push(Choice { when: format!("if it is {name}"), lines });
        }
    }
    choices
}

/// For each name a correction of every statement: where no single line settles them.
fn one_by_one(archive: &Archive, open: &[(StatementId, String)], names: &[String]) -> Vec<Choice> {
    let choice = |name: &String| each(archive, open, &scalar(name), &format!("if all of these are {name}"));
    names.iter().take(NAMES).map(choice).collect()
}

/// A correction of each of these statements.
fn each(archive: &Archive, open: &[(StatementId, String)], speaker: &str, when: &str) -> Choice {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (id, _) in open {
        let row = &archive[*id];
        let words: String = row.words.unmarked().chars().take(WORDS).filter(|letter| !letter.is_control()).collect();
        let path = &archive[row.article].path;
        let text = files.entry(corrections_file(path)).or_default();
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{}statement: {}   # {words}\n  speaker: {speaker}", entry_start(path), row.key));
    }
    let lines = files.into_iter().map(|(file, text)| Paste { file, text }).collect();
    Choice { when: when.to_owned(), lines }
}
