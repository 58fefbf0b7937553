//! What is stale: keys of everything that is kept from one build to the next.
//!
//! | what is kept | its key is a hash of | where |
//! |---|---|---|
//! | hash of a file's text; that it is one article | what the file system says of the file | [`Known`] |
//! | an article's analysis and its summary | the text, its notes and corrections, its path; settings, authority files; this program | [`DiskStore`] |
//! | a page, a feed | every row of the archive that it shows; settings, templates, words; this program | the manifest |
//!
//! The rows of the archive are put together again in every build, from all summaries: people, topics and relations depend on
//! all articles. Data files are made again in every build and written if they changed.

mod disk;
mod folder;
mod known;
mod store;

pub use disk::DiskStore;
pub use folder::CacheFolder;
pub use known::Known;
pub(crate) use known::stamp;

use crate::model::article::Analysis;
use crate::model::world::AnalysisStore;
use std::collections::HashMap;
use std::sync::Mutex;

/// A store in memory, for tests and small archives.
#[derive(Debug, Default)]
pub struct MemoryStore {
    analyses: Mutex<HashMap<u128, Vec<u8>>>,
}

impl AnalysisStore for MemoryStore {
    fn fetch(&self, key: u128) -> Option<Analysis> {
        let analyses = self.analyses.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        postcard::from_bytes(analyses.get(&key)?).ok()
    }

    fn keep(&self, key: u128, analysis: &Analysis) {
        let bytes = postcard::to_allocvec(analysis).expect("an analysis is plain data");
        self.analyses.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(key, bytes);
    }
}
