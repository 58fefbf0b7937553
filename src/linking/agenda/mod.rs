//! What an archive still wants an editor for: one row a cause, each with the lines that settle it.
//!
//! 1. [`dates`]: articles without a date, and dates that were inferred;
//! 2. [`speakers`]: statements whose speaker is open, by what keeps them open ([`causes`]). A line that names somebody is offered only if the
//!    article was read again with it and statements were settled;
//! 3. [`differing`]: reports of the same words that name different speakers;
//! 4. [`people`]: names that may mean the same person;
//! 5. [`record`]: quotations that differ from a transcript;
//! 6. [`reports`]: everything that was reported of notes, corrections, links and files.
//!
//! Rows are sorted by how much one of them settles. What is left out of articles is one row, however much it is.

pub mod causes;
mod dates;
mod differing;
pub(crate) mod people;
mod record;
mod reports;
pub(crate) mod speakers;

use crate::model::archive::{Archive, ArticleId};
use crate::model::article::Analysis;
use crate::reading::editors::Editors;
use crate::text::diagnostic::Problems;
use std::cmp::Reverse;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Days of publication.
    Dates,
    /// Who speaks.
    Speakers,
    /// Who is who.
    People,
    /// Notes and corrections that are not at their words.
    Notes,
    /// Relations and captures.
    Links,
    /// Files that are odd, and what was left out of them.
    Files,
}

impl Subject {
    /// Every subject, in the order of the summary.
    pub const ALL: [Subject; 6] =
        [Subject::Dates, Subject::Speakers, Subject::People, Subject::Notes, Subject::Links, Subject::Files];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Dates => "dates",
            Subject::Speakers => "speakers",
            Subject::People => "people",
            Subject::Notes => "notes",
            Subject::Links => "links",
            Subject::Files => "files",
        }
    }
}

/// One cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub subject: Subject,
    /// What is open, in a line.
    pub what: String,
    /// Where, for what has no line to paste; may be empty.
    pub place: String,
    /// How many statements or articles a decision settles.
    pub settles: usize,
    /// The decisions there are. Each settles the row.
    pub choices: Vec<Choice>,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// When it is the right one.
    pub when: String,
    /// What to add to which files.
    pub lines: Vec<Paste>,
}

/// Lines to add at the end of a file, which may not be there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paste {
    /// The file, relative to the archive's root.
    pub file: String,
    /// What to add, without a line break at its end.
    pub text: String,
}

/// All rows, and how much there is in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// By subject, then by how much they settle, then by name.
    pub rows: Vec<Row>,
    /// Number of statements.
    pub statements: usize,
    /// How many of them have no speaker though somebody may be meant.
    pub open: usize,
    /// How many an editor looked at.
    pub reviewed: usize,
}

/// What an agenda is made from.
pub struct Sources<'a> {
    /// The archive.
    pub archive: &'a Archive,
    /// What editors say.
    pub editors: &'a Editors,
    /// Everything that was reported.
    pub problems: &'a Problems,
    /// The analysis of an article.
    pub analysis: &'a (dyn Fn(ArticleId) -> Option<Analysis> + Sync),
    /// The same with a name that an editor would add under `people` of the article.
    pub tried: &'a (dyn Fn(ArticleId, &str) -> Option<Analysis> + Sync),
}

/// Everything that wants an editor. Near-linear in the archive; the tries are limited.
pub fn agenda(sources: &Sources<'_>) -> Agenda {
    let mut agenda = Agenda { statements: sources.archive.statements.len(), ..Agenda::default() };
    let review = |row: &crate::model::archive::StatementRow| row.editorial.is_some();
    agenda.reviewed = sources.archive.statements.iter().filter(|row| review(row)).count();
    agenda.rows.extend(dates::rows(sources.archive));
    let (rows, open) = speakers::rows(sources);
    agenda.open = open;
    agenda.rows.extend(rows);
    agenda.rows.extend(differing::rows(sources.archive));
    agenda.rows.extend(people::rows(sources));
    agenda.rows.extend(record::rows(sources.archive));
    agenda.rows.extend(reports::rows(sources.problems));
    agenda.rows.sort_by(|a, b| (a.subject, Reverse(a.settles), &a.what).cmp(&(b.subject, Reverse(b.settles), &b.what)));
    agenda
}

/// The corrections file beside an article.
pub(crate) fn corrections_file(article: &str) -> String {
    let (folder, name) = article.rsplit_once('/').map_or(("", article), |(folder, name)| (folder, name));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if folder.is_empty() { format!("{stem}.corrections.yaml") } else { format!("{folder}/{stem}.corrections.yaml") }
}

/// The beginning of an entry of that file, up to its first key: one of many articles of a file is named by its number.
pub(crate) fn entry_start(article: &str) -> String {
    match article.rsplit_once('#').and_then(|(_, number)| number.parse::<u32>().ok()) {
        Some(number) => format!("- in: {number}\n  "),
        None => "- ".to_owned(),
    }
}

/// `1 article`, `12 articles`.
fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
