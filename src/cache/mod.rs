//! What is stale: keys of everything that is kept from one build to the next.

mod disk;
mod folder;

pub use disk::DiskShelf;
pub use folder::CacheFolder;

use crate::article::{Analysis, ArticleFile};
use crate::build::{Input, Shelf};
use crate::source::Source;
use std::collections::HashMap;
use std::sync::Mutex;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Key of everything that every analysis reads besides its own files: settings, authority files, this program's source.
pub fn settings_key(input: &Input) -> u128 {
    key_of(&(env!("ONRECORD_SOURCE"), &input.settings, &input.authorities))
}

/// Hash of plain data.
pub fn key_of(data: &impl serde::Serialize) -> u128 {
    xxh3_128(&postcard::to_allocvec(data).expect("it is plain data"))
}

/// Key of an article's analysis: a hash of all that it reads.
pub fn analysis_key(settings: u128, source: &Source, file: &ArticleFile, year: Option<i32>) -> u128 {
    let mut hash = Xxh3::new();
    let mut part = |bytes: &[u8]| {
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(&settings.to_le_bytes());
    part(source.path.as_bytes());
    part(source.text.as_bytes());
    part(file.notes.as_ref().map_or(&[][..], |notes| notes.source.text.as_bytes()));
    part(&year.unwrap_or(i32::MIN).to_le_bytes());
    hash.digest128()
}

/// A shelf in memory, for tests and small archives.
#[derive(Debug, Default)]
pub struct MemoryShelf {
    analyses: Mutex<HashMap<u128, Vec<u8>>>,
}

impl Shelf for MemoryShelf {
    fn fetch(&self, key: u128) -> Option<Analysis> {
        let analyses = self.analyses.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        postcard::from_bytes(analyses.get(&key)?).ok()
    }

    fn keep(&self, key: u128, analysis: &Analysis) {
        let bytes = postcard::to_allocvec(analysis).expect("an analysis is plain data");
        self.analyses.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(key, bytes);
    }
}
