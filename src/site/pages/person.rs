//! People and organisations: all of them by weight and from A to Z, and each with what they said, the newest first.

use super::statement::brief;
use crate::model::archive::{OnePerson, PersonId, PersonRow, StatementId, TopicId};
use crate::model::person::PersonKind;
use crate::model::statement::Kind;
use crate::model::when::When;
use crate::site::claims;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part, has_page};
use crate::site::parts::bars::{self, Bar};
use crate::site::parts::listing::{self, Items, Section, range_of};
use crate::site::parts::score::{self, Line, Scale};
use crate::site::parts::statement::{self, By};
use crate::site::parts::{card, metadata};
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use chrono::{Datelike, NaiveDate};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most roles and most names of somebody that are shown; the first ones come from people.yaml.
const NAMES: usize = 12;
/// People with a line on the page of all.
const LINES: usize = 24;
/// Statements under "said more than once".
const OFTEN: usize = 4;
/// Years and days beside the list.
const BESIDE: usize = 24;
/// Statements by others to them, and of them, that are shown.
const BY_OTHERS: usize = 12;

pub(super) fn index(site: &Site, root: Root) -> Content {
    let people = &site.archive.people;
    let all: Vec<PersonId> = (0..people.len()).map(PersonId::from).filter(|id| has_page(&site.archive[*id])).collect();
    let mut heavy: Vec<PersonId> = all.iter().copied().filter(|id| !site.archive[*id].statements.is_empty()).collect();
    heavy.sort_by_key(|id| (Reverse(site.archive[*id].statements.len()), *id));
    let line = |id: &PersonId| Line::new(site, statement::person_name(site, root, *id), &site.archive[*id].statements);
    let lines: Vec<Line> = heavy.iter().take(LINES).map(line).collect();
    let mut weight = Html::new();
    score::write(&mut weight, site, root, &lines, Scale::Own);
    let is_body = |id: &&PersonId| site.archive[**id].kind == PersonKind::Organisation;
    let speaks = |id: &&PersonId| !site.archive[**id].statements.is_empty();
    let section = |ids: Vec<PersonId>| {
        let mut out = Html::new();
        a_to_z(&mut out, site, root, &ids);
        out
    };
    Content::new("people.html", site.words.people.clone())
        .text("lead", site.words.count(&site.words.count_people, all.len()))
        .html("weight", weight)
        .html("people", section(all.iter().filter(|id| speaks(id) && !is_body(id)).copied().collect()))
        .html("organisations", section(all.iter().filter(|id| speaks(id) && is_body(id)).copied().collect()))
        .html("mentioned", section(all.iter().filter(|id| !speaks(id)).copied().collect()))
}

/// People in columns from A to Z, each with how much they said.
fn a_to_z(out: &mut Html, site: &Site, root: Root, ids: &[PersonId]) {
    if ids.is_empty() {
        return;
    }
    out.raw("<ul class=az>");
    let mut current = None;
    for id in ids {
        let person = &site.archive[*id];
        let first = person.sort_name.chars().find(|letter| letter.is_alphanumeric());
        let letter = first.and_then(|letter| letter.to_uppercase().next());
        if current != Some(letter) && ids.len() > NAMES {
            out.raw("<li class=l>").text(&letter.map_or_else(|| "#".to_owned(), String::from));
            current = Some(letter);
        }
        out.raw("<li>");
        site.link(out, root, Page::Person(*id, 1), &person.sort_name);
        let count = if person.statements.is_empty() { person.articles.len() } else { person.statements.len() };
        out.raw("<b>").text(&site.words.number(count)).raw("</b>");
    }
    out.raw("</ul>");
}

