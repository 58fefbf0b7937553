//! One look at the plain words of a text, for all stages that read it word by word.
//!
//! Nearly all words of news are short, all ASCII letters, and followed by white space or a mark that no word goes on behind. Every
//! stage takes such a word for the same, so it is found once, looked up once among the lists of all stages, and handed to them as a
//! [`Plain`] word with the number of its entry. Anything else ("O'Brien", "15th", "Straße", "U.S.") each stage reads in its own way.

use crate::languages::dates::DateWord;
use crate::languages::{self, Language};
use crate::lookup::{Key, eight, letters};
use crate::people::words::Class;
use crate::source::Span;
use crate::statements::{Lexicon, SpeechWord};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

/// How a plain word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// said
    Small,
    /// Ruiz, McRuiz
    Capital,
    /// NATO
    Capitals,
    /// A
    Initial,
}

/// A word of at most sixteen ASCII letters that nothing joins to what follows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Which word it is among those of all lists, 0 for none of them.
    pub(crate) number: u16,
    pub(crate) case: Case,
    /// Whether a full stop follows it at once, its own or the sentence's.
    pub(crate) stopped: bool,
}

/// The plain words of a text, in order.
#[derive(Debug)]
pub struct Scan {
    found: Found,
    vocabulary: &'static Vocabulary,
}

impl Scan {
    /// Scans a text in this language.
    pub fn new(text: &str, language: &Language) -> Scan {
        let vocabulary = Vocabulary::of(language);
        let mut found = Found { words: Vec::with_capacity(text.len() / 5), ..Found::default() };
        vocabulary.scan(text.as_bytes(), &mut found);
        Scan { found, vocabulary }
    }

    /// Whether something stands in `span` without which no words tell a date.
    pub(crate) fn may_tell_date(&self, span: Span) -> bool {
        let first = self.found.dates.partition_point(|at| *at < span.start);
        self.found.dates.get(first).is_some_and(|at| *at < span.end)
    }

    /// For a text that nobody has scanned: no word of it is plain.
    pub(crate) fn nothing() -> Scan {
        Scan { found: Found::default(), vocabulary: &NEUTRAL }
    }

    /// A cursor at the first word.
    pub(crate) fn cursor(&self) -> Cursor<'_> {
        Cursor { rest: &self.found.words, vocabulary: self.vocabulary }
    }
}

/// Hands out the words of a scan, for a reader that only goes forward.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a> {
    rest: &'a [Plain],
    vocabulary: &'static Vocabulary,
}

impl Cursor<'_> {
    /// The plain word that begins at byte `start` and ends at `limit` at the latest.
    #[inline]
    pub(crate) fn word_at(&mut self, start: usize, limit: usize) -> Option<Plain> {
        while let Some((first, rest)) = self.rest.split_first() {
            if first.start as usize >= start {
                return (first.start as usize == start && first.end as usize <= limit).then_some(*first);
            }
            self.rest = rest;
        }
        None
    }

    /// What a word can be in a name or title.
    #[inline]
    pub(crate) fn class(&self, word: Plain) -> Class {
        self.vocabulary.classes[word.number as usize]
    }

    /// What a word can do in reported speech.
    #[inline]
    pub(crate) fn speech(&self, word: Plain) -> &'static SpeechWord {
        &self.vocabulary.speech[word.number as usize]
    }

    /// What a word can do in a date.
    #[inline]
    pub(crate) fn date(&self, word: Plain) -> DateWord {
        self.vocabulary.dates[word.number as usize]
    }
}

/// The words of all lists of a language, each with a number and what every stage knows of it. Number 0 is a word of no list.
#[derive(Debug)]
struct Vocabulary {
    /// Open addressing: a word's number stands at its hash or in the next free slot; 0 is a free one. A power of two, sparsely filled.
    slots: Box<[u16]>,
    /// The words in lower case, by number.
    keys: Box<[u128]>,
    classes: Box<[Class]>,
    speech: Box<[SpeechWord]>,
    dates: Box<[DateWord]>,
}

static NEUTRAL: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(&Language::default()));

/// How many slots there are for each word: most words of a text are in no list, and should meet an empty slot at once.
const SPARSE: usize = 4;

/// Letters that a plain word has at most.
const LONGEST: usize = 16;

/// ASCII bytes that no stage takes for part of a word, nor for something that changes the word before.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let marks = b" ,;:!?()\"\n\r\t";
    let mut at = 0;
    while at < marks.len() {
        ends[marks[at] as usize] = true;
        at += 1;
    }
    ends
};

