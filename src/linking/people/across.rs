//! One identity per person across the archive.
//!
//! The people of each article are joined in this order, and what is left open stays open:
//!
//! 1. a name or alias of people.yaml settles it; where two entries share the name, the office must tell them apart;
//! 2. equal full names, where middle names and initials, titles, case and accents do not count, nor do usual transliterations;
//!    a middle name or a suffix ("Jr.") that differs keeps people apart, and so does one article that names both;
//! 3. [`spelled`]: full names in two alphabets, or in two languages' spellings of one, where the usual spellings agree;
//! 4. [`joins`]: full names that can be one, if an office or the same quoted words speak for it;
//! 5. [`standing`](super::standing): a bare surname is joined to the only person of the archive who has it, or to the one beside whom
//!    the others hardly count, if nothing in its article speaks against it;
//! 6. otherwise a bare surname is somebody of its own while only one article has it, and nobody when several do.
//!
//! A page of their own is for those who speak and those whom an editor names, in people.yaml or in front matter: names only
//! mentioned would bury them.

use super::identity::Identity;
use super::joins::{self, Joined, SharedWords};
use super::spelled::{self, Named};
use super::standing::Bearers;
use crate::languages;
use crate::languages::names::Class;
use crate::languages::spellings::Spelling;
use crate::linking::summary::Summary;
use crate::model::archive::{OnePerson, PersonId, PersonRow};
use crate::model::person::{LocalPerson, PersonKind};
use crate::reading::editors::Editors;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::folding::{folded, name_key};
use crate::text::{slug, transliteration};
use std::collections::{BTreeMap, BTreeSet};

/// One identity per person across the archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Identities {
    /// The people, by sorting name; their statements and articles not yet filled in.
    pub people: Vec<PersonRow>,
    /// For each summary, for each of its local people, who that is.
    pub of: Vec<Vec<Option<PersonId>>>,
    /// For each summary, its local people who are who they are by standing alone, ascending.
    pub by_standing: Vec<Vec<u32>>,
    /// For each summary, its local people with a bare name that may mean several, ascending.
    pub bare: Vec<Vec<u32>>,
}

/// What stands for one identity while they are put together; its order is theirs where names are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A number in people.yaml.
    Entry(u32),
    /// A name in full.
    Full(FullName),
    /// An organisation.
    Organisation(String),
    /// A bare name that stays by itself.
    Bare(String),
}

/// A name in full, as far as it tells people apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FullName {
    pub(super) surname: String,
    pub(super) first: String,
    pub(super) suffix: String,
    /// Initials of middle names, if people of otherwise equal names differ in them.
    pub(super) middle: String,
}

/// Middle initials that are looked at for each name.
const MIDDLES: usize = 2;

/// Joins the local people of all articles. Near-linear in their number; the order of the summaries is the archive's. `shared` are
/// pairs of statements, by number, that report the same words.
pub(crate) fn across(summaries: &[Summary], editors: &Editors, shared: &[(u32, u32)]) -> Identities {
    let mut joiner = Joiner { editors, middles: BTreeMap::new(), apart: BTreeSet::new() };
    summaries.iter().for_each(|summary| joiner.read_full_names(&summary.people));
    let mut keys: Vec<Vec<Option<Key>>> =
        summaries.iter().map(|summary| summary.people.iter().map(|person| joiner.key(person)).collect()).collect();
    let spelled = spellings(&joiner, summaries, &keys);
    let mut reasons: Vec<Vec<(u32, OnePerson)>> = keys.iter_mut().map(|keys| joins::apply(&spelled, keys)).collect();
    let mut bearers = Bearers::read(summaries, &keys);
    let joined = joins::joins(&bearers, &SharedWords::read(summaries, &keys, shared), editors);
    bearers.join(&joined);
    for (keys, reasons) in keys.iter_mut().zip(&mut reasons) {
        reasons.extend(joins::apply(&joined, keys));
        reasons.sort_by_key(|(local, _)| *local);
    }
    let (by_standing, bare) = join_bare_names(&bearers, summaries, &mut keys);
    let (people, of) = gather(summaries, editors, &keys, &reasons);
    Identities { people, of, by_standing, bare }
}

