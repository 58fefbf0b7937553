//! Links, claims, occasions and chains as tables for spreadsheets: the rows of the JSON lines of the same name, a line for each member.

use super::relations;
use super::table::harmless;
use crate::model::archive::{Archive, StatementId};
use std::borrow::Cow;

/// Rows that are put together before they go to disk.
const BATCH: usize = 512;

/// relations.csv, some rows at a time, the header first.
pub(crate) fn relations(archive: &Archive) -> impl Iterator<Item = Vec<u8>> + '_ {
    let header = std::iter::once(csv_of([["from", "to", "kind", "editorial", "evidence"].map(Cow::Borrowed)]));
    let starts = (0..archive.statements.len()).step_by(BATCH);
    header.chain(starts.map(move |start| {
        let ids = (start..archive.statements.len().min(start + BATCH)).map(StatementId::from);
        let links = ids.flat_map(|id| relations::links_of(archive, id));
        csv_of(links.map(|(from, to, kind, editorial, evidence)| {
            let editorial = if editorial { "true" } else { "false" };
            let ends = [from, to].map(|id| Cow::Borrowed(archive[id].key.as_str()));
            let [from, to] = ends;
            [from, to, kind.into(), editorial.into(), evidence.into()]
        }))
    }))
}

/// claims.csv: a line for each report of a claim, the one that tells most first.
pub(crate) fn claims(archive: &Archive) -> Vec<u8> {
    let header = ["claim", "report", "article", "kind", "polarity", "act", "page"].map(Cow::Borrowed);
    let rows = archive.claims.iter().flat_map(|claim| {
        let first = archive[claim.statements[0]].key.as_str();
        claim.statements.iter().map(move |id| {
            let row = &archive[*id];
            let slug = archive[row.article].slug.as_str();
            let page = format!("articles/{slug}.html#{}", row.key);
            let names = [
                super::table::name_of(row.kind),
                super::table::name_of(row.words.polarity()),
                super::table::name_of(row.words.act()),
            ];
            let [kind, polarity, act] = names;
            [first.into(), row.key.as_str().into(), slug.into(), kind.into(), polarity.into(), act.into(), page.into()]
        })
    });
    csv_of(std::iter::once(header).chain(rows))
}

/// occasions.csv: a line for each statement of an occasion.
pub(crate) fn occasions(archive: &Archive) -> Vec<u8> {
    let header = ["occasion", "date", "venue", "person", "speaker", "statement", "article", "page"].map(Cow::Borrowed);
    let rows = archive.occasions.iter().flat_map(|occasion| {
        let speaker = &archive[occasion.speaker];
        let date = occasion.when.to_string();
        occasion.statements.iter().map(move |id| {
            let row = &archive[*id];
            let slug = archive[row.article].slug.as_str();
            [
                occasion.slug.as_str().into(),
                date.clone().into(),
                occasion.venue.as_str().into(),
                speaker.slug.as_str().into(),
                speaker.name.as_str().into(),
                row.key.as_str().into(),
                slug.into(),
                format!("articles/{slug}.html#{}", row.key).into(),
            ]
        })
    });
    csv_of(std::iter::once(header).chain(rows))
}

/// chains.csv: a line for each step that a statement came through: somebody who passed it on, or the statement that it is inside of.
pub(crate) fn chains(archive: &Archive) -> Vec<u8> {
    let header = ["statement", "step", "kind", "through", "article", "page"].map(Cow::Borrowed);
    let rows = (0..archive.statements.len()).map(StatementId::from).flat_map(|id| {
        let row = &archive[id];
        let inside = archive.outer(id).map(|outer| ("inside", archive[outer].key.as_str()));
        let via = row.via.iter().map(|name| ("via", name.as_str()));
        via.chain(inside).enumerate().map(move |(step, (kind, through))| {
            let slug = archive[row.article].slug.as_str();
            [
                Cow::Borrowed(row.key.as_str()),
                (step + 1).to_string().into(),
                kind.into(),
                through.into(),
                slug.into(),
                format!("articles/{slug}.html#{}", row.key).into(),
            ]
        })
    });
    csv_of(std::iter::once(header).chain(rows))
}

fn csv_of<'a, const N: usize>(rows: impl IntoIterator<Item = [Cow<'a, str>; N]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned())).expect("a buffer takes any row");
    }
    writer.into_inner().expect("a buffer takes any row")
}
