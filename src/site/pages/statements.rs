//! All statements, by article.

use crate::model::archive::StatementId;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{pager, parts, range_of};
use crate::site::parts::statement::{self, By};
use crate::site::view::{Root, Site};

pub(super) fn content(site: &Site, root: Root, part: Part) -> Content {
    // The latest article first; one group of the list each.
    let all = &site.with_statements;
    let mut list = Html::new();
    for article in &all[range_of(part, site.articles_with_statements(), all.len())] {
        list.raw("<section class=by-article><h2>");
        site.article_link(&mut list, root, *article);
        list.raw("</h2>");
        let ids: Vec<StatementId> = site.archive[*article].statement_ids().collect();
        statement::groups(&mut list, site, root, &ids, By::OccasionAndSpeaker);
        list.raw("</section>");
    }
    let last = parts(all.len(), site.articles_with_statements());
    let mut wordings = Html::new();
    if !site.reported.is_empty() {
        site.link(&mut wordings, root, Page::Wordings(1), &site.words.wordings);
        wordings.raw(" <small>").text(&site.words.number(site.reported.len())).raw("</small>");
    }
    for (page, name, number) in [
        (Page::Occasions(1), &site.words.occasions, site.archive.occasions.len()),
        (Page::Registers(1), &site.words.registers, site.registers.len()),
    ] {
        if number > 0 {
            wordings.raw(" ");
            site.link(&mut wordings, root, page, name);
            wordings.raw(" <small>").text(&site.words.number(number)).raw("</small>");
        }
    }
    Content::new("statements.html", site.words.statements.clone())
        .text("lead", site.words.count(&site.words.count_statements, site.archive.statements.len()))
        .html("wordings", wordings)
        .html("list", list)
        .html("pager", pager(site, root, part, last, &Page::Statements))
}
