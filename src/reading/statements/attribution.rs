//! One cue and its source: which of the orders they stand in, and so where the words are.

use super::cues::{Cue, Form};
use super::draft::Draft;
use super::following::{self, Following};
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use super::{chunk, endings, phrase};
use crate::languages::lexicon::Tags;
use crate::languages::speech::Takes;
use crate::model::statement::{Act, Certainty, Rule};

/// What is known of the sentence while its cues are looked at, from left to right.
pub(super) struct Sentence<'p, 'a> {
    pub(super) paragraph: &'p Paragraph<'a>,
    pub(super) segment: Range,
    /// The end of the words that an earlier cue of this sentence has taken.
    pub(super) taken: usize,
    /// The source of the cue before in this sentence.
    pub(super) subject: Option<Range>,
    /// The sentence before, if its words are quoted and have no cue of their own.
    pub(super) before: Option<Range>,
    /// Whether those end in `?`, `!` or `…`, so that what follows may be no more than their attribution.
    pub(super) calls: bool,
}

/// Tokens from which on words with a comma before "as S said" are a clause, even if no verb of it is known.
const LONG: usize = 2;

impl Sentence<'_, '_> {
    /// The statement of a cue, if it has one.
    pub(super) fn attribute(&self, cue: &Cue) -> Option<Draft> {
        match cue.form {
            Form::Finite => self.finite(cue),
            Form::Participle => self.participle(cue),
            Form::Infinitive => self.infinitive(cue),
            Form::Passive => self.passive(cue),
        }
    }

