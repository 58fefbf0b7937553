//! Statements that share ten words in a row: two reports of one utterance, whoever the reports say has spoken.
//!
//! Runs are found by winnowing (Schleimer, Wilkerson and Aiken 2003): of every few windows of words only the one with the smallest hash
//! is kept, such that two statements with [`RUN`] words in a row in common always keep a window that both have. Candidates are then
//! compared word by word. Linear in the words, because a window that very many statements have is followed along a chain only.

use crate::languages::words::{self, Class, NumberMap};
use crate::languages::{self, Language};
use crate::linking::summary::Summary;
use crate::model::archive::{Archive, StatementRow};
use crate::text::source::Span;
use rayon::prelude::*;

/// So many words in a row in common are no coincidence.
pub(crate) const RUN: usize = 10;
/// Of those that many must tell something.
const TELLING: usize = 3;
/// Words of a window.
const WINDOW: usize = 6;
/// Of so many windows in a row one is kept.
const KEPT_OF: usize = RUN - WINDOW + 1;
/// Up to that many statements with the same window are compared each with each.
const ALL_PAIRS: usize = 24;

/// A statement, as far as it is compared.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    /// Its words.
    pub(crate) words: &'a str,
    /// Tag of its language.
    pub(crate) language: &'a str,
    /// Number of its article.
    pub(crate) article: u32,
    /// Where it is in that article.
    pub(crate) extent: Span,
    /// Whether it stands inside another statement.
    pub(crate) nested: bool,
}

/// Every statement of some articles, in the order in which the archive numbers them.
pub(crate) fn of_summaries(summaries: &[Summary]) -> Vec<Said<'_>> {
    let mut all = Vec::with_capacity(summaries.iter().map(|summary| summary.statements.len()).sum());
    for (article, summary) in (0..).zip(summaries) {
        let language = summary.article.language.as_str();
        all.extend(summary.statements.iter().map(|statement| Said {
            words: &statement.words,
            language,
            article,
            extent: statement.extent,
            nested: statement.nested,
        }));
    }
    all
}

/// Every statement of an archive.
pub(crate) fn of_archive(archive: &Archive) -> Vec<Said<'_>> {
    let mut all = Vec::with_capacity(archive.statements.len());
    for row in &archive.statements {
        let StatementRow { words, article, extent, nested, .. } = row;
        let language = &archive[*article].language;
        all.push(Said { words: words.unmarked(), language, article: article.0, extent: *extent, nested: *nested });
    }
    all
}

/// The pairs of statements with [`RUN`] words in a row in common, each once, the smaller number first, ascending.
pub(crate) fn pairs(said: &[Said<'_>]) -> Vec<(u32, u32)> {
    let candidates = candidates(said);
    let mut involved: Vec<u32> = candidates.iter().flat_map(|(a, b)| [*a, *b]).collect();
    involved.sort_unstable();
    involved.dedup();
    let read = |id: &u32| (*id, words_of(&said[*id as usize]));
    let read: NumberMap<u32, Vec<(u32, bool)>> =
        involved.par_iter().map(read).collect::<Vec<_>>().into_iter().collect();
    candidates.into_par_iter().filter(|(a, b)| have_run(&read[a], &read[b])).collect()
}

fn language_of(said: &Said<'_>) -> &'static Language {
    languages::of(said.language)
}

/// The words of a statement as numbers, and which of them tell something.
fn words_of(said: &Said<'_>) -> Vec<(u32, bool)> {
    let words = words::words(said.words, language_of(said));
    words.into_iter().map(|word| (word.form, word.class != Class::Common)).collect()
}

/// Pairs that share a window. A statement inside another one has its words from there, so the two are no pair.
fn candidates(said: &[Said<'_>]) -> Vec<(u32, u32)> {
    let mut postings: Vec<(u32, u32)> = said
        .par_iter()
        .enumerate()
        .flat_map_iter(|(id, said)| kept_windows(&words_of(said)).into_iter().map(move |hash| (hash, id as u32)))
        .collect();
    postings.par_sort_unstable();
    postings.dedup();
    let apart = |a: u32, b: u32| {
        let (a, b) = (&said[a as usize], &said[b as usize]);
        a.nested == b.nested && (a.article != b.article || !a.extent.overlaps(b.extent))
    };
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for list in postings.chunk_by(|a, b| a.0 == b.0).filter(|list| list.len() > 1) {
        if list.len() <= ALL_PAIRS {
            for (at, (_, a)) in list.iter().enumerate() {
                pairs.extend(list[at + 1..].iter().map(|(_, b)| (*a, *b)));
            }
        } else {
            pairs.extend(list.windows(2).map(|pair| (pair[0].1, pair[1].1)));
            pairs.extend(list[2..].iter().map(|(_, b)| (list[0].1, *b)));
        }
    }
    pairs.retain(|(a, b)| apart(*a, *b));
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Hashes of the windows that are kept of some words: of every [`KEPT_OF`] in a row the smallest.
fn kept_windows(words: &[(u32, bool)]) -> Vec<u32> {
    if words.len() < RUN {
        return Vec::new();
    }
    let hash = |window: &[(u32, bool)]| words::phrase(window.iter().map(|(form, _)| *form));
    let hashes: Vec<u32> = words.windows(WINDOW).map(hash).collect();
    let mut kept: Vec<u32> = hashes.windows(KEPT_OF).filter_map(|some| some.iter().copied().min()).collect();
    kept.dedup();
    kept
}

/// Whether both have [`RUN`] words in a row, enough of them telling.
fn have_run(a: &[(u32, bool)], b: &[(u32, bool)]) -> bool {
    let telling = |run: &[(u32, bool)]| run.iter().filter(|(_, telling)| *telling).count() >= TELLING;
    let mut runs: Vec<&[(u32, bool)]> = a.windows(RUN).filter(|run| telling(run)).collect();
    runs.sort_unstable();
    b.windows(RUN).any(|run| runs.binary_search(&run).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str, article: u32) -> Said<'_> {
        Said { words, language: "en", article, extent: Span::new(0, words.len()), nested: false }
    }

    #[test]
    fn ten_words_in_a_row_are_found_wherever_they_begin() {
        let run = "the ferry will stop for good when the bridge opens";
        for before in ["", "one", "two more words", "we all know that in the end by then"] {
            for after in ["", "next May", "and nobody will ever ask why it had to"] {
                let (long, other) = (format!("{before} {run} {after}"), format!("he knows {run} or so"));
                assert_eq!(pairs(&[said(&long, 0), said(&other, 1)]), [(0, 1)], "{long}");
            }
        }
    }

    #[test]
    fn nine_words_or_ten_that_tell_nothing_are_no_pair() {
        let nine =
            ["the ferry will stop for good when the bridge", "and the ferry will stop for good when the bridge sinks"];
        assert_eq!(pairs(&[said(nine[0], 0), said(nine[1], 1)]), []);
        let formula = "I am not and we are not what you have been to them or us";
        assert_eq!(pairs(&[said(formula, 0), said(formula, 1)]), []);
    }

    #[test]
    fn what_stands_inside_a_statement_is_no_second_report_of_it() {
        let words = "the ferry will stop for good when the bridge opens";
        let inner = Said { nested: true, ..said(words, 0) };
        assert_eq!(pairs(&[said(words, 0), inner]), []);
    }
}
