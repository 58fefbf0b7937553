//! From an archive's folder to a site on disk, with all that an earlier build left to save work.

use super::Workspace;
use crate::article::ArticleFile;
use crate::build::{Output, Shelf, World, build};
use crate::cache::{self, CacheFolder, MemoryShelf};
use crate::diagnostic::{Diagnostic, Problems};
use crate::source::Source;
use crate::write::manifest::Manifest;
use crate::write::{self, Outcome, Site, WriteError};
use rayon::prelude::*;
use std::io;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// What GitHub Pages publishes at most, in bytes.
const PAGES_LIMIT: u64 = 1_000_000_000;
/// From this size on, the limit is near enough to say so.
const PAGES_NEAR: u64 = PAGES_LIMIT / 10 * 9;

/// Is told how a build goes on. Called from several threads.
pub trait Watch: Sync {
    /// Another build of this archive is at work; ours goes on when it is done.
    fn waiting(&self) {}
    /// The analyses of so many articles begin.
    fn reading(&self, _articles: usize) {}
    /// An article was read.
    fn article(&self) {}
    /// A file of the site was made.
    fn file(&self) {}
}

/// Watches nothing.
impl Watch for () {}

/// What a build made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Number of articles.
    pub articles: usize,
    /// Number of HTML pages.
    pub pages: usize,
    /// What became of the output folder.
    pub outcome: Outcome,
    /// Everything that was wrong, sorted.
    pub problems: Problems,
}

impl Workspace {
    /// Builds the site at `target`. If that fails, or `cancelled` becomes true on the way, the old site stays.
    pub fn make(&self, target: &Path, cancelled: &AtomicBool, watch: &dyn Watch) -> Result<Made, WriteError> {
        let target = &write::resolved(target)?;
        let mut problems = self.problems.clone();
        let cache = self.cache(&mut problems, watch);
        let old = cache.as_ref().and_then(|cache| cache.manifest(target));
        watch.reading(self.articles.files().len());
        let inputs = old.as_ref().map(|_| self.inputs());
        if let Some(old) = old.as_ref().filter(|old| Some(old.inputs) == inputs && old.is_intact()) {
            return Ok(Made::unchanged(old, problems));
        }
        let src = self.root.join(&self.input.settings.src);
        let site = Site::begin(target, &[&self.root, &src], old, cancelled)?;
        let disk = cache.as_ref().and_then(|cache| cache.shelf().ok());
        let memory = MemoryShelf::default();
        let shelf: &dyn Shelf = disk.as_ref().map_or(&memory, |disk| disk);
        let world = Watched { inner: &self.articles, watch };
        let built = build(&self.input, &world, shelf, &Watched { inner: &site, watch })
            .map_err(|cause| WriteError::Io { path: target.clone(), cause })?;
        let (outcome, mut manifest) = site.finish()?;
        manifest.articles = built.archive.articles.len();
        manifest.problems = built.problems;
        manifest.inputs = inputs.unwrap_or_else(|| self.inputs());
        // The site is there; what cannot be remembered of it is found out again by the next build.
        if let Some(cache) = &cache {
            let _ = cache.keep_manifest(&manifest);
        }
        if let Some(disk) = disk {
            let _ = disk.tidy();
        }
        problems.extend(manifest.problems.clone());
        Ok(Made::new(&manifest, outcome, problems))
    }

    /// The cache folder, unless the archive lies where nothing can be written.
    fn cache(&self, problems: &mut Problems, watch: &dyn Watch) -> Option<CacheFolder> {
        match CacheFolder::open(&self.root.join(super::CACHE_DIR), || watch.waiting()) {
            Ok(cache) => Some(cache),
            Err(error) => {
                let message = format!("cannot keep a cache, so the next build starts afresh: {error}");
                problems.push(Diagnostic::info("no-cache", message).in_file(super::CACHE_DIR));
                None
            }
        }
    }

    /// Hash of all that a build reads.
    fn inputs(&self) -> u128 {
        let shared = cache::settings_key(&self.input);
        let files = self.articles.files();
        let one = |(index, file): (usize, &ArticleFile)| match self.articles.read(index, &mut Problems::default()) {
            Ok(source) => cache::analysis_key(shared, &source, file, None),
            Err(problem) => cache::key_of(&(file.path.as_str(), problem)),
        };
        let articles: Vec<u128> = files.par_iter().enumerate().map(one).collect();
        let templates: Vec<(&str, &str)> =
            self.input.templates.sources().map(|source| (source.path.as_str(), source.text.as_str())).collect();
        cache::key_of(&(shared, articles, templates, &self.input.statics))
    }
}

impl Made {
    fn new(manifest: &Manifest, outcome: Outcome, mut problems: Problems) -> Made {
        if outcome.bytes >= PAGES_NEAR {
            let size = outcome.bytes as f64 / PAGES_LIMIT as f64;
            problems.push(
                Diagnostic::warning(
                    "site-size",
                    format!("the site is {size:.2} GB; GitHub Pages publishes at most 1 GB"),
                )
                .hint("split the archive, or publish it on another host"),
            );
        }
        let pages = manifest.files.keys().filter(|path| path.ends_with(".html")).count();
        Made { articles: manifest.articles, pages, outcome, problems: problems.sorted() }
    }

    /// What the last build made, when nothing has changed since.
    fn unchanged(old: &Manifest, mut problems: Problems) -> Made {
        let bytes = old.files.values().map(|entry| entry.length).sum();
        problems.extend(old.problems.clone());
        let outcome = Outcome { files: old.files.len(), bytes, changed: 0, replaced: false };
        Made::new(old, outcome, problems)
    }
}

/// Tells the watcher of everything that goes through.
struct Watched<'a, T> {
    inner: &'a T,
    watch: &'a dyn Watch,
}

impl<T: World> World for Watched<'_, T> {
    fn files(&self) -> &[ArticleFile] {
        self.inner.files()
    }

    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic> {
        self.watch.article();
        self.inner.read(file, problems)
    }
}

impl<T: Output> Output for Watched<'_, T> {
    fn write(&self, path: &str, contents: &[u8]) -> io::Result<()> {
        self.watch.file();
        self.inner.write(path, contents)
    }
}
