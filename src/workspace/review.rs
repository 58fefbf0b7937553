//! `review.yaml`: what editors found in statements drawn at random.

use super::Workspace;
use super::load::input::{self, Refusal};
use crate::model::review::Judgement;
use crate::parsing::yaml::edit::{self, New};
use crate::text::source::Source;
use std::fs;
use std::io::{self, Write};

/// The file, in the archive's root.
pub(crate) const REVIEW: &str = "review.yaml";
/// Largest one, in bytes.
const LIMIT: u64 = 8 << 20;

impl Workspace {
    /// What editors found so far.
    pub fn judgements(&self) -> &[Judgement] {
        self.input.editors.judgements()
    }

    /// Adds a judgement to `review.yaml`. Nothing else in it changes.
    pub fn record(&self, judgement: &Judgement, author: &str) -> io::Result<()> {
        let before = match input::read(&self.root, REVIEW, LIMIT) {
            Ok((bytes, _)) => String::from_utf8(bytes).map_err(io::Error::other)?,
            Err(Refusal::Missing) if fs::symlink_metadata(self.root.join(REVIEW)).is_err() => String::new(),
            Err(refusal) => return Err(io::Error::other(refusal.diagnostic(REVIEW).message)),
        };
        let path = self.root.join(REVIEW);
        if fs::symlink_metadata(&path).is_ok_and(|facts| !facts.is_file()) {
            return Err(io::Error::other("it is no regular file"));
        }
        let after = edit::append(&Source::new(REVIEW, before), &entry(judgement, author))
            .map_err(|fault| io::Error::other(fault.message()))?;
        let new = self.root.join(".review.yaml.onrecord-new");
        super::own::create_new(&new)?.write_all(after.as_bytes())?;
        fs::rename(&new, &path)
    }
}

/// A judgement as an entry of the file.
pub(crate) fn entry(judgement: &Judgement, author: &str) -> Vec<(String, New)> {
    let Judgement { statement, seed, size, wrong, reading, date } = judgement;
    let mut entry = vec![
        ("statement".to_owned(), New::Text(statement.clone())),
        ("seed".to_owned(), New::Bare(seed.to_string())),
        ("size".to_owned(), New::Bare(size.to_string())),
    ];
    if !wrong.is_empty() {
        entry.push(("wrong".to_owned(), New::List(wrong.iter().map(|one| one.name().to_owned()).collect())));
    }
    entry.push(("reading".to_owned(), New::Text(reading.clone())));
    if !author.is_empty() {
        entry.push(("author".to_owned(), New::Text(author.to_owned())));
    }
    entry.extend(date.map(|date| ("date".to_owned(), New::Bare(date.to_string()))));
    entry
}
