//! Which pages there are, and what stands on each.
//!
//! 1. [`plan`] names every page of an archive: one value of [`Page`] each, small, in a fixed order.
//! 2. The file named for a page's kind says what stands on it: a [`Content`], whose slots its template fills in.
//!    `person.rs`, `templates/person.html` and the tests of person pages share their name.
//! 3. [`render`](crate::site::renderer) puts the content into the template.
//!
//! To add a kind: a variant of [`Page`] with its path, a file here with `content`, a template, and a line in [`plan`].

mod about;
mod alias;
mod article;
mod articles;
mod changes;
mod cluster;
mod dates;
mod day;
mod desk;
mod event;
mod home;
mod month;
mod not_found;
mod notes;
mod outlet;
mod person;
pub(super) mod person_topic;
mod statements;
mod topic;
mod year;

use crate::model::archive::{Archive, ArticleId, ClusterId, EventId, OutletId, PersonId, TopicId};
use crate::model::article::Analysis;
use crate::site::html::Html;
use crate::site::view::{Root, Site};
use chrono::{Datelike, NaiveDate};

pub(crate) use alias::clashes;
pub(crate) use desk::{Desk, content as desk};

/// Which part of a long page, from 1.
pub type Part = u32;

/// One page of the site: what it is about, not yet what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// index.html
    Home,
    /// All articles.
    Articles(Part),
    /// `articles/<slug>.html`
    Article(ArticleId),
    /// What an article changed of the earlier capture that it supersedes.
    Changes(ArticleId),
    /// An old address of an article, by its position among the article's aliases.
    Alias(ArticleId, u32),
    /// All years and months.
    Dates,
    /// A year.
    Year(i32, Part),
    /// A month.
    Month(i32, u32, Part),
    /// A day.
    Day(NaiveDate, Part),
    /// Articles whose day is not known.
    Undated(Part),
    /// All topics.
    Topics,
    /// A topic.
    Topic(TopicId, Part),
    /// All people and organisations.
    People,
    /// A speaker.
    Person(PersonId, Part),
    /// What a speaker said on a topic.
    PersonTopic(PersonId, TopicId, Part),
    /// All outlets.
    Outlets,
    /// An outlet.
    Outlet(OutletId, Part),
    /// All events.
    Events,
    /// An event.
    Event(EventId, Part),
    /// All statements.
    Statements(Part),
    /// All wordings that several articles share.
    Wordings(Part),
    /// One wording, compared across its articles.
    Cluster(ClusterId),
    /// All notes.
    Notes(Part),
    /// Full-text search.
    Search,
    /// How the archive was made.
    About,
    /// 404.html
    NotFound,
}

/// What stands on a page: the template it goes into, and what goes into its slots.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// File name of the template.
    pub(crate) template: &'static str,
    /// The document's title, as text.
    pub(crate) title: String,
    /// What goes into the `<head>` besides what every page has.
    pub(crate) head: Html,
    /// What the template names.
    pub(crate) slots: Vec<(&'static str, Slot)>,
}

/// What goes into one slot of a template.
#[derive(Clone, Debug)]
pub(crate) enum Slot {
    /// Markup, written as it is.
    Html(Html),
    /// Text, escaped by the template.
    Text(String),
    /// Anything else, for the template to take apart.
    Data(serde_json::Value),
}

impl Content {
    /// A page of a kind, with nothing on it yet.
    pub(crate) fn new(template: &'static str, title: impl Into<String>) -> Content {
        Content { template, title: title.into(), ..Content::default() }
    }

    /// Fills a slot with markup.
    pub(crate) fn html(mut self, name: &'static str, html: Html) -> Content {
        self.slots.push((name, Slot::Html(html)));
        self
    }

    /// Fills a slot with text.
    pub(crate) fn text(mut self, name: &'static str, text: impl Into<String>) -> Content {
        self.slots.push((name, Slot::Text(text.into())));
        self
    }

