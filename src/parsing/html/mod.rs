//! Saved web pages, and the HTML in Markdown.
//!
//! 1. `tokens` finds tags and texts with their places, `hidden` tells which of them readers do not see;
//! 2. `blocks` makes blocks of them, of which only safe markup is left;
//! 3. `content` asks a port of Readability.js which of the texts are the article, `clutter` which elements in it are not;
//! 4. `facts` collects what the page says of itself: `metas` in its head, `json_ld` in scripts, `labels` in elements; `writers` finds the names in it;
//! 5. `headline` finds the block that says the title, `dated` the lines near it that say when;
//! 6. `page` puts all of it together.

mod blocks;
mod clutter;
mod content;
mod dated;
mod entities;
mod facts;
mod headline;
mod hidden;
mod json_ld;
mod labels;
mod metas;
mod page;
mod saved;
mod tokens;
mod writers;

pub(super) use blocks::decoded;
pub(super) use facts::Facts;
pub(super) use page::read;

use super::draft::Draft;
use crate::model::article::BlockKind;
use blocks::Blocks;
use std::ops::Range;

/// All the blocks of a page from byte `from` on, whatever they are.
pub(super) fn blocks(text: &str, from: usize) -> Draft {
    let mut blocks = Blocks::new(text, Draft::default(), BlockKind::Paragraph, true);
    blocks.read(from..text.len());
    blocks.draft
}

/// Adds the blocks of a piece of HTML to a draft; running text in it is of the given kind.
pub(super) fn fragment(draft: &mut Draft, text: &str, range: Range<usize>, kind: BlockKind, top: bool) {
    let mut blocks = Blocks::new(text, std::mem::take(draft), kind, top);
    blocks.read(range);
    *draft = blocks.draft;
}
