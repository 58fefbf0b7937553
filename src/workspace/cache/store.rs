//! A file to which records are appended, and an index of it in memory.
//!
//! ```text
//! header (16 bytes)
//! record: key (16) length (4) hash of the bytes (8) hash of these three (4), then the bytes
//! record ...
//! ```
//!
//! Opening it reads the record heads only. The first head that does not match its own hash, as a crash leaves it, is the end
//! of the file; bytes that do not match their hash are as good as not there. So nothing on it is ever trusted further than
//! it can be checked, and deleting it costs time only. When more than half of it was not asked for in a run, it is rewritten.
//!
//! One build at a time has it open: see [`super::folder`].

use crate::workspace::own;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};
use xxhash_rust::xxh3::xxh3_64;

/// First bytes of the file; the number changes with its format. What a record consists of is part of its key.
const HEADER: &[u8; 16] = b"onrecord-shelf1\n";
/// Bytes of a record before its contents.
const HEAD: usize = 32;
/// Below this size the file is not worth rewriting.
const SMALL: u64 = 1 << 20;

/// Records on disk.
#[derive(Debug)]
pub(super) struct Store {
    path: PathBuf,
    file: File,
    end: AtomicU64,
    index: RwLock<HashMap<u128, Slot>>,
}

/// Where a record's bytes are.
#[derive(Debug)]
struct Slot {
    offset: u64,
    length: u32,
    hash: u64,
    used: AtomicBool,
}

impl Store {
    /// Opens the file at `path`, or makes an empty one.
    pub(super) fn open(path: &Path) -> io::Result<Store> {
        let mut file = own::write(path)?;
        let length = file.metadata()?.len();
        let (index, end) = match read_index(&file, length)? {
            Some(found) => found,
            None => {
                file.set_len(0)?;
                file.seek(SeekFrom::Start(0))?;
                file.write_all(HEADER)?;
                (HashMap::new(), HEADER.len() as u64)
            }
        };
        if end < length {
            file.set_len(end)?;
        }
        let (end, index) = (AtomicU64::new(end), RwLock::new(index));
        Ok(Store { path: path.to_owned(), file, end, index })
    }

    /// Ends a run that asked for every record it needed: rewrites the file if most of it was not asked for.
    pub(super) fn tidy(self) -> io::Result<()> {
        let Store { path, file, end, index } = self;
        let index = index.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut used: Vec<(&u128, &Slot)> =
            index.iter().filter(|(_, slot)| slot.used.load(Ordering::Relaxed)).collect();
        used.sort_by_key(|(_, slot)| slot.offset);
        let live: u64 = used.iter().map(|(_, slot)| u64::from(slot.length) + HEAD as u64).sum();
        let whole = end.into_inner();
        if whole < SMALL || live > whole / 2 {
            return Ok(());
        }
        let new = path.with_extension("new");
        let written = rewrite(&file, &new, &used).and_then(|()| own::replace(&new, &path));
        written.inspect_err(|_| {
            // It was only half there, and nobody reads it.
            let _ = fs::remove_file(&new);
        })
    }

    /// Whether there is a record under a key. It counts as asked for.
    pub(super) fn holds(&self, key: u128) -> bool {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        index.get(&key).is_some_and(|slot| {
            slot.used.store(true, Ordering::Relaxed);
            true
        })
    }

    /// The bytes that are kept under a key, if they have the hash they should have.
    pub(super) fn read(&self, key: u128) -> Option<Vec<u8>> {
        let (offset, length, hash) = {
            let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
            let slot = index.get(&key)?;
            slot.used.store(true, Ordering::Relaxed);
            (slot.offset, slot.length, slot.hash)
        };
        let mut bytes = vec![0; length as usize];
        read_at(&self.file, &mut bytes, offset).ok()?;
        (xxh3_64(&bytes) == hash).then_some(bytes)
    }

    /// Appends a record. Threads write to places of their own, without waiting for each other.
    pub(super) fn append(&self, key: u128, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        let hash = xxh3_64(bytes);
        let mut record = Vec::with_capacity(HEAD + bytes.len());
        record.extend_from_slice(&head(key, length, hash));
        record.extend_from_slice(bytes);
        let offset = self.end.fetch_add(record.len() as u64, Ordering::Relaxed);
        write_at(&self.file, &record, offset)?;
        let slot = Slot { offset: offset + HEAD as u64, length, hash, used: AtomicBool::new(true) };
        self.index.write().unwrap_or_else(PoisonError::into_inner).insert(key, slot);
        Ok(())
    }
}

/// The first bytes of a record.
fn head(key: u128, length: u32, hash: u64) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..16].copy_from_slice(&key.to_le_bytes());
    head[16..20].copy_from_slice(&length.to_le_bytes());
    head[20..28].copy_from_slice(&hash.to_le_bytes());
    let check = xxh3_64(&head[..28]).to_le_bytes();
    head[28..].copy_from_slice(&check[..4]);
    head
}

