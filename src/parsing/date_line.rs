//! Lines that date an article: "Published: 3 January 2017", "Updated 4:12 p.m. ET, Jan. 3, 2017", "2017-01-03 16:12".

use super::boilerplate::{Phrases, WORDS, fold, strip_any};
use super::line_dates;
use super::lines::{ends_sentence, is_unspaced};
use crate::languages::pages;
use crate::text::lookup::WordMap;
use chrono::Weekday;
use std::ops::Range;
use std::sync::LazyLock;

/// Longest date line, in bytes.
const LONGEST: usize = 160;

/// The names of months and weekdays in all languages, folded.
struct Calendar {
    months: WordMap<String, u32>,
    weekdays: WordMap<String, Weekday>,
    /// Months of the languages that have no rules; only a full date in a header is read with them.
    others: WordMap<String, u32>,
}

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let (months, weekdays, others) = Default::default();
    let mut calendar = Calendar { months, weekdays, others };
    for words in pages::all() {
        for (month, names) in (1..).zip(&words.calendar.months) {
            names.iter().for_each(|name| _ = calendar.months.entry(fold(name)).or_insert(month));
        }
        let short = WEEK.into_iter().zip(&words.calendar.weekdays_short);
        for (weekday, names) in WEEK.into_iter().zip(&words.calendar.weekdays).chain(short) {
            names.iter().for_each(|name| _ = calendar.weekdays.entry(fold(name)).or_insert(weekday));
        }
    }
    for (month, name) in pages::other_months() {
        calendar.others.entry(fold(name)).or_insert(month);
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
    // From one day to another: nothing was published then.
    let span = [" - ", " – ", " — "].iter().find_map(|dash| text.split_once(dash));
    if span.is_some_and(|(from, to)| [from, to].iter().all(|day| line_dates::read(day).len() == 1 && is_date(day))) {
        return vec![Part { range: 0..text.len(), event: Event::Saved }];
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

/// Most words of a header line beside its dates, times and labels, and most of one that is a sentence.
const BESIDE: usize = 6;
const BESIDE_IN_SENTENCE: usize = 3;

/// A line of a header that gives full dates among other things, and what stands beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Loose {
    /// Its dates.
    pub(super) parts: Vec<Part>,
    /// The stretches between them without labels: authors, places, outlets.
    pub(super) beside: Vec<Range<usize>>,
    /// How many words those have that no date line needs.
    pub(super) strangers: usize,
    /// Whether it says of one what happened then.
    pub(super) labelled: bool,
}

/// The dates of a line such as "Lisse - 12 MAY 2021 - 13:45 CEST", "Ann Lee • 28 Jan 2022 • 4 min read" or "First published on
/// 28 January 2022 and updated on 30 January 2022". Only what stands around the headline may be read so: a sentence has dates too.
pub(super) fn loose(text: &str) -> Option<Loose> {
    if text.len() > LONGEST + 40 {
        return None;
    }
    let dates = line_dates::read(text);
    let (first, last) = (dates.first()?, dates.last()?);
    let mut line = Loose::default();
    let mut from = 0;
    let says = |date: &line_dates::Found, from: usize| event_before(&text[from..date.range.start]);
    let ends = [0].into_iter().chain(dates.iter().map(|date| date.range.end));
    let events: Vec<Option<Event>> = dates.iter().zip(ends).map(|(date, from)| says(date, from)).collect();
    let published = events.contains(&Some(Event::Published));
    line.labelled = events.iter().any(Option::is_some);
    for (date, event) in dates.iter().zip(events) {
        let before = from..date.range.start;
        // What other labels give beside it, "Received: … / Published: …", is another day.
        let other = published && text[before.clone()].trim_end().ends_with(':');
        let event = event.unwrap_or(if other { Event::Saved } else { Event::Published });
        line.parts.push(Part { range: date.range.clone(), event });
        line.beside.push(before);
        from = date.range.end;
    }
    line.beside.push(last.range.end..text.len());
    line.strangers = line.beside.iter().map(|range| strangers(&text[range.clone()])).sum();
    let limit = match (line.labelled, ends_sentence(text)) {
        (true, _) => BESIDE + 2,
        (false, true) => BESIDE_IN_SENTENCE,
        (false, false) => BESIDE,
    };
    // A line that begins with a date or a label goes on with less doubt than one that ends with it.
    let limit = limit + usize::from(first.range.start == 0);
    (line.strangers <= limit).then_some(line)
}

/// Most words of a post's stamp beside its date.
const STAMP_WORDS: usize = 3;

/// The date of the line under a post: "3:42 PM · Jan 19, 2021 · Web · 31".
pub(super) fn stamp(text: &str) -> Vec<Part> {
    if text.len() > LONGEST || !text.contains('·') || ends_sentence(text) {
        return Vec::new();
    }
    loose(text).filter(|line| line.strangers <= STAMP_WORDS).map(|line| line.parts).unwrap_or_default()
}

/// What happened at a time, by the last label before it.
fn event_before(text: &str) -> Option<Event> {
    let mut best: Option<(usize, Event)> = None;
    let mut after_gap = true;
    for (at, letter) in text.char_indices() {
        if after_gap && letter.is_alphabetic() {
            let labels =
                [(&WORDS.updated, Event::Updated), (&WORDS.saved, Event::Saved), (&WORDS.published, Event::Published)];
            let found = labels.iter().find_map(|(labels, event)| Some((strip_any(&text[at..], labels)?, *event)));
            if let Some((rest, event)) = found {
                let end = text.len() - rest.len();
                // "mis à jour le", "Gesetz vom": a short word tells only what it begins with.
                let weak = end - at <= 3 && at > 0;
                if !weak {
                    best = Some((at, event));
                }
            }
        }
        after_gap = !letter.is_alphabetic();
    }
    best.map(|(_, event)| event)
}

/// How many words of a stretch beside a date are no label, time, number or other word of date lines.
fn strangers(text: &str) -> usize {
    let known =
        |word: &&str| is_weekday(word) || is_date_word(word) || is_label(word) || !word.contains(char::is_alphabetic);
    let words = text.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | '|' | '•' | '·' | '/' | '(' | ')' | ':')
    });
    let words = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    // Scripts without spaces have a word in some three signs.
    let length = |word: &str| (word.chars().filter(|letter| is_unspaced(*letter)).count() / 3).max(1);
    words.filter(|word| !word.is_empty() && !known(word)).map(length).sum()
}

