//! PDF with a text layer: letters with places become lines, columns in order, and paragraphs.
//!
//! 1. [`fonts`] tells which letters the codes of a font are, and how wide;
//! 2. [`content`] follows the drawing of a page and notes where each letter stands;
//! 3. [`lines`] joins them to lines, column by column;
//! 4. [`printed`] takes away what stands at the head and foot of every page, and joins lines to paragraphs.
//!
//! Nothing is drawn and no picture is read: a page that was scanned has no text here.

mod content;
mod fonts;
mod lines;
mod printed;

use super::document::Document;
use super::fault::Fault;
use crate::model::article::Format;
use lopdf::{Document as Pdf, Error, LoadOptions};

/// Most pages of a file.
const PAGES: usize = 5000;
/// Most bytes that a stream of the file may unpack to.
const UNPACKED: usize = 64 << 20;
/// Fewest letters of a file that has text; what a scanner adds to its pictures is less.
const SHORTEST: usize = 40;

/// A file without text, and the way out.
const SCANNED: Fault = Fault::NoText(
    "its pages are pictures, as a scanner makes them",
    "run it through a program for text recognition, such as `ocrmypdf in.pdf out.pdf`, and import what that writes",
);

/// All the text of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let options = LoadOptions { max_decompressed_size: Some(UNPACKED), ..LoadOptions::default() };
    let pdf = Pdf::load_mem_with_options(bytes, options).map_err(fault)?;
    if pdf.is_encrypted() {
        return Err(Fault::Encrypted);
    }
    let mut fonts = fonts::Fonts::default();
    let mut pages = Vec::new();
    for id in pdf.page_iter() {
        if pages.len() == PAGES {
            return Err(Fault::TooLarge("this file", format!("{PAGES} pages")));
        }
        pages.push(lines::of(content::letters(&pdf, id, &mut fonts)?));
    }
    if pages.is_empty() {
        return Err(Fault::broken("it has no pages"));
    }
    let count = pages.len() as u32;
    let printed::Text { text, address } = printed::text(pages);
    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let unknown = text.chars().filter(|letter| *letter == char::REPLACEMENT_CHARACTER).count();
    if letters < SHORTEST && unknown < SHORTEST {
        return Err(SCANNED);
    }
    if unknown > letters / 4 {
        return Err(Fault::NoText(
            "its fonts do not say which letters they draw",
            "print the page again as PDF, or copy its text",
        ));
    }
    let mut document = Document::new(Format::Text, text);
    document.facts.url = address;
    document.origin.pages = Some((1, count));
    Ok(document)
}

fn fault(error: Error) -> Fault {
    match error {
        Error::InvalidPassword | Error::Decryption(_) => Fault::Encrypted,
        other => Fault::broken(other),
    }
}
