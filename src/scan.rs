//! One look at the plain words of a text, for all stages that read it word by word.
//!
//! Nearly all words of news are short, all ASCII letters, and followed by white space or a mark that no word goes on behind. Every
//! stage takes such a word for the same, so it is found once, looked up once among the lists of all stages, and handed to them as a
//! [`Plain`] word with the number of its entry. Anything else ("O'Brien", "15th", "Straße", "U.S.") each stage reads in its own way.

use crate::languages::dates::DateWord;
use crate::languages::{self, Language};
use crate::lookup::{Key, WordMap, eight, letters};
use crate::people::words::Class;
use crate::source::Span;
use crate::statements::{Lexicon, SpeechWord};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
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
    /// In bytes.
    length: u8,
    pub(crate) case: Case,
    /// Whether a full stop follows it at once, its own or the sentence's.
    pub(crate) stopped: bool,
    /// What the lists know of it.
    known: Known,
}

impl Plain {
    /// Where it ends.
    #[inline]
    pub(crate) fn end(self) -> u32 {
        self.start + u32::from(self.length)
    }

    /// Whether any list has it.
    #[inline]
    pub(crate) fn is_listed(self) -> bool {
        // Among the words in use for speech, number 0 is kept for those of no list.
        self.known.speech != 0
    }
}

/// What is known of a word: places in the tables of a [`Vocabulary`].
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    class: u16,
    speech: u16,
    date: u16,
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
        let mut found = Found { words: Vec::with_capacity(text.len() / 5), dates: Places::new(text.len()) };
        vocabulary.scan(text.as_bytes(), &mut found);
        Scan { found, vocabulary }
    }

    /// Whether something stands in `span` without which no words tell a date.
    pub(crate) fn may_tell_date(&self, span: Span) -> bool {
        self.found.dates.any(span)
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
                return (first.start as usize == start && first.end() as usize <= limit).then_some(*first);
            }
            self.rest = rest;
        }
        None
    }

    /// What a word can be in a name or title.
    #[inline]
    pub(crate) fn class(&self, word: Plain) -> Class {
        self.vocabulary.classes[word.known.class as usize]
    }

    /// What a word can do in reported speech.
    #[inline]
    pub(crate) fn speech(&self, word: Plain) -> &'static SpeechWord {
        &self.vocabulary.speech[word.known.speech as usize]
    }

    /// What a word can do in a date.
    #[inline]
    pub(crate) fn date(&self, word: Plain) -> DateWord {
        self.vocabulary.dates[word.known.date as usize]
    }
}

/// The words of all lists of a language, and what every stage knows of them.
///
/// A text asks for its words one after the other, so the tables are kept small enough for the processor's nearest caches: words of
/// which a stage knows the same share one entry, and most words that are in no list are known for that by their slot.
///
/// Each word has a slot of its own ("hash and displace", Pagh 1999), so there is nothing to search: its hash names a shift, and both
/// together the slot.
#[derive(Debug)]
struct Vocabulary {
    /// What is mixed into the hashes that begin alike to send each to a free slot. A power of two.
    shifts: Box<[u16]>,
    /// A power of two, at most two thirds filled.
    slots: Box<[Slot]>,
    /// The listed words, the commonest first; number 0 is none.
    words: Box<[Listed]>,
    /// What words can be in names and titles, each thing once. In all three, number 0 is what is known of a word of no list.
    classes: Box<[Class]>,
    speech: Box<[SpeechWord]>,
    dates: Box<[DateWord]>,
}

/// Where a word is looked for.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// Bits of its hash, to tell it from most others.
    mark: u16,
    /// Of the listed word, 0 for a free slot.
    number: u16,
}

/// A listed word.
#[derive(Clone, Copy, Debug, Default)]
struct Listed {
    /// In lower case, the lower half first.
    key: [u64; 2],
    known: Known,
}

