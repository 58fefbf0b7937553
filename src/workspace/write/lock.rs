//! Locks that keep builds apart: one at a time in a cache folder, one at a time at an output folder.

use super::{Stopped, WriteError};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often a lock that somebody else holds is tried again.
const PAUSE: Duration = Duration::from_millis(50);

/// Locks a file. While another program holds it, waits, until `cancelled` becomes true; `waiting` is called before a wait.
pub(crate) fn wait(file: &File, cancelled: &AtomicBool, waiting: impl FnOnce()) -> io::Result<()> {
    let mut waiting = Some(waiting);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            // Some network file systems have no locks; then it is up to the user to start one build at a time.
            Err(TryLockError::Error(_)) => return Ok(()),
            Err(TryLockError::WouldBlock) => {}
        }
        if cancelled.load(Ordering::Relaxed) {
            return Err(Stopped.into());
        }
        if let Some(waiting) = waiting.take() {
            waiting();
        }
        std::thread::sleep(PAUSE);
    }
}

/// A locked file that exists only as long as it is held. Dropping it deletes it; after a kill, the next holder does.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Makes the file and locks it; see [`wait`].
    pub(super) fn take(path: PathBuf, cancelled: &AtomicBool, waiting: impl FnOnce()) -> Result<Lock, WriteError> {
        let mut waiting = Some(waiting);
        loop {
            let told = || waiting.take().into_iter().for_each(|waiting| waiting());
            let file = open(&path).and_then(|file| wait(&file, cancelled, told).map(|()| file));
            let file = file.map_err(|cause| WriteError::beside(&path, cause))?;
            // Whoever held it before has deleted it: then this one is no longer the file that others will lock.
            if is_at(&file, &path) {
                return Ok(Lock { path, file });
            }
        }
    }

    /// The time of the file system that the lock lies on, in nanoseconds since 1970; 0 if it cannot be told.
    pub(super) fn time(&self) -> u64 {
        let mut file = &self.file;
        let touched = file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(b"\n")).and_then(|()| file.metadata());
        touched.map_or(0, |facts| super::manifest::modified(&facts))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still locked, so that it is surely ours. What cannot be deleted is in nobody's way.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A link could lead to a file of somebody else; a pipe would make us wait for ever.
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(path)
}

/// Whether an open file is still the one at a path.
#[cfg(unix)]
pub(crate) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let at_path = fs::metadata(path);
    file.metadata().and_then(|ours| Ok((ours, at_path?))).is_ok_and(|(a, b)| (a.dev(), a.ino()) == (b.dev(), b.ino()))
}

/// Elsewhere an open file cannot be told from another; one that is held cannot be deleted by somebody else there either.
#[cfg(not(unix))]
pub(crate) fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    #[test]
    fn only_one_holds_a_lock_although_each_deletes_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let path = folder.path().join("lock");
                        let lock = Lock::take(path, &AtomicBool::new(false), || {}).unwrap();
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
        assert_eq!(most.into_inner(), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_wait_ends_when_it_is_cancelled() {
        let folder = tempfile::tempdir().unwrap();
        let path = || folder.path().join("lock");
        let _held = Lock::take(path(), &AtomicBool::new(false), || {}).unwrap();
        let cancelled = AtomicBool::new(false);
        let waited = Lock::take(path(), &cancelled, || cancelled.store(true, Ordering::Relaxed));
        assert!(matches!(waited, Err(WriteError::Stopped)));
    }
}
