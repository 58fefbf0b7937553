//! From an archive's folder to a site on disk, with all that an earlier build left to save work.

use super::contents::Contents;
use super::reasons::{PROGRAM, Reasons, Rebuilt};
use super::{Workspace, facts, quotes};
use crate::build::build;
use crate::linking::agenda::causes::Causes;
use crate::linking::agenda::{Agenda, Sources, agenda};
use crate::linking::survey::{Built, survey};
use crate::model::archive::ArticleId;
use crate::model::article::{Analysis, ArticleFile};
use crate::model::world::{AnalysisStore, MakeParts, Output, World};
use crate::parsing::yaml::scalar;
use crate::reading::analyse;
use crate::site::renderer::Renderer;
use crate::text::diagnostic::{Diagnostic, Level, Problems};
use crate::text::hash::key_of;
use crate::text::source::Source;
use crate::workspace::cache::{CacheFolder, MemoryStore};
use crate::workspace::write::manifest::Manifest;
use crate::workspace::write::{self, Destination, Held, Outcome, Site, Spare, WriteError};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What GitHub Pages publishes at most, in bytes.
const PAGES_LIMIT: u64 = 1_000_000_000;
/// From this size on, the limit is near enough to say so.
const PAGES_NEAR: u64 = PAGES_LIMIT / 10 * 9;

/// Is told how a build goes on. Called from several threads.
pub trait Watch: Sync {
    /// Another build is at work in this folder; ours goes on when it is done.
    fn waiting(&self, _folder: &Path) {}
    /// The analyses of so many articles begin.
    fn reading(&self, _articles: usize) {}
    /// An article was read: called once for each.
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
    /// When the old site stays although a new one could be made.
    pub keep_old: KeepOld<'a>,
    /// Whether the output folder lies in the cache folder, where everything is ours.
    pub preview: bool,
    /// Whether to find out why each page was made again.
    pub explain: bool,
    /// The file for the editor's desk, if it is wanted. It lies outside of the output folder.
    pub desk: Option<&'a Path>,
    /// What keeps statements open, to be brought up to date for the desk.
    pub causes: Option<&'a Mutex<Causes>>,
}

/// When the old site stays although a new one could be made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeepOld<'a> {
    /// When the new one would be wrong as a whole, see [`Diagnostic::is_fatal`]. An article with errors is not.
    #[default]
    OnFatalErrors,
    /// The same, and when anything is wrong with one of these files, by their paths in the archive: somebody is in the middle of them.
    OnErrorsIn(&'a BTreeSet<String>),
    /// Never: there is nothing worth keeping.
    Never,
}

impl KeepOld<'_> {
    /// Whether the old site stays although a new one was made, with these problems.
    pub(crate) fn applies(self, problems: &Problems) -> bool {
        match self {
            KeepOld::OnFatalErrors => problems.is_fatal(),
            KeepOld::OnErrorsIn(paths) => {
                let within =
                    |problem: &Diagnostic| problem.place.as_ref().is_some_and(|place| paths.contains(&place.path));
                problems.is_fatal() || problems.0.iter().any(|problem| problem.level == Level::Error && within(problem))
            }
            KeepOld::Never => false,
        }
    }
}

impl<'a> Job<'a> {
    /// A build that replaces the site at `target` whatever is wrong with single articles, and that nobody watches.
    pub fn new(target: &'a Path, cancelled: &'a AtomicBool) -> Job<'a> {
        let keep_old = KeepOld::default();
        Job { target, cancelled, watch: &(), keep_old, preview: false, explain: false, desk: None, causes: None }
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
    /// Whether no site was published because of the problems.
    pub refused: bool,
    /// Whether the output folder still holds the site of an earlier build because of that.
    pub old_stays: bool,
    /// Everything that was wrong, sorted.
    pub problems: Problems,
    /// The pages that were made again, if somebody asked.
    pub rebuilt: Vec<Rebuilt>,
    /// What still wants an editor, of a check.
    pub agenda: Agenda,
}