/// What the whole archive knows of names.
struct Joiner<'a> {
    editors: &'a Editors,
    /// Middle initials that go with a first name, surname and suffix.
    middles: BTreeMap<(String, String, String), BTreeSet<String>>,
    /// Spellings that one article uses for two people: they are not joined.
    apart: BTreeSet<(String, String)>,
}

/// The parts of a name in full; `None` of a single word.
pub(super) struct Parts {
    pub(super) first: String,
    pub(super) middle: String,
    pub(super) surname: String,
    pub(super) suffix: String,
}

impl Parts {
    pub(super) fn of(name: &str) -> Option<Parts> {
        let key = name_key(name);
        let mut words: Vec<&str> = key.split(' ').collect();
        let is_suffix = |word: &str| languages::of("en").people.class(word).is(Class::SUFFIX);
        let suffix =
            if words.len() > 2 && words.last().is_some_and(|word| is_suffix(word)) { words.pop() } else { None };
        let (first, surname) = match words[..] {
            [first, .., surname] => (first, surname),
            _ => return None,
        };
        let middle = words[1..words.len() - 1].iter().filter_map(|word| word.chars().next()).collect();
        let suffix = suffix.unwrap_or_default().to_owned();
        Some(Parts { first: first.to_owned(), middle, surname: surname.to_owned(), suffix })
    }
}

impl Joiner<'_> {
    /// Notes which middle initials occur, and which spellings one article uses for two people.
    fn read_full_names(&mut self, people: &[LocalPerson]) {
        let mut here = BTreeMap::<(String, String), String>::new();
        for person in people.iter().filter(|person| person.kind == PersonKind::Person) {
            let Some(Parts { first, middle, surname, suffix }) = Parts::of(&person.name) else { continue };
            let spelled = format!("{first} {surname}");
            let joined = (transliteration::first(&first), transliteration::last(&surname));
            match here.get(&joined) {
                Some(other) if *other != spelled => {
                    self.apart.insert(joined.clone());
                }
                _ => {
                    here.insert(joined.clone(), spelled);
                }
            }
            if !middle.is_empty() {
                self.middles.entry((joined.0, joined.1, suffix)).or_default().insert(middle);
            }
        }
    }

    /// Who a local person is, as far as the name alone tells; a bare name is `Bare` for now.
    fn key(&self, person: &LocalPerson) -> Option<Key> {
        if person.kind == PersonKind::Unnamed {
            return None;
        }
        if let Some(entry) = self.entry(person) {
            return (!self.editors.authorities().people[entry as usize].nobody).then_some(Key::Entry(entry));
        }
        if person.kind == PersonKind::Organisation {
            return Some(Key::Organisation(name_key(&person.name)));
        }
        let Some(Parts { first, middle, surname, suffix }) = Parts::of(&person.name) else {
            return Some(Key::Bare(name_key(&person.name)));
        };
        let joined = (transliteration::first(&first), transliteration::last(&surname));
        if self.apart.contains(&joined) {
            return Some(Key::Full(FullName { surname, first, suffix, middle: String::new() }));
        }
        let (first, surname) = joined;
        let conflict = self
            .middles
            .get(&(first.clone(), surname.clone(), suffix.clone()))
            .is_some_and(|all| all.iter().any(|one| all.iter().take(MIDDLES).any(|other| !agree(one, other))));
        let middle = if conflict { middle } else { String::new() };
        Some(Key::Full(FullName { surname, first, suffix, middle }))
    }

    /// The entry of people.yaml that has the name, or a full form of it.
    fn entry(&self, person: &LocalPerson) -> Option<u32> {
        let entries = &self.editors.authorities().people;
        let names = self.editors.names();
        let own = name_key(&person.name);
        let refused = |entry: &u32| entries[*entry as usize].not.iter().any(|name| name_key(name) == own);
        let forms = std::iter::once(&person.name).chain(person.variants.iter().filter(|form| form.contains(' ')));
        for form in forms {
            let named: Vec<u32> = names.named(form).iter().copied().filter(|entry| !refused(entry)).collect();
            match named[..] {
                [] => {}
                [only] => return Some(only),
                ref several => {
                    let own = office_words(&person.roles);
                    let shares = |entry: &&u32| {
                        let roles = entries[**entry as usize].roles.iter().map(|role| &role.role);
                        !office_words(roles).is_disjoint(&own)
                    };
                    let mut fitting = several.iter().filter(shares);
                    return match (fitting.next(), fitting.next()) {
                        (Some(only), None) => Some(*only),
                        _ => None,
                    };
                }
            }
        }
        None
    }
}

