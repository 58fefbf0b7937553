//! Runs of ASCII letters, read eight at a time.

use crate::text::lookup::{eight, letters, letters_end};

/// Letters that a run has at most to be a number.
pub(crate) const LONGEST: usize = 16;

/// A run of ASCII letters.
pub(crate) struct Letters {
    /// Its length in bytes.
    pub(crate) length: usize,
    /// In lower case, padded with zeros; 0 for a run of more than sixteen.
    pub(crate) lower: u128,
    /// How it is written; `None` for a longer run, and for capitals behind a small first letter.
    pub(crate) case: Option<Case>,
}

impl Letters {
    /// The run that begins at byte `at`.
    #[inline(always)] // what it gives stays in registers, for every word of a text
    pub(crate) fn at(bytes: &[u8], at: usize) -> Letters {
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
    #[inline(always)] // for the same reason
    fn long(bytes: &[u8], at: usize, first: u64) -> Letters {
        let second = eight(bytes, at + 8);
        let (more, inside) = match outside(second) {
            0 if bytes.get(at + LONGEST).is_some_and(u8::is_ascii_alphabetic) => return Letters::longest(bytes, at),
            0 => (8, u64::MAX),
            outside => (outside.trailing_zeros() as usize / 8, ((outside & outside.wrapping_neg()) >> 7) - 1),
        };
        let wide = |second: u64, first: u64| u128::from(second) << 64 | u128::from(first);
        let capitals = wide(!second & SMALLS & inside, !first & SMALLS);
        let lower = wide((second | SMALLS) & inside, first | SMALLS);
        Letters { length: 8 + more, lower, case: case(capitals, wide(SMALLS & inside, SMALLS), 8 + more) }
    }

    /// The same for those that are no number.
    #[cold]
    fn longest(bytes: &[u8], at: usize) -> Letters {
        Letters { length: letters_end(bytes, at + LONGEST) - at, lower: 0, case: None }
    }
}

/// How a word is written.
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

/// The bit by which small letters differ from capitals.
const SMALL: u8 = 0x20;

/// The same, eight times.
const SMALLS: u64 = u64::from_le_bytes([SMALL; 8]);

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
