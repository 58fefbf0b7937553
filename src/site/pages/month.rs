//! A month: a calendar of how much was said on each day, the days with what was said on them, and what is dated to the month only.

use super::periods::{grid, neighbours, vague};
use crate::model::archive::DayRow;
use crate::model::when::When;
use crate::site::calendar;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::{items, listing, statement};
use crate::site::view::{Root, Site};
use chrono::{Datelike, NaiveDate};

/// Statements shown of a day that has a page: a few less than of one without, since a link to one or two would be a nuisance.
const OF_MORE: usize = 7;

pub(super) fn content(site: &Site, root: Root, year: i32, month: u32, part: Part) -> Content {
    let words = &site.words;
    let name = |year: i32, month: u32| When::month(year, month).map_or_else(String::new, |when| words.date(when));
    let (mut calendar, mut days) = (Html::new(), Html::new());
    let in_month = || days_of(site, year, month);
    if part == 1 {
        grid(&mut calendar, site, root, year, month, None);
        in_month().for_each(|(day, row)| one_day(&mut days, site, root, day, row));
    }
    let page = |(year, month): &(i32, u32)| Some((When::month(*year, *month)?, name(*year, *month)));
    let before = site.calendar.months.range(..(year, month)).next_back().and_then(|(key, _)| page(key));
    let after = site.calendar.months.range((year, month + 1)..).next().and_then(|(key, _)| page(key));
    let mut up = Html::new();
    site.link(&mut up, root, Page::Year(year, 1), &words.year(year));
    let (said, published) =
        in_month().fold((0, 0), |(said, published), (_, row)| (said + row.said.len(), published + row.published.len()));
    let content = Content::new("month.html", name(year, month))
        .html("up", up)
        .text("facts", site.counts(said, published))
        .html("calendar", calendar)
        .html("days", days)
        .html("neighbours", neighbours(site, root, before, after));
    let Some(row) = site.calendar.months.get(&(year, month)) else { return content };
    listing::fill(content, site, root, &vague(site, &row.vague), part, &|part| Page::Month(year, month, part))
}

/// The days of a month that have something.
pub(crate) fn days_of<'s>(site: &'s Site, year: i32, month: u32) -> impl Iterator<Item = (NaiveDate, &'s DayRow)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
    let of_month = move |(day, _): &(&NaiveDate, &DayRow)| (day.year(), day.month()) == (year, month);
    site.archive.days.range(first..).take_while(of_month).map(|(day, row)| (*day, row))
}

/// A day with its events, statements and articles, and what speaks of it; of one that has a page, the most reported.
fn one_day(out: &mut Html, site: &Site, root: Root, day: NaiveDate, row: &DayRow) {
    let paged = calendar::has_page(row);
    if paged && row.events.is_empty() && row.said.is_empty() && row.published.is_empty() {
        return;
    }
    let words = &site.words;
    out.raw("<div class=g id=").raw(&calendar::anchor(day)).raw("><h3>");
    let name = words.short_date(When::day(day));
    match paged {
        true => site.link(out, root, Page::Day(day, 1), &name),
        false => drop(out.text(&name)),
    }
    out.raw("<small>").text(&words.weekdays[day.weekday().num_days_from_monday() as usize]).raw("</small></h3><div>");
    for event in &row.events {
        out.raw("<p class=ev>");
        site.link(out, root, Page::Event(*event, 1), &site.archive[*event].name);
    }
    if !row.said.is_empty() {
        let left = statement::heaviest(out, site, root, &row.said, calendar::STATEMENTS, OF_MORE);
        if left > 0 {
            out.raw("<p class=more>");
            site.link(out, root, Page::Day(day, 1), &words.count(&words.count_more, left));
        }
    }
    for article in row.published.iter().take(calendar::ARTICLES) {
        out.raw("<p class=pub>");
        site.article_link(out, root, *article);
        out.raw(" <small>").text(site.outlet_of(*article).unwrap_or_default()).raw("</small>");
    }
    if row.published.len() > calendar::ARTICLES {
        out.raw("<p class=more>");
        let left = row.published.len() - calendar::ARTICLES;
        site.link(out, root, Page::Day(day, 1), &words.count(&words.count_more, left));
    }
    if !paged && !row.mentioned.is_empty() {
        out.raw("<p class=pub>").text(&words.mentioned);
        items::mentions(out, site, root, &row.mentioned);
    }
    out.raw("</div></div>");
}
