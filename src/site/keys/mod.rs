//! Keys of pages: for each page a hash of everything that it is made from, so that one that has it already need not be made.
//!
//! 1. [`Keys::new`] hashes every row of the archive once: what any page can show of it, the names of the rows that it names
//!    included, and never their positions, which change with every article that is added.
//! 2. [`Keys::of`] puts together the hashes of the rows that a page lists, in its order, and the key of everything that all
//!    pages are made from: this program, the settings, the templates, the words of the interface.
//!
//! A row's hash takes the row apart by name, so that a new field is a compile error here. A key may stand for more than its
//! page shows: then the page is made again without need. It must not stand for less: the laws in `tests/rebuild_laws.rs`
//! compare rebuilt sites with clean ones.

mod reading;

use super::view::Site;
use crate::model::archive::{
    Archive, ArticleId, ArticleRow, ClaimRow, EventRow, MentionRow, NoteRow, OutletRow, PersonRow, Relation,
    RelationKind, StatementId, StatementRow, TopicId, TopicRow,
};
use crate::model::when::When;
use crate::site::page::Page;
use crate::text::hash::key_of;
use chrono::NaiveDate;
use rayon::prelude::*;
use reading::Reading;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Hashes of all rows of an archive.
pub(crate) struct Keys<'a> {
    site: &'a Site<'a>,
    /// Key of what all pages are made from.
    base: u128,
    /// Keys of the analyses, by file.
    analyses: &'a [u128],
    /// Hash of the whole archive.
    whole: u64,
    articles: Vec<u64>,
    /// What its reports show of each claim: a list may show another report than the one that it holds.
    claims: Vec<u64>,
    statements: Vec<u64>,
    mentions: Vec<u64>,
    people: Vec<u64>,
    topics: Vec<u64>,
    outlets: Vec<u64>,
    events: Vec<u64>,
    notes: Vec<u64>,
    /// Keys of the first parts of lists, as far as later parts have asked for them.
    first_parts: Mutex<HashMap<Page, u128>>,
    /// Which months and years have a page, by the first and last year of an axis: there are few of these, and thousands of axes.
    axes: Mutex<HashMap<(i32, i32), u64>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hash of plain data.
fn hash(data: &impl Serialize) -> u64 {
    xxh3_64(&postcard::to_allocvec(data).expect("it is plain data"))
}

