//! Words that stand behind their cue: "S said that Q", "S said: Q", "S warned of Q".

use super::attribution::Sentence;
use super::chunk;
use super::cues::{Cue, Form};
use super::draft::Draft;
use super::endings;
use super::following::{self, Following};
use super::paragraph::Range;
use super::tokens::Shape;
use crate::languages::lexicon::Tags;
use crate::languages::speech::Takes;
use crate::model::statement::{Act, Rule};

/// Longest subject of a subordinate clause, in tokens.
const CLAUSE: usize = 12;

/// Longest "Just a few weeks after" before the subject of what leads a sentence in, in tokens.
const LEAD_IN: usize = 6;

/// Words from which on "that ..." is a clause, even if no verb of it is known: "underscored that contrast" is none.
const SHORTEST: usize = 3;

impl Sentence<'_, '_> {
    /// The words behind the cue.
    pub(super) fn after_cue(&self, cue: &Cue, source: Option<Range>, from: usize) -> Option<Draft> {
        let p = self.paragraph;
        let following = following::find(p, cue, from, self.segment.to, false);
        if let Some(colon) = self.colon_behind_object(from) {
            return self.after_colon(cue, source, colon);
        }
        if let Following::Clause(at) = following
            && let Some(colon) = self.colon_behind(cue, from, at)
        {
            return self.after_colon(cue, source, colon);
        }
        match following {
            Following::Quotation(at) => {
                let words = endings::quoted(p, at, self.segment.to, cue);
                let quotation = p.opening(at)?;
                if quotation.words < 2 && words.to <= quotation.end(&p.tokens) && p.at(at - 1).shape != Shape::Comma {
                    return None;
                }
                let mut draft = self.draft(cue, source, vec![words], Rule::SourceCueQuote);
                draft.open = p.all_quoted(words);
                Some(draft)
            }
            Following::Colon(at) => self.after_colon(cue, source, at),
            Following::Clause(at) => {
                let mut words = self.within_relative(source, self.clause(cue, at));
                if self.asks_somebody(cue, from, at) {
                    words.from = from;
                }
                if !self.clause_fits(cue, at, words) || endings::attributed_at_end(p, words.to, self.segment.to) {
                    return None;
                }
                let led = p.lexicon.head_first() && p.at(at).is(Tags::PREPOSITION) && p.at(at + 1).is(Tags::THAT);
                let rule = if p.at(at).is(Tags::THAT) || p.at(at - 1).is(Tags::THAT) || led {
                    Rule::SourceCueThat
                } else if p.at(at).is(Tags::OPENER)
                    || self.has_finite_verb(cue, words)
                    || p.lexicon.comma_clauses() && p.at(at - 1).shape == Shape::Comma
                    || self.quotes_within(cue, words)
                {
                    Rule::SourceCueClause
                } else if p.at(at).is(Tags::TO) || following::infinitive_begins(p, at) {
                    Rule::SourceCueInfinitive
                } else if matches!(cue.act, Act::Announces | Act::Denies) || cue.range.to > cue.verb + 1 {
                    Rule::SourceCueNoun
                } else {
                    return None;
                };
                Some(self.draft(cue, source, vec![words], rule))
            }
            Following::Nothing(_) => self.object(cue, source, from),
        }
    }

    /// Whether somebody is asked to do something: who is to do it is a part of what is asked, as in "asked **the town to wait**". A pronoun
    /// is not.
    fn asks_somebody(&self, cue: &Cue, from: usize, to: usize) -> bool {
        let p = self.paragraph;
        let first = p.at(from);
        let begins = from == cue.range.to && from < to && !first.is(Tags::PREPOSITION.or(Tags::TIME).or(Tags::ADVERB));
        let plain = |at: usize| p.at(at).is_word() && p.at(at).quote == 0;
        let pronoun = to == from + 1 && first.is(Tags::OBJECT.or(Tags::TOLD));
        matches!(cue.act, Act::Asks | Act::Orders)
            && cue.takes == Takes::Person
            && p.at(to).is(Tags::TO)
            && !p.lexicon.head_first()
            && begins
            && !pronoun
            && (from..to).all(plain)
    }

