//! The folder of what may be deleted at any time: `.onrecord` in the archive's root, ignored by Git and by backups.

use super::{DiskStore, Known};
use crate::workspace::own;
use crate::workspace::write::lock::{is_at, wait};
use crate::workspace::write::manifest::Manifest;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use xxhash_rust::xxh3::xxh3_64;

/// What backup programs look for (<https://bford.info/cachedir/>).
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# Onrecord keeps here what it can make again. Delete it at any time.\n";

/// Locked by the build that is at work.
const LOCK: &str = "lock";
/// Holds what files say.
const KNOWN: &str = "known";

/// The cache folder of an archive, held by one build at a time.
#[derive(Debug)]
pub struct CacheFolder {
    path: PathBuf,
    /// Locked while it is open.
    _lock: File,
}

impl CacheFolder {
    /// Makes the folder if need be and waits until no other build uses it, or until `cancelled` becomes true; `waiting` is
    /// called before a wait.
    pub fn open(path: &Path, cancelled: &AtomicBool, waiting: impl FnOnce()) -> io::Result<CacheFolder> {
        let mut waiting = Some(waiting);
        let lock = loop {
            let lock = CacheFolder::make(path)?;
            wait(&lock, cancelled, || waiting.take().into_iter().for_each(|waiting| waiting()))?;
            // Unless the folder was deleted while we waited, as `clean` does.
            if is_at(&lock, &path.join(LOCK)) {
                break lock;
            }
        };
        Ok(CacheFolder { path: path.to_owned(), _lock: lock })
    }

    /// Makes the folder and its lock file, if need be.
    fn make(path: &Path) -> io::Result<File> {
        own::inspect(path)?;
        fs::create_dir_all(path)?;
        let once = |name: &str, text: &str| match File::create_new(path.join(name)) {
            Ok(mut file) => io::Write::write_all(&mut file, text.as_bytes()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        };
        once(".gitignore", "*\n")?;
        once("CACHEDIR.TAG", TAG)?;
        own::lock(&path.join(LOCK))
    }

    /// The analyses of articles.
    pub fn store(&self) -> io::Result<DiskStore> {
        DiskStore::open(&self.path)
    }

    /// What files say.
    pub fn known(&self) -> Known {
        CacheFolder::known_in(&self.path)
    }

    /// The same of a cache folder that nobody need hold: what is known is replaced in one step, and true at any time.
    pub(crate) fn known_in(path: &Path) -> Known {
        Known::load(&path.join(KNOWN))
    }

    /// Remembers what files say.
    pub fn keep_known(&self, known: &Known) -> io::Result<()> {
        known.save(&self.path.join(KNOWN))
    }

    /// What the last build wrote to the output folder `target`.
    pub fn manifest(&self, target: &Path) -> Option<Manifest> {
        Manifest::load(&self.manifest_path(target))
    }

    /// Remembers what was written.
    pub fn keep_manifest(&self, manifest: &Manifest) -> io::Result<()> {
        manifest.save(&self.manifest_path(&manifest.target))
    }

    /// Where the site before the last is kept.
    pub fn spare(&self, target: &Path) -> PathBuf {
        self.path.join(format!("spare-{:016x}", xxh3_64(target.as_os_str().as_encoded_bytes())))
    }

    /// Each output folder of an archive has a manifest of its own.
    fn manifest_path(&self, target: &Path) -> PathBuf {
        self.path.join(format!("site-{:016x}", xxh3_64(target.as_os_str().as_encoded_bytes())))
    }
}
