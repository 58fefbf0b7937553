//! A year: its months, and what is dated to the year only.

use super::{Content, Page, Part, month};
use crate::site::html::Html;
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
            month::grid(&mut months, site, root, of_year, number);
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
    listing::fill(content, site, root, &month::vague(site, &row.vague), part, &|part| Page::Year(year, part))
}

/// Links to the periods before and after, where there are such.
pub(super) fn neighbours(
    site: &Site,
    root: Root,
    before: Option<(Page, String)>,
    after: Option<(Page, String)>,
) -> Html {
    let mut out = Html::new();
    if let Some((page, name)) = before {
        site.open_link(&mut out, root, page);
        out.raw(" rel=prev>← ").text(&name).raw("</a> ");
    }
    if let Some((page, name)) = after {
        site.open_link(&mut out, root, page);
        out.raw(" rel=next>").text(&name).raw(" →</a>");
    }
    out
}
