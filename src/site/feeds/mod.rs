//! Feeds, sitemap, robots.txt and the archive as data: every file of the site that is not a page.
//!
//! 1. [`feed`] chooses what each feed announces; [`atom`] and [`json_feed`] write it down.
//! 2. [`sitemap`] lists the pages for search engines, [`offline`] for browsers without a network, [`machines`] the data for programs.
//! 3. [`data`] writes one JSON line per article, statement and so on, [`texts`] the texts, [`table`] the statements for spreadsheets, and
//!    [`annotations`] the notes as W3C Web Annotations, [`relations`] the links between statements, [`corrections`] what editors
//!    decided. `data/schema.json` describes the lines.
//!
//! Everything here is relative unless `site-url` is set; [`address`] knows how each is done. No clock is asked: a feed was
//! updated when its newest article was published, or noted on or corrected.

pub(crate) mod address;
pub(crate) mod annotations;
mod atom;
pub mod corrections;
pub(crate) mod data;
pub(crate) mod feed;
mod json_feed;
mod machines;
mod offline;
pub(crate) mod relations;
mod sitemap;
pub(crate) mod table;
mod texts;

use crate::model::archive::Archive;
use crate::model::world::Output;
use crate::site::input::Input;
use crate::site::keys::Keys;
use crate::site::page::Page;
use crate::text::diagnostic::{Diagnostic, Problems};
use address::Addresses;
use rayon::prelude::*;
use std::io;

/// Describes every line of the files in `data/`.
pub(crate) const SCHEMA: &str = include_str!("schema.json");

/// Writes every file that is not a page. `pages` are all pages of the site, `keys` tell which feeds need not be made again, `fetch` gives
/// the analysis of an article back.
pub(crate) fn write(
    archive: &Archive,
    pages: &[Page],
    keys: &Keys,
    fetch: &texts::Fetch,
    input: &Input,
    output: &dyn Output,
) -> io::Result<Problems> {
    let addresses = Addresses::new(&input.editors.settings);
    // The longest first.
    let files: [&(dyn Fn() -> io::Result<()> + Sync); 10] = [
        &|| texts::write(archive, keys, fetch, output),
        &|| data::write(archive, output),
        &|| output.write_pieces("data/statements.csv", &mut table::pieces(archive)),
        &|| of_subjects(archive, pages, keys, input, output),
        &|| output.write("data/notes.jsonld", &annotations::write(archive, &input.editors.settings, &addresses)),
        &|| of_archive(archive, pages, input, output),
        &|| output.write_pieces("data/corrections.jsonl", &mut corrections::pieces(archive)),
        &|| output.write_pieces("data/relations.jsonl", &mut relations::pieces(archive)),
        &|| output.write("data/quality.json", &quality(archive, input)),
        &|| output.write("data/schema.json", SCHEMA.as_bytes()),
    ];
    files.par_iter().with_max_len(1).try_for_each(|write| write())?;
    Ok(what_is_left_out(input))
}

/// Writes the tables of JSON lines that need no texts.
pub(crate) fn write_tables(archive: &Archive, output: &dyn Output) -> io::Result<()> {
    data::write(archive, output)?;
    output.write_pieces("data/corrections.jsonl", &mut corrections::pieces(archive))?;
    output.write_pieces("data/relations.jsonl", &mut relations::pieces(archive))
}

/// What editors measured, or that they measured nothing.
fn quality(archive: &Archive, input: &Input) -> Vec<u8> {
    let quality = crate::linking::review::quality(archive, input.editors.judgements());
    let mut json = serde_json::to_vec_pretty(&quality).expect("it is plain data");
    json.push(b'\n');
    json
}

/// The feeds of the whole archive, and the lists of its pages.
fn of_archive(archive: &Archive, pages: &[Page], input: &Input, output: &dyn Output) -> io::Result<()> {
    let addresses = Addresses::new(&input.editors.settings);
    output.write(".nojekyll", b"")?;
    sitemap::write(archive, pages, &addresses, output)?;
    offline::write(archive, pages, input, output)?;
    machines::write(archive, input, &addresses, output)?;
    // What is wrong with them was reported when the pages were made.
    let words = input.templates.words(&input.editors.settings.language, &mut Problems::default());
    let newest = feed::of_archive(archive, &input.editors.settings, &words);
    output.write("feed.xml", atom::write(&newest, &addresses).as_bytes())?;
    output.write("feed.json", &json_feed::write(&newest, &addresses))
}

/// The feeds of people and topics, as far as they have to be made.
fn of_subjects(archive: &Archive, pages: &[Page], keys: &Keys, input: &Input, output: &dyn Output) -> io::Result<()> {
    let settings = &input.editors.settings;
    let addresses = Addresses::new(settings);
    // What is wrong with them was reported when the pages were made.
    let words = input.templates.words(&settings.language, &mut Problems::default());
    let first = pages.par_iter().filter(|page| matches!(page, Page::Topic(_, 1) | Page::Person(_, 1)));
    let subjects = first.filter_map(|page| Some((page, feed::Subject::of(archive, settings, page)?)));
    subjects.try_for_each(|(page, subject)| {
        let (path, key) = (subject.path(archive), keys.beside(page, "feed"));
        if output.keep(&path, key) {
            return Ok(());
        }
        let feed = feed::of_subject(archive, settings, &words, subject);
        output.write_keyed(&path, key, atom::write(&feed, &addresses).as_bytes())
    })
}

/// What cannot be made without `site-url`.
fn what_is_left_out(input: &Input) -> Problems {
    let missing = input.editors.settings.site_url.is_none().then(|| {
        Diagnostic::info("no-site-url", "no sitemap is written and the links in feeds are relative")
            .hint("set `site-url` under `[output.html]` in book.toml to the address where the site will be")
    });
    missing.into_iter().collect()
}

#[cfg(test)]
mod tests;
