//! The score: a line for each speaker, topic or outlet, and in it a stroke for each statement, short when it is reported, tall and
//! red when it is quoted. Where there are too many for strokes, columns of how many there are.
//!
//! Name and number of each line are text, and what the strokes show is told in words that only screen readers read: the list is its
//! own text alternative.

use crate::model::archive::StatementId;
use crate::model::statement::Kind;
use crate::model::when::When;
use crate::site::html::Html;
use crate::site::view::{Root, Site};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::BTreeMap;

/// Size of a line's drawing, in its own units.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 24.0;
/// How far apart strokes of one day may stand.
const PITCHES: [f64; 4] = [3.4, 2.6, 2.0, 1.5];
/// How far a stroke may be moved from its day by those beside it, within its month.
const PUSHED: f64 = 12.0;
/// Less than one sees.
const ROUNDING: f64 = 0.01;
/// One day of so many may be left out at either end.
const FEW: usize = 40;
/// Drawings of so few months are never cut.
const LEAST_MONTHS: i32 = 6;
/// Of so few months each has several columns: about a week each.
const FEW_MONTHS: i32 = 4;
const WEEKS: i32 = 4;
/// Widest column.
const COLUMN: f64 = 14.0;
/// Most statements that are drawn as strokes.
const STROKES: usize = 400;
/// Most months that are told one by one.
const TOLD: usize = 24;

/// One line of a score.
#[derive(Clone)]
pub(crate) struct Line {
    /// Its name, as a link or in `<span>`.
    pub(crate) name: Html,
    /// Day of each statement that has one, and whether it is quoted.
    days: Vec<(NaiveDate, bool)>,
    /// How many statements there are, those without a day included.
    count: usize,
}

impl Line {
    /// A line for some statements.
    pub(crate) fn new(site: &Site, name: Html, statements: &[StatementId]) -> Line {
        let rows = statements.iter().map(|id| &site.archive[*id]);
        let mut days: Vec<_> = rows.filter_map(|row| Some((row.said_on?.0.start, row.kind == Kind::Direct))).collect();
        // In the order in which the article has them, those of one day.
        days.sort_by_key(|(day, _)| *day);
        Line { name, days, count: statements.len() }
    }
}

/// To what a line's columns are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Each line to its own highest column: different people.
    Own,
    /// All lines to one: parts of a whole.
    Shared,
}

/// Writes a score with its axis; nothing if no statement has a day.
pub(crate) fn write(out: &mut Html, site: &Site, root: Root, lines: &[Line], scale: Scale) {
    let mut all: Vec<NaiveDate> = lines.iter().flat_map(|line| line.days.iter().map(|(day, _)| *day)).collect();
    all.sort_unstable();
    let Some((first, last)) = span(&all) else { return };
    let drawn = |line: &Line| Line {
        days: line.days.iter().copied().filter(|(day, _)| (first..=last).contains(day)).collect(),
        ..line.clone()
    };
    let lines: Vec<Line> = lines.iter().map(drawn).collect();
    let left_out: usize = lines.iter().map(|line| line.count - line.days.len()).sum();
    let days = || lines.iter().flat_map(|line| line.days.iter());
    let axis = Axis::new(first, last);
    let strokes = days().count() <= STROKES && axis.bin == 1 && lines.iter().all(|line| placed(line, &axis).is_some());
    out.raw("<p class=key aria-hidden=true><i></i>").text(&site.words.kind_indirect).raw("<b>");
    out.text(&site.words.quoted_word_for_word).raw("</b></p>");
    if left_out > 0 {
        out.raw("<p class=key>").text(&site.words.count(&site.words.count_not_drawn, left_out)).raw("</p>");
    }
    out.raw("<ul class=score>");
    let bins: Vec<_> = lines.iter().map(|line| bins(line, &axis, axis.parts)).collect();
    let highest =
        |bins: &BTreeMap<i32, (usize, usize)>| bins.values().map(|(told, said)| told + said).max().unwrap_or(0);
    let all = bins.iter().map(highest).max().unwrap_or(0);
    for (line, bins) in lines.iter().zip(&bins) {
        out.raw("<li>")
            .raw(line.name.as_str())
            .raw("<svg viewBox=\"0 0 400 24\" preserveAspectRatio=none aria-hidden=true>");
        axis.grid(out);
        if strokes {
            self::strokes(out, site, root, line, &axis);
        } else {
            let most = if scale == Scale::Own { highest(bins) } else { all };
            columns(out, bins, &axis, most.max(1));
        }
        out.raw("</svg><b>").text(&site.words.number(line.count));
        in_words(out, site, &self::bins(line, &axis, 1), &axis);
        out.raw("</b>");
    }
    axis.labels(out, site, root);
    out.raw("</ul>");
}

