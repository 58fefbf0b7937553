//! The words that tell when and where something was said: "in an interview", "on Twitter", "in Geneva".

use crate::lookup::{Key, Table};
use serde::Deserialize;

/// Words, asked for in any case.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct WordList(Table<()>);

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> WordList {
        WordList(words.into_iter().map(|word| (word, ())).collect())
    }
}

/// The `[occasions]` table of a language file; all words in lower case.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Occasions {
    /// Words that lead to a venue: in, at, during.
    pub prepositions: WordList,
    /// Words that lead to a place, if a name follows.
    pub place_prepositions: WordList,
    /// Whether every noun has a capital, so that only a name without an article is a place.
    pub bare_places: bool,
    /// Articles and pronouns before a venue.
    pub articles: WordList,
    /// Kinds of venues: interview, statement.
    pub venues: WordList,
    /// Venues by name: Twitter.
    pub named: WordList,
    /// Words at which the words about the occasion end: that, who, after.
    pub stops: WordList,
}

impl Occasions {
    /// Whether a list has a word, in any case.
    pub fn has(list: &WordList, word: &str) -> bool {
        match Key::of(word) {
            Some(key) => list.0.get(key).is_some(),
            None => list.0.get_folded(&word.to_lowercase()).is_some(),
        }
    }
}
