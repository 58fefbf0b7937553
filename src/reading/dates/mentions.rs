//! The dates that a text speaks of: its expressions, resolved against the article's date and the dates mentioned before.

use super::expressions::{Expression, Form, Step, Tense, Year};
use super::feasts;
use crate::model::published::{Mention, Published};
use crate::model::when::{Precision, When};
use crate::text::source::Span;
use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};

/// The dates in the text, in order, not overlapping. What cannot be resolved without the article's date is left out when that
/// is not known.
pub fn resolve(expressions: &[Expression], published: &Published) -> Vec<Mention> {
    let mut context = Context { article: published.when, mentioned: Vec::new(), sentence: None };
    let resolved = |expression: &Expression| {
        let when = context.resolve(expression)?;
        context.remember(when);
        context.sentence = Some(expression.sentence);
        Some(Mention { span: expression.span, when, sentence: expression.sentence })
    };
    expressions.iter().filter_map(resolved).collect()
}

/// What relative dates are counted from.
struct Context {
    /// The article's date.
    article: Option<When>,
    /// The latest mention of each precision, the latest last.
    mentioned: Vec<When>,
    /// The sentence of the last of them.
    sentence: Option<Span>,
}

impl Context {
    fn remember(&mut self, when: When) {
        self.mentioned.retain(|before| before.precision != when.precision);
        self.mentioned.push(when);
    }

    /// The latest date mentioned that is at least as precise as `precision`.
    fn last(&self, precision: Precision) -> Option<When> {
        self.mentioned.iter().rev().find(|when| when.precision <= precision).copied()
    }

    /// The first day of the article's period, if it is known at least as precisely as `precision`.
    fn base(&self, precision: Precision) -> Option<NaiveDate> {
        self.article.filter(|when| when.precision <= precision).map(|when| when.start)
    }

    fn resolve(&self, expression: &Expression) -> Option<When> {
        let tense = expression.tense;
        let when = match expression.form {
            Form::Exact(when) => when,
            Form::Date { weekday, day, month, year } => When::day(self.date(weekday, month, day, year, tense)?),
            Form::WeekOf { day, month, year } => {
                When::around(self.date(None, month, day, year, tense)?, Precision::Week)
            }
            Form::Feast(feast, year) => When::day(self.in_some_year(year, tense, |year| feasts::day(&feast, year))?),
            Form::DayOfMonth { day, month } => When::day(self.day_of_month(day, month, tense)?),
            Form::WeekdayOf(weekday, day) => When::day(self.weekday_of(weekday, day, tense)?),
            Form::WeekdayOfMonth(weekday, nth, shift) => {
                let month = When::around(self.base(Precision::Month)?, Precision::Month).plus(shift)?.start;
                When::day(feasts::nth_weekday(month.year(), month.month(), weekday.number_from_monday(), nth)?)
            }
            Form::Weekday(weekday, step) => When::day(self.weekday(weekday, step, tense)?),
            Form::Period { month, precision, year } => self.period(month, precision, year, tense)?,
            Form::FromArticle(precision, count) => When::around(self.base(precision)?, precision).plus(count)?,
            Form::Ahead(precision, count) if tense == Tense::Future => {
                When::around(self.base(precision)?, precision).plus(count)?
            }
            Form::Ahead(..) => return None,
            Form::EndOf(precision) => {
                let now = When::around(self.base(precision)?, precision);
                now.plus(-i32::from(tense == Tense::Past))?
            }
            Form::Weekend => self.weekend(tense)?,
            Form::Compared(count) => {
                let here = self.last(Precision::Year).filter(|_| self.sentence == Some(expression.sentence));
                let year = here.map(|when| when.start).or_else(|| self.base(Precision::Year))?;
                When::around(year, Precision::Year).plus(count)?
            }
            Form::FromMention(precision, count) => {
                let when = When::around(self.last(precision)?.start, precision).plus(count)?;
                // "A week later he said": what was counted from is not the last date mentioned if that leads beyond today.
                let past = tense == Tense::Past && count > 0;
                let ahead = past && self.article.is_some_and(|article| when.start > article.end());
                // "The soonest would be a week later": nor if what is still to come would be over.
                let over = tense == Tense::Future && count > 0;
                let over = over && self.article.is_some_and(|article| when.end() < article.start);
                return (!ahead && !over).then_some(when);
            }
        };
        match when.as_day() {
            Some(day) => day.checked_add_signed(TimeDelta::days(i64::from(expression.plus))).map(When::day),
            None => Some(when),
        }
    }

    /// A month and day in the year meant.
    fn date(&self, weekday: Option<Weekday>, month: u32, day: u32, year: Year, tense: Tense) -> Option<NaiveDate> {
        let on = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
        let (Some(weekday), Year::By(_), Some(base)) = (weekday, year, self.base(Precision::Day)) else {
            return self.in_some_year(year, tense, on);
        };
        // A weekday that does not fit the years around is a slip of the pen, not a date of long ago.
        let fits = (base.year() - 1..=base.year() + 1).filter_map(on).filter(|date| date.weekday() == weekday);
        fits.min_by_key(|date| (*date - base).num_days().abs()).or_else(|| self.in_some_year(year, tense, on))
    }

