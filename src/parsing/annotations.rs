//! Notes made elsewhere: W3C Web Annotations, what the Hypothesis API answers, and what its client exports.
//!
//! 1. `items`: the annotations of a file, whatever they are wrapped in;
//! 2. `access`: who may read each; only what is public goes on, unless all is asked for;
//! 3. `target`: the page and the words, where a note can say them;
//! 4. replies go with the annotation that they answer.
//!
//! They are read leniently, and nothing is dropped in silence: [`Import`] counts or names all that became no note.

mod access;
mod json;
mod target;
mod write;

use crate::model::note::{Note, NoteKind, Reply};
use json::{bare_name, id, list, text, types};
use serde_json::Value;
use std::collections::BTreeMap;
use target::{Place, Target, targets};

pub use access::Access;
pub use write::to_yaml;

/// Key of an annotation under which our own export keeps what the notes file says of words, context and date.
pub(crate) const WRITTEN: &str = "onrecord:note";

/// How deep replies to replies go; what answers the deepest stands beside it.
const DEEPEST_REPLY: usize = 6;

/// An annotation that became a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Address of the page it is on.
    pub page: String,
    /// The note.
    pub note: Note,
}

/// What a file of annotations gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The notes, in the order of the file. Replies are within them.
    pub notes: Vec<Imported>,
    /// How many annotations, replies included, are not public and were left out.
    pub not_public: BTreeMap<Access, usize>,
    /// How many have no text: mere highlights.
    pub without_text: usize,
    /// How many notes are on a page as a whole.
    pub on_pages: usize,
    /// The annotations on a place that a note cannot say, by what it is called.
    pub unplaced: BTreeMap<String, Vec<String>>,
    /// The replies to an annotation that is not in the file, or that became no note.
    pub orphans: Vec<String>,
    /// Things in the place of annotations that are none.
    pub strange: usize,
    /// Why the file does not hold all annotations that it speaks of.
    pub incomplete: Vec<String>,
}

/// Reads the annotations of a file, which may hold several JSON values one after the other. With `all`, also those that are not
/// for everybody. `None` if there are no annotations in it at all.
pub fn import(values: &[Value], all: bool) -> Option<Import> {
    let mut import = Import::default();
    let mut found = Vec::new();
    let any =
        values.iter().map(|value| items(value, &mut found, &mut import.incomplete)).filter(|any| *any).count() > 0;
    if !any {
        return None;
    }
    let mut read = Vec::with_capacity(found.len());
    for json in found {
        match annotation(json, all) {
            Ok(annotation) => read.push(annotation),
            Err(Dropped::NotPublic(access)) => *import.not_public.entry(access).or_default() += 1,
            Err(Dropped::WithoutText) => import.without_text += 1,
            Err(Dropped::Strange) => import.strange += 1,
        }
    }
    thread(read, &mut import);
    Some(import)
}

