//! Outlets: all of them with how much of what they report they quote, and each with its articles.

use super::person::facts_of;
use crate::model::archive::{OutletId, StatementId};
use crate::model::statement::Kind;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::score::{self, Line, Scale};
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use std::cmp::Reverse;

/// Outlets with a line.
const LINES: usize = 40;

/// What an outlet reports.
fn statements(site: &Site, id: OutletId) -> Vec<StatementId> {
    site.archive[id].articles.iter().flat_map(|article| site.archive[*article].statement_ids()).collect()
}

pub(super) fn index(site: &Site, root: Root) -> Content {
    let words = &site.words;
    let mut all: Vec<(OutletId, Vec<StatementId>)> =
        (0..site.archive.outlets.len()).map(OutletId::from).map(|id| (id, statements(site, id))).collect();
    all.sort_by_key(|(id, statements)| (Reverse(statements.len()), Reverse(site.archive[*id].articles.len()), *id));
    let line = |(id, statements): &(OutletId, Vec<StatementId>)| {
        let row = &site.archive[*id];
        let mut name = Html::new();
        site.open_link(&mut name, root, Page::Outlet(*id, 1));
        name.raw(">").text(&row.name).raw("<small>").text(&words.count(&words.count_articles, row.articles.len()));
        let quoted = statements.iter().filter(|id| site.archive[**id].kind == Kind::Direct).count();
        if quoted > 0 {
            let share = words.number((quoted * 100 + statements.len() / 2) / statements.len());
            name.text(&words.comma).text(&fill(&words.share_quoted, &[("n", &share)]));
        }
        name.raw("</small></a>");
        Line::new(site, name, statements)
    };
    let lines: Vec<Line> = all.iter().take(LINES).map(line).collect();
    let mut weight = Html::new();
    score::write(&mut weight, site, root, &lines, Scale::Own);
    let mut list = Html::new();
    // Those without a line, and all of them if no statement has a day.
    let rest = if weight.is_empty() { &all[..] } else { &all[all.len().min(LINES)..] };
    if !rest.is_empty() {
        list.raw("<ul class=az>");
        for (id, _) in rest {
            list.raw("<li>");
            site.link(&mut list, root, Page::Outlet(*id, 1), &site.archive[*id].name);
            list.raw("<b>").text(&words.number(site.archive[*id].articles.len())).raw("</b>");
        }
        list.raw("</ul>");
    }
    weight.raw(list.as_str());
    Content::new("outlets.html", words.outlets.clone())
        .text("lead", words.count(&words.count_outlets, site.archive.outlets.len()))
        .html("list", weight)
        .html("pager", Html::new())
}

pub(super) fn content(site: &Site, root: Root, id: OutletId, part: Part) -> Content {
    let (row, words) = (&site.archive[id], &site.words);
    let mut about = Html::new();
    if part == 1 {
        if let Some(text) = &row.description {
            about.raw("<p class=lead>").text(text).raw("</p>");
        }
        about.raw("<p class=facts>");
        facts_of(&mut about, site, &statements(site, id));
        about
            .raw(if row.articles.is_empty() { "" } else { " · " })
            .text(&words.count(&words.count_articles, row.articles.len()));
        if statements(site, id).iter().any(|id| site.archive[*id].counts(site.archive)) {
            about.raw(" · ");
            site.open_link(&mut about, root, Page::Heard);
            about.raw("#o-").path(&row.slug).raw(">").text(&words.heard).raw("</a>");
        }
        if let Some(text) = &row.location {
            about.raw(" · ").text(text);
        }
        if let Some(url) = row.url.as_ref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
            about.raw(" · <a rel=external href=\"").value(url).raw("\">").text(&words.website).raw("</a>");
        }
        about.raw("</p>");
    }
    let newest: Vec<_> = row.articles.iter().rev().copied().collect();
    let sections = [Section { heading: &words.articles, id: "articles", items: Items::Articles(&newest) }];
    let content = Content::new("outlet.html", row.name.clone()).html("about", about);
    listing::fill(content, site, root, &sections, part, &|part| Page::Outlet(id, part))
}
