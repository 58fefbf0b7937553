//! Changes a YAML file that people write, too: one entry of a list added, or one key of an entry, and every other byte stays.
//!
//! Comments, order, quotation marks, indentation and line ends are the writer's own. So nothing is written out anew: the change
//! goes into the text, at a place that [`read`] knows. Then the new text is read again, and it has to say
//! exactly what the old one said with that one change; else there is no new text. Whatever the grammar of YAML holds in store, a
//! file is changed rightly or not at all.
//!
//! ```yaml
//! # by the desk
//! - statement: the bridge will open    # "they" are the council
//!   speaker: Ole Lund                  <- `set` puts another name here
//!   checked: true                      <- or adds a key here
//! - statement: nothing came of it      <- `append` adds an entry here
//!   reject: true
//! ```

use super::{Node, Value, read, scalar};
use crate::text::source::{Source, Span, without_controls};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum New {
    /// A text, quoted where it must be.
    Text(String),
    /// A date or a number, written as it is if it has only digits, letters and `-`.
    Bare(String),
    /// `true`
    True,
    /// Texts in brackets.
    List(Vec<String>),
    /// Keys and values in braces.
    Map(Vec<(String, New)>),
}

/// Why a file is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It cannot be read as YAML.
    Unreadable,
    /// It is no list of entries.
    NoList,
    /// It is written in a way in which this change cannot be made without touching anything else.
    Unusual,
}

impl Fault {
    /// What to tell whoever wanted the change.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Fault::Unreadable => "this file cannot be read as YAML: see what `onrecord check` says of it",
            Fault::NoList => "this file is no list of entries, so nothing can be added to it",
            Fault::Unusual => {
                "this file is written in a way that cannot be changed without touching the rest: change it by hand"
            }
        }
    }
}

/// The text of a file with one more entry at its end. Linear.
pub(crate) fn append(source: &Source, entry: &[(String, New)]) -> Result<String, Fault> {
    let root = read(source).map_err(|_| Fault::Unreadable)?;
    let text = &source.text;
    let mut expected = match &root.value {
        Value::Null => Vec::new(),
        Value::List(items) => items.clone(),
        _ => return Err(Fault::NoList),
    };
    let added = entry.iter().map(|(key, value)| (node(Value::Text(key.clone())), value.node())).collect();
    let new = match flow_end(text, &root, b']') {
        Some(close) => {
            let before = text[..close].trim_end();
            let comma = if before.ends_with(['[', ',']) { "" } else { ", " };
            let map = New::Map(entry.to_vec()).flow();
            spliced(text, Span::new(before.len(), before.len()), &format!("{comma}{map}"))
        }
        None => {
            let indent = if expected.is_empty() { 0 } else { column(text, root.span.start as usize) };
            let end = document_end(text);
            let newline = newline_of(text);
            let mut block = String::new();
            if end > 0 && !text[..end].ends_with('\n') {
                block.push_str(newline);
            }
            if spaced(text, &expected) && !text[..end].ends_with(&format!("{newline}{newline}")) {
                block.push_str(newline);
            }
            block.push_str(&written(entry, indent, newline));
            spliced(text, Span::new(end, end), &block)
        }
    };
    expected.push(node(Value::Map(added)));
    checked(source, new, &node(Value::List(expected)))
}

/// The text of a file in which a key of the entry of that number has another value, or is there at all. `None` takes the key away.
/// Linear.
#[cfg(feature = "serve")]
pub(crate) fn set(source: &Source, item: usize, key: &str, value: Option<&New>) -> Result<String, Fault> {
    let root = read(source).map_err(|_| Fault::Unreadable)?;
    let Value::List(items) = &root.value else { return Err(Fault::NoList) };
    let (Some(entry), text) = (items.get(item), source.text.as_str()) else { return Err(Fault::NoList) };
    let Value::Map(fields) = &entry.value else { return Err(Fault::Unusual) };
    let named = |(name, _): &(Node, Node)| name.text() == Some(key);
    let at = fields.iter().position(named);
    if fields.iter().filter(|field| named(field)).count() > 1 {
        return Err(Fault::Unusual);
    }
    let new = match (at, value) {
        (None, None) => return Ok(source.text.clone()),
        (Some(at), Some(value)) => exchanged(text, &fields[at], value)?,
        (Some(at), None) => without(text, entry, fields, at)?,
        (None, Some(value)) => with_key(text, entry, fields, key, value)?,
    };
    let mut fields = fields.clone();
    match (at, value) {
        (Some(at), Some(value)) => fields[at].1 = value.node(),
        (Some(at), None) => _ = fields.remove(at),
        (None, Some(value)) => fields.push((node(Value::Text(key.to_owned())), value.node())),
        (None, None) => {}
    }
    let mut expected = items.clone();
    expected[item] = node(Value::Map(fields));
    checked(source, new, &node(Value::List(expected)))
}

