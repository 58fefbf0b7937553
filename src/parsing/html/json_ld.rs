//! What a page says of itself in JSON-LD: `{"@type": "NewsArticle", "author": {"@id": "#jane"}}`.

use super::facts::{Found, Rank, cleaned};
use crate::text::source::Span;
use serde_json::Value;

/// Deepest nesting that is followed.
const DEEPEST: usize = 5;

/// Parses a script, also where programs left line breaks in its strings or a comment around it.
pub(super) fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.trim().trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script = script.trim_end_matches("]]>").trim_end_matches("//").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let flat: String = script.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        serde_json::from_str(&flat).ok()
    })
}

/// Whether a script without a type is such a document all the same.
pub(super) fn is_bare(script: &str) -> bool {
    let script = script.trim_start();
    script.starts_with('{') && script[1..].trim_start().starts_with("\"@context\"")
}

/// Adds what the documents of a page say.
pub(super) fn read(documents: &[(Value, Span)], text: &str, found: &mut Found) {
    let mut nodes: Vec<(&Value, Span)> = Vec::new();
    for (document, place) in documents {
        gather(document, *place, 0, &mut nodes);
    }
    let reader = Reader { nodes: &nodes, text };
    for (node, place) in &nodes {
        match kind(node) {
            Some(Kind::Article) => reader.article(node, *place, Rank::Article, found),
            Some(Kind::Page) => reader.article(node, *place, Rank::Page, found),
            Some(Kind::Site) => found.sites.extend(name(node).map(|name| (Rank::Page, name))),
            None => {}
        }
    }
}

/// Every thing that is described by itself, not within another.
fn gather<'a>(value: &'a Value, place: Span, depth: usize, nodes: &mut Vec<(&'a Value, Span)>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, place, depth + 1, nodes)),
        Value::Object(fields) => {
            nodes.push((value, place));
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                fields.get(key).into_iter().for_each(|inner| gather(inner, place, depth + 1, nodes));
            }
        }
        _ => {}
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Article,
    Page,
    Site,
}

fn kind(node: &Value) -> Option<Kind> {
    let types = node.get("@type")?;
    let named = |name: &str| match types {
        Value::String(kind) => kind.contains(name),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(|kind| kind.contains(name)),
        _ => false,
    };
    match () {
        () if ["Article", "BlogPosting", "Report", "LiveBlog", "Review"].into_iter().any(named) => Some(Kind::Article),
        () if named("WebSite") => Some(Kind::Site),
        () if ["Comment", "Person", "Organization", "Image", "Event", "Offer", "Rating"].into_iter().any(named) => None,
        // A page, a recipe, instructions, whatever else is published.
        () if ["Page", "CreativeWork"].into_iter().any(named) || node.get("datePublished").is_some() => {
            Some(Kind::Page)
        }
        () => None,
    }
}

struct Reader<'a> {
    nodes: &'a [(&'a Value, Span)],
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn article(&self, node: &Value, place: Span, rank: Rank, found: &mut Found) {
        let value = |key: &str| node.get(key).and_then(Value::as_str).and_then(cleaned);
        let dated = |key: &str| {
            let value = node.get(key).and_then(Value::as_str)?.trim();
            let start = place.start as usize;
            let at = place.of(self.text).find(value).map(|at| Span::new(start + at, start + at + value.len()));
            Some((rank, value.to_owned(), at.unwrap_or(place)))
        };
        if rank == Rank::Article {
            found.titles.extend(value("headline").or_else(|| value("name")).map(|title| (rank, title)));
        }
        found.published.extend(dated("datePublished").or_else(|| dated("dateCreated")));
        found.modified.extend(dated("dateModified"));
        found.descriptions.extend(value("description").map(|description| (rank, description)));
        if let Some(publisher) = node.get("publisher").and_then(|publisher| self.resolved(publisher)) {
            found.sites.extend(name(publisher).map(|name| (rank, name)));
        }
        let authors = ["author", "creator"].iter().find_map(|key| node.get(key));
        let authors: Vec<&Value> = match authors {
            Some(Value::Array(authors)) => authors.iter().collect(),
            Some(author) => vec![author],
            None => Vec::new(),
        };
        let people =
            authors.into_iter().filter_map(|author| self.resolved(author)).filter(|author| !is_organisation(author));
        let people: Vec<String> = people.filter_map(name).collect();
        if !people.is_empty() {
            found.authors.push((rank, people));
        }
    }

    /// A thing, or the one that is described elsewhere under the same `@id`.
    fn resolved<'b>(&self, value: &'b Value) -> Option<&'b Value>
    where
        'a: 'b,
    {
        if value.is_string() || value.get("name").is_some() {
            return Some(value);
        }
        let id = value.get("@id")?.as_str()?;
        let same = |node: &&(&'a Value, Span)| node.0.get("@id").and_then(Value::as_str) == Some(id);
        self.nodes.iter().filter(same).map(|(node, _)| *node).find(|node| node.get("name").is_some())
    }
}

fn is_organisation(value: &Value) -> bool {
    value.get("@type").and_then(Value::as_str).is_some_and(|kind| kind.contains("Organization"))
}

/// A text, or the name of a thing.
fn name(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => Some(text.as_str()),
        _ => match value.get("name") {
            Some(Value::Array(names)) => names.first().and_then(Value::as_str),
            name => name.and_then(Value::as_str),
        },
    };
    text.and_then(cleaned).filter(|text| !text.contains("://"))
}
