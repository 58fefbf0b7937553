//! One story in several files: a wire report as two papers print it, the same page saved twice.

use super::same_words::Families;
use crate::linking::summary::LinkClues;
use crate::model::archive::{Archive, ArticleId, StatementId};
use std::collections::{BTreeMap, BTreeSet};

/// Share of two articles' five-word sequences that has to be the same, as their sketches estimate it.
const SAME: f64 = 0.5;
/// An article with a smaller sketch is too short to tell.
const ENOUGH: usize = 16;
/// A sequence of words that more articles share is boilerplate: they are compared along a chain only.
const ALL_PAIRS: usize = 24;

/// Marks every article that repeats an earlier one.
pub(super) fn mark(archive: &mut Archive, clues: &[LinkClues]) {
    let sketch = |index: usize| clues[index].terms.sketch.as_slice();
    let mut postings: Vec<(u32, u32)> = (0_u32..)
        .zip(clues)
        .filter(|(_, clues)| clues.terms.sketch.len() >= ENOUGH)
        // An earlier capture of an article is no other printing of it.
        .filter(|(index, _)| archive.articles[*index as usize].superseded_by.is_none())
        .flat_map(|(index, clues)| clues.terms.sketch.iter().map(move |run| (*run, index)))
        .collect();
    postings.sort_unstable();
    let mut shared = BTreeMap::<(u32, u32), u32>::new();
    for list in postings.chunk_by(|a, b| a.0 == b.0).filter(|list| list.len() > 1) {
        let width = if list.len() <= ALL_PAIRS { list.len() } else { 2 };
        for (at, (_, a)) in list.iter().enumerate() {
            for (_, b) in &list[at + 1..(at + width).min(list.len())] {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    // In the order of the archive, so that the first of a story is the one that the others repeat.
    for ((a, b), count) in shared {
        let (a, b) = (a as usize, b as usize);
        if count >= 3 && resemblance(sketch(a), sketch(b)) >= SAME && archive.articles[b].duplicate_of.is_none() {
            let first = archive.articles[a].duplicate_of.unwrap_or(ArticleId::from(a));
            archive.articles[b].duplicate_of = Some(first);
        }
    }
}

/// Estimated share of sequences in common: how many of the smallest hashes of both together are in both.
fn resemblance(a: &[u32], b: &[u32]) -> f64 {
    let size = a.len().min(b.len());
    let (mut i, mut j, mut seen, mut both) = (0, 0, 0, 0);
    while seen < size && i < a.len() && j < b.len() {
        seen += 1;
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    if seen == 0 { 0.0 } else { f64::from(both) / seen as f64 }
}

/// Takes the statements of repeated articles out of the lists of people and topics where the first printing, or the latest
/// capture, has the same words.
pub(super) fn count_once(archive: &mut Archive, families: &Families) {
    let repeats = repeats(archive, families);
    let Archive { people, topics, statements, .. } = archive;
    for topic in topics {
        topic.statements.retain(|id| !repeats[id.index()]);
    }
    for person in people {
        person.statements.retain(|id| !repeats[id.index()]);
        for pair in person.statements.windows(2) {
            statements[pair[0].index()].next = Some(pair[1]);
            statements[pair[1].index()].previous = Some(pair[0]);
        }
    }
}

/// For every statement, whether another article of the same story has it already.
fn repeats(archive: &Archive, families: &Families) -> Vec<bool> {
    let mut repeats = vec![false; archive.statements.len()];
    let mut articles: Vec<(ArticleId, ArticleId)> =
        (0..archive.articles.len()).map(ArticleId::from).map(|id| (archive.story(id), id)).collect();
    // The one that stands for its story goes first, then the others in the order of the archive.
    articles.sort_unstable_by_key(|(story, id)| (*story, story != id, *id));
    for story in articles.chunk_by(|a, b| a.0 == b.0).filter(|story| story.len() > 1) {
        let (mut known_families, mut words) = (BTreeSet::new(), BTreeSet::new());
        for (_, article) in story {
            let ids = || archive[*article].statement_ids();
            let known = |id: &StatementId| match families[id.index()] {
                Some(family) => known_families.contains(&family),
                None => words.contains(archive[*id].words.unmarked()),
            };
            for id in ids() {
                repeats[id.index()] = known(&id);
            }
            known_families.extend(ids().filter_map(|id| families[id.index()]));
            words.extend(ids().map(|id| archive[id].words.unmarked()));
        }
    }
    repeats
}
