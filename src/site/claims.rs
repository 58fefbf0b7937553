//! Claims as pages show them: where each was reported, whether it was said again, in how many wordings, and which have a page.

use crate::languages::{self, speech::Little};
use crate::model::archive::{Archive, ArticleId, ClaimId, ClusterId, NoteRow, OutletId, RelationKind, StatementId};
use crate::model::elsewhere::Elsewhere;
use crate::model::settings::{Settings, StatementPages};
use crate::model::statement::Kind;
use crate::model::when::Precision;
use crate::site::parts::compared;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Reports of one claim whose words are compared each with each; more add no wording.
const COMPARED: usize = 24;

/// What the reports of one claim amount to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Reports {
    /// In how many articles.
    pub(crate) articles: usize,
    /// In how many outlets; an article that names none counts as one of its own.
    pub(crate) outlets: usize,
    /// Whether the speaker said it on several days.
    pub(crate) again: bool,
    /// In how many wordings its quotations stand; 1 if they agree.
    pub(crate) wordings: usize,
    /// Whether two of them differ in one place, in which both have words.
    pub(crate) replaced: bool,
    /// The reports of one quotation in the order of the archive, each with the number of its wording, from 0.
    #[serde(skip)]
    pub(crate) quoted: Vec<(StatementId, usize)>,
}

/// The claims of an archive, with what their pages and rows say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    /// By claim.
    reports: Vec<Reports>,
    /// The first reports of the claims that have a page, and the statements without other reports that have one.
    pages: BTreeSet<StatementId>,
    /// How many notes stand at the words of a statement.
    notes: BTreeMap<StatementId, usize>,
}

impl Claims {
    /// Looks through all claims, notes and corrections; linear but for the comparison of few wordings.
    pub(crate) fn new(archive: &Archive, settings: &Settings, elsewhere: &Elsewhere) -> Claims {
        let reports = archive.claims.par_iter().map(|claim| reports(archive, &claim.statements)).collect();
        let mut claims = Claims { reports, pages: BTreeSet::new(), notes: notes(archive) };
        if settings.statement_pages == StatementPages::None {
            return claims;
        }
        let mut taken = BTreeSet::new();
        for id in (0..archive.statements.len()).map(StatementId::from) {
            let first = first(archive, id);
            let wanted = settings.statement_pages == StatementPages::All || claims.is_linked(archive, id, elsewhere);
            // Two statements whose ids are the same by chance cannot both have the page of that name.
            if wanted && !claims.pages.contains(&first) && taken.insert(archive[first].key.as_str()) {
                claims.pages.insert(first);
            }
        }
        claims
    }

    /// Whether there is more to say of a statement than its row does.
    fn is_linked(&self, archive: &Archive, id: StatementId, elsewhere: &Elsewhere) -> bool {
        let row = &archive[id];
        row.claim.is_some_and(|claim| self.reports[claim.index()].articles > 1)
            || row.editorial.is_some()
            || !elsewhere.of(&row.words).is_empty()
            || self.notes.contains_key(&id)
            || row.relations.iter().any(|relation| matches!(relation.kind, RelationKind::Editorial(..)))
    }

    /// What the reports of a claim amount to.
    pub(crate) fn of(&self, claim: ClaimId) -> &Reports {
        &self.reports[claim.index()]
    }

    /// Every claim that several articles report, with its reports.
    pub(crate) fn reported(&self) -> impl Iterator<Item = (ClaimId, &Reports)> {
        let all = self.reports.iter().enumerate().map(|(index, reports)| (ClaimId::from(index), reports));
        all.filter(|(_, reports)| reports.articles > 1)
    }

    /// The statement whose page has a statement, if one has.
    pub(crate) fn page(&self, archive: &Archive, id: StatementId) -> Option<StatementId> {
        let first = first(archive, id);
        self.pages.contains(&first).then_some(first)
    }

    /// All statements that have a page, in the order of the archive.
    pub(crate) fn pages(&self) -> impl Iterator<Item = StatementId> {
        self.pages.iter().copied()
    }

    /// Follows an article whose statements have other rows than `before`: which of them have a page stays as it was.
    #[cfg(feature = "serve")] // only the preview asks for it
    pub(crate) fn follow(&mut self, archive: &Archive, id: ArticleId, before: std::ops::Range<u32>) {
        let before = before.map(StatementId);
        let with_page: BTreeSet<&str> =
            before.filter(|id| self.pages.contains(id)).map(|id| archive[id].key.as_str()).collect();
        let now = archive[id].statement_ids().filter(|id| with_page.contains(archive[*id].key.as_str()));
        // Where a claim has the page, it is named after a row of before, which is still there.
        self.pages.extend(now.filter(|id| archive[*id].claim.is_none()));
        let notes = archive[id].note_ids().map(|id| &archive[id]);
        count_notes(archive, notes, &mut self.notes);
    }

    /// How many notes stand at the words of a statement.
    pub(crate) fn notes_on(&self, id: StatementId) -> usize {
        self.notes.get(&id).copied().unwrap_or(0)
    }
}

/// The first report of what a statement says, in the order of the archive: its page is named after it.
pub(crate) fn first(archive: &Archive, id: StatementId) -> StatementId {
    let claim = archive[id].claim.map(|claim| &archive[claim].statements);
    claim.and_then(|reports| reports.iter().copied().min()).unwrap_or(id)
}

