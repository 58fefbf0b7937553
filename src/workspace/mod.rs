//! An archive's folder on disk: where its parts are, and how they become the [`Input`] of a build.
//!
//! ```text
//! book.toml    people.yaml ...   templates/   static/   seeds/
//!     │             │                │           │         │
//! Settings     Authorities       Templates    statics    Folder
//! ```
//!
//! [`Workspace::open`] reads them, [`Workspace::make`] builds the site from them.

#![expect(clippy::disallowed_methods, reason = "this folder is where the archive's files are read and written")]

mod against;
pub mod cache;
mod contents;
mod contributed;
mod facts;
pub mod imports;
pub mod load;
mod make;
mod own;
mod quotes;
mod reasons;
pub mod redacted;
pub(crate) mod review;
mod sealed;
mod whole;
pub mod write;

pub use make::{Job, KeepOld, Made, Watch};
pub use reasons::Rebuilt;

use crate::model::elsewhere::Elsewhere;
use crate::model::settings::Settings;
use crate::parsing::settings;
use crate::reading::editors::Editors;
use crate::site::input::Input;
use crate::site::statics::{self, statics};
use crate::site::templates::{TemplateFile, Templates};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::slug;
use crate::text::source::Source;
use crate::workspace::cache::CacheFolder;
use crate::workspace::load::input::{self, Refusal};
use crate::workspace::load::{Folder, linked_folder};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

/// Folder of what may be deleted at any time, in the archive's root.
pub const CACHE_DIR: &str = ".onrecord";
/// The settings file, in the archive's root.
const BOOK: &str = "book.toml";
/// What is not to be published, in the archive's root.
const REDACTIONS: &str = "redactions.yaml";
const ARCHIVES: &str = "archives.yaml";
/// What old ids and addresses are now, in the archive's root.
pub(crate) const PERMALINKS: &str = "permalinks.yaml";
/// Folder of the archive's own templates.
const TEMPLATES: &str = "templates";
/// Folder of the archive's own static files.
const STATICS: &str = "static";
/// The input that stands for an address of the site that is not from `book.toml`.
const SITE_URL: &str = "--site-url";
/// Largest template or settings file, in bytes.
const TEXT_LIMIT: u64 = 4 << 20;
/// Largest file of statements of another archive, in bytes: half a million statements.
const DATA_LIMIT: u64 = 256 << 20;
/// Largest static file, in bytes: GitHub refuses larger ones.
const STATIC_LIMIT: u64 = 100 << 20;

/// The settings of an archive; the defaults if there is no book.toml that can be read.
pub fn settings(root: &Path, problems: &mut Problems) -> Settings {
    text_file(root, BOOK, problems).map_or_else(Settings::default, |book| settings::read(&book, problems))
}

/// What an article of an archive is analysed with; without an archive, the defaults. `settings` is the text of a book.toml that
/// takes the place of the archive's own.
pub fn editors(root: Option<&Path>, book: Option<&str>, problems: &mut Problems) -> Editors {
    let settings = match (book, root) {
        (Some(text), _) => settings::read(&Source::new(BOOK, text), problems),
        (None, Some(root)) => settings(root, problems),
        (None, None) => Settings::default(),
    };
    let authorities = root.map(|root| {
        let sources = Folder::authority_files(root, &settings.src, problems);
        crate::parsing::authorities::read(&sources, problems)
    });
    Editors::new(settings, authorities.unwrap_or_default())
}

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
        let book = text_file(root, BOOK, &mut problems);
        let mut settings = book.as_ref().map_or_else(Settings::default, |book| settings::read(book, &mut problems));
        let sources = Folder::authority_files(root, &settings.src, &mut problems);
        let authorities = crate::parsing::authorities::read(&sources, &mut problems);
        let redactions = text_file(root, REDACTIONS, &mut problems);
        let review = text_file(root, review::REVIEW, &mut problems);
        let permalinks = text_file(root, PERMALINKS, &mut problems);
        let hidden = redactions.as_ref().map(|source| crate::parsing::redactions::read(source, &mut problems));
        let judgements = review.as_ref().map(|source| crate::parsing::review::read(source, &mut problems));
        let links = permalinks.as_ref().map(|source| crate::parsing::permalinks::read(source, &mut problems));
        let archives = text_file(root, ARCHIVES, &mut problems);
        let (elsewhere, data) = elsewhere(root, archives.as_ref(), &mut problems);
        let own_templates = own_templates(root, &mut problems);
        let own_statics = own_statics(root, &mut problems);
        without_missing(&mut settings, &own_statics, &mut problems);
        let texts = book
            .iter()
            .chain(&sources)
            .chain(&redactions)
            .chain(&review)
            .chain(&permalinks)
            .chain(&archives)
            .chain(own_templates.iter().map(|file| &file.source));
        let mut files: BTreeMap<String, u128> =
            texts.map(|source| (source.path.clone(), xxh3_128(source.text.as_bytes()))).collect();
        files.extend(own_statics.iter().map(|(path, bytes)| (format!("{STATICS}/{path}"), xxh3_128(bytes))));
        files.extend(data);
        let templates = Templates::new(own_templates, &mut problems);
        let statics = statics(own_statics);
        let known = CacheFolder::known_in(&root.join(CACHE_DIR));
        let articles = Folder::open_again(root, &settings.src, &settings.build_dir, &known, &mut problems);
        let editors = Editors::new(settings, authorities);
        let input = Input {
            editors: editors
                .with(hidden.unwrap_or_default(), judgements.unwrap_or_default())
                .with_permalinks(links.unwrap_or_default())
                .with_elsewhere(elsewhere),
            templates,
            statics,
        };
        Ok(Workspace { root: root.to_owned(), input, articles, problems, files })
    }

    /// Sets the address of the site, in place of the one of `book.toml`. Fails if it is no web address.
    pub fn set_site_url(&mut self, address: &str) -> Result<(), String> {
        let site_url = settings::site_url(address).ok_or_else(|| {
            format!("`{address}` is not a web address: expected one such as `https://example.org/archive/`")
        })?;
        self.files.insert(SITE_URL.to_owned(), xxh3_128(site_url.as_bytes()));
        self.input.editors.settings.site_url = Some(site_url);
        Ok(())
    }
}

