//! The output folder and the one beside it in which the next site grows.

use super::manifest::Entry;
use super::{MARKER, Spare, WriteError};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Output folder and staging folder. Dropping it deletes the staging folder.
#[derive(Debug)]
pub(super) struct Folders {
    /// The output folder, absolute.
    pub(super) target: PathBuf,
    /// Where the next site grows.
    pub(super) staging: PathBuf,
    aside: PathBuf,
}

impl Folders {
    /// Makes sure that `target` may be replaced, tidies up after a killed build, and makes the staging folder, of the spare site
    /// if there is one. Gives what is in it.
    pub(super) fn open(
        target: &Path,
        protected: &[&Path],
        spare: Option<Spare>,
    ) -> Result<(Folders, BTreeMap<String, Entry>), WriteError> {
        let target = super::resolved(target)?;
        let refused = |why: String| WriteError::Refused { path: target.clone(), why };
        let Some(name) = target.file_name() else { return Err(refused("it is a whole file system".to_owned())) };
        for folder in protected {
            if fs::canonicalize(folder).is_ok_and(|folder| folder.starts_with(&target)) {
                return Err(refused(format!("`{}` is in it", folder.display())));
            }
        }
        let beside = |ending: &str| {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(ending);
            target.with_file_name(hidden)
        };
        let (staging, aside) = (beside(".onrecord-new"), beside(".onrecord-old"));
        recover(&target, &staging, &aside)?;
        check_ours(&target)?;
        let found = spare.and_then(|spare| spare.become_staging(&staging).ok());
        if found.is_none() {
            fs::create_dir(&staging)
                .and_then(|()| fs::write(staging.join(MARKER), marker(&BTreeSet::new())))
                .map_err(|cause| WriteError::Io { path: staging.clone(), cause })?;
        }
        Ok((Folders { target, staging, aside }, found.unwrap_or_default()))
    }

    /// Puts the staging folder in the place of the output folder and deletes the old one.
    pub(super) fn exchange(&mut self, top: &BTreeSet<&str>) -> Result<(), WriteError> {
        let failed = |cause| WriteError::Io { path: self.target.clone(), cause };
        fs::write(self.staging.join(MARKER), marker(top)).map_err(failed)?;
        if self.target.exists() {
            if exchange_in_one_step(&self.staging, &self.target).is_err() {
                self.exchange_in_two_steps().map_err(failed)?;
            }
        } else {
            fs::rename(&self.staging, &self.target).map_err(failed)?;
        }
        Ok(())
    }

    /// For file systems that cannot exchange two folders: a kill between the steps is put right by [`recover`].
    fn exchange_in_two_steps(&self) -> io::Result<()> {
        fs::rename(&self.target, &self.aside)?;
        fs::rename(&self.staging, &self.target).inspect_err(|_| {
            // Back to the old site; if that fails too, the next build does it.
            let _ = fs::rename(&self.aside, &self.target);
        })
    }

    /// Deletes a file from the staging folder, and the folders that are empty then.
    pub(super) fn remove(&self, path: &str) -> io::Result<()> {
        let file = self.staging.join(path);
        fs::remove_file(&file)?;
        let above = file.ancestors().skip(1).take_while(|folder| *folder != self.staging);
        // A folder that is not empty stays.
        above.map(fs::remove_dir).take_while(Result::is_ok).for_each(drop);
        Ok(())
    }

    /// Keeps the staging folder for the next build, in `spare`; `files` are in it. Where that is on another disk, it is deleted.
    pub(super) fn keep_spare(&mut self, spare: &Path, files: &BTreeMap<String, Entry>) {
        if Spare::keep(spare, &self.staging, files).is_err() {
            self.discard();
        }
    }

    /// Deletes the staging folder, which is the old site after an exchange. What cannot be deleted now, the next build deletes.
    pub(super) fn discard(&mut self) {
        let _ = remove_ours(&self.staging);
        let _ = remove_ours(&self.aside);
    }

    /// How many files the output folder holds.
    pub(super) fn count_files(&self) -> usize {
        WalkDir::new(&self.target).into_iter().flatten().filter(|entry| entry.file_type().is_file()).count()
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        self.discard();
    }
}

/// An absolute path without links, also of a folder that does not exist yet. Its parent is made if it is missing.
pub(super) fn resolved(target: &Path) -> io::Result<PathBuf> {
    if let Ok(existing) = fs::canonicalize(target) {
        return Ok(existing);
    }
    let absolute = std::path::absolute(target)?;
    match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => {
            fs::create_dir_all(parent)?;
            Ok(fs::canonicalize(parent)?.join(name))
        }
        _ => Ok(absolute),
    }
}

/// Puts right what a killed build left behind.
fn recover(target: &Path, staging: &Path, aside: &Path) -> Result<(), WriteError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| WriteError::Io { path, cause }
    };
    if !target.exists() && is_ours(aside) {
        fs::rename(aside, target).map_err(failed(aside))?;
    }
    remove_ours(aside).map_err(failed(aside))?;
    remove_ours(staging).map_err(failed(staging))
}

/// Deletes a folder of ours; one that is not there is fine, one that is not ours is an error.
fn remove_ours(path: &Path) -> io::Result<()> {
    if is_ours(path) {
        // The marker goes last: a kill on the way leaves a folder that is still known as ours.
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_name() == MARKER {
                continue;
            }
            if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
        }
        fs::remove_file(path.join(MARKER))?;
    }
    match fs::remove_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether a folder has our marker.
pub(crate) fn is_ours(path: &Path) -> bool {
    path.join(MARKER).is_file()
}

/// Deletes an output folder and everything beside it that is ours.
pub(super) fn clean(target: &Path) -> Result<(), WriteError> {
    if target.exists() {
        let (folders, _) = Folders::open(target, &[], None)?;
        remove_ours(&folders.target).map_err(|cause| WriteError::Io { path: folders.target.clone(), cause })?;
    }
    Ok(())
}

/// Refuses a folder with anything in it that we did not put there.
fn check_ours(target: &Path) -> Result<(), WriteError> {
    let refused = |why: String| Err(WriteError::Refused { path: target.to_owned(), why });
    let entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return refused("it is a file".to_owned()),
        Err(cause) => return Err(WriteError::Io { path: target.to_owned(), cause }),
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let Some(first) = names.first() else { return Ok(()) };
    let Ok(marker) = fs::read_to_string(target.join(MARKER)) else {
        return refused(format!("it holds files that Onrecord did not make, such as `{first}`"));
    };
    let ours: BTreeSet<&str> = marker.lines().filter_map(|line| line.strip_prefix("- ")).collect();
    match names.iter().find(|name| *name != MARKER && !ours.contains(name.as_str())) {
        Some(foreign) => refused(format!("`{foreign}` in it was not made by Onrecord")),
        None => Ok(()),
    }
}

/// What the marker says: what it is for, and what we put at the top level.
fn marker(top: &BTreeSet<&str>) -> String {
    let mut text = "Onrecord made this folder and replaces it as a whole. Its own files at the top level:\n".to_owned();
    for name in top {
        text.push_str("- ");
        text.push_str(name);
        text.push('\n');
    }
    text
}

/// Exchanges two folders so that at no moment either is missing.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_in_one_step(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

/// Not offered by this system.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_in_one_step(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
