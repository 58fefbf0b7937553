//! The same words in several articles: exact, cut, joined from pieces, or with a word in eight changed.
//!
//! 1. `wording`: statements that quote exactly the same words are one wording;
//! 2. candidates: wordings that share four words in a row with something telling in them, or eight of any kind;
//! 3. each pair of candidates is aligned; what is nearly the same or shares a long run is a [`Pair`];
//! 4. pairs are joined to clusters. A cluster has one speaker, unless all of its words are exactly the same; exact repeats by others
//!    are linked.
//!
//! A run of words that very many wordings share is compared along a chain only, so cost stays linear; wordings that are really
//! the same still end up together, because each is the same as its neighbour.

use super::wording::{self, LONG_RUN, Wording};
use crate::languages::words;
use crate::model::archive::{
    Archive, ArticleId, ClusterId, ClusterRow, Evidence, PersonId, Relation, RelationKind, StatementId,
};
use crate::reading::compare::matching_blocks;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A run that makes two wordings candidates if it has a telling word. One word in eight may be changed, and wherever that is, four
/// in a row stay.
const RUN: usize = 4;
/// Up to that many wordings with the same run are compared each with each.
const ALL_PAIRS: usize = 24;
/// Share of the shorter wording that has to be the same.
const SAME: f64 = 0.7;
/// Words that have to be the same at least, however short the wordings.
const FEWEST: usize = 6;
/// Words between two runs that both wordings have in which another number or a negation counts.
const GAP: usize = 6;
/// Telling words that a short repetition has to have.
const TELLING: usize = 3;
/// Most other reports that one statement is linked to directly; its cluster has them all.
const LINKS: usize = 6;

/// Two wordings that have much in common.
#[derive(Clone, Copy, Debug)]
struct Pair {
    a: usize,
    b: usize,
    /// Words that are the same.
    same: u32,
    /// Whether these are two reports of one utterance; otherwise they only share a long run.
    reports: bool,
}

/// Which statements report the same words: equal numbers, whether or not they make a cluster. `None` for those that quote nothing.
pub(super) type Families = Vec<Option<u32>>;

/// The wordings of an archive and those pairs of them that have much in common, the closest first.
pub(super) struct Pairs {
    wordings: Vec<Wording>,
    pairs: Vec<Pair>,
}

impl Pairs {
    /// The same without those of which an editor says that they have nothing to do with each other.
    pub(super) fn without(mut self, refused: &BTreeSet<(StatementId, StatementId)>) -> Pairs {
        if !refused.is_empty() {
            let Pairs { wordings, pairs } = &mut self;
            let apart = |a: &StatementId, b: &StatementId| refused.contains(&(*a, *b));
            pairs.retain(|pair| {
                let others = &wordings[pair.b].statements;
                !wordings[pair.a].statements.iter().any(|a| others.iter().any(|b| apart(a, b)))
            });
        }
        self
    }
}

/// Finds the wordings that have much in common.
pub(super) fn find(archive: &Archive) -> Pairs {
    let wordings = wording::wordings(archive);
    let mut pairs: Vec<Pair> = candidates(&wordings)
        .into_par_iter()
        .filter_map(|(a, b)| judge(&wordings, a, b, one_speaker(archive, &wordings[a], &wordings[b])))
        .collect();
    pairs.par_sort_by(|x, y| y.same.cmp(&x.same).then((x.a, x.b).cmp(&(y.a, y.b))));
    Pairs { wordings, pairs }
}

