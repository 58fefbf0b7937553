//! Permanent ids of blocks: from their words, not from their position, so that edits elsewhere do not change them.

use crate::model::article::{Block, BlockKind, Body};
use crate::model::block_id::BlockId;
use crate::text::words_only::folded;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Ids below this have four digits. Among fifty paragraphs two share one in a thousandth of all articles; the later one then
/// gets a longer id.
const SHORT: u32 = 32 * 32 * 32 * 32;

/// The ids of a text's blocks; title and lede have none, because pages show them above the text.
///
/// Case, punctuation and spacing do not count. Equal blocks are told apart by how many of them stand before. Linear in
/// the text.
pub(crate) fn block_ids(body: &Body) -> Vec<Option<BlockId>> {
    let mut repeats = BTreeMap::<u64, u64>::new();
    let mut taken = BTreeSet::new();
    let mut id = |block: &Block| {
        let words = folded(block.span.of(&body.plain));
        let hash = xxh3_64(words.as_bytes());
        let repeat = repeats.entry(hash).or_insert(0);
        let mut salted = if *repeat == 0 { hash } else { xxh3_64_with_seed(words.as_bytes(), *repeat) };
        *repeat += 1;
        let mut number = (salted >> 32) as u32 % SHORT;
        while !taken.insert(number) {
            salted = xxh3_64(&salted.to_le_bytes());
            number = (salted >> 32) as u32 | SHORT;
        }
        BlockId(number)
    };
    let has_id = |block: &&Block| !matches!(block.kind, BlockKind::Title | BlockKind::Lede);
    body.blocks.iter().map(|block| Some(block).filter(has_id).map(&mut id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Span;

    fn ids(paragraphs: &[&str]) -> Vec<String> {
        let mut body = Body::default();
        for paragraph in paragraphs {
            let start = body.plain.len();
            body.plain.push_str(paragraph);
            body.blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, body.plain.len()) });
            body.plain.push_str("\n\n");
        }
        block_ids(&body).into_iter().map(|id| id.expect("a paragraph has an id").to_string()).collect()
    }

    #[test]
    fn an_id_stays_when_other_paragraphs_come_and_go_or_signs_change() {
        let before = ids(&["The bridge opens.", "The mayor said so.", "It rained."]);
        let after = ids(&["A new lead.", "The bridge opens.", "The  mayor said so!"]);
        assert_eq!(before[..2], after[1..]);
        assert!(before.iter().all(|id| id.len() == 5 && id.starts_with('p')), "{before:?}");
    }

    #[test]
    fn no_two_blocks_share_an_id() {
        let many: Vec<String> = (0..30_000).map(|number| format!("Paragraph {}", number / 2)).collect();
        let mut ids = ids(&many.iter().map(String::as_str).collect::<Vec<_>>());
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 30_000);
    }

    #[test]
    fn a_title_has_no_id() {
        let blocks = vec![Block { kind: BlockKind::Title, span: Span::new(0, 1) }];
        let body = Body { plain: "A".to_owned(), blocks, ..Body::default() };
        assert_eq!(block_ids(&body), [None]);
    }
}
