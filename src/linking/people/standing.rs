//! Whom a bare surname means: the only one who has it, or the one beside whom the others hardly count.
//!
//! In an article that never writes more than "Ruiz", this is the president of that name and none of her relatives, if nothing in the
//! article speaks against it. Who counts, and how much, is told from the articles of the years around.

use super::across::{Key, Parts, office_words};
use super::joins::Joined;
use crate::languages::spellings::Spelling;
use crate::linking::summary::Summary;
use crate::model::article::Article;
use crate::model::person::{Gender, LocalPerson};
use crate::text::folding::name_key;
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest articles that must name somebody before a bare surname without an office is taken for the only one who has it.
const ONLY: usize = 2;
/// The same where others have the surname, too.
const MAIN: usize = 5;
/// How many times as often as all others together the main one must be named.
const LEAD: usize = 8;
/// Years before and after in which it counts how often somebody is named.
const YEARS: i32 = 1;

/// Everybody with a surname.
pub(super) struct Bearers {
    of: BTreeMap<String, BTreeMap<Key, Bearer>>,
    /// Surnames by how they sound, each with the language of an article: for bare names that another alphabet spells otherwise.
    sounding: BTreeMap<String, BTreeSet<(String, String)>>,
}

/// What is known of somebody with a surname.
#[derive(Clone, Default)]
pub(super) struct Bearer {
    /// The articles that name them in full, ascending.
    pub(super) articles: Vec<u32>,
    /// How many articles those are in each year; of undated ones in none.
    years: BTreeMap<i32, usize>,
    /// The offices that articles give them, each with how many do.
    pub(super) offices: BTreeMap<String, usize>,
    /// Those of the offices that stand as a title before the name.
    pub(super) titles: BTreeSet<String>,
    /// First names, middle initials and suffixes.
    pub(super) forms: BTreeSet<(String, String, String)>,
    female: usize,
    male: usize,
}

/// Whom a bare name means.
pub(super) struct Meant<'a> {
    pub(super) key: &'a Key,
    /// Whether others have the name and only count for less.
    pub(super) by_standing: bool,
}

impl Bearers {
    /// Lists who has which surname.
    pub(super) fn read(summaries: &[Summary], keys: &[Vec<Option<Key>>]) -> Bearers {
        let mut of: BTreeMap<String, BTreeMap<Key, Bearer>> = BTreeMap::new();
        let mut sounding: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
        for (article, (summary, keys)) in (0..).zip(summaries.iter().zip(keys)) {
            let year = year_of(&summary.article);
            for (person, key) in summary.people.iter().zip(keys) {
                let (Some(key @ (Key::Entry(_) | Key::Full(_))), Some(parts)) = (key, Parts::of(&person.name)) else {
                    continue;
                };
                let Parts { first, middle, surname, suffix } = parts;
                let language = &summary.article.language;
                if let Some(spelling) = Spelling::of_surname(&surname, language) {
                    sounding.entry(spelling.bucket().1).or_default().insert((surname.clone(), language.clone()));
                }
                let bearer = of.entry(surname).or_default().entry(key.clone()).or_default();
                bearer.forms.insert((first, middle, suffix));
                for office in office_words(&person.roles) {
                    *bearer.offices.entry(office).or_default() += 1;
                }
                let titles = person.roles.iter().filter(|role| role.starts_with(char::is_uppercase));
                bearer.titles.extend(office_words(titles));
                bearer.female += usize::from(person.gender == Gender::Female);
                bearer.male += usize::from(person.gender == Gender::Male);
                if bearer.articles.last() != Some(&article) {
                    bearer.articles.push(article);
                    if let Some(year) = year {
                        *bearer.years.entry(year).or_default() += 1;
                    }
                }
            }
        }
        Bearers { of, sounding }
    }

    /// Whether anybody has a surname, as [`name_key`] gives it, of an article in a language, or another spelling of it.
    pub(super) fn has(&self, surname: &str, language: &str) -> bool {
        self.of.contains_key(surname) || !self.spelled_otherwise(surname, language).is_empty()
    }

