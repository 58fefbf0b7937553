//! What an edit ends: ids and addresses of an earlier site that the archive has no longer, each with its successor by words.
//!
//! 1. An article is followed by the one of the same file, source or title and day, or by the one that has most of its statements;
//! 2. a statement by the new one of that article that has nearly its words;
//! 3. people, topics, outlets, events and occasions by those of the same name, or of most of the same statements.

use crate::model::archive::{Archive, ArticleId, PersonId, StatementId, TopicId};
use crate::reading::compare::difference;
use crate::text::folding::name_key;
use crate::text::words_only::folded;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The share of words that an old statement and its successor must have in common, of the longer one.
const SHARE: f64 = 0.6;
/// Texts of so few words are compared by letters.
const SHORT: usize = 6;
/// The share of the old statements that a successor must have.
const MOST: (usize, usize) = (1, 2);

/// What an earlier site had, as its data files tell.
#[derive(Clone, Debug, Default)]
pub struct Old {
    /// Its statements.
    pub statements: Vec<OldStatement>,
    /// Its articles.
    pub articles: Vec<OldArticle>,
    /// Its people, topics, outlets, events and occasions.
    pub named: BTreeMap<Kind, Vec<OldNamed>>,
    /// Its pages.
    pub pages: BTreeSet<String>,
}

/// A row of an old statements.jsonl.
#[derive(Clone, Debug, Deserialize)]
pub struct OldStatement {
    /// Its id.
    pub id: String,
    /// The slug of its article.
    pub article: String,
    /// Its words.
    pub words: String,
    /// The slug of its speaker.
    #[serde(default)]
    pub person: Option<String>,
    /// The slugs of its topics.
    #[serde(default)]
    pub topics: Vec<String>,
}

/// A row of an old articles.jsonl.
#[derive(Clone, Debug, Deserialize)]
pub struct OldArticle {
    /// Its slug.
    pub slug: String,
    /// Its file.
    #[serde(default)]
    pub path: String,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// Where it was published on the web.
    #[serde(default)]
    pub url: Option<String>,
    /// When it was published.
    #[serde(default)]
    pub date: Option<OldDate>,
    /// The name of its outlet.
    #[serde(default)]
    pub outlet: Option<String>,
}

/// A day in a data file.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct OldDate {
    /// As it is written.
    pub value: String,
}

/// A row of an old people.jsonl, topics.jsonl and so on.
#[derive(Clone, Debug, Deserialize)]
pub struct OldNamed {
    /// Name of its page.
    pub slug: String,
    /// The name to show; of an occasion, where it was.
    #[serde(alias = "venue")]
    pub name: String,
    /// Its page.
    #[serde(default)]
    pub page: Option<String>,
    /// Of an event or occasion, the day.
    #[serde(default)]
    pub date: Option<serde_json::Value>,
    /// Of an occasion, what was said; elsewhere a number.
    #[serde(default)]
    pub statements: serde_json::Value,
}

/// What vanishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An article's address, with the ids on its page.
    Article,
    /// A statement's id.
    Statement,
    /// Somebody's address.
    Person,
    /// A topic's address.
    Topic,
    /// An outlet's address.
    Outlet,
    /// An event's address.
    Event,
    /// An occasion's address.
    Occasion,
    /// Any other address.
    Page,
}

impl Kind {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Statement => "statement",
            Kind::Person => "person",
            Kind::Topic => "topic",
            Kind::Outlet => "outlet",
            Kind::Event => "event",
            Kind::Occasion => "occasion",
            Kind::Page => "page",
        }
    }
}

/// An id or address that the archive has no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vanished {
    /// What it is of.
    pub kind: Kind,
    /// The id or address.
    pub was: String,
    /// What it was of: a title, a name, words.
    pub name: String,
    /// The one in its place, if there is one.
    pub now: Option<String>,
    /// How the words of a statement differ from those of its successor, `[-old-] {+new+}`.
    pub difference: Option<String>,
}

