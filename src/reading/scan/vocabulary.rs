//! The words of all lists of a language in one table, for a text that asks for each of its words.

use crate::languages::dates::DateWord;
use crate::languages::lexicon::{Lexicon, SpeechWord};
use crate::languages::names::Class;
use crate::languages::{Language, PerLanguage};
use crate::text::lookup::{Key, WordMap};
use std::hash::Hash;
use std::hint::select_unpredictable;

/// What is known of a word: places in the tables of a [`Vocabulary`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub(super) class: u16,
    pub(super) speech: u16,
    date: u16,
}

impl Known {
    /// The bits of `date` above its place: whether the word tells a date in small letters, and with a capital.
    const TELLS: u32 = 14;

    fn new(class: u16, speech: u16, date: u16, meaning: DateWord) -> Known {
        assert!(date >> Known::TELLS == 0, "the dates of a language have few meanings");
        let tells = |capital| u16::from(meaning.tells_date(capital)) << (Known::TELLS + u32::from(capital));
        Known { class, speech, date: date | tells(false) | tells(true) }
    }

    #[inline]
    pub(super) fn date(self) -> usize {
        usize::from(self.date & ((1 << Known::TELLS) - 1))
    }

    /// Whether it is a word of which every date has one, unless it has digits.
    #[inline]
    pub(super) fn tells_date(self, capital: bool) -> bool {
        self.date >> (Known::TELLS + u32::from(capital)) & 1 != 0
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
pub(super) struct Vocabulary {
    /// What is mixed into the hashes that begin alike to send each to a free slot. A power of two.
    shifts: Box<[u16]>,
    /// A power of two, at most two thirds filled.
    slots: Box<[Slot]>,
    /// The listed words, the commonest first; number 0 is none.
    words: Box<[Listed]>,
    /// What words can be in names and titles, each thing once. In all three, number 0 is what is known of a word of no list.
    pub(super) classes: Box<[Class]>,
    pub(super) speech: Box<[SpeechWord]>,
    pub(super) dates: Box<[DateWord]>,
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

impl Vocabulary {
    /// The vocabulary of a language, made once.
    pub(super) fn of(language: &Language) -> &'static Vocabulary {
        static ALL: PerLanguage<Vocabulary> = PerLanguage::new();
        ALL.of(language, Vocabulary::new)
    }

    fn new(language: &Language) -> Vocabulary {
        let speech = Lexicon::of(language);
        let mut words: Vec<u128> = language.people.keys().chain(language.dates.keys()).chain(speech.keys()).collect();
        words.sort_unstable();
        words.dedup();
        let common: WordMap<u128, ()> =
            language.common_words.iter().filter_map(|word| Key::of(word)).map(|key| (key.lower(), ())).collect();
        // What is known of the commonest words lies close together: less memory is touched.
        let (first, later): (Vec<u128>, Vec<u128>) = words.into_iter().partition(|word| common.contains_key(word));
        let keys = [first, later].concat();
        let (shifts, slots) = displaced(&keys);
        let written = || keys.iter().map(|key| Key::from_lower(*key));
        let (classes, class_of) = distinct(written().map(|key| language.people.class_of(key)));
        let (speech, speech_of) = distinct(written().map(|key| speech.word(key)));
        let (dates, date_of) = distinct(written().map(|key| language.dates.word(key)));
        let known = class_of.into_iter().zip(speech_of).zip(date_of);
        let listed = keys.iter().zip(known).map(|(key, ((class, speech), date))| Listed {
            key: halves(*key),
            known: Known::new(class, speech, date, dates[date as usize]),
        });
        let words = std::iter::once(Listed::default()).chain(listed).collect();
        Vocabulary { shifts, slots, words, classes, speech, dates }
    }

    /// What is known of a word in lower case. Takes the same steps for every word: no processor can foresee which are listed.
    #[inline]
    pub(super) fn known(&self, key: [u64; 2]) -> Known {
        let hash = Hashed::new(key);
        let shift = self.shifts[hash.bucket & (self.shifts.len() - 1)];
        let slot = self.slots[hash.slot(shift) & (self.slots.len() - 1)];
        let number = select_unpredictable(slot.mark == hash.mark, slot.number, 0);
        let listed = self.words[usize::from(number)];
        select_unpredictable(listed.key == key, listed.known, Known::default())
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

/// The lower and the upper half of a word.
#[inline]
pub(super) fn halves(word: u128) -> [u64; 2] {
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
    use crate::languages;

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
}
