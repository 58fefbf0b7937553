//! The terms that tell an article's and a statement's subject.

use serde::{Deserialize, Serialize};

/// Subject terms of one article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Terms {}
