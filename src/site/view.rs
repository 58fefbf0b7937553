//! [`Site`]: the archive with all that every page needs to know of it, and the addresses of its pages.

use super::calendar::{self, Calendar};
use super::claims::Claims;
use crate::linking::registers::Registers;
use crate::linking::review;
use crate::model::archive::{Archive, ArticleId, ClaimId, PersonId, StatementId, TopicId};
use crate::model::elsewhere::Elsewhere;
use crate::model::review::Quality;
use crate::model::settings::Settings;
use crate::model::when::{Precision, When};
use crate::reading::editors::Editors;
use crate::site::html::{Html, encoded};
use crate::site::others::{self, ByPerson};
use crate::site::page::{Page, has_page};
use crate::site::threads::{Threads, has_page_of_its_own, threads};
use crate::site::words::Words;
use chrono::{Datelike, NaiveDate};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

/// What all pages are made from.
///
/// It has everything that its [`Overview`] has, so that a page asks one thing only.
pub(crate) struct Site<'a> {
    /// Everything known.
    pub(crate) archive: &'a Archive,
    /// book.toml.
    pub(crate) settings: &'a Settings,
    /// The words of the interface.
    pub(crate) words: Words,
    /// What other archives have.
    pub(crate) elsewhere: &'a Elsewhere,
    /// The letters of share cards; `None` if none are drawn.
    #[cfg(feature = "cards")]
    pub(crate) cards: Option<crate::site::faces::Faces<'a>>,
    overview: Arc<Overview>,
}

/// What has to be known of a whole archive before the first page of it can be made.
///
/// It names rows by their ids only, so it outlives the archive: an archive that grew a little at the end, as the preview's does
/// between two builds, can be shown with the overview of before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overview {
    /// The archive by month and year.
    pub(crate) calendar: Calendar,
    /// The other files of a story, by the first of them.
    pub(crate) copies: BTreeMap<ArticleId, Vec<ArticleId>>,
    /// What the reports of claims amount to, and which statements have a page.
    pub(crate) claims: Claims,
    /// The first report of each statement that several articles report, the most reported first.
    pub(crate) reported: Vec<StatementId>,
    /// Promises, denials and refusals to comment.
    pub(crate) registers: Registers,
    /// What others said to people.
    pub(crate) said_to: ByPerson,
    /// What others said of people.
    pub(crate) said_of: ByPerson,
    /// What people said on the topics on which they said most.
    pub(crate) threads: Threads,
    /// Dated articles from the newest to the oldest, then undated ones.
    pub(crate) newest_first: Vec<ArticleId>,
    /// What editors measured of the archive.
    pub(crate) quality: Option<Quality>,
    /// The articles that have statements.
    pub(crate) with_statements: Vec<ArticleId>,
}

impl Deref for Site<'_> {
    type Target = Overview;

    fn deref(&self) -> &Overview {
        &self.overview
    }
}

/// The way from a page back to the root of the site: `../` once for every folder it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Root<'a>(pub(crate) &'a str);

