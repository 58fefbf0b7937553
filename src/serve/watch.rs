//! Notices saved files, and builds.
//!
//! The system reports what happens in a folder, not at a path: once a folder was moved away and another put in its place, as
//! `git checkout`, `mv` and `rsync` do, nothing more is heard. So each folder is compared a few times a second with the one that
//! is watched, and watched anew if it is another.

use super::desk::latest::Latest;
use super::desk::locked;
use super::{Listener, Preview};
use crate::model::settings::Settings;
use crate::site::words::desk::DeskWords;
use crate::text::diagnostic::Problems;
use crate::workspace::{Job, KeepOld, Made, Workspace};
use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};
use xxhash_rust::xxh3::Xxh3;

/// How long nothing may happen before a build: editors save in several steps, all within a few milliseconds.
const QUIET: Duration = Duration::from_millis(20);

/// How long the words of a file that was emptied are waited for.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often to look whether the folders are still the ones that are watched, and whether to stop.
const GLANCE: Duration = Duration::from_millis(200);

/// If builds take longer than this, pages are told of the saved article before the build: whoever saved it is looking at it.
const SLOW: Duration = Duration::from_millis(800);

/// Builds the preview whenever a file of the archive is saved.
pub(super) struct Watcher {
    /// The archive's folder as it was named, and where that leads.
    named: PathBuf,
    root: PathBuf,
    /// The folder of articles, as the last settings have it.
    src: String,
    preview: Arc<Preview>,
    listener: Arc<dyn Listener>,
    stopped: &'static AtomicBool,
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    saved: Receiver<Vec<PathBuf>>,
    watched: Vec<Watched>,
    /// How long the last build took.
    took: Duration,
    /// What was wrong in the last build that was told of.
    told: Option<Problems>,
}

/// A folder that a build reads from.
struct Watched {
    folder: PathBuf,
    mode: RecursiveMode,
    /// Which folder is there; `None` if there is none.
    identity: Option<Identity>,
}

/// What tells a folder from another one at the same path.
type Identity = (u64, u64, Option<SystemTime>);

impl Watcher {
    /// Watches nothing until the first build.
    pub(super) fn new(
        root: &Path,
        preview: Arc<Preview>,
        listener: Arc<dyn Listener>,
        stopped: &'static AtomicBool,
    ) -> io::Result<Watcher> {
        let (sender, saved) = channel();
        Ok(Watcher {
            named: std::path::absolute(root)?,
            root: fs::canonicalize(root)?,
            src: Settings::default().src,
            preview,
            listener,
            stopped,
            debouncer: new_debouncer(QUIET, Some(QUIET / 4), notice(sender)).map_err(io_error)?,
            saved,
            watched: Vec::new(),
            took: Duration::ZERO,
            told: None,
        })
    }

    /// Builds whenever something was saved, until the preview ends.
    pub(super) fn run(mut self) {
        if locked(&self.preview.desk.latest).is_none()
            && let Ok(mut workspace) = Workspace::open(&self.root)
        {
            workspace.input.editors.settings.at_root = true;
            let built = workspace.survey_causes(&self.preview.desk.causes);
            *locked(&self.preview.desk.latest) = Some(Latest::new(workspace, built));
        }
        while !self.stopped.load(Ordering::Relaxed) {
            let saved = match self.saved.recv_timeout(GLANCE) {
                Ok(saved) => self.inputs(saved),
                Err(RecvTimeoutError::Timeout) if self.is_replaced() => vec![self.root.clone()],
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if saved.is_empty() {
                continue;
            }
            let saved = self.with_all_that_follows(saved);
            let shown = self.show_at_once(&saved);
            if shown && self.took > SLOW {
                self.preview.announce(None);
            }
            self.build_after(shown, &saved);
        }
    }

    /// What was saved, with what else was saved by now.
    fn with_all_that_follows(&self, mut saved: Vec<PathBuf>) -> Vec<PathBuf> {
        // Some editors empty a file before they write it: wait for the words.
        let is_empty = |path: &PathBuf| fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() == 0);
        if saved.iter().any(is_empty) {
            saved.extend(self.saved.recv_timeout(PATIENCE).into_iter().flat_map(|more| self.inputs(more)));
        }
        saved.extend(self.saved.try_iter().flat_map(|more| self.inputs(more)));
        saved
    }

