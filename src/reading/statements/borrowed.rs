//! Cues with no subject of their own: ", saying that Q", "went on to say that Q", "was told that Q".

use super::attribution::Sentence;
use super::cues::Cue;
use super::draft::Draft;
use super::following::{self, Following};
use super::paragraph::Range;
use super::tokens::Shape;
use super::{chunk, endings, phrase};
use crate::languages::lexicon::Tags;
use crate::languages::speech::Takes;
use crate::model::statement::{Act, Certainty, Polarity, Rule};

/// Words from "to" back to who is to say something: "Ruiz has always been ready to say".
const INFINITIVE: usize = 6;

impl Sentence<'_, '_> {
    /// ", saying that ...", "by saying ...".
    pub(super) fn participle(&self, cue: &Cue) -> Option<Draft> {
        let p = self.paragraph;
        if cue.range.from == self.segment.from {
            return None;
        }
        let before = p.at(cue.range.from - 1);
        let follows = before.shape == Shape::Comma
            || before.shape == Shape::Dash
            || matches!(before.shape, Shape::Mark(_))
            || before.is(Tags::CONJUNCTION)
            || before.is(Tags::PREPOSITION)
            // "issued a statement on Monday saying"
            || before.is(Tags::SUBORDINATOR.or(Tags::VENUE).or(Tags::TIME));
        let quoted = if before.is(Tags::AS) { self.quoted(cue.range.from - 1) } else { None };
        // "“Q,” the paper quoted S as saying", "“Q,” S was quoted as saying"
        if let Some((source, boundary)) = quoted
            && let Some(words) = self.quotation_before(boundary, true)
        {
            return Some(self.quotation_first(cue, Some(source), words, Rule::QuoteSourceCue));
        }
        let source = match before.is(Tags::AS) {
            true => quoted.map(|(source, _)| source),
            false if follows => self.sentence_subject(cue.range.from),
            false => self.noun_before(cue).filter(|source| !p.at(source.from).is(Tags::DUMMY)),
        };
        let mut draft = self.after_cue(cue, source, cue.range.to)?;
        let clause = |piece: &Range| endings::has_verb(p, *piece) || self.acts(*piece);
        let noun = draft.rule == Rule::SourceCueClause && !draft.pieces.iter().any(clause);
        let aside = before.is(Tags::PREPOSITION) && !before.is(Tags::BY) && draft.rule == Rule::SourceCueClause;
        let nobody = source.is_none() && draft.rule == Rule::SourceCueClause;
        if noun && cue.act == Act::Says || (aside || nobody) && !self.opened(&draft) {
            return None;
        }
        draft.certainty = Certainty::Medium;
        draft.rule = Rule::Participle;
        Some(draft)
    }

    /// "Q, hieß es": words that nobody in particular says.
    pub(super) fn impersonal(&self, cue: &Cue) -> Option<Draft> {
        if let Some(words) = self.quotation_before(cue.range.from, false) {
            return Some(self.quotation_first(cue, None, words, Rule::QuoteCueSource));
        }
        let behind = self.after_cue(cue, None, cue.range.to);
        let mut draft = behind.or_else(|| self.clause_first(cue, None, cue.range.from, cue.range.to))?;
        if draft.rule == Rule::ClauseSourceCue {
            draft.rule = Rule::ClauseCueSource;
        }
        Some(draft)
    }

