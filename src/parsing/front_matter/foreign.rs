//! Front matter as other programs write it: TOML between `+++` lines, a JSON object, Hexo's without its first `---`, and the
//! plain `Title: …` lines of Pelican and MultiMarkdown.
//!
//! Only Markdown files have these: in a text `{` and `Title:` mean themselves.

use super::entries::{self, Entry};
use super::keys;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::{Source, Span};
use serde_yaml::{Mapping, Value};

/// Keys with their values, and where the text after them begins.
pub(super) struct Found<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) values: Vec<Option<Value>>,
    pub(super) after: usize,
}

/// Front matter of another kind at byte `begin`; what looks like one and cannot be read is reported.
pub(super) fn read<'a>(source: &'a Source, begin: usize, problems: &mut Problems) -> Option<Found<'a>> {
    let text = &source.text[begin..];
    match text.bytes().next()? {
        b'+' => toml(source, begin, problems),
        b'{' => json(source, begin),
        _ => unopened(source, begin).or_else(|| plain(source, begin)),
    }
}

/// `+++` lines around TOML.
fn toml<'a>(source: &'a Source, begin: usize, problems: &mut Problems) -> Option<Found<'a>> {
    let text = &source.text[begin..];
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "+++" {
        return None;
    }
    let start = begin + first.len();
    let mut end = start;
    let mut lines = source.text[start..].split_inclusive('\n');
    let after = loop {
        let line = lines.next()?;
        if line.trim_end() == "+++" {
            break end + line.len();
        }
        end += line.len();
        if end - start > super::LIMIT {
            return None;
        }
    };
    let inside = &source.text[start..end];
    let table: toml::Table = match inside.parse() {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().map_or(start, |span| start + span.start.min(inside.len()));
            let message = error.message().to_owned();
            let problem = Diagnostic::error("front-matter-broken", "cannot read this front matter as TOML");
            problems.push(problem.at(source, Span::new(at, at)).label(message));
            return Some(Found { entries: Vec::new(), values: Vec::new(), after });
        }
    };
    let mut found = Found { entries: Vec::new(), values: Vec::new(), after };
    let mut at = start;
    let mut top = true;
    for line in inside.split_inclusive('\n') {
        let name =
            line.trim_start_matches('[').split(['=', ']', '.']).next().unwrap_or("").trim().trim_matches(['"', '\'']);
        let header = line.starts_with('[');
        let known = (top || header) && table.contains_key(name) && !found.entries.iter().any(|entry| entry.key == name);
        top &= !header;
        if known {
            let key_start = at + line.find(name).unwrap_or(0);
            let value = line.find('=').filter(|_| !header).map_or(at + line.len(), |equals| at + equals + 1);
            found.push(source, name, key_start, value, at + line.len(), table.get(name).map(of_toml));
        }
        at += line.len();
    }
    Some(found)
}

/// A JSON object that ends before the text.
fn json(source: &Source, begin: usize) -> Option<Found<'_>> {
    let text = &source.text[begin..];
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<String, serde_json::Value>>();
    let object = stream.next()?.ok()?;
    let end = begin + stream.byte_offset();
    // Any object is code; one that tells of an article is front matter.
    if end - begin > super::LIMIT || !object.keys().any(|key| keys::is_known(key)) {
        return None;
    }
    let mut found = Found { entries: Vec::new(), values: Vec::new(), after: after_line(source, end) };
    let inside = &source.text[begin..end];
    for (key, value) in &object {
        let quoted = format!("\"{key}\"");
        let Some(at) = inside.find(&quoted).map(|at| begin + at + 1) else { continue };
        let name = &source.text[at..at + key.len()];
        let line = source.line_at(at);
        let value_start = (at + key.len() + 2).min(end);
        found.push(source, name, at, value_start, line.end.clamp(value_start, end), serde_yaml::to_value(value).ok());
    }
    Some(found)
}

/// YAML that a `---` line ends and none opens, as Hexo has it.
fn unopened(source: &Source, begin: usize) -> Option<Found<'_>> {
    let (lines, after) = header(source, begin, true)?;
    let entries = entries::find(&source.text, lines);
    let known = entries.iter().filter(|entry| keys::is_known(entry.key)).count();
    let Ok(Value::Mapping(mapping)) = serde_yaml::from_str::<Value>(lines.of(&source.text)) else { return None };
    let values = entries.iter().map(|entry| mapping.get(entry.key).cloned()).collect();
    (known > 0).then_some(Found { entries, values, after })
}

/// `Title: …` lines up to a blank one.
fn plain(source: &Source, begin: usize) -> Option<Found<'_>> {
    let (lines, after) = header(source, begin, false)?;
    let entries = entries::find(&source.text, lines);
    let known = entries.iter().filter(|entry| keys::is_known(entry.key)).count();
    let list = |entry: &Entry| keys::is_list(entry.key);
    let words = |entry: &Entry| entry.value_span.of(&source.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let value = |entry: &Entry| match list(entry) {
        true => {
            Value::Sequence(words(entry).split([',', ';']).map(|item| Value::String(item.trim().to_owned())).collect())
        }
        false => Value::String(words(entry)),
    };
    let values = entries.iter().map(|entry| Some(value(entry))).collect();
    // A single "Note: …" line is text.
    let titled = entries.iter().any(|entry| entry.key.eq_ignore_ascii_case("title"));
    (known > 1 && titled).then_some(Found { entries, values, after })
}

/// The lines at the top that may be keys, up to a `---` line or to a blank one, and where what follows begins.
fn header(source: &Source, begin: usize, ruled: bool) -> Option<(Span, usize)> {
    let mut end = begin;
    for line in source.text[begin..].split_inclusive('\n') {
        let rule = line.trim_end() == "---";
        let blank = line.trim().is_empty();
        if rule && ruled || blank && !ruled {
            return (end > begin).then(|| (Span::new(begin, end), end + line.len()));
        }
        let key = entries::key_of(line).is_some_and(|key| key.split(' ').count() <= 3);
        if blank
            || rule
            || !(key || end > begin && line.starts_with([' ', '\t', '-', '#']))
            || end - begin > super::LIMIT
        {
            return None;
        }
        end += line.len();
    }
    None
}

impl<'a> Found<'a> {
    fn push(&mut self, source: &Source, key: &'a str, at: usize, value: usize, end: usize, read: Option<Value>) {
        let value_span = Span::new(value.min(end), end).trimmed(&source.text);
        self.entries.push(Entry { key, key_span: Span::new(at, at + key.len()), value_span });
        self.values.push(read);
    }
}

fn after_line(source: &Source, end: usize) -> usize {
    source.text[end..].find('\n').map_or(source.text.len(), |at| end + at + 1)
}

fn of_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text.clone()),
        toml::Value::Integer(number) => Value::Number((*number).into()),
        toml::Value::Float(number) => Value::Number((*number).into()),
        toml::Value::Boolean(truth) => Value::Bool(*truth),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(items) => Value::Sequence(items.iter().map(of_toml).collect()),
        toml::Value::Table(table) => {
            let entry = |(key, value): (&String, &toml::Value)| (Value::String(key.clone()), of_toml(value));
            Value::Mapping(table.iter().map(entry).collect::<Mapping>())
        }
    }
}