static NEUTRAL: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(&Language::default()));

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
        let keys: Vec<u128> = first.into_iter().chain(later).collect();
        let (shifts, slots) = displaced(&keys);
        let written = || keys.iter().map(|key| Key::from_lower(*key));
        let (classes, class_of) = distinct(written().map(|key| language.people.class_of(key)));
        let (speech, speech_of) = distinct(written().map(|key| speech.word(key)));
        let (dates, date_of) = distinct(written().map(|key| language.dates.word(key)));
        let known = class_of.into_iter().zip(speech_of).zip(date_of);
        let listed = keys
            .iter()
            .zip(known)
            .map(|(key, ((class, speech), date))| Listed { key: halves(*key), known: Known { class, speech, date } });
        let words = std::iter::once(Listed::default()).chain(listed).collect();
        Vocabulary { shifts, slots, words, classes, speech, dates }
    }

    /// What is known of a word in lower case. Takes the same steps for every word: no processor can foresee which are listed.
    #[inline]
    fn known(&self, key: [u64; 2]) -> Known {
        let hash = Hashed::new(key);
        let shift = self.shifts[hash.bucket & (self.shifts.len() - 1)];
        let slot = self.slots[hash.slot(shift) & (self.slots.len() - 1)];
        let listed = self.words[if slot.mark == hash.mark { slot.number as usize } else { 0 }];
        if listed.key == key { listed.known } else { Known::default() }
    }

    fn scan(&self, bytes: &[u8], scan: &mut Found) {
        let mut waiting = Waiting::default();
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
            if word.length > LONGEST {
                scan.dates.add(at);
            }
            let stopped = bytes.get(end) == Some(&b'.');
            let mut plain = None;
            if let Some(case) = word.case
                && (after > end || ends_before(&bytes[end + usize::from(stopped)..]))
            {
                let known = Known::default();
                plain = Some(scan.words.len());
                scan.words.push(Plain { start: at as u32, length: word.length as u8, case, stopped, known });
            }
            if waiting.add(Asked::new(&word, at, plain)) {
                self.look_up(&mut waiting, scan);
            }
            at = after;
        }
        self.look_up(&mut waiting, scan);
    }

    /// Looks up all words that wait.
    fn look_up(&self, waiting: &mut Waiting, scan: &mut Found) {
        for word in &waiting.words[..waiting.count] {
            let known = self.known(word.key);
            if self.dates[known.date as usize].tells_date(word.capital) {
                scan.dates.add(word.at as usize);
            }
            if let Some(plain) = scan.words.get_mut(word.plain as usize) {
                plain.known = known;
            }
        }
        waiting.count = 0;
    }
}

/// Things each once, after what is known of nothing, and for each thing its place among them.
fn distinct<T: Clone + Default + Eq + Hash>(things: impl Iterator<Item = T>) -> (Box<[T]>, Vec<u16>) {
    let (mut once, mut places) = (vec![T::default()], WordMap::<T, u16>::default());
    let place = |thing: T| {
        *places.entry(thing.clone()).or_insert_with(|| {
            once.push(thing);
            u16::try_from(once.len() - 1).expect("the lists of a language have less than 65,536 words")
        })
    };
    let places = things.map(place).collect();
    (once.into(), places)
}

/// Finds a slot for each key, numbered from 1, and the shifts that lead there.
fn displaced(keys: &[u128]) -> (Box<[u16]>, Box<[Slot]>) {
    let mut slots = vec![Slot::default(); (keys.len() * 3 / 2 + 1).next_power_of_two()];
    let mut shifts = vec![0; (keys.len() / 4 + 1).next_power_of_two()];
    let mut buckets = vec![Vec::new(); shifts.len()];
    for (number, key) in (1..).zip(keys) {
        let hash = Hashed::new(halves(*key));
        buckets[hash.bucket & (shifts.len() - 1)].push((hash, number));
    }
    let mut order: Vec<usize> = (0..buckets.len()).collect();
    // The fullest choose first.
    order.sort_by_key(|bucket| std::cmp::Reverse(buckets[*bucket].len()));
    let mask = slots.len() - 1;
    let mut taken = Vec::new();
    for bucket in order {
        let mut all_free = |shift: &u16| {
            taken.clear();
            buckets[bucket].iter().all(|(hash, _): &(Hashed, u16)| {
                let slot = hash.slot(*shift) & mask;
                let free = slots[slot].number == 0 && !taken.contains(&slot);
                taken.push(slot);
                free
            })
        };
        let shift = (0..=u16::MAX).find(&mut all_free).expect("of so many shifts, one leads to free slots");
        shifts[bucket] = shift;
        for (hash, number) in &buckets[bucket] {
            slots[hash.slot(shift) & mask] = Slot { mark: hash.mark, number: *number };
        }
    }
    (shifts.into(), slots.into())
}

/// Words that are looked up together, so that the processor need not wait for one before it asks for the next.
struct Waiting {
    words: [Asked; 64],
    count: usize,
}

/// A word that waits to be looked up.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    key: [u64; 2],
    at: u32,
    /// Its place among the plain words, `u32::MAX` if it is none.
    plain: u32,
    /// Whether it has a capital.
    capital: bool,
}

impl Asked {
    #[inline]
    fn new(word: &Letters, at: usize, plain: Option<usize>) -> Asked {
        let plain = plain.map_or(u32::MAX, |plain| plain as u32);
        Asked { key: halves(word.lower), at: at as u32, plain, capital: word.case != Some(Case::Small) }
    }
}

