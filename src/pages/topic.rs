//! Topics: all of them, and each with its statements and articles.

use super::listing::{self, Items, Section};
use super::site::{Root, Site};
use super::{Content, Page, Part};
use crate::archive::{TopicId, TopicOrigin};
use crate::render::html::Html;
use crate::render::items::Show;
use crate::render::{chart, metadata};

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
    }
    let sections = [
        Section {
            heading: &words.statements,
            id: "statements",
            items: Items::Statements(&row.statements, Show::SpeakerAndDay),
        },
        Section { heading: &words.articles, id: "articles", items: Items::Articles(&row.articles) },
    ];
    let mut content = Content::new("topic.html", row.name.clone()).html("about", about);
    metadata::feed(&mut content.head, root, &format!("topics/{}.xml", row.slug));
    listing::fill(content, site, root, &sections, part, &|part| Page::Topic(id, part))
}
