//! Reports of the same words that name different speakers: one of them is wrong, or one person has two names.

use super::{Choice, Paste, Row, Subject, corrections_file, counted, entry_start};
use crate::linking::shared_words;
use crate::model::archive::{Archive, PersonId, StatementId};
use crate::model::corrections::Review;
use crate::model::statement::Manner;
use crate::parsing::yaml::scalar;
use std::collections::{BTreeMap, BTreeSet};

/// Longest words that are shown, in characters.
const WORDS: usize = 60;

/// Two people, and the statements of the same words that are given to each.
#[derive(Default)]
struct Dispute {
    first: BTreeSet<StatementId>,
    second: BTreeSet<StatementId>,
}

/// A row for each two people to whom the same words are given. The one whom more reports name, and more of them beside the words, is
/// the likelier one and comes first.
pub(super) fn rows(archive: &Archive) -> Vec<Row> {
    let mut disputes: BTreeMap<(PersonId, PersonId), Dispute> = BTreeMap::new();
    for (a, b) in shared_words::pairs(&shared_words::of_archive(archive)) {
        let (a, b) = (StatementId(a), StatementId(b));
        let (Some(one), Some(other)) = (archive[a].speaker, archive[b].speaker) else { continue };
        if one == other {
            continue;
        }
        let (first, second) = if one < other { (a, b) } else { (b, a) };
        let dispute = disputes.entry((one.min(other), one.max(other))).or_default();
        dispute.first.insert(first);
        dispute.second.insert(second);
    }
    disputes.into_iter().filter_map(|((one, other), dispute)| row(archive, one, other, &dispute)).collect()
}

fn row(archive: &Archive, one: PersonId, other: PersonId, dispute: &Dispute) -> Option<Row> {
    let rank = |ids: &BTreeSet<StatementId>| {
        let beside = |id: &&StatementId| {
            matches!(archive[**id].manner, Some(Manner::Editor | Manner::Full | Manner::Turn | Manner::Surname))
        };
        let checked = ids.iter().any(|id| archive[*id].review() != Review::Unreviewed);
        (checked, ids.iter().filter(beside).count(), ids.len())
    };
    let (mut likelier, mut less) = ((one, &dispute.first), (other, &dispute.second));
    if rank(less.1) > rank(likelier.1) {
        std::mem::swap(&mut likelier, &mut less);
    }
    let unreviewed = |ids: &BTreeSet<StatementId>| ids.iter().all(|id| archive[*id].review() == Review::Unreviewed);
    if !unreviewed(likelier.1) && !unreviewed(less.1) {
        // Editors have read both and said so.
        return None;
    }
    let first = likelier.1.first().copied()?;
    let words: String = archive[first].words.unmarked().chars().take(WORDS).collect();
    let name = |person: PersonId| archive[person].name.as_str();
    let place = |ids: &BTreeSet<StatementId>| ids.first().map(|id| archive[archive[*id].article].path.as_str());
    let what = format!(
        "the same words are given to {} ({}, likelier) and {} ({}): “{words}…”: {}, {}",
        name(likelier.0),
        counted(likelier.1.len(), "report"),
        name(less.0),
        counted(less.1.len(), "report"),
        place(likelier.1)?,
        place(less.1)?,
    );
    let mut choices = Vec::new();
    for (person, wrong) in [(likelier.0, less.1), (less.0, likelier.1)] {
        let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for id in wrong.iter().filter(|id| archive[**id].review() == Review::Unreviewed) {
            let path = &archive[archive[*id].article].path;
            let file = corrections_file(path);
            let start = entry_start(path);
            let line = format!("{start}statement: {}\n  speaker: {}", archive[*id].key, scalar(name(person)));
            files.entry(file).or_default().push(line);
        }
        let lines: Vec<Paste> = files.into_iter().map(|(file, lines)| Paste { file, text: lines.join("\n") }).collect();
        if !lines.is_empty() {
            choices.push(Choice { when: format!("if it was {}", name(person)), lines });
        }
    }
    Some(Row {
        subject: Subject::Speakers,
        what,
        place: String::new(),
        settles: less.1.len().min(likelier.1.len()),
        choices,
    })
}
