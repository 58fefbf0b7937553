//! Lines of pages become paragraphs: without heads and feet, without the breaks and hyphens of line ends.

use super::lines::{Column, Line};
use std::collections::{BTreeSet, HashMap, HashSet};

/// How many lines at the top and the bottom of a page may be its head and foot.
const EDGE: usize = 4;
/// A head or foot stands on at least this part of the pages, as 1 of so many, and on two of them.
const REPEATED: usize = 3;
/// A line whose size differs by this part begins something new.
const SIZE: f32 = 0.12;
/// A gap above a line of this many usual ones begins a paragraph.
const GAP: f32 = 1.35;

/// What pages say.
#[derive(Debug, PartialEq)]
pub(super) struct Text {
    /// Paragraphs, a blank line between them.
    pub(super) text: String,
    /// The address that browsers print at the foot of every page.
    pub(super) address: Option<String>,
}

/// The text of pages.
pub(super) fn text(mut pages: Vec<Vec<Column>>) -> Text {
    let address = without_edges(&mut pages);
    let words = words(&pages);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for column in pages.into_iter().flatten().filter(|column| !column.lines.is_empty()) {
        let mut first = true;
        for paragraph in paragraphs_of(&column, &words) {
            match paragraphs.last_mut().filter(|last| first && last.goes_on(&paragraph)) {
                Some(last) => last.join(paragraph, &words),
                None => paragraphs.push(paragraph),
            }
            first = false;
        }
    }
    let mut text = String::new();
    for paragraph in &paragraphs {
        text.push_str(paragraph.text.trim());
        // Lines that were broken on purpose stand close together.
        text.push_str(if paragraph.close { "\n" } else { "\n\n" });
    }
    Text { text, address }
}

/// Takes away the heads and feet of pages; the address that is in them.
fn without_edges(pages: &mut [Vec<Column>]) -> Option<String> {
    let count = pages.len();
    let edge = |page: &Vec<Column>| {
        let mut lines: Vec<&Line> = page.iter().flat_map(|column| &column.lines).collect();
        lines.sort_by(|a, b| a.base.total_cmp(&b.base));
        let last = lines.len().saturating_sub(EDGE).max(EDGE.min(lines.len()));
        lines.iter().take(EDGE).chain(lines.iter().skip(last)).map(|line| place(line)).collect::<BTreeSet<_>>()
    };
    let of_pages: Vec<BTreeSet<(String, i32)>> = pages.iter().map(edge).collect();
    let mut times: HashMap<&(String, i32), usize> = HashMap::new();
    of_pages.iter().flatten().for_each(|line| *times.entry(line).or_default() += 1);
    let mut address = None;
    for (page, edges) in pages.iter_mut().zip(&of_pages) {
        for column in page.iter_mut() {
            column.lines.retain(|line| {
                let place = place(line);
                let repeated = times.get(&place).is_some_and(|times| *times >= 2 && times * REPEATED >= count);
                let is_edge = edges.contains(&place) && (repeated || is_page_number(&line.text));
                if is_edge && repeated && address.is_none() {
                    let mut words = line.text.split_whitespace();
                    address = words
                        .find(|word| word.starts_with("https://") || word.starts_with("http://"))
                        .map(str::to_owned);
                }
                !is_edge
            });
        }
    }
    address.filter(|address| !address.contains('…') && !address.contains("..."))
}

/// What tells a head or foot from other lines: its shape, and how far down it stands.
fn place(line: &Line) -> (String, i32) {
    (shape(&line.text), (line.base / 4.0).round() as i32)
}

/// What a line has in common with the same one of another page: its letters, and that it has numbers.
fn shape(line: &str) -> String {
    let mut shape = String::new();
    for letter in line.chars().filter(|letter| !letter.is_whitespace()) {
        match letter.is_ascii_digit() {
            true if shape.ends_with('#') => {}
            true => shape.push('#'),
            false => shape.extend(letter.to_lowercase()),
        }
    }
    shape
}

