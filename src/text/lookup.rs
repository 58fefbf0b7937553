//! Word lists made ready to be asked for every word of every article.
//!
//! Nearly all words of news are ASCII and short. Such a word, in lower case, is one number of sixteen bytes, a [`Key`]: made with a
//! few operations on all its bytes at once, and compared in one. Other words go through an ordinary map.

/// Longest word that is a number, in bytes.
const SHORT: usize = 16;

/// The same byte, sixteen times.
const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; SHORT])
}

/// The highest bit of every byte that lies between two ASCII characters, both included. All bytes must be ASCII.
#[inline]
fn between(bytes: u128, first: u8, last: u8) -> u128 {
    (bytes + each(0x80 - first)) & !(bytes + each(0x7f - last)) & each(0x80)
}

/// An ASCII word of at most sixteen bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// As it stands in the text, the first letter in the lowest byte, padded with zeros.
    written: u128,
    /// In lower case.
    lower: u128,
}

impl Key {
    /// The word at `start..end` of a text; `None` if it is empty, longer or not ASCII.
    #[inline]
    pub(crate) fn at(text: &str, start: usize, end: usize) -> Option<Key> {
        let length = end - start;
        if length == 0 || length > SHORT {
            return None;
        }
        let bytes = text.as_bytes();
        let written = match bytes.get(start..start + SHORT).and_then(|window| window.try_into().ok()) {
            // All sixteen bytes are read at once; those after the word are cleared.
            Some(window) => u128::from_le_bytes(window) & (u128::MAX >> ((SHORT - length) * 8)),
            None => {
                let mut window = [0; SHORT];
                window[..length].copy_from_slice(&bytes[start..end]);
                u128::from_le_bytes(window)
            }
        };
        (written & each(0x80) == 0).then(|| Key::from_written(written))
    }

    /// The letters as they stand in the text, and how many there are.
    pub(crate) fn bytes(self) -> ([u8; SHORT], usize) {
        (self.written.to_le_bytes(), SHORT - self.written.leading_zeros() as usize / 8)
    }

    /// The key of a word in lower case, as [`Table::keys`] gives it.
    pub(crate) fn from_lower(lower: u128) -> Key {
        Key { written: lower, lower }
    }

    /// The key of letters as they stand in a text.
    fn from_written(written: u128) -> Key {
        Key { written, lower: written | between(written, b'A', b'Z') >> 2 }
    }

    /// The key of a whole word.
    #[inline]
    pub(crate) fn of(word: &str) -> Option<Key> {
        Key::at(word, 0, word.len())
    }

    /// Its letters as they stand in the text, as a number.
    #[inline]
    pub(crate) fn written(self) -> u128 {
        self.written
    }

    /// Its letters in lower case, as a number.
    #[inline]
    pub(crate) fn lower(self) -> u128 {
        self.lower
    }

    /// As it stands in the text, the last letter in the highest byte.
    #[inline]
    fn aligned(self) -> u128 {
        self.written << (self.written.leading_zeros() / 8 * 8 % 128)
    }

    /// Whether a character occurs in it that is no capital.
    #[inline]
    pub(crate) fn has(self, character: u8) -> bool {
        let zero = self.lower ^ each(character);
        zero.wrapping_sub(each(1)) & !zero & each(0x80) != 0
    }
}

/// Letters that a word may end in, as they stand in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    letters: Box<str>,
    /// The last letter in the highest byte; 0 if they cannot be those of a [`Key`].
    last: u128,
    mask: u128,
}

impl Ending {
    /// The ending with these letters.
    pub(crate) fn new(letters: &str) -> Ending {
        let last = Key::of(letters).map_or(0, Key::aligned);
        Ending { letters: letters.into(), last, mask: u128::MAX << ((SHORT - letters.len().min(SHORT)) * 8 % 128) }
    }

    /// Which of the last eight letters of a word it is compared with, and what those are, the last one in the highest byte; `None` if
    /// it is longer or not ASCII.
    pub(crate) fn tail(&self) -> Option<(u64, u64)> {
        let short = self.last != 0 && self.mask as u64 == 0;
        short.then_some(((self.mask >> 64) as u64, (self.last >> 64) as u64))
    }

    /// Number of bytes.
    pub(crate) fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether a word has it; `key` is the word's key, if there is one.
    #[inline]
    pub(crate) fn ends(&self, word: &str, key: Option<Key>) -> bool {
        match key {
            Some(key) => self.last != 0 && key.aligned() & self.mask == self.last,
            None => word.ends_with(&*self.letters),
        }
    }
}