/// Collects the annotations of a collection, of a page of one, of an answer, of a list, or a single one. False if a value is none of
/// these.
fn items<'a>(json: &'a Value, found: &mut Vec<&'a Value>, incomplete: &mut Vec<String>) -> bool {
    match json {
        Value::Array(values) => {
            for value in values {
                // A list may hold pages of a collection.
                if !is_wrapped(value) || !items(value, found, incomplete) {
                    found.push(value);
                }
            }
            true
        }
        Value::Object(object) => {
            let wrapped =
                ["rows", "annotations", "items", "@graph"].iter().find_map(|key| object.get(*key)?.as_array());
            if let Some(values) = wrapped.filter(|_| !object.contains_key("target")) {
                let known = found.len();
                values.iter().for_each(|value| {
                    if !is_wrapped(value) || !items(value, found, incomplete) {
                        found.push(value);
                    }
                });
                // Hypothesis says how many there are in all; replies may be listed apart.
                found.extend(object.get("replies").and_then(Value::as_array).into_iter().flatten());
                let here = (found.len() - known) as u64;
                if let Some(total) = object.get("total").and_then(Value::as_u64).filter(|total| *total > here) {
                    incomplete.push(format!("the file holds {here} of {total} annotations"));
                }
                if let Some(next) = text(json, "next") {
                    incomplete.push(format!("the collection goes on at `{next}`"));
                }
                return true;
            }
            match object.get("first") {
                Some(first @ Value::Object(_)) => items(first, found, incomplete),
                Some(Value::String(first)) if is_wrapped(json) => {
                    incomplete.push(format!("the annotations of the collection are at `{first}`"));
                    true
                }
                _ if object.contains_key("target") || object.contains_key("uri") => {
                    found.push(json);
                    true
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether a value holds annotations rather than being one.
fn is_wrapped(json: &Value) -> bool {
    let kinds = types(json);
    kinds.contains(&"AnnotationPage") || kinds.contains(&"AnnotationCollection") || json.get("rows").is_some()
}

/// Why an annotation became nothing.
enum Dropped {
    NotPublic(Access),
    WithoutText,
    Strange,
}

/// An annotation as its file gives it.
struct Annotation<'a> {
    id: Option<&'a str>,
    /// The ids of the annotations that it answers, the outermost first.
    answers: Vec<&'a str>,
    targets: Vec<Target<'a>>,
    created: &'a str,
    /// The note without a place.
    note: Note,
    written: Option<&'a Value>,
}

fn annotation(json: &Value, all: bool) -> Result<Annotation<'_>, Dropped> {
    let targets = targets(json);
    let answers: Vec<&str> = list(json.get("references")).into_iter().filter_map(Value::as_str).collect();
    if targets.is_empty() && answers.is_empty() {
        return Err(Dropped::Strange);
    }
    match Access::of(json) {
        Access::Public => {}
        _ if all => {}
        access => return Err(Dropped::NotPublic(access)),
    }
    let written = json.get(WRITTEN);
    let created = text(json, "created").unwrap_or_default();
    let day = || Some(created.split('T').next().unwrap_or_default().to_owned()).filter(|day| !day.is_empty());
    let (body, tags) = bodies(json);
    let note = Note {
        body: body.ok_or(Dropped::WithoutText)?,
        kind: list(json.get("motivation")).iter().find_map(|word| kind(bare_name(word.as_str()?))).unwrap_or_default(),
        author: author(json),
        date: written.map_or_else(day, |written| text(written, "date").map(str::to_owned)),
        tags,
        ..Note::default()
    };
    Ok(Annotation { id: id(json), answers, targets, created, note, written })
}

/// The text of an annotation, all of it, and its tags.
fn bodies(json: &Value) -> (Option<String>, Vec<String>) {
    let (mut texts, mut tags) = (Vec::new(), Vec::new());
    let mut add = |text: &str, is_tag: bool| {
        let text = text.trim();
        if !text.is_empty() {
            let to = if is_tag { &mut tags } else { &mut texts };
            to.push(text.to_owned());
        }
    };
    for body in list(json.get("body")) {
        let chosen = if types(body).contains(&"Choice") { list(body.get("items")).into_iter().next() } else { None };
        let body = chosen.unwrap_or(body);
        let purposes = list(body.get("purpose"));
        let is_tag = purposes.iter().any(|purpose| purpose.as_str().is_some_and(|name| bare_name(name) == "tagging"));
        match body.as_str().or_else(|| text(body, "value")) {
            Some(text) => add(text, is_tag),
            // What is said elsewhere, such as a video, is pointed to.
            None => {
                text(body, "source").or_else(|| id(body)).into_iter().for_each(|link| add(&format!("<{link}>"), false))
            }
        }
    }
    for key in ["bodyValue", "text"] {
        text(json, key).into_iter().for_each(|text| add(text, false));
    }
    list(json.get("tags")).iter().filter_map(|tag| tag.as_str()).for_each(|tag| add(tag, true));
    (Some(texts.join("\n\n")).filter(|text| !text.is_empty()), tags)
}

/// The kind of note for a motivation, the inverse of the export.
fn kind(motivation: &str) -> Option<NoteKind> {
    Some(match motivation {
        "commenting" | "replying" | "highlighting" => NoteKind::Comment,
        "describing" | "linking" | "classifying" => NoteKind::Context,
        "editing" => NoteKind::Correction,
        "questioning" => NoteKind::Question,
        "assessing" => NoteKind::Verdict,
        _ => return None,
    })
}

/// The creator's name; of a Hypothesis account, the name they show or else the account's.
fn author(json: &Value) -> Option<String> {
    let creator = list(json.get("creator")).into_iter().next();
    let name = creator
        .and_then(|creator| text(creator, "name").or_else(|| creator.as_str()))
        .or_else(|| text(json.get("user_info")?, "display_name"))
        .or_else(|| {
            text(json, "user").map(|user| user.trim_start_matches("acct:").split('@').next().unwrap_or(user))
        })?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// Puts replies into what they answer, and the others on their places.
fn thread(read: Vec<Annotation<'_>>, import: &mut Import) {
    let by_id: BTreeMap<&str, usize> = read.iter().enumerate().filter_map(|(at, one)| Some((one.id?, at))).collect();
    let parent_of = |at: usize| -> Option<Parent> {
        let one = &read[at];
        if let Some(last) = one.answers.last() {
            return Some(by_id.get(last).map_or(Parent::Missing, |parent| Parent::Here(*parent)));
        }
        // The target of a reply in the Web Annotation model is the annotation that it answers.
        let target = one.targets.first()?;
        by_id.get(target.page).filter(|parent| **parent != at).map(|parent| Parent::Here(*parent))
    };
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); read.len()];
    let mut roots = Vec::new();
    for at in 0..read.len() {
        match parent_of(at) {
            Some(Parent::Here(parent)) => children[parent].push(at),
            Some(Parent::Missing) => {}
            None => roots.push(at),
        }
    }
    for answers in &mut children {
        answers.sort_by_key(|at| (read[*at].created, *at));
    }
    let mut reached = vec![false; read.len()];
    for root in roots {
        reached[root] = true;
        let one = &read[root];
        let mut placed = Vec::new();
        for Target { page, place } in &one.targets {
            match placed_note(one, place) {
                Ok(note) => {
                    import.on_pages += usize::from(note.quote.is_empty() && note.statement.is_none());
                    placed.push(Imported { page: (*page).to_owned(), note });
                }
                Err(name) => import.unplaced.entry(name).or_default().push(name_of(one)),
            }
        }
        if let Some(first) = placed.first_mut() {
            first.note.replies = replies(&read, &children, root, 0, &mut reached);
        }
        import.notes.append(&mut placed);
    }
    let left = (0..read.len()).filter(|at| !reached[*at]);
    import.orphans.extend(left.map(|at| name_of(&read[at])));
}

/// What a reply answers.
enum Parent {
    Here(usize),
    Missing,
}

/// The replies to an annotation. Below the deepest level all stand in one list.
fn replies(
    read: &[Annotation<'_>],
    children: &[Vec<usize>],
    parent: usize,
    depth: usize,
    reached: &mut [bool],
) -> Vec<Reply> {
    let mut found = Vec::new();
    for &at in &children[parent] {
        reached[at] = true;
        let Note { body, author, date, tags, .. } = read[at].note.clone();
        let mut reply = Reply { body, author, date, tags, replies: Vec::new() };
        let mut below = if depth < DEEPEST_REPLY {
            reply.replies = replies(read, children, at, depth + 1, reached);
            Vec::new()
        } else {
            all_below(read, children, at, reached)
        };
        found.push(reply);
        found.append(&mut below);
    }
    found
}

/// All replies below one, in a list: a long conversation is not a deep file.
fn all_below(read: &[Annotation<'_>], children: &[Vec<usize>], parent: usize, reached: &mut [bool]) -> Vec<Reply> {
    let (mut found, mut open) = (Vec::new(), children[parent].clone());
    open.reverse();
    while let Some(at) = open.pop() {
        reached[at] = true;
        let Note { body, author, date, tags, .. } = read[at].note.clone();
        found.push(Reply { body, author, date, tags, replies: Vec::new() });
        open.extend(children[at].iter().rev());
    }
    found
}

/// The note at a place, or what the place is called if a note cannot say it.
fn placed_note(one: &Annotation<'_>, place: &Place<'_>) -> Result<Note, String> {
    let mut note = one.note.clone();
    // A file of ours says what the editor wrote; of an annotation without that, only its place is known.
    let says_where = |written: &&Value| ["quote", "statement"].iter().any(|key| written.get(*key).is_some());
    if let Some(written) = one.written.filter(|written| says_where(written) || *place == Place::Page) {
        let of_file = |key: &str| text(written, key).unwrap_or_default().to_owned();
        (note.quote, note.before, note.after) = (of_file("quote"), of_file("before"), of_file("after"));
        note.statement = text(written, "statement").map(str::to_owned);
        return Ok(note);
    }
    match place {
        Place::Page => {}
        Place::Words { exact, prefix, suffix } => {
            note.quote = (*exact).to_owned();
            note.before = (*prefix).to_owned();
            note.after = (*suffix).to_owned();
        }
        Place::Unknown(name) => return Err(name.clone()),
    }
    Ok(note)
}

/// An annotation in a report: its id, or else its first words.
fn name_of(one: &Annotation<'_>) -> String {
    one.id.map_or_else(|| format!("“{}”", one.note.body.chars().take(40).collect::<String>()), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn public(json: &Value) -> Import {
        import(std::slice::from_ref(json), false).expect("there are annotations")
    }

    #[test]
    fn a_web_annotation_becomes_a_note() {
        let collection = json!({"type": "AnnotationCollection", "first": {"items": [
            {"type": "Annotation", "motivation": "editing", "created": "2020-01-01T00:00:00Z",
             "creator": {"type": "Person", "name": "Ana Ruiz"},
             "body": [{"value": "It was *June*."}, {"purpose": "tagging", "value": "dates"}, {"value": "Or July."}],
             "target": {"source": "articles/bridge.html",
                        "selector": [{"type": "TextQuoteSelector", "exact": "in May", "prefix": "open "}]}},
            {"type": "Annotation", "target": "articles/bridge.html"}]}});
        let import = public(&collection);
        assert_eq!(
            (import.notes.len(), import.without_text, import.notes[0].page.as_str()),
            (1, 1, "articles/bridge.html")
        );
        let note = &import.notes[0].note;
        assert_eq!((note.quote.as_str(), note.before.as_str(), note.kind), ("in May", "open", NoteKind::Correction));
        assert_eq!((note.author.as_deref(), note.date.as_deref()), (Some("Ana Ruiz"), Some("2020-01-01")));
        assert_eq!((note.body.as_str(), note.tags.len()), ("It was *June*.\n\nOr July.", 1));
    }

    #[test]
    fn what_hypothesis_answers_is_read() {
        let row = json!({"uri": "https://example.org/a", "text": "Really?", "tags": ["check"],
            "user": "acct:ana@hypothes.is", "created": "2022-02-03T10:00:00+00:00",
            "target": [{"source": "https://example.org/a",
                        "selector": [{"type": "RangeSelector"}, {"type": "TextQuoteSelector", "exact": "by May"}]}]});
        for answer in [
            json!({"total": 1, "rows": [row]}),
            json!({"export_date": "2022-03-01T00:00:00Z", "client_version": "1.1", "annotations": [row]}),
            json!([row]),
            row.clone(),
            json!({"type": "AnnotationPage", "items": [row]}),
            json!([{"type": "AnnotationPage", "items": [row]}]),
            json!({"@context": "http://www.w3.org/ns/anno.jsonld", "@graph": [row]}),
        ] {
            let import = public(&answer);
            assert_eq!(import.notes[0].page, "https://example.org/a");
            assert_eq!(import.notes[0].note.author.as_deref(), Some("ana"));
            assert_eq!((import.notes[0].note.quote.as_str(), import.incomplete.len()), ("by May", 0));
        }
        assert_eq!(import(&[json!({"status": "failure"}), json!(1)], false), None);
        assert_eq!(import(&[row.clone(), row], false).expect("two lines").notes.len(), 2);
    }

    #[test]
    fn a_file_that_does_not_hold_everything_says_so() {
        let import = public(&json!({"total": 7, "rows": [], "next": "http://a/2"}));
        assert_eq!(import.incomplete, ["the file holds 0 of 7 annotations", "the collection goes on at `http://a/2`"]);
        let import = public(&json!({"type": "AnnotationCollection", "first": "http://a/1"}));
        assert_eq!(import.incomplete.len(), 1);
    }

    #[test]
    fn replies_stand_within_what_they_answer_in_the_order_of_time() {
        let target = json!([{"source": "http://a/", "selector": [{"type": "TextQuoteSelector", "exact": "by May"}]}]);
        let bare = json!([{"source": "http://a/"}]);
        let answer = json!({"rows": [
            {"id": "late", "references": ["root"], "created": "2022-02-05", "uri": "http://a/", "target": bare, "text": "Late."},
            {"id": "inner", "references": ["root", "early"], "uri": "http://a/", "target": bare, "text": "Inner."},
            {"id": "early", "references": ["root"], "created": "2022-02-04", "uri": "http://a/", "target": bare, "text": "Early."},
            {"id": "lost", "references": ["gone"], "uri": "http://a/", "target": bare, "text": "Lost."},
            {"id": "secret", "references": ["root"], "uri": "http://a/", "target": bare, "text": "Secret.",
             "permissions": {"read": ["acct:ana@hypothes.is"]}},
            {"id": "below", "references": ["root", "secret"], "uri": "http://a/", "target": bare, "text": "Below."},
            {"id": "root", "uri": "http://a/", "target": target, "text": "Root."},
            {"id": "x", "references": ["y"], "uri": "http://a/", "target": bare, "text": "Round."},
            {"id": "y", "references": ["x"], "uri": "http://a/", "target": bare, "text": "And round."}]});
        let import = public(&answer);
        assert_eq!(import.notes.len(), 1);
        let replies = &import.notes[0].note.replies;
        assert_eq!(replies.iter().map(|reply| reply.body.as_str()).collect::<Vec<_>>(), ["Early.", "Late."]);
        assert_eq!(replies[0].replies[0].body, "Inner.");
        assert_eq!(import.orphans, ["lost", "below", "x", "y"]);
        assert_eq!(import.not_public, BTreeMap::from([(Access::Private, 1)]));
        let model = json!([{"id": "urn:1", "body": "One.", "target": "http://a/"},
            {"id": "urn:2", "motivation": "replying", "body": "Two.", "target": "urn:1"}]);
        assert_eq!(public(&model).notes[0].note.replies[0].body, "Two.");
    }

    #[test]
    fn a_long_conversation_is_not_a_deep_file() {
        let mut rows = vec![json!({"id": "0", "uri": "http://a/", "text": "0"})];
        for at in 1..500 {
            rows.push(
                json!({"id": at.to_string(), "references": [(at - 1).to_string()], "uri": "http://a/", "text": "x"}),
            );
        }
        let import = public(&json!({"rows": rows}));
        let yaml = to_yaml(&[import.notes[0].note.clone()]);
        assert_eq!((yaml.matches("body:").count(), import.orphans.len()), (500, 0));
        assert!(yaml.lines().all(|line| line.len() < 80), "{yaml}");
    }
}
