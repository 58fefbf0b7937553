//! The site goes to disk, all or nothing.
//!
//! 1. [`Destination::find`] makes sure that a site may be put there, and writes nothing; [`Destination::hold`] keeps other
//!    builds away and tidies up after one that was killed;
//! 2. [`Site::begin`] makes sure that all that is in the output folder is ours, and opens a staging folder beside it, on the
//!    same file system;
//! 3. [`Site`] takes the files as they are made. One that the old site has with the same bytes is linked, not written, so
//!    that it keeps its modification time; one that was made from the same need not even be made;
//! 4. [`Site::finish`] counts what is there and exchanges staging folder and output folder in one step, or leaves both alone
//!    if nothing changed;
//! 5. the folder that is no longer the site becomes the staging folder of the next build: see [`spare`].
//!
//! ```text
//! public/                  the site; never half of one
//! .public.onrecord-lock    held by the build that is at work, and deleted by it
//! .public.onrecord-new/    being written; a leftover of a killed build is deleted by the next
//! .public.onrecord-old/    only where two folders cannot be exchanged in one step: moved back by the next run if need be
//! .public.onrecord-copy/   only where a folder cannot be moved at all: becomes the one before
//! ```
//!
//! What a kill at any moment leaves: before the exchange the old site, after it the new one. Where the file system cannot
//! exchange two folders, a kill between two renames leaves the old site under its other name, from which the next run of any
//! command brings it back. [`manifest`] remembers what was written so that unchanged files are recognised without reading
//! them; it is only trusted where the file on disk agrees.

mod destination;
mod folders;
pub(crate) mod lock;
pub mod manifest;
mod marker;
mod parts;
mod spare;
mod tree;

use crate::model::world::{MakeParts, Output};
pub use destination::{Destination, Held};
use folders::Folders;
use manifest::{Entry, Manifest};
use parts::Part;
pub use spare::Spare;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Proves that a folder is ours, and lists what we put at its top level.
pub const MARKER: &str = ".onrecord-site";

/// Why a site could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The output folder is not ours to replace.
    #[error("will not replace `{}`: {why}", path.display())]
    Refused {
        /// The output folder.
        path: PathBuf,
        /// What is in it.
        why: String,
    },
    /// The file system said no.
    #[error("cannot write `{}`: {cause}", path.display())]
    Io {
        /// What was being written.
        path: PathBuf,
        /// What it said.
        cause: io::Error,
    },
    /// Nothing can be written beside the output folder.
    #[error("cannot write in `{}`, where a site grows before it takes its place: {cause}", folder.display())]
    Beside {
        /// The folder that holds the output folder.
        folder: PathBuf,
        /// What the file system said.
        cause: io::Error,
    },
    /// Somebody wanted the build to end.
    #[error("stopped before the site was finished")]
    Stopped,
}

impl WriteError {
    /// What went wrong when `path` was being written.
    pub(crate) fn new(path: &Path, cause: io::Error) -> WriteError {
        match cause.get_ref() {
            Some(inner) if inner.is::<Stopped>() => WriteError::Stopped,
            _ => WriteError::Io { path: path.to_owned(), cause },
        }
    }

    /// The same of a file beside the output folder.
    fn beside(path: &Path, cause: io::Error) -> WriteError {
        match WriteError::new(path, cause) {
            WriteError::Io { cause, .. } => {
                WriteError::Beside { folder: path.parent().unwrap_or(path).to_owned(), cause }
            }
            other => other,
        }
    }
}

/// Somebody wanted the work to end, as an error of input and output.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("stopped")]
pub(crate) struct Stopped;

impl From<Stopped> for io::Error {
    fn from(stopped: Stopped) -> io::Error {
        // Not `ErrorKind::Interrupted`, which asks for another try.
        io::Error::other(stopped)
    }
}

/// What became of the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files of the site.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that the old site did not have in this form.
    pub changed: usize,
    /// Whether the output folder was replaced; `false` when the old site was the same.
    pub replaced: bool,
}

