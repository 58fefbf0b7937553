//! What a page may ask the desk to write: names, words and facts. Which file that changes, and how, is for [`draft`](super::draft).

use crate::model::review::Aspect;
use crate::parsing::yaml::edit::New;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Decisions that are made together: all of them, or none.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    /// What is decided.
    pub(super) decisions: Vec<Decision>,
    /// Who decides; may be empty.
    #[serde(default)]
    pub(super) author: String,
    /// The day on which it is decided, where the editor is.
    #[serde(default)]
    pub(super) date: String,
    /// Of each file that may change, the version that the page knows.
    #[serde(default)]
    pub(super) versions: BTreeMap<String, String>,
    /// Whether only to show what would be written.
    #[serde(default)]
    pub(super) dry: bool,
}

/// One decision.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub(super) enum Decision {
    /// On a statement that was found or added.
    Statement(OnStatement),
    /// Words are a statement that was missed.
    Add(Added),
    /// A note on words.
    Note(NewNote),
    /// A note finds its words again.
    Anchor(NoteWords),
    /// Facts and lines of an article.
    Article(OnArticle),
    /// Two names are of one person.
    Same(Pair),
    /// Two names are of two people.
    Apart(Pair),
    /// A name is nobody's.
    Nobody(Named),
    /// A topic.
    Topic(OnTopic),
    /// An event.
    Event(OnEvent),
    /// Two statements report one claim, or do not.
    Claim(OnClaim),
    /// A statement of a sample was looked at.
    Judge(Judged),
}

/// A decision on a statement. What is `None` stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnStatement {
    /// The slug of its article.
    pub(super) article: String,
    /// Its id.
    pub(super) id: String,
    pub(super) speaker: Option<Who>,
    #[serde(default)]
    pub(super) reject: bool,
    /// All of its words.
    pub(super) words: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) polarity: Option<String>,
    pub(super) day: Option<String>,
    pub(super) occasion: Option<String>,
    #[serde(default)]
    pub(super) checked: bool,
}

/// What an editor found in a statement that was drawn at random.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Judged {
    /// The id of the statement.
    pub(super) id: String,
    pub(super) seed: u64,
    pub(super) size: usize,
    /// `words`, `speaker` and `day`, as far as they are wrong.
    #[serde(default)]
    pub(super) wrong: Vec<Aspect>,
    /// What was looked at.
    pub(super) reading: String,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Who {
    /// One or several who have names.
    Named(Vec<String>),
    /// Nobody who has a name.
    Nobody,
    /// It cannot be told.
    Unknown,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Added {
    pub(super) article: String,
    pub(super) words: String,
    /// What stands around them, where they stand more than once.
    #[serde(default)]
    pub(super) before: String,
    #[serde(default)]
    pub(super) after: String,
    pub(super) speaker: Who,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNote {
    pub(super) article: String,
    pub(super) quote: String,
    #[serde(default)]
    pub(super) before: String,
    #[serde(default)]
    pub(super) after: String,
    pub(super) body: String,
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) private: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteWords {
    pub(super) article: String,
    /// The words that it has now.
    pub(super) old: String,
    /// What it says, to tell notes on the same words apart.
    pub(super) body: String,
    /// The words that it is about.
    pub(super) quote: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnArticle {
    pub(super) article: String,
    pub(super) title: Option<String>,
    /// A date, or `unknown`.
    pub(super) day: Option<String>,
    pub(super) outlet: Option<String>,
    #[serde(default)]
    pub(super) left_out: Vec<String>,
    #[serde(default)]
    pub(super) keep: Vec<String>,
    #[serde(default)]
    pub(super) people: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pair {
    /// The name that stays.
    pub(super) name: String,
    pub(super) other: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnClaim {
    /// The id of a statement.
    pub(super) one: String,
    /// The id of another.
    pub(super) other: String,
    /// Whether they report one claim.
    pub(super) same: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    pub(super) name: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnTopic {
    pub(super) name: String,
    #[serde(default)]
    pub(super) hidden: bool,
    /// The topic that it is another name of.
    pub(super) same_as: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnEvent {
    /// Its name, as it is now.
    pub(super) name: String,
    /// Its day, as it is now.
    pub(super) day: String,
    #[serde(default)]
    pub(super) hidden: bool,
    pub(super) rename: Option<String>,
}

impl Who {
    /// As a corrections file has it.
    pub(super) fn value(&self) -> New {
        match self {
            Who::Nobody => New::Bare("nobody".to_owned()),
            Who::Unknown => New::Bare("unknown".to_owned()),
            Who::Named(names) => match &names[..] {
                [only] => New::Text(only.clone()),
                _ => New::List(names.clone()),
            },
        }
    }
}

impl OnStatement {
    /// The keys of an entry and what each is to be; `None` for a key that contradicts the decision and goes.
    pub(super) fn keys(&self) -> Vec<(&'static str, Option<New>)> {
        let text = |value: &Option<String>| value.clone().map(New::Text);
        let bare = |value: &Option<String>| value.clone().map(New::Bare);
        let given: [(&'static str, Option<New>); 7] = [
            ("speaker", self.speaker.as_ref().map(Who::value)),
            ("words", text(&self.words)),
            ("kind", text(&self.kind)),
            ("polarity", text(&self.polarity)),
            ("day", bare(&self.day)),
            ("occasion", text(&self.occasion)),
            ("checked", self.checked.then_some(New::True)),
        ];
        match self.reject {
            true => std::iter::once(("reject", Some(New::True))).chain(given.map(|(key, _)| (key, None))).collect(),
            false => {
                let given = given.into_iter().filter(|(_, value)| value.is_some());
                given.chain([("reject", None)]).collect()
            }
        }
    }

    /// Whether it only says who speaks, and that is one person who has a name.
    pub(super) fn only_names(&self) -> Option<&str> {
        let OnStatement { speaker: Some(Who::Named(names)), reject: false, checked: false, .. } = self else {
            return None;
        };
        let others = [&self.words, &self.kind, &self.polarity, &self.day, &self.occasion];
        match &names[..] {
            [only] if others.iter().all(|value| value.is_none()) => Some(only),
            _ => None,
        }
    }
}
