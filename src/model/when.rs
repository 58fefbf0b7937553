//! [`When`]: a calendar date with the precision that is known of it.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// A calendar week, Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A season; winter is named for the year in which it begins.
    Season,
    /// A year.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
}

/// A date, as precise as it is known: the first day of its period, and what kind of period it is.
///
/// Ordered by the first day, then from the shortest period to the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct When {
    /// The first day.
    pub start: NaiveDate,
    /// The length.
    pub precision: Precision,
}

impl When {
    /// A day.
    pub fn day(date: NaiveDate) -> When {
        When { start: date, precision: Precision::Day }
    }

    /// A day by its numbers; `None` if the calendar has no such day.
    pub fn ymd(year: i32, month: u32, day: u32) -> Option<When> {
        NaiveDate::from_ymd_opt(year, month, day).map(When::day)
    }

    /// A month; `None` if there is no such month.
    pub fn month(year: i32, month: u32) -> Option<When> {
        Some(When { start: NaiveDate::from_ymd_opt(year, month, 1)?, precision: Precision::Month })
    }

    /// A year; `None` outside what the calendar can hold.
    pub fn year(year: i32) -> Option<When> {
        Some(When { start: NaiveDate::from_ymd_opt(year, 1, 1)?, precision: Precision::Year })
    }

    /// The period of the given precision that holds `date`.
    pub fn around(date: NaiveDate, precision: Precision) -> When {
        let (year, month) = (date.year(), date.month());
        let first = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(date);
        let start = match precision {
            Precision::Day => date,
            Precision::Week => date - Days::new(u64::from(date.weekday().num_days_from_monday())),
            Precision::Month => first(year, month),
            Precision::Quarter => first(year, (month - 1) / 3 * 3 + 1),
            Precision::Season if month < 3 => first(year - 1, 12),
            Precision::Season => first(year, month / 3 * 3),
            Precision::Year => first(year, 1),
            Precision::Decade => first(year.div_euclid(10) * 10, 1),
        };
        When { start, precision }
    }

    /// The last day.
    pub fn end(self) -> NaiveDate {
        let next = match self.precision {
            Precision::Day => return self.start,
            Precision::Week => self.start.checked_add_days(Days::new(7)),
            Precision::Month => self.start.checked_add_months(Months::new(1)),
            Precision::Quarter | Precision::Season => self.start.checked_add_months(Months::new(3)),
            Precision::Year => self.start.checked_add_months(Months::new(12)),
            Precision::Decade => self.start.checked_add_months(Months::new(120)),
        };
        next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// The period that comes `count` periods after it, or before it when negative; `None` outside the calendar.
    pub fn plus(self, count: i32) -> Option<When> {
        let months = |each: u32| {
            let months = Months::new(count.unsigned_abs().checked_mul(each)?);
            if count < 0 { self.start.checked_sub_months(months) } else { self.start.checked_add_months(months) }
        };
        let days = |each: i64| self.start.checked_add_signed(TimeDelta::try_days(i64::from(count) * each)?);
        let start = match self.precision {
            Precision::Day => days(1),
            Precision::Week => days(7),
            Precision::Month => months(1),
            Precision::Quarter | Precision::Season => months(3),
            Precision::Year => months(12),
            Precision::Decade => months(120),
        };
        // Output knows years of four digits.
        start.filter(|start| (0..=9999).contains(&start.year())).map(|start| When { start, precision: self.precision })
    }

    /// The day, if it is one.
    pub fn as_day(self) -> Option<NaiveDate> {
        (self.precision == Precision::Day).then_some(self.start)
    }

    /// Whether `date` falls in it.
    pub fn holds(self, date: NaiveDate) -> bool {
        self.start <= date && date <= self.end()
    }

    /// Reads what [`When`]'s `Display` writes.
    pub fn parse(text: &str) -> Option<When> {
        let number = |digits: &str, length: usize| {
            let plain = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| digits.parse::<u32>().ok()).flatten()
        };
        let (year, rest) = (text.get(..4)?, text.get(4..)?);
        if let Some(decade) = year.strip_suffix('X') {
            let start = NaiveDate::from_ymd_opt(i32::try_from(number(decade, 3)?).ok()? * 10, 1, 1)?;
            return rest.is_empty().then_some(When { start, precision: Precision::Decade });
        }
        let year = i32::try_from(number(year, 4)?).ok()?;
        let Some(rest) = rest.strip_prefix('-') else { return if rest.is_empty() { When::year(year) } else { None } };
        let period = |month: u32, precision| Some(When { start: NaiveDate::from_ymd_opt(year, month, 1)?, precision });
        match rest {
            "Q1" => period(1, Precision::Quarter),
            "Q2" => period(4, Precision::Quarter),
            "Q3" => period(7, Precision::Quarter),
            "Q4" => period(10, Precision::Quarter),
            "SP" => period(3, Precision::Season),
            "SU" => period(6, Precision::Season),
            "FA" => period(9, Precision::Season),
            "WI" => period(12, Precision::Season),
            _ => match rest.split_once('-') {
                Some((month, day)) => When::ymd(year, number(month, 2)?, number(day, 2)?),
                None => match rest.strip_prefix('W') {
                    Some(week) => Some(When {
                        start: NaiveDate::from_isoywd_opt(year, number(week, 2)?, chrono::Weekday::Mon)?,
                        precision: Precision::Week,
                    }),
                    None => When::month(year, number(rest, 2)?),
                },
            },
        }
    }
}

