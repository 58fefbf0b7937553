//! A year: its months, and what is dated to the year only.

use super::periods::{self, neighbours};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing;
use crate::site::view::{Root, Site};

pub(super) fn content(site: &Site, root: Root, year: i32, part: Part) -> Content {
    let title = site.words.year(year);
    let mut months = Html::new();
    if part == 1 {
        for (of_year, number) in site.calendar.months.range((year, 1)..=(year, 12)).map(|(key, _)| *key) {
            months.raw("<section><h2>");
            site.link(
                &mut months,
                root,
                Page::Month(of_year, number, 1),
                &site.words.months_alone[number as usize - 1],
            );
            months.raw("</h2>");
            periods::grid(&mut months, site, root, of_year, number);
            months.raw("</section>");
        }
    }
    let beside = |year: i32| Page::Year(year, 1);
    let before = site.calendar.years.range(..year).next_back().map(|(year, _)| (beside(*year), site.words.year(*year)));
    let after = site.calendar.years.range(year + 1..).next().map(|(year, _)| (beside(*year), site.words.year(*year)));
    let content = Content::new("year.html", title)
        .html("months", months)
        .html("neighbours", neighbours(site, root, before, after));
    let Some(row) = site.calendar.years.get(&year) else { return content };
    listing::fill(content, site, root, &periods::vague(site, &row.vague), part, &|part| Page::Year(year, part))
}
