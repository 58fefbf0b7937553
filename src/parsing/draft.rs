//! A body in the making: blocks as the format gives them, before it is known which of them are title, lede or boilerplate.
//!
//! The readers of the three formats fill a [`Draft`] from top to bottom; [`Draft::finish`] then applies one [`Verdict`] for each
//! block and makes the [`Body`] of what is kept.

use crate::model::article::{Block, BlockKind, Body, LeftOut, Piece, Run};
use crate::text::source::{Span, without_controls};
use std::borrow::Cow;

/// Most words kept of a stretch that is left out.
pub(super) const LEFT_OUT_WORDS: usize = 24;

/// A body before anything is left out.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Everything readable, with the same rules as a finished body.
    pub(super) body: Body,
    /// One for each block: whether it stands by itself, not inside a list, table or quotation.
    pub(super) top: Vec<bool>,
    /// For each block, whether the format itself shows that it stands around the article; empty if it shows nothing.
    pub(super) outside: Vec<bool>,
    /// What was left out before there were blocks.
    pub(super) cut: Vec<LeftOut>,
    /// People whom links name in full where the text has their surnames.
    pub(super) named: Vec<String>,
    /// The element of the block that is open now.
    element: Option<&'static str>,
    /// How many pieces there were when it was opened.
    opened_at: usize,
}

/// What becomes of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// What it is; `None` if all of it is left out.
    pub(super) kind: Option<BlockKind>,
    /// The part of the plain text that is kept.
    pub(super) keep: Span,
    /// Why the rest is left out.
    pub(super) why: &'static str,
    /// Whether the next block goes on in the same paragraph.
    pub(super) joined: bool,
}

impl Verdict {
    /// Keeps a block as it is.
    pub(super) fn keep(block: &Block) -> Verdict {
        Verdict { kind: Some(block.kind), keep: block.span, why: "", joined: false }
    }
}

impl Draft {
    /// Opens a block; an open one is closed first, since blocks do not nest.
    pub(super) fn open(&mut self, kind: BlockKind, element: &'static str, top: bool) {
        self.close();
        self.element = Some(element);
        self.opened_at = self.body.pieces.len();
        self.body.pieces.push(Piece::Open(self.body.blocks.len() as u32, element.into()));
        let at = self.body.plain.len();
        self.body.blocks.push(Block { kind, span: Span::new(at, at) });
        self.top.push(top);
    }

    /// Whether a block is open.
    pub(super) fn is_open(&self) -> bool {
        self.element.is_some()
    }

    /// The open block, to change what it is.
    pub(super) fn current(&mut self) -> Option<&mut Block> {
        self.element.and(self.body.blocks.last_mut())
    }

    /// Closes the open block. One without text leaves only its tags, and a paragraph not even those.
    pub(super) fn close(&mut self) {
        let Some(element) = self.element.take() else { return };
        let empty = self.body.blocks.last().is_some_and(|block| block.span.is_empty());
        if !empty {
            self.body.pieces.push(Piece::Close(element.into()));
            return;
        }
        self.body.blocks.pop();
        self.top.pop();
        if matches!(element, "td" | "th") {
            self.body.pieces[self.opened_at] = Piece::Markup(format!("<{element}>"));
            self.body.pieces.push(Piece::Markup(format!("</{element}>")));
        } else {
            self.body.pieces.truncate(self.opened_at);
        }
    }

    /// Adds words to the open block: `text` is what they read as, `source` where they stand.
    pub(super) fn text(&mut self, text: &str, source: Span) {
        let plain = self.plain_text(text, source);
        let follows = |last: &Span| last.end == plain.start;
        match self.body.pieces.last_mut() {
            Some(Piece::Text(last)) if follows(last) => last.end = plain.end,
            _ if plain.is_empty() => {}
            _ => self.body.pieces.push(Piece::Text(plain)),
        }
    }

    /// Adds white space that is not shown because markup stands for it, such as a line break.
    pub(super) fn unshown(&mut self, text: &str, source: Span) {
        self.plain_text(text, source);
    }

    /// Adds safe HTML.
    pub(super) fn markup(&mut self, html: impl Into<String>) {
        let html = html.into();
        match self.body.pieces.last_mut() {
            Some(Piece::Markup(last)) => last.push_str(&html),
            _ => self.body.pieces.push(Piece::Markup(html)),
        }
    }

