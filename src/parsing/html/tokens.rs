//! HTML as a list of tags and texts with their places, in one pass over any bytes.
//!
//! Not a tree: what browsers make of broken nesting does not matter here, only which words stand between which tags.

use std::ops::Range;

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Words, with entities still in them.
    Text(Range<usize>),
    /// An opening tag.
    Open(Tag<'a>),
    /// A closing tag: its name.
    Close(&'a str),
    /// The text of a script or style sheet, with the name of its element.
    Raw(&'a str, Range<usize>),
}

/// An opening tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name, as written.
    pub(super) name: &'a str,
    /// Everything between the name and the `>`.
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// The tag as it stands; `end` is where it ends in `text`.
    pub(super) fn whole(&self, text: &'a str, end: usize) -> &'a str {
        let start = self.name.as_ptr() as usize - text.as_ptr() as usize - 1;
        &text[start..end]
    }

    /// Whether it ends with `/>`: there is nothing in the element.
    pub(super) fn closes_itself(&self) -> bool {
        self.attributes.ends_with('/')
    }

    /// The value of an attribute, with entities still in it. The name is in lower case.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        // Most tags do not have what they are asked for.
        if !mentions(rest, name) {
            return None;
        }
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
            if rest.is_empty() {
                return None;
            }
            let end =
                rest.find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | '/')).unwrap_or(rest.len());
            let (found, after) = rest.split_at(end.max(rest.chars().next().map_or(1, char::len_utf8)));
            let (value, after) = value(after);
            if found.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
    }
}

/// Whether a name in lower case stands anywhere in a text, in any case.
fn mentions(text: &str, name: &str) -> bool {
    let (bytes, name) = (text.as_bytes(), name.as_bytes());
    let Some(first) = name.first() else { return false };
    memchr::memchr2_iter(*first, first.to_ascii_uppercase(), bytes)
        .any(|at| bytes[at..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)))
}

/// The value after an attribute's name, and what follows it.
fn value(rest: &str) -> (&str, &str) {
    let Some(rest) = rest.trim_start().strip_prefix('=') else { return ("", rest) };
    let rest = rest.trim_start();
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &rest[1..];
            let end = inner.find(quote).unwrap_or(inner.len());
            (&inner[..end], inner.get(end + 1..).unwrap_or(""))
        }
        _ => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
    }
}

/// Elements whose content is no HTML.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "xmp"];

/// The tokens of a part of `text`, one after another.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// The element whose raw text comes next.
    raw: Option<&'a str>,
    /// No tag closes any more: what is left is text.
    only_text: bool,
}

impl<'a> Tokens<'a> {
    /// Begins at the start of `range`.
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Tokens<'a> {
        Tokens { text, at: range.start, end: range.end, raw: None, only_text: false }
    }

    /// How far the text is read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The raw text of an element, up to its closing tag.
    fn raw_text(&mut self, name: &'a str) -> Token<'a> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..self.end];
        let closing = memchr::memmem::find_iter(rest, b"</").find(|at| {
            rest[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        });
        // Of a title or a text field that is never closed, only its first words are its own.
        let code = ["script", "style"].iter().any(|code| name.eq_ignore_ascii_case(code));
        let open = || if code { rest.len() } else { memchr::memchr(b'<', rest).unwrap_or(rest.len()) };
        self.at = start + closing.unwrap_or_else(open);
        Token::Raw(name, start..self.at)
    }

    /// What begins at a `<`; `None` if it is only that sign, or a comment, which is skipped.
    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = &self.text[self.at..self.end];
        let bytes = rest.as_bytes();
        if rest.starts_with("<!--") {
            self.at += comment(bytes);
            return None;
        }
        let closes = bytes.get(1) == Some(&b'/');
        let name_start = 1 + usize::from(closes);
        let first = bytes.get(name_start).copied().unwrap_or(0);
        if matches!(first, b'!' | b'?') && !closes {
            let length = memchr::memchr(b'>', bytes).map_or(bytes.len(), |at| at + 1);
            self.at += length;
            return None;
        }
        if !first.is_ascii_alphabetic() {
            return None;
        }
        let Some(end) = tag_end(bytes) else {
            self.only_text = true;
            return None;
        };
        let inside = &rest[name_start..end];
        let name_end = inside.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_end);
        self.at += end + 1;
        if closes {
            return Some(Token::Close(name));
        }
        if RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) && !attributes.ends_with('/') {
            self.raw = Some(name);
        }
        Some(Token::Open(Tag { name, attributes }))
    }
}

