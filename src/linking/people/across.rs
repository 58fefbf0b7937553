//! One identity per person across the archive.
//!
//! The people of each article are joined in this order, and what is left open stays open:
//!
//! 1. a name or alias of people.yaml settles it; where two entries share the name, the office must tell them apart;
//! 2. equal full names, where middle names and initials, titles, case and accents do not count, nor do usual transliterations;
//!    a middle name or a suffix ("Jr.") that differs keeps people apart, and so does one article that names both;
//! 3. full names in two alphabets, or in two languages' spellings of one alphabet, where the usual spellings agree ([`spelled`]);
//! 4. a bare surname is joined to the only person of the archive who has it, if an office they share or, where the article gives
//!    none, their standing in the archive speaks for it;
//! 5. otherwise a bare surname is somebody of its own while only one article has it, and nobody when several do.
//!
//! A page of their own is for those who speak and those whom an editor names, in people.yaml or in front matter: names only
//! mentioned would bury them.

use super::identity::Identity;
use super::spelled::{self, Named};
use crate::languages;
use crate::languages::names::Class;
use crate::languages::spellings::Spelling;
use crate::linking::summary::Summary;
use crate::model::archive::{PersonId, PersonRow};
use crate::model::person::{Gender, LocalPerson, PersonKind};
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
    surname: String,
    first: String,
    suffix: String,
    /// Initials of middle names, if people of otherwise equal names differ in them.
    middle: String,
}

/// Fewest articles that must name somebody before a bare surname without an office is taken for them.
const STANDING: usize = 2;

/// Joins the local people of all articles. Near-linear in their number; the order of the summaries is the archive's.
pub(crate) fn across(summaries: &[Summary], editors: &Editors, problems: &mut Problems) -> Identities {
    let mut joiner = Joiner {
        editors,
        middles: BTreeMap::new(),
        bearers: BTreeMap::new(),
        sounding: BTreeMap::new(),
        apart: BTreeSet::new(),
    };
    summaries.iter().for_each(|summary| joiner.read_full_names(&summary.people));
    let mut keys: Vec<Vec<Option<Key>>> =
        summaries.iter().map(|summary| summary.people.iter().map(|person| joiner.key(person)).collect()).collect();
    let spelled = join_spellings(&joiner, summaries, &mut keys);
    joiner.read_bearers(summaries, &keys);
    join_bare_names(&joiner, summaries, &mut keys, problems);
    report_open_statements(summaries, problems);
    gather(summaries, editors, &keys, &spelled)
}

/// What the whole archive knows of names.
struct Joiner<'a> {
    editors: &'a Editors,
    /// Middle initials that go with a first name, surname and suffix.
    middles: BTreeMap<(String, String, String), BTreeSet<String>>,
    /// Everybody with a surname: the key, in how many articles, with which offices.
    bearers: BTreeMap<String, BTreeMap<Key, Bearer>>,
    /// The same by how the surname sounds: where another alphabet or press spells it otherwise.
    sounding: BTreeMap<String, BTreeSet<(Key, String, String)>>,
    /// Spellings that one article uses for two people: they are not joined.
    apart: BTreeSet<(String, String)>,
}

#[derive(Default)]
struct Bearer {
    articles: usize,
    offices: BTreeSet<String>,
    female: bool,
    male: bool,
}

/// The parts of a name in full; `None` of a single word.
struct Parts {
    first: String,
    middle: String,
    surname: String,
    suffix: String,
}

