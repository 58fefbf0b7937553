//! Statements in the order in which they were made.

use crate::model::archive::{Archive, StatementId};

/// Sorts what is listed of people and topics by time, and links each speaker's statements.
pub(crate) fn sort_in_time(archive: &mut Archive) {
    let known_by: Vec<_> =
        (0..archive.statements.len()).map(|index| archive.known_by(StatementId::from(index))).collect();
    // Undated statements come last; the table's own order breaks ties.
    let time = |id: &StatementId| {
        let day = known_by[id.index()];
        (day.is_none(), day, *id)
    };
    let Archive { people, topics, statements, .. } = archive;
    for topic in topics {
        topic.statements.sort_by_key(time);
    }
    for person in people {
        person.statements.sort_by_key(time);
        // What several said together stands in no one person's row of statements.
        let own = person.statements.iter().copied().filter(|id| statements[id.index()].speaker.is_some());
        for pair in own.collect::<Vec<_>>().windows(2) {
            statements[pair[0].index()].next = Some(pair[1]);
            statements[pair[1].index()].previous = Some(pair[0]);
        }
    }
}
