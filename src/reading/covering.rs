//! Texts of plain data covered where something hidden stands.

use crate::model::authorities::Authorities;
use crate::model::redactions::Redaction;
use crate::text::redacted::{Pattern, covered, find};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The authority files without what is hidden everywhere.
pub(crate) fn cover_authorities(mut authorities: Authorities, redactions: &[Redaction]) -> Authorities {
    let everywhere = redactions.iter().filter(|redaction| redaction.article.is_none());
    let patterns: Vec<Pattern> = everywhere.flat_map(patterns_of).collect();
    if patterns.is_empty() {
        return authorities;
    }
    let shown = |name: &str| find(&patterns, name).is_empty();
    authorities.people.retain(|entry| shown(&entry.name) && entry.aliases.iter().all(|alias| shown(alias)));
    authorities.topics.retain(|entry| shown(&entry.name));
    authorities.events.retain(|entry| shown(&entry.name));
    covered_in(authorities, &patterns)
}

/// What is looked for because of an entry.
pub(crate) fn patterns_of(redaction: &Redaction) -> Vec<Pattern> {
    let names = redaction.names.iter().filter_map(|name| Pattern::name(name));
    names.chain(redaction.words.as_deref().and_then(Pattern::new)).collect()
}

/// Plain data with all of its texts covered. What is named by [`NAMES`] is none.
pub(super) fn covered_in<T: Serialize + DeserializeOwned>(data: T, patterns: &[Pattern]) -> T {
    let mut value = serde_json::to_value(data).expect("it is plain data");
    walk(&mut value, patterns);
    serde_json::from_value(value).expect("texts are covered by texts")
}

/// Whether plain data has anything in its texts that is looked for.
pub(super) fn holds(data: &Value, patterns: &[Pattern]) -> bool {
    match data {
        Value::String(text) => !find(patterns, text).is_empty(),
        Value::Array(items) => items.iter().any(|item| holds(item, patterns)),
        Value::Object(fields) => {
            fields.iter().any(|(key, value)| !is_word_of_ours(key, value) && holds(value, patterns))
        }
        _ => false,
    }
}

/// Keys of values that are one of a few words, not text: a surname may be such a word.
const NAMES: [&str; 14] = [
    "kind",
    "act",
    "polarity",
    "certainty",
    "manner",
    "rule",
    "gender",
    "basis",
    "format",
    "precision",
    "anchor",
    "rights",
    "review",
    "language",
];

fn walk(value: &mut Value, patterns: &[Pattern]) {
    match value {
        Value::String(text) => {
            let places = find(patterns, text);
            if !places.is_empty() {
                *text = covered(text, &places);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, patterns)),
        Value::Object(fields) => {
            let texts = fields.iter_mut().filter(|(key, value)| !is_word_of_ours(key, value));
            texts.for_each(|(_, value)| walk(value, patterns));
        }
        _ => {}
    }
}

/// Whether a value is one of a few words, by its key.
fn is_word_of_ours(key: &str, value: &Value) -> bool {
    value.is_string() && NAMES.contains(&key)
}
