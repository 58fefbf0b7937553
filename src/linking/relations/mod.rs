//! Links between statements, each with its evidence.
//!
//! 1. [`terms`](crate::reading::terms): what each article keeps of its words, so that articles can be compared without their texts;
//! 2. `captures`: several captures of one article; `duplicates`: one story in several files;
//! 3. `same_words`: the same quotation in several articles, one cluster each; [`compare`](crate::reading::compare::compare) sets two wordings side by side, [`revision`](mod@revision) two texts;
//! 4. `content`: what each statement tells; `claims`: what was said once, however many statements report it; `occasions`: where
//!    and when; `differs`: what was said otherwise later;
//!    `fragments`: a few telling words that two articles quote of one speaker;
//! 5. `threads`: the same speaker on the same topic, before and after;
//! 6. `events`: what happened on a day that several articles speak of;
//! 7. `subject`: what is close in subject;
//! 8. `editorial`: what editors link in relations.yaml.
//!
//! Candidates come from inverted indexes with frequency cut-offs, never from comparing all pairs, so cost grows about linearly.
//! Every link is seen from both ends.

mod captures;
pub(crate) mod claims;
mod content;
mod differs;
mod duplicates;
mod editorial;
mod event_names;
mod events;
mod fragments;
mod occasions;
mod references;
pub(crate) mod revision;
mod same_words;
mod subject;
mod threads;
mod wording;

#[cfg(test)]
mod tests;

use crate::linking::record::against;
use crate::linking::summary::LinkClues;
use crate::model::archive::{Archive, RelationKind};
use crate::model::authorities::Authorities;
use crate::model::settings::Settings;
use crate::text::diagnostic::Problems;
use content::{Content, Weights};
use rayon::prelude::*;

pub(crate) use revision::{Step, revision};

/// Fills in clusters, events, related articles and the relations of every statement.
///
/// `clues` are in the order of `archive.articles`.
pub(crate) fn link(
    archive: &mut Archive,
    clues: &[LinkClues],
    authorities: &Authorities,
    settings: &Settings,
    problems: &mut Problems,
) {
    captures::link(archive, clues, problems);
    duplicates::mark(archive, clues);
    let (pairs, related) = rayon::join(|| same_words::find(archive), || subject::articles(archive, clues));
    archive.articles.iter_mut().zip(related).for_each(|(article, related)| article.related = related);
    let refused = editorial::refused(archive, authorities, problems);
    let families = same_words::link(archive, pairs.without(&refused));
    duplicates::count_once(archive, &families);
    let one_claim = editorial::one_claim(archive, authorities, problems);
    let contents: Vec<Content> = archive.statements.par_iter().map(|row| Content::of(archive, row)).collect();
    let weights = Weights::of(&contents);
    claims::link(archive, &contents, &weights, &claims::Decided { one: &one_claim, apart: &refused });
    occasions::fill(archive);
    fragments::link(archive, &refused);
    against::fill(archive);
    differs::link(archive, &contents, &weights, &refused);
    drop(contents);
    threads::link(archive);
    events::fill(archive, authorities);
    subject::statements(archive, settings);
    refused.iter().for_each(|(a, b)| archive.statements[a.index()].relations.retain(|relation| relation.to != *b));
    editorial::link(archive, authorities, problems);
    archive.statements.par_iter_mut().for_each(|statement| {
        // The first link to a statement is the strongest: one is enough, an editor's aside.
        statement.relations.sort_by_key(|relation| relation.kind);
        let mut seen = std::collections::BTreeSet::new();
        statement.relations.retain(|relation| {
            let editorial = matches!(relation.kind, RelationKind::Editorial(..));
            seen.insert(relation.to) || editorial
        });
        statement.relations.shrink_to_fit();
    });
}
