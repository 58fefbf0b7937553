//! people.yaml made ready for looking up: names and aliases, and who held which office when.

use super::roles::{Fit, Office};
use super::tokens;
use crate::languages::names::Words;
use crate::model::article::{Block, BlockKind, Body};
use crate::model::authorities::{PersonEntry, RoleEntry};
use crate::model::when::When;
use crate::reading::scan::Scan;
use crate::text::folding::name_key;
use crate::text::source::Span;
use std::collections::BTreeMap;

/// Entries by the key of every name and alias.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(BTreeMap<String, Vec<u32>>);

/// The offices of the entries, as a language understands them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offices {
    /// In the order of the entries.
    all: Vec<Held>,
    /// By the head of the office, their numbers.
    heads: BTreeMap<String, Vec<u32>>,
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

impl Names {
    /// The names and aliases of entries.
    pub(crate) fn new(entries: &[PersonEntry]) -> Names {
        let mut names = BTreeMap::<String, Vec<u32>>::new();
        for (index, entry) in (0..).zip(entries) {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                let list = names.entry(name_key(name)).or_default();
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
        }
        Names(names)
    }

    /// The entries with this name or alias.
    pub(crate) fn named(&self, name: &str) -> &[u32] {
        self.0.get(&name_key(name)).map_or(&[], Vec::as_slice)
    }
}

impl Offices {
    /// The offices of entries, in the words of a language.
    pub(crate) fn new(entries: &[PersonEntry], words: &Words) -> Offices {
        let mut offices = Offices::default();
        for (entry, role) in (0..).zip(entries).flat_map(|(at, entry)| entry.roles.iter().map(move |role| (at, role))) {
            let Some(office) = read(&role.role, words) else { continue };
            let number = offices.all.len() as u32;
            offices.heads.entry(office.head().to_owned()).or_default().push(number);
            let RoleEntry { from, to, .. } = *role;
            offices.all.push(Held { entry, office, from, to });
        }
        offices
    }

    /// Those that an entry held at a time.
    pub(crate) fn of(&self, entry: u32, when: Option<When>) -> Vec<&Office> {
        let first = self.all.partition_point(|held| held.entry < entry);
        let own = self.all[first..].iter().take_while(|held| held.entry == entry);
        own.filter(|held| held.at(when)).map(|held| &held.office).collect()
    }

    /// The only entry that held the office asked for at that time. The office must say of which country or of what.
    pub(crate) fn holder(&self, asked: &Office, when: Option<When>, words: &Words) -> Option<u32> {
        if !asked.is_specific() {
            return None;
        }
        let numbers = self.heads.get(asked.head())?;
        let fits = |held: &&Held| held.at(when) && held.office.fit(asked, words) >= Some(Fit::Usual);
        let mut holders = numbers.iter().map(|number| &self.all[*number as usize]).filter(fits).map(|held| held.entry);
        let first = holders.next()?;
        holders.all(|other| other == first).then_some(first)
    }
}

/// The office that a role of people.yaml means.
fn read(role: &str, words: &Words) -> Option<Office> {
    let span = Span::new(0, role.len());
    let blocks = vec![Block { kind: BlockKind::Other, span }];
    let body = Body { plain: role.to_owned(), blocks, ..Body::default() };
    let tokens = tokens::split(&body, &Scan::nothing(), words).tokens;
    Office::read(role, &tokens, 0..tokens.len(), words)
}
