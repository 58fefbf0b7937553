//! Occasions: all of them by day, and each with what was said there, from all articles that report it.

use crate::model::archive::OccasionId;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{self, Items, Section, pager, parts, range_of};
use crate::site::parts::statement::By;
use crate::site::parts::{metadata, occasion};
use crate::site::view::{Root, Site};

pub(super) fn index(site: &Site, root: Root, part: Part) -> Content {
    let all = site.archive.occasions.len();
    let mut list = Html::new();
    list.raw("<ul class=az>");
    for id in range_of(part, site.page_size(), all).map(OccasionId::from) {
        list.raw("<li>");
        site.link(&mut list, root, Page::Occasion(id, 1), &occasion::title(site, id));
        let count = site.words.count(&site.words.count_statements, site.archive[id].statements.len());
        list.raw(" <small>").text(&count).raw("</small>");
    }
    list.raw("</ul>");
    Content::new("occasions.html", site.words.occasions.clone())
        .text("lead", site.words.occasions_lead.clone())
        .html("list", list)
        .html("pager", pager(site, root, part, parts(all, site.page_size()), &Page::Occasions))
}

pub(super) fn content(site: &Site, root: Root, id: OccasionId, part: Part) -> Content {
    let (row, words) = (&site.archive[id], &site.words);
    let mut about = Html::new();
    about.raw("<p>");
    site.link(&mut about, root, Page::Person(row.speaker, 1), &site.archive[row.speaker].name);
    about.raw(", ");
    site.date_link(&mut about, root, row.when, &words.date(row.when));
    about.raw("<p class=none>").text(if row.day_is_stated {
        &words.occasion_day_stated
    } else {
        &words.occasion_day_taken
    });
    if !row.going_on.is_empty() {
        about.raw(" ").text(&words.occasion_going_on);
    }
    let sections = [Section {
        heading: &words.statements,
        id: "statements",
        items: Items::Statements(&row.statements, By::Occasion),
    }];
    let title = occasion::title(site, id);
    let mut content = Content::new("occasion.html", title.clone()).html("about", about);
    metadata::page(&mut content.head, site, Page::Occasion(id, part), &title, &words.occasions_lead);
    listing::fill(content, site, root, &sections, part, &|part| Page::Occasion(id, part))
}
