//! What is close in subject: statements to statements, articles to articles.
//!
//! Closeness is the cosine of TF-IDF vectors (Salton and Buckley 1988). Candidates share a term that few others have; the
//! closest ones are kept such that nobody has more than a handful and every link is seen from both ends.

use crate::languages;
use crate::languages::words::{self, Class, NumberMap};
use crate::linking::summary::LinkClues;
use crate::model::archive::{Archive, ArticleId, Evidence, RelatedArticle, Relation, RelationKind, StatementId};
use crate::model::settings::Settings;
use crate::model::statement::Kind;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Below this, statements that share a few words are mostly not about one thing: see `docs/linking.md` for what was counted.
const STATEMENTS: f32 = 0.22;
/// The same for articles, whose vectors are longer.
const ARTICLES: f32 = 0.18;
/// Most articles shown as related.
const RELATED: usize = 5;
/// A term of more than that many vectors makes no candidates, though it still counts for how close they are.
const COMMON: usize = 48;
/// Candidates that each vector puts forward, as a multiple of the links it may have.
const SPARE: usize = 2;
/// Fewest terms that have to be shared, none of them common.
const SHARED: usize = 2;
/// Fewest terms of any kind that have to be shared: two are often one name, such as that of an office.
const IN_ALL: usize = 3;
/// From this closeness on, the two are nearly all that either says.
const VERY_CLOSE: f32 = 0.5;
/// Terms named as evidence.
const NAMED: usize = 5;

/// A term of a vector.
#[derive(Clone, Copy, Debug)]
struct Weighted {
    stem: u32,
    weight: f32,
}

/// Two vectors and how close they are.
#[derive(Clone, Copy, Debug)]
struct Close {
    a: u32,
    b: u32,
    score: f32,
}

/// Links statements that are close in subject, at most `settings.related` for each.
pub(super) fn statements(archive: &mut Archive, settings: &Settings) {
    let vectors: Vec<Vec<Weighted>> = archive
        .statements
        .par_iter()
        .map(|statement| {
            // Of several reports of the same words only the first takes part.
            let first =
                statement.cluster.is_none_or(|cluster| archive[archive[cluster].statements[0]].key == statement.key);
            let copy = archive.story(statement.article) != statement.article;
            if !first || copy || statement.nested || (statement.headline && statement.kind == Kind::Indirect) {
                return Vec::new();
            }
            let language = languages::of(&archive[statement.article].language);
            let stems = words::words(statement.words.unmarked(), language);
            counted(
                stems
                    .iter()
                    .filter(|word| matches!(word.class, Class::Telling | Class::Weak))
                    .map(|word| (word.stem, 1)),
            )
        })
        .collect();
    let linked = |a: usize, b: usize| {
        let (left, right) = (&archive.statements[a], &archive.statements[b]);
        archive.story(left.article) == archive.story(right.article)
            || left.relations.iter().any(|relation| relation.to.index() == b)
    };
    let close = closest(vectors, STATEMENTS, settings.related, linked);
    let evidence: Vec<Evidence> =
        close.par_iter().map(|Close { a, b, .. }| shared_words(archive, StatementId(*a), StatementId(*b))).collect();
    for (Close { a, b, .. }, evidence) in close.into_iter().zip(evidence) {
        for (from, to) in [(a, b), (b, a)] {
            let relation =
                Relation { to: StatementId(to), kind: RelationKind::CloseInSubject, evidence: evidence.clone() };
            archive.statements[from as usize].relations.push(relation);
        }
    }
}

/// The words that two statements share, as the first of them writes them, the longest first: those tell most.
fn shared_words(archive: &Archive, a: StatementId, b: StatementId) -> Evidence {
    let words_of = |id: StatementId| {
        let language = languages::of(&archive[archive[id].article].language);
        words::words(archive[id].words.unmarked(), language)
    };
    let there: BTreeSet<u32> = words_of(b).iter().map(|word| word.stem).collect();
    let mut seen = BTreeSet::new();
    let mut shared: Vec<Box<str>> = words_of(a)
        .iter()
        .filter(|word| {
            matches!(word.class, Class::Telling | Class::Weak) && there.contains(&word.stem) && seen.insert(word.stem)
        })
        .map(|word| word.span.of(archive[a].words.unmarked()).into())
        .collect();
    shared.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    shared.truncate(NAMED);
    Evidence::Terms(shared.into())
}