/// "12", "- 12 -", "3/9", "Page 3 of 9"
fn is_page_number(line: &str) -> bool {
    let words: Vec<&str> =
        line.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    match words.as_slice() {
        [one] => number(one) && one.len() <= 3,
        [one, two] if number(one) && number(two) => line.contains('/'),
        [page, one] | [page, one, _, _] => {
            ["page", "seite", "página", "pagina", "стр", "страница", "p", "s"].contains(&page.to_lowercase().as_str())
                && number(one)
        }
        _ => false,
    }
}

/// Words with a hyphen within a line: where one is divided at its hyphen, the hyphen stays.
fn words(pages: &[Vec<Column>]) -> HashSet<String> {
    let lines = pages.iter().flatten().flat_map(|column| &column.lines);
    let words = lines.flat_map(|line| line.text.split_whitespace()).map(bare);
    words.filter(|word| word.contains('-') && !word.ends_with('-')).map(str::to_lowercase).collect()
}

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '-')
}

struct Paragraph {
    text: String,
    size: f32,
    /// Whether its last line reaches to the end of its column.
    full: bool,
    /// Whether the next one follows without a gap.
    close: bool,
}

impl Paragraph {
    fn of(line: &Line, full: bool) -> Paragraph {
        Paragraph { text: line.text.trim().to_owned(), size: line.size, full, close: false }
    }

    /// Whether a paragraph at the top of the next column or page is the rest of this one.
    fn goes_on(&self, next: &Paragraph) -> bool {
        let ended = has_ended(&self.text);
        let small = next.text.starts_with(|letter: char| letter.is_lowercase());
        let same = (self.size - next.size).abs() < SIZE * self.size;
        same && self.full && (!ended || small)
    }

    fn join(&mut self, next: Paragraph, words: &HashSet<String>) {
        add(&mut self.text, &next.text, words);
        (self.full, self.close) = (next.full, next.close);
    }
}

/// Whether a sentence ends with a text.
fn has_ended(text: &str) -> bool {
    let closing = ['”', '"', '’', '\'', '»', ')'];
    text.trim_end_matches(closing).ends_with(['.', '!', '?', ':', '…'])
}

/// Adds the words of the next line; a word that was divided becomes whole.
fn add(text: &mut String, next: &str, words: &HashSet<String>) {
    let next = next.trim();
    let small = next.starts_with(|letter: char| letter.is_lowercase());
    let hyphen = text.ends_with(['-', '\u{ad}', '\u{2010}'])
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && next.starts_with(char::is_alphanumeric);
    if !hyphen {
        // Lines of scripts without spaces go on without one.
        let dense = |letter: Option<char>| letter.is_some_and(|letter| (0x2e80..0xac00).contains(&(letter as u32)));
        if !(text.is_empty() || dense(text.chars().last()) && dense(next.chars().next())) {
            text.push(' ');
        }
        text.push_str(next);
        return;
    }
    let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let whole = format!("{}{}", &text[start..], next.split_whitespace().next().unwrap_or_default());
    if small && !words.contains(&bare(&whole).to_lowercase()) {
        text.pop();
    }
    text.push_str(next);
}

/// The paragraphs of a column.
fn paragraphs_of(column: &Column, words: &HashSet<String>) -> Vec<Paragraph> {
    let lines = &column.lines;
    let edge = |of: fn(&Line) -> f32, largest: bool| {
        let mut all: Vec<f32> = lines.iter().map(of).collect();
        all.sort_by(f32::total_cmp);
        if largest { all.last().copied() } else { all.first().copied() }.unwrap_or(0.0)
    };
    let (left, right) = (edge(|line| line.left, false), edge(|line| line.right, true));
    let mut gaps: Vec<f32> =
        lines.windows(2).map(|pair| (pair[1].base - pair[0].base) / pair[1].size.max(1.0)).collect();
    // A raised number may be a line of its own.
    gaps.retain(|gap| *gap >= 0.8);
    gaps.sort_by(f32::total_cmp);
    // The usual gap is a small one: paragraphs have larger ones above them, and may have a line each.
    let usual = gaps.get(gaps.len() / 7).copied().unwrap_or(1.2).clamp(0.9, 2.6);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let letter = (line.right - line.left) / line.text.chars().count().max(1) as f32;
        let full = line.right > right - 12.0 * letter;
        let Some(before) = index.checked_sub(1).map(|before| &lines[before]) else {
            paragraphs.push(Paragraph::of(line, full));
            continue;
        };
        let first_word = line.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let resized = (line.size - before.size).abs() > SIZE * before.size;
        let apart = (line.base - before.base) / line.size.max(1.0) > GAP * usual;
        // The next word would have fitted, and is not the rest of a sentence: whoever broke the line meant it.
        let rest = line.text.starts_with(|letter: char| letter.is_lowercase()) && !has_ended(&before.text);
        let broken = !rest && before.right + letter * (first_word as f32 + 3.5) < right;
        let indented = line.left > left + 0.8 * line.size
            && before.left < left + 0.4 * line.size
            && line.left - before.left < 4.0 * line.size;
        let large = line.size > 1.15 * body_size(lines) && !resized;
        if resized || apart || indented || broken && !large {
            if let Some(last) = paragraphs.last_mut() {
                last.close = broken && !resized && !apart && !indented;
            }
            paragraphs.push(Paragraph::of(line, full));
        } else if let Some(last) = paragraphs.last_mut() {
            add(&mut last.text, &line.text, words);
            last.full = full;
        }
    }
    paragraphs
}

