//! Words that turn a statement round when they are lost or changed: negations and numbers.

use crate::languages::words::{self, Class, Word};
use crate::languages::{Language, PerLanguage};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A number in digits or in words, in one form for both.
pub(crate) fn number(written: &str, class: Class, language: &Language) -> Option<String> {
    if class == Class::Number {
        return Some(written.chars().filter(|letter| *letter != ',').collect());
    }
    let lower = match written.bytes().all(|byte| byte.is_ascii_lowercase()) {
        true => Cow::Borrowed(written),
        false => Cow::Owned(written.to_lowercase()),
    };
    let (entry, length) = language.dates.look_up(&lower, lower.len());
    let number = language.dates.entry(entry).number.filter(|number| *number > 1 && length == lower.len())?;
    Some(number.to_string())
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
    let decisive =
        |word: &Word| negates(word, text, language) || number(word.span.of(text), word.class, language).is_some();
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
