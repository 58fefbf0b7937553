//! What others said to people, and of them.

use crate::model::archive::{Archive, ArticleId, PersonId, StatementId};
use crate::site::page::has_page;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Statements by somebody else, in time order, by the person whom they are about or who was told.
pub(crate) type ByPerson = BTreeMap<PersonId, Vec<StatementId>>;

/// What was said to people whom a statement names as those who were told, by the name or its end: "President Ana Ruiz".
pub(crate) fn said_to(archive: &Archive) -> ByPerson {
    let mut names = BTreeMap::<String, Option<PersonId>>::new();
    for (index, person) in archive.people.iter().enumerate().filter(|(_, person)| has_page(person)) {
        let id = PersonId::from(index);
        for name in std::iter::once(&person.name).chain(&person.aliases) {
            // A name that two people have tells neither.
            names
                .entry(name.to_lowercase())
                .and_modify(|known| *known = known.filter(|known| *known == id))
                .or_insert(Some(id));
        }
    }
    let mut told = ByPerson::new();
    for (index, row) in archive.statements.iter().enumerate() {
        let Some(name) = row.told.as_ref().map(|name| name.to_lowercase()) else { continue };
        let starts = std::iter::once(0).chain(name.match_indices(' ').map(|(at, _)| at + 1));
        let person = starts.filter_map(|start| *names.get(&name[start..])?).next();
        if let Some(person) = person.filter(|person| row.speaker != Some(*person)) {
            told.entry(person).or_default().push(StatementId::from(index));
        }
    }
    in_time_order(archive, told)
}

/// What was said of the people of each article by others who speak in it, where the words name them: in full, or by a surname
/// that nobody else in the article has. A claim counts once, and an article that is printed again does not count.
pub(crate) fn said_of(archive: &Archive) -> ByPerson {
    let articles = (0..archive.articles.len()).into_par_iter().map(ArticleId::from);
    let found: Vec<(PersonId, StatementId)> = articles
        .filter(|id| archive[*id].duplicate_of.is_none() && archive[*id].superseded_by.is_none())
        .flat_map_iter(|id| said_in(archive, id))
        .collect();
    let mut of = ByPerson::new();
    for (person, statement) in found {
        of.entry(person).or_default().push(statement);
    }
    in_time_order(archive, of)
}

/// Who is spoken of in the statements of an article.
fn said_in(archive: &Archive, id: ArticleId) -> Vec<(PersonId, StatementId)> {
    let article = &archive[id];
    let people: Vec<PersonId> = article.people.iter().copied().filter(|id| has_page(&archive[*id])).collect();
    let surname = |id: &PersonId| archive[*id].sort_name.split(',').next().unwrap_or_default();
    let surnames: Vec<&str> = people.iter().map(surname).collect();
    let is_one = |name: &str| surnames.iter().filter(|other| **other == name).count() == 1;
    let mut found = Vec::new();
    for at in article.statements.clone() {
        let statement = StatementId(at);
        let row = &archive[statement];
        let is_first = row.claim.is_none_or(|claim| archive[claim].statements.first() == Some(&statement));
        if row.nested || !is_first {
            continue;
        }
        let words = row.words.unmarked();
        for (person, surname) in people.iter().zip(&surnames) {
            let speaks = row.speaker == Some(*person) || row.together.contains(person);
            let named = || has_name(words, &archive[*person].name) || is_one(surname) && has_name(words, surname);
            if !speaks && named() {
                found.push((*person, statement));
            }
        }
    }
    found
}

/// Whether words have a name in them, as it is written, and not as a part of a longer word.
fn has_name(words: &str, name: &str) -> bool {
    let is_end = |character: Option<char>| !character.is_some_and(char::is_alphanumeric);
    !name.is_empty()
        && words
            .match_indices(name)
            .any(|(at, _)| is_end(words[..at].chars().next_back()) && is_end(words[at + name.len()..].chars().next()))
}

fn in_time_order(archive: &Archive, mut statements: ByPerson) -> ByPerson {
    statements
        .values_mut()
        .for_each(|statements| statements.sort_by_key(|id| (archive[*id].said_on.map(|(when, _)| when), *id)));
    statements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_word_only() {
        assert!(has_name("that Falk's plan fails", "Falk"));
        assert!(has_name("“Falk”", "Falk"));
        assert!(!has_name("the Falkland Islands", "Falk"));
        assert!(!has_name("a falk", "Falk"));
        assert!(!has_name("anything", ""));
    }
}
