//! Who speaks: names, roles and pronouns resolved to one identity, inside an article and then across the archive.

mod cast;
pub(crate) mod gazetteer;
mod introductions;
mod listed;
mod names;
mod namesakes;
mod organisations;
mod pronouns;
mod relatives;
mod roles;
mod sentence_initials;
mod sources;
mod tokens;
mod within;

pub use within::within;
