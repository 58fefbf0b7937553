//! The texts of the articles that may be published in full, one JSON line an article.
//!
//! Texts are nowhere held together: a few analyses at a time come back from where they are kept, and the file grows piece by piece. Lines of
//! articles that did not change are those of the last build; when none changed, its file is kept without reading any.

use crate::model::archive::{Archive, ArticleId};
use crate::model::article::{Analysis, BlockKind, Body};
use crate::model::rights::Rights;
use crate::model::world::Output;
use crate::site::keys::Keys;
use crate::text::hash::key_of;
use rayon::prelude::*;
use serde::Serialize;

/// The analysis of an article, if it can still be had.
pub(crate) type Fetch<'a> = dyn Fn(ArticleId) -> Option<Analysis> + Sync + 'a;

#[derive(Serialize)]
struct Text<'a> {
    article: &'a str,
    path: &'a str,
    text: &'a str,
}

/// Writes `data/texts.jsonl`.
pub(super) fn write(archive: &Archive, keys: &Keys, fetch: &Fetch, output: &dyn Output) -> std::io::Result<()> {
    let path = "data/texts.jsonl";
    let open = |id: &ArticleId| archive[*id].rights == Rights::Full;
    let articles: Vec<ArticleId> = (0..archive.articles.len()).map(ArticleId::from).filter(open).collect();
    let parts: Vec<u128> = articles.iter().map(|id| keys.of_text(*id)).collect();
    let key = key_of(&parts);
    if output.keep(path, key) {
        return Ok(());
    }
    let line = |id: ArticleId| {
        let (row, analysis) = (&archive[id], fetch(id)?);
        let line = Text { article: &row.slug, path: &row.path, text: &without_headline(&analysis.body) };
        let mut line = serde_json::to_vec(&line).expect("a row is plain data");
        line.push(b'\n');
        Some(line)
    };
    let make = |numbers: &[usize]| {
        numbers.par_iter().map(|number| line(articles[*number]).unwrap_or_default()).collect::<Vec<_>>()
    };
    output.write_parts(path, key, &parts, &make)
}

/// The blocks of a text but its headline, with a blank line between them.
fn without_headline(body: &Body) -> String {
    let mut text = String::with_capacity(body.plain.len());
    for block in body.blocks.iter().filter(|block| block.kind != BlockKind::Title) {
        let words = block.span.of(&body.plain).trim();
        if !words.is_empty() {
            text.push_str(if text.is_empty() { "" } else { "\n\n" });
            // A soft hyphen says where a word may be divided; nobody sees it, and a search does not find the word with it.
            text.extend(words.split('\u{ad}'));
        }
    }
    text
}
