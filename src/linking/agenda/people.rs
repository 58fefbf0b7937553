//! Names that may mean the same person.

use super::{Choice, Paste, Row, Sources, Subject};
use crate::linking::people::suggest::perhaps_one;
use crate::model::archive::{Archive, PersonId};
use crate::model::authorities::PersonEntry;
use crate::parsing::yaml::scalar;
use crate::reading::editors::Editors;
use crate::text::folding::name_key;

/// Pairs of people who are likely one, and of whom no editor said that they are two: the one with more statements first.
pub(crate) fn pairs(archive: &Archive, editors: &Editors) -> Vec<(PersonId, PersonId)> {
    let entries = &editors.authorities().people;
    let apart = |one: &str, other: &str| {
        let says = |name: &str, not: &str| {
            let refuses = |entry: &PersonEntry| entry.not.iter().any(|other| name_key(other) == name_key(not));
            entries.iter().any(|entry| entry.name == name && refuses(entry))
        };
        says(one, other) || says(other, one)
    };
    let mut pairs = perhaps_one(archive);
    pairs.retain(|(one, other)| !apart(&archive[*one].name, &archive[*other].name));
    pairs
}

pub(super) fn rows(sources: &Sources<'_>) -> Vec<Row> {
    let archive = sources.archive;
    let mut rows = Vec::new();
    for (one, other) in pairs(archive, sources.editors) {
        let (first, second) = (&archive[one], &archive[other]);
        let (kept, joined) = if second.listed { (second, first) } else { (first, second) };
        let paste = |text: String| vec![Paste { file: "people.yaml".to_owned(), text }];
        let same = match kept.listed {
            true => format!("- {{name: {}, same-as: {}}}", scalar(&joined.name), scalar(&kept.name)),
            false => format!("- name: {}\n  aliases: [{}]", scalar(&kept.name), scalar(&joined.name)),
        };
        let mut choices = vec![Choice { when: "if they are one".to_owned(), lines: paste(same) }];
        if !joined.listed {
            let two = format!("- {{name: {}, not: [{}]}}", scalar(&joined.name), scalar(&kept.name));
            choices.push(Choice { when: "if they are two".to_owned(), lines: paste(two) });
        }
        rows.push(Row {
            subject: Subject::People,
            what: format!("`{}` and `{}` may be one", kept.name, joined.name),
            place: String::new(),
            settles: joined.statements.len(),
            choices,
        });
    }
    rows
}