/// The length of the comment that starts at the first byte. One that never ends is as long as its first tag would be.
fn comment(bytes: &[u8]) -> usize {
    if let Some(empty) = [&b"<!-->"[..], b"<!--->"].into_iter().find(|empty| bytes.starts_with(empty)) {
        return empty.len();
    }
    let inside = &bytes[4..];
    let usual = memchr::memmem::find(inside, b"-->").map(|at| at + 7);
    let bang = || memchr::memmem::find(inside, b"--!>").map(|at| at + 8);
    usual.or_else(bang).or_else(|| memchr::memchr(b'>', bytes).map(|at| at + 1)).unwrap_or(bytes.len())
}

/// Where the `>` of a tag is that starts at the first byte.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'>', b'"', b'\'', rest)) {
        at += found;
        if bytes[at] == b'>' {
            return Some(at);
        }
        // A quotation mark means something only after `=`.
        let valued =
            bytes[..at].iter().rposition(|byte| !byte.is_ascii_whitespace()).is_some_and(|last| bytes[last] == b'=');
        at += 1;
        if valued {
            at += memchr::memchr(bytes[at - 1], &bytes[at..])? + 1;
        }
    }
    None
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_text(name));
        }
        while self.at < self.end {
            let start = self.at;
            let bytes = &self.text.as_bytes()[start..self.end];
            let end = self.end;
            let next = |from: usize| memchr::memchr(b'<', &bytes[from..]).map_or(end, |at| start + from + at);
            if self.only_text || bytes[0] != b'<' {
                self.at = if self.only_text { self.end } else { next(0) };
                return Some(Token::Text(start..self.at));
            }
            if let Some(token) = self.tag() {
                return Some(token);
            }
            // A comment was skipped, or the `<` is only that sign: part of the text up to the next one.
            if self.at == start {
                self.at = if self.only_text { self.end } else { next(1) };
                return Some(Token::Text(start..self.at));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(html: &str) -> Vec<String> {
        Tokens::new(html, 0..html.len())
            .map(|token| match token {
                Token::Text(range) => html[range].to_owned(),
                Token::Open(tag) => format!("[{}]", tag.name),
                Token::Close(name) => format!("[/{name}]"),
                Token::Raw(name, range) => format!("{name}:{}", &html[range]),
            })
            .collect()
    }

    #[test]
    fn tags_texts_and_raw_elements_are_told_apart() {
        assert_eq!(tokens("a<b>c</b><!-- d --><br/>e"), ["a", "[b]", "c", "[/b]", "[br]", "e"]);
        assert_eq!(
            tokens("<script>if (a<b) '</p>'</SCRIPT>x"),
            ["[script]", "script:if (a<b) '</p>'", "[/SCRIPT]", "x"]
        );
        assert_eq!(tokens("1 < 2 <3 <a title=\"x>y\">z"), ["1 ", "< 2 ", "<3 ", "[a]", "z"]);
        assert_eq!(tokens("<!doctype html><?x?>a<p"), ["a", "<p"]);
        assert_eq!(tokens("<p it's>x"), ["[p]", "x"]);
    }

    #[test]
    fn attributes_are_read_with_and_without_quotation_marks() {
        let html = "<meta  Name=\"a b\" content='c\"d' x=y/z hidden data-é=1>";
        let Some(Token::Open(tag)) = Tokens::new(html, 0..html.len()).next() else { panic!("a tag") };
        let values: Vec<_> =
            ["name", "content", "x", "hidden", "none"].iter().map(|name| tag.attribute(name)).collect();
        assert_eq!(values, [Some("a b"), Some("c\"d"), Some("y/z"), Some(""), None]);
    }
}
