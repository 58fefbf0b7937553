//! Fields of databases and mails: `BYLINE: Ana Ruiz`, `LENGTH: 96 words`, `Subject: Bridge to open`.
//!
//! They stand before and after a text and are facts about it, or nothing to it. None of their names ever speaks.

use super::boilerplate::fold;
use crate::languages::pages;
use crate::text::lookup::WordMap;
use std::sync::LazyLock;

/// Longest name of a field, in bytes.
const LONGEST: usize = 40;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The headline.
    Title,
    /// The standfirst.
    Summary,
    /// The day of publication.
    Date,
    /// Who published it.
    Outlet,
    /// Who wrote it.
    Author,
    /// Who sent the mail: a person or a paper.
    Sender,
    /// Where it was written.
    Place,
    /// A day in the export of a database that counts where there is no other.
    Printed,
    /// The text, which begins after the name.
    Text,
    /// Nothing that an article page tells.
    Other,
}

static NAMES: LazyLock<WordMap<String, Field>> = LazyLock::new(|| {
    let mut names = WordMap::default();
    for (kind, list) in pages::fields().iter().filter(|(kind, _)| !kind.starts_with(IN_DATABASES)) {
        let field = match kind.as_str() {
            "title" => Field::Title,
            "summary" => Field::Summary,
            "date" => Field::Date,
            "outlet" => Field::Outlet,
            "author" => Field::Author,
            "sender" => Field::Sender,
            "place" => Field::Place,
            _ => Field::Other,
        };
        names.extend(list.iter().map(|name| (fold(name), field)));
    }
    names
});

/// How the kinds of names begin that mean something in exports only.
const IN_DATABASES: &str = "in-databases-";

static DATABASE_NAMES: LazyLock<WordMap<String, Field>> = LazyLock::new(|| {
    let mut names = WordMap::default();
    for (kind, list) in pages::fields() {
        let field = match kind.strip_prefix(IN_DATABASES) {
            Some("printed") => Field::Printed,
            Some("text") => Field::Text,
            Some(_) => Field::Other,
            None => continue,
        };
        names.extend(list.iter().map(|name| (fold(name), field)));
    }
    names
});

/// The field that a line of the export of a database is, and where its value begins. What mails tell is nothing there.
pub(super) fn in_database(line: &str) -> Option<(Field, usize)> {
    let at = line.find(':').filter(|at| *at < LONGEST)?;
    let name = fold(&line[..at]);
    let field = match DATABASE_NAMES.get(&name).or_else(|| NAMES.get(&name))? {
        Field::Summary | Field::Sender => Field::Other,
        field => *field,
    };
    let after = &line[at + 1..];
    Some((field, at + 1 + (after.len() - after.trim_start().len())))
}

/// The field that a line is, and where its value begins.
pub(super) fn read(line: &str) -> Option<(Field, usize)> {
    let (name, after) = name(line)?;
    let field = *NAMES.get(&fold(name))?;
    Some((field, after + (line[after..].len() - line[after..].trim_start().len())))
}

/// Whether a line is a field as databases write them: in capitals, `LOAD-DATE: June 8, 2019`.
pub(super) fn is_export(line: &str) -> bool {
    name(line).is_some_and(|(name, _)| !name.chars().any(char::is_lowercase)) && read(line).is_some()
}

/// The words before the colon, and where those after it begin.
fn name(line: &str) -> Option<(&str, usize)> {
    let at =
        line.char_indices().take_while(|(at, _)| *at < LONGEST).find(|(_, letter)| matches!(letter, ':' | '：'))?;
    let (name, after) = (line[..at.0].trim_end(), at.0 + at.1.len_utf8());
    let words = name.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '-'));
    (words && !name.is_empty() && !line[after..].starts_with("//")).then_some((name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_by_their_names() {
        let value = |line: &'static str| read(line).map(|(field, at)| (field, &line[at..]));
        assert_eq!(value("BYLINE: Ana Ruiz"), Some((Field::Author, "Ana Ruiz")));
        assert_eq!(value("LÄNGE: 96 Wörter"), Some((Field::Other, "96 Wörter")));
        assert_eq!(value("Subject: Bridge to open"), Some((Field::Title, "Bridge to open")));
        assert_eq!(value("Source : Lisse Wire"), Some((Field::Outlet, "Lisse Wire")));
        assert_eq!(value("来源：新华社"), Some((Field::Outlet, "新华社")));
        assert_eq!(value("RUIZ: We are ready."), None);
        assert_eq!(value("https://example.org"), None);
        let exported = |line: &'static str| in_database(line).map(|(field, at)| (field, &line[at..]));
        assert_eq!(exported("Subject: Harbours"), Some((Field::Other, "Harbours")));
        assert_eq!(exported("Full text: It opened."), Some((Field::Text, "It opened.")));
        assert_eq!(exported("Byline: Ana Ruiz"), Some((Field::Author, "Ana Ruiz")));
        assert_eq!(exported("Ruiz: We are ready."), None);
        assert!(is_export("LOAD-DATE: June 8, 2019"));
        assert!(!is_export("Source: Lisse Wire"));
    }
}
