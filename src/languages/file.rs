//! The language files as the build script has left them: JSON, of which only what is asked for is read.

use serde::de::DeserializeOwned;

/// The text of a file that the build script has made of one beside this.
macro_rules! compiled {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json"))
    };
}
pub(super) use compiled;

/// A language, as the build script has left it.
pub(super) struct File {
    /// BCP 47 primary tag.
    pub(super) tag: &'static str,
    /// All its tables but those of pages.
    pub(super) words: &'static str,
    /// What pages have around a text, and the calendar.
    pub(super) pages: &'static str,
}

/// The file of a language.
macro_rules! language {
    ($tag:literal) => {
        File {
            tag: $tag,
            words: compiled!($tag),
            pages: include_str!(concat!(env!("OUT_DIR"), "/", $tag, ".pages.json")),
        }
    };
}
pub(super) use language;

/// What a file holds.
pub(super) fn read<T: DeserializeOwned>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("languages/{name}.toml is part of the program: {error}"))
}