/// Fills in the clusters and links their statements.
pub(super) fn link(archive: &mut Archive, Pairs { wordings, pairs }: Pairs) -> Families {
    let mut clusters = Clusters::new(archive, &wordings);
    for pair in pairs.iter().filter(|pair| pair.reports) {
        clusters.join(pair.a, pair.b);
    }
    clusters.join_equal_words();
    let families = clusters.families(archive.statements.len());
    let groups = clusters.groups(archive);
    let mut of = vec![0; archive.statements.len()];
    for (index, wording) in wordings.iter().enumerate() {
        wording.statements.iter().for_each(|id| of[id.index()] = index);
    }
    let same: BTreeMap<(usize, usize), u32> = pairs.iter().map(|pair| ((pair.a, pair.b), pair.same)).collect();
    for statements in groups {
        let cluster = ClusterId::from(archive.clusters.len());
        for (position, id) in statements.iter().enumerate() {
            archive.statements[id.index()].cluster = Some(cluster);
            let elsewhere = |other: &StatementId| archive[*other].article != archive[*id].article;
            let others: Vec<StatementId> = nearest(&statements, position).filter(elsewhere).collect();
            for other in others {
                let (one, another) = (of[id.index()], of[other.index()]);
                let (a, b) = (one.min(another), one.max(another));
                let all = wordings[a].forms.len() as u32;
                let count = if a == b { Some(all) } else { same.get(&(a, b)).copied() };
                if let Some(count) = count {
                    add(archive, *id, other, count);
                }
            }
        }
        archive.clusters.push(ClusterRow { slug: archive[statements[0]].key.clone(), statements });
    }
    for pair in &pairs {
        let others = firsts(archive, &wordings[pair.b]);
        for a in firsts(archive, &wordings[pair.a]) {
            for b in &others {
                // One article may say it in both ways.
                let apart = archive[a].cluster.is_none() || archive[a].cluster != archive[*b].cluster;
                if apart && archive[a].article != archive[*b].article {
                    add(archive, a, *b, pair.same);
                    add(archive, *b, a, pair.same);
                }
            }
        }
    }
    // Exactly the same words by speakers who are in different clusters, or in none.
    for wording in wordings.iter().filter(|wording| is_telling(wording)) {
        let firsts = firsts(archive, wording);
        for (at, a) in firsts.iter().enumerate() {
            for b in &firsts[at + 1..] {
                let joined = archive[*a].cluster.is_some() && archive[*a].cluster == archive[*b].cluster;
                if !joined && archive[*a].article != archive[*b].article {
                    add(archive, *a, *b, wording.forms.len() as u32);
                    add(archive, *b, *a, wording.forms.len() as u32);
                }
            }
        }
    }
    families
}

/// Whether a wording says enough that its repetition is worth a link.
fn is_telling(wording: &Wording) -> bool {
    let told = wording.telling.iter().filter(|telling| **telling).count();
    wording.forms.len() >= FEWEST && told >= TELLING || wording.forms.len() >= LONG_RUN && told >= 1
}

/// The first two statements of a wording, by different articles, in each cluster and in none.
fn firsts(archive: &Archive, wording: &Wording) -> Vec<StatementId> {
    let mut seen = BTreeMap::<Option<ClusterId>, BTreeSet<ArticleId>>::new();
    let is_first = |id: &StatementId| {
        let articles = seen.entry(archive[*id].cluster).or_default();
        articles.len() < 2 && articles.insert(archive[*id].article)
    };
    wording.statements.iter().copied().filter(is_first).collect()
}

/// Whether somebody is known to have said both.
fn one_speaker(archive: &Archive, a: &Wording, b: &Wording) -> bool {
    let speakers = |wording: &Wording| -> BTreeSet<PersonId> {
        wording.statements.iter().filter_map(|id| archive[*id].speaker).collect()
    };
    !speakers(a).is_disjoint(&speakers(b))
}

fn add(archive: &mut Archive, from: StatementId, to: StatementId, words: u32) {
    let relations = &mut archive.statements[from.index()].relations;
    if !relations.iter().any(|relation| relation.to == to) {
        relations.push(Relation { to, kind: RelationKind::SameWords, evidence: Evidence::SameWords(words) });
    }
}