/// What the archives that archives.yaml names have, and a hash of each of their files.
fn elsewhere(root: &Path, archives: Option<&Source>, problems: &mut Problems) -> (Elsewhere, BTreeMap<String, u128>) {
    let (mut elsewhere, mut files) = (Elsewhere::default(), BTreeMap::new());
    let entries = archives.map(|source| crate::parsing::archives::read(source, problems)).unwrap_or_default();
    for entry in entries {
        let path = format!("{}/statements.jsonl", entry.data);
        let bytes = match input::read(root, &path, DATA_LIMIT) {
            Ok((bytes, _)) => bytes,
            Err(refusal) => {
                let problem =
                    refusal.diagnostic(&path).hint(format!("{ARCHIVES} names it as the data of “{}”", entry.name));
                problems.push(problem);
                continue;
            }
        };
        files.insert(path.clone(), xxh3_128(&bytes));
        match String::from_utf8(bytes) {
            Ok(text) => {
                let source = Source::new(path, text);
                crate::parsing::archives::statements(&entry, &source, &mut elsewhere, problems);
            }
            Err(_) => problems
                .push(Diagnostic::error("not-utf-8", "this is not UTF-8, which data of Onrecord is").in_file(path)),
        }
    }
    (elsewhere, files)
}

/// Takes files out of the settings that are not there, so that no page asks for them.
fn without_missing(settings: &mut Settings, statics: &[(String, Vec<u8>)], problems: &mut Problems) {
    let mut there = |name: &str, path: &String| {
        let found = statics.iter().any(|(known, _)| known == path) || path.contains("://");
        if !found {
            let message = format!("`{name}` names `{STATICS}/{path}`, which is not there");
            problems.push(Diagnostic::warning("settings-file", message).in_file(BOOK));
        }
        found
    };
    settings.logo = settings.logo.take().filter(|path| there("logo", path));
    settings.imprint = settings.imprint.take().filter(|path| there("imprint", path));
    settings.additional_css.retain(|path| there("additional-css", path));
    settings.additional_js.retain(|path| there("additional-js", path));
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
    let mut taken: BTreeMap<String, String> =
        statics::built_in().map(|path| (slug::folded(path), path.to_owned())).collect();
    for path in paths {
        let full = format!("{STATICS}/{path}");
        if let Some(why) = slug::fault(&path) {
            let problem = Diagnostic::error("file-name", format!("not every system can hold this name: {why}"));
            problems.push(problem.in_file(full.escape_debug().to_string()).hint("give the file another name"));
            continue;
        }
        let twin = taken.entry(slug::folded(&path)).or_insert_with(|| path.clone());
        if *twin != path {
            let message = format!("this name and `{twin}` are one where upper and lower case are the same");
            problems.push(Diagnostic::error("file-name", message).in_file(full).hint("give one of them another name"));
            continue;
        }
        if let Some(bytes) = file(root, &full, STATIC_LIMIT, problems) {
            statics.push((path, bytes));
        }
    }
    statics
}

/// Paths of the files below a folder, relative to it, with `/`. Hidden files and what lies behind links to folders are left out.
fn files_below(root: &Path, folder: &str, problems: &mut Problems) -> Vec<String> {
    let start = root.join(folder);
    if !start.is_dir() {
        return Vec::new();
    }
    if let Err(refusal) = input::inside(root, folder) {
        problems.push(refusal.diagnostic(folder));
        return Vec::new();
    }
    let visible =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let mut paths = Vec::new();
    for entry in WalkDir::new(&start).sort_by_file_name().into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let inside = entry.path().strip_prefix(&start).unwrap_or(entry.path());
                let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                let path = parts.join("/");
                if entry.path_is_symlink() && entry.path().is_dir() {
                    problems.push(linked_folder(&format!("{folder}/{path}")));
                } else {
                    paths.push(path);
                }
            }
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
        Ok(text) => Some(load::clean(Source::new(path, text), problems)),
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
    match input::read(root, path, limit) {
        Ok((bytes, _)) => Some(bytes),
        // A link that leads nowhere is there, but what it stands for is not.
        Err(Refusal::Missing) if std::fs::symlink_metadata(root.join(path)).is_err() => None,
        Err(refusal) => {
            problems.push(refusal.diagnostic(path));
            None
        }
    }
}
