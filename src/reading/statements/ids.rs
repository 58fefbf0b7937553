//! Permanent ids: from the article's slug and the statement's words, not from its position.

use crate::model::statement::Statement;
use crate::text::words_only::{fold_into, folded};
use std::collections::BTreeMap;
use std::fmt::Write;
use xxhash_rust::xxh3::xxh3_64;

/// Gives every statement its id.
///
/// The words are folded (case, quotation marks and spacing do not count), so retouching those keeps the id. Equal words in one article are
/// told apart by how many times they stood before.
pub fn assign(slug: &str, plain: &str, statements: &mut [Statement]) {
    let mut seen = BTreeMap::<u64, u32>::new();
    let mut hashed = [slug.as_bytes(), &[0]].concat();
    let first = hashed.len();
    for statement in statements {
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
        statement.id = String::with_capacity(10);
        let _ = write!(statement.id, "s-{:08x}", hash >> 32);
    }
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

/// Gives a statement that an editor added the id that it would have if it had been found, unless another one has that.
pub(crate) fn assign_one(slug: &str, plain: &str, statement: &mut Statement, others: &[Statement]) {
    let mut hashed = [slug.as_bytes(), &[0]].concat();
    hashed.extend(folded(&statement.words(plain)).as_bytes());
    let words = hashed.len();
    for repeat in 0_u32.. {
        hashed.truncate(words);
        if repeat > 0 {
            hashed.extend(repeat.to_le_bytes());
        }
        statement.id = format!("s-{:08x}", xxh3_64(&hashed) >> 32);
        if others.iter().all(|other| other.id != statement.id) {
            return;
        }
    }
}
