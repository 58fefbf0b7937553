//! Notes made elsewhere: W3C Web Annotation collections and what the Hypothesis API answers.
//!
//! Both are read leniently: an annotation is anything with a target; what has no text of its own (a mere highlight) is counted and
//! left out.

use crate::reading::notes::{Note, NoteKind};
use serde_json::Value;

/// An annotation that became a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Address of the page it is on.
    pub page: String,
    /// The note.
    pub note: Note,
}

/// Key of an annotation under which our own export keeps what the notes file says of words, context and date.
pub(crate) const WRITTEN: &str = "onrecord:note";

/// Reads annotations from JSON; also how many had nothing to say. `None` if there are no annotations in it at all.
pub fn import(json: &Value) -> Option<(Vec<Imported>, usize)> {
    let items = items(json)?;
    let read: Vec<Option<Imported>> = items.into_iter().map(annotation).collect();
    let all = read.len();
    let imported: Vec<Imported> = read.into_iter().flatten().collect();
    let empty = all - imported.len();
    Some((imported, empty))
}

/// The annotations of a collection, a page of one, a Hypothesis answer, a list, or a single one.
fn items(json: &Value) -> Option<Vec<&Value>> {
    match json {
        Value::Array(items) => Some(items.iter().collect()),
        Value::Object(object) => {
            for key in ["rows", "items"] {
                if let Some(Value::Array(items)) = object.get(key) {
                    return Some(items.iter().collect());
                }
            }
            match object.get("first") {
                Some(first @ Value::Object(_)) => items(first),
                _ => object.contains_key("target").then(|| vec![json]),
            }
        }
        _ => None,
    }
}

fn annotation(json: &Value) -> Option<Imported> {
    let target = one(json.get("target")?);
    let page = target
        .as_str()
        .or_else(|| text(target, "source"))
        .or_else(|| text(target.get("source")?, "id"))
        .or_else(|| text(json, "uri"))?;
    let selectors = list(target.get("selector"));
    let quote = selectors.into_iter().find(|selector| text(selector, "type") == Some("TextQuoteSelector"));
    let written = json.get(WRITTEN);
    let of_file = |key: &str| written.and_then(|written| text(written, key)).map(str::to_owned);
    let of_quote = |key: &str, ours: &str| match written {
        Some(_) => of_file(ours).unwrap_or_default(),
        None => quote.and_then(|quote| text(quote, key)).unwrap_or_default().trim().to_owned(),
    };
    let created = || text(json, "created").map(|created| created.chars().take_while(|letter| *letter != 'T').collect());
    let (labels, bodies): (Vec<&Value>, Vec<&Value>) =
        list(json.get("body")).into_iter().partition(|body| text(body, "purpose") == Some("tagging"));
    let value = |body: &Value| body.as_str().or_else(|| text(body, "value")).unwrap_or_default().trim().to_owned();
    let spoken = bodies.into_iter().map(value).find(|body| !body.is_empty());
    let body =
        spoken.or_else(|| text(json, "text").map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned))?;
    let mut tags: Vec<String> = labels.into_iter().map(value).collect();
    tags.extend(list(json.get("tags")).iter().filter_map(|tag| tag.as_str()).map(str::to_owned));
    let note = Note {
        quote: of_quote("exact", "quote"),
        before: of_quote("prefix", "before"),
        after: of_quote("suffix", "after"),
        statement: of_file("statement"),
        body,
        kind: list(json.get("motivation")).iter().find_map(|word| kind(word.as_str()?)).unwrap_or_default(),
        author: author(json),
        date: if written.is_some() { of_file("date") } else { created() },
        tags,
    };
    Some(Imported { page: page.to_owned(), note })
}

