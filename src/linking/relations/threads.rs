//! What the same speaker said on the same topic, before and after.

use crate::model::archive::{Archive, ArticleId, Evidence, PersonId, Relation, RelationKind, StatementId, TopicId};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Two statements of a thread, one after the other, and the topics that they share.
struct Link {
    earlier: StatementId,
    later: StatementId,
    topics: Vec<TopicId>,
}

/// The latest statements of a thread: the last one, and the last one of any other article.
#[derive(Clone, Copy, Default)]
struct Latest {
    last: Option<(usize, ArticleId)>,
    elsewhere: Option<(usize, ArticleId)>,
}

impl Latest {
    /// The last one that is not in `article`, by its position among the speaker's statements.
    fn outside(self, article: ArticleId) -> Option<usize> {
        let (at, _) = self.last.filter(|(_, other)| *other != article).or(self.elsewhere)?;
        Some(at)
    }

    fn push(&mut self, at: usize, article: ArticleId) {
        if let Some(last) = self.last.filter(|(_, other)| *other != article) {
            self.elsewhere = Some(last);
        }
        self.last = Some((at, article));
    }
}

/// Links each statement to the last one before it by its speaker that shares a topic with it and stands in another article.
/// The first of several with the same one before is linked, so nobody has more than one link each way.
/// Linear in the topics of all statements.
pub(super) fn link(archive: &mut Archive) {
    let people = (0..archive.people.len()).into_par_iter().map(PersonId::from);
    let links: Vec<Vec<Link>> = people.map(|person| of_person(archive, person)).collect();
    for Link { earlier, later, topics } in links.into_iter().flatten() {
        for (from, to) in [(earlier, later), (later, earlier)] {
            let evidence = Evidence::Topics(topics.clone());
            let relation = Relation { to, kind: RelationKind::SameSpeakerTopic, evidence };
            archive.statements[from.index()].relations.push(relation);
        }
    }
}

fn of_person(archive: &Archive, person: PersonId) -> Vec<Link> {
    let mut links = Vec::new();
    let statements = &archive[person].statements;
    let mut threads = BTreeMap::<TopicId, Latest>::new();
    let mut followed = vec![false; statements.len()];
    for (at, id) in statements.iter().enumerate() {
        let row = &archive[*id];
        let before = row.topics.iter().filter_map(|topic| threads.get(topic)?.outside(row.article)).max();
        if let Some(before) = before.filter(|before| !followed[*before]) {
            let earlier = &archive[statements[before]];
            let repeats = row.cluster.is_some() && row.cluster == earlier.cluster;
            if !repeats {
                followed[before] = true;
                let shared = row.topics.iter().filter(|topic| earlier.topics.contains(topic)).copied().collect();
                links.push(Link { earlier: statements[before], later: *id, topics: shared });
            }
        }
        for topic in &row.topics {
            threads.entry(*topic).or_default().push(at, row.article);
        }
    }
    links
}