/// The text of a [`Root`]: `../` for every folder of a path.
pub(crate) fn way_back(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

impl Overview {
    /// Looks through the whole archive.
    pub(crate) fn new(archive: &Archive, editors: &Editors) -> Overview {
        let settings = &editors.settings;
        let mut copies = BTreeMap::<ArticleId, Vec<ArticleId>>::new();
        for (index, article) in archive.articles.iter().enumerate() {
            if let Some(original) = article.duplicate_of {
                copies.entry(original).or_default().push(ArticleId::from(index));
            }
        }
        let all = archive.articles.len();
        let dated = archive.articles.partition_point(|article| article.when().is_some());
        let newest_first = (0..dated).rev().chain(dated..all).map(ArticleId::from).collect();
        let has_statements = |id: &ArticleId| !archive[*id].statements.is_empty();
        let with_statements = (0..all).map(ArticleId::from).filter(has_statements).collect();
        let ((calendar, said_of), (threads, claims)) = rayon::join(
            || (Calendar::new(archive), others::said_of(archive)),
            || rayon::join(|| threads(archive), || Claims::new(archive, settings, editors.elsewhere())),
        );
        let mut reported: Vec<_> = claims.reported().collect();
        reported.sort_by_key(|(claim, reports)| (Reverse(reports.articles), Reverse(*claim)));
        let first = |(claim, _): &(ClaimId, _)| archive[*claim].statements.iter().copied().min();
        let reported = reported.iter().filter_map(first).collect();
        Overview {
            calendar,
            copies,
            claims,
            reported,
            registers: Registers::of(archive),
            said_to: others::said_to(archive),
            said_of,
            threads,
            newest_first,
            quality: review::quality(archive, editors.judgements()),
            with_statements,
        }
    }

    /// Follows an article whose statements have other rows now, as [`replace`](crate::linking::replace) leaves them. `before` are its rows of before.
    #[cfg(feature = "serve")] // only the preview asks for it
    pub(crate) fn follow(&mut self, archive: &Archive, id: ArticleId, before: std::ops::Range<u32>) {
        self.claims.follow(archive, id, before);
    }
}

impl<'a> Site<'a> {
    /// An archive with what all its pages share.
    pub(crate) fn new(archive: &'a Archive, editors: &'a Editors, words: Words, overview: Arc<Overview>) -> Site<'a> {
        Site {
            archive,
            settings: &editors.settings,
            words,
            elsewhere: editors.elsewhere(),
            #[cfg(feature = "cards")]
            cards: None,
            overview,
        }
    }

    /// The threads of a person, by topic.
    pub(crate) fn threads_of(&self, person: PersonId) -> impl Iterator<Item = (TopicId, &[StatementId])> {
        let first = (person, TopicId::from(0));
        let theirs = self.threads.range(first..).take_while(move |((id, _), _)| *id == person);
        theirs.map(|((_, topic), statements)| (*topic, statements.as_slice()))
    }

    /// Whether a thread has a page of its own, or is a section of its speaker's page. `None` if there is no such thread.
    pub(crate) fn thread_has_page(&self, person: PersonId, topic: TopicId) -> Option<bool> {
        let statements = self.threads.get(&(person, topic))?;
        Some(has_page_of_its_own(statements.len(), self.archive[person].statements.len(), self.page_size()))
    }

    /// Whether somebody spoke on this topic only: all that they said is what they said on it.
    pub(crate) fn is_all_they_said(&self, person: PersonId, topic: TopicId) -> bool {
        let said = self.archive[person].statements.len();
        self.threads.get(&(person, topic)).is_some_and(|statements| statements.len() == said)
    }

    /// Writes `<a href=…>` for what somebody said on a topic, up to and without the `>`: a page, a section of theirs, or else all
    /// that they said.
    pub(crate) fn open_thread_link(&self, out: &mut Html, root: Root, person: PersonId, topic: TopicId) {
        match self.thread_has_page(person, topic) {
            Some(true) => self.open_link(out, root, Page::PersonTopic(person, topic, 1)),
            Some(false) => {
                self.open_link(out, root, Page::Person(person, 1));
                match self.is_all_they_said(person, topic) {
                    true => out.raw("#statements"),
                    false => out.raw("#on-").path(&self.archive[topic].slug),
                };
            }
            None => self.open_link(out, root, Page::Person(person, 1)),
        }
    }

    /// Items on one page of a list.
    pub(crate) fn page_size(&self) -> usize {
        self.settings.page_size.max(1)
    }

    /// Articles on one page of all statements: each stands there with all its statements, so that they take twice the room.
    pub(crate) fn articles_with_statements(&self) -> usize {
        self.page_size().div_ceil(2)
    }

    /// Writes `<a href=…>` for a page, up to and without the `>`.
    pub(crate) fn open_link(&self, out: &mut Html, root: Root, page: Page) {
        out.raw("<a href=").raw(root.0).path(&page.path(self.archive));
    }

    /// Writes a link to a page.
    pub(crate) fn link(&self, out: &mut Html, root: Root, page: Page, text: &str) {
        self.open_link(out, root, page);
        out.raw(">").text(text).raw("</a>");
    }

    /// Writes `<a href=…>` for a statement, up to and without the `>`: to its own page, if it has one, else to its words.
    pub(crate) fn open_statement_link(&self, out: &mut Html, root: Root, id: StatementId) {
        match self.claims.page(self.archive, id) {
            Some(page) => self.open_link(out, root, Page::Statement(page)),
            None => self.open_place_link(out, root, id),
        }
    }

    /// Writes `<a href=…#s-…>` for a statement at its words, up to and without the `>`.
    pub(crate) fn open_place_link(&self, out: &mut Html, root: Root, id: StatementId) {
        let row = &self.archive[id];
        out.raw("<a href=").raw(root.0).raw("articles/").path(&self.archive[row.article].slug);
        out.raw(".html#").raw(&row.key);
    }

    /// "12 statements, 5 articles": what a page has, for those who see only a link to it.
    pub(crate) fn counts(&self, statements: usize, articles: usize) -> String {
        let words = &self.words;
        let counts = [(statements, &words.count_statements), (articles, &words.count_articles)];
        let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| words.count(name, *count));
        counts.collect::<Vec<_>>().join(&words.comma)
    }

    /// Writes a link to an article, its title as text.
    pub(crate) fn article_link(&self, out: &mut Html, root: Root, id: ArticleId) {
        let row = &self.archive[id];
        self.open_link(out, root, Page::Article(id));
        self.language_attributes(out, &row.language);
        out.raw(">").text(&row.title).raw("</a>");
    }

    /// Writes somebody's name, as a link when they have a page.
    pub(crate) fn person_link(&self, out: &mut Html, root: Root, id: PersonId) {
        let row = &self.archive[id];
        if has_page(row) {
            self.link(out, root, Page::Person(id, 1), &row.name);
        } else {
            out.text(&row.name);
        }
    }

    /// Writes a link to a topic.
    pub(crate) fn topic_link(&self, out: &mut Html, root: Root, id: TopicId) {
        self.link(out, root, Page::Topic(id, 1), &self.archive[id].name);
    }

    /// Where a date is, if the archive has something of it: its page, or that of its month with the day's place on it.
    pub(crate) fn place_of(&self, when: When) -> Option<(Page, Option<NaiveDate>)> {
        let (year, month) = (when.start.year(), when.start.month());
        match when.precision {
            Precision::Day => self.archive.days.get(&when.start).map(|row| match calendar::has_page(row) {
                true => (Page::Day(when.start, 1), None),
                false => (Page::Month(year, month, 1), Some(when.start)),
            }),
            Precision::Week | Precision::Month => {
                self.calendar.months.contains_key(&(year, month)).then_some((Page::Month(year, month, 1), None))
            }
            _ => self.calendar.years.contains_key(&year).then_some((Page::Year(year, 1), None)),
        }
    }

    /// The address of a place, from the root of the site.
    pub(crate) fn address(&self, (page, day): (Page, Option<NaiveDate>)) -> String {
        let path = encoded(&page.path(self.archive));
        day.map_or_else(|| path.clone(), |day| format!("{path}#{}", calendar::anchor(day)))
    }

    /// Writes `<a href=…>` for a place, up to and without the `>`.
    pub(crate) fn open_place(&self, out: &mut Html, root: Root, place: (Page, Option<NaiveDate>)) {
        out.raw("<a href=").raw(root.0).raw(&self.address(place));
    }

    /// Writes a date, as a link when the archive has something of it.
    pub(crate) fn date_link(&self, out: &mut Html, root: Root, when: When, text: &str) {
        match self.place_of(when) {
            Some(place) => {
                self.open_place(out, root, place);
                out.raw(">").text(text).raw("</a>");
            }
            None => {
                out.text(text);
            }
        }
    }

    /// The language tag, when it is not the language of the interface.
    pub(crate) fn foreign<'l>(&self, language: &'l str) -> Option<&'l str> {
        (language != self.settings.language && !language.is_empty()).then_some(language)
    }

    /// Writes ` lang=…` for words that are not in the language of the interface, and ` dir=…` where they run the other way.
    pub(crate) fn language_attributes(&self, out: &mut Html, language: &str) {
        if let Some(language) = self.foreign(language) {
            out.raw(" lang=\"").value(language).raw("\"");
            if right_to_left(language) != right_to_left(&self.settings.language) {
                out.raw(if right_to_left(language) { " dir=rtl" } else { " dir=ltr" });
            }
        }
    }

    /// Name of the outlet of an article.
    pub(crate) fn outlet_of(&self, id: ArticleId) -> Option<&str> {
        self.archive[id].outlet.map(|outlet| self.archive[outlet].name.as_str())
    }

    /// The address of a path on the web, when book.toml says where the site will be.
    pub(crate) fn absolute(&self, path: &str) -> Option<String> {
        let base = self.settings.site_url.as_deref()?;
        Some(format!("{}/{}", base.trim_end_matches('/'), encoded(path)))
    }
}

/// Whether a language is written from right to left.
pub(crate) fn right_to_left(language: &str) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or(language);
    matches!(primary, "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ks" | "ps" | "sd" | "ug" | "ur" | "yi")
}
