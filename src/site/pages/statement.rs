//! A statement with all its reports: its fullest wording, what each report made of it, the passage it stands in, what stands around
//! it, and how it is known. And the list of those that several articles report.

use crate::model::archive::{NoteRow, Relation, RelationKind, StatementId};
use crate::model::article::Analysis;
use crate::model::statement::Kind;
use crate::model::when::When;
use crate::site::claims;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{pager, parts, range_of};
use crate::site::parts::score::{self, Line, Scale};
use crate::site::parts::{card, metadata, reason, said, statement};
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use std::collections::{BTreeMap, BTreeSet};

/// Longest words in a title, in characters.
const TITLE: usize = 90;
/// Most links of one kind to other statements.
const LINKS: usize = 6;
/// Most statements of other archives.
const ELSEWHERE: usize = 24;
/// Fewest days on which something was said that are worth a drawing.
const DAYS: usize = 4;
/// Most of the passage before and after the words, in characters.
const PASSAGE: usize = 320;

pub(super) fn index(site: &Site, root: Root, part: Part) -> Content {
    let all = &site.reported;
    let mut list = Html::new();
    list.raw("<ul class=again>");
    for first in &all[range_of(part, site.page_size(), all.len())] {
        list.raw("<li>");
        brief(&mut list, site, root, *first);
    }
    list.raw("</ul>");
    Content::new("wordings.html", site.words.wordings.clone())
        .text("lead", site.words.wordings_lead.clone())
        .html("list", if all.is_empty() { Html::new() } else { list })
        .html("pager", pager(site, root, part, parts(all.len(), site.page_size()), &Page::Wordings))
}

/// A statement with what is remarkable about it, in large type, and who said it.
pub(super) fn brief(out: &mut Html, site: &Site, root: Root, first: StatementId) {
    let id = statement::leading(site, first);
    statement::kick(out, site, id);
    out.raw("<p class=").raw(statement::full_class(site, id)).raw(">");
    site.open_statement_link(out, root, id);
    out.raw(">");
    statement::full(out, site, id);
    out.raw("</a>");
    statement::by_line(out, site, root, id);
}

pub(super) fn content(site: &Site, root: Root, first: StatementId, analysis: Option<&Analysis>) -> Content {
    let words = &site.words;
    let id = statement::leading(site, first);
    let reports = claims::all(site.archive, first);
    let row = &site.archive[id];
    let text = said::text(words, row, &site.archive[row.article].language, TITLE);
    let title = format!("{}: {text}", statement::name(site, id));
    let mut top = Html::new();
    statement::kick(&mut top, site, id);
    top.raw("<h1 class=").raw(statement::full_class(site, id)).raw(">");
    statement::full(&mut top, site, id);
    top.raw("</h1>");
    statement::by_line(&mut top, site, root, id);
    let mut when = Html::new();
    let days: BTreeSet<_> =
        reports.iter().filter_map(|id| site.archive[*id].said_on).map(|(when, _)| when.start).collect();
    // The table tells of two or three.
    if days.len() >= DAYS {
        let mut name = Html::new();
        name.raw("<span>").text(&words.this_statement).raw("</span>");
        score::write(&mut when, site, root, &[Line::new(site, name, &reports)], Scale::Own);
    }
    let counted = words.count(&words.count_reports, reports.len());
    let mut content = Content::new("statement.html", title.clone());
    metadata::page(&mut content.head, site, Page::Statement(first), &title, &counted);
    metadata::claim(&mut content.head, site, first, id, &reports);
    content
        .html("top", top)
        .html("reports", compared(site, root, id, &reports))
        .text("verdict", verdict(site, id, &reports))
        .html("also", also(site, root, id, &reports))
        .html("elsewhere", elsewhere(site, &reports))
        .html("when", when)
        .html("passage", passage(site, root, &reports, analysis))
        .html("around", around(site, root, id, &reports))
        .html("notes", notes(site, root, &reports))
        .html("cite", cite(site, first, id))
        .text("embed", embed(site, first, id, &text))
        .html("known", known(site, id, &reports, analysis))
}

