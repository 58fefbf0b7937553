//! `deposit`: the data as a bag (BagIt 1.0, RFC 8493) in a zip file, to be laid down in a repository: every table with its schema,
//! `CITATION.cff` for those who cite it and `ro-crate-metadata.json` (RO-Crate 1.1) for programs.

use super::View;
use super::container::Container;
use super::{Format, tables, to};
use crate::site::feeds;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Cursor, Seek, Write};

/// The folder that the bag is.
const BAG: &str = "archive";

pub(super) fn write(view: &View, out: &mut (impl Write + Seek)) -> io::Result<()> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut add = |name: &str, contents: Vec<u8>| files.insert(format!("data/{name}"), contents);
    for (name, format) in [
        ("statements.csv", Format::Csv),
        ("statements.jsonl", Format::Jsonl),
        ("annotations.jsonld", Format::Annotations),
        ("corpus.tei.xml", Format::Tei),
        ("references.bib", Format::Bibtex),
    ] {
        let mut contents = Cursor::new(Vec::new());
        to(format, view, &mut contents)?;
        add(name, contents.into_inner());
    }
    if view.selection.label.is_none() {
        for (name, rows) in tables::tables(view.archive, view.input) {
            // The annotations hold the notes.
            if name != "notes" {
                add(&format!("{name}.jsonl"), rows);
            }
        }
    }
    add("schema.json", feeds::SCHEMA.as_bytes().to_vec());
    add("CITATION.cff", citation(view).into_bytes());
    let crate_file = crate_metadata(view, &files);
    files.insert("data/ro-crate-metadata.json".to_owned(), crate_file);
    let bytes: usize = files.values().map(Vec::len).sum();
    let mut tags: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    tags.insert("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_vec());
    let info = format!(
        "Bag-Software-Agent: Onrecord {}\nExternal-Description: {}\n{}Payload-Oxum: {bytes}.{}\n",
        env!("CARGO_PKG_VERSION"),
        one_line(&view.title()),
        view.day.map(|day| format!("Bagging-Date: {day}\n")).unwrap_or_default(),
        files.len()
    );
    tags.insert("bag-info.txt", info.into_bytes());
    tags.insert("manifest-sha256.txt", manifest(files.iter().map(|(path, contents)| (path.as_str(), contents))));
    let of_tags = manifest(tags.iter().map(|(path, contents)| (*path, contents)));
    tags.insert("tagmanifest-sha256.txt", of_tags);
    let mut container = Container::new(out);
    for (path, contents) in &tags {
        container.add(&format!("{BAG}/{path}"), contents)?;
    }
    for (path, contents) in &files {
        container.add(&format!("{BAG}/{path}"), contents)?;
    }
    container.finish()
}

fn manifest<'a>(files: impl Iterator<Item = (&'a str, &'a Vec<u8>)>) -> Vec<u8> {
    let mut lines = String::new();
    for (path, contents) in files {
        for byte in Sha256::digest(contents) {
            write!(lines, "{byte:02x}").expect("a string takes any text");
        }
        writeln!(lines, "  {path}").expect("a string takes any text");
    }
    lines.into_bytes()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `CITATION.cff`, in the form of the Citation File Format 1.2.0. Its values are JSON strings, which YAML reads as they are.
fn citation(view: &View) -> String {
    let settings = &view.input.editors.settings;
    let quoted = |text: &str| Value::from(one_line(text)).to_string();
    let mut file = String::from(
        "cff-version: 1.2.0\nmessage: \"If you use this archive, please cite it as below.\"\ntype: dataset\n",
    );
    let mut line = |text: String| {
        file.push_str(&text);
        file.push('\n');
    };
    line(format!("title: {}", quoted(&view.title())));
    if !settings.description.trim().is_empty() {
        line(format!("abstract: {}", quoted(&settings.description)));
    }
    line("authors:".to_owned());
    // Whoever made it is named as a whole: which part is the surname nobody says.
    let none = [settings.title.clone()];
    let authors = if settings.authors.is_empty() { none.as_slice() } else { &settings.authors };
    authors.iter().for_each(|author| line(format!("  - name: {}", quoted(author))));
    for (key, value) in [("url", &settings.site_url), ("repository-code", &settings.git_repository_url)] {
        if let Some(value) = value {
            line(format!("{key}: {}", quoted(value)));
        }
    }
    if let Some(day) = view.day {
        line(format!("date-released: {day}"));
    }
    file
}

/// `ro-crate-metadata.json`: what the crate is, and each file in it.
fn crate_metadata(view: &View, files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let settings = &view.input.editors.settings;
    let names: Vec<&str> = files.keys().filter_map(|path| path.strip_prefix("data/")).collect();
    let has: Vec<Value> = names.iter().map(|name| json!({"@id": name})).collect();
    let description = if settings.description.trim().is_empty() { view.title() } else { settings.description.clone() };
    let mut root = json!({
        "@id": "./",
        "@type": "Dataset",
        "name": view.title(),
        "description": description,
        "inLanguage": settings.language,
        "hasPart": has,
    });
    if let Some(day) = view.day {
        root["datePublished"] = json!(day);
    }
    if let Some(url) = &settings.site_url {
        root["url"] = json!(url);
    }
    let people: Vec<Value> =
        settings.authors.iter().map(|name| json!({"@id": author_id(name), "@type": "Person", "name": name})).collect();
    if !people.is_empty() {
        root["author"] = settings.authors.iter().map(|name| json!({"@id": author_id(name)})).collect();
    }
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        }),
        root,
    ];
    graph.extend(people);
    graph.extend(names.iter().map(|name| {
        let size = files[&format!("data/{name}")].len();
        json!({"@id": name, "@type": "File", "name": name, "encodingFormat": media_type(name), "contentSize": size.to_string()})
    }));
    let whole = json!({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph});
    serde_json::to_vec_pretty(&whole).expect("it is plain data")
}

fn author_id(name: &str) -> String {
    format!("#author-{}", super::xml::id("", name))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "csv" => "text/csv",
        "jsonl" => "application/jsonl",
        "jsonld" => "application/ld+json",
        "json" => "application/json",
        "xml" => "application/tei+xml",
        "bib" => "application/x-bibtex",
        _ => "text/yaml",
    }
}
