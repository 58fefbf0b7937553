//! All dates: every year with its months, and the articles whose day is not known.

use super::periods;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{self, Items, Section};
use crate::site::view::{Root, Site};

pub(super) fn content(site: &Site, root: Root) -> Content {
    let mut undated = Html::new();
    if !site.calendar.undated.is_empty() {
        let count = site.words.count(&site.words.count_articles, site.calendar.undated.len());
        site.link(&mut undated, root, Page::Undated(1), &format!("{}: {count}", site.words.undated));
    }
    let mut chronology = Html::new();
    years(&mut chronology, site, root, site.calendar.years.keys().rev().copied());
    Content::new("dates.html", site.words.dates.clone()).html("chronology", chronology).html("undated", undated)
}

/// Years, each with how much it holds and its months, darker the more there is.
pub(super) fn years(out: &mut Html, site: &Site, root: Root, years: impl IntoIterator<Item = i32>) {
    out.raw("<ul class=years>");
    for year in years {
        let count = site.calendar.years.get(&year).map_or(0, |row| row.count.all());
        out.raw("<li>");
        site.link(out, root, Page::Year(year, 1), &site.words.year(year));
        out.raw(" <small>").text(&site.words.number(count)).raw("</small>");
        if site.calendar.months.range((year, 1)..=(year, 12)).next().is_some() {
            periods::strip(out, site, root, year);
        }
    }
    out.raw("</ul>");
}

pub(super) fn undated(site: &Site, root: Root, part: Part) -> Content {
    let content =
        Content::new("undated.html", site.words.undated.clone()).text("lead", site.words.undated_lead.clone());
    let sections = [Section { heading: "", id: "", items: Items::Articles(&site.calendar.undated) }];
    listing::fill(content, site, root, &sections, part, &Page::Undated)
}
