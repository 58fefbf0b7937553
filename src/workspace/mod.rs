//! An archive's folder on disk: where its parts are, and how they become the [`Input`] of a build.
//!
//! ```text
//! book.toml    people.yaml ...   templates/   static/   seeds/
//!     │             │                │           │         │
//! Settings     Authorities       Templates    statics    Folder
//! ```
//!
//! [`Workspace::open`] reads them, [`Workspace::make`] builds the site from them.

pub mod cache;
mod contents;
mod facts;
pub mod import_notes;
pub mod load;
mod make;
mod quotes;
mod reasons;
mod sealed;
pub mod write;

pub use make::{Job, Made, Watch};
pub use reasons::Rebuilt;

use crate::build::Input;
use crate::model::settings::Settings;
use crate::site::statics::statics;
use crate::site::templates::{TemplateFile, Templates};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;
use crate::workspace::load::Folder;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

/// Folder of what may be deleted at any time, in the archive's root.
pub const CACHE_DIR: &str = ".onrecord";
/// Folder of the archive's own templates.
const TEMPLATES: &str = "templates";
/// Folder of the archive's own static files.
const STATICS: &str = "static";
/// Largest template or settings file, in bytes.
const TEXT_LIMIT: u64 = 4 << 20;
/// Largest static file, in bytes: GitHub refuses larger ones.
const STATIC_LIMIT: u64 = 100 << 20;

/// An archive's folder, read and ready to build.
#[derive(Debug)]
pub struct Workspace {
    /// The folder of `book.toml`.
    pub root: PathBuf,
    /// Everything that a build reads besides the articles.
    pub input: Input,
    /// The articles.
    pub articles: Folder,
    /// What was wrong with any of it.
    pub problems: Problems,
    /// Every file that was read, with a hash of it.
    files: BTreeMap<String, u128>,
}

impl Workspace {
    /// Reads everything but the articles, which are only listed. Fails if `root` is not a folder; all else is a problem.
    pub fn open(root: &Path) -> io::Result<Workspace> {
        if !root.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "not a folder"));
        }
        let mut problems = Problems::default();
        let book = text_file(root, "book.toml", &mut problems);
        let settings = book.as_ref().map_or_else(Settings::default, |book| Settings::read(book, &mut problems));
        let sources = Folder::authority_files(root, &settings.src, &mut problems);
        let authorities = crate::parsing::authorities::read(&sources, &mut problems);
        let own_templates = own_templates(root, &mut problems);
        let own_statics = own_statics(root, &mut problems);
        let texts = book.iter().chain(&sources).chain(own_templates.iter().map(|file| &file.source));
        let mut files: BTreeMap<String, u128> =
            texts.map(|source| (source.path.clone(), xxh3_128(source.text.as_bytes()))).collect();
        files.extend(own_statics.iter().map(|(path, bytes)| (format!("{STATICS}/{path}"), xxh3_128(bytes))));
        let templates = Templates::new(own_templates, &mut problems);
        let statics = statics(own_statics);
        let articles = Folder::open(root, &settings.src, &settings.build_dir, &mut problems);
        let input = Input { settings, authorities, templates, statics };
        Ok(Workspace { root: root.to_owned(), input, articles, problems, files })
    }
}

/// The archive's own templates, sorted by name.
fn own_templates(root: &Path, problems: &mut Problems) -> Vec<TemplateFile> {
    let names = files_below(root, TEMPLATES, problems);
    let mut read = |name: String| {
        text_file(root, &format!("{TEMPLATES}/{name}"), problems).map(|source| TemplateFile { name, source })
    };
    names.into_iter().filter_map(&mut read).collect()
}

/// The archive's own static files, sorted by path.
fn own_statics(root: &Path, problems: &mut Problems) -> Vec<(String, Vec<u8>)> {
    let paths = files_below(root, STATICS, problems);
    let mut statics = Vec::with_capacity(paths.len());
    for path in paths {
        let full = format!("{STATICS}/{path}");
        if let Some(bytes) = file(root, &full, STATIC_LIMIT, problems) {
            statics.push((path, bytes));
        }
    }
    statics
}

/// Paths of the regular files below a folder, relative to it, with `/`. Hidden files and links are left out.
fn files_below(root: &Path, folder: &str, problems: &mut Problems) -> Vec<String> {
    let start = root.join(folder);
    if !start.is_dir() {
        return Vec::new();
    }
    let visible =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let mut paths = Vec::new();
    for entry in WalkDir::new(&start).sort_by_file_name().into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let inside = entry.path().strip_prefix(&start).unwrap_or(entry.path());
                let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                paths.push(parts.join("/"));
            }
            Ok(_) => {}
            Err(error) => {
                problems
                    .push(Diagnostic::error("unreadable", format!("cannot read this folder: {error}")).in_file(folder));
            }
        }
    }
    paths
}

/// A text file of the archive; `None` if it is not there or not readable, and then that is reported.
fn text_file(root: &Path, path: &str, problems: &mut Problems) -> Option<Source> {
    let bytes = file(root, path, TEXT_LIMIT, problems)?;
    match String::from_utf8(bytes) {
        Ok(text) => Some(Source::new(path, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let valid = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
            let position = Source::new(path, valid).position(at);
            let message = format!("not UTF-8 at line {}, column {}", position.line, position.column);
            problems.push(Diagnostic::error("not-utf-8", message).in_file(path).hint("save the file as UTF-8"));
            None
        }
    }
}

/// The bytes of a file of the archive; `None` if it is not there or not readable, and then that is reported.
fn file(root: &Path, path: &str, limit: u64, problems: &mut Problems) -> Option<Vec<u8>> {
    let disk = root.join(path);
    let read = || match std::fs::metadata(&disk)?.len() {
        length if length > limit => {
            Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("larger than {} MiB", limit >> 20)))
        }
        _ => std::fs::read(&disk),
    };
    match read() {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            problems.push(Diagnostic::error("unreadable", format!("cannot read this file: {error}")).in_file(path));
            None
        }
    }
}