impl Parts {
    fn of(name: &str) -> Option<Parts> {
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
            .is_some_and(|all| all.iter().any(|one| all.iter().take(STANDING).any(|other| !agree(one, other))));
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

    /// Lists who has which surname.
    fn read_bearers(&mut self, summaries: &[Summary], keys: &[Vec<Option<Key>>]) {
        for (summary, keys) in summaries.iter().zip(keys) {
            for (person, key) in summary.people.iter().zip(keys) {
                let (Some(key @ (Key::Entry(_) | Key::Full(_))), Some(parts)) = (key, Parts::of(&person.name)) else {
                    continue;
                };
                let language = &summary.article.language;
                if let Some(spelling) = Spelling::of_surname(&parts.surname, language) {
                    let sounding = self.sounding.entry(spelling.bucket().1).or_default();
                    sounding.insert((key.clone(), parts.surname.clone(), language.clone()));
                }
                let bearer = self.bearers.entry(parts.surname).or_default().entry(key.clone()).or_default();
                bearer.articles += 1;
                bearer.offices.extend(office_words(&person.roles));
                bearer.female |= person.gender == Gender::Female;
                bearer.male |= person.gender == Gender::Male;
            }
        }
    }

    /// The only person of the archive whom a bare surname can mean.
    fn bearer(&self, person: &LocalPerson, language: &str) -> Option<&Key> {
        let own = name_key(&person.name);
        let spelled = self.spelled_otherwise(&own, language);
        let mut all = self.bearers.get(&own).into_iter().flatten();
        let (key, bearer) = match (all.next(), all.next(), &spelled[..]) {
            (Some(one), None, spelled) if spelled.iter().all(|(key, _)| *key == one.0) => one,
            (None, None, [one]) => *one,
            _ => return None,
        };
        let contradicts =
            person.gender == Gender::Female && bearer.male || person.gender == Gender::Male && bearer.female;
        let own = office_words(&person.roles);
        let speaks_for = if own.is_empty() { bearer.articles >= STANDING } else { !own.is_disjoint(&bearer.offices) };
        (!contradicts && speaks_for).then_some(key)
    }

    /// Everybody whose surname another alphabet or press spells so that it agrees with a bare name.
    fn spelled_otherwise(&self, name: &str, language: &str) -> Vec<(&Key, &Bearer)> {
        let Some(spelling) = Spelling::of_surname(name, language) else { return Vec::new() };
        let mut found = BTreeMap::new();
        for (key, surname, tag) in self.sounding.get(&spelling.bucket().1).into_iter().flatten() {
            if Spelling::of_surname(surname, tag).is_some_and(|other| other.agrees(&spelling)) {
                found.extend(self.bearers.get(surname).and_then(|bearers| bearers.get_key_value(key)));
            }
        }
        found.into_iter().collect()
    }
}

/// Whether two strings of middle initials can belong to one name: one continues the other.
fn agree(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// The nouns of offices in some roles, in their usual form.
fn office_words<'a>(roles: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
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

/// Makes one key of full names that are spellings of one name, and returns the spellings that each key that stays stands for.
///
/// An entry of people.yaml stands for all its forms; a name that it refuses (`not:`) is never joined with it.
fn join_spellings(joiner: &Joiner, summaries: &[Summary], keys: &mut [Vec<Option<Key>>]) -> BTreeMap<Key, Vec<String>> {
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
    for (summary, keys) in summaries.iter().zip(keys.iter()) {
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
    let joined = spelled::join(named.into_iter().collect(), &refuses);
    for key in keys.iter_mut().flatten().flatten() {
        if let Some(other) = joined.same.get(key) {
            *key = other.clone();
        }
    }
    joined.spellings
}

/// Ties bare names to the only person they can mean, or leaves them open and says so.
fn join_bare_names(joiner: &Joiner, summaries: &[Summary], keys: &mut [Vec<Option<Key>>], problems: &mut Problems) {
    let mut alone = BTreeMap::<String, usize>::new();
    for (summary, keys) in summaries.iter().zip(keys.iter_mut()) {
        for (person, key) in summary.people.iter().zip(keys) {
            let Some(Key::Bare(name)) = key else { continue };
            match joiner.bearer(person, &summary.article.language) {
                Some(bearer) => *key = Some(bearer.clone()),
                None => *alone.entry(name.clone()).or_default() += 1,
            }
        }
    }
    for (summary, keys) in summaries.iter().zip(keys) {
        let speakers: BTreeSet<u32> =
            summary.statements.iter().flat_map(|one| one.speaker.iter().chain(&one.together)).copied().collect();
        for (index, (person, key)) in summary.people.iter().zip(keys).enumerate() {
            let Some(Key::Bare(name)) = key else { continue };
            let language = &summary.article.language;
            if alone[name] > 1
                || joiner.bearers.contains_key(name)
                || !joiner.spelled_otherwise(name, language).is_empty()
            {
                if speakers.contains(&(index as u32)) {
                    problems.push(bare_name(&person.name, summary));
                }
                *key = None;
            }
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

/// Lists the statements that several people of their article may have made.
fn report_open_statements(summaries: &[Summary], problems: &mut Problems) {
    for summary in summaries {
        let mut seen = BTreeSet::new();
        for statement in summary.statements.iter().filter(|statement| !statement.candidates.is_empty()) {
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
}

/// Puts the identities together and numbers those that get a page.
fn gather(
    summaries: &[Summary],
    editors: &Editors,
    keys: &[Vec<Option<Key>>],
    spelled: &BTreeMap<Key, Vec<String>>,
) -> Identities {
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
                identity.shown |= shown.contains(&index);
            }
        }
    }
    let shown = identities.into_iter().filter(|(_, identity)| identity.shown);
    let row = |key: &Key, identity: Identity| {
        let mut row = identity.row(&editors.settings.language);
        row.spelled = spelled.get(key).into_iter().flatten().filter(|name| **name != row.name).cloned().collect();
        row
    };
    let mut rows: Vec<(&Key, PersonRow)> = shown.map(|(key, identity)| (key, row(key, identity))).collect();
    rows.sort_by_cached_key(|(key, row)| (folded(&row.sort_name), row.sort_name.clone(), (*key).clone()));
    let number: BTreeMap<&Key, PersonId> =
        rows.iter().enumerate().map(|(index, (key, _))| (*key, PersonId::from(index))).collect();
    let id = |key: &Option<Key>| key.as_ref().and_then(|key| number.get(key).copied());
    let of = keys.iter().map(|keys| keys.iter().map(id).collect()).collect();
    let slugs = slug::unique(rows.iter().map(|(_, row)| row.name.as_str()), "person");
    let people = rows.into_iter().zip(slugs).map(|((_, row), slug)| PersonRow { slug, ..row }).collect();
    Identities { people, of }
}
