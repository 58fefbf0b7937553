//! XML as a tree, or an element at a time where a file may hold thousands.
//!
//! Nothing is fetched, and what a document type declares is never put in the place of its name, so that no entity can grow.

use super::fault::Fault;
use crate::parsing::html::decoded;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting; documents of word processors have some thirty levels.
const DEEPEST: usize = 200;
/// Most elements and texts of one tree: a book has some hundred thousand.
const MOST: usize = 4_000_000;

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name as written, with its prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// What is in it, in order.
    pub(super) children: Vec<Node>,
}

/// A part of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Words.
    Text(String),
}

impl Element {
    /// Its name without a prefix.
    pub(super) fn local(&self) -> &str {
        local(&self.name)
    }

    /// The value of an attribute, by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| local(key) == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element directly in it with this name as written.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element directly in it with this name, whatever its prefix.
    pub(super) fn local_child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.local() == name)
    }

    /// The first element anywhere in it with this name, whatever its prefix.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|element| if element.local() == name { Some(element) } else { element.find(name) })
    }

    /// All its words, one after another.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.add_text(&mut out);
        out
    }

    fn add_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.add_text(out),
            }
        }
    }

    /// What is in it as markup again, as HTML reads it: without prefixes.
    pub(super) fn markup(&self) -> String {
        let mut out = String::new();
        self.add_markup(&mut out);
        out
    }

    fn add_markup(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
                Node::Element(element) => {
                    let name = element.local();
                    out.push_str(&format!("<{name}"));
                    for (key, value) in &element.attributes {
                        out.push_str(&format!(" {key}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;")));
                    }
                    out.push('>');
                    element.add_markup(out);
                    if !["br", "hr", "img", "input", "meta", "link", "wbr", "col"].contains(&name) {
                        out.push_str(&format!("</{name}>"));
                    }
                }
            }
        }
    }

    /// The words of an element in it; `None` if there are none.
    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        let text = self.child(name)?.text();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The root element of a text.
pub(super) fn tree(text: &str) -> Result<Element, Fault> {
    let mut elements = Elements::new(text, |_| true);
    elements.next().ok_or_else(|| Fault::broken("there is no XML in it"))?
}

/// The elements of a text whose names are wanted, each with what is in it; they do not overlap.
pub(super) struct Elements<'a> {
    reader: Reader<&'a [u8]>,
    wanted: fn(&str) -> bool,
}

impl<'a> Elements<'a> {
    /// Those with names, without prefix, for which `wanted` holds.
    pub(super) fn new(text: &'a str, wanted: fn(&str) -> bool) -> Elements<'a> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Elements { reader, wanted }
    }

    /// An element whose opening tag was read.
    fn element(&mut self, start: &BytesStart<'_>) -> Result<Element, Fault> {
        let mut open = vec![opened(start)];
        let mut count = 0;
        loop {
            count += 1;
            if count > MOST {
                return Err(Fault::TooLarge("this document", format!("{MOST} elements")));
            }
            let event = self.reader.read_event().map_err(Fault::broken)?;
            let Some(last) = open.last_mut() else { return Err(Fault::broken("nothing is open")) };
            match event {
                Event::Start(start) => {
                    if open.len() >= DEEPEST {
                        return Err(Fault::TooLarge("the nesting of this document", format!("{DEEPEST} levels")));
                    }
                    open.push(opened(&start));
                }
                Event::Empty(start) => last.children.push(Node::Element(opened(&start))),
                Event::Text(text) => push_text(last, &text),
                Event::CData(text) => push_text(last, &text),
                Event::GeneralRef(name) => push_text(last, &decoded(&format!("&{};", &*name))),
                Event::Eof => return Err(Fault::broken("it ends in the middle")),
                Event::End(_) => {
                    let Some(done) = open.pop() else { return Err(Fault::broken("nothing is open")) };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(Node::Element(done)),
                        None => return Ok(done),
                    }
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }
}

impl Iterator for Elements<'_> {
    type Item = Result<Element, Fault>;

    fn next(&mut self) -> Option<Result<Element, Fault>> {
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(start)) if (self.wanted)(local(start.name().as_ref())) => {
                    let start = start.into_owned();
                    return Some(self.element(&start));
                }
                Ok(Event::Empty(start)) if (self.wanted)(local(start.name().as_ref())) => {
                    return Some(Ok(opened(&start)));
                }
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(Fault::broken(error))),
            }
        }
    }
}

fn opened(start: &BytesStart<'_>) -> Element {
    let mut found = start.html_attributes();
    let found = found.with_checks(false).filter_map(Result::ok);
    let attributes = found.map(|attribute| (attribute.key.as_ref().to_owned(), decoded(&attribute.value))).collect();
    Element { name: start.name().as_ref().to_owned(), attributes, children: Vec::new() }
}

fn push_text(element: &mut Element, text: &str) {
    match element.children.last_mut() {
        Some(Node::Text(last)) => last.push_str(text),
        _ => element.children.push(Node::Text(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_names_attributes_and_words() {
        let root =
            tree("<?xml version='1.0'?><a:b x:y='1 &amp; 2'>A &amp; <c/>B&#8217;s<![CDATA[<d>]]></a:b>").unwrap();
        assert_eq!((root.local(), root.attribute("y")), ("b", Some("1 & 2")));
        assert_eq!(root.text(), "A & B’s<d>");
        assert!(root.local_child("c").is_some());
    }

    #[test]
    fn entities_that_a_document_declares_are_not_put_in() {
        let bomb = "<!DOCTYPE a [<!ENTITY x 'ten'><!ENTITY y '&x;&x;'>]><a>&y;&x;</a>";
        assert_eq!(tree(bomb).unwrap().text(), "&y;&x;");
        let file = "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&f;</a>";
        assert_eq!(tree(file).unwrap().text(), "&f;");
    }

    #[test]
    fn what_is_too_deep_or_cut_off_is_refused() {
        assert!(matches!(tree(&"<a>".repeat(10_000)), Err(Fault::TooLarge(..))));
        assert!(matches!(tree("<a><b>text"), Err(Fault::Broken(_))));
        assert!(matches!(tree("no markup"), Err(Fault::Broken(_))));
    }
}
