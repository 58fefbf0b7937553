//! How every file of the archive is opened: what comes with an archive may not lead out of it.
//!
//! A link that stays inside is followed; one that leaves, or leads to something hidden, is refused. So is all that is no regular
//! file: a pipe would hang the build, a device never ends. Both are checked on the way to the opened file and on the file
//! itself, so that nothing can be exchanged between the check and the reading.

use crate::text::diagnostic::Diagnostic;
use std::fs::{self, File, FileType, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a file is not read.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It is not there.
    Missing,
    /// A link on the way leads out of the archive.
    Outside,
    /// A link on the way leads to a hidden file or folder, such as `.git`.
    Hidden,
    /// It is something else, such as `a named pipe`.
    NoFile(&'static str),
    /// It has more bytes than this.
    TooLarge(u64),
    /// The system says no.
    Io(io::Error),
}

impl Refusal {
    /// What to tell the person whose file it is.
    pub(crate) fn diagnostic(self, path: &str) -> Diagnostic {
        let link = |message: &str| Diagnostic::error("symlink-outside", message).hint("copy the file into the archive");
        let problem = match self {
            Refusal::Missing => unreadable("there is no such file"),
            Refusal::Outside => link("this symbolic link leads out of the archive"),
            Refusal::Hidden => link("this symbolic link leads to a hidden file"),
            Refusal::NoFile(what) => Diagnostic::error("no-regular-file", format!("this is {what}, not a file"))
                .hint("put a regular file in its place, or remove it"),
            Refusal::TooLarge(limit) => too_large(limit),
            Refusal::Io(error) => unreadable(error),
        };
        problem.in_file(path)
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        match error.kind() {
            io::ErrorKind::NotFound => Refusal::Missing,
            _ => Refusal::Io(error),
        }
    }
}

/// A file with more bytes than are read.
pub(super) fn too_large(limit: u64) -> Diagnostic {
    Diagnostic::error("too-large", format!("this file is larger than {} MiB", limit >> 20))
}

fn unreadable(why: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error("unreadable", format!("cannot read this file: {why}"))
}

/// The bytes of a file of the archive, and what the system says of the very file that they come from.
///
/// `path` is relative to `root`, with `/`. A larger file than `limit` is refused before it is read.
pub(crate) fn read(root: &Path, path: &str, limit: u64) -> Result<(Vec<u8>, Metadata), Refusal> {
    let file = open(root, path)?;
    let facts = file.metadata()?;
    if !facts.is_file() {
        return Err(Refusal::NoFile(kind_of(facts.file_type())));
    }
    Ok((to_end(file, facts.len(), limit)?, facts))
}

/// The first bytes of a file of the archive.
pub(super) fn start(root: &Path, path: &str, most: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    open(root, path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of an opened file of about `length` bytes, if there are no more than `limit`.
pub(crate) fn to_end(file: File, length: u64, limit: u64) -> Result<Vec<u8>, Refusal> {
    if length > limit {
        return Err(Refusal::TooLarge(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(Refusal::TooLarge(limit)) } else { Ok(bytes) }
}

/// Where a path of the archive leads, relative to the archive's root, once all links are followed.
pub(crate) fn inside(root: &Path, path: &str) -> Result<PathBuf, Refusal> {
    let target = fs::canonicalize(root.join(path))?;
    let inside = target.strip_prefix(fs::canonicalize(root)?).map_err(|_| Refusal::Outside)?;
    let is_hidden = |part: &std::ffi::OsStr| part.as_encoded_bytes().starts_with(b".");
    if inside.iter().any(is_hidden) { Err(Refusal::Hidden) } else { Ok(inside.to_owned()) }
}

/// What something that is no regular file is called.
pub(crate) fn kind_of(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    if kind.is_dir() { "a folder" } else { "something else" }
}

#[cfg(unix)]
fn open(root: &Path, path: &str) -> Result<File, Refusal> {
    match beneath(root, Path::new(path)) {
        // A link is on the way: where does it lead?
        Err(Refusal::Outside) => beneath(root, &inside(root, path)?),
        found => found,
    }
}

/// Opens a file below `root`, following no link on the way there.
#[cfg(unix)]
fn beneath(root: &Path, path: &Path) -> Result<File, Refusal> {
    use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, openat, statat};
    use rustix::io::Errno;
    use std::path::Component;
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const FOLDER: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);
    // A device is never opened, and a pipe that comes in the place of a file does not wait for somebody to write.
    const FILE: OFlags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);
    let refused = |error: Errno| match error {
        Errno::LOOP => Refusal::Outside,
        error => Refusal::from(io::Error::from(error)),
    };
    let mut folder = openat(CWD, root, FOLDER, Mode::empty()).map_err(refused)?;
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => parts.push(name),
            Component::CurDir => {}
            _ => return Err(Refusal::Outside),
        }
    }
    let Some((name, above)) = parts.split_last() else { return Err(Refusal::NoFile("a folder")) };
    for part in above {
        folder = openat(&folder, *part, FOLDER | OFlags::NOFOLLOW, Mode::empty()).map_err(|error| match error {
            // A link, or a file where a folder should be.
            Errno::NOTDIR => match statat(&folder, *part, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(facts) if FileType::from_raw_mode(facts.st_mode) == FileType::Symlink => Refusal::Outside,
                _ => Refusal::Missing,
            },
            error => refused(error),
        })?;
    }
    let facts = statat(&folder, *name, AtFlags::SYMLINK_NOFOLLOW).map_err(refused)?;
    match FileType::from_raw_mode(facts.st_mode) {
        FileType::RegularFile => {}
        FileType::Symlink => return Err(Refusal::Outside),
        FileType::Directory => return Err(Refusal::NoFile("a folder")),
        FileType::Fifo => return Err(Refusal::NoFile("a named pipe")),
        FileType::Socket => return Err(Refusal::NoFile("a socket")),
        _ => return Err(Refusal::NoFile("a device")),
    }
    openat(&folder, *name, FILE, Mode::empty()).map(File::from).map_err(refused)
}

