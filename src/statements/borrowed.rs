//! Cues with no subject of their own: ", saying that Q", "went on to say that Q", "was told that Q".

use super::attribution::Sentence;
use super::chunk;
use super::cues::Cue;
use super::draft::Draft;
use super::endings;
use super::following::{self, Following};
use super::lexicon::Tags;
use super::paragraph::Range;
use super::phrase;
use super::tokens::Shape;
use super::{Act, Certainty, Polarity};

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
        let source = match before.is(Tags::AS) {
            true => self.quoted(cue.range.from - 1),
            false if follows => self.sentence_subject(cue.range.from),
            false => self.noun_before(cue).filter(|source| !p.at(source.from).is(Tags::DUMMY)),
        };
        let mut draft = self.after_cue(cue, source, cue.range.to)?;
        let noun = draft.rule == "source-cue-clause" && !draft.pieces.iter().any(|piece| endings::has_verb(p, *piece));
        let aside = before.is(Tags::PREPOSITION) && !before.is(Tags::BY) && draft.rule == "source-cue-clause";
        let nobody = source.is_none() && draft.rule == "source-cue-clause";
        if noun && cue.act == Act::Says || (aside || nobody) && !self.opened(&draft) {
            return None;
        }
        draft.certainty = Certainty::Medium;
        draft.rule = "participle";
        Some(draft)
    }

    /// "Q, hieß es": words that nobody in particular says.
    pub(super) fn impersonal(&self, cue: &Cue) -> Option<Draft> {
        if let Some(words) = self.quotation_before(cue.range.from, false) {
            return Some(self.quotation_first(cue, None, words, "quote-cue-source"));
        }
        let behind = self.after_cue(cue, None, cue.range.to);
        let mut draft = behind.or_else(|| self.clause_first(cue, None, cue.range.from, cue.range.to))?;
        if draft.rule == "clause-source-cue" {
            draft.rule = "clause-cue-source";
        }
        Some(draft)
    }

    /// Who stands between a verb and "as": "the paper quoted Ana Ruiz as saying".
    fn quoted(&self, conjunction: usize) -> Option<Range> {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken).max(conjunction.saturating_sub(following::REACH));
        let verb = (left..conjunction).rev().find(|at| {
            let (token, next) = (p.at(*at), p.at(at + 1));
            let name = next.is(Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::TITLE).or(Tags::OBJECT).or(Tags::SPEAKER));
            token.is(Tags::PAST_ENDING) && token.quote == 0 && name && !p.at(at.saturating_sub(1)).is(Tags::DETERMINER)
        })?;
        let comma = usize::from(p.at(conjunction - 1).shape == Shape::Comma);
        let source = Range::new(verb + 1, conjunction - comma);
        (!source.is_empty()).then_some(source)
    }

    /// A noun right before a participle: "with critics saying that".
    fn noun_before(&self, cue: &Cue) -> Option<Range> {
        chunk::before(self.paragraph, cue.range.from, self.segment.from.max(self.taken))
    }

    /// "went on to say that ...".
    pub(super) fn infinitive(&self, cue: &Cue) -> Option<Draft> {
        let source = self.sentence_subject(cue.range.from);
        let mut draft = self.after_cue(cue, source, cue.range.to)?;
        if matches!(draft.rule, "source-cue-noun" | "source-cue-object" | "source-cue-clause") && !self.opened(&draft) {
            return None;
        }
        draft.certainty = Certainty::Medium;
        draft.rule = "infinitive";
        Some(draft)
    }

    /// Whether the words begin with "that", "whether" or the like.
    pub(super) fn opened(&self, draft: &Draft) -> bool {
        draft.pieces.first().is_some_and(|words| self.paragraph.at(words.from).is(Tags::OPENER))
    }

    /// "was told that ...": the hearer is the subject, and the speaker is named behind "by" or not at all.
    pub(super) fn passive(&self, cue: &Cue) -> Option<Draft> {
        let p = self.paragraph;
        // "It should be noted that": the article's own words.
        let nobody = cue.range.from.checked_sub(1).is_some_and(|at| p.at(at).is(Tags::DUMMY));
        if nobody && cue.polarity == Polarity::Modal {
            return None;
        }
        // "was asked about somebody who": no clause, but a noun.
        if p.lexicon.about(cue.group).iter().any(|word| p.is_word(cue.range.to, word)) {
            return self.object(cue, None, cue.range.to);
        }
        let content = match following::find(p, cue, cue.range.to, self.segment.to, true) {
            Following::Clause(at) if p.at(at).is(Tags::THAT.or(Tags::OPENER)) => self.clause(cue, at),
            Following::Quotation(at) => endings::quoted(p, at, self.segment.to, cue),
            _ => return self.object(cue, None, cue.range.to),
        };
        let agent = p
            .at(cue.range.to)
            .is(Tags::BY)
            .then(|| phrase::without_apposition(p, cue.range.to + 1, content.from))
            .flatten();
        let mut draft = self.draft(cue, agent, vec![content], "passive");
        draft.certainty = if agent.is_some() { Certainty::Medium } else { Certainty::Low };
        Some(draft)
    }
}
