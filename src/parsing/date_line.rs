//! Lines that date an article: "Published: 3 January 2017", "Updated 4:12 p.m. ET, Jan. 3, 2017", "2017-01-03 16:12".

use super::furniture::{WORDS, fold, strip_any};
use crate::languages::pages;
use crate::text::lookup::WordMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Longest date line, in bytes.
const LONGEST: usize = 160;

/// The names of months and weekdays in all languages, folded.
struct Calendar {
    months: WordMap<String, u32>,
    weekdays: WordMap<String, ()>,
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let mut calendar = Calendar { months: WordMap::default(), weekdays: WordMap::default() };
    for words in pages::all() {
        for (month, names) in (1..).zip(&words.calendar.months) {
            names.iter().for_each(|name| _ = calendar.months.entry(fold(name)).or_insert(month));
        }
        let weekdays = words.calendar.weekdays.iter().chain(&words.calendar.weekdays_short).flatten();
        calendar.weekdays.extend(weekdays.map(|name| (fold(name), ())));
    }
    calendar
});

/// A part of a line that gives a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it is in the line.
    pub(super) range: Range<usize>,
    /// What happened then.
    pub(super) event: Event,
}

/// What happened at the time that a line gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The article was published.
    Published,
    /// It was changed.
    Updated,
    /// Somebody saved, loaded or printed this copy.
    Saved,
}

/// The parts of a line that says nothing but when; empty for any other line.
pub(super) fn read(text: &str) -> Vec<Part> {
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    // The first words tell a sentence from a date.
    let (_, words) = label(text);
    let first = words.split_whitespace().next().unwrap_or("");
    let first = first.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '+');
    let digits = first.starts_with(|letter: char| letter.is_ascii_digit());
    if !digits && !is_month(first) && !is_weekday(first) && !is_date_word(first) {
        return Vec::new();
    }
    let mut parts: Vec<Part> = Vec::new();
    for (start, end) in pieces(text) {
        let piece = &text[start..end];
        let (event, words) = label(piece);
        if !is_date(words) {
            return Vec::new();
        }
        parts.push(Part { range: start..end, event });
    }
    parts
}

/// Whether words are a date, perhaps with a weekday and a time, and nothing else.
pub(super) fn is_date(words: &str) -> bool {
    let (mut month, mut number, mut full) = (false, false, false);
    for word in words.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | '(' | ')' | '•' | '·' | '|' | '—' | '–' | ';')
    }) {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '+'));
        if word.is_empty() {
            continue;
        }
        if is_month(word) {
            month = true;
        } else if is_full_date(word) {
            full = true;
        } else if is_day_or_year(word) {
            number = true;
        } else if !is_weekday(word)
            && !is_date_word(word)
            && !word.split('-').all(|part| is_month(part) || is_day_or_year(part))
        {
            return false;
        } else {
            let joined = word.contains('-') && word.split('-').any(is_month);
            full |= joined;
        }
    }
    full || (month && number)
}

/// The stretches of a line, each with a label of its own.
fn pieces(text: &str) -> Vec<(usize, usize)> {
    let mut starts = vec![0];
    let mut after_gap = true;
    for (at, letter) in text.char_indices() {
        let labelled = || [&WORDS.updated, &WORDS.saved].iter().any(|labels| strip_any(&text[at..], labels).is_some());
        if after_gap && at > 0 && labelled() && is_date(label(&text[starts[starts.len() - 1]..at]).1) {
            starts.push(at);
        }
        after_gap = !letter.is_alphanumeric();
    }
    let end = |index: usize| starts.get(index + 1).copied().unwrap_or(text.len());
    starts
        .iter()
        .enumerate()
        .map(|(index, start)| {
            let words = text[*start..end(index)]
                .trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '.' && letter != ')');
            (*start, *start + words.len())
        })
        .collect()
}

/// What happened at the time that a piece gives, by its label, and the words after that.
fn label(piece: &str) -> (Event, &str) {
    for (labels, event) in [(&WORDS.updated, Event::Updated), (&WORDS.saved, Event::Saved)] {
        if let Some(rest) = strip_any(piece, labels) {
            return (event, rest);
        }
    }
    (Event::Published, strip_any(piece, &WORDS.published).unwrap_or(piece))
}

/// Whether a line begins with a label that says that the article was published, or changed: "Published: 3 January 2017".
pub(super) fn is_labelled(text: &str) -> bool {
    [&WORDS.updated, &WORDS.published].iter().any(|labels| strip_any(text, labels).is_some())
}

/// The name of a month, or its abbreviation.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// The number of a month, from 1, by its name or abbreviation.
pub(super) fn month(word: &str) -> Option<u32> {
    CALENDAR.months.get(&fold(word)).copied()
}

