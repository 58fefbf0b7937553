//! Files that hold many articles: each is read as if it were a file of its own, `export.txt#3`.

use super::decode;
use super::folder::limit_of;
use super::input;
use crate::model::article::Format;
use crate::parsing::exports::{self, Split};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// How much of a file is looked at to see whether it may hold many articles, in bytes.
const LOOK: u64 = 64 << 10;
/// How many files are kept apart in memory, so that the articles of one need not all be found again for each.
const KEPT: usize = 4;

/// The path of an article of a file that holds many, counted from 1.
pub(super) fn path_of(file: &str, number: usize) -> String {
    format!("{file}#{number}")
}

/// The file of an article, and its number if the file holds many.
pub(super) fn file_of(path: &str) -> (&str, Option<usize>) {
    match path.rsplit_once('#').and_then(|(file, number)| Some((file, number.parse::<usize>().ok()?))) {
        Some((file, number)) if number > 0 && super::format_of(file).is_some() => (file, Some(number)),
        _ => (path, None),
    }
}

/// The articles of a decoded file; the file itself if it is one.
pub(super) fn articles(source: Source, format: Format) -> Vec<Source> {
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

/// How many articles a file of the archive holds, and what made it; `None` for a file that is one article, or cannot be read.
pub(super) fn count(root: &Path, path: &str, format: Format) -> Option<(usize, &'static str)> {
    let start = input::start(root, path, LOOK).ok()?;
    if !exports::may_hold_many(&start) {
        return None;
    }
    let (bytes, _) = input::read(root, path, limit_of(format)).ok()?;
    let source = decode(path, bytes, &mut Problems::default()).ok()?;
    many(&source, format).map(|split| (split.parts.len(), split.kind))
}

/// The files divided last.
#[derive(Clone, Debug, Default)]
pub(super) struct Containers(Arc<Mutex<Vec<Divided>>>);

type Divided = (String, u128, Arc<Vec<Source>>);

impl Containers {
    /// An article of a file whose bytes are given.
    pub(super) fn article(
        &self,
        (file, number): (&str, usize),
        format: Format,
        bytes: Vec<u8>,
        problems: &mut Problems,
    ) -> Result<Source, Diagnostic> {
        let hash = xxhash_rust::xxh3::xxh3_128(&bytes);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known =
            kept.iter().find(|(path, before, _)| path == file && *before == hash).map(|(.., parts)| parts.clone());
        let parts = match known {
            Some(parts) => parts,
            None => {
                // What is odd about the file is said with its first article.
                let mut odd = Problems::default();
                let source = decode(file, bytes, &mut odd)?;
                if number == 1 {
                    problems.extend(odd);
                }
                let parts = Arc::new(articles(source, format));
                kept.truncate(KEPT - 1);
                kept.insert(0, (file.to_owned(), hash, parts.clone()));
                parts
            }
        };
        drop(kept);
        let gone = || Diagnostic::error("unreadable", "this article is no longer in its file").in_file(file);
        parts.get(number - 1).cloned().ok_or_else(gone)
    }
}

/// What is said of a file that holds many articles.
pub(super) fn told(path: &str, count: usize, kind: &str) -> Diagnostic {
    Diagnostic::info("many-articles", format!("{count} articles are read from this file, an export of {kind}"))
        .in_file(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_known_by_its_file_and_number() {
        assert_eq!(file_of(&path_of("a/export.txt", 3)), ("a/export.txt", Some(3)));
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
