//! The folder of articles on disk.

use super::containers::{self, Containers, Contents};
use super::memory::{CORRECTIONS, NOTES, beside};
use super::{decode, format_of};
use crate::model::article::{ArticleFile, Format};
use crate::model::note::NoteSource;
use crate::model::world::World;
use crate::parsing::imports::Kind;
use crate::parsing::shared_out::{IN, share_out};
use crate::parsing::yaml::edit::New;
use crate::parsing::yaml::scalar;
use crate::text::diagnostic::{Diagnostic, Problems, did_you_mean};
use crate::text::source::Source;
use crate::workspace::cache::{Known, stamp};
use crate::workspace::load::input::{self, Refusal};
use crate::workspace::load::pages::distinguish;
use crate::workspace::load::unread::Unread;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Largest article, in bytes: more than twice "War and Peace". To read a text takes some sixty times its size in memory, so
/// that one of this size can be read on any machine.
const TEXT_LIMIT: u64 = 8 << 20;
/// Largest saved page, in bytes: its pictures may be in it.
const HTML_LIMIT: u64 = 12 << 20;
/// Largest notes or corrections file, in bytes: thousands of notes on one article.
const NOTES_LIMIT: u64 = 1 << 20;
/// Largest authority file, in bytes: it is about all articles.
const AUTHORITY_LIMIT: u64 = 8 << 20;
/// Most notes or corrections files for which one that is named alike is looked for among all articles.
const SEARCHES: usize = 20;
/// What to do about a file that is too large.
const LEAVE_OUT: &str = "split it, or give it a name that starts with `_` to leave it out";
/// The authority files, beside `book.toml` or among the articles.
const AUTHORITY_FILES: [&str; 5] = ["people.yaml", "topics.yaml", "events.yaml", "outlets.yaml", "relations.yaml"];

/// The articles of an archive on disk.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    files: Vec<ArticleFile>,
    containers: Containers,
    /// The files of one article that is converted.
    converted: BTreeSet<String>,
    /// Marks of the files that are one article each and nothing else, see [`mark`].
    single: Vec<u128>,
}

impl Folder {
    /// Finds the articles below `root/src`, and reads the notes and corrections beside them.
    ///
    /// Left out: hidden files and folders, those whose names start with `_`, and `build_dir`, where our own output goes.
    /// Symbolic links are followed only to files inside the archive. What cannot be read is reported, the rest is found.
    pub fn open(root: &Path, src: &str, build_dir: &str, problems: &mut Problems) -> Folder {
        Folder::open_again(root, src, build_dir, &Known::default(), problems)
    }

    /// The same of a folder of which an earlier build knew files: those that are one article each are not looked into again.
    pub(crate) fn open_again(
        root: &Path,
        src: &str,
        build_dir: &str,
        known: &Known,
        problems: &mut Problems,
    ) -> Folder {
        let mut folder = Folder {
            root: root.to_owned(),
            files: Vec::new(),
            containers: Containers::default(),
            converted: BTreeSet::new(),
            single: Vec::new(),
        };
        let start = root.join(src);
        if !start.is_dir() {
            problems.push(no_folder(root, src));
            return folder;
        }
        if let Err(refusal) = input::inside(root, src) {
            problems.push(refusal.diagnostic(src));
            return folder;
        }
        let inside = fs::canonicalize(&start).unwrap_or_else(|_| start.clone());
        let output = fs::canonicalize(root.join(build_dir)).ok().filter(|output| *output != inside);
        let wanted = |entry: &DirEntry| {
            let name = entry.file_name().to_string_lossy();
            let left_out = entry.depth() > 0 && name.starts_with(['.', '_']);
            let ours = entry.file_type().is_dir()
                && output.as_ref().is_some_and(|output| fs::canonicalize(entry.path()).is_ok_and(|it| it == *output));
            !left_out && !ours
        };
        let mut found = BTreeMap::new();
        let mut unread = Unread::default();
        for entry in WalkDir::new(&start).sort_by_file_name().into_iter().filter_entry(wanted) {
            match entry {
                Ok(entry) => folder.take(&entry, known, &mut found, &mut unread, problems),
                Err(error) => problems.push(unreadable(&folder.relative(error.path().unwrap_or(&start)), &error)),
            }
        }
        unread.report(problems);
        folder.pair(found, problems);
        distinguish(&mut folder.files);
        folder
    }

