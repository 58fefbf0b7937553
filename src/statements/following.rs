//! What follows a cue: hearers, days and places that are passed over, then the words themselves or nothing.

use super::Act;
use super::chunk;
use super::cues::Cue;
use super::lexicon::Tags;
use super::paragraph::{Paragraph, Range};
use super::phrase;
use super::tokens::Shape;
use crate::languages::speech::Takes;

/// What stands behind a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Following {
    /// A quotation that opens at this token.
    Quotation(usize),
    /// A colon that ends the paragraph's part; what is quoted stands after it.
    Colon(usize),
    /// "that", "whether", or a clause with none: begins at this token.
    Clause(usize),
    /// A comma, the end of the sentence, or something that is no statement; the token it stops at.
    Nothing(usize),
}

/// Longest name in quotation marks between a cue and its words.
const NAME: usize = 3;

/// How far a cue and its words may be apart, in tokens.
const REACH: usize = 30;

/// Longest reported clause, in tokens. No sentence of prose is longer, and a megabyte without a full stop must cost no more.
pub(super) const LONGEST: usize = 400;

/// Looks behind `from`, past what tells to whom, when and where.
pub(super) fn find(paragraph: &Paragraph, cue: &Cue, from: usize, to: usize, hearer_seen: bool) -> Following {
    let limit = to.min(from + REACH);
    let mut at = from;
    let mut hearer = hearer_seen;
    while at < limit {
        let token = paragraph.at(at);
        match token.shape {
            Shape::Mark(_) => {
                return match paragraph.opening(at) {
                    // "in an interview with the “Herald”, that"
                    Some(name) if name.words <= NAME && names_venue(paragraph, name.close + 1) => {
                        at = name.close + 1;
                        continue;
                    }
                    Some(_) => Following::Quotation(at),
                    None => Following::Nothing(at),
                };
            }
            Shape::Colon => return Following::Colon(at),
            Shape::Comma => {
                if paragraph.opening(at + 1).is_some() {
                    return Following::Quotation(at + 1);
                }
                let clause = paragraph.lexicon.comma_clauses()
                    && cue.takes == Takes::Clause
                    && paragraph.at(at + 1).is(Tags::OPENER.or(Tags::SUBJECT).or(Tags::DETERMINER).or(Tags::CAPITAL));
                if clause || paragraph.at(at + 1).is(Tags::THAT) {
                    return Following::Clause(at + 1);
                }
                match after_aside(paragraph, at, limit) {
                    Some(next) => at = next,
                    None => return Following::Nothing(at),
                }
                continue;
            }
            Shape::Word | Shape::Number => {}
            Shape::Dash => match after_dashes(paragraph, at, limit) {
                Some(next) => {
                    at = next;
                    continue;
                }
                None => return Following::Nothing(at),
            },
            Shape::Open => match (at..limit).find(|close| paragraph.at(*close).shape == Shape::Close) {
                Some(close) => {
                    at = close + 1;
                    continue;
                }
                None => return Following::Nothing(at),
            },
            _ => return Following::Nothing(at),
        }
        if cue.act == Act::Asks && token.is(Tags::NEGATION) {
            return Following::Nothing(at);
        }
        if token.is(Tags::THAT) {
            // "said that day" is no clause, "said that they" is.
            return Following::Clause(at);
        }
        if token.is(Tags::OPENER) && !token.is(Tags::DETERMINER) {
            let adverbial = token.is(Tags::SUBORDINATOR) && !token.is(Tags::WHETHER);
            return if adverbial { Following::Nothing(at) } else { Following::Clause(at) };
        }
        if cue.takes == Takes::Person && !hearer {
            match hearer_end(paragraph, at, limit) {
                Some(next) => {
                    at = next;
                    hearer = true;
                    continue;
                }
                None => return Following::Nothing(at),
            }
        }
        if paragraph.lexicon.names_hearer(cue.group)
            && !hearer
            && let Some(that) = hearer_before_that(paragraph, at, limit)
            && !paragraph.at(that + 1).is(Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CUE))
        {
            return Following::Clause(that);
        }
        if token.is(Tags::TO) {
            if infinitive(paragraph, at + 1) {
                let bound = matches!(cue.act, Act::Promises | Act::Asks)
                    || cue.takes == Takes::Person
                    || cue.act == Act::Claims;
                return if bound { Following::Clause(at) } else { Following::Nothing(at) };
            }
            match phrase::after(paragraph, at + 1, limit) {
                Some(phrase) => {
                    at = phrase.to;
                    continue;
                }
                None => return Following::Nothing(at),
            }
        }
        let next = paragraph.at(at + 1);
        let there = next.is(Tags::AUXILIARY.or(Tags::MODAL)) && token.is(Tags::DUMMY);
        let measures = (next.is(Tags::DETERMINER) && !next.is(Tags::OPENER) || next.shape == Shape::Number)
            && !token.is(Tags::TIME);
        if token.is(Tags::ADVERB) && !token.is(Tags::DETERMINER) && !token.is(Tags::CAPITAL) && !there && !measures {
            at += 1;
            continue;
        }
        if time_phrase(paragraph, at, limit) > at {
            at = time_phrase(paragraph, at, limit);
            continue;
        }
        if token.is(Tags::PREPOSITION) && !token.is(Tags::CAPITAL) {
            match prepositional_end(paragraph, at, limit) {
                Some(next) => {
                    at = next;
                    continue;
                }
                None => return Following::Nothing(at),
            }
        }
        if token.is(Tags::CONJUNCTION) || token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE) && !token.is(Tags::CAPITAL) {
            return Following::Nothing(at);
        }
        return if cue.takes == Takes::Quote { Following::Nothing(at) } else { Following::Clause(at) };
    }
    Following::Nothing(at)
}

