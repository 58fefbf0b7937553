//! What the last build read, wrote and found wrong: tells without reading them which files are unchanged, and if nothing is
//! new, everything that there is to tell.

use crate::diagnostic::Problems;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use xxhash_rust::xxh3::xxh3_64;

/// First bytes of a manifest; the number changes with its format.
const HEADER: &[u8; 16] = b"onrecord-site-1\n";

/// A finished build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The output folder.
    pub target: PathBuf,
    /// Hash of all that the build read.
    pub inputs: u128,
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
}

impl Entry {
    /// The facts of a file that was just written or read.
    pub(super) fn new(hash: u128, facts: &Metadata) -> Entry {
        Entry { hash, length: facts.len(), modified: modified(facts) }
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
        let bytes = fs::read(path).ok()?;
        let (check, body) = bytes.strip_prefix(HEADER)?.split_at_checked(8)?;
        if check != xxh3_64(body).to_le_bytes() {
            return None;
        }
        postcard::from_bytes(body).ok()
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
        let body = postcard::to_allocvec(self).map_err(io::Error::other)?;
        let mut bytes = Vec::with_capacity(HEADER.len() + 8 + body.len());
        bytes.extend_from_slice(HEADER);
        bytes.extend_from_slice(&xxh3_64(&body).to_le_bytes());
        bytes.extend_from_slice(&body);
        let new = path.with_extension(format!("{}.new", std::process::id()));
        fs::write(&new, bytes).and_then(|()| fs::rename(&new, path)).inspect_err(|_| {
            // It was only half there, and nobody reads it.
            let _ = fs::remove_file(&new);
        })
    }
}
