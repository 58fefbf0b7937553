//! The entries of an editors' YAML file: which one is meant, what it has, and its text with keys changed.

use crate::parsing::yaml::edit::{self, Fault, New};
use crate::parsing::yaml::{self, Node, Value};
use crate::text::source::{Source, Span};

/// The entries of a file.
pub(super) fn items_of(source: &Source) -> Vec<Node> {
    match yaml::read(source).map(|root| root.value) {
        Ok(Value::List(items)) => items,
        _ => Vec::new(),
    }
}

/// The number of the entry that has a value at a place.
pub(super) fn item_at(source: &Source, span: Span) -> Option<usize> {
    items_of(source).iter().position(|item| item.span.contains(span))
}

/// The number of the entry of that name.
pub(super) fn named(source: &Source, name: &str) -> Option<usize> {
    items_of(source).iter().position(|item| match &item.value {
        Value::Map(fields) => {
            fields.iter().any(|(key, value)| key.text() == Some("name") && value.text() == Some(name))
        }
        _ => false,
    })
}

pub(super) fn has_key(source: &Source, item: usize, key: &str) -> bool {
    match items_of(source).get(item).map(|item| &item.value) {
        Some(Value::Map(fields)) => fields.iter().any(|(name, _)| name.text() == Some(key)),
        _ => false,
    }
}

/// The texts under a key of an entry.
pub(super) fn texts_of(source: &Source, item: usize, key: &str) -> Vec<String> {
    let items = items_of(source);
    let Some(Value::Map(fields)) = items.get(item).map(|item| &item.value) else { return Vec::new() };
    let value = fields.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value);
    match value.map(|value| &value.value) {
        Some(Value::List(items)) => items.iter().filter_map(|item| item.text().map(str::to_owned)).collect(),
        _ => value.and_then(|value| value.text()).map(str::to_owned).into_iter().collect(),
    }
}

/// A file with several keys of an entry changed.
pub(super) fn changed(source: &Source, item: usize, keys: &[(&str, Option<New>)]) -> Result<String, Fault> {
    let mut now = source.clone();
    for (key, value) in keys {
        now = Source::new(source.path.clone(), edit::set(&now, item, key, value.as_ref())?);
    }
    Ok(now.text)
}

/// Of keys that are there twice the later one goes.
pub(super) fn dedupe(entry: &mut Vec<(String, New)>) {
    let mut seen = Vec::new();
    entry.retain(|(key, _)| {
        let new = !seen.contains(key);
        seen.push(key.clone());
        new
    });
}
