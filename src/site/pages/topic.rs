//! Topics: all of them by weight, and each with who spoke on it, who was first, its latest statements, and its articles.
//!
//! A busy topic has thousands of statements. All of them stand on the pages of those who made them, most on a page of that
//! person on this topic; here the latest are enough, and a score of who said how much leads to the others.

use super::person::facts_of;
use crate::model::archive::{Archive, PersonId, StatementId, TopicId, TopicOrigin};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::bars::{self, Bar};
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::metadata;
use crate::site::parts::score::{self, Line, Scale};
use crate::site::parts::statement::{self, By};
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most speakers with a line on the page of a topic: those who said most.
const SPEAKERS: usize = 16;
/// Topics with a line on the page of all.
const LINES: usize = 30;
/// Topics that are often named together with one.
const TOGETHER: usize = 8;

/// The statements that the page of a topic lists: the latest, half as many as one page of a list holds.
fn latest(archive: &Archive, id: TopicId, size: usize) -> &[StatementId] {
    let all = archive[id].statements.as_slice();
    &all[all.len().saturating_sub(size.div_ceil(2))..]
}

/// Number of things on the pages of a topic.
pub(super) fn items(archive: &Archive, id: TopicId, size: usize) -> usize {
    latest(archive, id, size).len() + archive[id].articles.len()
}

pub(super) fn index(site: &Site, root: Root) -> Content {
    let archive = site.archive;
    let mut all: Vec<TopicId> = (0..archive.topics.len()).map(TopicId::from).collect();
    all.sort_by_key(|id| (Reverse(archive[*id].statements.len()), Reverse(archive[*id].articles.len()), *id));
    let line = |id: &TopicId| {
        let mut name = Html::new();
        site.topic_link(&mut name, root, *id);
        Line::new(site, name, &archive[*id].statements)
    };
    let lines: Vec<Line> = all.iter().take(LINES).filter(|id| !archive[**id].statements.is_empty()).map(line).collect();
    let mut weight = Html::new();
    score::write(&mut weight, site, root, &lines, Scale::Own);
    let mut list = Html::new();
    // Once more from A to Z, with what is part of what, unless all of them have been seen already.
    if weight.is_empty() || all.len() > lines.len() || archive.topics.iter().any(|topic| topic.broader.is_some()) {
        list.raw("<ul class=az>");
        for id in (0..archive.topics.len()).map(TopicId::from).filter(|id| archive[*id].broader.is_none()) {
            branch(&mut list, site, root, id, 0);
        }
        list.raw("</ul>");
    }
    Content::new("topics.html", site.words.topics.clone())
        .text("lead", site.words.count(&site.words.count_topics, archive.topics.len()))
        .html("weight", weight)
        .html("list", if archive.topics.is_empty() { Html::new() } else { list })
}

/// A topic and, indented, its parts.
fn branch(out: &mut Html, site: &Site, root: Root, id: TopicId, depth: usize) {
    let topic = &site.archive[id];
    out.raw(if depth == 0 { "<li>" } else { "<li class=part>" });
    site.topic_link(out, root, id);
    let count = if topic.statements.is_empty() { topic.articles.len() } else { topic.statements.len() };
    out.raw("<b>").text(&site.words.number(count)).raw("</b>");
    // Editors may write topics that are part of each other.
    for part in topic.narrower.iter().filter(|_| depth < 4) {
        branch(out, site, root, *part, depth + 1);
    }
}

