//! From an archive's folder to a site on disk, with all that an earlier build left to save work.

use super::{Workspace, facts};
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
    /// A stage begins.
    fn stage(&self, _name: &'static str) {}
}

/// Watches nothing.
impl Watch for () {}

/// What a build is to do.
pub struct Job<'a> {
    /// The output folder.
    pub target: &'a Path,
    /// When it becomes true, the build ends and the old site stays.
    pub cancelled: &'a AtomicBool,
    /// Is told how the build goes on.
    pub watch: &'a dyn Watch,
    /// Whether the old site stays when anything is wrong with the new one.
    pub only_without_errors: bool,
}

impl<'a> Job<'a> {
    /// A build that replaces the site at `target` whatever is wrong with single articles, and that nobody watches.
    pub fn new(target: &'a Path, cancelled: &'a AtomicBool) -> Job<'a> {
        Job { target, cancelled, watch: &(), only_without_errors: false }
    }
}

/// What a build made.
#[derive(Clone, Debug, Default)]
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
    /// Builds the site. If that fails, or is cancelled on the way, the old site stays.
    pub fn make(&self, job: &Job) -> Result<Made, WriteError> {
        let Job { cancelled, watch, .. } = *job;
        let target = &write::resolved(job.target)?;
        let mut problems = self.problems.clone();
        let cache = self.cache(&mut problems, watch);
        let old = cache.as_ref().and_then(|cache| cache.manifest(target));
        watch.reading(self.articles.files().len());
        watch.stage("what is new");
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
        if job.only_without_errors && (problems.has_errors() || built.problems.has_errors()) {
            problems.extend(built.problems);
            return Ok(Made { articles: built.archive.articles.len(), problems: problems.sorted(), ..Made::default() });
        }
        watch.stage("exchange of the sites");
        let (outcome, mut manifest) = site.finish()?;
        manifest.articles = built.archive.articles.len();
        manifest.problems = built.problems;
        manifest.inputs = inputs.unwrap_or_else(|| self.inputs());
        watch.stage("cache");
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

    /// Everything that is wrong with the archive, and the facts worth knowing about each article. Writes no site.
    pub fn check(&self, watch: &dyn Watch) -> io::Result<Made> {
        let mut problems = self.problems.clone();
        let cache = self.cache(&mut problems, watch);
        watch.reading(self.articles.files().len());
        let disk = cache.as_ref().and_then(|cache| cache.shelf().ok());
        let memory = MemoryShelf::default();
        let shelf: &dyn Shelf = disk.as_ref().map_or(&memory, |disk| disk);
        let world = Watched { inner: &self.articles, watch };
        let built = build(&self.input, &world, shelf, &Watched { inner: &Nowhere, watch })?;
        let facts = built.archive.articles.par_iter().flat_map_iter(|article| {
            let source = self.articles.read(article.file as usize, &mut Problems::default()).ok();
            let analysis = built.keys.get(article.file as usize).and_then(|key| shelf.fetch(*key));
            source.zip(analysis).map(|(source, analysis)| facts::of(&source, &analysis)).into_iter().flatten()
        });
        let facts: Problems = facts.collect::<Vec<_>>().into_iter().collect();
        problems.extend(built.problems);
        problems.extend(facts);
        Ok(Made { articles: built.archive.articles.len(), problems: problems.sorted(), ..Made::default() })
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

/// Takes every file and forgets it.
struct Nowhere;

impl Output for Nowhere {
    fn write(&self, _path: &str, _contents: &[u8]) -> io::Result<()> {
        Ok(())
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

    fn stage(&self, name: &'static str) {
        self.watch.stage(name);
    }
}

impl<T: Output> Output for Watched<'_, T> {
    fn write(&self, path: &str, contents: &[u8]) -> io::Result<()> {
        self.watch.file();
        self.inner.write(path, contents)
    }
}
