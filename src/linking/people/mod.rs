//! People across the archive: the same identity in several articles, and who might be one.
//!
//! 1. [`across`]: one identity per person, by names; [`spelled`]: names in several alphabets; [`joins`]: full names that are one by more than their likeness; [`standing`]:
//!    whom a bare surname means;
//! 2. [`by_words`]: a speaker whom one article leaves open is named by another report of the same words;
//! 3. [`suggest`]: people.yaml for those whom it lacks.

pub(crate) mod across;
pub(crate) mod by_words;
mod identity;
mod joins;
mod spelled;
mod standing;
pub mod suggest;

#[cfg(test)]
mod tests;
