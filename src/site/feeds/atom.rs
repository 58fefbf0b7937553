//! A feed in the Atom format (RFC 4287).

use super::address::Addresses;
use super::feed::{Entry, Feed};
use crate::model::when::When;
use quick_xml::escape::escape;
use std::borrow::Cow;

/// The feed as an XML document.
pub(crate) fn write(feed: &Feed, addresses: &Addresses) -> String {
    let mut out = String::with_capacity(1024 + 640 * feed.entries.len());
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    attribute(&mut out, "xml:lang", &feed.language);
    out.push_str(">\n");
    element(&mut out, "title", &feed.title);
    if !feed.description.is_empty() {
        element(&mut out, "subtitle", &feed.description);
    }
    element(&mut out, "id", &addresses.id(&feed.path));
    link(&mut out, "alternate", "text/html", &addresses.link(&feed.path, &feed.page));
    link(&mut out, "self", "application/atom+xml", &addresses.link(&feed.path, &feed.path));
    element(&mut out, "updated", &updated(feed));
    let fallback = [feed.title.clone()];
    for name in if feed.authors.is_empty() { &fallback[..] } else { &feed.authors } {
        author(&mut out, name);
    }
    out.push_str("<generator>Onrecord</generator>\n");
    for item in &feed.entries {
        entry(&mut out, item, feed, addresses);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, entry: &Entry, feed: &Feed, addresses: &Addresses) {
    out.push_str("<entry");
    if entry.language != feed.language {
        attribute(out, "xml:lang", &entry.language);
    }
    out.push_str(">\n");
    element(out, "title", &entry.title);
    element(out, "id", &addresses.id(&entry.path));
    out.push_str("<link");
    attribute(out, "href", &addresses.link(&feed.path, &entry.path));
    out.push_str("/>\n");
    element(out, "published", &timestamp(entry.when));
    element(out, "updated", &timestamp(entry.updated()));
    if let Some(name) = &entry.author {
        author(out, name);
    }
    for topic in &entry.topics {
        out.push_str("<category");
        attribute(out, "term", topic);
        out.push_str("/>\n");
    }
    element(out, "summary", &entry.text);
    out.push_str("</entry>\n");
}

/// When there was last something new. A feed with none still has to say something: the epoch.
fn updated(feed: &Feed) -> String {
    let newest = feed.entries.iter().map(Entry::updated).max_by_key(|when| when.start);
    newest.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), timestamp)
}

/// The first moment of a date, as RFC 3339 wants it. Nothing here knows a time of day.
pub(crate) fn timestamp(when: When) -> String {
    format!("{}T00:00:00Z", when.start)
}

fn author(out: &mut String, name: &str) {
    out.push_str("<author>");
    element(out, "name", name);
    out.push_str("</author>\n");
}

fn link(out: &mut String, relation: &str, media_type: &str, address: &str) {
    out.push_str("<link");
    attribute(out, "rel", relation);
    attribute(out, "type", media_type);
    attribute(out, "href", address);
    out.push_str("/>\n");
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(&escape(allowed(value)));
    out.push('"');
}

/// `<name>text</name>`, escaped.
pub(crate) fn element(out: &mut String, name: &str, text: &str) {
    for part in ["<", name, ">", &escape(allowed(text)), "</", name, ">\n"] {
        out.push_str(part);
    }
}

/// The text without the characters that XML 1.0 cannot hold, not even escaped.
fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |letter: char| matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { text.replace(forbidden, "").into() } else { text.into() }
}