/// Whether a base form follows "to": anything that does not begin a noun phrase.
fn infinitive(paragraph: &Paragraph, at: usize) -> bool {
    let token = paragraph.at(at);
    token.is_word()
        && !token.is(Tags::CAPITAL
            .or(Tags::DETERMINER)
            .or(Tags::HEARER)
            .or(Tags::OBJECT)
            .or(Tags::SPEAKER)
            .or(Tags::POSSESSIVE))
        && token.shape == Shape::Word
}

/// Past the one who is told.
fn hearer_end(paragraph: &Paragraph, at: usize, limit: usize) -> Option<usize> {
    let token = paragraph.at(at);
    if token.is(Tags::OBJECT.or(Tags::TOLD)) {
        return Some(at + 1);
    }
    if token.is(Tags::HEARER) && !token.is(Tags::CAPITAL) {
        return Some(at + 1);
    }
    if let Some(that) = hearer_before_that(paragraph, at, limit) {
        return Some(that);
    }
    let phrase = phrase::core(paragraph, at, limit)?;
    let mut end = phrase.to;
    while end < limit && paragraph.at(end).is(Tags::OF.or(Tags::AND)) {
        match phrase::core(paragraph, end + 1, limit) {
            Some(next) => end = next.to,
            None => break,
        }
    }
    Some(end)
}

/// The "that" behind a few words without a verb: who is told.
fn hearer_before_that(paragraph: &Paragraph, at: usize, limit: usize) -> Option<usize> {
    let that = (at + 1..limit.min(at + 9)).find(|next| paragraph.at(*next).is(Tags::THAT))?;
    let plain = (at..that).all(|next| {
        let token = paragraph.at(next);
        let verbal = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::SUBJECT).or(Tags::CUE).or(Tags::VERB);
        token.is_word() && token.quote == 0 && !token.is(verbal)
    });
    plain.then_some(that)
}

/// Past a day or time: "Friday", "on Monday night", "last week", "earlier this month". `at` itself if there is none.
pub(super) fn time_phrase(paragraph: &Paragraph, at: usize, limit: usize) -> usize {
    let mut end = at;
    if paragraph.at(end).is(Tags::BEFORE_TIME) {
        end += 1;
    }
    let mut found = false;
    while end < limit {
        let token = paragraph.at(end);
        if token.is(Tags::TIME) || token.shape == Shape::Number {
            found |= token.is(Tags::TIME);
        } else if !(token.is(Tags::DEMONSTRATIVE) && paragraph.at(end + 1).is(Tags::TIME)) {
            break;
        }
        end += 1;
    }
    if found { end } else { at }
}

/// Past a phrase that tells where or about what: "in an interview with RT", "on Twitter", "of the plan".
fn prepositional_end(paragraph: &Paragraph, at: usize, limit: usize) -> Option<usize> {
    let first = at + 1;
    if paragraph.opening(first).is_some() {
        return None;
    }
    let phrase = phrase::after(paragraph, first, limit)?;
    (phrase.to > first).then_some(phrase.to)
}

/// Whether what is reported begins behind a quoted name, so that the name is part of the way there.
fn names_venue(paragraph: &Paragraph, after: usize) -> bool {
    let comma = usize::from(paragraph.at(after).shape == Shape::Comma);
    paragraph.at(after + comma).is(Tags::THAT) && !paragraph.at(after + comma + 1).is(Tags::AUXILIARY.or(Tags::MODAL))
}

