//! Words that may have their capital only because a sentence begins with them.

use super::tokens::{Gap, Shape, Token};
use crate::languages::names::Class;
use crate::text::folding;
use crate::text::lookup::{Key, WordMap};

/// The words that begin a sentence, each with how else the article writes it.
#[derive(Default)]
pub(super) struct SentenceInitials {
    /// Words that are keys, in lower case.
    short: WordMap<u128, Written>,
    /// Others, folded.
    long: WordMap<String, Written>,
}

/// How an article writes a word elsewhere than at the start of a sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Written {
    /// In lower case: a capital makes no name of it.
    small: bool,
    /// With a capital within a sentence: it is a name.
    capital: bool,
}

impl SentenceInitials {
    /// `capitals` are the places of all tokens that begin with one.
    pub(super) fn of(plain: &str, tokens: &[Token], capitals: &[usize]) -> SentenceInitials {
        let mut small = SentenceInitials::default();
        // For each first byte the lengths that occur: a cheap way to pass over most words.
        let mut lengths = [0_u64; 256];
        for token in capitals.iter().map(|at| &tokens[*at]).filter(|token| may_be_only_sentence_case(token)) {
            let (first, length) = match key(plain, token) {
                Some(key) => {
                    small.short.insert(key.lower(), Written::default());
                    (plain.as_bytes()[token.span.start as usize].to_ascii_lowercase(), token.span.len())
                }
                None => {
                    let word = folding::folded(token.span.of(plain));
                    let shape = (word.bytes().next().unwrap_or_default(), word.len());
                    match Key::of(&word) {
                        Some(key) => small.short.insert(key.lower(), Written::default()),
                        None => small.long.insert(word, Written::default()),
                    };
                    shape
                }
            };
            lengths[first as usize] |= 1 << (length % 64);
        }
        let may_be_one = |token: &&Token| {
            let first = plain.as_bytes()[token.span.start as usize];
            token.shape == Shape::Small && lengths[first as usize] & 1 << (token.span.len() % 64) != 0
        };
        for token in tokens.iter().filter(may_be_one) {
            let seen = match key(plain, token) {
                Some(key) => small.short.get_mut(&key.written()),
                None => small.long.get_mut(token.span.of(plain)),
            };
            if let Some(seen) = seen {
                seen.small = true;
            }
        }
        let named = |at: &usize| {
            let token = &tokens[*at];
            let first = || {
                let before = &tokens[at - 1];
                before.is(Class::FIRST_NAME) && before.is_capital() && before.gap == Gap::Space
            };
            !token.opens && token.shape != Shape::Capitals && (token.running || *at > 0 && first())
        };
        for token in capitals.iter().copied().filter(named).map(|at| &tokens[at]) {
            let first = plain.as_bytes()[token.span.start as usize].to_ascii_lowercase();
            if lengths[first as usize] & 1 << (token.span.len() % 64) == 0 {
                continue;
            }
            let seen = match key(plain, token) {
                Some(key) => small.short.get_mut(&key.lower()),
                None => small.long.get_mut(&folding::folded(token.span.of(plain))),
            };
            if let Some(seen) = seen {
                seen.capital = true;
            }
        }
        small
    }

    /// Whether the word of a token stands written small somewhere.
    pub(super) fn has(&self, plain: &str, token: &Token) -> bool {
        self.written(plain, token).small
    }

    /// Whether the word of a token has a capital within a sentence too.
    pub(super) fn is_named(&self, plain: &str, token: &Token) -> bool {
        self.written(plain, token).capital
    }

    fn written(&self, plain: &str, token: &Token) -> Written {
        let seen = match key(plain, token) {
            Some(key) => self.short.get(&key.lower()),
            None => {
                let word = folding::folded(token.span.of(plain));
                Key::of(&word).map_or_else(|| self.long.get(&word), |key| self.short.get(&key.lower()))
            }
        };
        seen.copied().unwrap_or_default()
    }
}

/// The word of a token as a number.
fn key(plain: &str, token: &Token) -> Option<Key> {
    Key::at(plain, token.span.start as usize, token.span.end as usize)
}

/// Whether only the start of a sentence may be why a word has its capital.
pub(super) fn may_be_only_sentence_case(token: &Token) -> bool {
    token.opens
        && token.is_capital()
        && !token.is(Class::OPENER | Class::FIRST_NAME | Class::ANY_TITLE | Class::ROLE | Class::NATION)
}