    /// Shows the page of a saved article, if nothing else was saved and nothing is wrong. What cannot be shown now is shown by
    /// the build, which also says what is wrong.
    fn show_at_once(&mut self, saved: &[PathBuf]) -> bool {
        let Some(first) = saved.first().filter(|first| saved.iter().all(|path| path == *first)) else { return false };
        let troubled = self.preview.problems.lock().is_ok_and(|problems| problems.is_some());
        let mut latest = locked(&self.preview.desk.latest);
        let latest = latest.as_mut().filter(|_| !troubled);
        latest.is_some_and(|latest| latest.show(first, &self.preview.folder).unwrap_or(false))
    }

    /// Builds once and tells everybody.
    pub(super) fn build(&mut self) {
        self.build_after(false, &[]);
    }

    /// Builds once and tells everybody; `shown` if a page was changed already. What is wrong with a file that was just `saved` keeps the
    /// site as it was, since somebody is in the middle of it; what is wrong with another costs that article or note.
    fn build_after(&mut self, shown: bool, saved: &[PathBuf]) {
        let start = Instant::now();
        let _ = self.preview.desk.written();
        let workspace = match self.open() {
            Ok(workspace) => workspace,
            Err(error) => {
                self.preview.announce(Some(format!("cannot read the archive's folder: {error}")));
                return self.listener.trouble(&error);
            }
        };
        *locked(&self.preview.words) = DeskWords::of(&workspace.input.editors.settings.language);
        let site = self.preview.site();
        let desk = self.preview.folder.join(super::DESK);
        let first = !site.exists();
        let saved = saved.iter().filter_map(|path| path.strip_prefix(&self.root).ok()?.to_str());
        let saved: BTreeSet<String> = saved.map(|path| path.replace('\\', "/")).collect();
        let keep_old = if first { KeepOld::Never } else { KeepOld::OnErrorsIn(&saved) };
        let job = Job {
            keep_old,
            preview: true,
            desk: Some(&desk),
            causes: Some(&self.preview.desk.causes),
            ..Job::new(&site, self.stopped)
        };
        let (made, built) = match workspace.make_and_keep(&job) {
            Ok((made, built)) => (Ok(made), built),
            // Not wrong: it was cut short.
            Err(_) if self.stopped.load(Ordering::Relaxed) => return,
            Err(error) => (Err(error), None),
        };
        self.took = start.elapsed();
        let fine = made.as_ref().is_ok_and(|made| !keep_old.applies(&made.problems));
        if first || fine {
            self.preview.statics.store(hash_of(&workspace.input.statics), Ordering::Relaxed);
        }
        // What changes nothing is not told again: a log of the preview that lies in the archive's folder would never end.
        let news = |made: &Made| made.outcome.replaced || self.told.as_ref() != Some(&made.problems);
        if made.as_ref().map_or(true, news) {
            self.listener.built(made.as_ref(), self.took, first || fine);
        }
        self.told = made.as_ref().ok().map(|made| made.problems.clone());
        match &made {
            Ok(made) if made.problems.has_errors() => {
                self.preview.announce(Some(self.listener.describe(&made.problems)));
            }
            Ok(made) if shown || self.is_news(made) => self.preview.announce(None),
            Ok(_) => {}
            Err(error) => self.preview.announce(Some(error.to_string())),
        }
        if let Some(built) = built {
            let mut latest = Latest::new(workspace, built);
            let mut shared = locked(&self.preview.desk.latest);
            // What the desk wrote while this was built.
            for path in self.preview.desk.written() {
                let _ = latest.show(&path, &self.preview.folder);
            }
            *shared = Some(latest);
        }
    }

    /// Whether open pages have something new to show, or an old message to take away.
    fn is_news(&self, made: &Made) -> bool {
        made.outcome.replaced || self.preview.problems.lock().is_ok_and(|problems| problems.is_some())
    }

    /// Reads the archive's folder. Everything that it reads is watched before, so that nothing saved meanwhile is missed.
    fn open(&mut self) -> io::Result<Workspace> {
        self.watch();
        let mut workspace = Workspace::open(&self.root)?;
        if workspace.input.editors.settings.src != self.src {
            self.src.clone_from(&workspace.input.editors.settings.src);
            self.watch();
            workspace = Workspace::open(&self.root)?;
        }
        workspace.input.editors.settings.at_root = true;
        Ok(workspace)
    }

