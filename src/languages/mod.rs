//! Everything that is specific to a language, as data: one readable TOML file each.
//!
//! The files are compiled in, by the build script as JSON. [`of`] gives the tables of a language; a language without a file gets the neutral ones, which know
//! quotation marks and digits but no words. Adding a language is adding a file to [`FILES`] and its tests.
//!
//! A program that reads a few short articles is done in less time than it takes to read all files. So each is read when a text is in
//! its language; only what [`pages`] have around their text is read of all languages, and no more than that.

pub(crate) mod cases;
pub mod dates;
mod file;
mod folded;
pub(crate) mod lexicon;
pub(crate) mod names;
pub(crate) mod occasions;
pub(crate) mod pages;
mod per_language;
pub(crate) mod speech;
pub(crate) mod spellings;
pub(crate) mod unanswered;
pub mod words;

use std::collections::BTreeSet;

use file::{File, compiled, language};
pub(crate) use per_language::PerLanguage;

/// The language files, by tag.
const FILES: [File; 10] = [
    language!("de"),
    language!("en"),
    language!("es"),
    language!("fr"),
    language!("it"),
    language!("nl"),
    language!("pl"),
    language!("pt"),
    language!("ru"),
    language!("uk"),
];

/// The tables of one language, as its file has them; what pages have around a text is in [`pages::PageWords`].
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Language {
    /// BCP 47 primary tag.
    pub tag: String,
    /// The language's own name.
    pub name: String,
    /// How much of the language the rules for statements know.
    pub rules: Rules,
    /// Words that tell nothing of a subject: function words, and the commonest words of news.
    pub common_words: Vec<String>,
    /// Words that do not end the name of a subject, such as common verbs.
    pub weak_words: Vec<String>,
    /// Endings of words that do not end the name of a subject.
    pub weak_endings: Vec<String>,
    /// What news is about: the words for one subject, its name first, separated by `/`.
    pub subjects: Vec<String>,
    /// Words too general to name a subject, alone or together.
    pub general_words: BTreeSet<String>,
    /// Verbs at the beginning of phrases that name no subject.
    pub leading_verbs: BTreeSet<String>,
    /// The words that dates are made of.
    pub dates: dates::Lexicon,
    /// The words that tell when and where something was said.
    pub occasions: occasions::Occasions,
    /// Names, titles, roles and pronouns.
    pub people: names::Words,
    /// Abbreviations and other words by which the end of a sentence is told.
    pub sentences: speech::SentenceWords,
    /// The words by which statements and their speakers are found.
    pub speech: speech::SpeechWords,
    /// The words that tell of somebody who was asked and gave no answer.
    pub unanswered: unanswered::Unanswered,
}

/// How much the rules for statements know of a language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rules {
    /// Nothing: hardly a statement can be found.
    #[default]
    None,
    /// A first version: many statements can be found, and many are missed.
    First,
    /// What docs/languages.md measures.
    Measured,
}

/// How much the rules for statements know of the language with this BCP 47 tag. Where that is nothing, readers and editors have to be told.
pub fn rules(tag: &str) -> Rules {
    of(tag).rules
}

/// The tables for a BCP 47 tag: by its primary subtag, else the neutral ones.
pub fn of(tag: &str) -> &'static Language {
    static LANGUAGES: PerLanguage<Language> = PerLanguage::new();
    let read = |file: &File| {
        let mut language: Language = file::read(file.tag, file.words);
        language.people.add_common_words(language.common_words.iter().chain(&language.weak_words));
        language
    };
    LANGUAGES.at(place(tag), |place| FILES.get(place).map(read).unwrap_or_default())
}

/// The tags of all languages that have a file.
pub fn tags() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|file| file.tag)
}

/// The place of a tag's language among the files; behind the last for a language without one.
fn place(tag: &str) -> usize {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    FILES.iter().position(|file| file.tag.eq_ignore_ascii_case(primary)).unwrap_or(FILES.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_says_how_much_the_rules_know() {
        assert!(tags().all(|tag| rules(tag) > Rules::None));
        assert_eq!([rules("en-GB"), rules("nl"), rules("eu")], [Rules::Measured, Rules::First, Rules::None]);
    }
}
