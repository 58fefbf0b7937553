//! The page of a saved article at once, before the rest of the site follows.
//!
//! A build of a large archive takes a moment, and whoever has just saved an article looks at its page. So that page is made
//! first, from the article as it is now and the archive as it was at the last build.

use super::SITE;
use super::files::real;
use crate::linking::replace::replace;
use crate::linking::summary::Summary;
use crate::linking::survey::Built;
use crate::model::archive::ArticleId;
use crate::model::world::World;
use crate::reading::analyse;
use crate::reading::rights::publishable;
use crate::site::page::Page;
use crate::site::renderer::Renderer;
use crate::text::diagnostic::Problems;
use crate::workspace::Workspace;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The archive as it was at the last build.
#[derive(Debug)]
pub(super) struct Latest {
    pub(super) workspace: Workspace,
    pub(super) built: Built,
}

impl Latest {
    pub(super) fn new(workspace: Workspace, built: Built) -> Latest {
        Latest { workspace, built }
    }

    /// Makes the page of an article that was saved, or whose notes or corrections were, and puts it into the site in this folder. `false` if that has to wait for the build:
    /// the file is no article that was there before, something is wrong with it, or its page has another name now.
    pub(super) fn show(&mut self, saved: &Path, folder: &Path) -> io::Result<bool> {
        let Latest { workspace, built } = self;
        let files = workspace.articles.files();
        let Some(file) = files.iter().position(|file| belongs_to(&workspace.root, saved, &file.path)) else {
            return Ok(false);
        };
        workspace.articles.refresh(file);
        let files = workspace.articles.files();
        let Some(at) = built.archive.articles.iter().position(|row| row.file as usize == file) else {
            return Ok(false);
        };
        let Ok(source) = workspace.articles.read(file, &mut Problems::default()) else { return Ok(false) };
        let editors = &workspace.input.editors;
        let analysis = publishable(analyse(&source, &files[file], editors, None), editors);
        let id = ArticleId::from(at);
        let moved = analysis.article.slug != built.archive[id].slug || analysis.article.front.draft;
        if moved || analysis.problems.has_errors() {
            return Ok(false);
        }
        replace(&mut built.archive, id, Summary::new(file, analysis.clone()));
        let renderer = Renderer::new(&workspace.input, &built.archive);
        let page = Page::Article(id);
        let Ok(html) = renderer.page(&page, std::slice::from_ref(&analysis)) else { return Ok(false) };
        // A link would lead the page out of the site.
        let Some((path, _)) = real(folder, &format!("{SITE}/{}", page.path(&built.archive))) else { return Ok(false) };
        // In one step: the server may be reading it.
        let new = path.with_extension("new");
        let _ = fs::remove_file(&new);
        fs::File::create_new(&new)?.write_all(html.as_bytes())?;
        fs::rename(&new, &path)?;
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
