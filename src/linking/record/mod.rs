//! Against the record: quotations beside the words that they are from.
//!
//! 1. [`align`]: one quotation beside one text;
//! 2. [`quotations`]: where in an archive some words stand;
//! 3. `frame`: what stands before a quotation in its clause;
//! 4. [`against`]: the archive's quotations beside its transcripts; [`drafts`] and [`verify`]: those of a draft
//!    beside the archive.

pub(crate) mod against;
mod align;
pub mod drafts;
mod frame;
mod quotations;
pub mod verify;