    /// The day that `on` gives for the year meant; without a year, the one before or after the article's date that is likelier.
    fn in_some_year(&self, year: Year, tense: Tense, on: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let step = match year {
            Year::Given(year) => return on(year),
            Year::Relative(count) => return on(self.base(Precision::Year)?.year().checked_add(count)?),
            Year::Mentioned => return on(self.last(Precision::Year)?.start.year()),
            Year::By(step) => step,
        };
        let base = self.base(Precision::Day)?;
        let near = (base.year() - 4..=base.year() + 4).filter_map(&on);
        match step {
            Step::Last => near.filter(|date| *date < base).max(),
            Step::Next => near.filter(|date| *date > base).min(),
            Step::This => on(base.year()),
            Step::Following => {
                let last = self.last(Precision::Day)?.start;
                (last.year()..=last.year() + 4).filter_map(on).find(|date| *date > last)
            }
            Step::Bare => near.min_by_key(|date| unlikeliness((*date - base).num_days(), tense)),
        }
    }

    /// "the 15th"
    fn day_of_month(&self, day: u32, month: Option<i32>, tense: Tense) -> Option<NaiveDate> {
        if let Some(count) = month {
            return When::around(self.base(Precision::Month)?, Precision::Month).plus(count)?.start.with_day(day);
        }
        if let Some(last) = self.last(Precision::Month) {
            return last.start.with_day(day);
        }
        let base = self.base(Precision::Day)?;
        let months = (-2..=2).filter_map(|count| When::around(base, Precision::Month).plus(count)?.start.with_day(day));
        months.min_by_key(|date| unlikeliness((*date - base).num_days(), tense))
    }

    /// "Friday the 13th": the likeliest of the months around.
    fn weekday_of(&self, weekday: Weekday, day: u32, tense: Tense) -> Option<NaiveDate> {
        let base = self.base(Precision::Day)?;
        let month = When::around(base, Precision::Month);
        let days = (-12..=12).filter_map(|count| month.plus(count)?.start.with_day(day));
        days.filter(|date| date.weekday() == weekday).min_by_key(|date| unlikeliness((*date - base).num_days(), tense))
    }

    /// "Friday": of the week up to the article's day, or of the week from it on.
    fn weekday(&self, weekday: Weekday, step: Step, tense: Tense) -> Option<NaiveDate> {
        let base = if step == Step::Following { self.last(Precision::Day)?.start } else { self.base(Precision::Day)? };
        let back = |from: NaiveDate| u64::from(from.weekday().days_since(weekday));
        let ahead = |from: NaiveDate| u64::from(weekday.days_since(from.weekday()));
        let week = |days: u64| if days == 0 { 7 } else { days };
        match step {
            Step::Last => base.checked_sub_days(Days::new(week(back(base)))),
            Step::This => base.checked_add_days(Days::new(ahead(base))),
            Step::Following => base.checked_add_days(Days::new(week(ahead(base)))),
            Step::Next => {
                let monday = When::around(base, Precision::Week).plus(1)?.start;
                monday.checked_add_days(Days::new(ahead(monday)))
            }
            Step::Bare if tense == Tense::Future => base.checked_add_days(Days::new(ahead(base))),
            // Nobody calls the day six days ago by its bare name: tomorrow's name in the past is that of a day that has begun elsewhere.
            Step::Bare => {
                let before = base.checked_sub_days(Days::new(back(base)));
                let after = base.checked_add_days(Days::new(ahead(base)));
                let near = [before, after].into_iter().flatten();
                near.min_by_key(|date| unlikeliness((*date - base).num_days(), tense))
            }
        }
    }

    /// The weekend that ends the article's week, or the one before. On a Saturday or Sunday it is that day's own.
    fn weekend(&self, tense: Tense) -> Option<When> {
        let base = self.base(Precision::Day)?;
        let over = tense != Tense::Future && base.weekday().num_days_from_monday() < 5;
        When::around(base, Precision::Week).plus(-i32::from(over))
    }

    /// A month, quarter or season.
    fn period(&self, month: u32, precision: Precision, year: Year, tense: Tense) -> Option<When> {
        let within = |year: i32| NaiveDate::from_ymd_opt(year, month, 1).map(|start| When::around(start, precision));
        let step = match year {
            Year::Given(year) => return within(year),
            Year::Relative(count) => return within(self.base(Precision::Year)?.year().checked_add(count)?),
            Year::Mentioned => return within(self.last(Precision::Year)?.start.year()),
            Year::By(step) => step,
        };
        let base = match step {
            Step::Following => self.last(precision)?.start,
            _ => self.base(precision)?,
        };
        let now = When::around(base, precision);
        let near = (base.year() - 2..=base.year() + 2).filter_map(within);
        match step {
            Step::Last => near.filter(|when| when.start < now.start).max(),
            Step::Next | Step::Following => near.filter(|when| when.start > now.start).min(),
            Step::This => {
                near.min_by_key(|when| (when.start.year() != base.year(), (when.start - base).num_days().abs()))
            }
            Step::Bare => match tense {
                // A quarter's figures are out once it is over.
                Tense::Past if precision == Precision::Quarter => near.filter(|when| when.end() < base).max(),
                Tense::Past => near.filter(|when| when.start <= now.start).max(),
                Tense::Future => near.filter(|when| when.start >= now.start).min(),
                Tense::Unclear => near.min_by_key(|when| unlikeliness((when.start - now.start).num_days(), tense)),
            },
        }
    }
}

/// How unlikely it is that a day so far ahead (or back, when negative) is meant when the text gives no year.
///
/// News looks back more than ahead, and writes the year of what is far off. The sentence's cue weighs, but does not decide: "said
/// that he must leave by Jan. 14" has a cue for the past before a day to come.
fn unlikeliness(days: i64, tense: Tense) -> i64 {
    let weight = match (tense, days > 0) {
        (Tense::Past, false) | (Tense::Future, true) => 1,
        (Tense::Unclear, false) => 2,
        (Tense::Past, true) | (Tense::Unclear, true) | (Tense::Future, false) => 4,
    };
    days.abs() * weight
}