/// The text of a file without the entry of that number. Comments before and after it stay. Linear.
#[cfg(feature = "serve")]
pub(crate) fn remove(source: &Source, item: usize) -> Result<String, Fault> {
    let root = read(source).map_err(|_| Fault::Unreadable)?;
    let (Value::List(items), text) = (&root.value, source.text.as_str()) else { return Err(Fault::NoList) };
    let entry = items.get(item).ok_or(Fault::NoList)?;
    if flow_end(text, &root, b']').is_some() {
        return Err(Fault::Unusual);
    }
    let start = text[..entry.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = line_end(text, entry.span.end as usize);
    let end = end + text[end..].find('\n').map_or(text.len() - end, |at| at + 1);
    if text[start..end].contains('#') {
        return Err(Fault::Unusual);
    }
    let mut expected = items.clone();
    expected.remove(item);
    let expected = if expected.is_empty() { Value::Null } else { Value::List(expected) };
    checked(source, spliced(text, Span::new(start, end), ""), &node(expected))
}

/// The new text, if it says what is expected and keeps every comment.
fn checked(source: &Source, new: String, expected: &Node) -> Result<String, Fault> {
    let after = Source::new(source.path.clone(), new);
    match read(&after) {
        Ok(root) if same(&root, expected) => Ok(after.text),
        _ => Err(Fault::Unusual),
    }
}

/// Whether two values are one, wherever they stand and however they are written.
pub(crate) fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => true,
        (Value::Plain(one), Value::Plain(other)) | (Value::Text(one), Value::Text(other)) => one == other,
        // A date or number that was written bare.
        (Value::Plain(one), Value::Text(other)) | (Value::Text(other), Value::Plain(one)) => one == other,
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            let pair =
                |((key, value), (name, other)): (&(Node, Node), &(Node, Node))| same(key, name) && same(value, other);
            one.len() == other.len() && one.iter().zip(other).all(pair)
        }
        _ => false,
    }
}

/// A value in the place of another. What lies over several lines gives way as a whole, unless a comment would go with it.
#[cfg(feature = "serve")]
fn exchanged(text: &str, (key, old): &(Node, Node), value: &New) -> Result<String, Fault> {
    let (start, end) = (old.span.start as usize, old.span.end as usize);
    let colon = key.span.end as usize + text[key.span.end as usize..].find(':').ok_or(Fault::Unusual)? + 1;
    let from = if text[colon..start.max(colon)].contains('\n') || start < colon || old.span.is_empty() {
        colon
    } else {
        start
    };
    let end = end.max(from);
    if text[from..end].contains('\n') && text[from..end].contains('#') {
        return Err(Fault::Unusual);
    }
    let space = if from == colon { " " } else { "" };
    Ok(spliced(text, Span::new(from, end), &format!("{space}{}", value.flow())))
}

/// One more key at the end of an entry.
#[cfg(feature = "serve")]
fn with_key(text: &str, entry: &Node, fields: &[(Node, Node)], key: &str, value: &New) -> Result<String, Fault> {
    if let Some(close) = flow_end(text, entry, b'}') {
        let before = text[..close].trim_end();
        let comma = if before.ends_with(['{', ',']) { "" } else { ", " };
        return Ok(spliced(text, Span::new(before.len(), before.len()), &format!("{comma}{key}: {}", value.flow())));
    }
    let (first, last) = (fields.first().ok_or(Fault::Unusual)?, fields.last().ok_or(Fault::Unusual)?);
    let indent = column(text, first.0.span.start as usize);
    let end = line_end(text, (last.1.span.end as usize).max(last.0.span.end as usize));
    let newline = newline_of(text);
    let line = format!("{newline}{}{key}: {}", " ".repeat(indent), value.flow());
    Ok(spliced(text, Span::new(end, end), &line))
}

