//! `csl`: references as CSL-JSON, an array of items.

use super::View;
use super::references::{self, Author, Reference};
use super::view::iso;
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) fn write(view: &View, out: &mut impl Write) -> io::Result<()> {
    let mut before = "[\n";
    references::each(view, |reference| {
        out.write_all(before.as_bytes())?;
        before = ",\n";
        serde_json::to_writer(&mut *out, &item(&reference))?;
        Ok(())
    })?;
    out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })
}

fn item(reference: &Reference) -> Value {
    let kind = if reference.is_statement { "speech" } else { "article-newspaper" };
    let mut item = json!({"id": reference.key, "type": kind, "title": reference.title, "language": reference.language});
    let name = |author: &Author| match author {
        Author::Whole(name) => json!({"literal": name}),
        Author::Person { family, given } => json!({"family": family, "given": given}),
    };
    let authors: Vec<Value> = reference.authors.iter().map(name).collect();
    let numbers = |day: String| day.split('-').filter_map(|part| part.parse::<u32>().ok()).collect::<Vec<_>>();
    let fields = [
        ("author", (!authors.is_empty()).then(|| json!(authors))),
        ("container-title", reference.within.or(reference.outlet).map(|title| json!(title))),
        ("publisher", reference.outlet.map(|outlet| json!(outlet))),
        ("publisher-place", reference.place.filter(|_| !reference.is_statement).map(|place| json!(place))),
        ("event-place", reference.place.filter(|_| reference.is_statement).map(|place| json!(place))),
        ("issued", reference.day.map(|day| json!({"date-parts": [numbers(iso(day))]}))),
        ("URL", reference.address.as_ref().map(|address| json!(address))),
        ("keyword", (!reference.topics.is_empty()).then(|| json!(reference.topics.join(", ")))),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            item[name] = value;
        }
    }
    item
}