/// The names of all months, folded, in no order.
pub(super) fn month_names() -> impl Iterator<Item = &'static str> {
    CALENDAR.months.keys().map(String::as_str)
}

/// The name of a weekday, or its abbreviation.
pub(super) fn is_weekday(word: &str) -> bool {
    CALENDAR.weekdays.contains_key(&fold(word))
}

/// A day of a month, a year, or a whole date in digits.
pub(super) fn is_day_or_year(word: &str) -> bool {
    let digits = word.len() - word.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, rest) = word.split_at(digits);
    match number.len() {
        1 | 2 if rest.is_empty() || matches!(rest, "." | "st" | "nd" | "rd" | "th" | "er" | "º") => {
            number.parse().is_ok_and(|day: u32| (1..=31).contains(&day))
        }
        4 if rest.is_empty() => number.starts_with('1') || number.starts_with('2'),
        _ => is_full_date(word),
    }
}

/// "2017-01-03", "03.01.2017", "1/3/17", also with a time: "2017-01-03T16:12:00Z"
fn is_full_date(word: &str) -> bool {
    let date = word.split(['T', 't']).next().unwrap_or(word);
    let Some(mark) = date.chars().find(|letter| matches!(letter, '-' | '.' | '/')) else { return false };
    let parts: Vec<&str> = date.trim_end_matches(mark).split(mark).collect();
    let digits = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(digits)
}

/// A time of day, a time zone, or another word of date lines.
pub(super) fn is_date_word(word: &str) -> bool {
    if WORDS.date_words.contains_key(&fold(word)) {
        return true;
    }
    let Some(first) = word.chars().next() else { return false };
    if word.starts_with(['+', '-']) || word.starts_with("GMT") || word.starts_with("UTC") {
        return word.chars().any(|letter| letter.is_ascii_digit());
    }
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let rest =
        word.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.' | 'h' | 'H'));
    first.is_ascii_digit()
        && (1..=6).contains(&digits)
        && (rest.is_empty() || WORDS.date_words.contains_key(&fold(rest)))
        && (word.contains([':', 'h', 'H', '.']) || !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(String, Event)> {
        read(text).into_iter().map(|part| (text[part.range].to_owned(), part.event)).collect()
    }

    #[test]
    fn lines_that_only_date_are_recognised() {
        for text in [
            "Published: 3 January 2017",
            "January 3, 2017",
            "Tuesday, Jan. 3, 2017 at 4:12 p.m. EST",
            "3 Jan 2017, 16:12",
            "Posted on 2017-01-03",
            "2017-01-03T16:12:00+01:00",
            "03.01.2017 16:12",
            "Jan 3rd, 2017 | 10:00 GMT+3",
            "03-JAN-2017",
            "Veröffentlicht am 3. Januar 2017 um 16:12 Uhr",
            "Publié le 3 janvier 2017 à 16h12",
            "Publicado el 3 de enero de 2017 a las 16:12 h",
            "3 января 2017, 16:12 мск",
        ] {
            assert_eq!(parts(text), [(text.to_owned(), Event::Published)], "{text}");
        }
        let text = "Updated 4:12 p.m. ET, Jan. 3, 2017";
        assert_eq!(parts(text), [(text.to_owned(), Event::Updated)]);
    }

    #[test]
    fn a_line_with_two_dates_gives_both() {
        let both = parts("Published 3 January 2017 | Updated 4 January 2017, 10:15");
        assert_eq!(
            both,
            [
                ("Published 3 January 2017".to_owned(), Event::Published),
                ("Updated 4 January 2017, 10:15".to_owned(), Event::Updated)
            ]
        );
    }

    #[test]
    fn the_day_of_a_copy_is_not_taken_for_another() {
        for text in [
            "Created: 3 January 2017",
            "Saved on January 3, 2017 at 16:12",
            "Retrieved 3 January 2017",
            "Date accessed: 2017-01-03",
            "Downloaded 03.01.2017",
            "Printed on January 3, 2017",
            "LOAD-DATE: January 3, 2017",
            "Time Of Request: Tuesday, January 3, 2017 16:51:31",
            "Abgerufen am 3. Januar 2017",
            "Consulté le 3 janvier 2017",
            "Consultado el 3 de enero de 2017",
            "Дата обращения: 3 января 2017",
        ] {
            assert_eq!(parts(text), [(text.to_owned(), Event::Saved)], "{text}");
        }
        let both = parts("Published 3 January 2017 | Retrieved 4 May 2020");
        assert_eq!(both.iter().map(|part| part.1).collect::<Vec<_>>(), [Event::Published, Event::Saved]);
    }

    #[test]
    fn sentences_and_bare_numbers_do_not_date() {
        for text in ["2017", "The bridge opened on 3 January 2017", "12 comments", "May 2017 be better", "4:12", "10.5"]
        {
            assert!(parts(text).is_empty(), "{text}");
        }
    }
}
