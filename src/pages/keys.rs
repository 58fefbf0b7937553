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

use super::calendar::Vague;
use super::listing::range_of;
use super::site::{Site, has_page};
use super::{Page, articles, statements};
use crate::archive::{
    Archive, ArticleId, ArticleRow, ClusterId, DayRow, EventId, EventRow, Evidence, MentionId, MentionRow, NoteId,
    NoteRow, OutletRow, PersonId, PersonNoteRow, PersonRow, RelatedArticle, Relation, StatementId, StatementRow,
    TopicId, TopicRow,
};
use crate::cache::key_of;
use crate::dates::When;
use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;
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
    statements: Vec<u64>,
    mentions: Vec<u64>,
    people: Vec<u64>,
    topics: Vec<u64>,
    outlets: Vec<u64>,
    events: Vec<u64>,
    notes: Vec<u64>,
}

/// Hash of plain data.
fn hash(data: &impl Serialize) -> u64 {
    xxh3_64(&postcard::to_allocvec(data).expect("it is plain data"))
}

/// A key being put together, and, if somebody asks, the articles that it is made from.
struct Reading<'k> {
    keys: &'k Keys<'k>,
    hash: Xxh3,
    articles: Option<BTreeSet<ArticleId>>,
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
            statements: Vec::new(),
            mentions: Vec::new(),
            people: archive.people.iter().map(person).collect(),
            topics: archive.topics.iter().map(|row| topic(archive, row)).collect(),
            outlets: archive.outlets.iter().map(outlet).collect(),
            events: Vec::new(),
            notes: Vec::new(),
        };
        // In this order: each needs those before it.
        keys.events = archive.events.iter().map(|row| keys.event(row)).collect();
        keys.articles = archive.articles.par_iter().map(|row| keys.article(row)).collect();
        keys.statements = archive.statements.par_iter().map(|row| keys.statement(row)).collect();
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

    /// The key of a page.
    pub(crate) fn of(&self, page: &Page) -> u128 {
        let mut reading = Reading { keys: self, hash: Xxh3::new(), articles: None };
        reading.page(page);
        reading.hash.digest128()
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
            // Shown by no page but its own.
            related: _,
            mentions: _,
            notes: _,
            // Shown by no page.
            path: _,
            file: _,
            words: _,
            people: _,
        } = row;
        let outlet = outlet.map(|id| self.outlets[id.index()]);
        hash(&(
            (slug, title, summary, published, self.has_date_page(row.when())),
            (outlet, place, language, url, aliases, statements.len()),
            self.topics_of(topics),
            duplicate_of.map(|id| &self.site.archive[id].slug),
        ))
    }

    /// What all pages can show of a statement. Its article's page shows its links, too.
    fn statement(&self, row: &StatementRow) -> u64 {
        let StatementRow {
            key,
            article,
            words,
            kind,
            act,
            polarity,
            certainty,
            speaker,
            together,
            source,
            said_on,
            venue,
            place,
            headline,
            nested,
            topics,
            // See `links`.
            cluster: _,
            relations: _,
            previous: _,
            next: _,
            // Shown by no page but that of its article.
            extent: _,
        } = row;
        let speaker = speaker.map(|id| self.people[id.index()]);
        let together: Vec<u64> = together.iter().map(|id| self.people[id.index()]).collect();
        hash(&(
            (key, self.articles[article.index()], words, kind, act, polarity, certainty, speaker, together),
            (source, said_on, self.has_date_page(said_on.map(|(when, _)| when)), venue, place, headline, nested),
            self.topics_of(topics),
        ))
    }

    fn mention(&self, row: &MentionRow) -> u64 {
        let MentionRow { article, when, sentence, words, block, extent: _ } = row;
        hash(&(self.articles[article.index()], when, self.has_date_page(Some(*when)), sentence, words, block))
    }

    fn event(&self, row: &EventRow) -> u64 {
        // Its lists are read by its own page.
        let EventRow { slug, name, when, location, description, listed, mentions, statements } = row;
        let counts = (mentions.len(), statements.len());
        hash(&(slug, name, when, self.has_date_page(Some(*when)), location, description, listed, counts))
    }

    fn note(&self, row: &NoteRow) -> u64 {
        // Where its words are found is for data files only.
        let NoteRow { key, article, statement, note, anchor, found: _ } = row;
        let statement = statement.map(|id| &self.site.archive[id].key);
        hash(&(key, self.articles[article.index()], statement, note, anchor))
    }

    fn topics_of(&self, topics: &[TopicId]) -> Vec<u64> {
        topics.iter().map(|id| self.topics[id.index()]).collect()
    }

    /// Whether a date is a link.
    fn has_date_page(&self, when: Option<When>) -> bool {
        when.is_some_and(|when| self.site.page_of(when).is_some())
    }
}