    /// Reads the authority files that are there: beside `book.toml`, and among the articles.
    pub fn authority_files(root: &Path, src: &str, problems: &mut Problems) -> Vec<Source> {
        let mut paths = BTreeSet::new();
        // A folder of articles that leads out of the archive is reported once, not with every file in it.
        let is_inside = input::inside(root, src).is_ok();
        for name in AUTHORITY_FILES {
            paths.insert(name.to_owned());
            paths.extend(is_inside.then(|| joined(src, name)));
        }
        let mut sources = Vec::new();
        for path in paths {
            match input::read(root, &path, AUTHORITY_LIMIT) {
                Ok((bytes, _)) => match decode(&path, bytes, problems) {
                    Ok(source) => sources.push(source),
                    Err(problem) => problems.push(problem),
                },
                // A link that leads nowhere is there, but what it stands for is not.
                Err(Refusal::Missing) if fs::symlink_metadata(root.join(&path)).is_err() => {}
                Err(refusal) => problems.push(refusal.diagnostic(&path)),
            }
        }
        sources
    }

    /// Remembers an entry if it is an article, a notes file or a corrections file.
    fn take(
        &mut self,
        entry: &DirEntry,
        known: &Known,
        found: &mut BTreeMap<String, Option<Contents>>,
        unread: &mut Unread,
        problems: &mut Problems,
    ) {
        if entry.file_type().is_dir() {
            return;
        }
        let path = self.relative(entry.path());
        if entry.path_is_symlink() && entry.path().is_dir() {
            problems.push(linked_folder(&path));
            return;
        }
        let is_known = format_of(&path).is_some() || kind_beside(&path).is_some();
        if !is_known && !Kind::may_be_read_in_place(&path) {
            unread.take(&path);
            return;
        }
        if path.contains(|letter: char| letter.is_control() || letter == char::REPLACEMENT_CHARACTER) {
            let problem = Diagnostic::error("file-name", "the name of this file holds what is no letter or sign");
            problems.push(problem.in_file(path.escape_debug().to_string()).hint("give the file another name"));
            return;
        }
        let refusal = match entry.path_is_symlink() {
            // It costs itself and not the site: nobody can read what is not there.
            true => input::inside(&self.root, &path).err().map(|refusal| match refusal {
                Refusal::Missing => Refusal::NoFile("a symbolic link that leads nowhere"),
                Refusal::Io(error) if is_circle(&error) => Refusal::NoFile("a symbolic link that leads in a circle"),
                refusal => refusal,
            }),
            false if !entry.file_type().is_file() => Some(Refusal::NoFile(input::kind_of(entry.file_type()))),
            false => None,
        };
        match refusal {
            Some(refusal) => problems.push(refusal.diagnostic(&path)),
            None if kind_beside(&path).is_some() => _ = found.insert(path, None),
            None => {
                // A mark is taken before the file is looked into: one that is written meanwhile has another by the next build.
                let mark = mark(entry, &path).filter(|_| is_known);
                let is_single = mark.is_some_and(|mark| known.has(mark));
                let contents = if is_single { None } else { containers::contents(&self.root, &path) };
                match contents {
                    Some(Ok(contents)) => _ = found.insert(path, Some(contents)),
                    Some(Err(problem)) => problems.push(problem),
                    None if is_known => {
                        self.single.extend(mark);
                        found.insert(path, None);
                    }
                    None => unread.take(&path),
                }
            }
        }
    }

