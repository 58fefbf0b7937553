//! Other programs' files come into the archive: found, converted, and written beside the articles, one file each.
//!
//! What is there is never written over. An article that came from the same file before, or is known by the same id, is not written
//! again, whatever its file is called now and however it was edited: its `origin:` tells.

use crate::model::article::{BlockKind, Format};
use crate::model::settings::Settings;
use crate::parsing;
use crate::parsing::days::day_of;
use crate::parsing::imports::{Document, Facts, Fault, Kind, OriginFile, convert, hash, of_database, origin_hash};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::slug::slug;
use crate::text::source::Source;
use crate::workspace::load::{decode, format_of, input};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Largest file that is imported, in bytes.
const LIMIT: u64 = 256 << 20;
/// How much of a file is looked at to tell its kind, and to see whether an article was imported.
const LOOK: u64 = 64 << 10;
/// Most files of one name that are told apart by numbers.
const NAMESAKES: usize = 10_000;

/// Where imported articles go.
#[derive(Debug)]
pub struct Destination {
    folder: PathBuf,
    /// The hashes of what was imported before.
    known: BTreeSet<String>,
    /// The names of this run, so that a dry run names files as a real one does.
    taken: BTreeSet<String>,
    is_dry: bool,
}

/// What became of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The article's number in its file, from 1, if it holds several.
    pub number: Option<usize>,
    /// Its title, if the file names one.
    pub title: Option<String>,
    /// The day of publication, if the file names one.
    pub date: Option<String>,
    /// How many words it has.
    pub words: usize,
    /// The name of its file; `None` if it was imported before.
    pub file: Option<String>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its articles, and what of it is none.
    Articles(Vec<Imported>, Vec<String>),
    /// It is read as it is: text, Markdown or HTML.
    ReadInPlace,
    /// Nothing in it is for an archive: a picture, a style sheet, a file of ours.
    Ignored,
}

impl Destination {
    /// Looks which articles of a folder were imported. The folder is made when the first article is written.
    pub fn open(folder: &Path, is_dry: bool) -> Destination {
        let mut known = BTreeSet::new();
        for entry in WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            let name = entry.file_name().to_string_lossy();
            if format_of(&name).is_none() {
                continue;
            }
            let start = start(entry.path()).unwrap_or_default();
            known.extend(origin_hash(&String::from_utf8_lossy(&start)).map(str::to_owned));
        }
        Destination { folder: folder.to_owned(), known, taken: BTreeSet::new(), is_dry }
    }

    /// Imports one file, which `name` is shown as.
    pub fn import(&mut self, path: &Path, name: &str) -> Result<Outcome, Diagnostic> {
        let unreadable =
            |error: io::Error| Diagnostic::error("unreadable", format!("cannot read this file: {error}")).in_file(name);
        if !fs::metadata(path).map_err(unreadable)?.is_file() {
            return Err(Diagnostic::error("no-regular-file", "this is not a file").in_file(name));
        }
        let start = start(path).map_err(unreadable)?;
        let (kind, format) = (Kind::of(name, &start), format_of(name));
        if kind.is_none() && format.is_none() {
            return if is_no_article(name) { Ok(Outcome::Ignored) } else { Err(unknown(name)) };
        }
        let bytes = File::open(path)
            .map_err(input::Refusal::from)
            .and_then(|file| input::to_end(file, start.len() as u64, LIMIT));
        let bytes = bytes.map_err(|refusal| refusal.diagnostic(name))?;
        let file_hash = hash(&bytes);
        let converted = kind.map(|kind| convert(kind, &bytes, &|beside| read_beside(path, beside)));
        let converted = match (converted, format) {
            (Some(Ok(converted)), _) => converted,
            (Some(Err(fault)), None) => return Err(fault.diagnostic(name)),
            (Some(Err(fault @ Fault::OnlyLinks(..))), _) => return Err(fault.diagnostic(name)),
            (_, Some(format)) => {
                let source = decode(name, bytes, &mut Problems::default())?;
                match of_database(&source.text, format).filter(|converted| converted.documents.len() > 1) {
                    Some(converted) => converted,
                    None => return Ok(Outcome::ReadInPlace),
                }
            }
            (None, None) => return Err(unknown(name)),
        };
        let file_name = Path::new(name).file_name().map_or_else(|| name.into(), |name| name.to_string_lossy());
        let stem = file_name.rsplit_once('.').map_or(&*file_name, |(stem, _)| stem).to_owned();
        let several = converted.documents.len() > 1;
        let mut imported = Vec::new();
        for (index, document) in converted.documents.iter().enumerate() {
            let number = several.then_some(index + 1);
            let origin = OriginFile { name: &file_name, hash: &file_hash, number };
            let file = match self.known.insert(document.key(&file_hash, number)) {
                true => Some(self.write(document, origin, &stem)?),
                false => None,
            };
            let (title, date) = read_facts(document);
            imported.push(Imported { number, title, date, words: document.text.split_whitespace().count(), file });
        }
        Ok(Outcome::Articles(imported, converted.left_out))
    }

    /// Writes an article under a name that no file has; the name.
    fn write(&mut self, document: &Document, origin: OriginFile<'_>, stem: &str) -> Result<String, Diagnostic> {
        let ending = match document.format {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
        };
        let words = match origin.number {
            None => stem.to_owned(),
            Some(number) => {
                let (title, day) = read_facts(document);
                format!("{} {}", day.unwrap_or_default(), title.unwrap_or_else(|| format!("{stem} {number}")))
            }
        };
        let base = Some(slug(&words)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "article".to_owned());
        let text = document.written(Some(origin));
        for number in 1..=NAMESAKES {
            let name = if number == 1 { format!("{base}.{ending}") } else { format!("{base}-{number}.{ending}") };
            if self.taken.contains(&name) {
                continue;
            }
            let path = self.folder.join(&name);
            let unwritable = |error: io::Error| {
                Diagnostic::error("import-write", format!("cannot write this file: {error}"))
                    .in_file(path.display().to_string())
            };
            if self.is_dry {
                if fs::symlink_metadata(&path).is_ok() {
                    continue;
                }
            } else {
                fs::create_dir_all(&self.folder).map_err(unwritable)?;
                // Neither written over nor through a link.
                match File::create_new(&path) {
                    Ok(mut file) => file.write_all(text.as_bytes()).map_err(unwritable)?,
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                    Err(error) => return Err(unwritable(error)),
                }
            }
            self.taken.insert(name.clone());
            return Ok(name);
        }
        let message = format!("there are {NAMESAKES} files of this name");
        Err(Diagnostic::error("import-write", message).in_file(format!("{base}.{ending}")))
    }
}

