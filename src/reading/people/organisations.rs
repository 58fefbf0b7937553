//! Organisations in the cast: full names, their abbreviations, and "the ministry".

use super::cast::{Cast, MOST};
use super::names::{Run, RunKind};
use super::tokens::Gap;
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
            if nouns.len() < MOST && !nouns.contains(&name) {
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
        self.organisations = found;
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
        match self.organisations.by_noun.get(noun).map(Vec::as_slice) {
            Some([only]) => {
                let name = only.clone();
                Some(self.named(&name, PersonKind::Organisation))
            }
            _ => None,
        }
    }
}
