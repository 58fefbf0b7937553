//! The sorted entries, cut into files of about equal size that a browser loads as a query needs them.
//!
//! A shard holds the stems of a stretch of the alphabet, one line each: the stem, then its forms with the length of their
//! postings. What a word shares with the one before it is given as a count. A form that the alphabet puts into another shard
//! than its stem has a pointer there, so that knowing a form is enough to find its stem.

use super::code::digit;
use super::postings::Entry;
use std::ops::Range;

/// Size at which a shard is full, in bytes.
const FULL: usize = 11_000;
/// Postings of at least this size have a file of their own, so that rare neighbours of a common word stay cheap.
const LARGE: usize = 10_000;

/// Which entries go into which shard.
#[derive(Debug)]
pub(crate) struct Shards {
    ranges: Vec<Range<usize>>,
    /// Forms that stand in a shard without their stem: shard, entry.
    pointers: Vec<(usize, usize)>,
    /// Entries with a file of their own, in order.
    large: Vec<usize>,
}

impl Shards {
    /// Cuts sorted entries.
    pub(crate) fn new(entries: &[Entry]) -> Shards {
        let (mut ranges, mut large) = (Vec::new(), Vec::new());
        let (mut start, mut size) = (0, 0);
        for (index, entry) in entries.iter().enumerate() {
            let begins = index == 0 || entries[index - 1].stem() != entry.stem();
            if begins && size >= FULL {
                ranges.push(start..index);
                (start, size) = (index, 0);
            }
            size += entry.form().len() + 4;
            if entry.postings.len() >= LARGE {
                large.push(index);
            } else {
                size += entry.postings.len();
            }
        }
        if start < entries.len() {
            ranges.push(start..entries.len());
        }
        let mut shards = Shards { ranges, pointers: Vec::new(), large };
        for (shard, range) in shards.ranges.iter().enumerate() {
            let first = entries[range.start].stem();
            let next = shards.ranges.get(shard + 1).map(|next| entries[next.start].stem());
            for index in range.clone() {
                let form = entries[index].form();
                // Nearly all forms stand with their stems: then two comparisons tell it.
                if form >= first && next.is_none_or(|next| form < next) {
                    continue;
                }
                let home = shards.home(entries, form);
                if home != shard {
                    shards.pointers.push((home, index));
                }
            }
        }
        shards.pointers.sort_unstable();
        shards
    }

    /// The shard to which the alphabet assigns a word.
    fn home(&self, entries: &[Entry], word: &str) -> usize {
        self.ranges.partition_point(|range| entries[range.start].stem() <= word).saturating_sub(1)
    }

    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// The first stem of each shard.
    pub(crate) fn firsts<'a>(&self, entries: &'a [Entry]) -> Vec<&'a str> {
        self.ranges.iter().map(|range| entries[range.start].stem()).collect()
    }

    /// The entries that have a file of their own.
    pub(crate) fn large(&self) -> &[usize] {
        &self.large
    }

    /// The lines of a shard, its postings, and its pointers, each as the inside of a template literal.
    pub(crate) fn contents(&self, entries: &[Entry], shard: usize) -> [Vec<u8>; 3] {
        let (mut lines, mut postings, mut pointers) = (Vec::new(), Vec::new(), Vec::new());
        let mut stem = "";
        for index in self.ranges[shard].clone() {
            let entry = &entries[index];
            if entry.stem() != stem {
                if !lines.is_empty() {
                    lines.push(b'\n');
                }
                after(&mut lines, stem, entry.stem());
                stem = entry.stem();
            }
            lines.push(b'\t');
            after(&mut lines, stem, entry.form());
            lines.push(b'\t');
            match self.large.binary_search(&index) {
                Ok(file) => lines.extend(format!("-{file}").into_bytes()),
                Err(_) => {
                    lines.extend(entry.postings.len().to_string().into_bytes());
                    postings.extend_from_slice(&entry.postings);
                }
            }
        }
        let first = self.pointers.partition_point(|(home, _)| *home < shard);
        for (_, index) in self.pointers[first..].iter().take_while(|(home, _)| *home == shard) {
            let entry = &entries[*index];
            pointers.extend(format!("{}\t{}\n", entry.form(), entry.stem()).into_bytes());
        }
        [lines, postings, pointers]
    }
}

/// Writes a word as what it shares with another, counted as JavaScript counts, and its rest.
fn after(out: &mut Vec<u8>, before: &str, word: &str) {
    let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter);
    let (bytes, units) =
        shared.fold((0, 0), |(bytes, units), letter| (bytes + letter.len_utf8(), units + letter.len_utf16()));
    out.push(digit(units));
    out.extend_from_slice(&word.as_bytes()[bytes..]);
}
