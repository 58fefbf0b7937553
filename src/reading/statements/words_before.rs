//! Words that stand before their cue: "Q, S said", "Q1, S said, Q2", "Q," said S.

use super::attribution::Sentence;
use super::cues::Cue;
use super::draft::Draft;
use super::following::{self, Following};
use super::paragraph::Range;
use super::tokens::Shape;
use super::{chunk, endings, phrase};
use crate::languages::lexicon::{Tags, form};
use crate::languages::speech::Takes;
use crate::model::statement::{Act, Rule};

/// Longest noun between a quotation and the name of who says it, in tokens.
const OFFICE: usize = 8;

/// Most words that lead a sentence in before "S told Radio Uno": "Instead", "If anything".
const LEAD: usize = 3;

/// Longest subject of a sentence that is no more than "S said.", with its verb, in tokens.
const ATTRIBUTION: usize = 8;

impl Sentence<'_, '_> {
    /// "..., said S".
    pub(super) fn inverted(&self, cue: &Cue) -> Option<Draft> {
        let p = self.paragraph;
        let auxiliaries = (cue.range.from..cue.verb).all(|at| p.at(at).is(Tags::AUXILIARY));
        if !auxiliaries || cue.takes == Takes::Person && p.at(cue.verb + 1).is(Tags::OBJECT) {
            return None;
        }
        let quoted = self.quotation_before(cue.range.from, false);
        let comma =
            cue.range.from > self.segment.from.max(self.taken) && p.at(cue.range.from - 1).shape == Shape::Comma;
        if quoted.is_none() && !comma {
            return None;
        }
        // "dijo el viernes la alcaldesa": a day may stand between the two.
        let behind = following::time_phrase(p, cue.range.to, self.segment.to);
        // «уточнили в прокуратуре»
        let body = usize::from(p.lexicon.bodies_behind().iter().any(|word| p.is_word(behind, word)));
        let source = phrase::after(p, behind + body, self.segment.to);
        // "a-t-elle ajouté", "dit-il": the subject is a part of the verb.
        let within = (cue.range.from..cue.range.to).find(|at| p.lexicon.has_pronoun_within(p.text(*at)));
        let source = source.or(within.map(|at| Range::new(at, at + 1)));
        // "S, who calls T a “coward,” said he would go": nobody writes "said he" of what was just quoted and goes on.
        let goes_on = |source: Range| {
            let next = p.at(source.to);
            let pronoun = source.to - source.from == 1 && p.at(source.from).is(Tags::SUBJECT);
            pronoun && next.is(Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::NEGATION).or(Tags::PAST_ENDING))
        };
        if source.is_some_and(goes_on) {
            return None;
        }
        if let Some(words) = quoted {
            let mut draft = self.quotation_first(cue, source, words, Rule::QuoteCueSource);
            draft.next = source.map_or(draft.next, |source| draft.next.max(source.to));
            return Some(draft);
        }
        let source = source?;
        let named = Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::SPEAKER).or(Tags::SUBJECT).or(Tags::TITLE);
        // "a majority of regular, pledged votes"
        // «сообщил источник в полиции»: a noun without an article.
        let bare = p.lexicon.head_first() && p.lexicon.comma_clauses();
        let closes = bare || source.to >= self.segment.to && source.to - source.from <= 4 && cue.act != Act::Promises;
        let full = (source.from..source.to).any(|at| p.at(at).is(Tags::CAPITAL) && p.at(at + 1).is(Tags::CAPITAL));
        if cue.takes != Takes::Clause || !closes && !full && !p.at(source.from).is(named) {
            return None;
        }
        // "Nonsense, says Ana Ruiz: “Q”"
        let lead = self.segment.from.max(self.taken) + LEAD >= cue.range.from;
        if lead && p.at(source.to).shape == Shape::Colon && p.opening(source.to + 1).is_some() {
            return self.after_colon(cue, Some(source), source.to);
        }
        let over = source.to >= self.segment.to
            || matches!(p.at(source.to).shape, Shape::Stop | Shape::Comma)
            || p.lexicon.head_first() && following::time_phrase(p, source.to, self.segment.to) > source.to
            || p.at(source.to).is(Tags::PREPOSITION.or(Tags::TIME).or(Tags::RELATIVE));
        if !over {
            return None;
        }
        let mut draft = self.clause_first(cue, Some(source), cue.range.from, source.to)?;
        draft.rule = Rule::ClauseCueSource;
        // "Ole Lund, of Lisse, believes Ruiz": a subject with what is set off from it, and no clause.
        let name = |words: &Range| {
            let comma = (words.from..words.to).any(|at| p.at(at).shape == Shape::Comma && p.at(at).quote == 0);
            comma && p.at(words.from).is(Tags::CAPITAL) && !endings::has_verb(p, *words) && !self.acts(*words)
        };
        let subject = matches!(&draft.pieces[..], [words] if name(words));
        (p.lexicon.head_first() || !subject).then_some(draft)
    }

    /// "Q, S said", "Q1, S said, Q2".
    pub(super) fn clause_first(
        &self,
        cue: &Cue,
        source: Option<Range>,
        boundary: usize,
        after: usize,
    ) -> Option<Draft> {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken);
        if boundary <= left || p.at(boundary - 1).shape != Shape::Comma || cue.takes == Takes::Quote {
            return None;
        }
        let words = Range::new(self.clause_start(boundary - 1), boundary - 1);
        if p.lexicon.head_first() && after > cue.range.to && self.names_somebody(words) {
            return None;
        }
        let count = (words.from..words.to).filter(|at| p.at(*at).is_word()).count();
        if count < 1 || p.at(words.from).is(Tags::LEAVING) {
            return None;
        }
        // "But, said S, “Q”"
        if after > cue.range.to && p.at(after).shape == Shape::Comma && p.opening(after + 1).is_some() {
            let quoted = endings::quoted(p, after + 1, self.segment.to, cue);
            let mut draft = self.draft(cue, source, vec![quoted], Rule::SourceCueQuote);
            self.add_clause_before(&mut draft, boundary);
            draft.open = p.all_quoted(quoted);
            return Some(draft);
        }
        if let Following::Clause(at) = following::find(p, cue, after, self.segment.to, false)
            && !self.tells_when(Range::new(at, self.segment.to))
        {
            return None;
        }
        let mut pieces = vec![words];
        let mut next = after;
        let end = self.tail_end(cue, after);
        // "Instead, S told Radio Uno, Q"
        let first = p.at(words.from);
        let adverb = first.is(Tags::ADVERB.or(Tags::SUBORDINATOR)) && !first.is(Tags::PREPOSITION);
        let lead = adverb && count <= LEAD && !self.is_clause(words);
        let behind = p.at(end).shape == Shape::Comma && end + 1 < self.segment.to && p.opening(end + 1).is_none();
        if behind && (end == after || lead) {
            let rest = Range::new(end + 1, endings::clause_end(p, end + 1, self.segment.to, cue));
            let first = p.at(rest.from);
            const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL);
            // "The trouble, S said, began in May"
            let bare =
                !adverb && !p.at(words.from).is(Tags::PREPOSITION.or(Tags::TIME)) && !endings::has_verb(p, words);
            let predicate = bare && first.verb.is_some_and(|verb| verb.forms & form::ING == 0);
            let finite = (rest.from + 1..rest.to).any(|at| p.at(at).is(FINITE) && p.at(at).quote == 0);
            let verb = first.is(Tags::CUE) && !first.is(Tags::NOUNLIKE) && !predicate || first.is(Tags::GERUND_ENDING);
            // "she added, widening the road would be dear"
            let subject = finite && (lead || first.is(Tags::GERUND_ENDING));
            let leaves = first.is(Tags::LEAVING.or(Tags::RELATIVE))
                || verb && !subject
                || after > cue.range.to
                || end != after && (first.is(Tags::ADVERB.or(Tags::SUBORDINATOR)) || !endings::has_verb(p, rest));
            if !leaves && !rest.is_empty() {
                pieces.push(rest);
                next = rest.to;
            }
        }
        // "Overall, S said, Q": one word leads in what follows.
        if pieces.len() == 1 && (count < 2 || !self.is_clause(words)) {
            return None;
        }
        let mut draft = self.draft(cue, source, pieces, Rule::ClauseSourceCue);
        draft.next = next.max(cue.range.to);
        Some(draft)
    }

    /// Whether words are no clause but the subject with its name: "La alcaldesa de Lisse, Ana Ruiz," before a verb.
    fn names_somebody(&self, words: Range) -> bool {
        let p = self.paragraph;
        let comma = |at: &usize| p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0;
        let Some(first) = (words.from..words.to).find(comma) else { return false };
        let end = (first + 1..words.to).find(comma).unwrap_or(words.to);
        let name = end > first + 2 && (first + 1..end).all(|at| p.at(at).is(Tags::CAPITAL.or(Tags::PARTICLE)));
        name && p.at(words.from).is(Tags::DETERMINER) && !endings::has_verb(p, words)
    }

    /// Whether words before a cue are a clause, and not only what leads the sentence in: "In an interview, S said".
    fn is_clause(&self, words: Range) -> bool {
        let p = self.paragraph;
        let lead = p.at(words.from).is(Tags::PREPOSITION.or(Tags::SUBORDINATOR).or(Tags::TIME).or(Tags::ADVERB));
        let comma = (words.from..words.to).find(|at| p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0);
        if lead && comma.is_none() {
            return self.leads_clause(words);
        }
        let from = if lead { comma.unwrap_or(words.to) } else { words.from };
        // Where a reported clause always has its comma, few words before one are a clause too.
        let shortest = if p.lexicon.comma_clauses() { 3 } else { 5 };
        endings::has_verb(p, Range::new(from, words.to)) || from == words.from && words.to - words.from > shortest
    }

    /// Whether words that begin like what leads a sentence in are a clause by their verb: "About 270 people have come", "Even now the
    /// bridge is shut".
    fn leads_clause(&self, words: Range) -> bool {
        let p = self.paragraph;
        const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::CLITIC);
        if p.at(words.from).is(Tags::SUBORDINATOR) {
            return false;
        }
        let other = |at: &usize| p.at(*at).is(Tags::RELATIVE.or(Tags::SUBORDINATOR)) && p.at(*at).quote == 0;
        let end = (words.from + 1..words.to).find(other).unwrap_or(words.to);
        let finite = |at: usize| p.at(at).is(FINITE) && p.at(at).quote == 0 && at > words.from + 1;
        end > words.from + 4 && (words.from..end).any(finite)
    }

    /// Where the clause before `at` begins: after earlier words, or after a colon or semicolon.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken).max(at.saturating_sub(endings::LONGEST)).min(at);
        (left..at)
            .rev()
            .find(|index| p.at(*index).quote == 0 && matches!(p.at(*index).shape, Shape::Colon | Shape::Semicolon))
            .map_or(left, |index| index + 1)
    }

    /// Past hearer, day and place behind a cue whose words stand before it.
    pub(super) fn tail_end(&self, cue: &Cue, from: usize) -> usize {
        match following::find(self.paragraph, cue, from, self.segment.to, false) {
            Following::Nothing(at) | Following::Clause(at) | Following::Colon(at) | Following::Quotation(at) => at,
        }
    }

    /// The quoted words that end right before `boundary`, from the beginning of their clause.
    pub(super) fn quotation_before(&self, boundary: usize, comma_needed: bool) -> Option<Range> {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken);
        if boundary <= left {
            return self.before.filter(|_| boundary == self.segment.from && (self.calls || self.is_attribution()));
        }
        let mut close = boundary - 1;
        let mut comma = matches!(p.at(close).shape, Shape::Comma | Shape::Dash) && p.at(close).quote == 0;
        if comma {
            close = close.checked_sub(1)?;
            // «Q», — said S
            if p.at(close).shape == Shape::Comma && p.at(close).quote == 0 {
                close = close.checked_sub(1)?;
            }
        }
        let quotation = p.closing(close)?;
        if quotation.open < left {
            return None;
        }
        let mut inside = close.checked_sub(1)?;
        while inside > left && matches!(p.at(inside).shape, Shape::Mark(_)) {
            inside -= 1;
        }
        let inner = p.at(inside);
        comma |= matches!(inner.shape, Shape::Comma | Shape::Stop | Shape::Dash);
        comma |= matches!(p.at(close).shape, Shape::Comma | Shape::Dash);
        if !comma && (comma_needed || quotation.words < 4) || chunk::titles(p, quotation) {
            return None;
        }
        Some(Range::new(self.words_start(left, quotation.open), close + 1))
    }

    /// A source with the noun before it, where only that stands between a quotation and a name: "Q," another friend, Ana Ruiz said.
    pub(super) fn with_office(&self, source: Range) -> Range {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken);
        let full = (source.from..source.to).filter(|at| p.at(*at).is(Tags::CAPITAL)).count() > 1;
        if source.from < left + 3 || p.at(source.from - 1).shape != Shape::Comma || !full {
            return source;
        }
        let close = (left..source.from - 1).rev().take(OFFICE).find(|at| p.closing(*at).is_some());
        let Some(close) = close else { return source };
        let first = p.at(close + 1);
        let noun =
            |at: usize| p.at(at).shape == Shape::Word && !p.at(at).is(Tags::CUE.or(Tags::AUXILIARY).or(Tags::VERB));
        let office = first.is(Tags::DETERMINER.or(Tags::TITLE)) && (close + 1..source.from - 1).all(noun);
        if office { Range::new(close + 1, source.to) } else { source }
    }

    /// Whether the sentence is no more than "S said.": what it attributes stands in the one before, though a full stop ends that.
    fn is_attribution(&self) -> bool {
        let p = self.paragraph;
        let over = |at: usize| at >= self.segment.to || p.at(at).shape == Shape::Stop;
        let short = self.segment.to.min(self.segment.from + ATTRIBUTION);
        let cue = (self.segment.from + 1..short).find(|at| p.at(*at).is(Tags::CUE) && p.at(*at).verb.is_some());
        cue.is_some_and(|cue| over(cue + 1) || over(following::time_phrase(p, cue + 1, self.segment.to)))
    }

    /// Where the words begin that end with the quotation opening at `open`: there, or with the clause before it.
    fn words_start(&self, left: usize, open: usize) -> usize {
        let p = self.paragraph;
        let words_between = (left..open).any(|at| p.at(at).is_word() && p.at(at).quote == 0);
        // "She saw it differently: “Q,” she said."
        let told = open > left && p.at(open - 1).shape == Shape::Colon;
        if !words_between || told { if told { open } else { left.min(open) } } else { left }
    }

    /// A statement whose quotation stands before the cue; it may go on behind.
    pub(super) fn quotation_first(&self, cue: &Cue, source: Option<Range>, words: Range, rule: Rule) -> Draft {
        let p = self.paragraph;
        let mut pieces = vec![words];
        let mut from = cue.range.to;
        if let Some(source) = source {
            from = from.max(source.to);
        }
        let mut next = from;
        if let Some(open) = self.quotation_in_tail(from) {
            let more = endings::quoted(p, open, self.segment.to, cue);
            pieces.push(more);
            next = more.to;
        } else if let Some(rest) = self.clause_in_tail(words, from) {
            next = rest.to;
            pieces.push(Range::new(rest.from, endings::clause_end(p, rest.from, rest.to, cue)));
        }
        let mut draft = self.draft(cue, source, pieces, rule);
        draft.next = next;
        draft.open = true;
        draft
    }

    /// The rest of a clause that was begun before its quotation: "People who hear “nothing else,” she said, end up alone".
    fn clause_in_tail(&self, words: Range, from: usize) -> Option<Range> {
        let p = self.paragraph;
        const VERBAL: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB);
        let first = p.at(from + 1);
        let goes_on = p.at(from).shape == Shape::Comma && first.is(VERBAL) && first.quote == 0;
        let begun = p.at(words.from).quote == 0 && p.at(words.from).is_word();
        (goes_on && begun && from + 1 < self.segment.to).then_some(Range::new(from + 1, self.segment.to))
    }

    /// A quotation that goes on behind the attribution, after a comma or colon and before any other cue.
    fn quotation_in_tail(&self, from: usize) -> Option<usize> {
        let p = self.paragraph;
        for at in from..self.segment.to {
            let token = p.at(at);
            if p.opening(at).is_some() {
                // "“Q,” she said, and “Q.”"
                let joined =
                    at >= from + 2 && p.at(at - 1).is(Tags::AND.or(Tags::BUT)) && p.at(at - 2).shape == Shape::Comma;
                let led = at > 0 && matches!(p.at(at - 1).shape, Shape::Comma | Shape::Colon | Shape::Dash)
                    || joined
                    || token.shape == Shape::Dash;
                return led.then_some(at);
            }
            if token.quote == 0 && token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE) {
                return None;
            }
        }
        None
    }
}
