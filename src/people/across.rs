//! One identity per person across the archive.

use super::fold::folded;
use super::{Gender, LocalPerson, PersonKind};
use crate::archive::{PersonId, PersonRow, summary::Summary};
use crate::authorities::{Authorities, PersonEntry};
use crate::diagnostic::Problems;
use crate::slug;
use std::collections::BTreeMap;

/// One identity per person across the archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identities {
    /// The people, by sorting name; their statements and articles not yet filled in.
    pub people: Vec<PersonRow>,
    /// For each summary, for each of its local people, who that is.
    pub of: Vec<Vec<Option<PersonId>>>,
}

/// Somebody being put together from several articles.
#[derive(Default)]
struct Gathered<'a> {
    entry: Option<&'a PersonEntry>,
    names: BTreeMap<&'a str, usize>,
    roles: BTreeMap<&'a str, usize>,
    organisation: bool,
    female: usize,
    male: usize,
    speaks: bool,
}

/// Joins the local people of all articles.
pub fn across(summaries: &[Summary], authorities: &Authorities, _problems: &mut Problems) -> Identities {
    let mut listed = BTreeMap::<String, &PersonEntry>::new();
    for entry in &authorities.people {
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            listed.entry(folded(name)).or_insert(entry);
        }
    }
    let mut keys = BTreeMap::<String, Gathered>::new();
    for entry in &authorities.people {
        keys.entry(folded(&entry.name)).or_default().entry = Some(entry);
    }
    let mut key_of: Vec<Vec<Option<String>>> = Vec::with_capacity(summaries.len());
    for summary in summaries {
        let mut speaks = vec![false; summary.people.len()];
        for who in summary.statements.iter().filter_map(|statement| statement.statement.speaker) {
            speaks[who as usize] = true;
        }
        let local = summary.people.iter().zip(speaks).map(|(person, speaks)| {
            if person.kind == PersonKind::Unnamed {
                return None;
            }
            let name = folded(&person.name);
            let key = listed.get(&name).map_or(name, |entry| folded(&entry.name));
            keys.entry(key.clone()).or_default().add(person, speaks);
            Some(key)
        });
        key_of.push(local.collect());
    }
    let mut rows: Vec<(String, PersonRow)> = keys
        .into_iter()
        .filter(|(_, gathered)| gathered.speaks || gathered.entry.is_some())
        .map(|(key, gathered)| (key, gathered.row()))
        .collect();
    rows.sort_by(|(a_key, a), (b_key, b)| (folded(&a.sort_name), a_key).cmp(&(folded(&b.sort_name), b_key)));
    let number: BTreeMap<&str, PersonId> =
        rows.iter().enumerate().map(|(index, (key, _))| (key.as_str(), PersonId::from(index))).collect();
    let of = key_of
        .iter()
        .map(|keys| keys.iter().map(|key| key.as_ref().and_then(|key| number.get(key.as_str()).copied())).collect())
        .collect();
    let slugs = slug::unique(rows.iter().map(|(_, row)| row.name.as_str()), "person");
    let people = rows.into_iter().zip(slugs).map(|((_, row), slug)| PersonRow { slug, ..row }).collect();
    Identities { people, of }
}

impl<'a> Gathered<'a> {
    fn add(&mut self, person: &'a LocalPerson, speaks: bool) {
        *self.names.entry(&person.name).or_default() += 1;
        for role in &person.roles {
            *self.roles.entry(role).or_default() += 1;
        }
        self.organisation |= person.kind == PersonKind::Organisation;
        self.female += usize::from(person.gender == Gender::Female);
        self.male += usize::from(person.gender == Gender::Male);
        self.speaks |= speaks;
    }

    fn row(self) -> PersonRow {
        let commonest =
            self.names.iter().max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0))).map(|(name, _)| (*name).to_owned());
        let entry = self.entry;
        let name = entry.map(|entry| entry.name.clone()).or(commonest).unwrap_or_default();
        let kind = match entry {
            Some(entry) => entry.kind,
            None if self.organisation => PersonKind::Organisation,
            None => PersonKind::Person,
        };
        let gender = match (entry.map_or(Gender::Unknown, |entry| entry.gender), self.female.cmp(&self.male)) {
            (Gender::Unknown, std::cmp::Ordering::Greater) => Gender::Female,
            (Gender::Unknown, std::cmp::Ordering::Less) => Gender::Male,
            (known, _) => known,
        };
        let mut aliases: Vec<String> = entry.map(|entry| entry.aliases.clone()).unwrap_or_default();
        aliases.extend(self.names.keys().map(|name| (*name).to_owned()));
        aliases.sort();
        aliases.dedup();
        aliases.retain(|alias| *alias != name);
        let mut roles: Vec<String> =
            entry.map(|e| e.roles.iter().map(|role| role.role.clone()).collect()).unwrap_or_default();
        let mut found: Vec<_> = self.roles.into_iter().collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        for (role, _) in found {
            if !roles.iter().any(|known| known == role) {
                roles.push(role.to_owned());
            }
        }
        PersonRow {
            slug: String::new(),
            sort_name: sort_name(&name, kind),
            name,
            aliases,
            roles,
            kind,
            gender,
            description: entry.and_then(|entry| entry.description.clone()),
            links: entry.map(|entry| entry.links.clone()).unwrap_or_default(),
            listed: entry.is_some(),
            statements: Vec::new(),
            articles: Vec::new(),
        }
    }
}

/// The name to sort by: surname first for people, as it is for organisations.
fn sort_name(name: &str, kind: PersonKind) -> String {
    match name.rsplit_once(' ') {
        Some((first, last)) if kind == PersonKind::Person => format!("{last}, {first}"),
        _ => name.to_owned(),
    }
}
