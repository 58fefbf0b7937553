//! Two wordings side by side, word by word.
//!
//! ```text
//! left:   We will not let them emasculate our initiative
//! right:  We will not allow them to emasculate [our] initiative
//! same    We will not | left: let, right: allow | same: them | right: to | same: emasculate | ...
//! ```

use crate::languages::{self, words};
use crate::text::source::Span;
use std::ops::Range;

/// A step of a comparison, in order of both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    /// The same words in both, though perhaps in other typography.
    Same {
        /// Where they are in the left text.
        left: Span,
        /// Where they are in the right text.
        right: Span,
    },
    /// Words that only the left text has.
    Left(Span, Mark),
    /// Words that only the right text has.
    Right(Span, Mark),
}

/// What words that stand on one side only are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Other words.
    Words,
    /// An ellipsis: something was left out here.
    Ellipsis,
    /// Something in square brackets: put in by an editor.
    Brackets,
}

/// Form of every ellipsis: something is left out on both sides, though not the same thing.
const ELLIPSIS: u32 = 0x5555_aaaa;

/// A word, an ellipsis or something in brackets.
struct Token {
    span: Span,
    form: u32,
    mark: Mark,
}

/// Compares two wordings. Case, quotation marks and other punctuation beside a word make no difference.
pub(crate) fn compare(left: &str, right: &str) -> Vec<Segment> {
    let (a, b) = (tokens(left), tokens(right));
    let forms = |tokens: &[Token]| tokens.iter().map(|token| token.form).collect::<Vec<_>>();
    let mut segments = Vec::new();
    let (mut i, mut j) = (0, 0);
    let blocks = matching_blocks(&forms(&a), &forms(&b));
    for (start_a, start_b, length) in blocks.into_iter().chain([(a.len(), b.len(), 0)]) {
        one_side(&a[i..start_a], Segment::Left, &mut segments);
        one_side(&b[j..start_b], Segment::Right, &mut segments);
        (i, j) = (start_a + length, start_b + length);
        if length > 0 {
            let (left, right) = (cover(&a[start_a..i]), cover(&b[start_b..j]));
            segments.push(Segment::Same { left, right });
        }
    }
    segments
}

/// Two wordings in one line, as `wdiff` writes them: `will [-not-] {+never+} open`. What the right one has before and after is
/// only hinted at.
pub(crate) fn difference(left: &str, right: &str) -> String {
    let segments = compare(left, right);
    let is_same = |segment: &Segment| matches!(segment, Segment::Same { .. });
    let first = segments.iter().position(is_same).unwrap_or(0);
    let last = segments.iter().rposition(is_same).unwrap_or(segments.len());
    let shown = |(at, segment): (usize, &Segment)| match segment {
        Segment::Same { right: span, .. } => span.of(right).to_owned(),
        Segment::Left(span, _) => format!("[-{}-]", span.of(left)),
        // Before and after the words of the left one only as much as it has in this place.
        Segment::Right(span, _) if at < first || at > last => {
            let instead = match at.checked_sub(1).and_then(|before| segments.get(before)) {
                Some(Segment::Left(span, _)) => span.of(left).split_whitespace().count(),
                _ => 0,
            };
            let words: Vec<&str> = span.of(right).split_whitespace().collect();
            match (instead.min(words.len()), words.len()) {
                (0, _) => "…".to_owned(),
                (few, all) if few == all => format!("{{+{}+}}", words.join(" ")),
                (few, _) if at > last => format!("{{+{}+}} …", words[..few].join(" ")),
                (few, all) => format!("… {{+{}+}}", words[all - few..].join(" ")),
            }
        }
        Segment::Right(span, _) => format!("{{+{}+}}", span.of(right)),
    };
    segments.iter().enumerate().map(shown).collect::<Vec<_>>().join(" ")
}

fn cover(tokens: &[Token]) -> Span {
    Span { start: tokens[0].span.start, end: tokens[tokens.len() - 1].span.end }
}

/// Words of one side, in runs of the same mark.
fn one_side(tokens: &[Token], side: fn(Span, Mark) -> Segment, segments: &mut Vec<Segment>) {
    for run in tokens.chunk_by(|a, b| a.mark == b.mark) {
        segments.push(side(cover(run), run[0].mark));
    }
}

/// The words of a text, each with the punctuation that follows it, and its ellipses and brackets.
fn tokens(text: &str) -> Vec<Token> {
    let brackets = bracketed(text);
    let words = words::words(text, languages::of(""));
    let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        let end = words.get(index + 1).map_or(text.len(), |next| next.span.start as usize);
        let gap_start = word.span.end as usize;
        let inside = brackets.iter().any(|range| range.contains(&(word.span.start as usize)));
        let gap = &text[gap_start..end];
        let dots = gap.find('…').or_else(|| gap.find("...")).or_else(|| gap.find(". . ."));
        let own = dots.map_or(gap, |at| &gap[..at]);
        let own = own.trim_end_matches(|sign: char| {
            sign.is_whitespace() || matches!(sign, '[' | '(' | '“' | '"' | '‘' | '«' | '„')
        });
        let start = match text[..word.span.start as usize].chars().next_back() {
            Some('[') => word.span.start as usize - 1,
            _ => word.span.start as usize,
        };
        let mark = if inside { Mark::Brackets } else { Mark::Words };
        // A word in brackets is an editor's: it is no match for the same word as it was said.
        let form = if inside { !word.form } else { word.form };
        tokens.push(Token { span: Span::new(start, gap_start + own.len()), form, mark });
        if let Some(at) = dots {
            let length = gap[at..].find(|sign: char| !matches!(sign, '…' | '.' | ' ')).unwrap_or(gap.len() - at);
            let span = Span::new(gap_start + at, gap_start + at + gap[at..at + length].trim_end().len());
            tokens.push(Token { span, form: ELLIPSIS, mark: Mark::Ellipsis });
        }
    }
    tokens
}

