//! What news databases export: files of one or many articles, each with labelled facts around its text.
//!
//! 1. [`lines`] are what a file shows, one after another: those of a text, or the blocks of a web page;
//! 2. [`mod@split`] finds where in a file each article begins, by the marks that its database puts there;
//! 3. [`layout`] says of one article which line is headline, outlet, date, label or text.
//!
//! Nexis (old and Uni), Factiva (plain and with field codes), ProQuest and Europresse are known. Labels are facts or are left out;
//! they never become words of the article.

mod layout;
mod lines;
mod split;
#[cfg(test)]
mod tests;
mod unknown;

pub(crate) use split::{Split, may_hold_many, split};
pub(super) use unknown::many;

use super::anatomy::Anatomy;
use super::draft::Draft;
use crate::model::article::FrontMatter;

/// The article of a text from byte `from` on, if it is one from a database: its lines, and what each of them is.
pub(super) fn article(text: &str, from: usize, front: &mut FrontMatter) -> Option<(Draft, Anatomy)> {
    if !split::is_export(&text.as_bytes()[from..]) {
        return None;
    }
    let (draft, lines) = lines::of_text(text, from);
    let anatomy = layout::read(&draft, &lines, None, front)?;
    Some((draft, anatomy))
}

/// The same of a web page.
pub(super) fn page(text: &str, from: usize, front: &mut FrontMatter) -> Option<(Draft, Anatomy)> {
    if !split::is_export(&text.as_bytes()[from..]) {
        return None;
    }
    let draft = super::html::blocks(text, from);
    let lines = lines::of_blocks(&draft);
    // Europresse marks its headlines.
    let marked = ["titreArticleVisu", "TitreArticleVisu"].iter().filter_map(|mark| text[from..].find(mark)).min();
    let after = |at: usize| {
        let starts = draft.body.blocks.iter().map(|block| draft.body.to_source(block.span).start as usize);
        starts.into_iter().position(|start| start > from + at)
    };
    let headline = marked.and_then(after);
    let anatomy = layout::read(&draft, &lines, headline, front)?;
    Some((draft, anatomy))
}