/// Whether a plain word may end before these bytes: beside [`ENDS`], before “ ” ‘ … and dashes.
#[inline]
fn ends_before(bytes: &[u8]) -> bool {
    match bytes {
        [] => true,
        [0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x9c | 0x9d | 0xa6, ..] => true,
        [first, ..] => ENDS[*first as usize],
    }
}

impl Vocabulary {
    /// The vocabulary of a language, made once.
    fn of(language: &Language) -> &'static Vocabulary {
        static ALL: LazyLock<BTreeMap<&'static str, OnceLock<Vocabulary>>> =
            LazyLock::new(|| languages::tags().map(|tag| (tag, OnceLock::new())).collect());
        let Some((tag, known)) = ALL.get_key_value(language.tag.as_str()) else { return &NEUTRAL };
        known.get_or_init(|| Vocabulary::new(languages::of(tag)))
    }

    fn new(language: &Language) -> Vocabulary {
        let speech = Lexicon::of(language);
        let mut words: BTreeSet<u128> = language.people.keys().chain(language.dates.keys()).collect();
        words.extend(speech.keys());
        let common: BTreeSet<u128> =
            language.common_words.iter().filter_map(|word| Key::of(word)).map(Key::lower).collect();
        // What is known of the commonest words lies close together: less memory is touched.
        let (first, later): (Vec<u128>, Vec<u128>) = words.into_iter().partition(|word| common.contains(word));
        let keys: Box<[u128]> = std::iter::once(0).chain(first).chain(later).collect();
        let mut slots = vec![0_u16; (keys.len() * SPARSE).next_power_of_two()].into_boxed_slice();
        for (number, key) in keys.iter().enumerate().skip(1) {
            let mut slot = home(*key) & (slots.len() - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (slots.len() - 1);
            }
            slots[slot] = u16::try_from(number).expect("the lists of a language have less than 65,536 words");
        }
        Vocabulary {
            slots,
            classes: keys.iter().map(|key| language.people.class_of(Key::from_lower(*key))).collect(),
            speech: keys.iter().map(|key| speech.word(Key::from_lower(*key))).collect(),
            dates: keys.iter().map(|key| language.dates.word(Key::from_lower(*key))).collect(),
            keys,
        }
    }

    /// The number of a word in lower case.
    #[inline]
    fn number(&self, key: u128) -> u16 {
        let mask = self.slots.len() - 1;
        let mut slot = home(key) & mask;
        loop {
            let number = self.slots[slot];
            if number == 0 || self.keys[number as usize] == key {
                return number;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn scan(&self, bytes: &[u8], scan: &mut Found) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if !byte.is_ascii_alphabetic() {
                at += scan.passed_over(*byte, bytes, at);
                continue;
            }
            let word = Letters::at(bytes, at);
            let end = at + word.length;
            // What ends a run of letters is none, but may begin something else.
            let after = end + usize::from(bytes.get(end).is_some_and(|next| ENDS[*next as usize]));
            let number = if word.length <= LONGEST { self.number(word.lower) } else { 0 };
            if self.dates[number as usize].tells_date() || word.length > LONGEST {
                scan.dated(at);
            }
            let stopped = bytes.get(end) == Some(&b'.');
            if let Some(case) = word.case
                && (after > end || ends_before(&bytes[end + usize::from(stopped)..]))
            {
                scan.words.push(Plain { start: at as u32, end: end as u32, number, case, stopped });
            }
            at = after;
        }
    }
}

/// What a scan finds.
#[derive(Debug, Default)]
struct Found {
    words: Vec<Plain>,
    /// Where something stands that may tell a date, in order: digits, a word of dates, a word that is long or not ASCII.
    dates: Vec<u32>,
}

impl Found {
    fn dated(&mut self, at: usize) {
        self.dates.push(at as u32);
    }

    /// Looks at a byte that is no ASCII letter; how many bytes to go on.
    #[inline]
    fn passed_over(&mut self, byte: u8, bytes: &[u8], at: usize) -> usize {
        if byte.is_ascii() {
            if byte.is_ascii_digit() {
                self.dated(at);
            }
            return 1;
        }
        // General punctuation tells nothing.
        if byte == 0xe2 && bytes.get(at + 1) == Some(&0x80) {
            return 3;
        }
        self.dated(at);
        1 + bytes[at + 1..].iter().take_while(|byte| !byte.is_ascii() && **byte != 0xe2).count()
    }
}

/// A run of ASCII letters.
pub(crate) struct Letters {
    pub(crate) length: usize,
    /// In lower case, padded with zeros; 0 for a run of more than sixteen.
    pub(crate) lower: u128,
    /// How it is written; `None` for a longer run, and for capitals behind a small first letter.
    case: Option<Case>,
}

