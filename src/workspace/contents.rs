//! The articles on disk, read only where it is not known what they say.

use crate::build::World;
use crate::model::article::ArticleFile;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;
use crate::workspace::cache::{self, Known};
use crate::workspace::load::Folder;
use rayon::prelude::*;
use std::sync::OnceLock;

/// The articles, and what is known of their texts.
#[derive(Debug)]
pub(super) struct Contents<'a> {
    folder: &'a Folder,
    known: Known,
    /// The hash of each text, once it was read or looked up in this run. A text that could be read only with a warning stays
    /// unknown, so that it is read, and warned of, every time.
    texts: Vec<OnceLock<u128>>,
}

impl<'a> Contents<'a> {
    pub(super) fn new(folder: &'a Folder, known: Known) -> Contents<'a> {
        let texts = folder.files().iter().map(|_| OnceLock::new()).collect();
        Contents { folder, known, texts }
    }

    /// A hash of each article and its notes, by path.
    pub(super) fn hashes(&self) -> Vec<(String, u128)> {
        let one = |(index, file): (usize, &ArticleFile)| {
            let text = self.known(index).unwrap_or_else(|| match self.read(index, &mut Problems::default()) {
                Ok(source) => cache::text_key(&source),
                Err(problem) => cache::key_of(&problem),
            });
            let notes = file.notes.as_ref().map(|notes| (notes.source.path.clone(), cache::text_key(&notes.source)));
            std::iter::once((file.path.clone(), text)).chain(notes)
        };
        self.folder.files().par_iter().enumerate().flat_map_iter(one).collect()
    }

    /// What is known by now, to be kept for the next run.
    pub(super) fn into_known(self) -> Known {
        self.known
    }
}

impl World for Contents<'_> {
    fn files(&self) -> &[ArticleFile] {
        self.folder.files()
    }

    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic> {
        // Asked before reading: if the file is written in between, its stamp is another by the next run.
        let stamp = self.folder.stamp(file);
        let before = problems.0.len();
        let source = self.folder.read(file, problems)?;
        if problems.0.len() == before {
            let text = *self.texts[file].get_or_init(|| cache::text_key(&source));
            stamp.into_iter().for_each(|stamp| self.known.put(stamp, text));
        }
        Ok(source)
    }

    fn known(&self, file: usize) -> Option<u128> {
        if let Some(text) = self.texts[file].get() {
            return Some(*text);
        }
        let text = self.known.get(self.folder.stamp(file)?)?;
        Some(*self.texts[file].get_or_init(|| text))
    }
}
