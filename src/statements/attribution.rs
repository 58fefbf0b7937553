//! One cue, its source and its words: the rules for each order in which the three can stand.

use super::chunk;
use super::cues::{Cue, Form};
use super::following::{self, Following};
use super::lexicon::Tags;
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use super::{Act, Certainty, Polarity};
use crate::languages::speech::Takes;

/// A statement before its spans are cut: ranges of tokens of one paragraph.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) pieces: Vec<Range>,
    pub(super) cue: Range,
    pub(super) source: Option<Range>,
    pub(super) act: Act,
    pub(super) polarity: Polarity,
    pub(super) certainty: Certainty,
    pub(super) rule: &'static str,
    /// Whether the words are to be found after this paragraph, behind its last colon.
    pub(super) awaits: bool,
    /// Whether later quotations of the paragraph may go on with it.
    pub(super) open: bool,
    /// Where the search for the next cue goes on.
    pub(super) next: usize,
}

impl Draft {
    /// Words of which nothing is known yet.
    pub(super) fn unattributed() -> Draft {
        Draft {
            pieces: Vec::new(),
            cue: Range::new(0, 0),
            source: None,
            act: Act::Says,
            polarity: Polarity::Said,
            certainty: Certainty::Low,
            rule: "unattributed",
            awaits: false,
            open: false,
            next: 0,
        }
    }
}

