//! Cues in languages where the finite verb comes second and the rest of the verb last: "Am Montag teilte S mit, Q", "S hat gefordert, Q".
//!
//! What stands before the finite verb is one constituent. It is the subject, or something else, and then the subject stands behind the
//! verb; or it is what was said. In a subordinate clause the whole verb stands last: "wie S mitteilte".

use super::attribution::Sentence;
use super::cues::{self, Cue, Form};
use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use super::{chunk, endings, following, phrase};
use crate::languages::lexicon::{Tags, Verb, form};
use crate::languages::speech::Takes;
use crate::model::statement::{Certainty, Polarity, Rule};

/// How far apart the two parts of a verb may stand, in tokens.
const BRACKET: usize = 48;

/// How far behind a verb its words may begin, in tokens: who is told, when and where stands between.
const REACH: usize = 48;

/// Longest clause whose last word is looked at, in tokens.
const CLAUSE: usize = 60;

/// Words in quotation marks from which on they are speech.
const SPEECH: usize = 4;

/// A verb of saying with both its parts.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    /// The finite verb.
    finite: usize,
    /// The verb of saying.
    verb: usize,
    /// Past the part that stands last; past the finite verb if that is all.
    end: usize,
    /// Whether it stands last as a whole, as in a subordinate clause.
    last: bool,
    passive: bool,
    polarity: Polarity,
}

