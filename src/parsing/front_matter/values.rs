//! YAML values, as front matter uses them.

use crate::text::source::without_controls;
use serde_yaml::Value;

/// The value of a text that needs no YAML parser: a plain word or phrase without any sign that means something in YAML, or a
/// quoted one without escapes. Most front matter is nothing else, and reading it so takes a tenth of the time.
pub(super) fn plain(text: &str) -> Option<Value> {
    if text.is_empty() || text.contains(['\n', '\r', '\t']) {
        return None;
    }
    if let Some(inner) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        return (!inner.contains(['"', '\\']) && inner.trim() == inner).then(|| Value::String(inner.to_owned()));
    }
    let first = text.chars().next()?;
    let letters = first.is_alphabetic() || is_day(text);
    let special = matches!(text, "true" | "false" | "null" | "True" | "False" | "Null" | "TRUE" | "FALSE" | "NULL");
    let marked = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    (letters && !special && !marked).then(|| Value::String(text.to_owned()))
}

/// `2021-12-17`
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

/// A single word, number or truth value, as text.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        // An escape such as `\x01` can put into a text what no file may hold.
        Value::String(text) => {
            let words = without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ");
            Some(unlinked(&words).map_or(words.clone(), str::to_owned))
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Tagged(tagged) => text(&tagged.value),
        _ => None,
    }
}

/// The words of a link as Obsidian writes it: `[[people/Ana Ruiz|Ana Ruiz]]`.
fn unlinked(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("[[")?.strip_suffix("]]")?;
    let words = inner.rsplit(['|', '/']).next().unwrap_or(inner).trim();
    (!words.is_empty() && !words.contains("[[")).then_some(words)
}

/// A list of texts: one alone, several, or records with a `name`.
pub(super) fn list(value: &Value) -> Option<Vec<String>> {
    let item = |value: &Value| match value {
        Value::Mapping(record) => {
            ["name", "title", "full_name", "id"].iter().find_map(|key| record.get(*key)).and_then(text)
        }
        // `[[Ana Ruiz]]` without quotation marks is a list in a list.
        Value::Sequence(items) if items.len() == 1 => text(&items[0]),
        other => text(other),
    };
    let items = match value {
        Value::Null => Vec::new(),
        Value::Sequence(items) => items.iter().map(item).collect::<Option<Vec<_>>>()?,
        other => vec![item(other)?],
    };
    Some(items.into_iter().filter(|item| !item.is_empty()).collect())
}

/// What a value is called in a report.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a group of keys",
        Value::Tagged(tagged) => kind(&tagged.value),
    }
}

/// The value as JSON, for keys that are ours to keep but not to understand.
pub(super) fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => number
            .as_i64()
            .map(Into::into)
            .or_else(|| number.as_u64().map(Into::into))
            .or_else(|| number.as_f64().map(Into::into))
            .unwrap_or(serde_json::Value::Null),
        Value::String(text) => without_controls(text).into(),
        Value::Sequence(items) => items.iter().map(json).collect(),
        Value::Mapping(mapping) => {
            let entry = |(key, value): (&Value, &Value)| Some((text(key)?, json(value)));
            serde_json::Value::Object(mapping.iter().filter_map(entry).collect())
        }
        Value::Tagged(tagged) => json(&tagged.value),
    }
}
