//! people.yaml for those whom the archive found and the file lacks.

use crate::languages;
use crate::languages::names::Class;
use crate::model::archive::{Archive, PersonId, PersonRow};
use crate::model::person::{Gender, PersonKind};
use crate::parsing::yaml::scalar;
use crate::text::diagnostic::did_you_mean;
use crate::text::folding::name_key;
use crate::text::transliteration;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Most roles that an entry suggests.
const ROLES: usize = 3;

/// Entries ready to be pasted into people.yaml: everybody who speaks and is not listed, those with most statements first.
///
/// Names that may be another form of the same person's follow as comments: only an editor can say. Near-linear in the people.
pub fn suggest(archive: &Archive) -> String {
    let mut by_surname = BTreeMap::<String, Vec<usize>>::new();
    for (index, person) in archive.people.iter().enumerate().filter(|(_, person)| person.kind == PersonKind::Person) {
        by_surname.entry(surname(&person.name)).or_default().push(index);
    }
    let mut out = String::new();
    let mut missing: Vec<_> = archive.people.iter().enumerate().filter(|(_, person)| !person.listed).collect();
    missing.sort_by_key(|(index, person)| (Reverse(person.statements.len()), Reverse(person.articles.len()), *index));
    for (index, person) in missing {
        entry(person, &mut out);
        let namesakes = by_surname.get(&surname(&person.name)).into_iter().flatten().take(SHOWN);
        for other in namesakes.filter(|other| **other != index) {
            let other = &archive.people[*other];
            if may_be_one(person, other) {
                let note = if other.listed { "listed" } else { "also found" };
                let _ = writeln!(out, "  # the same as {} ({note})? then make one entry of both", scalar(&other.name));
            }
        }
    }
    out
}

/// Pairs of people who are likely the same person under two names, the one with more statements first; in the order of the
/// archive. Stricter than [`suggest`], because nobody asked for each of them.
pub(crate) fn perhaps_one(archive: &Archive) -> Vec<(PersonId, PersonId)> {
    let mut by_surname = BTreeMap::<String, Vec<usize>>::new();
    for (index, person) in archive.people.iter().enumerate().filter(|(_, person)| person.kind == PersonKind::Person) {
        by_surname.entry(surname(&person.name)).or_default().push(index);
    }
    let mut pairs = Vec::new();
    for group in by_surname.values() {
        for (at, a) in group.iter().enumerate() {
            for b in group[at + 1..].iter().take(SHOWN) {
                let (one, other) = (&archive.people[*a], &archive.people[*b]);
                if may_be_one(one, other) && alike(&one.name, &other.name) && !(one.listed && other.listed) {
                    let swap = other.statements.len() > one.statements.len();
                    let pair = (PersonId::from(*a), PersonId::from(*b));
                    pairs.push(if swap { (pair.1, pair.0) } else { pair });
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Whether the first names of two people with one surname are the same, an initial of each other, or a slip apart.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (name_key(a), name_key(b));
    let first = |key: &str| key.split(' ').next().filter(|_| key.contains(' ')).map(str::to_owned);
    match (first(&a), first(&b)) {
        (Some(a), Some(b)) => {
            let short = a.chars().count().min(b.chars().count());
            a == b
                || short == 1 && a.chars().next() == b.chars().next()
                || short > 3 && did_you_mean(&a, [b.as_str()]).is_some()
        }
        _ => false,
    }
}

/// Most people of one surname that are compared with each other.
const SHOWN: usize = 24;

fn entry(person: &PersonRow, out: &mut String) {
    let (name, statements, articles) = (scalar(&person.name), person.statements.len(), person.articles.len());
    let _ = writeln!(out, "- name: {name}  # statements: {statements}, articles: {articles}");
    if person.kind == PersonKind::Organisation {
        out.push_str("  kind: organisation\n");
    }
    // A bare surname as an alias would claim everybody who has it.
    let full = person.aliases.iter().filter(|alias| alias.contains(' '));
    let aliases: Vec<String> = full.map(|alias| scalar(alias)).collect();
    if !aliases.is_empty() {
        let _ = writeln!(out, "  aliases: [{}]", aliases.join(", "));
    }
    match person.gender {
        Gender::Female => out.push_str("  gender: female\n"),
        Gender::Male => out.push_str("  gender: male\n"),
        Gender::Unknown => {}
    }
    if !person.roles.is_empty() {
        out.push_str("  roles:\n");
        for role in person.roles.iter().take(ROLES) {
            let _ = writeln!(out, "    - {{role: {}}}", scalar(role));
        }
    }
}

/// The last word of a name, in the form that its transliterations share.
fn surname(name: &str) -> String {
    let key = name_key(name);
    let is_suffix = |word: &&str| languages::of("en").people.class(word).is(Class::SUFFIX);
    transliteration::last(key.rsplit(' ').find(|word| !is_suffix(word)).unwrap_or(&key))
}

/// Whether two people of one surname may be one: neither gender nor two quite different first names speak against it.
fn may_be_one(a: &PersonRow, b: &PersonRow) -> bool {
    let genders = a.gender == b.gender || a.gender == Gender::Unknown || b.gender == Gender::Unknown;
    let first = |person: &PersonRow| name_key(&person.name).split(' ').next().and_then(|first| first.chars().next());
    let bare = !a.name.contains(' ') || !b.name.contains(' ');
    genders && (bare || first(a) == first(b))
}