/// What all pages can show of somebody. How much they said is shown by their own page and by the lists of everybody.
fn person(row: &PersonRow) -> u64 {
    let PersonRow { slug, name, sort_name, aliases, roles, kind, gender, description, links, listed, .. } = row;
    hash(&(slug, name, sort_name, aliases, roles, kind, gender, description, links, listed))
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

impl Reading<'_> {
    fn page(&mut self, page: &Page) {
        let base = self.keys.base;
        self.add(&base);
        let archive = self.keys.site.archive;
        // The path tells kinds and parts apart.
        self.add(&page.path(archive));
        match *page {
            Page::Search | Page::About | Page::NotFound => {}
            Page::Home | Page::Dates | Page::Topics | Page::People | Page::Outlets | Page::Events => {
                let whole = self.keys.whole;
                self.add(&whole);
            }
            Page::Article(id) => self.own_page(id),
            Page::Changes(id) => self.changes(id),
            Page::Alias(id, _) => self.article(id),
            Page::Articles(part) => {
                let all = articles::newest_first(self.keys.site);
                self.add(&all.len());
                self.articles(&all[range_of(part, self.keys.site.page_size(), all.len())]);
            }
            Page::Statements(part) => self.all_statements(part),
            Page::Wordings(part) => self.all_wordings(part),
            Page::Notes(_) => {
                self.notes((0..archive.notes.len()).map(NoteId::from));
                self.notes_on_people(&archive.person_notes);
            }
            Page::Undated(_) => {
                let site = self.keys.site;
                self.articles(&site.calendar.undated);
            }
            Page::Year(year, _) => self.year(year),
            Page::Month(year, month, _) => self.month(year, month),
            Page::Day(day, _) => self.day(day),
            Page::Topic(id, _) => self.topic(id),
            Page::Person(id, _) => self.person(id),
            Page::PersonTopic(person, topic, _) => {
                let site = self.keys.site;
                self.add(&(self.keys.people[person.index()], self.keys.topics[topic.index()]));
                self.statements(site.threads.get(&(person, topic)).map_or(&[][..], Vec::as_slice));
            }
            Page::Outlet(id, _) => {
                self.add(&self.keys.outlets[id.index()]);
                self.articles(&archive[id].articles);
            }
            Page::Event(id, _) => {
                self.add(&self.keys.events[id.index()]);
                self.statements(&archive[id].statements);
                self.mentions(&archive[id].mentions);
            }
            Page::Cluster(id) => self.statements(&archive[id].statements),
        }
    }

    fn add(&mut self, data: &impl Serialize) {
        self.hash.update(&hash(data).to_le_bytes());
    }

    /// Adds the hash of a row, which belongs to an article.
    fn row(&mut self, hash: u64, article: ArticleId) {
        self.hash.update(&hash.to_le_bytes());
        if let Some(articles) = &mut self.articles {
            articles.insert(article);
        }
    }

    fn article(&mut self, id: ArticleId) {
        self.row(self.keys.articles[id.index()], id);
    }

    fn statement(&mut self, id: StatementId) {
        self.row(self.keys.statements[id.index()], self.keys.site.archive[id].article);
    }

    fn articles(&mut self, ids: &[ArticleId]) {
        self.add(&ids.len());
        ids.iter().for_each(|id| self.article(*id));
    }

    fn statements(&mut self, ids: &[StatementId]) {
        self.add(&ids.len());
        ids.iter().for_each(|id| self.statement(*id));
    }

    fn mentions(&mut self, ids: &[MentionId]) {
        self.add(&ids.len());
        for id in ids {
            self.row(self.keys.mentions[id.index()], self.keys.site.archive[*id].article);
        }
    }

    fn events(&mut self, ids: &[EventId]) {
        self.add(&ids.len());
        ids.iter().for_each(|id| self.add(&self.keys.events[id.index()]));
    }

    fn notes(&mut self, ids: impl Iterator<Item = NoteId>) {
        for id in ids {
            self.row(self.keys.notes[id.index()], self.keys.site.archive[id].article);
        }
        self.add(&"notes");
    }

    fn notes_on_people(&mut self, rows: &[PersonNoteRow]) {
        for PersonNoteRow { key, person, note } in rows {
            self.add(&(key, self.keys.people[person.index()], note));
        }
    }

    /// Two captures of an article: their texts, their statements and the notes on the earlier one.
    fn changes(&mut self, later: ArticleId) {
        let Keys { site, analyses, .. } = *self.keys;
        for id in std::iter::once(later).chain(site.archive[later].supersedes) {
            let row = &site.archive[id];
            self.article(id);
            self.add(&analyses.get(row.file as usize));
            self.notes(row.note_ids());
            for statement in row.statement_ids() {
                self.statement(statement);
                self.add(&site.archive[statement].cluster.map(|cluster| &site.archive[cluster].slug));
            }
        }
    }

    /// The page of an article: its analysis, and what it is linked to.
    fn own_page(&mut self, id: ArticleId) {
        let Keys { site, analyses, .. } = *self.keys;
        let row = &site.archive[id];
        self.article(id);
        self.add(&analyses.get(row.file as usize));
        for statement in row.statement_ids() {
            self.statement(statement);
            self.links(statement);
        }
        self.mentions(&row.mention_ids().collect::<Vec<_>>());
        self.notes(row.note_ids());
        for RelatedArticle { article, evidence } in &row.related {
            self.article(*article);
            self.evidence(evidence);
        }
        self.add(&row.related.len());
        row.duplicate_of.into_iter().for_each(|original| self.article(original));
        self.add(&(row.supersedes.is_some(), row.superseded_by.is_some()));
        row.supersedes.into_iter().chain(row.superseded_by).for_each(|capture| self.article(capture));
        self.articles(site.copies.get(&id).map_or(&[][..], Vec::as_slice));
    }

    /// What a statement is linked to.
    fn links(&mut self, id: StatementId) {
        let archive = self.keys.site.archive;
        let row = &archive[id];
        self.add(&row.cluster.map(|cluster| &archive[cluster].slug));
        self.add(&(row.previous.is_some(), row.next.is_some(), row.relations.len()));
        for neighbour in [row.previous, row.next].into_iter().flatten() {
            self.statement(neighbour);
        }
        for Relation { to, kind, evidence } in &row.relations {
            self.add(kind);
            self.statement(*to);
            self.evidence(evidence);
        }
    }

    fn evidence(&mut self, evidence: &Evidence) {
        match evidence {
            Evidence::SameWords(count) => self.add(&(0, count)),
            Evidence::Topics(topics) => self.add(&(1, self.keys.topics_of(topics))),
            Evidence::Date(when) => self.add(&(2, when)),
            Evidence::Event(event) => self.add(&(3, self.keys.events[event.index()])),
            Evidence::Terms(terms) => self.add(&(4, terms)),
            Evidence::Editor(said) => self.add(&(5, said)),
        }
    }

    fn all_statements(&mut self, part: super::Part) {
        let site = self.keys.site;
        let groups: Vec<ArticleId> = statements::groups(site.archive).collect();
        self.add(&(groups.len(), site.archive.statements.len()));
        for article in &groups[range_of(part, site.page_size(), groups.len())] {
            self.article(*article);
            self.statements(&site.archive[*article].statement_ids().collect::<Vec<_>>());
        }
    }

    fn all_wordings(&mut self, part: super::Part) {
        let site = self.keys.site;
        let clusters = &site.archive.clusters;
        self.add(&clusters.len());
        for index in range_of(part, site.page_size(), clusters.len()) {
            let row = &site.archive[ClusterId::from(index)];
            self.add(&(&row.slug, row.statements.len()));
            row.statements.first().into_iter().for_each(|first| self.statement(*first));
        }
    }

    fn topic(&mut self, id: TopicId) {
        let site = self.keys.site;
        let row = &site.archive[id];
        self.add(&self.keys.topics[id.index()]);
        self.statements(&row.statements);
        self.articles(&row.articles);
        // Which of its speakers have a page on it depends on what else they said.
        let speakers: BTreeSet<PersonId> = row.statements.iter().filter_map(|id| site.archive[*id].speaker).collect();
        self.add(&speakers.iter().map(|person| site.threads.contains_key(&(*person, id))).collect::<Vec<_>>());
    }

    fn person(&mut self, id: PersonId) {
        let site = self.keys.site;
        let row = &site.archive[id];
        self.add(&(self.keys.people[id.index()], has_page(row)));
        self.statements(&row.statements);
        self.articles(&row.articles);
        let notes: Vec<_> = site.archive.notes_on(id).map(|row| (&row.key, &row.note)).collect();
        self.add(&notes);
    }

    fn day(&mut self, day: NaiveDate) {
        let site = self.keys.site;
        let before = site.archive.days.range(..day).next_back().map(|(day, _)| day);
        let after = day.succ_opt().and_then(|next| site.archive.days.range(next..).next()).map(|(day, _)| day);
        self.add(&(before, after));
        let Some(DayRow { published, said, mentioned, events }) = site.archive.days.get(&day) else { return };
        self.articles(published);
        self.statements(said);
        self.mentions(mentioned);
        self.events(events);
    }

    fn month(&mut self, year: i32, month: u32) {
        let site = self.keys.site;
        let before = site.calendar.months.range(..(year, month)).next_back().map(|(month, _)| month);
        let after = site.calendar.months.range((year, month + 1)..).next().map(|(month, _)| month);
        self.add(&(before, after));
        self.days(year, month);
        if let Some(row) = site.calendar.months.get(&(year, month)) {
            self.vague(&row.vague);
        }
    }

    fn year(&mut self, year: i32) {
        let site = self.keys.site;
        let before = site.calendar.years.range(..year).next_back().map(|(year, _)| year);
        let after = site.calendar.years.range(year + 1..).next().map(|(year, _)| year);
        self.add(&(before, after));
        for ((year, month), _) in site.calendar.months.range((year, 1)..=(year, 12)) {
            self.days(*year, *month);
        }
        if let Some(row) = site.calendar.years.get(&year) {
            self.vague(&row.vague);
        }
    }

    /// How much each day of a month holds.
    fn days(&mut self, year: i32, month: u32) {
        let site = self.keys.site;
        let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else { return };
        let days = site.archive.days.range(first..).take_while(|(day, _)| (day.year(), day.month()) == (year, month));
        let counts: Vec<_> =
            days.map(|(day, row)| (day, row.published.len(), row.said.len(), row.mentioned.len())).collect();
        self.add(&(year, month, counts));
    }

    fn vague(&mut self, vague: &Vague) {
        let Vague { articles, statements, mentions, events } = vague;
        self.events(events);
        self.articles(articles);
        self.statements(statements);
        self.mentions(mentions);
    }
}
