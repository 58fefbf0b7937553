//! The editor's desk: what still wants an editor, one decision at a time, and the YAML that a decision becomes.
//!
//! 1. [`admission`] lets in nobody but a page that this preview served, in a browser on this machine;
//! 2. [`queue`] says what there is to decide, [`case`] shows one thing with all that helps to decide it;
//! 3. [`decision`] is what a page may ask for: facts and words, never a path or a line of a file;
//! 4. [`draft`] turns decisions into new texts of this archive's YAML files, and reads each article again with them: a
//!    change that does not do exactly what was decided is refused;
//! 5. [`files`] puts the texts in place, each in one step, and only if the file is still the one that the page knew;
//! 6. [`latest`] is the archive as it is now: it makes the page of an article again before the answer is sent;
//! 7. [`journal`] can undo what was decided since the preview was started.
//!
//! [`api`] joins them. The build that the watcher begins meanwhile brings everything else up to date.

pub(super) mod admission;
pub(super) mod api;
mod case;
mod decision;
mod diff;
mod draft;
mod files;
mod journal;
pub(super) mod latest;
mod queue;
#[cfg(test)]
mod tests;

use crate::linking::agenda::causes::Causes;
use journal::Journal;
use latest::Latest;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The preview's site, in the folder of what may be deleted at any time: the published site stays as it is.
pub(super) const SITE: &str = "preview";

/// What the desk remembers while the preview runs.
#[derive(Debug)]
pub(super) struct Desk {
    /// The folder of [`SITE`].
    pub(super) folder: PathBuf,
    /// The archive as the last build knew it, and as what was saved since has changed it; nothing before the first build.
    pub(super) latest: Mutex<Option<Latest>>,
    /// What a page that we served can say, and no other one.
    pub(super) token: String,
    /// What keeps statements open, brought up to date by every build.
    pub(super) causes: Mutex<Causes>,
    /// What was decided. Whoever writes holds it.
    journal: Mutex<Journal>,
    /// Files that were written since the last build began.
    written: Mutex<Vec<PathBuf>>,
}

impl Desk {
    pub(super) fn new(folder: PathBuf) -> Desk {
        let (latest, causes, journal, written) = Default::default();
        Desk { folder, latest, token: token(), causes, journal, written }
    }

    /// The files that were written since this was last asked.
    pub(super) fn written(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *locked(&self.written))
    }
}

/// A lock that survives whoever panicked with it.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// 128 bits that nobody can guess: the standard library's hash keys come from the system's random numbers, and its hash
/// keeps them secret.
fn token() -> String {
    let secret = || {
        let keys = RandomState::new();
        let mut hasher = keys.build_hasher();
        hasher.write_u64(u64::from(std::process::id()));
        hasher.finish()
    };
    format!("{:016x}{:016x}", secret(), secret())
}
