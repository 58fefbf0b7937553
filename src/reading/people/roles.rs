//! Offices: "Russian Foreign Minister", "Russia's top diplomat" and "the minister", and whether one may mean the other.

use super::tokens::{Shape, Token};
use crate::languages::names::{Class, Words};
use crate::text::folding;
use std::ops::Range;

/// An office or occupation as some words give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Office {
    /// Its words as written, folded, without determiners and countries; the head is last.
    written: Vec<Box<str>>,
    /// The same in the usual words, if those are others: "top diplomat" as "foreign minister".
    usual: Option<Vec<Box<str>>>,
    /// The country, bloc or its capital.
    nation: Option<u16>,
    /// Names and other words that say of what: "Boston" in "mayor of Boston".
    of: Vec<Box<str>>,
    /// Whether it was held in the past: "former president".
    past: bool,
    /// Whether it is a lower office with the name of a higher: "vice president".
    lesser: bool,
    /// Whether somebody's, not said by name whose: "his lawyer".
    somebodys: bool,
}

/// How well an office fits the words that ask for one; better ones are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Nothing speaks against it.
    Possible,
    /// A broader word was used: "the lawmaker" for a senator.
    Broader,
    /// Another word for the same office.
    Usual,
    /// The same words.
    Exact,
}

impl Office {
    /// Reads the office in a noun phrase; `None` if its head is not the noun of one. Linear in the phrase, which is short.
    pub(crate) fn read(plain: &str, tokens: &[Token], range: Range<usize>, words: &Words) -> Option<Office> {
        let mut office = Office::default();
        let mut folded = String::new();
        let mut at = range.start;
        while at < range.end {
            let token = &tokens[at];
            let text = token.span.of(plain);
            if !office.written.is_empty() && token.is(Class::PREPOSITION) && token.shape == Shape::Small {
                at = office.portfolio(plain, tokens, at..range.end, words);
                office.rest(plain, tokens, at..range.end, words);
                break;
            }
            if let Some((nation, length)) = nation_at(plain, tokens, at..range.end, words) {
                office.nation = office.nation.or(Some(nation));
                at += length;
                continue;
            }
            folding::fold(text.trim_end_matches('.'), &mut folded);
            if token.is(Class::HE | Class::SHE | Class::THEY | Class::SELF) {
                office.somebodys = true;
            } else if token.is(Class::PAST) && token.shape == Shape::Small {
                office.past = true;
            } else if token.possessive {
                office.of.push(folded.as_str().into());
            } else if !token.is(Class::DETERMINER) && token.shape != Shape::Number {
                office.lesser |= token.is(Class::LESSER);
                match words.compound(&folded) {
                    Some((head, _)) => {
                        let prefix = folded[..head].trim_end_matches('-');
                        if !weightless(prefix, words) {
                            office.of.push(prefix.into());
                        }
                        office.written.push(folded[head..].into());
                    }
                    None => office.written.push(folded.as_str().into()),
                }
            }
            at += 1;
        }
        let is_role = |word: &str| words.class(word).is(Class::ROLE | Class::ANY_TITLE);
        // "le ministre socialiste": the noun comes first.
        if words.head_first()
            && !office.written.last().is_some_and(|word| is_role(word))
            && let Some(noun) = office.written.iter().rposition(|word| is_role(word))
        {
            let rest = office.written.split_off(noun + 1);
            office.of.extend(rest);
        }
        let head = office.written.last()?;
        // "secretary of state"
        let of = |at: usize| words.class(&office.written[at + 1]).is(Class::OF);
        let before_of = office.written.len().checked_sub(3).filter(|at| of(*at)).map(|at| &office.written[at]);
        if !(is_role(head) || before_of.is_some_and(|word| is_role(word))) {
            return None;
        }
        office.usual = usual(&office.written, words);
        Some(office)
    }

    /// Takes "of State" into the office itself; returns where to go on.
    fn portfolio(&mut self, plain: &str, tokens: &[Token], range: Range<usize>, words: &Words) -> usize {
        let mut at = range.start + 1;
        if !tokens[range.start].is(Class::OF) {
            return at;
        }
        while at < range.end && tokens[at].is(Class::DETERMINER) {
            at += 1;
        }
        let takes = |head: &str| words.class(head).is(Class::PORTFOLIO_OFFICE);
        if at < range.end
            && tokens[at].is(Class::PORTFOLIO)
            && !tokens[at].is(Class::NATION)
            && self.written.last().is_some_and(|head| takes(head))
        {
            self.written.push(folding::folded(tokens[range.start].span.of(plain)).into());
            self.written.push(folding::folded(tokens[at].span.of(plain)).into());
            at += 1;
        }
        at
    }

    /// Reads what follows the head: of what, from where.
    fn rest(&mut self, plain: &str, tokens: &[Token], range: Range<usize>, words: &Words) {
        let mut at = range.start;
        while at < range.end && !tokens[at].is(Class::WHO) {
            if let Some((nation, length)) = nation_at(plain, tokens, at..range.end, words) {
                self.nation = self.nation.or(Some(nation));
                at += length;
                continue;
            }
            if !tokens[at].is(Class::PREPOSITION | Class::DETERMINER) {
                self.of.push(folding::folded(tokens[at].span.of(plain)).into());
            }
            at += 1;
        }
    }

    fn usual(&self) -> &[Box<str>] {
        self.usual.as_deref().unwrap_or(&self.written)
    }