/// Past an aside between dashes, if what is reported surely follows: "said — in public, at last — that".
fn after_dashes(paragraph: &Paragraph, dash: usize, limit: usize) -> Option<usize> {
    let close = (dash + 1..limit.min(dash + 14)).find(|at| paragraph.at(*at).shape == Shape::Dash)?;
    (paragraph.at(close + 1).is(Tags::THAT) || paragraph.opening(close + 1).is_some()).then_some(close + 1)
}

/// Past ", however," or ", in a statement,": where the words go on behind a short aside.
fn after_aside(paragraph: &Paragraph, comma: usize, limit: usize) -> Option<usize> {
    let first = paragraph.at(comma + 1);
    let aside = first.is(Tags::ADVERB.or(Tags::PREPOSITION).or(Tags::TIME));
    if !aside || first.is(Tags::LEAVING) {
        return None;
    }
    let close = (comma + 1..limit.min(comma + 14)).find(|at| {
        let token = paragraph.at(*at);
        token.quote == 0 && matches!(token.shape, Shape::Comma | Shape::Stop | Shape::Colon | Shape::Semicolon)
    })?;
    let next = close + 1;
    match paragraph.at(close).shape {
        Shape::Comma if paragraph.at(next).is(Tags::THAT) || paragraph.opening(next).is_some() => Some(next),
        Shape::Colon => Some(close),
        _ => None,
    }
}

/// The same for words that no verb reports.
pub(super) fn reported_end(paragraph: &Paragraph, start: usize, to: usize) -> usize {
    clause_end_of(paragraph, start, to, false)
}

/// Where a reported clause ends, before the token returned.
pub(super) fn clause_end(paragraph: &Paragraph, start: usize, to: usize, cue: &Cue) -> usize {
    clause_end_of(paragraph, start, to, cue.past)
}

fn clause_end_of(paragraph: &Paragraph, start: usize, to: usize, past: bool) -> usize {
    let to = to.min(start + LONGEST);
    let mut at = start;
    let mut depth = 0usize;
    while at < to {
        let token = paragraph.at(at);
        if let Some(quotation) = paragraph.opening(at) {
            at = quotation.end(&paragraph.tokens);
            if ends_with_quotation(paragraph, at, to) {
                return at;
            }
            continue;
        }
        match token.shape {
            Shape::Open => depth += 1,
            Shape::Close => depth = depth.saturating_sub(1),
            Shape::Comma if depth == 0 && at > start && leaves(paragraph, at, to) => return at,
            Shape::Colon if depth == 0 && paragraph.opening(at + 1).is_some_and(|quotation| quotation.words > 4) => {
                return at;
            }
            Shape::Dash if depth == 0 && at > start && leaves_dash(paragraph, at) => return at,
            Shape::Word if depth == 0 && at > start && turns(paragraph, at, to, past) => return at,
            _ => {}
        }
        at += 1;
    }
    to
}

/// Whether the sentence turns to something else behind a quotation that ended with a comma or a full stop inside.
fn ends_with_quotation(paragraph: &Paragraph, after: usize, to: usize) -> bool {
    if after >= to || after < 2 {
        return false;
    }
    let inner = paragraph.at(after - 2);
    inner.shape == Shape::Comma && leaves(paragraph, after - 1, to)
}

/// Whether what follows a comma is no longer reported.
fn leaves(paragraph: &Paragraph, comma: usize, to: usize) -> bool {
    let next = comma + 1;
    let token = paragraph.at(next);
    if token.quote != 0 || !token.is_word() {
        return false;
    }
    if token.is(Tags::LEAVING.or(Tags::BREAKING)) {
        return true;
    }
    if token.is(Tags::INDEFINITE) && aside_ends(paragraph, next, to) {
        return true;
    }
    if token.is(Tags::JOINING) && cue_soon(paragraph, next + 1, to) {
        return true;
    }
    token.is(Tags::BUT)
        || token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE) && !resumes(paragraph, comma)
        || (token.is(Tags::SUBJECT.or(Tags::CAPITAL).or(Tags::DETERMINER)) && attribution_follows(paragraph, next, to))
}

/// Whether a comma closes an aside behind "who", whose verb follows: "Brandt who, once again, repeated".
fn resumes(paragraph: &Paragraph, comma: usize) -> bool {
    let opens = (0..comma).rev().take(REACH).find(|at| paragraph.at(*at).shape == Shape::Comma);
    opens.is_some_and(|at| at > 0 && paragraph.at(at - 1).is(Tags::RELATIVE))
}

/// Whether an apposition runs to the end of the sentence: ", a claim that others dispute."
fn aside_ends(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    (from..to).all(|at| paragraph.at(at).quote != 0 || paragraph.at(at).shape != Shape::Comma)
}

