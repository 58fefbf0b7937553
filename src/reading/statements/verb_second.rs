//! Cues in languages where the finite verb comes second and the rest of the verb last: "Am Montag teilte S mit, Q", "S hat gefordert, Q".
//!
//! What stands before the finite verb is one constituent. It is the subject, or something else, and then the subject stands behind the
//! verb; or it is what was said. In a subordinate clause the whole verb stands last: "wie S mitteilte".

mod bracket;
mod subject;
mod words;

use super::attribution::Sentence;
use super::cues::{self, Cue, Form};
use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use super::{chunk, endings, phrase};
use crate::languages::lexicon::{Tags, Verb, form};
use crate::languages::speech::Takes;
use crate::model::statement::{Certainty, Polarity, Rule};
use bracket::{Bracket, ends};

/// Words in quotation marks from which on they are speech.
const SPEECH: usize = 4;

/// The statement of the verb of saying at `at`, if it is one there.
pub(super) fn attribute(sentence: &Sentence, at: usize) -> Option<Draft> {
    let p = sentence.paragraph;
    let token = p.at(at);
    let verb = token.verb.filter(|_| token.quote == 0 && token.is(Tags::CUE))?;
    if p.lexicon.is_impersonal(verb.group) {
        let mut cue = cues::at(p, at, sentence.segment).or_else(|| behind_dummy(p, at, sentence.segment, verb))?;
        cue.form = Form::Finite;
        let bracket = Bracket {
            finite: at,
            verb: at,
            end: cue.range.to,
            last: false,
            passive: false,
            about: None,
            polarity: cue.polarity,
        };
        return Clause { sentence, bracket, cue }.impersonal();
    }
    if token.is(Tags::CAPITAL) {
        let cue = cues::at(p, at, sentence.segment).filter(|cue| cue.form == Form::Finite)?;
        return sentence.verb_first(&cue);
    }
    let bracket = Bracket::of(sentence, at, verb)?;
    let (from, to) = if bracket.end == bracket.verb + 1 && bracket.finite + 1 < bracket.verb {
        (bracket.verb, bracket.end)
    } else {
        (bracket.finite, bracket.end)
    };
    let cue = Cue {
        range: Range::new(from, to),
        verb: at,
        form: if bracket.passive { Form::Passive } else { Form::Finite },
        act: verb.act,
        takes: verb.takes,
        group: verb.group,
        polarity: bracket.polarity,
        past: verb.forms & (form::PAST | form::PARTICIPLE) != 0,
    };
    Clause { sentence, bracket, cue }.attribute()
}

/// "Es hieß, dass", where the subject that names nobody stands before its verb.
fn behind_dummy(p: &Paragraph, at: usize, segment: Range, verb: Verb) -> Option<Cue> {
    let dummy = at > segment.from && p.at(at - 1).is(Tags::DUMMY);
    dummy.then(|| Cue {
        range: Range::new(at, at + 1),
        verb: at,
        form: Form::Finite,
        act: verb.act,
        takes: verb.takes,
        group: verb.group,
        polarity: Polarity::Said,
        past: verb.forms & form::PAST != 0,
    })
}

struct Clause<'s, 'p, 'a> {
    sentence: &'s Sentence<'p, 'a>,
    bracket: Bracket,
    cue: Cue,
}