    fn plain_text(&mut self, text: &str, source: Span) -> Span {
        debug_assert!(self.element.is_some(), "text stands in a block");
        let Body { plain, blocks, runs, .. } = &mut self.body;
        let Some(block) = blocks.last_mut() else { return Span::default() };
        if block.span.is_empty() && !text.is_empty() {
            if !plain.is_empty() {
                plain.push_str("\n\n");
            }
            block.span = Span::new(plain.len(), plain.len());
        }
        let start = plain.len();
        // A reference such as `&#1;` stands for what no page may hold.
        plain.push_str(&without_controls(text));
        let added = Span::new(start, plain.len());
        block.span.end = added.end;
        push_run(runs, Run { plain: added, source });
        added
    }

    /// Makes the body of what the verdicts keep; there is one for each block. What they leave out is added to `left_out`.
    pub(super) fn finish(mut self, mut verdicts: Vec<Verdict>, left_out: &mut Vec<LeftOut>) -> Body {
        self.close();
        left_out.append(&mut self.cut);
        debug_assert_eq!(verdicts.len(), self.body.blocks.len());
        // White space that markup left at the ends of a block is none of its words.
        for verdict in &mut verdicts {
            verdict.keep = verdict.keep.trimmed(&self.body.plain);
            verdict.kind = verdict.kind.filter(|_| !verdict.keep.is_empty());
        }
        for index in 0..verdicts.len() {
            let next = verdicts.get(index + 1).is_some_and(|next| next.kind == Some(BlockKind::Paragraph));
            verdicts[index].joined &= next;
        }
        for (block, verdict) in self.body.blocks.iter().zip(&verdicts) {
            let (start, end) = (block.span.start, block.span.end);
            let (from, to) = if verdict.kind.is_some() { (verdict.keep.start, verdict.keep.end) } else { (end, end) };
            for rest in [Span { start, end: from }, Span { start: to, end }] {
                let rest = rest.trimmed(&self.body.plain);
                if rest.of(&self.body.plain).contains(char::is_alphanumeric) {
                    let words =
                        rest.of(&self.body.plain).split_whitespace().take(LEFT_OUT_WORDS).collect::<Vec<_>>().join(" ");
                    left_out.push(LeftOut { span: self.body.to_source(rest), why: verdict.why.to_owned(), words });
                }
            }
        }
        Rebuilding::new(&self.body, &verdicts).body()
    }
}

/// Copies the kept parts of a body into a new one.
struct Rebuilding<'a> {
    old: &'a Body,
    verdicts: &'a [Verdict],
    new: Body,
    /// The first run that may still be needed.
    run: usize,
    /// How far the old text is copied.
    at: u32,
}

