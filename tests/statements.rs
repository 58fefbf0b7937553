//! Statements in self-written passages, with what is expected under the words; one file per subject under `tests/statements/`.
//!
//! `=== name ===` begins a case; every other line is a paragraph, a line that begins with `## ` a heading. Under a paragraph, carets mark the
//! words of a statement, with `statement:` and what else is expected of it behind them; `continued` adds words to the statement before. A case
//! whose name begins with `headline` begins with one. What is not marked must not be found. `=== ! name ===` is a case that is known to fail.

#![expect(clippy::disallowed_methods, reason = "the cases are files")]

use onrecord::Span;
use onrecord::model::article::{Block, BlockKind, Body};
use onrecord::model::statement::Attribution;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// The body of paragraphs with a blank line between them.
fn body(paragraphs: &[(BlockKind, String)]) -> Body {
    let mut body = Body::default();
    for (kind, text) in paragraphs {
        if !body.plain.is_empty() {
            body.plain.push_str("\n\n");
        }
        let start = body.plain.len();
        body.plain.push_str(text);
        body.blocks.push(Block { kind: *kind, span: Span::new(start, body.plain.len()) });
    }
    body
}

fn find(body: &Body, tag: &str) -> Vec<Attribution> {
    let language = onrecord::stages::language(tag);
    onrecord::stages::statements(
        body,
        &onrecord::stages::sentences(body, language),
        &onrecord::stages::Scan::new(&body.plain, language),
        language,
    )
}

/// What a case expects of one statement: its words, and the words behind each key.
#[derive(Debug, Default, PartialEq)]
struct Expected {
    words: Vec<String>,
    keys: Vec<(String, String)>,
}

const KEYS: [&str; 7] = ["kind", "cue", "source", "rule", "polarity", "act", "nested"];

/// `kind=direct source=Ana Ruiz` as keys and values; values may hold spaces.
fn keys(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for word in text.split_whitespace() {
        match word.split_once('=').filter(|(key, _)| KEYS.contains(key)) {
            Some((key, value)) => found.push((key.to_owned(), value.to_owned())),
            None => {
                let (_, value) = found.last_mut().expect("a value follows its key");
                value.push(' ');
                value.push_str(word);
            }
        }
    }
    found
}

/// The pieces of `text` that have carets under them.
fn marked(text: &str, carets: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for (letter, mark) in text.chars().zip(carets.chars()) {
        if mark == '^' {
            if !open {
                pieces.push(String::new());
            }
            pieces.last_mut().expect("a piece is open").push(letter);
        }
        open = mark == '^';
    }
    pieces
}

/// A case's paragraphs and what is expected of them.
fn read(case: &str, headline: bool) -> (Vec<(BlockKind, String)>, Vec<Expected>) {
    let mut paragraphs: Vec<(BlockKind, String)> = Vec::new();
    let mut expected: Vec<Expected> = Vec::new();
    for line in case.lines().filter(|line| !line.trim().is_empty()) {
        if !line.trim_start().starts_with('^') {
            let kind = if headline && paragraphs.is_empty() { BlockKind::Title } else { BlockKind::Paragraph };
            paragraphs.push(match line.strip_prefix("## ") {
                Some(heading) => (BlockKind::Heading(2), heading.to_owned()),
                None => (kind, line.to_owned()),
            });
            continue;
        }
        let (_, text) = paragraphs.last().expect("carets stand under a paragraph");
        match line.split_once("statement: ") {
            Some((carets, rest)) => expected.push(Expected { words: marked(text, carets), keys: keys(rest) }),
            None => {
                let carets =
                    line.strip_suffix("continued").expect("carets are followed by `statement:` or `continued`");
                expected.last_mut().expect("a statement to continue").words.extend(marked(text, carets));
            }
        }
    }
    (paragraphs, expected)
}

