//! Permanent ids: from the article's slug and the statement's words, not from its position.

use crate::model::statement::{Attribution, Statement};
use crate::text::words_only::{fold_into, folded};
use std::collections::BTreeMap;
use std::fmt::Write;
use xxhash_rust::xxh3::xxh3_64;

/// The id of each statement.
///
/// The words are folded (case, quotation marks and spacing do not count), so retouching those keeps the id. Equal words in one article are
/// told apart by how many times they stood before.
pub fn of(slug: &str, plain: &str, statements: &[Attribution]) -> Vec<String> {
    let mut seen = BTreeMap::<u64, u32>::new();
    let mut hashed = [slug.as_bytes(), &[0]].concat();
    let first = hashed.len();
    let id = |statement: &Attribution| {
        hashed.truncate(first);
        let mut gap = false;
        for (index, span) in statement.spans.iter().enumerate() {
            // Between two pieces stands an ellipsis.
            gap |= index > 0;
            fold_into(span.of(plain), &mut hashed, first, &mut gap);
        }
        let mut hash = xxh3_64(&hashed);
        let repeat = seen.entry(hash).or_insert(0);
        if *repeat > 0 {
            hashed.extend(repeat.to_le_bytes());
            hash = xxh3_64(&hashed);
        }
        *repeat += 1;
        let mut id = String::with_capacity(10);
        let _ = write!(id, "s-{:08x}", hash >> 32);
        id
    };
    statements.iter().map(id).collect()
}

/// The ids that the statements of an article would have under another slug, from their words in order.
pub(crate) fn under<'a>(slug: &str, words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeMap::<String, u32>::new();
    let id = |words: &str| {
        let folded = folded(words);
        let repeat = seen.entry(folded.clone()).or_insert(0);
        let mut hashed = [slug.as_bytes(), &[0], folded.as_bytes()].concat();
        if *repeat > 0 {
            hashed.extend(repeat.to_le_bytes());
        }
        *repeat += 1;
        format!("s-{:08x}", xxh3_64(&hashed) >> 32)
    };
    words.map(id).collect()
}

/// The id that a statement with these words would have if it had been found, unless another one has that: of one that an editor added.
pub(crate) fn of_added(slug: &str, words: &str, others: &[Statement]) -> String {
    let mut hashed = [slug.as_bytes(), &[0]].concat();
    hashed.extend(folded(words).as_bytes());
    let length = hashed.len();
    let mut repeat = 0_u32;
    loop {
        let id = format!("s-{:08x}", xxh3_64(&hashed) >> 32);
        if others.iter().all(|other| other.id != id) {
            return id;
        }
        repeat += 1;
        hashed.truncate(length);
        hashed.extend(repeat.to_le_bytes());
    }
}
