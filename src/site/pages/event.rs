//! Events: all of them in time order, and each with what was said of it.

use crate::model::archive::{Archive, EventId, StatementId};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::items;
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::metadata;
use crate::site::parts::statement::By;
use crate::site::view::{Root, Site};

pub(super) fn index(site: &Site, root: Root) -> Content {
    let all: Vec<EventId> = (0..site.archive.events.len()).map(EventId::from).collect();
    let mut list = Html::new();
    if !all.is_empty() {
        items::events(&mut list, site, root, &all);
    }
    Content::new("events.html", site.words.events.clone())
        .text("lead", site.words.count(&site.words.count_events, all.len()))
        .html("list", list)
        .html("pager", Html::new())
}

/// The events before and after one.
pub(crate) fn events_beside(archive: &Archive, id: EventId) -> [Option<EventId>; 2] {
    let at = id.index();
    [at.checked_sub(1), Some(at + 1).filter(|next| *next < archive.events.len())].map(|at| at.map(EventId::from))
}

pub(super) fn content(site: &Site, root: Root, id: EventId, part: Part) -> Content {
    let (row, words) = (&site.archive[id], &site.words);
    let mut about = Html::new();
    about.raw("<p>");
    site.date_link(&mut about, root, row.when, &words.date(row.when));
    if let Some(location) = &row.location {
        about.raw(", ").text(location);
    }
    let [previous, next] = events_beside(site.archive, id);
    about.raw(if previous.or(next).is_some() { "<p class=pn>" } else { "" });
    if let Some(id) = previous {
        site.open_link(&mut about, root, Page::Event(id, 1));
        about.raw(" rel=prev>← ").text(&site.archive[id].name).raw("</a> ");
    }
    if let Some(id) = next {
        site.open_link(&mut about, root, Page::Event(id, 1));
        about.raw(" rel=next>").text(&site.archive[id].name).raw(" →</a>");
    }
    if let Some(description) = row.description.as_ref().filter(|_| part == 1) {
        about.raw("<p>").text(description);
    }
    // Statements are in time order: those of the days before the event come first.
    let before = |id: &StatementId| site.archive[*id].said_on.is_some_and(|(when, _)| when.end() < row.when.start);
    let (before, after) = row.statements.split_at(row.statements.partition_point(before));
    let said =
        |heading, id, statements| Section { heading, id, items: Items::Statements(statements, By::OccasionAndSpeaker) };
    let sections = [
        Section { heading: &words.mentioned, id: "mentioned", items: Items::Mentions(&row.mentions) },
        said(&words.said_before, "before", before),
        said(&words.said_after, "after", after),
    ];
    let mut content = Content::new("event.html", row.name.clone()).html("about", about);
    let description = row.description.clone().unwrap_or_else(|| words.date(row.when));
    metadata::page(&mut content.head, site, Page::Event(id, part), &row.name, &description);
    listing::fill(content, site, root, &sections, part, &|part| Page::Event(id, part))
}
