//! The YAML files of the archive, as the desk reads and writes them.
//!
//! Nothing is followed that leads elsewhere, nothing but YAML files of known names is touched, and a file is exchanged in one step:
//! whoever reads it finds the old text or the new one. What the file holds is compared right before, so that what another program
//! saved meanwhile is not lost.

use crate::linking::agenda;
use crate::serve::files::real;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

/// Largest file that the desk reads or writes, in bytes.
const LIMIT: u64 = 8 << 20;
/// Files about the whole archive.
const SHARED: [&str; 6] =
    ["people.yaml", "topics.yaml", "events.yaml", "outlets.yaml", "relations.yaml", "review.yaml"];
/// How the files beside an article end.
const BESIDE: [&str; 2] = [".corrections.yaml", ".notes.yaml"];

/// Why a file is not read or written.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It is no YAML file of an archive, or a link leads away from it.
    NotOurs,
    /// It holds something else than whoever wants to write it thinks.
    Changed,
    /// The system says no.
    Io(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::Io(error)
    }
}

/// The text of a file of the archive; nothing if there is none. `path` is relative to `root`, with `/`.
pub(super) fn read(root: &Path, path: &str) -> Result<Option<String>, Trouble> {
    let Some(place) = place(root, path)? else { return Ok(None) };
    let facts = fs::symlink_metadata(&place)?;
    if !facts.is_file() || facts.len() > LIMIT {
        return Err(Trouble::NotOurs);
    }
    String::from_utf8(fs::read(&place)?).map(Some).map_err(|_| Trouble::NotOurs)
}

/// Puts a text in the place of another, or makes or deletes the file.
pub(super) fn exchange(root: &Path, path: &str, before: Option<&str>, after: Option<&str>) -> Result<(), Trouble> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if read(root, path)?.as_deref() != before {
        return Err(Trouble::Changed);
    }
    let (folder, facts) = real(root, folder).ok_or(Trouble::NotOurs)?;
    if !facts.is_dir() {
        return Err(Trouble::NotOurs);
    }
    let place = folder.join(name);
    let Some(after) = after else {
        return Ok(fs::remove_file(&place)?);
    };
    if after.len() as u64 > LIMIT {
        return Err(Trouble::NotOurs);
    }
    // Hidden, so that neither a build nor the watcher sees it.
    let new = folder.join(format!(".{name}.onrecord-new"));
    let written = write_new(&new, after, before.map(|_| place.as_path()));
    let exchanged = written.map_err(Trouble::from).and_then(|()| {
        if read(root, path)?.as_deref() != before {
            return Err(Trouble::Changed);
        }
        Ok(fs::rename(&new, &place)?)
    });
    if exchanged.is_err() {
        let _ = fs::remove_file(&new);
    }
    exchanged
}

/// Writes a new file, as readable as the one that it will replace.
fn write_new(new: &Path, text: &str, like: Option<&Path>) -> io::Result<()> {
    let _ = fs::remove_file(new);
    let mut file = OpenOptions::new().write(true).create_new(true).open(new)?;
    file.write_all(text.as_bytes())?;
    if let Some(like) = like {
        file.set_permissions(fs::symlink_metadata(like)?.permissions())?;
    }
    file.sync_all()
}

/// Where a file is; nothing if there is none.
fn place(root: &Path, path: &str) -> Result<Option<PathBuf>, Trouble> {
    if !is_ours(path) {
        return Err(Trouble::NotOurs);
    }
    match real(root, path) {
        Some((place, _)) => Ok(Some(place)),
        // A link that leads away, even to nothing, is there.
        None if fs::symlink_metadata(root.join(path)).is_ok() => Err(Trouble::NotOurs),
        None => Ok(None),
    }
}

/// Whether a path is one of a YAML file of an archive, inside of it and not hidden.
fn is_ours(path: &str) -> bool {
    let mut names = path.split('/');
    let odd = |name: &str| {
        name.is_empty() || name.starts_with('.') || name.contains(['\\', ':']) || name.contains(char::is_control)
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let known =
        SHARED.contains(&name) || BESIDE.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending));
    known && !names.any(odd)
}

