//! Reads a notes file.

use crate::model::note::{Note, NoteKind, Reply};
use crate::parsing::shared_out::IN;
use crate::parsing::yaml::{self, Fields, Node, Value};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::{Source, Span};

/// A note and where its words stand in the notes file, for reports.
pub(crate) struct Written {
    /// What the file says.
    pub(crate) note: Note,
    /// Where in the file.
    pub(crate) span: Span,
}

const KEYS: [&str; 12] =
    [IN, "quote", "before", "after", "statement", "body", "kind", "author", "date", "tags", "private", "replies"];

/// The notes of a file. An entry that cannot be used is reported and left out.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Vec<Written> {
    let root = match yaml::read(source) {
        Ok(root) => root,
        Err(problem) => {
            problems.push(problem.hint("no note of this file is used until it can be read"));
            return Vec::new();
        }
    };
    let items = match root.value {
        Value::Null => return Vec::new(),
        Value::List(items) => items,
        _ => {
            problems.push(
                Diagnostic::error("wrong-type", format!("a notes file should be a list, this is {}", root.describe()))
                    .at(source, root.span)
                    .hint("begin each note with `- ` and indent its other keys by two spaces"),
            );
            return Vec::new();
        }
    };
    items
        .iter()
        .filter_map(|item| {
            let fields = Fields::new(source, item, "note", &KEYS, problems)?;
            let span = fields.get("quote").or_else(|| fields.get("statement")).map_or(fields.span(), |node| node.span);
            Some(Written { note: note(source, &fields, problems)?, span })
        })
        .collect()
}

/// A note on a person, from their entry in people.yaml.
pub(crate) fn on_person(source: &Source, node: &Node, problems: &mut Problems) -> Option<Note> {
    let fields =
        Fields::new(source, node, "note", &["body", "kind", "author", "date", "tags", "private", "replies"], problems)?;
    note(source, &fields, problems)
}

fn note(source: &Source, fields: &Fields<'_>, problems: &mut Problems) -> Option<Note> {
    let kinds = NoteKind::ALL.map(|kind| (kind.name(), kind));
    Some(Note {
        quote: fields.text("quote", problems).unwrap_or_default(),
        before: fields.text("before", problems).unwrap_or_default(),
        after: fields.text("after", problems).unwrap_or_default(),
        statement: fields.text("statement", problems),
        body: fields.required("body", problems)?,
        kind: fields.choice("kind", &kinds, problems).unwrap_or_default(),
        author: fields.text("author", problems),
        date: fields.text("date", problems),
        tags: fields.texts("tags", problems),
        private: fields.flag("private", problems),
        replies: replies(source, fields, problems),
    })
}

/// The answers to a note or to another answer. One that cannot be used is reported and left out, with the answers to it.
fn replies(source: &Source, fields: &Fields<'_>, problems: &mut Problems) -> Vec<Reply> {
    let mut found = Vec::new();
    for item in fields.items("replies") {
        let known = ["body", "author", "date", "tags", "replies"];
        let Some(fields) = Fields::new(source, item, "reply", &known, problems) else { continue };
        let Some(body) = fields.required("body", problems) else { continue };
        found.push(Reply {
            body,
            author: fields.text("author", problems),
            date: fields.text("date", problems),
            tags: fields.texts("tags", problems),
            replies: replies(source, &fields, problems),
        });
    }
    found
}