/// Whether a word alone says what happened at a time: "Updated".
pub(super) fn is_label(word: &str) -> bool {
    let labels = [&WORDS.updated, &WORDS.saved, &WORDS.published];
    labels.iter().any(|labels| strip_any(word, labels).is_some_and(str::is_empty))
}

/// The event of a line that is a label and nothing else, whose date stands on the next line: "Published".
pub(super) fn lone_label(text: &str) -> Option<Event> {
    let alone = |labels: &Phrases| strip_any(text, labels).is_some_and(|rest| !rest.contains(char::is_alphanumeric));
    let labels = [(&WORDS.updated, Event::Updated), (&WORDS.saved, Event::Saved), (&WORDS.published, Event::Published)];
    labels.into_iter().find(|(labels, _)| alone(labels)).map(|(_, event)| event)
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

/// Whether a text begins with a label that says that the article was published.
pub(super) fn is_published(text: &str) -> bool {
    strip_any(text, &WORDS.published).is_some()
}

/// Whether a line is an hour and nothing else: "14.05 GMT", "11:24pm", "8 h 30".
pub(super) fn is_hour(text: &str) -> bool {
    let words = text.split_whitespace();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.len() <= 24
        && (2..=6).contains(&digits)
        && text.starts_with(|letter: char| letter.is_ascii_digit())
        && text.contains([':', '.', 'h'])
        && words.clone().all(|word| is_date_word(word.trim_matches(['(', ')', ','])))
}

/// Where the hour ends that an entry of a chronicle begins with: "16.38 Uhr: Schools to close".
pub(super) fn hour_of_entry(text: &str) -> Option<usize> {
    let marks = [": ", " – ", " — ", " - ", " | "];
    let at = marks.iter().filter_map(|mark| text.get(..24).unwrap_or(text).find(mark)).min()?;
    let hour = &text[..at];
    let words = text[at..].trim_start_matches(|letter: char| !letter.is_alphanumeric());
    // "10:32 - Price: ..." is a message, and has somebody's name there.
    (is_hour(hour) && words.starts_with(char::is_alphanumeric) && !super::turns::is_message(text)).then_some(at)
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
    weekday(word).is_some()
}

/// The weekday that a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    CALENDAR.weekdays.get(&fold(word)).copied()
}

/// The number of a month by its name in any language, also in one that has no rules.
pub(super) fn header_month(word: &str) -> Option<u32> {
    month(word).or_else(|| CALENDAR.others.get(&fold(word)).copied())
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
