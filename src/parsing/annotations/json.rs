//! JSON-LD as it is met: nearly everything may stand alone or in a list, and names may have a prefix.

use serde_json::Value;

pub(super) fn text<'a>(json: &'a Value, key: &str) -> Option<&'a str> {
    json.get(key)?.as_str()
}

/// The items of a list; another value is a list of one, nothing an empty one.
pub(super) fn list(json: Option<&Value>) -> Vec<&Value> {
    match json {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(value) => vec![value],
    }
}

/// The id of a thing.
pub(super) fn id(json: &Value) -> Option<&str> {
    text(json, "id").or_else(|| text(json, "@id"))
}

/// The types of a thing, without prefixes: `oa:TextQuoteSelector` is `TextQuoteSelector`.
pub(super) fn types(json: &Value) -> Vec<&str> {
    let named = json.get("type").or_else(|| json.get("@type"));
    list(named).into_iter().filter_map(Value::as_str).map(bare_name).collect()
}

/// A name without its prefix or address.
pub(super) fn bare_name(name: &str) -> &str {
    name.rsplit(['#', '/', ':']).next().unwrap_or(name)
}
