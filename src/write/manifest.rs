//! What the last build wrote: recognises unchanged files without reading them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use xxhash_rust::xxh3::xxh3_64;

/// First bytes of a manifest; the number changes with its format.
const HEADER: &[u8; 16] = b"onrecord-site-1\n";

/// The files of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The output folder.
    pub target: PathBuf,
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