/// The reports of the quotation, or all if none is quoted in several: one row a wording, with the outlets that have the same words.
fn compared(site: &Site, root: Root, id: StatementId, reports: &[StatementId]) -> Html {
    let mut rows = BTreeMap::<usize, Vec<StatementId>>::new();
    for (report, wording) in quoted(site, id) {
        rows.entry(wording).or_default().push(report);
    }
    if rows.is_empty() {
        rows = reports
            .iter()
            .filter(|report| is_other(site, id, **report))
            .enumerate()
            .map(|(at, id)| (at, vec![*id]))
            .collect();
    }
    let mut out = Html::new();
    if rows.values().map(Vec::len).sum::<usize>() < 2 {
        return out;
    }
    for same in rows.values() {
        let report = same[0];
        out.raw("<tr><td><b>");
        let day = site.archive[site.archive[report].article].when();
        site.open_place_link(&mut out, root, report);
        out.raw(">")
            .text(&day.map_or_else(|| site.words.undated.clone(), |when| site.words.short_date(when)))
            .raw("</a></b>");
        out.text(site.outlet_of(site.archive[report].article).unwrap_or_default()).raw("<td>");
        match report == id {
            true => said::write(&mut out, site, report, usize::MAX),
            false if site.archive[report].kind == site.archive[id].kind => said::differing(&mut out, site, id, report),
            false => said::write(&mut out, site, report, usize::MAX),
        }
        out.raw("<td>");
        let elsewhere = same[1..].iter().filter(|other| site.archive[**other].article != site.archive[report].article);
        for (at, other) in elsewhere.enumerate() {
            out.raw(if at > 0 { ", " } else { "" });
            site.open_place_link(&mut out, root, *other);
            let article = &site.archive[site.archive[*other].article];
            out.raw(">").text(site.outlet_of(site.archive[*other].article).unwrap_or(&article.title));
            if let Some(when) = article.when() {
                out.raw(" <span>").text(&site.words.short_date(when)).raw("</span>");
            }
            out.raw("</a>");
        }
    }
    out
}

/// The reports of the quotation with their wordings.
fn quoted(site: &Site, id: StatementId) -> Vec<(StatementId, usize)> {
    site.archive[id].claim.map(|claim| site.claims.of(claim).quoted.clone()).unwrap_or_default()
}

/// Whether a report is the one that is shown, or stands in another article: a headline of the same article compares with nothing.
fn is_other(site: &Site, id: StatementId, report: StatementId) -> bool {
    report == id || site.archive[report].article != site.archive[id].article
}

/// What the comparison comes to, in a sentence or two.
fn verdict(site: &Site, id: StatementId, reports: &[StatementId]) -> String {
    let words = &site.words;
    let articles: BTreeSet<_> = reports.iter().map(|id| site.archive[*id].article).collect();
    if articles.len() < 2 {
        return words.verdict_only.clone();
    }
    let quoted = quoted(site, id);
    let language = |id: &StatementId| site.archive[site.archive[*id].article].language.as_str();
    if reports.iter().map(language).collect::<BTreeSet<_>>().len() > 1 {
        return words.verdict_translated.clone();
    }
    if quoted.len() < 2 {
        return String::new();
    }
    let Some((other, _)) = quoted.iter().find(|(_, wording)| *wording > 0) else { return words.verdict_same.clone() };
    let (same, of) = said::agreement(site, quoted[0].0, *other);
    let agree = fill(&words.verdict_agree, &[("n", &words.number(same)), ("of", &words.number(of))]);
    let again = site.archive[id].claim.is_some_and(|claim| site.claims.of(claim).again);
    format!("{agree} {}", if again { &words.verdict_days } else { &words.verdict_one_day })
}

/// Reports that are none of the compared quotations.
fn also(site: &Site, root: Root, id: StatementId, reports: &[StatementId]) -> Html {
    let quoted = quoted(site, id);
    let mut out = Html::new();
    let mut others: Vec<StatementId> = match quoted.is_empty() {
        true => reports.iter().copied().filter(|report| !is_other(site, id, *report)).collect(),
        false => reports.iter().copied().filter(|report| !quoted.iter().any(|(known, _)| known == report)).collect(),
    };
    others.sort_unstable();
    for report in others {
        statement::single(&mut out, site, root, report);
    }
    out
}

/// The same words in other archives, with who said them there.
fn elsewhere(site: &Site, reports: &[StatementId]) -> Html {
    let found: BTreeSet<_> = reports.iter().flat_map(|id| site.elsewhere.of(&site.archive[*id].words)).collect();
    let mut out = Html::new();
    for found in found.into_iter().take(ELSEWHERE) {
        out.raw("<li><a rel=external href=\"").value(&found.address).raw("\">").text(&found.archive).raw("</a>");
        let when = found.said_on.as_deref().and_then(When::parse).map(|when| site.words.short_date(when));
        for fact in found.speaker.iter().chain(&when) {
            out.text(&site.words.comma).text(fact);
        }
    }
    out
}

