//! `dossier`: one HTML page that needs nothing else, laid out to be printed: every statement with who, when and where, its
//! certainty and what editors noted, and the sources numbered at the end. As on the site, who speaks and the day are said where they change.

use super::View;
use crate::model::archive::{ArticleId, StatementId};
use crate::model::statement::Kind;
use crate::model::when::When;
use crate::site::html::Html;
use crate::site::words::say::fill;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The style: for paper first.
const STYLE: &str = include_str!("dossier.css");

pub(super) fn write(view: &View, out: &mut impl Write) -> io::Result<()> {
    let words = &view.words;
    let mut page = Html::new();
    page.raw("<!doctype html>\n<html lang=\"").value(&words.language).raw("\"><head><meta charset=\"utf-8\">");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    page.raw("<title>")
        .text(&view.title())
        .raw("</title><style>")
        .raw(STYLE)
        .raw("</style></head>\n<body><header><h1>");
    page.text(view.selection.label.as_ref().unwrap_or(&view.input.editors.settings.title)).raw("</h1><p>");
    if view.selection.label.is_some() {
        page.text(&view.input.editors.settings.title).raw(" · ");
    }
    page.text(&words.count(&words.count_statements, view.selection.statements.len())).raw(" · ");
    page.text(&words.count(&words.count_articles, view.selection.articles.len())).raw("</p>");
    about_person(view, &mut page);
    page.raw("</header>\n<main>");
    let numbers: BTreeMap<ArticleId, usize> =
        view.selection.articles.iter().enumerate().map(|(at, id)| (*id, at + 1)).collect();
    let mut year = None;
    let mut before = Before { speaker: view.selection.person.map(|id| view.archive[id].name.clone()), day: None };
    for id in in_time(view) {
        let row = &view.archive[id];
        let own = row.said_on.map(|(when, _)| when.start.to_string()[..4].to_owned());
        if year.as_ref() != Some(&own) {
            let heading = own.as_deref().unwrap_or(&words.undated);
            page.raw("\n<h2>").text(heading).raw("</h2>");
            year = Some(own);
        }
        statement(view, id, numbers[&row.article], &mut before, &mut page);
    }
    page.raw("</main>\n<section><h2>").text(&words.articles).raw("</h2><ol>");
    for (id, _) in view.articles() {
        source(view, id, &mut page);
    }
    page.raw("</ol></section>\n</body></html>\n");
    out.write_all(page.as_str().as_bytes())
}

/// What people.yaml and the articles say of the person whose dossier it is, and the notes on them.
fn about_person(view: &View, page: &mut Html) {
    let Some(id) = view.selection.person else { return };
    let row = &view.archive[id];
    if let Some(description) = &row.description {
        page.raw("<p>").text(description).raw("</p>");
    }
    if !row.roles.is_empty() {
        let roles = fill(&view.words.roles, &[("roles", &row.roles.join(&view.words.comma))]);
        page.raw("<p>").text(&roles).raw("</p>");
    }
    for note in view.archive.notes_on(id) {
        self::note(view, &note.note, page);
    }
}

/// The statements in the order in which they were made; those of which that is not known at the end.
fn in_time(view: &View) -> Vec<StatementId> {
    let mut all = view.selection.statements.clone();
    let day = |id: &StatementId| view.archive[*id].said_on.map(|(when, _)| when);
    all.sort_by_key(|id| (day(id).is_none(), day(id), *id));
    all
}

/// What a reader knows from the statement before.
struct Before {
    speaker: Option<String>,
    day: Option<When>,
}

