//! What pages of days, months and years share: grids of days, strips of months, and the way to the neighbours.

use crate::model::when::{Precision, When};
use crate::site::calendar::{Vague, of_day};
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::parts::listing::{Items, Section};
use crate::site::parts::statement::By;
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use chrono::{Datelike, NaiveDate};

/// What is dated to a period as a whole.
pub(super) fn vague<'a>(site: &'a Site, vague: &'a Vague) -> [Section<'a>; 4] {
    let words = &site.words;
    [
        Section { heading: &words.took_place, id: "events", items: Items::Events(&vague.events) },
        Section { heading: &words.published, id: "published", items: Items::Articles(&vague.articles) },
        Section { heading: &words.said, id: "said", items: Items::Statements(&vague.statements, By::Speaker) },
        Section { heading: &words.mentioned, id: "mentioned", items: Items::Mentions(&vague.mentions) },
    ]
}

/// Shade of a count, from 0 to 4: each step is some three times as much.
fn shade(count: usize) -> usize {
    match count {
        0 => 0,
        1..=2 => 1,
        3..=8 => 2,
        9..=26 => 3,
        _ => 4,
    }
}

/// The days of a month as a table, Monday first; days that hold something are links.
pub(super) fn grid(out: &mut Html, site: &Site, root: Root, year: i32, month: u32, here: Option<NaiveDate>) {
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else { return };
    let name = site.words.date(When::around(first, Precision::Month));
    out.raw("<table class=cal><caption>").text(&fill(&site.words.month_calendar, &[("month", &name)]));
    out.raw("</caption><tr>");
    for weekday in &site.words.weekdays_short {
        out.raw("<th scope=col>").text(weekday);
    }
    out.raw("<tr>");
    let offset = first.weekday().num_days_from_monday() as usize;
    for _ in 0..offset {
        out.raw("<td>");
    }
    for day in first.iter_days().take_while(|day| day.month() == month) {
        if day.day() > 1 && day.weekday() == chrono::Weekday::Mon {
            out.raw("<tr>");
        }
        let number = site.words.number(day.day() as usize);
        let count = of_day(site.archive, day);
        match site.place_of(When::day(day)) {
            None => {
                out.raw("<td>").raw(&number);
            }
            Some(place) => {
                // Of a day on which nothing was said something was published, or it is only spoken of.
                let shade = shade(count.statements);
                out.raw(&if shade == 0 { "<td>".to_owned() } else { format!("<td class=h{shade}>") });
                site.open_place(out, root, place);
                out.raw(if here == Some(day) { " aria-current=page>" } else { ">" }).raw(&number);
                if count.statements > 0 {
                    out.raw("<small>").raw(&site.words.number(count.statements)).raw("</small>");
                }
                out.raw("</a>");
            }
        }
    }
    out.raw("</table>");
}

/// The months of a year in a row, darker the more there is; those with a page are links.
pub(super) fn strip(out: &mut Html, site: &Site, root: Root, year: i32) {
    out.raw("<ol class=strip>");
    for month in 1..=12u32 {
        let name = &site.words.months_short[month as usize - 1];
        match site.calendar.months.get(&(year, month)) {
            Some(row) => {
                match shade(row.count.statements.div_ceil(4)) {
                    0 => out.raw("<li>"),
                    shade => out.raw("<li class=h").number(shade).raw(">"),
                };
                site.open_link(out, root, Page::Month(year, month, 1));
                out.raw(">").text(name).raw("</a>");
            }
            None => drop(out.raw("<li>").text(name)),
        }
    }
    out.raw("</ol>");
}

/// Links to the periods before and after, where there are such.
pub(super) fn neighbours(
    site: &Site,
    root: Root,
    before: Option<(When, String)>,
    after: Option<(When, String)>,
) -> Html {
    let mut out = Html::new();
    let place = |(when, name): (When, String)| Some((site.place_of(when)?, name));
    if let Some((before, name)) = before.and_then(place) {
        site.open_place(&mut out, root, before);
        out.raw(" rel=prev>← ").text(&name).raw("</a> ");
    }
    if let Some((after, name)) = after.and_then(place) {
        site.open_place(&mut out, root, after);
        out.raw(" rel=next>").text(&name).raw(" →</a>");
    }
    out
}
