//! Two texts of one article, paragraph by paragraph.
//!
//! Paragraphs that stand in both once are the fixed points, as many as keep their order (patience diff, Cohen 2003, after
//! Szymanski's special case of the longest common subsequence). Between two fixed points paragraphs with most words in common are
//! two versions of one. Near-linear in the number of paragraphs.

use crate::languages::{self, words};
use crate::text::folded::Folded;
use std::collections::{BTreeMap, BTreeSet};

/// A step of the comparison, in order of both texts; numbers are positions among the paragraphs given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The same words in both, though perhaps in other typography.
    Same(usize, usize),
    /// Two versions of one paragraph.
    Changed(usize, usize),
    /// Only the earlier text has it.
    Removed(usize),
    /// Only the later text has it.
    Added(usize),
}

/// Share of the shorter paragraph's words that two versions have in common.
const ALIKE: f64 = 0.5;
/// How far ahead the other version of a paragraph is looked for.
const AHEAD: usize = 12;

/// Compares the paragraphs of an earlier text with those of a later one.
pub(crate) fn revision(earlier: &[&str], later: &[&str]) -> Vec<Step> {
    let fold = |paragraphs: &[&str]| -> Vec<String> { paragraphs.iter().map(|text| Folded::new(text).text).collect() };
    let (a, b) = (fold(earlier), fold(later));
    let mut steps = Vec::with_capacity(a.len().max(b.len()));
    let (mut i, mut j) = (0, 0);
    for (at, to) in fixed_points(&a, &b).into_iter().chain([(a.len(), b.len())]) {
        // What stands right beside a fixed point may repeat, so that it is none itself.
        while i < at && j < to && a[i] == b[j] {
            steps.push(Step::Same(i, j));
            (i, j) = (i + 1, j + 1);
        }
        let tail = (1..=(at - i).min(to - j)).take_while(|back| a[at - back] == b[to - back]).count();
        between(&a, &b, (i, at - tail), (j, to - tail), &mut steps);
        steps.extend((0..tail).map(|step| Step::Same(at - tail + step, to - tail + step)));
        if at < a.len() {
            steps.push(Step::Same(at, to));
        }
        (i, j) = (at + 1, to + 1);
    }
    steps
}

/// Paragraphs that stand once in either text, as many as are in the same order in both.
fn fixed_points(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let once = |texts: &[String]| {
        let mut places = BTreeMap::<String, Option<usize>>::new();
        for (index, text) in texts.iter().enumerate() {
            places.entry(text.clone()).and_modify(|place| *place = None).or_insert(Some(index));
        }
        places
    };
    let there = once(b);
    let mut pairs: Vec<(usize, usize)> =
        once(a).into_iter().filter_map(|(text, place)| Some((place?, there.get(&text).copied().flatten()?))).collect();
    pairs.sort_unstable();
    // The longest run of pairs that ascends in the later text, too, by the smallest end of every length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; pairs.len()];
    for (index, (_, to)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *to);
        before[index] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |index| before[*index]).map(|index| pairs[index]).collect();
    chain.reverse();
    chain
}

/// Paragraphs between two fixed points: versions of each other, or on one side only.
fn between(a: &[String], b: &[String], in_a: (usize, usize), in_b: (usize, usize), steps: &mut Vec<Step>) {
    let forms = |texts: &[String], (start, end): (usize, usize)| -> Vec<BTreeSet<u32>> {
        let of = |text: &String| words::words(text, languages::of("")).iter().map(|word| word.form).collect();
        texts[start..end].iter().map(of).collect()
    };
    let (left, right) = (forms(a, in_a), forms(b, in_b));
    let mut next = 0;
    for (index, words) in left.iter().enumerate() {
        let alike = |other: &BTreeSet<u32>| {
            let shorter = words.len().min(other.len());
            shorter > 0 && words.intersection(other).count() as f64 >= ALIKE * shorter as f64
        };
        let version = (next..right.len().min(next + AHEAD)).find(|other| alike(&right[*other]));
        match version {
            Some(other) => {
                steps.extend((next..other).map(|added| Step::Added(in_b.0 + added)));
                let (from, to) = (in_a.0 + index, in_b.0 + other);
                steps.push(if a[from] == b[to] { Step::Same(from, to) } else { Step::Changed(from, to) });
                next = other + 1;
            }
            None => steps.push(Step::Removed(in_a.0 + index)),
        }
    }
    steps.extend((next..right.len()).map(|added| Step::Added(in_b.0 + added)));
}

#[cfg(test)]
mod tests {
    use super::Step::{Added, Changed, Removed, Same};
    use super::*;

    #[test]
    fn paragraphs_are_the_same_changed_taken_out_or_put_in() {
        let earlier = ["The title", "The bridge will open in May.", "Nobody knows.", "“The end”"];
        let later = ["The title", "A new lede.", "The bridge will open in late June.", "\"The end\""];
        assert_eq!(revision(&earlier, &later), [Same(0, 0), Added(1), Changed(1, 2), Removed(2), Same(3, 3)]);
    }

    #[test]
    fn repeated_paragraphs_and_empty_texts_are_compared_too() {
        assert_eq!(revision(&["a", "a", "b"], &["a", "b"]), [Same(0, 0), Removed(1), Same(2, 1)]);
        assert_eq!(revision(&[], &["a"]), [Added(0)]);
        assert_eq!(revision(&["a"], &[]), [Removed(0)]);
    }

    #[test]
    fn every_paragraph_comes_up_exactly_once_whatever_was_moved() {
        let texts: Vec<String> = (0..200).map(|number| format!("paragraph {}", number * 7 % 40)).collect();
        let earlier: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut later: Vec<&str> = earlier.iter().rev().copied().collect();
        later.truncate(150);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for step in revision(&earlier, &later) {
            match step {
                Same(a, b) | Changed(a, b) => {
                    left.push(a);
                    right.push(b);
                }
                Removed(a) => left.push(a),
                Added(b) => right.push(b),
            }
        }
        assert_eq!(left, (0..200).collect::<Vec<_>>());
        assert_eq!(right, (0..150).collect::<Vec<_>>());
    }
}
