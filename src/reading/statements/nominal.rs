//! "S's claim that Q", "his promise to Q", "S's answer? “Q”": the cue is a noun.

use super::attribution::Sentence;
use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use super::{chunk, endings};
use crate::languages::lexicon::Tags;
use crate::model::statement::{Certainty, Polarity, Rule};

/// Longest phrase that announces a quotation, in tokens.
const ANNOUNCEMENT: usize = 12;

/// The statement of a noun that reports words, if somebody is said to own it and a clause follows.
pub(super) fn attribute(sentence: &Sentence, at: usize) -> Option<Draft> {
    let p = sentence.paragraph;
    let noun = p.at(at);
    let act = noun.noun.filter(|_| noun.quote == 0 && at > sentence.segment.from.max(sentence.taken))?;
    if !p.at(at + 1).is(Tags::THAT) || p.at(at + 2).is(Tags::AUXILIARY.or(Tags::MODAL)) {
        return None;
    }
    let source = owner(p, at, sentence.segment.from.max(sentence.taken))?;
    let words = Range::new(at + 1, endings::reported_end(p, at + 1, sentence.segment.to));
    endings::has_verb(p, words).then(|| Draft {
        cue: Range::new(at, at + 1),
        source: Some(source),
        act,
        polarity: Polarity::Said,
        certainty: Certainty::Medium,
        rule: Rule::SourceNounThat,
        next: words.to,
        pieces: vec![words],
        ..Draft::unattributed()
    })
}

/// Whose noun it is: "the mayor's claim", "his claim".
fn owner(p: &Paragraph, noun: usize, from: usize) -> Option<Range> {
    let owner = p.at(noun - 1);
    if owner.is(Tags::POSSESSIVE) {
        chunk::owner(p, noun, from)
    } else {
        (owner.is(Tags::DETERMINER) && owner.is(Tags::OWNER)).then(|| Range::new(noun - 1, noun))
    }
}

/// "Ana Ruiz's answer? “Q”", "The mayor's reply: “Q”": a sentence that is no more than a noun for what is quoted right behind it.
pub(super) fn announces(p: &Paragraph, segment: Range) -> Option<Draft> {
    let stops = |at: &usize| p.at(*at).quote == 0 && matches!(p.at(*at).shape, Shape::Colon | Shape::Stop);
    let mark = (segment.from + 2..segment.to.min(segment.from + ANNOUNCEMENT)).find(stops)?;
    let (noun, colon) = (mark - 1, p.at(mark).shape == Shape::Colon);
    if !colon && p.text(mark) != "?" {
        return None;
    }
    let act = p.at(noun).noun.filter(|_| p.at(noun).quote == 0)?;
    let source = owner(p, noun, segment.from)?;
    let last = mark + 1 >= p.tokens.len();
    let quotation = p.opening(mark + 1);
    if quotation.is_none() && !(last && colon) {
        return None;
    }
    let end = quotation.map_or(mark, |quotation| quotation.end(&p.tokens));
    // A quotation that is a sentence of its own is joined to this statement, as to every one that is open.
    let pieces = if mark + 1 < segment.to { vec![Range::new(mark + 1, end.min(segment.to))] } else { Vec::new() };
    Some(Draft {
        pieces,
        cue: Range::new(noun, noun + 1),
        source: Some(source),
        act,
        certainty: Certainty::High,
        rule: Rule::SourceNounQuote,
        awaits: last,
        open: true,
        next: segment.to,
        ..Draft::unattributed()
    })
}
