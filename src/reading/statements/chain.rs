//! Through whom words came, and who was told: "“Q,” S told T, R reported", "R quoted S as saying that Q", "R reported, citing S, that Q".

use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use super::{according, chunk, phrase};
use crate::languages::lexicon::{Tags, form};
use crate::languages::speech::Takes;
use crate::model::statement::Rule;

/// How far behind the words, or before them, the next link of a chain is looked for, in tokens.
const REACH: usize = 16;

/// Longest noun phrase of a link, in tokens.
const LINK: usize = 12;

/// The way of words from who said them to the article.
#[derive(Default)]
pub(super) struct Chain {
    /// Who said them, where that is another one than the draft's source: the reporter's own source.
    pub(super) source: Option<Range>,
    /// Who passed them on, the outermost last.
    pub(super) via: Vec<Range>,
    /// Who was told.
    pub(super) told: Option<Range>,
}

impl Chain {
    /// The chain of a statement, from the sentence that makes it.
    pub(super) fn of(p: &Paragraph, draft: &Draft) -> Chain {
        let next = p.segments.partition_point(|segment| segment.to <= draft.cue.from);
        let Some(segment) = p.segments.get(next).copied().filter(|_| !draft.cue.is_empty()) else {
            return Chain::default();
        };
        let verb = (draft.cue.from..draft.cue.to).rev().find(|at| p.at(*at).verb.is_some());
        let Some(verb) = verb else { return Chain::default() };
        let mut chain = Chain { told: told(p, draft, verb, segment), ..Chain::default() };
        if let Some(source) = draft.source {
            chain.via.extend(quoting(p, draft, source, segment));
            if let Some(cited) = cited(p, draft, verb, segment) {
                (chain.source, chain.told) = (Some(cited), None);
                chain.via.push(source);
            }
            chain.via.extend(passed_on(p, draft, segment));
        }
        chain
    }
}

/// Who is told: "told **reporters** that", "said to **Roe** that"; of "**Ruiz** was told that" the subject.
fn told(p: &Paragraph, draft: &Draft, verb: usize, segment: Range) -> Option<Range> {
    let person = p.at(verb).verb.is_some_and(|verb| verb.takes == Takes::Person);
    if draft.rule == Rule::Passive {
        return if person { chunk::before(p, draft.cue.from, segment.from) } else { None };
    }
    let at = draft.cue.to;
    // "promised **the town** that"
    let group = p.at(verb).verb.map_or(0, |verb| verb.group);
    if !person && p.lexicon.names_hearer(group) && !p.at(at).is(Tags::THAT.or(Tags::TO).or(Tags::PREPOSITION)) {
        let hearer = joined(p, at, segment.to)?;
        let before = draft.pieces.iter().all(|piece| hearer.to <= piece.from && p.at(piece.from).is(Tags::THAT));
        return (before && !draft.pieces.is_empty()).then_some(hearer);
    }
    let (token, next) = (p.at(at), p.at(at + 1));
    // "told her that", but not "told her sister that"
    let pronoun = !token.is(Tags::OWNER) || next.is(Tags::THAT.or(Tags::SUBJECT).or(Tags::DETERMINER));
    let hearer = if person && token.is(Tags::OBJECT.or(Tags::TOLD)) && pronoun {
        Range::new(at, at + 1)
    } else if person && !token.is(Tags::THAT.or(Tags::PREPOSITION)) {
        joined(p, at, segment.to)?
    } else if token.is(Tags::TO) && next.is(Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::HEARER).or(Tags::OBJECT)) {
        joined(p, at + 1, segment.to)?
    } else {
        return None;
    };
    // "asked the town to wait": the town is told, and a part of the words.
    let asked = |piece: &Range| draft.rule == Rule::SourceCueInfinitive && piece.from == hearer.from;
    let overlaps = |piece: &Range| piece.from < hearer.to && hearer.from < piece.to && !asked(piece);
    (!draft.pieces.iter().any(overlaps)).then_some(hearer)
}

