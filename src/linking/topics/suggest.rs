//! topics.yaml for the topics that the archive found by itself.

use crate::model::archive::{Archive, TopicOrigin};
use crate::parsing::yaml::scalar;
use std::cmp::Reverse;
use std::fmt::Write;

/// Entries ready to be pasted into topics.yaml: the phrases that recur in the articles and are not listed, the commonest first.
pub fn suggest(archive: &Archive) -> String {
    let mut found: Vec<_> = archive.topics.iter().filter(|topic| topic.origin == TopicOrigin::Found).collect();
    found.sort_by_key(|topic| (Reverse(topic.articles.len()), Reverse(topic.statements.len()), &topic.name));
    let mut out = String::new();
    for topic in found {
        let (name, articles, statements) = (scalar(&topic.name), topic.articles.len(), topic.statements.len());
        let _ = writeln!(out, "- name: {name}  # articles: {articles}, statements: {statements}");
        let _ = writeln!(out, "  terms: [{}]", scalar(&topic.name.to_lowercase()));
    }
    out
}
