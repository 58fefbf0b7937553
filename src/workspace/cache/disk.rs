//! The store on disk: analyses in one file, their summaries in another, the words of the search index in a third.
//!
//! A build in which little is new reads all the summaries and few of the analyses, so the two are kept apart.

use super::store::Store;
use crate::model::article::Analysis;
use crate::model::world::AnalysisStore;
use crate::workspace::sealed::{self, Header};
use std::io;
use std::path::{Path, PathBuf};

/// What the search index keeps.
const INDEX: &str = "search";
const HEADER: &Header = b"onrecord-words1\n";

/// Analyses and their summaries on disk.
#[derive(Debug)]
pub struct DiskStore {
    folder: PathBuf,
    analyses: Store,
    summaries: Store,
}

impl DiskStore {
    /// Opens the store in a folder, or makes an empty one.
    pub fn open(folder: &Path) -> io::Result<DiskStore> {
        Ok(DiskStore {
            folder: folder.to_owned(),
            analyses: Store::open(&folder.join("analyses"))?,
            summaries: Store::open(&folder.join("summaries"))?,
        })
    }

    /// Ends a run that asked for everything it needed: lets go of the rest when there is much of it.
    pub fn tidy(self) -> io::Result<()> {
        self.analyses.tidy()?;
        self.summaries.tidy()
    }
}

impl AnalysisStore for DiskStore {
    fn fetch(&self, key: u128) -> Option<Analysis> {
        postcard::from_bytes(&self.analyses.read(key)?).ok()
    }

    /// What cannot be kept is made again when it is asked for.
    fn keep(&self, key: u128, analysis: &Analysis) {
        let bytes = postcard::to_allocvec(analysis).expect("an analysis is plain data");
        let _ = self.analyses.append(key, &bytes);
    }

    fn fetch_summary(&self, key: u128) -> Option<Vec<u8>> {
        // The analysis is asked for by pages that have to be made again, so it stays as long as its summary.
        let _ = self.analyses.holds(key);
        self.summaries.read(key)
    }

    fn keep_summary(&self, key: u128, summary: &[u8]) {
        let _ = self.summaries.append(key, summary);
    }

    fn fetch_index(&self) -> Option<Vec<u8>> {
        sealed::load_bytes(&self.folder.join(INDEX), HEADER)
    }

    fn keep_index(&self, index: &mut dyn Iterator<Item = Vec<u8>>) {
        let _ = sealed::save_pieces(&self.folder.join(INDEX), HEADER, index);
    }
}
