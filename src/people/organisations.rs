//! Organisations in the cast: full names, their abbreviations, and "the ministry".

use super::PersonKind;
use super::cast::{Cast, MOST};
use super::fold::folded;
use super::names::RunKind;
use super::words::Class;
use std::collections::BTreeMap;

/// The organisations that an article names, for looking up shorter forms.
#[derive(Debug, Default)]
pub(crate) struct Organisations {
    /// Abbreviation, folded, to the full name: "osce".
    by_initials: BTreeMap<String, String>,
    /// Last word, folded, to full names.
    by_noun: BTreeMap<String, Vec<String>>,
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
        self.organisations = found;
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
