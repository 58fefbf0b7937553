//! Where a site is to be put: found, and refused where no site may be, before anything is written.

use super::folders::Folders;
use super::{WriteError, marker};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// Folders of version control, in which nothing of ours has a place.
const VERSION_CONTROL: [&str; 4] = [".git", ".hg", ".svn", ".jj"];

/// An output folder that may be used.
#[derive(Clone, Debug)]
pub struct Destination {
    target: PathBuf,
    /// Whether everything in it is ours, whatever it is.
    private: bool,
}

impl Destination {
    /// Looks for the output folder, which need not exist yet. Writes nothing.
    ///
    /// `around` are folders that must not be in it, `read` are those that a build reads, in which it must not be.
    pub fn find(target: &Path, around: &[&Path], read: &[&Path]) -> Result<Destination, WriteError> {
        let target = resolved(target).map_err(|cause| WriteError::new(target, cause))?;
        let refused = |why: String| Err(WriteError::Refused { path: target.clone(), why });
        let Some(parent) = target.parent().filter(|_| target.file_name().is_some()) else {
            return refused("it is a whole file system".to_owned());
        };
        for folder in around {
            if resolved(folder).is_ok_and(|folder| folder.starts_with(&target)) {
                return refused(format!("`{}` is in it", folder.display()));
            }
        }
        for folder in read {
            if resolved(folder).is_ok_and(|folder| target.starts_with(folder)) {
                return refused(format!(
                    "it lies in `{}`, which builds read; choose a folder outside",
                    folder.display()
                ));
            }
        }
        let names = target.components().filter_map(|part| part.as_os_str().to_str());
        if let Some(name) =
            names.into_iter().find(|name| VERSION_CONTROL.iter().any(|it| name.eq_ignore_ascii_case(it)))
        {
            return refused(format!("it lies in a folder `{name}`, which belongs to version control"));
        }
        if fs::symlink_metadata(&target).is_ok_and(|facts| facts.is_symlink()) {
            return refused("it is a symbolic link that leads nowhere".to_owned());
        }
        if is_mount_point(&target, parent) {
            return refused(
                "a disk is mounted there, so it cannot be replaced as a whole; choose a folder inside".to_owned(),
            );
        }
        Ok(Destination { target, private: false })
    }

    /// The same folder, in which everything is taken for ours.
    #[must_use]
    pub fn private(self) -> Destination {
        Destination { private: true, ..self }
    }

    /// The output folder: an absolute path without links.
    pub fn path(&self) -> &Path {
        &self.target
    }

    /// Whether a site with articles is there.
    pub fn has_articles(&self) -> bool {
        marker::has_articles(&self.target)
    }

    /// Whether a site of ours is there.
    pub fn has_site(&self) -> bool {
        marker::is_ours(&self.target)
    }

    /// Keeps other builds away, and puts right what a killed one left behind.
    ///
    /// While another build is at work here, waits for its end, until `cancelled` becomes true; `waiting` is called before.
    pub fn hold(&self, cancelled: &AtomicBool, waiting: impl FnOnce()) -> Result<Held, WriteError> {
        let parent = self.target.parent().unwrap_or(&self.target);
        fs::create_dir_all(parent).map_err(|cause| WriteError::new(parent, cause))?;
        Folders::lock(&self.target, self.private, cancelled, waiting).map(|folders| Held { folders })
    }

    /// Puts a site back that a killed build had moved aside, if there is one and no build is at work here.
    pub fn restore(&self) {
        if Folders::needs_recovery(&self.target) {
            // A build that is at work there is not waited for: it may be in the middle of just this.
            drop(self.hold(&AtomicBool::new(true), || {}));
        }
    }
}

/// An output folder that no other build may touch.
#[derive(Debug)]
pub struct Held {
    pub(super) folders: Folders,
}

impl Held {
    /// The time of the file system there; see [`super::manifest::Manifest::checked`].
    pub fn time(&self) -> u64 {
        self.folders.time()
    }
}

/// An absolute path without links, also of a folder that does not exist yet.
fn resolved(target: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(target)?;
    let mut missing = Vec::new();
    for ancestor in absolute.ancestors() {
        match fs::canonicalize(ancestor) {
            Ok(mut path) => {
                for part in missing.into_iter().rev() {
                    match part {
                        Component::ParentDir => drop(path.pop()),
                        part => path.push(part),
                    }
                }
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => missing.extend(ancestor.components().next_back()),
            Err(error) => return Err(error),
        }
    }
    Ok(absolute)
}

/// Whether another file system begins at `target`.
#[cfg(unix)]
fn is_mount_point(target: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|facts| facts.dev());
    matches!((device(target), device(parent)), (Ok(a), Ok(b)) if a != b)
}

/// There a folder that cannot be replaced is found when it is.
#[cfg(not(unix))]
fn is_mount_point(_target: &Path, _parent: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_found_whether_it_is_there_or_not_and_nothing_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        for (given, wanted) in [("a", "a"), ("a/b/c", "a/b/c"), ("a/../b", "b"), ("./a/./b/", "a/b")] {
            let found = Destination::find(&folder.path().join(given), &[], &[]).unwrap();
            assert_eq!(found.path(), root.join(wanted), "{given}");
        }
        assert_eq!(fs::read_dir(&root).unwrap().count(), 0);
    }

    #[test]
    fn no_site_is_put_where_builds_read_or_git_keeps_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let (seeds, fixed) = (root.join("seeds"), root.join("static"));
        for target in
            ["seeds", "seeds/site", "static/a/b", "seeds/../static/x", ".git/refs/heads", "a/.GIT/x", "", "x/.."]
        {
            let found = Destination::find(&root.join(target), &[root], &[&seeds, &fixed]);
            assert!(matches!(found, Err(WriteError::Refused { .. })), "{target}");
        }
        for target in ["public", "seedsite", "git/x", "static.new"] {
            assert!(Destination::find(&root.join(target), &[root], &[&seeds, &fixed]).is_ok(), "{target}");
        }
    }
}
