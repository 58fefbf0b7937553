//! Files that are made of parts, such as one line for each article: an edit makes its own parts again, and the others are copied
//! from the file of the last build.

use super::manifest::Entry;
use super::{Site, lock};
use crate::model::world::{MakeParts, PARTS_AT_A_TIME};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read};

/// Bytes that are read at a time: the parts that stay mostly follow one another.
const BUFFER: usize = 1 << 16;

/// A part of a file as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Hash of what it was made from.
    key: u128,
    /// Number of its bytes.
    length: u32,
}

/// The parts of a file of the last build.
struct OldParts {
    file: BufReader<File>,
    /// Where each part begins, by its key, and its length.
    places: HashMap<u128, (u64, u32)>,
    /// Where the file is read next.
    at: u64,
}

impl OldParts {
    /// The bytes of a part, if the file has it and can be read.
    fn read(&mut self, key: u128) -> Option<Vec<u8>> {
        let (start, length) = *self.places.get(&key)?;
        if start != self.at {
            // Within the buffer nothing is read again.
            let distance = i64::try_from(i128::from(start) - i128::from(self.at)).ok()?;
            self.file.seek_relative(distance).ok()?;
            self.at = start;
        }
        let mut bytes = vec![0; length as usize];
        if self.file.read_exact(&mut bytes).is_err() {
            // Nobody knows where the file stands now.
            self.places.clear();
            return None;
        }
        self.at += u64::from(length);
        Some(bytes)
    }
}

impl Site<'_> {
    /// Takes a file part by part, those of the last build from there.
    pub(super) fn place_parts(&self, path: &str, key: u128, keys: &[u128], make: &MakeParts) -> io::Result<()> {
        let mut old = self.old_parts(path);
        let mut parts = Vec::with_capacity(keys.len());
        let mut batches = keys.chunks(PARTS_AT_A_TIME).enumerate().map(|(batch, keys)| {
            let mut found: Vec<Option<Vec<u8>>> =
                keys.iter().map(|key| old.as_mut().and_then(|old| old.read(*key))).collect();
            let wanted: Vec<usize> = (0..keys.len()).filter(|index| found[*index].is_none()).collect();
            let numbers: Vec<usize> = wanted.iter().map(|index| batch * PARTS_AT_A_TIME + index).collect();
            for (index, bytes) in wanted.into_iter().zip(make(&numbers)) {
                found[index] = Some(bytes);
            }
            let found: Vec<Vec<u8>> = found.into_iter().map(Option::unwrap_or_default).collect();
            for (key, bytes) in keys.iter().zip(&found) {
                // What is too long to be told of is only made again.
                parts.push((*key, u32::try_from(bytes.len()).ok()));
            }
            found.concat()
        });
        self.place_pieces(path, Some(key), &mut batches)?;
        drop(batches);
        // An empty part may be one that could not be made this time.
        let whole: Option<Vec<Part>> = parts
            .into_iter()
            .map(|(key, length)| Some(Part { key, length: length.filter(|length| *length > 0)? }))
            .collect();
        if let Some(whole) = whole {
            lock(&self.parts).insert(path.to_owned(), whole);
        }
        Ok(())
    }

    /// The parts of a file of the old site, if it is still there as it was written.
    fn old_parts(&self, path: &str) -> Option<OldParts> {
        let parts = self.old.as_ref()?.parts.get(path)?;
        let Entry { length, .. } = self.old_file(path, |_| true)?.entry;
        let (mut places, mut start) = (HashMap::with_capacity(parts.len()), 0);
        for part in parts {
            places.insert(part.key, (start, part.length));
            start += u64::from(part.length);
        }
        let file = File::open(self.folders.target.join(path)).ok().filter(|_| start == length)?;
        Some(OldParts { file: BufReader::with_capacity(BUFFER, file), places, at: 0 })
    }

    /// Remembers the parts of a file that is kept as it is.
    pub(super) fn keep_parts(&self, path: &str) {
        if let Some(parts) = self.old.as_ref().and_then(|old| old.parts.get(path)) {
            lock(&self.parts).insert(path.to_owned(), parts.clone());
        }
    }
}
