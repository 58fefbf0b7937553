//! Files become sources: walks the archive's folder, reads and decodes. The only module that reads articles from disk.
//!
//! 1. [`Folder`] finds the articles, the notes beside them and the authority files;
//! 2. [`decode()`] turns the bytes of a file into text, whatever encoding it was saved in;
//! 3. [`Memory`] stands in for a folder in tests: articles that never were on a disk.

mod decode;
mod folder;
mod memory;

pub use decode::decode;
pub use folder::Folder;
pub use memory::Memory;

use crate::model::article::Format;

/// The format of an article file, by the ending of its name; `None` for files that are no articles.
pub fn format_of(path: &str) -> Option<Format> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.')?.1;
    let is = |endings: &[&str]| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
    match () {
        () if is(&["txt", "text"]) => Some(Format::Text),
        () if is(&["md", "markdown"]) => Some(Format::Markdown),
        () if is(&["html", "htm", "xhtml"]) => Some(Format::Html),
        () => None,
    }
}