impl Default for Waiting {
    fn default() -> Waiting {
        Waiting { words: [Asked::default(); 64], count: 0 }
    }
}

impl Waiting {
    /// Adds a word; whether that was the last place.
    #[inline]
    fn add(&mut self, word: Asked) -> bool {
        self.words[self.count] = word;
        self.count += 1;
        self.count == self.words.len()
    }
}

/// What a scan finds.
#[derive(Debug, Default)]
struct Found {
    words: Vec<Plain>,
    /// Where something stands that may tell a date: digits, a word of dates, a word that is long or not ASCII.
    dates: Places,
}

/// Places of a text, as one bit for [`GRAIN`] bytes.
#[derive(Debug, Default)]
struct Places {
    bits: Vec<u64>,
}

/// Bytes that share a bit of [`Places`].
const GRAIN: usize = 16;

impl Places {
    fn new(length: usize) -> Places {
        Places { bits: vec![0; length / GRAIN / 64 + 1] }
    }

    #[inline]
    fn add(&mut self, at: usize) {
        self.bits[at / GRAIN / 64] |= 1 << (at / GRAIN % 64);
    }

    /// Whether there is one in `span`, or within [`GRAIN`] bytes of it.
    fn any(&self, span: Span) -> bool {
        if span.is_empty() {
            return false;
        }
        let (first, last) = (span.start as usize / GRAIN, (span.end as usize - 1) / GRAIN);
        (first / 64..=last / 64).any(|word| {
            let low = if word == first / 64 { first % 64 } else { 0 };
            let high = if word == last / 64 { last % 64 } else { 63 };
            self.bits.get(word).is_some_and(|bits| bits << (63 - high) >> (63 - high + low) != 0)
        })
    }
}

impl Found {
    /// Looks at a byte that is no ASCII letter; how many bytes to go on.
    #[inline]
    fn passed_over(&mut self, byte: u8, bytes: &[u8], at: usize) -> usize {
        if byte.is_ascii() {
            if byte.is_ascii_digit() {
                self.dates.add(at);
            }
            return 1;
        }
        // General punctuation tells nothing.
        if byte == 0xe2 && bytes.get(at + 1) == Some(&0x80) {
            return 3;
        }
        self.dates.add(at);
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

/// The lower and the upper half of a word.
#[inline]
fn halves(word: u128) -> [u64; 2] {
    [word as u64, (word >> 64) as u64]
}

/// A word's hash, in the parts that lead to its slot.
#[derive(Clone, Copy)]
struct Hashed {
    whole: u64,
    bucket: usize,
    mark: u16,
}

impl Hashed {
    #[inline]
    fn new([low, high]: [u64; 2]) -> Hashed {
        // The multipliers of splitmix64. Only the upper bits of a product depend on all bytes of the word, so they are brought down.
        let product = (low ^ high.rotate_left(29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let whole = product ^ (product >> 32);
        Hashed { whole, bucket: (whole >> 48) as usize, mark: (whole >> 32) as u16 }
    }

    #[inline]
    fn slot(self, shift: u16) -> usize {
        ((self.whole ^ u64::from(shift)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 40) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<(&str, Case, bool)> {
        let scan = Scan::new(text, languages::of("en"));
        let word = |word: &Plain| (&text[word.start as usize..word.end() as usize], word.case, word.is_listed());
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
    fn places_are_found_across_the_words_that_hold_their_bits() {
        let mut places = Places::new(5000);
        places.add(2100);
        for (start, end, expected) in [
            (0, 5000, true),
            (2100, 2101, true),
            (0, 2080, false),
            (2128, 5000, false),
            (2100, 2100, false),
            (0, 3000, true),
        ] {
            assert_eq!(places.any(Span::new(start, end)), expected, "{start}..{end}");
        }
    }

    #[test]
    fn every_listed_word_has_a_slot_of_its_own() {
        for tag in languages::tags() {
            let vocabulary = Vocabulary::of(languages::of(tag));
            for listed in &vocabulary.words[1..] {
                let known = vocabulary.known(listed.key);
                assert_eq!(
                    (known.class, known.speech, known.date),
                    (listed.known.class, listed.known.speech, listed.known.date)
                );
                assert_ne!(known.speech, 0);
            }
        }
    }

    #[test]
    fn a_cursor_passes_over_what_its_reader_has_read_otherwise() {
        let scan = Scan::new("one two three", languages::of("en"));
        let mut cursor = scan.cursor();
        assert!(cursor.word_at(1, 13).is_none());
        assert_eq!(cursor.word_at(4, 13).map(Plain::end), Some(7));
        assert!(cursor.word_at(8, 12).is_none(), "it would end behind the limit");
    }
}