    fn finite(&self, cue: &Cue) -> Option<Draft> {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken);
        if p.lexicon.is_impersonal(cue.group) {
            // "the court heard that", but not "she heard that"
            let heard = p.at(cue.range.to - 1).is(Tags::THAT);
            let there =
                || chunk::before(p, cue.range.from, left).is_some_and(|place| p.at(place.to - 1).is(Tags::VENUE));
            return if !heard || there() { self.impersonal(cue) } else { None };
        }
        let led = cue.verb == self.segment.from
            || cue.verb == self.segment.from + 1 && p.at(self.segment.from).is(Tags::SUBORDINATOR);
        // "responded by saying that": the other verb has the words.
        let by_saying = p.at(cue.range.to).is(Tags::BY) && p.at(cue.range.to + 1).is(Tags::GERUND_ENDING);
        if by_saying {
            return None;
        }
        // "said by telephone" names no speaker, "said by Ruiz" and "said by a spokesman" do.
        let by_somebody = cue.past && p.at(cue.range.to).is(Tags::BY) && !p.at(cue.range.to + 1).is(Tags::VENUE);
        if cue.act == Act::Asks && led && cue.past || by_somebody && cue.range.from == cue.verb {
            return self.passive(cue);
        }
        if let Some(source) = chunk::before(p, cue.range.from, left) {
            // «В мэрии сообщили»: the body, without its preposition.
            let led = p.lexicon.bodies_behind().iter().any(|word| p.is_word(source.from, word));
            let source = Range::new(source.from + usize::from(led && source.to > source.from + 1), source.to);
            let draft = self.with_subject(cue, chunk::without_occasion(p, source));
            // "Q of the council, which meets on Monday, said S": what stands between commas has no words of its own.
            let aside = || p.at(cue.range.from - 1).shape == Shape::Comma && p.at(cue.range.from - 1).quote == 0;
            return draft.or_else(|| if aside() { self.inverted(cue) } else { None });
        }
        // "Como dijo Ruiz, Q"
        if cue.range.from > left && p.at(cue.range.from - 1).is(Tags::AS) {
            let source = phrase::without_apposition(p, cue.range.to, self.segment.to)?;
            return self.as_put(cue, source, cue.range.from - 1);
        }
        if let Some(draft) = self.inverted(cue).or_else(|| self.verb_first(cue)) {
            return Some(draft);
        }
        if left > self.segment.from
            && let Some(source) =
                chunk::before(p, cue.range.from, self.segment.from).filter(|source| source.to < cue.range.from)
        {
            return self.after_cue(cue, Some(source), cue.range.to);
        }
        // "criticised X and said that": the subject of the verb before.
        let joined = cue.range.from.checked_sub(1).filter(|at| *at >= self.segment.from).is_some_and(|at| {
            let before = p.at(at);
            before.is(Tags::CONJUNCTION) || before.shape == Shape::Comma || before.is(Tags::JOINING)
        });
        if !joined {
            return None;
        }
        // Between a subject and "and said" stands another verb.
        let source = self.sentence_subject(cue.range.from).filter(|source| source.to + 1 < cue.range.from);
        if source.is_some_and(|source| self.infers(cue, source)) {
            return None;
        }
        let mut draft = self.after_cue(cue, source, cue.range.to)?;
        draft.certainty = Certainty::Medium;
        draft.rule = Rule::SharedSubject;
        Some(draft)
    }

    /// "Said Ana Ruiz, “Q”": a verb that begins its sentence, with its subject and a quotation behind it.
    pub(super) fn verb_first(&self, cue: &Cue) -> Option<Draft> {
        let p = self.paragraph;
        if cue.verb != self.segment.from || !p.at(cue.verb).is(Tags::CAPITAL) {
            return None;
        }
        let source = phrase::after(p, cue.range.to, self.segment.to)?;
        let named = (source.from..source.to).any(|at| p.at(at).is(Tags::CAPITAL.or(Tags::SPEAKER).or(Tags::TITLE)));
        let mark = p.at(source.to).shape;
        let quoted = matches!(mark, Shape::Comma | Shape::Colon) && p.opening(source.to + 1).is_some();
        let awaits = mark == Shape::Colon && source.to + 1 >= p.tokens.len();
        if !named || !quoted && !awaits {
            return None;
        }
        let mut draft = self.after_cue(cue, Some(source), source.to)?;
        draft.next = draft.next.max(source.to);
        Some(draft)
    }

    /// "S said ...", "..., S said".
    fn with_subject(&self, cue: &Cue, source: Range) -> Option<Draft> {
        let p = self.paragraph;
        let source = self.with_office(source);
        let boundary = source.from;
        if let Some(words) = self.quotation_before(boundary, true).filter(|words| !self.names_work(cue, *words)) {
            return Some(self.quotation_first(cue, Some(source), words, Rule::QuoteSourceCue));
        }
        let as_put = boundary > self.segment.from && p.at(boundary - 1).is(Tags::AS);
        if as_put {
            return self.as_put(cue, source, boundary - 1);
        }
        if self.infers(cue, source) {
            return None;
        }
        if let Some(mut draft) = self.after_cue(cue, Some(source), cue.range.to) {
            self.add_relative(&mut draft, boundary);
            self.add_clause_before(&mut draft, boundary);
            return Some(draft);
        }
        self.clause_first(cue, Some(source), boundary, cue.range.to)
    }

    /// Whether what is quoted before "he wrote that Q" is only the name of a work: "In his memoir, “Steam,” he wrote that".
    fn names_work(&self, cue: &Cue, words: Range) -> bool {
        let p = self.paragraph;
        let clause = p.at(cue.range.to + 1).is(Tags::SUBJECT.or(Tags::DETERMINER).or(Tags::CAPITAL));
        p.at(words.from).is(Tags::PREPOSITION) && p.at(cue.range.to).is(Tags::THAT) && clause
    }

    /// "as S put it", "as S said": the quotation that follows, else the clause around it.
    pub(super) fn as_put(&self, cue: &Cue, source: Range, conjunction: usize) -> Option<Draft> {
        let p = self.paragraph;
        let after = match following::find(p, cue, cue.range.to.max(source.to), self.segment.to, false) {
            Following::Quotation(at) => {
                let words = endings::quoted(p, at, self.segment.to, cue);
                return Some(self.draft(cue, Some(source), vec![words], Rule::AsSourceCue));
            }
            Following::Nothing(at) => at,
            // "Wie Ruiz sagte, ist Q": the clause is the main one.
            Following::Clause(at) if p.lexicon.comma_clauses() && p.at(at - 1).shape == Shape::Comma => at - 1,
            // "even as Ruiz said it was too late", "as she noted how late it was": no manner of saying, but another clause.
            Following::Clause(at) if p.at(at).is(Tags::OPENER) || self.even_as(conjunction) => {
                let draft = self.after_cue(cue, Some(source), cue.range.to.max(source.to))?;
                return self.within_as(cue, draft);
            }
            Following::Clause(_) | Following::Colon(_) => return None,
        };
        let put_it = cue.range.to > cue.verb + 1;
        if cue.takes == Takes::Quote && !put_it || cue.act == Act::Thinks {
            return None;
        }
        let left = self.clause_start(conjunction);
        let mut pieces = Vec::new();
        if left + 2 < conjunction && p.at(conjunction - 1).shape == Shape::Comma {
            pieces.push(Range::new(left, conjunction - 1));
        }
        if p.at(after).shape == Shape::Comma && after + 1 < self.segment.to && !p.at(after + 1).is(Tags::LEAVING) {
            pieces.push(Range::new(after + 1, endings::clause_end(p, after + 1, self.segment.to, cue)));
        }
        let told = pieces.iter().any(|piece| endings::has_verb(p, *piece) || piece.to - piece.from > LONG);
        told.then(|| self.draft(cue, Some(source), pieces, Rule::AsSourceCue))
    }

    /// "even as", "just as".
    fn even_as(&self, conjunction: usize) -> bool {
        conjunction > self.segment.from && self.paragraph.at(conjunction - 1).is(Tags::ADVERB)
    }

    /// The words behind "even as S said", which a comma ends: what follows it is the main clause.
    fn within_as(&self, cue: &Cue, mut draft: Draft) -> Option<Draft> {
        let p = self.paragraph;
        let words = draft.pieces.first_mut()?;
        let closes = |at: &usize| {
            let inside = p.closing(*at).is_some() && p.at(at - 1).shape == Shape::Comma;
            inside || p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0
        };
        if let Some(end) = (words.from + 1..words.to).find(closes) {
            words.to = end + usize::from(p.at(end).shape != Shape::Comma);
            draft.next = words.to.max(cue.range.to);
        }
        let clause = draft.rule != Rule::SourceCueNoun || cue.range.to > cue.verb + 1;
        (clause && words.to - words.from > LONG).then_some(draft)
    }

    /// "These figures suggest that": not what somebody said, but what the article makes of it.
    fn infers(&self, cue: &Cue, source: Range) -> bool {
        let p = self.paragraph;
        let who = Tags::CAPITAL.or(Tags::SPEAKER).or(Tags::TITLE);
        let points = p.at(source.from).is(Tags::DEMONSTRATIVE.or(Tags::DUMMY).or(Tags::THAT));
        points && p.at(cue.verb).is(Tags::INFERRING) && !(source.from + 1..source.to).any(|at| p.at(at).is(who))
    }

    /// The subject of the sentence: the source of an earlier cue in it, else its first noun phrase.
    pub(super) fn sentence_subject(&self, before: usize) -> Option<Range> {
        if self.subject.is_some() {
            return self.subject;
        }
        let p = self.paragraph;
        let mut at = self.segment.from;
        // Past "On Monday,", "But", "In a statement,".
        for _ in 0..4 {
            let token = p.at(at);
            if token.is(Tags::CONJUNCTION)
                || token.is(Tags::ADVERB) && !token.is(Tags::DETERMINER)
                || token.shape == Shape::Comma
            {
                at += 1;
            } else if token.is(Tags::PREPOSITION.or(Tags::SUBORDINATOR).or(Tags::TIME))
                || token.is(Tags::GERUND_ENDING) && !token.is(Tags::DETERMINER)
            {
                let comma = (at..before)
                    .take(endings::LONGEST)
                    .find(|at| p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0);
                at = comma? + 1;
            } else {
                break;
            }
        }
        let subject = phrase::after(p, at, before)?;
        let article = subject.to - subject.from == 1 && p.at(at).is(Tags::DETERMINER) && !p.at(at).is(Tags::SUBJECT);
        if subject.to - subject.from == 1 && p.at(at).is(Tags::DUMMY) {
            return self.clause_subject(before);
        }
        (subject.to <= before && !article).then_some(subject)
    }

    /// The subject of the last clause before a verb, where that of the sentence names nobody: "It was late, as Ruiz left, saying".
    fn clause_subject(&self, before: usize) -> Option<Range> {
        let p = self.paragraph;
        let reach = self.segment.from.max(before.saturating_sub(following::REACH));
        let opens = |at: &usize| p.at(*at).is(Tags::SUBORDINATOR) && p.at(*at).quote == 0;
        let clause = (reach..before).rev().find(opens)?;
        let subject = phrase::without_apposition(p, clause + 1, before)?;
        let named = (subject.from..subject.to).any(|at| p.at(at).is(Tags::CAPITAL));
        (named && subject.to < before && p.at(subject.to).is_word()).then_some(subject)
    }

    pub(super) fn draft(&self, cue: &Cue, source: Option<Range>, pieces: Vec<Range>, rule: Rule) -> Draft {
        let next = pieces.iter().map(|piece| piece.to).max().unwrap_or(0).max(cue.range.to);
        let (cue_range, act, polarity) = (cue.range, cue.act, cue.polarity);
        let certainty = if source.is_some() { Certainty::High } else { Certainty::Low };
        Draft { pieces, cue: cue_range, source, act, polarity, certainty, rule, awaits: false, open: false, next }
    }
}
