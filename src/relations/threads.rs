//! What the same speaker said on the same topic, before and after.

use crate::archive::{Archive, Evidence, PersonId, Relation, RelationKind, StatementId, TopicId};
use std::collections::BTreeMap;

/// Most earlier and most later statements that one is linked to this way.
const EACH_WAY: usize = 1;

/// Links each statement to the one before and the one after it by its speaker on a topic, in other articles.
pub(super) fn link(archive: &mut Archive) {
    let mut threads = BTreeMap::<(PersonId, TopicId), Vec<StatementId>>::new();
    for (index, person) in archive.people.iter().enumerate() {
        for id in &person.statements {
            for topic in &archive[*id].topics {
                threads.entry((PersonId::from(index), *topic)).or_default().push(*id);
            }
        }
    }
    let mut links = BTreeMap::<(StatementId, StatementId), Vec<TopicId>>::new();
    for ((_, topic), thread) in threads {
        for later in 1..thread.len() {
            let elsewhere = |earlier: &&StatementId| {
                let (a, b) = (&archive[**earlier], &archive[thread[later]]);
                a.article != b.article && (a.cluster.is_none() || a.cluster != b.cluster)
            };
            // One article quotes a speaker often: look past it, but not through the whole thread.
            for earlier in thread[later.saturating_sub(12)..later].iter().rev().filter(elsewhere).take(EACH_WAY) {
                links.entry((*earlier, thread[later])).or_default().push(topic);
            }
        }
    }
    let mut followers = vec![0; archive.statements.len()];
    for ((earlier, later), topics) in links {
        followers[earlier.index()] += 1;
        if followers[earlier.index()] > EACH_WAY {
            continue;
        }
        for (from, to) in [(earlier, later), (later, earlier)] {
            let evidence = Evidence::Topics(topics.clone());
            archive.statements[from.index()].relations.push(Relation {
                to,
                kind: RelationKind::SameSpeakerTopic,
                evidence,
            });
        }
    }
}
