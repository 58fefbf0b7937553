//! Dates as people state them in front matter: a day, a month, a year, a timestamp, an EDTF form, or words.
//!
//! The day as written is the day: a time and its zone are read over, never used to shift it.

use crate::model::article::StatedDate;
use crate::model::when::{Precision, When};
use crate::parsing::boilerplate::fold;
use crate::text::diagnostic::did_you_mean;
use chrono::NaiveDate;

/// Why a date cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong with it.
    pub(super) label: String,
    /// What to write instead, if that is sure.
    pub(super) hints: Vec<String>,
}

impl Fault {
    fn new(label: impl Into<String>) -> Fault {
        Fault { label: label.into(), hints: Vec::new() }
    }

    fn hint(mut self, hint: impl Into<String>) -> Fault {
        self.hints.push(hint.into());
        self
    }
}

/// Reads a date.
pub(super) fn read(text: &str) -> Result<StatedDate, Fault> {
    let text = text.trim();
    let bare = text.trim_end_matches(['~', '?', '%']);
    let marks = &text[bare.len()..];
    let approximate = marks.contains(['~', '%']) || bare.starts_with("c. ") || bare.starts_with("ca. ");
    let uncertain = marks.contains(['?', '%']);
    let bare = bare.trim_start_matches("c. ").trim_start_matches("ca. ");
    Ok(StatedDate { when: when(bare)?, approximate, uncertain })
}

fn when(text: &str) -> Result<When, Fault> {
    if let Some(when) = When::parse(text) {
        return Ok(when);
    }
    let digits = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    // A day in digits, alone or before a time: the time and its zone do not matter.
    let day = text.split(['T', 't', ' ']).next().unwrap_or(text).trim_end_matches(',');
    for mark in ['-', '/', '.', '_'] {
        let parts: Vec<&str> = day.trim_end_matches('.').split(mark).collect();
        match parts.as_slice() {
            [year, month, rest] if year.len() == 4 && digits(year) => return in_order(year, month, rest),
            [first, second, year] if year.len() == 4 && [first, second, year].iter().all(|part| digits(part)) => {
                return by_size(first, second, year, mark);
            }
            [year, season] if mark == '-' && year.len() == 4 && digits(year) && digits(season) => {
                return season_of(year, season);
            }
            [month, year]
                if matches!(mark, '/' | '.')
                    && year.len() == 4
                    && digits(year)
                    && digits(month)
                    && day.len() == text.len() =>
            {
                return in_order(year, month, "");
            }
            [year, month]
                if matches!(mark, '/' | '.')
                    && year.len() == 4
                    && digits(year)
                    && digits(month)
                    && day.len() == text.len() =>
            {
                return in_order(year, month, "");
            }
            _ => {}
        }
    }
    if text.len() >= 8
        && text.bytes().take(8).all(|byte| byte.is_ascii_digit())
        && !text[8..].starts_with(|letter: char| letter.is_ascii_digit())
    {
        return in_order(&text[..4], &text[4..6], &text[6..8]);
    }
    in_words(text)
}

/// Year, month and day, where `X` stands for what is not known.
fn in_order(year: &str, month: &str, day: &str) -> Result<When, Fault> {
    let unknown = |part: &str| part.is_empty() || part.bytes().all(|byte| matches!(byte, b'X' | b'x' | b'u'));
    let number = |part: &str| {
        part.parse::<u32>().map_err(|_| Fault::new(format!("`{part}` is not a number")).hint("write it as 2021-12-17"))
    };
    let year = i32::try_from(number(year)?).map_err(|_| Fault::new("this year is out of range"))?;
    if unknown(month) && unknown(day) {
        return When::year(year).ok_or_else(|| Fault::new("this year is out of range"));
    }
    let month = number(month)?;
    if !(1..=12).contains(&month) {
        return Err(Fault::new(format!("there is no month {month}")));
    }
    if unknown(day) {
        return When::month(year, month).ok_or_else(|| Fault::new("this year is out of range"));
    }
    let day = number(day)?;
    When::ymd(year, month, day).ok_or_else(|| no_such_day(year, month, day))
}

fn no_such_day(year: i32, month: u32, day: u32) -> Fault {
    match When::month(year, month) {
        Some(whole) => {
            Fault::new(format!("{year:04}-{month:02} has {} days, not {day}", chrono::Datelike::day(&whole.end())))
        }
        None => Fault::new("this year is out of range"),
    }
}

/// `17.12.2021`, `12/17/2021`: which is the day must be plain from the numbers or the mark.
fn by_size(first: &str, second: &str, year: &str, mark: char) -> Result<When, Fault> {
    let value = |part: &str| part.parse::<u32>().unwrap_or(0);
    let (a, b) = (value(first), value(second));
    match () {
        () if a > 12 || mark == '.' || a == b => in_order(year, second, first),
        () if b > 12 => in_order(year, first, second),
        () => Err(Fault::new("this can be read in two ways")
            .hint(format!("write {year}-{b:02}-{a:02} or {year}-{a:02}-{b:02}"))),
    }
}