pub(super) fn content(site: &Site, root: Root, id: PersonId, part: Part) -> Content {
    let (row, words) = (&site.archive[id], &site.words);
    let newest = newest_first(site, &row.statements);
    let shown = &newest[range_of(part, site.page_size(), newest.len())];
    let kind = if row.kind == PersonKind::Organisation { words.organisation.as_str() } else { "" };
    let first = part == 1;
    let empty = || Html::new();
    let mut notes = Html::new();
    if first {
        site.archive.notes_on(id).for_each(|note| card::person_note(&mut notes, site, note));
    }
    let office = statement::office(site, id).filter(|_| row.description.is_none());
    let mut content = Content::new("person.html", row.name.clone())
        .text("kind", kind)
        .text("description", row.description.as_deref().or(office).filter(|_| first).unwrap_or_default())
        .html("facts", if first { facts(site, root, id) } else { empty() })
        .html("names", if first { names(site, row) } else { empty() })
        .html("notes", notes)
        .html("topics", if first { topics(site, root, id) } else { empty() })
        .html("often", if first { often(site, root, row) } else { empty() })
        .html("sections", if first { sections_of_topics(site, root, id) } else { empty() })
        .html("told", if first { by_others(site, root, site.said_to.get(&id)) } else { empty() })
        .text("told_heading", fill(&words.said_to, &[("name", &row.name)]))
        .html("spoken_of", if first { by_others(site, root, site.said_of.get(&id)) } else { empty() })
        .text("spoken_of_heading", fill(&words.said_of, &[("name", &row.name)]))
        .text("print_all", if first { print_all(site, row) } else { String::new() })
        .html("beside", beside(site, root, id, part, &newest, shown));
    let heading = format!("{}{}{}", words.everything_said, words.comma, words.newest_first);
    let sections = [
        Section { heading: &heading, id: "statements", items: Items::Statements(&newest, By::Occasion) },
        Section { heading: &words.mentioned_in, id: "articles", items: Items::Articles(&row.articles) },
    ];
    let counts = site.counts(row.statements.len(), row.articles.len());
    let description = row.description.as_deref().unwrap_or(&counts);
    metadata::page(&mut content.head, site, Page::Person(id, part), &row.name, description);
    metadata::own_feed(&mut content.head, site, root, Page::Person(id, part));
    listing::fill(content, site, root, &sections, part, &|part| Page::Person(id, part))
}

/// Statements by occasion, the newest first and those without a day last; within an occasion in the order of the article.
pub(super) fn newest_first(site: &Site, statements: &[StatementId]) -> Vec<StatementId> {
    let key = |id: &StatementId| (site.archive.known_by(*id), site.archive[*id].article);
    let mut occasions: Vec<&[StatementId]> = statements.chunk_by(|a, b| key(a) == key(b)).collect();
    occasions.reverse();
    occasions.sort_by_key(|occasion| site.archive.known_by(occasion[0]).is_none());
    occasions.concat()
}

/// How much they said and how much of it is quoted, in how many articles, from when to when.
fn facts(site: &Site, root: Root, id: PersonId) -> Html {
    let (row, words) = (&site.archive[id], &site.words);
    let mut out = Html::new();
    facts_of(&mut out, site, &row.statements);
    if !row.articles.is_empty() {
        out.raw(if out.is_empty() { "" } else { " · " });
        out.text(&words.count(&words.count_articles, row.articles.len()));
    }
    metadata::feed_link(&mut out, site, root, Page::Person(id, 1));
    out
}

/// How many statements there are, how many of them quoted, and from when to when.
pub(super) fn facts_of(out: &mut Html, site: &Site, statements: &[StatementId]) {
    let words = &site.words;
    if statements.is_empty() {
        return;
    }
    out.raw("<b>").text(&words.count(&words.count_statements, statements.len())).raw("</b>");
    let quoted = statements.iter().filter(|id| site.archive[**id].kind == Kind::Direct).count();
    if quoted > 0 {
        out.text(&words.comma).text(&words.count(&words.count_quoted, quoted));
    }
    let days = || statements.iter().filter_map(|id| site.archive[*id].said_on).map(|(when, _)| when.start);
    if let Some((first, last)) = days().min().zip(days().max()) {
        let short = |day: NaiveDate| words.short_date(When::day(day));
        out.raw(" · ");
        match first == last {
            true => out.text(&short(first)),
            false => out.text(&fill(&words.from_to, &[("from", &short(first)), ("to", &short(last))])),
        };
    }
}

