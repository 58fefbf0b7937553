//! What one speaker said on one topic, in time: a thread of a person.

use crate::model::archive::{PersonId, TopicId};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::items::Show;
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::metadata;
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;

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
