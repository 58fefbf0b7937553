//! The lines of an export, whatever kind of file it is.

use crate::model::article::BlockKind;
use crate::parsing::draft::Draft;
use crate::text::source::Span;

/// A line that has something on it: the block of the draft with the same number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Whether the line before it is blank, or there is none.
    pub(super) after_gap: bool,
    /// Its length in characters.
    pub(super) width: usize,
}

/// The lines of `text` from byte `from` on, each a block of its own.
pub(super) fn of_text(text: &str, from: usize) -> (Draft, Vec<Line>) {
    let (mut draft, mut lines) = (Draft::default(), Vec::new());
    let mut after_gap = true;
    for (start, line) in spans(text, from) {
        let words = line.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        if words.is_empty() {
            after_gap = true;
            continue;
        }
        let at = start + (words.as_ptr() as usize - line.as_ptr() as usize);
        draft.open(BlockKind::Paragraph, "p", true);
        draft.text(words, Span::new(at, at + words.len()));
        lines.push(Line { after_gap, width: words.chars().count() });
        after_gap = false;
    }
    draft.close();
    (draft, lines)
}

/// The lines of a text with where they begin, blank ones too; `\r\n` ends one line.
pub(super) fn spans(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut start = from;
    text[from..].split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    })
}

/// The blocks of a page, each a line after a gap.
pub(super) fn of_blocks(draft: &Draft) -> Vec<Line> {
    let width = |span: Span| span.of(&draft.body.plain).chars().count();
    draft.body.blocks.iter().map(|block| Line { after_gap: true, width: width(block.span) }).collect()
}
