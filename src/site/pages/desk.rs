//! The editor's desk: the frame of it. Its script asks the preview for what there is to decide.
//!
//! Only the preview shows it; it is part of no site.

use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::view::Site;
use crate::site::words::desk::DeskWords;

/// The page: all that the desk shows comes from the preview.
pub(crate) fn content(site: &Site) -> Content {
    let words = DeskWords::of(&site.words.language);
    let mut json = Html::new();
    json.raw(&words.json());
    Content::new("desk.html", words.title()).html("words", json).data("w", words.table())
}
