//! What the last build read, wrote and found wrong: tells without reading them which files are unchanged, and if nothing is
//! new, everything that there is to tell.

use super::parts::Part;
use super::{marker, tree};
use crate::text::diagnostic::Problems;
use crate::workspace::sealed::{self, Header};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

const HEADER: &Header = b"onrecord-site-4\n";

/// A finished build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The output folder.
    pub target: PathBuf,
    /// Everything that the build read, by path, with its hash.
    pub inputs: BTreeMap<String, u128>,
    /// Number of articles.
    pub articles: usize,
    /// What was wrong with them.
    pub problems: Problems,
    /// Every file in it, by path.
    pub files: BTreeMap<String, Entry>,
    /// What those are made of that are made in parts, in their order, by path.
    pub(crate) parts: BTreeMap<String, Vec<Part>>,
    /// When all of them were as they should be, in nanoseconds since 1970 by the clock of their file system.
    pub checked: u64,
}

/// A file as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Hash of its bytes.
    pub hash: u128,
    /// Number of its bytes.
    pub length: u64,
    /// When it was written, in nanoseconds since 1970.
    pub modified: u64,
    /// Hash of what it was made from, if that is known.
    pub key: Option<u128>,
}

impl Entry {
    /// The facts of a file that was just written or read.
    pub(super) fn new(hash: u128, facts: &Metadata) -> Entry {
        Entry { hash, length: facts.len(), modified: modified(facts), key: None }
    }

    /// Whether the file on disk may still be the one that was written.
    pub(super) fn agrees(&self, facts: &Metadata) -> bool {
        facts.is_file() && facts.len() == self.length && modified(facts) == self.modified
    }
}

/// Nanoseconds since 1970, until the year 2554.
pub(super) fn modified(facts: &Metadata) -> u64 {
    let time = facts.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    time.duration_since(UNIX_EPOCH).map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
}

/// Whether nothing of a file has changed since a time.
#[cfg(unix)]
fn is_untouched(facts: &Metadata, since: u64) -> bool {
    use std::os::unix::fs::MetadataExt;
    let changed = i128::from(facts.ctime()) * 1_000_000_000 + i128::from(facts.ctime_nsec());
    // In the very moment of the check it may have been changed before or after.
    changed < i128::from(since)
}

/// Elsewhere nothing tells more than length and time.
#[cfg(not(unix))]
fn is_untouched(_facts: &Metadata, _since: u64) -> bool {
    true
}

impl Manifest {
    /// Reads a manifest; `None` if there is none, or one that is damaged or of another version.
    pub fn load(path: &Path) -> Option<Manifest> {
        sealed::load(path, HEADER)
    }

    /// Whether the output folder holds every file as it was written, and nothing else: how many had to be read to know it.
    pub fn intact(&self) -> Option<usize> {
        if !marker::is_ours(&self.target) || !tree::is_exactly(&self.target, &self.files).ok()? {
            return None;
        }
        self.files.par_iter().map(|(path, entry)| self.has(path, entry).map(usize::from)).sum()
    }

    /// Whether the file is there as it was written, and whether it had to be read to know it.
    ///
    /// Length and time can be the same although the words are others. So a file of which anything at all has changed since
    /// [`Manifest::checked`], be it that somebody made a link to it, is read.
    pub(super) fn has(&self, path: &str, entry: &Entry) -> Option<bool> {
        self.find(path, entry).map(|(_, read)| read)
    }

    /// The same, with what the system says of the file.
    pub(super) fn find(&self, path: &str, entry: &Entry) -> Option<(Metadata, bool)> {
        let disk = self.target.join(path);
        let facts = fs::symlink_metadata(&disk).ok().filter(|facts| entry.agrees(facts))?;
        let touched = !is_untouched(&facts, self.checked);
        (!touched || super::hash_of(&disk).ok()? == entry.hash).then_some((facts, touched))
    }

    /// Writes the manifest in the place of the one before.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        sealed::save(path, HEADER, self)
    }
}
