//! One person whose name articles spell in two alphabets, or as two languages spell names of a third: Лавров, Lavrov and Lawrow.
//!
//! Full names are joined if they sound alike by the tables of their languages, nothing else in them differs, and nobody else of the
//! archive has a name that sounds so: of two people whose names meet in another alphabet, none is joined.

use super::across::Key;
use super::joins::Joined;
use crate::languages::spellings::Spelling;
use crate::model::archive::OnePerson;
use crate::model::person::Gender;
use std::collections::BTreeMap;

/// A full name as articles or people.yaml write it, and whose it is so far.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub key: Key,
    /// As written.
    pub name: String,
    pub spelling: Spelling,
    /// Initials of middle names.
    pub middle: String,
    pub suffix: String,
    pub gender: Gender,
}

/// Joins names that are spellings of one. `named` in their order, without repeats; `refuses` tells whether the editors part a key and a
/// name. Near-linear: only names with the same sounds are compared.
pub(super) fn join(named: Vec<Named>, refuses: &dyn Fn(&Key, &str) -> bool) -> Joined {
    let mut buckets = BTreeMap::<(String, String), Vec<Named>>::new();
    for one in named {
        buckets.entry(one.spelling.bucket()).or_default().push(one);
    }
    let mut joined = Joined::new();
    for bucket in buckets.into_values().filter(|bucket| bucket.iter().any(|one| one.key != bucket[0].key)) {
        join_bucket(&bucket, refuses, &mut joined);
    }
    joined
}

/// Joins what agrees among names whose sounds may be the same.
fn join_bucket(bucket: &[Named], refuses: &dyn Fn(&Key, &str) -> bool, joined: &mut Joined) {
    let keys: Vec<&Key> = {
        let mut keys: Vec<&Key> = bucket.iter().map(|one| &one.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    // The component of each key, by the place of its first.
    let mut component: Vec<usize> = (0..keys.len()).collect();
    let place = |key: &Key| keys.binary_search(&key).unwrap_or_default();
    for (index, a) in bucket.iter().enumerate() {
        for b in bucket[index + 1..].iter().filter(|b| b.key != a.key && one_name(a, b)) {
            let (a, b) = (component[place(&a.key)], component[place(&b.key)]);
            component.iter_mut().filter(|of| **of == a.max(b)).for_each(|of| *of = a.min(b));
        }
    }
    for (first, stays) in keys.iter().enumerate() {
        let members: Vec<&Named> = bucket.iter().filter(|one| component[place(&one.key)] == first).collect();
        if members.iter().all(|one| one.key == **stays) || !is_one_person(&members, stays, refuses) {
            continue;
        }
        let others = members.iter().filter(|one| one.key != **stays);
        joined.extend(others.map(|one| (one.key.clone(), ((*stays).clone(), OnePerson::SameSpelling))));
    }
}

/// Whether two names are spellings of one, and nothing in them speaks against it.
fn one_name(a: &Named, b: &Named) -> bool {
    let agree = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
    let genders = a.gender == b.gender || a.gender == Gender::Unknown || b.gender == Gender::Unknown;
    // Initials of two alphabets cannot be compared by their letters.
    let middles = a.spelling.is_cyrillic() != b.spelling.is_cyrillic() || agree(&a.middle, &b.middle);
    genders && middles && a.suffix == b.suffix && a.spelling.agrees(&b.spelling)
}

/// Whether names that agree can be those of one person: no press has two of them for two people, no editor parts them, and people.yaml
/// lists no more than one.
fn is_one_person(members: &[&Named], stays: &Key, refuses: &dyn Fn(&Key, &str) -> bool) -> bool {
    let same_press = |a: &Named, b: &Named| {
        a.key != b.key && a.spelling.is_of_one_press_with(&b.spelling) && !a.spelling.is_variant_of(&b.spelling)
    };
    let clash = members.iter().any(|a| members.iter().any(|b| same_press(a, b)));
    let entries = |key: &Key| matches!(key, Key::Entry(_));
    let listed_twice = members.iter().any(|one| entries(&one.key) && one.key != *stays);
    !clash && !listed_twice && !members.iter().any(|one| refuses(stays, &one.name))
}