/// The paragraph that the words stand in.
fn passage(site: &Site, root: Root, reports: &[StatementId], analysis: Option<&Analysis>) -> Html {
    let mut out = Html::new();
    let (Some(id), Some(analysis)) = (reports.first(), analysis) else { return out };
    let row = &site.archive[*id];
    let body = &analysis.body;
    let Some(block) = body.block_at(row.extent.start).map(|index| body.blocks[index].span) else { return out };
    let plain = &body.plain;
    let end = row.extent.end.min(block.end) as usize;
    let (Some(before), Some(inside), Some(after)) = (
        plain.get(block.start as usize..row.extent.start as usize),
        plain.get(row.extent.start as usize..end),
        plain.get(end..block.end as usize),
    ) else {
        return out;
    };
    out.raw("<blockquote><p");
    site.language_attributes(&mut out, &site.archive[row.article].language);
    let (before_words, after_words) = (last_sentences(before), first_sentences(after));
    out.raw(">").raw(if before_words.len() < before.trim_start().len() { "… " } else { "" }).text(before_words);
    out.raw("<mark>").text(inside).raw("</mark>").text(after_words);
    out.raw(if after_words.len() < after.trim_end().len() { " …" } else { "" });
    out.raw("</blockquote><p class=none>");
    site.open_place_link(&mut out, root, *id);
    out.raw(">").text(&site.archive[row.article].title).raw("</a>");
    out
}

/// Where sentences end in a text: the bytes after their last sign and before the next sentence.
fn ends(text: &str) -> impl DoubleEndedIterator<Item = (usize, usize)> + '_ {
    text.match_indices(['.', '!', '?', '…']).filter_map(|(at, sign)| {
        let after = at + sign.len();
        let closed = after
            + text[after..]
                .chars()
                .take_while(|letter| matches!(letter, '”' | '"' | '»' | '“' | '’' | '\''))
                .map(char::len_utf8)
                .sum::<usize>();
        text[closed..].starts_with(char::is_whitespace).then_some((closed, closed + 1))
    })
}

/// The end of a text, from the beginning of a sentence: cut in the middle, it could say the contrary.
fn last_sentences(text: &str) -> &str {
    let Some((limit, _)) = text.char_indices().rev().nth(PASSAGE) else { return text.trim_start() };
    let start = ends(text).map(|(_, next)| next).find(|next| *next > limit && text.is_char_boundary(*next));
    start.map_or("", |start| text[start..].trim_start())
}

/// The beginning of a text, up to the end of a sentence.
fn first_sentences(text: &str) -> &str {
    let Some((limit, _)) = text.char_indices().nth(PASSAGE) else { return text.trim_end() };
    ends(text).map(|(end, _)| end).take_while(|end| *end <= limit).last().map_or("", |end| &text[..end])
}

/// What stands inside of it, right before and right after it in its article, and what editors and rules link to it.
fn around(site: &Site, root: Root, id: StatementId, reports: &[StatementId]) -> Html {
    let (archive, words) = (site.archive, &site.words);
    let mut out = Html::new();
    let inside: Vec<StatementId> = reports
        .iter()
        .flat_map(|report| {
            let others = archive[archive[*report].article].statement_ids();
            others.filter(move |other| archive[*other].nested && statement::outer(site, *other) == Some(*report))
        })
        .collect();
    let own: Vec<StatementId> = archive[archive[id].article]
        .statement_ids()
        .filter(|other| !archive[*other].nested && !archive[*other].headline)
        .collect();
    let free = |other: &&StatementId| !reports.contains(other);
    let (before, after) = match own.iter().position(|other| *other == id) {
        Some(at) => (own[..at].iter().rev().find(free), own[at + 1..].iter().find(free)),
        None => (None, None),
    };
    let mut linked = BTreeMap::<&str, Vec<StatementId>>::new();
    let mut order = Vec::new();
    for Relation { to, kind, .. } in reports.iter().flat_map(|report| &archive[*report].relations) {
        let name = match kind {
            RelationKind::Editorial(kind, turned) => statement::editorial(site, *kind, *turned),
            RelationKind::Record(false) => words.relation_record.as_str(),
            RelationKind::Record(true) => words.relation_quoted.as_str(),
            RelationKind::DiffersFrom => words.relation_differs.as_str(),
            RelationKind::SameSpeakerTopic => words.relation_same_speaker.as_str(),
            RelationKind::SameEvent => words.relation_same_event.as_str(),
            RelationKind::SameWords | RelationKind::SameClaim | RelationKind::CloseInSubject => continue,
        };
        let list = linked.entry(name).or_default();
        if list.is_empty() {
            order.push((matches!(kind, RelationKind::Editorial(..)), name));
        }
        if !list.contains(to) && !reports.contains(to) && list.len() < LINKS {
            list.push(*to);
        }
    }
    order.sort_by_key(|(editorial, _)| !editorial);
    let group = |out: &mut Html, heading: &str, ids: &[StatementId]| {
        if ids.is_empty() {
            return;
        }
        out.raw("<div class=g><h3>").text(heading).raw("</h3>");
        statement::beside(out, site, root, id, ids);
        out.raw("</div>");
    };
    for (_, name) in order.iter().filter(|(editorial, _)| *editorial) {
        group(&mut out, name, &linked[name]);
    }
    group(&mut out, &words.inside_it, &inside);
    group(&mut out, &words.just_before, before.map_or(&[], std::slice::from_ref));
    group(&mut out, &words.just_after, after.map_or(&[], std::slice::from_ref));
    for (_, name) in order.iter().filter(|(editorial, _)| !*editorial) {
        group(&mut out, name, &linked[name]);
    }
    out
}

