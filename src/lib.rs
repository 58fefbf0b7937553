//! Onrecord: a folder of news articles becomes a browsable, annotated archive of who said what, when.
//!
//! The folders of `src/` are the stages, in this order:
//!
//! 1. [`load`] finds the files and decodes them (the only stage that reads the disk);
//! 2. [`parse`] takes an article apart into facts, text and what is left out;
//! 3. [`dates`] settles when it was published and which dates it speaks of;
//! 4. [`sentences`] and [`statements`] find who said what; [`scan`] has found the plain words for 3 to 5 at once;
//! 5. [`people`] resolves names, roles and pronouns to identities;
//! 6. [`topics`], [`relations`] and [`notes`] link everything;
//! 7. [`archive`] holds the result; [`pages`] and [`render`] turn it into HTML, [`search`] and [`feeds`] into the other files;
//! 8. [`write`](mod@write) puts them on disk, all or nothing; [`workspace`] knows where everything is.
//!
//! [`extract()`] does steps 2 to 5 for one article, [`analyse`] adds what links it to others, [`build()`] does everything for all of them.

pub mod archive;
pub mod article;
pub mod authorities;
pub mod cache;
pub mod dates;
pub mod diagnostic;
pub mod feeds;
pub mod languages;
pub mod load;
mod lookup;
pub mod notes;
pub mod pages;
pub mod parse;
pub mod people;
pub mod relations;
pub mod render;
mod room;
pub mod scan;
pub mod search;
pub mod sentences;
#[cfg(feature = "serve")]
pub mod serve;
pub mod settings;
pub mod slug;
pub mod source;
pub mod statements;
pub mod topics;
pub mod words;
pub mod workspace;
pub mod write;
pub mod yaml;

mod build;
mod extract;

pub use build::{Built, Input, Output, Shelf, World, build, survey};
pub use extract::{TOGETHER, Task, analyse, analyse_all, at_a_time, complete, extract, extract_all};