/// The related articles of each article.
pub(super) fn articles(archive: &Archive, clues: &[LinkClues]) -> Vec<Vec<RelatedArticle>> {
    let vectors: Vec<Vec<Weighted>> = clues
        .par_iter()
        .map(|clues| counted(clues.terms.words.iter().map(|term| (term.stem, u32::from(term.count)))))
        .collect();
    let same_story = |a: usize, b: usize| archive.story(ArticleId::from(a)) == archive.story(ArticleId::from(b));
    let documents = frequencies(&vectors);
    let close = closest(vectors, ARTICLES, RELATED, same_story);
    let mut related = vec![Vec::new(); clues.len()];
    for Close { a, b, .. } in close {
        let there: BTreeSet<u32> = clues[b as usize].terms.words.iter().map(|term| term.stem).collect();
        let mut shared: Vec<(u32, &str)> = clues[a as usize]
            .terms
            .with_forms()
            .filter(|(term, _)| there.contains(&term.stem))
            .map(|(term, form)| (documents.get(&term.stem).copied().unwrap_or(1), form))
            .collect();
        shared.sort();
        let evidence = Evidence::Terms(shared.into_iter().take(NAMED).map(|(_, form)| form.into()).collect());
        for (from, to) in [(a, b), (b, a)] {
            related[from as usize].push(RelatedArticle { article: ArticleId(to), evidence: evidence.clone() });
        }
    }
    related
}

/// A vector of stems, each once, its weight the damped number of times it occurs.
fn counted(stems: impl Iterator<Item = (u32, u32)>) -> Vec<Weighted> {
    let mut stems: Vec<(u32, u32)> = stems.collect();
    stems.sort_unstable();
    stems
        .chunk_by(|a, b| a.0 == b.0)
        .map(|group| {
            let count: u32 = group.iter().map(|(_, count)| count).sum();
            Weighted { stem: group[0].0, weight: 1.0 + (count as f32).ln() }
        })
        .collect()
}

/// In how many vectors each stem is.
fn frequencies(vectors: &[Vec<Weighted>]) -> NumberMap<u32, u32> {
    let mut documents = NumberMap::<u32, u32>::default();
    for term in vectors.iter().flatten() {
        *documents.entry(term.stem).or_default() += 1;
    }
    documents
}

/// The closest pairs, the closest first, such that no vector is in more than `limit` of them.
fn closest(
    mut vectors: Vec<Vec<Weighted>>,
    threshold: f32,
    limit: usize,
    excluded: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<Close> {
    let documents = frequencies(&vectors);
    let total = vectors.iter().filter(|vector| !vector.is_empty()).count() as f32;
    vectors.par_iter_mut().for_each(|vector| {
        for term in vector.iter_mut() {
            let documents = documents.get(&term.stem).copied().unwrap_or(1) as f32;
            term.weight *= (1.0 + total / documents).ln();
        }
        let length = vector.iter().map(|term| term.weight * term.weight).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|term| term.weight /= length.max(f32::MIN_POSITIVE));
    });
    let rare = |stem: u32| (2..=COMMON as u32).contains(&documents.get(&stem).copied().unwrap_or(0));
    let mut postings = NumberMap::<u32, Vec<u32>>::default();
    for (index, vector) in (0_u32..).zip(&vectors) {
        for term in vector.iter().filter(|term| rare(term.stem)) {
            postings.entry(term.stem).or_default().push(index);
        }
    }
    let mut pairs: Vec<Close> = (0..vectors.len())
        .into_par_iter()
        .map_init(Vec::new, |others: &mut Vec<u32>, a| {
            others.clear();
            others.extend(
                vectors[a].iter().filter_map(|term| postings.get(&term.stem)).flatten().filter(|b| **b as usize != a),
            );
            others.sort_unstable();
            let mut best: Vec<Close> = others
                .chunk_by(|x, y| x == y)
                // One rare term in common is chance; this also keeps the work small.
                .filter(|group| group.len() >= SHARED)
                .filter_map(|group| {
                    let b = group[0] as usize;
                    let (score, shared) = closeness(&vectors[a], &vectors[b]);
                    let enough = score >= threshold && (shared >= IN_ALL || score >= VERY_CLOSE);
                    let close = enough && !excluded(a, b);
                    close.then_some(Close { a: a.min(b) as u32, b: a.max(b) as u32, score })
                })
                .collect();
            best.sort_by(closer);
            best.truncate(limit * SPARE);
            best
        })
        .flatten_iter()
        .collect();
    pairs.par_sort_by(closer);
    pairs.dedup_by_key(|pair| (pair.a, pair.b));
    let mut links = vec![0; vectors.len()];
    pairs.retain(|pair| {
        let (a, b) = (pair.a as usize, pair.b as usize);
        let fits = links[a] < limit && links[b] < limit;
        if fits {
            links[a] += 1;
            links[b] += 1;
        }
        fits
    });
    pairs
}

/// The closest pair first; equal ones in the order of the archive.
fn closer(x: &Close, y: &Close) -> std::cmp::Ordering {
    y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b)))
}

/// Cosine of two vectors of unit length and ascending stems, and how many terms they share. Symmetric; linear in their terms.
fn closeness(a: &[Weighted], b: &[Weighted]) -> (f32, usize) {
    let (mut i, mut j, mut score, mut shared) = (0, 0, 0.0, 0);
    while i < a.len() && j < b.len() {
        match a[i].stem.cmp(&b[j].stem) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                score += a[i].weight * b[j].weight;
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (score, shared)
}
