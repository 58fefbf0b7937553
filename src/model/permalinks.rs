//! `permalinks.yaml`: what old ids and addresses are now, so that links from elsewhere last.
//!
//! ```yaml
//! - {was: s-3f9a1c02, now: s-88d0e4b7}                          # an id of a statement
//! - {was: articles/bridge.html, now: articles/bridge-vote.html} # an address, below the site's root
//! ```

use crate::text::diagnostic::Place;

/// An id or an address that something has no longer, and what it has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permalink {
    /// The old one.
    pub was: String,
    /// The one in its place; an address may end in `#` and an id on its page.
    pub now: String,
    /// Where the entry stands.
    pub place: Place,
}

impl Permalink {
    /// Whether it is about the id of a statement; otherwise about an address.
    pub fn is_of_statement(&self) -> bool {
        is_statement(&self.was)
    }
}

/// Whether this has the form of a statement's id.
pub fn is_statement(text: &str) -> bool {
    text.strip_prefix("s-")
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The slug of an article's address, without what follows `#`.
pub fn article_of(address: &str) -> Option<&str> {
    let path = address.split('#').next().unwrap_or_default();
    path.trim_start_matches('/')
        .strip_prefix("articles/")?
        .strip_suffix(".html")
        .filter(|slug| !slug.contains(['/', '.']))
}
