//! What a printer or a PDF puts at the head and foot of every page, in the middle of the text.

use super::super::boilerplate::fold;
use super::super::lines::ends_sentence;
use super::super::{date_line, line_dates};
use crate::languages::words::count;
use std::collections::BTreeMap;

/// Longest line of a page's head, in bytes.
const LONGEST: usize = 240;

/// Which of the blocks stand at the head or foot of pages: a line with a date or an address that comes again, and beside it
/// numbers of pages and lines that differ in their number only.
pub(super) fn heads(blocks: &[&str]) -> Vec<bool> {
    let mut heads = vec![false; blocks.len()];
    let short: Vec<usize> =
        (0..blocks.len()).filter(|index| blocks[*index].len() <= LONGEST && !ends_sentence(blocks[*index])).collect();
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in &short {
        let words = blocks[*index];
        let key = match () {
            () if words.contains("://") => without_digits(words),
            () if is_dated(words) => fold(words),
            () => continue,
        };
        same.entry(key).or_default().push(*index);
    }
    let repeated: Vec<usize> = same.into_values().filter(|indices| indices.len() > 1).flatten().collect();
    if repeated.is_empty() {
        return heads;
    }
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for index in &short {
        *counted.entry(without_digits(blocks[*index])).or_default() += 1;
    }
    repeated.iter().for_each(|index| heads[*index] = true);
    for index in repeated {
        for near in index.saturating_sub(2)..(index + 3).min(blocks.len()) {
            let words = blocks[near];
            let numbered = words.bytes().any(|byte| byte.is_ascii_digit())
                && count(words) <= 4
                && counted.get(&without_digits(words)).is_some_and(|times| *times > 1);
            heads[near] |= numbered && !ends_sentence(words);
        }
    }
    heads
}

/// Whether a line has a date and other words: a bare date may come again by chance.
fn is_dated(words: &str) -> bool {
    !line_dates::read(words).is_empty() && date_line::loose(words).is_none_or(|line| line.strangers > 1)
}

fn without_digits(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_ascii_digit() && !letter.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_heads_and_page_numbers_are_found() {
        let blocks = [
            "THE LISSE COURIER   SATURDAY 7 SEPTEMBER 2019",
            "NEWS 5",
            "Bridge opens",
            "The bridge opened.",
            "5",
            "THE LISSE COURIER   SATURDAY 7 SEPTEMBER 2019",
            "NEWS 6",
            "Nobody came.",
            "6",
        ];
        assert_eq!(heads(&blocks), [true, true, false, false, true, true, true, false, false]);
        let comments = ["Bridge opens", "March 9, 2021 at 10:05 am", "Yes.", "March 9, 2021 at 10:05 am", "No."];
        assert_eq!(heads(&comments), [false; 5]);
    }
}
