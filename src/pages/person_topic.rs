//! What one speaker said on one topic, in time: the threads of a person.

use super::listing::{self, Items, Section};
use super::site::{Root, Site};
use super::{Content, Page, Part};
use crate::archive::{Archive, PersonId, StatementId, TopicId};
use crate::render::html::Html;
use crate::render::items::Show;
use crate::render::metadata;
use crate::render::words::say::fill;
use std::collections::BTreeMap;

/// Fewest statements that make a thread.
const LEAST: usize = 3;
/// Most threads of one person: those with the most statements. Without a limit, an archive of many topics would have more pages
/// of threads than of anything else.
const MOST: usize = 12;

/// The topics on which somebody said most, with the statements in time order. Linear in their statements.
pub(super) fn threads(archive: &Archive, id: PersonId) -> BTreeMap<TopicId, Vec<StatementId>> {
    let mut threads = BTreeMap::<TopicId, Vec<StatementId>>::new();
    for statement in &archive[id].statements {
        for topic in &archive[*statement].topics {
            threads.entry(*topic).or_default().push(*statement);
        }
    }
    let mut largest: Vec<(std::cmp::Reverse<usize>, TopicId)> =
        threads.iter().map(|(topic, statements)| (std::cmp::Reverse(statements.len()), *topic)).collect();
    largest.sort_unstable();
    largest.truncate(MOST);
    threads.retain(|topic, statements| {
        statements.len() >= LEAST && largest.binary_search(&(std::cmp::Reverse(statements.len()), *topic)).is_ok()
    });
    threads
}

pub(super) fn content(site: &Site, root: Root, person: PersonId, topic: TopicId, part: Part) -> Content {
    let names = [("person", site.archive[person].name.as_str()), ("topic", site.archive[topic].name.as_str())];
    let statements: Vec<StatementId> = site.archive[person]
        .statements
        .iter()
        .copied()
        .filter(|statement| site.archive[*statement].topics.contains(&topic))
        .collect();
    let mut up = Html::new();
    site.person_link(&mut up, root, person);
    up.raw(" · ");
    site.topic_link(&mut up, root, topic);
    let sections = [Section {
        heading: &site.words.statements,
        id: "statements",
        items: Items::Statements(&statements, Show::Day),
    }];
    let mut content = Content::new("person-topic.html", fill(&site.words.person_on_topic, &names)).html("up", up);
    let feed = format!("people/{}/{}.xml", site.archive[person].slug, site.archive[topic].slug);
    metadata::feed(&mut content.head, root, &feed);
    listing::fill(content, site, root, &sections, part, &|part| Page::PersonTopic(person, topic, part))
}
