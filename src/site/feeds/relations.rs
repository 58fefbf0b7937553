//! Links between statements as JSON lines: each pair once, with what links it and why.

use crate::model::archive::{Archive, Difference, Evidence, Relation, RelationKind, StatementId};
use crate::model::authorities::EditorialRelation;
use serde::Serialize;

/// Rows that are put together before they go to disk.
const BATCH: usize = 512;

#[derive(Serialize)]
struct Link<'a> {
    from: &'a str,
    to: &'a str,
    kind: &'static str,
    /// Whether an editor made it; the program made the others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    editorial: bool,
    evidence: Why<'a>,
}

/// Why two statements are linked: exactly one of these, or none where an editor gave no reason.
#[derive(Default, Serialize)]
struct Why<'a> {
    /// How many words are the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_words: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topics: Option<Vec<&'a str>>,
    /// Whether only the paragraph of one of the two names them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_paragraph: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<Vec<&'a str>>,
    /// In what the two differ, and the words of each that do.
    #[serde(skip_serializing_if = "Option::is_none")]
    differs: Option<Difference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<[&'a str; 2]>,
    /// What a quotation did with the words of the transcript.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// relations.jsonl, some rows at a time, in the order of the statements that they start from.
pub(crate) fn pieces(archive: &Archive) -> impl Iterator<Item = Vec<u8>> + '_ {
    archive.statements.chunks(BATCH).enumerate().map(move |(batch, rows)| {
        let mut out = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let from = StatementId::from(batch * BATCH + index);
            for relation in row.relations.iter().filter(|relation| is_start(from, relation)) {
                serde_json::to_writer(&mut out, &link(archive, from, relation)).expect("a row is plain data");
                out.push(b'\n');
            }
        }
        out
    })
}

/// Every link once: its ends, its kind, whether an editor made it, and the evidence as JSON.
#[cfg(feature = "sqlite")]
pub(crate) fn links(
    archive: &Archive,
) -> impl Iterator<Item = (StatementId, StatementId, &'static str, bool, String)> + '_ {
    (0..archive.statements.len()).map(StatementId::from).flat_map(|from| links_of(archive, from))
}

/// The same of those that are told from one statement.
pub(crate) fn links_of(
    archive: &Archive,
    from: StatementId,
) -> impl Iterator<Item = (StatementId, StatementId, &'static str, bool, String)> + '_ {
    archive[from].relations.iter().filter(move |relation| is_start(from, relation)).map(move |relation| {
        let link = link(archive, from, relation);
        let evidence = serde_json::to_string(&link.evidence).expect("evidence is plain data");
        (from, relation.to, link.kind, link.editorial, evidence)
    })
}

/// Whether a link is told from this end: an editor's from where it starts, any other from the earlier statement.
fn is_start(from: StatementId, relation: &Relation) -> bool {
    match relation.kind {
        RelationKind::Editorial(_, turned) | RelationKind::Record(turned) => !turned,
        _ => from < relation.to,
    }
}

fn link<'a>(archive: &'a Archive, from: StatementId, relation: &'a Relation) -> Link<'a> {
    Link {
        from: &archive[from].key,
        to: &archive[relation.to].key,
        kind: name(relation.kind),
        editorial: matches!(relation.kind, RelationKind::Editorial(..)),
        evidence: Why {
            by_paragraph: matches!(relation.evidence, Evidence::Topics(_))
                && (archive[from].by_paragraph || archive[relation.to].by_paragraph),
            ..why(archive, &relation.evidence)
        },
    }
}

/// The name of a kind in data files.
fn name(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Record(_) => "against-record",
        RelationKind::SameWords => "same-words",
        RelationKind::SameClaim => "same-claim",
        RelationKind::DiffersFrom => "differs-from",
        RelationKind::SameSpeakerTopic => "same-speaker-topic",
        RelationKind::SameEvent => "same-event",
        RelationKind::CloseInSubject => "close-in-subject",
        RelationKind::Editorial(editorial, _) => match editorial {
            EditorialRelation::Answers => "answers",
            EditorialRelation::Contradicts => "contradicts",
            EditorialRelation::Corrects => "corrects",
            EditorialRelation::Clarifies => "clarifies",
            EditorialRelation::Repeats => "repeats",
            EditorialRelation::Translates => "translates",
            EditorialRelation::Changed => "changed",
        },
    }
}

fn why<'a>(archive: &'a Archive, evidence: &'a Evidence) -> Why<'a> {
    match evidence {
        Evidence::SameWords(count) => Why { same_words: Some(*count), ..Why::default() },
        Evidence::Topics(topics) => {
            let slugs = topics.iter().map(|topic| archive[*topic].slug.as_str()).collect();
            Why { topics: Some(slugs), ..Why::default() }
        }
        Evidence::Date(when) => Why { date: Some(when.to_string()), ..Why::default() },
        Evidence::Event(event) => Why { event: Some(&archive[*event].slug), ..Why::default() },
        Evidence::Terms(terms) => Why { terms: Some(terms.iter().map(AsRef::as_ref).collect()), ..Why::default() },
        Evidence::Differs(difference, here, there) => {
            let words = (!here.is_empty() || !there.is_empty()).then_some([here.as_ref(), there.as_ref()]);
            Why { differs: Some(*difference), words, ..Why::default() }
        }
        Evidence::Record(fit, difference) => {
            Why { record: Some(fit.name()), difference: difference.as_deref(), ..Why::default() }
        }
        Evidence::Editor(note) => Why { note: note.as_deref(), ..Why::default() },
    }
}