/// A map from words in lower case. Made once, never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table<V> {
    /// Open addressing: a word stands at its hash or in the next free slot; 0 is a free one. A power of two, at most half full.
    keys: Box<[u128]>,
    /// For each slot, where the word's value is.
    places: Box<[u16]>,
    values: Box<[V]>,
    /// Words that are no [`Key`].
    others: WordMap<Box<str>, V>,
}

impl<V: Copy + Default> Default for Table<V> {
    fn default() -> Table<V> {
        Table::from_iter(std::iter::empty::<(Box<str>, V)>())
    }
}

impl<V: Copy + Default> Table<V> {
    /// What is known of a word, whatever its case.
    #[inline]
    pub(crate) fn get(&self, word: Key) -> Option<V> {
        self.get_lower(word.lower)
    }

    /// The same for the number of a word in lower case.
    #[inline]
    pub(crate) fn get_lower(&self, word: u128) -> Option<V> {
        let mask = self.keys.len() - 1;
        let mut slot = home(word) & mask;
        loop {
            match self.keys[slot] {
                0 => return None,
                key if key == word => return Some(self.values[self.places[slot] as usize]),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// The words that are keys, in lower case, in no order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = u128> {
        self.keys.iter().copied().filter(|key| *key != 0)
    }

    /// What is known of a word in lower case, also one that is no [`Key`].
    pub(crate) fn get_folded(&self, word: &str) -> Option<V> {
        match Key::of(word) {
            Some(key) if key.written == key.lower => self.get(key),
            Some(_) => None,
            None => self.others.get(word).copied(),
        }
    }
}

/// The words of a [`Table`] while lists are read, each word perhaps in several.
#[derive(Default)]
pub(crate) struct Listing<V> {
    short: WordMap<u128, V>,
    others: WordMap<Box<str>, V>,
}

impl<V: Copy + Default> Listing<V> {
    /// What is known so far of a word in lower case. A word with capitals is never found.
    pub(crate) fn entry(&mut self, word: &str) -> &mut V {
        match Key::of(word) {
            Some(key) => self.short.entry(key.written).or_default(),
            None if self.others.contains_key(word) => self.others.get_mut(word).expect("it is there"),
            None => self.others.entry(word.into()).or_default(),
        }
    }
}

impl<V: Copy + Default> From<Listing<V>> for Table<V> {
    fn from(listing: Listing<V>) -> Table<V> {
        let Listing { short, others } = listing;
        let size = (short.len() * 2 + 1).next_power_of_two();
        let (mut keys, mut places) = (vec![0; size].into_boxed_slice(), vec![0; size].into_boxed_slice());
        let mut values = Vec::with_capacity(short.len());
        let small = short.into_iter().filter(|(written, _)| Key::from_written(*written).lower == *written);
        values.extend(
            small
                .map(|(key, value)| {
                    let mut slot = home(key) & (size - 1);
                    while keys[slot] != 0 {
                        slot = (slot + 1) & (size - 1);
                    }
                    keys[slot] = key;
                    (slot, value)
                })
                .enumerate()
                .map(|(place, (slot, value))| {
                    places[slot] = u16::try_from(place).expect("a list has less than 65,536 words");
                    value
                }),
        );
        Table { keys, places, values: values.into(), others }
    }
}

impl<W: AsRef<str>, V: Copy + Default> FromIterator<(W, V)> for Table<V> {
    /// Of a word that comes twice the last value counts. A word with capitals is never found.
    fn from_iter<I: IntoIterator<Item = (W, V)>>(words: I) -> Table<V> {
        let mut listing = Listing::default();
        words.into_iter().for_each(|(word, value)| *listing.entry(word.as_ref()) = value);
        listing.into()
    }
}

/// The slot where a word is looked for first.
#[inline]
fn home(word: u128) -> usize {
    let (low, high) = (word as u64, (word >> 64) as u64);
    // The multiplier of splitmix64: the upper bits of the product depend on all bytes of the word.
    ((low ^ high.rotate_left(29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40) as usize
}

/// Whether a character is a letter or digit. The marks of general punctuation, quotation marks and dashes among them, are none.
#[inline]
pub(crate) fn is_alphanumeric(letter: char) -> bool {
    !('\u{2000}'..='\u{206f}').contains(&letter) && letter.is_alphanumeric()
}

/// Where the run of ASCII letters and digits ends that begins at byte `from`.
#[inline]
pub(crate) fn alphanumerics_end(bytes: &[u8], from: usize) -> usize {
    run_end(bytes, from, |eight| letters(eight) | eight_between(eight, b'0', b'9'))
}

/// How many of eight bytes are ASCII letters and digits, up to the first that is none.
#[inline]
pub(crate) fn alphanumerics(eight: u64) -> usize {
    const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);
    let inside = letters(eight) | eight_between(eight, b'0', b'9');
    (!inside & HIGHEST).trailing_zeros() as usize / 8
}

/// Where the run of ASCII letters ends that begins at byte `from`.
#[inline]
pub(crate) fn letters_end(bytes: &[u8], from: usize) -> usize {
    run_end(bytes, from, letters)
}

/// The eight bytes at a place; zeros behind the end.
#[inline]
pub(crate) fn eight(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
        Some(eight) => u64::from_le_bytes(eight),
        None => {
            let rest = bytes.get(at..).unwrap_or_default();
            let mut eight = [0; 8];
            eight[..rest.len()].copy_from_slice(rest);
            u64::from_le_bytes(eight)
        }
    }
}

/// Where a run ends; `inside` gives the highest bit of each of eight bytes that belong to it.
#[inline]
fn run_end(bytes: &[u8], from: usize, inside: impl Fn(u64) -> u64) -> usize {
    const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);
    let mut at = from;
    loop {
        let outside = !inside(eight(bytes, at)) & HIGHEST;
        if outside != 0 {
            return at + outside.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
}

/// The highest bit of every byte that is an ASCII letter.
#[inline]
pub(crate) fn letters(eight: u64) -> u64 {
    eight_between(eight | u64::from_le_bytes([0x20; 8]), b'a', b'z')
}

/// The highest bit of every byte that lies between two ASCII characters, both included; the others may be anything.
#[inline]
fn eight_between(eight: u64, first: u8, last: u8) -> u64 {
    let ascii = eight & u64::from_le_bytes([0x7f; 8]);
    let (above, beyond) = (u64::from_le_bytes([0x80 - first; 8]), u64::from_le_bytes([0x7f - last; 8]));
    (ascii + above) & !(ascii + beyond) & !eight & u64::from_le_bytes([0x80; 8])
}

/// A map from words whose hash is quick. The lists of the program decide how it is laid out, never a reader; nothing iterates over it.
pub(crate) type WordMap<K, V> = rustc_hash::FxHashMap<K, V>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case_and_at_any_place_of_a_text() {
        let table: Table<u8> =
            [("said", 1), ("straßenbahn", 2), ("responsibilities", 3), ("it's", 4)].into_iter().collect();
        let text = "Responsibilities, SAID it's saids";
        let at = |start, end| table.get(Key::at(text, start, end).expect("short and ASCII"));
        assert_eq!(
            [at(0, 16), at(18, 22), at(23, 27), at(28, 32), at(28, 33)],
            [Some(3), Some(1), Some(4), Some(1), None]
        );
        assert_eq!(table.get_folded("straßenbahn"), Some(2));
        assert_eq!(table.get_folded("Said"), None);
    }

    #[test]
    fn words_that_are_long_or_not_ascii_have_no_key() {
        for word in ["", "Straße", "responsibilities's"] {
            assert_eq!(Key::of(word), None, "{word}");
        }
    }

    #[test]
    fn endings_are_those_of_the_word_as_written() {
        for word in ["ly", "family", "nationallY", "sympathetically", "unsympathetically", "étourdiment", "y"] {
            for letters in ["ly", "y", "cally", "ment", "étour"] {
                let ends = Ending::new(letters).ends(word, Key::of(word));
                assert_eq!(ends, word.ends_with(letters), "{word} ends in {letters}");
            }
        }
    }

    #[test]
    fn runs_end_where_a_byte_by_byte_search_says() {
        let text = "a Zz09 _@[`{/:é longerThanEightLetters0123456789, x’";
        let bytes = text.as_bytes();
        for from in 0..=bytes.len() {
            let end = |inside: fn(&u8) -> bool| from + bytes[from..].iter().take_while(|byte| inside(byte)).count();
            assert_eq!(alphanumerics_end(bytes, from), end(u8::is_ascii_alphanumeric), "from {from}");
            assert_eq!(letters_end(bytes, from), end(u8::is_ascii_alphabetic), "from {from}");
        }
    }

    #[test]
    fn letters_and_marks_are_told_apart_at_the_edges_of_their_ranges() {
        let key = |word| Key::of(word).expect("short and ASCII");
        assert!(key("it's").has(b'\'') && !key("its").has(b'\''));
        assert_eq!(key("@AZ[`az{").lower, key("@az[`az{").lower);
    }
}