impl<'a> Rebuilding<'a> {
    fn new(old: &'a Body, verdicts: &'a [Verdict]) -> Rebuilding<'a> {
        let new = Body {
            plain: String::with_capacity(old.plain.len()),
            blocks: Vec::with_capacity(old.blocks.len()),
            pieces: Vec::with_capacity(old.pieces.len()),
            runs: Vec::with_capacity(old.runs.len()),
            dateline: None,
        };
        Rebuilding { old, verdicts, new, run: 0, at: 0 }
    }

    fn body(mut self) -> Body {
        let mut current = None;
        let mut going_on = false;
        for piece in &self.old.pieces {
            match piece {
                Piece::Open(index, element) => {
                    let index = *index as usize;
                    let verdict = &self.verdicts[index];
                    current = Some(index);
                    let Some(kind) = verdict.kind else {
                        if matches!(&**element, "td" | "th") {
                            // A table keeps its empty cells.
                            self.new.pieces.push(Piece::Markup(format!("<{element}></{element}>")));
                        }
                        continue;
                    };
                    self.at = verdict.keep.start;
                    if going_on {
                        self.join(index);
                    } else {
                        self.open(kind, element.clone());
                    }
                    if is_above(kind) {
                        self.copy(verdict.keep, false);
                    }
                }
                Piece::Close(element) => {
                    let index = current.take();
                    let verdict = index.map(|index| &self.verdicts[index]);
                    let Some(kind) = verdict.and_then(|verdict| verdict.kind) else { continue };
                    going_on = verdict.is_some_and(|verdict| verdict.joined);
                    if !is_above(kind) && !going_on {
                        self.new.pieces.push(Piece::Close(element_of(kind, element.clone())));
                    }
                }
                Piece::Markup(html) => {
                    let shown =
                        current.is_none_or(|index| self.verdicts[index].kind.is_some_and(|kind| !is_above(kind)));
                    if shown {
                        self.new.pieces.push(Piece::Markup(html.clone()));
                    }
                }
                Piece::Text(span) => self.text(*span, current),
            }
        }
        self.new
    }

    fn open(&mut self, kind: BlockKind, element: Cow<'static, str>) {
        if !is_above(kind) {
            self.new.pieces.push(Piece::Open(self.new.blocks.len() as u32, element_of(kind, element)));
        }
        if !self.new.plain.is_empty() {
            self.new.plain.push_str("\n\n");
        }
        let at = self.new.plain.len();
        self.new.blocks.push(Block { kind, span: Span::new(at, at) });
    }

    /// Goes on in the block that is open: the gap between the two becomes a space.
    fn join(&mut self, index: usize) {
        let before = self.new.runs.last().map_or(0, |run| run.source.end);
        let after = self.old.to_source(self.verdicts[index].keep).start;
        let at = self.new.plain.len();
        self.new.plain.push(' ');
        let plain = Span::new(at, at + 1);
        push_run(&mut self.new.runs, Run { plain, source: Span { start: before, end: after.max(before) } });
        self.new.pieces.push(Piece::Text(plain));
        self.grow();
    }

    fn text(&mut self, span: Span, current: Option<usize>) {
        let Some(verdict) = current.map(|index| &self.verdicts[index]) else { return };
        if verdict.kind.is_none_or(is_above) {
            return;
        }
        let kept = Span { start: span.start.max(verdict.keep.start), end: span.end.min(verdict.keep.end) };
        if kept.start < kept.end {
            if self.at < kept.start {
                self.copy(Span { start: self.at, end: kept.start }, false);
            }
            self.copy(kept, true);
        }
    }

    /// Copies words with their way back to the source.
    fn copy(&mut self, span: Span, shown: bool) {
        let runs = &self.old.runs;
        while self.run + 1 < runs.len() && runs[self.run].plain.end <= span.start {
            self.run += 1;
        }
        let start = self.new.plain.len();
        self.new.plain.push_str(span.of(&self.old.plain));
        let mut next = self.run;
        while let Some(run) = runs.get(next).filter(|run| run.plain.start < span.end) {
            let from = run.plain.start.max(span.start);
            let to = run.plain.end.min(span.end);
            if from < to {
                let shift = |at: u32| start as u32 + (at - span.start);
                let plain = Span { start: shift(from), end: shift(to) };
                push_run(&mut self.new.runs, Run { plain, source: part_of(run, from, to) });
            }
            next += 1;
        }
        if shown {
            self.new.pieces.push(Piece::Text(Span::new(start, self.new.plain.len())));
        }
        self.at = span.end;
        self.grow();
    }

    fn grow(&mut self) {
        let end = self.new.plain.len() as u32;
        if let Some(block) = self.new.blocks.last_mut() {
            block.span.end = end;
        }
    }
}

/// The source of a part of a run.
fn part_of(run: &Run, from: u32, to: u32) -> Span {
    if run.plain.len() == run.source.len() {
        let shift = |at: u32| run.source.start + (at - run.plain.start);
        return Span { start: shift(from), end: shift(to) };
    }
    run.source
}

/// Adds a run, or makes the last one longer where the two go on in both texts.
fn push_run(runs: &mut Vec<Run>, run: Run) {
    let exact = |run: &Run| run.plain.len() == run.source.len();
    match runs.last_mut() {
        Some(last)
            if exact(last)
                && exact(&run)
                && last.plain.end == run.plain.start
                && last.source.end == run.source.start =>
        {
            last.plain.end = run.plain.end;
            last.source.end = run.source.end;
        }
        _ if run.plain.is_empty() => {}
        _ => runs.push(run),
    }
}

/// Whether pages show it above the body.
fn is_above(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Title | BlockKind::Lede)
}

/// The element for a block: a line that turned out to be a heading gets a heading's.
fn element_of(kind: BlockKind, element: Cow<'static, str>) -> Cow<'static, str> {
    match (kind, &*element) {
        (BlockKind::Heading(level), "p") => format!("h{}", level.clamp(2, 6)).into(),
        _ => element,
    }
}
