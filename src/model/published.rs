//! When an article was published, how that is known, and the dates its text speaks of.

use crate::model::when::When;
use crate::text::source::Span;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// What settled a publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// An editor's correction says it.
    Correction,
    /// The front matter says it.
    FrontMatter,
    /// The dateline or a publication line gives it in full.
    Dateline,
    /// The address of the page holds the day.
    Address,
    /// The name of the file holds the day, or the year of a day without one.
    FileName,
    /// A day and month without a year, and the weekday that goes with it.
    Weekday,
    /// The day that the first paragraph reports on.
    Lede,
    /// A day and month without a year; the year from full dates in the text.
    Text,
    /// A day and month without a year; the year from other articles that mention the same events.
    Neighbours,
}

impl Basis {
    /// The name used in data files and by `extract`.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Correction => "correction",
            Basis::FrontMatter => "front-matter",
            Basis::Dateline => "dateline",
            Basis::Address => "address",
            Basis::FileName => "file-name",
            Basis::Weekday => "weekday",
            Basis::Lede => "lede",
            Basis::Text => "text",
            Basis::Neighbours => "neighbours",
        }
    }
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
    /// What is known where the text does not give the year: what [`crate::linking::years`] completes, or corrects when the year
    /// of `when` is no more than what the text suggests.
    pub yearless: Option<Yearless>,
    /// EDTF `~` or `?` in the front matter.
    pub approximate: bool,
}

/// A publication date that lacks only its year, and what tells which year it can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yearless {
    /// From 1 to 12.
    pub month: u32,
    /// From 1 to 31.
    pub day: u32,
    /// The weekday it fell on, if the text says so.
    pub weekday: Option<Weekday>,
    /// The earliest year it can be, by the years that the text speaks of as past.
    pub earliest: Option<i32>,
    /// Other days that the text mentions: years after the article's (-1, 0 or 1), month, day.
    pub days: Vec<(i32, u32, u32)>,
}

impl Yearless {
    /// Whether the date can be in a year: the calendar has it, its weekday fits, and the text speaks of no later year as past.
    pub fn fits(&self, year: i32) -> bool {
        let date = NaiveDate::from_ymd_opt(year, self.month, self.day);
        self.earliest.is_none_or(|earliest| earliest <= year)
            && date.is_some_and(|date| self.weekday.is_none_or(|weekday| date.weekday() == weekday))
    }
}

/// A date in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words, in the article's plain text.
    pub span: Span,
    /// What they mean.
    pub when: When,
    /// The sentence they stand in, in the plain text.
    pub sentence: Span,
}
