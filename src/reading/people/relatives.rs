//! "who": the name before it, past a place, an age and an apposition.

use super::cast::Mention;
use super::names::RunKind;
use super::pronouns::{Context, NAMES};
use super::sources::Resolution;
use super::tokens::{Gap, Shape};
use crate::languages::names::Class;
use crate::model::person::PersonKind;
use crate::model::reason::Reason;
use crate::model::statement::Manner;

/// Longest apposition between a name and "who", in words.
const APPOSITION: usize = 16;

impl Context<'_> {
    /// "who": the name or noun right before it.
    pub(super) fn relative(&self, at: usize) -> Resolution {
        let Some(before) = at.checked_sub(1).map(|before| &self.cast.tokens[before]) else {
            return Resolution::Unresolved;
        };
        if !matches!(before.gap, Gap::Space | Gap::Comma) {
            return Resolution::Unresolved;
        }
        let sentence = self.sentences.partition_point(|sentence| sentence.span.start <= before.span.start);
        let start = sentence.checked_sub(1).map_or(0, |index| self.sentences[index].span.start);
        let aged = |at: usize| {
            let tokens = self.cast.tokens;
            tokens[at].gap == Gap::Comma && tokens.get(at + 1).is_some_and(|next| next.shape == Shape::Number)
        };
        // "an analyst at Skandex, who": one word behind a preposition, of which the article tells no more.
        let whereabouts = |mention: &Mention| {
            let run = self.cast.run_ending(mention.at + 1).filter(|run| run.kind == RunKind::Single && !run.evident);
            let led = run.and_then(|run| run.start().checked_sub(1)).is_some_and(|at| {
                let token = &self.cast.tokens[at];
                token.is(Class::PREPOSITION) && token.gap == Gap::Space
            });
            led && mention.who.iter().all(|who| !self.cast.members[*who as usize].person.name.contains(' '))
        };
        let evident = |mention: &&Mention| {
            (self.is_evident(mention) || aged(mention.at))
                && !self.cast.tokens[mention.at].quoted
                && !whereabouts(mention)
        };
        let Some(last) = self.cast.mentions_in(start..before.span.end).iter().rev().take(NAMES).find(evident) else {
            return Resolution::Unresolved;
        };
        match last.who[..] {
            [only] if self.leads_to(last.at, at) && !self.cast.tokens[last.at].possessive => {
                let full = self.cast.run_ending(last.at + 1).is_some_and(|run| run.kind == RunKind::Full);
                let manner = if full { Manner::Full } else { Manner::Surname };
                match self.joined_to(last, start).filter(|_| before.gap == Gap::Space) {
                    Some(other) if other != only => Resolution::Joint(vec![other, only], manner),
                    _ => Resolution::Resolved(only, manner, Reason::NamedBefore),
                }
            }
            _ => Resolution::Unresolved,
        }
    }

    /// The person named before "and" and the title of another one: "Ruiz and the minister Roe who".
    fn joined_to(&self, name: &Mention, start: u32) -> Option<u32> {
        let tokens = self.cast.tokens;
        let first = self.cast.run_ending(name.at + 1).map_or(name.at, |run| run.start());
        let and = (0..first)
            .rev()
            .take(APPOSITION / 2)
            .take_while(|at| tokens[*at].gap == Gap::Space)
            .find(|at| tokens[*at].is(Class::AND))?;
        let end = and.checked_sub(1).filter(|at| tokens[*at].gap == Gap::Space)?;
        let before = self.cast.mentions_in(start..tokens[and].span.start).last().filter(|mention| mention.at == end)?;
        match before.who[..] {
            [only] if self.cast.members[only as usize].person.kind == PersonKind::Person => Some(only),
            _ => None,
        }
    }

    /// Whether only a place, an age and an apposition stand between a name and "who": "Ana Ruiz of Lindow, the mayor, who".
    fn leads_to(&self, name: usize, who: usize) -> bool {
        let name = self.past_place(name, who);
        let tokens = &self.cast.tokens[name..who];
        let [name, inner @ .., last] = tokens else { return tokens.len() == 1 };
        let Some(first) = inner.first() else { return false };
        name.gap == Gap::Comma
            && tokens.len() <= APPOSITION
            && first.is(Class::DETERMINER | Class::ROLE | Class::MODIFIER | Class::NATION)
            && matches!(last.gap, Gap::Space | Gap::Comma)
            && inner.iter().all(|token| token.gap == Gap::Space)
    }

    /// The last word of ", 24," and "of Lindow," behind a name, so far as they end with a comma before "who"; else the name.
    fn past_place(&self, name: usize, who: usize) -> usize {
        let tokens = self.cast.tokens;
        let mut last = name;
        while last + 1 < who && last - name < APPOSITION {
            let next = last + 1;
            let aged = tokens[last].gap == Gap::Comma && tokens[next].shape == Shape::Number;
            let placed = tokens[next].is(Class::PREPOSITION)
                && tokens[next].gap == Gap::Space
                && matches!(tokens[last].gap, Gap::Space | Gap::Comma);
            let end = match (aged, placed) {
                (true, _) => next,
                (_, true) => {
                    (next + 1..who).find(|at| !tokens[*at].is_capital() || tokens[*at].gap != Gap::Space).unwrap_or(who)
                }
                _ => break,
            };
            if end >= who || tokens[end].gap != Gap::Comma || placed && !tokens[end].is_capital() {
                break;
            }
            last = end;
        }
        last
    }
}
