//! All articles together: one archive is made of what each of them says.
//!
//! 1. [`summary`]: what is kept of an article for this;
//! 2. `shared_words`: statements that report the same words; [`people`]: the same person in several articles, and who said
//!    what their own article leaves open; [`years`]: days whose year only the neighbours tell;
//! 3. [`topics`]: what articles and statements are about;
//! 4. [`assemble`]: the rows of the archive; [`relations`]: its links, each with its evidence;
//!    [`record`]: quotations beside transcripts, and those of a draft beside the archive;
//!    `registers`: promises, denials and refusals;
//! 5. [`mod@survey`]: all of that in order, each analysis under one of its [`keys`];
//! 6. [`mod@agenda`]: what it still wants an editor for;
//! 7. [`mod@review`]: a random sample of it;
//! 8. `permalinks`: old ids and addresses, and [`successors`]: what takes the place of those that an edit ends;
//! 9. [`mod@replace`]: an archive with one article replaced, for the preview.

pub mod agenda;
pub mod assemble;
mod decisive;
mod in_time;
pub(crate) mod keys;
pub mod people;
pub(crate) mod permalinks;
mod quoted;
pub mod record;
pub(crate) mod registers;
pub(crate) mod relations;
#[cfg(feature = "serve")] // only the preview asks for it
pub(crate) mod replace;
pub mod review;
pub(crate) mod shared_words;
pub mod successors;
pub mod summary;
pub mod survey;
pub mod topics;
pub mod years;