    /// Makes article files of the paths found, each with its notes and corrections.
    fn pair(&mut self, found: BTreeMap<String, Option<Contents>>, problems: &mut Problems) {
        let (others, articles): (Vec<_>, Vec<_>) = found.into_iter().partition(|(path, _)| kind_beside(path).is_some());
        let others: Vec<String> = others.into_iter().map(|(path, _)| path).collect();
        let mut free: BTreeSet<&str> = others.iter().map(String::as_str).collect();
        for (path, contents) in &articles {
            if let Some(contents) = contents {
                problems.push(contents.told.clone());
            }
            let format = match contents.as_ref().map(|contents| contents.formats.as_slice()) {
                None => format_of(path),
                Some([format]) => {
                    self.converted.insert(path.clone());
                    Some(*format)
                }
                Some(_) => None,
            };
            let formats: Vec<Format> = match (format, contents) {
                (Some(format), _) => vec![format],
                (None, Some(contents)) => contents.formats.clone(),
                (None, None) => continue,
            };
            let mut read_beside = |ending: &str| -> Vec<Option<Source>> {
                let beside = beside(path, ending);
                let read = others.binary_search(&beside).is_ok().then(|| {
                    free.remove(beside.as_str());
                    read(&self.root, &beside, NOTES_LIMIT, problems).map_err(|problem| problems.push(problem)).ok()
                });
                match read.flatten() {
                    Some((source, _)) => self.share_out(source, path, formats.len(), problems),
                    None => vec![None; formats.len()],
                }
            };
            let beside = read_beside(NOTES).into_iter().zip(read_beside(CORRECTIONS));
            let several = formats.len() > 1;
            let files = formats.iter().zip(beside).enumerate().map(|(index, (format, (notes, corrections)))| {
                let path = if several { containers::path_of(path, index + 1) } else { path.clone() };
                let notes = notes.map(|source| NoteSource { source });
                ArticleFile { notes, corrections, ..ArticleFile::new(path, *format) }
            });
            let files: Vec<ArticleFile> = files.collect();
            self.files.extend(files);
        }
        for (tried, path) in free.into_iter().enumerate() {
            let (ending, code, message) = match kind_beside(path) {
                Some(CORRECTIONS) => {
                    (CORRECTIONS, "corrections-without-article", "no article belongs to these corrections")
                }
                _ => (NOTES, "notes-without-article", "no article belongs to these notes"),
            };
            let mut problem = Diagnostic::warning(code, message);
            let expected: Vec<String> = match tried < SEARCHES {
                true => articles.iter().map(|(article, _)| beside(article, ending)).collect(),
                false => Vec::new(),
            };
            if let Some(close) = did_you_mean(path, expected.iter().map(String::as_str)) {
                problem = problem.hint(format!("did you mean `{close}`?"));
            }
            problems.push(problem.in_file(path));
        }
    }

    /// What each article of a file gets of a file beside it.
    fn share_out(&self, beside: Source, file: &str, count: usize, problems: &mut Problems) -> Vec<Option<Source>> {
        share_out(beside, count, || self.containers.texts(&self.root, file), problems)
    }

    /// A path on disk as the archive writes it.
    fn relative(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        let part = |part: std::path::Component<'_>| match part {
            std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        };
        inside.components().filter_map(part).collect::<Vec<_>>().join("/")
    }
}

impl Folder {
    /// What the next build may know, so that it need not look into the files again.
    pub(crate) fn single(&self) -> &[u128] {
        &self.single
    }

    /// The stamp of an article's file; see [`crate::workspace::cache::Known`].
    pub(crate) fn stamp(&self, file: usize) -> Option<u128> {
        let path = &self.files[file].path;
        let (inside, _) = containers::file_of(path);
        stamp(path, &fs::metadata(self.root.join(inside)).ok()?)
    }

