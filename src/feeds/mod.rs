//! Feeds, sitemap, robots.txt and the archive as data.

use crate::archive::Archive;
use crate::build::{Input, Output};

/// Writes every file that is not a page.
pub fn write(_archive: &Archive, _input: &Input, _output: &dyn Output) -> std::io::Result<()> {
    Ok(())
}
