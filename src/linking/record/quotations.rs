//! Where in an archive some words stand: an index of all statements by three words in a row.

use super::align::tells;
use crate::languages;
use crate::languages::words::{self, Word};
use crate::model::archive::{Archive, StatementId};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Words in a row by which a statement is found.
const RUN: usize = 3;
/// A run that more statements have finds nothing, unless no other does.
const COMMON: usize = 64;

/// Statements by the runs of words in them.
pub(crate) struct Quotations {
    /// Hash of a run, and a statement that has it; ascending.
    postings: Vec<(u32, u32)>,
}

impl Quotations {
    /// Lists the runs of some statements. Linear in their words.
    pub(crate) fn new(archive: &Archive, statements: &[StatementId]) -> Quotations {
        let runs = |id: &StatementId| {
            let row = &archive[*id];
            let id = id.0;
            runs(row.words.unmarked(), &archive[row.article].language).into_iter().map(move |run| (run, id))
        };
        let mut postings: Vec<(u32, u32)> = statements.par_iter().flat_map_iter(runs).collect();
        postings.par_sort_unstable();
        postings.dedup();
        Quotations { postings }
    }

    /// The statements that have most of the runs of some words, the closest first; those of equal rank in the order of the archive.
    pub(crate) fn nearest(&self, words: &str, language: &str, most: usize) -> Vec<StatementId> {
        let lists: Vec<&[(u32, u32)]> = runs(words, language).into_iter().map(|run| self.of(run)).collect();
        let rare = lists.iter().any(|list| (1..=COMMON).contains(&list.len()));
        let mut hits = BTreeMap::<u32, usize>::new();
        for list in lists.iter().filter(|list| !rare || list.len() <= COMMON) {
            for (_, id) in list.iter().take(COMMON) {
                *hits.entry(*id).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, u32)> = hits.into_iter().map(|(id, count)| (count, id)).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.into_iter().take(most).map(|(_, id)| StatementId(id)).collect()
    }

    fn of(&self, run: u32) -> &[(u32, u32)] {
        let start = self.postings.partition_point(|(other, _)| *other < run);
        let length = self.postings[start..].partition_point(|(other, _)| *other == run);
        &self.postings[start..start + length]
    }
}

/// Hashes of the runs of some words that tell something; of fewer words, of all of them together.
fn runs(text: &str, language: &str) -> Vec<u32> {
    let words = words::words(text, languages::of(language));
    let hash = |run: &[Word]| words::phrase(run.iter().map(|word| word.form));
    words.windows(RUN).filter(|run| run.iter().any(tells)).map(hash).collect()
}
