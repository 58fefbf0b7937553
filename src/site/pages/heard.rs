//! Who is heard: the share of each kind of source and of each speaker, in all and by period, topic and outlet, with the numbers.

use crate::linking::heard::{Amount, Heard, Part, Period, SourceKind};
use crate::model::archive::OutletId;
use crate::model::when::When;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::view::{Root, Site};
use crate::site::words::Words;

/// Speakers in the table of all.
const SPEAKERS: usize = 30;
/// Speakers named beside a topic or outlet.
const MOST: usize = 3;
/// Height of a bar of the chart and the distance to the next one, and width of the chart.
const BAR: usize = 14;
const STEP: usize = 20;
const WIDTH: usize = 600;
/// Periods in the chart: the latest.
const BARS: usize = 24;

pub(super) fn content(site: &Site, root: Root) -> Content {
    let words = &site.words;
    let heard = Heard::of(site.archive);
    let mut out = Html::new();
    legend(&mut out, words);
    chart(&mut out, site, &heard);
    let (period, all) = (&words.dates, &words.heard_all);
    table(&mut out, site, "all", "", period, &mut |out| {
        row(out, site, root, "", |out| _ = out.text(all), &heard.all);
        for (period, part) in &heard.periods {
            row(out, site, root, "", |out| name_of_period(out, site, root, *period), part);
        }
    });
    speakers(&mut out, site, root, &heard.all);
    table(&mut out, site, "topics", &words.topics, &words.topics, &mut |out| {
        let mut topics: Vec<_> = heard.topics.iter().collect();
        topics.sort_by_key(|(id, part)| (std::cmp::Reverse(part.all.statements), **id));
        for (id, part) in topics {
            let anchor = format!("t-{}", site.archive[*id].slug);
            row(out, site, root, &anchor, |out| site.topic_link(out, root, *id), part);
        }
    });
    table(&mut out, site, "outlets", &words.outlets, &words.outlets, &mut |out| {
        let mut outlets: Vec<(&OutletId, &Part)> = heard.outlets.iter().collect();
        outlets.sort_by_key(|(id, part)| (std::cmp::Reverse(part.all.statements), **id));
        for (id, part) in outlets {
            let anchor = format!("o-{}", site.archive[*id].slug);
            let name = &site.archive[*id].name;
            row(out, site, root, &anchor, |out| site.link(out, root, Page::Outlet(*id, 1), name), part);
        }
    });
    out.raw("<p><a href=").raw(root.0).raw("data/heard.csv>heard.csv</a></p>");
    Content::new("heard.html", words.heard.clone())
        .text("lead", words.heard_lead.clone())
        .html("list", out)
        .html("pager", Html::new())
}

fn name_of_period(out: &mut Html, site: &Site, root: Root, (year, month): Period) {
    let when = month.map_or_else(|| When::year(year), |month| When::month(year, month));
    if let Some(when) = when {
        site.date_link(out, root, when, &site.words.date(when));
    }
}

/// Percent, rounded to a whole number.
fn percent(of: usize, all: usize) -> usize {
    (of * 100 + all / 2).checked_div(all).unwrap_or(0)
}

fn name_of(words: &Words, kind: SourceKind) -> &str {
    match kind {
        SourceKind::Person => &words.heard_person,
        SourceKind::Office => &words.heard_office,
        SourceKind::Organisation => &words.heard_organisation,
        SourceKind::Document => &words.heard_document,
        SourceKind::Unnamed => &words.not_named,
    }
}

/// What the shades of the chart mean.
fn legend(out: &mut Html, words: &Words) {
    out.raw("<ul class=heard-key>");
    for (number, kind) in SourceKind::ALL.into_iter().enumerate() {
        out.raw("<li><svg viewBox=\"0 0 1 1\" aria-hidden=true class=heard><path class=h").number(number);
        out.raw(" d=M0,0h1v1H0z /></svg> ").text(name_of(words, kind));
    }
    out.raw("</ul>");
}

