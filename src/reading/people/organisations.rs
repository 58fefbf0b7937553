//! Organisations in the cast: full names, their abbreviations, and "the ministry".

use super::cast::{Cast, MAX_NAMESAKES};
use super::names::{Run, RunKind};
use super::tokens::{Gap, Shape, Token};
use crate::languages::names::Class;
use crate::model::person::PersonKind;
use crate::text::folding::folded;
use std::collections::{BTreeMap, BTreeSet};

/// The organisations that an article names, for looking up shorter forms.
#[derive(Debug, Default)]
pub(crate) struct Organisations {
    /// Abbreviation, folded, to the full name: "osce".
    by_initials: BTreeMap<String, String>,
    /// Last word, folded, to full names.
    by_noun: BTreeMap<String, Vec<String>>,
    /// Single names, folded, that have an article with a capital within a sentence: "hill" where "The Hill reports".
    articled: BTreeSet<String>,
    /// Single names, folded, that are no person's: by their shape, or by what the article says of them.
    bodies: BTreeSet<String>,
}

/// How many words behind a name its description is looked for, and how many the clause that it says.
const DESCRIPTION: usize = 7;
const CLAUSE: usize = 3;

/// Whether a word has capitals inside or ends as an address: "HuffPost", "Wealth-X", "Factcheck.org". "McCain" and "DeVos" have not.
fn has_shape_of_a_body(word: &str) -> bool {
    const BEFORE_CAPITALS: [&str; 14] =
        ["mc", "mac", "de", "du", "di", "da", "del", "della", "la", "le", "van", "von", "fitz", "o"];
    let address = word.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "com" | "org" | "net" | "info"));
    let inside = word
        .char_indices()
        .skip(1)
        .find(|(at, letter)| letter.is_uppercase() && word[..*at].chars().next_back().is_some_and(char::is_lowercase));
    let mut capitals = word.chars().take_while(|letter| letter.is_uppercase());
    let begins = capitals.by_ref().count() > 1 && word.chars().filter(|letter| letter.is_lowercase()).count() > 2;
    let camel = begins || inside.is_some_and(|(at, _)| !BEFORE_CAPITALS.contains(&word[..at].to_lowercase().as_str()));
    let letter = word.rsplit_once('-').is_some_and(|(_, end)| end.len() == 1 && end.starts_with(char::is_uppercase));
    address || camel || letter
}

