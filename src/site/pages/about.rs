//! How the archive was made, and the page of the search.

use crate::site::content::Content;
use crate::site::view::{Root, Site};

pub(super) fn content(site: &Site, _root: Root) -> Content {
    Content::new("about.html", site.words.about.clone())
}

/// The search page; all that happens on it is in `static/search.js`.
pub(super) fn search(site: &Site) -> Content {
    Content::new("search.html", site.words.search.clone())
}
