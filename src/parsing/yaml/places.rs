//! Finds where each value stands, by walking over the text in step with the values that the parser made of it.
//!
//! Because the values are known, the walk needs little of YAML's grammar: between two values there is only white space,
//! comments, indicators, anchors and tags. If the two should ever get out of step, what follows gets the last known place;
//! places are for reports only.

use super::{Node, Raw, Value};
use crate::text::source::Span;

/// Gives `raw`, which was read from `text` from byte `start` on, its places.
pub(super) fn place(raw: Raw, text: &str, start: usize) -> Node {
    Walk { text, at: start }.node(raw)
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    fn node(&mut self, raw: Raw) -> Node {
        if matches!(raw, Raw::Null) {
            return self.null();
        }
        self.skip_filler();
        let start = self.at;
        if self.next() == Some(b'*') {
            self.at = self.word_end();
            return alias(raw, Span::new(start, self.at));
        }
        let value = match raw {
            Raw::Null => Value::Null,
            Raw::Plain(_) => {
                self.at = self.word_end();
                Value::Plain(self.text[start..self.at].to_owned())
            }
            Raw::Text(text) => {
                self.scalar(&text);
                Value::Text(text)
            }
            Raw::List(items) => self.list(items),
            Raw::Map(entries) => self.map(entries),
        };
        Node { span: Span::new(start, self.at.max(start)), value }
    }

    fn list(&mut self, items: Vec<Raw>) -> Value {
        let flow = self.skip(b'[');
        let mut nodes = Vec::with_capacity(items.len());
        for item in items {
            self.skip_filler();
            if flow {
                self.skip(b',');
            } else {
                self.skip(b'-');
            }
            nodes.push(self.node(item));
        }
        if flow {
            self.close(b']');
        }
        Value::List(nodes)
    }

    fn map(&mut self, entries: Vec<(Raw, Raw)>) -> Value {
        let flow = self.skip(b'{');
        let mut nodes = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            self.skip_filler();
            if flow {
                self.skip(b',');
                self.skip_filler();
            }
            if self.text[self.at..].starts_with("? ") {
                self.at += 1;
            }
            let key = self.node(key);
            self.skip_filler();
            self.skip(b':');
            nodes.push((key, self.node(value)));
        }
        if flow {
            self.close(b'}');
        }
        Value::Map(nodes)
    }

    /// Nothing is written for most nulls; only the same line may hold a `~` or `null`.
    fn null(&mut self) -> Node {
        let line = self.text[self.at..].lines().next().unwrap_or_default();
        let start = self.at + (line.len() - line.trim_start_matches(' ').len());
        let word = ["~", "null", "Null", "NULL"].into_iter().find(|word| self.text[start..].starts_with(word));
        if let Some(word) = word {
            self.at = start + word.len();
            return Node { span: Span::new(start, self.at), value: Value::Null };
        }
        Node { span: Span::new(self.at, self.at), value: Value::Null }
    }

    /// Steps over the text of a scalar whose value is `text`.
    fn scalar(&mut self, text: &str) {
        match self.next() {
            Some(b'"') => self.quoted(b'"'),
            Some(b'\'') => self.quoted(b'\''),
            Some(b'|' | b'>') => {
                self.at = self.text[self.at..].find('\n').map_or(self.text.len(), |end| self.at + end);
                self.words(text);
            }
            _ => self.words(text),
        }
    }

    fn quoted(&mut self, mark: u8) {
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            self.at += 1;
            if *byte == b'\\' && mark == b'"' {
                self.at += 1;
            } else if *byte == mark {
                if mark == b'\'' && bytes.get(self.at) == Some(&b'\'') {
                    self.at += 1;
                } else {
                    break;
                }
            }
        }
        self.at = self.at.min(bytes.len());
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    /// Steps over the words of a plain or block scalar: they stand there as they are, only the spaces differ.
    fn words(&mut self, text: &str) {
        for word in text.split_whitespace() {
            let rest = &self.text[self.at..];
            let gap = rest.len() - rest.trim_start().len();
            if !rest[gap..].starts_with(word) {
                return;
            }
            self.at += gap + word.len();
        }
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, sign: u8) -> bool {
        let there = self.next() == Some(sign);
        self.at += usize::from(there);
        there
    }

    fn close(&mut self, sign: u8) {
        self.skip_filler();
        if self.skip(b',') {
            self.skip_filler();
        }
        self.skip(sign);
    }

    fn word_end(&self) -> usize {
        let rest = &self.text[self.at..];
        let end = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ']' | '}');
        self.at + rest.find(end).unwrap_or(rest.len())
    }

    /// Steps over white space, comments, document marks, anchors and tags.
    fn skip_filler(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let gap = rest.len() - rest.trim_start().len();
            self.at += gap;
            let rest = &rest[gap..];
            let line_start = self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n';
            match rest.as_bytes().first() {
                Some(b'#') => self.at += rest.find('\n').unwrap_or(rest.len()),
                Some(b'&' | b'!') => self.at = self.word_end(),
                Some(b'%') if line_start => self.at += rest.find('\n').unwrap_or(rest.len()),
                Some(b'-') if line_start && rest.starts_with("---") => self.at += 3,
                _ => return,
            }
        }
    }
}

/// What an alias stands for: all of it is where the alias is.
fn alias(raw: Raw, span: Span) -> Node {
    let value = match raw {
        Raw::Null => Value::Null,
        Raw::Plain(text) => Value::Plain(text),
        Raw::Text(text) => Value::Text(text),
        Raw::List(items) => Value::List(items.into_iter().map(|item| alias(item, span)).collect()),
        Raw::Map(entries) => {
            Value::Map(entries.into_iter().map(|(key, value)| (alias(key, span), alias(value, span))).collect())
        }
    };
    Node { span, value }
}
