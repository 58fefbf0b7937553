//! Outlets: all of them with how much of what they report they quote, and each with its articles.

use super::person::facts_of;
use crate::model::archive::{OutletId, PersonId, StatementId};
use crate::model::statement::Kind;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part, has_page};
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::score::{self, Line, Scale};
use crate::site::parts::statement;
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Outlets with a line.
const LINES: usize = 40;
/// Speakers with a line on the page of an outlet.
const SPEAKERS: usize = 12;

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

/// Whom the outlet lets speak, and when: those with the most statements in it.
fn speakers(out: &mut Html, site: &Site, root: Root, statements: &[StatementId]) {
    let mut speakers = BTreeMap::<PersonId, Vec<StatementId>>::new();
    for id in statements {
        if let Some(speaker) = site.archive[*id].speaker.filter(|speaker| has_page(&site.archive[*speaker])) {
            speakers.entry(speaker).or_default().push(*id);
        }
    }
    let mut speakers: Vec<(PersonId, Vec<StatementId>)> = speakers.into_iter().collect();
    speakers.sort_by_key(|(person, statements)| (Reverse(statements.len()), *person));
    let line = |(person, statements): &(PersonId, Vec<StatementId>)| {
        Line::new(site, statement::person_name(site, root, *person), statements)
    };
    let mut score = Html::new();
    score::write(&mut score, site, root, &speakers.iter().take(SPEAKERS).map(line).collect::<Vec<_>>(), Scale::Shared);
    if !score.is_empty() {
        out.raw("<section><h2>").text(&site.words.chronology).raw("</h2>").raw(score.as_str()).raw("</section>");
    }
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
        speakers(&mut about, site, root, &statements(site, id));
    }
    let newest: Vec<_> = row.articles.iter().rev().copied().collect();
    let sections = [Section { heading: &words.articles, id: "articles", items: Items::Articles(&newest) }];
    let content = Content::new("outlet.html", row.name.clone()).html("about", about);
    listing::fill(content, site, root, &sections, part, &|part| Page::Outlet(id, part))
}