/// The kind of note for a motivation, the inverse of the export.
fn kind(motivation: &str) -> Option<NoteKind> {
    Some(match motivation.trim_start_matches("oa:") {
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
    let creator = json.get("creator").map(one);
    let name = creator
        .and_then(|creator| text(creator, "name").or_else(|| creator.as_str()))
        .or_else(|| text(json.get("user_info")?, "display_name"))
        .or_else(|| {
            text(json, "user").map(|user| user.trim_start_matches("acct:").split('@').next().unwrap_or(user))
        })?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn text<'a>(json: &'a Value, key: &str) -> Option<&'a str> {
    json.get(key)?.as_str()
}

/// The first of a list, or the value itself: the model allows either nearly everywhere.
fn one(json: &Value) -> &Value {
    json.as_array().and_then(|items| items.first()).unwrap_or(json)
}

fn list(json: Option<&Value>) -> Vec<&Value> {
    match json {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

/// Notes as a notes file has them. What is read from it again is the same.
pub fn to_yaml(notes: &[Note]) -> String {
    let mut yaml = String::new();
    for note in notes {
        let mut lines: Vec<String> = Vec::new();
        // A JSON string is a YAML string, whatever is in it.
        let quoted = |text: &str| {
            let printable: String =
                text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
            serde_json::to_string(&printable).expect("a text is JSON")
        };
        let mut line = |key: &str, text: &str| {
            if !text.is_empty() {
                lines.push(format!("{key}: {}", quoted(text)));
            }
        };
        line("quote", &note.quote);
        line("before", &note.before);
        line("after", &note.after);
        line("statement", note.statement.as_deref().unwrap_or_default());
        line("kind", note.kind.name());
        line("author", note.author.as_deref().unwrap_or_default());
        line("date", note.date.as_deref().unwrap_or_default());
        if !note.tags.is_empty() {
            lines.push(format!("tags: [{}]", note.tags.iter().map(|tag| quoted(tag)).collect::<Vec<_>>().join(", ")));
        }
        lines.push(format!("body: {}", quoted(&note.body)));
        yaml.push_str("- ");
        yaml.push_str(&lines.join("\n  "));
        yaml.push('\n');
    }
    yaml
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diagnostic::Problems;
    use crate::text::source::Source;
    use serde_json::json;

    #[test]
    fn a_web_annotation_becomes_a_note() {
        let collection = json!({"type": "AnnotationCollection", "first": {"items": [
            {"type": "Annotation", "motivation": "editing", "created": "2020-01-01T00:00:00Z",
             "creator": {"type": "Person", "name": "Ana Ruiz"},
             "body": [{"value": "It was *June*."}, {"purpose": "tagging", "value": "dates"}],
             "target": {"source": "articles/bridge.html",
                        "selector": [{"type": "TextQuoteSelector", "exact": "in May", "prefix": "open "}]}},
            {"type": "Annotation", "target": "articles/bridge.html"}]}});
        let (imported, empty) = import(&collection).expect("annotations");
        assert_eq!((imported.len(), empty, imported[0].page.as_str()), (1, 1, "articles/bridge.html"));
        let note = &imported[0].note;
        assert_eq!((note.quote.as_str(), note.before.as_str(), note.kind), ("in May", "open", NoteKind::Correction));
        assert_eq!((note.author.as_deref(), note.date.as_deref()), (Some("Ana Ruiz"), Some("2020-01-01")));
        assert_eq!(note.tags, ["dates"]);
    }

    #[test]
    fn what_hypothesis_answers_is_read() {
        let answer = json!({"total": 1, "rows": [{"uri": "https://example.org/a", "text": "Really?", "tags": ["check"],
            "user": "acct:ana@hypothes.is", "created": "2022-02-03T10:00:00+00:00",
            "target": [{"source": "https://example.org/a",
                        "selector": [{"type": "RangeSelector"}, {"type": "TextQuoteSelector", "exact": "by May"}]}]}]});
        let (imported, _) = import(&answer).expect("annotations");
        assert_eq!(imported[0].page, "https://example.org/a");
        assert_eq!(imported[0].note.author.as_deref(), Some("ana"));
        assert_eq!(imported[0].note.quote, "by May");
        assert_eq!(import(&json!({"status": "failure"})), None);
    }

    #[test]
    fn a_written_note_is_read_back_the_same() {
        let note = Note {
            quote: "“a: b” #c\nd".to_owned(),
            before: "- [x".to_owned(),
            statement: Some("s-00000000".to_owned()),
            body: "Line one.\n\n* \"two\" \\ three".to_owned(),
            kind: NoteKind::Verdict,
            author: Some("null".to_owned()),
            date: Some("2020-01-01".to_owned()),
            tags: vec!["yes".to_owned(), "1".to_owned()],
            ..Note::default()
        };
        let file = Source::new("a.notes.yaml", to_yaml(std::slice::from_ref(&note)));
        let mut problems = Problems::default();
        let read = crate::parsing::notes::read(&file, &mut problems);
        assert_eq!((read.len(), problems.0.len()), (1, 0));
        assert_eq!(read[0].note, note);
    }
}
