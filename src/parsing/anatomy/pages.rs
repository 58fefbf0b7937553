//! What a printer or a PDF puts at the head and foot of every page, in the middle of the text.

use super::super::boilerplate::fold;
use super::super::lines::ends_sentence;
use super::super::{date_line, line_dates};
use crate::languages::words::count;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest and most words of a paper's name at the head of its pages, and fewest bytes of a paragraph beside it.
const HEAD_WORDS: usize = 3;
const MOST_HEAD_WORDS: usize = 8;
const PARAGRAPH: usize = 60;
/// Longest line of a page's head, in bytes.
const LONGEST: usize = 240;

/// Which of the blocks stand at the head or foot of pages: a line with a date or an address that comes again, and beside it
/// numbers of pages and lines that differ in their number only; also the name of a paper beside the number of a page.
pub(super) fn heads(blocks: &[&str]) -> Vec<bool> {
    let mut heads = vec![false; blocks.len()];
    let short: Vec<usize> =
        (0..blocks.len()).filter(|index| blocks[*index].len() <= LONGEST && !ends_sentence(blocks[*index])).collect();
    let numbered = beside_numbers(blocks, &short);
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in &short {
        let words = blocks[*index];
        let key = match () {
            () if words.contains("://") => without_digits(words),
            () if is_dated(words) || is_printed(words) || numbered.contains(&fold(words)) => fold(words),
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
                && (numbers_a_page(words)
                    || is_number(words) && near.abs_diff(index) == 1
                    || counted.get(&without_digits(words)).is_some_and(|times| *times > 1));
            heads[near] |= numbered && !ends_sentence(words);
        }
    }
    heads
}

/// The lines, folded, that stand between two paragraphs with nothing but a number beside them, as the name of a paper does.
fn beside_numbers(blocks: &[&str], short: &[usize]) -> BTreeSet<String> {
    let long =
        |index: Option<usize>| index.and_then(|index| blocks.get(index)).is_some_and(|words| words.len() >= PARAGRAPH);
    let number = |index: Option<usize>| index.and_then(|index| blocks.get(index)).is_some_and(|words| is_number(words));
    let named = |index: &&usize| (HEAD_WORDS..=MOST_HEAD_WORDS).contains(&count(blocks[**index]));
    let between = |index: &&usize| {
        let (before, after) = (index.checked_sub(1), Some(*index + 1));
        number(before) && long(index.checked_sub(2)) && long(after)
            || number(after) && long(before) && long(Some(*index + 2))
    };
    short.iter().filter(named).filter(between).map(|index| fold(blocks[*index])).collect()
}

/// Whether a line is the number of a page and nothing else.
fn is_number(words: &str) -> bool {
    words.len() <= 4 && !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line has a date and other words: a bare date may come again by chance.
fn is_dated(words: &str) -> bool {
    !line_dates::read(words).is_empty() && date_line::loose(words).is_none_or(|line| line.strangers > 1)
}

/// Whether a line is what a browser prints above a page: the day, the hour and the page's title.
fn is_printed(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let digits =
        |part: &str, marks: &[char]| part.chars().all(|letter| letter.is_ascii_digit() || marks.contains(&letter));
    let day = parts.next().and_then(|part| part.strip_suffix(',')).is_some_and(|day| {
        digits(day, &['/', '.', '-']) && day.split(['/', '.', '-']).filter(|number| !number.is_empty()).count() == 3
    });
    day && parts.next().is_some_and(|hour| hour.contains(':') && digits(hour, &[':'])) && parts.count() > 1
}

/// "Page 3 of 5", "3/5"
fn numbers_a_page(words: &str) -> bool {
    let numbers = words.split(|letter: char| !letter.is_ascii_digit()).filter(|number| !number.is_empty()).count();
    let page = words.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("page"));
    numbers == 2 && (page && count(words) == 4 || words.chars().all(|letter| letter.is_ascii_digit() || letter == '/'))
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
        let printed = [
            "12/03/22, 10:15 Ferries stay in port - The Lisse Courier",
            "Ferries stay in port",
            "They stayed in port.",
            "https://courier.example/ferries 1/2",
            "12/03/22, 10:15 Ferries stay in port - The Lisse Courier",
            "Nobody came.",
            "Page 2 of 2",
            "https://courier.example/ferries 2/2",
        ];
        assert_eq!(heads(&printed), [true, false, false, true, true, false, true, true]);
        let comments = ["Bridge opens", "March 9, 2021 at 10:05 am", "Yes.", "March 9, 2021 at 10:05 am", "No."];
        assert_eq!(heads(&comments), [false; 5]);
    }
}