impl Workspace {
    /// Builds the site. If that fails, or is cancelled on the way, the old site stays.
    pub fn make(&self, job: &Job) -> Result<Made, WriteError> {
        self.make_and_keep(job).map(|(made, _)| made)
    }

    /// The same, and gives everything that was found out on the way; nothing if there was nothing to do.
    pub fn make_and_keep(&self, job: &Job) -> Result<(Made, Option<Built>), WriteError> {
        let Job { cancelled, watch, .. } = *job;
        let destination = self.destination(job.target, job.preview)?;
        let target = destination.path();
        let mut problems = self.problems.clone();
        if problems.has("no-source-folder") {
            // Perhaps this is no archive at all: nothing is written.
            return Ok((Made::refused(0, &destination, problems), None));
        }
        if self.articles.files().is_empty() && destination.has_articles() && job.keep_old != KeepOld::Never {
            problems.push(self.articles_gone());
        }
        let cache = self.cache(&mut problems, cancelled, watch)?;
        let held = destination.hold(cancelled, || watch.waiting(target));
        if let Err(WriteError::Stopped) = held {
            return Err(WriteError::Stopped);
        }
        let old = cache.as_ref().and_then(|cache| cache.manifest(target));
        watch.reading(self.articles.files().len());
        watch.stage("what is new");
        let desk_is_there = job.desk.is_none_or(Path::exists);
        let contents = Contents::new(&self.articles, cache.as_ref().map(CacheFolder::known).unwrap_or_default());
        if let Some(old) = &old
            && desk_is_there
            && !job.keep_old.applies(&problems)
            && old.inputs == self.inputs(&contents)
        {
            let now = held.as_ref().map_or(0, Held::time);
            if let Some(read) = old.intact() {
                if let Some(cache) = &cache {
                    // So that the next build need not read what was read now.
                    let again = (read > 0).then(|| Manifest { checked: now, ..old.clone() });
                    let _ = again.map(|again| cache.keep_manifest(&again));
                    let _ = cache.keep_known(&contents.into_known());
                }
                return Ok((Made::unchanged(old, problems), None));
            }
        }
        let held = held?;
        let disk = cache.as_ref().and_then(|cache| cache.store().ok());
        let memory = MemoryStore::default();
        let store: &dyn AnalysisStore = disk.as_ref().map_or(&memory, |disk| disk);
        let world = Watched::world(&contents, watch, cancelled);
        if job.keep_old.applies(&problems) {
            // Built all the same, so that everything that is wrong is found in one run.
            let built = build(&self.input, &world, store, &Watched::new(&Nowhere { cancelled }, watch, cancelled))
                .map_err(|cause| WriteError::new(target, cause))?;
            problems.extend(built.problems);
            return Ok((Made::refused(built.archive.articles.len(), &destination, problems), None));
        }
        let before = old.as_ref().filter(|_| job.explain).map(|old| old.inputs.clone());
        let spare = cache.as_ref().map(|cache| cache.spare(target));
        // Without a list of what the old site holds, what is in the spare one cannot be told apart from it.
        let taken = spare.clone().filter(|_| old.is_some()).and_then(Spare::take);
        let site = Site::begin(held, old, taken, cancelled)?;
        let reasons = Reasons::default();
        let output = Watched { reasons: job.explain.then_some(&reasons), ..Watched::new(&site, watch, cancelled) };
        let mut built = build(&self.input, &world, store, &output).map_err(|cause| WriteError::new(target, cause))?;
        if let Some(desk) = job.desk {
            self.write_desk(desk, &built).map_err(|cause| WriteError::new(desk, cause))?;
        }
        if let Some(causes) = job.causes {
            refresh(causes, &built, store);
        }
        if job.keep_old.applies(&problems) || job.keep_old.applies(&built.problems) {
            problems.extend(built.problems);
            return Ok((Made::refused(built.archive.articles.len(), &destination, problems), None));
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

    /// Puts the site at `target` back, if a killed build had moved it aside and nobody is at work there.
    pub fn restore(&self, target: &Path) {
        // A folder that may not be used is reported by the command that wants to.
        if let Ok(destination) = self.destination(target, false) {
            destination.restore();
        }
    }

    /// Deletes the site at `target` and the cache.
    pub fn clean(&self, target: &Path, cancelled: &AtomicBool, watch: &dyn Watch) -> Result<(), WriteError> {
        let destination = self.destination(target, false)?;
        let folder = self.root.join(super::CACHE_DIR);
        // A build that is at work there has it open. What cannot be opened is deleted like anything else.
        let cache = folder.exists().then(|| CacheFolder::open(&folder, cancelled, || watch.waiting(&folder)));
        if matches!(&cache, Some(Err(_))) && cancelled.load(Ordering::Relaxed) {
            return Err(WriteError::Stopped);
        }
        if destination.path().parent().is_some_and(Path::exists) {
            write::clean(&destination.hold(cancelled, || watch.waiting(destination.path()))?)?;
        }
        match std::fs::remove_dir_all(&folder) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(WriteError::new(&folder, cause)),
            _ => Ok(()),
        }
    }

    /// Where a site is to be put. Refused are folders that hold the archive, and those from which a build reads.
    fn destination(&self, target: &Path, preview: bool) -> Result<Destination, WriteError> {
        let below = |name: &str| self.root.join(name);
        let (src, configured) =
            (below(&self.input.editors.settings.src), below(&self.input.editors.settings.build_dir));
        let own = [super::TEMPLATES, super::STATICS].map(below);
        let mut read: Vec<&Path> = own.iter().map(PathBuf::as_path).collect();
        let cache = below(super::CACHE_DIR);
        if !preview {
            read.push(&cache);
            // Where articles lie beside book.toml, the output folder that is named there is not looked into.
            if self.input.editors.settings.src != "." || !is_same(target, &configured) {
                read.push(&src);
            }
        }
        let found = Destination::find(target, &[&self.root, &src], &read)?;
        Ok(if preview { found.private() } else { found })
    }

    /// The old site has articles, and now there is none.
    fn articles_gone(&self) -> Diagnostic {
        let src = &self.input.editors.settings.src;
        let message = format!("`{src}` holds no articles, but the site that was built before does");
        Diagnostic::error("articles-gone", message)
            .hint("see whether the disk that they are on is there")
            .hint("if the archive is to be empty, delete its old site first: `onrecord clean`")
    }

    /// Everything known of all articles, without a site.
    pub fn survey(&self) -> Built {
        let cache = self.cache(&mut Problems::default(), &NEVER, &()).unwrap_or_default();
        let contents = Contents::new(&self.articles, cache.as_ref().map(CacheFolder::known).unwrap_or_default());
        let disk = cache.as_ref().and_then(|cache| cache.store().ok());
        let memory = MemoryStore::default();
        survey(&self.input.editors, &contents, disk.as_ref().map_or(&memory as &dyn AnalysisStore, |disk| disk))
    }

    /// The same, with what keeps its statements open.
    pub fn survey_causes(&self, causes: &Mutex<Causes>) -> Built {
        let cache = self.cache(&mut Problems::default(), &NEVER, &()).unwrap_or_default();
        let contents = Contents::new(&self.articles, cache.as_ref().map(CacheFolder::known).unwrap_or_default());
        let disk = cache.as_ref().and_then(|cache| cache.store().ok());
        let memory = MemoryStore::default();
        let store: &dyn AnalysisStore = disk.as_ref().map_or(&memory, |disk| disk);
        let built = survey(&self.input.editors, &contents, store);
        refresh(causes, &built, store);
        built
    }

    /// Everything that is wrong with the archive, and the facts worth knowing about each article. Writes no site.
    pub fn check(&self, watch: &dyn Watch) -> io::Result<Made> {
        let mut problems = self.problems.clone();
        if problems.has("no-source-folder") {
            // Perhaps this is no archive at all: no cache is made.
            return Ok(Made { problems: problems.sorted(), ..Made::default() });
        }
        let cache = self.cache(&mut problems, &NEVER, watch).map_err(io::Error::other)?;
        watch.reading(self.articles.files().len());
        let disk = cache.as_ref().and_then(|cache| cache.store().ok());
        let memory = MemoryStore::default();
        let store: &dyn AnalysisStore = disk.as_ref().map_or(&memory, |disk| disk);
        let contents = Contents::new(&self.articles, cache.as_ref().map(CacheFolder::known).unwrap_or_default());
        let world = Watched::world(&contents, watch, &NEVER);
        let output = Nowhere { cancelled: &NEVER };
        let built = build(&self.input, &world, store, &Watched::new(&output, watch, &NEVER))?;
        let facts = built.archive.articles.par_iter().flat_map_iter(|article| {
            let source = self.articles.read(article.file as usize, &mut Problems::default()).ok();
            let analysis = built.keys.get(article.file as usize).and_then(|key| store.fetch(*key));
            source.zip(analysis).map(|(source, analysis)| facts::of(&source, &analysis)).into_iter().flatten()
        });
        let facts: Problems = facts.collect::<Vec<_>>().into_iter().collect();
        problems.extend(quotes::check(self, &built, store));
        problems.extend(built.problems);
        problems.extend(facts);
        let problems = problems.sorted();
        let agenda = agenda(&Sources {
            archive: &built.archive,
            editors: &self.input.editors,
            problems: &problems,
            analysis: &|id| store.fetch(*built.keys.get(built.archive[id].file as usize)?),
            tried: &|id, name| self.with_person(built.archive[id].file as usize, name),
        });
        Ok(Made { articles: built.archive.articles.len(), problems, agenda, ..Made::default() })
    }

    /// An article as it is read when an editor adds somebody to it.
    fn with_person(&self, file: usize, name: &str) -> Option<Analysis> {
        let article = &self.articles.files()[file];
        let source = self.articles.read(file, &mut Problems::default()).ok()?;
        let before = article.corrections.as_ref().map_or("", |corrections| corrections.text.as_str());
        let line = format!("- article: {{people: [{}]}}", scalar(name));
        let corrections = Some(Source::new("corrections.yaml", format!("{}\n{line}\n", before.trim_end())));
        let with = ArticleFile { corrections, ..article.clone() };
        Some(analyse(&source, &with, &self.input.editors, None))
    }

    /// Writes the editor's desk.
    fn write_desk(&self, path: &Path, built: &Built) -> io::Result<()> {
        // It shows nothing of the archive, so that need not be looked through.
        let renderer = Renderer::with(&self.input, &built.archive, Arc::default());
        match renderer.desk() {
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
    pub(super) fn cache(
        &self,
        problems: &mut Problems,
        cancelled: &AtomicBool,
        watch: &dyn Watch,
    ) -> Result<Option<CacheFolder>, WriteError> {
        let folder = self.root.join(super::CACHE_DIR);
        let opened = CacheFolder::open(&folder, cancelled, || watch.waiting(&folder));
        match opened.map_err(|cause| WriteError::new(&folder, cause)) {
            Ok(cache) => Ok(Some(cache)),
            Err(WriteError::Io { cause, .. }) => {
                let message = format!("cannot keep a cache, so the next build starts afresh: {cause}");
                let problem = match cause.kind() {
                    // Somebody put there what we did not make.
                    io::ErrorKind::InvalidData => Diagnostic::warning("no-cache", message)
                        .hint(format!("delete `{}`, if it holds nothing of yours", super::CACHE_DIR)),
                    _ => Diagnostic::info("no-cache", message),
                };
                problems.push(problem.in_file(super::CACHE_DIR));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Everything that a build reads, by path, each with its hash.
    fn inputs(&self, contents: &Contents) -> BTreeMap<String, u128> {
        let program = (PROGRAM.to_owned(), key_of(&env!("ONRECORD_SOURCE")));
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
        Made { articles: manifest.articles, pages, outcome, problems: problems.sorted(), ..Made::default() }
    }

    /// Nothing was published, because of the problems.
    fn refused(articles: usize, destination: &Destination, problems: Problems) -> Made {
        let problems = problems.sorted();
        Made { articles, problems, refused: true, old_stays: destination.has_site(), ..Made::default() }
    }

    /// What the last build made, when nothing has changed since.
    fn unchanged(old: &Manifest, mut problems: Problems) -> Made {
        let bytes = old.files.values().map(|entry| entry.length).sum();
        problems.extend(old.problems.clone());
        let outcome = Outcome { files: old.files.len(), bytes, changed: 0, replaced: false };
        Made::new(old, outcome, problems)
    }
}

/// Brings up to date what keeps statements open.
fn refresh(causes: &Mutex<Causes>, built: &Built, store: &dyn AnalysisStore) {
    let analysis = |id: ArticleId| store.fetch(*built.keys.get(built.archive[id].file as usize)?);
    causes.lock().unwrap_or_else(PoisonError::into_inner).refresh(&built.archive, &built.keys, &analysis);
}

/// Whether `target` is the folder that book.toml names.
fn is_same(target: &Path, configured: &Path) -> bool {
    let found = |path: &Path| Destination::find(path, &[], &[]).ok();
    matches!((found(target), found(configured)), (Some(a), Some(b)) if a.path() == b.path())
}

/// For work that nobody stops.
pub(super) static NEVER: AtomicBool = AtomicBool::new(false);

/// Takes every file and forgets it.
struct Nowhere<'a> {
    cancelled: &'a AtomicBool,
}

impl Output for Nowhere<'_> {
    fn write(&self, _path: &str, _contents: &[u8]) -> io::Result<()> {
        if self.cancelled.load(Ordering::Relaxed) { Err(write::Stopped.into()) } else { Ok(()) }
    }
}

/// Tells the watcher of everything that goes through.
struct Watched<'a, T> {
    inner: &'a T,
    watch: &'a dyn Watch,
    cancelled: &'a AtomicBool,
    reasons: Option<&'a Reasons>,
    /// Which articles the watcher has been told of: one may be asked for several times.
    told: Vec<AtomicBool>,
}

impl<'a, T> Watched<'a, T> {
    fn new(inner: &'a T, watch: &'a dyn Watch, cancelled: &'a AtomicBool) -> Watched<'a, T> {
        Watched { inner, watch, cancelled, reasons: None, told: Vec::new() }
    }
}

impl<'a, T: World> Watched<'a, T> {
    fn world(inner: &'a T, watch: &'a dyn Watch, cancelled: &'a AtomicBool) -> Watched<'a, T> {
        let told = inner.files().iter().map(|_| AtomicBool::new(false)).collect();
        Watched { told, ..Watched::new(inner, watch, cancelled) }
    }

    fn tell(&self, file: usize) {
        if !self.told[file].swap(true, Ordering::Relaxed) {
            self.watch.article();
        }
    }
}

impl<T: World> World for Watched<'_, T> {
    fn files(&self) -> &[ArticleFile] {
        self.inner.files()
    }

    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic> {
        if self.cancelled.load(Ordering::Relaxed) {
            // What is made without it is not published.
            return Err(Diagnostic::error("unreadable", "stopped").in_file(&self.files()[file].path));
        }
        self.tell(file);
        self.inner.read(file, problems)
    }

    fn known(&self, file: usize) -> Option<u128> {
        self.inner.known(file).inspect(|_| self.tell(file))
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

    fn write_pieces_keyed(&self, path: &str, key: u128, pieces: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        self.watch.file();
        self.inner.write_pieces_keyed(path, key, pieces)
    }

    fn write_parts(&self, path: &str, key: u128, keys: &[u128], make: &MakeParts) -> io::Result<()> {
        self.watch.file();
        self.inner.write_parts(path, key, keys, make)
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