    /// Fills a slot with data.
    pub(crate) fn data(mut self, name: &'static str, data: serde_json::Value) -> Content {
        self.slots.push((name, Slot::Data(data)));
        self
    }
}

/// Path of a part: the first has the plain name, others their number before the ending. No slug holds a dot, so none clashes.
fn part_of(stem: &str, part: Part) -> String {
    if part <= 1 { format!("{stem}.html") } else { format!("{stem}.{part}.html") }
}

impl Page {
    /// Its path in the output folder.
    pub fn path(&self, archive: &Archive) -> String {
        match *self {
            Page::Home => "index.html".to_owned(),
            Page::Articles(part) => part_of("articles/index", part),
            Page::Article(id) => format!("articles/{}.html", archive[id].slug),
            Page::Changes(id) => format!("articles/{}.changes.html", archive[id].slug),
            Page::Alias(id, index) => alias::path(&archive[id].aliases[index as usize]),
            Page::Dates => "dates/index.html".to_owned(),
            Page::Year(year, part) => part_of(&format!("dates/{year:04}/index"), part),
            Page::Month(year, month, part) => part_of(&format!("dates/{year:04}/{month:02}"), part),
            Page::Day(day, part) => {
                part_of(&format!("dates/{:04}/{:02}/{:02}", day.year(), day.month(), day.day()), part)
            }
            Page::Undated(part) => part_of("dates/undated", part),
            Page::Topics => "topics/index.html".to_owned(),
            Page::Topic(id, part) => part_of(&format!("topics/{}", archive[id].slug), part),
            Page::People => "people/index.html".to_owned(),
            Page::Person(id, part) => part_of(&format!("people/{}", archive[id].slug), part),
            Page::PersonTopic(person, topic, part) => {
                part_of(&format!("people/{}/{}", archive[person].slug, archive[topic].slug), part)
            }
            Page::Outlets => "outlets/index.html".to_owned(),
            Page::Outlet(id, part) => part_of(&format!("outlets/{}", archive[id].slug), part),
            Page::Events => "events/index.html".to_owned(),
            Page::Event(id, part) => part_of(&format!("events/{}", archive[id].slug), part),
            Page::Statements(part) => part_of("statements/index", part),
            Page::Wordings(part) => part_of("wordings", part),
            Page::Cluster(id) => format!("statements/{}.html", archive[id].slug),
            Page::Notes(part) => part_of("notes/index", part),
            Page::Search => "search.html".to_owned(),
            Page::About => "about.html".to_owned(),
            Page::NotFound => "404.html".to_owned(),
        }
    }

    /// The first part of the list of which this is a later one. `None` of other pages, and of the lists of all articles,
    /// statements and wordings: there each part is made from its own items only.
    pub(super) fn first_part(&self) -> Option<Page> {
        let (first, part) = match *self {
            Page::Notes(part) => (Page::Notes(1), part),
            Page::Undated(part) => (Page::Undated(1), part),
            Page::Year(year, part) => (Page::Year(year, 1), part),
            Page::Month(year, month, part) => (Page::Month(year, month, 1), part),
            Page::Day(day, part) => (Page::Day(day, 1), part),
            Page::Topic(id, part) => (Page::Topic(id, 1), part),
            Page::Person(id, part) => (Page::Person(id, 1), part),
            Page::PersonTopic(person, topic, part) => (Page::PersonTopic(person, topic, 1), part),
            Page::Outlet(id, part) => (Page::Outlet(id, 1), part),
            Page::Event(id, part) => (Page::Event(id, 1), part),
            Page::Home | Page::Dates | Page::Topics | Page::People | Page::Outlets | Page::Events => return None,
            Page::Search | Page::About | Page::NotFound | Page::Article(_) | Page::Changes(_) => return None,
            Page::Alias(..) | Page::Articles(_) | Page::Statements(_) | Page::Wordings(_) | Page::Cluster(_) => {
                return None;
            }
        };
        (part > 1).then_some(first)
    }

