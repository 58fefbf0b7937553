//! Pages become HTML, through Tera: the only place that knows the template engine.

use crate::archive::Archive;
use crate::article::Analysis;
use crate::build::Input;
use crate::diagnostic::Diagnostic;
use crate::pages::Page;

/// The page templates: ours, and the archive's own in place of ours.
#[derive(Debug, Default)]
pub struct Templates {}

/// Makes pages of one archive.
pub struct Renderer<'a> {
    _input: &'a Input,
    _archive: &'a Archive,
}

impl<'a> Renderer<'a> {
    /// Prepares what all pages share.
    pub fn new(input: &'a Input, archive: &'a Archive) -> Renderer<'a> {
        Renderer { _input: input, _archive: archive }
    }

    /// The HTML of one page. `analysis` is there for the pages of articles.
    pub fn page(&self, page: &Page, _analysis: Option<&Analysis>) -> Result<String, Diagnostic> {
        Ok(format!("{page:?}"))
    }
}
