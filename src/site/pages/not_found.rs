//! 404.html, which a server shows at any address that has no page.

use super::Content;
use crate::site::view::Site;

pub(super) fn content(site: &Site) -> Content {
    Content::new("404.html", site.words.not_found.clone())
}
