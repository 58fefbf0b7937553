//! Files of the cache folder, opened so that nothing else is ever written or waited for.
//!
//! An archive may come from elsewhere with a `.onrecord` that holds links, pipes or somebody's files. A file is ours if it is a
//! regular one that is empty or begins as all of ours do; nothing else is opened, cut short or replaced.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// How the header of each of our files begins.
const OURS: &[u8] = b"onrecord-";

/// Makes sure that a folder can be the cache folder: no link, and nothing at its top that is neither ours nor a folder.
pub(crate) fn inspect(folder: &Path) -> io::Result<()> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(facts) if facts.is_dir() => {}
        Ok(facts) => return Err(foreign("it is", facts.file_type())),
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            continue;
        }
        let shown = entry.file_name().to_string_lossy().into_owned();
        if !kind.is_file() {
            return Err(foreign(&format!("`{shown}` is"), kind));
        }
        if has_header(&shown) && !is_ours(&entry.path())? {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("onrecord did not make `{shown}`")));
        }
    }
    Ok(())
}

/// Opens a file of ours to read it.
pub(crate) fn read(path: &Path) -> io::Result<File> {
    regular(path)?;
    checked(careful(OpenOptions::new().read(true)).open(path)?)
}

/// Opens a file of ours to read and write it, or makes an empty one.
pub(crate) fn write(path: &Path) -> io::Result<File> {
    if regular(path)? && !is_ours(path)? {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "onrecord did not make this file"));
    }
    checked(careful(OpenOptions::new().read(true).write(true).create(true).truncate(false)).open(path)?)
}

/// Opens the lock file or makes it. What is in it does not matter, since nothing is ever written there.
pub(crate) fn lock(path: &Path) -> io::Result<File> {
    regular(path)?;
    checked(careful(OpenOptions::new().write(true).create(true).truncate(false)).open(path)?)
}

/// Makes a new file that will be moved to its place when it is whole. A leftover of the same name is deleted.
pub(crate) fn create_new(path: &Path) -> io::Result<File> {
    let create = || OpenOptions::new().read(true).write(true).create_new(true).open(path);
    create().or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => fs::remove_file(path).and_then(|()| create()),
        _ => Err(error),
    })
}

/// Puts a new file, already written, in the place of one of ours.
pub(crate) fn replace(new: &Path, path: &Path) -> io::Result<()> {
    if regular(path)? && !is_ours(path)? {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "onrecord did not make this file"));
    }
    fs::rename(new, path)
}

/// Whether there is a file; an error if something else is there.
fn regular(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(facts) if facts.is_file() => Ok(true),
        Ok(facts) => Err(foreign("it is", facts.file_type())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// What was opened may have come in the place of what was looked at.
fn checked(file: File) -> io::Result<File> {
    let facts = file.metadata()?;
    if facts.is_file() { Ok(file) } else { Err(foreign("it is", facts.file_type())) }
}

/// Whether a regular file is empty or begins as ours do. A crash may leave zeros, or a part of the first bytes.
fn is_ours(path: &Path) -> io::Result<bool> {
    let mut start = Vec::with_capacity(OURS.len());
    checked(careful(OpenOptions::new().read(true)).open(path)?)?.take(OURS.len() as u64).read_to_end(&mut start)?;
    Ok(OURS.starts_with(&start) || start.iter().all(|byte| *byte == 0))
}

/// Whether a file of this name in the cache folder has a header.
fn has_header(name: &str) -> bool {
    matches!(name, "analyses" | "summaries" | "known" | "search")
        || name.starts_with("site-")
        || name.starts_with("spare-") && name.ends_with(".list")
}

fn foreign(what: &str, kind: fs::FileType) -> io::Error {
    let kind = match kind.is_symlink() {
        true => "a symbolic link",
        false => crate::workspace::load::input::kind_of(kind),
    };
    io::Error::new(io::ErrorKind::InvalidData, format!("{what} {kind}"))
}

/// Follows no link and waits for no pipe.
#[cfg(unix)]
fn careful(options: &mut OpenOptions) -> &mut OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default())
}

#[cfg(not(unix))]
fn careful(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn nothing_of_somebody_else_is_opened_or_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        fs::write(path("precious"), "precious").unwrap();
        symlink("precious", path("link")).unwrap();
        symlink("nowhere", path("dangling")).unwrap();
        fs::write(path("new"), "onrecord-x").unwrap();
        for name in ["precious", "link", "dangling"] {
            assert!(write(&path(name)).is_err(), "{name}");
            assert!(replace(&path("new"), &path(name)).is_err(), "{name}");
        }
        assert_eq!(fs::read(path("precious")).unwrap(), b"precious");
        assert!(!path("nowhere").exists());
        for (name, start) in
            [("empty", &b""[..]), ("cut", b"onre"), ("zeros", &[0; 20]), ("ours", b"onrecord-shelf1\n")]
        {
            fs::write(path(name), start).unwrap();
            assert!(write(&path(name)).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_cache_folder_holds_no_links_and_no_files_of_others() {
        let refused = |make: &dyn Fn(&Path)| {
            let dir = tempfile::tempdir().unwrap();
            make(dir.path());
            inspect(&dir.path().join("cache")).map_err(|error| error.to_string()).err().unwrap_or_default()
        };
        let folder = |at: &Path| fs::create_dir(at.join("cache")).unwrap();
        assert_eq!(refused(&|_| {}), "");
        assert_eq!(refused(&|at| symlink("/tmp", at.join("cache")).unwrap()), "it is a symbolic link");
        assert_eq!(refused(&|at| fs::write(at.join("cache"), "").unwrap()), "it is something else");
        let link = |at: &Path| {
            folder(at);
            symlink("x", at.join("cache/lock")).unwrap();
        };
        assert_eq!(refused(&link), "`lock` is a symbolic link");
        let file = |at: &Path| {
            folder(at);
            fs::write(at.join("cache/notes.txt"), "mine").unwrap();
            fs::write(at.join("cache/search"), "mine").unwrap();
        };
        assert_eq!(refused(&file), "onrecord did not make `search`");
    }
}
