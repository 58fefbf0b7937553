//! Where reported words end: at what leads away from them, and not at what only stands between their parts.

use super::chunk;
use super::cues::{self, Cue, Form};
use super::following::REACH;
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use crate::languages::lexicon::{Tags, Verb, form};
use crate::languages::speech::Takes;

/// Longest reported clause, in tokens. No sentence of prose is longer, and a megabyte without a full stop must cost no more.
pub(super) const LONGEST: usize = 400;

/// The same for words that no verb reports.
pub(super) fn reported_end(paragraph: &Paragraph, start: usize, to: usize) -> usize {
    clause_end_of(paragraph, start, to, form::THIRD)
}

/// Longest subject behind "and" that has a verb of saying, in tokens.
const OTHER: usize = 7;

/// Where a reported clause ends, before the token returned.
pub(super) fn clause_end(paragraph: &Paragraph, start: usize, to: usize, cue: &Cue) -> usize {
    // "declaring it a success and said": a participle has no time of its own.
    let same = match (cue.form, cue.past) {
        (Form::Participle, _) => form::PAST | form::THIRD,
        (_, true) => form::PAST,
        (_, false) => form::THIRD,
    };
    clause_end_of(paragraph, start, to, same)
}

/// `same` are the forms of another verb of saying that go on with the same subject.
fn clause_end_of(paragraph: &Paragraph, start: usize, to: usize, same: u8) -> usize {
    let to = to.min(start + LONGEST);
    let mut at = start;
    let mut depth = 0usize;
    while at < to {
        let token = paragraph.at(at);
        if let Some(quotation) = paragraph.opening(at) {
            at = quotation.end(&paragraph.tokens);
            if ends_with_quotation(paragraph, start, at, to) {
                return at;
            }
            continue;
        }
        match token.shape {
            Shape::Open => depth += 1,
            Shape::Close => depth = depth.saturating_sub(1),
            Shape::Comma if depth == 0 && at > start && leaves(paragraph, start, at, to) => return at,
            Shape::Colon if depth == 0 => {
                if let Some(quotation) = paragraph.opening(at + 1).filter(|quotation| quotation.words > 4) {
                    // "S said the town had one rule: “Q”": where nothing follows, the quotation is the end of the clause.
                    let end = quotation.end(&paragraph.tokens);
                    let closes = end >= to || end + 1 == to && paragraph.at(end).shape == Shape::Stop;
                    return if closes { end } else { at };
                }
            }
            Shape::Semicolon if depth == 0 && at > start && speaks(paragraph, at + 1, to) => return at,
            Shape::Dash if depth == 0 && at > start && leaves_dash(paragraph, at, to) => return at,
            Shape::Word if depth == 0 && at > start && turns(paragraph, start, at, to, same) => return at,
            Shape::Word if depth == 0 && at > start && occasion_ends(paragraph, at, to) => return at,
            _ => {}
        }
        at += 1;
    }
    to
}

/// Whether the sentence turns to something else behind a quotation that ended with a comma or a full stop inside.
fn ends_with_quotation(paragraph: &Paragraph, start: usize, after: usize, to: usize) -> bool {
    if after >= to || after < 2 {
        return false;
    }
    let inner = paragraph.at(after - 2);
    inner.shape == Shape::Comma && leaves(paragraph, start, after - 1, to)
}

/// Whether what follows a comma is no longer reported; the words began at `start`.
fn leaves(paragraph: &Paragraph, start: usize, comma: usize, to: usize) -> bool {
    let next = comma + 1;
    let token = paragraph.at(next);
    if token.quote != 0 || !token.is_word() {
        return false;
    }
    if token.is(Tags::LEAVING) {
        return true;
    }
    // "that, even if it were right, a recount could not be done"
    let plain = |at: usize| paragraph.at(at).shape == Shape::Comma && paragraph.at(at).quote == 0;
    if paragraph.at(start).is(Tags::THAT) && plain(start + 1) && !(start + 2..comma).any(plain) {
        return false;
    }
    // "that in 1994, while working there, she was attacked": nothing has been said yet.
    let first = paragraph.at(start + usize::from(paragraph.at(start).is(Tags::THAT)));
    if token.is(Tags::BREAKING) && first.is(Tags::PREPOSITION) && !has_verb(paragraph, Range::new(start, comma)) {
        return false;
    }
    if token.is(Tags::BREAKING) || token.is(Tags::ADVERB) && concedes(paragraph, next + 1) {
        return !subject_goes_on(paragraph, start, comma, to) && !quotes_on(paragraph, next + 1, to);
    }
    if token.is(Tags::BUT) && (contrasts(paragraph, start, comma) || quotes_on(paragraph, next + 1, to)) {
        return false;
    }
    if token.is(Tags::INDEFINITE) && aside_ends(paragraph, next, to) {
        return true;
    }
    if token.is(Tags::JOINING) && cue_soon(paragraph, next + 1, to) {
        return true;
    }
    token.is(Tags::BUT)
        || token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE) && !resumes(paragraph, comma)
        || attribution(paragraph, next, to).is_some_and(|source| begins_source(paragraph, source))
}

