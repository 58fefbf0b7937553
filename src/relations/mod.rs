//! Links between statements, each with its evidence.
//!
//! Candidates come from inverted indexes with frequency cut-offs, never from comparing all pairs, so cost grows about linearly.

mod terms;

use crate::archive::{Archive, summary::Summary};
use crate::article::Body;
use crate::authorities::Authorities;
use crate::diagnostic::Problems;
use crate::languages::Language;
use crate::settings::Settings;
use crate::statements::Statement;

pub use terms::Terms;

/// The subject terms of one article and of each of its statements.
pub fn terms(_body: &Body, _statements: &[Statement], _language: &Language) -> Terms {
    Terms::default()
}

/// Fills in clusters, events, related articles and the relations of every statement.
///
/// `summaries` are in the order of `archive.articles`.
pub fn link(
    _archive: &mut Archive,
    _summaries: &[Summary],
    _authorities: &Authorities,
    _settings: &Settings,
    _problems: &mut Problems,
) {
}