/// What is known of the sentence while its cues are looked at, from left to right.
pub(super) struct Sentence<'p, 'a> {
    pub(super) paragraph: &'p Paragraph<'a>,
    pub(super) segment: Range,
    /// The end of the words that an earlier cue of this sentence has taken.
    pub(super) taken: usize,
    /// The source of the cue before in this sentence.
    pub(super) subject: Option<Range>,
    /// The sentence before, if its words are quoted, end in `?`, `!` or `…` and have no cue of their own.
    pub(super) before: Option<Range>,
}

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
        let led =
            cue.verb == self.segment.from || cue.verb == self.segment.from + 1 && p.is_word(self.segment.from, "when");
        if cue.act == Act::Asks && led && cue.past {
            return self.passive(cue);
        }
        if let Some(source) = chunk::before(p, cue.range.from, left) {
            return self.with_subject(cue, source);
        }
        if let Some(draft) = self.inverted(cue) {
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
            before.is(Tags::CONJUNCTION) || before.shape == Shape::Comma || p.is_word(at, "then")
        });
        if !joined {
            return None;
        }
        let source = self.sentence_subject(cue.range.from);
        let mut draft = self.after_cue(cue, source, cue.range.to)?;
        draft.certainty = Certainty::Medium;
        draft.rule = "shared-subject";
        Some(draft)
    }

    /// "S said ...", "..., S said".
    fn with_subject(&self, cue: &Cue, source: Range) -> Option<Draft> {
        let p = self.paragraph;
        let boundary = source.from;
        if let Some(words) = self.quotation_before(boundary, true) {
            return Some(self.quotation_first(cue, Some(source), words, "quote-source-cue"));
        }
        let dummy = p.is_word(source.from, "it") || p.is_word(source.from, "there");
        let as_put = boundary > self.segment.from && p.is_word(boundary - 1, "as");
        if as_put {
            return self.as_put(cue, source);
        }
        if let Some(mut draft) = self.after_cue(cue, Some(source), cue.range.to) {
            let _ = dummy;
            self.add_relative(&mut draft, boundary);
            self.add_clause_before(&mut draft, boundary);
            return Some(draft);
        }
        self.clause_first(cue, Some(source), boundary, cue.range.to)
    }

    /// "the plan, which S said was wrong": the relative is part of the words.
    fn add_relative(&self, draft: &mut Draft, boundary: usize) {
        let p = self.paragraph;
        if draft.rule != "source-cue-clause" || boundary <= self.segment.from.max(self.taken) {
            return;
        }
        let at = boundary - 1;
        let noun_before =
            at > self.segment.from && p.at(at - 1).is_word() && !p.at(at - 1).is(Tags::CUE.or(Tags::OPENER));
        let relative = ["which", "what", "whom", "where"].iter().any(|word| p.is_word(at, word))
            || p.is_word(at, "that") && noun_before;
        if relative && p.at(at).quote == 0 {
            draft.pieces.insert(0, Range::new(at, boundary));
            draft.rule = "relative-source-cue";
        }
    }

    /// "The plan, S said, “is a gift” to the rich": the sentence was begun before the cue.
    fn add_clause_before(&self, draft: &mut Draft, boundary: usize) {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken);
        if draft.rule != "source-cue-quote" || boundary < left + 3 || p.at(boundary - 1).shape != Shape::Comma {
            return;
        }
        let Some(quoted) = draft.pieces.first().copied() else { return };
        let goes_on = p.text(quoted.from + 1).starts_with(char::is_lowercase);
        let lead = p.at(left).is(Tags::PREPOSITION.or(Tags::SUBORDINATOR).or(Tags::TIME));
        if goes_on && p.at(quoted.from - 1).shape == Shape::Comma && !lead {
            draft.pieces.insert(0, Range::new(left, boundary - 1));
            draft.rule = "clause-source-cue-quote";
        }
    }

    /// "..., said S".
    fn inverted(&self, cue: &Cue) -> Option<Draft> {
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
        let source = chunk::after(p, cue.range.to, self.segment.to)?;
        if let Some(words) = quoted {
            let mut draft = self.quotation_first(cue, Some(source), words, "quote-cue-source");
            draft.next = draft.next.max(source.to);
            return Some(draft);
        }
        let named = Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::SPEAKER).or(Tags::SUBJECT).or(Tags::TITLE);
        let closes = source.to >= self.segment.to && source.to - source.from <= 4;
        if cue.takes != Takes::Clause || !closes && !p.at(source.from).is(named) {
            return None;
        }
        let over = source.to >= self.segment.to
            || matches!(p.at(source.to).shape, Shape::Stop | Shape::Comma)
            || p.at(source.to).is(Tags::PREPOSITION.or(Tags::TIME));
        if !over {
            return None;
        }
        let mut draft = self.clause_first(cue, Some(source), cue.range.from, source.to)?;
        draft.rule = "clause-cue-source";
        Some(draft)
    }

    /// ", saying that ...", "by saying ...".
    fn participle(&self, cue: &Cue) -> Option<Draft> {
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
            || before.is(Tags::SUBORDINATOR);
        let source = if follows { self.sentence_subject(cue.range.from) } else { self.noun_before(cue) };
        let mut draft = self.after_cue(cue, source, cue.range.to)?;
        let noun =
            draft.rule == "source-cue-clause" && !draft.pieces.iter().any(|piece| following::has_verb(p, *piece));
        let aside =
            before.is(Tags::PREPOSITION) && !p.is_word(cue.range.from - 1, "by") && draft.rule == "source-cue-clause";
        if noun && cue.act == Act::Says || aside && !self.opened(&draft) {
            return None;
        }
        draft.certainty = Certainty::Medium;
        draft.rule = "participle";
        Some(draft)
    }

    /// A noun right before a participle: "with critics saying that".
    fn noun_before(&self, cue: &Cue) -> Option<Range> {
        chunk::before(self.paragraph, cue.range.from, self.segment.from.max(self.taken))
    }

    /// "went on to say that ...".
    fn infinitive(&self, cue: &Cue) -> Option<Draft> {
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
    fn opened(&self, draft: &Draft) -> bool {
        draft.pieces.first().is_some_and(|words| self.paragraph.at(words.from).is(Tags::OPENER))
    }

    /// "was told that ...": the hearer is the subject and the speaker is not named.
    fn passive(&self, cue: &Cue) -> Option<Draft> {
        let p = self.paragraph;
        let content = match following::find(p, cue, cue.range.to, self.segment.to, true) {
            Following::Clause(at) if p.is_word(at, "that") || p.at(at).is(Tags::OPENER) => self.clause(cue, at),
            Following::Quotation(at) => following::quoted(p, at, self.segment.to, cue),
            _ => return self.object(cue, None, cue.range.to),
        };
        let mut draft = self.draft(cue, None, vec![content], "passive");
        draft.certainty = Certainty::Low;
        Some(draft)
    }

    /// The words behind the cue.
    fn after_cue(&self, cue: &Cue, source: Option<Range>, from: usize) -> Option<Draft> {
        let p = self.paragraph;
        match following::find(p, cue, from, self.segment.to, false) {
            Following::Quotation(at) => {
                let words = following::quoted(p, at, self.segment.to, cue);
                let quotation = p.opening(at)?;
                if quotation.words < 2 && words.to <= quotation.end(&p.tokens) && p.at(at - 1).shape != Shape::Comma {
                    return None;
                }
                let mut draft = self.draft(cue, source, vec![words], "source-cue-quote");
                draft.open = p.all_quoted(words);
                Some(draft)
            }
            Following::Colon(at) => self.after_colon(cue, source, at),
            Following::Clause(at) => {
                let words = self.clause(cue, at);
                if !self.clause_fits(cue, at, words) || following::attributed_at_end(p, words.to, self.segment.to) {
                    return None;
                }
                let rule = if p.is_word(at, "that") {
                    "source-cue-that"
                } else if p.at(at).is(Tags::OPENER) || following::has_verb(p, words) {
                    "source-cue-clause"
                } else if p.is_word(at, "to") {
                    "source-cue-infinitive"
                } else if matches!(cue.act, Act::Announces | Act::Denies) || cue.range.to > cue.verb + 1 {
                    "source-cue-noun"
                } else {
                    return None;
                };
                Some(self.draft(cue, source, vec![words], rule))
            }
            Following::Nothing(_) => self.object(cue, source, from),
        }
    }

    /// "warned of a collapse", "pointed to the vote": what was said is named by a noun.
    fn object(&self, cue: &Cue, source: Option<Range>, from: usize) -> Option<Draft> {
        let p = self.paragraph;
        if source.is_none() && cue.act != Act::Asks
            || !p.lexicon.about(cue.group).iter().any(|word| p.is_word(from, word))
        {
            return None;
        }
        let words = self.clause(cue, from + 1);
        let count = (words.from..words.to).filter(|at| p.at(*at).is_word()).count();
        (count >= 2).then(|| self.draft(cue, source, vec![words], "source-cue-object"))
    }

    fn after_colon(&self, cue: &Cue, source: Option<Range>, colon: usize) -> Option<Draft> {
        let p = self.paragraph;
        if colon + 1 >= p.tokens.len() {
            let mut draft = self.draft(cue, source, Vec::new(), "source-cue-colon");
            (draft.awaits, draft.open) = (true, true);
            return Some(draft);
        }
        let words = Range::new(colon + 1, self.segment.to);
        if words.is_empty() {
            // The colon ended the sentence: the words are the quotation that follows.
            let mut draft = self.draft(cue, source, Vec::new(), "source-cue-colon");
            draft.open = true;
            return Some(draft);
        }
        let words =
            if p.opening(colon + 1).is_some() { following::quoted(p, colon + 1, self.segment.to, cue) } else { words };
        let mut draft = self.draft(cue, source, vec![words], "source-cue-colon");
        draft.open = p.all_quoted(words);
        Some(draft)
    }

    /// The reported clause that begins at `at`.
    fn clause(&self, cue: &Cue, at: usize) -> Range {
        let p = self.paragraph;
        let end = following::clause_end(p, at, self.segment.to, cue);
        let first = p.at(self.segment.from);
        let subordinate = (first.is(Tags::SUBORDINATOR) || cue.verb <= self.segment.from + 1 && cue.act == Act::Asks)
            && cue.verb < self.segment.from + following::LONGEST
            && (self.segment.from..cue.verb).all(|at| p.at(at).shape != Shape::Comma);
        if !subordinate {
            return Range::new(at, end);
        }
        // "While S said Q, the plan ...": the main clause is the article's.
        let comma = (at..end).find(|at| p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0);
        Range::new(at, comma.unwrap_or(end))
    }

    /// Whether a clause is long enough, and not the object of another kind of verb.
    fn clause_fits(&self, cue: &Cue, at: usize, words: Range) -> bool {
        let p = self.paragraph;
        let count = (words.from..words.to).filter(|at| p.at(*at).is_word()).count();
        if count < 2 {
            return false;
        }
        let opened = p.at(at).is(Tags::OPENER) || p.is_word(at, "to");
        if opened {
            return true;
        }
        cue.act != Act::Thinks && cue.takes != Takes::Quote
    }

    /// "Q, S said", "Q1, S said, Q2".
    fn clause_first(&self, cue: &Cue, source: Option<Range>, boundary: usize, after: usize) -> Option<Draft> {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken);
        if boundary <= left || p.at(boundary - 1).shape != Shape::Comma || cue.takes == Takes::Quote {
            return None;
        }
        let words = Range::new(self.clause_start(boundary - 1), boundary - 1);
        let count = (words.from..words.to).filter(|at| p.at(*at).is_word()).count();
        if count < 2 || p.at(words.from).is(Tags::LEAVING) {
            return None;
        }
        if let Following::Clause(_) = following::find(p, cue, after, self.segment.to, false) {
            return None;
        }
        let mut pieces = vec![words];
        let mut next = after;
        let end = self.tail_end(cue, after);
        if p.at(end).shape == Shape::Comma && end + 1 < self.segment.to && p.opening(end + 1).is_none() && end == after
        {
            let rest = Range::new(end + 1, following::clause_end(p, end + 1, self.segment.to, cue));
            let first = p.at(rest.from);
            let leaves = first.is(Tags::LEAVING.or(Tags::CUE).or(Tags::RELATIVE))
                || p.text(rest.from).ends_with("ing")
                || after > cue.range.to;
            if !leaves && !rest.is_empty() {
                pieces.push(rest);
                next = rest.to;
            }
        }
        if pieces.len() == 1 && !self.is_clause(words) {
            return None;
        }
        let mut draft = self.draft(cue, source, pieces, "clause-source-cue");
        draft.next = next.max(cue.range.to);
        Some(draft)
    }

    /// Whether words before a cue are a clause, and not only what leads the sentence in: "In an interview, S said".
    fn is_clause(&self, words: Range) -> bool {
        let p = self.paragraph;
        let lead = p.at(words.from).is(Tags::PREPOSITION.or(Tags::SUBORDINATOR).or(Tags::TIME).or(Tags::ADVERB));
        let comma = (words.from..words.to).find(|at| p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0);
        let from = if lead { comma.unwrap_or(words.to) } else { words.from };
        following::has_verb(p, Range::new(from, words.to)) || from == words.from && words.to - words.from > 5
    }

    /// Where the clause before `at` begins: after earlier words, or after a colon or semicolon.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken).max(at.saturating_sub(following::LONGEST)).min(at);
        (left..at)
            .rev()
            .find(|index| p.at(*index).quote == 0 && matches!(p.at(*index).shape, Shape::Colon | Shape::Semicolon))
            .map_or(left, |index| index + 1)
    }

    /// Past hearer, day and place behind a cue whose words stand before it.
    fn tail_end(&self, cue: &Cue, from: usize) -> usize {
        match following::find(self.paragraph, cue, from, self.segment.to, false) {
            Following::Nothing(at) | Following::Clause(at) | Following::Colon(at) | Following::Quotation(at) => at,
        }
    }

    /// "as S put it", "as S said": the rest of the sentence, or what stood before.
    fn as_put(&self, cue: &Cue, source: Range) -> Option<Draft> {
        let p = self.paragraph;
        if let Following::Quotation(at) = following::find(p, cue, cue.range.to, self.segment.to, false) {
            let words = following::quoted(p, at, self.segment.to, cue);
            return Some(self.draft(cue, Some(source), vec![words], "as-source-cue"));
        }
        None
    }

    /// The quoted words that end right before `boundary`, from the beginning of their clause.
    fn quotation_before(&self, boundary: usize, comma_needed: bool) -> Option<Range> {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken);
        if boundary <= left {
            return self.before.filter(|_| boundary == self.segment.from);
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
        comma |= matches!(inner.shape, Shape::Comma | Shape::Stop | Shape::Dash) || p.at(close).shape == Shape::Comma;
        if !comma && (comma_needed || quotation.words < 4) {
            return None;
        }
        Some(Range::new(self.words_start(left, quotation.open), close + 1))
    }

    /// Where the words begin that end with the quotation opening at `open`: there, or with the clause before it.
    fn words_start(&self, left: usize, open: usize) -> usize {
        let p = self.paragraph;
        let words_between = (left..open).any(|at| p.at(at).is_word() && p.at(at).quote == 0);
        if !words_between { left.min(open) } else { left }
    }

    /// A statement whose quotation stands before the cue; it may go on behind.
    fn quotation_first(&self, cue: &Cue, source: Option<Range>, words: Range, rule: &'static str) -> Draft {
        let p = self.paragraph;
        let mut pieces = vec![words];
        let mut from = cue.range.to;
        if let Some(source) = source {
            from = from.max(source.to);
        }
        let mut next = from;
        if let Some(open) = self.quotation_in_tail(from) {
            let more = following::quoted(p, open, self.segment.to, cue);
            pieces.push(more);
            next = more.to;
        }
        let mut draft = self.draft(cue, source, pieces, rule);
        draft.next = next;
        draft.open = true;
        draft
    }

    /// A quotation that goes on behind the attribution, after a comma or colon and before any other cue.
    fn quotation_in_tail(&self, from: usize) -> Option<usize> {
        let p = self.paragraph;
        for at in from..self.segment.to {
            let token = p.at(at);
            if p.opening(at).is_some() {
                let led = at > 0 && matches!(p.at(at - 1).shape, Shape::Comma | Shape::Colon | Shape::Dash);
                return led.then_some(at);
            }
            if token.quote == 0 && token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE) {
                return None;
            }
        }
        None
    }

    /// The subject of the sentence: the source of an earlier cue in it, else its first noun phrase.
    fn sentence_subject(&self, before: usize) -> Option<Range> {
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
                || p.text(at).ends_with("ing") && !token.is(Tags::DETERMINER)
            {
                let comma = (at..before)
                    .take(following::LONGEST)
                    .find(|at| p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0);
                at = comma? + 1;
            } else {
                break;
            }
        }
        let subject = chunk::after(p, at, before)?;
        (subject.to <= before).then_some(subject)
    }

    fn draft(&self, cue: &Cue, source: Option<Range>, pieces: Vec<Range>, rule: &'static str) -> Draft {
        let next = pieces.iter().map(|piece| piece.to).max().unwrap_or(0).max(cue.range.to);
        let (cue_range, act, polarity) = (cue.range, cue.act, cue.polarity);
        let certainty = if source.is_some() { Certainty::High } else { Certainty::Low };
        Draft { pieces, cue: cue_range, source, act, polarity, certainty, rule, awaits: false, open: false, next }
    }
}