/// The statement of the verb of saying at `at`, if it is one there.
pub(super) fn attribute(sentence: &Sentence, at: usize) -> Option<Draft> {
    let p = sentence.paragraph;
    let token = p.at(at);
    let verb = token.verb.filter(|_| token.quote == 0 && token.is(Tags::CUE))?;
    if p.lexicon.is_impersonal(verb.group) {
        let mut cue = cues::at(p, at, sentence.segment).or_else(|| behind_dummy(p, at, sentence.segment, verb))?;
        cue.form = Form::Finite;
        let bracket =
            Bracket { finite: at, verb: at, end: cue.range.to, last: false, passive: false, polarity: cue.polarity };
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

/// Whether a clause or a part of it ends before the token.
fn ends(p: &Paragraph, at: usize) -> bool {
    let token = p.at(at);
    match token.shape {
        Shape::Mark(_) => p.opening(at).is_some(),
        Shape::Comma | Shape::Stop | Shape::Colon | Shape::Semicolon | Shape::Dash => token.quote == 0,
        _ => {
            let clause = token.is(Tags::THAT.or(Tags::WHETHER)) && !p.lexicon.comma_clauses();
            token.quote == 0 && (clause || token.is(Tags::CONJUNCTION))
        }
    }
}

impl Bracket {
    fn of(sentence: &Sentence, at: usize, verb: Verb) -> Option<Bracket> {
        let p = sentence.paragraph;
        let from = sentence.segment.from;
        // "zu sagen", "der erklärte Gegner"
        let marked = at > from && p.lexicon.infinitive().iter().any(|mark| p.is_word(at - 1, mark));
        if marked {
            return None;
        }
        let closes = ends(p, at + 1) || at + 1 >= sentence.segment.to;
        let before = |tags: Tags| {
            let near = (from.max(at.saturating_sub(BRACKET))..at).rev();
            let mut open = near.take_while(|at| {
                p.at(*at).quote != 0 || !matches!(p.at(*at).shape, Shape::Comma | Shape::Colon | Shape::Semicolon)
            });
            open.find(|at| p.at(*at).quote == 0 && p.at(*at).is(tags) && !p.at(*at).is(Tags::CAPITAL))
        };
        let capitalised = |tags: Tags| p.at(from).is(tags).then_some(from).filter(|_| from < at);
        let mut bracket =
            Bracket { finite: at, verb: at, end: at + 1, last: false, passive: false, polarity: Polarity::Said };
        let participle = verb.forms & form::PARTICIPLE != 0;
        let finite = verb.forms & (form::THIRD | form::PAST) != 0;
        let last = participle && p.at(at + 1).is(Tags::AUXILIARY) && (ends(p, at + 2) || at + 2 >= sentence.segment.to);
        if let Some(auxiliary) =
            before(Tags::AUXILIARY).or_else(|| capitalised(Tags::AUXILIARY)).filter(|_| participle && closes)
        {
            bracket.finite = auxiliary;
            bracket.passive = p.at(auxiliary).is(Tags::BE);
        } else if last {
            (bracket.finite, bracket.end, bracket.last) = (at + 1, at + 2, true);
            bracket.passive = p.at(at + 1).is(Tags::BE);
        } else if let Some(modal) = before(Tags::MODAL.or(Tags::BE)).filter(|_| verb.forms & form::BASE != 0 && closes)
        {
            bracket.finite = modal;
            bracket.polarity = Polarity::ToCome;
        } else if !finite && verb.forms & form::BASE == 0 {
            return None;
        }
        let apart = p.lexicon.apart(verb);
        let joined = at > from && apart.iter().any(|part| p.is_word(at - 1, part)) && p.at(at - 1).quote == 0;
        if joined && bracket.finite == at {
            bracket.last = closes;
        } else if bracket.finite != at && !apart.is_empty() && !joined {
            return None;
        } else if bracket.finite == at && !apart.is_empty() {
            let part = |at: &usize| {
                p.at(*at).quote == 0
                    && apart.iter().any(|part| p.is_word(*at, part))
                    && (ends(p, *at + 1) || *at + 1 >= sentence.segment.to)
            };
            bracket.end = (at + 1..sentence.segment.to.min(at + BRACKET)).find(part)? + 1;
        }
        // Only what stands within the verb, or right behind it, denies it.
        let reach = bracket.finite.min(at)..bracket.end.max(at + 1) + 1;
        let within = reach.take_while(|at| p.at(*at).shape != Shape::Comma || p.at(*at).quote != 0);
        if within.into_iter().any(|at| p.at(at).is(Tags::NEGATION) && p.at(at).quote == 0) {
            bracket.polarity = Polarity::NotSaid;
        }
        Some(bracket)
    }
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

    /// "Die „Welt“ berichtet": a subject that ends with a name in quotation marks.
    fn quoted_name(&self, left: usize, first: usize) -> Option<Range> {
        let p = self.sentence.paragraph;
        let name = p.closing(first - 1).filter(|name| name.words <= SPEECH && name.open >= left)?;
        let led = name.open == left || p.at(left).is(Tags::DETERMINER);
        (led && (left..name.open).all(|at| p.at(at).is_word())).then_some(Range::new(left, first))
    }

    /// Whether a name stands before a comma and what is told of it behind: "Ruiz, Chefin der Werft, sagte".
    fn is_apposed(&self, source: Range, left: usize) -> bool {
        let p = self.sentence.paragraph;
        source.from < left && p.at(left - 1).shape == Shape::Comma && self.is_subject(source)
    }

    /// Whether a noun phrase can be a subject.
    fn is_subject(&self, source: Range) -> bool {
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
    fn subject_behind(&self) -> Option<Range> {
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
    fn noun_phrase(&self, start: usize, limit: usize) -> Option<Range> {
        let p = self.sentence.paragraph;
        let whole = phrase::after(p, start, limit)?;
        let bare = phrase::without_apposition(p, start, limit)?;
        let clause = (bare.to..whole.to).any(|at| self.is_finite(at));
        Some(if clause { bare } else { whole })
    }

    /// Whether a noun phrase is who is told: "der Zeitung", "Reportern".
    fn is_told(&self, np: Range) -> bool {
        let p = self.sentence.paragraph;
        (np.from..np.to.min(np.from + 4)).any(|at| p.at(at).is(Tags::HEARER))
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

    /// Whether words before a verb of saying can be what was said, and not only what leads the sentence in ("Als er kam, sagte S") or its
    /// subject ("Die Frau, die er sah, sagte").
    fn is_clause(&self, words: Range) -> bool {
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
    fn is_finite(&self, at: usize) -> bool {
        let p = self.sentence.paragraph;
        let token = p.at(at);
        let listed = token.is(Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB)) || p.lexicon.mood(p.text(at)).is_some();
        token.quote == 0 && !token.is(Tags::CAPITAL) && listed
    }

    /// Whether a word that no list knows ends like a verb.
    fn seems_finite(&self, at: usize) -> bool {
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
    fn words_behind(&self, source: Option<Range>, from: usize) -> Option<Draft> {
        let s = self.sentence;
        let p = s.paragraph;
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

    fn quoted(&self, source: Option<Range>, at: usize) -> Option<Draft> {
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
    fn part_end(&self, from: usize) -> usize {
        let p = self.sentence.paragraph;
        let to = self.sentence.segment.to.min(from + CLAUSE);
        let mark = |at: &usize| {
            p.at(*at).quote == 0
                && matches!(p.at(*at).shape, Shape::Comma | Shape::Colon | Shape::Semicolon | Shape::Stop)
        };
        (from..to).find(mark).unwrap_or(to)
    }

    /// How the part of a sentence behind a comma reports something; `None` if it does not.
    fn clause_rule(&self, part: Range) -> Option<Rule> {
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
    fn main_clause_behind(&self, part: Range) -> bool {
        let p = self.sentence.paragraph;
        p.at(part.to).shape == Shape::Comma
            && (p.lexicon.mood(p.text(part.to + 1)).is_some() || p.at(part.to + 1).is(Tags::AUXILIARY.or(Tags::MODAL)))
    }

    /// Where reported words end that begin at `from`: with the sentence, or where another verb of saying follows.
    fn words_end(&self, from: usize) -> usize {
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
