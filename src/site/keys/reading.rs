//! What each kind of page is made from, read in the order in which the page shows it.

use super::{Keys, hash};
use crate::model::archive::{
    ArticleId, DayRow, EventId, Evidence, MentionId, NoteId, PersonId, PersonNoteRow, RelatedArticle, Relation,
    StatementId, TopicId,
};
use crate::site::calendar;
use crate::site::claims;
use crate::site::page::{Page, Part, has_page};
use crate::site::pages::{days_of, events_beside};
use crate::site::parts::listing::range_of;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::BTreeSet;
use xxhash_rust::xxh3::Xxh3;

/// A key being put together, and, if somebody asks, the articles that it is made from.
pub(super) struct Reading<'k> {
    pub(super) keys: &'k Keys<'k>,
    pub(super) hash: Xxh3,
    pub(super) articles: Option<BTreeSet<ArticleId>>,
}

impl Reading<'_> {
    /// Adds everything that a page shows.
    pub(super) fn page(&mut self, page: &Page) {
        let base = self.keys.base;
        self.add(&base);
        let archive = self.keys.site.archive;
        // The path tells kinds and parts apart.
        self.add(&page.path(archive));
        match *page {
            Page::Search | Page::NotFound => {}
            Page::About => {
                let quality = self.keys.site.quality.as_ref().map(|quality| format!("{quality:?}"));
                let whole = self.keys.whole;
                self.add(&(whole, quality));
            }
            Page::Home
            | Page::Heard
            | Page::Dates
            | Page::Topics
            | Page::People
            | Page::Outlets
            | Page::Events
            | Page::Occasions(_)
            | Page::Registers(_) => {
                let whole = self.keys.whole;
                self.add(&whole);
            }
            Page::Article(id) => self.own_page(id),
            Page::Changes(id) => self.changes(id),
            Page::Alias(id, _) => self.article(id),
            Page::Moved(index) => {
                let moved = &archive.moved[index as usize];
                self.add(&moved.now);
            }
            Page::Articles(part) => {
                let all = &self.keys.site.newest_first;
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
                // When all else was said, and on what.
                self.statements(&archive[person].statements);
                self.axis(&archive[person].statements);
                self.add(
                    &site.threads_of(person).map(|(topic, _)| self.keys.topics[topic.index()]).collect::<Vec<_>>(),
                );
            }
            Page::Occasion(id, _) => {
                let row = &archive[id];
                self.add(&(
                    &row.slug,
                    row.when,
                    row.day_is_stated,
                    &row.venue,
                    row.hearer,
                    self.keys.people[row.speaker.index()],
                ));
                self.add(&row.going_on.is_empty());
                self.statements(&row.statements);
            }
            Page::Outlet(id, _) => {
                self.add(&self.keys.outlets[id.index()]);
                self.articles(&archive[id].articles);
                // Who speaks in it, how much of it is quoted, and from when to when.
                let said = archive[id].articles.iter().flat_map(|article| archive[*article].statement_ids());
                let said: Vec<StatementId> = said.collect();
                let speaker = |id: StatementId| archive[id].speaker.map(|speaker| self.keys.people[speaker.index()]);
                let day = |id: StatementId| archive[id].said_on.map(|(when, _)| self.keys.day_link(when.start));
                let rows: Vec<_> =
                    said.iter().map(|id| (archive[*id].kind, archive[*id].said_on, day(*id), speaker(*id))).collect();
                self.add(&rows);
                self.axis(&said);
            }
            Page::Event(id, _) => {
                // Its neighbours in time are links.
                let near = events_beside(archive, id);
                self.add(&near.map(|id| id.map(|id| self.keys.events[id.index()])));
                self.add(&self.keys.events[id.index()]);
                self.statements(&archive[id].statements);
                self.mentions(&archive[id].mentions);
            }
            Page::Statement(id) => self.own_statement(id),
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
        // The reports of its statements elsewhere.
        for claim in row.statement_ids().filter_map(|id| site.archive[id].claim) {
            self.statements(&site.archive[claim].statements);
        }
        self.add(&(row.supersedes.is_some(), row.superseded_by.is_some()));
        row.supersedes.into_iter().chain(row.superseded_by).for_each(|capture| self.article(capture));
        self.articles(site.copies.get(&id).map_or(&[][..], Vec::as_slice));
    }

    /// What a statement is linked to.
    fn links(&mut self, id: StatementId) {
        let archive = self.keys.site.archive;
        let row = &archive[id];
        self.add(&row.cluster.map(|cluster| &archive[cluster].slug));
        if let Some(occasion) = archive.occasion_of.get(&id) {
            let row = &archive[*occasion];
            self.add(&(&row.slug, row.when, &row.venue, row.hearer, self.keys.people[row.speaker.index()]));
        }
        self.add(&archive.was.get(&id));
        if let Some(record) = archive.on_record.get(&id) {
            self.add(&record.fit);
            self.article(record.transcript);
        }
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
            Evidence::Differs(difference, here, there) => self.add(&(7, difference, here, there)),
            Evidence::Record(fit, difference) => self.add(&(6, fit, difference)),
        }
    }

    fn all_statements(&mut self, part: Part) {
        let site = self.keys.site;
        let groups = &site.with_statements;
        let beside = (site.reported.len(), site.archive.occasions.len(), site.registers.len());
        self.add(&(groups.len(), site.archive.statements.len(), beside));
        for article in &groups[range_of(part, site.articles_with_statements(), groups.len())] {
            self.article(*article);
            self.statements(&site.archive[*article].statement_ids().collect::<Vec<_>>());
        }
    }

    fn all_wordings(&mut self, part: Part) {
        let site = self.keys.site;
        self.add(&site.reported.len());
        for id in &site.reported[range_of(part, site.page_size(), site.reported.len())] {
            self.statements(&claims::all(site.archive, *id));
        }
    }

    /// The page of a statement: all its reports, what they are linked to, and what stands around them.
    fn own_statement(&mut self, first: StatementId) {
        let site = self.keys.site;
        let reports = claims::all(site.archive, first);
        self.axis(&reports);
        // The passage, and how the speaker was found.
        self.add(&self.keys.analyses.get(site.archive[site.archive[reports[0]].article].file as usize));
        self.statements(&reports);
        for id in reports {
            self.links(id);
            self.add(&site.elsewhere.of(&site.archive[id].words));
            let row = &site.archive[site.archive[id].article];
            let around: Vec<StatementId> = row.statement_ids().collect();
            self.statements(&around);
            self.notes(row.note_ids());
        }
    }

    fn topic(&mut self, id: TopicId) {
        let site = self.keys.site;
        let row = &site.archive[id];
        self.add(&self.keys.topics[id.index()]);
        self.statements(&row.statements);
        self.axis(&row.statements);
        self.articles(&row.articles);
        // How much is said on its parts, and how much of that is quoted.
        for part in &row.narrower {
            let kinds: Vec<_> = site.archive[*part].statements.iter().map(|id| site.archive[*id].kind).collect();
            self.add(&kinds);
        }
        // Which of its speakers have a page on it depends on what else they said.
        let speakers: BTreeSet<PersonId> = row.statements.iter().filter_map(|id| site.archive[*id].speaker).collect();
        self.add(
            &speakers
                .iter()
                .map(|person| (site.thread_has_page(*person, id), site.is_all_they_said(*person, id)))
                .collect::<Vec<_>>(),
        );
    }

    /// The axis of a score of statements: its months and years are links where they have pages. That their days have pages, which strokes
    /// lead to, is in the hash of each statement.
    fn axis(&mut self, ids: &[StatementId]) {
        let site = self.keys.site;
        let years = ids.iter().filter_map(|id| site.archive[*id].said_on).map(|(when, _)| when.start.year());
        let (Some(first), Some(last)) = (years.clone().min(), years.max()) else { return };
        let key = self.keys.axis(first, last);
        self.hash.update(&key.to_le_bytes());
    }

    fn person(&mut self, id: PersonId) {
        let site = self.keys.site;
        let row = &site.archive[id];
        self.add(&(self.keys.people[id.index()], has_page(row)));
        row.roles_from.values().for_each(|article| self.article(*article));
        self.statements(&row.statements);
        self.axis(&row.statements);
        self.articles(&row.articles);
        self.statements(site.told.get(&id).map_or(&[][..], Vec::as_slice));
        // Which of their topics have a page on them depends on what else they said on others.
        self.add(&site.threads_of(id).map(|(topic, _)| self.keys.topics[topic.index()]).collect::<Vec<_>>());
        let notes: Vec<_> = site.archive.notes_on(id).map(|row| (&row.key, &row.note)).collect();
        self.add(&notes);
    }

    fn day(&mut self, day: NaiveDate) {
        let site = self.keys.site;
        let beside = |(day, row): (&NaiveDate, &DayRow)| (*day, calendar::has_page(row));
        let before = site.archive.days.range(..day).next_back().map(beside);
        let after = day.succ_opt().and_then(|next| site.archive.days.range(next..).next()).map(beside);
        self.add(&(before, after));
        self.days(day.year(), day.month());
        let Some(DayRow { published, said, mentioned, events }) = site.archive.days.get(&day) else { return };
        self.articles(published);
        self.statements(said);
        self.mentions(mentioned);
        self.events(events);
    }

    /// What is made from one month: its days, those without a page with what speaks of them.
    fn month(&mut self, year: i32, month: u32) {
        let site = self.keys.site;
        let before = site.calendar.months.range(..(year, month)).next_back().map(|(month, _)| month);
        let after = site.calendar.months.range((year, month + 1)..).next().map(|(month, _)| month);
        self.add(&(before, after));
        self.days(year, month);
        self.said_in(year, month);
        for (_, row) in days_of(site, year, month).filter(|(_, row)| !calendar::has_page(row)) {
            self.mentions(&row.mentioned);
        }
        if let Some(row) = site.calendar.months.get(&(year, month)) {
            self.vague(&row.vague);
        }
    }

    fn year(&mut self, year: i32) {
        let site = self.keys.site;
        let before = site.calendar.years.range(..year).next_back().map(|(year, _)| year);
        let after = site.calendar.years.range(year + 1..).next().map(|(year, _)| year);
        self.add(&(before, after));
        // Those of the years around may be links on the axis.
        let months: Vec<_> = site.calendar.months.range((year - 1, 1)..=(year + 1, 12)).map(|(key, _)| *key).collect();
        self.add(&months);
        for ((year, month), _) in site.calendar.months.range((year, 1)..=(year, 12)) {
            self.days(*year, *month);
            self.said_in(*year, *month);
        }
        if let Some(row) = site.calendar.years.get(&year) {
            self.vague(&row.vague);
        }
    }

    /// What took place, was said and published on the days of a month.
    fn said_in(&mut self, year: i32, month: u32) {
        let site = self.keys.site;
        for (_, row) in days_of(site, year, month) {
            self.events(&row.events);
            self.statements(&row.said);
            self.articles(&row.published);
        }
    }

    /// How much each day of a month holds.
    fn days(&mut self, year: i32, month: u32) {
        let site = self.keys.site;
        let counts: Vec<_> = days_of(site, year, month)
            .map(|(day, row)| (day, row.published.len(), row.said.len(), row.mentioned.len()))
            .collect();
        self.add(&(year, month, counts));
    }

    fn vague(&mut self, vague: &calendar::Vague) {
        let calendar::Vague { articles, statements, mentions, events } = vague;
        self.events(events);
        self.articles(articles);
        self.statements(statements);
        self.mentions(mentions);
    }
}
