//! Other programs' files become articles: documents of word processors, mails, e-books, feeds, web archives.
//!
//! 1. [`kind`] tells what a file is, by its first bytes and its name;
//! 2. a converter for each kind ([`docx`], [`odt`], [`rtf`], `pdf`, [`mail`], [`epub`], [`feed`],
//!    [`notes`], [`warc`], [`references`], [`integrum`]) makes [`Document`]s of it,
//!    with the help of [`zipped`] and [`xml`], which hold the limits, and of [`blocks`] and [`from_html`], which write Markdown;
//! 3. [`document`] writes each as a file of the archive: front matter, and the text.
//!
//! Pure: bytes in, texts out. `onrecord import` writes them to disk; the kinds that hold many articles are read in place
//! as well.

mod blocks;
mod document;
mod docx;
mod epub;
mod fault;
mod feed;
mod from_html;
mod integrum;
mod kind;
mod links;
mod mail;
mod notes;
mod odt;
#[cfg(feature = "pdf")]
mod pdf;
mod references;
mod rtf;
mod warc;
mod xml;
mod zipped;

pub use document::{Document, Facts, OriginFile, hash};
pub use fault::Fault;
pub use kind::Kind;

use super::exports;
use crate::model::article::Format;
use crate::parsing::days::day_of;
use crate::text::charset;
use blocks::{Written, to_markdown, to_text};
use std::cell::RefCell;
use zipped::Zipped;

/// The articles of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// What the file is, such as `an export of WordPress`.
    pub program: String,
    /// Whether a news database wrote it.
    pub is_database: bool,
    /// Its articles, in order.
    pub documents: Vec<Document>,
    /// What of it is no article: "3 pages without text".
    pub left_out: Vec<String>,
}

impl Converted {
    fn new(program: &str, documents: Vec<Document>, left_out: Vec<String>) -> Converted {
        Converted { program: program.to_owned(), is_database: false, documents, left_out }
    }

    fn one(program: &str, document: Document) -> Converted {
        Converted::new(program, vec![document], Vec::new())
    }
}

/// The articles of a file of a kind. `read` gives the files that it names beside it, by their paths from its folder.
pub fn convert(kind: Kind, bytes: &[u8], read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Converted, Fault> {
    let text = || charset::text_of(bytes, None);
    let with_pages = |program: &str, (documents, without): (Vec<Document>, usize)| {
        Converted::new(program, documents, left_out(without, "page", "without text"))
    };
    let with_references = |references| {
        let (documents, without) = references::articles(references, read, &attached)?;
        Ok(Converted::new(
            "a library of references",
            documents,
            left_out(without, "reference", "without a text beside it"),
        ))
    };
    let converted = match kind {
        Kind::Docx => of_written("a document", docx::read(bytes)?),
        Kind::Odt => of_written("a document", odt::read(bytes)?),
        Kind::Rtf => of_written("a document", Written { blocks: rtf::read(bytes)?, ..Written::default() }),
        Kind::Mail => {
            let (document, attachments) = mail::message(bytes)?;
            Converted::new("a mail", vec![document], left_out(attachments, "attachment", ""))
        }
        Kind::Mbox => {
            let (mails, attachments) = mail::mbox(bytes);
            let mut converted = several("a folder of mails", mails, "mail");
            converted.left_out.extend(left_out(attachments, "attachment", ""));
            converted
        }
        Kind::Mhtml => Converted::one("a saved page", mail::mhtml(bytes)?),
        Kind::Epub => with_pages("an e-book", epub::read(bytes)?),
        Kind::Warc => with_pages("a web archive", warc::warc(bytes)?),
        Kind::Wacz => with_pages("a web archive", warc::wacz(bytes)?),
        Kind::Feed => {
            let (program, documents, without) = feed::read(&text())?;
            let left_out = without.into_iter().flat_map(|(what, count)| left_out(count, what, "")).collect();
            Converted::new(program, documents, left_out)
        }
        Kind::Evernote => several("a notebook of Evernote", notes::evernote(&text())?, "note"),
        Kind::JsonExport => several("an export with texts", notes::json(&text())?, "entry"),
        Kind::Omnivore => several("an export of Omnivore", notes::omnivore(&text(), read)?, "entry"),
        Kind::Csl => with_references(references::csl(&text())?)?,
        Kind::Ris => with_references(references::ris(&text()))?,
        Kind::Bibtex => with_references(references::bibtex(&text()))?,
        Kind::Integrum => {
            let text = text();
            if !integrum::is_integrum(&text) {
                return Err(Fault::broken("it is no export of Integrum"));
            }
            Converted {
                is_database: true,
                ..Converted::new("an export of Integrum", integrum::read(&text), Vec::new())
            }
        }
        Kind::Zip => zip(bytes)?,
        Kind::Links => {
            let text = text();
            return Err(Fault::OnlyLinks(links::program(&text).unwrap_or("bookmarks"), links::count(&text)));
        }
        #[cfg(feature = "pdf")]
        Kind::Pdf => {
            let document = pdf::read(bytes)?;
            of_database(&document.text, Format::Text).unwrap_or_else(|| Converted::one("a document", document))
        }
        #[cfg(not(feature = "pdf"))]
        Kind::Pdf => {
            return Err(Fault::Unknown(
                "a PDF file, which this program was built without",
                "build it with the feature `pdf`",
            ));
        }
        Kind::OldWord => {
            return Err(Fault::Unknown("a document of Word before 2007", "save it as DOCX in Word or LibreOffice"));
        }
    };
    match converted.documents.iter().all(|document| document.text.trim().is_empty()) {
        true => Err(Fault::NoText("nothing is written in it", "leave it out")),
        false => Ok(converted),
    }
}

/// The articles of a text or a page that a news database wrote; `None` for any other.
pub fn of_database(text: &str, format: Format) -> Option<Converted> {
    let split = exports::split(text, 0, format)?;
    let part = |part: &std::ops::Range<usize>| Document::new(format, text[part.clone()].trim_start().to_owned());
    let documents = split.parts.iter().map(part).collect();
    let converted = Converted::new(&format!("an export of {}", split.kind), documents, Vec::new());
    Some(Converted { is_database: true, ..converted })
}

/// The articles of a document: those of a news database if it is one of its exports, else one.
fn of_written(program: &str, written: Written) -> Converted {
    if let Some(converted) = of_database(&to_text(&written.blocks), Format::Text) {
        return converted;
    }
    let mut document = Document::new(Format::Markdown, to_markdown(&written.blocks));
    document.facts.authors = written.authors;
    document.facts.date = written.date.and_then(|date| day_of(&date));
    Converted::one(program, document)
}

/// Articles each of which could be read or not.
fn several(program: &str, all: Vec<Result<Document, Fault>>, what: &str) -> Converted {
    let count = all.len();
    let documents: Vec<Document> = all.into_iter().filter_map(Result::ok).collect();
    let without = count - documents.len();
    Converted::new(program, documents, left_out(without, what, "without text"))
}

/// The article that a file beside a library of references is.
fn attached(name: &str, bytes: &[u8]) -> Option<Document> {
    if let Some(document) = plain(name, bytes) {
        return Some(document);
    }
    let kind = Kind::of(name, bytes).filter(|kind| !kind.is_archive())?;
    let mut documents = convert(kind, bytes, &|_| None).ok()?.documents;
    documents.pop().filter(|_| documents.is_empty())
}

/// A text, a page or Markdown by the ending of its name.
fn plain(name: &str, bytes: &[u8]) -> Option<Document> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let format = match ending.as_str() {
        "txt" | "text" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        _ => return None,
    };
    Some(Document::new(format, charset::text_of(bytes, None)))
}

