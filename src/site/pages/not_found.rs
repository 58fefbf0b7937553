//! 404.html, which a server shows at any address that has no page.

use crate::site::content::Content;
use crate::site::view::Site;

pub(super) fn content(site: &Site) -> Content {
    // Without an address the site may be below any path: a script looks where it is.
    let unplaced = site.settings.site_url.is_none() && !site.settings.at_root;
    Content::new("404.html", site.words.not_found.clone()).data("unplaced", unplaced.into())
}
