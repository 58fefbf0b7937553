//! Editors' notes on exact words, and where those words were found.

use crate::text::source::{Source, Span};
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

impl NoteKind {
    /// Every kind there is.
    pub const ALL: [NoteKind; 5] =
        [NoteKind::Comment, NoteKind::Context, NoteKind::Correction, NoteKind::Question, NoteKind::Verdict];

    /// The word for it in notes files and data files.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::Comment => "comment",
            NoteKind::Context => "context",
            NoteKind::Correction => "correction",
            NoteKind::Question => "question",
            NoteKind::Verdict => "verdict",
        }
    }
}

/// A note as its file gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The exact words it is about; empty for a note on the whole article.
    pub quote: String,
    /// Words that stand before them, to tell repeats apart.
    pub before: String,
    /// Words that stand after them.
    pub after: String,
    /// The id of the statement it is about, where it names one.
    pub statement: Option<String>,
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
    /// Whether it is for the editors alone: only the preview shows it.
    pub private: bool,
    /// What others answered, in order.
    pub replies: Vec<Reply>,
}

impl Note {
    /// What is said in it: the note and all replies.
    pub fn text(&self) -> String {
        fn add(text: &mut String, replies: &[Reply]) {
            for reply in replies {
                text.push_str("\n\n");
                text.push_str(&reply.body);
                add(text, &reply.replies);
            }
        }
        let mut text = self.body.clone();
        add(&mut text, &self.replies);
        text
    }
}

/// An answer to a note, or to another answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reply {
    /// Markdown.
    pub body: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as written.
    pub date: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What was answered to it.
    pub replies: Vec<Reply>,
}

/// A notes file, as text: anchoring reports places in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSource {
    /// `<stem>.notes.yaml`
    pub source: Source,
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
    /// Its words as they stand in the article, if they do in one place.
    pub found: Option<Found>,
}

/// The words of a note as they stand in an article's plain text, for programs that look for them elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Number of the first character, from 0.
    pub start: u32,
    /// Number of the character after the last.
    pub end: u32,
    /// The words.
    pub exact: String,
    /// What stands before them.
    pub before: String,
    /// What stands after them.
    pub after: String,
}
