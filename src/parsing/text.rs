//! Raw text: lines become paragraphs.
//!
//! Every character means itself. Three layouts occur: a blank line between paragraphs, one line for each paragraph, and lines
//! wrapped at some width (old wire copy), where a paragraph ends at a blank line, an indented line or a line that stops early.

use super::byline;
use super::draft::Draft;
use super::lines::ends_sentence;
use crate::model::article::BlockKind;
use crate::text::source::Span;

/// Lines longer than this were not wrapped by anybody: they are paragraphs.
const WIDEST_WRAP: usize = 130;
/// Lines shorter than this are headings and lists, not wrapped text.
const NARROWEST_WRAP: usize = 30;

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
    let mut draft = Draft::default();
    draft.body.plain.reserve(text.len() - from);
    let mut last: Option<&Line> = None;
    for line in &lines {
        match last.filter(|last| !line.after_gap && goes_on(text, last, line, wrap)) {
            Some(last) => join(&mut draft, text, last, line),
            None => draft.open(BlockKind::Paragraph, "p", true),
        }
        draft.text(line.span.of(text), line.span);
        last = Some(line);
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
            let span = Span::new(at, at + words.len());
            let indent = before.chars().map(|letter| if letter == '\t' { 4 } else { 1 }).sum();
            lines.push(Line { span, indent, width: words.chars().count(), after_gap });
            after_gap = false;
        }
        start = end + 1;
    }
    lines
}

/// White space, and characters that nobody sees.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\0')
}

/// The width at which the lines were wrapped, if they were.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = Vec::new();
    let (mut ended, mut lower) = (0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[1].after_gap) {
        widths.push(pair[0].width);
        ended += usize::from(ends_sentence(pair[0].span.of(text)));
        lower += usize::from(starts_lower(pair[1].span.of(text)));
    }
    if widths.is_empty() || (ended * 10 > widths.len() * 7 && lower * 5 < widths.len()) {
        return None;
    }
    let rank = (widths.len() - 1) * 9 / 10;
    let width = *widths.select_nth_unstable(rank).1;
    (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width).then_some(width)
}

/// Whether `next` belongs to the paragraph of the line above it.
fn goes_on(text: &str, line: &Line, next: &Line, wrap: Option<usize>) -> bool {
    let (words, following) = (line.span.of(text), next.span.of(text));
    let broken_off = line.width >= NARROWEST_WRAP || words.ends_with('-');
    if starts_lower(following) && !ends_sentence(words) && broken_off && !byline::is_marked(following) {
        return true;
    }
    let Some(wrap) = wrap else { return false };
    if next.indent > line.indent + 1 || line.width > wrap + wrap / 4 {
        return false;
    }
    let first = following.split(is_blank).next().map_or(0, |word| word.chars().count());
    line.width + 1 + first + wrap / 12 > wrap
}

/// Adds the line end between two lines of a paragraph, as a space; a word divided at a hyphen stays one word.
fn join(draft: &mut Draft, text: &str, line: &Line, next: &Line) {
    let gap = Span { start: line.span.end, end: next.span.start };
    let words = line.span.of(text);
    let divided = words.ends_with('-')
        && words.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && starts_lower(next.span.of(text));
    if !divided {
        draft.text(" ", gap);
    }
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
    fn windows_and_old_mac_line_ends_are_line_ends() {
        assert_eq!(paragraphs("A b.\r\n\r\nC d.\r\n"), ["A b.", "C d."]);
        assert_eq!(paragraphs("A b.\r\rC d.\r"), ["A b.", "C d."]);
        assert!(paragraphs("\u{feff} \r\n\t\r\n").is_empty());
    }
}
