//! "According to S, Q" and "Q, according to S".

use super::attribution::Sentence;
use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use super::{endings, phrase};
use crate::languages::lexicon::Tags;
use crate::model::statement::{Act, Certainty, Polarity};

/// Longest part of a source that tells when and by whom it was made, in tokens.
const WHOLE: usize = 16;

/// Length of the attributing phrase that begins at `at`, 0 if none does.
pub(super) fn phrase(paragraph: &Paragraph, at: usize) -> usize {
    let token = paragraph.at(at);
    if token.quote != 0 || !token.is(Tags::ACCORDING.or(Tags::ACCORDING_LAST)) {
        return 0;
    }
    let matches =
        |words: &&Vec<Box<str>>| words.iter().enumerate().all(|(index, word)| paragraph.is_word(at + index, word));
    let anywhere = paragraph.lexicon.according().iter().filter(matches).map(Vec::len).max().unwrap_or(0);
    // "Q, so S"
    let named = paragraph.at(at + 1).is(Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::TITLE));
    let behind = token.is(Tags::ACCORDING_LAST) && named && at > 0 && paragraph.at(at - 1).shape == Shape::Comma;
    anywhere.max(usize::from(behind))
}

/// The statement that the phrase at `at` attributes.
pub(super) fn attribute(sentence: &Sentence, at: usize, length: usize) -> Option<Draft> {
    let p = sentence.paragraph;
    let to = sentence.segment.to;
    let named = source(p, at + length, to)?;
    let source = whole_source(p, named, to);
    let left = sentence.clause_start(at);
    let before = words(p, Range::new(left, at));
    let after = source.to + 1;
    let comma = p.at(source.to).shape == Shape::Comma && after < to;
    // "Turnout, according to S, was low": the subject alone stands before.
    let led = comma && before == 1 && p.at(at - 1).shape == Shape::Comma && !p.at(left).is(Tags::CONJUNCTION);
    let pieces = if before < 2 && !led {
        // "Laut Ruiz wird Q": where the verb comes second there is no comma.
        let second = p.lexicon.comma_clauses() && p.at(source.to).is_word() && !p.at(source.to).is(Tags::CAPITAL);
        if !comma && !second {
            return None;
        }
        let from = if comma { after } else { source.to };
        // "According to S, writing for T:", "Q. That is so, according to S, which is a paper"
        let aside = p.at(from).is(Tags::GERUND_ENDING) && p.at(to - 1).shape == Shape::Colon;
        if aside || p.at(from).is(Tags::RELATIVE) && !p.at(from).is(Tags::DETERMINER) {
            return None;
        }
        vec![Range::new(from, endings::reported_end(p, from, to))]
    } else if comma && source == named && p.at(at - 1).shape == Shape::Comma && goes_on(p, left, at, after) {
        vec![Range::new(left, at), Range::new(after, endings::reported_end(p, after, to))]
    } else {
        // "“Q,” Ruiz said in a letter, according to S": the words have their speaker.
        if left == sentence.taken && left > sentence.segment.from && p.at(left).is(Tags::PREPOSITION) {
            return None;
        }
        vec![Range::new(left, at - usize::from(p.at(at - 1).shape == Shape::Comma))]
    };
    if pieces.iter().map(|piece| words(p, *piece)).sum::<usize>() < 2 {
        return None;
    }
    let next = pieces.iter().map(|piece| piece.to).max().unwrap_or(0).max(source.to);
    Some(Draft {
        pieces,
        cue: Range::new(at, at + length),
        source: Some(source),
        act: Act::Says,
        polarity: Polarity::Said,
        certainty: Certainty::High,
        rule: if before < 2 { "according-to-first" } else { "according-to-last" },
        awaits: false,
        open: true,
        next,
    })
}

/// The source with what tells when and by whom: "a report released on Monday by the council", if a comma ends that and a clause follows.
fn whole_source(paragraph: &Paragraph, source: Range, to: usize) -> Range {
    let behind = paragraph.at(source.to);
    let tells = behind.is(Tags::PREPOSITION.or(Tags::RELATIVE).or(Tags::PAST_ENDING).or(Tags::TIME));
    if paragraph.lexicon.comma_clauses() || !tells || behind.is(Tags::CAPITAL) {
        return source;
    }
    let plain =
        |at: &usize| matches!(paragraph.at(*at).shape, Shape::Word | Shape::Number) && paragraph.at(*at).quote == 0;
    let end = (source.to..to.min(source.to + WHOLE)).find(|at| !plain(at));
    match end.filter(|at| paragraph.at(*at).shape == Shape::Comma && paragraph.at(at + 1).is_word()) {
        Some(end) if words(paragraph, Range::new(source.from, end)) > 1 => Range::new(source.from, end),
        _ => source,
    }
}

/// Who is named behind the phrase. What follows a comma is an apposition only if a second comma closes it and no verb follows.
fn source(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let whole = phrase::after(paragraph, from, to)?;
    let closed = paragraph.at(whole.to).shape == Shape::Comma;
    let next = paragraph.at(whole.to + 1);
    let subject = next.is(Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CUE).or(Tags::RELATIVE));
    let bare = phrase::without_apposition(paragraph, from, to)?;
    // "According to S, those papers show T, U and V": a clause, and no apposition.
    let aside = Range::new(bare.to + 1, whole.to);
    const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB);
    let clause = !paragraph.at(aside.from).is(Tags::RELATIVE)
        && (aside.from + 1..aside.to).any(|at| paragraph.at(at).is(FINITE) && paragraph.at(at).quote == 0);
    Some(if closed && !subject && !clause { whole } else { bare })
}

/// Whether what stands before the phrase is no whole clause, so that the words behind it belong to the same one.
fn goes_on(paragraph: &Paragraph, left: usize, at: usize, after: usize) -> bool {
    let verb = (left..at).any(|index| {
        let token = paragraph.at(index);
        token.quote == 0 && token.is(Tags::AUXILIARY.or(Tags::MODAL)) || token.is(Tags::PAST_ENDING)
    });
    let next = paragraph.at(after);
    !verb || next.is(Tags::AUXILIARY.or(Tags::MODAL))
}

fn words(paragraph: &Paragraph, range: Range) -> usize {
    (range.from..range.to).filter(|at| paragraph.at(*at).is_word()).count()
}
