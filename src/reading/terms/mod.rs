//! The terms that tell an article's subject, kept small: an archive holds those of all its articles at once.

pub(crate) mod article_words;
pub(crate) mod listed;
pub(crate) mod phrases;

use crate::languages::Language;
use crate::languages::words::{self, Class, Word};
use crate::model::article::Body;
use crate::model::person::LocalPerson;
use crate::model::terms::{COUNT_CAP, Term, Terms};
use crate::reading::editors::Editors;
use article_words::ArticleWords;

/// Most words kept of an article.
const WORDS: usize = 40;
/// Size of an article's sketch.
const SKETCH: usize = 32;
/// Words in a row of the sketch.
const SKETCH_RUN: usize = 5;

/// The subject terms of one article.
pub(crate) fn terms(body: &Body, people: &[LocalPerson], editors: &Editors, language: &'static Language) -> Terms {
    let reading = ArticleWords::new(body, language);
    let (words, forms) = telling_words(&reading);
    let listed = editors.topics(language).find(&reading);
    let candidates = phrases::find(&reading, people, language);
    Terms { words, forms, sketch: sketch(&reading.words), listed, candidates }
}

/// The words that occur most often, and earliest among equals; title and lede count twice.
fn telling_words(reading: &ArticleWords<'_>) -> (Vec<Term>, String) {
    let mut seen: Vec<(u32, u32)> = (0..)
        .zip(&reading.words)
        .filter(|(_, word)| matches!(word.class, Class::Telling | Class::Weak))
        .map(|(index, word)| (word.stem, index))
        .collect();
    seen.sort_unstable();
    let mut groups: Vec<(usize, u32, u32, u32)> = seen
        .chunk_by(|a, b| a.0 == b.0)
        .map(|group| {
            let place = |(_, index): &(u32, u32)| reading.words[*index as usize].span.start;
            let prominent = group.iter().filter(|word| reading.is_prominent(place(word))).count();
            let running = group.iter().find(|word| !reading.is_prominent(place(word))).unwrap_or(&group[0]);
            (group.len() + prominent, group[0].1, group[0].0, running.1)
        })
        .collect();
    groups.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    groups.truncate(WORDS);
    groups.sort_unstable_by_key(|(_, _, stem, _)| *stem);
    let mut forms = String::with_capacity(groups.len() * 8);
    let words = groups.iter().map(|(count, _, stem, first)| {
        if !forms.is_empty() {
            forms.push(' ');
        }
        forms.push_str(&written(reading, *first as usize));
        Term { stem: *stem, count: (*count).min(COUNT_CAP as usize) as u8 }
    });
    (words.collect(), forms)
}

/// How a word is written, with the common word before it that belongs to its name: "New Hampshire", joined by a space that does not break.
fn written(reading: &ArticleWords<'_>, at: usize) -> String {
    let word = &reading.words[at];
    let text = word.span.of(reading.text);
    let before = at.checked_sub(1).map(|before| &reading.words[before]);
    // What begins a sentence or stands in a headline has its capital from that.
    let named = before.filter(|before| {
        let inside = before.joined && !reading.is_prominent(before.span.start);
        word.capital
            && word.joined
            && before.capital
            && before.class == Class::Common
            && inside
            && before.span.len() > 1
    });
    match named {
        Some(before) => format!("{}\u{a0}{text}", before.span.of(reading.text)),
        None => text.to_owned(),
    }
}

/// The smallest hashes among all runs of five words: equal texts have equal sketches, and the share of equal entries
/// estimates how much of two texts is the same (bottom-k sketch, Cohen and Kaplan 2007).
fn sketch(words: &[Word]) -> Vec<u32> {
    let mut runs: Vec<u32> =
        words.windows(SKETCH_RUN).map(|run| words::phrase(run.iter().map(|word| word.form))).collect();
    if runs.len() > SKETCH * 2 {
        runs.select_nth_unstable(SKETCH * 2);
        runs.truncate(SKETCH * 2);
    }
    runs.sort_unstable();
    runs.dedup();
    runs.truncate(SKETCH);
    runs
}