/// The notes of editors on any of its reports.
fn notes(site: &Site, root: Root, reports: &[StatementId]) -> Html {
    let mut out = Html::new();
    for report in reports {
        let is_on = |note: &&NoteRow| note.statement == Some(*report) || site.archive.is_at(note, *report);
        let article = &site.archive[site.archive[*report].article];
        for note in article.note_ids().map(|id| &site.archive[id]).filter(is_on) {
            out.raw("<div class=n><b>");
            site.open_link(&mut out, root, Page::Article(note.article));
            out.raw("#").raw(&note.key).raw(">").text(site.words.note_kind(note.note.kind)).raw("</a></b> ");
            out.raw(&card::note_body(&note.note.body)).raw("<small>");
            card::note_facts(&mut out, site, note);
            out.raw("</small></div>");
        }
    }
    out
}

/// How to cite the words: who said them, in which article, where and when.
fn cite(site: &Site, first: StatementId, id: StatementId) -> Html {
    let (row, words) = (&site.archive[id], &site.words);
    let article = &site.archive[row.article];
    let mut out = Html::new();
    out.text(&statement::name(site, id)).raw(": ");
    said::plain(&mut out, site, id);
    let ends = out.as_str().trim_end_matches(['”', '"', '\'', '»', '“']).ends_with(['.', '!', '?']);
    out.raw(if ends { " " } else { ". " })
        .text(&words.quote_open)
        .text(&article.title)
        .text(&words.quote_close)
        .raw(". ");
    let date = article.when().map_or_else(|| words.undated.clone(), |when| words.date(when));
    let facts: Vec<&str> = site.outlet_of(row.article).into_iter().chain([date.as_str()]).collect();
    out.text(&facts.join(&words.comma)).raw(".");
    if let Some(address) = site.absolute(&Page::Statement(first).path(site.archive)) {
        out.raw(" ").text(&address);
    }
    out
}

/// Markup with which another page can quote the words; empty as long as nobody knows where the site will be.
fn embed(site: &Site, first: StatementId, id: StatementId, text: &str) -> String {
    let Some(address) = site.absolute(&Page::Statement(first).path(site.archive)) else { return String::new() };
    let mut out = Html::new();
    let quoted = site.archive[id].kind == Kind::Direct;
    out.raw("<blockquote cite=\"").value(&address).raw("\"><p>");
    out.text(if quoted { &site.words.quote_open } else { "" }).text(text).text(if quoted {
        &site.words.quote_close
    } else {
        ""
    });
    out.raw("</p><p><a href=\"")
        .value(&address)
        .raw("\">")
        .text(&statement::name(site, id))
        .raw("</a></p></blockquote>");
    out.as_str().to_owned()
}

/// How it is known who speaks, step by step, and what an editor did.
fn known(site: &Site, id: StatementId, reports: &[StatementId], analysis: Option<&Analysis>) -> Html {
    let words = &site.words;
    let mut out = Html::new();
    let shown = reports.first().copied().unwrap_or(id);
    let row = &site.archive[shown];
    out.raw("<ol class=trail><li>")
        .text(&said::capital(words.kind(row.kind)))
        .text(&words.comma)
        .text(words.certainty(row.certainty));
    if let Some(manner) = row.manner {
        out.raw("<li>").text(&said::capital(words.manner(manner)));
    }
    let line = analysis.and_then(|analysis| {
        let found = analysis.statements.iter().find(|found| found.id == row.key)?;
        reason::line(words, found, analysis)
    });
    if let Some(line) = line {
        out.raw("<li>").text(&line);
    }
    out.raw("</ol>");
    for report in reports {
        let row = &site.archive[*report];
        if let (Some(what), Some(editorial)) = (words.review(row.review()), &row.editorial) {
            out.raw("<p class=ed>");
            card::signed_by(&mut out, words, what, &editorial.signature);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_cut_between_sentences_only() {
        let long = format!("Brandt will deny that {}. She said: “Yes.” And then, ", "it leaks ".repeat(50).trim_end());
        assert_eq!(last_sentences(&long), "She said: “Yes.” And then, ");
        assert_eq!(last_sentences(&long[..400]), "");
        assert_eq!(first_sentences(&format!(", she said. {long}")), ", she said.");
        assert_eq!((last_sentences("a. b"), first_sentences(" c. d")), ("a. b", " c. d"));
    }
}
