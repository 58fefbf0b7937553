//! What the results of a search show of an article or note, four to a file.

use super::columns::Ranges;
use super::files::quoted;
use super::{Builder, PER_TEXT, code, locked};
use crate::model::archive::{ArticleId, StatementRow};
use crate::model::block_id::BlockId;
use crate::model::statement::Kind;
use serde_json::json;
use std::io::Result;

/// The number of a statement's standing, and 16 more if it is quoted.
fn how(statement: &StatementRow) -> usize {
    statement.words.standing().number() + if statement.kind == Kind::Direct { 16 } else { 0 }
}

impl Builder<'_> {
    /// What the archive knows of an article whose text is stored: slug, title, date and outlet, names of speakers, and for each
    /// statement its id, its speaker and how it was said.
    pub(super) fn head(&self, id: ArticleId) -> serde_json::Value {
        let row = &self.archive[id];
        let mut names: Vec<&str> = Vec::new();
        let mut listed = Vec::with_capacity(row.statements.len());
        for statement in row.statement_ids().map(|id| &self.archive[id]) {
            let name =
                statement.speaker.map(|person| self.archive[person].name.as_str()).or(statement.source.as_deref());
            let number = name.map(|name| {
                names.iter().position(|known| *known == name).unwrap_or_else(|| {
                    names.push(name);
                    names.len() - 1
                })
            });
            listed.push(json!([
                statement.key.trim_start_matches("s-"),
                number.map_or(-1, |at| at as i64),
                how(statement)
            ]));
        }
        let date = row.when().map(|when| when.to_string()).unwrap_or_default();
        let outlet = row.outlet.map_or("", |outlet| self.archive[outlet].name.as_str());
        json!([row.slug, row.title, date, outlet, names, listed])
    }

    /// A document as a JavaScript array: its head, with the places of each statement; its text; the ids of its blocks; and the
    /// key of a note.
    pub(super) fn record(
        &self,
        id: ArticleId,
        text: &[u8],
        statements: &[Ranges],
        blocks: &[Option<BlockId>],
        note: Option<&str>,
    ) -> Vec<u8> {
        let mut head = self.head(id);
        if let Some(listed) = head.get_mut(5).and_then(serde_json::Value::as_array_mut) {
            listed.truncate(statements.len());
            for (fields, ranges) in listed.iter_mut().filter_map(serde_json::Value::as_array_mut).zip(statements) {
                fields.extend(ranges.iter().flat_map(|(start, length)| [json!(start), json!(length)]));
            }
        }
        if statements.is_empty() {
            head[4] = json!([]);
        }
        let mut record = head.to_string().into_bytes();
        record.pop();
        record.push(b',');
        record.extend(quoted(text));
        record.push(b',');
        let mut ids = Vec::with_capacity(blocks.len() * 4);
        blocks.iter().for_each(|block| code::put(&mut ids, block.map_or(0, |id| u64::from(id.number()) + 1)));
        record.extend(quoted(&ids));
        if let Some(note) = note {
            record.extend(format!(",{}", json!(note)).into_bytes());
        }
        record.push(b']');
        record
    }

    /// Keeps the record of a document until those of its neighbours are there, then writes them all.
    pub(super) fn keep_text(&self, document: u32, record: Vec<u8>) -> Result<()> {
        let block = document as usize / PER_TEXT;
        if !self.blocks[block].1 {
            return Ok(());
        }
        let mut texts = locked(&self.texts);
        let records = texts.entry(block).or_default();
        records.push((document, record));
        if records.len() < PER_TEXT {
            return Ok(());
        }
        let Some(records) = texts.remove(&block) else { return Ok(()) };
        drop(texts);
        self.write_text(block, records)
    }

    pub(super) fn write_text(&self, block: usize, mut records: Vec<(u32, Vec<u8>)>) -> Result<()> {
        records.sort_unstable_by_key(|(document, _)| *document);
        let mut script = b"{".to_vec();
        for (document, record) in records {
            if script.len() > 1 {
                script.push(b',');
            }
            script.extend(document.to_string().into_bytes());
            script.push(b':');
            script.extend(record);
        }
        script.push(b'}');
        self.files.write_keyed(&format!("x{block}"), self.blocks[block].0, &script)
    }
}