    /// Whether this office may be what the words of `asked` mean, and how well.
    pub(crate) fn fit(&self, asked: &Office, words: &Words) -> Option<Fit> {
        if let (Some(here), Some(there)) = (self.nation, asked.nation)
            && here != there
        {
            return None;
        }
        if asked.past && !self.past || self.lesser && !asked.lesser {
            return None;
        }
        let fit = self.head_fit(asked, words)?;
        let common = words.class(asked.written.last()?).is(Class::COMMON);
        let fit = if common || asked.somebodys || self.past && !asked.past { Fit::Possible } else { fit };
        let vague_nation = asked.nation.is_some() && self.nation.is_none();
        let has = |word: &str| self.of.iter().chain(&self.written).chain(self.usual()).any(|own| &**own == word);
        let mut missing = 0;
        let modifiers = if fit == Fit::Usual { asked.usual() } else { &asked.written };
        for word in modifiers[..modifiers.len() - 1].iter().chain(&asked.of) {
            if !has(word) && !weightless(word, words) {
                missing += 1;
            }
        }
        let of_elsewhere = !asked.of.is_empty() && !self.of.is_empty() && !asked.of.iter().any(|word| has(word));
        match missing {
            0 if vague_nation => Some(Fit::Possible),
            0 => Some(fit),
            // "the Vermont senator" and a senator of whom no more is said.
            1 if !of_elsewhere && self.of.is_empty() && self.written.len() == 1 && self.nation.is_none() => {
                Some(Fit::Possible)
            }
            _ => None,
        }
    }

    fn head_fit(&self, asked: &Office, words: &Words) -> Option<Fit> {
        let (own, theirs) = (self.written.last()?, asked.written.last()?);
        // A prime minister is not "the minister", though a foreign minister may be.
        if let Some(special) = self.special(words).filter(|special| !asked.ends_with(special)) {
            let covered = words.covers(theirs, &special) || words.covers(asked.usual().last()?, &special);
            return covered.then_some(Fit::Broader);
        }
        if own == theirs {
            return Some(Fit::Exact);
        }
        if self.usual().last()? == asked.usual().last()? {
            return Some(Fit::Usual);
        }
        let asked_usual = asked.usual().last()?;
        let phrases = [&self.written, self.usual()];
        let ends = phrases
            .iter()
            .flat_map(|phrase| (1..=phrase.len().min(3)).map(|length| phrase[phrase.len() - length..].join("_")));
        let broader = ends.into_iter().any(|end| words.covers(theirs, &end) || words.covers(asked_usual, &end));
        broader.then_some(Fit::Broader)
    }

    /// The longest end of its words that is an office of its own.
    fn special(&self, words: &Words) -> Option<String> {
        let ends = |phrase: &[Box<str>]| {
            let longest = (2..=phrase.len().min(3)).rev();
            longest.map(|length| phrase[phrase.len() - length..].join("_")).find(|end| words.is_special(end))
        };
        ends(&self.written).or_else(|| ends(self.usual()))
    }

    /// Whether its words end with some others, joined by `_`.
    fn ends_with(&self, phrase: &str) -> bool {
        let length = phrase.split('_').count();
        let ends = |words: &[Box<str>]| words.len() >= length && words[words.len() - length..].join("_") == phrase;
        ends(&self.written) || ends(self.usual())
    }

    /// Adds the place of a party label: "Iowa" for "R-Iowa" after a senator's name.
    pub(crate) fn add_place(&mut self, place: &str) {
        self.of.push(place.into());
    }

    /// Whether hardly more than the bare office is said.
    pub(crate) fn is_plain(&self) -> bool {
        self.of.len() <= 1 && !self.past && !self.somebodys
    }

    /// Whether more than the bare office is said: a country, a place, of what.
    pub(crate) fn is_specific(&self) -> bool {
        self.nation.is_some() || !self.of.is_empty()
    }

    /// The noun of the office, in its usual form.
    pub(crate) fn head(&self) -> &str {
        self.usual().last().map_or("", |head| head)
    }
}

/// Words in a title that tell nobody apart: "former", "46-year-old".
fn weightless(word: &str, words: &Words) -> bool {
    words.class(word).is(Class::WEIGHTLESS) || word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// The words with the longest known phrase at their end replaced by the usual one; `None` if there is none.
fn usual(written: &[Box<str>], words: &Words) -> Option<Vec<Box<str>>> {
    let first = written.len().saturating_sub(3);
    let joined = written[first..].join("_");
    let mut phrase = joined.as_str();
    for from in first..written.len() {
        if let Some(same) = words.same_role(phrase) {
            return Some(written[..from].iter().cloned().chain(same.split('_').map(Box::from)).collect());
        }
        phrase = phrase.get(written[from].len() + 1..).unwrap_or_default();
    }
    None
}

/// The nation that one to three words at the start of a range stand for, and how many words.
fn nation_at(plain: &str, tokens: &[Token], range: Range<usize>, words: &Words) -> Option<(u16, usize)> {
    if !tokens[range.start].is(Class::NATION) {
        return None;
    }
    let mut phrase = String::new();
    let mut found = None;
    for (length, at) in range.take(3).enumerate() {
        if !tokens[at].is(Class::NATION) || !(tokens[at].is_capital() || words.small_nations) {
            break;
        }
        if length > 0 {
            phrase.push('_');
        }
        phrase.push_str(&folding::folded(tokens[at].span.of(plain).trim_end_matches('.')));
        if let Some(nation) = words.nation(&phrase) {
            found = Some((nation, length + 1));
        }
    }
    found
}
