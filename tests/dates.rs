//! Dates in self-written sentences, one file per language under `tests/dates/`.
//!
//! `date 2022-01-14 en` sets the article's date and language for the lines below it. In every other line the words that speak of a date stand
//! in brackets with what they mean: `He left on [Friday|2022-01-14].` What is not in brackets must not be found.

#![expect(clippy::disallowed_methods, reason = "the cases are files")]

use onrecord::Span;
use onrecord::model::article::{Block, BlockKind, Body};
use onrecord::model::published::{Mention, Published};
use onrecord::model::when::When;
use onrecord::stages::{date_expressions, date_mentions};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// The dates that a text of one paragraph speaks of.
fn find(text: &str, date: Option<When>, tag: &str) -> Vec<Mention> {
    let language = onrecord::stages::language(tag);
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + paragraph.len()) });
        at += paragraph.len() + 2;
    }
    let body = Body { plain: text.to_owned(), blocks, ..Body::default() };
    let sentences = onrecord::stages::sentences(&body, language);
    let found =
        date_expressions(&body, &sentences, &onrecord::stages::Scan::new(&body.plain, language), &language.dates, tag);
    date_mentions(&found, &Published { when: date, ..Published::default() })
}

/// A line without its brackets, and the dates that they state.
fn read(line: &str) -> (String, Vec<(String, String)>) {
    let mut text = String::new();
    let mut expected = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, after) = after.split_once(']').expect("a bracket is closed");
        let (words, value) = inside.split_once('|').expect("a bracket has words and a value");
        text.push_str(before);
        text.push_str(words);
        expected.push((words.to_owned(), value.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    (text, expected)
}

/// Checks every line of a file; says all that differ.
fn check(file: &str) {
    let (mut date, mut tag) = (None, String::new());
    let mut wrong = Vec::new();
    for (number, line) in file.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(header) = line.strip_prefix("date ") {
            let (day, language) = header.split_once(' ').expect("a date and a language");
            (date, tag) = (When::parse(day), language.to_owned());
            continue;
        }
        let (text, expected) = read(line);
        let found: Vec<(String, String)> = find(&text, date, &tag)
            .iter()
            .map(|mention| (mention.span.of(&text).to_owned(), mention.when.to_string()))
            .collect();
        if found != expected {
            wrong.push(format!("{}: {line}\n    found {found:?}", number + 1));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn english_dates_are_found_and_resolved() {
    check(include_str!("dates/en.txt"));
}

#[test]
fn german_dates_are_found_and_resolved() {
    check(include_str!("dates/de.txt"));
}

#[test]
fn french_dates_are_found_and_resolved() {
    check(include_str!("dates/fr.txt"));
}

#[test]
fn spanish_dates_are_found_and_resolved() {
    check(include_str!("dates/es.txt"));
}

#[test]
fn russian_dates_are_found_and_resolved() {
    check(include_str!("dates/ru.txt"));
}

#[test]
fn without_the_article_date_only_full_dates_are_resolved() {
    let text = "On Friday, and on March 3, and on March 3, 2020, and the following day, and in 1999, and last year.";
    let found: Vec<String> = find(text, None, "en").iter().map(|mention| mention.when.to_string()).collect();
    assert_eq!(found, ["2020-03-03", "2020-03-04", "1999"]);
}

#[test]
fn ten_times_the_text_takes_about_ten_times_as_long() {
    let unit = "said Dec. 1, 2, 3, 4-5 and the day before last Friday 2 years 1999 15th of the first quarter '9 ";
    let time = |count: usize| {
        let text = unit.repeat(count);
        let best = (0..3).map(|_| {
            let start = Instant::now();
            assert!(!find(&text, When::parse("2022-01-14"), "en").is_empty());
            start.elapsed()
        });
        best.min().unwrap_or_default()
    };
    let (short, long) = (time(500), time(5000));
    assert!(long < short * 40 + Duration::from_millis(50), "500 took {short:?}, 5000 took {long:?}");
}

/// Pieces that dates are made of, to be put together in any way.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Dec"),
        Just("."),
        Just(" "),
        Just("15"),
        Just("th"),
        Just("-"),
        Just("–"),
        Just(","),
        Just("2016"),
        Just("last"),
        Just("Friday"),
        Just("two"),
        Just("weeks"),
        Just("ago"),
        Just("the"),
        Just("'"),
        Just("’"),
        Just("90s"),
        Just("99999999999"),
        Just("0"),
        Just("Feb"),
        Just("29"),
        Just("31"),
        Just("first"),
        Just("quarter"),
        Just("of"),
        Just("day"),
        Just("before"),
        Just("мая"),
        Just("года"),
        Just("й"),
        Just("İ"),
        Just("ß"),
        Just("\u{301}"),
        Just("\n\n"),
        Just("1/2/3"),
        Just("9/11"),
        Just("Easter"),
        Just("next"),
        Just("week"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_mention_lies_in_the_text_in_order_and_reads_back(text in pieces(), language in 0usize..6) {
        let tag = ["en", "en-GB", "de", "fr", "es", "ru"][language];
        let found = find(&text, When::parse("2022-01-14"), tag);
        let mut end = 0;
        for mention in found {
            prop_assert!(mention.span.start >= end && !mention.span.is_empty());
            prop_assert!(text.get(mention.span.range()).is_some());
            prop_assert_eq!(When::parse(&mention.when.to_string()), Some(mention.when));
            end = mention.span.end;
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        find(&text, When::parse("2022-01-14"), "ru");
    }
}
