//! How much of an article may be published.

use crate::text::diagnostic::did_you_mean;
use serde::{Deserialize, Serialize};

/// How much of an article is published, the most first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rights {
    /// All of it.
    #[default]
    Full,
    /// Its facts and its statements, with a few words around each.
    Extract,
    /// Its facts.
    Metadata,
    /// Nothing: the article has no page and no row.
    None,
}

impl Rights {
    /// Every degree there is.
    pub const ALL: [Rights; 4] = [Rights::Full, Rights::Extract, Rights::Metadata, Rights::None];

    /// The word for it in front matter, outlets.yaml and book.toml.
    pub fn name(self) -> &'static str {
        match self {
            Rights::Full => "full",
            Rights::Extract => "extract",
            Rights::Metadata => "metadata",
            Rights::None => "none",
        }
    }

    /// The degree that a word means. Anything else is a text for readers, such as the name of a licence.
    pub fn parse(word: &str) -> Option<Rights> {
        Rights::ALL.into_iter().find(|rights| rights.name().eq_ignore_ascii_case(word.trim()))
    }

    /// The degree that a misspelt word means: it is one word, none of these, and close to one of them.
    pub fn misspelt(word: &str) -> Option<Rights> {
        let word = word.trim().to_lowercase();
        let is_word = word.chars().all(char::is_alphabetic) && Rights::parse(&word).is_none();
        let meant = did_you_mean(&word, Rights::ALL.map(Rights::name)).filter(|_| is_word)?;
        Rights::parse(meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_degree_is_told_from_a_licence() {
        for (word, meant) in [("extrat", Rights::Extract), ("Metadta", Rights::Metadata), ("ful", Rights::Full)] {
            assert_eq!(Rights::misspelt(word), Some(meant), "{word}");
        }
        for word in ["extract", "dpa", "CC BY 4.0", "All rights reserved", "free", "MIT", "public"] {
            assert_eq!(Rights::misspelt(word), None, "{word}");
        }
    }
}