/// The articles of all files in an archive. One in it that cannot be read costs itself; an archive within the archive is not opened.
fn zip(bytes: &[u8]) -> Result<Converted, Fault> {
    let zip = RefCell::new(Zipped::open(bytes)?);
    let names = zip.borrow().names();
    let has_list = names.iter().any(|name| name.starts_with("metadata_"));
    let (mut documents, mut left_out) = (Vec::new(), Vec::new());
    for name in &names {
        let file = name.rsplit('/').next().unwrap_or(name);
        if file.starts_with(['.', '_']) || name.starts_with("__MACOSX/") || has_list && name.starts_with("content/") {
            continue;
        }
        let Some(bytes) = zip.borrow_mut().read(name)? else { continue };
        let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let beside = |path: &str| zip.borrow_mut().read(&format!("{folder}{path}")).ok().flatten();
        let found = match (Kind::of(name, &bytes), plain(name, &bytes)) {
            (Some(kind), _) if kind.is_archive() => Err("an archive within the archive".to_owned()),
            (Some(kind), _) => match convert(kind, &bytes, &beside) {
                Ok(converted) => Ok(converted.documents),
                Err(fault) => Err(fault.diagnostic("").message),
            },
            (None, Some(document)) => Ok(vec![document]),
            (None, None) => continue,
        };
        match found {
            Ok(found) => documents.extend(found.into_iter().map(|mut document| {
                document.origin.part.get_or_insert_with(|| name.clone());
                document
            })),
            Err(why) => left_out.push(format!("{name}: {why}")),
        }
    }
    match documents.is_empty() {
        true => Err(Fault::NoText("nothing in it can be read", "unpack it and import its files one by one")),
        false => Ok(Converted::new("an archive", documents, left_out)),
    }
}

/// What is said of things left out, if there are any: "3 pages without text". Only the first word has a plural.
fn left_out(count: usize, what: &str, why: &str) -> Vec<String> {
    let (noun, rest) = what.split_once(' ').map_or((what, String::new()), |(noun, rest)| (noun, format!(" {rest}")));
    let noun = match noun.strip_suffix('y') {
        _ if count == 1 => noun.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    };
    let line = format!("{count} {noun}{rest} {why}").trim_end().to_owned();
    if count == 0 { Vec::new() } else { vec![line] }
}

/// The hash that the `origin:` of a file of the archive names, if it was imported.
pub fn origin_hash(text: &str) -> Option<&str> {
    let mut lines = text.strip_prefix("---")?.lines().skip(1).take_while(|line| line.trim_end() != "---");
    lines.find(|line| line.trim_end() == "origin:")?;
    let mut inside = lines.take_while(|line| line.starts_with([' ', '\t']));
    inside.find_map(|line| Some(line.trim().strip_prefix("hash:")?.trim().trim_matches(['"', '\''])))
}
