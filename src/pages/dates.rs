//! All dates: every year with its months, and the articles whose day is not known.

use super::listing::{self, Items, Section};
use super::site::{Root, Site};
use super::{Content, Page, Part, home};
use crate::render::html::Html;

pub(super) fn content(site: &Site, root: Root) -> Content {
    let mut undated = Html::new();
    if !site.calendar.undated.is_empty() {
        let count = site.words.count(&site.words.count_articles, site.calendar.undated.len());
        site.link(&mut undated, root, Page::Undated(1), &format!("{}: {count}", site.words.undated));
    }
    Content::new("dates.html", site.words.dates.clone())
        .html("chronology", home::chronology(site, root))
        .html("undated", undated)
}

pub(super) fn undated(site: &Site, root: Root, part: Part) -> Content {
    let content =
        Content::new("undated.html", site.words.undated.clone()).text("lead", site.words.undated_lead.clone());
    let sections = [Section { heading: "", id: "", items: Items::Articles(&site.calendar.undated) }];
    listing::fill(content, site, root, &sections, part, &Page::Undated)
}
