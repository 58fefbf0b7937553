//! The words of a text in lower case with single spaces between: what ids are made from, so that retouching keeps them.

use crate::text::lookup::{alphanumerics, eight};

/// Lower-case words and digits with single spaces.
pub(crate) fn folded(words: &str) -> String {
    let mut folded = Vec::with_capacity(words.len());
    fold_into(words, &mut folded, 0, &mut false);
    String::from_utf8(folded).expect("what is put together from characters is UTF-8")
}

/// Adds words to `folded`, whose words begin at `first`. `gap` is whether something that parts words was passed over.
pub(crate) fn fold_into(words: &str, folded: &mut Vec<u8>, first: usize, gap: &mut bool) {
    let bytes = words.as_bytes();
    // Words are added eight bytes at a time.
    folded.reserve(bytes.len() + 8);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            space(folded, first, gap);
            at += push_lower(bytes, at, folded);
            // Mostly one space follows, and another word.
            while let [b' ', next, ..] = bytes[at..]
                && next.is_ascii_alphanumeric()
            {
                folded.push(b' ');
                at += 1 + push_lower(bytes, at + 1, folded);
            }
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

/// Adds the run of ASCII letters and digits at a place, in lower case; how many there are.
fn push_lower(bytes: &[u8], at: usize, folded: &mut Vec<u8>) -> usize {
    // What sets small letters apart from capitals, digits have too.
    const SMALL: u64 = u64::from_le_bytes([0x20; 8]);
    let mut length = 0;
    loop {
        let eight = eight(bytes, at + length);
        let run = alphanumerics(eight);
        let end = folded.len() + run;
        folded.extend_from_slice(&(eight | SMALL).to_le_bytes());
        folded.truncate(end);
        length += run;
        if run < 8 {
            return length;
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
