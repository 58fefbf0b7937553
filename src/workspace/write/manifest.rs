//! What the last build read, wrote and found wrong: tells without reading them which files are unchanged, and if nothing is
//! new, everything that there is to tell.

use crate::text::diagnostic::Problems;
use crate::workspace::sealed::{self, Header};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

const HEADER: &Header = b"onrecord-site-2\n";

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

    /// Whether the file on disk is still the one that was written.
    pub(super) fn agrees(&self, facts: &Metadata) -> bool {
        facts.is_file() && facts.len() == self.length && modified(facts) == self.modified
    }
}

/// Nanoseconds since 1970, until the year 2554.
fn modified(facts: &Metadata) -> u64 {
    let time = facts.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    time.duration_since(UNIX_EPOCH).map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
}

impl Manifest {
    /// Reads a manifest; `None` if there is none, or one that is damaged or of another version.
    pub fn load(path: &Path) -> Option<Manifest> {
        sealed::load(path, HEADER)
    }

    /// Whether every file is still there as it was written.
    pub fn is_intact(&self) -> bool {
        let agrees = |(path, entry): (&String, &Entry)| {
            fs::metadata(self.target.join(path)).is_ok_and(|facts| entry.agrees(&facts))
        };
        super::folders::is_ours(&self.target) && self.files.par_iter().all(agrees)
    }

    /// Writes the manifest in the place of the one before.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        sealed::save(path, HEADER, self)
    }
}
