//! What the margin of an article says openly: that words are printed elsewhere, or otherwise; and what editors link them to.

use super::{said, statement};
use crate::model::archive::{RelationKind, StatementId};
use crate::site::claims;
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use std::collections::BTreeSet;

/// Longest words that are compared in the margin, in characters; of longer ones the page of the statement tells.
const COMPARED: usize = 200;
/// Longest words of a linked statement, in characters.
const LINKED: usize = 90;
/// Most outlets that are named.
const OUTLETS: usize = 4;

/// The news of one article, in the order of its statements: where else its words are printed is said where that changes.
#[derive(Default)]
pub(crate) struct News {
    outlets: Vec<String>,
    said: BTreeSet<StatementId>,
}

impl News {
    /// Writes what is news about a statement, with its number in the article: several may stand beside one paragraph.
    pub(crate) fn write(&mut self, out: &mut Html, site: &Site, root: Root, id: StatementId, number: usize) {
        let row = &site.archive[id];
        for relation in &row.relations {
            if let RelationKind::Editorial(kind, turned) = relation.kind {
                begin(out, "n", number);
                out.raw("<b>").text(statement::editorial(site, kind, turned)).raw("</b> ");
                site.open_statement_link(out, root, relation.to);
                out.raw(">");
                said::write(out, site, relation.to, LINKED);
                out.raw("</a>");
                if let Some((when, _)) = site.archive[relation.to].said_on {
                    out.raw(" <small>").text(&site.words.short_date(when)).raw("</small>");
                }
            }
        }
        let reports =
            row.claim.map(|claim| site.claims.of(claim)).filter(|reports| reports.articles > 1 && !row.nested);
        let Some(page) = site.claims.page(site.archive, id) else { return };
        let Some(reports) = reports.filter(|_| self.said.insert(page)) else { return };
        let here = row.article;
        let others: Vec<StatementId> =
            claims::all(site.archive, id).into_iter().filter(|other| site.archive[*other].article != here).collect();
        let wording =
            |id: StatementId| reports.quoted.iter().find(|(known, _)| *known == id).map(|(_, wording)| *wording);
        let reworded = others.iter().copied().find(|other| match (wording(id), wording(*other)) {
            (Some(own), Some(other)) => own != other,
            _ => false,
        });
        match reworded.filter(|_| row.words.unmarked_length() <= COMPARED) {
            Some(other) => otherwise(out, site, root, other, id, number),
            None if reports.again => {
                begin(out, "news", number);
                site.link(out, root, Page::Statement(page), &said::capital(&site.words.said_again));
                let days: BTreeSet<_> =
                    others.iter().filter_map(|other| site.archive[*other].said_on).map(|(when, _)| when).collect();
                for (at, when) in days.into_iter().take(OUTLETS).enumerate() {
                    out.raw(if at == 0 { " " } else { ", " }).text(&site.words.short_date(when));
                }
            }
            None => self.elsewhere(out, site, root, page, &others, number),
        }
    }

    /// "Also in Coast Radio, Alder Wire", unless that was said right before.
    fn elsewhere(
        &mut self,
        out: &mut Html,
        site: &Site,
        root: Root,
        page: StatementId,
        others: &[StatementId],
        number: usize,
    ) {
        let article = |id: &StatementId| &site.archive[site.archive[*id].article];
        let mut outlets: Vec<String> = Vec::new();
        for other in others {
            let name = site.outlet_of(site.archive[*other].article).unwrap_or(&article(other).title);
            if !outlets.iter().any(|known| known == name) {
                outlets.push(name.to_owned());
            }
        }
        if outlets == self.outlets {
            return;
        }
        let more = outlets.len().saturating_sub(OUTLETS);
        let mut names = outlets.iter().take(OUTLETS).cloned().collect::<Vec<_>>().join(&site.words.comma);
        if more > 0 {
            names.push_str(&format!("{}{}", site.words.comma, site.words.count(&site.words.count_more, more)));
        }
        begin(out, "news", number);
        site.link(out, root, Page::Statement(page), &fill(&site.words.also_in, &[("outlets", &names)]));
        self.outlets = outlets;
    }
}

/// A paragraph of news with the number of the statement it is about.
fn begin(out: &mut Html, class: &str, number: usize) {
    out.raw("<p class=").raw(class).raw("><i>").number(number).raw("</i> ");
}

/// The other wording with what stands here in its place.
fn otherwise(out: &mut Html, site: &Site, root: Root, other: StatementId, id: StatementId, number: usize) {
    let words = &site.words;
    let row = &site.archive[other];
    let again = site.archive[id].claim.is_some_and(|claim| site.claims.of(claim).again);
    let when = row.said_on.map(|(when, _)| when).filter(|_| again);
    let outlet = site.outlet_of(row.article).unwrap_or(&site.archive[row.article].title);
    let lead = match when {
        Some(when) => fill(&words.in_other_words, &[("date", &words.short_date(when))]),
        None => fill(&words.printed_otherwise, &[("outlet", outlet)]),
    };
    begin(out, "news", number);
    out.text(&lead).raw(" ");
    site.open_statement_link(out, root, id);
    out.raw(">");
    said::compared(out, site, id, other);
    out.raw("</a>");
}
