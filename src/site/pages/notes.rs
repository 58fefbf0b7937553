//! All notes, corrections first, then open questions, then the rest, with what they are about; and where to find those of a kind,
//! author or tag.

use crate::model::archive::{Archive, NoteId, PersonNoteRow};
use crate::model::note::{Note, NoteKind};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::card::{note_body, note_facts, replies, signed};
use crate::site::parts::listing::{pager, parts, range_of};
use crate::site::parts::said;
use crate::site::view::{Root, Site};
use crate::text::shorten::cut;
use std::collections::BTreeMap;

pub(super) fn content(site: &Site, root: Root, part: Part) -> Content {
    let total = count(site.archive);
    let mut list = Html::new();
    let order = order(site.archive);
    for index in &order[range_of(part, site.page_size(), total)] {
        match index.checked_sub(site.archive.notes.len()) {
            None => one(&mut list, site, root, NoteId::from(*index)),
            Some(index) => on_person(&mut list, site, root, &site.archive.person_notes[index]),
        }
    }
    let found = if part == 1 { finding(site, root) } else { Html::new() };
    Content::new("notes.html", site.words.notes.clone())
        .text("lead", site.words.count(&site.words.count_notes, total))
        .html("finding", found)
        .html("list", list)
        .html("pager", pager(site, root, part, parts(total, site.page_size()), &Page::Notes))
}

/// How many notes there are: those on articles, then those on people.
pub(super) fn count(archive: &Archive) -> usize {
    archive.notes.len() + archive.person_notes.len()
}

/// The notes in the order of the page: what a reader must know first. Within a kind those on articles come before those on people.
fn order(archive: &Archive) -> Vec<usize> {
    let rank = |at: &usize| {
        let kind = archive
            .notes
            .get(*at)
            .map_or_else(|| archive.person_notes[*at - archive.notes.len()].note.kind, |row| row.note.kind);
        match kind {
            NoteKind::Correction => 0,
            NoteKind::Question => 1,
            NoteKind::Verdict => 2,
            NoteKind::Context | NoteKind::Comment => 3,
        }
    };
    let mut order: Vec<usize> = (0..count(archive)).collect();
    order.sort_by_key(|at| (rank(at), *at));
    order
}

/// Every note with its id.
fn all(archive: &Archive) -> impl Iterator<Item = (&str, &Note)> {
    let on_articles = archive.notes.iter().map(|row| (row.key.as_str(), &row.note));
    on_articles.chain(archive.person_notes.iter().map(|row| (row.key.as_str(), &row.note)))
}

fn on_person(out: &mut Html, site: &Site, root: Root, row: &PersonNoteRow) {
    out.raw("<section class=note id=").raw(&row.key).raw("><h2>").text(site.words.note_kind(row.note.kind)).raw(": ");
    site.person_link(out, root, row.person);
    out.raw("</h2>").raw(&note_body(&row.note.body)).raw("<p><small>");
    signed(out, &site.words, &row.note, None);
    out.raw("</small>");
    replies(out, site, &row.key, &row.note.replies);
    out.raw("</section>");
}

fn one(out: &mut Html, site: &Site, root: Root, id: NoteId) {
    let row = &site.archive[id];
    out.raw("<section class=note id=").raw(&row.key).raw("><h2>").text(site.words.note_kind(row.note.kind)).raw(": ");
    site.open_link(out, root, Page::Article(row.article));
    out.raw("#").raw(&row.key).raw(">").text(&site.archive[row.article].title).raw("</a></h2>");
    if !row.note.quote.is_empty() {
        out.raw("<blockquote><p>");
        said::quoted(out, site, site.archive.statement_of(row), cut(&row.note.quote, 280));
        out.raw("</blockquote>");
    }
    out.raw(&note_body(&row.note.body)).raw("<p><small>");
    note_facts(out, site, row);
    out.raw("</small>");
    replies(out, site, &row.key, &row.note.replies);
    out.raw("</section>");
}

/// Every kind, author and tag with numbered links to its notes.
fn finding(site: &Site, root: Root) -> Html {
    let words = &site.words;
    let kind = |note: &Note| vec![words.note_kind(note.kind).to_owned()];
    let author = |note: &Note| note.author.clone().into_iter().collect();
    let tags = |note: &Note| note.tags.clone();
    let mut out = Html::new();
    by(&mut out, site, root, &words.by_kind, &kind);
    by(&mut out, site, root, &words.by_author, &author);
    by(&mut out, site, root, &words.by_tag, &tags);
    out
}

fn by(out: &mut Html, site: &Site, root: Root, heading: &str, keys: &dyn Fn(&Note) -> Vec<String>) {
    let mut found = BTreeMap::<String, Vec<(usize, &str)>>::new();
    let mut place = vec![0; count(site.archive)];
    order(site.archive).into_iter().enumerate().for_each(|(at, index)| place[index] = at);
    for (index, (id, note)) in all(site.archive).enumerate() {
        for key in keys(note) {
            found.entry(key).or_default().push((index, id));
        }
    }
    if found.is_empty() {
        return;
    }
    out.raw("<p><b>").text(heading).raw("</b> ");
    for (at, (key, notes)) in found.iter().enumerate() {
        out.raw(if at > 0 { " · " } else { "" }).text(key);
        for (number, (index, id)) in notes.iter().enumerate() {
            let part = place[*index] / site.page_size() + 1;
            out.raw(" ");
            site.open_link(out, root, Page::Notes(part as Part));
            out.raw("#").raw(id).raw(">").raw(&site.words.number(number + 1)).raw("</a>");
        }
    }
}
