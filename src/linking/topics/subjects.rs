//! Subjects of one word: "impeachment", "Syria", "NATO".
//!
//! A word is a subject of the archive if the articles that have it at all come back to it again and again, as often happens to what an
//! article is about and seldom to a word that many use. Words of people's names, offices and the like are none. Several forms of one
//! word ("Syria", "Syrian") are one subject, named by the noun.

use crate::languages;
use crate::languages::names::Class;
use crate::languages::words::{self, NumberMap};
use crate::linking::summary::Summary;
use crate::model::person::PersonKind;
use crate::text::folding::folded;
use std::collections::{BTreeMap, BTreeSet};

/// An article is about a word that it has so often; title and lede count twice.
const OFTEN: u8 = 4;
/// The share of the articles with a word that must be about it: of a name, and of any other word.
const SHARE: f64 = 0.34;
const PLAIN_SHARE: f64 = 0.5;
/// The share of the articles about a word in which it comes as part of a phrase that recurs, from which on it is only that part.
const PART: f64 = 0.5;
/// A subject is in no more than that share of the articles.
const EVERYWHERE: f64 = 0.34;
/// Words of so few letters are subjects only in capitals: "EU".
const SHORT: usize = 4;
/// The share of the articles with a word in which it is part of somebody's name, from which on it is that name.
const NAME: f64 = 0.2;

/// A word that some articles are about.
pub(super) struct Subject {
    /// The stems of its forms.
    pub(super) stems: Vec<u32>,
    /// As articles write it most often, the noun before the adjective.
    pub(super) name: String,
    /// How many articles are about it.
    pub(super) about: u32,
    weight: f64,
}

#[derive(Default)]
struct Record {
    articles: u32,
    about: u32,
    in_names: u32,
    in_phrases: u32,
    forms: BTreeMap<String, u32>,
}

/// The subjects of some articles, the weightiest first. `fewest` is in how many articles a topic has to stand.
pub(super) fn find(summaries: &[&Summary], fewest: u32, limit: usize) -> Vec<Subject> {
    let mut records = NumberMap::<u32, Record>::default();
    for summary in summaries {
        let language = languages::of(&summary.article.language);
        let people = summary.people.iter().filter(|person| person.kind == PersonKind::Person);
        let named: BTreeSet<u32> =
            people.flat_map(|person| words::words(&person.name, language)).map(|word| word.stem).collect();
        let phrases =
            summary.terms.candidates.nominees.iter().flat_map(|nominee| words::words(&nominee.words, language));
        let in_phrases: BTreeSet<u32> = phrases.map(|word| word.stem).collect();
        for (term, form) in summary.terms.with_forms() {
            let record = records.entry(term.stem).or_default();
            record.articles += 1;
            record.in_names += u32::from(named.contains(&term.stem));
            if term.count >= OFTEN && is_noun(form, language) {
                record.about += 1;
                record.in_phrases += u32::from(in_phrases.contains(&term.stem));
                *record.forms.entry(form.to_owned()).or_default() += 1;
            }
        }
    }
    let most = if summaries.len() < 12 { summaries.len() as f64 } else { summaries.len() as f64 * EVERYWHERE };
    let is_subject = |record: &Record| {
        let articles = f64::from(record.articles);
        record.about >= fewest
            && articles <= most
            && f64::from(record.about) >= articles * if is_name(record) { SHARE } else { PLAIN_SHARE }
            && f64::from(record.in_phrases) < PART * f64::from(record.about)
            && f64::from(record.in_names) < NAME * articles
    };
    let mut found: BTreeMap<String, Subject> = BTreeMap::new();
    let mut ascending: Vec<(u32, Record)> = records.into_iter().filter(|(_, record)| is_subject(record)).collect();
    ascending.sort_by_key(|(stem, _)| *stem);
    for (stem, record) in ascending {
        let name = commonest(&record.forms);
        let weight = f64::from(record.about) * f64::from(record.about) / f64::from(record.articles).sqrt();
        let subject = Subject { stems: vec![stem], name: name.clone(), about: record.about, weight };
        match found.entry(root(&name)) {
            std::collections::btree_map::Entry::Vacant(slot) => {
                slot.insert(subject);
            }
            std::collections::btree_map::Entry::Occupied(mut slot) => {
                let known = slot.get_mut();
                if better(&subject.name, &known.name) {
                    known.name = subject.name;
                }
                known.stems.push(stem);
                known.about = known.about.max(subject.about);
                known.weight = known.weight.max(subject.weight);
            }
        }
    }
    let mut subjects: Vec<Subject> = found.into_values().collect();
    subjects.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
    subjects.truncate(limit);
    subjects
}

