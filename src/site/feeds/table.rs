//! The statements as a table for spreadsheets.

use super::data::basis_name;
use crate::model::archive::{Archive, StatementId};
use crate::model::statement::{Certainty, Kind, Manner};
use std::borrow::Cow;

/// Rows that are put together before they go to disk.
const BATCH: usize = 512;

const COLUMNS: [&str; 23] = [
    "id",
    "kind",
    "act",
    "polarity",
    "certainty",
    "manner",
    "speaker",
    "source",
    "words",
    "said_on",
    "said_on_basis",
    "topics",
    "title",
    "outlet",
    "published",
    "page",
    "review",
    "person",
    "told",
    "via",
    "venue",
    "claim",
    "occasion",
];

/// statements.csv, some rows at a time, the header first.
pub(crate) fn pieces(archive: &Archive) -> impl Iterator<Item = Vec<u8>> + '_ {
    let header = std::iter::once(rows([COLUMNS.map(Cow::Borrowed)]));
    let starts = (0..archive.statements.len()).step_by(BATCH);
    let batch = move |start: usize| start..archive.statements.len().min(start + BATCH);
    header.chain(starts.map(move |start| rows(batch(start).map(|index| cells(archive, StatementId::from(index))))))
}

/// The same of some statements, in the order given.
pub(crate) fn of<'a>(archive: &'a Archive, ids: &'a [StatementId]) -> impl Iterator<Item = Vec<u8>> + 'a {
    let header = std::iter::once(rows([COLUMNS.map(Cow::Borrowed)]));
    header.chain(ids.chunks(BATCH).map(move |batch| rows(batch.iter().map(|id| cells(archive, *id)))))
}

fn rows<'a>(rows: impl IntoIterator<Item = [Cow<'a, str>; COLUMNS.len()]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned())).expect("a buffer takes any row");
    }
    writer.into_inner().expect("a buffer takes any row")
}

fn cells(archive: &Archive, id: StatementId) -> [Cow<'_, str>; COLUMNS.len()] {
    let row = &archive[id];
    let article = &archive[row.article];
    let topics: Vec<&str> = row.topics.iter().map(|id| archive[*id].name.as_str()).collect();
    fn optional(text: Option<&str>) -> Cow<'_, str> {
        Cow::Borrowed(text.unwrap_or_default())
    }
    let kind = match row.kind {
        Kind::Direct => "direct",
        Kind::Indirect => "indirect",
        Kind::Mixed => "mixed",
    };
    let certainty = match row.certainty {
        Certainty::High => "high",
        Certainty::Medium => "medium",
        Certainty::Low => "low",
    };
    [
        row.key.as_str().into(),
        kind.into(),
        name_of(row.words.act()).into(),
        name_of(row.words.polarity()).into(),
        certainty.into(),
        optional(row.manner.map(Manner::name)),
        optional(row.speaker.map(|id| archive[id].name.as_str())),
        optional(row.source.as_deref()),
        row.words.unmarked().into(),
        row.said_on.map(|(when, _)| when.to_string()).unwrap_or_default().into(),
        optional(row.said_on.map(|(_, basis)| basis_name(basis))),
        topics.join("; ").into(),
        article.title.as_str().into(),
        optional(article.outlet.map(|id| archive[id].name.as_str())),
        article.when().map(|when| when.to_string()).unwrap_or_default().into(),
        format!("articles/{}.html#{}", article.slug, row.key).into(),
        row.review().name().into(),
        optional(row.speaker.map(|id| archive[id].slug.as_str())),
        optional(row.told.as_deref()),
        row.via.join("; ").into(),
        optional(row.venue.as_deref()),
        optional(row.claim.map(|id| archive[archive[id].statements[0]].key.as_str())),
        optional(archive.occasion_of.get(&id).map(|id| archive[*id].slug.as_str())),
    ]
}

/// A value by the name that it has in all data files.
pub(super) fn name_of(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A cell that a spreadsheet cannot take for a formula: one that would start like one gets an apostrophe in front.
pub(super) fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_looks_like_a_formula_is_defused() {
        let mut row = COLUMNS.map(Cow::Borrowed);
        row[8] = "=HYPERLINK(\"http://evil.example\")".into();
        let text = String::from_utf8(rows([row])).expect("it is text");
        assert!(text.contains(r#""'=HYPERLINK(""http://evil.example"")""#), "{text}");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("words"), "words");
    }
}
