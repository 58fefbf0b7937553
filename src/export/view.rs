//! What an export sees of an archive.

use super::selection::Selection;
use crate::model::archive::{Archive, ArticleId, ArticleRow, NoteId, NoteRow, StatementId, StatementRow};
use crate::model::article::Analysis;
use crate::model::note::Anchor;
use crate::model::person::PersonKind;
use crate::model::when::{Precision, When};
use crate::site::feeds::address::Addresses;
use crate::site::input::Input;
use crate::site::words::Words;
use crate::site::words::say::fill;
use crate::text::diagnostic::Problems;
use std::borrow::Cow;
use xxhash_rust::xxh3::xxh3_128;

/// Gives the analysis of an article, with nothing in it that may not be published; `None` if its file is gone.
pub type Analyses<'a> = &'a (dyn Fn(ArticleId) -> Option<Analysis> + Sync);

/// What an export sees of an archive: only what its site shows, too.
pub struct View<'a> {
    /// Everything known of all articles.
    pub archive: &'a Archive,
    /// What the archive is made from besides its articles.
    pub input: &'a Input,
    /// The texts.
    pub analysis: Analyses<'a>,
    /// What of it is wanted.
    pub selection: &'a Selection,
    /// The day of the export, `YYYY-MM-DD`, where a format has a place for it and somebody says it.
    pub day: Option<&'a str>,
    /// The words of the interface.
    pub(super) words: Words,
}

impl<'a> View<'a> {
    /// A view of an archive.
    pub fn new(
        archive: &'a Archive,
        input: &'a Input,
        analysis: Analyses<'a>,
        selection: &'a Selection,
        day: Option<&'a str>,
    ) -> View<'a> {
        // What is wrong with them is reported by every build.
        let words = input.templates.words(&input.editors.settings.language, &mut Problems::default());
        View { archive, input, analysis, selection, day, words }
    }

    /// The name of the whole: the archive's title, and what was chosen.
    pub(super) fn title(&self) -> String {
        let title = &self.input.editors.settings.title;
        self.selection.label.as_ref().map_or_else(|| title.clone(), |label| format!("{label} – {title}"))
    }

    /// The statements, with their ids.
    pub(super) fn statements(&self) -> impl Iterator<Item = (StatementId, &'a StatementRow)> + '_ {
        self.selection.statements.iter().map(|id| (*id, &self.archive[*id]))
    }

    /// The articles, with their ids.
    pub(super) fn articles(&self) -> impl Iterator<Item = (ArticleId, &'a ArticleRow)> + '_ {
        self.selection.articles.iter().map(|id| (*id, &self.archive[*id]))
    }

    /// The chosen statements of an article, in their order.
    pub(super) fn statements_of(&self, article: ArticleId) -> &'a [StatementId] {
        let chosen = &self.selection.statements;
        let range = &self.archive[article].statements;
        let at = |bound: u32| chosen.partition_point(|id| id.0 < bound);
        &chosen[at(range.start)..at(range.end)]
    }

    /// The notes on an article that have a place, or are about all of it; of a choice, only those on its statements.
    pub(super) fn notes_of(&self, article: ArticleId) -> impl Iterator<Item = (NoteId, &'a NoteRow)> + '_ {
        let notes = self.archive[article].note_ids().map(|id| (id, &self.archive[id]));
        notes.filter(|(_, note)| {
            let shown = matches!(note.anchor, Anchor::Whole | Anchor::Exact(_) | Anchor::Moved(_));
            let about = || self.archive.statement_of(note);
            shown && (self.selection.label.is_none() || about().is_some_and(|id| self.chosen(id)))
        })
    }

    fn chosen(&self, id: StatementId) -> bool {
        self.selection.statements.binary_search(&id).is_ok()
    }

    /// The names of all who say a statement; empty while nobody is known who has one.
    pub(super) fn speakers(&self, row: &'a StatementRow) -> Vec<&'a str> {
        let named = |id| {
            Some(&self.archive[id])
                .filter(|person: &&crate::model::archive::PersonRow| person.kind != PersonKind::Unnamed)
        };
        row.speaker.iter().chain(&row.together).filter_map(|id| named(*id)).map(|person| person.name.as_str()).collect()
    }

    /// Who says a statement, as a reader is told: names, else the words of the article.
    pub(super) fn said_by(&self, row: &'a StatementRow) -> Cow<'a, str> {
        match (self.speakers(row).as_slice(), &row.source) {
            ([], Some(source)) => Cow::Borrowed(source),
            ([], None) => Cow::Owned(self.words.unresolved.clone()),
            ([one], _) => Cow::Borrowed(one),
            (several, _) => Cow::Owned(several.join(&self.words.comma)),
        }
    }

    /// The words of a statement, with what a reader must be told before them: a denial never goes out as the claim.
    pub(super) fn marked(&self, row: &'a StatementRow) -> Cow<'a, str> {
        match self.words.standing(row.words.standing()) {
            None => Cow::Borrowed(row.words.unmarked()),
            Some(standing) => {
                Cow::Owned(fill(&self.words.standing_words, &[("standing", standing), ("words", row.words.unmarked())]))
            }
        }
    }

    /// Who published an article.
    pub(super) fn outlet(&self, row: &ArticleRow) -> Option<&'a str> {
        row.outlet.map(|id| self.archive[id].name.as_str())
    }

    /// Where an article can be read: the original, else its page.
    pub(super) fn address(&self, row: &ArticleRow) -> Option<String> {
        row.url.clone().or_else(|| self.addresses().absolute(&page_of(row)))
    }

    /// Addresses of pages.
    pub(super) fn addresses(&self) -> Addresses<'a> {
        Addresses::new(&self.input.editors.settings)
    }

    /// The newest day on which one of the articles was published; the epoch if none is dated.
    pub(super) fn newest(&self) -> String {
        newest(self.articles().map(|(_, row)| row))
    }
}

/// The newest day on which an article was published; the epoch if none is dated.
pub fn newest<'a>(articles: impl Iterator<Item = &'a ArticleRow>) -> String {
    let days = articles.filter_map(ArticleRow::when).map(When::end);
    days.max().map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string())
}

/// The page of an article in the site.
pub(super) fn page_of(row: &ArticleRow) -> String {
    format!("articles/{}.html", row.slug)
}

/// A date as far as it is known, as XML and reference formats take it: `2021`, `2021-05`, `2021-05-02`; a period that has no such
/// form by its first day's year, or month.
pub(super) fn iso(when: When) -> String {
    let day = when.start.to_string();
    match when.precision {
        Precision::Day => day,
        Precision::Month => day[..7].to_owned(),
        Precision::Week | Precision::Quarter | Precision::Season => day[..7].to_owned(),
        Precision::Year | Precision::Decade => day[..4].to_owned(),
    }
}

/// A UUID (version 8) made from words, in the form `00000000-0000-8000-8000-000000000000`.
pub(super) fn uuid(words: &str) -> String {
    let hash = xxh3_128(words.as_bytes());
    let hash = hash & !(0xf << 76) & !(0b11 << 62) | (0x8 << 76) | (0b10 << 62);
    let digits = format!("{hash:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}