/// The first and the last day that are drawn. Few days far from all others would leave most of the drawing empty.
fn span(days: &[NaiveDate]) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = (*days.first()?, *days.last()?);
    let few = days.len() / FEW;
    let (near_first, near_last) = (*days.get(few)?, days[days.len() - 1 - few]);
    let months = |first, last| month(last) - month(first) + 1;
    let empty =
        few > 0 && months(near_first, near_last) * 2 <= months(first, last) && months(first, last) > LEAST_MONTHS;
    // Whole months, so that nothing of one that is drawn is left out.
    let whole = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let end = |day: NaiveDate| whole(day) + Days::new(31);
    Some(if empty { (whole(near_first).max(first), (end(near_last)).min(last)) } else { (first, last) })
}

/// How many statements there are in each month or year, for those who cannot see the drawing.
fn in_words(out: &mut Html, site: &Site, bins: &BTreeMap<i32, (usize, usize)>, axis: &Axis) {
    out.raw("<span class=hide>");
    for (at, (bin, (told, said))) in bins.iter().take(TOLD).enumerate() {
        out.raw(if at == 0 { " (" } else { "; " });
        out.text(&axis.name(site, axis.start + bin * axis.bin, axis.bin >= 12))
            .raw(": ")
            .text(&site.words.number(told + said));
    }
    out.raw(if bins.len() > TOLD {
        " …)"
    } else if bins.is_empty() {
        ""
    } else {
        ")"
    })
    .raw("</span>");
}

/// Months of equal width, from the first label to the end.
struct Axis {
    /// The first month: year times twelve and month.
    start: i32,
    months: i32,
    /// Months from one label to the next.
    label: i32,
    /// Months of one column.
    bin: i32,
    /// Columns of one month.
    parts: i32,
}

fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0() as i32
}

impl Axis {
    fn new(first: NaiveDate, last: NaiveDate) -> Axis {
        let months = month(last) - month(first) + 1;
        let (label, bin) = match months {
            ..=12 => (1, 1),
            13..=36 => (3, 1),
            37..=144 => (12, 3),
            // Round numbers of years, no more than twelve of them.
            _ => {
                (12 * [1, 2, 5, 10, 20, 50, 100].into_iter().find(|years| months / 12 / years < 12).unwrap_or(500), 12)
            }
        };
        let start = month(first).div_euclid(label) * label;
        let months = (month(last) - start) / label * label + label;
        Axis { start, months, label, bin, parts: if months <= FEW_MONTHS { WEEKS } else { 1 } }
    }

    fn x(&self, day: NaiveDate) -> f64 {
        let within = f64::from(day.day0()) / 31.0;
        (f64::from(month(day) - self.start) + within) / f64::from(self.months) * WIDTH
    }

    fn start_of_month(&self, day: NaiveDate) -> f64 {
        f64::from(month(day) - self.start) / f64::from(self.months) * WIDTH
    }

    fn end_of_month(&self, day: NaiveDate) -> f64 {
        f64::from(month(day) - self.start + 1) / f64::from(self.months) * WIDTH
    }

    /// A hairline at each label.
    fn grid(&self, out: &mut Html) {
        out.raw("<path class=l d=\"");
        for at in (0..self.months).step_by(self.label as usize) {
            out.raw("M");
            number(out, f64::from(at) / f64::from(self.months) * WIDTH);
            out.raw(" 0v24");
        }
        out.raw("\"/>");
    }

