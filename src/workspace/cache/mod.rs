//! What is stale: keys of everything that is kept from one build to the next.
//!
//! | what is kept | its key is a hash of | where |
//! |---|---|---|
//! | hash of a file's text | what the file system says of the file | [`Known`] |
//! | an article's analysis and its summary | the text, its notes and corrections, its path; settings, authority files; this program | [`DiskShelf`] |
//! | a page, a feed | every row of the archive that it shows; settings, templates, words; this program | the manifest |
//!
//! The rows of the archive are put together again in every build, from all summaries: people, topics and relations depend on
//! all articles. Data files are made again in every build and written if they changed.

mod disk;
mod folder;
mod known;
mod store;

pub use disk::DiskShelf;
pub use folder::CacheFolder;
pub use known::Known;
pub(crate) use known::stamp;

use crate::build::{Input, Shelf};
use crate::model::article::{Analysis, ArticleFile};
use crate::text::source::Source;
use std::collections::HashMap;
use std::sync::Mutex;
use xxhash_rust::xxh3::xxh3_128;

/// Key of everything that every analysis reads besides its own files: settings, authority files, this program's source.
pub fn settings_key(input: &Input) -> u128 {
    key_of(&(env!("ONRECORD_SOURCE"), &input.settings, &input.authorities))
}

/// Hash of plain data.
pub fn key_of(data: &impl serde::Serialize) -> u128 {
    xxh3_128(&postcard::to_allocvec(data).expect("it is plain data"))
}

/// Key of what all pages are made from besides the archive: settings, templates and words, this program's source.
pub fn pages_key(input: &Input) -> u128 {
    let templates: Vec<(&str, &str)> =
        input.templates.sources().map(|source| (source.path.as_str(), source.text.as_str())).collect();
    key_of(&(env!("ONRECORD_SOURCE"), &input.settings, templates))
}

/// Hash of what a file says.
pub fn text_key(source: &Source) -> u128 {
    xxh3_128(source.text.as_bytes())
}

/// Key of an article's analysis: a hash of all that it reads. `text` is the [`text_key`] of its source.
pub fn analysis_key(settings: u128, text: u128, file: &ArticleFile, year: Option<i32>) -> u128 {
    let notes = file.notes.as_ref().map(|notes| (&notes.source.path, &notes.source.text));
    let corrections = file.corrections.as_ref().map(|corrections| (&corrections.path, &corrections.text));
    key_of(&(settings, text, &file.path, file.format, notes, corrections, year))
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
