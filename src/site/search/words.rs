//! What counts as a word, and which words count as the same. `static/search.js` does the same to the words of a query.
//!
//! - A word is a run of letters, digits and combining marks of any script; the possessive `'s` after it is no word. Soft hyphens and
//!   characters without width do not divide it.
//! - Single letters with stops between them are one word, `U.N.` as `UN`, and so are groups of three digits, `3,500` as `3500`.
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
    /// Where it stands in the text, in bytes.
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

/// Whether a character is seen by nobody: a soft hyphen, or one that has no width.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character stands between the digits of a number in groups of three.
fn groups_digits(letter: char) -> bool {
    matches!(letter, '.' | ',' | '\'' | '’')
}

/// Whether a character goes on with a word.
fn goes_on(letter: char) -> bool {
    class(letter) == Class::Word || is_unseen(letter)
}

impl Pieces<'_> {
    fn letter(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Where a word ends that begins at a place.
    fn word(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        // Nearly all words are letters only: what follows the first tells.
        let joined = bytes[start].is_ascii_digit()
            || bytes.get(start + self.letter(start).map_or(1, char::len_utf8)) == Some(&b'.');
        if let Some(end) = joined.then(|| self.initials(start).or_else(|| self.number(start))).flatten() {
            return end;
        }
        let mut end = start;
        while let Some(byte) = bytes.get(end) {
            if byte.is_ascii() {
                if !byte.is_ascii_alphanumeric() {
                    break;
                }
                end += 1;
            } else {
                let Some(letter) = self.letter(end).filter(|letter| goes_on(*letter)) else { break };
                end += letter.len_utf8();
            }
        }
        end
    }

    /// Where single letters with stops between them end: the `U.N` of `U.N.`
    fn initials(&self, start: usize) -> Option<usize> {
        let single = |at: usize| {
            let letter = self.letter(at)?;
            (letter.is_alphabetic() && class(letter) == Class::Word).then_some(at + letter.len_utf8())
        };
        let (mut at, mut end) = (single(start)?, None);
        while self.text[at..].starts_with('.')
            && let Some(next) = single(at + 1)
        {
            at = next;
            if !self.letter(at).is_some_and(goes_on) {
                end = Some(at);
            }
        }
        end
    }

    /// Where a number in groups of three digits ends: `3,500`, `1'250'000`.
    fn number(&self, start: usize) -> Option<usize> {
        let digits =
            |at: usize| self.text.as_bytes()[at..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let first = digits(start);
        if !(1..=3).contains(&first) {
            return None;
        }
        let (mut at, mut end) = (start + first, None);
        while let Some(mark) = self.letter(at).filter(|mark| groups_digits(*mark))
            && digits(at + mark.len_utf8()) >= 3
        {
            at += mark.len_utf8() + 3;
            if !self.letter(at).is_some_and(goes_on) {
                end = Some(at);
            }
        }
        end
    }

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
        if kind == Class::Word {
            let end = self.word(start);
            self.at = end + self.possessive(end);
            return Some(Piece::Word(start..end));
        }
        let run = self.text[start..].chars().take_while(|letter| class(*letter) == Class::Run);
        let end = start + run.map(char::len_utf8).sum::<usize>();
        self.at = end;
        Some(Piece::Run(start..end))
    }
}

/// The forms of a run of Chinese or Japanese: pairs of neighbours, then the last character.
pub(crate) fn pairs(run: &str) -> impl Iterator<Item = String> + '_ {
    let starts = run.char_indices().map(|(at, _)| at);
    starts.map(move |at| folded(&run[at..].chars().take(2).collect::<String>()).into_owned())
}

/// The form of a word: what is left when case, accents and what joins its parts do not count.
pub(crate) fn folded(word: &str) -> Cow<'_, str> {
    if word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let seen = |letter: &char| !is_unseen(*letter) && !groups_digits(*letter);
    if word.is_ascii() {
        return Cow::Owned(word.chars().filter(seen).take(LONGEST).map(|letter| letter.to_ascii_lowercase()).collect());
    }
    let mut plain = String::with_capacity(word.len());
    let word: String = word.chars().filter(seen).collect();
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
            // Parts that are joined are no inflected word.
            Stems::Other(_) if word.contains(|letter| groups_digits(letter) || is_unseen(letter)) => form.to_owned(),
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
            ["Russia", "U.S", "O", "Neill", "l", "accord", "3", "5"]
        );
        assert_eq!(words("it's 'single'"), ["it", "single"]);
        assert_eq!(words("…"), Vec::<&str>::new());
    }

    #[test]
    fn what_joins_the_parts_of_a_word_does_not_count() {
        assert_eq!(
            words("U.N. u.s.-led U.N.Org e.g., A. Ruiz"),
            ["U.N", "u.s", "led", "U.N", "Org", "e.g", "A", "Ruiz"]
        );
        assert_eq!(
            words("3,500 1’250’000 2021.123 1,2345 28.01.2022"),
            ["3,500", "1’250’000", "2021", "123", "1", "2345", "28", "01", "2022"]
        );
        assert_eq!(words("har\u{ad}bour \u{200b}quay\u{200b}s"), ["har\u{ad}bour", "quay\u{200b}s"]);
        for (word, form) in [("U.N", "un"), ("3,500", "3500"), ("1’250’000", "1250000"), ("Har\u{ad}bour", "harbour")]
        {
            assert_eq!(folded(word), form);
        }
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
