//! The site before the last, kept in the cache folder to grow the next one in.
//!
//! Most of what is in it is in the next site too, as links to the same files. So a build in which little changed puts in place
//! the few files in which the two differ, instead of linking tens of thousands and deleting as many.
//!
//! Its list is deleted as soon as the folder is taken: after a kill there is no spare site, or one without a list, which is
//! not used. Nothing in it is trusted further than its list and the file system agree.

use super::manifest::Entry;
use super::tree;
use crate::workspace::sealed::{self, Header};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const HEADER: &Header = b"onrecord-spare1\n";
/// Beside the folder, the list of what is in it.
const LIST: &str = "list";

/// A spare site.
#[derive(Debug)]
pub struct Spare {
    folder: PathBuf,
    files: BTreeMap<String, Entry>,
}

impl Spare {
    /// Takes the spare site whose folder this is, if there is one that can be used.
    pub fn take(folder: PathBuf) -> Option<Spare> {
        let list = folder.with_extension(LIST);
        let files: Option<BTreeMap<String, Entry>> = sealed::load(&list, HEADER);
        if list.exists() {
            fs::remove_file(&list).ok()?;
        }
        let is_folder = fs::symlink_metadata(&folder).is_ok_and(|facts| facts.is_dir());
        match files.filter(|files| is_folder && tree::is_exactly(&folder, files).unwrap_or_default()) {
            Some(files) => Some(Spare { folder, files }),
            None => {
                // What is not whole is of no use.
                let _ = fs::remove_dir_all(&folder);
                None
            }
        }
    }

    /// Makes the folder the one in which the next site grows. Gives what is in it.
    pub(super) fn become_staging(self, staging: &Path) -> io::Result<BTreeMap<String, Entry>> {
        fs::rename(&self.folder, staging)?;
        Ok(self.files)
    }

    /// Keeps a folder that is no longer the site, for the next build.
    pub(super) fn keep(folder: &Path, staging: &Path, files: &BTreeMap<String, Entry>) -> io::Result<()> {
        fs::rename(staging, folder)?;
        sealed::save(&folder.with_extension(LIST), HEADER, files)
    }
}