/// How else they are written, what papers call them, and where else to read of them.
fn names(site: &Site, row: &PersonRow) -> Html {
    let words = &site.words;
    let mut out = Html::new();
    let shown = |values: &[String]| {
        let mut shown = values.iter().take(NAMES).map(String::as_str).collect::<Vec<_>>().join(&words.comma);
        if values.len() > NAMES {
            shown.push_str(", …");
        }
        shown
    };
    if !row.aliases.is_empty() {
        out.raw("<p>").text(&fill(&words.also_known, &[("names", &shown(&row.aliases))]));
    }
    if !row.roles.is_empty() {
        // What papers call somebody is theirs to answer for.
        let by = |role: &String| match row.roles_from.get(role).and_then(|article| site.outlet_of(*article)) {
            Some(outlet) => format!("{role} ({outlet})"),
            None => role.clone(),
        };
        let roles: Vec<String> = row.roles.iter().map(by).collect();
        out.raw("<p>").text(&fill(&words.roles, &[("roles", &shown(&roles))]));
    }
    for (name, reason) in &row.joined {
        let pattern = match reason {
            OnePerson::SameWords => &words.one_by_words,
            OnePerson::SameOffice => &words.one_by_office,
            OnePerson::SameSpelling => &words.one_by_spelling,
        };
        out.raw("<p>").text(&fill(pattern, &[("name", name)]));
    }
    for link in row.links.iter().filter(|link| link.starts_with("https://") || link.starts_with("http://")) {
        let name = link.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(link);
        out.raw("<p><a rel=external href=\"").value(link).raw("\">").text(name.trim_start_matches("www.")).raw("</a>");
    }
    out
}

/// On what they said most, and when.
fn topics(site: &Site, root: Root, id: PersonId) -> Html {
    let mut lines = Vec::new();
    for (topic, statements) in by_weight(site, id) {
        let mut name = Html::new();
        site.open_thread_link(&mut name, root, id, topic);
        name.raw(">").text(&site.archive[topic].name).raw("</a>");
        lines.push(Line::new(site, name, statements));
    }
    if lines.is_empty() {
        let mut name = Html::new();
        name.raw("<span>").text(&site.words.statements).raw("</span>");
        lines.push(Line::new(site, name, &site.archive[id].statements));
    }
    let mut out = Html::new();
    if site.archive[id].statements.len() > 1 {
        score::write(&mut out, site, root, &lines, Scale::Shared);
    }
    out
}

/// What they said on topics on which it is too little for a page, from first to last, the topics with the most first. Not what is all
/// that they said: it stands above.
fn sections_of_topics(site: &Site, root: Root, id: PersonId) -> Html {
    let mut out = Html::new();
    for (topic, statements) in by_weight(site, id) {
        if site.thread_has_page(id, topic) == Some(false) && !site.is_all_they_said(id, topic) {
            statement::thread(&mut out, site, root, topic, statements);
        }
    }
    out
}

/// The threads of somebody, those with the most statements first.
fn by_weight<'s>(site: &'s Site, id: PersonId) -> Vec<(TopicId, &'s [StatementId])> {
    let mut threads: Vec<_> = site.threads_of(id).collect();
    threads.sort_by_key(|(topic, statements)| (Reverse(statements.len()), *topic));
    threads
}

/// What they said more than once, what was reworded first.
fn often(site: &Site, root: Root, row: &PersonRow) -> Html {
    let mut claims: Vec<_> = row.statements.iter().filter_map(|id| site.archive[*id].claim).collect();
    claims.sort_unstable();
    claims.dedup();
    claims.retain(|claim| {
        let reports = site.claims.of(*claim);
        reports.articles > 1 && (reports.again || reports.wordings > 1)
    });
    claims.sort_by_key(|claim| {
        let reports = site.claims.of(*claim);
        (Reverse(reports.wordings > 1), Reverse(reports.outlets), Reverse(reports.articles), *claim)
    });
    let mut out = Html::new();
    for claim in claims.into_iter().take(OFTEN) {
        out.raw("<li>");
        brief(&mut out, site, root, claims::first(site.archive, site.archive[claim].statements[0]));
    }
    out
}

