//! Small files of the cache: read whole, trusted only when whole.
//!
//! ```text
//! header (16 bytes), hash of the body (8 bytes), body
//! ```

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// First bytes of a file, saying what it is; the number in it changes with the format.
pub(crate) type Header = [u8; 16];

/// Reads a file; `None` if there is none, or one that is damaged or of another version.
pub(crate) fn load<T: DeserializeOwned>(path: &Path, header: &Header) -> Option<T> {
    postcard::from_bytes(&load_bytes(path, header)?).ok()
}

/// The same of a file whose body is not ours to read.
pub(crate) fn load_bytes(path: &Path, header: &Header) -> Option<Vec<u8>> {
    let mut bytes = fs::read(path).ok()?;
    let (check, body) = bytes.strip_prefix(header)?.split_at_checked(8)?;
    if check != xxh3_64(body).to_le_bytes() {
        return None;
    }
    bytes.drain(..header.len() + 8);
    Some(bytes)
}

/// Writes a file in the place of the one before.
pub(crate) fn save(path: &Path, header: &Header, data: &impl Serialize) -> io::Result<()> {
    save_bytes(path, header, &postcard::to_allocvec(data).map_err(io::Error::other)?)
}

/// The same of a body that is bytes already.
pub(crate) fn save_bytes(path: &Path, header: &Header, body: &[u8]) -> io::Result<()> {
    let new = path.with_extension(format!("{}.new", std::process::id()));
    let write = || {
        let mut file = fs::File::create(&new)?;
        file.write_all(&[&header[..], &xxh3_64(body).to_le_bytes()].concat())?;
        file.write_all(body)
    };
    write().and_then(|()| fs::rename(&new, path)).inspect_err(|_| {
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
