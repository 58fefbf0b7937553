//! [`Page`]: every page that a site can have, and its address. What is on it, [`pages`](crate::site::pages) say.

use crate::model::archive::{
    Archive, ArticleId, EventId, OccasionId, OutletId, PersonId, PersonRow, StatementId, TopicId,
};
use crate::model::person::PersonKind;
use crate::site::claims;
use chrono::{Datelike, NaiveDate};

/// Which part of a long page, from 1.
pub type Part = u32;

/// Pages of a list, as [`Page`] makes them from a part's number.
pub(crate) type Numbered<'a> = &'a dyn Fn(Part) -> Page;

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
    /// An old address that permalinks.yaml has, by its position in [`Archive::moved`].
    Moved(u32),
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
    /// All occasions.
    Occasions(Part),
    /// An occasion.
    Occasion(OccasionId, Part),
    /// Promises, denials and refusals.
    Registers(Part),
    /// All statements.
    Statements(Part),
    /// All statements that several articles report.
    Wordings(Part),
    /// A statement with all its reports, by the first of them.
    Statement(StatementId),
    /// All notes.
    Notes(Part),
    /// Full-text search.
    Search,
    /// How the archive was made.
    About,
    /// 404.html
    NotFound,
}

impl Page {
    /// Its path in the output folder.
    pub fn path(&self, archive: &Archive) -> String {
        match *self {
            Page::Home => "index.html".to_owned(),
            Page::Articles(part) => part_of("articles/index", part),
            Page::Article(id) => format!("articles/{}.html", archive[id].slug),
            Page::Changes(id) => format!("articles/{}.changes.html", archive[id].slug),
            Page::Alias(id, index) => alias_path(&archive[id].aliases[index as usize]),
            Page::Moved(index) => archive.moved[index as usize].was.clone(),
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
            Page::Occasions(part) => part_of("occasions/index", part),
            Page::Occasion(id, part) => part_of(&format!("occasions/{}", archive[id].slug), part),
            Page::Registers(part) => part_of("registers", part),
            Page::Statements(part) => part_of("statements/index", part),
            Page::Wordings(part) => part_of("wordings", part),
            Page::Statement(id) => format!("statements/{}.html", archive[id].key),
            Page::Notes(part) => part_of("notes/index", part),
            Page::Search => "search.html".to_owned(),
            Page::About => "about.html".to_owned(),
            Page::NotFound => "404.html".to_owned(),
        }
    }

    /// The first part of the list of which this is a later one. `None` of other pages, and of the lists of all articles,
    /// statements and wordings: there each part is made from its own items only.
    pub(crate) fn first_part(&self) -> Option<Page> {
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
            Page::Occasions(part) => (Page::Occasions(1), part),
            Page::Occasion(id, part) => (Page::Occasion(id, 1), part),
            Page::Registers(part) => (Page::Registers(1), part),
            Page::Home | Page::Dates | Page::Topics | Page::People | Page::Outlets | Page::Events => return None,
            Page::Search | Page::About | Page::NotFound | Page::Article(_) | Page::Changes(_) => return None,
            Page::Alias(..)
            | Page::Moved(_)
            | Page::Articles(_)
            | Page::Statements(_)
            | Page::Wordings(_)
            | Page::Statement(_) => {
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
            Page::Statement(id) => vec![archive[claims::all(archive, id)[0]].article],
            _ => Vec::new(),
        }
    }
}

/// Path of a part: the first has the plain name, others their number before the ending. No slug holds a dot, so none clashes.
fn part_of(stem: &str, part: Part) -> String {
    if part <= 1 { format!("{stem}.html") } else { format!("{stem}.{part}.html") }
}

/// The file of an alias: as it is when it names one, else an index in its folder.
pub(crate) fn alias_path(alias: &str) -> String {
    let alias = alias.trim_matches('/');
    if alias.ends_with(".html") || alias.ends_with(".htm") { alias.to_owned() } else { format!("{alias}/index.html") }
}

/// Whether somebody has a page: all but those who stay unnamed.
pub(crate) fn has_page(person: &PersonRow) -> bool {
    person.kind != PersonKind::Unnamed
}
