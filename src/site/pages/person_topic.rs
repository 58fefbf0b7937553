//! What one speaker said on one topic, in time: the threads of a person.

use super::{Content, Page, Part};
use crate::model::archive::{Archive, PersonId, PersonRow, StatementId, TopicId};
use crate::site::html::Html;
use crate::site::parts::items::Show;
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::metadata;
use crate::site::view::{Root, Site, has_page};
use crate::site::words::say::fill;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Fewest statements that make a thread.
const LEAST: usize = 3;
/// Most threads of one person: those with the most statements. Without a limit, an archive of many topics would have more pages
/// of threads than of anything else.
const MOST: usize = 12;

/// The statements of every thread that has a page, in time order.
pub(crate) type Threads = BTreeMap<(PersonId, TopicId), Vec<StatementId>>;

/// For each person the topics on which they said most, with what they said. Linear in the topics of all statements.
pub(crate) fn threads(archive: &Archive) -> Threads {
    let people = archive.people.par_iter().enumerate().filter(|(_, person)| has_page(person));
    let of_person = |(index, person): (usize, &PersonRow)| {
        let mut threads = BTreeMap::<TopicId, Vec<StatementId>>::new();
        for statement in &person.statements {
            for topic in &archive[*statement].topics {
                threads.entry(*topic).or_default().push(*statement);
            }
        }
        let mut largest: Vec<(TopicId, Vec<StatementId>)> =
            threads.into_iter().filter(|(_, statements)| statements.len() >= LEAST).collect();
        largest.sort_by_key(|(topic, statements)| (Reverse(statements.len()), *topic));
        largest.truncate(MOST);
        largest.into_iter().map(move |(topic, statements)| ((PersonId::from(index), topic), statements))
    };
    people.flat_map_iter(of_person).collect()
}

pub(crate) fn content(site: &Site, root: Root, person: PersonId, topic: TopicId, part: Part) -> Content {
    let names = [("person", site.archive[person].name.as_str()), ("topic", site.archive[topic].name.as_str())];
    let statements = site.threads.get(&(person, topic)).map_or(&[][..], Vec::as_slice);
    let mut up = Html::new();
    site.person_link(&mut up, root, person);
    up.raw(" · ");
    site.topic_link(&mut up, root, topic);
    let sections = [Section {
        heading: &site.words.statements,
        id: "statements",
        items: Items::Statements(statements, Show::Day),
    }];
    let title = fill(&site.words.person_on_topic, &names);
    let mut content = Content::new("person-topic.html", title.clone()).html("up", up);
    let description = site.words.count(&site.words.count_statements, statements.len());
    metadata::page(&mut content.head, site, Page::PersonTopic(person, topic, part), &title, &description);
    let feed = format!("people/{}/{}.xml", site.archive[person].slug, site.archive[topic].slug);
    metadata::feed(&mut content.head, root, &feed);
    listing::fill(content, site, root, &sections, part, &|part| Page::PersonTopic(person, topic, part))
}