/// Whether a word may name a subject: none of an office, a kind of people, a document, a day.
fn is_noun(form: &str, language: &languages::Language) -> bool {
    let letters = form.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = form.chars().all(|letter| !letter.is_lowercase());
    let key = folded(form);
    let class = |word: &str| language.people.class(word);
    let singular = key.strip_suffix('s').unwrap_or(&key);
    let none = Class::ROLE
        | Class::TITLE
        | Class::ANY_TITLE
        | Class::UNNAMED
        | Class::UNNAMED_ONE
        | Class::DOCUMENT
        | Class::OPENER
        | Class::LABEL
        | Class::KIN
        | Class::DATING
        | Class::PREPOSITION
        | Class::MODIFIER;
    let participle = key.ends_with("ing") || key.ends_with("ed");
    (letters > SHORT || letters > 1 && capitals)
        && !class(&key).is(none)
        && !class(singular).is(none)
        && !participle
        && !super::found::is_general(&key, language)
        && !form.contains(['.', '\''])
}

/// Whether most articles write a word with a capital.
fn is_name(record: &Record) -> bool {
    let capital = record.forms.iter().filter(|(form, _)| form.starts_with(char::is_uppercase));
    capital.map(|(_, count)| count).sum::<u32>() * 2 > record.about
}

fn commonest(forms: &BTreeMap<String, u32>) -> String {
    let best = forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    best.map_or_else(String::new, |(form, _)| form.clone())
}

/// What forms of one name share: "syri" of "Syria" and "Syrian". Of plain words the word itself.
fn root(name: &str) -> String {
    let key = folded(name);
    if !name.starts_with(char::is_uppercase) || name.chars().all(|letter| !letter.is_lowercase()) {
        return key;
    }
    for ending in ["ians", "ian", "ans", "an", "ia", "ish", "ese", "es", "a", "e", "y", "s"] {
        if let Some(stem) = key.strip_suffix(ending).filter(|stem| stem.len() > 3) {
            return stem.to_owned();
        }
    }
    key
}

/// Whether one form names the thing rather than what belongs to it.
fn better(one: &str, other: &str) -> bool {
    let adjective = |name: &str| ["an", "ans", "ish", "ese", "ic"].iter().any(|ending| name.ends_with(ending));
    (adjective(one), one.len(), one) < (adjective(other), other.len(), other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noun_names_the_subject_and_not_its_adjective() {
        assert_eq!(root("Syria"), root("Syrian"));
        assert_eq!(root("Ukraine"), root("Ukrainian"));
        assert!(better("Syria", "Syrian") && better("Iran", "Iranian") && better("China", "Chinese"));
        assert_ne!(root("tunnel"), root("tunnels"));
    }

    #[test]
    fn offices_and_participles_are_no_subjects() {
        let people = languages::of("en");
        for word in ["senators", "Officials", "running", "Mr", "report", "U.S.", "process", "companies"] {
            assert!(!is_noun(word, people), "{word}");
        }
        for word in ["impeachment", "NATO", "Syria", "EU"] {
            assert!(is_noun(word, people), "{word}");
        }
    }
}