/// "even though": what breaks off with a word before it.
fn concedes(paragraph: &Paragraph, at: usize) -> bool {
    let token = paragraph.at(at);
    token.is(Tags::BREAKING) && token.is(Tags::SUBORDINATOR) && !token.is(Tags::RELATIVE)
}

/// Whether a clause between commas stands before the verb of what is reported: "that the council, which meets on Monday, is slow".
fn subject_goes_on(paragraph: &Paragraph, start: usize, comma: usize, to: usize) -> bool {
    const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CLITIC).or(Tags::PAST_ENDING);
    let first = paragraph.at(comma + 1);
    if !first.is(Tags::RELATIVE) || (start..comma).any(|at| paragraph.at(at).is(FINITE)) {
        return false;
    }
    let mut commas = (comma + 1..to.min(comma + REACH)).filter(|at| paragraph.at(*at).shape == Shape::Comma);
    commas.next().is_some_and(|close| paragraph.at(close + 1).is(FINITE))
}

/// Whether ", but" goes on with what was said: "but that she would not", "not because it was cheap, but because it was there", "she had offers, but “they were poor”".
fn contrasts(paragraph: &Paragraph, start: usize, comma: usize) -> bool {
    let next = paragraph.at(comma + 2);
    let behind = paragraph.at(comma + 3);
    // "but would come", "but could not pay" have the subject of what is said; "but would not say" and "but did not" tell what was not.
    let tells = |verb: Verb| paragraph.lexicon.with(verb).is_empty();
    let told = (comma + 3..comma + 5).any(|at| paragraph.at(at).verb.is_some_and(tells));
    let auxiliary =
        next.is(Tags::AUXILIARY) && !next.is(Tags::NEGATION) && !behind.is(Tags::NEGATION.or(Tags::DETERMINER));
    let verb = (next.is(Tags::MODAL) || auxiliary) && !told;
    let not = next.is(Tags::NEGATION) && !next.is(Tags::AUXILIARY.or(Tags::MODAL)) && !behind.is(Tags::ADVERB);
    if paragraph.opening(comma + 2).is_some() || next.is(Tags::THAT) || not || verb {
        return true;
    }
    const LEADS: Tags = Tags::SUBORDINATOR.or(Tags::PREPOSITION).or(Tags::TO).or(Tags::THAT);
    let also = next.is(Tags::ADVERB) && !behind.is(Tags::SUBJECT.or(Tags::CAPITAL).or(Tags::DETERMINER));
    let parallel = |at: usize| {
        let other = paragraph.at(at + 1);
        let same = next.is(LEADS) && other.is(LEADS) || next.is(Tags::ADVERB) && other.is(Tags::ADVERB);
        paragraph.at(at).is(Tags::NEGATION) && (also || same)
    };
    (start..comma).rev().take(REACH).any(parallel)
}

/// Whether the rest of the sentence quotes somebody, and no other verb tells whom: then it is who spoke before.
fn quotes_on(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    // "but agreed that": a verb that no list knows may tell as well.
    let mut tokens = from..if paragraph.at(from).is(Tags::PAST_ENDING) { from } else { to.min(from + REACH) };
    let found = tokens.find(|at| paragraph.opening(*at).is_some() || paragraph.at(*at).verb.is_some());
    let Some(quotation) = found.and_then(|at| paragraph.opening(at)) else { return false };
    (quotation.close..to.min(quotation.close + REACH))
        .all(|at| paragraph.at(at).quote != 0 || paragraph.at(at).verb.is_none())
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

/// Whether a dash leads away from what is reported: not where a second one closes an aside before its verb.
fn leaves_dash(paragraph: &Paragraph, dash: usize, to: usize) -> bool {
    let next = paragraph.at(dash + 1);
    let spaced = |at: usize| paragraph.at(at).spaced && paragraph.at(at + 1).spaced;
    if !spaced(dash) || !next.is(Tags::DETERMINER.or(Tags::BREAKING).or(Tags::LEAVING)) {
        return false;
    }
    let close = (dash + 2..to.min(dash + REACH)).find(|at| paragraph.at(*at).shape == Shape::Dash && spaced(*at));
    const VERBAL: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::PAST_ENDING);
    !close.is_some_and(|close| paragraph.at(close + 1).is(VERBAL.or(Tags::THAT)))
}

/// Whether "and" or "but" goes on to another verb of saying: "... and added that".
fn turns(paragraph: &Paragraph, start: usize, at: usize, to: usize, same: u8) -> bool {
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
    // "S said that A and B had denied it" is one subject.
    let told = || has_verb(paragraph, Range::new(start, at));
    if joint.is(Tags::AND) && next == at + 1 && other_speaker(paragraph, next, to) && told() {
        return true;
    }
    let token = paragraph.at(next);
    token.quote == 0
        && token.is(Tags::CUE)
        && !token.is(Tags::NOUNLIKE)
        && token.verb.is_some_and(|verb| verb.forms & (same | form::ING) != 0)
        && (cues::is_whole(paragraph, next) || (next..to.min(next + REACH)).any(|at| paragraph.opening(at).is_some()))
}

