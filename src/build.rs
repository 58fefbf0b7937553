//! All stages in order, for an archive: [`build`].

use crate::linking::assemble;
use crate::linking::survey::{Analyses, Built};
use crate::model::archive::ArticleId;
use crate::model::article::Analysis;
use crate::model::world::{AnalysisStore, Output, World};
use crate::site::input::Input;
use crate::site::page::Page;
use crate::site::pages;
use crate::site::{feeds, renderer, search, statics};
use crate::text::diagnostic::{Diagnostic, Problems};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Builds the whole site: asks `world` for the articles, hands every finished file to `output`.
///
/// Two passes over the articles, because a page needs all other articles and memory must not hold all texts: the first makes
/// the analyses and keeps them on the `store`, the second takes them from there and makes the pages that `output` does not keep.
///
/// ```
/// use onrecord::{Input, Memory, MemoryStore, Output, build};
/// use std::sync::Mutex;
///
/// /// The paths of a site.
/// #[derive(Default)]
/// struct Paths(Mutex<Vec<String>>);
///
/// impl Output for Paths {
///     fn write(&self, path: &str, _contents: &[u8]) -> std::io::Result<()> {
///         self.0.lock().unwrap().push(path.to_owned());
///         Ok(())
///     }
/// }
///
/// let world = Memory::new([("bridge.md", "# Bridge to close\n\nLINDE, 4 March 2024 — Ines Falk said that it would close.")]);
/// let site = Paths::default();
/// build(&Input::default(), &world, &MemoryStore::default(), &site)?;
/// assert!(site.0.into_inner().unwrap().contains(&"articles/bridge.html".to_owned()));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn build(
    input: &Input,
    world: &dyn World,
    store: &dyn AnalysisStore,
    output: &dyn Output,
) -> std::io::Result<Built> {
    world.stage("analyses of articles");
    let (analyses, summaries, mut problems) = Analyses::new(&input.editors, world, store);
    world.stage("archive: people, topics, relations");
    let archive = assemble::archive(summaries, &input.editors, &mut problems);
    world.stage("pages");
    let renderer = renderer::Renderer::new(input, &archive);
    let pages = renderer.plan();
    problems.extend(pages::clashes(&archive, &pages));
    problems.extend(renderer.problems().clone());
    let keys = renderer.keys(&analyses.keys);
    let before = store.fetch_index();
    let index = search::Builder::new(&archive, &input.editors.settings, &analyses.keys, before.as_deref(), output);
    let failed: Vec<(String, Diagnostic)> = pages
        .par_iter()
        .map(|page| {
            let (path, key) = (page.path(&archive), keys.of(page));
            let kept = output.keep(&path, key);
            let indexed = matches!(page, Page::Article(id) if index.wants(*id));
            let wanted = if kept && !indexed { Vec::new() } else { page.articles(&archive) };
            let fetch = |id: ArticleId| analyses.of(archive[id].file);
            let texts: Vec<Analysis> = wanted.into_iter().map(fetch).collect::<Option<_>>().unwrap_or_default();
            if let (Page::Article(id), Some(analysis)) = (page, texts.first())
                && indexed
            {
                index.add(*id, analysis)?;
            }
            if kept {
                return Ok(None);
            }
            output.explain(&path, &|| keys.articles_of(page).iter().map(|id| archive[*id].path.clone()).collect());
            match renderer.page(page, &texts) {
                Ok(html) => output.write_keyed(&path, key, html.as_bytes()).map(|()| None),
                Err(problem) => Ok(Some((path, problem))),
            }
        })
        .collect::<std::io::Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    problems.extend(of_pages(failed));
    world.stage("search, feeds and data");
    let (indexed, (announced, drawn)) = rayon::join(
        || index.write(&|index| store.keep_index(index)),
        || {
            rayon::join(
                || feeds::write(&archive, &pages, &keys, &|id| analyses.of(archive[id].file), input, output),
                || renderer.draw_cards(&pages, output),
            )
        },
    );
    indexed?;
    drawn?;
    problems.extend(announced?);
    let own = |path: &str| input.statics.iter().any(|(own, _)| own == path);
    if let Some(sheet) = statics::house(&input.editors.settings).filter(|_| !own(statics::HOUSE)) {
        output.write(&format!("assets/{}", statics::HOUSE), sheet.as_bytes())?;
    }
    for (path, contents) in &input.statics {
        output.write(&format!("assets/{path}"), contents)?;
    }
    Ok(Built { archive, keys: analyses.keys, problems: problems.sorted() })
}

/// What kept pages from being made, once for each cause. A template that many pages share says of each which variables it has.
fn of_pages(failed: Vec<(String, Diagnostic)>) -> Problems {
    let mut causes: BTreeMap<Diagnostic, Vec<(String, Diagnostic)>> = BTreeMap::new();
    for (page, problem) in failed {
        let cause = Diagnostic { hints: Vec::new(), ..problem.clone() };
        causes.entry(cause).or_default().push((page, problem));
    }
    let one = |mut pages: Vec<(String, Diagnostic)>| {
        pages.sort();
        let more = pages.len() - 1;
        let (page, problem) = pages.swap_remove(0);
        problem.hint(match more {
            0 => format!("so the page `{page}` cannot be made"),
            1 => format!("so the page `{page}` cannot be made (and 1 more page)"),
            _ => format!("so the page `{page}` cannot be made (and {more} more pages)"),
        })
    };
    causes.into_values().map(one).collect()
}