/// All reports of what a statement says, the one that tells most first; without those that are a part of another one's words.
pub(crate) fn all(archive: &Archive, id: StatementId) -> Vec<StatementId> {
    let Some(claim) = archive[id].claim else { return vec![id] };
    let reports = &archive[claim].statements;
    let whole: Vec<StatementId> = reports.iter().copied().filter(|report| !archive[*report].nested).collect();
    if whole.is_empty() { reports.clone() } else { whole }
}

/// How many notes stand at the words of each statement that has any.
fn notes(archive: &Archive) -> BTreeMap<StatementId, usize> {
    let mut counts = BTreeMap::new();
    count_notes(archive, archive.notes.iter(), &mut counts);
    counts
}

fn count_notes<'a>(
    archive: &Archive,
    notes: impl Iterator<Item = &'a NoteRow>,
    counts: &mut BTreeMap<StatementId, usize>,
) {
    for note in notes {
        let touches = |id: &StatementId| note.statement == Some(*id) || archive.is_at(note, *id);
        for id in archive[note.article].statement_ids().filter(touches) {
            *counts.entry(id).or_default() += 1;
        }
    }
}

fn reports(archive: &Archive, statements: &[StatementId]) -> Reports {
    let mut articles = BTreeSet::<ArticleId>::new();
    let mut outlets = BTreeSet::<(Option<OutletId>, Option<ArticleId>)>::new();
    for id in statements {
        let article = archive[*id].article;
        // The same story in another file is no other report.
        if archive[article].duplicate_of.is_none() && archive[article].superseded_by.is_none() {
            articles.insert(article);
            let outlet = archive[article].outlet;
            outlets.insert((outlet, outlet.is_none().then_some(article)));
        }
    }
    let quoted = quotation(archive, statements);
    let wordings = quoted.iter().map(|(_, wording)| wording + 1).max().unwrap_or(0);
    let words = |id: StatementId| archive[id].words.unmarked();
    let first = |number: usize| quoted.iter().find(|(_, wording)| *wording == number).map(|(id, _)| *id);
    let replaced = first(0).is_some_and(|one| {
        let places = |other| compared::places(words(one), words(other));
        (1..wordings).filter_map(first).any(|other| match places(other).as_slice() {
            [(left, right)] => !left.is_empty() && !right.is_empty(),
            _ => false,
        })
    });
    Reports {
        articles: articles.len(),
        outlets: outlets.len(),
        again: is_said_again(archive, statements),
        wordings,
        replaced,
        quoted,
    }
}

/// The reports of the quotation that stands in most of them, each with the number of its wording.
fn quotation(archive: &Archive, statements: &[StatementId]) -> Vec<(StatementId, usize)> {
    let mut clusters = BTreeMap::<ClusterId, Vec<StatementId>>::new();
    // Words within others' words are no report of their own.
    for id in statements.iter().filter(|id| archive[**id].kind == Kind::Direct && !archive[**id].nested) {
        if let Some(cluster) = archive[*id].cluster {
            clusters.entry(cluster).or_default().push(*id);
        }
    }
    let largest = clusters.into_values().rev().max_by_key(Vec::len);
    let mut reports = largest.unwrap_or_default();
    reports.sort_unstable();
    let mut wordings = Vec::<StatementId>::new();
    let mut found = Vec::with_capacity(reports.len());
    for id in reports {
        let known = wordings.iter().position(|other| is_one_wording(archive, *other, id));
        let wording = known.unwrap_or_else(|| {
            if wordings.len() < COMPARED {
                wordings.push(id);
            }
            wordings.len() - 1
        });
        found.push((id, wording));
    }
    found
}

/// Whether two quotations are one wording: they differ in nothing but words that join, as where one paper begins with an "and".
fn is_one_wording(archive: &Archive, one: StatementId, other: StatementId) -> bool {
    let (words, others) = (archive[one].words.unmarked(), archive[other].words.unmarked());
    let little = &languages::of(&archive[archive[one].article].language).speech.little;
    let joins = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        let mut kinds =
            [Little::And, Little::But, Little::That, Little::Joining].iter().filter_map(|kind| little.get(kind));
        word.is_empty() || kinds.any(|words| words.contains(&word))
    };
    compared::places(words, others)
        .into_iter()
        .all(|(left, right)| words[left].split_whitespace().chain(others[right].split_whitespace()).all(joins))
}

/// Whether what was reported was said on several days: days that the reports themselves name, or days so far apart that no paper
/// is that late.
fn is_said_again(archive: &Archive, statements: &[StatementId]) -> bool {
    use crate::model::archive::SaidOnBasis;
    let days =
        statements.iter().filter_map(|id| archive[*id].said_on).filter(|(when, _)| when.precision == Precision::Day);
    let days: Vec<_> = days.map(|(when, basis)| (when.start, basis != SaidOnBasis::Article)).collect();
    let stated: BTreeSet<_> = days.iter().filter(|(_, stated)| *stated).map(|(day, _)| day).collect();
    let (first, last) = (days.iter().map(|(day, _)| *day).min(), days.iter().map(|(day, _)| *day).max());
    stated.len() > 1 || first.zip(last).is_some_and(|(first, last)| (last - first).num_days() > 1)
}
