//! What an archive does not publish, whatever its texts say.
//!
//! ```yaml
//! # redactions.yaml, beside book.toml
//! - name: Jane Roe            # or a list of names
//!   reason: a minor
//! - words: she lives at 12 Quay Street
//!   article: ferry-returns    # optional: only there
//!   reason: an address
//! ```

use serde::{Deserialize, Serialize};

/// An entry of redactions.yaml.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Redaction {
    /// Names of somebody who is not named: full names, and whatever an article calls them by.
    pub names: Vec<String>,
    /// A passage that is not shown.
    pub words: Option<String>,
    /// The slug of the article that it is said of; of all if there is none.
    pub article: Option<String>,
    /// Why.
    pub reason: Option<String>,
}
