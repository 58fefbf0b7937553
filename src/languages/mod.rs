//! Everything that is specific to a language, as data: one readable TOML file each.
//!
//! The files are compiled in. [`of`] gives the tables of a language; a language without a file gets the neutral ones, which know
//! quotation marks and digits but no words. Adding a language is adding a file to [`FILES`] and its tests.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The language files, by tag.
const FILES: [(&str, &str); 1] = [("en", include_str!("en.toml"))];

static LANGUAGES: LazyLock<BTreeMap<&'static str, Language>> = LazyLock::new(|| {
    let read = |(tag, text): &(&'static str, &str)| {
        let language =
            toml::from_str(text).unwrap_or_else(|error| panic!("languages/{tag}.toml is part of the program: {error}"));
        (*tag, language)
    };
    FILES.iter().map(read).collect()
});

/// The tables of one language, as its file has them.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Language {
    /// BCP 47 primary tag.
    pub tag: String,
    /// The language's own name.
    pub name: String,
}

/// The tables for a BCP 47 tag: by its primary subtag, else the neutral ones.
pub fn of(tag: &str) -> &'static Language {
    static NEUTRAL: LazyLock<Language> = LazyLock::new(Language::default);
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    LANGUAGES.get(primary.as_str()).unwrap_or(&NEUTRAL)
}

/// The tags of all languages that have a file.
pub fn tags() -> impl Iterator<Item = &'static str> {
    LANGUAGES.keys().copied()
}
