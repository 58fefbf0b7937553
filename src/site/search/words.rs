//! What counts as a word, and which words count as the same. `static/search.js` does the same to the words of a query.
//!
//! - A word is a run of letters, digits and combining marks of any script; the possessive `'s` after it is no word.
//! - Chinese and Japanese are written without spaces, so a run of their characters becomes every pair of neighbours, and its
//!   last character alone.
//! - A word's *form* is what is left when case and accents do not count; its *stem* what is left of its inflection as well.

use pagefind_stem::Stemmer;
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest form, in characters; the rest of a longer one does not count.
const LONGEST: usize = 40;

/// A stretch of text to index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// One word.
    Word(Range<usize>),
    /// A run of Chinese or Japanese characters.
    Run(Range<usize>),
}

impl Piece {
    pub(crate) fn range(&self) -> Range<usize> {
        match self {
            Piece::Word(range) | Piece::Run(range) => range.clone(),
        }
    }

    /// How many places it takes in the text it is part of.
    pub(crate) fn places(&self, text: &str) -> u32 {
        match self {
            Piece::Word(_) => 1,
            Piece::Run(range) => text[range.clone()].chars().count() as u32,
        }
    }
}

/// The words of a text, in order.
pub(crate) fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

/// Iterator over the words of a text.
#[derive(Debug)]
pub(crate) struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Run,
    Other,
}

fn class(letter: char) -> Class {
    match letter {
        letter if letter.is_ascii() => {
            if letter.is_ascii_alphanumeric() {
                Class::Word
            } else {
                Class::Other
            }
        }
        '\u{3005}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Run,
        letter if letter.is_alphanumeric() || is_combining_mark(letter) => Class::Word,
        _ => Class::Other,
    }
}

impl Pieces<'_> {
    /// Length of the possessive `'s` at a place, 0 if there is none.
    fn possessive(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(after) = rest.strip_prefix(['\'', '’']) else { return 0 };
        match after.strip_prefix(['s', 'S']) {
            Some(end) if end.chars().next().is_none_or(|letter| class(letter) == Class::Other) => {
                rest.len() - end.len()
            }
            _ => 0,
        }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        let kind = loop {
            match *bytes.get(start)? {
                byte if byte.is_ascii_alphanumeric() => break Class::Word,
                byte if byte.is_ascii() => start += 1,
                _ => {
                    let letter = self.text[start..].chars().next()?;
                    match class(letter) {
                        Class::Other => start += letter.len_utf8(),
                        class => break class,
                    }
                }
            }
        };
        let mut end = start;
        while let Some(byte) = bytes.get(end) {
            if byte.is_ascii() {
                if kind != Class::Word || !byte.is_ascii_alphanumeric() {
                    break;
                }
                end += 1;
            } else {
                let Some(letter) = self.text[end..].chars().next().filter(|letter| class(*letter) == kind) else {
                    break;
                };
                end += letter.len_utf8();
            }
        }
        self.at = end;
        if kind == Class::Word {
            self.at += self.possessive(end);
            return Some(Piece::Word(start..end));
        }
        Some(Piece::Run(start..end))
    }
}

/// The forms of a run of Chinese or Japanese: pairs of neighbours, then the last character.
pub(crate) fn pairs(run: &str) -> impl Iterator<Item = String> + '_ {
    let starts = run.char_indices().map(|(at, _)| at);
    starts.map(move |at| folded(&run[at..].chars().take(2).collect::<String>()).into_owned())
}

/// The form of a word: what is left when case and accents do not count.
pub(crate) fn folded(word: &str) -> Cow<'_, str> {
    if word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.chars().take(LONGEST).map(|letter| letter.to_ascii_lowercase()).collect());
    }
    let mut plain = String::with_capacity(word.len());
    for letter in word.to_lowercase().nfkd().filter(|letter| !is_accent(*letter)) {
        match letter {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            letter => plain.push(letter),
        }
    }
    Cow::Owned(plain.nfc().take(LONGEST).collect())
}

/// Marks that readers leave out when they type: accents, Arabic and Hebrew points. Vowel signs of Indian scripts are not among them.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Takes the inflection off the words of one language.
pub(crate) enum Stems {
    /// English: works on forms, so that the query side can do the same.
    English(Stemmer),
    /// Languages whose stemmers need the accents; forms that do not occur in the archive cannot be stemmed by the query side.
    Other(Stemmer),
    /// No stemmer: a word is its own stem.
    None,
}

impl Stems {
    /// The stemmer of a BCP 47 tag.
    pub(crate) fn of(language: &str) -> Stems {
        let tag = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match (tag.as_str(), crate::languages::words::algorithm(&tag)) {
            ("en", Some(english)) => Stems::English(Stemmer::create(english)),
            (_, Some(other)) => Stems::Other(Stemmer::create(other)),
            (_, None) => Stems::None,
        }
    }

    /// The stem of a word, of which `form` is the form.
    pub(crate) fn stem(&self, word: &str, form: &str) -> String {
        let stem = match self {
            Stems::English(stemmer) => stemmer.stem(form).into_owned(),
            Stems::Other(stemmer) => folded(&stemmer.stem(&word.to_lowercase())).into_owned(),
            Stems::None => form.to_owned(),
        };
        if stem.is_empty() { form.to_owned() } else { stem }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        pieces(text).map(|piece| &text[piece.range()]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits_without_the_possessive() {
        assert_eq!(
            words("Russia’s “U.S.” O'Neill, l'accord 3.5"),
            ["Russia", "U", "S", "O", "Neill", "l", "accord", "3", "5"]
        );
        assert_eq!(words("it's 'single'"), ["it", "single"]);
        assert_eq!(words("…"), Vec::<&str>::new());
    }

    #[test]
    fn chinese_becomes_pairs_and_the_last_character() {
        let text = "NATO安全保障x";
        let found: Vec<Piece> = pieces(text).collect();
        assert_eq!(found, [Piece::Word(0..4), Piece::Run(4..16), Piece::Word(16..17)]);
        assert_eq!(pairs(&text[4..16]).collect::<Vec<_>>(), ["安全", "全保", "保障", "障"]);
    }

    #[test]
    fn case_and_accents_do_not_count() {
        for (word, form) in
            [("Schröder", "schroder"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("ЁЛКА", "елка"), ("ﬁn", "fin")]
        {
            assert_eq!(folded(word), form);
        }
        assert_eq!(folded(&"x".repeat(99)).len(), LONGEST);
    }

    #[test]
    fn inflections_share_a_stem_in_their_language() {
        let stem = |language: &str, word: &str| Stems::of(language).stem(word, &folded(word));
        assert_eq!(stem("en-GB", "Guarantees"), stem("en", "guarantee"));
        assert_eq!(stem("ru", "гарантиями"), stem("ru", "гарантии"));
        assert_eq!(stem("fr", "Négociations"), stem("fr", "négociation"));
        assert_eq!(stem("xx", "Guarantees"), "guarantees");
    }
}
