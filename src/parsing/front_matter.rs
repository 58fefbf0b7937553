//! Front matter: the facts between `---` lines at the top of a file.
//!
//! 1. [`block`] finds where it ends;
//! 2. [`entries`] finds the keys at its left margin, with their places, which the YAML parser does not tell;
//! 3. the YAML parser reads the values;
//! 4. [`foreign`] reads what other programs have in its place;
//! 5. [`keys`] puts each value where it belongs, whatever other generators call it.

mod entries;
mod foreign;
mod keys;
mod values;

use crate::model::article::{Format, FrontMatter};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::{Source, Span};
use entries::Entry;
pub(super) use keys::is_language;
use serde_yaml::Value;
use std::collections::BTreeMap;

/// Longest front matter, in bytes.
const LIMIT: usize = 64 << 10;
/// Deepest nesting of brackets; the parser's time grows with the square of it.
const DEEPEST: usize = 64;

/// The front matter of a file, and where the text after it begins.
///
/// Blank lines and a comment may stand before it. Markdown files may have it as other programs write it, see [`foreign`].
pub(super) fn read(source: &Source, format: Format, problems: &mut Problems) -> (FrontMatter, usize) {
    let begin = if source.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = after_comment(&source.text, begin);
    let Some(yaml) = block(source, first, problems) else {
        let markdown = format == Format::Markdown && !problems.has_errors();
        let found = if markdown { foreign::read(source, first, problems) } else { None };
        let Some(found) = found else { return (FrontMatter::default(), begin) };
        return (keys::sort_in(source, &found.entries, found.values, problems), found.after);
    };
    let after = source.text[yaml.end as usize..].find('\n').map_or(source.text.len(), |at| yaml.end as usize + at + 1);
    let entries = entries::find(&source.text, yaml);
    report_duplicates(source, &entries, problems);
    let values = values(source, yaml, &entries, problems);
    (keys::sort_in(source, &entries, values, problems), after)
}

/// Where the first line that is neither blank nor a comment begins.
fn after_comment(text: &str, begin: usize) -> usize {
    let mut at = begin;
    for _ in 0..2 {
        let rest = &text[at..];
        let bare = rest.trim_start();
        // White space before the first words of a line belongs to them.
        at += rest[..rest.len() - bare.len()].rfind('\n').map_or(0, |newline| newline + 1);
        let Some(inner) = text[at..].strip_prefix("<!--") else { break };
        let Some(end) = inner.find("-->").filter(|end| *end < LIMIT) else { break };
        let after = at + "<!--".len() + end + "-->".len();
        match text[after..].find('\n').filter(|newline| text[after..after + newline].trim().is_empty()) {
            Some(newline) => at = after + newline + 1,
            None => break,
        }
    }
    at
}

/// The YAML between the two `---` lines; `None` if the file does not begin with such a block.
fn block(source: &Source, begin: usize, problems: &mut Problems) -> Option<Span> {
    let text = &source.text[begin..];
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = begin + first.len();
    let mut at = start;
    let mut only_keys = true;
    for line in source.text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(Span::new(start, at));
        }
        only_keys &= entries::could_be_yaml(line);
        if at - start > LIMIT {
            break;
        }
        at += line.len();
    }
    // Without an end, `---` is a line like any other, unless what follows can be nothing but front matter.
    let key = source.text[start..].lines().next().is_some_and(|line| entries::key_of(line).is_some());
    if !key {
        return None;
    }
    let mark = Span::new(begin, begin + 3);
    let problem = if at - start > LIMIT && only_keys {
        Diagnostic::error("front-matter-too-long", format!("this front matter is longer than {} KiB", LIMIT >> 10))
    } else {
        Diagnostic::error("front-matter-open", "this front matter has no end")
            .hint("put a line `---` after its last key")
    };
    problems.push(problem.at(source, mark));
    None
}

