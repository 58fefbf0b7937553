//! people.yaml made ready for looking up: names and aliases, and who held which office when.

use super::fold::name_key;
use super::roles::{Fit, Office};
use super::tokens;
use super::words::Words;
use crate::article::{Block, BlockKind, Body};
use crate::authorities::{PersonEntry, RoleEntry};
use crate::dates::When;
use crate::languages::{self, Language};
use crate::scan::Scan;
use crate::source::Span;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The lookup tables of people.yaml, made when first asked for. Equal to any other: they follow from the entries.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer(OnceLock<Tables>);

impl PartialEq for Gazetteer {
    fn eq(&self, _: &Gazetteer) -> bool {
        true
    }
}

/// What can be looked up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    /// Entries by the key of every name and alias.
    names: BTreeMap<String, Vec<u32>>,
    /// Offices by language tag.
    offices: BTreeMap<String, Vec<Held>>,
    /// By language tag and head of the office, the numbers of the offices.
    heads: BTreeMap<(String, String), Vec<u32>>,
}

/// An office that somebody listed held for a time.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// The entry.
    pub(crate) entry: u32,
    /// The office.
    pub(crate) office: Office,
    from: Option<When>,
    to: Option<When>,
}

impl Held {
    /// Whether it was held at that time; where either is not known, it may have been.
    fn at(&self, when: Option<When>) -> bool {
        let Some(when) = when else { return true };
        self.from.is_none_or(|from| from.start <= when.end()) && self.to.is_none_or(|to| when.start <= to.end())
    }
}

impl Gazetteer {
    /// The tables for these entries.
    pub(crate) fn of(&self, entries: &[PersonEntry]) -> &Tables {
        self.0.get_or_init(|| Tables::new(entries))
    }
}

impl Tables {
    fn new(entries: &[PersonEntry]) -> Tables {
        let mut tables = Tables::default();
        for (index, entry) in entries.iter().enumerate() {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                let list = tables.names.entry(name_key(name)).or_default();
                if list.last() != Some(&(index as u32)) {
                    list.push(index as u32);
                }
            }
        }
        for tag in languages::tags() {
            let words = &languages::of(tag).people;
            let offices = tables.offices.entry(tag.to_owned()).or_default();
            for (index, role) in
                entries.iter().enumerate().flat_map(|(at, entry)| entry.roles.iter().map(move |r| (at, r)))
            {
                let Some(office) = read(&role.role, words) else { continue };
                let number = offices.len() as u32;
                tables.heads.entry((tag.to_owned(), office.head().to_owned())).or_default().push(number);
                let RoleEntry { from, to, .. } = *role;
                offices.push(Held { entry: index as u32, office, from, to });
            }
        }
        tables
    }

    /// The entries with this name or alias.
    pub(crate) fn named(&self, name: &str) -> &[u32] {
        self.names.get(&name_key(name)).map_or(&[], Vec::as_slice)
    }

    /// The offices that an entry held at a time.
    pub(crate) fn offices(&self, entry: u32, when: Option<When>, language: &Language) -> Vec<&Office> {
        let Some(all) = self.offices.get(&language.tag) else { return Vec::new() };
        let first = all.partition_point(|held| held.entry < entry);
        let own = all[first..].iter().take_while(|held| held.entry == entry);
        own.filter(|held| held.at(when)).map(|held| &held.office).collect()
    }

    /// The only entry that held the office asked for at that time. The office must say of which country or of what.
    pub(crate) fn holder(&self, asked: &Office, when: Option<When>, language: &Language) -> Option<u32> {
        if !asked.is_specific() {
            return None;
        }
        let numbers = self.heads.get(&(language.tag.clone(), asked.head().to_owned()))?;
        let all = &self.offices[&language.tag];
        let fits = |held: &&Held| held.at(when) && held.office.fit(asked, &language.people) >= Some(Fit::Usual);
        let mut holders = numbers.iter().map(|number| &all[*number as usize]).filter(fits).map(|held| held.entry);
        let first = holders.next()?;
        holders.all(|other| other == first).then_some(first)
    }
}

/// The office that a role of people.yaml means.
fn read(role: &str, words: &Words) -> Option<Office> {
    let span = Span::new(0, role.len());
    let blocks = vec![Block { kind: BlockKind::Other, span }];
    let body = Body { plain: role.to_owned(), blocks, ..Body::default() };
    let tokens = tokens::split(&body, &Scan::nothing(), words);
    Office::read(role, &tokens, 0..tokens.len(), words)
}