    /// Reads an article, with the stamp that the file had when it was opened.
    pub(crate) fn read_stamped(
        &self,
        file: usize,
        problems: &mut Problems,
    ) -> Result<(Source, Option<u128>), Diagnostic> {
        let ArticleFile { path, format, .. } = &self.files[file];
        let (inside, number) = containers::file_of(path);
        let is_whole = number.is_none() && !self.converted.contains(path.as_str());
        let (source, facts) = match is_whole {
            true => read(&self.root, path, limit_of(*format), problems)?,
            false => {
                let place = (inside, number.unwrap_or(1));
                self.containers.article(&self.root, place, format_of(inside), problems)?
            }
        };
        Ok((source, stamp(path, &facts)))
    }
}

impl Folder {
    /// What an article gets of a text for a file beside its own.
    pub(crate) fn share_of(&self, file: usize, source: Source) -> Option<Source> {
        let articles = self.same_file(file);
        let (inside, _) = containers::file_of(&self.files[file].path);
        let shares = self.share_out(source, inside, articles.len(), &mut Problems::default());
        shares.into_iter().nth(file - articles.start).flatten()
    }

    /// The articles that are in the file of one of them, which come one after the other.
    pub(crate) fn same_file(&self, file: usize) -> Range<usize> {
        let inside = |at: &usize| {
            let (path, number) = containers::file_of(&self.files[*at].path);
            (path, number.is_some()) == (containers::file_of(&self.files[file].path).0, true)
        };
        let first = (0..file).rev().take_while(inside).last().unwrap_or(file);
        let after = (file + 1..self.files.len()).take_while(inside).last().map_or(file + 1, |last| last + 1);
        first..after
    }

    /// What an entry beside the file of an article begins with, where that file holds many: the article's title, if no other of them
    /// has these words, else its number. In the next export the number may be another article's.
    pub(crate) fn address(&self, file: usize, title: &str) -> Option<(String, New)> {
        let articles = self.same_file(file);
        if articles.len() == 1 {
            return None;
        }
        let entry = Source::new("corrections.yaml", format!("- {IN}: {}\n", scalar(title)));
        let is_its_own = !title.trim().is_empty() && self.share_of(file, entry).is_some();
        let number = || New::Bare((file - articles.start + 1).to_string());
        Some((IN.to_owned(), if is_its_own { New::Text(title.to_owned()) } else { number() }))
    }
}

#[cfg(feature = "serve")] // only the desk asks for it
impl Folder {
    /// Reads again what is beside the file of an article, and says which articles of the file have other notes or corrections now.
    pub(crate) fn refresh(&mut self, file: usize) -> Vec<usize> {
        let articles = self.same_file(file);
        let (inside, _) = containers::file_of(&self.files[file].path);
        let read = |ending: &str| match read(&self.root, &beside(inside, ending), NOTES_LIMIT, &mut Problems::default())
        {
            Ok((source, _)) => self.share_out(source, inside, articles.len(), &mut Problems::default()),
            Err(_) => vec![None; articles.len()],
        };
        let shares: Vec<_> = read(NOTES).into_iter().zip(read(CORRECTIONS)).collect();
        let mut changed = Vec::new();
        for (article, (notes, corrections)) in articles.zip(shares) {
            let known = &mut self.files[article];
            let notes = notes.map(|source| NoteSource { source });
            if (&known.notes, &known.corrections) != (&notes, &corrections) {
                (known.notes, known.corrections) = (notes, corrections);
                changed.push(article);
            }
        }
        changed
    }
}

impl World for Folder {
    fn files(&self) -> &[ArticleFile] {
        &self.files
    }

    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic> {
        self.read_stamped(file, problems).map(|(source, _)| source)
    }
}

/// Whether a link could not be followed because it leads back to itself.
fn is_circle(error: &io::Error) -> bool {
    #[cfg(unix)]
    let is_circle = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    let is_circle = false;
    is_circle
}

/// What stands for the knowledge that a file is one article and nothing else: a stamp that is none of its text. A link has no mark:
/// what it leads to can change without it.
fn mark(entry: &DirEntry, path: &str) -> Option<u128> {
    let facts = entry.metadata().ok().filter(|_| !entry.path_is_symlink())?;
    // No path of an article ends in a line feed.
    stamp(&format!("{path}\n"), &facts)
}

