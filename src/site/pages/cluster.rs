//! The same words in several articles: all such wordings, and each compared word by word.

use crate::model::archive::{ClusterId, StatementId};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{pager, parts, range_of};
use crate::site::parts::{items, metadata, said};
use crate::site::view::{Root, Site};

pub(super) fn index(site: &Site, root: Root, part: Part) -> Content {
    let clusters = &site.archive.clusters;
    let mut list = Html::new();
    list.raw("<ul class=s>");
    for index in range_of(part, site.page_size(), clusters.len()) {
        list.raw("<li>");
        if let Some(first) = clusters[index].statements.first() {
            said::write(&mut list, site, *first, 160);
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
    let first = row.statements.first().copied();
    for statement in &row.statements {
        one_report(&mut list, site, root, *statement, first.filter(|first| first != statement));
    }
    let title = first.map_or_else(String::new, |first| {
        let row = &site.archive[first];
        said::text(&site.words, row, &site.archive[row.article].language, 80)
    });
    let reports = site.words.count(&site.words.count_statements, row.statements.len());
    let mut content = Content::new("cluster.html", title.clone()).html("list", list);
    metadata::page(&mut content.head, site, Page::Cluster(id), &title, &reports);
    content.text("lead", format!("{reports}. {}", site.words.wording_lead))
}

/// One report of the words; against the first, what it has not is struck through, and what it has more is marked as put in.
fn one_report(out: &mut Html, site: &Site, root: Root, id: StatementId, first: Option<StatementId>) {
    let row = &site.archive[id];
    out.raw("<section><h2>");
    match site.archive[row.article].when() {
        Some(when) => out.text(&site.words.date(when)),
        None => out.text(&site.words.undated),
    };
    if let Some(outlet) = site.outlet_of(row.article) {
        out.raw(", ").text(outlet);
    }
    out.raw("</h2><blockquote><p>");
    match first {
        None => said::write(out, site, id, usize::MAX),
        Some(first) => said::compared(out, site, first, id),
    }
    out.raw("</blockquote><p><small>");
    items::speaker(out, site, root, id);
    out.raw(" · ");
    site.open_statement_link(out, root, id);
    out.raw(">").text(&site.archive[row.article].title).raw("</a></small></section>");
}
