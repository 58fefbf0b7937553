//! Files that hold many articles: each is read as if it were a file of its own, `export.txt#3`.
//!
//! Two kinds: texts and pages that a database wrote, of which each article is a part, and files of other programs, whose articles are
//! converted as `onrecord import` converts them. Lines and characters count in the file for the first kind, in the converted article for
//! the second.

use super::folder::limit_of;
use super::input;
use super::{clean, decode, format_of};
use crate::model::article::Format;
use crate::parsing::exports::{self, Split};
use crate::parsing::imports::{self, Converted, Kind};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;
use crate::workspace::cache::stamp;
use std::fs::{self, Metadata};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// How much of a file is looked at to see whether it may hold many articles, in bytes.
const LOOK: u64 = 64 << 10;
/// Largest file of another program that is read in place, in bytes.
const FOREIGN_LIMIT: u64 = 64 << 20;
/// How many files are kept apart in memory, so that the articles of one need not all be found again for each.
const KEPT: usize = 4;

/// Most bytes of a file whose name is that of a format, or of one that is read in place.
pub(super) fn limit(format: Option<Format>) -> u64 {
    format.map_or(FOREIGN_LIMIT, limit_of)
}

/// The path of an article of a file that holds many, counted from 1.
pub(super) fn path_of(file: &str, number: usize) -> String {
    format!("{file}#{number}")
}

/// The file of an article, and its number if the file holds many.
pub(super) fn file_of(path: &str) -> (&str, Option<usize>) {
    match path.rsplit_once('#').and_then(|(file, number)| Some((file, number.parse::<usize>().ok()?))) {
        Some((file, number)) if number > 0 && (format_of(file).is_some() || Kind::may_be_read_in_place(file)) => {
            (file, Some(number))
        }
        _ => (path, None),
    }
}

/// The articles of a decoded file; the file itself if it is one.
fn articles(source: Source, format: Format) -> Vec<Source> {
    match many(&source, format) {
        Some(split) => parts(&source, &split),
        None => vec![source],
    }
}

fn many(source: &Source, format: Format) -> Option<Split> {
    exports::split(&source.text, 0, format).filter(|split| split.parts.len() > 1)
}

fn parts(source: &Source, split: &Split) -> Vec<Source> {
    let (mut line, mut chars, mut at) = (0, 0, 0);
    let part = |(index, part): (usize, &std::ops::Range<usize>)| {
        let between = &source.text[at..part.start];
        line += memchr::memchr_iter(b'\n', between.as_bytes()).count();
        chars += between.chars().count();
        at = part.start;
        Source::part(path_of(&source.path, index + 1), &source.text[part.clone()], line, chars)
    };
    split.parts.iter().enumerate().map(part).collect()
}

/// What a file holds that is more than one article, or none of our formats.
#[derive(Debug)]
pub(super) struct Contents {
    /// The format of each article.
    pub(super) formats: Vec<Format>,
    /// What `check` says of it.
    pub(super) told: Diagnostic,
}

/// What a file of the archive holds; `None` for one that is a single article of ours, or cannot be read here.
pub(super) fn contents(root: &Path, path: &str) -> Option<Result<Contents, Diagnostic>> {
    let start = input::start(root, path, LOOK).ok()?;
    if let Some(kind) = Kind::of(path, &start).filter(|kind| kind.is_read_in_place()) {
        let converted = match input::read(root, path, FOREIGN_LIMIT) {
            Ok((bytes, _)) => foreign(path, kind, &bytes),
            Err(refusal) => Some(Err(refusal.diagnostic(path))),
        };
        match converted {
            Some(Ok(converted)) => {
                let formats: Vec<Format> = converted.documents.iter().map(|document| document.format).collect();
                let told = told(path, formats.len(), &converted.program, &converted.left_out);
                return Some(Ok(Contents { formats, told }));
            }
            Some(Err(problem)) => return Some(Err(problem)),
            None => {}
        }
    }
    let format = format_of(path)?;
    if !exports::may_hold_many(&start) {
        return None;
    }
    let (bytes, _) = input::read(root, path, limit_of(format)).ok()?;
    let source = decode(path, bytes, &mut Problems::default()).ok()?;
    let split = many(&source, format)?;
    let program = format!("an export of {}", split.kind);
    Some(Ok(Contents { formats: vec![format; split.parts.len()], told: told(path, split.parts.len(), &program, &[]) }))
}

/// The articles of a file of another program; `None` where it is not to be read in place after all.
fn foreign(path: &str, kind: Kind, bytes: &[u8]) -> Option<Result<Converted, Diagnostic>> {
    match imports::convert(kind, bytes, &|_| None) {
        // A document of somebody's own is imported once, not converted with every build.
        Ok(converted) => (kind != Kind::Docx || converted.is_database).then_some(Ok(converted)),
        // Its first bytes were only like those of the kind; a document that is broken is one that is not read.
        Err(_) if format_of(path).is_some() || kind == Kind::Docx => None,
        Err(fault) => Some(Err(fault.diagnostic(path))),
    }
}

