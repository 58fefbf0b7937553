//! Quotations behind a colon that no verb of saying introduces: "S was furious: “Q”", "S on the vote: “Q”"; and lines that only say whose
//! the words below them are: "From the desk of S:".

use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::phrase;
use super::tokens::Shape;
use crate::languages::lexicon::Tags;
use crate::model::statement::{Certainty, Rule};

/// Longest introduction before a colon, in tokens.
const INTRODUCTION: usize = 14;

/// Words from which on a quotation is speech, and no label.
const SPEECH: usize = 3;

/// Longest line that says whose the words below it are, in tokens.
const SENDER: usize = 18;

/// "S was furious: “Q”": a sentence about one person that ends in a colon and what that person says.
pub(super) fn colon(p: &Paragraph, segment: Range) -> Option<Draft> {
    let to = segment.to.min(segment.from + INTRODUCTION);
    let colon = (segment.from + 1..to).find(|at| p.at(*at).shape == Shape::Colon && p.at(*at).quote == 0)?;
    let quotation = p.opening(colon + 1).filter(|quotation| quotation.words >= SPEECH)?;
    const TOLD: Tags = Tags::CUE.or(Tags::NOUN_CUE).or(Tags::LABEL);
    let plain = |at: usize| p.at(at).quote == 0 && !(p.at(at).is(Tags::CUE) && p.at(at).verb.is_some());
    let skip = |at: usize| p.at(at).is(Tags::CONJUNCTION.or(Tags::ADVERB)) && !p.at(at).is(Tags::DETERMINER);
    let from = segment.from + usize::from(skip(segment.from));
    // "wore a hat with the words: “Q”"
    if !(from..colon).all(plain) || p.at(colon - 1).is(TOLD) && colon - 1 > from {
        return None;
    }
    let source = phrase::after(p, from, colon).filter(|source| speaks(p, *source))?;
    Some(Draft {
        pieces: vec![Range::new(colon + 1, quotation.end(&p.tokens).min(segment.to))],
        cue: Range::new(colon, colon + 1),
        source: Some(source),
        certainty: Certainty::Medium,
        rule: Rule::SourceColonQuote,
        open: true,
        next: segment.to,
        ..Draft::unattributed()
    })
}

/// Whether a phrase names a person: "she", "Ana Ruiz", "the mayor".
fn speaks(p: &Paragraph, source: Range) -> bool {
    let first = p.at(source.from);
    if first.is(Tags::SUBJECT) && !first.is(Tags::DETERMINER) {
        return source.to - source.from == 1 && !first.is(Tags::DUMMY.or(Tags::SPEAKING).or(Tags::RELATIVE));
    }
    const LEAD: Tags = Tags::PREPOSITION
        .or(Tags::SUBORDINATOR)
        .or(Tags::TIME)
        .or(Tags::OPENER)
        .or(Tags::VENUE)
        .or(Tags::ADVERB)
        .or(Tags::CLITIC)
        .or(Tags::ACCORDING);
    let office = |at: &usize| p.at(*at).is(Tags::TITLE.or(Tags::SPEAKER));
    let head = |at: &usize| !p.at(*at).is(Tags::PREPOSITION);
    let named = first.is(Tags::CAPITAL) && !first.is(LEAD.or(Tags::DETERMINER));
    named || !first.is(Tags::PREPOSITION) && (source.from..source.to).take_while(head).any(|at| office(&at))
}

/// A paragraph "And from Ana Ruiz, the mayor:", whose words are the ones below it.
pub(super) fn sender(p: &Paragraph) -> Option<Draft> {
    let to = p.tokens.len();
    let last = to.checked_sub(1).filter(|last| p.at(*last).shape == Shape::Colon && to <= SENDER)?;
    let from = usize::from(p.at(0).is(Tags::CONJUNCTION));
    if !p.lexicon.senders().iter().any(|word| p.is_word(from, word)) {
        return None;
    }
    let name = |at: usize| {
        let token = p.at(at);
        at < last && token.is(Tags::CAPITAL) && token.shape == Shape::Word && !token.is(Tags::TIME)
    };
    let start = (from + 1..last).find(|at| name(*at) && name(*at + 1))?;
    let end = (start..last).find(|at| !name(*at)).unwrap_or(last);
    Some(Draft {
        cue: Range::new(from, from + 1),
        source: Some(Range::new(start, end)),
        certainty: Certainty::Medium,
        rule: Rule::Sender,
        awaits: true,
        open: true,
        next: to,
        ..Draft::unattributed()
    })
}

/// Whether a sentence only turns to somebody by name: "And Ana Ruiz?"
pub(super) fn turns_to(p: &Paragraph, segment: Range) -> bool {
    const VERBAL: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CUE).or(Tags::PAST_ENDING);
    let asks = (segment.from..segment.to).any(|at| p.text(at) == "?" && p.at(at).quote == 0);
    let short = segment.to - segment.from <= INTRODUCTION / 2;
    let first = p.at(segment.from);
    let led = first.is(Tags::SUBORDINATOR.or(Tags::OPENER));
    let name = |at: usize| p.at(at).is(Tags::CAPITAL) && !p.at(at).is(Tags::OPENER) && (at > segment.from || !led);
    short
        && asks
        && (segment.from..segment.to).any(name)
        && !(segment.from..segment.to).any(|at| p.at(at).quote != 0 || p.at(at).is(VERBAL))
}
