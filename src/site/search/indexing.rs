//! One article or note on its way into the index: the place of each of its words, and its text as it is kept.

use super::TEXT;
use super::columns::Ranges;
use super::postings::Part;
use super::text::{Dictionary, Writer};
use super::words::{self, Piece};
use crate::text::source::Span;

/// A word's bytes in the article's text and its places.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) span: Span,
    place: u32,
    length: u32,
}

/// An article on its way into the index.
pub(super) struct Indexing<'b, 'a> {
    pub(super) dictionary: &'b Dictionary,
    pub(super) part: &'b mut Part,
    pub(super) language: usize,
    pub(super) writer: Writer<'a>,
    pub(super) placed: Vec<Placed>,
}

impl<'b, 'a> Indexing<'b, 'a> {
    /// The words of the title, as many as there are places for.
    pub(super) fn title(&mut self, title: &'a str, start: Option<u32>) {
        let mut place = 0;
        for piece in words::pieces(title) {
            let length = piece.places(title);
            if place + length >= TEXT {
                return;
            }
            self.part.piece(self.language, title, &piece, place, self.dictionary);
            self.place(&piece, start, place, length);
            place += length;
        }
    }

    /// The words of a block of text from a place on. Gives the place after its last.
    pub(super) fn block(&mut self, text: &'a str, start: Option<u32>, mut place: u32) -> u32 {
        let mut end = 0;
        for piece in words::pieces(text) {
            let range = piece.range();
            if range.start > 0 {
                self.writer.between(&text[end..range.start]);
            }
            end = range.end;
            let length = piece.places(text);
            let number = self.part.piece(self.language, text, &piece, place, self.dictionary);
            self.writer.word(&text[range], number);
            self.place(&piece, start, place, length);
            place += length;
        }
        if end < text.len() {
            self.writer.between(&text[end..]);
        }
        place
    }

    fn place(&mut self, piece: &Piece, start: Option<u32>, place: u32, length: u32) {
        if let Some(start) = start {
            let range = piece.range();
            let span = Span { start: start + range.start as u32, end: start + range.end as u32 };
            self.placed.push(Placed { span, place, length });
        }
    }
}

/// The places of the words that lie in each of some spans; `placed` is sorted.
pub(super) fn ranges(spans: &[Span], placed: &[Placed]) -> Ranges {
    let of_span = |span: &Span| {
        let first = placed.partition_point(|word| word.span.start < span.start);
        let after = placed.partition_point(|word| word.span.end <= span.end);
        let (first, last) = (placed.get(first)?, placed.get(after.checked_sub(1)?)?);
        (first.place <= last.place).then(|| (first.place, last.place + last.length - first.place))
    };
    spans.iter().filter_map(of_span).collect()
}
