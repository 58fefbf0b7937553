//! Everything that is specific to a language, as data: one readable TOML file each.
//!
//! The files are compiled in. [`of`] gives the tables of a language; a language without a file gets the neutral ones, which know
//! quotation marks and digits but no words. Adding a language is adding a file to [`FILES`] and its tests.

pub mod dates;
pub mod occasions;
pub mod speech;

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The language files, by tag.
const FILES: [(&str, &str); 5] = [
    ("de", include_str!("de.toml")),
    ("en", include_str!("en.toml")),
    ("es", include_str!("es.toml")),
    ("fr", include_str!("fr.toml")),
    ("ru", include_str!("ru.toml")),
];

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
    /// Words that tell nothing of a subject: function words, and the commonest words of news.
    pub common_words: Vec<String>,
    /// Words that do not end the name of a subject, such as common verbs.
    pub weak_words: Vec<String>,
    /// Endings of words that do not end the name of a subject.
    pub weak_endings: Vec<String>,
    /// What stands around the text of an article on a web page or a wire.
    pub furniture: Furniture,
    /// The words that dates are made of.
    pub dates: dates::Lexicon,
    /// The words that tell when and where something was said.
    pub occasions: occasions::Occasions,
    /// Names, titles, roles and pronouns.
    pub people: crate::people::words::Words,
    /// Abbreviations and other words by which the end of a sentence is told.
    pub sentences: speech::SentenceWords,
    /// The words by which statements and their speakers are found.
    pub speech: speech::SpeechWords,
}

/// What stands around the text of an article: site furniture, bylines, date lines, and the names of outlets.
///
/// A web page in one language may hold an article in another, so [`parse`](crate::parse) uses the words of all languages at once.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Furniture {
    /// Lines that are furniture as a whole, by the reason shown for leaving them out.
    pub lines: BTreeMap<String, Vec<String>>,
    /// Beginnings of short lines that are furniture, by reason.
    pub starts: BTreeMap<String, Vec<String>>,
    /// Lines after which only links to other pages follow, by reason.
    pub ends: BTreeMap<String, Vec<String>>,
    /// What a line counts that is only a number and a word: "12 comments", "4 min read".
    pub counted: Vec<String>,
    /// Sections of a paper, as they stand above a headline.
    pub sections: Vec<String>,
    /// What a byline begins with.
    pub by: Vec<String>,
    /// What follows a name in a byline and is no name: "staff writer".
    pub trades: Vec<String>,
    /// What a line begins with that says when the article was published.
    pub published: Vec<String>,
    /// What a line begins with that says when the article was changed.
    pub updated: Vec<String>,
    /// Words beside the numbers, months and weekdays of a date line: "at", "last", "pm", "GMT".
    pub date_words: Vec<String>,
    /// Words in capitals that begin a text like a place of a dateline and are none: "EXCLUSIVE — ".
    pub not_places: Vec<String>,
    /// Capitals and other cities that correspondents write from, for datelines that only a colon sets off.
    pub places: Vec<String>,
    /// Agencies, papers and stations, as readers write them.
    pub outlets: Vec<String>,
    /// The commonest words of the language, by which it is recognised.
    pub common: Vec<String>,
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