/// Whether the sentence ends with the broadcast or debate at which something was said: "on Monday's “Late Show”", "in Friday's debate".
fn occasion_ends(paragraph: &Paragraph, at: usize, to: usize) -> bool {
    let (lead, day) = (paragraph.at(at), paragraph.at(at + 1));
    if !lead.is(Tags::BEFORE_TIME) || !lead.is(Tags::PREPOSITION) || !day.is(Tags::POSSESSIVE) {
        return false;
    }
    let name = paragraph.text(at + 1).split(['\'', '’']).next().unwrap_or_default().len();
    let start = day.span.start as usize;
    if !paragraph.lexicon.look_up(paragraph.plain, start, start + name).tags.any(Tags::TIME) {
        return false;
    }
    let mut rest = at + 2..to;
    let venue = rest.clone().any(|at| paragraph.at(at).is(Tags::VENUE) || paragraph.opening(at).is_some());
    const OTHER: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CUE);
    venue
        && to - at < REACH
        && rest.all(|at| {
            paragraph.at(at).quote != 0
                || paragraph.at(at).shape != Shape::Comma
                    && (!paragraph.at(at).is(OTHER) || paragraph.at(at).is(Tags::VENUE))
        })
}

/// Whether somebody else's words begin: "... and Brandt said that".
fn other_speaker(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    if !paragraph.at(from).is(Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::SUBJECT).or(Tags::SPEAKER)) {
        return false;
    }
    let finite = |at: &usize| {
        let token = paragraph.at(*at);
        let past = token.verb.is_some_and(|verb| verb.forms & (form::PAST | form::THIRD) != 0);
        past && token.quote == 0 && token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE)
    };
    let Some(cue) = (from + 1..to.min(from + OTHER)).find(finite) else { return false };
    let behind = paragraph.at(cue + 1);
    let clause = behind.is(Tags::THAT.or(Tags::SUBJECT).or(Tags::DETERMINER).or(Tags::CAPITAL));
    clause && chunk::before(paragraph, cue, from).is_some_and(|source| source.from == from)
}

/// Whether a clause begins here that tells what somebody else said: "; its head, Ana Ruiz, said that".
fn speaks(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    let finite = |at: &usize| {
        let token = paragraph.at(*at);
        let past = token.verb.is_some_and(|verb| verb.forms & (form::PAST | form::THIRD) != 0);
        past && token.quote == 0 && token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE)
    };
    let cue = (from + 1..to.min(from + REACH)).find(finite);
    cue.is_some_and(|cue| chunk::before(paragraph, cue, from).is_some_and(|source| source.from == from))
}

/// Whether a verb of saying with its own subject begins within a few words.
fn cue_soon(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    (from..to.min(from + 7)).any(|at| {
        let token = paragraph.at(at);
        token.quote == 0 && token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE) && token.verb.is_some()
    })
}

/// Whether words behind a comma surely are a new subject: "presidential spokesman Ole Brandt", "al-Lisse TV", "the mayor".
fn begins_source(paragraph: &Paragraph, source: Range) -> bool {
    let led = paragraph.at(source.from).is(Tags::SUBJECT.or(Tags::CAPITAL).or(Tags::DETERMINER));
    led || source.to > source.from + 1 && paragraph.at(source.to - 1).is(Tags::CAPITAL)
}

/// The source of an "S said" that begins here, if nothing that is said follows it: only hearer, day and place.
fn attribution(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let finite = |at: &usize| {
        let token = paragraph.at(*at);
        token.quote == 0
            && token.is(Tags::CUE)
            && !token.is(Tags::NOUNLIKE)
            && token.verb.is_some_and(|verb| verb.forms & (form::PAST | form::THIRD) != 0)
    };
    let cue = (from + 1..to.min(from + 16)).find(finite)?;
    let source = chunk::before(paragraph, cue, from).filter(|source| source.from == from)?;
    let after = paragraph.at(cue + 1);
    let tail = matches!(after.shape, Shape::Stop | Shape::Comma)
        || cue + 1 >= to
        || after.is(Tags::TIME.or(Tags::HEARER)) && !after.is(Tags::SUBJECT)
        || after.is(Tags::PREPOSITION) && !after.is(Tags::OF);
    let told = paragraph.at(cue).verb.is_some_and(|verb| verb.takes == Takes::Person);
    let words = |at: usize| paragraph.at(at).is(Tags::THAT) || paragraph.opening(at).is_some();
    ((tail || told) && !(cue + 1..to).take(LONGEST).any(words)).then_some(source)
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
    attribution(paragraph, comma + 1, to).is_some()
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