/// The first report and those around a position, so that long clusters stay readable; symmetric except for the first.
fn nearest(statements: &[StatementId], position: usize) -> impl Iterator<Item = StatementId> + '_ {
    let around = position.saturating_sub(LINKS / 2)..(position + LINKS / 2 + 1).min(statements.len());
    around.filter(move |other| *other != position).map(|other| statements[other])
}

/// Pairs of wordings that share a run of words; each once, ascending.
fn candidates(wordings: &[Wording]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (length, any) in [(RUN, false), (LONG_RUN, true)] {
        let mut postings: Vec<(u32, u32)> = (0_u32..)
            .zip(wordings)
            .flat_map(|(index, wording)| runs(wording, length, any).map(move |run| (run, index)))
            .collect();
        postings.par_sort_unstable();
        postings.dedup();
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
        pairs.par_sort_unstable();
        pairs.dedup();
    }
    pairs.into_iter().map(|(a, b)| (a as usize, b as usize)).collect()
}

/// Hashes of the runs of a wording; unless `any` is wanted, only of those with a telling word.
fn runs(wording: &Wording, length: usize, any: bool) -> impl Iterator<Item = u32> + '_ {
    wording
        .forms
        .windows(length)
        .zip(wording.telling.windows(length))
        .filter(move |(_, telling)| any || telling.iter().any(|telling| *telling))
        .map(|(forms, _)| words::phrase(forms.iter().copied()))
}

/// What two wordings have in common, if it is enough to mention. A long run of one speaker's words needs only one that tells
/// something; where nobody knows who spoke, it needs two.
fn judge(wordings: &[Wording], a: usize, b: usize, one_speaker: bool) -> Option<Pair> {
    let (left, right) = (&wordings[a], &wordings[b]);
    let blocks = matching_blocks(&left.forms, &right.forms);
    let same: usize = blocks.iter().map(|block| block.2).sum();
    let run = blocks.iter().map(|block| block.2).max().unwrap_or(0);
    let telling = |block: &(usize, usize, usize)| {
        left.telling[block.0..block.0 + block.2].iter().filter(|telling| **telling).count()
    };
    let told: usize = blocks.iter().map(telling).sum();
    let shorter = left.forms.len().min(right.forms.len());
    let telling_enough = told >= TELLING || told >= 1 && same >= LONG_RUN;
    let mostly = same >= FEWEST && telling_enough && same as f64 >= SAME * shorter as f64;
    let overlap = run >= LONG_RUN && told >= if one_speaker { 1 } else { 2 };
    let reports = (mostly || overlap) && !turned(left, right, &blocks);
    (mostly || run >= LONG_RUN).then_some(Pair { a, b, same: same as u32, reports })
}

/// Whether one of two wordings has another number than the other, or a negation that the other lacks, between the words that both
/// have. What one of them has left out at length turns nothing round.
fn turned(left: &Wording, right: &Wording, blocks: &[(usize, usize, usize)]) -> bool {
    let codes = |wording: &Wording, from: usize, to: usize| -> Vec<u32> {
        let mut codes: Vec<u32> = wording.decisive[from..to].iter().copied().filter(|code| *code != 0).collect();
        codes.sort_unstable();
        codes
    };
    blocks.windows(2).any(|pair| {
        let (from, to) = ((pair[0].0 + pair[0].2, pair[0].1 + pair[0].2), (pair[1].0, pair[1].1));
        let short = to.0 - from.0 <= GAP && to.1 - from.1 <= GAP;
        short && codes(left, from.0, to.0) != codes(right, from.1, to.1)
    })
}

/// Wordings by speaker, joined step by step.
struct Clusters<'a> {
    wordings: &'a [Wording],
    /// One node for each wording and speaker, in that order.
    nodes: Vec<Node>,
    /// Nodes of each wording.
    of_wording: Vec<std::ops::Range<usize>>,
    parent: Vec<usize>,
}

