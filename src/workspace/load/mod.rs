//! Files become sources: walks the archive's folder, reads and decodes. The only module that reads articles from disk.
//!
//! 1. [`Folder`] finds the articles, the notes beside them and the authority files;
//! 2. [`input`] opens them, and whatever else belongs to an archive: nothing is read through links that leave it;
//! 3. [`decode()`] turns the bytes of a file into text, whatever encoding it was saved in;
//! 4. [`Memory`] stands in for a folder in tests: articles that never were on a disk.

mod containers;
mod decode;
mod folder;
pub(crate) mod input;
mod memory;
mod pages;
mod unread;

pub(crate) use decode::clean;
pub use decode::decode;
pub use folder::Folder;
pub(crate) use folder::linked_folder;
pub use memory::Memory;

use crate::model::article::Format;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;
use std::path::Path;

/// Reads and decodes a file that somebody named on the command line: from wherever it is, but no more than an article may have.
pub fn named(path: &Path, name: &str, problems: &mut Problems) -> Result<Source, Diagnostic> {
    let bytes = bytes_of(path, name, folder::limit_of(format_of(name).unwrap_or(Format::Text)))?;
    decode(name, bytes, problems)
}

/// Reads a file that somebody named on the command line, and gives each of the articles in it with its format.
pub fn articles_of(path: &Path, name: &str, problems: &mut Problems) -> Result<Vec<(Source, Format)>, Diagnostic> {
    let limit = containers::limit(format_of(name));
    containers::all(name, bytes_of(path, name, limit)?, problems)
}

fn bytes_of(path: &Path, name: &str, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    std::fs::File::open(path)
        .map_err(input::Refusal::from)
        .and_then(|file| input::to_end(file, 0, limit))
        .map_err(|refusal| refusal.diagnostic(name))
}

/// What each of the articles of a file that somebody named on the command line gets of the corrections file beside it, if there is one
/// that can be read; one that cannot be is reported.
pub fn corrections_of(
    path: &Path,
    name: &str,
    articles: &[(Source, Format)],
    problems: &mut Problems,
) -> Vec<Option<Source>> {
    let beside =
        path.to_str().map(|path| memory::beside(path, memory::CORRECTIONS)).filter(|it| Path::new(it).is_file());
    let file = beside.and_then(|beside| {
        let name = memory::beside(name, memory::CORRECTIONS);
        named(Path::new(&beside), &name, problems).map_err(|problem| problems.push(problem)).ok()
    });
    let texts = || articles.iter().map(|(source, _)| source.text.clone()).collect();
    match file {
        Some(file) => crate::parsing::shared_out::share_out(file, articles.len(), texts, problems),
        None => vec![None; articles.len()],
    }
}

/// Most bytes that an article of a format may have.
pub(crate) fn limit_of(format: Format) -> u64 {
    folder::limit_of(format)
}

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