/// A bar for each of the latest periods, or one for all. The table below it says the same in numbers.
fn chart(out: &mut Html, site: &Site, heard: &Heard) {
    let words = &site.words;
    let mut bars: Vec<(String, &Part)> = Vec::new();
    let skipped = heard.periods.len().saturating_sub(BARS);
    for ((year, month), part) in heard.periods.iter().skip(skipped) {
        bars.push((month.map_or_else(|| year.to_string(), |month| format!("{year}-{month:02}")), part));
    }
    if bars.is_empty() {
        bars.push((words.heard_all.clone(), &heard.all));
    }
    let shares: Vec<String> = SourceKind::ALL
        .into_iter()
        .map(|kind| {
            let share = percent(heard.all.kinds[kind as usize].statements, heard.all.all.statements);
            format!("{} {} %", name_of(words, kind), words.number(share))
        })
        .collect();
    let label = format!("{}: {}", words.heard, shares.join(&words.comma));
    out.raw("<svg class=heard role=img viewBox=\"0 0 ").number(WIDTH + 80).raw(" ").number(bars.len() * STEP);
    out.raw("\" aria-label=\"").value(&label).raw("\">");
    for (index, (name, part)) in bars.iter().enumerate() {
        let top = index * STEP;
        out.raw("<text x=0 y=").number(top + BAR - 3).raw(">").text(name).raw("</text>");
        let mut start = 0;
        let mut sum = 0;
        for (number, amount) in part.kinds.iter().enumerate() {
            sum += amount.statements;
            let end = (sum * WIDTH).checked_div(part.all.statements).unwrap_or(0);
            if end > start {
                out.raw("<path class=h").number(number).raw(" d=M").number(80 + start).raw(",").number(top);
                out.raw("h").number(end - start).raw("v").number(BAR).raw("h-").number(end - start).raw("z />");
            }
            start = end;
        }
    }
    out.raw("</svg>");
}

/// Begins a table that may be wider than the window: then it is scrolled, by keys too.
fn wide(out: &mut Html, name: &str) {
    out.raw("<div class=wide role=region tabindex=0 aria-label=\"").value(name).raw("\"><table class=numbers>");
}

/// A table of parts of the archive.
fn table(out: &mut Html, site: &Site, id: &str, heading: &str, first: &str, rows: &mut dyn FnMut(&mut Html)) {
    let words = &site.words;
    if !heading.is_empty() {
        out.raw("<h2 id=").raw(id).raw(">").text(heading).raw("</h2>");
    }
    wide(out, first);
    out.raw("<thead><tr><th scope=col>").text(first);
    out.raw("<th scope=col>").text(&words.statements).raw("<th scope=col>").text(&words.heard_words);
    for kind in SourceKind::ALL {
        out.raw("<th scope=col>").text(name_of(words, kind)).raw(" %");
    }
    out.raw("<th scope=col>").text(&words.heard_most).raw("<tbody>");
    rows(out);
    out.raw("</table></div>");
}

/// Statements and words of a part, the share of each kind of source in its statements, and who is heard most in it.
fn row(out: &mut Html, site: &Site, root: Root, id: &str, name: impl FnOnce(&mut Html), part: &Part) {
    let words = &site.words;
    out.raw("<tr");
    if !id.is_empty() {
        out.raw(" id=").path(id);
    }
    out.raw("><th scope=row>");
    name(out);
    out.raw("<td>").text(&words.number(part.all.statements)).raw("<td>").text(&words.number(part.all.words));
    for Amount { statements, .. } in &part.kinds {
        out.raw("<td>").text(&words.number(percent(*statements, part.all.statements)));
    }
    out.raw("<td>");
    for (index, (person, amount)) in part.speakers.iter().take(MOST).enumerate() {
        out.text(if index > 0 { &words.comma } else { "" });
        site.person_link(out, root, *person);
        out.raw(" ").text(&words.number(percent(amount.statements, part.all.statements))).raw(" %");
    }
}

/// Those who are heard most in all.
fn speakers(out: &mut Html, site: &Site, root: Root, all: &Part) {
    let words = &site.words;
    out.raw("<h2 id=speakers>").text(&words.heard_most).raw("</h2>");
    wide(out, &words.heard_most);
    out.raw("<thead><tr><th scope=col>")
        .text(&words.people)
        .raw("<th scope=col>")
        .text(&words.statements)
        .raw("<th scope=col>%");
    out.raw("<th scope=col>").text(&words.heard_words).raw("<th scope=col>%<tbody>");
    for (person, amount) in all.speakers.iter().take(SPEAKERS) {
        out.raw("<tr><th scope=row>");
        site.person_link(out, root, *person);
        for (number, of) in [(amount.statements, all.all.statements), (amount.words, all.all.words)] {
            out.raw("<td>").text(&words.number(number)).raw("<td>").text(&words.number(percent(number, of)));
        }
    }
    out.raw("</table></div>");
}
