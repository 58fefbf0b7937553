//! One entry of a file that people write: named fields, each of the kind that is expected, everything odd reported.

use super::{Node, Value};
use crate::model::when::When;
use crate::text::diagnostic::{Diagnostic, Problems, did_you_mean};
use crate::text::source::{Source, Span};

/// The fields of one entry.
///
/// The first field of a name counts; the others are reported as they are met. Asking for a field reports a wrong type.
#[derive(Debug)]
pub struct Fields<'a> {
    source: &'a Source,
    what: &'static str,
    span: Span,
    entries: Vec<(&'a str, &'a Node, &'a Node)>,
}

impl<'a> Fields<'a> {
    /// The fields of `node`, which should be a group of the `known` keys. `what` names the entry in reports: "person".
    pub fn new(
        source: &'a Source,
        node: &'a Node,
        what: &'static str,
        known: &[&str],
        problems: &mut Problems,
    ) -> Option<Fields<'a>> {
        let Value::Map(map) = &node.value else {
            let message = format!("expected a {what} with its keys, found {}", node.describe());
            problems.push(
                Diagnostic::error("wrong-type", message)
                    .at(source, node.span)
                    .hint(format!("known keys: {}", known.join(", "))),
            );
            return None;
        };
        let mut entries: Vec<(&str, &Node, &Node)> = Vec::with_capacity(map.len());
        for (key, value) in map {
            let name = key.text().unwrap_or_default();
            if !known.contains(&name) {
                let mut problem = Diagnostic::warning("unknown-key", format!("a {what} has no key `{name}`"))
                    .at(source, key.span)
                    .label("not used");
                let other_number = |known: &&&str| known.starts_with(name) || name.starts_with(**known);
                let close = known.iter().find(other_number).filter(|_| name.len() > 2).copied();
                problem = match close.or_else(|| did_you_mean(name, known.iter().copied())) {
                    Some(close) => problem.hint(format!("did you mean `{close}`?")),
                    None => problem.hint(format!("known keys: {}", known.join(", "))),
                };
                problems.push(problem);
            } else if entries.iter().any(|(other, ..)| *other == name) {
                problems.push(
                    Diagnostic::error("duplicate-key", format!("`{name}` stands twice in this {what}"))
                        .at(source, key.span)
                        .label("the first one is used")
                        .hint("remove one of the two"),
                );
            } else {
                entries.push((name, key, value));
            }
        }
        Some(Fields { source, what, span: node.span, entries })
    }

    /// Where the entry stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The value of a key, unless it is missing or empty.
    pub fn get(&self, name: &str) -> Option<&'a Node> {
        let (.., value) = self.entries.iter().find(|(key, ..)| *key == name)?;
        (value.value != Value::Null).then_some(*value)
    }

    /// A text; `None` if it is missing, empty or something else.
    pub fn text(&self, name: &str, problems: &mut Problems) -> Option<String> {
        let node = self.get(name)?;
        match node.text() {
            Some(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            None => {
                problems.push(self.wrong_type(name, node, "a text"));
                None
            }
        }
    }

    /// A text that has to be there.
    pub fn required(&self, name: &str, problems: &mut Problems) -> Option<String> {
        let before = problems.0.len();
        let text = self.text(name, problems);
        if text.is_none() && problems.0.len() == before {
            problems.push(
                Diagnostic::error("missing-key", format!("this {} has no `{name}`", self.what))
                    .at(self.source, Span { end: self.span.start, ..self.span })
                    .hint(format!("add `{name}:`, the {} is left out without it", self.what)),
            );
        }
        text
    }

    /// The items of a list of texts; a single text is a list of one.
    pub fn texts(&self, name: &str, problems: &mut Problems) -> Vec<String> {
        self.items(name).filter_map(|item| self.item(name, item, problems)).collect()
    }

    /// The items of a list; anything else is a list of one.
    pub fn items(&self, name: &str) -> impl Iterator<Item = &'a Node> + use<'a> {
        match self.get(name) {
            Some(Node { value: Value::List(items), .. }) => items.as_slice(),
            Some(node) => std::slice::from_ref(node),
            None => &[],
        }
        .iter()
    }

    fn item(&self, name: &str, item: &Node, problems: &mut Problems) -> Option<String> {
        if item.text().is_none() {
            problems.push(self.wrong_type(name, item, "a text or a list of texts"));
        }
        item.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// A date of any precision.
    pub fn when(&self, name: &str, problems: &mut Problems) -> Option<When> {
        let text = self.text(name, problems)?;
        let when = When::parse(&text);
        if when.is_none() {
            let node = self.get(name)?;
            problems.push(
                Diagnostic::error("bad-date", format!("cannot read `{text}` as a date"))
                    .at(self.source, node.span)
                    .label("not a date of the calendar")
                    .hint("write a day as 2021-12-17, a month as 2021-12, a year as 2021"),
            );
        }
        when
    }

    /// A truth value; `false` if it is missing or something else.
    pub fn flag(&self, name: &str, problems: &mut Problems) -> bool {
        let Some(node) = self.get(name) else { return false };
        let text = node.text().unwrap_or_default();
        if !matches!(text, "true" | "false") {
            let found = node.text().map_or_else(|| node.describe().to_owned(), |text| format!("`{text}`"));
            problems.push(
                Diagnostic::error("wrong-type", format!("`{name}` should be `true` or `false`, this is {found}"))
                    .at(self.source, node.span)
                    .label("not used"),
            );
        }
        text == "true"
    }

    /// One of several words.
    pub fn choice<T: Copy>(&self, name: &str, choices: &[(&str, T)], problems: &mut Problems) -> Option<T> {
        let text = self.text(name, problems)?;
        let lower = text.to_lowercase();
        if let Some((_, value)) = choices.iter().find(|(choice, _)| *choice == lower) {
            return Some(*value);
        }
        let words = || choices.iter().map(|(choice, _)| *choice);
        let hint = match did_you_mean(&lower, words()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("one of: {}", words().collect::<Vec<_>>().join(", ")),
        };
        problems.push(
            Diagnostic::error("bad-value", format!("`{text}` is no {name} of a {}", self.what))
                .at(self.source, self.get(name)?.span)
                .hint(hint),
        );
        None
    }

    fn wrong_type(&self, name: &str, node: &Node, expected: &str) -> Diagnostic {
        Diagnostic::error("wrong-type", format!("`{name}` should be {expected}, this is {}", node.describe()))
            .at(self.source, node.span)
            .label("not used")
    }
}
