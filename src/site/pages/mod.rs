//! Which pages there are, and what stands on each.
//!
//! 1. [`plan`] names every page of an archive: one value of [`Page`] each, small, in a fixed order.
//! 2. [`content`] asks the file named for the page's kind what stands on it: a [`Content`], whose slots its template fills in.
//!    `person.rs`, `templates/person.html` and the tests of person pages share their name.
//! 3. [`render`](crate::site::renderer) puts the content into the template.
//!
//! To add a kind: a variant of [`Page`] with its path, a file here with `content`, a template, and a line each in [`plan`] and [`content`].

mod about;
mod alias;
mod article;
mod articles;
mod changes;
mod dates;
mod day;
mod desk;
mod event;
mod heard;
mod home;
mod month;
mod not_found;
mod notes;
mod occasion;
mod outlet;
mod periods;
mod person;
mod person_topic;
mod quality;
mod registers;
mod statement;
mod statements;
mod topic;
mod year;

use crate::model::archive::{ArticleId, EventId, OccasionId, OutletId, PersonId, TopicId};
use crate::model::article::Analysis;
use crate::site::content::Content;
use crate::site::page::{Page, Part, has_page};
use crate::site::parts::listing;
use crate::site::view::{Root, Site};

pub(crate) use alias::clashes;
pub(crate) use desk::content as desk;
pub(crate) use event::events_beside;
pub(crate) use month::days_of;

/// Every page of the site, in a fixed order.
pub(crate) fn plan(site: &Site) -> Vec<Page> {
    let (archive, calendar) = (site.archive, &site.calendar);
    let size = site.page_size();
    let mut pages = vec![Page::Home, Page::Dates, Page::Topics, Page::People, Page::Outlets, Page::Events];
    pages.extend([Page::Search, Page::About, Page::NotFound]);
    pages.extend((!archive.statements.is_empty()).then_some(Page::Heard));
    let by_article = listing::parts(site.with_statements.len(), site.articles_with_statements());
    pages.extend((1..=by_article).map(Page::Statements));
    let mut parts = |items: usize, page: &dyn Fn(Part) -> Page| {
        pages.extend((1..=listing::parts(items, size)).map(page));
    };
    parts(archive.articles.len(), &Page::Articles);
    if !calendar.undated.is_empty() {
        parts(calendar.undated.len(), &Page::Undated);
    }
    if !site.reported.is_empty() {
        parts(site.reported.len(), &Page::Wordings);
    }
    parts(notes::count(archive), &Page::Notes);
    if !archive.occasions.is_empty() {
        parts(archive.occasions.len(), &Page::Occasions);
    }
    if site.registers.len() > 0 {
        parts(site.registers.len(), &Page::Registers);
    }
    for (index, occasion) in archive.occasions.iter().enumerate() {
        parts(occasion.statements.len(), &|part| Page::Occasion(OccasionId::from(index), part));
    }
    for (year, row) in &calendar.years {
        parts(row.vague.len(), &|part| Page::Year(*year, part));
    }
    for ((year, month), row) in &calendar.months {
        parts(row.vague.len(), &|part| Page::Month(*year, *month, part));
    }
    for (day, row) in archive.days.iter().filter(|(_, row)| crate::site::calendar::has_page(row)) {
        parts(day::items(row), &|part| Page::Day(*day, part));
    }
    for id in (0..archive.topics.len()).map(TopicId::from) {
        parts(topic::items(archive, id, size), &|part| Page::Topic(id, part));
    }
    for (index, person) in archive.people.iter().enumerate().filter(|(_, person)| has_page(person)) {
        let id = PersonId::from(index);
        parts(person.statements.len() + person.articles.len(), &|part| Page::Person(id, part));
    }
    let on_pages =
        site.threads.iter().filter(|((person, topic), _)| site.thread_has_page(*person, *topic) == Some(true));
    for ((person, topic), statements) in on_pages {
        parts(statements.len(), &|part| Page::PersonTopic(*person, *topic, part));
    }
    for (index, outlet) in archive.outlets.iter().enumerate() {
        parts(outlet.articles.len(), &|part| Page::Outlet(OutletId::from(index), part));
    }
    for (index, event) in archive.events.iter().enumerate() {
        parts(event.statements.len() + event.mentions.len(), &|part| Page::Event(EventId::from(index), part));
    }
    pages.extend(site.claims.pages().map(Page::Statement));
    pages.extend((0..archive.articles.len()).map(|index| Page::Article(ArticleId::from(index))));
    let corrected = archive.articles.iter().enumerate().filter(|(_, article)| article.supersedes.is_some());
    pages.extend(corrected.map(|(index, _)| Page::Changes(ArticleId::from(index))));
    pages.extend(alias::plan(archive, &pages));
    pages
}

/// What stands on a page. `texts` are the analyses of its [`articles`](Page::articles), or none if one of them is not to be had.
pub(crate) fn content(page: &Page, site: &Site, root: Root, texts: &[Analysis]) -> Content {
    match *page {
        Page::Home => home::content(site, root),
        Page::Articles(part) => articles::content(site, root, part),
        Page::Article(id) => article::content(site, root, id, texts.first()),
        Page::Changes(id) => changes::content(site, root, id, texts),
        Page::Alias(id, _) => alias::content(site, root, id),
        Page::Moved(index) => alias::moved(site, root, &site.archive.moved[index as usize]),
        Page::Dates => dates::content(site, root),
        Page::Year(year, part) => year::content(site, root, year, part),
        Page::Month(year, month, part) => month::content(site, root, year, month, part),
        Page::Day(day, part) => day::content(site, root, day, part),
        Page::Undated(part) => dates::undated(site, root, part),
        Page::Topics => topic::index(site, root),
        Page::Topic(id, part) => topic::content(site, root, id, part),
        Page::People => person::index(site, root),
        Page::Person(id, part) => person::content(site, root, id, part),
        Page::PersonTopic(person, topic, part) => person_topic::content(site, root, person, topic, part),
        Page::Outlets => outlet::index(site, root),
        Page::Outlet(id, part) => outlet::content(site, root, id, part),
        Page::Events => event::index(site, root),
        Page::Event(id, part) => event::content(site, root, id, part),
        Page::Occasions(part) => occasion::index(site, root, part),
        Page::Occasion(id, part) => occasion::content(site, root, id, part),
        Page::Registers(part) => registers::content(site, root, part),
        Page::Heard => heard::content(site, root),
        Page::Statements(part) => statements::content(site, root, part),
        Page::Wordings(part) => statement::index(site, root, part),
        Page::Statement(id) => statement::content(site, root, id, texts.first()),
        Page::Notes(part) => notes::content(site, root, part),
        Page::Search => about::search(site),
        Page::About => about::content(site, root),
        Page::NotFound => not_found::content(site),
    }
}