/// A file of the old site that was found as it was written.
struct OldFile {
    entry: Entry,
    facts: Metadata,
}

/// A site being written.
#[derive(Debug)]
pub struct Site<'a> {
    folders: Folders,
    cancelled: &'a AtomicBool,
    old: Option<Manifest>,
    /// What is in the staging folder from an earlier build.
    spare: BTreeMap<String, Entry>,
    new: Mutex<BTreeMap<String, Entry>>,
    /// What files are made of that are made in parts.
    parts: Mutex<BTreeMap<String, Vec<Part>>>,
    /// Hashes of the paths in small letters.
    taken: Mutex<HashSet<u128>>,
    bytes: AtomicU64,
    changed: AtomicU64,
}

impl<'a> Site<'a> {
    /// Opens a staging folder beside the output folder that is held. When `cancelled` becomes true, the next file is refused.
    pub fn begin(
        held: Held,
        old: Option<Manifest>,
        spare: Option<Spare>,
        cancelled: &'a AtomicBool,
    ) -> Result<Site<'a>, WriteError> {
        let folders = held.folders;
        let spare = folders.open(spare)?;
        let old = old.filter(|old| old.target == folders.target);
        let (new, parts, taken) = (Mutex::default(), Mutex::default(), Mutex::default());
        let (bytes, changed) = (AtomicU64::new(0), AtomicU64::new(0));
        Ok(Site { folders, cancelled, old, spare, new, parts, taken, bytes, changed })
    }

    /// Puts the new site in the place of the old one, which is kept at `spare`, if given, to grow the next one in.
    pub fn finish(self, spare_path: Option<&Path>) -> Result<(Outcome, Manifest), WriteError> {
        let Site { folders, cancelled, old, spare, new, parts, bytes, changed, .. } = self;
        let files = new.into_inner().unwrap_or_else(PoisonError::into_inner);
        let parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut outcome = Outcome {
            files: files.len(),
            bytes: bytes.into_inner(),
            changed: usize::try_from(changed.into_inner()).unwrap_or(usize::MAX),
            replaced: false,
        };
        let mut manifest = Manifest { target: folders.target.clone(), files, parts, ..Manifest::default() };
        for path in spare.keys().filter(|path| !manifest.files.contains_key(*path)) {
            folders.remove(path).map_err(|cause| WriteError::new(&folders.staging.join(path), cause))?;
        }
        folders.check_whole(&manifest.files)?;
        if cancelled.load(Ordering::Relaxed) {
            return Err(WriteError::Stopped);
        }
        let marker = marker::text(manifest.files.keys().map(String::as_str));
        outcome.replaced = outcome.changed > 0 || !folders.is_published(&manifest.files, &marker);
        let left = match outcome.replaced {
            true => {
                folders.exchange(&marker)?;
                old.as_ref().map(|old| &old.files)
            }
            false => Some(&manifest.files),
        };
        match (spare_path, left) {
            (Some(path), Some(files)) => folders.keep_spare(path, files),
            _ => folders.discard(),
        }
        // After the last change of a link: that counts as a change of the file.
        manifest.checked = folders.time();
        Ok((outcome, manifest))
    }

    /// The file as the old site has it, if it is still there and of the wanted kind.
    fn old_file(&self, path: &str, wanted: impl Fn(&Entry) -> bool) -> Option<OldFile> {
        let old = self.old.as_ref()?;
        let entry = old.files.get(path).filter(|entry| wanted(entry))?;
        let (facts, _) = old.find(path, entry)?;
        Some(OldFile { entry: *entry, facts })
    }

    /// The file as the old site has it, if that has it with these bytes.
    fn same(&self, path: &str, hash: u128, contents: &[u8]) -> Option<OldFile> {
        let length = contents.len() as u64;
        if self.old.is_some() {
            return self.old_file(path, |entry| entry.hash == hash && entry.length == length);
        }
        let from = self.folders.target.join(path);
        let facts = fs::symlink_metadata(&from).ok().filter(|facts| facts.is_file() && facts.len() == length)?;
        (fs::read(&from).ok()? == contents).then(|| OldFile { entry: Entry::new(hash, &facts), facts })
    }

    /// The facts of the file as the old site has it, if it is the same as one that was written just now.
    fn same_as(&self, path: &str, written: &Entry) -> Option<Entry> {
        let same = |entry: &Entry| entry.hash == written.hash && entry.length == written.length;
        if self.old.is_some() {
            return self.old_file(path, same).map(|file| file.entry);
        }
        let from = self.folders.target.join(path);
        let facts =
            fs::symlink_metadata(&from).ok().filter(|facts| facts.is_file() && facts.len() == written.length)?;
        Some(Entry::new(hash_of(&from).ok()?, &facts)).filter(same)
    }

    /// Takes the file over from the old site, as which it is the staging folder has it already.
    fn link(&self, path: &str, OldFile { entry, facts }: &OldFile) -> io::Result<()> {
        let to = self.folders.staging.join(path);
        if self.spare.get(path).is_some_and(|found| found.hash == entry.hash && is_same_file(found, facts, &to)) {
            return Ok(());
        }
        self.make_room(path, &to)?;
        let from = self.folders.target.join(path);
        in_folder(&to, || fs::hard_link(&from, &to))
    }

    /// Deletes what the staging folder has from an earlier build where a file is to be put. It is never written over: the
    /// site may have a link to it.
    fn make_room(&self, path: &str, to: &Path) -> io::Result<()> {
        match self.spare.contains_key(path) {
            true => fs::remove_file(to).or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            }),
            false => Ok(()),
        }
    }

    /// Makes sure that a path may be taken, and takes it.
    fn take(&self, path: &str) -> io::Result<()> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(Stopped.into());
        }
        if !is_safe(path) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{path}` is no path inside the site")));
        }
        if lock(&self.taken).insert(folded(path)) {
            return Ok(());
        }
        let new = lock(&self.new);
        let other = new.keys().find(|other| folded(other) == folded(path)).map_or("another file", String::as_str);
        let message = format!("`{path}` and `{other}` are one file where upper and lower case are the same");
        Err(io::Error::new(io::ErrorKind::AlreadyExists, message))
    }

    /// Remembers a file that is in its place.
    fn remember(&self, path: &str, entry: Entry) {
        self.bytes.fetch_add(entry.length, Ordering::Relaxed);
        lock(&self.new).insert(path.to_owned(), entry);
    }

    /// Takes a file, new or as the old site has it.
    fn place(&self, path: &str, key: Option<u128>, contents: &[u8]) -> io::Result<()> {
        self.take(path)?;
        let hash = xxh3_128(contents);
        if let Some(file) = self.same(path, hash, contents)
            && self.link(path, &file).is_ok()
        {
            self.remember(path, Entry { key, ..file.entry });
            return Ok(());
        }
        self.changed.fetch_add(1, Ordering::Relaxed);
        let to = self.folders.staging.join(path);
        self.make_room(path, &to)?;
        let mut file = in_folder(&to, || File::create_new(&to))?;
        file.write_all(contents)?;
        self.remember(path, Entry { key, ..Entry::new(hash, &file.metadata()?) });
        Ok(())
    }

    /// Takes a file as its pieces come: only at the end is it known whether the old site has the same, and then that is taken instead.
    fn place_pieces(&self, path: &str, key: Option<u128>, pieces: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        self.take(path)?;
        let to = self.folders.staging.join(path);
        self.make_room(path, &to)?;
        let mut file = in_folder(&to, || File::create_new(&to))?;
        let mut hash = Xxh3::new();
        for piece in pieces {
            hash.update(&piece);
            file.write_all(&piece)?;
        }
        let written = Entry::new(hash.digest128(), &file.metadata()?);
        drop(file);
        if let Some(entry) = self.same_as(path, &written) {
            fs::remove_file(&to)?;
            fs::hard_link(self.folders.target.join(path), &to)?;
            self.remember(path, Entry { key, ..entry });
        } else {
            self.changed.fetch_add(1, Ordering::Relaxed);
            self.remember(path, Entry { key, ..written });
        }
        Ok(())
    }
}

impl Output for Site<'_> {
    fn write(&self, path: &str, contents: &[u8]) -> io::Result<()> {
        self.place(path, None, contents)
    }

    fn write_keyed(&self, path: &str, key: u128, contents: &[u8]) -> io::Result<()> {
        self.place(path, Some(key), contents)
    }

    fn write_pieces(&self, path: &str, pieces: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        self.place_pieces(path, None, pieces)
    }

    fn write_pieces_keyed(&self, path: &str, key: u128, pieces: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        self.place_pieces(path, Some(key), pieces)
    }

    fn write_parts(&self, path: &str, key: u128, keys: &[u128], make: &MakeParts) -> io::Result<()> {
        self.place_parts(path, key, keys, make)
    }

    fn keep(&self, path: &str, key: u128) -> bool {
        let Some(file) = self.old_file(path, |entry| entry.key == Some(key)) else { return false };
        // What stands in the way is reported when the file is written.
        let stopped = self.cancelled.load(Ordering::Relaxed) || !is_safe(path);
        let name = folded(path);
        if stopped || lock(&self.taken).contains(&name) || self.link(path, &file).is_err() {
            return false;
        }
        // Two threads may want one path: the other one has it.
        if !lock(&self.taken).insert(name) {
            return false;
        }
        self.remember(path, file.entry);
        self.keep_parts(path);
        true
    }
}

/// Deletes the site at an output folder, if there is one and it is ours, and what killed builds left beside it.
pub fn clean(held: &Held) -> Result<(), WriteError> {
    held.folders.clean()
}

/// Does something with the file `path`, making its folder first if it turns out to be missing: one call a file, not two.
fn in_folder<T>(path: &Path, act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match act() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            act()
        }
        done => done,
    }
}

/// The hash of a file that may be too large to be read at once.
fn hash_of(path: &Path) -> io::Result<u128> {
    let (mut file, mut hash) = (File::open(path)?, Xxh3::new());
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hash.digest128()),
            length => hash.update(&piece[..length]),
        }
    }
}

/// A hash of a path that is the same wherever two paths can be one file.
fn folded(path: &str) -> u128 {
    xxh3_128(crate::text::slug::folded(path).as_bytes())
}

/// Whether a path stays inside the folder that it is relative to, on every file system.
fn is_safe(path: &str) -> bool {
    path != MARKER && crate::text::slug::fault(path).is_none()
}

/// Whether a path leads to a file that is known.
#[cfg(unix)]
fn is_same_file(_: &Entry, known: &Metadata, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(path).is_ok_and(|facts| (facts.dev(), facts.ino()) == (known.dev(), known.ino()))
}

/// Elsewhere a file is known by its length and time.
#[cfg(not(unix))]
fn is_same_file(entry: &Entry, known: &Metadata, path: &Path) -> bool {
    entry.agrees(known) && fs::symlink_metadata(path).is_ok_and(|facts| entry.agrees(&facts))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    static RUNNING: AtomicBool = AtomicBool::new(false);

    fn site(folder: &tempfile::TempDir) -> Site<'static> {
        begin(&folder.path().join("public"), None, None)
    }

    fn begin(target: &Path, old: Option<Manifest>, spare: Option<Spare>) -> Site<'static> {
        Site::begin(hold(target), old, spare, &RUNNING).unwrap()
    }

    fn hold(target: &Path) -> Held {
        Destination::find(target, &[], &[]).unwrap().hold(&RUNNING, || {}).unwrap()
    }

    #[test]
    fn no_file_is_written_outside_of_the_site() {
        let folder = tempfile::tempdir().unwrap();
        let site = site(&folder);
        for path in ["../a", "/a", "a/../b", "a//b", "", ".", "a\\b", "c:a", "a\0", MARKER] {
            assert_eq!(site.write(path, b"x").unwrap_err().kind(), io::ErrorKind::InvalidInput, "{path:?}");
        }
        site.write("people/лавров.html", b"x").unwrap();
    }

    #[test]
    fn paths_that_differ_in_case_only_are_refused_naming_both() {
        let folder = tempfile::tempdir().unwrap();
        let site = site(&folder);
        site.write("people/Ruiz.html", b"x").unwrap();
        let error = site.write("people/ruiz.html", b"x").unwrap_err().to_string();
        assert!(error.contains("`people/ruiz.html`") && error.contains("`people/Ruiz.html`"), "{error}");
    }

    #[test]
    fn a_site_that_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let unfinished = site(&folder);
        unfinished.write("index.html", b"x").unwrap();
        drop(unfinished);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_stopped_build_takes_no_more_files_and_keeps_the_old_site() {
        let folder = tempfile::tempdir().unwrap();
        let old = site(&folder);
        old.write("index.html", b"old").unwrap();
        assert!(old.finish(None).unwrap().0.replaced);
        let stopped = AtomicBool::new(false);
        let new = Site::begin(hold(&folder.path().join("public")), None, None, &stopped).unwrap();
        new.write("index.html", b"new").unwrap();
        stopped.store(true, Ordering::Relaxed);
        assert!(new.write("other.html", b"new").is_err());
        assert!(new.finish(None).is_err());
        assert_eq!(fs::read(folder.path().join("public/index.html")).unwrap(), b"old");
    }

    #[test]
    fn a_file_is_kept_only_if_it_was_made_from_the_same_and_is_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let first = site(&folder);
        first.write_keyed("a.html", 1, b"a").unwrap();
        first.write_keyed("b.html", 2, b"b").unwrap();
        let (_, manifest) = first.finish(None).unwrap();
        fs::write(folder.path().join("public/b.html"), "defaced").unwrap();
        let second = begin(&folder.path().join("public"), Some(manifest), None);
        assert!(!second.keep("a.html", 9));
        assert!(second.keep("a.html", 1));
        assert!(!second.keep("b.html", 2));
        second.write_keyed("b.html", 2, b"b").unwrap();
        second.finish(None).unwrap();
        assert_eq!(fs::read(folder.path().join("public/a.html")).unwrap(), b"a");
        assert_eq!(fs::read(folder.path().join("public/b.html")).unwrap(), b"b");
    }

    #[test]
    fn a_file_written_in_pieces_keeps_its_time_while_it_says_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("public");
        let write = |old: Option<Manifest>, pieces: &[&str]| {
            let site = begin(&target, old, None);
            site.write_pieces("data/a", &mut pieces.iter().map(|piece| piece.as_bytes().to_vec())).unwrap();
            let (outcome, manifest) = site.finish(None).unwrap();
            let facts = fs::metadata(target.join("data/a")).unwrap();
            (outcome.changed, facts.modified().unwrap(), manifest)
        };
        let (_, time, manifest) = write(None, &["one", "two"]);
        let (changed, same_time, _) = write(Some(manifest.clone()), &["onet", "wo"]);
        assert_eq!((changed, same_time), (0, time));
        // Also when nothing is remembered of it.
        let (changed, same_time, _) = write(None, &["onetwo"]);
        assert_eq!((changed, same_time), (0, time));
        let (changed, _, _) = write(Some(manifest), &["one", "three"]);
        assert_eq!((changed, fs::read(target.join("data/a")).unwrap()), (1, b"onethree".to_vec()));
    }

    #[test]
    fn only_the_parts_of_a_file_are_made_that_the_old_one_does_not_have() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("public/data/a");
        let write = |old: Option<Manifest>, keys: &[u128]| {
            let site = begin(&folder.path().join("public"), old, None);
            let made = Mutex::new(Vec::new());
            let make = |wanted: &[usize]| {
                lock(&made).extend(wanted.iter().map(|index| keys[*index]));
                wanted.iter().map(|index| format!("{}\n", "x".repeat(keys[*index] as usize)).into_bytes()).collect()
            };
            site.write_parts("data/a", keys.iter().sum(), keys, &make).unwrap();
            let manifest = site.finish(None).unwrap().1;
            let lengths: Vec<u128> =
                fs::read_to_string(&path).unwrap().lines().map(|line| line.len() as u128).collect();
            assert_eq!(lengths, keys);
            (made.into_inner().unwrap(), manifest)
        };
        let all: Vec<u128> = (1..=200).collect();
        let (made, manifest) = write(None, &all);
        assert_eq!(made, all);
        let (made, manifest) = write(Some(manifest), &[4, 3, 201, 200, 1, 202]);
        assert_eq!(made, [201, 202]);
        // A file that is kept as a whole is still known by its parts.
        let site = begin(&folder.path().join("public"), Some(manifest), None);
        assert!(site.keep("data/a", 611));
        let (_, manifest) = site.finish(None).unwrap();
        let (made, manifest) = write(Some(manifest), &[1, 3, 203]);
        assert_eq!(made, [203]);
        // What is not as it was written is not copied.
        fs::write(&path, "defaced").unwrap();
        assert_eq!(write(Some(manifest), &[1, 3]).0, [1, 3]);
    }

    #[test]
    fn a_site_that_grows_in_the_one_before_the_last_is_the_same_as_one_that_grows_from_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (target, spare) = (folder.path().join("public"), folder.path().join("spare"));
        let mut manifest = None;
        let sites: [&[(&str, &str)]; 4] = [
            &[("a", "1"), ("b/c", "1"), ("b/d", "1")],
            &[("a", "2"), ("b/c", "1"), ("e/f", "1")],
            &[("a", "2"), ("b/c", "3"), ("g", "1")],
            &[("a", "1"), ("e/f", "1")],
        ];
        for files in sites {
            let site = begin(&target, manifest.take(), Spare::take(spare.clone()));
            files.iter().for_each(|(path, text)| site.write(path, text.as_bytes()).unwrap());
            manifest = Some(site.finish(Some(&spare)).unwrap().1);
            let mut found: Vec<(String, String)> = walkdir::WalkDir::new(&target)
                .into_iter()
                .map(Result::unwrap)
                .filter(|entry| entry.depth() > 0 && entry.file_name() != MARKER)
                .filter(|entry| entry.file_type().is_file() || fs::read_dir(entry.path()).unwrap().next().is_none())
                .map(|entry| {
                    let path = entry.path().strip_prefix(&target).unwrap().to_string_lossy().replace('\\', "/");
                    (path, fs::read_to_string(entry.path()).unwrap_or_else(|_| "an empty folder".to_owned()))
                })
                .collect();
            found.sort();
            let wanted: Vec<_> = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
            assert_eq!(found, wanted);
        }
        assert!(spare.exists() && !folder.path().join(".public.onrecord-new").exists());
    }

    #[test]
    fn a_spare_site_with_anything_more_or_less_in_it_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let (target, spare) = (folder.path().join("public"), folder.path().join("spare"));
        let mut manifest = None;
        for text in ["1", "2"] {
            let site = begin(&target, manifest.take(), None);
            site.write("a", text.as_bytes()).unwrap();
            manifest = Some(site.finish(Some(&spare)).unwrap().1);
        }
        fs::write(spare.join("foreign"), "x").unwrap();
        assert!(Spare::take(spare.clone()).is_none() && !spare.exists());
        // Without its list, as a kill leaves it.
        fs::create_dir(&spare).unwrap();
        assert!(Spare::take(spare.clone()).is_none() && !spare.exists());
    }
}
