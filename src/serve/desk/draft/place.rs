//! Which article an entry is about, where its file holds many: the keys that say so, and the way back from the article's share of a
//! file to the file.

use super::Draft;
use crate::model::world::World;
use crate::parsing::yaml::edit::New;
use crate::text::source::{Source, Span};

/// An article as it is on disk.
pub(super) struct Read {
    pub(super) number: usize,
    pub(super) path: String,
    /// What an entry about it begins with.
    pub(super) place: Vec<(String, New)>,
}

impl Draft<'_> {
    pub(super) fn read_article(&self, number: usize) -> Read {
        let path = self.workspace.articles.files()[number].path.clone();
        let row = self.latest.built.archive.articles.iter().find(|row| row.file as usize == number);
        let title = row.map_or("", |row| row.title_as_read());
        let place = self.workspace.articles.address(number, title).into_iter().collect();
        Read { number, path, place }
    }

    /// What the article gets of a file that is beside it.
    pub(super) fn share(&self, read: &Read, path: &str, text: &str) -> Option<Source> {
        self.workspace.articles.share_of(read.number, Source::new(path, text))
    }

    /// Where a place of the article's share is in the whole file: lines are the same, what is above them is not.
    pub(super) fn in_whole(&self, read: &Read, whole: &Source, span: Span) -> Option<Span> {
        let share = self.share(read, &whole.path, &whole.text)?;
        let line = share.position(span.start as usize).line as usize - 1;
        let column = span.start as usize - share.line_at(span.start as usize).start;
        let start = whole.text.split_inclusive('\n').take(line).map(str::len).sum::<usize>() + column;
        let end = start + span.len();
        (end <= whole.text.len()).then(|| Span::new(start, end))
    }
}
