//! Notices saved files, and builds.

use super::quick::Latest;
use super::{Listener, Preview};
use crate::workspace::{Job, Made, Workspace};
use notify_debouncer_full::notify::{self, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// How long nothing may happen before a build: editors save in several steps, all within a few milliseconds.
const QUIET: Duration = Duration::from_millis(20);

/// How long the words of a file that was emptied are waited for.
const PATIENCE: Duration = Duration::from_millis(500);

/// Builds the preview whenever a file of the archive is saved.
pub(super) struct Watcher {
    root: PathBuf,
    preview: Arc<Preview>,
    listener: Arc<dyn Listener>,
    stopped: &'static AtomicBool,
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    saved: Receiver<Vec<PathBuf>>,
    watched: Vec<PathBuf>,
    /// The archive as the last build knew it.
    latest: Option<Latest>,
}

impl Watcher {
    /// Watches the archive's folder; what is in it is watched from the first build on.
    pub(super) fn new(
        root: &Path,
        preview: Arc<Preview>,
        listener: Arc<dyn Listener>,
        stopped: &'static AtomicBool,
    ) -> io::Result<Watcher> {
        let root = std::fs::canonicalize(root)?;
        let (sender, saved) = channel();
        let debouncer = new_debouncer(QUIET, Some(QUIET / 4), notice(root.clone(), sender)).map_err(io_error)?;
        Ok(Watcher { root, preview, listener, stopped, debouncer, saved, watched: Vec::new(), latest: None })
    }

    /// Builds whenever something was saved, until the watching ends.
    pub(super) fn run(mut self) {
        if self.latest.is_none()
            && let Ok(workspace) = Workspace::open(&self.root)
        {
            let built = workspace.survey();
            self.latest = Some(Latest::new(workspace, built));
        }
        while let Ok(mut saved) = self.saved.recv() {
            // Some editors empty a file before they write it: wait for the words.
            let is_empty =
                |path: &PathBuf| std::fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() == 0);
            if saved.iter().any(is_empty) {
                saved.extend(self.saved.recv_timeout(PATIENCE).into_iter().flatten());
            }
            self.saved.try_iter().for_each(|more| saved.extend(more));
            self.show_at_once(&saved);
            self.build();
        }
    }

    /// Shows the page of a saved article, if nothing else was saved and nothing is wrong.
    fn show_at_once(&mut self, saved: &[PathBuf]) {
        let Some(first) = saved.first().filter(|first| saved.iter().all(|path| path == *first)) else { return };
        let troubled = self.preview.problems.lock().is_ok_and(|problems| problems.is_some());
        let shown = self.latest.as_mut().map(|latest| latest.show(first, &self.preview.site));
        match shown {
            Some(Ok(true)) if !troubled => self.preview.announce(None),
            // What cannot be shown now is shown by the build, which also says what is wrong.
            _ => {}
        }
    }

    /// Builds once and tells everybody.
    pub(super) fn build(&mut self) {
        let start = Instant::now();
        let workspace = match Workspace::open(&self.root) {
            Ok(workspace) => workspace,
            Err(error) => return self.listener.trouble(&error),
        };
        self.watch_folders(&workspace.input.settings.src);
        let first = !self.preview.site.exists();
        let desk = Some(self.preview.desk.as_path());
        let job = Job { only_without_errors: !first, desk, ..Job::new(&self.preview.site, self.stopped) };
        let (made, built) = match workspace.make_and_keep(&job) {
            Ok((made, built)) => (Ok(made), built),
            Err(error) => (Err(error), None),
        };
        let shown = first || made.as_ref().is_ok_and(|made| !made.problems.has_errors());
        self.listener.built(made.as_ref(), start.elapsed(), shown);
        match &made {
            Ok(made) if made.problems.has_errors() => {
                self.preview.announce(Some(self.listener.describe(&made.problems)));
            }
            Ok(made) if self.is_news(made) => self.preview.announce(None),
            Ok(_) => {}
            Err(error) => self.preview.announce(Some(error.to_string())),
        }
        if let Some(built) = built {
            self.latest = Some(Latest::new(workspace, built));
        }
    }

    /// Whether open pages have something new to show, or an old message to take away.
    fn is_news(&self, made: &Made) -> bool {
        made.outcome.replaced || self.preview.problems.lock().is_ok_and(|problems| problems.is_some())
    }

    /// Watches every folder that a build reads from, also those that came later.
    fn watch_folders(&mut self, src: &str) {
        let deep = [src, "templates", "static"].map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        let all = std::iter::once((self.root.clone(), RecursiveMode::NonRecursive)).chain(deep);
        for (folder, mode) in all {
            if !folder.is_dir() || self.watched.contains(&folder) {
                continue;
            }
            match self.debouncer.watch(&folder, mode) {
                Ok(()) => self.watched.push(folder),
                Err(error) => self.listener.trouble(&io_error(error)),
            }
        }
    }
}

/// Passes on what was saved, unless it was saved by us or is none of ours.
fn notice(root: PathBuf, sender: Sender<Vec<PathBuf>>) -> impl FnMut(DebounceEventResult) + Send + 'static {
    move |result| {
        let saved: Vec<PathBuf> = match result {
            Ok(events) => {
                let changes = events.iter().filter(|event| !matches!(event.kind, EventKind::Access(_)));
                changes.flat_map(|event| &event.paths).filter(|path| is_input(&root, path)).cloned().collect()
            }
            // Something was missed, so look.
            Err(_) => vec![root.clone()],
        };
        if !saved.is_empty() {
            // The other end is gone only when everything ends.
            let _ = sender.send(saved);
        }
    }
}

/// Whether a path may be read by a build: nothing hidden, such as our own folders and editors' swap files.
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
