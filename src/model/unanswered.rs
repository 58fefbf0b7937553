//! Those who were asked and gave no answer, as an article tells it: "Ruiz did not respond to a request for comment".

use crate::text::source::Span;
use serde::{Deserialize, Serialize};

/// What became of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// "did not respond to a request for comment", "has not commented".
    Silent,
    /// "declined to comment".
    Declined,
    /// "could not be reached".
    Unreached,
}

/// Somebody who was asked and gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unanswered {
    /// What became of the question.
    pub how: How,
    /// The words that name who was asked.
    pub asked: Span,
    /// Who that is, if it is one of the article's people: an index.
    pub person: Option<u32>,
    /// The sentence.
    pub sentence: Span,
}
