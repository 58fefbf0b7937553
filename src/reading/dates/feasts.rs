//! Days that are known by name: "Christmas", "Thanksgiving", "Easter Monday".

use crate::languages::dates::Feast;
use chrono::{Days, NaiveDate, TimeDelta, Weekday};

/// The day of a feast in a year.
pub(super) fn day(feast: &Feast, year: i32) -> Option<NaiveDate> {
    let day = match (feast.month, feast.day, feast.weekday, feast.nth) {
        (Some(month), Some(day), ..) => NaiveDate::from_ymd_opt(year, month, day)?,
        (Some(month), None, Some(weekday), Some(nth)) => nth_weekday(year, month, weekday, nth)?,
        _ => easter(year)?,
    };
    day.checked_add_signed(TimeDelta::days(feast.plus.unwrap_or(0)))
}

/// The `nth` weekday (Monday = 1) of a month, or the last one.
pub(super) fn nth_weekday(year: i32, month: u32, weekday: u32, nth: i32) -> Option<NaiveDate> {
    let weekday = Weekday::try_from(u8::try_from(weekday).ok()?.checked_sub(1)?).ok()?;
    match u8::try_from(nth) {
        Ok(nth) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth),
        Err(_) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, 5)
            .or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, weekday, 4)),
    }
}

/// Easter Sunday of the Gregorian calendar, as Spencer Jones gave the rule in 1922.
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, short) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15).rem_euclid(30);
    let sunday = (32 + 2 * (century % 4) + 2 * (short / 4) - moon - short % 4).rem_euclid(7);
    let shift = (golden + 11 * moon + 22 * sunday) / 451;
    let days = u64::try_from(moon + sunday - 7 * shift).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_days(Days::new(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        let feast = |month, day, weekday, nth, plus| Feast { month, day, weekday, nth, plus };
        let cases = [
            (feast(None, None, None, None, None), 2022, "2022-04-17"),
            (feast(None, None, None, None, Some(1)), 2000, "2000-04-24"),
            (feast(None, None, None, None, Some(-2)), 1999, "1999-04-02"),
            (feast(Some(11), None, Some(4), Some(4), None), 1999, "1999-11-25"),
            (feast(Some(11), None, Some(1), Some(1), Some(1)), 1998, "1998-11-03"),
            (feast(Some(5), None, Some(1), Some(-1), None), 2021, "2021-05-31"),
            (feast(Some(12), Some(25), None, None, None), 2021, "2021-12-25"),
        ];
        for (feast, year, expected) in cases {
            assert_eq!(day(&feast, year).map(|day| day.to_string()).as_deref(), Some(expected));
        }
    }
}
