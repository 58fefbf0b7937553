//! How much of an article may be published.

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
}