/// Tells texts of a file apart; of a file that is not there it is `-`.
pub(super) fn version(text: Option<&str>) -> String {
    text.map_or_else(|| "-".to_owned(), |text| format!("{:016x}", xxh3_64(text.as_bytes())))
}

/// The notes file beside an article.
pub(super) fn notes_of(article: &str) -> String {
    let path = agenda::corrections_file(article);
    path.strip_suffix(".corrections.yaml").map_or(path.clone(), |stem| format!("{stem}.notes.yaml"))
}

/// The file of that name about the whole archive: beside `book.toml`, unless it is only among the articles.
pub(super) fn shared(root: &Path, src: &str, name: &str) -> String {
    let parts: Vec<&str> = src.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    let among = if parts.is_empty() { name.to_owned() } else { format!("{}/{name}", parts.join("/")) };
    if !root.join(name).exists() && root.join(&among).exists() { among } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_exchanged_only_if_it_is_what_it_was_taken_for() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir(root.join("seeds")).unwrap();
        let path = "seeds/a.corrections.yaml";
        assert!(exchange(root, path, None, Some("one")).is_ok());
        assert_eq!(read(root, path).unwrap().as_deref(), Some("one"));
        assert!(matches!(exchange(root, path, None, Some("two")), Err(Trouble::Changed)));
        assert!(matches!(exchange(root, path, Some("other"), Some("two")), Err(Trouble::Changed)));
        assert!(matches!(exchange(root, path, Some("other"), None), Err(Trouble::Changed)));
        assert!(exchange(root, path, Some("one"), Some("two")).is_ok());
        assert!(exchange(root, path, Some("two"), None).is_ok());
        assert_eq!(fs::read_dir(root.join("seeds")).unwrap().count(), 0);
    }

    #[test]
    fn only_yaml_files_of_an_archive_are_touched() {
        for path in ["people.yaml", "seeds/topics.yaml", "a.corrections.yaml", "seeds/x y/ž.notes.yaml", "review.yaml"]
        {
            assert!(is_ours(path), "{path}");
        }
        for path in [
            "book.toml",
            "seeds/a.txt",
            "../people.yaml",
            "seeds/../../people.yaml",
            "/etc/people.yaml",
            "seeds//people.yaml",
            ".git/people.yaml",
            "seeds/.corrections.yaml",
            ".corrections.yaml",
            "seeds/a.yaml",
            "c:people.yaml",
            "seeds\\people.yaml",
            "people.yaml/x",
            "people.yaml\0",
            "seeds/a\n.notes.yaml",
            "",
        ] {
            assert!(!is_ours(path), "{path:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_read_or_written_through() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (root, outside) = (dir.path().join("archive"), dir.path().join("outside"));
        fs::create_dir_all(root.join("seeds")).unwrap();
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join("a.notes.yaml"), "theirs").unwrap();
        symlink(outside.join("a.notes.yaml"), root.join("seeds/a.notes.yaml")).unwrap();
        symlink(outside.join("none"), root.join("seeds/b.notes.yaml")).unwrap();
        symlink(&outside, root.join("linked")).unwrap();
        fs::create_dir(root.join("seeds/c.notes.yaml")).unwrap();
        for path in [
            "seeds/a.notes.yaml",
            "seeds/b.notes.yaml",
            "linked/a.notes.yaml",
            "linked/new.notes.yaml",
            "seeds/c.notes.yaml",
        ] {
            for before in [None, Some("theirs")] {
                assert!(exchange(&root, path, before, Some("ours")).is_err(), "{path}");
                assert!(exchange(&root, path, before, None).is_err(), "{path}");
            }
        }
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
        assert_eq!(fs::read_to_string(outside.join("a.notes.yaml")).unwrap(), "theirs");
        // The name under which a new text is written may be taken by a link.
        symlink(outside.join("a.notes.yaml"), root.join("seeds/.d.notes.yaml.onrecord-new")).unwrap();
        assert!(exchange(&root, "seeds/d.notes.yaml", None, Some("ours")).is_ok());
        assert_eq!(fs::read_to_string(outside.join("a.notes.yaml")).unwrap(), "theirs");
        assert_eq!(fs::read_to_string(root.join("seeds/d.notes.yaml")).unwrap(), "ours");
    }
}
