//! Whether a sentence looks back or ahead, so that "Friday" is the last or the next one.

use super::Grammar;
use crate::dates::tokens::Kind;
use crate::languages::dates::Role;
use crate::source::Span;

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

impl Grammar<'_> {
    /// The tense of the cue nearest before the tokens `first..end` in their sentence, else of the first one after them.
    pub(super) fn tense(&self, first: usize, end: usize, sentence: Span) -> Tense {
        if first > 0 && self.is(first - 1, Role::Toward) {
            return Tense::Future;
        }
        let inside =
            |at: &usize| self.tokens[*at].span.start >= sentence.start && self.tokens[*at].span.end <= sentence.end;
        let before = (first.saturating_sub(REACH)..first).rev().take_while(inside).find_map(|at| self.cue(at));
        let after = || (end..(end + REACH).min(self.tokens.len())).take_while(inside).find_map(|at| self.cue(at));
        before.or_else(after).unwrap_or(Tense::Unclear)
    }

    fn cue(&self, at: usize) -> Option<Tense> {
        let entry = self.entry(at);
        if entry.is(Role::Coming) {
            Some(Tense::Future)
        } else if entry.is(Role::Gone) {
            Some(Tense::Past)
        } else {
            let verb = self.tokens[at].kind == Kind::Word && self.tokens[at].entry == 0;
            (verb && self.lexicon.ends_like_past(self.words(at))).then_some(Tense::Past)
        }
    }
}
