//! Words that turn a statement round when they are lost or changed: negations and numbers.

use crate::languages::words::{self, Class, Word};
use crate::languages::{Language, PerLanguage};
use std::collections::BTreeSet;

/// A number in digits or in words, in one form for both; `text` is that of the word. "One" counts nothing.
pub(crate) fn number(word: &Word, text: &str) -> Option<String> {
    match word.class {
        Class::Number => Some(word.span.of(text).chars().filter(|letter| *letter != ',').collect()),
        _ => (word.counts > 1).then(|| word.counts.to_string()),
    }
}

/// Whether a word negates: "not", "never", "won't".
pub(crate) fn negates(word: &Word, text: &str, language: &Language) -> bool {
    let written = word.span.of(text);
    negations(language).contains(&word.form) || written.ends_with("n't") || written.ends_with("n’t")
}

/// Whether a word negates all of its sentence: "none", "nobody".
pub(crate) fn negates_all(word: &Word, language: &Language) -> bool {
    static ALL: PerLanguage<BTreeSet<u32>> = PerLanguage::new();
    let all = ALL.of(language, |language| {
        let forms = language.speech.negatives.iter().map(|word| words::words(word, language));
        forms.filter_map(|words| words.first().map(|word| word.form)).collect()
    });
    all.contains(&word.form)
}

/// Whether some words hold a negation or a number.
pub(crate) fn decides(text: &str, language: &Language) -> bool {
    let decisive = |word: &Word| negates(word, text, language) || number(word, text).is_some();
    words::words(text, language).iter().any(decisive)
}

/// Numbers of the words that negate, in a language.
fn negations(language: &Language) -> &'static BTreeSet<u32> {
    static NEGATIONS: PerLanguage<BTreeSet<u32>> = PerLanguage::new();
    NEGATIONS.of(language, |language| {
        let forms = language.speech.negations.iter().map(|word| words::words(word, language));
        forms.filter_map(|words| words.first().map(|word| word.form)).collect()
    })
}
