//! One person under several names: "Chuck Schumer" and "Charles Schumer", "Roger Stone" and "Roger Stone Jr."
//!
//! Two full names can be one if the surname is the same, the first names are the same or forms of one name, and neither middle names nor
//! suffixes speak against it. They are one only if more speaks for it: the same quoted words, given to the one name here and to the other
//! there, or an office that both hold. Never if one article names both, if the pronouns differ, or if people.yaml keeps them apart.

use super::across::{Key, agree};
use super::standing::{Bearer, Bearers};
use crate::languages;
use crate::languages::names::{Class, one_first_name};
use crate::linking::summary::Summary;
use crate::model::archive::OnePerson;
use crate::model::authorities::PersonEntry;
use crate::reading::editors::Editors;
use crate::text::diagnostic::did_you_mean;
use crate::text::folding::name_key;
use std::collections::{BTreeMap, BTreeSet};

/// Those who are somebody else under another name: whom they are joined with, and why.
pub(super) type Joined = BTreeMap<Key, (Key, OnePerson)>;

/// Most people of one surname that are compared with each other.
const COMPARED: usize = 200;

/// Pairs of names to which articles give the same words, each in both orders.
pub(super) struct SharedWords(BTreeSet<(Key, Key)>);

impl SharedWords {
    /// The names that speak in pairs of statements which report the same words.
    pub(super) fn read(summaries: &[Summary], keys: &[Vec<Option<Key>>], shared: &[(u32, u32)]) -> SharedWords {
        let mut speakers = Vec::with_capacity(summaries.iter().map(|summary| summary.statements.len()).sum());
        for (summary, keys) in summaries.iter().zip(keys) {
            speakers.extend(summary.statements.iter().map(|one| keys.get(one.speaker? as usize)?.as_ref()));
        }
        let of = |id: u32| speakers.get(id as usize).copied().flatten();
        let mut pairs = BTreeSet::new();
        for (a, b) in shared {
            if let (Some(a), Some(b)) = (of(*a), of(*b))
                && a != b
            {
                pairs.insert((a.clone(), b.clone()));
                pairs.insert((b.clone(), a.clone()));
            }
        }
        SharedWords(pairs)
    }
}

/// Everybody who is joined with another name of theirs: the rarer one with the commoner one. Whoever may be two of the others, who
/// are not one themselves, stays alone.
pub(super) fn joins(bearers: &Bearers, shared: &SharedWords, editors: &Editors) -> Joined {
    let mut joined = Joined::new();
    for group in bearers.groups().filter(|group| (2..=COMPARED).contains(&group.len())) {
        let mut rarest: Vec<(&Key, &Bearer)> = group.iter().collect();
        rarest.sort_by(|a, b| (a.1.articles.len(), b.0).cmp(&(b.1.articles.len(), a.0)));
        for (at, one) in rarest.iter().enumerate() {
            let others = rarest[at + 1..].iter();
            let candidates: Vec<(&(&Key, &Bearer), OnePerson)> =
                others.filter_map(|other| Some((other, one_person(one, other, shared, editors)?))).collect();
            let Some((best, reason)) = candidates.last() else { continue };
            let alone = candidates
                .iter()
                .all(|(other, _)| other.0 == best.0 || one_person(other, best, shared, editors).is_some());
            if alone {
                joined.insert(one.0.clone(), (best.0.clone(), *reason));
            }
        }
    }
    // Each leads to the last of its row. A rarer name leads to a commoner one, so there is no circle.
    let last = |mut key: Key| {
        while let Some((next, _)) = joined.get(&key) {
            key = next.clone();
        }
        key
    };
    joined.iter().map(|(from, (into, reason))| (from.clone(), (last(into.clone()), *reason))).collect()
}

/// Replaces the keys of an article's people by those of whom they are joined with. Those who were replaced, by position, and why.
pub(super) fn apply(joined: &Joined, keys: &mut [Option<Key>]) -> Vec<(u32, OnePerson)> {
    let mut reasons = Vec::new();
    for (index, key) in (0..).zip(keys) {
        if let Some((into, reason)) = key.as_ref().and_then(|key| joined.get(key)) {
            reasons.push((index, *reason));
            *key = Some(into.clone());
        }
    }
    reasons
}

/// Why two people of one surname are one, if they are.
fn one_person(
    (key, one): &(&Key, &Bearer),
    (other_key, other): &(&Key, &Bearer),
    shared: &SharedWords,
    editors: &Editors,
) -> Option<OnePerson> {
    let quoted = shared.0.contains(&((*key).clone(), (*other_key).clone()));
    let listed = |key: &Key| matches!(key, Key::Entry(_));
    if listed(key) && listed(other_key)
        || one.differs_in_gender(other)
        || kept_apart(key, one, other_key, other, editors)
    {
        return None;
    }
    let fit = fitting(one, other, quoted)?;
    let together = one.articles.iter().any(|article| other.articles.binary_search(article).is_ok());
    if together && (fit == Fit::Suffix || !quoted) {
        return None;
    }
    if quoted {
        return Some(OnePerson::SameWords);
    }
    let words = &languages::of("en").people;
    let same_office = match fit {
        Fit::First => {
            let counts = |office: &&String| !words.class(office).is(Class::COMMON);
            one.offices.keys().filter(counts).any(|office| other.offices.contains_key(office))
        }
        // A father and his son may both be lawyers; hardly both senators.
        Fit::Suffix => !one.titles.is_disjoint(&other.titles),
    };
    same_office.then_some(OnePerson::SameOffice)
}

/// In what two names that can be one differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// In forms of the first name, or in middle names.
    First,
    /// One has a suffix, and the other none.
    Suffix,
}

fn fitting(one: &Bearer, other: &Bearer, quoted: bool) -> Option<Fit> {
    let mut fit = None;
    for (first, middle, suffix) in &one.forms {
        for (other_first, other_middle, other_suffix) in &other.forms {
            if !agree(middle, other_middle) {
                return None;
            }
            let firsts = one_first_name(first, other_first)
                || quoted && (is_initial(first, other_first) || did_you_mean(first, [other_first.as_str()]).is_some());
            if !firsts {
                continue;
            }
            if suffix == other_suffix {
                fit = fit.or(Some(Fit::First));
            } else if suffix.is_empty() || other_suffix.is_empty() {
                fit = Some(Fit::Suffix);
            } else {
                return None;
            }
        }
    }
    fit
}

fn is_initial(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    initial(a, b) || initial(b, a)
}

/// Whether people.yaml says of one that it is not the other.
fn kept_apart(key: &Key, one: &Bearer, other_key: &Key, other: &Bearer, editors: &Editors) -> bool {
    let entries = &editors.authorities().people;
    let refuses = |key: &Key, other: &Bearer| {
        let Key::Entry(entry) = key else { return false };
        let entry: &PersonEntry = &entries[*entry as usize];
        entry.not.iter().any(|name| {
            let refused = name_key(name);
            let mut words = refused.split(' ');
            let first = words.next().unwrap_or_default();
            other.forms.iter().any(|(other_first, ..)| other_first == first)
        })
    };
    refuses(key, other) || refuses(other_key, one)
}
