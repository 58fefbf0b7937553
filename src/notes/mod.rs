//! Editors' notes on exact words, and where those words are now.

use crate::article::{Article, Body};
use crate::authorities::NoteSource;
use crate::diagnostic::Problems;
use crate::source::Span;
use crate::statements::Statement;
use serde::{Deserialize, Serialize};

/// What a note does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteKind {
    /// A remark.
    #[default]
    Comment,
    /// Background a reader needs.
    Context,
    /// The words are wrong or were corrected.
    Correction,
    /// Something still to find out.
    Question,
    /// A finding on whether the words are true.
    Verdict,
}

/// A note as its file gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The exact words it is about; empty for a note on the whole article.
    pub quote: String,
    /// Words that stand before them, to tell repeats apart.
    pub before: String,
    /// Words that stand after them.
    pub after: String,
    /// Markdown.
    pub body: String,
    /// What it does.
    pub kind: NoteKind,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as written.
    pub date: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
}

/// Where a note's words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// The note is about the whole article.
    Whole,
    /// At the only place that fits words and context.
    Exact(Span),
    /// The context has changed, but the words stand in one place only.
    Moved(Span),
    /// In several places.
    Ambiguous,
    /// Nowhere.
    Lost,
}

/// A note and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnchoredNote {
    /// `n-` and eight hexadecimal digits, from article and words.
    pub id: String,
    /// What the file says.
    pub note: Note,
    /// Where its words are, in the article's plain text.
    pub anchor: Anchor,
    /// The statement whose words it is about, by id, if it lies within one.
    pub statement: Option<String>,
}

/// Reads the notes of an article and finds their words.
pub fn anchor(
    _source: Option<&NoteSource>,
    _article: &Article,
    _body: &Body,
    _statements: &[Statement],
    _problems: &mut Problems,
) -> Vec<AnchoredNote> {
    Vec::new()
}
