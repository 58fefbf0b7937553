//! The words of an article, as terms are found among them.

use crate::languages::Language;
use crate::languages::words::{self, Word};
use crate::model::article::{BlockKind, Body};
use crate::text::source::Span;

/// The text of an article as its terms are found in it.
#[derive(Debug)]
pub(crate) struct ArticleWords<'a> {
    /// Its plain text.
    pub(crate) text: &'a str,
    /// Its words, without those of the dateline.
    pub(crate) words: Vec<Word>,
    /// Where title, lede and headings are.
    pub(crate) prominent: Vec<Span>,
}

impl<'a> ArticleWords<'a> {
    /// The words of a text, each looked up in the lists of its language.
    pub(crate) fn new(body: &'a Body, language: &Language) -> ArticleWords<'a> {
        let text = body.plain.as_str();
        let mut words = words::words(text, language);
        if let Some(dateline) = body.dateline {
            words.retain(|word| !dateline.overlaps(word.span));
        }
        let heads = |kind| matches!(kind, BlockKind::Title | BlockKind::Lede | BlockKind::Heading(_));
        let prominent = body.blocks.iter().filter(|block| heads(block.kind)).map(|block| block.span).collect();
        ArticleWords { text, words, prominent }
    }

    /// Whether a byte of the text stands in title, lede or a heading.
    pub(crate) fn is_prominent(&self, at: u32) -> bool {
        let next = self.prominent.partition_point(|span| span.start <= at);
        next.checked_sub(1).is_some_and(|index| at < self.prominent[index].end)
    }
}