/// Whether two strings of middle initials can belong to one name: one continues the other.
pub(super) fn agree(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// The nouns of offices in some roles, in their usual form.
pub(super) fn office_words<'a>(roles: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
    let words = &languages::of("en").people;
    let mut found = BTreeSet::new();
    for role in roles {
        for word in role.split(|letter: char| !letter.is_alphanumeric() && letter != '-') {
            let word = folded(word);
            if words.class(&word).is(Class::ROLE | Class::TITLE) {
                found.insert(words.same_role(&word).map_or(word.clone(), str::to_owned));
            }
        }
    }
    found
}

/// Whose full names are spellings of one name. An entry of people.yaml stands for all its forms; a name that it refuses (`not:`) is never
/// joined with it.
fn spellings(joiner: &Joiner, summaries: &[Summary], keys: &[Vec<Option<Key>>]) -> Joined {
    let mut named = BTreeSet::new();
    let full = |name: &str, language: &str, gender, key: &Key| {
        let Parts { first, middle, surname, suffix } = Parts::of(name)?;
        // Two people of one article stay two.
        if joiner.apart.contains(&(transliteration::first(&first), transliteration::last(&surname))) {
            return None;
        }
        let spelling = Spelling::of(&first, &surname, language)?;
        let name = name.to_owned();
        Some(Named { key: key.clone(), name, spelling, middle, suffix, gender })
    };
    for (summary, keys) in summaries.iter().zip(keys) {
        for (person, key) in summary.people.iter().zip(keys) {
            if let Some(key @ (Key::Entry(_) | Key::Full(_))) = key {
                named.extend(full(&person.name, &summary.article.language, person.gender, key));
            }
        }
    }
    let entries = &joiner.editors.authorities().people;
    for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.nobody) {
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            named.extend(full(name, &joiner.editors.settings.language, entry.gender, &Key::Entry(index as u32)));
        }
    }
    let refuses = |key: &Key, name: &str| match key {
        Key::Entry(entry) => entries[*entry as usize].not.iter().any(|refused| name_key(refused) == name_key(name)),
        _ => false,
    };
    spelled::join(named.into_iter().collect(), &refuses)
}

/// Ties bare names to those whom they must mean. For each summary, the local people who are tied by standing alone, and those who are
/// left open.
fn join_bare_names(
    bearers: &Bearers,
    summaries: &[Summary],
    keys: &mut [Vec<Option<Key>>],
) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let mut alone = BTreeMap::<String, usize>::new();
    let mut all_by_standing = Vec::with_capacity(keys.len());
    for (summary, keys) in summaries.iter().zip(keys.iter_mut()) {
        let mut by_standing = Vec::new();
        for (index, (person, key)) in (0..).zip(summary.people.iter().zip(keys)) {
            let Some(Key::Bare(name)) = key else { continue };
            match bearers.meant(person, &summary.article) {
                Some(meant) => {
                    if meant.by_standing {
                        by_standing.push(index);
                    }
                    *key = Some(meant.key.clone());
                }
                None => *alone.entry(name.clone()).or_default() += 1,
            }
        }
        all_by_standing.push(by_standing);
    }
    let open = |key: &mut Option<Key>, language: &str| {
        let Some(Key::Bare(name)) = key else { return false };
        let open = alone.get(name).is_some_and(|count| *count > 1) || bearers.has(name, language);
        if open {
            *key = None;
        }
        open
    };
    let bare = summaries.iter().zip(keys.iter_mut()).map(|(summary, keys)| {
        let keys = (0..).zip(keys);
        keys.filter_map(|(index, key)| open(key, &summary.article.language).then_some(index)).collect()
    });
    let bare = bare.collect();
    (all_by_standing, bare)
}

