//! `annotations`: notes and statements as W3C Web Annotations, each with the words it is about.

use super::View;
use super::view::page_of;
use crate::model::archive::StatementRow;
use crate::model::article::Analysis;
use crate::model::statement::{Polarity, Statement};
use crate::site::feeds::annotations::on_article;
use crate::text::source::{CharCounter, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Characters before and after words that tell them from others.
const AROUND: usize = 32;

pub(super) fn write(view: &View, out: &mut impl Write) -> io::Result<()> {
    let addresses = view.addresses();
    let mut items: Vec<Value> = Vec::new();
    for (id, row) in view.articles() {
        let page = page_of(row);
        let source = view.address(row).unwrap_or_else(|| addresses.id(&page));
        if let Some(analysis) = (view.analysis)(id) {
            let rows: BTreeMap<&str, &StatementRow> =
                view.statements_of(id).iter().map(|id| &view.archive[*id]).map(|row| (row.key.as_str(), row)).collect();
            let mut counter = CharCounter::new(&analysis.body.plain);
            for statement in &analysis.statements {
                if let Some(row) = rows.get(statement.id.as_str()) {
                    let id = addresses.id(&format!("{page}#{}", row.key));
                    items.push(of_statement(view, row, statement, &analysis, &mut counter, (id, &source)));
                }
            }
        }
        for (_, note) in view.notes_of(id) {
            let mut annotations = on_article(view.archive, note, &addresses);
            annotations[0]["target"]["source"] = json!(source);
            items.extend(annotations);
        }
    }
    let page = addresses.id("data/export.jsonld#1");
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": addresses.id("data/export.jsonld"),
        "type": "AnnotationCollection",
        "label": view.title(),
        "total": items.len(),
        "last": page,
        "first": {"id": page, "type": "AnnotationPage", "startIndex": 0, "items": items},
    });
    serde_json::to_writer_pretty(&mut *out, &collection)?;
    out.write_all(b"\n")
}

/// A statement: who says it identifies the words, topics tag them.
fn of_statement(
    view: &View,
    row: &StatementRow,
    statement: &Statement,
    analysis: &Analysis,
    counter: &mut CharCounter,
    (id, source): (String, &str),
) -> Value {
    let speakers = view.speakers(row);
    let speakers = speakers.iter().map(|name| json!({"type": "TextualBody", "value": name, "purpose": "identifying"}));
    let topics = row.topics.iter().map(|id| &view.archive[*id].name);
    let topics = topics.map(|name| json!({"type": "TextualBody", "value": name, "purpose": "tagging"}));
    let body: Vec<Value> = speakers.chain(topics).collect();
    let targets = statement.spans.iter().map(|span| {
        let mut target = json!({"source": source, "selector": selectors(&analysis.body.plain, *span, counter)});
        if row.words.polarity() != Polarity::Said {
            // The words are not what their speaker said.
            target["polarity"] = json!(row.words.polarity());
        }
        target
    });
    let mut targets: Vec<Value> = targets.collect();
    let target = if targets.len() == 1 { targets.remove(0) } else { json!(targets) };
    json!({"id": id, "type": "Annotation", "motivation": "identifying", "body": body, "target": target})
}

/// The words with what stands around them, and where they are among the characters of the text.
fn selectors(plain: &str, span: Span, counter: &mut CharCounter) -> Value {
    let (before, after) = (&plain[..span.start as usize], &plain[span.end as usize..]);
    let start = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let [from, to] = counter.span(span);
    json!([
        {"type": "TextQuoteSelector", "exact": span.of(plain), "prefix": before[start..], "suffix": after[..end]},
        {"type": "TextPositionSelector", "start": from, "end": to},
    ])
}
