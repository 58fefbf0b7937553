//! Names for events that nobody has named: words that the sentences which mention them share.
//!
//! ```text
//! On December 17, the harbour authority published drafts of a bridge agreement ...
//! The harbour authority on December 17 published the drafts ...                       Bridge agreement: drafts
//! The drafts of the bridge agreement that were released on December 17 ...
//! ```

use crate::languages::words::{self, Class, Word};
use crate::model::archive::{ArticleId, MentionId};
use std::collections::{BTreeMap, BTreeSet};

/// A sentence that mentions a day.
pub(super) struct Said<'a> {
    pub(super) id: MentionId,
    pub(super) article: ArticleId,
    pub(super) text: &'a str,
    pub(super) words: Vec<Word>,
    /// Whether the article was published on another day: only then is the day an event to look back or forward to.
    pub(super) elsewhen: bool,
}

/// A stretch of words that may name an event.
struct Stretch<'a> {
    articles: BTreeSet<ArticleId>,
    text: &'a str,
    stems: Vec<u32>,
    /// Whether it has a word that is no name: what happened, not where or who.
    plain: bool,
}

/// A name for an event: the shortest stretch with two shared words that most sentences have, plain words before mere names, and
/// one more word that all of them have; else the two commonest words.
pub(super) fn name(sentences: &[&Said<'_>], shared: &BTreeMap<u32, usize>) -> String {
    let best =
        stretches(sentences, shared).into_values().filter(|stretch| stretch.articles.len() >= 2).max_by(|a, b| {
            let rank = |stretch: &Stretch<'_>| (stretch.plain, stretch.articles.len());
            rank(a).cmp(&rank(b)).then(b.text.len().cmp(&a.text.len())).then(b.text.cmp(a.text))
        });
    let words = match best {
        Some(stretch) => match of_all(sentences, &stretch.stems) {
            Some(word) => format!("{}: {word}", stretch.text),
            None => stretch.text.to_owned(),
        },
        None => commonest(sentences, shared),
    };
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The stretches of up to four words that begin and end with a shared one.
fn stretches<'a>(sentences: &[&Said<'a>], shared: &BTreeMap<u32, usize>) -> BTreeMap<u32, Stretch<'a>> {
    let mut stretches = BTreeMap::<u32, Stretch<'_>>::new();
    let is_shared = |word: &Word| shared.contains_key(&word.stem);
    for said in sentences {
        for first in 0..said.words.len() {
            for last in first + 1..said.words.len().min(first + 4) {
                if !said.words[last].joined {
                    break;
                }
                if !is_shared(&said.words[first]) || !is_shared(&said.words[last]) {
                    continue;
                }
                let words = &said.words[first..=last];
                let stems: Vec<u32> =
                    words.iter().filter(|word| word.class != Class::Common).map(|word| word.stem).collect();
                let start = said.words[beginning(&said.words, first)].span.start as usize;
                let stretch = stretches.entry(words::phrase(stems.iter().copied())).or_insert_with(|| Stretch {
                    articles: BTreeSet::new(),
                    text: &said.text[start..said.words[last].span.end as usize],
                    stems,
                    plain: words.iter().any(|word| !word.capital && word.class != Class::Common),
                });
                stretch.articles.insert(said.article);
            }
        }
    }
    stretches
}

/// A plain word that every article uses of the event, besides those of its name; as the first of them writes it.
fn of_all<'a>(sentences: &[&Said<'a>], known: &[u32]) -> Option<&'a str> {
    let articles: BTreeSet<ArticleId> = sentences.iter().map(|said| said.article).collect();
    let mut users = BTreeMap::<u32, BTreeSet<ArticleId>>::new();
    for said in sentences {
        for word in said.words.iter().filter(|word| word.class == Class::Telling && !word.capital) {
            users.entry(word.stem).or_default().insert(said.article);
        }
    }
    let of_all = |word: &&Word| {
        word.class == Class::Telling && !word.capital && !known.contains(&word.stem) && users[&word.stem] == articles
    };
    let first = sentences.first()?;
    first.words.iter().find(of_all).map(|word| word.span.of(first.text))
}

/// Where the name begins that a word stands in: at "New" for the "Hampshire" of "the New Hampshire primary". What begins a
/// sentence has its capital from that.
fn beginning(words: &[Word], mut at: usize) -> usize {
    while at > 1 && words[at].capital && words[at].joined && words[at - 1].capital {
        at -= 1;
    }
    at
}

/// The two shared words that most articles use, in the order of the first sentence that has both.
fn commonest(sentences: &[&Said<'_>], shared: &BTreeMap<u32, usize>) -> String {
    let mut ranked: Vec<(usize, u32)> = shared.iter().map(|(stem, count)| (*count, *stem)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let wanted: Vec<u32> = ranked.into_iter().take(2).map(|(_, stem)| stem).collect();
    let written = |said: &&Said<'_>| {
        let mut seen = BTreeSet::new();
        let mut names = Vec::new();
        for (at, word) in said.words.iter().enumerate() {
            if wanted.contains(&word.stem) && seen.insert(word.stem) {
                let start = said.words[beginning(&said.words, at)].span.start as usize;
                names.push(said.text[start..word.span.end as usize].to_owned());
            }
        }
        names
    };
    let best = sentences.iter().map(written).max_by(|a, b| a.len().cmp(&b.len()).then(b.cmp(a)));
    best.unwrap_or_default().join(", ")
}
