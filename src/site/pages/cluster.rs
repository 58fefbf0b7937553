//! The same words in several articles: all such wordings, and each compared word by word.

use super::{Content, Page, Part};
use crate::model::archive::{ClusterId, StatementId};
use crate::reading::compare::{Segment, compare};
use crate::site::html::Html;
use crate::site::parts::items;
use crate::site::parts::listing::{pager, parts, range_of};
use crate::site::view::{Root, Site};

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
    let first = row.statements.first().copied();
    for statement in &row.statements {
        one_report(&mut list, site, root, *statement, first.filter(|first| first != statement));
    }
    let words = first.map_or("", |first| site.archive[first].words.as_str());
    let title = items::cut(words, 80);
    let title = if title.len() < words.len() { format!("{title} …") } else { title.to_owned() };
    let reports = site.words.count(&site.words.count_statements, row.statements.len());
    Content::new("cluster.html", title)
        .text("lead", format!("{reports}. {}", site.words.wording_lead))
        .html("list", list)
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
        None => items::words(out, site, id, usize::MAX),
        Some(first) => changes(out, &site.archive[first].words, &row.words),
    }
    out.raw("</blockquote><p><small>");
    items::speaker(out, site, root, id);
    out.raw(" · ");
    site.open_statement_link(out, root, id);
    out.raw(">").text(&site.archive[row.article].title).raw("</a></small></section>");
}

/// The words of `now`, with what `before` had in their place. Punctuation between words is that of `now`.
pub(super) fn changes(out: &mut Html, before: &str, now: &str) {
    let mut done = 0;
    for segment in compare(before, now) {
        match segment {
            Segment::Left(words, _) => {
                let space = done + usize::from(now[done..].starts_with(' '));
                gap(out, now, &mut done, space);
                // What was left out at the end has no space before it in what is there.
                let spaced = done == 0 || now[..done].ends_with(char::is_whitespace);
                out.raw(if spaced { "<del>" } else { " <del>" }).text(words.of(before)).raw("</del> ");
            }
            Segment::Right(words, _) => {
                gap(out, now, &mut done, words.start as usize);
                out.raw("<ins>").text(words.of(now)).raw("</ins>");
                done = words.end as usize;
            }
            Segment::Same { right, .. } => {
                gap(out, now, &mut done, right.start as usize);
                out.text(right.of(now));
                done = right.end as usize;
            }
        }
    }
    gap(out, now, &mut done, now.len());
}

/// What stands between two segments.
fn gap(out: &mut Html, now: &str, done: &mut usize, to: usize) {
    if *done < to {
        out.text(&now[*done..to]);
        *done = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_are_struck_through_and_put_in() {
        let mut out = Html::new();
        changes(&mut out, "no one will pay a toll", "No one shall ever pay a toll.");
        assert_eq!(out.as_str(), "No one <del>will</del> <ins>shall ever</ins> pay a toll.");
        let mut out = Html::new();
        changes(&mut out, "No toll. Not one … ever.", "No toll …");
        assert_eq!(out.as_str(), "No toll <del>Not one</del> … <del>ever.</del> ");
    }
}
