//! [`Elsewhere`]: what other archives have, as their data files say: archives that read each other.
//!
//! ```yaml
//! # archives.yaml, beside book.toml
//! - name: The bridge archive
//!   data: archives/bridge                  # its data/ folder, downloaded into this archive
//!   url: https://bridge.example/
//! ```
//!
//! Two statements go together when they have the same words, act and polarity, whoever says them, so that both archives find the same.
//! Nothing else is told of it: who said the words elsewhere is what the other archive says.

use crate::model::reported::Reported;
use crate::model::statement::{Act, Polarity};
use crate::text::words_only::folded;
use rustc_hash::FxHashMap;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

/// Fewest words that are looked for: shorter ones are said every day by somebody.
const LEAST: usize = 6;

/// An entry of archives.yaml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveEntry {
    /// What it is called here.
    pub name: String,
    /// Its data folder, relative to this archive's root.
    pub data: String,
    /// Where its site is, with a slash at its end.
    pub url: String,
}

/// A statement of another archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Found {
    /// The name of the archive.
    pub archive: String,
    /// Its address there.
    pub address: String,
    /// Its id there.
    pub id: String,
    /// Who said it, as that archive says.
    pub speaker: Option<String>,
    /// The day it was said, as that archive says.
    pub said_on: Option<String>,
}

/// The statements of all other archives, by their words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Elsewhere(FxHashMap<u128, Vec<Found>>);

impl Elsewhere {
    /// Whether nothing is known of other archives.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a statement, unless its words are too few.
    pub fn add(&mut self, words: &str, act: Act, polarity: Polarity, found: Found) {
        if let Some(key) = key(words, act, polarity) {
            let all = self.0.entry(key).or_default();
            if let Err(at) = all.binary_search(&found) {
                all.insert(at, found);
            }
        }
    }

    /// The statements with the same words, in order.
    pub fn of(&self, words: &Reported) -> &[Found] {
        if self.0.is_empty() {
            return &[];
        }
        let key = key(words.unmarked(), words.act(), words.polarity());
        key.and_then(|key| self.0.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// Leaves out what does not fit.
    pub fn retain(&mut self, mut fits: impl FnMut(&Found) -> bool) {
        self.0.values_mut().for_each(|all| all.retain(&mut fits));
        self.0.retain(|_, all| !all.is_empty());
    }
}

/// What two statements must share.
fn key(words: &str, act: Act, polarity: Polarity) -> Option<u128> {
    let folded = folded(words);
    (folded.split(' ').count() >= LEAST).then(|| xxh3_128(format!("{act:?} {polarity:?} {folded}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::statement::Kind;

    #[test]
    fn words_go_together_in_both_directions_and_never_with_their_denial() {
        let found = |id: &str| Found {
            archive: "A".to_owned(),
            address: "https://a.example/".to_owned(),
            id: id.to_owned(),
            speaker: None,
            said_on: None,
        };
        let (one, other) = ("The bridge will open in May, she hoped", "the bridge will open in May she hoped.");
        for (here, there) in [(one, other), (other, one)] {
            let mut elsewhere = Elsewhere::default();
            elsewhere.add(there, Act::Says, Polarity::Said, found("s-1"));
            elsewhere.add(there, Act::Says, Polarity::Said, found("s-1"));
            elsewhere.add("No comment", Act::Says, Polarity::Said, found("s-2"));
            let said = |words: &str, polarity| Reported::new(words.to_owned(), Kind::Direct, Act::Says, polarity);
            assert_eq!(elsewhere.of(&said(here, Polarity::Said)), [found("s-1")]);
            assert_eq!(elsewhere.of(&said(here, Polarity::Denied)), []);
            assert_eq!(elsewhere.of(&said("No comment", Polarity::Said)), []);
            elsewhere.retain(|found| found.id != "s-1");
            assert_eq!(elsewhere, Elsewhere::default());
        }
    }
}
