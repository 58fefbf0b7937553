//! The whole archive for those who want something else than its site: everything known, the texts, or the site in memory.

use super::Workspace;
use super::contents::Contents;
use super::make::NEVER;
use crate::build::build;
use crate::linking::survey::{Built, survey_with};
use crate::model::archive::ArticleId;
use crate::model::article::Analysis;
use crate::model::world::{AnalysisStore, Output};
use crate::text::diagnostic::Problems;
use crate::workspace::cache::{CacheFolder, MemoryStore};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

impl Workspace {
    /// Everything known of all articles, and the way to the analysis of each, with nothing in it that may not be published.
    pub fn survey_with<T>(&self, then: impl FnOnce(&Built, &(dyn Fn(ArticleId) -> Option<Analysis> + Sync)) -> T) -> T {
        self.with_store(|contents, store| survey_with(&self.input.editors, contents, store, then))
    }

    /// The site, by path.
    pub fn build_in_memory(&self) -> io::Result<(Built, BTreeMap<String, Vec<u8>>)> {
        let files = Files::default();
        let built = self.with_store(|contents, store| build(&self.input, contents, store, &files))?;
        Ok((built, files.0.into_inner().unwrap_or_else(PoisonError::into_inner)))
    }

    /// The articles, and what is kept of them from earlier runs.
    fn with_store<T>(&self, then: impl FnOnce(&Contents, &dyn AnalysisStore) -> T) -> T {
        let cache = self.cache(&mut Problems::default(), &NEVER, &()).unwrap_or_default();
        let contents = Contents::new(&self.articles, cache.as_ref().map(CacheFolder::known).unwrap_or_default());
        let disk = cache.as_ref().and_then(|cache| cache.store().ok());
        let memory = MemoryStore::default();
        then(&contents, disk.as_ref().map_or(&memory as &dyn AnalysisStore, |disk| disk))
    }
}

/// The files of a site in memory.
#[derive(Default)]
struct Files(Mutex<BTreeMap<String, Vec<u8>>>);

impl Output for Files {
    fn write(&self, path: &str, contents: &[u8]) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), contents.to_vec());
        Ok(())
    }
}
