//! Topics that nobody listed: phrases that recur across articles.
//!
//! An article puts phrases forward ([`CandidatePhrase`]); the archive keeps those that several articles share, whose words belong
//! together, and that are no part of a better one:
//!
//! - *frequency*: in at least two articles of a small archive, one in three hundred of a large one, and in no more than half of
//!   all, because what is everywhere divides nothing;
//! - *unity*: where the phrase stands, its rarest word seldom stands without it (the C-value's idea of a term, Frantzi, Ananiadou
//!   and Mima 2000, measured inside articles, so that no table of all words is needed);
//! - *weight*: the number of articles that put it forward, not only mention it.

use super::known;
use crate::languages::names::Class;
use crate::languages::words::{self, NumberMap, Word};
use crate::languages::{self, Language};
use crate::linking::summary::Summary;
use crate::model::person::PersonKind;
use crate::model::terms::CandidatePhrase;
use crate::text::folding;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A phrase that recurs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Its hash.
    pub(super) phrase: u32,
    /// As articles write it most often, with a capital at its beginning.
    pub(super) name: String,
}

/// Hashes of the names, titles and offices of people and of their parts: who speaks is no subject.
fn offices(summaries: &[&Summary]) -> BTreeSet<u32> {
    let offices: BTreeSet<(&str, &str)> = summaries
        .iter()
        .flat_map(|summary| {
            let people = summary.people.iter().filter(|person| person.kind == PersonKind::Person);
            let words = people.flat_map(|person| person.roles.iter().chain([&person.name]));
            words.map(|words| (summary.article.language.as_str(), words.as_str()))
        })
        .collect();
    let mut phrases = BTreeSet::new();
    for (language, office) in offices {
        let stems: Vec<u32> =
            words::words(office, languages::of(language)).iter().map(|word| word.stem).take(12).collect();
        for length in 2..=4 {
            phrases.extend(stems.windows(length).map(|part| words::phrase(part.iter().copied())));
        }
    }
    phrases
}

/// What is known of a phrase that was put forward.
#[derive(Clone, Debug, Default)]
struct Record {
    nominations: u32,
    articles: u32,
    count: u32,
    least: u32,
    lower: u32,
    length: u32,
}

/// Share of a phrase's rarest word that has to stand inside the phrase, in the articles that put it forward.
const UNITY: f64 = 0.34;
/// The same of a name: of a place, a body, a law. People's names are never put forward.
const NAME_UNITY: f64 = 0.5;
/// Share of the articles putting it forward in which its last word is written small; below that it is a name.
const LOWER: f64 = 0.3;
/// A phrase inside a longer one is dropped when the longer one stands in that share of its articles.
const COVERED: f64 = 0.6;

/// The recurring phrases of some articles, the weightiest first, at most `limit`.
pub(super) fn find(summaries: &[&Summary], limit: usize) -> Vec<Found> {
    if limit == 0 || summaries.len() < 2 {
        return Vec::new();
    }
    let (fewest, most) = window(summaries.len());
    let mut records = nominated(summaries, fewest);
    let offices = offices(summaries);
    for phrase in &offices {
        records.remove(phrase);
    }
    count_articles(summaries, &mut records);
    let mut ranked: Vec<(f64, u32, Record)> = records
        .into_iter()
        .filter(|(_, record)| (fewest..=most).contains(&record.articles) && record.is_term())
        .map(|(phrase, record)| (record.weight(), phrase, record))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(limit.saturating_mul(4));
    let names = names(summaries, &ranked, &offices);
    ranked.retain(|(_, phrase, _)| !names[phrase].is_empty());
    // Equal weights are settled by the words, which unlike the hashes mean something.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| names[&a.1].cmp(&names[&b.1])));
    let folded: BTreeMap<u32, Vec<String>> = names.iter().map(|(phrase, name)| (*phrase, folded(name))).collect();
    let part_of_longer = |phrase: u32, articles: u32| {
        ranked.iter().any(|(_, other, record)| {
            *other != phrase
                && f64::from(record.articles) >= COVERED * f64::from(articles)
                && folded[other].len() > folded[&phrase].len()
                && contains(&folded[other], &folded[&phrase])
        })
    };
    let mut kept: Vec<u32> = Vec::new();
    for (_, phrase, record) in &ranked {
        let longer_or_same = |other: &u32| contains(&folded[phrase], &folded[other]) || folded[phrase] == folded[other];
        if !kept.iter().any(longer_or_same) && !part_of_longer(*phrase, record.articles) {
            kept.push(*phrase);
        }
        if kept.len() == limit {
            break;
        }
    }
    kept.into_iter().map(|phrase| Found { phrase, name: capitalised(&names[&phrase]) }).collect()
}

