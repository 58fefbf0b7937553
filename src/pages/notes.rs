//! All notes, in the order of their articles, with what they are about.

use super::listing::{pager, parts, range_of};
use super::site::{Root, Site};
use super::{Content, Page, Part};
use crate::archive::NoteId;
use crate::render::card::{note_body, note_facts};
use crate::render::html::Html;
use crate::render::items;

pub(super) fn content(site: &Site, root: Root, part: Part) -> Content {
    let notes = &site.archive.notes;
    let mut list = Html::new();
    for index in range_of(part, site.page_size(), notes.len()) {
        one(&mut list, site, root, NoteId::from(index));
    }
    if notes.is_empty() {
        list.raw("<p class=none>").text(&site.words.notes_none);
    }
    Content::new("notes.html", site.words.notes.clone())
        .text("lead", site.words.count(&site.words.count_notes, notes.len()))
        .html("list", list)
        .html("pager", pager(site, root, part, parts(notes.len(), site.page_size()), &Page::Notes))
}

fn one(out: &mut Html, site: &Site, root: Root, id: NoteId) {
    let row = &site.archive[id];
    out.raw("<section class=note><h2>").text(site.words.note_kind(row.note.kind)).raw(": ");
    site.open_link(out, root, Page::Article(row.article));
    out.raw("#").raw(&row.key).raw(">").text(&site.archive[row.article].title).raw("</a></h2>");
    if !row.note.quote.is_empty() {
        out.raw("<blockquote><p>").text(items::cut(&row.note.quote, 280)).raw("</blockquote>");
    }
    out.raw(&note_body(&row.note.body)).raw("<p><small>");
    note_facts(out, site, row);
    out.raw("</small></section>");
}
