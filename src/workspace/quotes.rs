//! The quote check: words that an editor attributes to an article, and that the article has not, are looked for in all others.
//!
//! That an article lacks them, and what comes near, is reported where notes and relations are resolved. Here is said whether they
//! stand in another article, and in which, or nowhere.

use super::Workspace;
use crate::linking::survey::Built;
use crate::model::archive::ArticleId;
use crate::model::authorities::StatementReference;
use crate::model::note::Anchor;
use crate::model::world::{AnalysisStore, World};
use crate::reading::notes;
use crate::text::diagnostic::{self, Diagnostic, Problems};
use crate::text::folded::Folded;
use crate::text::source::{Source, Span};
use rayon::prelude::*;

/// Most quotations that are looked for: a broken file may have thousands.
const LOOKED_FOR: usize = 100;

/// Words to look for, and where the editor wrote them.
struct Wanted<'a> {
    /// The words, folded.
    words: String,
    place: Place<'a>,
}

enum Place<'a> {
    Note(&'a Source, Span),
    Relation(&'a diagnostic::Place),
}

/// Says of everything that is quoted wrongly where else it stands.
pub(super) fn check(workspace: &Workspace, built: &Built, store: &dyn AnalysisStore) -> Problems {
    let mut wanted = of_notes(workspace, built);
    wanted.extend(of_relations(workspace, built));
    wanted.truncate(LOOKED_FOR);
    if wanted.is_empty() {
        return Problems::default();
    }
    let found = first_places(workspace, built, store, &wanted);
    let reports = wanted.iter().zip(found).map(|(wanted, found)| {
        let problem = match found {
            Some((path, line)) => Diagnostic::info("quote-elsewhere", "these words stand elsewhere")
                .label(format!("at line {line} of {path}")),
            None => Diagnostic::info("quote-nowhere", "these words stand in no article of the archive"),
        };
        match wanted.place {
            Place::Note(source, span) => problem.at(source, span),
            Place::Relation(entry) => problem.at_place(entry),
        }
    });
    reports.collect::<Vec<_>>().into_iter().collect()
}

/// The words of the notes that are lost.
fn of_notes<'a>(workspace: &'a Workspace, built: &Built) -> Vec<Wanted<'a>> {
    let mut wanted = Vec::new();
    for article in &built.archive.articles {
        let lost = article.note_ids().any(|id| built.archive[id].anchor == Anchor::Lost);
        let Some(notes) = workspace.articles.files().get(article.file as usize).and_then(|file| file.notes.as_ref())
        else {
            continue;
        };
        if !lost {
            continue;
        }
        for ((note, span), id) in notes::written(&notes.source).into_iter().zip(article.note_ids()) {
            if built.archive[id].anchor == Anchor::Lost && !note.quote.is_empty() {
                let place = Place::Note(&notes.source, span);
                wanted.push(Wanted { words: Folded::new(&note.quote).text, place });
            }
        }
    }
    wanted
}

/// The words of relations that lead to no statement.
fn of_relations<'a>(workspace: &'a Workspace, built: &Built) -> Vec<Wanted<'a>> {
    let unresolved = |place: &diagnostic::Place| {
        built.problems.0.iter().any(|problem| {
            let here = problem.place.as_ref().is_some_and(|at| at.path == place.path && at.line == place.line);
            problem.code == "relation-unresolved" && here
        })
    };
    let mut wanted = Vec::new();
    for entry in workspace.input.editors.authorities().relations.iter().filter(|entry| unresolved(&entry.place)) {
        for reference in [&entry.from, &entry.to] {
            if let StatementReference::Words { words, .. } = reference {
                wanted.push(Wanted { words: Folded::new(words).text, place: Place::Relation(&entry.place) });
            }
        }
    }
    wanted
}

/// For each of the words, file and line of the first article that has them.
fn first_places(
    workspace: &Workspace,
    built: &Built,
    store: &dyn AnalysisStore,
    wanted: &[Wanted<'_>],
) -> Vec<Option<(String, u32)>> {
    let in_article = |index: usize| -> Vec<(usize, ArticleId, u32)> {
        let row = &built.archive.articles[index];
        let Some(analysis) = built.keys.get(row.file as usize).and_then(|key| store.fetch(*key)) else {
            return Vec::new();
        };
        let folded = Folded::new(&analysis.body.plain);
        let places = wanted.iter().enumerate().filter_map(|(number, wanted)| {
            let at = folded.find(&wanted.words).next()?;
            let start = analysis.body.to_source(folded.original(at, at + wanted.words.len())).start;
            Some((number, ArticleId::from(index), start))
        });
        places.collect()
    };
    let all: Vec<(usize, ArticleId, u32)> =
        (0..built.archive.articles.len()).into_par_iter().flat_map_iter(in_article).collect();
    let mut first = vec![None; wanted.len()];
    for (number, article, start) in all {
        let row = &built.archive[article];
        let best: &mut Option<(String, u32)> = &mut first[number];
        if best.is_none()
            && let Ok(source) = workspace.articles.read(row.file as usize, &mut Problems::default())
        {
            *best = Some((row.path.clone(), source.position(start as usize).line));
        }
    }
    first
}