/// What the archive has no longer of an earlier site. `pages` are all addresses that the new site has, old ones that lead on among them.
pub fn vanished(old: &Old, archive: &Archive, pages: &BTreeSet<String>) -> Vec<Vanished> {
    let now = Now::new(archive);
    let articles = articles(old, &now);
    let statements = statements(old, &now, &articles);
    let followed = |id: &str| now.by_key.get(id).copied().or_else(|| statements.now.get(id).copied());
    let people = by_statements(old.statements.iter().filter_map(|row| Some((row.person.as_deref()?, row))), |row| {
        followed(&row.id).and_then(|id| archive[id].speaker).into_iter().collect()
    });
    let topic_rows = old.statements.iter().flat_map(|row| row.topics.iter().map(move |topic| (topic.as_str(), row)));
    let topics =
        by_statements(topic_rows, |row| followed(&row.id).map_or_else(Vec::new, |id| archive[id].topics.clone()));

    let mut vanished = Vec::new();
    for row in &old.articles {
        let was = format!("articles/{}.html", row.slug);
        if !pages.contains(&was) {
            let now = articles.get(row.slug.as_str()).map(|id| format!("articles/{}.html", archive[*id].slug));
            vanished.push(Vanished { kind: Kind::Article, was, name: row.title.clone(), now, difference: None });
        }
    }
    vanished.extend(statements.vanished);
    // What each old slug of a kind is now, for the pages that have two of them.
    let mut slugs = BTreeMap::<(Kind, &str), String>::new();
    for (kind, rows) in &old.named {
        let names = now.names(*kind);
        for row in rows {
            let by_words = || match kind {
                Kind::Person => people.get(row.slug.as_str()).map(|id: &PersonId| archive[*id].slug.clone()),
                Kind::Topic => topics.get(row.slug.as_str()).map(|id: &TopicId| archive[*id].slug.clone()),
                Kind::Occasion => now.occasion(row, &followed),
                Kind::Event => now.event(row),
                Kind::Outlet => now.outlet(row, old, &articles),
                _ => None,
            };
            let same = names.slugs.contains(row.slug.as_str()).then(|| row.slug.clone());
            let successor = same.or_else(|| names.by_name.get(&name_key(&row.name)).cloned()).or_else(by_words);
            if let Some(slug) = &successor {
                slugs.insert((*kind, &row.slug), slug.clone());
            }
            let Some(was) = row.page.clone().filter(|page| !pages.contains(page)) else { continue };
            let folder = was.split('/').next().unwrap_or_default();
            let address = successor.map(|slug| format!("{folder}/{slug}.html")).filter(|page| pages.contains(page));
            vanished.push(Vanished { kind: *kind, was, name: row.name.clone(), now: address, difference: None });
        }
    }
    let listed: BTreeSet<String> = vanished.iter().map(|one| one.was.clone()).collect();
    for was in old.pages.iter().filter(|page| !pages.contains(*page) && !listed.contains(*page)) {
        let successor = now.page(was, &slugs, &followed, pages);
        if successor.is_some() || is_lasting(was) {
            vanished.push(Vanished {
                kind: Kind::Page,
                was: was.clone(),
                name: String::new(),
                now: successor,
                difference: None,
            });
        }
    }
    vanished
}

/// Whether a page was one of something, not a part of a list, a day or a page of the site's own.
fn is_lasting(page: &str) -> bool {
    let Some((folder, name)) = page.split_once('/') else { return false };
    let folders = ["articles", "people", "topics", "outlets", "events", "occasions", "statements"];
    let stem = name.strip_suffix(".html").unwrap_or(name);
    folders.contains(&folder) && stem != "index" && !stem.contains('.')
}

/// The archive, ready to be asked.
struct Now<'a> {
    archive: &'a Archive,
    by_key: BTreeMap<&'a str, StatementId>,
    by_slug: BTreeMap<&'a str, ArticleId>,
}

/// The slugs of a kind, and those of each name that only one has.
#[derive(Default)]
struct Names<'a> {
    slugs: BTreeSet<&'a str>,
    by_name: BTreeMap<String, String>,
}