/// What a file is that belongs to an article, by the ending of its name.
fn kind_beside(path: &str) -> Option<&'static str> {
    [NOTES, CORRECTIONS].into_iter().find(|ending| path.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.')))
}

/// Most bytes of an article.
pub(super) fn limit_of(format: Format) -> u64 {
    match format {
        Format::Text | Format::Markdown => TEXT_LIMIT,
        Format::Html => HTML_LIMIT,
    }
}

/// Reads and decodes one file of the archive of at most `limit` bytes.
fn read(root: &Path, path: &str, limit: u64, problems: &mut Problems) -> Result<(Source, Metadata), Diagnostic> {
    let (bytes, facts) = input::read(root, path, limit).map_err(|refusal| match refusal {
        Refusal::TooLarge(_) => refusal.diagnostic(path).hint(LEAVE_OUT),
        _ => refusal.diagnostic(path),
    })?;
    Ok((decode(path, bytes, problems)?, facts))
}

fn joined(src: &str, name: &str) -> String {
    let parts: Vec<&str> = src.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.is_empty() { name.to_owned() } else { format!("{}/{name}", parts.join("/")) }
}

fn unreadable(path: &str, error: &dyn std::error::Error) -> Diagnostic {
    // Without the path that some errors repeat: it is that of the machine, and the report already names the file.
    let cause = std::iter::successors(Some(error), |error| error.source()).last().unwrap_or(error);
    Diagnostic::error("unreadable", format!("cannot read this file: {cause}")).in_file(path)
}

fn no_folder(root: &Path, src: &str) -> Diagnostic {
    let start = root.join(src);
    // Also where the folder above cannot be looked into.
    if let Err(error) = fs::metadata(&start)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Diagnostic::error("unreadable", format!("cannot read the folder of articles: {error}")).in_file(src);
    }
    if root.join("book.toml").exists() {
        return Diagnostic::error("no-source-folder", format!("there is no folder `{src}`"))
            .hint("put the articles there, or name their folder as `src` under `[book]` in book.toml");
    }
    let here = if root == Path::new(".") { "this folder".to_owned() } else { format!("`{}`", root.display()) };
    Diagnostic::error("no-source-folder", format!("{here} is no archive: it has no book.toml and no folder `{src}`"))
        .hint("name the folder of the archive, as in `onrecord build clippings`")
        .hint("or make a new archive there with `onrecord init`")
}

