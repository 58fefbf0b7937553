//! Quotations that differ from the transcript of what their speaker said.

use super::{Row, Subject};
use crate::model::archive::{Archive, Evidence, Fit, RelationKind, StatementId};

/// A row for each altered quotation.
pub(super) fn rows(archive: &Archive) -> Vec<Row> {
    let altered = archive.on_record.iter().filter(|(_, record)| record.fit == Some(Fit::Altered));
    let row = |id: StatementId| {
        let quotation = &archive[id];
        let mut links = quotation.relations.iter().filter(|relation| relation.kind == RelationKind::Record(false));
        let difference = links.find_map(|relation| match &relation.evidence {
            Evidence::Record(_, difference) => difference.as_deref(),
            _ => None,
        });
        let speaker = quotation.speaker.map_or("nobody", |person| archive[person].name.as_str());
        let transcript = &archive[archive.on_record[&id].transcript].path;
        let what = format!("{speaker} is not quoted as in {transcript}: {}", difference.unwrap_or_default());
        let place = archive[quotation.article].path.clone();
        Row { subject: Subject::Links, what, place, settles: 1, choices: Vec::new() }
    };
    altered.map(|(id, _)| row(*id)).collect()
}
