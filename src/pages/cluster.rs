//! The same words in several articles: all such wordings, and each compared word by word.

use super::listing::{pager, parts, range_of};
use super::site::{Root, Site};
use super::{Content, Page, Part};
use crate::archive::{ClusterId, StatementId};
use crate::render::html::Html;
use crate::render::items;

pub(super) fn index(site: &Site, root: Root, part: Part) -> Content {
    let clusters = &site.archive.clusters;
    let mut list = Html::new();
    list.raw("<ul class=s>");
    for index in range_of(part, site.page_size(), clusters.len()) {
        list.raw("<li>");
        if let Some(first) = clusters[index].statements.first() {
            items::words(&mut list, site, *first, 160);
        }
        list.raw(" <small>");
        let count = site.words.count(&site.words.count_statements, clusters[index].statements.len());
        site.link(&mut list, root, Page::Cluster(ClusterId::from(index)), &count);
        list.raw("</small>");
    }
    list.raw("</ul>");
    Content::new("wordings.html", site.words.wordings.clone())
        .text("lead", site.words.wordings_lead.clone())
        .html("list", if clusters.is_empty() { Html::new() } else { list })
        .html("pager", pager(site, root, part, parts(clusters.len(), site.page_size()), &Page::Wordings))
}

pub(super) fn content(site: &Site, root: Root, id: ClusterId) -> Content {
    let row = &site.archive[id];
    let mut list = Html::new();
    for statement in &row.statements {
        one_report(&mut list, site, root, *statement);
    }
    let title = row.statements.first().map_or("", |first| items::cut(&site.archive[*first].words, 80));
    Content::new("cluster.html", title).html("list", list)
}

fn one_report(out: &mut Html, site: &Site, root: Root, id: StatementId) {
    let row = &site.archive[id];
    out.raw("<section><h2>");
    match site.outlet_of(row.article) {
        Some(outlet) => out.text(outlet),
        None => out.text(&site.archive[row.article].title),
    };
    out.raw("</h2><blockquote><p>");
    items::words(out, site, id, usize::MAX);
    out.raw("</blockquote><p><small>");
    items::speaker(out, site, root, id);
    out.raw(" · ");
    site.open_statement_link(out, root, id);
    out.raw(">").text(&site.archive[row.article].title).raw("</a> · ");
    items::article_facts(out, site, row.article);
    out.raw("</small></section>");
}
