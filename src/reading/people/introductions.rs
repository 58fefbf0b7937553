//! Introductions: what the words around a name say of its bearer.
//!
//! ```text
//! Russian Foreign Minister Sergey Lavrov       before the name
//! the mayor, Ana Ruiz, ...                     before it, with a comma
//! Ana Ruiz, 45, the mayor of Lindow, ...       after it
//! Ana Ruiz is the mayor of Lindow              with a verb
//! ```

use super::names::Run;
use super::roles::Office;
use super::tokens::{Gap, Shape, Token};
use crate::languages::names::{Class, Words};
use crate::text::folding::folded;
use std::ops::Range;

/// Most words from an office to the name behind what it is of.
const HEAD_FIRST: usize = 8;

/// Longest introduction, in words.
const LONGEST: usize = 14;

/// The stretches of tokens around a name that give an office, each with the office.
pub(crate) fn offices(plain: &str, tokens: &[Token], words: &Words, run: &Run) -> Vec<(Range<usize>, Office)> {
    let around = Around { tokens, run };
    let read = |range: Range<usize>| Some((range.clone(), Office::read(plain, tokens, range, words)?));
    let before = around.before().or_else(|| around.head_first(plain, words));
    let phrases = [before, around.before_comma(), around.after(), around.copula()];
    let mut offices: Vec<(Range<usize>, Office)> = phrases.into_iter().flatten().filter_map(read).collect();
    if let (Some((_, office)), Some(place)) = (offices.first_mut(), around.party_place(plain)) {
        office.add_place(&folded(place));
    }
    offices
}

/// Whether the words beside the name make its bearer somebody's relative: "his wife, Ana Ruiz", "Ana Ruiz, his daughter".
pub(crate) fn is_kin(tokens: &[Token], run: &Run) -> bool {
    let first = run.start();
    let kin = |at: usize| tokens.get(at).is_some_and(|token| token.is(Class::KIN) && token.shape == Shape::Small);
    let before = first > 0 && matches!(tokens[first - 1].gap, Gap::Space | Gap::Comma) && kin(first - 1);
    let last = run.name.end - 1;
    let after =
        tokens[last].gap == Gap::Comma && (last + 2..last + 5).any(|at| kin(at) && tokens[at - 1].gap == Gap::Space);
    // "his daughter, the cellist Ana Ruiz"
    let small = |at: &usize| tokens[*at].shape == Shape::Small && tokens[*at].gap == Gap::Space;
    let apposed = (first.saturating_sub(APPOSED)..first).rev().take_while(small).last();
    let apposed = apposed.is_some_and(|at| {
        at > 0 && tokens[at].is(Class::DETERMINER) && tokens[at - 1].gap == Gap::Comma && kin(at - 1)
    });
    before || after || apposed
}

/// Whether words before a single name say whose relative or what to the writer its bearer is: "my neighbor Brenda", "her father, Tom,".
pub(crate) fn is_somebodys(tokens: &[Token], run: &Run) -> bool {
    let first = run.start();
    let Some(noun) = first.checked_sub(1).map(|at| &tokens[at]) else { return false };
    let related = noun.is(Class::KIN | Class::TRADE) && noun.shape == Shape::Small;
    let owner =
        |token: &Token| token.is(Class::DETERMINER) && token.is(Class::PERSONAL | Class::SELF) || token.possessive;
    let owned =
        (first.saturating_sub(3)..first.saturating_sub(1)).any(|at| owner(&tokens[at]) && tokens[at].gap == Gap::Space);
    related && owned && matches!(noun.gap, Gap::Space | Gap::Comma) && run.name.len() == 1
}

/// Most words between a relative's noun and the name that is set off behind it.
const APPOSED: usize = 5;

struct Around<'a> {
    tokens: &'a [Token],
    run: &'a Run,
}

