//! A year: when it was loud, the most reported statement of each month, the days of its months, and what is dated to the year only.

use super::month::days_of;
use super::periods::{self, neighbours};
use crate::model::archive::StatementId;
use crate::model::when::When;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::score::{self, Line, Scale};
use crate::site::parts::{listing, statement};
use crate::site::view::{Root, Site};

pub(super) fn content(site: &Site, root: Root, year: i32, part: Part) -> Content {
    let words = &site.words;
    let title = words.year(year);
    let (mut months, mut said, mut when) = (Html::new(), Html::new(), Html::new());
    let mut all = Vec::<StatementId>::new();
    if part == 1 {
        for number in site.calendar.months.range((year, 1)..=(year, 12)).map(|((_, number), _)| *number) {
            let name = &words.months_alone[number as usize - 1];
            let of_month: Vec<StatementId> =
                days_of(site, year, number).flat_map(|(_, row)| &row.said).copied().collect();
            if !of_month.is_empty() {
                said.raw("<div class=g><h3>");
                site.link(&mut said, root, Page::Month(year, number, 1), name);
                said.raw("<small>").text(&words.count(&words.count_statements, of_month.len())).raw("</small></h3>");
                statement::heaviest(&mut said, site, root, &of_month, 1, 1);
                said.raw("</div>");
            }
            all.extend(of_month);
            months.raw("<section><h2>");
            site.link(&mut months, root, Page::Month(year, number, 1), name);
            months.raw("</h2>");
            periods::grid(&mut months, site, root, year, number, None);
            months.raw("</section>");
        }
    }
    if all.len() > 1 {
        let mut name = Html::new();
        name.raw("<span>").text(&words.statements).raw("</span>");
        score::write(&mut when, site, root, &[Line::new(site, name, &all)], Scale::Own);
    }
    let beside = |year: i32| Some((When::year(year)?, words.year(year)));
    let before = site.calendar.years.range(..year).next_back().and_then(|(year, _)| beside(*year));
    let after = site.calendar.years.range(year + 1..).next().and_then(|(year, _)| beside(*year));
    let content = Content::new("year.html", title)
        .html("when", when)
        .html("said", said)
        .html("months", months)
        .html("neighbours", neighbours(site, root, before, after));
    let Some(row) = site.calendar.years.get(&year) else { return content };
    listing::fill(content, site, root, &periods::vague(site, &row.vague), part, &|part| Page::Year(year, part))
}