/// The records of a file and where they end; `None` if it is not a store of this version.
fn read_index(file: &File, length: u64) -> io::Result<Option<(HashMap<u128, Slot>, u64)>> {
    let mut reader = BufReader::with_capacity(HEAD, file);
    let mut header = [0; HEADER.len()];
    if length < HEADER.len() as u64 || reader.read_exact(&mut header).is_err() || header != *HEADER {
        return Ok(None);
    }
    let mut index = HashMap::new();
    let mut end = HEADER.len() as u64;
    let mut bytes = [0; HEAD];
    while end + HEAD as u64 <= length {
        reader.seek(SeekFrom::Start(end))?;
        reader.read_exact(&mut bytes)?;
        let key = u128::from_le_bytes(bytes[..16].try_into().expect("sixteen bytes"));
        let size = u32::from_le_bytes(bytes[16..20].try_into().expect("four bytes"));
        let hash = u64::from_le_bytes(bytes[20..28].try_into().expect("eight bytes"));
        let next = end + HEAD as u64 + u64::from(size);
        if bytes != head(key, size, hash) || next > length {
            break;
        }
        index.insert(key, Slot { offset: end + HEAD as u64, length: size, hash, used: AtomicBool::new(false) });
        end = next;
    }
    Ok(Some((index, end)))
}

/// Copies the records in use to a new file.
fn rewrite(from: &File, to: &Path, used: &[(&u128, &Slot)]) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 20, own::create_new(to)?);
    out.write_all(HEADER)?;
    let mut bytes = Vec::new();
    for (key, slot) in used {
        bytes.resize(slot.length as usize, 0);
        read_at(from, &mut bytes, slot.offset)?;
        out.write_all(&head(**key, slot.length, slot.hash))?;
        out.write_all(&bytes)?;
    }
    out.flush()
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, offset)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = &mut bytes[read..];
        offset += read as u64;
    }
    Ok(())
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, offset)?;
        bytes = &bytes[written..];
        offset += written as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(folder: &tempfile::TempDir) -> Store {
        Store::open(&folder.path().join("store")).expect("a store opens")
    }

    fn record(store: &Store, key: u128, text: &str) {
        store.append(key, text.as_bytes()).expect("it is written");
    }

    fn text(store: &Store, key: u128) -> Option<String> {
        store.read(key).map(|bytes| String::from_utf8(bytes).expect("it was text"))
    }

    #[test]
    fn what_is_kept_is_there_at_once_and_in_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let first = store(&folder);
        record(&first, 1, "one");
        record(&first, 2, "two");
        record(&first, 1, "one again");
        assert_eq!(text(&first, 1).as_deref(), Some("one again"));
        drop(first);
        let second = store(&folder);
        assert_eq!(text(&second, 1).as_deref(), Some("one again"));
        assert_eq!(text(&second, 2).as_deref(), Some("two"));
        assert_eq!(text(&second, 3), None);
    }

    #[test]
    fn a_file_cut_anywhere_or_with_any_byte_changed_never_gives_wrong_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        let whole = store(&folder);
        for key in 0..3 {
            record(&whole, key, &format!("record {key}"));
        }
        drop(whole);
        let bytes = fs::read(&path).unwrap();
        let intact = |store: &Store| {
            (0..3)
                .filter(|key| text(store, *key).inspect(|text| assert_eq!(*text, format!("record {key}"))).is_some())
                .count()
        };
        for cut in 0..bytes.len() {
            fs::write(&path, &bytes[..cut]).unwrap();
            assert!(intact(&store(&folder)) < 3);
            let mut changed = bytes.clone();
            changed[cut] ^= 0x10;
            fs::write(&path, changed).unwrap();
            // One that no longer begins as ours do may be somebody else's, and stays as it is.
            match Store::open(&path) {
                Ok(store) => assert!(intact(&store) < 3, "byte {cut}"),
                Err(_) => assert!(cut < "onrecord-".len() && fs::read(&path).unwrap().len() == bytes.len()),
            }
        }
    }

    #[test]
    fn a_shelf_of_which_most_is_no_longer_asked_for_is_rewritten() {
        let folder = tempfile::tempdir().unwrap();
        let long = "x".repeat(1 << 19);
        let old = store(&folder);
        for key in 0..4 {
            record(&old, key, &long);
        }
        old.tidy().unwrap();
        let new = store(&folder);
        assert!(text(&new, 2).is_some());
        new.tidy().unwrap();
        let tidied = store(&folder);
        assert_eq!(text(&tidied, 2), Some(long));
        assert_eq!(text(&tidied, 1), None);
        assert!(fs::metadata(folder.path().join("store")).unwrap().len() < 1 << 20);
    }

    #[test]
    fn threads_keep_and_fetch_at_the_same_time() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder);
        std::thread::scope(|scope| {
            for thread in 0..4_u128 {
                let store = &store;
                scope.spawn(move || {
                    for key in 0..200 {
                        record(store, thread * 1000 + key, &format!("{thread} {key}"));
                        assert_eq!(text(store, thread * 1000 + key), Some(format!("{thread} {key}")));
                    }
                });
            }
        });
    }
}