pub(super) fn content(site: &Site, root: Root, id: TopicId, part: Part) -> Content {
    let (row, words) = (&site.archive[id], &site.words);
    let first = part == 1;
    let latest = latest(site.archive, id, site.page_size());
    let heading = if latest.len() == row.statements.len() {
        words.first_to_last.clone()
    } else {
        let (shown, all) = (words.number(latest.len()), words.number(row.statements.len()));
        fill(&words.latest_statements, &[("n", &shown), ("of", &all)])
    };
    let sections = [
        Section { heading: &heading, id: "statements", items: Items::Statements(latest, By::OccasionAndSpeaker) },
        Section { heading: &words.articles, id: "articles", items: Items::Articles(&row.articles) },
    ];
    let mut up = Html::new();
    if let Some(broader) = row.broader {
        up.text(&words.broader).raw(" ");
        site.topic_link(&mut up, root, broader);
    }
    let found = if row.origin == TopicOrigin::Found { words.topic_found.as_str() } else { "" };
    let mut facts = Html::new();
    facts_of(&mut facts, site, &row.statements);
    facts.raw(if facts.is_empty() { "" } else { " · " });
    facts.text(&words.count(&words.count_articles, row.articles.len()));
    if row.statements.iter().any(|id| site.archive[*id].counts(site.archive)) {
        facts.raw(" · ");
        site.open_link(&mut facts, root, Page::Heard);
        facts.raw("#t-").path(&row.slug).raw(">").text(&words.heard).raw("</a>");
    }
    metadata::feed_link(&mut facts, site, root, Page::Topic(id, 1));
    let mut content = Content::new("topic.html", row.name.clone())
        .html("up", up)
        .text("description", row.description.clone().unwrap_or_default())
        .text("found", if row.description.is_none() { found } else { "" })
        .html("facts", facts)
        .html("speakers", if first { speakers(site, root, id) } else { Html::new() })
        .html("beside", if first { beside(site, root, id) } else { Html::new() });
    let counts = site.counts(row.statements.len(), row.articles.len());
    let description = row.description.as_deref().unwrap_or(&counts);
    metadata::page(&mut content.head, site, Page::Topic(id, part), &row.name, description);
    metadata::own_feed(&mut content.head, site, root, Page::Topic(id, part));
    listing::fill(content, site, root, &sections, part, &|part| Page::Topic(id, part))
}

/// Who speaks on the topic, and when: most first, each a link to what they said on it.
fn speakers(site: &Site, root: Root, id: TopicId) -> Html {
    let mut speakers = BTreeMap::<PersonId, Vec<StatementId>>::new();
    for statement in &site.archive[id].statements {
        if let Some(speaker) = site.archive[*statement].speaker {
            speakers.entry(speaker).or_default().push(*statement);
        }
    }
    let mut speakers: Vec<(PersonId, Vec<StatementId>)> = speakers.into_iter().collect();
    speakers.sort_by_key(|(person, statements)| (Reverse(statements.len()), *person));
    let line = |(person, statements): &(PersonId, Vec<StatementId>)| {
        let mut name = Html::new();
        site.open_thread_link(&mut name, root, *person, id);
        name.raw(">").text(&site.archive[*person].name);
        if let Some(office) = statement::office(site, *person) {
            name.raw("<small>").text(office).raw("</small>");
        }
        name.raw("</a>");
        Line::new(site, name, statements)
    };
    let mut out = Html::new();
    score::write(&mut out, site, root, &speakers.iter().take(SPEAKERS).map(line).collect::<Vec<_>>(), Scale::Shared);
    out
}

/// Who said it first, the parts of the topic, and what is often named with it.
fn beside(site: &Site, root: Root, id: TopicId) -> Html {
    let (row, words) = (&site.archive[id], &site.words);
    let mut out = Html::new();
    let first = row
        .statements
        .iter()
        .find(|id| site.archive[**id].said_on.is_some() && statement::is_named(&site.archive[**id]));
    if let Some(first) = first {
        out.raw("<h2>").text(&words.first_said).raw("</h2><ul class=s>");
        statement::row(&mut out, site, root, *first);
        out.raw("</ul>");
    }
    if !row.narrower.is_empty() {
        out.raw("<h2>").text(&words.narrower).raw("</h2>");
        let bar = |part: &TopicId| {
            let mut name = Html::new();
            site.topic_link(&mut name, root, *part);
            Bar::new(site, name, &site.archive[*part].statements)
        };
        bars::write(&mut out, site, &row.narrower.iter().map(bar).collect::<Vec<_>>());
    }
    let mut together = BTreeMap::<TopicId, Vec<StatementId>>::new();
    for statement in &row.statements {
        for other in
            site.archive[*statement].topics.iter().filter(|other| **other != id && !row.narrower.contains(other))
        {
            together.entry(*other).or_default().push(*statement);
        }
    }
    let mut together: Vec<(TopicId, Vec<StatementId>)> = together.into_iter().collect();
    together.sort_by_key(|(topic, statements)| (Reverse(statements.len()), *topic));
    let bar = |(topic, statements): &(TopicId, Vec<StatementId>)| {
        let mut name = Html::new();
        site.topic_link(&mut name, root, *topic);
        Bar::new(site, name, statements)
    };
    if !together.is_empty() {
        out.raw("<h2>").text(&words.often_with).raw("</h2>");
        bars::write(&mut out, site, &together.iter().take(TOGETHER).map(bar).collect::<Vec<_>>());
    }
    out
}
