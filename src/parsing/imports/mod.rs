//! Other programs' files become articles: documents of word processors, mails, e-books, feeds, web archives.
//!
//! 1. [`kind`] tells what a file is, by its first bytes and its name;
//! 2. a converter for each kind ([`docx`], [`odt`], [`rtf`], `pdf`, [`mail`], [`epub`], [`feed`], [`notes`]) makes [`Document`]s of it, with the help of
//!    [`zipped`] and [`xml`], which hold the limits, and of [`blocks`] and [`from_html`], which write Markdown;
//! 3. [`document`] writes each as a file of the archive: front matter, and the text.
//!
//! Pure: bytes in, texts out. `onrecord import` writes them to disk; the kinds that hold many articles are read in place as well.

mod blocks;
mod days;
mod document;
mod docx;
mod epub;
mod fault;
mod feed;
mod from_html;
mod kind;
mod mail;
mod notes;
mod odt;
#[cfg(feature = "pdf")]
mod pdf;
mod rtf;
mod xml;
mod zipped;

pub use document::{Document, Facts, Origin, OriginFile, hash};
pub use fault::Fault;
pub use kind::Kind;

use super::exports;
use crate::model::article::Format;
use crate::text::charset;
use blocks::{Written, to_markdown, to_text};
pub(crate) use days::day_of;

/// The articles of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// What made the file, such as `Word` or `WordPress`.
    pub program: &'static str,
    /// Its articles, in order.
    pub documents: Vec<Document>,
    /// What of it is no article: "3 pages without text".
    pub left_out: Vec<String>,
}

impl Converted {
    fn one(program: &'static str, document: Document) -> Converted {
        Converted { program, documents: vec![document], left_out: Vec::new() }
    }
}

/// The articles of a file of a kind. `read` gives the files that it names beside it, by their paths from its folder.
pub fn convert(kind: Kind, bytes: &[u8], read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Converted, Fault> {
    let converted = match kind {
        Kind::Docx => of_written("Word", docx::read(bytes)?),
        Kind::Odt => of_written("LibreOffice", odt::read(bytes)?),
        Kind::Rtf => of_written("RTF", Written { blocks: rtf::read(bytes)?, ..Written::default() }),
        Kind::Mail => Converted::one("a mail program", mail::message(bytes)?),
        Kind::Mbox => several("mbox", mail::mbox(bytes), "mail")?,
        Kind::Mhtml => Converted::one("a browser", mail::mhtml(bytes)?),
        Kind::Epub => {
            let (documents, without) = epub::read(bytes)?;
            Converted { program: "EPUB", documents, left_out: left_out(without, "page", "without text") }
        }
        Kind::Feed => {
            let (program, documents, without) = feed::read(&charset::text_of(bytes, None))?;
            let left_out = without.into_iter().flat_map(|(what, count)| left_out(count, what, "")).collect();
            Converted { program, documents, left_out }
        }
        Kind::Evernote => several("Evernote", notes::evernote(&charset::text_of(bytes, None))?, "note")?,
        Kind::JsonExport => several("a read-later service", notes::json(&charset::text_of(bytes, None))?, "entry")?,
        Kind::Omnivore => several("Omnivore", notes::omnivore(&charset::text_of(bytes, None), read)?, "entry")?,
        #[cfg(feature = "pdf")]
        Kind::Pdf => {
            let document = pdf::read(bytes)?;
            of_database(&document.text).unwrap_or_else(|| Converted::one("PDF", document))
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

/// The articles of a text that a news database wrote; `None` for any other.
fn of_database(text: &str) -> Option<Converted> {
    let split = exports::split(text, 0, Format::Text)?;
    let part = |part: &std::ops::Range<usize>| Document::new(Format::Text, text[part.clone()].trim_start().to_owned());
    Some(Converted { program: split.kind, documents: split.parts.iter().map(part).collect(), left_out: Vec::new() })
}

/// The articles of a document: those of a news database if it is one of its exports, else one.
fn of_written(program: &'static str, written: Written) -> Converted {
    if let Some(converted) = of_database(&to_text(&written.blocks)) {
        return converted;
    }
    let mut document = Document::new(Format::Markdown, to_markdown(&written.blocks));
    document.facts.authors = written.authors;
    document.facts.date = written.date.and_then(|date| day_of(&date));
    Converted::one(program, document)
}

/// Articles each of which could be read or not.
fn several(program: &'static str, all: Vec<Result<Document, Fault>>, what: &str) -> Result<Converted, Fault> {
    let count = all.len();
    let documents: Vec<Document> = all.into_iter().filter_map(Result::ok).collect();
    let without = count - documents.len();
    Ok(Converted { program, documents, left_out: left_out(without, what, "without text") })
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
