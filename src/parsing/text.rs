//! Raw text: lines become paragraphs.
//!
//! Every character means itself. Three layouts occur: a blank line between paragraphs, one line for each paragraph, and lines
//! wrapped at some width (old wire copy), where a paragraph ends at a blank line, an indented line or a line that stops early.

use super::draft::Draft;
use super::lines::ends_sentence;
use super::{byline, date_line, fields};
use crate::model::article::BlockKind;
use crate::text::source::Span;
use std::collections::BTreeMap;

/// Lines longer than this were not wrapped by anybody: they are paragraphs.
const WIDEST_WRAP: usize = 130;
/// Lines shorter than this are headings and lists, not wrapped text.
const NARROWEST_WRAP: usize = 30;
/// Lines shorter than this are none of a column in a paper.
const NARROWEST_COLUMN: usize = 20;
/// From which width on a line may be a full one.
const FULL_LINE: usize = 45;
/// From how many indented lines with others below them on paragraphs are told by their first lines.
const FIRST_LINES: usize = 3;
/// From how many words divided at line ends on a text was hyphenated for print.
const HYPHENATED: usize = 3;

/// A line without the white space around it.
#[derive(Clone, Copy, Debug)]
struct Line {
    span: Span,
    /// Characters of white space before it.
    indent: usize,
    /// Length in characters.
    width: usize,
    /// Whether the line above is blank or there is none.
    after_gap: bool,
}

/// The paragraphs of `text` from byte `from` on.
pub(super) fn read(text: &str, from: usize) -> Draft {
    let lines = lines(text, from);
    let wrap = wrap_width(text, &lines);
    let first = first_indent(&lines);
    let goes_on: Vec<bool> = lines
        .windows(2)
        .map(|pair| {
            let begins = first.is_some_and(|first| pair[1].indent == first && ends_sentence(pair[0].span.of(text)));
            !pair[1].after_gap && !begins && goes_on(text, &pair[0], &pair[1], wrap)
        })
        .collect();
    let divided =
        lines.windows(2).zip(&goes_on).filter(|(pair, goes_on)| **goes_on && is_divided(text, &pair[0], &pair[1]));
    let hyphenated = divided.count() >= HYPHENATED;
    let mut draft = Draft::default();
    draft.body.plain.reserve(text.len() - from);
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).filter(|before| goes_on[*before]);
        match before.map(|before| &lines[before]) {
            Some(last) if is_divided(text, last, line) => {}
            Some(last) => draft.text(" ", Span { start: last.span.end, end: line.span.start }),
            None => draft.open(BlockKind::Paragraph, "p", true),
        }
        let mut span = line.span;
        let next = lines.get(index + 1).filter(|_| goes_on[index]);
        if next.is_some_and(|next| is_divided(text, line, next) && is_one_word(text, line, next, hyphenated)) {
            span.end -= 1;
        }
        draft.text(span.of(text), span);
    }
    draft.close();
    draft
}

/// The lines that have something on them.
fn lines(text: &str, from: usize) -> Vec<Line> {
    let mut lines = Vec::with_capacity(64);
    let mut start = from;
    let mut after_gap = true;
    while start < text.len() {
        let end = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        let line = &text[start..end];
        let words = line.trim_matches(is_blank);
        if words.is_empty() {
            // The second half of a Windows line end makes no gap.
            after_gap |=
                !(line.is_empty() && start > from && text[..start].ends_with('\r') && text[end..].starts_with('\n'));
        } else {
            let before = &line[..line.len() - line.trim_start_matches(is_blank).len()];
            let at = start + before.len();
            let span = slug(words, at);
            let indent = before.chars().map(|letter| if letter == '\t' { 4 } else { 1 }).sum();
            lines.push(Line { span, indent, width: words.chars().count(), after_gap });
            after_gap = false;
        }
        start = end + 1;
    }
    lines
}

/// A line without the signs by which agencies mark the lines above a text for machines: `^By ANA RUIZ=`, `^Bridge to open<`.
fn slug(words: &str, at: usize) -> Span {
    let marked = words.strip_prefix('^').map(|rest| rest.strip_suffix(['<', '=']).unwrap_or(rest));
    match marked.filter(|inner| !inner.trim().is_empty()) {
        Some(inner) => Span::new(at + 1, at + 1 + inner.len()),
        None => Span::new(at, at + words.len()),
    }
}

/// White space, and characters that nobody sees.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\0')
}