/// A noun phrase with those that "and" and "of" join to it.
fn joined(p: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let mut end = phrase::core(p, from, to)?.to;
    while end < to && p.at(end).is(Tags::OF.or(Tags::AND)) {
        match phrase::core(p, end + 1, to) {
            Some(next) => end = next.to,
            None => break,
        }
    }
    Some(Range::new(from, end))
}

/// Who quotes: "**R** quoted S as saying", "S was quoted by **R** as saying".
fn quoting(p: &Paragraph, draft: &Draft, source: Range, segment: Range) -> Option<Range> {
    let conjunction = draft.cue.from.checked_sub(1).filter(|at| p.at(*at).is(Tags::AS) && source.to <= *at)?;
    if conjunction - source.to > REACH {
        return None;
    }
    if let Some(by) = (source.to..conjunction).find(|at| p.at(*at).is(Tags::BY)) {
        return phrase::without_apposition(p, by + 1, conjunction);
    }
    let verb = source.from.checked_sub(1).filter(|verb| *verb > segment.from && p.at(*verb).is(Tags::PAST_ENDING))?;
    let group = (segment.from..verb).rev().take_while(|at| p.at(*at).is(Tags::AUXILIARY.or(Tags::ADVERB))).last();
    chunk::before(p, group.unwrap_or(verb), segment.from)
}

/// Whom a reporter cites: "R reported, citing **S**, that Q", "Q, R reported, citing **S**".
fn cited(p: &Paragraph, draft: &Draft, verb: usize, segment: Range) -> Option<Range> {
    if !p.lexicon.relaying().iter().any(|word| p.is_word(verb, word)) {
        return None;
    }
    let cites = |at: &usize| p.at(*at).quote == 0 && p.lexicon.citing().iter().any(|word| p.is_word(*at, word));
    let near = |from: usize| (from..segment.to.min(from + REACH)).find(cites);
    let citing = near(draft.cue.to).or_else(|| near(draft.next.max(draft.cue.to)))?;
    let source = phrase::without_apposition(p, citing + 1, segment.to.min(citing + LINK))?;
    // "citing two people": then it is the paper's own word.
    let first = p.at(source.from);
    let several =
        first.is(Tags::INDEFINITE.or(Tags::COUNT)) || (source.from..source.to).any(|at| p.at(at).is(Tags::SPEAKER));
    let named = first.is(Tags::DETERMINER) && !several || (source.from..source.to).any(|at| p.at(at).is(Tags::CAPITAL));
    (named && p.at(citing - 1).shape == Shape::Comma).then_some(source)
}

/// Who passed on what stands before: "“Q,” S said, according to **R**", "“Q,” S said, **R** reported."
fn passed_on(p: &Paragraph, draft: &Draft, segment: Range) -> Option<Range> {
    let ends = draft.pieces.iter().map(|piece| piece.to).chain(draft.source.map(|source| source.to)).max()?;
    let end = ends.max(draft.cue.to);
    let plain = |at: &usize| p.at(*at).is_word() || matches!(p.at(*at).shape, Shape::Mark(_) | Shape::Close);
    let comma = (end..segment.to.min(end + REACH)).find(|at| !plain(at))?;
    let from = comma + 1;
    if p.at(comma).shape != Shape::Comma || from >= segment.to || p.at(from).quote != 0 {
        return None;
    }
    let length = according::phrase(p, from);
    if length > 0 {
        return phrase::without_apposition(p, from + length, segment.to);
    }
    let reporter = phrase::without_apposition(p, from, segment.to)?;
    let reports = p.at(reporter.to);
    let finite = reports.verb.is_some_and(|verb| verb.forms & (form::PAST | form::THIRD) != 0 && reports.is(Tags::CUE));
    let over = (reporter.to + 1..segment.to).all(|at| {
        p.at(at).quote == 0 && (p.at(at).shape == Shape::Stop || p.at(at).is(Tags::TIME.or(Tags::PREPOSITION)))
    });
    let named = (reporter.from..reporter.to).any(|at| p.at(at).is(Tags::CAPITAL.or(Tags::DETERMINER)));
    (finite && over && named && reporter.to < segment.to).then_some(reporter)
}
