//! Speaker threads: what one person said on one topic, in time.

use crate::model::archive::{Archive, PersonId, PersonRow, StatementId, TopicId};
use crate::site::page::has_page;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Fewest statements that make a thread.
const LEAST: usize = 2;

/// Fewest statements of a thread that has a page; a shorter one is a section of its speaker's page.
const LEAST_OF_PAGE: usize = 20;

/// Most threads of one person: those with the most statements. Without a limit, an archive of many topics would have more
/// threads than anything else.
const MOST: usize = 12;

/// The statements of every thread, in time order.
pub(crate) type Threads = BTreeMap<(PersonId, TopicId), Vec<StatementId>>;

/// For each person the topics on which they said most, with what they said. Linear in the topics of all statements.
pub(crate) fn threads(archive: &Archive) -> Threads {
    let people = archive.people.par_iter().enumerate().filter(|(_, person)| has_page(person));
    let of_person = |(index, person): (usize, &PersonRow)| {
        let mut threads = BTreeMap::<TopicId, Vec<StatementId>>::new();
        for statement in &person.statements {
            for topic in &archive[*statement].topics {
                threads.entry(*topic).or_default().push(*statement);
            }
        }
        let mut largest: Vec<(TopicId, Vec<StatementId>)> =
            threads.into_iter().filter(|(_, statements)| statements.len() >= LEAST).collect();
        largest.sort_by_key(|(topic, statements)| (Reverse(statements.len()), *topic));
        largest.truncate(MOST);
        largest.into_iter().map(move |(topic, statements)| ((PersonId::from(index), topic), statements))
    };
    people.flat_map_iter(of_person).collect()
}

/// Whether a thread has a page of its own: it is long, and its statements do not stand together on one page of their speaker anyway.
pub(crate) fn has_page_of_its_own(statements: usize, of_speaker: usize, page_size: usize) -> bool {
    statements >= LEAST_OF_PAGE.min(page_size) && of_speaker > page_size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_has_a_page_if_it_is_long_and_scattered() {
        assert!(has_page_of_its_own(20, 51, 50));
        assert!(!has_page_of_its_own(19, 5000, 50));
        assert!(!has_page_of_its_own(50, 50, 50));
        assert!(has_page_of_its_own(5, 6, 5));
    }
}
