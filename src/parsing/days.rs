//! Days as other programs write them. The day as written is the day, whatever the time zone beside it.

use chrono::NaiveDate;

/// The months as mails and feeds name them.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day of a time stamp, as precise as it is: `2021-03-02T10:00:00Z`, `20210302T100000Z`, `Tue, 2 Mar 2021 10:00:00 +0100`, `2021-03`.
pub(crate) fn day_of(text: &str) -> Option<String> {
    let text = text.trim();
    let parts: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        return day(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?);
    }
    if digits == 4 {
        let year: i32 = parts.first()?.parse().ok()?;
        let number = |at: usize| parts.get(at).and_then(|part| part.split(['T', 't']).next()?.parse::<u32>().ok());
        return match (number(1), number(2)) {
            (None, _) if parts.len() == 1 => in_range(year).then(|| format!("{year:04}")),
            (Some(month), None) if parts.len() == 2 => {
                ((1..=12).contains(&month) && in_range(year)).then(|| format!("{year:04}-{month:02}"))
            }
            (Some(month), Some(number)) => day(year, month, number),
            _ => None,
        };
    }
    // "Tue, 2 Mar 2021", "Mar 2 2021", "Tue Mar  2 10:00:00 2021"
    let month_of = |part: &str| {
        let start = part.get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|month| *month == start).filter(|_| part.chars().all(char::is_alphabetic))
    };
    let at = parts.iter().position(|part| month_of(part).is_some())?;
    let month = month_of(parts[at])? as u32 + 1;
    let number = |part: &&str| part.parse::<u32>().ok().filter(|number| (1..=31).contains(number) && part.len() <= 2);
    let before = at.checked_sub(1).and_then(|before| number(&parts[before]));
    let (number, rest) = match before {
        Some(before) => (before, &parts[at + 1..]),
        None => (parts.get(at + 1).and_then(number)?, &parts[at + 2..]),
    };
    let year = rest.iter().find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    day(year.parse().ok()?, month, number)
}

fn day(year: i32, month: u32, day: u32) -> Option<String> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| in_range(year)).map(|day| day.format("%Y-%m-%d").to_string())
}

fn in_range(year: i32) -> bool {
    (1500..2200).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_as_written_is_the_day() {
        for text in [
            "2021-03-02T23:30:00-08:00",
            "2021-03-02 10:00:00",
            "2021/3/2",
            "20210302T100000Z",
            "Tue, 2 Mar 2021 23:59:59 -0800 (PST)",
            "02 Mar 2021 10:00 GMT",
            "Tue Mar  2 10:00:00 2021",
            "March 2, 2021",
        ] {
            assert_eq!(day_of(text).as_deref(), Some("2021-03-02"), "{text}");
        }
        assert_eq!(day_of("2021-03").as_deref(), Some("2021-03"));
        assert_eq!(day_of("2021").as_deref(), Some("2021"));
        for text in ["", "0000-00-00 00:00:00", "2021-13-01", "soon", "31 Feb 2021", "1614679200", "03/02/2021"] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }
}
