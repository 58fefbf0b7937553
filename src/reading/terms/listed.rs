//! The terms of topics.yaml, found in a text whatever their case or number.

use crate::languages::Language;
use crate::languages::words::{self, NumberMap, Word};
use crate::model::authorities::TopicEntry;
use crate::model::terms::Hit;
use crate::reading::terms::article_words::ArticleWords;
use std::collections::BTreeMap;

/// The terms of all topics, ready to be found in texts of one language.
#[derive(Clone, Debug, Default)]
pub(crate) struct TermMatcher {
    /// By the stem of the first word.
    by_first: NumberMap<u32, Vec<Needle>>,
}

#[derive(Clone, Debug)]
struct Needle {
    stems: Vec<u32>,
    topic: u32,
    /// The term is an abbreviation such as START: only capitals match, or "start" would.
    capitals: bool,
}

impl TermMatcher {
    /// The terms of numbered things: `terms[0]` belongs to number 0, and so on.
    pub(crate) fn new<'a>(terms: impl Iterator<Item = &'a [String]>, language: &Language) -> TermMatcher {
        let mut matcher = TermMatcher::default();
        for (number, terms) in (0..).zip(terms) {
            terms.iter().for_each(|term| matcher.add(term, number, language));
        }
        matcher
    }

    /// The terms of each topic. A topic's name is one of its terms if it has no others or is itself a phrase.
    pub(crate) fn of_topics(topics: &[TopicEntry], language: &Language) -> TermMatcher {
        let mut matcher = TermMatcher::new(topics.iter().map(|topic| topic.terms.as_slice()), language);
        for (number, topic) in (0..).zip(topics) {
            if topic.terms.is_empty() || topic.name.trim().contains(' ') {
                matcher.add(&topic.name, number, language);
            }
        }
        matcher
    }

    fn add(&mut self, term: &str, topic: u32, language: &Language) {
        let stems: Vec<u32> = words::words(term, language).iter().map(|word| word.stem).collect();
        let letters = term.chars().filter(|letter| letter.is_alphabetic());
        let capitals = stems.len() == 1 && letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        if let Some(first) = stems.first() {
            self.by_first.entry(*first).or_default().push(Needle { stems, topic, capitals });
        }
    }

    /// The topics whose terms stand in an article, by position.
    pub(crate) fn find(&self, reading: &ArticleWords<'_>) -> Vec<Hit> {
        if self.by_first.is_empty() {
            return Vec::new();
        }
        let mut hits = BTreeMap::<u32, Hit>::new();
        self.each(reading.text, &reading.words, |topic, at| {
            let hit = hits.entry(topic).or_insert(Hit { topic, count: 0, prominent: false });
            hit.count = hit.count.saturating_add(1);
            hit.prominent |= reading.is_prominent(reading.words[at].span.start);
        });
        hits.into_values().collect()
    }

    /// Calls `found` with each topic and the index of the first word of its term.
    pub(crate) fn each(&self, text: &str, words: &[Word], mut found: impl FnMut(u32, usize)) {
        for (at, word) in words.iter().enumerate() {
            for needle in self.by_first.get(&word.stem).into_iter().flatten() {
                let rest = &words[at..];
                let same = rest.len() >= needle.stems.len()
                    && rest.iter().zip(&needle.stems).all(|(word, stem)| word.stem == *stem)
                    && rest[1..needle.stems.len()].iter().all(|word| word.joined);
                if same && (!needle.capitals || !word.span.of(text).chars().any(char::is_lowercase)) {
                    found(needle.topic, at);
                }
            }
        }
    }
}