/// ISO 8601 where it has a form (`2021-12-17`, `2021-W50`, `2021-12`, `2021`), the forms of TimeML elsewhere: `2021-Q4`,
/// `2021-WI` (SP, SU, FA, WI), and `199X` for a decade.
impl fmt::Display for When {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.start.year(), self.start.month());
        match self.precision {
            Precision::Day => write!(out, "{}", self.start),
            Precision::Week => write!(out, "{:04}-W{:02}", self.start.iso_week().year(), self.start.iso_week().week()),
            Precision::Month => write!(out, "{year:04}-{month:02}"),
            Precision::Quarter => write!(out, "{year:04}-Q{}", month.div_ceil(3)),
            Precision::Season => {
                write!(out, "{year:04}-{}", ["WI", "SP", "SU", "FA"][(month % 12 / 3) as usize])
            }
            Precision::Year => write!(out, "{year:04}"),
            Precision::Decade => write!(out, "{:03}X", year / 10),
        }
    }
}

impl Precision {
    /// The lower-case name used in data files.
    pub fn name(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Season => "season",
            Precision::Year => "year",
            Precision::Decade => "decade",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_is_written_and_read_back() {
        let date = NaiveDate::from_ymd_opt(2021, 12, 17).expect("a day");
        let all = [
            (Precision::Day, "2021-12-17"),
            (Precision::Week, "2021-W50"),
            (Precision::Month, "2021-12"),
            (Precision::Quarter, "2021-Q4"),
            (Precision::Season, "2021-WI"),
            (Precision::Year, "2021"),
            (Precision::Decade, "202X"),
        ];
        for (precision, text) in all {
            let when = When::around(date, precision);
            assert_eq!(when.to_string(), text);
            assert_eq!(When::parse(text), Some(when));
            assert!(when.holds(date));
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in ["", "2021-13", "2021-02-30", "20211217", "2021-", "202é", "2021-1-1", "+021"] {
            assert_eq!(When::parse(text), None, "{text}");
        }
    }

    #[test]
    fn january_belongs_to_the_winter_that_began_the_year_before() {
        let date = NaiveDate::from_ymd_opt(2022, 1, 10).expect("a day");
        assert_eq!(When::around(date, Precision::Season).to_string(), "2021-WI");
    }
}
