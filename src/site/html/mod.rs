//! [`Html`]: markup being written, with what comes from outside escaped.
//!
//! Pages are sent and stored by the thousand, so what is written here is small: end tags that HTML lets one leave out are left
//! out, and attribute values that need no quotation marks have none.

use percent_encoding::percent_encode_byte;

/// Markup being written. Every method returns the writer, so that a line of calls reads like the line of markup it makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// Nothing yet.
    pub(crate) fn new() -> Html {
        Html::default()
    }

    /// Nothing yet, with room for `bytes`.
    pub(crate) fn with_capacity(bytes: usize) -> Html {
        Html(String::with_capacity(bytes))
    }

    /// Markup as it is: only what this program wrote or made safe before.
    pub(crate) fn raw(&mut self, markup: &str) -> &mut Html {
        self.0.push_str(markup);
        self
    }

    /// Text, escaped for the content of an element.
    pub(crate) fn text(&mut self, text: &str) -> &mut Html {
        escape(&mut self.0, text, |byte| match byte {
            b'&' => Some("&amp;"),
            b'<' => Some("&lt;"),
            _ => None,
        });
        self
    }

    /// Text, escaped for an attribute value between double quotation marks.
    pub(crate) fn value(&mut self, text: &str) -> &mut Html {
        escape(&mut self.0, text, |byte| match byte {
            b'&' => Some("&amp;"),
            b'<' => Some("&lt;"),
            b'"' => Some("&quot;"),
            _ => None,
        });
        self
    }

    /// A number as it is, without separators: for attributes.
    pub(crate) fn number(&mut self, number: usize) -> &mut Html {
        use std::fmt::Write;
        write!(self.0, "{number}").expect("writing to a string does not fail");
        self
    }

    /// A relative path, percent-encoded where a browser, a server or an attribute without quotation marks would misread it.
    pub(crate) fn path(&mut self, path: &str) -> &mut Html {
        push_path(&mut self.0, path);
        self
    }

    /// Whether nothing was written.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, as a string.
    #[cfg(test)]
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// Copies `text`, in as few pieces as possible, with some bytes replaced. Only ASCII bytes may be.
fn escape(out: &mut String, text: &str, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(replacement) = replacement(byte) {
            out.push_str(&text[done..at]);
            out.push_str(replacement);
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
}

/// Writes a relative path for an attribute. Letters and digits of every script stay readable.
fn push_path(out: &mut String, path: &str) {
    for letter in path.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_' | '/' | '~') || letter.is_alphabetic() {
            out.push(letter);
        } else {
            letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(percent_encode_byte(byte)));
        }
    }
}

/// A relative path as [`Html::path`] writes it.
pub(crate) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    push_path(&mut out, path);
    out
}

pub(crate) mod marks;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup_or_leave_its_attribute() {
        let mut html = Html::new();
        html.text("a < b & \"c\"").raw("|").value("\"><script>&");
        assert_eq!(html.as_str(), "a &lt; b &amp; \"c\"|&quot;>&lt;script>&amp;");
    }

    #[test]
    fn a_path_needs_no_quotation_marks_and_is_not_misread() {
        assert_eq!(encoded("articles/лавров-100% \"x\"?#é.html"), "articles/лавров-100%25%20%22x%22%3F%23é.html");
    }
}
