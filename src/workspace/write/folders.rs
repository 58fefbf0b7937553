//! The output folder and those beside it, in which the next site grows and the old one waits.

use super::lock::Lock;
use super::manifest::Entry;
use super::{MARKER, Spare, WriteError, marker, tree};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// Output folder and staging folder, kept from other builds. Dropping it deletes the staging folder.
#[derive(Debug)]
pub(super) struct Folders {
    /// The output folder, absolute.
    pub(super) target: PathBuf,
    /// Where the next site grows.
    pub(super) staging: PathBuf,
    /// Where the old site waits until the new one is in its place.
    aside: PathBuf,
    /// Where a copy of an old site grows that cannot be moved.
    copy: PathBuf,
    /// Whether everything in the output folder is ours, whatever it is.
    private: bool,
    lock: Lock,
}

impl Folders {
    /// Waits until no other build is at work at `target`, keeps others away from then on, and tidies up after a killed build.
    pub(super) fn lock(
        target: &Path,
        private: bool,
        cancelled: &AtomicBool,
        waiting: impl FnOnce(),
    ) -> Result<Folders, WriteError> {
        let lock = Lock::take(beside(target, ".onrecord-lock"), cancelled, waiting)?;
        let (staging, aside) = (beside(target, ".onrecord-new"), beside(target, ".onrecord-old"));
        let copy = beside(target, ".onrecord-copy");
        let folders = Folders { target: target.to_owned(), staging, aside, copy, private, lock };
        folders.recover()?;
        Ok(folders)
    }

    /// Whether a killed build has left no site at `target`, or half of one, and the old one beside it.
    pub(super) fn needs_recovery(target: &Path) -> bool {
        !marker::is_ours(target) && marker::is_ours(&beside(target, ".onrecord-old"))
    }

    /// Makes the staging folder, of the spare site if there is one. Gives what is in it.
    pub(super) fn open(&self, spare: Option<Spare>) -> Result<BTreeMap<String, Entry>, WriteError> {
        self.check_ours()?;
        if let Some(found) = spare.and_then(|spare| spare.become_staging(&self.staging).ok()) {
            return Ok(found);
        }
        fs::create_dir(&self.staging)
            .and_then(|()| fs::write(self.staging.join(MARKER), marker::text(std::iter::empty())))
            .map_err(|cause| WriteError::beside(&self.staging, cause))?;
        Ok(BTreeMap::new())
    }

    /// Refuses an output folder with anything in it that we did not put there.
    fn check_ours(&self) -> Result<(), WriteError> {
        if self.private { Ok(()) } else { marker::check(&self.target) }
    }

    /// The time of the file system there.
    pub(super) fn time(&self) -> u64 {
        self.lock.time()
    }

    /// Whether the output folder holds just these files, with this marker.
    pub(super) fn is_published(&self, files: &BTreeMap<String, Entry>, marker: &str) -> bool {
        fs::read(self.target.join(MARKER)).is_ok_and(|old| old == marker.as_bytes())
            && tree::is_exactly(&self.target, files).unwrap_or_default()
    }

    /// Makes sure that the staging folder holds what was written to it, all of it and nothing else.
    pub(super) fn check_whole(&self, files: &BTreeMap<String, Entry>) -> Result<(), WriteError> {
        let cause = match tree::is_exactly(&self.staging, files) {
            Ok(true) => return Ok(()),
            Ok(false) => io::Error::other("another program changed it while the site was being written"),
            Err(cause) => cause,
        };
        Err(WriteError::new(&self.staging, cause))
    }

    /// Puts the staging folder, with this marker, in the place of the output folder.
    pub(super) fn exchange(&self, marker: &str) -> Result<(), WriteError> {
        let failed = |cause| WriteError::new(&self.target, cause);
        fs::write(self.staging.join(MARKER), marker).map_err(failed)?;
        // Whoever put a file there while we were at work wants it as much as whoever did so before.
        self.check_ours()?;
        if !self.target.exists() {
            return fs::rename(&self.staging, &self.target).map_err(failed);
        }
        if exchange_in_one_step(&self.staging, &self.target).is_ok() {
            return Ok(());
        }
        match self.exchange_in_two_steps() {
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => self.exchange_by_copy().map_err(failed),
            done => done.map_err(failed),
        }
    }

    /// For file systems that cannot exchange two folders: a kill between the steps is put right by [`Folders::recover`].
    fn exchange_in_two_steps(&self) -> io::Result<()> {
        fs::rename(&self.target, &self.aside)?;
        fs::rename(&self.staging, &self.target).inspect_err(|_| {
            // Back to the old site; if that fails too, the next run does it.
            let _ = fs::rename(&self.aside, &self.target);
        })?;
        self.as_if_exchanged();
        Ok(())
    }

