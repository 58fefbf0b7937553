//! The items of lists besides statements: articles, dated sentences, events.

use crate::model::archive::{ArticleId, EventId, MentionId};
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::view::{Root, Site};

/// A list of articles, each with its date and outlet.
pub(crate) fn articles(out: &mut Html, site: &Site, root: Root, ids: &[ArticleId]) {
    out.raw("<ul class=arts>");
    for id in ids {
        out.raw("<li>");
        site.article_link(out, root, *id);
        out.raw(" <small>");
        article_facts(out, site, *id);
        out.raw("</small>");
    }
    out.raw("</ul>");
}

/// Date and outlet of an article, as text.
pub(crate) fn article_facts(out: &mut Html, site: &Site, id: ArticleId) {
    let row = &site.archive[id];
    match row.when() {
        Some(when) => out.text(&site.words.short_date(when)),
        None => out.text(&site.words.undated),
    };
    if let Some(outlet) = site.outlet_of(id) {
        out.raw(" · ").text(outlet);
    }
}

/// Sentences that mention a date, the words of the date marked, each with its article.
pub(crate) fn mentions(out: &mut Html, site: &Site, root: Root, ids: &[MentionId]) {
    out.raw("<ul class=m>");
    for id in ids {
        let row = &site.archive[*id];
        let (start, end) = (row.words.start as usize, row.words.end as usize);
        out.raw("<li>");
        match (row.sentence.get(..start), row.sentence.get(start..end), row.sentence.get(end..)) {
            (Some(before), Some(date), Some(after)) => {
                out.text(before).raw("<b>").text(date).raw("</b>").text(after);
            }
            _ => {
                out.text(&row.sentence);
            }
        }
        out.raw(" <small>");
        site.open_link(out, root, Page::Article(row.article));
        if let Some(block) = row.block {
            out.raw("#").raw(&block.to_string());
        }
        out.raw(">").text(&site.archive[row.article].title).raw("</a></small>");
    }
    out.raw("</ul>");
}

/// Events, each with its date and place.
pub(crate) fn events(out: &mut Html, site: &Site, root: Root, ids: &[EventId]) {
    out.raw("<ul class=arts>");
    for id in ids {
        let row = &site.archive[*id];
        out.raw("<li>");
        site.link(out, root, Page::Event(*id, 1), &row.name);
        out.raw(" <small>").text(&site.words.date(row.when));
        if let Some(place) = &row.location {
            out.raw(" · ").text(place);
        }
        out.raw("</small>");
    }
    out.raw("</ul>");
}
