//! The year of a day and month, from its weekday and from the years that the text speaks of.
//!
//! A weekday leaves years that are 5, 6 or 11 apart. Of them the first that is not before the latest past year of the text is
//! taken, if it is near. Without a weekday only the opening's own years count: a year in review is published just after that
//! year, and "on December 17, 2021" under a dateline of January 14 is a month old. Nothing asks for today's date.

use super::expressions::{Expression, Form, Step, Tense, Year};
use crate::model::published::Yearless;
use crate::model::when::{Precision, When};
use crate::reading::dates::weekday::name;
use chrono::{Datelike, NaiveDate, Weekday};

/// How many years after the latest year of the text an article may have been published. News names years close to its own, and
/// a text whose latest year is far back tells nothing: of any three years one has the weekday by chance.
const REACH: i32 = 1;

/// What is known of a date that lacks its year.
pub(super) struct Clues {
    month: u32,
    day: u32,
    weekday: Option<Weekday>,
    /// The latest year that the text speaks of as past, with the date that says so.
    past: Option<When>,
    /// The latest year of which the text says that something happened in it.
    told: Option<i32>,
    /// The latest date with a year in the opening.
    opening: Option<When>,
    /// The earliest year that the text speaks of as still to come.
    coming: Option<i32>,
    /// The days that the text mentions without a year.
    days: Vec<(i32, u32, u32)>,
}

/// A year, and why.
pub(super) struct Verdict {
    pub(super) year: i32,
    pub(super) from: String,
}

impl Clues {
    pub(super) fn of<'a>(
        month: u32,
        day: u32,
        weekday: Option<Weekday>,
        expressions: &[Expression],
        opening: impl Iterator<Item = &'a Expression>,
    ) -> Clues {
        let latest = |best: Option<When>, when: When| {
            if best.is_none_or(|best| best.end() < when.end()) { Some(when) } else { best }
        };
        let past = expressions.iter().filter(|one| one.tense != Tense::Future).filter_map(dated).fold(None, latest);
        let told = told(expressions).map(|when| when.start.year());
        let coming =
            expressions.iter().filter(|one| one.tense == Tense::Future).filter_map(dated).map(|when| when.start.year());
        let coming = coming.filter(|year| past.is_none_or(|past| *year >= past.start.year())).min();
        let opening = opening.filter(|one| one.tense != Tense::Future).filter_map(dated).fold(None, latest);
        let mut days: Vec<_> = expressions.iter().filter_map(|one| nearby(one, month, day)).collect();
        days.sort_unstable();
        days.dedup();
        Clues { month, day, weekday, past, told, opening, coming, days }
    }

    pub(super) fn yearless(self) -> Yearless {
        let earliest = self.past.map(|past| past.start.year());
        Yearless { month: self.month, day: self.day, weekday: self.weekday, earliest, days: self.days }
    }

    /// In words: what the neighbours added.
    pub(super) fn by_neighbours(&self, year: i32) -> String {
        let by = "by other articles of the archive that mention the same days or tell the same story";
        match self.weekday {
            Some(weekday) => format!("{}; {by}", self.weekday_in(year, weekday)),
            None => format!("the year is {year} {by}"),
        }
    }

    fn weekday_in(&self, year: i32, weekday: Weekday) -> String {
        format!("{} was a {} in {year}, and the text says {}", self.date_name(), name(weekday), name(weekday))
    }

    fn date_name(&self) -> String {
        // A leap year has every day.
        let date = NaiveDate::from_ymd_opt(2000, self.month, self.day);
        date.map_or_else(String::new, |date| date.format("%-d %B").to_string())
    }
}

/// The year, if the text alone gives it.
pub(super) fn decide(clues: &Clues) -> Option<Verdict> {
    match clues.weekday {
        Some(weekday) => by_weekday(clues, weekday),
        None => by_opening(clues),
    }
}

fn by_weekday(clues: &Clues, weekday: Weekday) -> Option<Verdict> {
    let fits = |year: &i32| {
        NaiveDate::from_ymd_opt(*year, clues.month, clues.day).filter(|date| date.weekday() == weekday).is_some()
    };
    let past = clues.past?;
    let latest = past.start.year();
    let after = |year: &i32| NaiveDate::from_ymd_opt(*year, clues.month, clues.day) >= Some(past.start);
    // A bare year can be of what is planned: "the 2022 budget" is passed in 2021. One in which something happened is over or goes on.
    let planned = (past.precision == Precision::Year && clues.month > 6).then_some(latest - 1).filter(fits);
    let planned = planned.filter(|year| clues.told.is_none_or(|told| told <= *year));
    let year = (latest..=latest + REACH).find(|year| fits(year) && after(year)).or(planned)?;
    if clues.coming.is_some_and(|coming| coming < year) {
        return None;
    }
    let from = format!("{}; the latest year it speaks of is {latest}", clues.weekday_in(year, weekday));
    Some(Verdict { year, from })
}

fn by_opening(clues: &Clues) -> Option<Verdict> {
    let latest = clues.opening.filter(|when| clues.past.is_none_or(|past| past.start.year() <= when.start.year()))?;
    let named = latest.start.year();
    let year = match latest.precision {
        // A whole year that is spoken of as past is over, and a review of it comes soon after.
        Precision::Year if clues.month <= 3 => named + 1,
        Precision::Day | Precision::Month => {
            let same = NaiveDate::from_ymd_opt(named, clues.month, clues.day)?;
            if latest.start <= same { named } else { named + 1 }
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, clues.month, clues.day)?;
    if clues.coming.is_some_and(|coming| coming < year) {
        return None;
    }
    Some(Verdict { year, from: format!("the year follows from {latest}, which the first paragraph speaks of as past") })
}

/// The latest date with a year of which the text says that something happened then: nothing earlier is the day of the article.
pub(super) fn told(expressions: &[Expression]) -> Option<When> {
    let past = expressions.iter().filter(|one| one.tense == Tense::Past);
    past.filter_map(dated).max_by_key(|when| when.start)
}

/// The date of an expression that says its year.
fn dated(expression: &Expression) -> Option<When> {
    let when = match expression.form {
        Form::Exact(when) => when,
        Form::Date { day, month, year: Year::Given(year), .. } => When::ymd(year, month, day)?,
        Form::Period { month, precision, year: Year::Given(year) } => {
            When::around(NaiveDate::from_ymd_opt(year, month, 1)?, precision)
        }
        _ => return None,
    };
    (when.precision <= Precision::Year).then_some(when)
}

/// A day mentioned without a year: in how many years from a publication on `month` and `day`, and which day.
fn nearby(expression: &Expression, month: u32, day: u32) -> Option<(i32, u32, u32)> {
    let Form::Date { month: its_month, day: its_day, year: Year::By(Step::Bare), .. } = expression.form else {
        return None;
    };
    let months = its_month as i32 - month as i32;
    let shift = match expression.tense {
        Tense::Future if months < -6 => 1,
        Tense::Future if months <= 6 => 0,
        _ if months > 6 || months > 1 && expression.tense == Tense::Past => -1,
        _ if months < -9 => 1,
        _ => 0,
    };
    let own = (its_month, its_day) == (month, day);
    (!own).then_some((shift, its_month, its_day))
}
