//! `onrecord extract --explain`: the article with each statement underlined, for a person to read.
//!
//! ```text
//! "The bridge will open in May," said Ana Ruiz, the mayor.
//!  ^^^^^^^^^^^^^^^^^^^^^^^^^^^   ==== ~~~~~~~~~~~~~~~~~~~
//!     1 direct, high certainty, by rule quote-cue-source
//!       cue: said    source: Ana Ruiz, the mayor    speaker: Ana Ruiz    said on: 2022-05-03 (the article's date)
//! ```

use crate::model::article::{Analysis, Block};
use crate::model::statement::{Certainty, Kind, Polarity, SaidOn, Statement};
use crate::text::source::Span;
use std::fmt::Write;

/// Columns of a line of text.
const WIDTH: usize = 100;

/// What a byte of the text is, by the mark printed under it.
const WORDS: u8 = b'^';
const SOURCE: u8 = b'~';
const CUE: u8 = b'=';
const NOTHING: u8 = b' ';

/// The article as text, each statement explained under the block in which it begins.
pub(super) fn article(analysis: &Analysis) -> String {
    let plain = analysis.body.plain.as_str();
    let marks = marks(plain, &analysis.statements);
    let mut out = format!("{}: {}\n", analysis.article.path, analysis.article.title);
    match analysis.article.published.when {
        Some(when) => {
            let basis = analysis.article.published.basis.map_or("", |basis| basis.name());
            let _ = writeln!(out, "published {when}, by its {basis}\n");
        }
        None => out.push_str("undated\n\n"),
    }
    let mut next = 0;
    for block in &analysis.body.blocks {
        lines(&mut out, plain, block, &marks);
        while let Some(statement) = analysis.statements.get(next).filter(|one| one.extent().start < block.span.end) {
            next += 1;
            explanation(&mut out, next, statement, analysis);
        }
        out.push('\n');
    }
    out
}

/// For each byte of the text, the mark to print under it.
fn marks(plain: &str, statements: &[Statement]) -> Vec<u8> {
    let mut marks = vec![NOTHING; plain.len()];
    let mut paint = |span: Span, mark: u8| marks[span.range()].fill(mark);
    for statement in statements {
        statement.spans.iter().for_each(|span| paint(*span, WORDS));
    }
    for statement in statements {
        statement.source.into_iter().for_each(|span| paint(span, SOURCE));
        statement.cue.into_iter().for_each(|span| paint(span, CUE));
    }
    marks
}

/// The block's text in lines, each with its marks below where it has any.
fn lines(out: &mut String, plain: &str, block: &Block, marks: &[u8]) {
    let mut text = String::new();
    let mut below = String::new();
    let mut columns = 0;
    let mut at = block.span.start as usize;
    for word in block.span.of(plain).split_inclusive(char::is_whitespace) {
        let length = word.chars().count();
        if columns > 0 && columns + length > WIDTH {
            flush(out, &mut text, &mut below);
            columns = 0;
        }
        for (offset, letter) in word.char_indices() {
            text.push(if letter.is_whitespace() { ' ' } else { letter });
            below.push(marks[at + offset] as char);
        }
        columns += length;
        at += word.len();
    }
    flush(out, &mut text, &mut below);
}

fn flush(out: &mut String, text: &mut String, below: &mut String) {
    let _ = writeln!(out, "{}", text.trim_end());
    if !below.trim().is_empty() {
        let _ = writeln!(out, "{}", below.trim_end());
    }
    text.clear();
    below.clear();
}

/// The day, and whether nothing but the article's own date tells it.
fn said_on(said: SaidOn) -> String {
    let from = if said.span.is_none() { " (the article's date)" } else { "" };
    format!("{}{from}", said.when)
}

/// What was found, and how.
fn explanation(out: &mut String, number: usize, statement: &Statement, analysis: &Analysis) {
    let plain = analysis.body.plain.as_str();
    let kind = match statement.kind {
        Kind::Direct => "direct",
        Kind::Indirect => "indirect",
        Kind::Mixed => "mixed",
    };
    let certainty = match statement.certainty {
        Certainty::High => "high",
        Certainty::Medium => "medium",
        Certainty::Low => "low",
    };
    let _ = write!(out, "    {number} {kind}, {certainty} certainty, by rule {}", statement.rule.name());
    if let Some(manner) = statement.manner {
        let _ = write!(out, ", name by {}", manner.name());
    }
    match statement.polarity {
        Polarity::Said => {}
        Polarity::NotSaid => out.push_str(", not said"),
        Polarity::Denied => out.push_str(", denied"),
        Polarity::Declined => out.push_str(", declined"),
        Polarity::ToCome => out.push_str(", not said yet or not for certain"),
    }
    let flags = [(statement.headline, ", in a headline"), (statement.nested, ", inside another statement")];
    flags.iter().filter(|(set, _)| *set).for_each(|(_, words)| out.push_str(words));
    if statement.spans.len() > 1 {
        let _ = write!(out, ", {} pieces", statement.spans.len());
    }
    out.push_str("\n      ");
    let words = |span: Option<Span>| span.map(|span| span.of(plain).split_whitespace().collect::<Vec<_>>().join(" "));
    let person = |index: u32| analysis.people.get(index as usize).map(|person| person.name.clone());
    let together: Vec<String> = statement.together.iter().filter_map(|index| person(*index)).collect();
    let speaker = match statement.speaker.and_then(person) {
        Some(name) => name,
        None if together.is_empty() => "unresolved".to_owned(),
        None => together.join(" and "),
    };
    let fields = [
        ("cue", words(statement.cue)),
        ("source", words(statement.source)),
        ("speaker", Some(speaker)),
        ("because", statement.reason.map(|reason| reason.name().to_owned())),
        ("said on", statement.said_on.map(said_on)),
        ("venue", words(statement.venue)),
        ("place", words(statement.place)),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| value.map(|value| format!("{name}: {value}")));
    let _ = writeln!(out, "{}", fields.collect::<Vec<_>>().join("    "));
}
