//! What one speaker said on one topic, from first to last: a thread of a person.

use super::person::{days, facts_of};
use crate::model::archive::{PersonId, StatementId, TopicId};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::bars::{self, Bar};
use crate::site::parts::listing::{self, Items, Section, range_of};
use crate::site::parts::metadata;
use crate::site::parts::score::{self, Line, Scale};
use crate::site::parts::statement::{self, By};
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;

pub(crate) fn content(site: &Site, root: Root, person: PersonId, topic: TopicId, part: Part) -> Content {
    let names = [("person", site.archive[person].name.as_str()), ("topic", site.archive[topic].name.as_str())];
    let statements = site.threads.get(&(person, topic)).map_or(&[][..], Vec::as_slice);
    let mut up = Html::new();
    site.person_link(&mut up, root, person);
    let mut facts = Html::new();
    facts_of(&mut facts, site, statements);
    facts.raw(" · ");
    site.link(&mut facts, root, Page::Topic(topic, 1), &fill(&site.words.everybody_on, &names));
    let sections = [Section {
        heading: &site.words.first_to_last,
        id: "statements",
        items: Items::Statements(statements, By::Occasion),
    }];
    let title = fill(&site.words.person_on_topic, &names);
    let first = part == 1;
    let mut content = Content::new("person-topic.html", title.clone())
        .html("up", up)
        .text("topic", site.archive[topic].name.clone())
        .html("facts", facts)
        .html("ends", if first { ends(site, root, statements) } else { Html::new() })
        .html("when", if first { when(site, root, person, topic, statements) } else { Html::new() })
        .html(
            "beside",
            beside(site, root, person, topic, &statements[range_of(part, site.page_size(), statements.len())]),
        );
    let description = site.words.count(&site.words.count_statements, statements.len());
    metadata::page(&mut content.head, site, Page::PersonTopic(person, topic, part), &title, &description);
    listing::fill(content, site, root, &sections, part, &|part| Page::PersonTopic(person, topic, part))
}

/// The first statement and the last, side by side, if they are of different days.
fn ends(site: &Site, root: Root, statements: &[StatementId]) -> Html {
    let mut out = Html::new();
    let dated: Vec<StatementId> = statements.iter().copied().filter(|id| site.archive[*id].said_on.is_some()).collect();
    let day = |id: StatementId| site.archive[id].said_on.map(|(when, _)| when);
    let (Some(first), Some(last)) = (dated.first().copied(), dated.last().copied()) else { return out };
    if day(first) == day(last) {
        return out;
    }
    for (heading, all) in [
        (&site.words.first_said, dated.iter().filter(|id| day(**id) == day(first)).collect::<Vec<_>>()),
        (&site.words.last_said, dated.iter().filter(|id| day(**id) == day(last)).collect()),
    ] {
        // Of several, a quotation says it best.
        let best = crate::linking::relations::claims::best(site.archive, &all.into_iter().copied().collect::<Vec<_>>());
        out.raw("<li><p class=kick><b>")
            .text(heading)
            .raw("</b></p><p class=")
            .raw(statement::full_class(site, best))
            .raw(">");
        site.open_statement_link(&mut out, root, best);
        out.raw(">");
        crate::site::parts::said::write(&mut out, site, best, LARGE);
        out.raw("</a>");
        statement::by_line(&mut out, site, root, best);
    }
    out
}

/// Longest statement in large type, in characters.
const LARGE: usize = 220;

/// When it was said, and when all else by the same speaker was.
fn when(site: &Site, root: Root, person: PersonId, topic: TopicId, statements: &[StatementId]) -> Html {
    let mut name = Html::new();
    name.raw("<span>").text(&site.archive[topic].name).raw("</span>");
    let mut everything = Html::new();
    site.link(&mut everything, root, Page::Person(person, 1), &site.words.everything_said);
    let lines = [Line::new(site, name, statements), Line::new(site, everything, &site.archive[person].statements)];
    let mut out = Html::new();
    score::write(&mut out, site, root, &lines, Scale::Shared);
    out
}

/// The days on the page, and the other topics.
fn beside(site: &Site, root: Root, person: PersonId, topic: TopicId, shown: &[StatementId]) -> Html {
    let mut out = Html::new();
    let mut list = |heading: &str, bars: Vec<Bar>| {
        if !bars.is_empty() {
            out.raw("<h2>").text(heading).raw("</h2>");
            bars::write(&mut out, site, &bars);
        }
    };
    list(&site.words.days, days(site, shown));
    let others = site.threads_of(person).filter(|(other, _)| *other != topic).map(|(other, statements)| {
        let mut name = Html::new();
        site.open_thread_link(&mut name, root, person, other);
        name.raw(">").text(&site.archive[other].name).raw("</a>");
        Bar::new(site, name, statements)
    });
    list(&site.words.topics, others.collect());
    out
}
