//! The words that a verb in second place reports: behind it, or in the clause before it.

use super::super::draft::Draft;
use super::super::paragraph::{Paragraph, Range};
use super::super::tokens::Shape;
use super::super::{endings, following};
use super::{Clause, SPEECH};
use crate::languages::lexicon::{Tags, form};
use crate::languages::speech::Takes;
use crate::model::statement::Rule;

/// How far behind a verb its words may begin, in tokens: who is told, when and where stands between.
const REACH: usize = 48;

/// Longest clause whose last word is looked at, in tokens.
const CLAUSE: usize = 60;

impl Clause<'_, '_, '_> {
    /// Whether words before a verb of saying can be what was said, and not only what leads the sentence in ("Als er kam, sagte S") or its
    /// subject ("Die Frau, die er sah, sagte").
    pub(super) fn is_clause(&self, words: Range) -> bool {
        let p = self.sentence.paragraph;
        let comma = |at: &usize| p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0;
        let mood = |at: usize| p.at(at).quote == 0 && p.lexicon.mood(p.text(at)).is_some();
        let first = p.at(words.from);
        if (words.from..words.to).any(mood) {
            return true;
        }
        let parts: Vec<Range> = std::iter::once(words.from)
            .chain((words.from..words.to).filter(comma).map(|at| at + 1))
            .map(|from| Range::new(from, (from..words.to).find(comma).unwrap_or(words.to)))
            .collect();
        if parts.len() == 1 {
            let leads = first.is(Tags::SUBORDINATOR.or(Tags::PREPOSITION));
            return !leads || (words.from..words.to).any(|at| self.is_finite(at));
        }
        let main = |part: &Range| {
            let (first, next) = (p.at(part.from), p.at(part.from + 1));
            let relative = first.is(Tags::DETERMINER.or(Tags::RELATIVE)) && part.from > words.from
                || first.is(Tags::PREPOSITION) && next.is(Tags::DETERMINER) && part.from > words.from;
            !relative && !first.is(Tags::SUBORDINATOR.or(Tags::THAT).or(Tags::WHETHER))
        };
        parts
            .iter()
            .filter(|part| main(part))
            .any(|part| (part.from..part.to).any(|at| self.is_finite(at) || at + 1 < part.to && self.seems_finite(at)))
    }

    /// Whether a token is the finite form of a verb that a list knows.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        let p = self.sentence.paragraph;
        let token = p.at(at);
        let listed = token.is(Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB)) || p.lexicon.mood(p.text(at)).is_some();
        token.quote == 0 && !token.is(Tags::CAPITAL) && listed
    }

    /// Whether a word that no list knows ends like a verb.
    pub(super) fn seems_finite(&self, at: usize) -> bool {
        let p = self.sentence.paragraph;
        let token = p.at(at);
        const OTHER: Tags = Tags::CAPITAL
            .or(Tags::PREPOSITION)
            .or(Tags::DETERMINER)
            .or(Tags::ADVERB)
            .or(Tags::NEGATION)
            .or(Tags::CONJUNCTION)
            .or(Tags::OBJECT)
            .or(Tags::SUBJECT);
        token.shape == Shape::Word
            && token.quote == 0
            && !token.is(OTHER)
            && p.text(at).ends_with(['t', 'e'])
            && (p.text(at).ends_with('t') || token.is(Tags::PAST_ENDING))
    }

    /// The words behind the verb, from `from` on.
    pub(super) fn words_behind(&self, source: Option<Range>, from: usize) -> Option<Draft> {
        let s = self.sentence;
        let p = s.paragraph;
        if let Some(lead) = self.bracket.about {
            source?;
            let words = Range::new(lead + 1, self.words_end(lead + 1));
            let told = lead >= from && words.to > lead + 2;
            return told.then(|| s.draft(&self.cue, source, vec![words], Rule::SourceCueObject));
        }
        let to = s.segment.to.min(from + REACH);
        let mut at = from;
        while at < to {
            let token = p.at(at);
            if let Some(quotation) = p.opening(at) {
                let name = quotation.words <= SPEECH
                    && at > 0
                    && p.at(at - 1).is_word()
                    && at - 1 != self.bracket.verb
                    && at - 1 != self.bracket.finite;
                if name {
                    at = quotation.end(&p.tokens);
                    continue;
                }
                return self.quoted(source, at);
            }
            match token.shape {
                Shape::Colon => return s.after_colon(&self.cue, source, at),
                Shape::Comma => {
                    if p.opening(at + 1).is_some() {
                        return self.quoted(source, at + 1);
                    }
                    let end = self.part_end(at + 1);
                    if let Some(rule) = self.clause_rule(Range::new(at + 1, end)) {
                        let words = Range::new(at + 1, self.words_end(at + 1));
                        return Some(s.draft(&self.cue, source, vec![words], rule));
                    }
                    at = end.max(at + 1);
                    continue;
                }
                Shape::Open => {
                    let close = (at..to).find(|at| p.at(*at).shape == Shape::Close)?;
                    at = close + 1;
                    continue;
                }
                Shape::Word | Shape::Number | Shape::Other => {}
                _ => return None,
            }
            if token.is(Tags::CONJUNCTION) && p.at(at + 1).is(Tags::CUE) && token.quote == 0 {
                return None;
            }
            // "zei dat": in some languages no comma parts the clause from its verb.
            if token.is(Tags::THAT.or(Tags::WHETHER)) && token.quote == 0 && !p.lexicon.comma_clauses() {
                let words = Range::new(at, self.words_end(at));
                return Some(s.draft(&self.cue, source, vec![words], Rule::SourceCueThat));
            }
            at += 1;
        }
        None
    }

    pub(super) fn quoted(&self, source: Option<Range>, at: usize) -> Option<Draft> {
        let p = self.sentence.paragraph;
        let quotation = p.opening(at)?;
        let words = endings::quoted(p, at, self.sentence.segment.to, &self.cue);
        if quotation.words < 2 && words.to <= quotation.end(&p.tokens) && p.at(at - 1).shape != Shape::Comma {
            return None;
        }
        let mut draft = self.sentence.draft(&self.cue, source, vec![words], Rule::SourceCueQuote);
        draft.open = p.all_quoted(words);
        Some(draft)
    }

    /// Where the part of the sentence ends that begins at `from`: at the next comma or colon, or at the end.
    pub(super) fn part_end(&self, from: usize) -> usize {
        let p = self.sentence.paragraph;
        let to = self.sentence.segment.to.min(from + CLAUSE);
        let mark = |at: &usize| {
            p.at(*at).quote == 0
                && matches!(p.at(*at).shape, Shape::Comma | Shape::Colon | Shape::Semicolon | Shape::Stop)
        };
        (from..to).find(mark).unwrap_or(to)
    }

    /// How the part of a sentence behind a comma reports something; `None` if it does not.
    pub(super) fn clause_rule(&self, part: Range) -> Option<Rule> {
        let p = self.sentence.paragraph;
        let first = p.at(part.from);
        if self.cue.takes == Takes::Quote && !first.is(Tags::THAT) {
            return None;
        }
        let mut from = part.from;
        while from < part.to
            && p.at(from).is(Tags::CONJUNCTION.or(Tags::ADVERB))
            && !p.at(from).is(Tags::OPENER.or(Tags::DETERMINER))
        {
            from += 1;
        }
        if p.at(from).is(Tags::THAT) {
            return Some(Rule::SourceCueThat);
        }
        if first.is(Tags::OPENER) && !first.is(Tags::AS) {
            return Some(Rule::SourceCueClause);
        }
        if first.is(Tags::SUBORDINATOR) {
            return self.main_clause_behind(part).then_some(Rule::SourceCueClause);
        }
        let marks = p.lexicon.infinitive();
        let infinitive = (part.from..part.to).any(|at| {
            let text = p.text(at);
            let small = !p.at(at).is(Tags::CAPITAL) && p.at(at).quote == 0;
            let inside = |mark: &str| {
                text.ends_with("en")
                    && text.find(mark).is_some_and(|place| place >= 2 && place + mark.len() + 3 <= text.len())
            };
            small
                && marks.iter().any(|mark| {
                    p.is_word(at, mark) && !p.at(at + 1).is(Tags::CAPITAL.or(Tags::DETERMINER)) || inside(mark)
                })
        });
        let finite = |at: usize| self.is_finite(at);
        let relative = first.is(Tags::DETERMINER.or(Tags::RELATIVE))
            && (p.at(part.from + 1).is(Tags::PREPOSITION.or(Tags::DETERMINER).or(Tags::SUBJECT).or(Tags::OBJECT))
                && !p.at(part.from + 1).is(Tags::CAPITAL)
                || !(part.from + 1..part.to - 1).any(finite));
        let last = (part.from..part.to).next_back();
        if !relative && (part.from..part.to.saturating_sub(1)).any(finite) {
            return Some(Rule::SourceCueClause);
        }
        if !relative && last.is_some_and(finite) && part.to - part.from > 1 && part.to - part.from <= 6 {
            return Some(Rule::SourceCueClause);
        }
        (infinitive && !first.is(Tags::OPENER)).then_some(Rule::SourceCueInfinitive)
    }

    /// "..., wenn es regne, werde gewartet": whether a main clause in a mood of what others say follows a subordinate one.
    pub(super) fn main_clause_behind(&self, part: Range) -> bool {
        let p = self.sentence.paragraph;
        p.at(part.to).shape == Shape::Comma
            && (p.lexicon.mood(p.text(part.to + 1)).is_some() || p.at(part.to + 1).is(Tags::AUXILIARY.or(Tags::MODAL)))
    }

    /// Where reported words end that begin at `from`: with the sentence, or where another verb of saying follows.
    pub(super) fn words_end(&self, from: usize) -> usize {
        let p = self.sentence.paragraph;
        let to = self.sentence.segment.to.min(from + endings::LONGEST);
        let mut at = from;
        while at < to {
            if let Some(quotation) = p.opening(at) {
                at = quotation.end(&p.tokens).max(at + 1);
                continue;
            }
            let token = p.at(at);
            let (next, joins) = match token.shape {
                Shape::Comma if token.quote == 0 => (
                    at + 1,
                    p.at(at + 1).is(Tags::ACCORDING_LAST) || p.at(at + 1).is(Tags::CONJUNCTION) && says(p, at + 2),
                ),
                Shape::Word if token.quote == 0 && token.is(Tags::AND.or(Tags::BUT)) => (at + 1, says(p, at + 1)),
                _ => (at, false),
            };
            if joins && next < to {
                return at;
            }
            at += 1;
        }
        to
    }
}

/// Whether a verb of saying begins here that has its own words behind it.
fn says(p: &Paragraph, mut at: usize) -> bool {
    while p.at(at).is(Tags::ADVERB) && p.at(at).verb.is_none() {
        at += 1;
    }
    let token = p.at(at);
    let finite = token.verb.is_some_and(|verb| verb.forms & (form::PAST | form::THIRD) != 0);
    let tells = |at: &usize| matches!(p.at(*at).shape, Shape::Comma | Shape::Colon);
    finite
        && token.quote == 0
        && !token.is(Tags::CAPITAL)
        && (at + 1..at + following::REACH).take_while(|at| p.at(*at).shape != Shape::Stop).any(|at| tells(&at))
}
