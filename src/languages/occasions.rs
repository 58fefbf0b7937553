//! The words that tell when and where something was said: "in an interview", "on Twitter", "in Geneva".

use serde::Deserialize;

/// The `[occasions]` table of a language file; all words in lower case.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Occasions {
    /// Words that lead to a venue: in, at, during.
    pub prepositions: Vec<String>,
    /// Words that lead to a place, if a name follows.
    pub place_prepositions: Vec<String>,
    /// Whether every noun has a capital, so that only a name without an article is a place.
    pub bare_places: bool,
    /// Articles and pronouns before a venue.
    pub articles: Vec<String>,
    /// Kinds of venues: interview, statement.
    pub venues: Vec<String>,
    /// Venues by name: Twitter.
    pub named: Vec<String>,
    /// Words at which the words about the occasion end: that, who, after.
    pub stops: Vec<String>,
}

impl Occasions {
    /// Whether a list has a word, in any case.
    pub fn has(list: &[String], word: &str) -> bool {
        if word.is_ascii() {
            return list.iter().any(|entry| entry.eq_ignore_ascii_case(word));
        }
        let lower = word.to_lowercase();
        list.contains(&lower)
    }
}
