//! All statements, by article.

use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{pager, parts, range_of};
use crate::site::parts::{items, said};
use crate::site::view::{Root, Site};

/// Longest words shown here, in characters: this list is for finding, the rest stands in the article.
const WORDS: usize = 120;

pub(super) fn content(site: &Site, root: Root, part: Part) -> Content {
    // One group of the list each.
    let all = &site.with_statements;
    let mut list = Html::new();
    for article in &all[range_of(part, site.page_size(), all.len())] {
        list.raw("<section><h2>");
        site.article_link(&mut list, root, *article);
        list.raw("</h2><p><small>");
        items::article_facts(&mut list, site, *article);
        list.raw("</small><ul class=s>");
        for id in site.archive[*article].statement_ids() {
            list.raw("<li><b>");
            match site.archive[id].speaker {
                Some(person) => list.text(&site.archive[person].name),
                None => list.text(site.archive[id].source.as_deref().unwrap_or(&site.words.unresolved)),
            };
            list.raw("</b> ");
            site.open_statement_link(&mut list, root, id);
            list.raw(">");
            said::write(&mut list, site, id, WORDS);
            list.raw("</a>");
        }
        list.raw("</ul></section>");
    }
    let last = parts(all.len(), site.page_size());
    let mut wordings = Html::new();
    site.link(&mut wordings, root, Page::Wordings(1), &site.words.wordings);
    Content::new("statements.html", site.words.statements.clone())
        .text("lead", site.words.count(&site.words.count_statements, site.archive.statements.len()))
        .html("wordings", wordings)
        .html("list", list)
        .html("pager", pager(site, root, part, last, &Page::Statements))
}