fn statement(view: &View, id: StatementId, number: usize, before: &mut Before, page: &mut Html) {
    let (words, row) = (&view.words, &view.archive[id]);
    page.raw("\n<article id=\"").value(&row.key).raw("\">");
    let day = row.said_on.map(|(when, _)| when);
    if day != before.day {
        before.day = day;
        if view.selection.person.is_none() {
            before.speaker = None;
        }
        let named = day.map(|when| (super::view::iso(when), words.date(when)));
        if let Some((iso, date)) = named {
            page.raw("<p class=\"day\"><time datetime=\"").value(&iso).raw("\">").text(&date).raw("</time></p>");
        }
    }
    page.raw("<p class=\"who\">");
    let speaker = view.said_by(row);
    // Two whom an article does not name need not be one, though they are called the same.
    if before.speaker.as_deref() != Some(&*speaker) || view.speakers(row).is_empty() {
        page.raw("<b>").text(&speaker).raw("</b> ");
        before.speaker = Some(speaker.into_owned());
    }
    page.text(words.act(row.words.act()));
    if let Some(told) = &row.told {
        page.raw(", ").text(&fill(&words.told_to, &[("name", told)]));
    }
    if !row.via.is_empty() {
        page.raw(", ").text(&fill(&words.passed_on_by, &[("names", &row.via.join(&words.comma))]));
    }
    page.raw("</p>");
    if let Some(standing) = words.standing(row.words.standing()) {
        page.raw("<p class=\"standing\">").text(standing).raw(":</p>");
    }
    page.raw(if row.kind == Kind::Direct { "<blockquote class=\"quoted\">" } else { "<blockquote>" });
    page.text(row.words.unmarked()).raw("</blockquote><p class=\"how\">");
    page.text(words.kind(row.kind)).raw(" · ").text(words.certainty(row.certainty));
    if let Some(manner) = row.manner {
        page.raw(" · ").text(words.manner(manner));
    }
    if let Some(review) = words.review(row.review()) {
        page.raw(" · ").text(review);
    }
    page.raw(" · <a href=\"#source-").number(number).raw("\">[").number(number).raw("]</a></p>");
    let notes = view.notes_of(row.article).filter(|(_, note)| view.archive.statement_of(note) == Some(id));
    notes.for_each(|(_, note)| self::note(view, &note.note, page));
    page.raw("</article>");
}

fn note(view: &View, note: &crate::model::note::Note, page: &mut Html) {
    page.raw("<aside><b>").text(view.words.note_kind(note.kind)).raw("</b> ");
    for (at, paragraph) in note.text().split("\n\n").enumerate() {
        if at > 0 {
            page.raw("<br>");
        }
        page.text(paragraph);
    }
    let signed: Vec<String> =
        [note.author.clone(), note.date.as_deref().map(|date| signed_on(view, date))].into_iter().flatten().collect();
    if !signed.is_empty() {
        page.raw(" <span>").text(&signed.join(", ")).raw("</span>");
    }
    page.raw("</aside>");
}

fn signed_on(view: &View, date: &str) -> String {
    When::parse(date).map_or_else(|| date.to_owned(), |when| view.words.date(when))
}

fn source(view: &View, id: ArticleId, page: &mut Html) {
    let row = &view.archive[id];
    let number = view.selection.articles.binary_search(&id).map_or(0, |at| at + 1);
    page.raw("<li id=\"source-").number(number).raw("\">");
    page.text(&view.words.quote_open).text(&row.title).text(&view.words.quote_close).raw(". ");
    let date = row.when().map_or_else(|| view.words.undated.clone(), |when| view.words.date(when));
    let facts = [view.outlet(row), row.place.as_deref(), Some(date.as_str())];
    page.text(&facts.into_iter().flatten().collect::<Vec<_>>().join(&view.words.comma)).raw(".");
    if row.published.inferred {
        page.raw(" (").text(row.published.basis.map_or("", |basis| view.words.basis(basis))).raw(")");
    }
    if let Some(address) = view.address(row) {
        page.raw(" <a href=\"").value(&address).raw("\">").text(&address).raw("</a>");
    }
    let whole = view.notes_of(id).filter(|(_, note)| view.archive.statement_of(note).is_none());
    whole.for_each(|(_, note)| self::note(view, &note.note, page));
    page.raw("</li>");
}