/// The articles of a file with their formats, whatever it is.
pub(super) fn all(path: &str, bytes: Vec<u8>, problems: &mut Problems) -> Result<Vec<(Source, Format)>, Diagnostic> {
    let start = &bytes[..bytes.len().min(LOOK as usize)];
    let kind = Kind::of(path, start).filter(|kind| kind.is_read_in_place());
    if let Some(converted) = kind.and_then(|kind| foreign(path, kind, &bytes)) {
        let converted = converted?;
        let several = converted.documents.len() > 1;
        let one = |(index, document): (usize, &imports::Document)| {
            let path = if several { path_of(path, index + 1) } else { path.to_owned() };
            (clean(Source::new(path, document.written(None)), &mut Problems::default()), document.format)
        };
        return Ok(converted.documents.iter().enumerate().map(one).collect());
    }
    let format = format_of(path).unwrap_or(Format::Text);
    let source = decode(path, bytes, problems)?;
    Ok(articles(source, format).into_iter().map(|source| (source, format)).collect())
}

/// The files divided last.
#[derive(Clone, Debug, Default)]
pub(super) struct Containers(Arc<Mutex<Vec<Divided>>>);

#[derive(Clone, Debug)]
struct Divided {
    path: String,
    /// The stamp of the file, if it has one: then it need not be read again.
    stamp: Option<u128>,
    hash: u128,
    facts: Metadata,
    parts: Arc<Vec<(Source, Format)>>,
}

impl Containers {
    /// An article of a file, and what the system says of the file.
    pub(super) fn article(
        &self,
        root: &Path,
        (file, number): (&str, usize),
        format: Option<Format>,
        problems: &mut Problems,
    ) -> Result<(Source, Metadata), Diagnostic> {
        let mut odd = Problems::default();
        let divided = self.divided(root, file, format, &mut odd)?;
        // What is odd about the file is said with its first article.
        if number == 1 {
            problems.extend(odd);
        }
        let gone = || Diagnostic::error("unreadable", "this article is no longer in its file").in_file(file);
        let source = divided.parts.get(number - 1).map(|(source, _)| source.clone()).ok_or_else(gone)?;
        Ok((source, divided.facts))
    }

    /// The texts of all articles of a file; none if it cannot be read.
    pub(super) fn texts(&self, root: &Path, file: &str) -> Vec<String> {
        let divided = self.divided(root, file, format_of(file), &mut Problems::default());
        divided.map(|divided| divided.parts.iter().map(|(source, _)| source.text.clone()).collect()).unwrap_or_default()
    }

    fn divided(
        &self,
        root: &Path,
        file: &str,
        format: Option<Format>,
        odd: &mut Problems,
    ) -> Result<Divided, Diagnostic> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = fs::metadata(root.join(file)).ok().and_then(|facts| stamp(file, &facts));
        let unchanged =
            kept.iter().find(|divided| divided.path == file && now.is_some() && divided.stamp == now).cloned();
        if let Some(divided) = unchanged {
            return Ok(divided);
        }
        let (bytes, facts) = input::read(root, file, limit(format)).map_err(|refusal| refusal.diagnostic(file))?;
        let hash = xxhash_rust::xxh3::xxh3_128(&bytes);
        if let Some(divided) = kept.iter().find(|divided| divided.path == file && divided.hash == hash) {
            return Ok(divided.clone());
        }
        let parts = Arc::new(all(file, bytes, odd)?);
        let divided = Divided { path: file.to_owned(), stamp: stamp(file, &facts), hash, facts, parts };
        kept.truncate(KEPT - 1);
        kept.insert(0, divided.clone());
        Ok(divided)
    }
}

/// What is said of a file that holds many articles, or one that was converted.
fn told(path: &str, count: usize, program: &str, left_out: &[String]) -> Diagnostic {
    let articles = if count == 1 { "1 article is".to_owned() } else { format!("{count} articles are") };
    let without = if left_out.is_empty() { String::new() } else { format!("; left out: {}", left_out.join(", ")) };
    Diagnostic::info("many-articles", format!("{articles} read from this file, {program}{without}")).in_file(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_known_by_its_file_and_number() {
        for file in ["a/export.txt", "a/blog.xml", "mails.mbox"] {
            assert_eq!(file_of(&path_of(file, 3)), (file, Some(3)));
        }
        for path in ["a.txt", "a#b.txt", "c#1/a.txt", "a.txt#0", "a.pdf#1"] {
            assert_eq!(file_of(path), (path, None));
        }
    }

    #[test]
    fn each_part_knows_where_in_the_file_it_begins() {
        let text = "é\n1 of 2 DOCUMENTS\n\nPost\n\n2 of 2 DOCUMENTS\n\nPost\n";
        let parts = articles(Source::new("e.txt", text), Format::Text);
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[1].path.as_str(), parts[1].position(0).line), ("e.txt#2", 6));
        let mut counter = crate::text::source::CharCounter::of(&parts[1]);
        assert_eq!(counter.chars_before(0), text[..text.find("2 of 2").unwrap()].chars().count());
    }
}
