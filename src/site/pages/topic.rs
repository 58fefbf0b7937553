//! Topics: all of them, and each with who spoke on it, its latest statements, and its articles.
//!
//! A busy topic has thousands of statements. All of them stand on the pages of those who made them, most on a page of that
//! person on this topic; here the latest are enough, and a list of who said how much leads to the others.

use crate::model::archive::{Archive, PersonId, StatementId, TopicId, TopicOrigin};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::items::Show;
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::{chart, metadata};
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most speakers that are named on the page of a topic: those who said most.
const SPEAKERS: usize = 40;

/// The statements that the page of a topic lists: the latest, as many as one page holds.
fn latest(archive: &Archive, id: TopicId, size: usize) -> &[StatementId] {
    let all = archive[id].statements.as_slice();
    &all[all.len().saturating_sub(size)..]
}

/// Number of things on the pages of a topic.
pub(super) fn items(archive: &Archive, id: TopicId, size: usize) -> usize {
    latest(archive, id, size).len() + archive[id].articles.len()
}

pub(super) fn index(site: &Site, root: Root) -> Content {
    let mut list = Html::new();
    list.raw("<ul class=az>");
    for (index, topic) in site.archive.topics.iter().enumerate() {
        list.raw("<li>");
        site.topic_link(&mut list, root, TopicId::from(index));
        list.raw(" <small>").text(&site.words.count(&site.words.count_articles, topic.articles.len()));
        list.raw("</small>");
    }
    list.raw("</ul>");
    Content::new("topics.html", site.words.topics.clone())
        .text("lead", site.words.count(&site.words.count_topics, site.archive.topics.len()))
        .html("list", list)
        .html("pager", Html::new())
}

pub(super) fn content(site: &Site, root: Root, id: TopicId, part: Part) -> Content {
    let (row, words) = (&site.archive[id], &site.words);
    let mut about = Html::new();
    if part == 1 {
        if let Some(description) = &row.description {
            about.raw("<p>").text(description);
        } else if row.origin == TopicOrigin::Found {
            about.raw("<p class=none>").text(&words.topic_found);
        }
        for (name, topics) in [(&words.broader, row.broader.as_slice()), (&words.narrower, row.narrower.as_slice())] {
            if !topics.is_empty() {
                about.raw("<p>").text(name).raw(": ");
                for (at, topic) in topics.iter().enumerate() {
                    about.raw(if at > 0 { ", " } else { "" });
                    site.topic_link(&mut about, root, *topic);
                }
            }
        }
        chart::over_time(&mut about, site, &row.statements);
        speakers(&mut about, site, root, id);
    }
    let latest = latest(site.archive, id, site.page_size());
    let heading = if latest.len() == row.statements.len() {
        words.statements.clone()
    } else {
        let (shown, all) = (words.number(latest.len()), words.number(row.statements.len()));
        fill(&words.latest_statements, &[("n", &shown), ("of", &all)])
    };
    let sections = [
        Section { heading: &heading, id: "statements", items: Items::Statements(latest, Show::SpeakerAndDay) },
        Section { heading: &words.articles, id: "articles", items: Items::Articles(&row.articles) },
    ];
    let mut content = Content::new("topic.html", row.name.clone()).html("about", about);
    let counts = site.counts(row.statements.len(), row.articles.len());
    let description = row.description.as_deref().unwrap_or(&counts);
    metadata::page(&mut content.head, site, Page::Topic(id, part), &row.name, description);
    metadata::feed(&mut content.head, root, &format!("topics/{}.xml", row.slug));
    listing::fill(content, site, root, &sections, part, &|part| Page::Topic(id, part))
}

/// Who said how much on the topic, most first, each a link to what they said on it.
fn speakers(out: &mut Html, site: &Site, root: Root, id: TopicId) {
    let mut counts = BTreeMap::<PersonId, usize>::new();
    for speaker in site.archive[id].statements.iter().filter_map(|statement| site.archive[*statement].speaker) {
        *counts.entry(speaker).or_default() += 1;
    }
    if counts.is_empty() {
        return;
    }
    let mut counts: Vec<(Reverse<usize>, PersonId)> =
        counts.into_iter().map(|(id, count)| (Reverse(count), id)).collect();
    counts.sort_unstable();
    out.raw("<h2>").text(&site.words.by_speaker).raw("</h2><ul class=tags>");
    for (Reverse(count), person) in counts.iter().take(SPEAKERS) {
        let page = match site.threads.contains_key(&(*person, id)) {
            true => Page::PersonTopic(*person, id, 1),
            false => Page::Person(*person, 1),
        };
        out.raw("<li>");
        site.link(out, root, page, &site.archive[*person].name);
        out.raw(" <small>").text(&site.words.number(*count)).raw("</small>");
    }
    out.raw("</ul>");
}
