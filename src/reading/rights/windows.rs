//! The parts of a text that stay, and where they are in what is left.

use crate::model::article::{Block, BlockKind, Body, Piece, Run};
use crate::model::statement::Statement;
use crate::text::source::Span;

/// What stands where something is left out.
const GAP: &str = " … ";

/// Stretches of a text that stay, in order and apart from each other, each within one block.
#[derive(Debug, Default)]
pub(super) struct Windows {
    /// Where each was, and where it is now.
    kept: Vec<(Span, u32)>,
    blocks: Vec<Kept>,
}

/// A block of which something stays.
#[derive(Debug)]
struct Kept {
    /// Its number in the old body.
    old: usize,
    /// Its windows, by number.
    windows: std::ops::Range<usize>,
    /// Where it is in the new text.
    span: Span,
}

impl Windows {
    /// The headline, and every statement with at most `around` words around it.
    pub(super) fn around(body: &Body, statements: &[Statement], around: usize) -> Windows {
        let mut spans: Vec<Span> = Vec::new();
        spans.extend(body.first(BlockKind::Title).map(|block| block.span));
        for statement in statements {
            let each = around / (2 * statement.spans.len().max(1));
            spans.extend(statement.spans.iter().flat_map(|span| by_block(body, *span)).map(|(span, block)| {
                let (start, end) =
                    (words_back(&body.plain, block, span.start, each), words_on(&body.plain, block, span.end, each));
                Span { start, end }
            }));
        }
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::new();
        for span in spans {
            match merged.last_mut() {
                // Touching words are one stretch: a mark of something left out between them would be untrue.
                Some(last)
                    if body.block_at(last.start) == body.block_at(span.start) && !gap(&body.plain, *last, span) =>
                {
                    last.end = last.end.max(span.end);
                }
                _ => merged.push(span),
            }
        }
        Windows::placed(body, &merged)
    }

    /// Gives every window its place in the new text.
    fn placed(body: &Body, spans: &[Span]) -> Windows {
        let mut windows = Windows::default();
        let mut at: u32 = 0;
        for (number, span) in spans.iter().enumerate() {
            let old = body.block_at(span.start).unwrap_or(0);
            let block = body.blocks.get(old).map_or(*span, |block| block.span);
            match windows.blocks.last_mut() {
                Some(last) if last.old == old => {
                    at += GAP.len() as u32;
                    last.windows.end = number + 1;
                }
                _ => {
                    at += if windows.blocks.is_empty() { 0 } else { 2 };
                    windows.blocks.push(Kept { old, windows: number..number + 1, span: Span { start: at, end: at } });
                    at += if is_whole(&body.plain, block.start, span.start) { 0 } else { opening().len() as u32 };
                }
            }
            windows.kept.push((*span, at));
            at += span.len() as u32;
            let last = spans.get(number + 1).is_none_or(|next| body.block_at(next.start) != Some(old));
            if last && !is_whole(&body.plain, span.end, block.end) {
                at += closing().len() as u32;
            }
            if let Some(kept) = windows.blocks.last_mut() {
                kept.span.end = at;
            }
        }
        windows
    }

    /// Where a stretch is now; `None` if not all of it stays.
    pub(super) fn map(&self, span: Span) -> Option<Span> {
        let (window, at) = self.kept.iter().find(|(window, _)| window.contains(span))?;
        let start = at + (span.start - window.start);
        Some(Span { start, end: start + span.len() as u32 })
    }

    /// Where words are now, and what stays of the sentence around them.
    pub(super) fn within(&self, words: Span, sentence: Span) -> Option<(Span, Span)> {
        let (window, _) = self.kept.iter().find(|(window, _)| window.contains(words))?;
        let sentence = Span { start: sentence.start.max(window.start), end: sentence.end.min(window.end) };
        let sentence = if sentence.contains(words) { sentence } else { words };
        Some((self.map(words)?, self.map(sentence)?))
    }

    /// The body that is left of one.
    pub(super) fn body(&self, old: &Body) -> Body {
        let mut body = Body::default();
        for kept in &self.blocks {
            let block = old.blocks.get(kept.old).copied();
            if !body.plain.is_empty() {
                body.plain.push_str("\n\n");
            }
            let kind = block.map_or(BlockKind::Paragraph, |block| block.kind);
            for (count, number) in kept.windows.clone().enumerate() {
                let (window, _) = self.kept[number];
                if count > 0 {
                    body.plain.push_str(GAP);
                } else if block.is_some_and(|block| !is_whole(&old.plain, block.span.start, window.start)) {
                    body.plain.push_str(opening());
                }
                let start = body.plain.len();
                body.plain.push_str(window.of(&old.plain));
                let plain = Span::new(start, body.plain.len());
                body.runs.push(Run { plain, source: old.to_source(window) });
                let last = number + 1 == kept.windows.end;
                if last && block.is_some_and(|block| !is_whole(&old.plain, window.end, block.span.end)) {
                    body.plain.push_str(closing());
                }
            }
            let number = body.blocks.len() as u32;
            let kind = if matches!(kind, BlockKind::Title | BlockKind::Lede) { kind } else { BlockKind::Paragraph };
            body.blocks.push(Block { kind, span: kept.span });
            if kind == BlockKind::Paragraph {
                let pieces = [Piece::Open(number, "p".into()), Piece::Text(kept.span), Piece::Close("p".into())];
                body.pieces.extend(pieces);
            }
        }
        body
    }
}

fn opening() -> &'static str {
    "… "
}

fn closing() -> &'static str {
    " …"
}

/// Whether nothing is left out between the end of a block and what stays of it.
fn is_whole(plain: &str, from: u32, to: u32) -> bool {
    !plain[from as usize..to.max(from) as usize].contains(char::is_alphanumeric)
}

/// Whether words are left out between two stretches.
fn gap(plain: &str, first: Span, second: Span) -> bool {
    second.start > first.end && plain[first.end as usize..second.start as usize].contains(char::is_alphanumeric)
}

/// A stretch by the blocks it lies in, each part with its block.
fn by_block(body: &Body, span: Span) -> Vec<(Span, Span)> {
    let overlapping = body.blocks.iter().filter(|block| block.span.overlaps(span));
    let part = |block: &Block| {
        let within = Span { start: span.start.max(block.span.start), end: span.end.min(block.span.end) };
        (within, block.span)
    };
    overlapping.map(part).collect()
}

/// The place so many words before another, not before the block.
fn words_back(plain: &str, block: Span, at: u32, count: usize) -> u32 {
    let before = &plain[block.start as usize..at as usize];
    let mut words = before.split_whitespace().rev().take(count);
    let first = words.by_ref().last();
    first.map_or(at, |word| block.start + (word.as_ptr() as usize - before.as_ptr() as usize) as u32)
}

/// The place so many words after another, not after the block.
fn words_on(plain: &str, block: Span, at: u32, count: usize) -> u32 {
    let after = &plain[at as usize..block.end as usize];
    let last = after.split_whitespace().take(count).last();
    last.map_or(at, |word| at + (word.as_ptr() as usize - after.as_ptr() as usize + word.len()) as u32)
}
