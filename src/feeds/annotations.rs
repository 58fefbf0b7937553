//! The editors' notes as a W3C Web Annotation collection (<https://www.w3.org/TR/annotation-model/>).

use super::address::Addresses;
use crate::archive::{Archive, NoteRow};
use crate::dates::When;
use crate::notes::{Anchor, NoteKind};
use crate::settings::Settings;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    r#type: &'static str,
    label: &'a str,
    total: usize,
    first: Page,
}

#[derive(Serialize)]
struct Page {
    id: String,
    r#type: &'static str,
    #[serde(rename = "startIndex")]
    start_index: usize,
    items: Vec<Value>,
}

/// The collection with all notes whose words are known, on one page. Lost and ambiguous ones have no target and are left out.
pub(crate) fn write(archive: &Archive, settings: &Settings, addresses: &Addresses) -> Vec<u8> {
    let shown = |note: &&NoteRow| matches!(note.anchor, Anchor::Whole | Anchor::Exact(_) | Anchor::Moved(_));
    let items: Vec<Value> =
        archive.notes.iter().filter(shown).map(|note| annotation(archive, note, addresses)).collect();
    let collection = Collection {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: addresses.id("data/notes.jsonld"),
        r#type: "AnnotationCollection",
        label: &settings.title,
        total: items.len(),
        first: Page { id: addresses.id("data/notes.jsonld#1"), r#type: "AnnotationPage", start_index: 0, items },
    };
    serde_json::to_vec_pretty(&collection).expect("annotations are plain data")
}

fn annotation(archive: &Archive, row: &NoteRow, addresses: &Addresses) -> Value {
    let page = format!("articles/{}.html", archive[row.article].slug);
    let note = &row.note;
    let mut bodies = vec![json!({"type": "TextualBody", "value": note.body, "format": "text/markdown"})];
    let tag = |tag: &String| json!({"type": "TextualBody", "value": tag, "purpose": "tagging"});
    bodies.extend(note.tags.iter().map(tag));
    let mut target = json!({"source": addresses.link("data/notes.jsonld", &page)});
    if row.anchor != Anchor::Whole {
        // A note on a statement as a whole is on its words.
        let words = row.statement.filter(|_| note.quote.is_empty()).map(|id| archive[id].words.as_str());
        let mut selector = json!({"type": "TextQuoteSelector", "exact": words.unwrap_or(&note.quote)});
        for (key, words) in [("prefix", &note.before), ("suffix", &note.after)] {
            if !words.is_empty() {
                selector[key] = json!(words);
            }
        }
        target["selector"] = selector;
    }
    let mut annotation = json!({
        "id": addresses.id(&format!("{page}#{}", row.key)),
        "type": "Annotation",
        "motivation": motivation(note.kind),
        "body": bodies,
        "target": target,
    });
    if let Some(name) = &note.author {
        annotation["creator"] = json!({"type": "Person", "name": name});
    }
    if let Some(day) = note.date.as_deref().and_then(When::parse).and_then(When::as_day) {
        annotation["created"] = json!(format!("{day}T00:00:00Z"));
    }
    annotation
}

/// The motivation of the model's own list that is nearest to a kind of note.
fn motivation(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Comment => "commenting",
        NoteKind::Context => "describing",
        NoteKind::Correction => "editing",
        NoteKind::Question => "questioning",
        NoteKind::Verdict => "assessing",
    }
}