/// Reports the statements whose speaker is still open: those of a bare name that may mean several, and those that several people of
/// their article may have made. `is_open` tells of a statement, by number, whether nothing else has settled it.
pub(crate) fn report_open(
    summaries: &[Summary],
    identities: &Identities,
    is_open: impl Fn(u32) -> bool,
    problems: &mut Problems,
) {
    let mut number = 0;
    for (summary, bare) in summaries.iter().zip(&identities.bare) {
        let mut named = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for statement in &summary.statements {
            let open = is_open(number);
            number += 1;
            if !open {
                continue;
            }
            let speakers = statement.speaker.iter().chain(&statement.together);
            named.extend(speakers.copied().filter(|who| bare.binary_search(who).is_ok()));
            if !statement.candidates.is_empty() {
                let candidates = statement.candidates.iter().filter_map(|who| summary.people.get(*who as usize));
                let names: Vec<&str> = candidates.map(|person| person.name.as_str()).collect();
                let source = statement.source.as_deref().unwrap_or("a speaker");
                let message = format!("`{source}` could be {}", names.join(" or "));
                if seen.insert(message.clone()) {
                    let code = "speaker-ambiguous";
                    problems.push(Diagnostic::info(code, message).in_file(summary.article.path.clone()));
                }
            }
        }
        for who in named {
            problems.push(bare_name(&summary.people[who as usize].name, summary));
        }
    }
}

fn bare_name(name: &str, summary: &Summary) -> Diagnostic {
    Diagnostic::info("speaker-bare-name", format!("it is not known which {name} speaks"))
        .in_file(summary.article.path.clone())
        .hint(format!(
            "write the name in full under `people:` in the front matter, or list `{name}` as an alias in people.yaml"
        ))
}

/// Puts the identities together and numbers those that get a page.
fn gather(
    summaries: &[Summary],
    editors: &Editors,
    keys: &[Vec<Option<Key>>],
    reasons: &[Vec<(u32, OnePerson)>],
) -> (Vec<PersonRow>, Vec<Vec<Option<PersonId>>>) {
    let mut identities: BTreeMap<&Key, Identity> = BTreeMap::new();
    let entries: Vec<Key> = (0..editors.authorities().people.len()).map(|index| Key::Entry(index as u32)).collect();
    for (key, entry) in entries.iter().zip(&editors.authorities().people).filter(|(_, entry)| !entry.nobody) {
        identities.insert(key, Identity::listed(entry));
    }
    for (article, (summary, keys)) in summaries.iter().zip(keys).enumerate() {
        let mut shown: BTreeSet<usize> = summary
            .statements
            .iter()
            .flat_map(|one| one.speaker.iter().chain(&one.together))
            .map(|who| *who as usize)
            .collect();
        let front: BTreeSet<String> = summary.article.front.people.iter().map(|name| name_key(name)).collect();
        shown.extend((0..summary.people.len()).filter(|index| front.contains(&name_key(&summary.people[*index].name))));
        for (index, (person, key)) in summary.people.iter().zip(keys).enumerate() {
            if let Some(key) = key {
                let identity = identities.entry(key).or_default();
                identity.add(person, article, &summary.article.language);
                if let Ok(at) = reasons[article].binary_search_by_key(&(index as u32), |(local, _)| *local) {
                    identity.join(&person.name, reasons[article][at].1);
                }
                identity.shown |= shown.contains(&index);
            }
        }
    }
    let shown = identities.into_iter().filter(|(_, identity)| identity.shown);
    let mut rows: Vec<(&Key, PersonRow)> =
        shown.map(|(key, identity)| (key, identity.row(&editors.settings.language))).collect();
    rows.sort_by_cached_key(|(key, row)| (folded(&row.sort_name), row.sort_name.clone(), (*key).clone()));
    let number: BTreeMap<&Key, PersonId> =
        rows.iter().enumerate().map(|(index, (key, _))| (*key, PersonId::from(index))).collect();
    let id = |key: &Option<Key>| key.as_ref().and_then(|key| number.get(key).copied());
    let of = keys.iter().map(|keys| keys.iter().map(id).collect()).collect();
    let slugs = slug::unique(rows.iter().map(|(_, row)| row.name.as_str()), "person");
    let people = rows.into_iter().zip(slugs).map(|((_, row), slug)| PersonRow { slug, ..row }).collect();
    (people, of)
}
