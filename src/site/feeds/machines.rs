//! llms.txt: what this archive is, for programs that read it on somebody's behalf, and where they find it as data.

use super::address::Addresses;
use crate::model::archive::Archive;
use crate::model::world::Output;
use crate::site::input::Input;
use std::fmt::Write;

/// The files of data that answer most questions, with what is in them.
const FILES: [(&str, &str); 8] = [
    ("data/schema.json", "JSON Schema of every line of the files below"),
    ("data/statements.jsonl", "one statement a line: words, speaker, day, article, polarity, certainty"),
    ("data/claims.jsonl", "statements that several articles report, with all their reports"),
    ("data/articles.jsonl", "one article a line: title, outlet, date, source address"),
    ("data/people.jsonl", "who speaks: names, other spellings, roles"),
    ("data/corrections.jsonl", "what editors corrected, with what the program had read"),
    ("data/relations.jsonl", "links between statements, each with its reason"),
    ("data/notes.jsonld", "editors' notes as W3C Web Annotations"),
];

/// Writes llms.txt, which only a site with an address has: nobody looks for it elsewhere.
pub(super) fn write(
    archive: &Archive,
    input: &Input,
    addresses: &Addresses,
    output: &dyn Output,
) -> std::io::Result<()> {
    let settings = &input.editors.settings;
    if settings.site_url.is_none() {
        return Ok(());
    }
    let mut out = format!("# {}\n\n", settings.title.replace(['\n', '\r'], " "));
    if !settings.description.is_empty() {
        let _ = writeln!(out, "> {}\n", settings.description.replace(['\n', '\r'], " "));
    }
    let _ = writeln!(
        out,
        "An archive of who said what, when, according to whom: {} statements in {} articles. The words of articles are their \
         publishers'; each article names its source.\n\n\
         A statement may be a denial, a refusal or a promise. Its `polarity` and `act` say so: never repeat its words without them. \
         A speaker whose `certainty` is low was inferred. Cite the article that reports the words, and the page of the statement.\n\n\
         ## Data\n",
        archive.statements.len(),
        archive.articles.len(),
    );
    for (path, what) in FILES {
        let _ = writeln!(out, "- [{path}]({}): {what}", addresses.link("llms.txt", path));
    }
    let _ = writeln!(out, "\n## Pages\n");
    for (path, what) in [
        ("statements/index.html", "all statements"),
        ("people/index.html", "people and organisations that speak"),
        ("dates/index.html", "everything by day"),
        ("about.html", "how the archive was made, and how far to trust it"),
        ("feed.xml", "what is new, corrections and notes included (Atom)"),
        ("sitemap.xml", "all pages"),
    ] {
        let _ = writeln!(out, "- [{path}]({}): {what}", addresses.link("llms.txt", path));
    }
    output.write("llms.txt", out.as_bytes())
}