    /// Whether a part of the words is quoted that is no mere name: "said his words “amount to a threat to all”" has no verb that a list knows.
    fn quotes_within(&self, cue: &Cue, words: Range) -> bool {
        let p = self.paragraph;
        let quotation = (words.from..words.to).find_map(|at| p.opening(at));
        cue.act == Act::Says
            && cue.range.to == cue.verb + 1
            && quotation.is_some_and(|quotation| quotation.words > SHORTEST)
    }

    /// "warned of a collapse", "pointed to the vote": what was said is named by a noun.
    pub(super) fn object(&self, cue: &Cue, source: Option<Range>, from: usize) -> Option<Draft> {
        let p = self.paragraph;
        if source.is_none() && cue.act != Act::Asks
            || !p.lexicon.about(cue.group).iter().any(|word| p.is_word(from, word))
        {
            return None;
        }
        // "asked about it in April": what it was is not said.
        if p.at(from + 1).is(Tags::OBJECT.or(Tags::THAT).or(Tags::DUMMY))
            && !p.at(from + 1).is(Tags::DETERMINER.or(Tags::OWNER))
        {
            return None;
        }
        let words = self.clause(cue, from + 1);
        let count = (words.from..words.to).filter(|at| p.at(*at).is_word()).count();
        (count >= 2).then(|| self.draft(cue, source, vec![words], Rule::SourceCueObject))
    }

    /// The colon behind what somebody talks about, before speech: "criticó la falta de información: «Q»".
    fn colon_behind_object(&self, from: usize) -> Option<usize> {
        let p = self.paragraph;
        if !p.lexicon.head_first() || p.at(from).is(Tags::OPENER) {
            return None;
        }
        let ends = |at: &usize| {
            let token = p.at(*at);
            let verb = token.is(Tags::CUE) && !token.is(Tags::CAPITAL) && token.verb.is_some();
            token.quote != 0 || !token.is_word() || verb || token.is(Tags::THAT)
        };
        let colon = (from..self.segment.to.min(from + following::REACH)).find(ends)?;
        let speech = p.opening(colon + 1).is_some_and(|quotation| quotation.words > SHORTEST);
        (colon > from && p.at(colon).shape == Shape::Colon && speech).then_some(colon)
    }

