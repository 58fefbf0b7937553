//! Saved web pages, and the HTML in Markdown.
//!
//! 1. `tokens` finds tags and texts with their places, `hidden` tells which of them readers do not see;
//! 2. `blocks` makes blocks of them, of which only safe markup is left;
//! 3. `content` asks a port of Readability.js which of the texts are the article, `clutter` which elements in it are not;
//! 4. `page` puts both together, and reads the page's own facts.

mod blocks;
mod clutter;
mod content;
mod entities;
mod hidden;
mod page;
mod tokens;

pub(super) use page::{Facts, read};

use super::draft::Draft;
use crate::model::article::BlockKind;
use blocks::Blocks;
use std::ops::Range;

/// Adds the blocks of a piece of HTML to a draft; running text in it is of the given kind.
pub(super) fn fragment(draft: &mut Draft, text: &str, range: Range<usize>, kind: BlockKind, top: bool) {
    let mut blocks = Blocks::new(text, std::mem::take(draft), kind, top);
    blocks.read(range);
    *draft = blocks.draft;
}
