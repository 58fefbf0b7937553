//! The first page: what is new, the chronology, topics and people.

use super::dates;
use crate::model::archive::{PersonId, TopicId};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, has_page};
use crate::site::parts::{items, metadata};
use crate::site::view::{Root, Site};
use crate::text::shorten::cut;

/// Articles under "latest".
const LATEST: usize = 12;
/// Years of the chronology; the rest is a click away, like all that follows.
const YEARS: usize = 5;
/// Topics and people.
const SHOWN: usize = 24;

pub(super) fn content(site: &Site, root: Root) -> Content {
    let mut content = Content::new("home.html", site.settings.title.clone());
    metadata::page(&mut content.head, site, Page::Home, &site.settings.title, &site.settings.description);
    metadata::feed(&mut content.head, root, "feed.xml");
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
    let count = |count: usize, counted, page| (count, words.count(counted, count), page);
    let all = [
        count(archive.articles.len(), &words.count_articles, Page::Articles(1)),
        count(archive.statements.len(), &words.count_statements, Page::Statements(1)),
        count(speakers, &words.count_people, Page::People),
        count(archive.topics.len(), &words.count_topics, Page::Topics),
        count(archive.outlets.len(), &words.count_outlets, Page::Outlets),
        count(archive.events.len(), &words.count_events, Page::Events),
        count(super::notes::count(archive), &words.count_notes, Page::Notes(1)),
    ];
    let mut out = Html::new();
    for (_, text, page) in all.iter().filter(|(count, ..)| *count > 0) {
        out.raw("<li>");
        site.link(&mut out, root, *page, text);
    }
    out
}

fn latest(site: &Site, root: Root) -> Html {
    let mut out = Html::new();
    out.raw("<ul class=new>");
    for id in site.newest_first.iter().copied().take(LATEST) {
        out.raw("<li>");
        site.article_link(&mut out, root, id);
        out.raw(" <small>");
        items::article_facts(&mut out, site, id);
        out.raw("</small><p");
        site.language_attributes(&mut out, &site.archive[id].language);
        let summary = &site.archive[id].summary;
        let shown = cut(summary, 200);
        out.raw(">").text(shown).raw(if shown.len() < summary.len() { " …" } else { "" });
    }
    out.raw("</ul>");
    out
}

/// The years that hold most, the latest first.
fn chronology(site: &Site, root: Root) -> Html {
    let mut years: Vec<(usize, i32)> = site.calendar.years.iter().map(|(year, row)| (row.count.all(), *year)).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.truncate(YEARS);
    let mut years: Vec<i32> = years.into_iter().map(|(_, year)| year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    let mut out = Html::new();
    if !years.is_empty() {
        dates::years(&mut out, site, root, years);
    }
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
    let speaks = |index: &usize| has_page(&people[*index]) && !people[*index].statements.is_empty();
    let mut all: Vec<usize> = (0..people.len()).filter(speaks).collect();
    all.sort_by_key(|index| (std::cmp::Reverse(people[*index].statements.len()), *index));
    let mut out = Html::new();
    for index in all.into_iter().take(SHOWN) {
        out.raw("<li>");
        site.person_link(&mut out, root, PersonId::from(index));
        out.raw(" <small>").text(&site.words.number(people[index].statements.len())).raw("</small>");
    }
    out
}