/// In how many articles a topic has to stand.
pub(super) fn fewest(articles: usize) -> u32 {
    window(articles).0
}

/// In how many articles a topic has to stand, and may at most.
fn window(articles: usize) -> (u32, u32) {
    let fewest = (articles / 300).clamp(if articles < 20 { 2 } else { 3 }, 200);
    let most = if articles < 12 { articles } else { articles / 2 };
    (fewest as u32, most as u32)
}

impl Record {
    fn is_term(&self) -> bool {
        let is_name = f64::from(self.lower) < LOWER * f64::from(self.nominations);
        f64::from(self.count) >= if is_name { NAME_UNITY } else { UNITY } * f64::from(self.least)
    }

    fn weight(&self) -> f64 {
        let unity = f64::from(self.count) / f64::from(self.least.max(1));
        let length = 1.0 + 0.25 * f64::from(self.length.saturating_sub(2));
        f64::from(self.nominations) * f64::from(self.articles).sqrt() * unity * length
    }
}

/// The phrases put forward by enough articles to matter.
fn nominated(summaries: &[&Summary], fewest: u32) -> BTreeMap<u32, Record> {
    let needed = (fewest / 2).max(1);
    let mut nominations = NumberMap::<u32, u32>::default();
    for nominee in summaries.iter().flat_map(|summary| &summary.terms.candidates.nominees) {
        *nominations.entry(nominee.phrase).or_default() += 1;
    }
    let mut records = BTreeMap::<u32, Record>::new();
    for nominee in summaries.iter().flat_map(|summary| &summary.terms.candidates.nominees) {
        if nominations[&nominee.phrase] >= needed {
            records.entry(nominee.phrase).or_default().add(nominee);
        }
    }
    records
}

impl Record {
    fn add(&mut self, nominee: &CandidatePhrase) {
        self.nominations += 1;
        self.count += u32::from(nominee.count);
        self.least += u32::from(nominee.least);
        self.lower += u32::from(nominee.lower);
        self.length = nominee.words.split([' ', '-']).count() as u32;
    }
}

/// Counts in how many articles each recorded phrase stands at all.
fn count_articles(summaries: &[&Summary], records: &mut BTreeMap<u32, Record>) {
    let index: NumberMap<u32, usize> = records.keys().enumerate().map(|(index, phrase)| (*phrase, index)).collect();
    let counts = summaries
        .par_chunks(1024)
        .map(|chunk| {
            let mut counts = vec![0_u32; index.len()];
            for phrase in chunk.iter().flat_map(|summary| &summary.terms.candidates.all) {
                if let Some(at) = index.get(phrase) {
                    counts[*at] += 1;
                }
            }
            counts
        })
        .reduce(|| vec![0; index.len()], |a, b| a.iter().zip(&b).map(|(a, b)| a + b).collect());
    for (record, count) in records.values_mut().zip(counts) {
        record.articles = count;
    }
}

/// A phrase without the little words before it that have a capital in a headline: "In West Virginia".
fn whole<'a>(name: &'a str, language: &Language) -> &'a str {
    let little = Class::DETERMINER | Class::PREPOSITION | Class::OPENER;
    match name.split_once(' ') {
        Some((first, rest)) if language.people.class(&folding::folded(first)).is(little) && rest.contains(' ') => rest,
        _ => name,
    }
}