impl<'a> Now<'a> {
    fn new(archive: &'a Archive) -> Now<'a> {
        let ids = || (0..).map(StatementId).zip(&archive.statements);
        let mut by_key: BTreeMap<&str, StatementId> = BTreeMap::new();
        for (id, keys) in &archive.was {
            keys.iter().for_each(|key| _ = by_key.insert(key, *id));
        }
        by_key.extend(ids().map(|(id, row)| (row.key.as_str(), id)));
        let by_slug = (0..).map(ArticleId).zip(&archive.articles).map(|(id, row)| (row.slug.as_str(), id)).collect();
        Now { archive, by_key, by_slug }
    }

    fn names(&self, kind: Kind) -> Names<'a> {
        let archive = self.archive;
        let rows: Vec<(&str, Vec<&str>)> = match kind {
            Kind::Person => {
                let forms = |row: &'a crate::model::archive::PersonRow| {
                    std::iter::once(&row.name).chain(&row.aliases).map(String::as_str).collect()
                };
                archive.people.iter().map(|row| (row.slug.as_str(), forms(row))).collect()
            }
            Kind::Topic => archive.topics.iter().map(|row| (row.slug.as_str(), vec![row.name.as_str()])).collect(),
            Kind::Outlet => archive.outlets.iter().map(|row| (row.slug.as_str(), vec![row.name.as_str()])).collect(),
            Kind::Event => archive.events.iter().map(|row| (row.slug.as_str(), vec![row.name.as_str()])).collect(),
            Kind::Occasion => archive.occasions.iter().map(|row| (row.slug.as_str(), Vec::new())).collect(),
            Kind::Article | Kind::Statement | Kind::Page => Vec::new(),
        };
        let mut owners = BTreeMap::<String, BTreeSet<&str>>::new();
        for (slug, forms) in &rows {
            for form in forms {
                owners.entry(name_key(form)).or_default().insert(slug);
            }
        }
        let alone = owners.into_iter().filter(|(_, slugs)| slugs.len() == 1);
        let by_name = alone.filter_map(|(name, slugs)| Some((name, (*slugs.first()?).to_owned()))).collect();
        Names { slugs: rows.into_iter().map(|(slug, _)| slug).collect(), by_name }
    }

    /// The occasion with most of what was said on an old one.
    fn occasion(&self, row: &OldNamed, followed: &impl Fn(&str) -> Option<StatementId>) -> Option<String> {
        let ids: Vec<&str> = row.statements.as_array()?.iter().filter_map(|id| id.as_str()).collect();
        let now = ids.iter().filter_map(|id| self.archive.occasion_of.get(&followed(id)?));
        Some(self.archive[*most(now.copied(), ids.len()).as_ref()?].slug.clone())
    }

    /// The only event of the same day.
    fn event(&self, row: &OldNamed) -> Option<String> {
        let day = row.date.as_ref()?.get("value")?.as_str()?;
        let mut same = self.archive.events.iter().filter(|event| event.when.to_string() == day);
        same.next().filter(|_| same.next().is_none()).map(|event| event.slug.clone())
    }

    /// The outlet of most of the articles of an old one.
    fn outlet(&self, row: &OldNamed, old: &Old, articles: &BTreeMap<&str, ArticleId>) -> Option<String> {
        let of: Vec<&OldArticle> =
            old.articles.iter().filter(|article| article.outlet.as_ref() == Some(&row.name)).collect();
        let now = of.iter().filter_map(|article| self.archive[*articles.get(article.slug.as_str())?].outlet);
        Some(self.archive[most(now, of.len())?].slug.clone())
    }

    /// What stands in the place of a page of a statement, of a speaker on a topic, or of what else has a page.
    fn page(
        &self,
        was: &str,
        slugs: &BTreeMap<(Kind, &str), String>,
        followed: &impl Fn(&str) -> Option<StatementId>,
        pages: &BTreeSet<String>,
    ) -> Option<String> {
        let stem = was.strip_suffix(".html")?;
        let parts: Vec<&str> = stem.split('/').collect();
        match parts.as_slice() {
            ["statements", id] => {
                let row = &self.archive[followed(id)?];
                let own = format!("statements/{}.html", row.key);
                let article = format!("articles/{}.html#{}", self.archive[row.article].slug, row.key);
                Some(if pages.contains(&own) { own } else { article })
            }
            ["people", person, topic] => {
                let person = slugs.get(&(Kind::Person, *person))?;
                let both = slugs.get(&(Kind::Topic, *topic)).map(|topic| format!("people/{person}/{topic}.html"));
                let alone = format!("people/{person}.html");
                both.filter(|page| pages.contains(page)).or_else(|| pages.contains(&alone).then_some(alone))
            }
            _ => None,
        }
    }
}

