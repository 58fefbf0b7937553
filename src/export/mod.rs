//! What was found leaves the archive: for other programs, for a shelf, for a repository.
//!
//! 1. [`selection`] chooses the statements: of a person, on a topic, with words, looked at by an editor;
//! 2. a [`View`] gives what may be published of them: archive and analyses are those that the site is made from, so rights hold;
//! 3. [`write()`] has one file for each format. Tables: [`table`] (CSV), [`lines`] (JSON), `sqlite`, `parquet`. References:
//!    [`bibtex`], [`ris`], [`csl`]. Texts with marks: [`tei`], [`qdpx`], [`annotations`]. To read: [`dossier`], [`epub`],
//!    [`site_zip`], [`zim`]. To study: [`gexf`]. To keep: [`deposit`].
//!
//! [`tables`] gives the site's data without the site. [`extracted`] is one article as `onrecord extract` prints it; [`mod@line`] answers one line
//! of JSON with another.
//!
//! No clock is asked and no order is left to chance: the same archive gives the same bytes.

mod annotations;
mod bibtex;
mod container;
mod csl;
mod deposit;
mod dossier;
mod epub;
pub mod extracted;
mod gexf;
pub mod line;
mod lines;
mod marked;
#[cfg(feature = "parquet")]
mod parquet;
mod qdpx;
mod references;
mod ris;
pub mod selection;
mod site_zip;
#[cfg(feature = "sqlite")]
mod sqlite;
mod table;
pub mod tables;
mod tei;
mod view;
mod xml;
mod zim;

pub use view::{View, newest};

use crate::model::settings::Settings;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Seek, Write};

/// What an export can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table for spreadsheets.
    Csv,
    /// A statement a line, as JSON.
    Jsonl,
    /// A table for DuckDB, pandas, Spark and R.
    #[cfg(feature = "parquet")]
    Parquet,
    /// A database with full-text search.
    #[cfg(feature = "sqlite")]
    Sqlite,
    /// References for BibTeX.
    Bibtex,
    /// References for Zotero, EndNote and others.
    Ris,
    /// References as CSL-JSON, for Pandoc and Zotero.
    Csl,
    /// A graph of who speaks about what.
    Gexf,
    /// The texts in TEI with every statement marked.
    Tei,
    /// W3C Web Annotations.
    Annotations,
    /// A project for MAXQDA, NVivo, ATLAS.ti and others.
    Qdpx,
    /// One page to print.
    Dossier,
    /// A book.
    Epub,
    /// The site, to be passed on.
    Zip,
    /// The site, for readers without a network.
    Zim,
    /// The data, for a repository.
    Deposit,
}

