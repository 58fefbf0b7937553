//! Permanent ids: from the article's slug and the statement's words, not from its position.

use super::Statement;
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

/// Lower-case words and digits with single spaces.
pub(crate) fn folded(words: &str) -> String {
    let mut folded = Vec::with_capacity(words.len());
    fold_into(words, &mut folded, 0, &mut false);
    String::from_utf8(folded).expect("what is put together from characters is UTF-8")
}

/// ASCII letters and digits in lower case; 0 for all other bytes.
const LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            lower[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

/// Adds words to `folded`, whose words begin at `first`. `gap` is whether something that parts words was passed over.
fn fold_into(words: &str, folded: &mut Vec<u8>, first: usize, gap: &mut bool) {
    let bytes = words.as_bytes();
    folded.reserve(bytes.len() + 1);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let lower = LOWER[byte as usize];
        if lower != 0 {
            space(folded, first, gap);
            folded.push(lower);
            at += 1;
            continue;
        }
        if byte.is_ascii() {
            *gap |= byte != b'\'';
            at += 1;
            continue;
        }
        let letter = words[at..].chars().next().unwrap_or(' ');
        at += letter.len_utf8();
        for lower in letter.to_lowercase() {
            if lower.is_alphanumeric() {
                space(folded, first, gap);
                folded.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                *gap |= !matches!(lower, '\'' | '’');
            }
        }
    }
}

/// Adds the space that stands for a gap before the next word.
#[inline]
fn space(folded: &mut Vec<u8>, first: usize, gap: &mut bool) {
    if std::mem::take(gap) && folded.len() > first {
        folded.push(b' ');
    }
}
