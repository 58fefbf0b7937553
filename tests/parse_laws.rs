//! Laws of reading: whatever the bytes, nothing panics, every span lies on characters of its text, and of a raw text no word is
//! lost without being listed.

#![expect(clippy::disallowed_methods, reason = "the cases are files")]

use onrecord::model::article::{Format, Piece, RawArticle};
use onrecord::model::settings::Settings;
use onrecord::stages::{decode, parse};
use onrecord::{Problems, Source, Span};
use proptest::prelude::*;

/// Pieces that meet the rules of all three formats, so that random texts reach deep into them.
const FRAGMENTS: [&str; 74] = [
    "---\n",
    "---",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\t",
    "  ",
    " ",
    "title: A bridge\n",
    "date: 2021-12-17\n",
    "date: 12/13/2021\n",
    "tags: [a, \"b\"",
    "]\n",
    "slug: ../x\n",
    "url: javascript:x\n",
    "key: |\n  text\n",
    "- item\n",
    "MOSCOW, December 22. /TASS/. ",
    "LONDON (Reuters) - ",
    "WASHINGTON — ",
    "(CNN) ",
    "NEW DELHI: ",
    "By JANE DOE, Associated Press\n",
    "by time news\n",
    "Updated 4:12 p.m. ET, Jan. 3, 2017",
    "Published: 3 January 2017",
    "All news\n",
    "See also:\n",
    "Leave a Comment\n",
    "Read more: ",
    "ABSTRACT.\n",
    "A short heading\n",
    "The council of Velin voted on Tuesday to reopen the old bridge over the Ostra. ",
    "\u{feff}",
    "“",
    "”",
    "''",
    "\"",
    "é",
    "日本",
    "🙂",
    "\u{301}",
    "\0",
    "# ",
    "## ",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "> ",
    "1. ",
    "|a|b|\n|-|-|\n",
    "[a](https://example.org)",
    "![a](b)",
    "[^1]",
    "[^1]: note\n",
    "&amp;",
    "&#8217;",
    "<p>",
    "</p>",
    "<div ",
    "<b>",
    "</b>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<a href=\"https://example.org\">",
    "<br>",
    "<li>",
    "<",
    ">",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::collection::vec(proptest::sample::select(&FRAGMENTS[..]), 0..40).prop_map(|parts| parts.concat()),
        any::<String>(),
    ]
}

fn read(text: &str, format: Format) -> (Source, RawArticle) {
    let source = Source::new("a", text);
    let raw = parse(&source, format, &Settings::default(), &mut Problems::default());
    (source, raw)
}

fn on_characters(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

/// Every promise that a body makes about its spans.
fn is_sound(source: &Source, raw: &RawArticle) {
    let body = &raw.body;
    let mut end = 0;
    for block in &body.blocks {
        assert!(on_characters(&body.plain, block.span) && block.span.start >= end, "blocks are in order: {block:?}");
        assert!(!block.span.is_empty() && block.span == block.span.trimmed(&body.plain), "a block is words: {block:?}");
        assert!(on_characters(&source.text, body.to_source(block.span)));
        end = block.span.end;
    }
    let mut end = 0;
    for run in &body.runs {
        assert!(on_characters(&body.plain, run.plain) && on_characters(&source.text, run.source), "{run:?}");
        assert!(run.plain.start >= end, "runs are in order: {run:?}");
        end = run.plain.end;
    }
    for (at, letter) in body.plain.char_indices() {
        assert!(on_characters(&source.text, body.to_source(Span::new(at, at + letter.len_utf8()))), "{at} {letter:?}");
    }
    let mut open = Vec::new();
    for piece in &body.pieces {
        match piece {
            Piece::Open(index, element) => open.push((body.blocks[*index as usize], element)),
            Piece::Close(element) => assert_eq!(open.pop().expect("something is open").1, element),
            Piece::Text(span) => assert!(open.last().expect("text stands in a block").0.span.contains(*span)),
            Piece::Markup(html) => assert!(!html.to_ascii_lowercase().contains("<script"), "{html}"),
        }
    }
    assert!(open.is_empty());
    assert!(raw.left_out.iter().all(|part| on_characters(&source.text, part.span)));
    assert!(raw.left_out.is_sorted_by_key(|part| part.span));
    assert!(raw.date_lines.iter().all(|line| on_characters(&source.text, line.span)));
    if let Some(dateline) = &raw.dateline {
        assert_eq!(body.dateline, Some(dateline.span));
        assert!(on_characters(&body.plain, dateline.span));
        assert!(dateline.date.is_none_or(|date| dateline.span.contains(date)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_body_is_sound_whatever_the_text(text in texts()) {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            let (source, raw) = read(&text, format);
            is_sound(&source, &raw);
        }
    }

    #[test]
    fn no_word_of_a_raw_text_is_lost_unlisted(text in texts()) {
        let text = text.replace("---", "");
        let (source, raw) = read(&text, Format::Text);
        // A page saved as .txt is read as the page that it is, and its tags are no words.
        if raw.format != Format::Text {
            return Ok(());
        }
        let mut covered = vec![false; source.text.len()];
        let spans = raw.body.runs.iter().map(|run| run.source).chain(raw.left_out.iter().map(|part| part.span));
        for span in spans {
            covered[span.range()].fill(true);
        }
        for (at, letter) in source.text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
            prop_assert!(covered[at], "{letter:?} at {at} of {:?}", source.text);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut problems = Problems::default();
        if let Ok(source) = decode("a.txt", bytes, &mut problems) {
            let raw = parse(&source, Format::Text, &Settings::default(), &mut problems);
            is_sound(&source, &raw);
        }
    }

    #[test]
    fn boilerplate_never_takes_a_long_sentence(words in proptest::collection::vec("[a-z]{2,9}", 31..60)) {
        let sentence = format!("The {}.", words.join(" "));
        let text = format!("All news\n\nA headline of some words\n\nSee also:\n\n{sentence}\n\nShare\n");
        let (_, raw) = read(&text, Format::Text);
        prop_assert!(raw.body.plain.contains(&sentence));
    }
}

/// Inputs on which a careless reader takes quadratic time; ten times as much of each must not take a hundred times as long.
#[test]
fn nasty_repetitions_are_read_in_linear_time() {
    let shapes: [(&str, Format); 14] = [
        ("<a \"", Format::Html),
        ("<!x>", Format::Html),
        ("<!--", Format::Html),
        ("<div>", Format::Html),
        ("<script>", Format::Html),
        ("&amp", Format::Html),
        ("<b>a", Format::Markdown),
        ("`<", Format::Markdown),
        ("a\n", Format::Text),
        ("See also:\n\n", Format::Text),
        ("MOSCOW (", Format::Text),
        ("A - B | ", Format::Text),
        ("By Jane Doe\n", Format::Text),
        ("3 January 2017\n", Format::Text),
    ];
    for (shape, format) in shapes {
        let time = |times: usize| {
            let text = shape.repeat(times);
            let best = (0..3).map(|_| {
                let start = std::time::Instant::now();
                read(&text, format);
                start.elapsed()
            });
            best.min().expect("three runs")
        };
        let (once, tenfold) = (time(500), time(5_000));
        // Quadratic time would be a hundred times as much; the rest is for a busy machine.
        let limit = once * 40 + std::time::Duration::from_millis(100);
        assert!(tenfold < limit, "{shape:?} as {format:?}: {once:?} became {tenfold:?}");
    }
}