/// An entry without one of its keys. The first one of a block holds the dash, so it stays.
#[cfg(feature = "serve")]
fn without(text: &str, entry: &Node, fields: &[(Node, Node)], at: usize) -> Result<String, Fault> {
    let (key, value) = &fields[at];
    let end = (value.span.end as usize).max(key.span.end as usize);
    if flow_end(text, entry, b'}').is_some() {
        let start = if at > 0 { fields[at - 1].1.span.end as usize } else { key.span.start as usize };
        let end = if at > 0 { end } else { fields.get(1).map_or(end, |(next, _)| next.span.start as usize) };
        return Ok(spliced(text, Span::new(start, end), ""));
    }
    if at == 0 {
        return Err(Fault::Unusual);
    }
    let start = text[..key.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = line_end(text, end);
    let end = end + text[end..].find('\n').map_or(text.len() - end, |at| at + 1);
    if text[start..end].contains('#') {
        return Err(Fault::Unusual);
    }
    Ok(spliced(text, Span::new(start, end), ""))
}

impl New {
    /// On one line, in YAML that stands in brackets, too.
    fn flow(&self) -> String {
        match self {
            New::Text(text) => scalar(&clean(text)),
            New::Bare(text) if is_bare(text) => text.clone(),
            New::Bare(text) => scalar(&clean(text)),
            New::True => "true".to_owned(),
            New::List(texts) => {
                format!("[{}]", texts.iter().map(|text| scalar(&clean(text))).collect::<Vec<_>>().join(", "))
            }
            New::Map(fields) => {
                let field = |(key, value): &(String, New)| format!("{key}: {}", value.flow());
                format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// What it is read as.
    fn node(&self) -> Node {
        node(match self {
            New::Text(text) => Value::Text(clean(text)),
            New::Bare(text) => Value::Text(clean(text)),
            New::True => Value::Plain("true".to_owned()),
            New::List(texts) => Value::List(texts.iter().map(|text| node(Value::Text(clean(text)))).collect()),
            New::Map(fields) => {
                Value::Map(fields.iter().map(|(key, value)| (node(Value::Text(key.clone())), value.node())).collect())
            }
        })
    }
}

/// Whether a date or number needs no quotation marks.
fn is_bare(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// A text without what no YAML file may hold.
fn clean(text: &str) -> String {
    without_controls(text).chars().filter(|letter| !letter.is_control() || *letter == '\n').collect()
}

/// An entry as a block, its lines as a person would write them.
fn written(entry: &[(String, New)], indent: usize, newline: &str) -> String {
    let margin = " ".repeat(indent);
    let mut out = String::new();
    for (at, (key, value)) in entry.iter().enumerate() {
        out.push_str(&margin);
        out.push_str(if at == 0 { "- " } else { "  " });
        out.push_str(key);
        match value {
            New::Text(text) if is_literal(text) => {
                out.push_str(": |-");
                for line in clean(text).split('\n') {
                    out.push_str(newline);
                    if !line.is_empty() {
                        out.push_str(&margin);
                        out.push_str("    ");
                        out.push_str(line);
                    }
                }
            }
            value => {
                out.push_str(": ");
                out.push_str(&value.flow());
            }
        }
        out.push_str(newline);
    }
    out
}

/// Whether a text of several lines can stand as it is.
fn is_literal(text: &str) -> bool {
    let fine = |line: &str| !line.ends_with([' ', '\r', '\t']);
    text.contains('\n') && !text.starts_with([' ', '\n', '\t']) && !text.ends_with('\n') && text.split('\n').all(fine)
}

/// Where the bracket is that closes a value in brackets; `None` for one that is written in a block.
fn flow_end(text: &str, node: &Node, close: u8) -> Option<usize> {
    let opens = if close == b']' { b'[' } else { b'{' };
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let is_flow =
        text.as_bytes().get(start) == Some(&opens) && end > start && text.as_bytes().get(end - 1) == Some(&close);
    is_flow.then(|| end - 1)
}

/// Where one more entry of a document goes: before the mark that ends it, else at the end of the text.
fn document_end(text: &str) -> usize {
    let mut at = text.len();
    for line in text.split_inclusive('\n').rev() {
        at -= line.len();
        match line.trim_end() {
            "" => {}
            "..." => return at,
            _ => break,
        }
    }
    text.len()
}

/// Whether there is an empty line between the last two entries.
fn spaced(text: &str, items: &[Node]) -> bool {
    let [.., one, other] = items else { return false };
    let between = text.get(one.span.end as usize..other.span.start as usize).unwrap_or_default();
    between.matches('\n').count() > 1 && between.lines().skip(1).any(|line| line.trim().is_empty())
}

/// How lines end.
fn newline_of(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The end of the line, before its line break.
#[cfg(feature = "serve")]
fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if text[..end].ends_with('\r') { (end - 1).max(at) } else { end }
}

/// Number of characters before a place in its line.
fn column(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |start| start + 1);
    text[start..at].trim_start_matches('\u{feff}').chars().count()
}

fn spliced(text: &str, span: Span, with: &str) -> String {
    format!("{}{with}{}", &text[..span.start as usize], &text[span.end as usize..])
}

fn node(value: Value) -> Node {
    Node { span: Span::new(0, 0), value }
}

#[cfg(all(test, feature = "serve"))]
mod tests;
