//! The dates that a text speaks of.

use super::{Published, When};
use crate::article::Body;
use crate::languages::Language;
use crate::sentences::Sentence;
use crate::source::Span;
use serde::{Deserialize, Serialize};

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

/// The dates in the text, in order, not overlapping.
pub fn find(_body: &Body, _sentences: &[Sentence], _published: &Published, _language: &Language) -> Vec<Mention> {
    Vec::new()
}
