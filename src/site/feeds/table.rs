//! The statements as a table for spreadsheets.

use super::data::basis_name;
use crate::model::archive::{Archive, StatementId, StatementRow};
use crate::model::statement::{Certainty, Kind, Manner};
use std::borrow::Cow;

/// Rows that are put together before they go to disk.
const BATCH: usize = 512;

const COLUMNS: [&str; 17] = [
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
];

/// statements.csv, some rows at a time, the header first.
pub(crate) fn pieces(archive: &Archive) -> impl Iterator<Item = Vec<u8>> + '_ {
    let header = std::iter::once(rows([COLUMNS.map(Cow::Borrowed)]));
    let batches = archive.statements.chunks(BATCH);
    header.chain(batches.map(move |batch| rows(batch.iter().map(|row| cells(archive, row)))))
}

/// The same of some statements, in the order given.
pub(crate) fn of<'a>(archive: &'a Archive, ids: &'a [StatementId]) -> impl Iterator<Item = Vec<u8>> + 'a {
    let header = std::iter::once(rows([COLUMNS.map(Cow::Borrowed)]));
    header.chain(ids.chunks(BATCH).map(move |batch| rows(batch.iter().map(|id| cells(archive, &archive[*id])))))
}

fn rows<'a>(rows: impl IntoIterator<Item = [Cow<'a, str>; COLUMNS.len()]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned())).expect("a buffer takes any row");
    }
    writer.into_inner().expect("a buffer takes any row")
}

fn cells<'a>(archive: &'a Archive, row: &'a StatementRow) -> [Cow<'a, str>; COLUMNS.len()] {
    let article = &archive[row.article];
    let topics: Vec<&str> = row.topics.iter().map(|id| archive[*id].name.as_str()).collect();
    let optional = |text: Option<&'a str>| Cow::Borrowed(text.unwrap_or_default());
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
    ]
}

/// A value by the name that it has in all data files.
fn name_of(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A cell that a spreadsheet cannot take for a formula: one that would start like one gets an apostrophe in front.
fn harmless(cell: &str) -> Cow<'_, str> {
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
