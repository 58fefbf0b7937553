//! A world without a disk, for tests.

use super::format_of;
use crate::model::article::{ArticleFile, Format};
use crate::model::note::NoteSource;
use crate::model::world::World;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;
use std::collections::BTreeMap;

/// Articles in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: Vec<ArticleFile>,
    texts: Vec<String>,
}

impl Memory {
    /// A world of the given files. `<stem>.notes.yaml` and `<stem>.corrections.yaml` belong to the article beside them; other
    /// endings are ignored.
    pub fn new<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Memory {
        let all: BTreeMap<String, String> = files.into_iter().map(|(path, text)| (path.into(), text.into())).collect();
        let mut memory = Memory::default();
        for (path, text) in &all {
            let Some(format) = format_of(path) else { continue };
            let beside = |ending: &str| {
                let path = beside(path, ending);
                all.get(&path).map(|text| Source::new(path.as_str(), text.as_str()))
            };
            let notes = beside(NOTES).map(|source| NoteSource { source });
            memory.files.push(ArticleFile {
                notes,
                corrections: beside(CORRECTIONS),
                ..ArticleFile::new(path.clone(), format)
            });
            memory.texts.push(text.clone());
        }
        super::pages::distinguish(&mut memory.files);
        memory
    }

    /// A world of one raw text.
    pub fn text(path: &str, text: &str) -> Memory {
        let file = ArticleFile::new(path.to_owned(), Format::Text);
        Memory { files: vec![file], texts: vec![text.to_owned()] }
    }
}

impl World for Memory {
    fn files(&self) -> &[ArticleFile] {
        &self.files
    }

    fn read(&self, file: usize, problems: &mut Problems) -> Result<Source, Diagnostic> {
        Ok(super::clean(Source::new(self.files[file].path.as_str(), self.texts[file].as_str()), problems))
    }
}

/// How the name of a notes file ends.
pub(super) const NOTES: &str = "notes.yaml";
/// How the name of a corrections file ends.
pub(super) const CORRECTIONS: &str = "corrections.yaml";

/// Path of a file that belongs to an article: `<stem>.<ending>`.
pub(super) fn beside(article: &str, ending: &str) -> String {
    let stem = article.rsplit_once('.').map_or(article, |(stem, _)| stem);
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_come_sorted_and_with_the_notes_beside_them() {
        let memory = Memory::new([("b.md", "B"), ("a.txt", "A"), ("a.notes.yaml", "[]"), ("c.pdf", "")]);
        let paths: Vec<_> = memory.files().iter().map(|file| (file.path.as_str(), file.notes.is_some())).collect();
        assert_eq!(paths, [("a.txt", true), ("b.md", false)]);
        assert_eq!(memory.read(1, &mut Problems::default()).expect("it is there").text, "B");
    }
}
