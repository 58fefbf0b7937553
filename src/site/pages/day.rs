//! A day: what took place and was said on it by whom, what was published, and every sentence that mentions it.

use crate::model::archive::DayRow;
use crate::model::when::{Precision, When};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::pages::periods::{grid, neighbours};
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::statement::By;
use crate::site::view::{Root, Site};
use chrono::{Datelike, NaiveDate};

/// Number of things on a day.
pub(super) fn items(row: &DayRow) -> usize {
    row.events.len() + row.published.len() + row.said.len() + row.mentioned.len()
}

pub(super) fn content(site: &Site, root: Root, day: NaiveDate, part: Part) -> Content {
    let words = &site.words;
    let page = |day: &NaiveDate| (When::day(*day), words.date(When::day(*day)));
    let before = site.archive.days.range(..day).next_back().map(|(day, _)| page(day));
    let after = day.succ_opt().and_then(|next| site.archive.days.range(next..).next()).map(|(day, _)| page(day));
    let month = When::around(day, Precision::Month);
    let mut up = Html::new();
    site.link(&mut up, root, Page::Month(day.year(), day.month(), 1), &words.date(month));
    let mut calendar = Html::new();
    grid(&mut calendar, site, root, day.year(), day.month(), Some(day));
    let content = Content::new("day.html", words.full_day(day))
        .html("up", up)
        .html("calendar", calendar)
        .html("neighbours", neighbours(site, root, before, after));
    let nothing = DayRow::default();
    let row = site.archive.days.get(&day).unwrap_or(&nothing);
    let sections = [
        Section { heading: &words.took_place, id: "events", items: Items::Events(&row.events) },
        Section { heading: &words.said, id: "said", items: Items::Statements(&row.said, By::Speaker) },
        Section { heading: &words.published, id: "published", items: Items::Articles(&row.published) },
        Section { heading: &words.mentioned, id: "mentioned", items: Items::Mentions(&row.mentioned) },
    ];
    listing::fill(content, site, root, &sections, part, &|part| Page::Day(day, part))
}
