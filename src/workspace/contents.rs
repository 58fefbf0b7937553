//! The articles on disk, read only where it is not known what they say.

use crate::model::article::ArticleFile;
use crate::model::world::World;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::hash::{key_of, text_key};
use crate::text::source::Source;
use crate::workspace::cache::Known;
use crate::workspace::load::Folder;
use rayon::prelude::*;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The articles, and what is known of their texts.
#[derive(Debug)]
pub(super) struct Contents<'a> {
    folder: &'a Folder,
    known: Known,
    /// The hash of each text, once it was read or looked up in this run. A text that could be read only with a warning stays
    /// unknown, so that it is read, and warned of, every time.
    texts: Vec<OnceLock<u128>>,
    /// A hash of what each reading in this run gave: the text with what was odd about it, or why there is none.
    given: Vec<Mutex<Option<u128>>>,
}

impl<'a> Contents<'a> {
    pub(super) fn new(folder: &'a Folder, known: Known) -> Contents<'a> {
        let texts = folder.files().iter().map(|_| OnceLock::new()).collect();
        let given = folder.files().iter().map(|_| Mutex::default()).collect();
        Contents { folder, known, texts, given }
    }

    /// A hash of each article, its notes and corrections, by path: of what this run has read and made its pages from, never of a later
    /// reading. What was not yet asked for is read now.
    pub(super) fn hashes(&self) -> Vec<(String, u128)> {
        let one = |(index, file): (usize, &ArticleFile)| {
            let text = self.given(index).or_else(|| self.known(index)).or_else(|| {
                // Remembered in any case.
                drop(self.read(index, &mut Problems::default()));
                self.given(index)
            });
            let notes = file.notes.as_ref().map(|notes| (notes.source.path.clone(), text_key(&notes.source)));
            let corrections = file.corrections.as_ref().map(|source| (source.path.clone(), text_key(source)));
            std::iter::once((file.path.clone(), text.unwrap_or_default())).chain(notes).chain(corrections)
        };
        self.folder.files().par_iter().enumerate().flat_map_iter(one).collect()
    }

    fn given(&self, file: usize) -> Option<u128> {
        *self.given[file].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what a reading gave. If an earlier one gave something else, there may be pages made from either: the two
    /// together are like no text that a later run finds.
    fn remember(&self, file: usize, outcome: u128) {
        let mut given = self.given[file].lock().unwrap_or_else(PoisonError::into_inner);
        *given = Some(match *given {
            Some(before) if before != outcome => key_of(&("read twice", before, outcome)),
            _ => outcome,
        });
    }

    /// What is known by now, to be kept for the next run.
    pub(super) fn into_known(self) -> Known {
        self.folder.single().iter().for_each(|mark| self.known.put(*mark, 0));
        self.known
    }
}

impl World for Contents<'_> {
    fn files(&self) -> &[ArticleFile] {
        self.folder.files()
    }

    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic> {
        let before = problems.0.len();
        let read = self.folder.read_stamped(file, problems);
        let (source, stamp) = read.inspect_err(|problem| self.remember(file, key_of(problem)))?;
        let text = text_key(&source);
        let odd = &problems.0[before..];
        if odd.is_empty() {
            self.remember(file, text);
            self.texts[file].get_or_init(|| text);
            // If the file is written while it is read, its stamp is another by the next run.
            stamp.into_iter().for_each(|stamp| self.known.put(stamp, text));
        } else {
            self.remember(file, key_of(&(text, odd)));
        }
        Ok(source)
    }

    fn known(&self, file: usize) -> Option<u128> {
        if let Some(text) = self.texts[file].get() {
            return Some(*text);
        }
        let text = self.known.get(self.folder.stamp(file)?)?;
        let text = *self.texts[file].get_or_init(|| text);
        self.remember(file, text);
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn hash(contents: &Contents) -> u128 {
        contents.hashes()[0].1
    }

    #[test]
    fn a_hash_is_that_of_the_bytes_that_were_read() {
        let dir = tempfile::tempdir().unwrap();
        let write = |bytes: &[u8]| fs::write(dir.path().join("a.txt"), bytes).unwrap();
        let texts: [&[u8]; 3] = [b"Caf\xe9 one", "Café one".as_bytes(), b"Caf\xe9 two"];
        write(texts[0]);
        let folder = Folder::open(dir.path(), ".", "public", &mut Problems::default());
        let fresh = || Contents::new(&folder, Known::default());
        let each = texts.map(|text| {
            write(text);
            hash(&fresh())
        });
        assert!(each[0] != each[1] && each[0] != each[2] && each[1] != each[2]);
        for (text, expected) in texts.iter().zip(each) {
            write(text);
            let contents = fresh();
            let read = contents.read(0, &mut Problems::default());
            write(b"saved while the build runs");
            assert!(read.is_ok());
            assert_eq!(hash(&contents), expected);
        }
    }

    #[test]
    fn an_error_that_passes_or_a_text_that_changes_is_like_no_text() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        fs::write(&path, "one").unwrap();
        let folder = Folder::open(dir.path(), ".", "public", &mut Problems::default());
        let one = hash(&Contents::new(&folder, Known::default()));
        let contents = Contents::new(&folder, Known::default());
        fs::remove_file(&path).unwrap();
        assert!(contents.read(0, &mut Problems::default()).is_err());
        fs::write(&path, "one").unwrap();
        assert_ne!(hash(&contents), one);
        let contents = Contents::new(&folder, Known::default());
        for text in ["one", "two", "one"] {
            fs::write(&path, text).unwrap();
            assert!(contents.read(0, &mut Problems::default()).is_ok());
        }
        assert_ne!(hash(&contents), one);
    }
}