/// A link to a folder: it may lead back to where it is.
pub(crate) fn linked_folder(path: &str) -> Diagnostic {
    Diagnostic::warning("symlinked-folder", "folders behind symbolic links are not read")
        .in_file(path)
        .hint("copy the folder")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn paths(folder: &Folder) -> Vec<&str> {
        folder.files().iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn a_file_that_was_one_article_is_looked_into_again_only_after_a_change() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        let two = "Export\n1 of 2 DOCUMENTS\n\nPost\n\n2 of 2 DOCUMENTS\n\nPost\n";
        write(root, "a.txt", "one");
        write(root, "b.txt", two);
        let open = |known: &Known| Folder::open_again(root, ".", "public", known, &mut Problems::default());
        assert!(open(&Known::default()).single().is_empty(), "files that were written a moment ago have no mark");
        std::thread::sleep(std::time::Duration::from_millis(3100));
        let marks = open(&Known::default()).single().to_vec();
        assert_eq!(marks.len(), 1);
        // As if the container had been one article: what is known is believed, so it is not looked into.
        let entry = WalkDir::new(root.join("b.txt")).into_iter().next().unwrap().unwrap();
        let known = Known::default();
        marks.iter().copied().chain(mark(&entry, "b.txt")).for_each(|mark| known.put(mark, 0));
        known.save(&root.join(".known")).unwrap();
        let known = Known::load(&root.join(".known"));
        assert_eq!(paths(&open(&known)), ["a.txt", "b.txt"]);
        write(root, "a.txt", two);
        write(root, "b.txt", two);
        assert_eq!(paths(&open(&known)), ["a.txt#1", "a.txt#2", "b.txt#1", "b.txt#2"]);
    }

    #[test]
    fn articles_are_found_sorted_without_hidden_files_and_our_own_output() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["b.md", "a/z.TXT", "a/y.html", "_draft.md", ".hidden/x.md", "site/index.html", "notes.pdf"] {
            write(dir.path(), path, "x");
        }
        write(dir.path(), "b.notes.yaml", "[]");
        write(dir.path(), "bb.notes.yaml", "[]");
        let mut problems = Problems::default();
        let folder = Folder::open(dir.path(), ".", "site", &mut problems);
        assert_eq!(paths(&folder), ["a/y.html", "a/z.TXT", "b.md"]);
        assert!(folder.files()[2].notes.is_some());
        assert_eq!(problems.0.len(), 2);
        assert_eq!(problems.0[0].message, "1 file is not read: 1 PDF (notes.pdf)");
        assert_eq!(problems.0[1].hints, ["did you mean `b.notes.yaml`?"]);
    }

    #[test]
    fn each_article_of_an_export_is_a_file_of_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let one = |number: u32| {
            format!("{number} of 2 DOCUMENTS\n\nPost\n\nMarch {number}, 2021\n\nTitle {number}\n\nText.\n\n")
        };
        write(dir.path(), "export.txt", format!("{}{}", one(1), one(2)));
        let mut problems = Problems::default();
        let folder = Folder::open(dir.path(), ".", "public", &mut problems);
        assert_eq!(paths(&folder), ["export.txt#1", "export.txt#2"]);
        assert_eq!(problems.0[0].code, "many-articles");
        let source = folder.read(1, &mut problems).expect("it is there");
        assert_eq!((source.text.trim_start().lines().next(), source.position(0).line), (Some("2 of 2 DOCUMENTS"), 11));
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_out_of_the_archive_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("archive");
        write(dir.path(), "secret.txt", "x");
        write(&root, "src/a.txt", "x");
        write(&root, "texts/a.txt", "x");
        for (link, target) in
            [("b", "../../secret.txt"), ("c", "a.txt"), ("d", "../texts/a.txt"), ("e", "nowhere.txt"), ("f", "f.txt")]
        {
            std::os::unix::fs::symlink(target, root.join(format!("src/{link}.txt"))).unwrap();
        }
        let mut problems = Problems::default();
        let folder = Folder::open(&root, "src", "public", &mut problems);
        assert_eq!(paths(&folder), ["src/a.txt", "src/c.txt", "src/d.txt"]);
        let codes: Vec<_> = problems.0.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, ["symlink-outside", "no-regular-file", "no-regular-file"]);
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused_with_its_name() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "a.txt", vec![b'a'; 11]);
        let mut problems = Problems::default();
        let problem = read(dir.path(), "a.txt", 10, &mut problems).expect_err("too large");
        assert_eq!((problem.code.as_str(), problem.place.unwrap().path.as_str()), ("too-large", "a.txt"));
        assert!(read(dir.path(), "a.txt", 11, &mut problems).is_ok());
    }

    #[test]
    fn a_missing_folder_is_one_clear_problem() {
        let dir = tempfile::tempdir().unwrap();
        let mut problems = Problems::default();
        assert!(Folder::open(dir.path(), "seeds", "public", &mut problems).files().is_empty());
        assert_eq!(problems.0[0].code, "no-source-folder");
    }

    #[test]
    fn authority_files_are_read_beside_the_book_and_among_the_articles() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "people.yaml", "[]");
        write(dir.path(), "src/topics.yaml", "[]");
        let sources = Folder::authority_files(dir.path(), "./src", &mut Problems::default());
        assert_eq!(sources.iter().map(|source| &source.path).collect::<Vec<_>>(), ["people.yaml", "src/topics.yaml"]);
    }
}
