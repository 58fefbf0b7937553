//! The keys at the left margin of a YAML block, and where their values stand.

use crate::text::source::Span;

/// A key and its value, as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// The key, without quotation marks.
    pub(super) key: &'a str,
    /// Where it stands.
    pub(super) key_span: Span,
    /// Where its value stands, without the white space around it.
    pub(super) value_span: Span,
}

/// The entries of the block, in order. What stands deeper belongs to the value of the key above it.
pub(super) fn find(text: &str, yaml: Span) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut at = yaml.start as usize;
    let mut quote: Option<char> = None;
    for line in yaml.of(text).split_inclusive('\n') {
        // A quoted value may go on at the margin.
        if let Some(mark) = quote {
            quote = Some(mark).filter(|mark| !closes(line, *mark));
            at += line.len();
            continue;
        }
        if let Some(key) = key_of(line) {
            quote = opened(line);
            end_value(&mut entries, text, at);
            let colon = at + line.find(key).unwrap_or(0) + key.len();
            let colon = colon + text[colon..].find(':').unwrap_or(0);
            let key_start = at + line.find(key).unwrap_or(0);
            let value = Span::new(colon + 1, at + line.len());
            entries.push(Entry { key, key_span: Span::new(key_start, key_start + key.len()), value_span: value });
        }
        at += line.len();
    }
    end_value(&mut entries, text, yaml.end as usize);
    entries
}

/// The quotation mark that a value begins with and that its line does not close.
fn opened(line: &str) -> Option<char> {
    let value = line.split_once(':')?.1.trim_start();
    let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    (!closes(&value[1..], mark)).then_some(mark)
}

/// Whether a quotation mark ends in a line: one that is not doubled or escaped.
fn closes(line: &str, mark: char) -> bool {
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if mark == '"' => _ = letters.next(),
            _ if letter == mark && mark == '\'' && letters.peek() == Some(&mark) => _ = letters.next(),
            _ if letter == mark => return true,
            _ => {}
        }
    }
    false
}

fn end_value(entries: &mut [Entry<'_>], text: &str, end: usize) {
    if let Some(last) = entries.last_mut() {
        last.value_span = Span { start: last.value_span.start, end: end as u32 }.trimmed(text);
    }
}

/// The key that a line at the left margin begins with.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_end();
    if let Some(quote) = line.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
        let end = line[1..].find(quote)? + 1;
        return line[end + 1..].trim_start().starts_with(':').then_some(&line[1..end]);
    }
    let first = line.chars().next()?;
    if first.is_whitespace()
        || matches!(first, '#' | '-' | '?' | '[' | '{' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' | ':')
    {
        return None;
    }
    let end = line.find(": ").or_else(|| line.strip_suffix(':').map(str::len)).or_else(|| line.find(":\t"))?;
    let key = line[..end].trim_end();
    (!key.is_empty() && !key.contains(" #")).then_some(key)
}

/// Whether a line may stand in front matter.
pub(super) fn could_be_yaml(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-', ']', '}']) || key_of(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_are_found_at_their_places() {
        let text = "title: \"A: b\" \nlist:\n  - one\n  - two: 2\n'quoted key' : x\n# note\nempty:\n";
        let found: Vec<_> = find(text, Span::new(0, text.len()))
            .into_iter()
            .map(|entry| (entry.key, entry.key_span.of(text), entry.value_span.of(text)))
            .collect();
        let expected = [
            ("title", "title", "\"A: b\""),
            ("list", "list", "- one\n  - two: 2"),
            ("quoted key", "quoted key", "x\n# note"),
            ("empty", "empty", ""),
        ];
        assert_eq!(found, expected);
    }
}