/// The width at which the lines were wrapped, if they were.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = Vec::new();
    let (mut ended, mut lower, mut caseless, mut full) = (0, 0, 0, 0);
    let mut paragraph_ends = vec![false; lines.len()];
    for index in (0..lines.len()).rev() {
        let last = lines.get(index + 1).is_none_or(|next| next.after_gap);
        paragraph_ends[index] =
            if last { ends_sentence(lines[index].span.of(text)) } else { paragraph_ends[index + 1] };
    }
    for (index, pair) in lines.windows(2).enumerate().filter(|(_, pair)| !pair[1].after_gap) {
        widths.push(pair[0].width);
        ended += usize::from(ends_sentence(pair[0].span.of(text)));
        let next = pair[1].span.of(text);
        lower += usize::from(starts_lower(next));
        let word = next.split(is_blank).next().map_or(0, |word| word.chars().count());
        let fills = pair[0].width >= FULL_LINE && pair[0].width + 1 + word >= pair[1].width;
        full += usize::from(fills && paragraph_ends[index] && !ends_sentence(pair[0].span.of(text)));
        let first = next.chars().next();
        caseless += usize::from(
            first.is_some_and(|first| first.is_alphabetic() && !first.is_lowercase() && !first.is_uppercase()),
        );
    }
    // Lines that nobody wrapped seldom go on with a small letter, and are no full lines of a paragraph that ends in a stop;
    // scripts without small letters are told by their ends.
    let wrapped = lower * 6 >= widths.len() || caseless * 2 > widths.len() || full * 2 > widths.len();
    if widths.is_empty() || !wrapped || (ended * 10 > widths.len() * 7 && lower * 5 < widths.len()) {
        return None;
    }
    let rank = (widths.len() - 1) * 9 / 10;
    let width = *widths.select_nth_unstable(rank).1;
    (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width).then_some(width)
}

/// By how much the first line of a paragraph is indented, where paragraphs are told by that.
fn first_indent(lines: &[Line]) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for pair in lines.windows(2).filter(|pair| !pair[1].after_gap && pair[1].indent + 1 < pair[0].indent) {
        *counts.entry(pair[0].indent).or_default() += 1;
    }
    let (indent, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= FIRST_LINES).then_some(indent)
}

/// Whether `next` belongs to the paragraph of the line above it.
fn goes_on(text: &str, line: &Line, next: &Line, wrap: Option<usize>) -> bool {
    let (words, following) = (line.span.of(text), next.span.of(text));
    if fields::read(following).is_some() || line.width <= 60 && !date_line::read(words).is_empty() {
        return false;
    }
    // A line of signs divides, and the number of a page ends none.
    let divides = |words: &str| !words.contains(char::is_alphanumeric);
    let numbers = |words: &str| words.len() <= 4 && words.bytes().all(|byte| byte.is_ascii_digit());
    if divides(words)
        || divides(following)
        || numbers(words) && line.after_gap
        || numbers(following) && ends_sentence(words)
    {
        return false;
    }
    let broken_off = line.width >= NARROWEST_COLUMN || words.ends_with('-');
    if starts_lower(following) && !ends_sentence(words) && broken_off && !byline::is_marked(following) {
        return true;
    }
    let Some(wrap) = wrap else { return false };
    if next.indent > line.indent + 1 || line.width > wrap + wrap / 4 {
        return false;
    }
    let first = following.split(is_blank).next().map_or(0, |word| word.chars().count());
    // The indented first line of a paragraph is a full one, though a record's clerk ended it early.
    let opens = (1..=8).contains(&line.indent) && next.indent < line.indent && !ends_sentence(words);
    line.width + 1 + first + wrap / 12 > wrap || opens && line.width * 3 >= wrap * 2
}

/// Whether a word is divided at the end of a line.
fn is_divided(text: &str, line: &Line, next: &Line) -> bool {
    let words = line.span.of(text);
    words.ends_with('-')
        && words.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && starts_lower(next.span.of(text))
}

/// Whether the hyphen at the end of a line is none of the word's own.
///
/// In a text whose lines often end in one, as in print, it is the printer's, unless the word has one elsewhere; in any other
/// text it stays, unless the word occurs without it.
fn is_one_word(text: &str, line: &Line, next: &Line, hyphenated: bool) -> bool {
    let letter = |letter: char| letter.is_alphabetic() || letter == '-';
    let (words, following) = (line.span.of(text).trim_end_matches('-'), next.span.of(text));
    let first = &words[words.trim_end_matches(letter).len()..];
    let second = &following[..following.len() - following.trim_start_matches(char::is_alphabetic).len()];
    let occurs = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    if hyphenated { !occurs(&format!("{first}-{second}")) } else { occurs(&format!("{first}{second}")) }
}