    fn name(&self, site: &Site, month: i32, year_only: bool) -> String {
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as usize);
        match year_only {
            true => site.words.year(year),
            false => format!("{} {}", site.words.months_short[month], site.words.year(year)),
        }
    }

    /// What a label shows; on narrow screens the year stands below its month.
    fn short_name(&self, site: &Site, month: i32) -> Html {
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as usize);
        let mut out = Html::new();
        match self.label >= 12 {
            true => out.text(&site.words.year(year)),
            false => out.text(&site.words.months_short[month]).raw("<i> ").text(&site.words.year(year)).raw("</i>"),
        };
        out
    }

    /// The labels, as links to the months or years that have a page.
    fn labels(&self, out: &mut Html, site: &Site, root: Root) {
        out.raw("<li class=axis><ol>");
        for at in (0..self.months).step_by(self.label as usize) {
            let (year, number) = ((self.start + at).div_euclid(12), (self.start + at).rem_euclid(12) as u32 + 1);
            let by_year = self.label >= 12;
            let when = if by_year { When::year(year) } else { When::month(year, number) };
            let name = self.short_name(site, self.start + at);
            out.raw("<li>");
            match when.and_then(|when| site.place_of(when)) {
                Some(place) => {
                    site.open_place(out, root, place);
                    out.raw(">").raw(name.as_str()).raw("</a>");
                }
                None => {
                    out.raw(name.as_str());
                }
            }
        }
        out.raw("</ol>");
    }
}

/// Whether each statement of a day is quoted, by day.
type Strokes = BTreeMap<NaiveDate, Vec<bool>>;

/// The statements of each day.
fn by_day(line: &Line) -> Strokes {
    let mut days = Strokes::new();
    for (day, quoted) in &line.days {
        days.entry(*day).or_default().push(*quoted);
    }
    days
}

/// Where the strokes of each day begin if they stand `pitch` apart; `None` if one has no room near its day and within its month.
fn starts(days: &Strokes, axis: &Axis, pitch: f64) -> Option<Vec<f64>> {
    let mut end = 0.0f64;
    let mut starts = Vec::with_capacity(days.len());
    for (day, quoted) in days {
        let (wanted, width) = (axis.x(*day), quoted.len() as f64 * pitch);
        // At the end of a month they stand before their day: in the next one they would tell of another.
        let start = wanted.min(axis.end_of_month(*day) - width).max(end).max(axis.start_of_month(*day));
        end = start + width;
        if (start - wanted).abs() > PUSHED || end > axis.end_of_month(*day) + ROUNDING {
            return None;
        }
        starts.push(start);
    }
    Some(starts)
}

/// The widest distance of strokes for which all have room near their day, with where each day begins.
fn placed(line: &Line, axis: &Axis) -> Option<(f64, Strokes, Vec<f64>)> {
    let days = by_day(line);
    PITCHES.iter().find_map(|pitch| Some((*pitch, days.clone(), starts(&days, axis, *pitch)?)))
}

/// A stroke for each statement, those of a day beside each other and linked to it.
fn strokes(out: &mut Html, site: &Site, root: Root, line: &Line, axis: &Axis) {
    let Some((pitch, days, starts)) = placed(line, axis) else { return };
    for ((day, quoted), start) in days.iter().zip(starts) {
        let place = site.place_of(When::day(*day));
        if let Some(place) = place {
            site.open_place(out, root, place);
            out.raw(" tabindex=-1>");
        }
        for wanted in [false, true] {
            if !quoted.contains(&wanted) {
                continue;
            }
            out.raw(if wanted { "<path class=k d=\"" } else { "<path d=\"" });
            for at in (0..quoted.len()).filter(|at| quoted[*at] == wanted) {
                out.raw("M");
                number(out, start + at as f64 * pitch);
                out.raw(if wanted { " 24V1h" } else { " 24V13h" });
                number(out, pitch * 0.62);
                out.raw("V24z");
            }
            out.raw("\"/>");
        }
        if place.is_some() {
            out.raw("</a>");
        }
    }
}

