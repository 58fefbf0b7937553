//! What a site is made from, besides its articles.

use crate::reading::editors::Editors;
use crate::site::templates::Templates;

/// What an archive is made from, besides its articles.
#[derive(Debug, Default)]
pub struct Input {
    /// What editors say: settings and authority files.
    pub editors: Editors,
    /// The page templates.
    pub templates: Templates,
    /// The static files, by path below `assets/`; ours and the archive's own.
    pub statics: Vec<(String, Vec<u8>)>,
}