impl Cast<'_> {
    /// Reads the organisations among the runs.
    pub(crate) fn read_organisations(&mut self) {
        let mut found = Organisations::default();
        for run in self.runs.iter().filter(|run| run.kind == RunKind::Organisation && run.name.len() > 1) {
            let tokens = &self.tokens[run.name.clone()];
            let initials: String = tokens
                .iter()
                .filter(|token| token.is_capital())
                .filter_map(|token| token.span.of(self.plain).chars().next())
                .flat_map(char::to_lowercase)
                .collect();
            let name = self.text(run.name.clone()).into_owned();
            let head = tokens.iter().position(|token| !token.is_capital()).unwrap_or(tokens.len());
            let nouns = found.by_noun.entry(folded(tokens[head.max(1) - 1].span.of(self.plain))).or_default();
            if nouns.len() < MAX_NAMESAKES && !nouns.contains(&name) {
                nouns.push(name.clone());
            }
            found.by_initials.entry(initials).or_insert(name);
        }
        for run in self.runs.iter().filter(|run| self.is_articled(run)) {
            let article = &self.tokens[run.start() - 1];
            if article.is_capital() && !article.opens {
                found.articled.insert(folded(self.tokens[run.name.start].span.of(self.plain)));
            }
        }
        for run in self.runs.iter().filter(|run| self.tells_of_a_body(run)) {
            found.bodies.insert(folded(self.tokens[run.name.start].span.of(self.plain)));
        }
        // "Mayor Ruiz" is a person, whatever "a Ruiz spokesman" looks like.
        for run in self.runs.iter().filter(|run| run.kind == RunKind::Single && run.evident) {
            found.bodies.remove(&folded(self.tokens[run.name.start].span.of(self.plain)));
        }
        self.organisations = found;
    }

    /// Whether a single name looks like that of a body, or the article says that it is one.
    fn tells_of_a_body(&self, run: &Run) -> bool {
        let single = run.kind == RunKind::Single && run.name.len() == 1 && run.title.is_empty() && !run.evident;
        if !single || self.words.capital_nouns {
            return false;
        }
        let name = &self.tokens[run.name.start];
        if has_shape_of_a_body(name.span.of(self.plain)) {
            return true;
        }
        let behind = |at: usize| self.tokens.get(run.name.end + at);
        match name.gap {
            // "Teck, the Canadian mining company"
            Gap::Comma => {
                let phrase = (0..DESCRIPTION).map_while(behind);
                let mut open = true;
                let mut within = phrase.take_while(|token| std::mem::replace(&mut open, token.gap == Gap::Space));
                within.next().is_some_and(|token| token.is(Class::DETERMINER))
                    && within.any(|token| token.is(Class::BODY) && token.shape == Shape::Small)
            }
            // "an Intel spokeswoman"
            Gap::Space if self.is_owner_of_office(run) => true,
            // "Wealth-X said its business has grown"
            Gap::Space => {
                let mut words = (0..CLAUSE).map_while(behind);
                let verb = words.next().is_some_and(|token| token.shape == Shape::Small && token.gap == Gap::Space);
                let next = words.next().filter(|_| verb);
                let next = next.filter(|token| token.span.of(self.plain) != "that").or_else(|| words.next());
                next.is_some_and(|token| token.is(Class::IT) && token.is(Class::DETERMINER))
            }
            _ => false,
        }
    }

    /// Whether a single name stands between an article and somebody's office, as that of a firm does: "an Intel spokeswoman".
    fn is_owner_of_office(&self, run: &Run) -> bool {
        let Some(before) = run.start().checked_sub(1).map(|at| &self.tokens[at]) else { return false };
        let office = |next: &Token| {
            next.shape == Shape::Small && next.is(Class::ROLE | Class::UNNAMED_ONE) && next.gap != Gap::Mark
        };
        before.is(Class::DETERMINER)
            && before.gap == Gap::Space
            && !self.tokens[run.name.start].possessive
            && self.tokens.get(run.name.end).is_some_and(office)
    }

    /// Whether a single name is what is left of a body's behind its country: "the American Legion", "U.S. Census".
    pub(crate) fn is_national(&self, run: &Run) -> bool {
        let title = &self.tokens[run.title.clone()];
        let national = !title.is_empty() && title.iter().all(|token| token.is(Class::NATION));
        let led = run
            .start()
            .checked_sub(1)
            .is_some_and(|at| self.tokens[at].is(Class::DETERMINER) && self.tokens[at].gap == Gap::Space);
        let initials = title.iter().any(|token| token.span.of(self.plain).contains('.'));
        national && !run.evident && !self.words.capital_nouns && (led || initials)
    }

    /// Whether the article shows that a single name is that of a body.
    pub(crate) fn is_body_name(&self, run: &Run) -> bool {
        let single = run.kind == RunKind::Single && run.name.len() == 1 && run.title.is_empty() && !run.evident;
        single && self.organisations.bodies.contains(&folded(self.tokens[run.name.start].span.of(self.plain)))
    }

    /// Whether a definite article stands before a name that nothing shows to be a person's: "The Hill" is a paper, and nobody called
    /// Hill. Not where all nouns have articles and capitals.
    pub(crate) fn is_articled(&self, run: &Run) -> bool {
        let Some(article) = run.start().checked_sub(1).map(|at| &self.tokens[at]) else { return false };
        let name = &self.tokens[run.name.start];
        let last = &self.tokens[run.name.end - 1];
        let goes_on = last.gap == Gap::Space && self.tokens.get(run.name.end).is_some_and(|next| next.is(Class::OF));
        let titled = self.tokens[run.title.clone()].iter().any(|token| token.is(Class::ANY_TITLE | Class::ROLE));
        let single = run.kind == RunKind::Single && run.name.len() == 1 && run.title.is_empty();
        // "the Lindow Free Beacon"
        (single || run.kind == RunKind::Full && !run.evident && !titled)
            && !self.words.capital_nouns
            && article.is(Class::ARTICLE)
            && article.gap == Gap::Space
            && !goes_on
            && !name.is(Class::FIRST_NAME | Class::ROLE | Class::UNNAMED)
    }

    /// Whether the article before a name is part of it: "The Hill", but "the Vatican".
    pub(crate) fn has_article_in_name(&self, run: &Run) -> bool {
        let name = self.tokens[run.name.start].span.of(self.plain);
        self.tokens[run.start() - 1].is_capital() && self.organisations.articled.contains(&folded(name))
    }

    /// The organisation of a name or its abbreviation.
    pub(crate) fn organisation(&mut self, name: &str) -> u32 {
        let full = self.organisations.by_initials.get(&folded(name)).cloned();
        self.named(full.as_deref().unwrap_or(name), PersonKind::Organisation)
    }

    /// The only organisation of the article whose last noun is this one.
    pub(crate) fn only_organisation(&mut self, noun: &str) -> Option<u32> {
        if !self.words.class(noun).is(Class::BODY) {
            return None;
        }
        self.only_named_so(noun)
    }

    /// The only organisation of the article whose last noun is this one, a common noun or not: "the Post".
    pub(crate) fn only_named_so(&mut self, noun: &str) -> Option<u32> {
        match self.organisations.by_noun.get(noun).map(Vec::as_slice) {
            Some([only]) => {
                let name = only.clone();
                Some(self.named(&name, PersonKind::Organisation))
            }
            _ => None,
        }
    }
}
