//! What editors found when they looked at statements drawn at random, and what that says of the archive.
//!
//! ```yaml
//! # review.yaml, beside book.toml
//! - statement: s-3f9a1c02
//!   seed: 20261130            # of the sample, with the number of statements that were drawn
//!   size: 100
//!   wrong: [speaker]          # of `words`, `speaker` and `day`; nothing if all is right
//!   reading: 5a3c0e1b9d2f4a77 # what was looked at
//!   author: A. Editor
//!   date: 2026-11-30
//! ```

use crate::model::when::When;
use serde::{Deserialize, Serialize};

/// What may be wrong with a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// It is none, or begins or ends at the wrong words.
    Words,
    /// Another one says it.
    Speaker,
    /// It was said on another day.
    Day,
}

impl Aspect {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Aspect; 3] = [Aspect::Words, Aspect::Speaker, Aspect::Day];

    /// The word for it in review.yaml and in data files.
    pub fn name(self) -> &'static str {
        match self {
            Aspect::Words => "words",
            Aspect::Speaker => "speaker",
            Aspect::Day => "day",
        }
    }
}

/// An entry of review.yaml: an editor looked at a statement of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The id of the statement.
    pub statement: String,
    /// The seed of the sample.
    pub seed: u64,
    /// How many statements were drawn.
    pub size: usize,
    /// What is wrong.
    pub wrong: Vec<Aspect>,
    /// What was looked at: a hash of the words, the speakers and the day as the program had read them.
    pub reading: String,
    /// The day on which it was looked at.
    pub date: Option<When>,
}

/// How good the program's reading of an archive is, as far as editors measured it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quality {
    /// The seed of the sample.
    pub seed: u64,
    /// How many statements were drawn.
    pub drawn: usize,
    /// How many of them were looked at.
    pub judged: usize,
    /// The last day on which one was.
    #[serde(serialize_with = "as_text")]
    pub date: Option<When>,
    /// Whether the program or the texts changed since, so that the same draw gives other statements or other readings.
    pub stale: bool,
    /// How many of them are right, as a whole and by what they are.
    pub measures: Vec<Measure>,
}

/// A date as people write it.
fn as_text<S: serde::Serializer>(date: &Option<When>, serializer: S) -> Result<S::Ok, S::Error> {
    date.map(|date| date.to_string()).serialize(serializer)
}

/// How many statements of a kind are right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// `words`, `speaker` or `day`.
    pub aspect: Aspect,
    /// What the statements are told apart by: `all`, `kind`, `language` or `manner`.
    pub by: &'static str,
    /// Which of them these are; empty for all.
    pub group: String,
    /// How many are right.
    pub right: usize,
    /// Of how many.
    pub of: usize,
    /// The interval that holds the share of right ones in the whole archive, 95 times in 100.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}
