//! Small files of the cache: read whole, trusted only when whole.
//!
//! ```text
//! header (16 bytes), hash of the body (8 bytes), body
//! ```

use crate::workspace::own;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// First bytes of a file, saying what it is; the number in it changes with the format.
pub(crate) type Header = [u8; 16];

/// Reads a file; `None` if there is none, or one that is damaged or of another version.
pub(crate) fn load<T: DeserializeOwned>(path: &Path, header: &Header) -> Option<T> {
    postcard::from_bytes(&load_bytes(path, header)?).ok()
}

/// The same of a file whose body is not ours to read.
pub(crate) fn load_bytes(path: &Path, header: &Header) -> Option<Vec<u8>> {
    let mut file = own::read(path).ok()?;
    let mut bytes = vec![0; header.len()];
    // What is not ours may be of any size.
    file.read_exact(&mut bytes).ok().filter(|()| bytes == header)?;
    bytes.reserve_exact(usize::try_from(file.metadata().ok()?.len()).ok()?);
    file.read_to_end(&mut bytes).ok()?;
    let (check, body) = bytes.strip_prefix(header)?.split_at_checked(8)?;
    if check != xxh3_64(body).to_le_bytes() {
        return None;
    }
    bytes.drain(..header.len() + 8);
    Some(bytes)
}

/// Writes a file in the place of the one before.
pub(crate) fn save(path: &Path, header: &Header, data: &impl Serialize) -> io::Result<()> {
    let body = postcard::to_allocvec(data).map_err(io::Error::other)?;
    save_pieces(path, header, &mut std::iter::once(body))
}

/// The same of a body that is bytes already, too many to have them all in memory.
pub(crate) fn save_pieces(path: &Path, header: &Header, body: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
    let new = path.with_extension(format!("{}.new", std::process::id()));
    let write = || {
        let (mut file, mut hash) = (own::create_new(&new)?, Xxh3::new());
        file.write_all(&[&header[..], &[0; 8]].concat())?;
        for piece in body {
            hash.update(&piece);
            file.write_all(&piece)?;
        }
        file.seek(SeekFrom::Start(header.len() as u64))?;
        file.write_all(&hash.digest().to_le_bytes())
    };
    write().and_then(|()| own::replace(&new, path)).inspect_err(|_| {
        // It was only half there, and nobody reads it.
        let _ = fs::remove_file(&new);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_any_byte_changed_or_missing_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let header = b"onrecord-test-1\n";
        let data = vec!["one".to_owned(), "two".to_owned()];
        save(&path, header, &data).unwrap();
        assert_eq!(load::<Vec<String>>(&path, header).as_ref(), Some(&data));
        assert_eq!(load::<Vec<String>>(&path, b"onrecord-test-2\n"), None);
        let bytes = fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            fs::write(&path, &damaged).unwrap();
            assert_eq!(load::<Vec<String>>(&path, header), None, "byte {at}");
            fs::write(&path, &bytes[..at]).unwrap();
            assert_eq!(load::<Vec<String>>(&path, header), None, "cut at {at}");
        }
    }
}
