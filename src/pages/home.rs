//! The first page: what is new, the chronology, topics and people.

use super::site::{Root, Site, has_page};
use super::{Content, Page, articles, month};
use crate::archive::{PersonId, TopicId};
use crate::render::html::Html;
use crate::render::{items, metadata};

/// Articles under "latest".
const LATEST: usize = 12;
/// Topics and people shown; the rest is a click away.
const SHOWN: usize = 24;

pub(super) fn content(site: &Site, root: Root) -> Content {
    let mut content = Content::new("home.html", site.settings.title.clone());
    metadata::canonical(&mut content.head, site, Page::Home);
    metadata::feed(&mut content.head, root, "feed.xml");
    metadata::named(&mut content.head, "description", &site.settings.description);
    content
        .html("counts", counts(site, root))
        .html("latest", latest(site, root))
        .html("chronology", chronology(site, root))
        .html("topics", topics(site, root))
        .html("people", people(site, root))
}

/// How much there is of everything, each a link to its list.
fn counts(site: &Site, root: Root) -> Html {
    let (words, archive) = (&site.words, site.archive);
    let speakers = archive.people.iter().filter(|person| has_page(person)).count();
    let all = [
        (words.count(&words.count_articles, archive.articles.len()), Page::Articles(1)),
        (words.count(&words.count_statements, archive.statements.len()), Page::Statements(1)),
        (words.count(&words.count_people, speakers), Page::People),
        (words.count(&words.count_topics, archive.topics.len()), Page::Topics),
        (words.count(&words.count_outlets, archive.outlets.len()), Page::Outlets),
        (words.count(&words.count_events, archive.events.len()), Page::Events),
        (words.count(&words.count_notes, archive.notes.len()), Page::Notes(1)),
    ];
    let mut out = Html::new();
    for (text, page) in all {
        out.raw("<li>");
        site.link(&mut out, root, page, &text);
    }
    out
}

fn latest(site: &Site, root: Root) -> Html {
    let mut out = Html::new();
    out.raw("<ul class=new>");
    for id in articles::newest_first(site).into_iter().take(LATEST) {
        out.raw("<li>");
        site.article_link(&mut out, root, id);
        out.raw(" <small>");
        items::article_facts(&mut out, site, id);
        out.raw("</small><p>").text(items::cut(&site.archive[id].summary, 200));
    }
    out.raw("</ul>");
    out
}

/// Each year with its months, darker the more there is.
pub(super) fn chronology(site: &Site, root: Root) -> Html {
    let mut out = Html::new();
    out.raw("<ul class=years>");
    for (year, row) in site.calendar.years.iter().rev() {
        out.raw("<li>");
        site.link(&mut out, root, Page::Year(*year, 1), &site.words.year(*year));
        out.raw(" <small>").text(&site.words.number(row.count.all())).raw("</small>");
        month::strip(&mut out, site, root, *year);
    }
    out.raw("</ul>");
    out
}

fn topics(site: &Site, root: Root) -> Html {
    let mut all: Vec<usize> = (0..site.archive.topics.len()).collect();
    let weight = |index: usize| site.archive.topics[index].statements.len() + site.archive.topics[index].articles.len();
    all.sort_by_key(|index| (std::cmp::Reverse(weight(*index)), *index));
    let mut out = Html::new();
    for index in all.into_iter().take(SHOWN) {
        out.raw("<li>");
        site.topic_link(&mut out, root, TopicId::from(index));
        out.raw(" <small>").text(&site.words.number(weight(index))).raw("</small>");
    }
    out
}

fn people(site: &Site, root: Root) -> Html {
    let people = &site.archive.people;
    let mut all: Vec<usize> = (0..people.len()).filter(|index| has_page(&people[*index])).collect();
    all.sort_by_key(|index| (std::cmp::Reverse(people[*index].statements.len()), *index));
    let mut out = Html::new();
    for index in all.into_iter().take(SHOWN) {
        out.raw("<li>");
        site.person_link(&mut out, root, PersonId::from(index));
        out.raw(" <small>").text(&site.words.number(people[index].statements.len())).raw("</small>");
    }
    out
}
