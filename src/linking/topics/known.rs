//! Subjects that a language file lists, "immigration" with its "immigrants", and the nations of the world.
//!
//! What they are is known, so few articles suffice: a subject counts where some come back to it. Which of them an archive has, and
//! under which of their words, its articles say.

use crate::languages::words::{self, Class, NumberMap};
use crate::languages::{self, Language, PerLanguage};
use crate::linking::summary::Summary;
use crate::text::folding::folded;
use std::collections::BTreeMap;

/// An article is about what it names so often; title and lede count twice.
const OFTEN: u32 = 3;
/// A subject is in no more than that share of the articles, because what is everywhere divides nothing.
const EVERYWHERE: f64 = 0.4;
/// The same of a nation: the one that a paper is made in is no subject of its own.
const AT_HOME: f64 = 0.25;

/// A subject that some articles are about.
pub(super) struct Known {
    pub(super) name: String,
    /// The phrases that name it.
    pub(super) phrases: Vec<u32>,
    /// Whether its words are names: written small they mean something else.
    pub(super) capital: bool,
    about: u32,
}

/// One subject of a language.
struct Entry {
    /// Its first word, as the language file has it.
    key: String,
    phrases: Vec<u32>,
    capital: bool,
}

/// The subjects of a language, and how to find them.
pub(super) struct List {
    entries: Vec<Entry>,
    by_phrase: NumberMap<u32, usize>,
}

/// The subjects of a language.
pub(super) fn list(language: &Language) -> &'static List {
    static ALL: PerLanguage<List> = PerLanguage::new();
    ALL.of(language, List::new)
}

impl List {
    /// Whether a word alone names a subject, and none that is a nation.
    pub(super) fn has_word(&self, stem: u32) -> bool {
        self.by_phrase.get(&words::phrase([stem])).is_some_and(|at| !self.entries[*at].capital)
    }

    fn new(language: &Language) -> List {
        let subjects = language.subjects.iter().map(|group| (group.as_str(), false));
        let nations =
            language.people.nation_groups.iter().map(|group| (group.as_str(), !language.people.small_nations));
        let mut list = List { entries: Vec::new(), by_phrase: NumberMap::default() };
        for (group, capital) in subjects.chain(nations) {
            let mut phrases = Vec::new();
            for form in group.split('/') {
                let words = words::words(&form.replace('_', " "), language);
                // "US" is also "us".
                if words.iter().all(|word| word.class == Class::Common) {
                    continue;
                }
                let phrase = words::phrase(words.iter().map(|word| word.stem));
                if !list.by_phrase.contains_key(&phrase) {
                    list.by_phrase.insert(phrase, list.entries.len());
                    phrases.push(phrase);
                }
            }
            let key = group.split('/').next().unwrap_or_default().replace('_', " ");
            list.entries.push(Entry { key, phrases, capital });
        }
        list
    }
}

#[derive(Default)]
struct Record {
    articles: u32,
    about: u32,
    /// How articles write its first word.
    forms: BTreeMap<String, u32>,
}

/// The known subjects of some articles, the commonest first.
pub(super) fn find(summaries: &[&Summary], fewest: u32, limit: usize) -> Vec<Known> {
    let mut lists = BTreeMap::<&str, &List>::new();
    let mut records = BTreeMap::<(&str, usize), Record>::new();
    for summary in summaries {
        let language = languages::of(&summary.article.language);
        let list = *lists.entry(language.tag.as_str()).or_insert_with(|| list(language));
        let mut counts = BTreeMap::<usize, u32>::new();
        for (term, form) in summary.terms.with_forms() {
            let Some(&at) = list.by_phrase.get(&words::phrase([term.stem])) else { continue };
            let entry = &list.entries[at];
            if entry.capital && !form.starts_with(char::is_uppercase) {
                continue;
            }
            *counts.entry(at).or_default() += u32::from(term.count);
            if folded(form) == folded(&entry.key) {
                let record = records.entry((language.tag.as_str(), at)).or_default();
                *record.forms.entry(form.to_owned()).or_default() += 1;
            }
        }
        for nominee in &summary.terms.candidates.nominees {
            if let Some(&at) = list.by_phrase.get(&nominee.phrase) {
                *counts.entry(at).or_default() += u32::from(nominee.count);
            }
        }
        for (at, count) in counts {
            let record = records.entry((language.tag.as_str(), at)).or_default();
            record.articles += 1;
            record.about += u32::from(count >= OFTEN);
        }
    }
    let most = |capital: bool| {
        let share = if summaries.len() < 12 {
            1.0
        } else if capital {
            AT_HOME
        } else {
            EVERYWHERE
        };
        summaries.len() as f64 * share
    };
    let mut found: Vec<Known> = records
        .into_iter()
        .filter(|((tag, at), record)| {
            record.about >= fewest && f64::from(record.articles) <= most(lists[tag].entries[*at].capital)
        })
        .map(|((tag, at), record)| {
            let entry = &lists[tag].entries[at];
            let name = shown(entry, &record);
            Known { name, phrases: entry.phrases.clone(), capital: entry.capital, about: record.about }
        })
        .collect();
    found.sort_by(|a, b| b.about.cmp(&a.about).then_with(|| a.name.cmp(&b.name)));
    found.truncate(limit);
    found
}

/// A subject as readers see it: "Immigration", "NATO", "South Korea".
fn shown(entry: &Entry, record: &Record) -> String {
    let capitals = |form: &str| form.chars().all(|letter| !letter.is_lowercase());
    let commonest = record.forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    match commonest {
        Some((form, _)) if capitals(form) => form.clone(),
        _ if entry.capital => entry.key.split(' ').map(super::found::capitalised).collect::<Vec<_>>().join(" "),
        _ => super::found::capitalised(&entry.key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_of_the_interface_know_what_news_is_about() {
        for (tag, word) in [("de", "Flüchtlinge"), ("fr", "migrants"), ("es", "elecciones"), ("ru", "санкции")]
        {
            let language = languages::of(tag);
            let words = words::words(word, language);
            assert!(list(language).has_word(words[0].stem), "{word}");
        }
    }

    #[test]
    fn a_subject_has_all_its_words_and_a_nation_its_capital() {
        let language = languages::of("en");
        let list = List::new(language);
        let key = |text: &str| {
            let phrase = words::phrase(words::words(text, language).iter().map(|word| word.stem));
            list.by_phrase.get(&phrase).map(|at| list.entries[*at].key.as_str())
        };
        assert_eq!(key("immigrants"), Some("immigration"));
        assert_eq!(key("health insurance"), Some("health care"));
        assert_eq!(key("Moscow"), Some("russia"));
        assert_eq!(key("us"), None);
        assert_eq!(key("lantern"), None);
    }
}
