//! From an archive's folder to a site on disk, with all that an earlier build left to save work.

use super::contents::Contents;
use super::reasons::{PROGRAM, Reasons, Rebuilt};
use super::{Workspace, facts, quotes};
use crate::build::{Built, Output, Shelf, World, build, survey};
use crate::model::archive::ArticleId;
use crate::model::article::{Analysis, ArticleFile};
use crate::site::pages::Desk;
use crate::site::renderer::Renderer;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;
use crate::workspace::cache::{self, CacheFolder, MemoryShelf};
use crate::workspace::write::manifest::Manifest;
use crate::workspace::write::{self, Outcome, Site, Spare, WriteError};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Write};
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
    /// Whether to find out why each page was made again.
    pub explain: bool,
    /// The file for the editor's desk, if it is wanted. It lies outside of the output folder.
    pub desk: Option<&'a Path>,
}

impl<'a> Job<'a> {
    /// A build that replaces the site at `target` whatever is wrong with single articles, and that nobody watches.
    pub fn new(target: &'a Path, cancelled: &'a AtomicBool) -> Job<'a> {
        Job { target, cancelled, watch: &(), only_without_errors: false, explain: false, desk: None }
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
    /// The pages that were made again, if somebody asked.
    pub rebuilt: Vec<Rebuilt>,
}

impl Workspace {
    /// Builds the site. If that fails, or is cancelled on the way, the old site stays.
    pub fn make(&self, job: &Job) -> Result<Made, WriteError> {
        self.make_and_keep(job).map(|(made, _)| made)
    }

    /// The same, and gives everything that was found out on the way; nothing if there was nothing to do.
    pub fn make_and_keep(&self, job: &Job) -> Result<(Made, Option<Built>), WriteError> {
        let Job { cancelled, watch, .. } = *job;
        let target = &write::resolved(job.target)?;
        let mut problems = self.problems.clone();
        let cache = self.cache(&mut problems, watch);
        let old = cache.as_ref().and_then(|cache| cache.manifest(target));
        watch.reading(self.articles.files().len());
        watch.stage("what is new");
        let desk_is_there = job.desk.is_none_or(Path::exists);
        let contents = Contents::new(&self.articles, cache.as_ref().map(CacheFolder::known).unwrap_or_default());
        if let Some(old) = &old {
            let inputs = self.inputs(&contents);
            if desk_is_there && old.inputs == inputs && old.is_intact() {
                if let Some(cache) = &cache {
                    let _ = cache.keep_known(&contents.into_known());
                }
                return Ok((Made::unchanged(old, problems), None));
            }
        }
        let before = old.as_ref().filter(|_| job.explain).map(|old| old.inputs.clone());
        let src = self.root.join(&self.input.settings.src);
        let spare = cache.as_ref().map(|cache| cache.spare(target));
        // Without a list of what the old site holds, what is in the spare one cannot be told apart from it.
        let taken = spare.clone().filter(|_| old.is_some()).and_then(Spare::take);
        let site = Site::begin(target, &[&self.root, &src], old, taken, cancelled)?;
        let disk = cache.as_ref().and_then(|cache| cache.shelf().ok());
        let memory = MemoryShelf::default();
        let shelf: &dyn Shelf = disk.as_ref().map_or(&memory, |disk| disk);
        let world = Watched { inner: &contents, watch, reasons: None };
        let reasons = Reasons::default();
        let output = Watched { inner: &site, watch, reasons: job.explain.then_some(&reasons) };
        let mut built = build(&self.input, &world, shelf, &output)
            .map_err(|cause| WriteError::Io { path: target.clone(), cause })?;
        if let Some(desk) = job.desk {
            self.write_desk(desk, &built, shelf).map_err(|cause| WriteError::Io { path: desk.to_owned(), cause })?;
        }
        if job.only_without_errors && (problems.has_errors() || built.problems.has_errors()) {
            problems.extend(built.problems);
            let articles = built.archive.articles.len();
            return Ok((Made { articles, problems: problems.sorted(), ..Made::default() }, None));
        }
        watch.stage("exchange of the sites");
        let (outcome, mut manifest) = site.finish(spare.as_deref())?;
        manifest.articles = built.archive.articles.len();
        manifest.problems = std::mem::take(&mut built.problems);
        manifest.inputs = self.inputs(&contents);
        watch.stage("cache");
        // The site is there; what cannot be remembered of it is found out again by the next build.
        if let Some(cache) = &cache {
            let _ = cache.keep_manifest(&manifest);
            let _ = cache.keep_known(&contents.into_known());
        }
        if let Some(disk) = disk {
            let _ = disk.tidy();
        }
        problems.extend(manifest.problems.clone());
        let rebuilt = reasons.finish(before.as_ref(), &manifest.inputs);
        Ok((Made { rebuilt, ..Made::new(&manifest, outcome, problems) }, Some(built)))
    }

    /// Everything known of all articles, without a site.
    pub fn survey(&self) -> Built {
        let cache = self.cache(&mut Problems::default(), &());
        let contents = Contents::new(&self.articles, cache.as_ref().map(CacheFolder::known).unwrap_or_default());
        let disk = cache.as_ref().and_then(|cache| cache.shelf().ok());
        let memory = MemoryShelf::default();
        survey(&self.input, &contents, disk.as_ref().map_or(&memory as &dyn Shelf, |disk| disk))
    }