/// Whether a phrase says too little for a topic: it begins with a verb, one word stands in it twice, or its words are general or all of one
/// subject that its language knows ("police officers"). A name of such words is a name still: "Justice Department".
fn is_vague(name: &str, language: &Language) -> bool {
    let known = known::list(language);
    let words = words::words(name, language);
    let small = |word: &Word| !word.capital;
    let key = |word: &Word| folding::folded(word.span.of(name));
    let says_little = |word: &Word| {
        word.class != words::Class::Telling || known.has_word(word.stem) || is_general(&key(word), language)
    };
    // A headline gives its verb a capital, too: "Kill Harbour Bridge".
    let leads = |first: &Word| small(first) || words.len() > 2;
    words.first().is_none_or(|first| leads(first) && language.leading_verbs.contains(&key(first)))
        || words.last().is_some_and(small) && words.iter().all(says_little)
        || (1..words.len()).any(|at| words[..at].iter().any(|word| word.stem == words[at].stem))
}

/// Whether a name of three words or more holds that of a person or an office and one word more: "Kill Ana Ruiz".
fn holds_person(name: &str, language: &Language, offices: &BTreeSet<u32>) -> bool {
    let words = words::words(name, language);
    let held = |pair: &[Word]| {
        pair.iter().all(|word| word.capital) && offices.contains(&words::phrase(pair.iter().map(|word| word.stem)))
    };
    words.len() > 2 && words.windows(2).any(held)
}

/// Whether a folded word is too general to name a subject, or is of an office or a kind of people.
pub(super) fn is_general(word: &str, language: &Language) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    [word, singular].iter().any(|form| {
        language.general_words.contains(*form)
            || language.people.class(form).is(Class::ROLE | Class::UNNAMED | Class::UNNAMED_ONE | Class::LABEL)
    })
}

/// How articles write each phrase most often; nothing, if that names no subject.
fn names(summaries: &[&Summary], ranked: &[(f64, u32, Record)], offices: &BTreeSet<u32>) -> BTreeMap<u32, String> {
    let mut written: BTreeMap<u32, BTreeMap<&str, u32>> =
        ranked.iter().map(|(_, phrase, _)| (*phrase, BTreeMap::new())).collect();
    for summary in summaries {
        let language = languages::of(&summary.article.language);
        for nominee in &summary.terms.candidates.nominees {
            let Some(forms) = written.get_mut(&nominee.phrase) else { continue };
            let name = whole(&nominee.words, language);
            if !is_vague(name, language) && !holds_person(name, language, offices) {
                *forms.entry(name).or_default() += 1 + u32::from(nominee.lower);
            }
        }
    }
    let commonest = |forms: BTreeMap<&str, u32>| {
        let best = forms.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        best.map_or_else(String::new, |(form, _)| form.to_owned())
    };
    written.into_iter().map(|(phrase, forms)| (phrase, commonest(forms))).collect()
}

/// The words of a name without case and plural.
fn folded(name: &str) -> Vec<String> {
    name.split([' ', '-']).map(|word| word.to_lowercase().trim_end_matches(['s', 'e']).to_owned()).collect()
}

/// Whether the words of `short` stand in a row in `long`.
fn contains(long: &[String], short: &[String]) -> bool {
    long.windows(short.len().max(1)).any(|window| window == short)
}

pub(super) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_that_say_too_little_are_no_topics() {
        let language = languages::of("en");
        for phrase in [
            "raise money",
            "press conference",
            "party's nominee",
            "tweet tweet-id",
            "police officers",
            "fellow candidate",
            "vast majority",
            "Block Harbour Bridge",
        ] {
            assert!(is_vague(phrase, language), "{phrase}");
        }
        for phrase in ["Justice Department", "harbour bridge", "clean energy", "illegal immigrants"] {
            assert!(!is_vague(phrase, language), "{phrase}");
        }
        let people = BTreeSet::from([words::phrase(words::words("Ana Ruiz", language).iter().map(|word| word.stem))]);
        assert!(holds_person("Salute Ana Ruiz", language, &people));
        assert!(!holds_person("Port Alder Bridge", language, &people));
        assert_eq!(whole("In West Virginia", language), "West Virginia");
        assert_eq!(whole("New Alder harbour", language), "New Alder harbour");
    }
}