/// How many reported and quoted statements fall into each bin, of which a month has so many parts.
fn bins(line: &Line, axis: &Axis, parts: i32) -> BTreeMap<i32, (usize, usize)> {
    let mut bins = BTreeMap::<i32, (usize, usize)>::new();
    for (day, quoted) in &line.days {
        let part = day.day0() as i32 * parts / 31;
        let bin = bins.entry((month(*day) - axis.start).div_euclid(axis.bin) * parts + part).or_default();
        *(if *quoted { &mut bin.1 } else { &mut bin.0 }) += 1;
    }
    bins
}

/// A column for each bin: what is quoted below, what is reported above.
fn columns(out: &mut Html, bins: &BTreeMap<i32, (usize, usize)>, axis: &Axis, most: usize) {
    let width = f64::from(axis.bin) / f64::from(axis.months) / f64::from(axis.parts) * WIDTH;
    let height = |count: usize| count as f64 / most as f64 * HEIGHT;
    for said in [false, true] {
        if bins.values().all(|(told, quoted)| *(if said { quoted } else { told }) == 0) {
            continue;
        }
        out.raw(if said { "<path class=k d=\"" } else { "<path d=\"" });
        for (bin, (told, quoted)) in bins {
            let (from, length) = if said { (0.0, height(*quoted)) } else { (height(*quoted), height(*told)) };
            if length <= 0.0 {
                continue;
            }
            // What there is must be seen, be it ever so little.
            let length = length.max(0.5);
            out.raw("M");
            number(out, f64::from(*bin) * width + width * 0.1);
            out.raw(" ");
            number(out, HEIGHT - from);
            out.raw("v-");
            number(out, length);
            out.raw("h");
            number(out, (width * 0.8).min(COLUMN));
            out.raw("v");
            number(out, length);
            out.raw("z");
        }
        out.raw("\"/>");
    }
}

/// A number with one digit behind the point, if it needs one.
fn number(out: &mut Html, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    out.raw(&(tenths / 10).to_string());
    if tenths % 10 != 0 {
        out.raw(".").raw(&(tenths % 10).abs().to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn an_axis_has_labels_at_round_places() {
        let axis = |first: &str, last: &str| {
            let axis = Axis::new(day(first), day(last));
            (axis.start % 12, axis.months, axis.label, axis.bin)
        };
        assert_eq!(axis("2021-12-22", "2022-02-14"), (11, 3, 1, 1));
        assert_eq!(axis("2020-02-01", "2022-02-01"), (0, 27, 3, 1));
        assert_eq!(axis("2011-05-01", "2020-02-01"), (0, 120, 12, 3));
        assert_eq!(axis("1901-05-01", "2020-02-01"), (0, 1560, 120, 12));
    }

    #[test]
    fn strokes_of_a_busy_day_stay_in_its_month() {
        let axis = Axis::new(day("2021-12-22"), day("2022-02-14"));
        let line = |count: usize| {
            let days = (0..count).map(|_| (day("2022-01-30"), false)).collect();
            Line { name: Html::new(), days, count }
        };
        let (pitch, days, starts) = placed(&line(7), &axis).expect("room for seven");
        let february = axis.x(day("2022-02-01"));
        assert!(starts[0] + days.values().map(Vec::len).sum::<usize>() as f64 * pitch <= february + ROUNDING);
        assert!(placed(&line(90), &axis).is_none(), "ninety have none");
    }

    #[test]
    fn few_days_far_from_all_others_are_not_drawn() {
        let mut days: Vec<NaiveDate> = (1..=28).flat_map(|number| [day(&format!("2022-01-{number:02}")); 2]).collect();
        assert_eq!(span(&days), Some((day("2022-01-01"), day("2022-01-28"))));
        days.insert(0, day("2021-06-16"));
        assert_eq!(span(&days), Some((day("2022-01-01"), day("2022-01-28"))));
        assert_eq!(span(&[]), None);
    }

    #[test]
    fn a_number_has_no_more_digits_than_it_needs() {
        let mut out = Html::new();
        [0.0, 90.32, 133.96, 2.04].into_iter().for_each(|value| {
            number(&mut out, value);
            out.raw(" ");
        });
        assert_eq!(out.as_str(), "0 90.3 134 2 ");
    }
}