impl Format {
    /// Every format there is in this program.
    pub const ALL: &[Format] = &[
        Format::Csv,
        Format::Jsonl,
        #[cfg(feature = "parquet")]
        Format::Parquet,
        #[cfg(feature = "sqlite")]
        Format::Sqlite,
        Format::Bibtex,
        Format::Ris,
        Format::Csl,
        Format::Gexf,
        Format::Tei,
        Format::Annotations,
        Format::Qdpx,
        Format::Dossier,
        Format::Epub,
        Format::Zip,
        Format::Zim,
        Format::Deposit,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
            #[cfg(feature = "sqlite")]
            Format::Sqlite => "sqlite",
            Format::Bibtex => "bibtex",
            Format::Ris => "ris",
            Format::Csl => "csl",
            Format::Gexf => "gexf",
            Format::Tei => "tei",
            Format::Annotations => "annotations",
            Format::Qdpx => "qdpx",
            Format::Dossier => "dossier",
            Format::Epub => "epub",
            Format::Zip => "zip",
            Format::Zim => "zim",
            Format::Deposit => "deposit",
        }
    }

    /// What it is, in a line.
    pub fn about(self) -> &'static str {
        match self {
            Format::Csv => "Statements as a table for spreadsheets",
            Format::Jsonl => "Statements as JSON, one a line",
            #[cfg(feature = "parquet")]
            Format::Parquet => "Statements as a Parquet table for DuckDB, pandas, Spark and R",
            #[cfg(feature = "sqlite")]
            Format::Sqlite => "A SQLite database with full-text search, ready for Datasette",
            Format::Bibtex => "Articles and statements as BibTeX references",
            Format::Ris => "Articles and statements as RIS references, for Zotero and EndNote",
            Format::Csl => "Articles and statements as CSL-JSON references, for Pandoc and Zotero",
            Format::Gexf => "A graph of who speaks about what, for Gephi",
            Format::Tei => "The texts in TEI, with every statement and its speaker marked",
            Format::Annotations => "Notes and statements as W3C Web Annotations",
            Format::Qdpx => "A REFI-QDA project for MAXQDA, NVivo and ATLAS.ti",
            Format::Dossier => "One HTML page to print: statements, sources and notes",
            Format::Epub => "The articles as an EPUB book",
            Format::Zip => "The site, to be unpacked and opened anywhere",
            Format::Zim => "The site as a ZIM file, for Kiwix and other readers without a network",
            Format::Deposit => "A bag for a repository: data, CITATION.cff and RO-Crate metadata",
        }
    }

    /// How a file of it is usually called.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Bibtex => "bib",
            Format::Csl => "json",
            Format::Tei => "xml",
            Format::Annotations => "jsonld",
            Format::Dossier => "html",
            Format::Deposit => "zip",
            _ => self.name(),
        }
    }
}

/// A site that has been made.
pub struct Made<'a> {
    /// The settings of its archive.
    pub settings: &'a Settings,
    /// The day of its newest article, or the one that somebody says, `YYYY-MM-DD`.
    pub day: &'a str,
    /// Its files, by path.
    pub files: &'a BTreeMap<String, Vec<u8>>,
}

impl Format {
    /// Whether it is made from a site, by [`write_site`]; else from a view, by [`write()`].
    pub fn is_site(self) -> bool {
        matches!(self, Format::Zip | Format::Zim)
    }
}

/// Writes a site into an empty file.
pub fn write_site(format: Format, site: &Made, file: &mut File) -> io::Result<()> {
    let mut out = io::BufWriter::new(file);
    match format {
        Format::Zim => zim::write(site.settings, site.day, site.files, &mut out)?,
        _ => site_zip::write(&site.settings.title, &site.settings.language, site.files, &mut out)?,
    }
    out.flush()
}

/// Writes a view into an empty file. Not for what [`Format::is_site`].
pub fn write(format: Format, view: &View, file: &mut File) -> io::Result<()> {
    // A database is a file by its nature.
    #[cfg(feature = "sqlite")]
    if format == Format::Sqlite {
        return file.write_all(&sqlite::database(view).map_err(io::Error::other)?);
    }
    let mut out = io::BufWriter::new(file);
    to(format, view, &mut out)?;
    out.flush()
}

fn to<Out: Write + Seek + Send>(format: Format, view: &View, out: &mut Out) -> io::Result<()> {
    match format {
        Format::Csv => table::write(view, out),
        Format::Jsonl => lines::write(view, out),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::write(view, out),
        Format::Bibtex => bibtex::write(view, out),
        Format::Ris => ris::write(view, out),
        Format::Csl => csl::write(view, out),
        Format::Gexf => gexf::write(view, out),
        Format::Tei => tei::write(view, out),
        Format::Annotations => annotations::write(view, out),
        Format::Qdpx => qdpx::write(view, out),
        Format::Dossier => dossier::write(view, out),
        Format::Epub => epub::write(view, out),
        Format::Deposit => deposit::write(view, out),
        Format::Zip | Format::Zim => Err(io::Error::other("a site is made by a build")),
        #[cfg(feature = "sqlite")]
        Format::Sqlite => Err(io::Error::other("a database is made as a whole")),
    }
}
