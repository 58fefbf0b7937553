//! Quotations of a speaker beside the transcript of what they said that day.

use super::align::{Alignment, align, around};
use super::quotations::Quotations;
use crate::languages;
use crate::model::archive::{
    Archive, ArticleId, Evidence, Fit, OnRecord, PersonId, Relation, RelationKind, StatementId,
};
use crate::model::statement::{Kind, Manner};
use crate::reading::compare::difference;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest turns of a transcript.
const TURNS: usize = 3;
/// Days between a transcript and a quotation from it at most.
const DAYS: i64 = 1;
/// Turns that a quotation is compared with word by word.
const COMPARED: usize = 4;
/// The share of its words that a turn must have.
const SHARE: f64 = 0.6;
/// Fewest words of a quotation that is looked for.
const FEWEST: usize = 4;

/// What a transcript holds of a quotation.
struct Finding {
    quotation: StatementId,
    transcript: ArticleId,
    turn: Option<(StatementId, Fit, Option<String>)>,
}

/// Sets every quotation beside the transcripts of its speaker on its day, and links both ends. Linear in the words of both.
pub(crate) fn fill(archive: &mut Archive) {
    let transcripts: BTreeSet<ArticleId> =
        (0..archive.articles.len()).map(ArticleId::from).filter(|id| is_transcript(archive, *id)).collect();
    if transcripts.is_empty() {
        return;
    }
    let mut turns: Vec<StatementId> = Vec::new();
    let mut spoken: BTreeMap<PersonId, BTreeMap<NaiveDate, ArticleId>> = BTreeMap::new();
    for article in &transcripts {
        for id in archive[*article].statement_ids().filter(|id| archive[*id].manner == Some(Manner::Turn)) {
            turns.push(id);
            let row = &archive[id];
            if let (Some(person), Some(day)) = (row.speaker, day_of(archive, id)) {
                spoken.entry(person).or_default().entry(day).or_insert(*article);
            }
        }
    }
    let index = Quotations::new(archive, &turns);
    let people: Vec<PersonId> = spoken.keys().copied().collect();
    let findings: Vec<Finding> = people
        .par_iter()
        .flat_map_iter(|person| archive[*person].statements.iter())
        .filter(|id| archive[**id].kind != Kind::Indirect && !transcripts.contains(&archive[**id].article))
        .filter_map(|id| find(archive, &index, &spoken, *id))
        .collect();
    for Finding { quotation, transcript, turn } in findings {
        let Some((turn, fit, difference)) = turn else {
            archive.on_record.insert(quotation, OnRecord { transcript, fit: None });
            continue;
        };
        let transcript = archive[turn].article;
        archive.on_record.insert(quotation, OnRecord { transcript, fit: Some(fit) });
        for (from, to, turned) in [(quotation, turn, false), (turn, quotation, true)] {
            let evidence = Evidence::Record(fit, difference.as_deref().map(Into::into));
            let relation = Relation { to, kind: RelationKind::Record(turned), evidence };
            archive.statements[from.index()].relations.push(relation);
        }
    }
}

/// Whether an article is a transcript: most of what it says are turns.
fn is_transcript(archive: &Archive, id: ArticleId) -> bool {
    let all = archive[id].statement_ids().filter(|id| !archive[*id].nested);
    let (turns, others): (Vec<StatementId>, Vec<StatementId>) =
        all.partition(|id| archive[*id].manner == Some(Manner::Turn));
    turns.len() >= TURNS && turns.len() >= others.len()
}

fn day_of(archive: &Archive, id: StatementId) -> Option<NaiveDate> {
    let row = &archive[id];
    let said = row.said_on.map(|(when, _)| when).or_else(|| archive[row.article].when());
    said.and_then(crate::model::when::When::as_day)
}

/// What the transcripts of its speaker on its day hold of a quotation; `None` if there is no such transcript.
fn find(
    archive: &Archive,
    index: &Quotations,
    spoken: &BTreeMap<PersonId, BTreeMap<NaiveDate, ArticleId>>,
    quotation: StatementId,
) -> Option<Finding> {
    let row = &archive[quotation];
    let (person, day) = (row.speaker?, day_of(archive, quotation)?);
    let days = chrono::Duration::days(DAYS);
    let transcript = *spoken[&person].range(day - days..=day + days).next()?.1;
    let language = &archive[row.article].language;
    let quoted = quoted_words(archive, quotation);
    let words = languages::of(language);
    if quoted.split_whitespace().count() < FEWEST {
        return None;
    }
    let near = |turn: &StatementId| {
        let of_person = archive[*turn].speaker == Some(person);
        of_person && day_of(archive, *turn).is_some_and(|other| (other - day).num_days().abs() <= DAYS)
    };
    let candidates = index.nearest(&quoted, language, COMPARED * 4).into_iter().filter(near).take(COMPARED);
    let best: Option<(StatementId, Alignment)> = candidates
        .map(|turn| (turn, align(&quoted, archive[turn].words.unmarked(), words)))
        .filter(|(_, alignment)| alignment.share() >= SHARE)
        .min_by_key(|(turn, alignment)| (std::cmp::Reverse(alignment.same), alignment.fit, *turn));
    let turn = best.map(|(turn, alignment)| {
        let text = archive[turn].words.unmarked();
        let differs = alignment.fit == Fit::Altered;
        (turn, alignment.fit, differs.then(|| difference(&quoted, around(&quoted, text, words))))
    });
    Some(Finding { quotation, transcript, turn })
}

/// The quoted words of a statement, with ` … ` between parts that the article does not join.
fn quoted_words(archive: &Archive, id: StatementId) -> String {
    let row = &archive[id];
    let text = row.words.unmarked();
    match row.kind {
        Kind::Mixed => {
            let parts = crate::linking::quoted::quoted_parts(text).into_iter().map(|part| part.of(text));
            parts.collect::<Vec<_>>().join(" … ")
        }
        _ => text.to_owned(),
    }
}
