//! Onrecord: a folder of news articles becomes a browsable, annotated archive of who said what, when.
//!
//! The parts of `src/` are floors, lowest first. Each uses only those before it.
//!
//! 1. [`text`]: letters and places in a text;
//! 2. [`model`]: plain data, from one article to the whole archive;
//! 3. [`languages`]: the word lists of each language;
//! 4. [`parsing`]: what people write becomes data: articles, authority files, settings;
//! 5. [`reading`]: who said what and when in one article;
//! 6. [`linking`]: all articles together: the same people, topics and words;
//! 7. [`site`]: the archive becomes pages, feeds and a search index;
//! 8. [`build()`]: floors 4 to 7 in order;
//! 9. [`workspace`]: the folder of an archive: files are found, read, remembered and written, all or nothing;
//! 10. [`export`]: what was found leaves the archive, in the formats of others;
//! 11. [`serve`]: the preview.
//!
//! The command line, [`cli`], stands above them all; the binary only calls it.
//!
//! The floors are private; this file gives out what a program that uses the library needs:
//!
//! * [`Workspace`] opens the folder of an archive and makes its site;
//! * [`extract`] and [`analyse`] read one article, [`extract_all`] and [`analyse_all`] several at a time;
//! * [`survey`] links the articles of a [`World`], [`build()`] writes their site to an [`Output`];
//! * [`model`] is what they find, as plain data;
//! * [`stages`] are the steps by themselves, for benchmarks, fuzzing and the tests of one step.

mod text;

pub mod model;

mod languages;

mod parsing;

mod reading;

mod linking;

mod site;

mod build;

mod workspace;

mod export;

#[cfg(feature = "serve")]
mod serve;

pub mod cli;

pub use build::build;
pub use export::Format as ExportFormat;
pub use export::line::answers;
pub use export::tables::tables;
pub use linking::agenda::{Agenda, Choice, Row, Subject};
pub use linking::survey::{Built, survey};
pub use model::world::{AnalysisStore, Output, World};
pub use parsing::authorities::read as read_authorities;
pub use parsing::settings::read as read_settings;
pub use reading::editors::Editors;
pub use reading::{MAX_BATCH, Task, analyse, analyse_all, batch_size, complete, extract, extract_all};
pub use site::input::Input;
pub use site::statics::statics;
pub use site::templates::{TemplateFile, Templates};
pub use text::diagnostic::{Diagnostic, Level, Place, Problems};
pub use text::source::{Source, Span};
pub use workspace::cache::MemoryStore;
pub use workspace::load::Memory;
pub use workspace::{Job, KeepOld, Made, Rebuilt, Watch, Workspace, editors as editors_of};

pub mod stages {
    //! The steps by themselves, for benchmarks, fuzzing and the tests of one step. They change with the program.

    pub use crate::languages::of as language;
    pub use crate::languages::words::words;
    pub use crate::linking::assemble::archive as assemble;
    pub use crate::linking::summary::Summary;
    pub use crate::linking::years::years;
    pub use crate::parsing::article as parse;
    pub use crate::parsing::imports::{Kind as ImportKind, convert};
    pub use crate::reading::dates::expressions::find as date_expressions;
    pub use crate::reading::dates::mentions::resolve as date_mentions;
    pub use crate::reading::dates::published::resolve as published;
    pub use crate::reading::people::within as people;
    pub use crate::reading::scan::Scan;
    pub use crate::reading::sentences::split as sentences;
    pub use crate::reading::statements::find as statements;
    pub use crate::reading::statements::said_on::resolve as said_on;
    pub use crate::site::search::Builder as SearchIndex;
    pub use crate::site::weight::{Weight, by_kind as weight_by_kind};
    pub use crate::text::borders::is_border;
    pub use crate::workspace::load::decode;
}
