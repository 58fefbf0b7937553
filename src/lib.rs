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

pub mod text;

pub mod model;

pub mod languages;

pub mod parsing;

pub mod reading;

pub mod linking;

pub mod site;

mod build;

pub mod workspace;

pub mod export;

#[cfg(feature = "serve")]
pub mod serve;

pub mod cli;

// The command line uses the library as everybody else does.
extern crate self as onrecord;

pub use build::build;
pub use linking::survey::{Built, survey};
pub use model::world::{AnalysisStore, Output, World};
pub use reading::editors::Editors;
pub use reading::{MAX_BATCH, Task, analyse, analyse_all, batch_size, complete, extract, extract_all};
pub use site::input::Input;
