//! What the index keeps for the next build: where every word stands, by document, so that only new documents are read again.
//!
//! Documents are known by the keys of their analyses. A document that is gone, or was changed, is left out of the postings as
//! they are read; the others get the numbers that they have now.

use super::code::{put, take, zigzag};
use super::columns::Ranges;
use super::postings::{Entry, skip};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Entries in one piece.
const PIECE: usize = 4096;

/// The index of an archive, before it is cut into files.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Remembered {
    /// The version of this program: another one may cut words otherwise.
    version: String,
    /// The articles, in their order.
    documents: Vec<(u128, Indexed)>,
    /// Every entry with its postings.
    entries: Vec<(String, String)>,
}

/// What is kept of a document besides its postings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Indexed {
    /// Number of words.
    pub(crate) words: u32,
    /// Where each of its statements stands.
    pub(crate) statements: Vec<Ranges>,
}

impl Remembered {
    /// Reads what [`Remembered::pieces`] gave; nothing if that is of another version.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Remembered {
        let read: Option<Remembered> = postcard::from_bytes(bytes).ok();
        read.filter(|read| read.version == env!("ONRECORD_SOURCE")).unwrap_or_default()
    }

    /// The documents by their keys, and the postings of `entries`: what a `Remembered` looks like, in pieces, because the
    /// whole is as large as the index itself.
    pub(crate) fn pieces(
        documents: Vec<(u128, Indexed)>,
        entries: &[Entry],
    ) -> impl Iterator<Item = Vec<u8>> + use<'_> {
        fn packed(data: &impl Serialize) -> Vec<u8> {
            postcard::to_allocvec(data).expect("an index is plain data")
        }
        // A list is its length, then its items.
        let head = packed(&(env!("ONRECORD_SOURCE"), documents, entries.len()));
        let pair = |entry: &Entry| {
            packed(&(entry.key(), std::str::from_utf8(&entry.postings).expect("postings are printable")))
        };
        let chunks = entries.chunks(PIECE).map(move |chunk| chunk.iter().flat_map(pair).collect());
        std::iter::once(head).chain(chunks)
    }

    /// What is known of documents, by their keys.
    pub(crate) fn documents(&self) -> HashMap<u128, &Indexed> {
        self.documents.iter().map(|(key, indexed)| (*key, indexed)).collect()
    }

    /// The postings of the documents that are still there: `numbers` are their numbers now, by their keys.
    ///
    /// They are in the order of the old numbers, so the distance from one document to the next can be negative.
    pub(crate) fn postings(&self, numbers: &HashMap<u128, u32>) -> Vec<(Box<str>, Vec<u8>)> {
        let numbers: Vec<Option<u32>> = self.documents.iter().map(|(key, _)| numbers.get(key).copied()).collect();
        self.entries
            .par_iter()
            .map(|(key, postings)| (key.as_str().into(), renumbered(postings.as_bytes(), &numbers)))
            .filter(|(_, postings)| !postings.is_empty())
            .collect()
    }
}

/// Postings with other numbers, as [`super::postings`] has them while they grow. Documents without a number are left out.
fn renumbered(postings: &[u8], numbers: &[Option<u32>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(postings.len() + 8);
    let (mut at, mut next, mut last) = (0, 0_u64, 0_i64);
    while at < postings.len() {
        let head = take(postings, &mut at);
        let (document, several) = (next + head / 2, head % 2);
        next = document + 1;
        let start = at;
        let count = if several == 1 { take(postings, &mut at) + 2 } else { 1 };
        skip(postings, &mut at, count);
        let now = usize::try_from(document).ok().and_then(|document| *numbers.get(document)?);
        if let Some(number) = now.map(i64::from) {
            put(&mut out, zigzag(number - last) * 2 + several);
            out.extend_from_slice(&postings[start..at]);
            last = number;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Postings of documents, each with one place.
    fn final_postings(documents: &[u64]) -> Vec<u8> {
        let (mut out, mut next) = (Vec::new(), 0);
        for document in documents {
            put(&mut out, (document - next) * 2);
            put(&mut out, 7);
            next = document + 1;
        }
        out
    }

    #[test]
    fn documents_that_are_gone_are_left_out_and_the_others_renumbered() {
        let old = final_postings(&[0, 2, 3]);
        let mut growing = Vec::new();
        for distance in [4, -4] {
            put(&mut growing, zigzag(distance) * 2);
            put(&mut growing, 7);
        }
        assert_eq!(renumbered(&old, &[Some(4), None, None, Some(0)]), growing);
        assert!(renumbered(&old, &[]).is_empty());
    }
}
