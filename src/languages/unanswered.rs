//! The words that tell of somebody who was asked and gave no answer: "did not respond to a request for comment".

use crate::model::unanswered::How;
use serde::Deserialize;

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// This word.
    Word(String),
    /// Any word that begins so: `respon*`.
    Beginning(String),
    /// A negation: `!`.
    Negation,
    /// A few words of any kind, or none: `…`.
    Gap,
}

/// A phrase that tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// What it says happened.
    pub(crate) how: How,
    /// Its words. Asides may stand between them.
    pub(crate) parts: Vec<Part>,
}

/// The phrases of a language.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "Lists")]
pub struct Unanswered {
    /// In the order of the language file.
    pub(crate) phrases: Vec<Phrase>,
    /// Letters of which a text without any has no such phrase.
    pub(crate) anchors: Vec<String>,
    /// Words that may stand in a phrase or right before it: "immediately".
    pub(crate) asides: Vec<String>,
    /// Words before somebody for whom the one who is asked speaks: "a spokesman for Ruiz".
    pub(crate) on_behalf: Vec<String>,
}

/// The `[unanswered]` table of a language file; all words in lower case.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct Lists {
    anchors: Vec<String>,
    asides: Vec<String>,
    on_behalf: Vec<String>,
    silent: Vec<String>,
    declined: Vec<String>,
    unreached: Vec<String>,
}

impl From<Lists> for Unanswered {
    fn from(lists: Lists) -> Unanswered {
        let Lists { anchors, asides, on_behalf, silent, declined, unreached } = lists;
        let kinds = [(How::Silent, silent), (How::Declined, declined), (How::Unreached, unreached)];
        let phrases = kinds.into_iter().flat_map(|(how, phrases)| phrases.into_iter().map(move |words| (how, words)));
        let phrases = phrases.map(|(how, words)| Phrase { how, parts: words.split(' ').map(part).collect() });
        Unanswered { phrases: phrases.collect(), anchors, asides, on_behalf }
    }
}

fn part(word: &str) -> Part {
    match word {
        "!" => Part::Negation,
        "…" => Part::Gap,
        _ => match word.strip_suffix('*') {
            Some(beginning) => Part::Beginning(beginning.to_owned()),
            None => Part::Word(word.to_owned()),
        },
    }
}
