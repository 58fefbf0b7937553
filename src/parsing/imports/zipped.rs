//! Files in a ZIP archive, as word processors, e-books and web archives are, unpacked within limits.

use super::fault::Fault;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Largest file in an archive, in bytes, unpacked.
const LARGEST: u64 = 64 << 20;
/// Most bytes of all files of an archive that are unpacked.
const ALL: u64 = 256 << 20;
/// Most files of an archive.
const FILES: usize = 20_000;

/// An opened archive.
#[derive(Debug)]
pub(super) struct Zipped<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Zipped<'a> {
    /// Opens an archive: its list of files is read, none of them yet.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Zipped<'a>, Fault> {
        // A document of a word processor that is locked with a password is no ZIP archive, but one of the older kind.
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(Fault::Encrypted);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(fault)?;
        if archive.len() > FILES {
            return Err(Fault::TooLarge("the list of files in this archive", format!("{FILES} files")));
        }
        Ok(Zipped { archive, left: ALL })
    }

    /// The names of its files, sorted. They are only names: nothing is ever written under them.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().filter_map(Result::ok);
        let mut names: Vec<String> = names.filter(|name| !name.ends_with('/')).map(|name| name.to_string()).collect();
        names.sort_unstable();
        names
    }

    /// The bytes of a file; `None` if there is no such file.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(fault(error)),
        };
        let most = LARGEST.min(self.left);
        // What the archive says of a file's size is not believed.
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(Fault::broken)?;
        if bytes.len() as u64 > most {
            return Err(match most == LARGEST {
                true => Fault::TooLarge("a file in this archive", format!("{} MiB", LARGEST >> 20)),
                false => Fault::TooLarge("this archive", format!("{} MiB", ALL >> 20)),
            });
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The bytes of a file that has to be there.
    pub(super) fn need(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        self.read(name)?.ok_or_else(|| Fault::broken(format!("it has no `{name}`")))
    }
}

fn fault(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => Fault::Encrypted,
        ZipError::InvalidPassword => Fault::Encrypted,
        ZipError::InvalidArchive(_) => Fault::broken("it is no ZIP archive, as such files are"),
        other => Fault::broken(other),
    }
}