/// The files that somebody named: those in folders too, sorted, hidden ones left out. What cannot be looked into is reported.
pub fn files(named: &[PathBuf], problems: &mut Problems) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in named {
        let hidden =
            |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                // A link within a folder may lead anywhere.
                Ok(entry) if entry.depth() > 0 && entry.path_is_symlink() => {}
                Ok(entry) => found.push(entry.into_path()),
                Err(error) => {
                    let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    let shown = error.path().unwrap_or(path).display().to_string();
                    problems.push(
                        Diagnostic::error("unreadable", format!("cannot read this file: {cause}")).in_file(shown),
                    );
                }
            }
        }
    }
    // A library of references knows more of the files beside it than they themselves.
    found.sort_by_key(|path| !is_library(path));
    found
}

fn is_library(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    ["ris", "bib", "bibtex", "json"].contains(&ending.as_str())
}

/// Title and day of an article: what its file says, else what its text does.
fn read_facts(document: &Document) -> (Option<String>, Option<String>) {
    let Facts { title, date, .. } = &document.facts;
    // A page is read when the site is built, which takes longer.
    if title.is_some() && date.is_some() || document.format == Format::Html {
        return (title.clone(), date.clone());
    }
    let source = Source::new("", document.text.as_str());
    let raw = parsing::article(&source, document.format, &Settings::default(), &mut Problems::default());
    let body = &raw.body;
    let found = || body.first(BlockKind::Title).map(|block| block.span.of(&body.plain).to_owned());
    let day = || raw.date_lines.iter().filter(|line| !line.updated).find_map(|line| day_of(&line.text));
    (title.clone().or(raw.front.title.clone()).or_else(found), date.clone().or_else(day))
}

/// A file that another one names, in its folder or below.
fn read_beside(file: &Path, name: &str) -> Option<Vec<u8>> {
    let folder = file.parent()?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    input::read(folder, name, LIMIT).ok().map(|(bytes, _)| bytes)
}

fn start(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LOOK).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a name is that of something which stands beside articles and is none.
fn is_no_article(name: &str) -> bool {
    const ENDINGS: [&str; 29] = [
        "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "ico", "bmp", "css", "js", "mjs", "map", "woff", "woff2",
        "ttf", "otf", "mp3", "mp4", "webm", "m4a", "wav", "ogg", "mov", "toml", "yaml", "yml", "lock", "tera",
    ];
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn unknown(name: &str) -> Diagnostic {
    Fault::Unknown(
        "a kind of file that cannot be imported",
        "save it as PDF with a text layer, DOCX, HTML or plain text",
    )
    .diagnostic(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RTF: &str = "{\\rtf1 Bridge opens\\par It was opened on Monday.\\par}";

    fn import(destination: &mut Destination, path: &Path) -> Vec<Option<String>> {
        match destination.import(path, &path.file_name().unwrap().to_string_lossy()) {
            Ok(Outcome::Articles(articles, _)) => articles.into_iter().map(|article| article.file).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_article_is_written_once_whatever_became_of_its_file() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("a.rtf"), dir.path().join("seeds"));
        fs::write(&from, RTF).unwrap();
        assert_eq!(import(&mut Destination::open(&to, true), &from), [Some("a.md".to_owned())]);
        assert!(!to.exists(), "a dry run writes nothing");
        assert_eq!(import(&mut Destination::open(&to, false), &from), [Some("a.md".to_owned())]);
        // Renamed, edited, and imported again from a file of another name.
        let text = fs::read_to_string(to.join("a.md")).unwrap();
        fs::create_dir(to.join("2021")).unwrap();
        fs::write(to.join("2021/bridge.md"), text.replace("title", "headline") + "\nMore.\n").unwrap();
        fs::remove_file(to.join("a.md")).unwrap();
        let other = dir.path().join("copy of a.rtf");
        fs::rename(&from, &other).unwrap();
        assert_eq!(import(&mut Destination::open(&to, false), &other), [None]);
        // Another text of the same name takes another name.
        fs::write(to.join("copy-of-a.md"), "mine").unwrap();
        fs::write(&other, RTF.replace("Monday", "Friday")).unwrap();
        assert_eq!(import(&mut Destination::open(&to, false), &other), [Some("copy-of-a-2.md".to_owned())]);
        assert_eq!(fs::read_to_string(to.join("copy-of-a.md")).unwrap(), "mine");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("a.rtf"), dir.path().join("seeds"));
        fs::write(&from, RTF).unwrap();
        fs::create_dir(&to).unwrap();
        std::os::unix::fs::symlink(dir.path().join("outside"), to.join("a.md")).unwrap();
        assert_eq!(import(&mut Destination::open(&to, false), &from), [Some("a-2.md".to_owned())]);
        assert!(!dir.path().join("outside").exists());
    }
}