/// A found statement in the form of the expectation, with the keys that the expectation names.
fn described(statement: &Attribution, plain: &str, like: Option<&Expected>) -> Expected {
    let words = |span: Option<Span>| span.map_or(String::new(), |span| span.of(plain).to_owned());
    let all = like.is_none();
    let named = |key: &&str| all || like.is_some_and(|like| like.keys.iter().any(|(named, _)| named == key));
    let value = |key: &str| match key {
        "kind" => format!("{:?}", statement.kind).to_lowercase(),
        "cue" => words(statement.cue),
        "source" => words(statement.source),
        "rule" => statement.rule.name().to_owned(),
        "nested" => statement.nested.to_string(),
        "polarity" => {
            serde_json::to_value(statement.polarity).expect("it has a name").as_str().unwrap_or("").to_owned()
        }
        _ => format!("{:?}", statement.act).to_lowercase(),
    };
    let order: Vec<&str> = match like {
        Some(like) => like.keys.iter().map(|(key, _)| key.as_str()).collect(),
        None => KEYS.to_vec(),
    };
    Expected {
        words: statement.spans.iter().map(|span| span.of(plain).to_owned()).collect(),
        keys: order.iter().filter(|key| named(key)).map(|key| ((*key).to_owned(), value(key))).collect(),
    }
}

