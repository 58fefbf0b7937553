//! XML being written: elements are closed in the order in which they were opened, and nothing is in it that XML cannot hold.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;
use std::io::{self, Write};

/// XML being written.
pub(super) struct Xml<Out> {
    writer: Writer<Out>,
    open: Vec<&'static str>,
}

impl<Out: Write> Xml<Out> {
    /// Begins a document.
    pub(super) fn new(out: Out) -> io::Result<Xml<Out>> {
        let mut writer = Writer::new(out);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        writer.write_event(Event::Text(BytesText::from_escaped("\n")))?;
        Ok(Xml { writer, open: Vec::new() })
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> io::Result<&mut Self> {
        self.writer.write_event(Event::Start(element(name, attributes)))?;
        self.open.push(name);
        Ok(self)
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) -> io::Result<&mut Self> {
        let name = self.open.pop().expect("an element is open");
        self.writer.write_event(Event::End(BytesEnd::new(name)))?;
        Ok(self)
    }

    /// Closes the element that was opened last, and ends the line.
    pub(super) fn close_line(&mut self) -> io::Result<&mut Self> {
        self.close()?.line()
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> io::Result<&mut Self> {
        self.writer.write_event(Event::Empty(element(name, attributes)))?;
        Ok(self)
    }

    /// An element with a text in it, on a line of its own.
    pub(super) fn leaf(
        &mut self,
        name: &'static str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> io::Result<&mut Self> {
        self.open(name, attributes)?.text(text)?.close_line()
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) -> io::Result<&mut Self> {
        self.writer.write_event(Event::Text(BytesText::new(&clean(text))))?;
        Ok(self)
    }

    /// Ends a line, between elements.
    pub(super) fn line(&mut self) -> io::Result<&mut Self> {
        self.writer.write_event(Event::Text(BytesText::from_escaped("\n")))?;
        Ok(self)
    }

    /// What it was written to; every element must be closed.
    pub(super) fn finish(mut self) -> io::Result<Out> {
        assert!(self.open.is_empty(), "an element is open");
        self.line()?;
        Ok(self.writer.into_inner())
    }
}

fn element<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*clean(value)));
    }
    start
}

/// Text without the characters that XML cannot hold.
fn clean(text: &str) -> Cow<'_, str> {
    let odd = |letter: char| {
        (letter < ' ' && !matches!(letter, '\t' | '\n' | '\r')) || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(odd) { Cow::Owned(text.replace(odd, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// A name for an element's id: `prefix` and the words, with nothing in it that an XML name cannot hold. Two words that differ have
/// two names.
pub(super) fn id(prefix: &str, words: &str) -> String {
    let fits = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let kept: String = words.chars().filter(fits).collect();
    if kept.len() == words.len() {
        return format!("{prefix}{kept}");
    }
    format!("{prefix}{kept}-{:08x}", xxhash_rust::xxh3::xxh3_64(words.as_bytes()) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_that_xml_cannot_hold() {
        let mut xml = Xml::new(Vec::new()).expect("memory takes anything");
        xml.leaf("p", &[("n", "a\"<\u{1}")], "x & \u{b}<y>").expect("memory takes anything");
        let text = String::from_utf8(xml.finish().expect("memory takes anything")).expect("text");
        assert!(text.contains("<p n=\"a&quot;&lt;\u{fffd}\">x &amp; \u{fffd}&lt;y&gt;</p>"), "{text}");
    }

    #[test]
    fn ids_are_names_and_differ_where_words_do() {
        assert_eq!(id("p-", "ana-ruiz"), "p-ana-ruiz");
        assert_ne!(id("p-", "лавров"), id("p-", "путин"));
        assert!(id("p-", "лавров").is_ascii());
    }
}
