//! Drawings made at build time: statements over time, as small columns with the same facts in words.

use crate::model::archive::StatementId;
use crate::site::html::Html;
use crate::site::view::Site;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Most columns of a chart; longer times are drawn by year instead of by month.
const COLUMNS: i32 = 120;
const HEIGHT: usize = 48;

/// Columns of how many statements fall in each month (or year), over the time from the first to the last. Nothing for fewer
/// than two dates: a chart of one column tells nothing.
pub(crate) fn over_time(out: &mut Html, site: &Site, statements: &[StatementId]) {
    let dates = || statements.iter().filter_map(|id| site.archive[*id].said_on).map(|(when, _)| when.start);
    let month = |date: NaiveDate| date.year() * 12 + date.month0() as i32;
    let (Some(first), Some(last)) = (dates().min(), dates().max()) else { return };
    let by_month = month(last) - month(first) < COLUMNS;
    let column = |date: NaiveDate| if by_month { month(date) } else { date.year() };
    let mut counts = BTreeMap::<i32, usize>::new();
    for date in dates() {
        *counts.entry(column(date)).or_default() += 1;
    }
    if counts.len() < 2 {
        return;
    }
    let name = |column: i32| {
        let (year, month) = if by_month { (column.div_euclid(12), column.rem_euclid(12)) } else { (column, 0) };
        if by_month {
            format!("{} {}", site.words.months_short[month as usize], site.words.year(year))
        } else {
            site.words.year(year)
        }
    };
    let most = counts.values().copied().max().unwrap_or(1);
    let (start, columns) = (column(first), (column(last) - column(first) + 1) as usize);
    let text: Vec<String> =
        counts.iter().take(24).map(|(at, count)| format!("{}: {}", name(*at), site.words.number(*count))).collect();
    let more = if counts.len() > 24 { " …" } else { "" };
    out.raw("<figure class=chart><b>").text(&site.words.chart_over_time).raw("</b><svg width=").number(columns * 16);
    out.raw(" viewBox=\"0 0 ").number(columns * 6).raw(" ").number(HEIGHT);
    out.raw("\" preserveAspectRatio=none role=img aria-label=\"").value(&site.words.chart_over_time).raw(": ");
    out.value(&text.join(", ")).raw(more).raw("\"><path d=\"");
    for (at, count) in &counts {
        let height = (count * HEIGHT).div_ceil(most).max(2);
        out.raw("M").number((at - start) as usize * 6 + 1).raw(" ").number(HEIGHT).raw("v-").number(height);
        out.raw("h4v").number(height).raw("z");
    }
    out.raw("\"/></svg><figcaption><span>").text(&name(start)).raw("</span>");
    out.raw("<span>").text(&name(column(last))).raw("</span></figcaption></figure>");
}