impl Around<'_> {
    fn first(&self) -> usize {
        self.run.start()
    }

    /// The title, with the small words before it: "Lindow council spokeswoman" and whatever capitals come before those.
    fn before(&self) -> Option<Range<usize>> {
        let first = self.first();
        let title = &self.tokens[self.run.title.clone()];
        let mut start = first;
        let joins = |at: usize| {
            let token = &self.tokens[at];
            token.gap == Gap::Space
                && !token.is(Class::DETERMINER | Class::PREPOSITION | Class::OPENER)
                && (token.is(Class::ROLE | Class::MODIFIER | Class::BODY | Class::NATION) || token.is_capital())
        };
        let small_role = |at: usize| self.tokens[at].is(Class::ROLE) && self.tokens[at].shape == Shape::Small;
        if first > 0
            && self.tokens[first - 1].gap == Gap::Space
            && (small_role(first - 1) || title.iter().any(|t| t.is(Class::ROLE)))
        {
            while start > 0 && first - start < 6 && joins(start - 1) && !self.tokens[start].opens {
                start -= 1;
            }
        }
        let end =
            if title.iter().any(|token| token.is(Class::ROLE | Class::TITLE)) { self.run.title.end } else { first };
        (start < end).then_some(start..end)
    }

    /// The office before a name with what it is of between them: "le ministre de la Défense Marc Roux", «мэр города Анна Орлова».
    fn head_first(&self, plain: &str, words: &Words) -> Option<Range<usize>> {
        let first = self.first();
        if !words.head_first() {
            return None;
        }
        let between = |token: &Token| {
            let known = Class::OF
                | Class::DETERMINER
                | Class::PORTFOLIO
                | Class::NATION
                | Class::BODY
                | Class::ORGANISATION
                | Class::MODIFIER;
            let text = token.span.of(plain);
            let genitive = words.no_articles
                && token.shape == Shape::Small
                && !token.is(Class::OPENER | Class::COPULA | Class::WHO | Class::PREPOSITION)
                && !words.ends_as_verb(&folded(text));
            token.is(known) || token.is_capital() || text.contains(['\'', '’']) || genitive
        };
        let mut start = first;
        while start > 0 && first - start < HEAD_FIRST && self.tokens[start - 1].gap == Gap::Space {
            start -= 1;
            if self.tokens[start].is(Class::ROLE) && !self.tokens[start].is(Class::MODIFIER) {
                let leads = |at: usize| {
                    let token = &self.tokens[at];
                    token.gap == Gap::Space && token.is(Class::MODIFIER | Class::ROLE) && !token.opens
                };
                while start > 0 && leads(start - 1) {
                    start -= 1;
                }
                return (start + 1 < first || self.tokens[start].shape == Shape::Small).then_some(start..first);
            }
            if !between(&self.tokens[start]) || self.tokens[start].opens {
                return None;
            }
        }
        None
    }

    /// A noun phrase set off by a comma before the name: "the mayor, Ana Ruiz,".
    fn before_comma(&self) -> Option<Range<usize>> {
        let first = self.first();
        let closes = matches!(self.tokens[self.run.name.end - 1].gap, Gap::Comma | Gap::Stop);
        if !closes || first == 0 || self.tokens[first - 1].gap != Gap::Comma {
            return None;
        }
        let mut start = first - 1;
        while start > 0
            && first - start < LONGEST
            && self.tokens[start - 1].gap == Gap::Space
            && !self.is_definite(start)
        {
            start -= 1;
        }
        (self.is_definite(start) && self.has_role(start..first)).then_some(start..first)
    }

    /// Whether a definite noun phrase can begin here.
    fn is_definite(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.is(Class::DETERMINER) && !token.is(Class::INDEFINITE) || token.possessive && token.is_capital()
    }

    /// A noun phrase set off by a comma after the name; an age between them does not matter.
    fn after(&self) -> Option<Range<usize>> {
        let mut last = self.run.name.end - 1;
        if self.tokens[last].gap != Gap::Comma || self.tokens[last].possessive {
            return None;
        }
        if self.tokens.get(last + 1)?.shape == Shape::Number && self.tokens[last + 1].gap == Gap::Comma {
            last += 1;
        }
        self.phrase(last + 1)
    }

    /// The place in a party label right after the name: "Iowa" in ", R-Iowa," and "(R-Iowa)".
    fn party_place<'p>(&self, plain: &'p str) -> Option<&'p str> {
        let last = self.run.name.end - 1;
        let label = self.tokens.get(last + 1)?;
        if !matches!(self.tokens[last].gap, Gap::Comma | Gap::Mark) || label.shape == Shape::Small {
            return None;
        }
        let (party, place) = label.span.of(plain).split_once('-')?;
        (party.chars().count() == 1 && place.starts_with(char::is_uppercase)).then_some(place)
    }

    /// What the name "is": "Ruiz is a teacher from Lindow".
    fn copula(&self) -> Option<Range<usize>> {
        let last = self.run.name.end - 1;
        let verb = self.tokens.get(last + 1)?;
        if self.tokens[last].gap != Gap::Space || !verb.is(Class::COPULA) || verb.gap != Gap::Space {
            return None;
        }
        let start = last + 2;
        if !self.tokens.get(start)?.is(Class::DETERMINER) {
            return None;
        }
        self.phrase(start)
    }

    /// The noun phrase from `start` to the next comma or stop, if its head can be an office and is nobody's name.
    fn phrase(&self, start: usize) -> Option<Range<usize>> {
        let mut end = start;
        while end < self.tokens.len() && end - start < LONGEST {
            end += 1;
            let ends = |next: &Token| next.is(Class::WHO | Class::COPULA);
            if self.tokens[end - 1].gap != Gap::Space || self.tokens.get(end).is_some_and(ends) {
                break;
            }
        }
        let head = (start..end).find(|at| self.tokens[*at].is(Class::PREPOSITION)).unwrap_or(end);
        let named = self.tokens[start..head].iter().any(|token| token.is(Class::FIRST_NAME) && token.is_capital());
        (!named && self.has_role(start..head)).then_some(start..end)
    }

    fn has_role(&self, range: Range<usize>) -> bool {
        self.tokens[range].iter().any(|token| token.is(Class::ROLE))
    }
}
