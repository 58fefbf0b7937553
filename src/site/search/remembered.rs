//! What the index keeps for the next build: where every word stands, by document, so that only new documents are read again.
//!
//! Documents are known by the keys of their analyses. A document that is gone, or was changed, is left out of the postings as
//! they are read; the others get the numbers that they have now.

use super::code::{put, take, zigzag};
use super::columns::Ranges;
use super::postings::{Entry, Postings, skip};
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
        let chunks = entries.chunks(PIECE).map(move |chunk| {
            let mut piece = Vec::new();
            chunk.iter().for_each(|entry| piece.extend_from_slice(&pair(entry)));
            piece
        });
        std::iter::once(head).chain(chunks)
    }

    /// What is known of documents, by their keys.
    pub(crate) fn documents(&self) -> HashMap<u128, &Indexed> {
        self.documents.iter().map(|(key, indexed)| (*key, indexed)).collect()
    }

    /// The postings of the documents that are still there: `numbers` are their numbers now, by their keys.
    pub(crate) fn postings(&self, numbers: &HashMap<u128, u32>) -> Vec<(Box<str>, Postings)> {
        let numbers: Vec<Option<u32>> = self.documents.iter().map(|(key, _)| numbers.get(key).copied()).collect();
        // As a rule documents come and go, and those that stay keep their order.
        let in_order = numbers.iter().flatten().is_sorted();
        let postings = |bytes: &[u8]| match in_order {
            true => Postings::Final(renumbered(bytes, &numbers, |number, next| u64::from(number - next))),
            // From one document to the next the distance can be negative.
            false => {
                let mut last = 0;
                Postings::Growing(renumbered(bytes, &numbers, move |number, _| {
                    zigzag(i64::from(number) - i64::from(std::mem::replace(&mut last, number)))
                }))
            }
        };
        self.entries
            .par_iter()
            .map(|(key, bytes)| (key.as_str().into(), postings(bytes.as_bytes())))
            .filter(|(_, postings)| !matches!(postings, Postings::Final(bytes) | Postings::Growing(bytes) if bytes.is_empty()))
            .collect()
    }
}

/// Postings with other numbers. Documents without a number are left out. `distance` is told the number of a document and the one after the
/// document before it.
fn renumbered(postings: &[u8], numbers: &[Option<u32>], mut distance: impl FnMut(u32, u32) -> u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(postings.len() + 8);
    let (mut at, mut next, mut next_now) = (0, 0_u64, 0_u32);
    while at < postings.len() {
        let head = take(postings, &mut at);
        let (document, several) = (next + head / 2, head % 2);
        next = document + 1;
        let start = at;
        let count = if several == 1 { take(postings, &mut at) + 2 } else { 1 };
        skip(postings, &mut at, count);
        let now = usize::try_from(document).ok().and_then(|document| *numbers.get(document)?);
        if let Some(number) = now {
            put(&mut out, distance(number, next_now) * 2 + several);
            out.extend_from_slice(&postings[start..at]);
            next_now = number + 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::search::postings::merged;

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

    fn of(documents: &[u128], postings: &[u8], now: &[u128]) -> Vec<(Box<str>, Postings)> {
        let remembered = Remembered {
            documents: documents.iter().map(|key| (*key, Indexed::default())).collect(),
            entries: vec![("ferry".to_owned(), String::from_utf8(postings.to_vec()).unwrap())],
            ..Remembered::default()
        };
        remembered.postings(&now.iter().copied().zip(0..).collect())
    }

    #[test]
    fn documents_that_are_gone_are_left_out_and_the_others_renumbered() {
        let old = final_postings(&[0, 2, 3]);
        // 1 is new, 12 is gone.
        let kept = of(&[10, 11, 12, 13], &old, &[10, 1, 11, 13]);
        assert_eq!(kept, [("ferry".into(), Postings::Final(final_postings(&[0, 3])))]);
        assert!(of(&[10, 11, 12, 13], &old, &[11]).is_empty());
    }

    #[test]
    fn documents_in_another_order_are_put_in_order_with_what_is_new() {
        let old = final_postings(&[0, 2, 3]);
        let mut growing = Vec::new();
        for distance in [4, -4] {
            put(&mut growing, zigzag(distance) * 2);
            put(&mut growing, 7);
        }
        let kept = of(&[10, 11, 12, 13], &old, &[13, 1, 2, 3, 10]);
        assert_eq!(kept, [("ferry".into(), Postings::Growing(growing))]);
        let more = vec![("ferry".into(), Postings::Final(final_postings(&[1, 2])))];
        let all = merged(kept.into_iter().chain(more).collect(), Vec::new());
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].postings, final_postings(&[0, 1, 2, 4]));
    }
}