/// Checks every case of a file and reports all that differ, and those marked with `!` that no longer do.
fn check(file: &str, tag: &str) {
    let mut wrong = Vec::new();
    for case in file.split("=== ").skip(1) {
        let (name, case) = case.split_once(" ===\n").expect("a case has a name");
        let (known_to_fail, name) = name.strip_prefix("! ").map_or((false, name), |name| (true, name));
        let (paragraphs, expected) = read(case, name.starts_with("headline"));
        let body = body(&paragraphs);
        let found = find(&body, tag);
        let described: Vec<Expected> =
            found.iter().enumerate().map(|(at, one)| described(one, &body.plain, expected.get(at))).collect();
        match (described == expected, known_to_fail) {
            (false, false) => wrong.push(format!("{name}\n  expected {expected:#?}\n  found {described:#?}")),
            (true, true) => wrong.push(format!("{name}\n  is right now: remove the `!`")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Fewest cases that pass, over all languages. It only rises.
const FLOOR: usize = 344;

#[test]
fn no_case_is_lost_or_given_up() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/statements");
    let files = std::fs::read_dir(folder).expect("the folder of the cases").map(|file| file.expect("a file").path());
    let texts = files.map(|path| std::fs::read_to_string(path).expect("a text"));
    let passes = |line: &&str| line.starts_with("=== ") && !line.starts_with("=== ! ");
    let passing: usize = texts.map(|text| text.lines().filter(passes).count()).sum();
    assert!(passing >= FLOOR, "{passing} cases, at least {FLOOR} before");
}

#[test]
fn every_order_of_cue_source_and_words_is_found() {
    check(include_str!("statements/orders.txt"), "en");
}

#[test]
fn words_are_introduced_in_many_ways() {
    check(include_str!("statements/introductions.txt"), "en");
}

#[test]
fn quotations_are_joined_over_sentences_and_paragraphs() {
    check(include_str!("statements/quotations.txt"), "en");
}

#[test]
fn sources_are_whole_noun_phrases() {
    check(include_str!("statements/sources.txt"), "en");
}

#[test]
fn reported_clauses_end_where_the_article_goes_on() {
    check(include_str!("statements/ends.txt"), "en");
}

#[test]
fn denials_refusals_and_plans_are_told_from_claims() {
    check(include_str!("statements/polarity.txt"), "en");
}

#[test]
fn headlines_and_transcripts_name_their_speakers_before_a_colon() {
    check(include_str!("statements/headlines.txt"), "en");
}

#[test]
fn statements_inside_another_ones_words_are_marked() {
    check(include_str!("statements/nested.txt"), "en");
}

#[test]
fn words_that_nobody_says_are_no_statements() {
    check(include_str!("statements/silence.txt"), "en");
}

#[test]
fn every_language_has_its_marks_and_word_order() {
    check(include_str!("statements/de.txt"), "de");
    check(include_str!("statements/fr.txt"), "fr");
    check(include_str!("statements/es.txt"), "es");
    check(include_str!("statements/ru.txt"), "ru");
    check(include_str!("statements/uk.txt"), "uk");
    check(include_str!("statements/it.txt"), "it");
    check(include_str!("statements/pt.txt"), "pt");
    check(include_str!("statements/pl.txt"), "pl");
    check(include_str!("statements/nl.txt"), "nl");
}

/// Words and marks from which texts are made up: enough to meet every rule, in any order.
const PARTS: [&str; 40] = [
    "said",
    "told",
    "Ana",
    "Ruiz",
    "the",
    "mayor",
    "that",
    "“",
    "”",
    "\"",
    "''",
    "‘",
    "’",
    "'",
    ",",
    ".",
    "?",
    "…",
    "—",
    ":",
    ";",
    "(",
    ")",
    "and",
    "who",
    "adding",
    "according",
    "to",
    "was",
    "not",
    "reporters",
    "Friday",
    "bridge",
    "will",
    "open",
    "6'3\"",
    "« ",
    " »",
    "ž",
    "claim",
];

fn made_up() -> impl Strategy<Value = Vec<(BlockKind, String)>> {
    let part = (0..PARTS.len(), any::<bool>())
        .prop_map(|(part, spaced)| format!("{}{}", PARTS[part], if spaced { " " } else { "" }));
    let paragraph = prop::collection::vec(part, 1..60).prop_map(|parts| (BlockKind::Paragraph, parts.concat()));
    prop::collection::vec(paragraph, 1..6)
}

proptest! {
    #[test]
    fn any_text_gives_spans_that_lie_in_one_paragraph_each(paragraphs in made_up()) {
        let body = body(&paragraphs);
        let found = find(&body, "en");
        for statement in &found {
            prop_assert!(!statement.spans.is_empty());
            for span in statement.spans.iter().chain(&statement.cue).chain(&statement.source) {
                prop_assert!(body.plain.get(span.range()).is_some(), "{span:?}");
                prop_assert!(body.blocks.iter().any(|block| block.span.contains(*span)), "{span:?}");
            }
            prop_assert!(statement.spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", statement.spans);
        }
        prop_assert_eq!(found, find(&body, "en"));
    }

    #[test]
    fn any_characters_at_all_are_survived(text in "\\PC{0,200}") {
        find(&body(&[(BlockKind::Paragraph, text)]), "en");
    }
}

/// What the processor has spent on this thread so far, where Linux says so.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The time that a text takes, the best of three.
fn time(text: &str) -> Duration {
    let body = body(&[(BlockKind::Paragraph, text.to_owned())]);
    let once = || {
        let (start, spent) = (Instant::now(), processor_time());
        find(&body, "en");
        processor_time().zip(spent).map_or_else(|| start.elapsed(), |(now, before)| now - before)
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn the_time_grows_no_faster_than_the_text() {
    let nasty = [
        "“",
        "\" ",
        "'' ",
        "‘a ",
        "\" a",
        "“a” ",
        "he said ",
        "he said that ",
        "a, ",
        "who, ",
        "a - ",
        ") ",
        "( ",
        "and ",
        "said, ",
        ", he said, ",
        "according to ",
        ", according to him, ",
        "adding ",
        "Ana ",
        "“a,” he said. ",
        "a. ",
        "U.S. ",
        "… ",
        "to say ",
        "'s claim that ",
        "while he said ",
    ];
    for piece in nasty {
        let count = 16_000 / piece.len();
        let (small, large) = (time(&piece.repeat(count)), time(&piece.repeat(count * 4)));
        // Four times the text may take four times the time; twelve leaves room for a busy machine and none for a square.
        assert!(
            large < small * 12 + Duration::from_millis(60),
            "{piece:?}: {small:?} for one part, {large:?} for four"
        );
    }
}