    /// The old site lies where an exchange in one step would have put it. If it cannot be moved there, it is deleted where it is.
    fn as_if_exchanged(&self) {
        let _ = fs::rename(&self.aside, &self.staging);
    }

    /// For folders that cannot be moved at all, such as those in the image of a container: a whole copy of the old site waits
    /// beside it while it is deleted, and is put back if anything goes wrong, if need be by [`Folders::recover`].
    fn exchange_by_copy(&self) -> io::Result<()> {
        self.copy_old_site().inspect_err(|_| {
            let _ = remove_ours(&self.copy);
        })?;
        fs::rename(&self.copy, &self.aside)?;
        // The marker goes first: a folder that lacks it, beside a whole copy, is one that was being deleted.
        fs::remove_file(self.target.join(MARKER))
            .and_then(|()| remove_contents(&self.target))
            .and_then(|()| fs::remove_dir(&self.target))
            .and_then(|()| fs::rename(&self.staging, &self.target))
            .inspect_err(|_| {
                let _ = self.put_back();
            })?;
        self.as_if_exchanged();
        Ok(())
    }

    /// Copies the old site; its marker first, so that what a kill leaves of the copy is known as ours.
    fn copy_old_site(&self) -> io::Result<()> {
        fs::create_dir(&self.copy)?;
        copy(&self.target.join(MARKER), &self.copy.join(MARKER))?;
        tree::files(&self.target)?.iter().filter(|path| *path != MARKER).try_for_each(|path| {
            let to = self.copy.join(path);
            super::in_folder(&to, || copy(&self.target.join(path), &to))
        })
    }

    /// Puts the old site back in its place, of which some may still be there. Its marker comes last.
    fn put_back(&self) -> io::Result<()> {
        if !self.target.exists() {
            return fs::rename(&self.aside, &self.target);
        }
        let all = tree::files(&self.aside)?;
        let missing =
            all.iter().filter(|path| *path != MARKER && fs::symlink_metadata(self.target.join(path)).is_err());
        for path in missing.map(String::as_str).chain([MARKER]) {
            let to = self.target.join(path);
            super::in_folder(&to, || copy(&self.aside.join(path), &to))?;
        }
        Ok(())
    }

    /// Puts right what a killed build left behind.
    fn recover(&self) -> Result<(), WriteError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |cause| WriteError::new(&path, cause)
        };
        let half = || self.target.is_dir() && marker::is_part_of(&self.target, &self.aside);
        if Folders::needs_recovery(&self.target) && (!self.target.exists() || half()) {
            self.put_back().map_err(failed(&self.target))?;
        }
        // Beside a folder that is not ours, the old site is the only one.
        if !Folders::needs_recovery(&self.target) {
            remove_ours(&self.aside).map_err(failed(&self.aside))?;
        }
        remove_ours(&self.copy).map_err(failed(&self.copy))?;
        remove_ours(&self.staging).map_err(failed(&self.staging))
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
    pub(super) fn keep_spare(&self, spare: &Path, files: &BTreeMap<String, Entry>) {
        if Spare::keep(spare, &self.staging, files).is_err() {
            self.discard();
        }
    }

    /// Deletes the staging folder, which is the old site after an exchange. What cannot be deleted now, the next build deletes.
    pub(super) fn discard(&self) {
        let _ = remove_ours(&self.staging);
        if !Folders::needs_recovery(&self.target) {
            let _ = remove_ours(&self.aside);
        }
    }

    /// Deletes the site and everything beside it that is ours.
    pub(super) fn clean(&self) -> Result<(), WriteError> {
        self.check_ours()?;
        match marker::is_ours(&self.target) {
            true => remove_ours(&self.target).map_err(|cause| WriteError::new(&self.target, cause)),
            false => Ok(()),
        }
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        self.discard();
    }
}

/// A hidden name beside a folder.
fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut hidden = OsString::from(".");
    hidden.push(target.file_name().unwrap_or_default());
    hidden.push(ending);
    target.with_file_name(hidden)
}

/// The same file under another name too, or where that cannot be, its copy.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
}

/// Deletes a folder of ours; one that is not there is fine, one that is not ours is an error.
fn remove_ours(path: &Path) -> io::Result<()> {
    if marker::is_ours(path) {
        // The marker goes last: a kill on the way leaves a folder that is still known as ours.
        remove_contents(path)?;
        fs::remove_file(path.join(MARKER))?;
    }
    match fs::remove_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Deletes everything in a folder but its marker.
fn remove_contents(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() != MARKER {
            if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
        }
    }
    Ok(())
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
