//! The items of lists: articles, statements, dated sentences, events.

use super::said;
use crate::linking::relations::claims;
use crate::model::archive::{ArticleId, ClaimId, EventId, MentionId, StatementId};
use crate::model::when::When;
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::view::{Root, Site};
use std::collections::BTreeMap;

/// What an item says of a statement besides its words, because the page does not say it already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// Who said it.
    Speaker,
    /// When it was said; days become headings.
    Day,
    /// Both.
    SpeakerAndDay,
}

/// Longest statement shown whole in a list, in characters; longer ones are cut and go on in their article.
const WORDS: usize = 280;

/// A list of articles, each with its date and outlet.
pub(crate) fn articles(out: &mut Html, site: &Site, root: Root, ids: &[ArticleId]) {
    out.raw("<ul class=a>");
    for id in ids {
        out.raw("<li>");
        site.article_link(out, root, *id);
        out.raw(" <small>");
        article_facts(out, site, *id);
        out.raw("</small>");
    }
    out.raw("</ul>");
}

/// Date and outlet of an article, as text.
pub(crate) fn article_facts(out: &mut Html, site: &Site, id: ArticleId) {
    let row = &site.archive[id];
    match row.when() {
        Some(when) => out.text(&site.words.short_date(when)),
        None => out.text(&site.words.undated),
    };
    if let Some(outlet) = site.outlet_of(id) {
        out.raw(" · ").text(outlet);
    }
}

/// A list of statements. Where days are shown, each day is a heading over its statements. Reports of one claim are one item: the
/// one that tells most, with links to the others.
pub(crate) fn statements(out: &mut Html, site: &Site, root: Root, ids: &[StatementId], show: Show) {
    let mut day: Option<Option<When>> = None;
    for (id, others) in &claims(site, ids) {
        let row = &site.archive[*id];
        let said = row.said_on.map(|(when, _)| when);
        if show != Show::Speaker && day != Some(said) {
            if day.is_some() {
                out.raw("</ul>");
            }
            out.raw("<h3>");
            match said {
                Some(when) => out.text(&said::capital(&site.words.date(when))),
                None => out.text(&site.words.undated),
            };
            out.raw("</h3><ul class=s>");
            day = Some(said);
        } else if show == Show::Speaker && day.is_none() {
            out.raw("<ul class=s>");
            day = Some(said);
        }
        out.raw("<li>");
        statement(out, site, root, *id, others, show);
    }
    if day.is_some() {
        out.raw("</ul>");
    }
}

/// One statement: its words, who said them unless the page is theirs, and where they are reported.
fn statement(out: &mut Html, site: &Site, root: Root, id: StatementId, others: &[StatementId], show: Show) {
    let row = &site.archive[id];
    said::write(out, site, id, WORDS);
    out.raw(" <small>");
    if show != Show::Day {
        speaker(out, site, root, id);
        out.raw(" · ");
    }
    site.open_statement_link(out, root, id);
    out.raw(">").text(site.outlet_of(row.article).unwrap_or(&site.archive[row.article].title)).raw("</a>");
    if !others.is_empty() {
        out.raw(" · ");
        also(out, site, root, id, others);
    }
    out.raw("</small>");
}

/// The statements of a list, those of one claim together: the best of them in the place of the first, and the others.
fn claims(site: &Site, ids: &[StatementId]) -> Vec<(StatementId, Vec<StatementId>)> {
    let mut reports = BTreeMap::<ClaimId, Vec<StatementId>>::new();
    for id in ids {
        if let Some(claim) = site.archive[*id].claim {
            reports.entry(claim).or_default().push(*id);
        }
    }
    let mut items = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(claim) = site.archive[*id].claim else {
            items.push((*id, Vec::new()));
            continue;
        };
        // The first one takes all of its claim along.
        if let Some(mut others) = reports.remove(&claim) {
            let best = claims::best(site.archive, &others);
            others.retain(|other| *other != best);
            items.push((best, others));
        }
    }
    items
}

/// Links to the other reports of a claim: by outlet, and by headline or text where it is the same article.
fn also(out: &mut Html, site: &Site, root: Root, id: StatementId, others: &[StatementId]) {
    let (before, after) = site.words.also_reported.split_once("{places}").unwrap_or((&site.words.also_reported, ""));
    out.text(before);
    for (at, other) in others.iter().enumerate() {
        let (row, article) = (&site.archive[*other], site.archive[id].article);
        out.raw(if at > 0 { ", " } else { "" });
        site.open_statement_link(out, root, *other);
        out.raw(">").text(match (row.article == article, row.headline) {
            (true, true) => &site.words.reported_in_headline,
            (true, false) => &site.words.reported_in_text,
            (false, _) => site.outlet_of(row.article).unwrap_or(&site.archive[row.article].title),
        });
        out.raw("</a>");
    }
    out.text(after);
}

/// Who said it, as a link; of an unresolved speaker, the words that name them.
pub(crate) fn speaker(out: &mut Html, site: &Site, root: Root, id: StatementId) {
    let row = &site.archive[id];
    for (index, person) in row.together.iter().enumerate() {
        out.raw(if index > 0 { ", " } else { "" });
        site.person_link(out, root, *person);
    }
    match (row.speaker, &row.source) {
        (Some(person), _) => site.person_link(out, root, person),
        (None, _) if !row.together.is_empty() => {}
        (None, Some(source)) => {
            out.text(source);
        }
        (None, None) => {
            out.text(&site.words.unresolved);
        }
    }
}

/// Sentences that mention a date, the words of the date marked, each with its article.
pub(crate) fn mentions(out: &mut Html, site: &Site, root: Root, ids: &[MentionId]) {
    out.raw("<ul class=m>");
    for id in ids {
        let row = &site.archive[*id];
        let (start, end) = (row.words.start as usize, row.words.end as usize);
        out.raw("<li>");
        match (row.sentence.get(..start), row.sentence.get(start..end), row.sentence.get(end..)) {
            (Some(before), Some(date), Some(after)) => {
                out.text(before).raw("<b>").text(date).raw("</b>").text(after);
            }
            _ => {
                out.text(&row.sentence);
            }
        }
        out.raw(" <small>");
        site.open_link(out, root, Page::Article(row.article));
        if let Some(block) = row.block {
            out.raw("#").raw(&block.to_string());
        }
        out.raw(">").text(&site.archive[row.article].title).raw("</a></small>");
    }
    out.raw("</ul>");
}

/// Events, each with its date and place.
pub(crate) fn events(out: &mut Html, site: &Site, root: Root, ids: &[EventId]) {
    out.raw("<ul class=a>");
    for id in ids {
        let row = &site.archive[*id];
        out.raw("<li>");
        site.link(out, root, Page::Event(*id, 1), &row.name);
        out.raw(" <small>").text(&site.words.date(row.when));
        if let Some(place) = &row.location {
            out.raw(" · ").text(place);
        }
        out.raw("</small>");
    }
    out.raw("</ul>");
}