impl Clause<'_, '_, '_> {
    fn attribute(&self) -> Option<Draft> {
        let p = self.sentence.paragraph;
        let from = self.sentence.segment.from.max(self.sentence.taken);
        let first = self.bracket.finite.min(self.bracket.verb);
        let mut left = self.clause_start(first, from);
        if left + 1 < first && p.at(left).is(Tags::CONJUNCTION) && p.at(left + 1).is(Tags::AS) {
            left += 1;
        }
        if left < first && p.at(left).is(Tags::AS) {
            return self.as_said(left);
        }
        let subordinate = p.at(left).is(Tags::SUBORDINATOR.or(Tags::THAT).or(Tags::WHETHER)) && left < first;
        if self.bracket.last || subordinate && self.verb_is_last() {
            return self.subordinate(left);
        }
        if self.bracket.passive {
            return self.passive();
        }
        while left < first && p.at(left).is(Tags::CONJUNCTION) {
            left += 1;
        }
        if left == first {
            return self.without_prefield(first);
        }
        self.with_prefield(left, first, from)
    }

    /// "Q, hieß es", "Es hieß, dass Q": words that nobody in particular says.
    fn impersonal(&self) -> Option<Draft> {
        let s = self.sentence;
        let first = self.bracket.verb;
        if let Some(words) = s.quotation_before(first, false) {
            return Some(s.quotation_first(&self.cue, None, words, Rule::QuoteCueSource));
        }
        let before = self.clause_before(None, first, self.bracket.end);
        before.or_else(|| self.words_behind(None, self.bracket.end))
    }

    /// Where the clause of the verb begins: behind the last comma, colon or quotation before it.
    fn clause_start(&self, verb: usize, from: usize) -> usize {
        let p = self.sentence.paragraph;
        (from..verb)
            .rev()
            .find(|at| {
                let token = p.at(*at);
                let speech = p.closing(*at).is_some_and(|quotation| quotation.words >= SPEECH);
                speech
                    || token.quote == 0
                        && matches!(token.shape, Shape::Comma | Shape::Colon | Shape::Semicolon | Shape::Dash)
            })
            .map_or(from, |at| at + 1)
    }

    /// Whether nothing but the end of the clause follows the verb.
    fn verb_is_last(&self) -> bool {
        ends(self.sentence.paragraph, self.bracket.end) || self.bracket.end >= self.sentence.segment.to
    }

    /// "Q, sagte S", "X kam und sagte, Q".
    fn without_prefield(&self, first: usize) -> Option<Draft> {
        let s = self.sentence;
        let p = s.paragraph;
        let led = first > s.segment.from && p.at(first - 1).is(Tags::CONJUNCTION);
        let behind = self.subject_behind();
        if let (Some(source), false) = (behind, led) {
            let next = self.bracket.end.max(source.to);
            let words = self.words_behind(Some(source), next);
            let told = |draft: &Draft| {
                let opener =
                    draft.pieces.first().is_some_and(|words| p.at(words.from).is(Tags::THAT.or(Tags::WHETHER)));
                opener || draft.rule == Rule::SourceCueColon || draft.rule == Rule::SourceCueQuote
            };
            if let Some(words) = s.quotation_before(first, false) {
                let mut draft = s.quotation_first(&self.cue, Some(source), words, Rule::QuoteCueSource);
                draft.next = draft.next.max(next);
                return Some(draft);
            }
            return match words {
                Some(draft) if told(&draft) => Some(draft),
                other => self.clause_before(Some(source), first, next).or(other),
            };
        }
        if let (None, Some(words), false) = (behind, s.quotation_before(first, false), led) {
            // "„Q“, sagte er": nothing else stands before a verb than what is said.
            return Some(s.quotation_first(&self.cue, None, words, Rule::QuoteCueSource));
        }
        // "Ana Ruiz, die Bürgermeisterin, sagte"
        if let Some(source) =
            chunk::before(p, first, s.segment.from.max(s.taken)).filter(|source| self.is_subject(*source))
        {
            return self.words_behind(Some(source), self.bracket.end);
        }
        let source = s.sentence_subject(first).filter(|source| source.to < first && self.is_subject(*source))?;
        let mut draft = self.words_behind(Some(source), self.bracket.end)?;
        (draft.certainty, draft.rule) = (Certainty::Medium, Rule::SharedSubject);
        Some(draft)
    }

    /// "S sagte, Q", "Am Montag sagte S, Q", "Das sagte S".
    fn with_prefield(&self, left: usize, first: usize, from: usize) -> Option<Draft> {
        let s = self.sentence;
        let p = s.paragraph;
        let token = p.at(left);
        let alone = first - left == 1;
        if alone && token.is(Tags::DEMONSTRATIVE) {
            let source = self.subject_behind()?;
            return self.points_back(source);
        }
        let adverbial = token.is(Tags::PREPOSITION.or(Tags::ADVERB).or(Tags::TIME).or(Tags::SUBORDINATOR))
            && !token.is(Tags::SUBJECT)
            || p.lexicon.is_oblique(&p.text(left).to_lowercase())
            || token.shape == Shape::Word && p.lexicon.ending_of_opener(p.text(left)).any(Tags::ADVERB);
        let pronoun = {
            let next = p.at(self.bracket.finite + 1);
            next.is(Tags::SUBJECT) && !next.is(Tags::CAPITAL.or(Tags::DUMMY)) && next.quote == 0
        };
        let before = self.quoted_name(left, first).or_else(|| {
            chunk::before(p, first, from).filter(|source| source.from >= left || self.is_apposed(*source, left))
        });
        match before.filter(|source| !adverbial && !pronoun && self.is_subject(*source)) {
            Some(source) => self.words_behind(Some(source), self.bracket.end),
            None => {
                let source = self.subject_behind()?;
                self.words_behind(Some(source), self.bracket.end.max(source.to))
            }
        }
    }

    /// "Wie S mitteilte, Q", "Q, wie S mitteilte".
    fn as_said(&self, conjunction: usize) -> Option<Draft> {
        let p = self.sentence.paragraph;
        if !self.verb_is_last() {
            return None;
        }
        let first = self.bracket.finite.min(self.bracket.verb);
        let mut at = conjunction + 1;
        let bare = Range::new(at, first);
        while at < first && p.at(at).is(Tags::ADVERB.or(Tags::TIME)) && !p.at(at).is(Tags::CAPITAL.or(Tags::DETERMINER))
        {
            at += 1;
        }
        let mut cue = self.cue;
        cue.range = Range::new(first, self.bracket.end.max(self.bracket.verb + 1));
        let quoted = || {
            let named = (bare.from..bare.to).any(|at| p.opening(at).is_some());
            let end = (bare.from + 1..bare.to).find(|at| p.at(*at).is(Tags::PREPOSITION) && p.at(*at).quote == 0);
            named.then_some(Range::new(bare.from, end.unwrap_or(bare.to)))
        };
        let source = phrase::after(p, at, first).filter(|source| self.is_subject(*source)).or_else(quoted);
        if source.is_none() && !self.bracket.passive {
            return None;
        }
        let mut draft = self.sentence.as_put(&cue, source.unwrap_or(Range::new(at, at)), conjunction)?;
        if source.is_none() {
            (draft.source, draft.certainty) = (None, Certainty::Low);
        }
        Some(draft)
    }

    /// "Nachdem S erklärt hatte, dass Q", "S, der erklärte, dass Q".
    fn subordinate(&self, left: usize) -> Option<Draft> {
        let p = self.sentence.paragraph;
        let first = self.bracket.finite.min(self.bracket.verb);
        let source = phrase::without_apposition(p, left + 1, first).filter(|source| self.is_subject(*source))?;
        if self.bracket.passive {
            return None;
        }
        let draft = self.words_behind(Some(source), self.bracket.end.max(self.bracket.verb + 1))?;
        draft.pieces.first().is_some_and(|words| p.at(words.from).is(Tags::OPENER)).then_some(draft)
    }

    /// "Am Abend wurde bekannt gegeben, dass Q": who said it stands behind "von", or nowhere.
    fn passive(&self) -> Option<Draft> {
        let p = self.sentence.paragraph;
        let by = (self.bracket.finite + 1..self.bracket.verb).find(|at| p.at(*at).is(Tags::BY) && p.at(*at).quote == 0);
        let source = by.and_then(|by| phrase::without_apposition(p, by + 1, self.bracket.verb));
        let draft = self.words_behind(source, self.bracket.end)?;
        let opened = |words: &Range| p.at(words.from).is(Tags::THAT.or(Tags::WHETHER));
        (draft.rule == Rule::SourceCueInfinitive || draft.pieces.first().is_some_and(opened)).then_some(draft)
    }

    /// "Das teilte S mit": what is told stands in the sentence before.
    fn points_back(&self, source: Range) -> Option<Draft> {
        let s = self.sentence;
        let p = s.paragraph;
        let next = self.bracket.end.max(source.to);
        if let Some(draft) = self.words_behind(Some(source), next) {
            return Some(draft);
        }
        let before = p.segments.iter().find(|segment| segment.to == s.segment.from && s.segment.from > 0)?;
        let quoted = (before.from..before.to).any(|at| p.at(at).quote != 0);
        let told = (before.from..before.to)
            .any(|at| p.at(at).is(Tags::CUE.or(Tags::ACCORDING)) && !p.at(at).is(Tags::CAPITAL));
        if quoted || told || s.before.is_some() {
            return None;
        }
        let mut draft = s.draft(&self.cue, Some(source), vec![*before], Rule::ClauseCueSource);
        (draft.certainty, draft.next) = (Certainty::Medium, next);
        Some(draft)
    }

    /// "Q, sagte S", "Q1, sagte S, Q2".
    fn clause_before(&self, source: Option<Range>, first: usize, next: usize) -> Option<Draft> {
        let s = self.sentence;
        let p = s.paragraph;
        let left = s.segment.from.max(s.taken);
        if first <= left
            || p.at(first - 1).shape != Shape::Comma
            || p.at(first - 1).quote != 0
            || self.cue.takes == Takes::Quote
        {
            return None;
        }
        let mut from = s.clause_start(first - 1);
        while p.at(from).shape == Shape::Comma && from + 1 < first {
            from += 1;
        }
        let words = Range::new(from, first - 1);
        let count = (words.from..words.to).filter(|at| p.at(*at).is_word()).count();
        if count < 2 || p.at(words.from).is(Tags::AS) || !self.is_clause(words) {
            return None;
        }
        let mut pieces = vec![words];
        let mut end = next;
        // "Die Brücke, sagte S, sei sicher."
        let goes_on = p.at(next).shape == Shape::Comma && {
            let verb = p.at(next + 1);
            verb.is(Tags::AUXILIARY.or(Tags::MODAL)) || p.lexicon.mood(p.text(next + 1)).is_some()
        };
        if goes_on && !endings::has_verb(p, words) {
            let rest = Range::new(next + 1, self.words_end(next + 1));
            end = rest.to;
            pieces.push(rest);
        }
        let mut draft = s.draft(&self.cue, source, pieces, Rule::ClauseCueSource);
        draft.next = end.max(next);
        Some(draft)
    }
}
