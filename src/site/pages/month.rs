//! A month: a calendar that shows how much each day holds, and what is dated to the month only.

use super::periods::{grid, neighbours, vague};
use crate::model::when::When;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing;
use crate::site::view::{Root, Site};

pub(super) fn content(site: &Site, root: Root, year: i32, month: u32, part: Part) -> Content {
    let name = |year: i32, month: u32| When::month(year, month).map_or_else(String::new, |when| site.words.date(when));
    let mut calendar = Html::new();
    if part == 1 {
        grid(&mut calendar, site, root, year, month);
    }
    let page = |(year, month): &(i32, u32)| (Page::Month(*year, *month, 1), name(*year, *month));
    let before = site.calendar.months.range(..(year, month)).next_back().map(|(key, _)| page(key));
    let after = site.calendar.months.range((year, month + 1)..).next().map(|(key, _)| page(key));
    let mut up = Html::new();
    site.link(&mut up, root, Page::Year(year, 1), &site.words.year(year));
    let content = Content::new("month.html", name(year, month))
        .html("up", up)
        .html("calendar", calendar)
        .html("neighbours", neighbours(site, root, before, after));
    let Some(row) = site.calendar.months.get(&(year, month)) else { return content };
    listing::fill(content, site, root, &vague(site, &row.vague), part, &|part| Page::Month(year, month, part))
}
