//! The quotations of a draft.

use super::frame;
use super::verify::Quotation;
use crate::linking::quoted::quoted_parts;
use crate::model::article::Analysis;
use crate::model::statement::{Kind, Polarity, Statement};
use crate::text::source::{Source, Span};

/// Fewest words of a quotation that somebody says, and of one that nobody signs: fewer are a name or a figure of speech.
const SIGNED: usize = 3;
const UNSIGNED: usize = 4;

/// What a text quotes.
#[derive(Debug, Default)]
pub struct Quoted {
    /// In order, each with where it begins.
    pub quotations: Vec<(Span, Quotation)>,
    /// What has too few words to be looked for.
    pub short: Vec<Span>,
}

/// The quotations of a text: what its statements quote, and what stands in quotation marks beside them.
pub fn quotations(analysis: &Analysis) -> Quoted {
    let plain = analysis.body.plain.as_str();
    let mut quoted = Quoted::default();
    let mut taken: Vec<Span> = Vec::new();
    for statement in &analysis.statements {
        let parts = parts_of(statement, plain);
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
        for (span, words) in texts {
            if words.split_whitespace().count() < SIGNED {
                quoted.short.push(span);
                continue;
            }
            let (speaker, polarity) = (speaker.clone(), statement.polarity);
            let frame = frame_in(statement, span, plain);
            quoted.quotations.push((span, Quotation { words, speaker, polarity, frame }));
        }
    }
    for block in &analysis.body.blocks {
        unsigned(block.span.of(plain), block.span.start, &taken, &mut quoted);
    }
    quoted.quotations.sort_by_key(|(span, _)| *span);
    quoted.short.sort();
    quoted
}

/// What the lines quote that were taken for no part of the text: in a draft they may be. Places are those of the source.
pub fn left_out(source: &Source, analysis: &Analysis) -> Quoted {
    let mut quoted = Quoted::default();
    for lines in &analysis.article.left_out {
        unsigned(lines.span.of(&source.text), lines.span.start, &[], &mut quoted);
    }
    quoted
}

/// What stands in quotation marks in a text that begins at a place, and is not taken already.
fn unsigned(text: &str, at: u32, taken: &[Span], quoted: &mut Quoted) {
    for part in quoted_parts(text) {
        let span = Span { start: at + part.start, end: at + part.end };
        let words = part.of(text).to_owned();
        if taken.iter().any(|other| other.overlaps(span)) {
            continue;
        }
        if words.split_whitespace().count() < UNSIGNED {
            quoted.short.push(span);
            continue;
        }
        let frame = frame::before(text, part.start as usize).to_owned();
        quoted.quotations.push((span, Quotation { words, speaker: None, polarity: Polarity::Said, frame }));
    }
}

/// What a statement has before what it quotes, in its own words.
fn frame_in(statement: &Statement, quoted: Span, plain: &str) -> String {
    let around = statement.spans.iter().find(|span| span.contains(quoted));
    let before = around.map(|span| frame::before(span.of(plain), (quoted.start - span.start) as usize));
    before.unwrap_or_default().to_owned()
}

/// Where a statement quotes.
fn parts_of(statement: &Statement, plain: &str) -> Vec<Span> {
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