fn report_duplicates(source: &Source, entries: &[Entry<'_>], problems: &mut Problems) {
    let mut seen = BTreeMap::new();
    for entry in entries {
        if let Some(first) = seen.insert(entry.key, entry) {
            let line = source.position(first.key_span.start as usize).line;
            problems.push(
                Diagnostic::error(
                    "duplicate-key",
                    format!("the key `{}` stands twice in this front matter", entry.key),
                )
                .at(source, entry.key_span)
                .label(format!("first on line {line}"))
                .hint("keep one of the two"),
            );
        }
    }
}

/// The value of each entry; `None` where it cannot be read, which is reported once.
fn values(source: &Source, yaml: Span, entries: &[Entry<'_>], problems: &mut Problems) -> Vec<Option<Value>> {
    let text = yaml.of(&source.text);
    if depth(text) > DEEPEST {
        problems.push(
            Diagnostic::error("front-matter-nested", "this front matter is nested too deeply")
                .at(source, Span { start: yaml.start, end: yaml.start }),
        );
        return entries.iter().map(|_| None).collect();
    }
    let only_keys = entries
        .first()
        .is_none_or(|first| first.key_span.start == yaml.start || first.key_span.start == yaml.start + 1);
    let plain: Option<Vec<Value>> =
        entries.iter().map(|entry| values::plain(entry.value_span.of(&source.text))).collect();
    if let Some(plain) = plain.filter(|_| only_keys && !entries.is_empty()) {
        return plain.into_iter().map(Some).collect();
    }
    // Of one key alone, so that a fault in another does not matter.
    let one = |entry: &Entry<'_>| {
        let alone = Span { start: entry.key_span.start, end: entry.value_span.end.max(entry.key_span.end) };
        let line = source.line_at(alone.start as usize).start;
        match serde_yaml::from_str::<Value>(&source.text[line..alone.end as usize]) {
            Ok(Value::Mapping(mapping)) => mapping.get(entry.key).cloned(),
            _ => None,
        }
    };
    let mut keys: Vec<&str> = entries.iter().map(|entry| entry.key).collect();
    keys.sort_unstable();
    if keys.windows(2).any(|pair| pair[0] == pair[1]) {
        return entries.iter().map(one).collect();
    }
    match serde_yaml::from_str::<Value>(text) {
        Ok(Value::Mapping(mapping)) => entries.iter().map(|entry| mapping.get(entry.key).cloned()).collect(),
        Ok(Value::Null) => Vec::new(),
        Ok(_) => {
            problems.push(
                Diagnostic::error("front-matter-type", "this front matter is not a list of keys and values")
                    .at(source, Span { start: yaml.start, end: yaml.start })
                    .hint("write `title: ...`, one key a line"),
            );
            Vec::new()
        }
        Err(error) => {
            problems.push(broken(source, yaml, &error));
            entries.iter().map(one).collect()
        }
    }
}

fn broken(source: &Source, yaml: Span, error: &serde_yaml::Error) -> Diagnostic {
    let at = error.location().map_or(0, |location| location.index()).min(yaml.len());
    let mut at = yaml.start as usize + at;
    while !source.text.is_char_boundary(at) {
        at -= 1;
    }
    // The parser stops behind the fault, often at the start of the next line.
    if at > yaml.start as usize
        && source.text[..at].ends_with('\n')
        && source.text[at..yaml.end as usize].trim().is_empty()
    {
        at -= 1;
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let problem = Diagnostic::error("front-matter-broken", "cannot read this front matter as YAML");
    let line = &source.text[source.line_at(at)];
    let problem = problem.at(source, Span::new(at, at)).label(message.to_owned());
    match line.split_once(": ") {
        Some((key, value))
            if value.contains(": ")
                || value.contains(" #")
                || value.starts_with(['"', '\'', '[', '{', '*', '&', '!', '%', '@', '`']) =>
        {
            problem.hint(format!("put the value in quotation marks: `{}: \"...\"`", key.trim()))
        }
        _ => problem.hint("check the indentation, colons and quotation marks of this line and the one before it"),
    }
}

/// How deeply brackets are nested.
fn depth(yaml: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