    /// Everything that is wrong with the archive, and the facts worth knowing about each article. Writes no site.
    pub fn check(&self, watch: &dyn Watch) -> io::Result<Made> {
        let mut problems = self.problems.clone();
        let cache = self.cache(&mut problems, watch);
        watch.reading(self.articles.files().len());
        let disk = cache.as_ref().and_then(|cache| cache.shelf().ok());
        let memory = MemoryShelf::default();
        let shelf: &dyn Shelf = disk.as_ref().map_or(&memory, |disk| disk);
        let contents = Contents::new(&self.articles, cache.as_ref().map(CacheFolder::known).unwrap_or_default());
        let world = Watched { inner: &contents, watch, reasons: None };
        let built = build(&self.input, &world, shelf, &Watched { inner: &Nowhere, watch, reasons: None })?;
        let facts = built.archive.articles.par_iter().flat_map_iter(|article| {
            let source = self.articles.read(article.file as usize, &mut Problems::default()).ok();
            let analysis = built.keys.get(article.file as usize).and_then(|key| shelf.fetch(*key));
            source.zip(analysis).map(|(source, analysis)| facts::of(&source, &analysis)).into_iter().flatten()
        });
        let facts: Problems = facts.collect::<Vec<_>>().into_iter().collect();
        problems.extend(quotes::check(self, &built, shelf));
        problems.extend(built.problems);
        problems.extend(facts);
        Ok(Made { articles: built.archive.articles.len(), problems: problems.sorted(), ..Made::default() })
    }

    /// Writes the editor's desk.
    fn write_desk(&self, path: &Path, built: &Built, shelf: &dyn Shelf) -> io::Result<()> {
        let candidates = |id: ArticleId| -> Vec<Vec<String>> {
            let analysis = built.keys.get(built.archive[id].file as usize).and_then(|key| shelf.fetch(*key));
            analysis.as_ref().map(candidates_of).unwrap_or_default()
        };
        let renderer = Renderer::new(&self.input, &built.archive);
        let desk = Desk { problems: &built.problems, candidates: &candidates };
        match renderer.desk(&desk) {
            Ok(html) => {
                // In one step, and never through a link that lies there.
                let new = path.with_extension("new");
                crate::workspace::own::create_new(&new)?.write_all(html.as_bytes())?;
                std::fs::rename(&new, path)
            }
            Err(problem) => Err(io::Error::other(problem.message)),
        }
    }

    /// The cache folder, unless the archive lies where nothing can be written.
    fn cache(&self, problems: &mut Problems, watch: &dyn Watch) -> Option<CacheFolder> {
        match CacheFolder::open(&self.root.join(super::CACHE_DIR), || watch.waiting()) {
            Ok(cache) => Some(cache),
            Err(error) => {
                let message = format!("cannot keep a cache, so the next build starts afresh: {error}");
                let problem = match error.kind() {
                    // Somebody put there what we did not make.
                    io::ErrorKind::InvalidData => Diagnostic::warning("no-cache", message)
                        .hint(format!("delete `{}`, if it holds nothing of yours", super::CACHE_DIR)),
                    _ => Diagnostic::info("no-cache", message),
                };
                problems.push(problem.in_file(super::CACHE_DIR));
                None
            }
        }
    }

    /// Everything that a build reads, by path, each with its hash.
    fn inputs(&self, contents: &Contents) -> BTreeMap<String, u128> {
        let program = (PROGRAM.to_owned(), cache::key_of(&env!("ONRECORD_SOURCE")));
        self.files.clone().into_iter().chain(contents.hashes()).chain([program]).collect()
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
        Made { articles: manifest.articles, pages, outcome, problems: problems.sorted(), rebuilt: Vec::new() }
    }

    /// What the last build made, when nothing has changed since.
    fn unchanged(old: &Manifest, mut problems: Problems) -> Made {
        let bytes = old.files.values().map(|entry| entry.length).sum();
        problems.extend(old.problems.clone());
        let outcome = Outcome { files: old.files.len(), bytes, changed: 0, replaced: false };
        Made::new(old, outcome, problems)
    }
}

/// Who may have made each statement of an article.
fn candidates_of(analysis: &Analysis) -> Vec<Vec<String>> {
    let name = |local: &u32| analysis.people.get(*local as usize).map(|person| person.name.clone());
    analysis.statements.iter().map(|statement| statement.candidates.iter().filter_map(name).collect()).collect()
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
    reasons: Option<&'a Reasons>,
}

impl<T: World> World for Watched<'_, T> {
    fn files(&self) -> &[ArticleFile] {
        self.inner.files()
    }

    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic> {
        self.watch.article();
        self.inner.read(file, problems)
    }

    fn known(&self, file: usize) -> Option<u128> {
        self.inner.known(file).inspect(|_| self.watch.article())
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
    fn write_pieces(&self, path: &str, pieces: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        self.watch.file();
        self.inner.write_pieces(path, pieces)
    }

    fn keep(&self, path: &str, key: u128) -> bool {
        let kept = self.inner.keep(path, key);
        if kept {
            self.watch.file();
        }
        kept
    }

    fn write_keyed(&self, path: &str, key: u128, contents: &[u8]) -> io::Result<()> {
        self.watch.file();
        self.inner.write_keyed(path, key, contents)
    }

    fn explain(&self, path: &str, articles: &dyn Fn() -> Vec<String>) {
        self.reasons.into_iter().for_each(|reasons| reasons.add(path, articles()));
    }
}
