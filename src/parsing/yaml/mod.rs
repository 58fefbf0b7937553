//! YAML in which every value knows where it stands: what the authority files and the notes files are read with.
//!
//! 1. `serde_yaml` reads the text, so the meaning of every construct is the standard's, and its limits on nesting and on
//!    repeated aliases hold;
//! 2. `places` walks over the text in step with the values and finds the span of each.
//!
//! ```text
//! - name: Ana Ruiz          List [ Map [ (Text "name" at 2..6, Text "Ana Ruiz" at 8..16) ] ]
//! ```
//!
//! Unlike a plain deserialisation, keys that stand twice in a map are all kept, in order: [`Fields`] reports them.

pub(crate) mod edit;
mod fields;
mod places;
mod write;

pub use fields::Fields;
pub use write::scalar;

use crate::text::diagnostic::Diagnostic;
use crate::text::source::{Source, Span, without_controls};
use serde::de::{Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::fmt;

/// A value and the words of the file that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands in the source, quotation marks included.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a YAML value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A truth value or a number, as it is written.
    Plain(String),
    /// Text.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar; numbers as they are written.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Plain(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, for a report.
    pub fn describe(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Plain(_) => "a number or truth value",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of keys",
        }
    }
}

/// Reads a file that holds one YAML document. A file without any value gives `Null`.
pub fn read(source: &Source) -> Result<Node, Diagnostic> {
    let start = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
    let text = &source.text[start..];
    if text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#') || line == "---") {
        return Ok(Node { span: Span::new(start, start), value: Value::Null });
    }
    match serde_yaml::from_str::<Raw>(text) {
        Ok(raw) => Ok(places::place(raw, &source.text, start)),
        Err(error) => Err(syntax_error(source, start, &error)),
    }
}

/// The parser's message with its place moved into the file, and advice for what goes wrong most often.
fn syntax_error(source: &Source, start: usize, error: &serde_yaml::Error) -> Diagnostic {
    let at = error.location().map_or(start, |place| offset(&source.text, start, place.line(), place.column()));
    let line = source.line_at(at);
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let mut problem = Diagnostic::error("yaml-syntax", format!("cannot read this YAML: {message}"))
        .at(source, Span::new(at, (at + 1).min(line.end).max(at)).on_boundaries(&source.text));
    let words = &source.text[line];
    if words.trim_start_matches(' ').starts_with('\t') {
        problem = problem.hint("indent with spaces, YAML does not allow tabs there");
    } else if words.matches(": ").count() > 1 || message.contains("mapping values") {
        problem = problem.hint("put a value that contains `: ` into quotation marks");
    } else if words.contains(": \"") || words.contains(": '") {
        problem = problem.hint("check that every quotation mark has its partner");
    }
    problem
}

/// Byte offset of a line and column, both from 1 and the column in characters.
fn offset(text: &str, start: usize, line: usize, column: usize) -> usize {
    let mut at = start;
    for _ in 1..line {
        match memchr::memchr(b'\n', &text.as_bytes()[at..]) {
            Some(end) => at += end + 1,
            None => return text.len(),
        }
    }
    text[at..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(inside, _)| at + inside)
}

/// A value as the parser gives it: without places, and with every key of a mapping.
#[derive(Debug)]
enum Raw {
    Null,
    Plain(String),
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Plain(value.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        // An escape such as `\x01` can put into a text what no file may hold.
        Ok(Raw::Text(without_controls(text).into_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }

    /// A tag says nothing that our files need: the value counts.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Raw, A::Error> {
        let (_, value) = tagged.variant::<String>()?;
        value.newtype_variant()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str) -> Vec<String> {
        fn walk(node: &Node, text: &str, out: &mut Vec<String>) {
            match &node.value {
                Value::List(items) => items.iter().for_each(|item| walk(item, text, out)),
                Value::Map(entries) => {
                    for (key, value) in entries {
                        walk(key, text, out);
                        walk(value, text, out);
                    }
                }
                _ => out.push(node.span.of(text).to_owned()),
            }
        }
        let source = Source::new("a.yaml", text);
        let mut out = Vec::new();
        walk(&read(&source).expect("it is YAML"), text, &mut out);
        out
    }

    #[test]
    fn every_value_knows_its_place_in_block_and_flow_style() {
        let text = "# name: a comment\n- name: Ana Ruiz # name\n  aliases: [A. Ruiz, 'R''z', \"b\\\"c\"]\n  from: 2019\n  \
                    nothing:\n  note: >-\n    two\n    lines\n- {name: B, empty: ~}\n";
        let expected = [
            "name",
            "Ana Ruiz",
            "aliases",
            "A. Ruiz",
            "'R''z'",
            "\"b\\\"c\"",
            "from",
            "2019",
            "nothing",
            "",
            "note",
            ">-\n    two\n    lines",
            "name",
            "B",
            "empty",
            "~",
        ];
        assert_eq!(spans(text), expected);
    }

    #[test]
    fn an_alias_is_placed_where_it_stands() {
        assert_eq!(spans("a: &x Moscow\nb: *x\nc: [*x, Moscow]\n"), ["a", "Moscow", "b", "*x", "c", "*x", "Moscow"]);
    }

    #[test]
    fn keys_that_stand_twice_are_kept() {
        assert_eq!(spans("a: 1\nb: 2\na: 3\n"), ["a", "1", "b", "2", "a", "3"]);
    }

    #[test]
    fn a_syntax_error_has_the_line_and_column_of_the_file() {
        let source = Source::new("people.yaml", "\u{feff}- name: Ana\n  role: mayor: of Port\n");
        let problem = read(&source).expect_err("two colons");
        let place = problem.place.expect("a place");
        assert_eq!((place.line, place.column), (2, 14));
        assert!(problem.hints[0].contains("quotation marks"), "{:?}", problem.hints);
    }

    #[test]
    fn hostile_yaml_is_refused_in_time_and_never_panics() {
        let bomb = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, i| {
            let row = vec![format!("*a{}", i - 1); 9].join(", ");
            format!("{text}a{i}: &a{i} [{row}]\n")
        });
        assert!(read(&Source::new("bomb.yaml", bomb)).is_err());
        assert!(read(&Source::new("deep.yaml", "[".repeat(10_000))).is_err());
        for text in
            ["", "---", "a", "- ", "? ", "{", "\"", "&a", "*a", "!t x", "a: |\n", "\u{0}", "- - - x\n- y", "a: b: c"]
        {
            let _ = read(&Source::new("odd.yaml", text));
        }
    }
}