/// The ranges in square brackets.
fn bracketed(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut open = None;
    for (at, sign) in text.match_indices(['[', ']']) {
        match (sign, open) {
            ("[", _) => open = Some(at),
            (_, Some(start)) => {
                ranges.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    ranges
}

/// Longest stretch of either text that is compared, in words: beyond it quotations are speeches.
const LONGEST: usize = 800;

/// Runs that two sequences have in common, in the order of both, as (start in `a`, start in `b`, length).
///
/// The longest run first, then the longest to its left and right, and so on (Ratcliff and Obershelp 1988): unlike a longest common
/// subsequence this never scatters single words over a gap. A single word counts only in a gap of at most [`SMALL_GAP`] words.
pub(crate) fn matching_blocks(a: &[u32], b: &[u32]) -> Vec<(usize, usize, usize)> {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let mut blocks = Vec::new();
    let mut open = vec![(0..a.len(), 0..b.len())];
    let mut row = vec![0_u32; b.len() + 1];
    while let Some((in_a, in_b)) = open.pop() {
        if in_a.is_empty() || in_b.is_empty() {
            continue;
        }
        let (start_a, start_b, length) = longest_run(a, b, &in_a, &in_b, &mut row);
        let needed = if in_a.len().max(in_b.len()) <= SMALL_GAP { 1 } else { 2 };
        if length >= needed {
            blocks.push((start_a, start_b, length));
            open.push((in_a.start..start_a, in_b.start..start_b));
            open.push((start_a + length..in_a.end, start_b + length..in_b.end));
        }
    }
    blocks.sort_unstable();
    // Neighbours that were found apart are one run.
    let mut joined: Vec<(usize, usize, usize)> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match joined.last_mut() {
            Some(last) if last.0 + last.2 == block.0 && last.1 + last.2 == block.1 => last.2 += block.2,
            _ => joined.push(block),
        }
    }
    joined
}

/// Widest gap in which a single common word still means something.
const SMALL_GAP: usize = 4;

/// The longest common run within two ranges, the first in `a` among equals.
fn longest_run(
    a: &[u32],
    b: &[u32],
    in_a: &Range<usize>,
    in_b: &Range<usize>,
    row: &mut [u32],
) -> (usize, usize, usize) {
    row.fill(0);
    let mut best = (0, 0, 0);
    for i in in_a.clone() {
        let mut diagonal = 0;
        for j in in_b.clone() {
            let above = row[j + 1];
            row[j + 1] = if a[i] == b[j] { diagonal + 1 } else { 0 };
            diagonal = above;
            let length = row[j + 1] as usize;
            if length > best.2 {
                best = (i + 1 - length, j + 1 - length, length);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Same words plain, left ones as `-words-`, right ones as `+words+`, marks as `…` and `[`.
    fn shown(left: &str, right: &str) -> String {
        let mark = |mark| match mark {
            Mark::Words => "",
            Mark::Ellipsis => "…",
            Mark::Brackets => "[",
        };
        let one = |segment| match segment {
            Segment::Same { left: span, .. } => span.of(left).to_owned(),
            Segment::Left(span, kind) => format!("-{}{}-", mark(kind), span.of(left)),
            Segment::Right(span, kind) => format!("+{}{}+", mark(kind), span.of(right)),
        };
        compare(left, right).into_iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_of_either_side_are_told_from_the_same_ones() {
        let shown = shown(
            "“We will not let them emasculate our initiative,” he said",
            "We will not allow them to emasculate our initiative",
        );
        assert_eq!(shown, "We will not -let- +allow+ them +to+ emasculate our initiative,” -he said-");
    }

    #[test]
    fn ellipses_and_brackets_are_marked() {
        let shown = shown("the bridge will open in May or June", "the [new] bridge … in May [or June]");
        assert_eq!(shown, "the +[[new]+ bridge -will open- +…… + in May -or June- +[[or June]+".replace("…… ", "……"));
    }

    #[test]
    fn a_difference_fits_in_one_line() {
        let there = "It turns out that the bridge will not open in June, she said.";
        assert_eq!(
            difference("the bridge will open in late June", there),
            "… the bridge will {+not+} open in [-late-] June, …"
        );
        assert_eq!(
            difference("We sail until 13 May", "We sail until 12 June. So be it."),
            "We sail until [-13 May-] {+12 June.+} …"
        );
        assert_eq!(
            difference("They sail until May", "So be it: we sail until May"),
            "[-They-] … {+we+} sail until May"
        );
    }

    #[test]
    fn nothing_compared_with_nothing_is_nothing() {
        assert_eq!(compare("", "…"), []);
    }
}