/// What most of some rows have, if at least half of `all` of them have it, and no other as often.
fn most<T: Ord + Copy>(of: impl Iterator<Item = T>, all: usize) -> Option<T> {
    let mut counts = BTreeMap::<T, usize>::new();
    of.for_each(|one| *counts.entry(one).or_default() += 1);
    let mut ranked: Vec<(usize, T)> = counts.into_iter().map(|(one, count)| (count, one)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let (count, best) = ranked.first().copied()?;
    let alone = ranked.get(1).is_none_or(|(second, _)| *second < count);
    (alone && count * MOST.1 >= all * MOST.0).then_some(best)
}

/// For each old slug what most of its statements have now.
fn by_statements<'o, T: Ord + Copy>(
    rows: impl Iterator<Item = (&'o str, &'o OldStatement)>,
    now: impl Fn(&OldStatement) -> Vec<T>,
) -> BTreeMap<&'o str, T> {
    let mut of = BTreeMap::<&str, (usize, Vec<T>)>::new();
    for (slug, row) in rows {
        let entry = of.entry(slug).or_default();
        entry.0 += 1;
        entry.1.extend(now(row));
    }
    of.into_iter().filter_map(|(slug, (all, now))| Some((slug, most(now.into_iter(), all)?))).collect()
}

/// The article that each old one is now: itself, where it is still there.
fn articles<'o>(old: &'o Old, now: &Now) -> BTreeMap<&'o str, ArticleId> {
    let archive = now.archive;
    let mut found = BTreeMap::new();
    let gone: Vec<&OldArticle> = old
        .articles
        .iter()
        .filter(|row| match now.by_slug.get(row.slug.as_str()) {
            Some(id) => {
                found.insert(row.slug.as_str(), *id);
                false
            }
            None => true,
        })
        .collect();
    if gone.is_empty() {
        return found;
    }
    let known: BTreeSet<&str> = old.articles.iter().map(|row| row.slug.as_str()).collect();
    // Only an article that was not there before can take the place of another.
    let new: Vec<ArticleId> = (0..)
        .map(ArticleId)
        .take(archive.articles.len())
        .filter(|id| !known.contains(archive[*id].slug.as_str()))
        .collect();
    let mut by_words = BTreeMap::<String, BTreeSet<ArticleId>>::new();
    for id in &new {
        for statement in archive[*id].statement_ids() {
            by_words.entry(folded(archive[statement].words.unmarked())).or_default().insert(*id);
        }
    }
    let mut words_of = BTreeMap::<&str, Vec<&str>>::new();
    for row in &old.statements {
        words_of.entry(&row.article).or_default().push(&row.words);
    }
    for row in gone {
        let one = |same: &dyn Fn(ArticleId) -> bool| {
            let mut same = new.iter().copied().filter(|id| same(*id));
            same.next().filter(|_| same.next().is_none())
        };
        let day = row.date.as_ref().map(|date| date.value.as_str());
        let words = words_of.get(row.slug.as_str()).map_or(&[][..], Vec::as_slice);
        let by_path = || one(&|id| archive[id].path == row.path);
        let by_url = || row.url.as_ref().and_then(|url| one(&|id| archive[id].url.as_ref() == Some(url)));
        let by_words =
            || most(words.iter().filter_map(|words| by_words.get(&folded(words))).flatten().copied(), words.len());
        let by_title = || {
            one(&|id| {
                let when = archive[id].when().map(|when| when.to_string());
                archive[id].title == row.title && when.as_deref() == day
            })
        };
        if let Some(id) = by_path().or_else(by_url).or_else(by_words).or_else(by_title) {
            found.insert(&row.slug, id);
        }
    }
    found
}

/// The statements that are gone.
struct Statements<'o> {
    /// What took the place of each.
    now: BTreeMap<&'o str, StatementId>,
    vanished: Vec<Vanished>,
}

