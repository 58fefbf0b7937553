//! What changed between two captures of one article: the texts compared, and the statements and notes that are affected.

use crate::linking::relations::{Step, revision};
use crate::model::archive::{ArticleId, NoteRow, StatementId};
use crate::model::article::Analysis;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::parts::card::{note_body, note_facts};
use crate::site::parts::compared::changes;
use crate::site::parts::{items, said, statement};
use crate::site::view::{Root, Site};
use crate::text::folded::Folded;
use crate::text::shorten::cut;
use std::collections::BTreeSet;

/// `texts` are the analyses of the later capture and of the earlier one.
pub(super) fn content(site: &Site, root: Root, later: ArticleId, texts: &[Analysis]) -> Content {
    let words = &site.words;
    let earlier = site.archive[later].supersedes.unwrap_or(later);
    let mut captures = Html::new();
    for (name, id) in [(&words.earlier_capture, earlier), (&words.later_capture, later)] {
        captures.raw("<p>").text(name).raw(": ");
        site.article_link(&mut captures, root, id);
        captures.raw(" <small>");
        items::article_facts(&mut captures, site, id);
        captures.raw("</small>");
    }
    let (mut text, mut notes) = (Html::new(), Html::new());
    if let [now, before] = texts {
        compared(&mut text, site, before, now);
        affected_notes(&mut notes, site, root, earlier, now);
    }
    let title = format!("{}: {}", words.changes, site.archive[later].title);
    Content::new("changes.html", title)
        .html("captures", captures)
        .html("text", text)
        .html("statements", affected_statements(site, root, earlier, later))
        .html("notes", notes)
}

/// The paragraphs of both texts in order; those that are the same are counted, not shown.
fn compared(out: &mut Html, site: &Site, before: &Analysis, now: &Analysis) {
    let paragraphs = |analysis: &'_ Analysis| -> Vec<String> {
        let plain = &analysis.body.plain;
        analysis.body.blocks.iter().map(|block| block.span.trimmed(plain).of(plain).to_owned()).collect()
    };
    let (before, now) = (paragraphs(before), paragraphs(now));
    let (left, right): (Vec<&str>, Vec<&str>) =
        (before.iter().map(String::as_str).collect(), now.iter().map(String::as_str).collect());
    let words = &site.words;
    let mut same = 0;
    for step in revision(&left, &right).into_iter().map(Some).chain([None]) {
        if let Some(Step::Same(..)) = step {
            same += 1;
            continue;
        }
        if same > 0 {
            out.raw("<p class=none>").text(&words.count(&words.count_same_paragraphs, same));
            same = 0;
        }
        match step {
            Some(Step::Changed(a, b)) => {
                out.raw("<p><b>").text(&words.changed).raw("</b> ");
                changes(out, left[a], right[b]);
            }
            Some(Step::Removed(a)) => {
                out.raw("<p><b>").text(&words.taken_out).raw("</b> <del>").text(left[a]).raw("</del>");
            }
            Some(Step::Added(b)) => {
                out.raw("<p><b>").text(&words.put_in).raw("</b> <ins>").text(right[b]).raw("</ins>");
            }
            Some(Step::Same(..)) | None => {}
        }
    }
}

/// Most statements of the later capture that one of the earlier is compared with.
const COMPARED: usize = 64;

/// Statements that only one capture has, or that say it in other words.
fn affected_statements(site: &Site, root: Root, earlier: ArticleId, later: ArticleId) -> Html {
    let folded = |id: &StatementId| Folded::new(site.archive[*id].words.unmarked()).text;
    let said = |article: ArticleId| -> BTreeSet<String> {
        site.archive[article].statement_ids().map(|id| folded(&id)).collect()
    };
    let (then, now) = (said(earlier), said(later));
    let only = |article: ArticleId, others: &BTreeSet<String>| -> Vec<StatementId> {
        site.archive[article].statement_ids().filter(|id| !others.contains(&folded(id))).collect()
    };
    let mut added = only(later, &then);
    let mut out = Html::new();
    for old in only(earlier, &now) {
        out.raw("<li><b>");
        match version_of(site, old, &added) {
            Some(at) => {
                let new = added.remove(at);
                out.text(&site.words.changed).raw("</b> ");
                said::compared(&mut out, site, old, new);
                said_by(&mut out, site, root, new);
            }
            None => {
                out.text(&site.words.taken_out).raw("</b> ");
                said::within(&mut out, site, old, "del");
                said_by(&mut out, site, root, old);
            }
        }
    }
    for new in added {
        out.raw("<li><b>").text(&site.words.put_in).raw("</b> ");
        said::within(&mut out, site, new, "ins");
        said_by(&mut out, site, root, new);
    }
    out
}

/// The first of `others` that is the same statement in other words.
fn version_of(site: &Site, id: StatementId, others: &[StatementId]) -> Option<usize> {
    let language = crate::languages::of(&site.archive[site.archive[id].article].language);
    let forms = |id: StatementId| -> BTreeSet<u32> {
        crate::languages::words::words(site.archive[id].words.unmarked(), language)
            .iter()
            .map(|word| word.form)
            .collect()
    };
    let own = forms(id);
    others.iter().take(COMPARED).position(|other| {
        let one_cluster =
            site.archive[id].cluster.is_some() && site.archive[id].cluster == site.archive[*other].cluster;
        let there = forms(*other);
        one_cluster || own.intersection(&there).count() * 2 > own.len().max(there.len())
    })
}

fn said_by(out: &mut Html, site: &Site, root: Root, id: StatementId) {
    out.raw(" <small>");
    statement::speaker(out, site, root, id);
    out.raw(" · ");
    site.open_place_link(out, root, id);
    out.raw(">").text(&site.words.link_here).raw("</a></small>");
}

/// The notes on the earlier capture, each with whether its words still stand in the later one.
fn affected_notes(out: &mut Html, site: &Site, root: Root, earlier: ArticleId, now: &Analysis) {
    let folded = Folded::new(&now.body.plain);
    for row in site.archive[earlier].note_ids().map(|id| &site.archive[id]) {
        let quote = Folded::new(noted_words(site, row)).text;
        let stands = quote.is_empty() || folded.find(&quote).next().is_some();
        let words = &site.words;
        out.raw("<li><b>").text(if stands { &words.note_stands } else { &words.note_gone }).raw("</b> ");
        site.open_link(out, root, Page::Article(earlier));
        out.raw("#").raw(&row.key).raw(">").text(words.note_kind(row.note.kind)).raw("</a>");
        if !quote.is_empty() {
            out.raw("<blockquote><p>");
            said::quoted(&mut *out, site, site.archive.statement_of(row), cut(noted_words(site, row), 280));
            out.raw("</blockquote>");
        }
        out.raw(&note_body(&row.note.body)).raw("<p><small>");
        note_facts(out, site, row);
        out.raw("</small>");
    }
}

/// The words that a note is about: its own, or those of the statement it names.
fn noted_words<'a>(site: &'a Site, row: &'a NoteRow) -> &'a str {
    let of_statement = || row.statement.map_or("", |id| site.archive[id].words.unmarked());
    if row.note.quote.is_empty() && row.note.statement.is_some() { of_statement() } else { &row.note.quote }
}
