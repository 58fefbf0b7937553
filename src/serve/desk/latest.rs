//! The archive as it is now, and the page of a saved article at once, before the rest of the site follows.
//!
//! A build of a large archive takes a moment, and whoever has just saved an article looks at its page. So that page is made
//! first, from the article as it is now and the archive as it was at the last build.

use super::SITE;
use crate::linking::keys;
use crate::linking::replace::replace;
use crate::linking::summary::Summary;
use crate::linking::survey::Built;
use crate::model::archive::ArticleId;
use crate::model::article::{Analysis, ArticleFile};
use crate::model::note::NoteSource;
use crate::model::world::World;
use crate::reading::analyse_with_targets;
use crate::reading::corrections::Target;
use crate::reading::rights::publishable;
use crate::serve::files::real;
use crate::site::page::Page;
use crate::site::renderer::Renderer;
use crate::site::view::Overview;
use crate::text::diagnostic::Problems;
use crate::text::hash::{key_of, text_key};
use crate::text::source::Source;
use crate::workspace::Workspace;
use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// Most readings that are kept: of the article that is being decided about, with and without the last decision, and the next.
const READINGS: usize = 8;

/// The archive as it was at the last build.
#[derive(Debug)]
pub(in crate::serve) struct Latest {
    pub(super) workspace: Workspace,
    pub(super) built: Built,
    /// What pages share: looking through a large archive takes longer than the page of an article does.
    overview: Arc<Overview>,
    /// The files whose pages were shown since the last build, so that the site has something else than that build made.
    shown: BTreeSet<usize>,
    /// The last readings of articles, each with what it was read from.
    readings: RefCell<VecDeque<(u128, Arc<Reading>)>>,
}

/// An article as it was read, and what each entry of its corrections file applies to.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) analysis: Analysis,
    pub(super) targets: Vec<Target>,
}

impl Latest {
    pub(in crate::serve) fn new(workspace: Workspace, built: Built) -> Latest {
        let overview = Overview::new(&built.archive, &workspace.input.editors);
        let shown = BTreeSet::new();
        Latest { workspace, built, overview: Arc::new(overview), shown, readings: RefCell::default() }
    }

    /// An article as it is on disk, read with this notes file and this corrections file. What was just read is not read again; nothing
    /// if the article cannot be read.
    pub(super) fn read(
        &self,
        file: usize,
        notes: Option<NoteSource>,
        corrections: Option<Source>,
    ) -> Option<Arc<Reading>> {
        let source = self.workspace.articles.read(file, &mut Problems::default()).ok()?;
        let texts =
            (&source.text, notes.as_ref().map(|notes| &notes.source.text), corrections.as_ref().map(|file| &file.text));
        let key = key_of(&(file, texts));
        let known =
            self.readings.borrow().iter().find(|(known, _)| *known == key).map(|(_, reading)| Arc::clone(reading));
        if known.is_some() {
            return known;
        }
        let file = ArticleFile { notes, corrections, ..self.workspace.articles.files()[file].clone() };
        let (analysis, targets) = analyse_with_targets(&source, &file, &self.workspace.input.editors);
        let reading = Arc::new(Reading { analysis, targets });
        let mut readings = self.readings.borrow_mut();
        readings.push_back((key, Arc::clone(&reading)));
        if readings.len() > READINGS {
            readings.pop_front();
        }
        Some(reading)
    }

    /// The same with the files that are beside the article.
    pub(super) fn read_now(&self, file: usize) -> Option<Arc<Reading>> {
        let ArticleFile { notes, corrections, .. } = &self.workspace.articles.files()[file];
        self.read(file, notes.clone(), corrections.clone())
    }

    /// Makes the page of an article that was saved, or the pages of those whose notes or corrections were, and puts them into the site
    /// in this folder. `false` if the last build had these words already, or if that has to wait for the next one: the file is no
    /// article that was there before, something is wrong with it, or its page has another name now.
    pub(in crate::serve) fn show(&mut self, saved: &Path, folder: &Path) -> io::Result<bool> {
        let files = self.workspace.articles.files();
        let Some(file) = files.iter().position(|file| belongs_to(&self.workspace.root, saved, &file.path)) else {
            return Ok(false);
        };
        let mut changed = self.workspace.articles.refresh(file);
        if changed.is_empty() {
            changed.push(file);
        }
        // One save can be told twice, and the build between the two has read it all.
        if changed.iter().all(|article| self.is_as_built(*article)) {
            return Ok(false);
        }
        for article in &changed {
            if !self.show_article(*article, folder)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the site has what the last build made of this article, which read it and the files beside it as they are now.
    fn is_as_built(&self, file: usize) -> bool {
        let Latest { workspace, built, shown, .. } = self;
        if shown.contains(&file) {
            return false;
        }
        let Ok(source) = workspace.articles.read(file, &mut Problems::default()) else { return false };
        let editors = &workspace.input.editors;
        let key = keys::analysis_key(
            keys::settings_key(editors),
            text_key(&source),
            &workspace.articles.files()[file],
            None,
            editors.settings.at_root,
        );
        built.keys.get(file) == Some(&key)
    }

    fn show_article(&mut self, file: usize, folder: &Path) -> io::Result<bool> {
        let Some(reading) = self.read_now(file) else { return Ok(false) };
        let Latest { workspace, built, overview, .. } = self;
        let Some(at) = built.archive.articles.iter().position(|row| row.file as usize == file) else {
            return Ok(false);
        };
        let analysis = publishable(reading.analysis.clone(), &workspace.input.editors);
        let id = ArticleId::from(at);
        let moved = analysis.article.slug != built.archive[id].slug || analysis.article.front.draft;
        if moved || analysis.problems.has_errors() {
            return Ok(false);
        }
        let before = built.archive[id].statements.clone();
        replace(&mut built.archive, id, Summary::new(file, analysis.clone()));
        Arc::make_mut(overview).follow(&built.archive, id, before);
        let renderer = Renderer::with(&workspace.input, &built.archive, Arc::clone(overview));
        let page = Page::Article(id);
        let Ok(html) = renderer.page(&page, std::slice::from_ref(&analysis)) else { return Ok(false) };
        // A link would lead the page out of the site.
        let Some((path, _)) = real(folder, &format!("{SITE}/{}", page.path(&built.archive))) else { return Ok(false) };
        // In one step: the server may be reading it.
        let new = path.with_extension("new");
        let _ = fs::remove_file(&new);
        fs::File::create_new(&new)?.write_all(html.as_bytes())?;
        fs::rename(&new, &path)?;
        self.shown.insert(file);
        Ok(true)
    }
}

/// Whether a saved file is an article or lies beside it.
fn belongs_to(root: &Path, saved: &Path, article: &str) -> bool {
    let Some(saved) = saved.strip_prefix(root).ok().and_then(Path::to_str) else { return false };
    let stem = [".corrections.yaml", ".notes.yaml"].iter().find_map(|ending| saved.strip_suffix(ending));
    let ending = stem.and_then(|stem| article.strip_prefix(stem)).and_then(|ending| ending.strip_prefix('.'));
    saved == article || ending.is_some_and(|ending| !ending.contains(['.', '/']))
}