fn statements<'o>(old: &'o Old, now: &Now, articles: &BTreeMap<&str, ArticleId>) -> Statements<'o> {
    let archive = now.archive;
    let known: BTreeSet<&str> = old.statements.iter().map(|row| row.id.as_str()).collect();
    let mut gone = BTreeMap::<&str, Vec<&OldStatement>>::new();
    for row in old.statements.iter().filter(|row| !now.by_key.contains_key(row.id.as_str())) {
        gone.entry(&row.article).or_default().push(row);
    }
    let mut found = Statements { now: BTreeMap::new(), vanished: Vec::new() };
    for (slug, rows) in gone {
        let Some(article) = articles.get(slug).copied() else {
            found.vanished.extend(rows.iter().map(|row| lost(row)));
            continue;
        };
        let renamed = archive[article].slug != slug;
        // A statement that was there before is not what another one has become.
        let mut free: Vec<StatementId> =
            archive[article].statement_ids().filter(|id| !known.contains(archive[*id].key.as_str())).collect();
        let mut equal = BTreeMap::<String, Vec<StatementId>>::new();
        free.iter().rev().for_each(|id| equal.entry(folded(archive[*id].words.unmarked())).or_default().push(*id));
        for row in &rows {
            if let Some(id) = equal.get_mut(&folded(&row.words)).and_then(Vec::pop) {
                found.now.insert(&row.id, id);
            }
        }
        let taken: BTreeSet<StatementId> = found.now.values().copied().collect();
        free.retain(|id| !taken.contains(id));
        let texts: Vec<Text> = free.iter().map(|id| Text::new(archive[*id].words.unmarked())).collect();
        let mut pairs: Vec<(usize, f64, &OldStatement, StatementId)> = Vec::new();
        for (position, row) in rows.iter().enumerate().filter(|(_, row)| !found.now.contains_key(row.id.as_str())) {
            let text = Text::new(&row.words);
            let close = free.iter().zip(&texts).filter_map(|(id, other)| Some((text.likeness(other)?, *id)));
            pairs.extend(close.map(|(share, id)| (position, share, *row, id)));
        }
        pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)).then(a.3.cmp(&b.3)));
        for (_, _, row, id) in pairs {
            if found.now.contains_key(row.id.as_str()) || !free.contains(&id) {
                continue;
            }
            free.retain(|other| *other != id);
            found.now.insert(&row.id, id);
        }
        for row in rows {
            match found.now.get(row.id.as_str()) {
                // The ids of a renamed article follow from its old address.
                Some(id) if renamed && folded(archive[*id].words.unmarked()) == folded(&row.words) => {}
                Some(id) => found.vanished.push(Vanished {
                    now: Some(archive[*id].key.clone()),
                    difference: Some(difference(&row.words, archive[*id].words.unmarked())),
                    ..lost(row)
                }),
                None => found.vanished.push(lost(row)),
            }
        }
    }
    found
}

/// Words that are compared with others.
struct Text {
    folded: String,
    words: BTreeMap<String, usize>,
    count: usize,
}

impl Text {
    fn new(words: &str) -> Text {
        let folded = folded(words);
        let mut counts = BTreeMap::new();
        folded.split(' ').for_each(|word| *counts.entry(word.to_owned()).or_default() += 1);
        Text { count: folded.split(' ').count(), words: counts, folded }
    }

    /// How much two texts are alike, from [`SHARE`] to 1: by words in common, of short ones by letters. `None` if they are not.
    fn likeness(&self, other: &Text) -> Option<f64> {
        let longer = self.count.max(other.count);
        let likeness = if longer <= SHORT {
            let letters = self.folded.chars().count().max(other.folded.chars().count()).max(1);
            1.0 - strsim::osa_distance(&self.folded, &other.folded) as f64 / letters as f64
        } else {
            let shared =
                self.words.iter().map(|(word, count)| other.words.get(word).map_or(0, |other| *other.min(count)));
            shared.sum::<usize>() as f64 / longer as f64
        };
        (likeness >= SHARE).then_some(likeness)
    }
}

fn lost(row: &OldStatement) -> Vanished {
    Vanished { kind: Kind::Statement, was: row.id.clone(), name: row.words.clone(), now: None, difference: None }
}