impl<'a> Keys<'a> {
    /// Hashes every row. `base` is the key of what all pages are made from, `analyses` are the keys of the analyses by file.
    pub(crate) fn new(site: &'a Site<'a>, base: u128, analyses: &'a [u128]) -> Keys<'a> {
        let archive = site.archive;
        let mut keys = Keys {
            site,
            base,
            analyses,
            whole: 0,
            articles: Vec::new(),
            claims: Vec::new(),
            statements: Vec::new(),
            mentions: Vec::new(),
            people: archive.people.iter().map(person).collect(),
            topics: archive.topics.iter().map(|row| topic(archive, row)).collect(),
            outlets: archive.outlets.iter().map(outlet).collect(),
            events: Vec::new(),
            notes: Vec::new(),
            first_parts: Mutex::default(),
            axes: Mutex::default(),
        };
        // In this order: each needs those before it.
        keys.events = archive.events.iter().map(|row| keys.event(row)).collect();
        keys.articles = archive.articles.par_iter().map(|row| keys.article(row)).collect();
        keys.claims = archive.claims.par_iter().map(|row| keys.claim(row)).collect();
        let statements = (0..archive.statements.len()).into_par_iter().map(StatementId::from);
        keys.statements = statements.map(|id| keys.statement(id)).collect();
        keys.mentions = archive.mentions.par_iter().map(|row| keys.mention(row)).collect();
        keys.notes = archive.notes.iter().map(|row| keys.note(row)).collect();
        keys.whole = keys.whole();
        keys
    }

    /// Hash of the whole archive, with how much there is of everybody and everything.
    fn whole(&self) -> u64 {
        let archive = self.site.archive;
        let people = archive.people.iter().map(|row| (row.statements.len(), row.articles.len()));
        let topics = archive.topics.iter().map(|row| (row.statements.len(), row.articles.len()));
        let outlets = archive.outlets.iter().map(|row| (0, row.articles.len()));
        hash(&(
            (&self.articles, &self.statements, &self.mentions, &self.notes, archive.person_notes.len()),
            (&self.people, &self.topics, &self.outlets, &self.events),
            people.chain(topics).chain(outlets).collect::<Vec<_>>(),
        ))
    }

    /// The key of a page. A later part of a list is made from the same as the first, so each list is read once or twice, not
    /// once for every part.
    pub(crate) fn of(&self, page: &Page) -> u128 {
        let Some(first) = page.first_part() else { return self.read(page) };
        let known = locked(&self.first_parts).get(&first).copied();
        let key = known.unwrap_or_else(|| {
            let key = self.read(&first);
            locked(&self.first_parts).insert(first, key);
            key
        });
        key_of(&(key, page.path(self.site.archive)))
    }

    /// The key of a page, from everything that it is made from.
    fn read(&self, page: &Page) -> u128 {
        let mut reading = Reading { keys: self, hash: Xxh3::new(), articles: None };
        reading.page(page);
        reading.hash.digest128()
    }

    /// Which months and years have a page around the years of an axis, which begins and ends with a whole year at most.
    fn axis(&self, first: i32, last: i32) -> u64 {
        let calendar = &self.site.calendar;
        *locked(&self.axes).entry((first, last)).or_insert_with(|| {
            let months: Vec<_> = calendar.months.range((first - 1, 1)..=(last + 1, 12)).map(|(key, _)| *key).collect();
            let years: Vec<_> = calendar.years.range(first - 1..=last + 1).map(|(key, _)| *key).collect();
            hash(&(months, years))
        })
    }

    /// The articles that a page is made from; none of a page that is made from all of them.
    pub(crate) fn articles_of(&self, page: &Page) -> Vec<ArticleId> {
        let mut reading = Reading { keys: self, hash: Xxh3::new(), articles: Some(BTreeSet::new()) };
        reading.page(page);
        reading.articles.into_iter().flatten().collect()
    }

    /// The key of a file that shows what the first part of a page shows, such as a feed.
    pub(crate) fn beside(&self, page: &Page, what: &str) -> u128 {
        key_of(&(self.of(page), what))
    }

    /// The key of what a file of texts holds of an article.
    pub(crate) fn of_text(&self, article: ArticleId) -> u128 {
        let row = &self.site.archive[article];
        key_of(&(self.base, &row.slug, &row.path, self.analyses.get(row.file as usize)))
    }

    /// What all pages can show of an article. Its own page, which shows more, is made from its analysis too.
    fn article(&self, row: &ArticleRow) -> u64 {
        let ArticleRow {
            slug,
            title,
            summary,
            published,
            outlet,
            place,
            language,
            url,
            aliases,
            statements,
            topics,
            duplicate_of,
            // Shown by no page but its own and those of its changes.
            supersedes: _,
            superseded_by: _,
            latest: _,
            // Shown by no page but its own, which is made from its analysis.
            editorial: _,
            related: _,
            mentions: _,
            notes: _,
            // Shown by no page.
            path: _,
            file: _,
            words: _,
            people: _,
            rights: _,
            transcript: _,
            // Shown by no page but its own, which is made from its analysis.
            authors: _,
            origin: _,
        } = row;
        let outlet = outlet.map(|id| self.outlets[id.index()]);
        hash(&(
            (slug, title, summary, published, self.date_link(row.when())),
            (outlet, place, language, url, aliases, statements.len()),
            self.topics_of(topics),
            duplicate_of.map(|id| &self.site.archive[id].slug),
        ))
    }

    /// What a list can show of a claim in the place of one of its reports: the line under each of them.
    fn claim(&self, row: &ClaimRow) -> u64 {
        let archive = self.site.archive;
        let report = |id: &StatementId| {
            let row = &archive[*id];
            let speakers: Vec<u64> =
                row.speaker.iter().chain(&row.together).map(|id| self.people[id.index()]).collect();
            let said = (row.said_on, self.date_link(row.said_on.map(|(when, _)| when)), &row.told, &row.source);
            hash(&(&row.key, self.articles[row.article.index()], &row.words, row.kind, speakers, said))
        };
        hash(&row.statements.iter().map(report).collect::<Vec<_>>())
    }

    /// What all pages can show of a statement. Its article's page shows its links, too.
    fn statement(&self, id: StatementId) -> u64 {
        let archive = self.site.archive;
        let row = &archive[id];
        let page = self.site.claims.page(archive, id);
        let is_editorial = |relation: &&Relation| matches!(relation.kind, RelationKind::Editorial(..));
        let first_editorial = row.relations.iter().find(is_editorial).map(|relation| relation.kind);
        let StatementRow {
            key,
            article,
            words,
            kind,
            certainty,
            manner,
            speaker,
            together,
            source,
            said_on,
            told,
            question,
            via,
            venue,
            place,
            headline,
            nested,
            topics,
            by_paragraph,
            claim,
            // See `links`.
            cluster: _,
            relations: _,
            previous: _,
            next: _,
            editorial,
            // Shown by no page but that of its article.
            extent: _,
        } = row;
        let speaker = speaker.map(|id| self.people[id.index()]);
        let together: Vec<u64> = together.iter().map(|id| self.people[id.index()]).collect();
        // In whose words it stands, and when those were said.
        let outer = archive.outer(id).map(|outer| {
            let row = &archive[outer];
            let speakers: Vec<u64> =
                row.speaker.iter().chain(&row.together).map(|id| self.people[id.index()]).collect();
            (row.said_on, speakers, &row.source)
        });
        hash(&(
            (key, self.articles[article.index()], words, kind, (certainty, manner), speaker, together),
            (
                source,
                said_on,
                (self.date_link(said_on.map(|(when, _)| when)), said_on.map(|(when, _)| self.day_link(when.start))),
                (told, question, via, venue),
                place,
                headline,
                nested,
                outer,
            ),
            (self.topics_of(topics), by_paragraph),
            claim.map(|claim| (self.claims[claim.index()], self.site.claims.of(claim))),
            page.map(|page| &archive[page].key),
            self.site.claims.notes_on(id),
            first_editorial.map(|kind| format!("{kind:?}")),
            editorial,
        ))
    }

    fn mention(&self, row: &MentionRow) -> u64 {
        let MentionRow { article, when, sentence, words, block, extent: _ } = row;
        hash(&(self.articles[article.index()], when, self.date_link(Some(*when)), sentence, words, block))
    }

    fn event(&self, row: &EventRow) -> u64 {
        // Its lists are read by its own page.
        let EventRow { slug, name, when, location, description, listed, mentions, statements } = row;
        let counts = (mentions.len(), statements.len());
        hash(&(slug, name, when, self.date_link(Some(*when)), location, description, listed, counts))
    }

    fn note(&self, row: &NoteRow) -> u64 {
        // Where its words are found is for data files only.
        let NoteRow { key, article, statement, note, anchor, found: _ } = row;
        let archive = self.site.archive;
        let statement = statement.map(|id| &archive[id].key);
        // What is told of the words that it quotes.
        let standing = archive.statement_of(row).map(|id| archive[id].words.standing());
        hash(&(key, self.articles[article.index()], statement, standing, note, anchor))
    }

    fn topics_of(&self, topics: &[TopicId]) -> Vec<u64> {
        topics.iter().map(|id| self.topics[id.index()]).collect()
    }

    /// Whether a date is a link, and whether to a day on the page of its month.
    fn date_link(&self, when: Option<When>) -> Option<bool> {
        self.site.place_of(when?).map(|(_, day)| day.is_some())
    }

    /// The same of the day on which a stroke of a score stands.
    fn day_link(&self, day: NaiveDate) -> Option<bool> {
        self.date_link(Some(When::day(day)))
    }
}

/// What all pages can show of somebody. How much they said is shown by their own page and by the lists of everybody.
fn person(row: &PersonRow) -> u64 {
    let PersonRow { slug, name, sort_name, aliases, joined, roles, kind, gender, description, links, listed, .. } = row;
    hash(&(slug, name, sort_name, (aliases, joined), roles, kind, gender, description, links, listed))
}

/// What all pages can show of a topic. How much is filed under it is shown by its own page and by the lists of all.
fn topic(archive: &Archive, row: &TopicRow) -> u64 {
    let TopicRow { slug, name, description, broader, narrower, origin, articles: _, statements: _ } = row;
    let named = |id: &TopicId| (&archive[*id].slug, &archive[*id].name);
    let narrower: Vec<_> = narrower.iter().map(named).collect();
    hash(&(slug, name, description, broader.as_ref().map(named), narrower, origin))
}

fn outlet(row: &OutletRow) -> u64 {
    let OutletRow { slug, name, url, location, description, articles: _ } = row;
    hash(&(slug, name, url, location, description))
}