    /// Everybody whose surname another alphabet or language spells so that it agrees with this one.
    fn spelled_otherwise(&self, surname: &str, language: &str) -> BTreeMap<&Key, &Bearer> {
        let Some(spelling) = Spelling::of_surname(surname, language) else { return BTreeMap::new() };
        let alike = self.sounding.get(&spelling.bucket().1).into_iter().flatten();
        let others = alike.filter(|(other, tag)| {
            other != surname && Spelling::of_surname(other, tag).is_some_and(|other| other.agrees(&spelling))
        });
        others.filter_map(|(other, _)| self.of.get(other)).flatten().collect()
    }

    /// Those of each surname, in the order of the surnames.
    pub(super) fn groups(&self) -> impl Iterator<Item = &BTreeMap<Key, Bearer>> {
        self.of.values()
    }

    /// Counts those who are joined as one.
    pub(super) fn join(&mut self, joined: &Joined) {
        for group in self.of.values_mut() {
            let moved: Vec<Key> = group.keys().filter(|key| joined.contains_key(key)).cloned().collect();
            for from in moved {
                if let Some(bearer) = group.remove(&from) {
                    group.entry(joined[&from].0.clone()).or_default().add(bearer);
                }
            }
        }
    }

    /// Whom a bare name of an article means; `None` if that is not safe to tell.
    pub(super) fn meant(&self, person: &LocalPerson, article: &Article) -> Option<Meant<'_>> {
        let name = name_key(&person.name);
        let mut bearers = self.spelled_otherwise(&name, &article.language);
        bearers.extend(self.of.get(&name).into_iter().flatten());
        let own = office_words(&person.roles);
        let mut all = bearers.iter();
        if let (Some((key, only)), None) = (all.next(), all.next()) {
            let speaks_for = if own.is_empty() { only.articles.len() >= ONLY } else { only.held(&own) > 0 };
            return (speaks_for && !only.opposes(person)).then_some(Meant { key, by_standing: false });
        }
        if own.is_empty() && !person.roles.is_empty() {
            // They are something that the main one may not be.
            return None;
        }
        let year = year_of(article);
        let count = |bearer: &Bearer| if own.is_empty() { bearer.around(year) } else { bearer.held(&own) };
        let mut fitting: Vec<(usize, &Key)> =
            bearers.iter().filter(|(_, bearer)| !bearer.opposes(person)).map(|(key, one)| (count(one), *key)).collect();
        fitting.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let (most, key) = *fitting.first()?;
        let others: usize = fitting[1..].iter().map(|(count, _)| count).sum();
        (most >= MAIN && most >= LEAD * others).then_some(Meant { key, by_standing: true })
    }
}

impl Bearer {
    fn add(&mut self, other: Bearer) {
        self.articles.extend(other.articles);
        self.articles.sort_unstable();
        self.articles.dedup();
        for (year, count) in other.years {
            *self.years.entry(year).or_default() += count;
        }
        for (office, count) in other.offices {
            *self.offices.entry(office).or_default() += count;
        }
        self.titles.extend(other.titles);
        self.forms.extend(other.forms);
        self.female += other.female;
        self.male += other.male;
    }

    /// Whether the pronoun of a bare name is not theirs.
    fn opposes(&self, person: &LocalPerson) -> bool {
        match person.gender {
            Gender::Female => self.male > self.female,
            Gender::Male => self.female > self.male,
            Gender::Unknown => false,
        }
    }

    /// Whether the articles call one of two he and the other she.
    pub(super) fn differs_in_gender(&self, other: &Bearer) -> bool {
        self.male > self.female && other.female > other.male || self.female > self.male && other.male > other.female
    }

    /// How many articles give them one of these offices.
    fn held(&self, offices: &BTreeSet<String>) -> usize {
        offices.iter().filter_map(|office| self.offices.get(office)).max().copied().unwrap_or(0)
    }

    /// How many articles of the years around name them.
    fn around(&self, year: Option<i32>) -> usize {
        match year {
            Some(year) => self.years.range(year - YEARS..=year + YEARS).map(|(_, count)| count).sum(),
            None => self.articles.len(),
        }
    }
}

fn year_of(article: &Article) -> Option<i32> {
    article.published.when.map(|when| when.start.year())
}