    /// Who is quoted before "as saying", and where the sentence that says so begins: "the paper quoted Ana Ruiz as", "Ana Ruiz was quoted by
    /// the paper as".
    fn quoted(&self, conjunction: usize) -> Option<(Range, usize)> {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken).max(conjunction.saturating_sub(following::REACH));
        if let Some(passive) = self.is_quoted(conjunction, left) {
            return Some(passive);
        }
        let verb = (left..conjunction).rev().find(|at| {
            let (token, next) = (p.at(*at), p.at(at + 1));
            let name = next.is(Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::TITLE).or(Tags::OBJECT).or(Tags::SPEAKER));
            token.is(Tags::PAST_ENDING) && token.quote == 0 && name && !p.at(at.saturating_sub(1)).is(Tags::DETERMINER)
        })?;
        let comma = usize::from(p.at(conjunction - 1).shape == Shape::Comma);
        let source = Range::new(verb + 1, conjunction - comma);
        let subject = chunk::before(p, verb, left).map_or(verb, |subject| subject.from);
        (!source.is_empty()).then_some((source, subject))
    }

    /// The subject of a passive verb before "as": "Ana Ruiz was quoted by the paper as".
    fn is_quoted(&self, conjunction: usize, left: usize) -> Option<(Range, usize)> {
        let p = self.paragraph;
        let verb = (left + 1..conjunction).rev().find(|at| {
            let (before, token, next) = (p.at(at - 1), p.at(*at), p.at(at + 1));
            token.quote == 0 && token.is(Tags::PAST_ENDING) && before.is(Tags::BE) && next.is(Tags::BY.or(Tags::AS))
        })?;
        let group = (left..verb).rev().take_while(|at| p.at(*at).is(Tags::AUXILIARY.or(Tags::ADVERB))).last()?;
        let source = chunk::before(p, group, left)?;
        Some((source, source.from))
    }

    /// A noun right before a participle: "with critics saying that".
    fn noun_before(&self, cue: &Cue) -> Option<Range> {
        let source = chunk::before(self.paragraph, cue.range.from, self.segment.from.max(self.taken))?;
        let led = self.paragraph.at(source.from).is(Tags::PREPOSITION) && source.to - source.from > 1;
        Some(Range::new(source.from + usize::from(led), source.to))
    }

    /// "went on to say that ...".
    pub(super) fn infinitive(&self, cue: &Cue) -> Option<Draft> {
        let to = cue.range.from - 1;
        if self.judges(to) {
            return None;
        }
        let source = self.actor(to).or_else(|| self.sentence_subject(cue.range.from));
        let mut draft = self.after_cue(cue, source, cue.range.to)?;
        if draft.polarity == Polarity::Said
            && self.near_infinitive(to).any(|at| self.paragraph.at(at).is(Tags::SEEMING))
        {
            draft.polarity = Polarity::ToCome;
        }
        let clause = self.opened(&draft) || draft.rule == Rule::SourceCueClause && self.begins_clause(&draft);
        if matches!(draft.rule, Rule::SourceCueNoun | Rule::SourceCueObject | Rule::SourceCueClause) && !clause {
            return None;
        }
        draft.certainty = Certainty::Medium;
        draft.rule = Rule::Infinitive;
        Some(draft)
    }

    /// The words before "to" that may belong to it, from the nearest on.
    fn near_infinitive(&self, to: usize) -> impl Iterator<Item = usize> + use<> {
        (self.segment.from.max(to.saturating_sub(INFINITIVE))..to).rev()
    }

    /// "it is too soon to say whether": what the article holds, and nobody says.
    fn judges(&self, to: usize) -> bool {
        let p = self.paragraph;
        const FINITE: Tags = Tags::BE.or(Tags::CLITIC).or(Tags::POSSESSIVE).or(Tags::SEEMING);
        let plain = |at: &usize| p.at(*at).is_word() && p.at(*at).quote == 0;
        let dummy = |at: usize| p.at(at).is(Tags::DUMMY) && (p.at(at).is(FINITE) || p.at(at + 1).is(FINITE));
        self.near_infinitive(to).take_while(plain).any(dummy)
    }

    /// Who is to say something: the subject of the verb before "to" ("while Ruiz refused to"), or its object ("this led Ruiz to").
    fn actor(&self, to: usize) -> Option<Range> {
        let p = self.paragraph;
        const VERBAL: Tags = Tags::AUXILIARY
            .or(Tags::MODAL)
            .or(Tags::NEGATION)
            .or(Tags::CLITIC)
            .or(Tags::VERB)
            .or(Tags::PAST_ENDING)
            .or(Tags::DECLINE)
            .or(Tags::ADVERB);
        const NO_VERB: Tags =
            Tags::PREPOSITION.or(Tags::CONJUNCTION).or(Tags::SUBORDINATOR).or(Tags::OPENER).or(Tags::TO);
        let pronoun = |at: usize| {
            p.at(at).is(Tags::SUBJECT.or(Tags::OBJECT))
                && !p.at(at).is(Tags::DETERMINER.or(Tags::DUMMY).or(Tags::OPENER))
        };
        let name =
            |at: usize| p.at(at).is(Tags::CAPITAL.or(Tags::SPEAKER)) && !p.at(at).is(Tags::TIME.or(Tags::POSSESSIVE));
        for at in self.near_infinitive(to) {
            let token = p.at(at);
            if !token.is_word() || token.quote != 0 {
                return None;
            }
            if pronoun(at) || at + 1 == to && (token.is(Tags::OBJECT) || self.made_to(at)) {
                return Some(Range::new(at, at + 1));
            }
            if name(at) && at + 1 < to {
                return chunk::before(p, at + 1, self.segment.from.max(self.taken));
            }
            if name(at) {
                let start = (self.segment.from..at).rev().find(|at| !name(*at) && !p.at(*at).is(Tags::TITLE))?;
                let led = p.at(start).is_word() && !p.at(start).is(NO_VERB) && p.at(start).quote == 0;
                return led.then(|| Range::new(start + 1, at + 1));
            }
            if at + 1 < to && !token.is(VERBAL) {
                return None;
            }
        }
        None
    }

    /// Whether the words begin with a pronoun and its verb: "to insist she will go".
    fn begins_clause(&self, draft: &Draft) -> bool {
        const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::CLITIC);
        draft.pieces.first().is_some_and(|words| {
            let first = self.paragraph.at(words.from);
            first.is(Tags::SUBJECT) && !first.is(Tags::DETERMINER) && self.paragraph.at(words.from + 1).is(FINITE)
        })
    }

    /// Whether a plural is the object of a verb before it: "allowing users to".
    fn made_to(&self, noun: usize) -> bool {
        let p = self.paragraph;
        const VERBAL: Tags = Tags::GERUND_ENDING.or(Tags::PAST_ENDING).or(Tags::VERB);
        let plural = p.at(noun).is(Tags::PLURAL_ENDING) && !p.at(noun).is(Tags::CAPITAL);
        plural && noun > self.segment.from && p.at(noun - 1).is(VERBAL) && p.at(noun - 1).quote == 0
    }

    /// Whether the words begin with "that", "whether" or the like.
    pub(super) fn opened(&self, draft: &Draft) -> bool {
        draft.pieces.first().is_some_and(|words| self.paragraph.at(words.from).is(Tags::OPENER))
    }

    /// Whether a pronoun with a finite verb is what somebody was told.
    fn tells_clause(&self, cue: &Cue, at: usize) -> bool {
        let (first, next) = (self.paragraph.at(at), self.paragraph.at(at + 1));
        let pronoun = first.is(Tags::SUBJECT) && !first.is(Tags::DETERMINER.or(Tags::OPENER));
        const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::PAST_ENDING);
        cue.takes == Takes::Person && cue.act == Act::Says && pronoun && next.is(FINITE)
    }

    /// "was told that ...": the hearer is the subject, and the speaker is named behind "by" or not at all.
    pub(super) fn passive(&self, cue: &Cue) -> Option<Draft> {
        let p = self.paragraph;
        // "It should be noted that": the article's own words.
        let nobody = cue.range.from.checked_sub(1).is_some_and(|at| p.at(at).is(Tags::DUMMY));
        if nobody && cue.polarity == Polarity::ToCome {
            return None;
        }
        // "was asked about somebody who": no clause, but a noun.
        if p.lexicon.about(cue.group).iter().any(|word| p.is_word(cue.range.to, word)) {
            return self.object(cue, None, cue.range.to);
        }
        let content = match following::find(p, cue, cue.range.to, self.segment.to, true) {
            Following::Clause(at) if p.at(at).is(Tags::THAT.or(Tags::OPENER)) => self.clause(cue, at),
            // "was told he had bought it"
            Following::Clause(at) if self.tells_clause(cue, at) => self.clause(cue, at),
            Following::Quotation(at) => endings::quoted(p, at, self.segment.to, cue),
            _ => return self.object(cue, None, cue.range.to),
        };
        let agent = p
            .at(cue.range.to)
            .is(Tags::BY)
            .then(|| phrase::without_apposition(p, cue.range.to + 1, content.from))
            .flatten();
        let mut draft = self.draft(cue, agent, vec![content], Rule::Passive);
        draft.certainty = if agent.is_some() { Certainty::Medium } else { Certainty::Low };
        Some(draft)
    }
}
