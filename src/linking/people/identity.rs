//! One identity, put together from what several articles and people.yaml know of it, and its row in the archive.

use crate::languages;
use crate::languages::names::Class;
use crate::model::archive::{ArticleId, OnePerson, PersonRow};
use crate::model::authorities::PersonEntry;
use crate::model::person::{Gender, LocalPerson, PersonKind};
use crate::text::folding::folded;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody, as far as all articles together know.
#[derive(Debug, Default)]
pub(crate) struct Identity<'a> {
    entry: Option<&'a PersonEntry>,
    /// Names, with how many articles use them, the first that does, and the languages of those articles.
    names: BTreeMap<&'a str, (usize, usize, BTreeSet<&'a str>)>,
    variants: BTreeMap<&'a str, usize>,
    roles: BTreeMap<&'a str, (usize, usize)>,
    organisation: bool,
    female: usize,
    male: usize,
    /// Names that were joined with the others, and why.
    joined: BTreeMap<&'a str, OnePerson>,
    /// Whether the archive has a page for them: they speak, or an editor names them.
    pub(crate) shown: bool,
}

impl<'a> Identity<'a> {
    /// The identity of an entry of people.yaml.
    pub(crate) fn listed(entry: &'a PersonEntry) -> Identity<'a> {
        Identity { entry: Some(entry), shown: true, ..Identity::default() }
    }

    /// Adds what one article knows. `article` is its number in the archive's order, `language` the one it is in.
    pub(crate) fn add(&mut self, person: &'a LocalPerson, article: usize, language: &'a str) {
        let uses = self.names.entry(&person.name).or_insert_with(|| (0, article, BTreeSet::new()));
        uses.0 += 1;
        uses.2.insert(language);
        for role in &person.roles {
            self.roles.entry(role).or_insert((0, article)).0 += 1;
        }
        for variant in &person.variants {
            *self.variants.entry(variant).or_default() += 1;
        }
        self.organisation |= person.kind == PersonKind::Organisation;
        self.female += usize::from(person.gender == Gender::Female);
        self.male += usize::from(person.gender == Gender::Male);
    }

    /// Says why one of its names is taken for another form of theirs.
    pub(crate) fn join(&mut self, name: &'a str, reason: OnePerson) {
        self.joined.entry(name).or_insert(reason);
    }

    /// The row, its slug still open. `language` is the archive's.
    pub(crate) fn row(self, language: &str) -> PersonRow {
        let name = self.name(language);
        let kind = match self.entry {
            Some(entry) => entry.kind,
            None if self.organisation => PersonKind::Organisation,
            None => PersonKind::Person,
        };
        PersonRow {
            slug: String::new(),
            sort_name: sort_name(&name, kind),
            aliases: self.aliases(&name),
            joined: self.joined_names(&name),
            roles: self.all_roles(),
            roles_from: self.roles_from(),
            kind,
            gender: self.gender(),
            description: self.entry.and_then(|entry| entry.description.clone()),
            links: self.entry.map(|entry| entry.links.clone()).unwrap_or_default(),
            listed: self.entry.is_some(),
            statements: Vec::new(),
            articles: Vec::new(),
            name,
        }
    }

    /// The name to show: from people.yaml, else the commonest of those with most words, the earliest of equals; one that articles in the
    /// archive's language use before others.
    fn name(&self, language: &str) -> String {
        if let Some(entry) = self.entry {
            return entry.name.clone();
        }
        let full = |name: &str| name.contains(' ');
        let best = self.names.iter().max_by_key(|(name, (count, first, languages))| {
            (full(name), languages.contains(language), *count, Reverse(*first), Reverse(**name))
        });
        best.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
    }

    fn gender(&self) -> Gender {
        match self.entry.map_or(Gender::Unknown, |entry| entry.gender) {
            Gender::Unknown => match self.female.cmp(&self.male) {
                Ordering::Greater => Gender::Female,
                Ordering::Less => Gender::Male,
                Ordering::Equal => Gender::Unknown,
            },
            known => known,
        }
    }

    /// Every other form of the name: those of people.yaml first, then the articles' by alphabet.
    fn aliases(&self, name: &str) -> Vec<String> {
        let mut aliases: Vec<String> = self.entry.map(|entry| entry.aliases.clone()).unwrap_or_default();
        let full = self.names.keys().chain(self.variants.keys());
        let mut found: Vec<&str> =
            full.copied().filter(|form| *form != name && !aliases.iter().any(|a| a == form)).collect();
        found.sort_unstable();
        found.dedup();
        aliases.extend(found.into_iter().map(str::to_owned));
        aliases
    }

    /// The names that were joined with the one to show, and why; where that is the one which was joined, the others were with it.
    fn joined_names(&self, shown: &str) -> Vec<(String, OnePerson)> {
        let of_shown = self.joined.get(shown);
        let joined = |name: &&str| self.joined.get(*name).or(of_shown.filter(|_| name.contains(' '))).copied();
        let others = self.names.keys().filter(|name| **name != shown);
        others.filter_map(|name| Some(((*name).to_owned(), joined(name)?))).collect()
    }

    /// The offices of people.yaml, then those of the articles, the commonest first.
    fn all_roles(&self) -> Vec<String> {
        let listed = self.entry.iter().flat_map(|entry| &entry.roles).map(|role| role.role.clone());
        let mut roles: Vec<String> = listed.collect();
        let mut found: Vec<(&str, (usize, usize))> = self.roles.iter().map(|(role, uses)| (*role, *uses)).collect();
        found.sort_by_key(|(role, (count, first))| (Reverse(*count), *first, *role));
        for (role, _) in found {
            if !roles.iter().any(|known| known.eq_ignore_ascii_case(role)) {
                roles.push(role.to_owned());
            }
        }
        roles
    }

    /// The first article that gives each role that people.yaml does not.
    fn roles_from(&self) -> BTreeMap<String, ArticleId> {
        let listed = |role: &str| self.entry.is_some_and(|entry| entry.roles.iter().any(|known| known.role == role));
        let found = self.roles.iter().filter(|(role, _)| !listed(role));
        found.map(|(role, (_, first))| ((*role).to_owned(), ArticleId::from(*first))).collect()
    }
}

/// The name to sort by: of people, the surname first, with its particles: "van der Berg, Anna". A suffix stays at the end.
pub(crate) fn sort_name(name: &str, kind: PersonKind) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let suffix = |word: &&str| languages::of("en").people.class(&folded(word.trim_end_matches('.'))).is(Class::SUFFIX);
    let end = words.len() - usize::from(words.len() > 2 && words.last().is_some_and(suffix));
    let is = |word: &str, class: Class| languages::of("en").people.class(&folded(word)).is(class);
    // "Xi Jinping": the family name stands first.
    let family_first = end == 2 && is(words[0], Class::FAMILY_FIRST) && !is(words[1], Class::FIRST_NAME);
    if kind != PersonKind::Person || end < 2 || family_first {
        return name.to_owned();
    }
    let mut start = end - 1;
    while start > 1 && words[start - 1].starts_with(char::is_lowercase) {
        start -= 1;
    }
    let mut sorted = format!("{}, {}", words[start..end].join(" ").trim_end_matches(','), words[..start].join(" "));
    for suffix in &words[end..] {
        sorted.push(' ');
        sorted.push_str(suffix);
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_sort_by_surname_and_organisations_as_they_are() {
        let person = |name| sort_name(name, PersonKind::Person);
        assert_eq!(person("Sergey Lavrov"), "Lavrov, Sergey");
        assert_eq!(person("Anna van der Berg"), "van der Berg, Anna");
        assert_eq!(person("Tom Roe Jr."), "Roe, Tom Jr.");
        assert_eq!(person("Xi"), "Xi");
        assert_eq!(person("Xi Jinping"), "Xi Jinping");
        assert_eq!(person("Liu Anna"), "Anna, Liu");
        assert_eq!(sort_name("Ministry of Rain", PersonKind::Organisation), "Ministry of Rain");
    }
}
