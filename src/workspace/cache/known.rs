//! What files say, known without reading them: a hash of their text by a *stamp*, which changes whenever the file may have.
//!
//! A stamp is a hash of what the file system says of a file: which one it is, its size, when it was written, and when any of
//! this last changed, which no program can set; and of this program, which reads it. A file that was written a moment ago is not remembered, because a second
//! writing within the same tick of the file system's clock would leave the same stamp.
//!
//! Another stamp of a file stands for the knowledge that it is one article and no container of many. It is kept with a hash that nobody
//! asks for.

use crate::workspace::sealed::{self, Header};
use std::collections::{HashMap, HashSet};
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

const HEADER: &Header = b"onrecord-known1\n";
/// A file as old as this was not written a moment ago, even where times are kept to two seconds.
const SETTLED: Duration = Duration::from_secs(3);

/// Hashes of texts by the stamps of their files.
#[derive(Debug, Default)]
pub struct Known {
    before: HashMap<u128, u128>,
    now: Mutex<HashMap<u128, u128>>,
}

impl Known {
    /// What an earlier build has found out.
    pub(in crate::workspace) fn load(path: &Path) -> Known {
        let pairs: Vec<(u128, u128)> = sealed::load(path, HEADER).unwrap_or_default();
        Known { before: pairs.into_iter().collect(), now: Mutex::default() }
    }

    /// The hash of the text of a file with this stamp.
    pub fn get(&self, stamp: u128) -> Option<u128> {
        let text = *self.before.get(&stamp)?;
        self.put(stamp, text);
        Some(text)
    }

    /// Whether an earlier build has remembered this stamp, whatever for.
    pub(crate) fn has(&self, stamp: u128) -> bool {
        self.before.contains_key(&stamp)
    }

    /// Remembers the hash of a file's text.
    pub fn put(&self, stamp: u128, text: u128) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(stamp, text);
    }

    /// Keeps what this build has asked for or found out, unless that is what was kept already.
    pub(in crate::workspace) fn save(&self, path: &Path) -> io::Result<()> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let (old, new): (HashSet<&u128>, HashSet<&u128>) = (self.before.keys().collect(), now.keys().collect());
        if old == new {
            return Ok(());
        }
        let mut pairs: Vec<(u128, u128)> = now.iter().map(|(stamp, text)| (*stamp, *text)).collect();
        pairs.sort_unstable();
        sealed::save(path, HEADER, &pairs)
    }
}

/// The stamp of a file; `None` where the file system says too little, or the file is too new.
#[cfg(unix)]
pub(crate) fn stamp(path: &str, facts: &Metadata) -> Option<u128> {
    use std::os::unix::fs::MetadataExt;
    let changed = std::time::UNIX_EPOCH + Duration::from_secs(u64::try_from(facts.ctime()).ok()?);
    // In the future too it is too new.
    changed.elapsed().ok().filter(|age| *age >= SETTLED)?;
    let times = (facts.mtime(), facts.mtime_nsec(), facts.ctime(), facts.ctime_nsec());
    Some(crate::text::hash::key_of(&(env!("ONRECORD_SOURCE"), path, facts.dev(), facts.ino(), facts.size(), times)))
}

/// The stamp of a file: this system says too little.
#[cfg(not(unix))]
pub(crate) fn stamp(_path: &str, _facts: &Metadata) -> Option<u128> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_kept_and_the_rest_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("known");
        let first = Known::load(&path);
        first.put(1, 10);
        first.put(2, 20);
        first.save(&path).unwrap();
        let second = Known::load(&path);
        assert_eq!((second.get(1), second.get(3)), (Some(10), None));
        second.save(&path).unwrap();
        let third = Known::load(&path);
        assert_eq!((third.get(1), third.get(2)), (Some(10), None));
    }

    #[test]
    fn a_file_written_a_moment_ago_has_no_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "a").unwrap();
        assert_eq!(stamp("a.txt", &std::fs::metadata(&path).unwrap()), None);
    }
}
