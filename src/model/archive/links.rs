//! Links between articles and between statements, and why they are there.

use super::{ArticleId, EventId, StatementId, TopicId};
use crate::model::authorities::EditorialRelation;
use crate::model::when::When;
use serde::Serialize;
use std::sync::Arc;

/// An article close to another.
#[derive(Clone, Debug, PartialEq)]
pub struct RelatedArticle {
    /// The other one.
    pub article: ArticleId,
    /// Why.
    pub evidence: Evidence,
}

/// A typed link to another statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The other end.
    pub to: StatementId,
    /// What links them.
    pub kind: RelationKind,
    /// Why.
    pub evidence: Evidence,
}

/// What links two statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum RelationKind {
    /// An editor says so; `true` when this statement is the entry's `to` end and the wording turns round.
    Editorial(EditorialRelation, bool),
    /// A quotation and the turn of a transcript that it is from; `true` when this statement is the turn.
    Record(bool),
    /// The same speaker on the same subject, and otherwise: a proposal.
    DiffersFrom,
    /// The same quotation, exact or reworded.
    SameWords,
    /// Reports of one utterance, in other words.
    SameClaim,
    /// The same speaker on the same topic.
    SameSpeakerTopic,
    /// Both mention the same event or day and share a topic.
    SameEvent,
    /// Many weighted terms in common.
    CloseInSubject,
}

/// Why two things are linked. Kept as facts; pages put them into words of the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// That many words in a row, or in all, are the same.
    SameWords(u32),
    /// The topics in common.
    Topics(Vec<TopicId>),
    /// Both speak of this date.
    Date(When),
    /// Both speak of this event.
    Event(EventId),
    /// The terms in common, the weightiest first. Both ends share them.
    Terms(Arc<[Box<str>]>),
    /// What differs, in the words of this statement and of the other one.
    Differs(Difference, Box<str>, Box<str>),
    /// What was done with the words of a transcript, and where they were altered, how: `[-quotation-] {+transcript+}`.
    Record(Fit, Option<Box<str>>),
    /// What the editor wrote.
    Editor(Option<String>),
}

/// In what two statements on one subject differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// One says it, the other denies it.
    Standing,
    /// One negates a word that the other does not.
    Negation,
    /// They give different numbers of the same things.
    Number,
    /// They name different months.
    Month,
}

/// What a quotation did with the words that it is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// Nothing: word for word.
    Verbatim,
    /// Left some out, and nothing that turns the rest round.
    Cut,
    /// Put together pieces from two places.
    Joined,
    /// Changed words, or left out a negation or a number.
    Altered,
}

impl Fit {
    /// Its name in data files.
    pub fn name(self) -> &'static str {
        match self {
            Fit::Verbatim => "verbatim",
            Fit::Cut => "cut",
            Fit::Joined => "joined",
            Fit::Altered => "altered",
        }
    }
}

/// What the transcript of a day holds of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnRecord {
    /// The transcript.
    pub transcript: ArticleId,
    /// What the quotation did with its words; `None` if it is not there.
    pub fit: Option<Fit>,
}
