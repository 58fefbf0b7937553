//! The quotations of a draft.

use super::verify::Quotation;
use crate::linking::quoted::quoted_parts;
use crate::model::article::Analysis;
use crate::model::statement::{Kind, Statement};
use crate::text::source::Span;

/// Fewest words of a quotation that somebody says, and of one that nobody signs: fewer are a name or a figure of speech.
const SIGNED: usize = 3;
const UNSIGNED: usize = 4;

/// The quotations of a text, in order, each with where it begins: what its statements quote, and what stands in quotation marks beside
/// them.
pub fn quotations(analysis: &Analysis) -> Vec<(Span, Quotation)> {
    let plain = analysis.body.plain.as_str();
    let long = |words: &str, least: usize| words.split_whitespace().count() >= least;
    let mut found: Vec<(Span, Quotation)> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    for statement in &analysis.statements {
        let parts = quoted(statement, plain);
        taken.extend(&parts);
        if statement.nested {
            continue;
        }
        let speaker = statement.speaker.and_then(|who| analysis.people.get(who as usize));
        let speaker = speaker.map(|person| person.name.clone());
        let texts: Vec<(Span, String)> = match (statement.kind, parts.first()) {
            (Kind::Direct, Some(first)) => vec![(*first, statement.words(plain))],
            _ => parts.iter().map(|span| (*span, span.of(plain).to_owned())).collect(),
        };
        let texts = texts.into_iter().filter(|(_, words)| long(words, SIGNED));
        found.extend(texts.map(|(span, words)| (span, Quotation { words, speaker: speaker.clone() })));
    }
    for block in &analysis.body.blocks {
        for part in quoted_parts(block.span.of(plain)) {
            let span = Span { start: block.span.start + part.start, end: block.span.start + part.end };
            let words = span.of(plain);
            if long(words, UNSIGNED) && !taken.iter().any(|other| other.overlaps(span)) {
                found.push((span, Quotation { words: words.to_owned(), speaker: None }));
            }
        }
    }
    found.sort_by_key(|(span, _)| *span);
    found
}

/// Where a statement quotes.
fn quoted(statement: &Statement, plain: &str) -> Vec<Span> {
    match statement.kind {
        Kind::Direct => statement.spans.clone(),
        Kind::Indirect => Vec::new(),
        Kind::Mixed => {
            let parts = |span: &Span| {
                let start = span.start;
                let within = move |part: Span| Span { start: start + part.start, end: start + part.end };
                quoted_parts(span.of(plain)).into_iter().map(within)
            };
            statement.spans.iter().flat_map(parts).collect()
        }
    }
}