/// Whether a dash leads away from what is reported.
fn leaves_dash(paragraph: &Paragraph, dash: usize) -> bool {
    let next = paragraph.at(dash + 1);
    paragraph.at(dash).spaced && next.spaced && (next.is(Tags::DETERMINER.or(Tags::BREAKING)))
}

/// Whether "and" or "but" goes on to another verb of saying: "... and added that".
fn turns(paragraph: &Paragraph, at: usize, to: usize, past: bool) -> bool {
    let joint = paragraph.at(at);
    if !joint.is(Tags::AND.or(Tags::BUT)) {
        return false;
    }
    let mut next = at + 1;
    let denies = paragraph.at(next).is(Tags::DECLINE)
        || paragraph.at(next).is(Tags::AUXILIARY) && paragraph.at(next + 1).is(Tags::NEGATION);
    if denies && joint.is(Tags::BUT) {
        return true;
    }
    while next < to && paragraph.at(next).is(Tags::ADVERB.or(Tags::AUXILIARY)) && next < at + 4 {
        next += 1;
    }
    let token = paragraph.at(next);
    token.quote == 0
        && token.is(Tags::CUE)
        && !token.is(Tags::NOUNLIKE)
        && token.verb.is_some_and(|verb| {
            use super::lexicon::form::{ING, PAST, THIRD};
            let same = if past { PAST } else { THIRD };
            verb.forms & (same | ING) != 0
        })
}

/// Whether a verb of saying with its own subject begins within a few words.
fn cue_soon(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    (from..to.min(from + 7)).any(|at| {
        let token = paragraph.at(at);
        token.quote == 0 && token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE) && token.verb.is_some()
    })
}

/// Whether "S said" begins here and nothing that is said follows it: only hearer, day and place.
fn attribution_follows(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    let finite = |at: &usize| {
        let token = paragraph.at(*at);
        token.quote == 0
            && token.is(Tags::CUE)
            && !token.is(Tags::NOUNLIKE)
            && token
                .verb
                .is_some_and(|verb| verb.forms & (super::lexicon::form::PAST | super::lexicon::form::THIRD) != 0)
    };
    let Some(cue) = (from + 1..to.min(from + 16)).find(finite) else { return false };
    if chunk::before(paragraph, cue, from).is_none_or(|source| source.from != from) {
        return false;
    }
    let after = paragraph.at(cue + 1);
    let tail = matches!(after.shape, Shape::Stop | Shape::Comma)
        || cue + 1 >= to
        || after.is(Tags::TIME.or(Tags::HEARER)) && !after.is(Tags::SUBJECT)
        || after.is(Tags::PREPOSITION) && !after.is(Tags::OF);
    let told = paragraph.at(cue).verb.is_some_and(|verb| verb.takes == Takes::Person);
    (tail || told)
        && !(cue + 1..to).take(LONGEST).any(|at| paragraph.at(at).is(Tags::THAT) || paragraph.opening(at).is_some())
}

/// Whether a range has a finite verb, as far as the word lists and endings tell.
pub(super) fn has_verb(paragraph: &Paragraph, range: Range) -> bool {
    const VERBAL: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CLITIC).or(Tags::NEGATION);
    (range.from..range.to).any(|at| {
        let token = paragraph.at(at);
        token.is(VERBAL)
            || token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE)
            || at > range.from && token.is(Tags::PAST_ENDING)
    })
}

/// Whether a clause that was cut at a comma is followed by nothing but "S said": then that is whose words they are.
pub(super) fn attributed_at_end(paragraph: &Paragraph, comma: usize, to: usize) -> bool {
    if paragraph.at(comma).shape != Shape::Comma || paragraph.at(comma).quote != 0 {
        return false;
    }
    attribution_follows(paragraph, comma + 1, to)
}

/// The range of the words that begin at a quotation: the quotation alone, or with the rest of a clause that goes on behind it.
pub(super) fn quoted(paragraph: &Paragraph, open: usize, to: usize, cue: &Cue) -> Range {
    let Some(quotation) = paragraph.opening(open) else { return Range::new(open, open) };
    let end = quotation.end(&paragraph.tokens);
    if end >= to {
        return Range::new(open, end.min(to));
    }
    let last = paragraph.at(quotation.close.saturating_sub(1));
    let closed = matches!(last.shape, Shape::Stop | Shape::Comma) || matches!(paragraph.at(end).shape, Shape::Stop);
    if closed || paragraph.at(end).shape == Shape::Comma && paragraph.opening(end + 1).is_none() {
        return Range::new(open, end);
    }
    Range::new(open, clause_end(paragraph, open, to, cue))
}
