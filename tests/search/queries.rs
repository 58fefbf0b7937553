//! Generated queries, as trees for the reference matcher and as text for the engine.

use crate::archive::{Dice, Generated, OUTLETS, SPEAKERS, TOPICS};
use std::fmt;

/// A query: clauses that must all hold, in a part of the archive.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) clauses: Vec<Clause>,
    /// What `in:` says.
    pub(crate) scope: Option<&'static str>,
}

/// A choice of terms, or one that must not hold.
#[derive(Debug)]
pub(crate) struct Clause {
    pub(crate) not: bool,
    pub(crate) terms: Vec<Term>,
}

#[derive(Debug)]
pub(crate) enum Term {
    /// As written, outside quotation marks.
    Word(String),
    /// Within quotation marks.
    Phrase(String),
    Prefix(String),
    By(&'static str),
    About(&'static str),
    Outlet(&'static str),
    Is(&'static str),
    On(String),
    From(String),
    To(String),
}

impl Query {
    /// Which units it asks for.
    pub(crate) fn scope(&self) -> &'static str {
        let spoken =
            self.clauses.iter().flat_map(|clause| &clause.terms).any(|term| matches!(term, Term::By(_) | Term::Is(_)));
        self.scope.unwrap_or(if spoken { "statements" } else { "all" })
    }
}

impl fmt::Display for Query {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for clause in &self.clauses {
            let terms: Vec<String> = clause.terms.iter().map(ToString::to_string).collect();
            write!(out, "{}{} ", if clause.not { "-" } else { "" }, terms.join(" OR "))?;
        }
        self.scope.map_or(Ok(()), |scope| write!(out, "in:{scope}"))
    }
}

impl fmt::Display for Term {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Word(text) => write!(out, "{text}"),
            Term::Phrase(text) => write!(out, "\"{text}\""),
            Term::Prefix(text) => write!(out, "{text}*"),
            Term::By(name) => write!(out, "by:\"{name}\""),
            Term::About(name) => write!(out, "about:\"{name}\""),
            Term::Outlet(name) => write!(out, "outlet:\"{name}\""),
            Term::Is(what) => write!(out, "is:{what}"),
            Term::On(date) => write!(out, "on:{date}"),
            Term::From(date) => write!(out, "from:{date}"),
            Term::To(date) => write!(out, "to:{date}"),
        }
    }
}

pub(crate) fn generate(generated: &Generated, count: usize, seed: u64) -> Vec<Query> {
    let mut dice = Dice::new(seed);
    let texts: Vec<String> = generated.analyses().into_iter().map(|analysis| analysis.body.plain).collect();
    (0..count).map(|_| query(&mut dice, &texts)).collect()
}

fn query(dice: &mut Dice, texts: &[String]) -> Query {
    let scopes = [None, None, None, Some("statements"), Some("titles"), Some("notes"), Some("articles")];
    let clauses = (0..1 + dice.below(3))
        .map(|_| {
            let not = dice.chance(15);
            let choices = if not || dice.chance(75) { 1 } else { 2 };
            Clause { not, terms: (0..choices).map(|_| term(dice, texts)).collect() }
        })
        .collect();
    Query { clauses, scope: scopes[dice.below(scopes.len())] }
}

fn term(dice: &mut Dice, texts: &[String]) -> Term {
    match dice.below(15) {
        0..=4 => Term::Word(word(dice)),
        5..=7 => Term::Phrase(some_words(dice, texts)),
        8 => {
            let prefixes =
                ["b", "bri", "harb", "nego", "negotia", "ta", "cafe", "ely", "20", "co", "guarantees", "xyz"];
            Term::Prefix(dice.of(&prefixes).to_owned())
        }
        9 => Term::By(
            ["Ruiz", "ana", "Keller", "nobody"]
                .into_iter()
                .chain(SPEAKERS.iter().copied())
                .nth(dice.below(8))
                .expect("there are eight"),
        ),
        10 => Term::About(
            ["harbour", "nothing"]
                .into_iter()
                .chain(TOPICS.iter().copied())
                .nth(dice.below(5))
                .expect("there are five"),
        ),
        11 => Term::Outlet(dice.of(OUTLETS)),
        12 => Term::On(date(dice)),
        13 => Term::Is(dice.of(&[
            "quoted",
            "reported",
            "partly-quoted",
            "denied",
            "declined",
            "to-come",
            "checked",
            "corrected",
        ])),
        _ if dice.chance(50) => Term::From(date(dice)),
        _ => Term::To(date(dice)),
    }
}

/// A word of the archive in some inflection, or one that it does not have.
fn word(dice: &mut Dice) -> String {
    let others = [
        "guaranteeing",
        "negotiator",
        "taxing",
        "schooling",
        "cafe",
        "ELYSEE",
        "xylophone",
        "港口",
        "全保",
        "障",
        "bridge's",
        "wants",
    ];
    let all: Vec<&str> =
        crate::archive::WORDS.iter().copied().filter(|word| !word.contains('-')).chain(others).collect();
    dice.of(&all).to_owned()
}

/// A few words in a row from some text, over whatever stands between them.
fn some_words(dice: &mut Dice, texts: &[String]) -> String {
    let text = &texts[dice.below(texts.len())];
    let words: Vec<&str> = text.split_whitespace().collect();
    let from = dice.below(words.len());
    let to = (from + 1 + dice.below(4)).min(words.len());
    let some = words[from..to].join(" ").replace(['"', '“', '”', '*'], "");
    // What holds no word is not searched for; the page says so.
    if some.contains(char::is_alphanumeric) { some } else { word(dice) }
}

fn date(dice: &mut Dice) -> String {
    let (year, month, day) = (2019 + dice.below(3), 1 + dice.below(12), 1 + dice.below(28));
    match dice.below(3) {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}