/// EDTF seasons: `2021-21` is spring 2021.
fn season_of(year: &str, season: &str) -> Result<When, Fault> {
    let first = match season {
        "21" => 3,
        "22" => 6,
        "23" => 9,
        "24" => 12,
        _ => return in_order(year, season, ""),
    };
    let start = year.parse().ok().and_then(|year| NaiveDate::from_ymd_opt(year, first, 1));
    start
        .map(|start| When { start, precision: Precision::Season })
        .ok_or_else(|| Fault::new("this year is out of range"))
}

/// `17 December 2021`, `December 17, 2021`, `Fri, 17 Dec 2021 10:00:00 GMT`, `décembre 2021`
fn in_words(text: &str) -> Result<When, Fault> {
    let (mut day, mut month, mut year, mut stranger) = (None, None, None, None);
    for word in text.split(|letter: char| letter.is_whitespace() || letter == ',' || letter == '-') {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
        match word {
            "" => {}
            _ if word.contains(':') => break,
            _ if digits.len() == 4 && digits == word && year.is_none() => year = Some(word),
            _ if (1..=2).contains(&digits.len())
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && day.is_none() =>
            {
                day = Some(digits)
            }
            _ if month.is_none() && super::date_line::month(word).is_some() => month = super::date_line::month(word),
            _ if super::date_line::is_weekday(word) || super::date_line::is_date_word(word) => {}
            _ => stranger = stranger.or(Some(word)),
        }
    }
    let month_text = month.map(|month: u32| format!("{month:02}"));
    match (year, month_text, stranger) {
        (Some(year), Some(month), None) => in_order(year, &month, day.unwrap_or("")),
        (_, None, Some(stranger)) if year.is_some() => {
            let months = super::date_line::month_names();
            let fault = Fault::new(format!("no month is called `{stranger}`"));
            Err(match did_you_mean(&fold(stranger), months) {
                Some(close) => fault.hint(format!("did you mean `{}`?", like(stranger, close))),
                None => fault.hint("write it as 2021-12-17"),
            })
        }
        _ => Err(Fault::new("this is no date").hint("write it as 2021-12-17, 2021-12 or 2021")),
    }
}

/// A suggestion with a capital where the word had one.
fn like(word: &str, suggestion: &str) -> String {
    let mut letters = suggestion.chars();
    match letters.next() {
        Some(first) if word.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => suggestion.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_as_written_is_the_day() {
        let dates = [
            ("2021-12-17", "2021-12-17"),
            ("2021-12-17T23:59:59-11:00", "2021-12-17"),
            ("2021-12-17 00:30 +0300", "2021-12-17"),
            ("2021-12-17 00:30:00 UTC", "2021-12-17"),
            ("2021-1-7", "2021-01-07"),
            ("2021/12/17", "2021-12-17"),
            ("20211217", "2021-12-17"),
            ("20211217T103000Z", "2021-12-17"),
            ("17.12.2021", "2021-12-17"),
            ("12/17/2021", "2021-12-17"),
            ("2021-12", "2021-12"),
            ("2021", "2021"),
            ("12/2021", "2021-12"),
            ("2021-12-XX", "2021-12"),
            ("2021-XX-XX", "2021"),
            ("202X", "202X"),
            ("2021-22", "2021-SU"),
            ("2021-Q4", "2021-Q4"),
            ("17 December 2021", "2021-12-17"),
            ("December 17th, 2021", "2021-12-17"),
            ("Fri, 17 Dec 2021 10:00:00 GMT", "2021-12-17"),
            ("Dec. 2021", "2021-12"),
        ];
        for (text, expected) in dates {
            assert_eq!(read(text).map(|date| date.when.to_string()), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn approximate_and_uncertain_dates_are_marked() {
        let marks =
            |text: &str| read(text).map(|date| (date.when.to_string(), date.approximate, date.uncertain)).unwrap();
        assert_eq!(marks("2021-12~"), ("2021-12".to_owned(), true, false));
        assert_eq!(marks("2021?"), ("2021".to_owned(), false, true));
        assert_eq!(marks("2021%"), ("2021".to_owned(), true, true));
    }

    #[test]
    fn an_impossible_or_doubtful_date_says_why() {
        let fault = |text: &str| read(text).expect_err(text);
        assert_eq!(fault("2021-02-30").label, "2021-02 has 28 days, not 30");
        assert_eq!(fault("2021-13-01").label, "there is no month 13");
        assert_eq!(fault("28 Febuary 2019").label, "no month is called `Febuary`");
        assert_eq!(fault("28 Febuary 2019").hints, ["did you mean `February`?"]);
        assert_eq!(fault("03/04/2021").hints, ["write 2021-04-03 or 2021-03-04"]);
        assert_eq!(fault("soon").label, "this is no date");
        assert_eq!(fault("").label, "this is no date");
    }
}