/// What the button says that puts all pages of somebody on paper; nothing if there is one page only.
fn print_all(site: &Site, row: &PersonRow) -> String {
    let (words, items) = (&site.words, row.statements.len() + row.articles.len());
    match items > site.page_size() {
        true => fill(&words.print_all, &[("n", &words.count(&words.count_statements, row.statements.len()))]),
        false => String::new(),
    }
}

/// The newest of what others said to or of somebody, by occasion and speaker.
fn by_others(site: &Site, root: Root, statements: Option<&Vec<StatementId>>) -> Html {
    let mut out = Html::new();
    let newest = newest_first(site, statements.map_or(&[][..], Vec::as_slice));
    statement::groups(&mut out, site, root, &newest[..newest.len().min(BY_OTHERS)], By::OccasionAndSpeaker);
    out
}

/// Ways into the list: its days, the years of all its pages, and single topics.
fn beside(site: &Site, root: Root, id: PersonId, part: Part, newest: &[StatementId], shown: &[StatementId]) -> Html {
    let words = &site.words;
    let mut out = Html::new();
    let mut list = |heading: &str, bars: Vec<Bar>| {
        if bars.len() > 1 {
            out.raw("<h2>").text(heading).raw("</h2>");
            bars::write(&mut out, site, &bars);
        }
    };
    list(&words.days, days(site, shown));
    let size = site.page_size();
    let mut years = BTreeMap::<i32, (usize, Vec<StatementId>)>::new();
    for (at, id) in newest.iter().enumerate() {
        if let Some((when, _)) = site.archive[*id].said_on {
            years.entry(when.start.year()).or_insert((at, Vec::new())).1.push(*id);
        }
    }
    let bar = |(year, (at, statements)): (&i32, &(usize, Vec<StatementId>))| {
        let mut name = Html::new();
        site.open_link(&mut name, root, Page::Person(id, (at / size + 1) as Part));
        let day = site.archive[newest[*at]].said_on.map(|(when, _)| when);
        name.raw(&day.map_or_else(String::new, |day| format!("#{}", statement::day_anchor(day))));
        name.raw(">").text(&site.words.year(*year)).raw("</a>");
        Bar::new(site, name, statements)
    };
    list(&words.search_years, years.iter().rev().map(bar).take(BESIDE).collect());
    let bar = |(topic, statements): (_, &[StatementId])| {
        let mut name = Html::new();
        site.open_thread_link(&mut name, root, id, topic);
        name.raw(">").text(&site.archive[topic].name).raw("</a>");
        Bar::new(site, name, statements)
    };
    // On the first page they stand above, with when it was.
    if part > 1 {
        list(&words.topics, by_weight(site, id).into_iter().map(bar).collect());
    }
    out
}

/// The days of statements that stand on the page, as links to them.
pub(super) fn days(site: &Site, shown: &[StatementId]) -> Vec<Bar> {
    let mut seen = BTreeSet::new();
    let mut bars = Vec::new();
    for id in shown {
        let Some((when, _)) = site.archive[*id].said_on else { continue };
        if !seen.insert(when) || bars.len() == BESIDE {
            continue;
        }
        let of_day: Vec<StatementId> =
            shown.iter().copied().filter(|id| site.archive[*id].said_on.is_some_and(|(day, _)| day == when)).collect();
        let mut name = Html::new();
        name.raw("<a href=#").raw(&statement::day_anchor(when)).raw(">").text(&site.words.short_date(when)).raw("</a>");
        bars.push(Bar::new(site, name, &of_day));
    }
    bars
}