    /// The colon behind a noun with an infinitive, where somebody speaks for himself behind it: "told us in answer to our plea not to go: we
    /// must". Right behind the hearer the infinitive is what was said.
    fn colon_behind(&self, cue: &Cue, from: usize, at: usize) -> Option<usize> {
        let p = self.paragraph;
        const CLAUSE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::CLITIC).or(Tags::SUBJECT).or(Tags::THAT);
        let infinitive = p.at(at).is(Tags::TO.or(Tags::NEGATION)) && cue.act == Act::Says;
        if !infinitive || !(from..at).any(|at| p.at(at).is(Tags::PREPOSITION)) {
            return None;
        }
        let ends = |at: &usize| p.at(*at).quote != 0 || !p.at(*at).is_word() || p.at(*at).is(CLAUSE);
        let colon = (at..self.segment.to.min(at + following::REACH)).find(ends)?;
        (p.at(colon).shape == Shape::Colon && p.at(colon + 1).is(Tags::SPEAKING)).then_some(colon)
    }

    pub(super) fn after_colon(&self, cue: &Cue, source: Option<Range>, colon: usize) -> Option<Draft> {
        let p = self.paragraph;
        if colon + 1 >= p.tokens.len() {
            let mut draft = self.draft(cue, source, Vec::new(), Rule::SourceCueColon);
            (draft.awaits, draft.open) = (true, true);
            return Some(draft);
        }
        let words = Range::new(colon + 1, self.segment.to);
        if words.is_empty() {
            // The colon ended the sentence: the words are the quotation that follows.
            let mut draft = self.draft(cue, source, Vec::new(), Rule::SourceCueColon);
            draft.open = true;
            return Some(draft);
        }
        let words =
            if p.opening(colon + 1).is_some() { endings::quoted(p, colon + 1, self.segment.to, cue) } else { words };
        let mut draft = self.draft(cue, source, vec![words], Rule::SourceCueColon);
        draft.open = p.all_quoted(words);
        Some(draft)
    }

    /// The reported clause that begins at `at`.
    pub(super) fn clause(&self, cue: &Cue, at: usize) -> Range {
        let p = self.paragraph;
        let end = endings::clause_end(p, at, self.segment.to, cue);
        let first = p.at(self.segment.from);
        let fronted = first.is(Tags::SUBORDINATOR)
            || cue.verb <= self.segment.from + 1 && cue.act == Act::Asks
            || self.within_fronted(cue);
        let subordinate = fronted
            && cue.verb < self.segment.from + endings::LONGEST
            && (self.segment.from..cue.verb).all(|at| p.at(at).shape != Shape::Comma)
            || self.led_in(cue);
        if !subordinate {
            // "called for a new bridge; the council wants a ferry": a noun ends with its clause.
            let noun = cue.range.to > cue.verb + 1 && !p.at(at).is(Tags::OPENER);
            let over = |at: &usize| noun && p.at(*at).shape == Shape::Semicolon && p.at(*at).quote == 0;
            let end = (at..end).find(over).unwrap_or(end);
            let wanted = matches!(cue.act, Act::Orders | Act::Promises);
            return Range::new(at, if wanted { end } else { self.noun_end(at, end) });
        }
        // "While S said Q, the plan ...": the main clause is the article's.
        let comma = (at..end).find_map(|at| {
            // "When S said it was “a gift,” the town": the comma belongs to the sentence, wherever its mark stands.
            let inside = p.closing(at).is_some() && p.at(at - 1).shape == Shape::Comma && at + 1 < end;
            let plain = p.at(at).shape == Shape::Comma && p.at(at).quote == 0;
            (inside || plain).then_some(at + usize::from(inside))
        });
        Range::new(at, comma.unwrap_or(end))
    }

    /// Whether the cue stands in what leads the sentence in: "For a man who said Q, the town ...", "In saying Q, Ruiz ...".
    fn within_fronted(&self, cue: &Cue) -> bool {
        let p = self.paragraph;
        let first = self.segment.from + usize::from(p.at(self.segment.from).is(Tags::CONJUNCTION.or(Tags::ADVERB)));
        if first > self.segment.from && p.at(first).is(Tags::SUBORDINATOR) {
            return true;
        }
        // "Two weeks after S claimed Q, the town ..."
        let source = chunk::before(p, cue.range.from, first).filter(|source| source.from > first + 1);
        let dated = source.is_some_and(|source| {
            let lead = p.at(source.from - 1);
            lead.is(Tags::SUBORDINATOR)
                && !lead.is(Tags::RELATIVE.or(Tags::AS))
                && p.at(source.from - 2).is(Tags::TIME)
                && source.from - first <= LEAD_IN
        });
        if dated {
            return true;
        }
        let who = cue.range.from.checked_sub(1).is_some_and(|at| at > first && p.at(at).is(Tags::RELATIVE));
        p.at(first).is(Tags::PREPOSITION) && (who || cue.form == Form::Participle && cue.range.from == first + 1)
    }

    /// The words of "who said Q, went home": a comma and the verb of the main clause end them.
    fn within_relative(&self, source: Option<Range>, words: Range) -> Range {
        let p = self.paragraph;
        const VERBAL: Tags =
            Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::PAST_ENDING).or(Tags::DECLINE).or(Tags::CUE);
        let relative = source.is_some_and(|source| {
            let aside = source.from > self.segment.from && p.at(source.from - 1).shape == Shape::Comma;
            aside && source.to - source.from == 1 && p.at(source.from).is(Tags::RELATIVE)
        });
        if !relative {
            return words;
        }
        let closes = |at: &usize| {
            let next = p.at(at + 1);
            let quoted = p.closing(*at).is_some() && p.at(at - 1).shape == Shape::Comma;
            (quoted || p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0)
                && next.quote == 0
                && next.is(VERBAL)
                && !next.is(Tags::NOUNLIKE)
                && endings::has_verb(p, Range::new(words.from, *at))
        };
        let end = (words.from + 1..words.to).find(closes);
        Range::new(words.from, end.map_or(words.to, |end| end + usize::from(p.at(end).quote != 0)))
    }

    /// Where a noun ends that is claimed: "claimed self-defense and was acquitted" tells in its second part what happened.
    fn noun_end(&self, at: usize, end: usize) -> usize {
        let p = self.paragraph;
        const VERBAL: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CLITIC).or(Tags::PAST_ENDING);
        if p.at(at).is(Tags::OPENER.or(Tags::TO).or(Tags::SUBJECT)) {
            return end;
        }
        let verb = (at..end).find(|at| p.at(*at).is(VERBAL) && p.at(*at).quote == 0);
        const OBJECT: Tags = Tags::DETERMINER.or(Tags::OBJECT).or(Tags::CAPITAL).or(Tags::OWNER).or(Tags::PREPOSITION);
        let joined = |verb: &usize| {
            let (token, next) = (p.at(*verb), p.at(verb + 1));
            let acts = token.is(Tags::PAST_ENDING) && (next.is(OBJECT) || p.opening(verb + 1).is_some());
            *verb > at + 1 && p.at(verb - 1).is(Tags::AND) && (token.is(Tags::AUXILIARY) || acts)
        };
        verb.filter(joined).map_or(end, |verb| verb - 1)
    }

    /// Whether a subordinate clause that begins behind a comma holds the cue: "On Monday, while the rest called for a ferry, Ruiz".
    fn led_in(&self, cue: &Cue) -> bool {
        let p = self.paragraph;
        let start = (self.segment.from..cue.verb).rev().take(CLAUSE).find(|at| p.at(*at).shape == Shape::Comma);
        start.is_some_and(|comma| {
            let first = p.at(comma + 1);
            first.is(Tags::SUBORDINATOR) && !first.is(Tags::AS.or(Tags::RELATIVE)) && first.quote == 0
        })
    }

    /// Whether a word that no list knows is the verb of a clause by what stands around it: "Southland upholds the cap", "critics fear a
    /// loss", "they pose risks".
    pub(super) fn acts(&self, words: Range) -> bool {
        let p = self.paragraph;
        const NO_VERB: Tags = Tags::PREPOSITION
            .or(Tags::CONJUNCTION)
            .or(Tags::SUBORDINATOR)
            .or(Tags::ADVERB)
            .or(Tags::DETERMINER)
            .or(Tags::TIME)
            .or(Tags::RELATIVE)
            .or(Tags::CAPITAL)
            .or(Tags::GERUND_ENDING);
        let first = p.at(words.from);
        let pronoun = first.is(Tags::SUBJECT) && !first.is(Tags::OBJECT.or(Tags::DETERMINER).or(Tags::DUMMY));
        if pronoun && p.at(words.from + 1).shape == Shape::Word && words.to - words.from > 2 {
            return true;
        }
        (words.from + 1..words.to).take(CLAUSE).any(|at| {
            // "officers still watch the area"
            let adverb = at > words.from + 1 && p.at(at - 1).is(Tags::ADVERB) && !p.at(at - 1).is(Tags::DETERMINER);
            let (before, token, next) = (p.at(at - 1 - usize::from(adverb)), p.at(at), p.at(at + 1));
            let object = next.quote == 0 && next.is(Tags::DETERMINER.or(Tags::OBJECT).or(Tags::THAT));
            let word =
                token.shape == Shape::Word && token.quote == 0 && !token.is(NO_VERB) && !before.is(Tags::DETERMINER);
            let plural = before.is(Tags::PLURAL_ENDING.or(Tags::SPEAKER)) && !token.is(Tags::PLURAL_ENDING);
            word && object && before.is_word() && (plural || token.is(Tags::PLURAL_ENDING))
        })
    }

    /// Whether the words are a clause. Behind a verb that takes nouns as well, an ending is no proof: "maintained an advanced lead".
    fn has_finite_verb(&self, cue: &Cue, words: Range) -> bool {
        let p = self.paragraph;
        const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::CLITIC);
        // "adding 190 won"
        let counts = p.at(words.from).shape == Shape::Number && cue.form == Form::Participle;
        if !p.at(cue.verb).is(Tags::TRANSITIVE) && !counts {
            return endings::has_verb(p, words) || self.acts(words);
        }
        (words.from..words.to)
            .take_while(|at| !p.at(*at).is(Tags::RELATIVE.or(Tags::SUBORDINATOR)) && p.at(*at).shape != Shape::Comma)
            .any(|at| p.at(at).is(FINITE))
    }

    /// Whether a clause is long enough, and not the object of another kind of verb.
    fn clause_fits(&self, cue: &Cue, at: usize, words: Range) -> bool {
        let p = self.paragraph;
        let count = (words.from..words.to).filter(|at| p.at(*at).is_word()).count();
        let demonstrative =
            p.at(at).is(Tags::THAT) && count <= SHORTEST && !endings::has_verb(p, words) && !p.lexicon.comma_clauses();
        let noun = cue.takes == Takes::Quote && p.at(cue.verb).is(Tags::NOUNLIKE) && !p.at(at).is(Tags::THAT);
        // "points to 1,189", "ordered 49 tests"
        let counts = p.at(at).shape == Shape::Number && (cue.range.to > cue.verb + 1 || cue.act == Act::Orders);
        if counts && !self.has_modal(words) {
            return false;
        }
        if count < 2 || self.is_object(cue, at) || demonstrative || noun {
            return false;
        }
        let opened = p.at(at).is(Tags::OPENER.or(Tags::TO));
        if opened {
            return cue.takes != Takes::Quote || cue.act == Act::Asks || p.at(at).is(Tags::THAT);
        }
        let verb = cue.form == Form::Participle && p.at(at).is(Tags::AUXILIARY.or(Tags::MODAL));
        if verb || self.tells_when(words) || self.writes_thing(cue, at) {
            return false;
        }
        cue.act != Act::Thinks && cue.takes != Takes::Quote
    }

    /// Whether a finite auxiliary stands in the words.
    fn has_modal(&self, words: Range) -> bool {
        const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::CLITIC).or(Tags::TO);
        (words.from..words.to).any(|at| self.paragraph.at(at).is(FINITE))
    }

    /// "wrote a letter": what was written, not what it says.
    fn writes_thing(&self, cue: &Cue, at: usize) -> bool {
        let p = self.paragraph;
        let noun = (at + 1..at + 3).find(|at| !p.at(*at).is(Tags::DETERMINER));
        cue.act == Act::Writes && p.at(at).is(Tags::DETERMINER) && noun.is_some_and(|at| p.at(at).is(Tags::VENUE))
    }

    /// Whether words behind a cue only tell when: "reported ten days ago".
    pub(super) fn tells_when(&self, words: Range) -> bool {
        let p = self.paragraph;
        let counted: Vec<usize> = (words.from..words.to).filter(|at| p.at(*at).is_word()).take(SHORTEST + 2).collect();
        let (Some(first), Some(last)) = (counted.first(), counted.last()) else { return false };
        counted.len() <= SHORTEST + 1
            && p.at(*first).is(Tags::DETERMINER)
            && p.at(*last).is(Tags::TIME)
            && !endings::has_verb(p, words)
    }

    /// Whether a pronoun is told something, and does not own the noun behind it: "said her family".
    fn is_object(&self, cue: &Cue, at: usize) -> bool {
        let (token, next) = (self.paragraph.at(at), self.paragraph.at(at + 1));
        let owns = token.is(Tags::OWNER)
            && next.shape == Shape::Word
            && !next.is(Tags::PREPOSITION.or(Tags::CONJUNCTION).or(Tags::TO).or(Tags::OPENER).or(Tags::DETERMINER));
        token.is(Tags::OBJECT) && !(owns && cue.form == Form::Finite)
    }

    /// "the plan, which S said was wrong": the relative is part of the words.
    pub(super) fn add_relative(&self, draft: &mut Draft, boundary: usize) {
        let p = self.paragraph;
        if draft.rule != Rule::SourceCueClause || boundary <= self.segment.from.max(self.taken) {
            return;
        }
        let at = boundary - 1;
        let noun_before =
            at > self.segment.from && p.at(at - 1).is_word() && !p.at(at - 1).is(Tags::CUE.or(Tags::OPENER));
        let before = p.at(at.saturating_sub(1));
        // "a town in which S said Q": nothing of the town is said.
        let led = at > self.segment.from && before.is(Tags::PREPOSITION) && !before.is(Tags::CAPITAL);
        let Some(words) = draft.pieces.first_mut().filter(|_| !led && p.at(at).quote == 0) else { return };
        // "so high that S said they would fall": no noun is meant.
        let clause = p.at(words.from).is(Tags::SUBJECT.or(Tags::DETERMINER).or(Tags::CAPITAL).or(Tags::POSSESSIVE));
        if !(p.at(at).is(Tags::RELATIVE_OBJECT) || p.at(at).is(Tags::THAT) && noun_before && !clause) {
            return;
        }
        // ", which S said was wrong, is dear": a comma opened the clause, and the next one closes it.
        let closes = |at: &usize| p.at(*at).shape == Shape::Comma && p.at(*at).quote == 0;
        if before.shape == Shape::Comma
            && let Some(comma) = (words.from..words.to).find(closes)
        {
            words.to = comma;
            draft.next = comma.max(draft.cue.to);
        }
        draft.pieces.insert(0, Range::new(at, boundary));
        draft.rule = Rule::RelativeSourceCue;
    }

    /// "The plan, S said, “is a gift” to the rich": the sentence was begun before the cue.
    pub(super) fn add_clause_before(&self, draft: &mut Draft, boundary: usize) {
        let p = self.paragraph;
        let left = self.segment.from.max(self.taken);
        if draft.rule != Rule::SourceCueQuote || boundary < left + 2 || p.at(boundary - 1).shape != Shape::Comma {
            return;
        }
        let Some(quoted) = draft.pieces.first().copied() else { return };
        // "But, S said, “Q”"
        let joins = boundary == left + 2 && p.at(left).is(Tags::CONJUNCTION);
        let small = p.text(quoted.from + 1).starts_with(char::is_lowercase);
        let goes_on = joins || small && (boundary > left + 2 || !p.at(left).is(Tags::ADVERB.or(Tags::TIME)));
        // "While the bridge is old, S said, “it will hold”", but not "When asked, S said, “it will hold”"
        let (first, second) = (p.at(left), p.at(left + 1));
        const REDUCED: Tags = Tags::PAST_ENDING.or(Tags::GERUND_ENDING).or(Tags::CUE);
        let clause = first.is(Tags::SUBORDINATOR) && !first.is(Tags::AS) && !second.is(REDUCED);
        let whole = boundary > left + 4 && endings::has_verb(p, Range::new(left, boundary - 1));
        // "In cases of doubt, S said, “the answer is no”", but not "In Lisse, S said" or "In a letter, S said"
        const OCCASION: Tags = Tags::TIME.or(Tags::VENUE).or(Tags::CAPITAL);
        let occasion = |at: usize| p.at(at).is(OCCASION) && at > left;
        let about = first.is(Tags::PREPOSITION) && !first.is(Tags::TO) && !(left..boundary).any(occasion);
        let lead =
            first.is(Tags::PREPOSITION.or(Tags::SUBORDINATOR).or(Tags::TIME)) && !(clause && whole || about && small);
        if goes_on && p.at(quoted.from - 1).shape == Shape::Comma && !lead {
            draft.pieces.insert(0, Range::new(left, boundary - 1));
            draft.rule = Rule::ClauseSourceCueQuote;
        }
    }
}