/// The size that most letters of a column have.
fn body_size(lines: &[Line]) -> f32 {
    let mut counts: HashMap<i32, usize> = HashMap::new();
    for line in lines {
        *counts.entry((line.size * 4.0).round() as i32).or_default() += line.text.chars().count();
    }
    counts.into_iter().max_by_key(|(size, count)| (*count, -size)).map_or(1.0, |(size, _)| size as f32 / 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, base: f32) -> Line {
        Line { text: text.to_owned(), left: 50.0, right: 50.0 + 5.0 * text.chars().count() as f32, base, size: 10.0 }
    }

    fn page(lines: &[(&str, f32)]) -> Vec<Column> {
        vec![Column { lines: lines.iter().map(|(text, base)| line(text, *base)).collect() }]
    }

    #[test]
    fn lines_become_paragraphs_and_divided_words_whole() {
        let pages = vec![page(&[
            ("The council of the town has voted for the new bridge, a long-", 10.0),
            ("awaited work that costs three million, said the mayor of the", 22.0),
            ("town. It is a long-awaited day for all who live there and inter-", 34.0),
            ("national guests came.", 46.0),
            ("Nobody was against it when the vote was held on Monday evening.", 58.0),
            ("A gap above this line begins a paragraph in any case, I think.", 90.0),
        ])];
        assert_eq!(
            text(pages).text,
            "The council of the town has voted for the new bridge, a long-awaited work that costs three million, said the mayor of the town. \
             It is a long-awaited day for all who live there and international guests came.\nNobody was against it when the vote was held on Monday evening.\n\n\
             A gap above this line begins a paragraph in any case, I think.\n\n"
        );
    }

    #[test]
    fn heads_and_feet_go_and_a_paragraph_goes_on_over_the_page() {
        let one = |number: u32, first: &'static str, last: &'static str| {
            let head: &'static str =
                ["3/2/21, 10:15 AM Bridge opens", "3/2/21, 10:16 AM Bridge opens"][number as usize];
            let foot: &'static str =
                ["https://velin.example/bridge 1/2", "https://velin.example/bridge 2/2"][number as usize];
            let middle = "The council of the town has voted for the new bridge, and a";
            page(&[
                (head, 0.0),
                (first, 30.0),
                (middle, 42.0),
                (middle, 54.0),
                (middle, 66.0),
                (last, 78.0),
                (foot, 800.0),
            ])
        };
        let pages = vec![
            one(
                0,
                "First of all the council has voted for the new bridge and a",
                "whole year was lost before the work could begin, said those who",
            ),
            one(1, "live there and who had hoped for it all the time, as everybody", "does. The end."),
        ];
        let Text { text, address } = text(pages);
        assert_eq!(address.as_deref(), Some("https://velin.example/bridge"));
        assert!(!text.contains("AM") && !text.contains("/2"), "{text}");
        assert!(text.contains("said those who live there"), "{text}");
    }

    #[test]
    fn numbers_of_pages_are_told_from_words() {
        for line in ["12", "- 3 -", "3/9", "Page 3 of 9", "Seite 4"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["1945", "3 9", "Page turners of 2021", "Twelve", "2021 was 4"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
