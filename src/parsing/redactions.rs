//! Reads redactions.yaml. An entry that cannot be read keeps the site from being built: what was to be hidden would be shown.

use crate::model::redactions::Redaction;
use crate::parsing::yaml::{self, Fields, Node, Value};
use crate::text::diagnostic::{Diagnostic, Level, Problems};
use crate::text::source::Source;

/// The entries of the file. Everything wrong with it is an error.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Vec<Redaction> {
    let before = problems.0.len();
    let redactions = match yaml::read(source) {
        Ok(Node { value: Value::Null, .. }) => Vec::new(),
        Ok(Node { value: Value::List(items), .. }) => {
            items.iter().filter_map(|item| entry(source, item, problems)).collect()
        }
        Ok(root) => {
            let message = format!("redactions should be a list, this is {}", root.describe());
            problems.push(Diagnostic::error("wrong-type", message).at(source, root.span));
            Vec::new()
        }
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    };
    for problem in &mut problems.0[before..] {
        problem.level = Level::Error;
        problem.hints.push("nothing is published until every redaction can be read".to_owned());
    }
    redactions
}

fn entry(source: &Source, item: &Node, problems: &mut Problems) -> Option<Redaction> {
    let fields = Fields::new(source, item, "redaction", &["name", "words", "article", "reason"], problems)?;
    let redaction = Redaction {
        names: fields.texts("name", problems),
        words: fields.text("words", problems),
        article: fields.text("article", problems),
        reason: fields.text("reason", problems),
    };
    let says = |text: &str| text.contains(char::is_alphanumeric);
    if redaction.names.iter().map(String::as_str).chain(redaction.words.as_deref()).any(says) {
        return Some(redaction);
    }
    let problem = Diagnostic::error("missing-key", "it is not said what is to be hidden");
    problems
        .push(problem.at(source, fields.span()).hint("add `name:` with a name or several, or `words:` with a passage"));
    None
}