struct Node {
    speaker: Option<PersonId>,
    statements: Vec<StatementId>,
    /// Whether any of its words tells something.
    telling: bool,
    /// Whether the cluster that this node leads has one wording only.
    uniform: bool,
}

impl<'a> Clusters<'a> {
    fn new(archive: &Archive, wordings: &'a [Wording]) -> Clusters<'a> {
        let (mut nodes, mut of_wording) = (Vec::new(), Vec::with_capacity(wordings.len()));
        for wording in wordings {
            let mut by_speaker = BTreeMap::<Option<PersonId>, Vec<StatementId>>::new();
            for id in &wording.statements {
                by_speaker.entry(archive[*id].speaker).or_default().push(*id);
            }
            // Where one speaker is known, the unresolved ones with exactly the same words join that one.
            if by_speaker.len() == 2
                && let Some(unknown) = by_speaker.remove(&None)
                && let Some(known) = by_speaker.values_mut().next()
            {
                known.extend(unknown);
            }
            let first = nodes.len();
            let telling = wording.telling.iter().any(|telling| *telling);
            nodes.extend(by_speaker.into_iter().map(|(speaker, statements)| Node {
                speaker,
                statements,
                telling,
                uniform: true,
            }));
            of_wording.push(first..nodes.len());
        }
        let parent = (0..nodes.len()).collect();
        Clusters { wordings, nodes, of_wording, parent }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Joins two wordings wherever their speakers do not differ.
    fn join(&mut self, a: usize, b: usize) {
        for left in self.of_wording[a].clone() {
            for right in self.of_wording[b].clone() {
                let (left, right) = (self.root(left), self.root(right));
                let (one, other) = (self.nodes[left].speaker, self.nodes[right].speaker);
                if left != right && (one.is_none() || other.is_none() || one == other) {
                    let (keep, lose) = (left.min(right), left.max(right));
                    self.parent[lose] = keep;
                    self.nodes[keep].speaker = one.or(other);
                    self.nodes[keep].uniform = false;
                }
            }
        }
    }

    /// Joins different speakers who said exactly the same, if it is long enough to be no coincidence.
    fn join_equal_words(&mut self) {
        for wording in 0..self.wordings.len() {
            let range = self.of_wording[wording].clone();
            let long = self.wordings[wording].forms.len() >= LONG_RUN;
            if long
                && range.len() > 1
                && range.clone().all(|node| self.parent[node] == node && self.nodes[node].uniform)
            {
                range.clone().for_each(|node| self.parent[node] = range.start);
            }
        }
    }

    /// The family of each statement: those that were joined.
    fn families(&mut self, statements: usize) -> Families {
        let mut families = vec![None; statements];
        for node in 0..self.nodes.len() {
            let root = u32::try_from(self.root(node)).ok();
            self.nodes[node].statements.iter().for_each(|id| families[id.index()] = root);
        }
        families
    }

    /// The statements of every cluster that several articles have, in time order; clusters in the order of their first reports.
    fn groups(mut self, archive: &Archive) -> Vec<Vec<StatementId>> {
        let mut groups = BTreeMap::<usize, Vec<StatementId>>::new();
        for node in 0..self.nodes.len() {
            let root = self.root(node);
            // Words that tell nothing are no wording of anybody, however often they are said.
            if !self.nodes[node].telling {
                continue;
            }
            groups.entry(root).or_default().extend(&self.nodes[node].statements);
        }
        let mut groups: Vec<Vec<StatementId>> = groups
            .into_values()
            .filter(|ids| {
                let articles: BTreeSet<ArticleId> = ids.iter().map(|id| archive.latest(archive[*id].article)).collect();
                articles.len() > 1
            })
            .map(|mut ids| {
                // Statements are numbered in the order of their articles, and those by time.
                ids.sort_unstable();
                ids
            })
            .collect();
        groups.sort_by_key(|ids| ids[0]);
        groups
    }
}