fn starts_lower(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        let draft = read(text, 0);
        draft.body.blocks.iter().map(|block| block.span.of(&draft.body.plain).to_owned()).collect()
    }

    #[test]
    fn paragraphs_are_told_by_their_first_lines_where_these_are_indented() {
        let text = "  The first speaker said that the old bridge\nwould be closed for the whole of the winter.\n  The chair agreed.\n  Nobody else spoke.\n\
            \x20 The second speaker said that the ferry must\nsail in any weather until the bridge is open.\n  She was thanked for her words by all the\nmembers of the council who were there.\n";
        let found = paragraphs(text);
        assert_eq!(found.len(), 5, "{found:?}");
        assert_eq!(found[1], "The chair agreed.");
    }

    #[test]
    fn wrapped_lines_are_joined_at_spaces() {
        let text = "The council of Velin voted on Tuesday to reopen the old\r\nbridge over the Ostra, which had been closed for repairs\r\n\
                    since the flood, and to ask the state for money.\r\n\r\nThe mayor thanked the long-\r\nsuffering neighbours.\r\n";
        assert_eq!(
            paragraphs(text),
            [
                "The council of Velin voted on Tuesday to reopen the old bridge over the Ostra, which had been closed for \
                 repairs since the flood, and to ask the state for money.",
                "The mayor thanked the long-suffering neighbours.",
            ]
        );
    }

    #[test]
    fn a_line_that_stops_early_or_an_indented_one_ends_a_wrapped_paragraph() {
        let text = "The council of Velin voted on Tuesday to reopen the old\nbridge over the Ostra, which had been closed.\n\
                    The mayor thanked the neighbours, the workers and also the\nschool for its patience. She then went to see the\n   \
                    Nobody spoke against the plan, and no date was given to\nanyone in the room.";
        assert_eq!(paragraphs(text).len(), 3, "{:#?}", paragraphs(text));
    }

    #[test]
    fn one_line_for_each_paragraph_stays_so() {
        let text = "Bridge reopens\nThe council of Velin voted on Tuesday to reopen it.\nThe mayor thanked everybody.\nNobody spoke.";
        assert_eq!(paragraphs(text).len(), 4);
    }

    #[test]
    fn two_full_lines_are_a_paragraph_although_a_name_begins_the_second() {
        let text = "LISSE, January 28. /Wire/. The old harbour bridge, closed since\nOctober 2021, will open in May, the mayor said.";
        assert_eq!(paragraphs(text).len(), 1);
        let text = "The old harbour bridge will open again in May, the mayor says\nCouncil of Lisse asks for money from the state, and the ferry\n\nThe bridge will open.";
        assert_eq!(paragraphs(text).len(), 3);
    }

    #[test]
    fn an_indented_first_line_goes_on_at_the_margin() {
        let text = "  Mr. RUIZ. I rise today to thank the crew of the old ferry of\nLisse, who have served the town and its harbour for many years\nand never missed a day, and to ask the house for its support.\n  I thank the house.";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn words_divided_for_print_become_whole_again() {
        let text =
            "The coun-\ncil of Lisse voted to re-\nopen the bridge and the well-\nknown ferry, which is well-known.";
        assert_eq!(
            paragraphs(text),
            ["The council of Lisse voted to reopen the bridge and the well-known ferry, which is well-known."]
        );
        let text = "The long-\nsuffering coun-\ncil met. The council of Lisse voted.";
        assert_eq!(paragraphs(text), ["The long-suffering council met. The council of Lisse voted."]);
    }

    #[test]
    fn short_lines_with_capitals_are_lines_of_their_own() {
        let text = "Bridge to open in May\nMayor keeps her word at last\n\nAna Ruiz Lisse correspondent\nFri 28 Jan 2022 09.05 GMT\n\nThe bridge will open.";
        assert_eq!(paragraphs(text).len(), 5);
        let text = "From: The Lisse Wire <news@example.org>\nSubject: Bridge to open\nTo: a@example.org\n\nThe bridge will open.";
        assert_eq!(paragraphs(text).len(), 4);
    }

    #[test]
    fn windows_and_old_mac_line_ends_are_line_ends() {
        assert_eq!(paragraphs("A b.\r\n\r\nC d.\r\n"), ["A b.", "C d."]);
        assert_eq!(paragraphs("A b.\r\rC d.\r"), ["A b.", "C d."]);
        assert!(paragraphs("\u{feff} \r\n\t\r\n").is_empty());
    }
}