    /// The articles whose texts stand on it.
    pub fn articles(&self, archive: &Archive) -> Vec<ArticleId> {
        match *self {
            Page::Article(id) => vec![id],
            Page::Changes(id) => std::iter::once(id).chain(archive[id].supersedes).collect(),
            _ => Vec::new(),
        }
    }

    /// What stands on it. `texts` are the analyses of its [`articles`](Page::articles), or none if one of them is not to be had.
    pub(crate) fn content(&self, site: &Site, root: Root, texts: &[Analysis]) -> Content {
        match *self {
            Page::Home => home::content(site, root),
            Page::Articles(part) => articles::content(site, root, part),
            Page::Article(id) => article::content(site, root, id, texts.first()),
            Page::Changes(id) => changes::content(site, root, id, texts),
            Page::Alias(id, _) => alias::content(site, root, id),
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
            Page::Statements(part) => statements::content(site, root, part),
            Page::Wordings(part) => cluster::index(site, root, part),
            Page::Cluster(id) => cluster::content(site, root, id),
            Page::Notes(part) => notes::content(site, root, part),
            Page::Search => about::search(site),
            Page::About => about::content(site, root),
            Page::NotFound => not_found::content(site),
        }
    }
}

/// Every page of the site, in a fixed order.
pub(crate) fn plan(site: &Site) -> Vec<Page> {
    let (archive, calendar) = (site.archive, &site.calendar);
    let size = site.page_size();
    let mut pages = vec![Page::Home, Page::Dates, Page::Topics, Page::People, Page::Outlets, Page::Events];
    pages.extend([Page::Search, Page::About, Page::NotFound]);
    let mut parts = |items: usize, page: &dyn Fn(Part) -> Page| {
        pages.extend((1..=crate::site::parts::listing::parts(items, size)).map(page));
    };
    parts(archive.articles.len(), &Page::Articles);
    if !calendar.undated.is_empty() {
        parts(calendar.undated.len(), &Page::Undated);
    }
    parts(site.with_statements.len(), &Page::Statements);
    parts(archive.clusters.len(), &Page::Wordings);
    parts(notes::count(archive), &Page::Notes);
    for (year, row) in &calendar.years {
        parts(row.vague.len(), &|part| Page::Year(*year, part));
    }
    for ((year, month), row) in &calendar.months {
        parts(row.vague.len(), &|part| Page::Month(*year, *month, part));
    }
    for (day, row) in &archive.days {
        parts(day::items(row), &|part| Page::Day(*day, part));
    }
    for id in (0..archive.topics.len()).map(TopicId::from) {
        parts(topic::items(archive, id, size), &|part| Page::Topic(id, part));
    }
    for (index, person) in archive.people.iter().enumerate().filter(|(_, person)| crate::site::view::has_page(person)) {
        let id = PersonId::from(index);
        parts(person.statements.len() + person.articles.len(), &|part| Page::Person(id, part));
    }
    for ((person, topic), statements) in &site.threads {
        parts(statements.len(), &|part| Page::PersonTopic(*person, *topic, part));
    }
    for (index, outlet) in archive.outlets.iter().enumerate() {
        parts(outlet.articles.len(), &|part| Page::Outlet(OutletId::from(index), part));
    }
    for (index, event) in archive.events.iter().enumerate() {
        parts(event.statements.len() + event.mentions.len(), &|part| Page::Event(EventId::from(index), part));
    }
    pages.extend((0..archive.clusters.len()).map(|index| Page::Cluster(ClusterId::from(index))));
    pages.extend((0..archive.articles.len()).map(|index| Page::Article(ArticleId::from(index))));
    let corrected = archive.articles.iter().enumerate().filter(|(_, article)| article.supersedes.is_some());
    pages.extend(corrected.map(|(index, _)| Page::Changes(ArticleId::from(index))));
    pages.extend(alias::plan(archive, &pages));
    pages
}
