//! Permanent ids: from the article's slug and the statement's words, not from its position.

use super::Statement;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::Xxh3;

/// Gives every statement its id.
///
/// The words are folded (case, quotation marks and spacing do not count), so retouching those keeps the id. Equal words in one article are
/// told apart by how many times they stood before.
pub fn assign(slug: &str, plain: &str, statements: &mut [Statement]) {
    let mut seen = BTreeMap::<String, u32>::new();
    for statement in statements {
        let folded = folded(&statement.words(plain));
        let mut hash = Xxh3::new();
        hash.update(slug.as_bytes());
        hash.update(&[0]);
        hash.update(folded.as_bytes());
        let repeat = seen.entry(folded).or_insert(0);
        if *repeat > 0 {
            hash.update(&repeat.to_le_bytes());
        }
        *repeat += 1;
        statement.id = format!("s-{:08x}", hash.digest() >> 32);
    }
}

/// Lower-case words and digits with single spaces.
pub(crate) fn folded(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    let mut gap = false;
    let mut add = |letter: char| {
        if letter.is_alphanumeric() {
            if std::mem::take(&mut gap) && !folded.is_empty() {
                folded.push(' ');
            }
            folded.push(letter);
        } else {
            gap |= !matches!(letter, '\'' | '’');
        }
    };
    for letter in words.chars() {
        if letter.is_ascii() {
            add(letter.to_ascii_lowercase());
        } else {
            letter.to_lowercase().for_each(&mut add);
        }
    }
    folded
}