#[cfg(not(unix))]
fn open(root: &Path, path: &str) -> Result<File, Refusal> {
    let target = fs::canonicalize(root)?.join(inside(root, path)?);
    let kind = fs::symlink_metadata(&target)?.file_type();
    if kind.is_file() { Ok(File::open(target)?) } else { Err(Refusal::NoFile(kind_of(kind))) }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn outcome(root: &Path, path: &str) -> String {
        match read(root, path, 10) {
            Ok((bytes, facts)) => {
                assert_eq!(facts.len(), bytes.len() as u64);
                String::from_utf8_lossy(&bytes).into_owned()
            }
            Err(refusal) => refusal.diagnostic(path).message,
        }
    }

    #[test]
    fn links_are_followed_inside_the_archive_only() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("archive");
        fs::create_dir_all(root.join("texts/.git")).unwrap();
        fs::write(root.join("texts/a"), "inside").unwrap();
        fs::write(root.join("texts/.git/config"), "hidden").unwrap();
        fs::write(folder.path().join("secret"), "outside").unwrap();
        for (link, target) in [
            ("a", "texts/a"),
            ("twice", "a"),
            ("folder", "texts"),
            ("absolute", root.join("texts/a").to_str().unwrap()),
            ("out", "../secret"),
            ("out-twice", "out"),
            ("up", ".."),
            ("git", "texts/.git"),
            ("zero", "/dev/zero"),
            ("nowhere", "b"),
            ("circle", "circle"),
        ] {
            symlink(target, root.join(link)).unwrap();
        }
        for path in ["texts/a", "a", "twice", "folder/a", "absolute", "./texts//a"] {
            assert_eq!(outcome(&root, path), "inside", "{path}");
        }
        for path in ["out", "out-twice", "up/secret", "../secret", "zero", "texts/../../secret"] {
            assert_eq!(outcome(&root, path), "this symbolic link leads out of the archive", "{path}");
        }
        assert_eq!(outcome(&root, "git/config"), "this symbolic link leads to a hidden file");
        assert!(matches!(read(&root, "nowhere", 10), Err(Refusal::Missing)));
        assert!(matches!(read(&root, "texts/a/b", 10), Err(Refusal::Missing)));
        assert!(matches!(read(&root, "circle", 10), Err(Refusal::Io(_))));
    }

    #[test]
    fn what_is_no_regular_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        fs::create_dir(folder.path().join("folder")).unwrap();
        symlink("pipe", folder.path().join("link")).unwrap();
        let outcome = |path| outcome(folder.path(), path);
        assert_eq!(outcome("pipe"), "this is a named pipe, not a file");
        assert_eq!(outcome("link"), "this is a named pipe, not a file");
        assert_eq!(outcome("socket"), "this is a socket, not a file");
        assert_eq!(outcome("folder"), "this is a folder, not a file");
    }

    #[test]
    fn a_file_has_to_fit_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ten"), "0123456789").unwrap();
        fs::write(folder.path().join("eleven"), "0123456789a").unwrap();
        assert_eq!(outcome(folder.path(), "ten"), "0123456789");
        assert!(matches!(read(folder.path(), "eleven", 10), Err(Refusal::TooLarge(10))));
    }
}
