//! All dates: every year with its months, and the articles whose day is not known.

use super::periods;
use crate::model::archive::StatementId;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::score::{self, Line, Scale};
use crate::site::view::{Root, Site};

pub(super) fn content(site: &Site, root: Root) -> Content {
    let words = &site.words;
    let mut undated = Html::new();
    if !site.calendar.undated.is_empty() {
        let count = words.count(&words.count_articles, site.calendar.undated.len());
        site.link(&mut undated, root, Page::Undated(1), &format!("{}: {count}", words.undated));
    }
    let all: Vec<StatementId> = (0..site.archive.statements.len()).map(StatementId::from).collect();
    let mut when = Html::new();
    let mut name = Html::new();
    name.raw("<span>").text(&words.statements).raw("</span>");
    score::write(&mut when, site, root, &[Line::new(site, name, &all)], Scale::Own);
    // Years that articles only speak of are a sentence, not rows.
    let (lived, spoken): (Vec<_>, Vec<_>) =
        site.calendar.years.iter().rev().partition(|(_, row)| row.count.articles + row.count.statements > 0);
    let mut list = Html::new();
    years(&mut list, site, root, lived.into_iter().map(|(year, _)| *year));
    let mut only = Html::new();
    for (at, (year, _)) in spoken.iter().enumerate() {
        only.raw(if at > 0 { ", " } else { "" });
        site.link(&mut only, root, Page::Year(**year, 1), &words.year(**year));
    }
    Content::new("dates.html", words.dates.clone())
        .html("when", when)
        .html("chronology", list)
        .html("spoken_of", only)
        .html("undated", undated)
}

/// Years, each with how much was said and its months, darker the more there is.
fn years(out: &mut Html, site: &Site, root: Root, years: impl IntoIterator<Item = i32>) {
    out.raw("<ul class=years>");
    for year in years {
        let count = site.calendar.years.get(&year).map_or(0, |row| row.count.statements);
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
