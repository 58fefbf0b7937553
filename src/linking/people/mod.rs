//! People across the archive: the same identity in several articles, and who might be one.

pub(crate) mod across;
mod identity;
mod spelled;
pub mod suggest;
