//! The search index: shards of classic scripts that a page loads as it needs them, from disk as from a server.

use crate::archive::{Archive, ArticleId};
use crate::article::Analysis;
use crate::build::Output;
use crate::settings::Settings;

/// Collects the words of all articles as they are rendered.
#[derive(Debug)]
pub struct Builder {}

impl Builder {
    /// An index of no article yet.
    pub fn new(_archive: &Archive, _settings: &Settings) -> Builder {
        Builder {}
    }

    /// Adds an article. Called from several threads in any order; the index does not depend on it.
    pub fn add(&self, _id: ArticleId, _analysis: &Analysis) {}

    /// Writes the files below `search/`.
    pub fn write(self, _output: &dyn Output) -> std::io::Result<()> {
        Ok(())
    }
}
