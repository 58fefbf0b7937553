//! Permanent ids: from the article's slug and the statement's words, not from its position.

use super::Statement;
use crate::lookup::alphanumerics_end;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// Gives every statement its id.
///
/// The words are folded (case, quotation marks and spacing do not count), so retouching those keeps the id. Equal words in one article are
/// told apart by how many times they stood before.
pub fn assign(slug: &str, plain: &str, statements: &mut [Statement]) {
    let mut seen = BTreeMap::<String, u32>::new();
    for statement in statements {
        let folded = folded(&statement.words(plain));
        let mut hashed = [slug.as_bytes(), &[0], folded.as_bytes()].concat();
        let repeat = seen.entry(folded).or_insert(0);
        if *repeat > 0 {
            hashed.extend(repeat.to_le_bytes());
        }
        *repeat += 1;
        statement.id = format!("s-{:08x}", xxh3_64(&hashed) >> 32);
    }
}

/// Lower-case words and digits with single spaces.
pub(crate) fn folded(words: &str) -> String {
    let bytes = words.as_bytes();
    let mut folded = String::with_capacity(words.len());
    let (mut at, mut gap) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        let run = alphanumerics_end(bytes, at);
        if run > at {
            let from = space(&mut folded, &mut gap);
            folded.push_str(&words[at..run]);
            folded[from..].make_ascii_lowercase();
            at = run;
            continue;
        }
        let letter = if byte.is_ascii() { char::from(byte) } else { words[at..].chars().next().unwrap_or(' ') };
        at += letter.len_utf8();
        for lower in letter.to_lowercase() {
            if lower.is_alphanumeric() {
                space(&mut folded, &mut gap);
                folded.push(lower);
            } else {
                gap |= !matches!(lower, '\'' | '’');
            }
        }
    }
    folded
}

/// Adds the space that stands for a gap before the next word; where that begins.
fn space(folded: &mut String, gap: &mut bool) -> usize {
    if std::mem::take(gap) && !folded.is_empty() {
        folded.push(' ');
    }
    folded.len()
}
