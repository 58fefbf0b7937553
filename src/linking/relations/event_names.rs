//! Names for events that nobody has named: what happened, as the sentences that mention it put it.
//!
//! ```text
//! On December 17, the harbour authority signed the bridge agreement ...
//! The bridge agreement of December 17 ...                                 Bridge agreement
//! Since the bridge agreement was signed on December 17 ...
//! ```
//!
//! A name ends in a noun of happening ("vote", "attack"; `happenings` of a language), with the words before it and, where articles write
//! so, the place behind it: "Attack in Orlando". Where no such noun is near the date in two articles, there is no event.

use crate::languages::Language;
use crate::languages::occasions::Part;
use crate::languages::words::{Class, Word};
use crate::model::archive::{ArticleId, MentionId};
use crate::text::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence that mentions a day.
pub(super) struct Said<'a> {
    pub(super) id: MentionId,
    pub(super) article: ArticleId,
    pub(super) text: &'a str,
    pub(super) language: &'static Language,
    /// Its words but those of the date and of the names of people.
    pub(super) words: Vec<Word>,
    /// The words of the date.
    pub(super) date: Span,
    /// Whether the article was published on another day: only then is the day an event to look back or forward to.
    pub(super) elsewhen: bool,
}

/// Most bytes between a noun of happening and the date of its day.
const NEAR: u32 = 80;
/// Articles that have to use a name.
const USERS: usize = 2;
/// Words before the noun.
const BEFORE: usize = 4;

/// A name that some articles use.
struct Form<'a> {
    articles: BTreeSet<ArticleId>,
    text: &'a str,
    /// Whether it says more than what kind of thing it was: a name in it.
    named: bool,
    words: usize,
}

/// The name of what happened.
pub(super) struct Name {
    pub(super) text: String,
    /// How many articles use it.
    pub(super) users: usize,
}

/// A name for an event, if articles agree on one.
pub(super) fn name(sentences: &[&Said<'_>]) -> Option<Name> {
    let mut nouns = BTreeMap::<u32, BTreeSet<ArticleId>>::new();
    let mut users = BTreeMap::<u32, BTreeSet<ArticleId>>::new();
    for said in sentences {
        for word in &said.words {
            users.entry(word.stem).or_default().insert(said.article);
            if is_happening(said, word) && distance(word.span, said.date) <= NEAR {
                nouns.entry(word.stem).or_default().insert(said.article);
            }
        }
    }
    let articles = sentences.iter().map(|said| said.article).collect::<BTreeSet<_>>().len();
    let needed = USERS.max(articles.div_ceil(3));
    let mut ranked: Vec<(usize, u32)> = nouns.into_iter().map(|(stem, users)| (users.len(), stem)).collect();
    ranked.retain(|(count, _)| *count >= needed);
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let shared = |word: &Word| users.get(&word.stem).is_some_and(|users| users.len() >= USERS);
    ranked.into_iter().find_map(|(_, noun)| {
        let mut forms = BTreeMap::<String, Form<'_>>::new();
        for said in sentences {
            for at in
                (0..said.words.len()).filter(|at| said.words[*at].stem == noun && is_happening(said, &said.words[*at]))
            {
                for (span, named, words) in forms_at(said, at, &shared) {
                    let text = span.of(said.text);
                    let form = forms.entry(text.to_lowercase()).or_insert_with(|| Form {
                        articles: BTreeSet::new(),
                        text,
                        named,
                        words,
                    });
                    form.articles.insert(said.article);
                }
            }
        }
        let best =
            forms.into_values().filter(|form| form.articles.len() >= USERS && form.words > 1).max_by(|a, b| {
                let rank = |form: &Form<'_>| (form.named, form.articles.len() * 2 + form.words);
                rank(a).cmp(&rank(b)).then(b.text.cmp(a.text))
            })?;
        let users = best.articles.len();
        Some(Name { text: capitalised(best.text), users })
    })
}

/// Whether a word is a noun of happening, and no capital word of a longer name in the middle of a sentence.
fn is_happening(said: &Said<'_>, word: &Word) -> bool {
    said.language.occasions.part(said.text, word.span).is(Part::HAPPENING)
}

fn distance(one: Span, other: Span) -> u32 {
    if one.start >= other.end { one.start - other.end } else { other.start.saturating_sub(one.end) }
}

/// The ways to name what happened at a noun: with the words before it, and with the place behind it.
fn forms_at(said: &Said<'_>, at: usize, shared: &impl Fn(&Word) -> bool) -> Vec<(Span, bool, usize)> {
    let words = &said.words;
    let beside = |left: usize, right: usize| {
        let between = &said.text[words[left].span.end as usize..words[right].span.start as usize];
        matches!(between, " " | "-")
    };
    let tells = |word: &Word| matches!(word.class, Class::Telling | Class::Weak);
    let is_name = |index: usize| words[index].capital && words[index].span.start > 0;
    let mut first = at;
    while first > 0 && at - first < BEFORE && beside(first - 1, first) {
        let before = first - 1;
        // A name is taken whole; a plain word, if others use it of this.
        if !(is_name(before) && words[before].class != Class::Number || tells(&words[before]) && shared(&words[before]))
        {
            break;
        }
        first = before;
    }
    let is_article = |index: usize| said.language.occasions.part(said.text, words[index].span).is(Part::ARTICLE);
    while first < at && (is_article(first) || !tells(&words[first]) && !is_name(first)) {
        first += 1;
    }
    // A name that goes on after the noun: "Democratic National Convention Committee" is no happening.
    if at + 1 < words.len() && is_name(at) && is_name(at + 1) && beside(at, at + 1) {
        return Vec::new();
    }
    let mut forms = Vec::new();
    let named = (first..at).any(is_name);
    let span = |last: usize| Span { start: words[first].span.start, end: words[last].span.end };
    if first < at {
        forms.push((span(at), named, at - first + 1));
    }
    if let Some(last) = place_behind(said, at, &beside, &is_name)
        && words[at + 1..=last].iter().any(|word| shared(word) && word.capital)
    {
        forms.push((span(last), true, last - first + 1));
    }
    forms
}

/// Where the place ends that is told after a noun: "in South Carolina", "on the Capitol".
fn place_behind(
    said: &Said<'_>,
    at: usize,
    beside: &impl Fn(usize, usize) -> bool,
    is_name: &impl Fn(usize) -> bool,
) -> Option<usize> {
    let words = &said.words;
    let leads = |index: usize| index < words.len() && beside(index - 1, index);
    let mut next = at + 1;
    if !leads(next)
        || words[next].class != Class::Common
        || words[next].capital
        || said.language.occasions.part(said.text, words[next].span).is(Part::STOP)
    {
        return None;
    }
    next += 1;
    if leads(next) && words[next].class == Class::Common && !words[next].capital {
        next += 1;
    }
    if !leads(next) || !is_name(next) {
        return None;
    }
    while leads(next + 1) && is_name(next + 1) {
        next += 1;
    }
    Some(next)
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
