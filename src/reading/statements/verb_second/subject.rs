//! The subject of a verb in second place, and what cannot be one.

use super::super::paragraph::Range;
use super::super::tokens::Shape;
use super::super::{following, phrase};
use super::{Clause, SPEECH};
use crate::languages::lexicon::Tags;

impl Clause<'_, '_, '_> {
    /// "Die „Welt“ berichtet": a subject that ends with a name in quotation marks.
    pub(super) fn quoted_name(&self, left: usize, first: usize) -> Option<Range> {
        let p = self.sentence.paragraph;
        let name = p.closing(first - 1).filter(|name| name.words <= SPEECH && name.open >= left)?;
        let led = name.open == left || p.at(left).is(Tags::DETERMINER);
        (led && (left..name.open).all(|at| p.at(at).is_word())).then_some(Range::new(left, first))
    }

    /// Whether a name stands before a comma and what is told of it behind: "Ruiz, Chefin der Werft, sagte".
    pub(super) fn is_apposed(&self, source: Range, left: usize) -> bool {
        let p = self.sentence.paragraph;
        source.from < left && p.at(left - 1).shape == Shape::Comma && self.is_subject(source)
    }

    /// Whether a noun phrase can be a subject.
    pub(super) fn is_subject(&self, source: Range) -> bool {
        let p = self.sentence.paragraph;
        let first = p.at(source.from);
        const NONE: Tags = Tags::PREPOSITION.or(Tags::ADVERB).or(Tags::OBJECT).or(Tags::SUBORDINATOR);
        // "der 48-Jährige" begins with a digit and is a noun.
        let noun = |at: usize| {
            let token = p.at(at);
            let aged = token.shape == Shape::Number && p.text(at).contains(char::is_alphabetic);
            token.is(Tags::CAPITAL.or(Tags::SPEAKER).or(Tags::TITLE)) || aged
        };
        let small = !p.lexicon.capital_nouns() && source.to - source.from > 1;
        let who = !first.is(Tags::DETERMINER) || small || (source.from + 1..source.to).any(noun);
        (!first.is(NONE) || first.is(Tags::SUBJECT.or(Tags::DETERMINER)))
            && !p.lexicon.is_oblique(&p.text(source.from).to_lowercase())
            && (who || first.is(Tags::SUBJECT))
            && !(first.is(Tags::DUMMY) && source.to - source.from == 1)
    }

    /// The subject behind the finite verb: the first noun phrase there that can be one.
    pub(super) fn subject_behind(&self) -> Option<Range> {
        let s = self.sentence;
        let p = s.paragraph;
        let split = self.bracket.end > self.bracket.finite + 1;
        let limit = if split { self.bracket.end - 1 } else { s.segment.to };
        let mut at = self.bracket.finite + 1;
        for _ in 0..8 {
            let token = p.at(at);
            if at >= limit || !token.is_word() && p.opening(at).is_none_or(|quotation| quotation.words >= SPEECH) {
                return None;
            }
            if token.is(Tags::SUBJECT)
                && !token.is(Tags::CAPITAL)
                && (!token.is(Tags::DETERMINER) || !p.at(at + 1).is(Tags::CAPITAL))
            {
                return (!token.is(Tags::DUMMY)).then_some(Range::new(at, at + 1));
            }
            let day = following::time_phrase(p, at, limit);
            if day > at {
                at = day;
                continue;
            }
            if token.is(Tags::OBJECT.or(Tags::ADVERB).or(Tags::NEGATION))
                && !token.is(Tags::CAPITAL.or(Tags::DETERMINER))
            {
                at += 1;
                continue;
            }
            let led = token.is(Tags::PREPOSITION) && !token.is(Tags::CAPITAL);
            let start = at + usize::from(led);
            let np = self.noun_phrase(start, limit)?;
            if led || p.lexicon.is_oblique(&p.text(start).to_lowercase()) || self.is_told(np) {
                if np.to <= at {
                    return None;
                }
                at = np.to;
                continue;
            }
            let adjective = token.shape == Shape::Word && p.at(at + 1).is(Tags::CAPITAL);
            let begins = token.is(Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::SPEAKER).or(Tags::TITLE)) || adjective;
            return (begins && self.is_subject(np) || token.shape == Shape::Number).then_some(np);
        }
        None
    }

    /// The noun phrase at `start`, with what is set off behind it unless that is a clause: "sagte der Rat, das könne dauern".
    pub(super) fn noun_phrase(&self, start: usize, limit: usize) -> Option<Range> {
        let p = self.sentence.paragraph;
        let whole = phrase::after(p, start, limit)?;
        let bare = phrase::without_apposition(p, start, limit)?;
        let clause = (bare.to..whole.to).any(|at| self.is_finite(at));
        Some(if clause { bare } else { whole })
    }

    /// Whether a noun phrase is who is told: "der Zeitung", "Reportern".
    pub(super) fn is_told(&self, np: Range) -> bool {
        let p = self.sentence.paragraph;
        (np.from..np.to.min(np.from + 4)).any(|at| p.at(at).is(Tags::HEARER))
    }
}
