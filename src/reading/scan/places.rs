//! Where in a text something stands.

use crate::text::source::Span;

/// Places of a text, as one bit for [`GRAIN`] bytes.
#[derive(Debug, Default)]
pub(super) struct Places {
    bits: Vec<u64>,
}

/// Bytes that share a bit of [`Places`].
const GRAIN: usize = 16;

impl Places {
    pub(super) fn new(length: usize) -> Places {
        Places { bits: vec![0; length / GRAIN / 64 + 1] }
    }

    #[inline]
    pub(super) fn add(&mut self, at: usize) {
        self.bits[at / GRAIN / 64] |= 1 << (at / GRAIN % 64);
    }

    /// Whether there is one in `span`, or within [`GRAIN`] bytes of it.
    pub(super) fn any(&self, span: Span) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
