//! A correction that somebody proposed in a form, as an entry of the corrections file that it belongs into.
//!
//! ```text
//! ### Article
//!
//! harbour-bridge
//!
//! ### Statement
//!
//! would open in May
//!
//! ### What is wrong
//!
//! Somebody else said it
//!
//! ### What is right
//!
//! Ana Ruiz
//! ```
//!
//! The form comes from a stranger: nothing of it is ever a path or a line of a file. The article has to be one of the archive, its
//! file follows from that, and the entry is written only if it does what it says when the article is read with it.

use super::Workspace;
use super::load::input::{self, Refusal};
use crate::linking::agenda::corrections_file;
use crate::model::article::ArticleFile;
use crate::model::world::World;
use crate::parsing::yaml::edit::{self, New};
use crate::reading::analyse;
use crate::text::diagnostic::{Level, Problems};
use crate::text::source::Source;
use std::fs;
use std::io::Write;

/// Largest corrections file, in bytes.
const LIMIT: u64 = 1 << 20;
/// Longest text of a form, in bytes.
const LONG: usize = 2_000;

/// What can be wrong, in the words of the form, and what that is in a corrections file.
const WRONG: [(&str, Wrong); 5] = [
    ("Somebody else said it", Wrong::Speaker),
    ("It was said on another day", Wrong::Day),
    ("The words are others", Wrong::Words),
    ("It is no statement", Wrong::Statement),
    ("A statement is missing", Wrong::Missing),
];

#[derive(Clone, Copy)]
enum Wrong {
    Speaker,
    Day,
    Words,
    Statement,
    Missing,
}

impl Workspace {
    /// Writes a proposed correction, and says into which file; else what is wrong with it, for a person.
    pub fn contribute(&self, form: &str, author: &str, date: &str) -> Result<String, String> {
        let slug = section(form, "Article").ok_or("the form names no article")?;
        let archive = self.survey().archive;
        let row = archive.articles.iter().find(|row| row.slug == slug).ok_or("there is no such article")?;
        let number = row.file as usize;
        let file = &self.articles.files()[number];
        let path = corrections_file(&file.path);
        let before = match input::read(&self.root, &path, LIMIT) {
            Ok((bytes, _)) => String::from_utf8(bytes).map_err(|error| error.to_string())?,
            Err(Refusal::Missing) if fs::symlink_metadata(self.root.join(&path)).is_err() => String::new(),
            Err(refusal) => return Err(refusal.diagnostic(&path).message),
        };
        let mut entry: Vec<(String, New)> =
            self.articles.address(number, row.title_as_read()).into_iter().chain(entry(form)?).collect();
        let signature = [("author", New::Text(author.to_owned())), ("date", New::Bare(date.to_owned()))];
        let given = |value: &New| !matches!(value, New::Text(text) | New::Bare(text) if text.is_empty());
        entry.extend(
            signature.into_iter().filter(|(_, value)| given(value)).map(|(key, value)| (key.to_owned(), value)),
        );
        let after = edit::append(&Source::new(path.as_str(), before.as_str()), &entry)
            .map_err(|fault| fault.message().to_owned())?;
        let source = self.articles.read(number, &mut Problems::default()).map_err(|problem| problem.message)?;
        let problems = |text: &str| -> Vec<String> {
            let corrections = self.articles.share_of(number, Source::new(path.as_str(), text));
            let with = ArticleFile { corrections, ..file.clone() };
            let found = analyse(&source, &with, &self.input.editors, None).problems.0.into_iter();
            let own = found.filter(|problem| {
                problem.level != Level::Info && problem.place.as_ref().is_some_and(|place| place.path == path)
            });
            own.map(|problem| problem.message).collect()
        };
        let known = problems(&before);
        if let Some(problem) = problems(&after).into_iter().find(|problem| !known.contains(problem)) {
            return Err(problem);
        }
        let place = self.root.join(&path);
        let new = place.with_extension("onrecord-new");
        let write = || -> std::io::Result<()> {
            super::own::create_new(&new)?.write_all(after.as_bytes())?;
            fs::rename(&new, &place)
        };
        write().map_err(|error| format!("cannot write {path}: {error}"))?;
        Ok(path)
    }
}

/// The entry that a form stands for.
fn entry(form: &str) -> Result<Vec<(String, New)>, String> {
    let words = section(form, "Statement").ok_or("the form quotes no words")?;
    let wrong = section(form, "What is wrong").unwrap_or_default();
    let kind = WRONG
        .iter()
        .find(|(said, _)| *said == wrong)
        .map(|(_, kind)| *kind)
        .ok_or("the form does not say what is wrong")?;
    let right = section(form, "What is right");
    let needed = || right.clone().ok_or("the form does not say what is right");
    let names = |text: &str| -> New {
        let names: Vec<String> =
            text.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        match &names[..] {
            [only] => New::Text(only.clone()),
            _ => New::List(names),
        }
    };
    let (key, decided) = match kind {
        Wrong::Speaker => ("statement", ("speaker", names(&needed()?))),
        Wrong::Day => ("statement", ("day", New::Bare(needed()?))),
        Wrong::Words => ("statement", ("words", New::Text(needed()?))),
        Wrong::Statement => ("statement", ("reject", New::True)),
        Wrong::Missing => ("add", ("speaker", names(&needed()?))),
    };
    Ok(vec![(key.to_owned(), New::Text(words)), (decided.0.to_owned(), decided.1)])
}

/// What stands under a heading of the form; nothing if that is nothing.
fn section(form: &str, heading: &str) -> Option<String> {
    let mut lines = form.lines().skip_while(|line| line.strip_prefix("### ").map(str::trim) != Some(heading)).skip(1);
    let text: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("### ")).map(str::trim).collect();
    let text = text.join("\n").trim().to_owned();
    (!text.is_empty() && text != "_No response_" && text.len() <= LONG).then_some(text)
}