    /// Watches every folder that a build reads from, and none that is no longer at its place.
    fn watch(&mut self) {
        if let Ok(root) = fs::canonicalize(&self.named) {
            self.root = root;
        }
        let folders = self.folders();
        let (kept, left): (Vec<_>, Vec<_>) = std::mem::take(&mut self.watched).into_iter().partition(|watched| {
            let is_wanted = folders.iter().any(|(folder, mode)| (folder, mode) == (&watched.folder, &watched.mode));
            is_wanted && identity(&watched.folder) == watched.identity
        });
        // Most were gone before, and nothing is lost if one is watched for longer than needed.
        left.iter().filter(|left| left.identity.is_some()).for_each(|left| drop(self.debouncer.unwatch(&left.folder)));
        self.watched = kept;
        for (folder, mode) in folders {
            if self.watched.iter().any(|watched| watched.folder == folder) {
                continue;
            }
            let identity = identity(&folder);
            if identity.is_some()
                && let Err(error) = self.debouncer.watch(&folder, mode)
            {
                self.listener.trouble(&io_error(error));
            }
            self.watched.push(Watched { folder, mode, identity });
        }
    }

    /// The folders to watch.
    fn folders(&self) -> Vec<(PathBuf, RecursiveMode)> {
        let src = self.root.join(&self.src);
        if src == self.root {
            return vec![(self.root.clone(), RecursiveMode::Recursive)];
        }
        let deep = [src, self.root.join("templates"), self.root.join("static")]
            .map(|folder| (folder, RecursiveMode::Recursive));
        std::iter::once((self.root.clone(), RecursiveMode::NonRecursive)).chain(deep).collect()
    }

    /// Whether another folder, or none, is now where a watched one was.
    fn is_replaced(&self) -> bool {
        fs::canonicalize(&self.named).is_ok_and(|root| root != self.root)
            || self.watched.iter().any(|watched| identity(&watched.folder) != watched.identity)
    }

    /// Those of the paths that may be read by a build: nothing hidden, such as our own folders and editors' swap files.
    fn inputs(&self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        // No path at all: something was missed, so look.
        if paths.is_empty() {
            vec![self.root.clone()]
        } else {
            paths.into_iter().filter(|path| is_input(&self.root, path)).collect()
        }
    }
}

/// Which folder is at a path; `None` if there is none. A number is given to another folder once the first is deleted, so it is
/// told with the time when it was made.
fn identity(folder: &Path) -> Option<Identity> {
    let facts = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    #[cfg(unix)]
    let (device, number) = (std::os::unix::fs::MetadataExt::dev(&facts), std::os::unix::fs::MetadataExt::ino(&facts));
    #[cfg(not(unix))]
    let (device, number) = (0, 0);
    Some((device, number, facts.created().ok()))
}

/// A hash of the static files, which pages use without naming their version.
fn hash_of(statics: &[(String, Vec<u8>)]) -> u64 {
    let mut hash = Xxh3::new();
    for (path, bytes) in statics {
        for part in [path.as_bytes(), bytes] {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hash.digest()
}

/// Passes on what was saved; nothing at all if something was missed.
fn notice(sender: Sender<Vec<PathBuf>>) -> impl FnMut(DebounceEventResult) + Send + 'static {
    move |result| {
        let saved: Vec<PathBuf> = match result {
            Ok(events) => {
                let changes = events.iter().filter(|event| !matches!(event.kind, EventKind::Access(_)));
                let changes = changes.flat_map(|event| &event.paths).cloned().collect::<Vec<_>>();
                if changes.is_empty() {
                    return;
                }
                changes
            }
            Err(_) => Vec::new(),
        };
        // The other end is gone only when everything ends.
        let _ = sender.send(saved);
    }
}

/// Whether a path may be read by a build.
fn is_input(root: &Path, path: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return false };
    let hidden = |name: &std::ffi::OsStr| {
        let name = name.to_string_lossy();
        name.starts_with('.') || name.ends_with('~') || name.ends_with(".tmp") || name.ends_with(".swp")
    };
    let output = |name: &std::ffi::OsStr| root.join(name).join(crate::workspace::write::MARKER).exists();
    let mut parts = inside.components().map(std::path::Component::as_os_str);
    parts.clone().next().is_some_and(|first| !output(first)) && !parts.any(hidden)
}

fn io_error(error: notify::Error) -> io::Error {
    io::Error::other(error)
}