impl Letters {
    /// The run that begins at byte `at`.
    #[inline]
    pub(crate) fn at(bytes: &[u8], at: usize) -> Letters {
        const SMALLS: u64 = u64::from_le_bytes([SMALL; 8]);
        let first = eight(bytes, at);
        let outside = outside(first);
        if outside == 0 {
            return Letters::long(bytes, at, first);
        }
        // The lowest set bit is the highest of the first byte that is no letter.
        let inside = ((outside & outside.wrapping_neg()) >> 7) - 1;
        let length = outside.trailing_zeros() as usize / 8;
        let capitals = !first & SMALLS & inside;
        let lower = u128::from((first | SMALLS) & inside);
        Letters { length, lower, case: case(u128::from(capitals), u128::from(SMALLS & inside), length) }
    }

    /// The same for eight letters and more.
    fn long(bytes: &[u8], at: usize, first: u64) -> Letters {
        let length = crate::lookup::letters_end(bytes, at + 8) - at;
        if length > LONGEST {
            return Letters { length, lower: 0, case: None };
        }
        let inside = u128::MAX >> ((LONGEST - length) * 8);
        let letters = (u128::from(eight(bytes, at + 8)) << 64 | u128::from(first)) & inside;
        let smalls = each(SMALL) & inside;
        Letters { length, lower: letters | smalls, case: case(!letters & smalls, smalls, length) }
    }
}

/// The bit by which small letters differ from capitals.
const SMALL: u8 = 0x20;

/// The same byte, sixteen times.
const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; LONGEST])
}

/// The highest bit of each byte that is no ASCII letter.
#[inline]
fn outside(eight: u64) -> u64 {
    !letters(eight) & u64::from_le_bytes([0x80; 8])
}

/// How a word is written, by the bits that its capitals lack and those that all its letters have in lower case; `None` for one with
/// capitals behind a small first letter.
#[inline]
fn case(capitals: u128, all: u128, length: usize) -> Option<Case> {
    if capitals == 0 {
        Some(Case::Small)
    } else if capitals == u128::from(SMALL) {
        Some(if length == 1 { Case::Initial } else { Case::Capital })
    } else if capitals == all {
        Some(Case::Capitals)
    } else {
        (capitals & u128::from(SMALL) != 0).then_some(Case::Capital)
    }
}

/// The slot where a word is looked for first.
#[inline]
fn home(word: u128) -> usize {
    let (low, high) = (word as u64, (word >> 64) as u64);
    // The multiplier of splitmix64: the upper bits of the product depend on all bytes of the word.
    ((low ^ high.rotate_left(29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<(&str, Case, bool)> {
        let scan = Scan::new(text, languages::of("en"));
        let word = |word: &Plain| (&text[word.start as usize..word.end as usize], word.case, word.number != 0);
        scan.found.words.iter().map(word).collect()
    }

    #[test]
    fn plain_words_are_found_with_their_case_and_whether_a_list_has_them() {
        assert_eq!(
            plain("Mayor ANA said (qwrtz) a “B” — x. ten."),
            [
                ("Mayor", Case::Capital, true),
                ("ANA", Case::Capitals, true),
                ("said", Case::Small, true),
                ("qwrtz", Case::Small, false),
                ("a", Case::Small, true),
                ("B", Case::Initial, false),
                ("x", Case::Small, false),
                ("ten", Case::Small, true),
            ]
        );
    }

    #[test]
    fn words_that_a_mark_joins_to_something_are_left_to_each_stage() {
        let text = "O'Neill well-known U.S.A so... 15th Straße iPhone responsibilitieses bbc.com a’s a% x-";
        let found: Vec<&str> = plain(text).into_iter().map(|(word, ..)| word).collect();
        // What is left of a word, no stage ever asks for.
        assert_eq!(found, ["Neill", "known", "A", "th", "e", "com", "s"]);
    }

    #[test]
    fn long_words_are_read_to_their_last_letter() {
        for length in 1..=20 {
            let text = format!("{}, x", "abcdefghijklmnopqrstuvwxyz".get(..length).unwrap_or_default());
            let found = plain(&text);
            assert_eq!(found.len(), 1 + usize::from(length <= LONGEST), "{text}");
            assert_eq!(found[0].0.len(), if length <= LONGEST { length } else { 1 }, "{text}");
        }
    }

    #[test]
    fn a_cursor_passes_over_what_its_reader_has_read_otherwise() {
        let scan = Scan::new("one two three", languages::of("en"));
        let mut cursor = scan.cursor();
        assert!(cursor.word_at(1, 13).is_none());
        assert_eq!(cursor.word_at(4, 13).map(|word| word.end), Some(7));
        assert!(cursor.word_at(8, 12).is_none(), "it would end behind the limit");
    }
}
