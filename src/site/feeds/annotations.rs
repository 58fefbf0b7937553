//! The editors' notes as a W3C Web Annotation collection (<https://www.w3.org/TR/annotation-model/>).

use super::address::Addresses;
use crate::model::archive::{Archive, NoteRow, PersonNoteRow};
use crate::model::note::{Anchor, Note, NoteKind, Reply};
use crate::model::settings::Settings;
use crate::model::statement::Polarity;
use crate::model::when::When;
use crate::parsing::annotations::WRITTEN;
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
    last: String,
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
    let on_articles = archive.notes.iter().filter(shown).flat_map(|note| on_article(archive, note, addresses));
    let on_people = archive.person_notes.iter().flat_map(|note| on_person(archive, note, addresses));
    let items: Vec<Value> = on_articles.chain(on_people).collect();
    let page = addresses.id("data/notes.jsonld#1");
    let collection = Collection {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: addresses.id("data/notes.jsonld"),
        r#type: "AnnotationCollection",
        label: &settings.title,
        total: items.len(),
        last: page.clone(),
        first: Page { id: page, r#type: "AnnotationPage", start_index: 0, items },
    };
    serde_json::to_vec_pretty(&collection).expect("annotations are plain data")
}

/// The annotations that a note and its replies are.
pub(crate) fn on_article(archive: &Archive, row: &NoteRow, addresses: &Addresses) -> Vec<Value> {
    let page = format!("articles/{}.html", archive[row.article].slug);
    let mut target = json!({"source": addresses.link("data/notes.jsonld", &page)});
    let polarity = archive.statement_of(row).map(|id| archive[id].words.polarity());
    if let Some(polarity) = polarity.filter(|polarity| *polarity != Polarity::Said) {
        // The words are not what their speaker said.
        target["polarity"] = json!(polarity);
    }
    if row.anchor != Anchor::Whole {
        target["selector"] = selectors(row);
    }
    annotations(&row.note, target, addresses, &format!("{page}#{}", row.key))
}

fn on_person(archive: &Archive, row: &PersonNoteRow, addresses: &Addresses) -> Vec<Value> {
    let page = format!("people/{}.html", archive[row.person].slug);
    let target = json!({"source": addresses.link("data/notes.jsonld", &page)});
    annotations(&row.note, target, addresses, &format!("{page}#{}", row.key))
}

/// The words with what stands around them, and where they are among the characters of the article's text: title, lede and
/// paragraphs with a blank line between.
fn selectors(row: &NoteRow) -> Value {
    match &row.found {
        Some(found) => json!([
            {"type": "TextQuoteSelector", "exact": found.exact, "prefix": found.before, "suffix": found.after},
            {"type": "TextPositionSelector", "start": found.start, "end": found.end},
        ]),
        None => json!([{"type": "TextQuoteSelector", "exact": row.note.quote}]),
    }
}

/// A note, then the replies to it, each of which has the annotation that it answers for its target.
fn annotations(note: &Note, target: Value, addresses: &Addresses, place: &str) -> Vec<Value> {
    let id = addresses.id(place);
    let mut annotations = vec![annotation(note, target, id.clone())];
    add_replies(&mut annotations, &note.replies, &id, &|number| addresses.id(&format!("{place}-r{number}")));
    annotations
}

fn add_replies(annotations: &mut Vec<Value>, replies: &[Reply], parent: &str, id_of: &dyn Fn(usize) -> String) {
    for Reply { body, author, date, tags, replies } in replies {
        let id = id_of(annotations.len());
        let (body, author, date, tags) = (body.clone(), author.clone(), date.clone(), tags.clone());
        let note = Note { body, author, date, tags, ..Note::default() };
        let mut reply = annotation(&note, json!(parent), id.clone());
        reply["motivation"] = json!("replying");
        annotations.push(reply);
        add_replies(annotations, replies, &id, id_of);
    }
}

/// What all annotations have. Under a key of our own stands what the notes file says, for [`notes::import`](crate::parsing::annotations::import):
/// the selectors describe the article as it is, not what the editor wrote.
fn annotation(note: &Note, target: Value, id: String) -> Value {
    let mut bodies = vec![json!({"type": "TextualBody", "value": note.body, "format": "text/markdown"})];
    bodies.extend(note.tags.iter().map(|tag| json!({"type": "TextualBody", "value": tag, "purpose": "tagging"})));
    let mut annotation = json!({
        "id": id,
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
    let written = [
        ("quote", Some(&note.quote)),
        ("before", Some(&note.before)),
        ("after", Some(&note.after)),
        ("statement", note.statement.as_ref()),
        ("date", note.date.as_ref()),
    ];
    let written = written
        .into_iter()
        .filter_map(|(key, text)| Some((key.to_owned(), json!(text?))))
        .filter(|(_, text)| text != "");
    annotation[WRITTEN] = written.collect::<serde_json::Map<_, _>>().into();
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
