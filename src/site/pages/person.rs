//! People and organisations: all of them from A to Z, and each with what they said, in time.

use crate::model::archive::{OnePerson, PersonId};
use crate::model::person::PersonKind;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part, has_page};
use crate::site::parts::items::Show;
use crate::site::parts::listing::{self, Items, Section};
use crate::site::parts::{card, chart, metadata};
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;

/// Most roles and most names of somebody that are shown; the first ones come from people.yaml.
const NAMES: usize = 12;

pub(super) fn index(site: &Site, root: Root) -> Content {
    let people = &site.archive.people;
    let shown = || people.iter().enumerate().filter(|(_, person)| has_page(person));
    let mut letters = Html::new();
    let mut list = Html::new();
    let mut current = None;
    for (index, person) in shown() {
        let first = person.sort_name.chars().find(|letter| letter.is_alphanumeric());
        let letter = first.and_then(|letter| letter.to_uppercase().next());
        if current != Some(letter) {
            if current.is_some() {
                list.raw("</ul></section>");
            }
            let name = letter.map_or_else(|| "#".to_owned(), String::from);
            let anchor = letter.map_or(0, u32::from) as usize;
            letters.raw("<a href=#u").number(anchor).raw(">").text(&name).raw("</a> ");
            list.raw("<section><h2 id=u").number(anchor).raw(">").text(&name).raw("</h2><ul class=az>");
            current = Some(letter);
        }
        list.raw("<li>");
        site.link(&mut list, root, Page::Person(PersonId::from(index), 1), &person.sort_name);
        list.raw(" <small>");
        if let Some(role) = person.roles.first() {
            list.text(role).raw(" · ");
        }
        list.text(&site.words.count(&site.words.count_statements, person.statements.len())).raw("</small>");
    }
    if current.is_some() {
        list.raw("</ul></section>");
    }
    Content::new("people.html", site.words.people.clone())
        .text("lead", site.words.count(&site.words.count_people, shown().count()))
        .html("letters", letters)
        .html("list", list)
}

pub(super) fn content(site: &Site, root: Root, id: PersonId, part: Part) -> Content {
    let (row, words) = (&site.archive[id], &site.words);
    let mut about = Html::new();
    if part == 1 {
        if let Some(description) = &row.description {
            about.raw("<p>").text(description);
        }
        for (pattern, name, values) in [(&words.roles, "roles", &row.roles), (&words.also_known, "names", &row.aliases)]
        {
            if !values.is_empty() {
                let mut shown = values.iter().take(NAMES).map(String::as_str).collect::<Vec<_>>().join(", ");
                if values.len() > NAMES {
                    shown.push_str(", …");
                }
                about.raw("<p class=none>").text(&fill(pattern, &[(name, &shown)]));
            }
        }
        for (name, reason) in &row.joined {
            let pattern = match reason {
                OnePerson::SameWords => &words.one_by_words,
                OnePerson::SameOffice => &words.one_by_office,
                OnePerson::SameSpelling => &words.one_by_spelling,
            };
            about.raw("<p class=none>").text(&fill(pattern, &[("name", name)]));
        }
        for link in row.links.iter().filter(|link| link.starts_with("https://") || link.starts_with("http://")) {
            about.raw("<p><a rel=external href=\"").value(link).raw("\">").text(link).raw("</a>");
        }
        for note in site.archive.notes_on(id) {
            card::person_note(&mut about, site, note);
        }
        chart::over_time(&mut about, site, &row.statements);
        let mut threads = site.threads_of(id).peekable();
        if threads.peek().is_some() {
            about.raw("<h2>").text(&words.threads).raw("</h2><ul class=tags>");
            for (topic, statements) in threads {
                about.raw("<li>");
                site.link(&mut about, root, Page::PersonTopic(id, topic, 1), &site.archive[topic].name);
                about.raw(" <small>").text(&words.number(statements.len())).raw("</small>");
            }
            about.raw("</ul>");
        }
    }
    let sections = [
        Section { heading: &words.statements, id: "statements", items: Items::Statements(&row.statements, Show::Day) },
        Section { heading: &words.mentioned_in, id: "articles", items: Items::Articles(&row.articles) },
    ];
    let kind = if row.kind == PersonKind::Organisation { words.organisation.as_str() } else { "" };
    let mut content = Content::new("person.html", row.name.clone()).text("kind", kind).html("about", about);
    let counts = site.counts(row.statements.len(), row.articles.len());
    let description = row.description.as_deref().unwrap_or(&counts);
    metadata::page(&mut content.head, site, Page::Person(id, part), &row.name, description);
    metadata::feed(&mut content.head, root, &format!("people/{}.xml", row.slug));
    listing::fill(content, site, root, &sections, part, &|part| Page::Person(id, part))
}
