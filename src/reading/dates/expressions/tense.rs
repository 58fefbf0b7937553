//! Whether a sentence looks back or ahead, so that "Friday" is the last or the next one.

use super::Grammar;
use crate::languages::dates::Role;
use crate::reading::dates::tokens::Kind;
use crate::text::source::Span;

/// The direction in which the words around a date point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Back: "said Friday".
    Past,
    /// Ahead: "will meet on Friday".
    Future,
    /// Neither.
    Unclear,
}

/// How many tokens before and after a date are searched for a cue; keeps the cost linear in endless sentences.
const REACH: usize = 40;

/// Longest "the mayor, Ana Ruiz, said", in tokens.
const SAYS: usize = 10;

impl Grammar<'_> {
    /// The tense of the cue nearest before the tokens `first..end` in their sentence, else of the first one after them.
    pub(super) fn tense(&self, first: usize, end: usize, sentence: Span) -> Tense {
        let inside =
            |at: &usize| self.tokens[*at].span.start >= sentence.start && self.tokens[*at].span.end <= sentence.end;
        let possessive = (self.joined(end, '\'') || self.joined(end, '’'))
            && self.tokens.get(end + 1).is_some_and(|next| !next.spaced);
        let noun = |at: &usize| inside(at) && !self.entry(*at).any(&[Role::Present, Role::Gone, Role::Coming]);
        let owned = (end + 2..(end + 5).min(self.tokens.len())).take_while(noun);
        let occasion = possessive && owned.into_iter().any(|at| self.is(at, Role::Occasion));
        // "Wednesday's ruling" has been made, "Sunday's match" need not have been played; "planned for Saturday was cancelled" is over
        if possessive && !occasion || self.is(end, Role::Gone) {
            return Tense::Past;
        }
        if self.is(end, Role::Contract) {
            return Tense::Future;
        }
        // "The council passed the 2022 budget": that says nothing of the year.
        let bare = end == first + 1 && self.number_of(first, 4..=4).is_some();
        let planned = self.is(end, Role::Planned) || self.before(first, Role::Planned);
        if bare && planned || self.is(first, Role::Fiscal) {
            return Tense::Unclear;
        }
        if self.is_said_of_now(first, end, sentence) {
            return Tense::Future;
        }
        let opens = first < 2 || !inside(&(first - 2));
        if first > 0 && self.is(first - 1, Role::Toward) && !opens {
            return Tense::Future;
        }
        if !opens && self.is_on_now(first) {
            return Tense::Future;
        }
        let before = || (first.saturating_sub(REACH)..first).rev().take_while(inside);
        let after = || (end..(end + REACH).min(self.tokens.len())).take_while(inside);
        let cue = before().find_map(|at| self.cue(at)).or_else(|| after().find_map(|at| self.cue(at)));
        // "The president flies home on Sunday": nothing in the sentence looks back.
        let now = || occasion || self.running && before().any(|at| self.is(at, Role::Now));
        match cue {
            None | Some(Tense::Unclear) if now() => Tense::Future,
            known => known.unwrap_or(Tense::Unclear),
        }
    }

    /// Whether a verb in the present stands directly before a date: "closes on Monday", "the deadline is Sunday".
    fn is_on_now(&self, first: usize) -> bool {
        let present = |at: usize| self.is(at, Role::Now) || self.is(at, Role::Present) && !self.is(at, Role::To);
        let led = first > 1 && self.is(first - 1, Role::On) && self.is(first - 2, Role::Now);
        self.running && (led || present(first - 1))
    }

    /// Whether a clause that ends with the date and is said by somebody has a verb in the present: "“We walk out on Monday,” she said", "the
    /// ferry sails on Sunday, he said". What is told of now is still to come on a day that is named.
    fn is_said_of_now(&self, first: usize, end: usize, sentence: Span) -> bool {
        let inside =
            |at: &usize| self.tokens[*at].span.start >= sentence.start && self.tokens[*at].span.end <= sentence.end;
        let mark = |at: usize| matches!(self.tokens[at].kind, Kind::Mark(_));
        let quotes = |at: usize| matches!(self.tokens[at].kind, Kind::Mark('"' | '“' | '”' | '«' | '»'));
        let close = (end..(end + 3).min(self.tokens.len())).take_while(inside).take_while(|at| mark(*at)).last();
        let Some(close) = close.filter(|close| self.mark(end, ',') || quotes(*close)) else { return false };
        let start = (first.saturating_sub(REACH)..first).rev().take_while(inside).take_while(|at| !mark(*at)).last();
        let Some(start) = start.filter(|start| first - start > 2) else { return false };
        // What stands before the date must begin the sentence or the quotation.
        let begins = start == 0 || !inside(&(start - 1)) || quotes(start - 1);
        let told = |at: usize| self.cue(at).is_some() || self.entry(at).is(Role::Present);
        let rest: Vec<usize> = (close + 1..self.tokens.len()).take_while(inside).take(SAYS).collect();
        // "Ana Ruiz said." or "said Ana Ruiz, the mayor.", but not "In a statement on Monday, Ruiz said it was late."
        let words: Vec<usize> = rest.iter().copied().filter(|at| !mark(*at)).collect();
        let gone = |at: Option<&usize>| at.is_some_and(|at| self.entry(*at).is(Role::Gone));
        let says = rest.len() < SAYS && (gone(words.first()) || gone(words.last()));
        begins && says && !(start..first).any(told)
    }

    fn cue(&self, at: usize) -> Option<Tense> {
        let entry = self.entry(at);
        if !self.running && entry.is(Role::Present) {
            return Some(Tense::Future);
        }
        if entry.is(Role::Coming) {
            return Some(Tense::Future);
        }
        let verb = self.tokens[at].kind == Kind::Word && self.tokens[at].entry == 0;
        let past = entry.is(Role::Gone) || verb && self.lexicon.ends_like_past(self.words(at));
        past.then(|| match () {
            // "to be played", "will be heard"
            () if self.before(at, Role::Coming) => Tense::Future,
            () if self.before(at, Role::Present) && at > 1 && self.is(at - 2, Role::Coming) => Tense::Future,
            () if self.before(at, Role::Present) => Tense::Unclear,
            () => Tense::Past,
        })
    }
}
