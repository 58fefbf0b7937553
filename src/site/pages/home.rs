//! The first page: what is on record here. The statement that is most worth reading, who speaks and when, what was said last, topics,
//! articles and what editors noted.

use super::{notes, statement as page_of_statement};
use crate::model::archive::{ArticleId, PersonId, Relation, RelationKind, StatementId, TopicId};
use crate::model::authorities::EditorialRelation;
use crate::model::note::Anchor;
use crate::model::reported::Standing;
use crate::model::statement::{Certainty, Kind};
use crate::model::when::When;
use crate::site::claims::{self, Reports};
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, has_page};
use crate::site::parts::bars::{self, Bar};
use crate::site::parts::score::{self, Line, Scale};
use crate::site::parts::statement::{self, By};
use crate::site::parts::{card, items, metadata};
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use crate::text::shorten::cut;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Statements at the top: one in full size and two beside it.
const TOP: usize = 3;
/// More statements that were reworded or said again, further down.
const MORE: usize = 3;
/// Speakers with a line.
const SPEAKERS: usize = 10;
/// Statements under "said last".
const LATEST: usize = 14;
/// Topics, articles, years and notes beside them.
const BESIDE: usize = 10;
const ARTICLES: usize = 6;
const NOTES: usize = 3;
/// Longest statement in full size, in characters: more would fill the window.
const LARGE: usize = 180;
/// Newest statements among which the longest quotation is looked for.
const RECENT: usize = 400;

pub(super) fn content(site: &Site, root: Root) -> Content {
    let mut content = Content::new("home.html", site.settings.title.clone());
    let (said, read) = (site.archive.statements.len(), site.archive.articles.len());
    let described = Some(site.settings.description.clone()).filter(|description| !description.is_empty());
    let described = described.unwrap_or_else(|| site.counts(said, read));
    metadata::page(&mut content.head, site, Page::Home, &site.settings.title, &described);
    metadata::feed(&mut content.head, root, "feed.xml");
    let words = &site.words;
    let leading = leading(site);
    let (top, more) = leading.split_at(TOP.min(leading.len()));
    content
        .html("facts", facts(site, root))
        .text("search_in", fill(&words.search_in, &[("what", &words.count(&words.count_statements, said))]))
        .html("examples", examples(site, root))
        .html("top", hero(site, root, top))
        .html("speakers", speakers(site, root))
        .html("more", others(site, root, more))
        .html("last", last(site, root))
        .html("topics", topics(site, root))
        .html("years", years(site, root))
        .html("articles", articles(site, root))
        .html("noted", noted(site, root))
        .text("first_steps", fill(&words.first_steps, &[("folder", &site.settings.src)]))
}

/// How much there is of everything, each a link to its list, and from when it is.
fn facts(site: &Site, root: Root) -> Html {
    let (words, archive) = (&site.words, site.archive);
    let all = [
        (archive.statements.len(), &words.count_statements, Page::Statements(1)),
        (archive.articles.len(), &words.count_articles, Page::Articles(1)),
        (archive.people.iter().filter(|person| has_page(person)).count(), &words.count_people, Page::People),
        (archive.outlets.len(), &words.count_outlets, Page::Outlets),
        (archive.events.len(), &words.count_events, Page::Events),
        (notes::count(archive), &words.count_notes, Page::Notes(1)),
    ];
    let mut out = Html::new();
    for (count, counted, page) in all.into_iter().filter(|(count, ..)| *count > 0) {
        out.raw(if out.is_empty() { "" } else { " · " });
        site.link(&mut out, root, page, &words.count(counted, count));
    }
    if !archive.statements.is_empty() {
        out.raw(" · ");
        site.link(&mut out, root, Page::Heard, &words.heard);
    }
    let days = || archive.articles.iter().filter_map(|article| article.when()).map(|when| when.start);
    if let Some((first, last)) = days().min().zip(days().max()).filter(|(first, last)| first != last) {
        let (first, last) = (words.short_date(When::day(first)), words.short_date(When::day(last)));
        out.raw(" · ").text(&fill(&words.from_to, &[("from", &first), ("to", &last)]));
    }
    out
}

/// Searches that find something here: a speaker with a topic, a quotation, a month.
fn examples(site: &Site, root: Root) -> Html {
    let archive = site.archive;
    let most = archive.people.iter().filter(|person| has_page(person)).max_by_key(|person| person.statements.len());
    let mut queries = Vec::new();
    if let Some(person) = most.filter(|person| !person.statements.is_empty()) {
        let surname = person.sort_name.split([',', ' ']).next().unwrap_or(&person.name).to_lowercase();
        let topic = archive.topics.iter().max_by_key(|topic| topic.statements.len());
        let word = topic.and_then(|topic| topic.name.split(' ').max_by_key(|word| word.chars().count()));
        queries.push(format!("by:{surname} {}", word.unwrap_or_default().to_lowercase()).trim_end().to_owned());
    }
    let topic = archive.topics.iter().filter(|topic| topic.name.contains(' ')).max_by_key(|topic| topic.articles.len());
    queries.extend(topic.map(|topic| format!("“{}”", topic.name.to_lowercase())));
    let month = site.calendar.months.iter().max_by_key(|(key, month)| (month.count.statements, **key));
    let month = month.filter(|(_, month)| month.count.statements > 0);
    queries.extend(month.map(|((year, month), _)| format!("on:{year:04}-{month:02}")));
    let mut out = Html::new();
    for query in queries {
        let encoded = percent_encoding::utf8_percent_encode(&query, percent_encoding::NON_ALPHANUMERIC).to_string();
        out.raw("<a href=\"").raw(root.0).raw("search.html?q=").raw(&encoded).raw("\">").text(&query).raw("</a> ");
    }
    out
}

/// Statements worth reading first, the most worth first, each of another claim:
///
/// 1. printed in two wordings on one day; 2. contradicted, clarified or denied; 3. said again in other words; 4. most reported;
/// 5. the longest recent quotation of whoever is quoted most. Ties: the newer.
///
/// Headlines, words within others' words and unsure names never lead.
fn leading(site: &Site) -> Vec<StatementId> {
    let archive = site.archive;
    let mut ranked: Vec<(u8, Reverse<usize>, Reverse<StatementId>, StatementId)> = Vec::new();
    for (claim, reports) in site.claims.reported() {
        let Some(first) =
            archive[claim].statements.iter().copied().min().filter(|first| leads(site, shown(site, *first)))
        else {
            continue;
        };
        ranked.push((rank(reports), Reverse(reports.outlets * 100 + reports.articles), Reverse(first), first));
    }
    for id in (0..archive.statements.len()).map(StatementId::from) {
        let linked = archive[id].relations.iter().any(|relation| {
            let telling = [EditorialRelation::Contradicts, EditorialRelation::Clarifies, EditorialRelation::Corrects];
            matches!(relation.kind, RelationKind::Editorial(kind, false) if telling.contains(&kind))
        });
        if linked && leads(site, id) {
            ranked.push((rank_of_relation(site, id), Reverse(0), Reverse(id), claims::first(archive, id)));
        }
    }
    if ranked.len() < TOP {
        ranked.extend(quotations(site).into_iter().map(|id| (9, Reverse(0), Reverse(id), claims::first(archive, id))));
    }
    ranked.sort_unstable();
    let mut seen = BTreeSet::new();
    ranked.retain(|(.., first)| seen.insert(*first));
    ranked.into_iter().map(|(.., first)| first).take(TOP + MORE).collect()
}

/// How remarkable the reports of a claim are; 0 is most.
fn rank(reports: &Reports) -> u8 {
    match (reports.again, reports.wordings > 1, reports.replaced) {
        (false, true, true) => 0,
        (true, true, true) => 2,
        (_, true, false) => 3,
        (true, false, _) => 4,
        (false, false, _) => 5,
    }
}

/// The same of what editors linked: a contradiction comes before what was only said again.
fn rank_of_relation(site: &Site, id: StatementId) -> u8 {
    let contradicts =
        |relation: &Relation| matches!(relation.kind, RelationKind::Editorial(EditorialRelation::Contradicts, _));
    if site.archive[id].relations.iter().any(contradicts) { 1 } else { 5 }
}

fn shown(site: &Site, first: StatementId) -> StatementId {
    statement::leading(site, first)
}

/// Whether a statement may lead the page.
fn leads(site: &Site, id: StatementId) -> bool {
    let row = &site.archive[id];
    let short = row.words.unmarked_length() <= LARGE;
    short && !row.headline && !row.nested && row.certainty != Certainty::Low && statement::is_named(row)
}

/// Recent quotations of those who are quoted most, the longest first.
fn quotations(site: &Site) -> Vec<StatementId> {
    let archive = site.archive;
    let quoted =
        |id: &StatementId| archive[*id].kind == Kind::Direct && archive[*id].words.standing() == Standing::Said;
    let mut people: Vec<PersonId> =
        (0..archive.people.len()).map(PersonId::from).filter(|id| has_page(&archive[*id])).collect();
    people.sort_by_key(|id| Reverse(archive[*id].statements.len()));
    let best = |id: PersonId| {
        let recent = archive[id].statements.iter().rev().take(RECENT).copied();
        recent.filter(|id| quoted(id) && leads(site, *id)).max_by_key(|id| archive[*id].words.unmarked_length())
    };
    people.into_iter().take(SPEAKERS).filter_map(best).take(TOP).collect()
}

/// One statement in full size, and two beside it.
fn hero(site: &Site, root: Root, leading: &[StatementId]) -> Html {
    let mut out = Html::new();
    let Some((first, others)) = leading.split_first() else { return out };
    out.raw("<section class=hero><div>");
    page_of_statement::brief(&mut out, site, root, *first);
    out.raw("</div>");
    if !others.is_empty() {
        out.raw("<ul>");
        for id in others {
            out.raw("<li>");
            page_of_statement::brief(&mut out, site, root, *id);
        }
        out.raw("</ul>");
    }
    out.raw("</section>");
    out
}

fn others(site: &Site, root: Root, leading: &[StatementId]) -> Html {
    let mut out = Html::new();
    let said_often = |id: &&StatementId| {
        let reports = site.archive[**id].claim.map(|claim| site.claims.of(claim));
        reports.is_some_and(|reports| reports.articles > 1 && (reports.again || reports.wordings > 1))
    };
    for id in leading.iter().filter(said_often).take(MORE) {
        out.raw("<li>");
        page_of_statement::brief(&mut out, site, root, *id);
    }
    out
}

/// Who speaks, and when: those with the most statements, and what nobody is named for.
fn speakers(site: &Site, root: Root) -> Html {
    let archive = site.archive;
    let speaks = |id: &PersonId| has_page(&archive[*id]) && !archive[*id].statements.is_empty();
    let mut people: Vec<PersonId> = (0..archive.people.len()).map(PersonId::from).filter(speaks).collect();
    people.sort_by_key(|id| (Reverse(archive[*id].statements.len()), *id));
    let mut lines = Vec::new();
    for id in people.iter().take(SPEAKERS) {
        lines.push(Line::new(site, statement::person_name(site, root, *id), &archive[*id].statements));
    }
    let nobody = |id: &StatementId| !statement::is_named(&archive[*id]);
    let unnamed: Vec<StatementId> = (0..archive.statements.len()).map(StatementId::from).filter(nobody).collect();
    if !unnamed.is_empty() {
        let mut name = Html::new();
        name.raw("<span>").text(&site.words.not_named).raw("</span>");
        lines.push(Line::new(site, name, &unnamed));
    }
    let mut out = Html::new();
    score::write(&mut out, site, root, &lines, Scale::Own);
    if people.len() > SPEAKERS && !out.is_empty() {
        out.raw("<p class=more>");
        let everybody = archive.people.iter().filter(|person| has_page(person)).count();
        let all = site.words.count(&site.words.count_people, everybody);
        site.link(&mut out, root, Page::People, &fill(&site.words.show_all, &[("what", &all)]));
    }
    out
}

/// The newest statements by day and article.
fn last(site: &Site, root: Root) -> Html {
    let archive = site.archive;
    let newest = site.newest_first.iter().flat_map(|article| archive[*article].statement_ids());
    let ids: Vec<StatementId> = newest.filter(|id| !archive[*id].headline).take(LATEST).collect();
    let mut out = Html::new();
    if ids.is_empty() {
        return out;
    }
    statement::groups(&mut out, site, root, &ids, By::OccasionAndSpeaker);
    out.raw("<p class=more>");
    let all = site.words.count(&site.words.count_statements, archive.statements.len());
    site.link(&mut out, root, Page::Statements(1), &fill(&site.words.show_all, &[("what", &all)]));
    out
}

/// The topics with most statements.
fn topics(site: &Site, root: Root) -> Html {
    let archive = site.archive;
    let mut all: Vec<TopicId> = (0..archive.topics.len()).map(TopicId::from).collect();
    all.retain(|id| !archive[*id].statements.is_empty() || !archive[*id].articles.is_empty());
    all.sort_by_key(|id| (Reverse(archive[*id].statements.len()), Reverse(archive[*id].articles.len()), *id));
    let bar = |id: &TopicId| {
        let mut name = Html::new();
        site.topic_link(&mut name, root, *id);
        Bar::new(site, name, &archive[*id].statements)
    };
    let shown: Vec<Bar> = all.iter().take(BESIDE).map(bar).collect();
    let mut out = Html::new();
    if shown.is_empty() {
        return out;
    }
    bars::write(&mut out, site, &shown);
    if all.len() > BESIDE {
        out.raw("<p class=more>");
        let count = site.words.count(&site.words.count_topics, archive.topics.len());
        site.link(&mut out, root, Page::Topics, &fill(&site.words.show_all, &[("what", &count)]));
    }
    out
}

/// The years with most statements, the latest first; nothing if there is only one.
fn years(site: &Site, root: Root) -> Html {
    let mut years: Vec<(usize, i32)> =
        site.calendar.years.iter().map(|(year, row)| (row.count.statements, *year)).collect();
    years.retain(|(count, _)| *count > 0);
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.truncate(BESIDE);
    years.sort_unstable_by_key(|(_, year)| Reverse(*year));
    let bar = |(count, year): &(usize, i32)| {
        let mut name = Html::new();
        site.link(&mut name, root, Page::Year(*year, 1), &site.words.year(*year));
        Bar { name, count: *count, quoted: 0 }
    };
    let mut out = Html::new();
    if years.len() > 1 {
        bars::write(&mut out, site, &years.iter().map(bar).collect::<Vec<_>>());
    }
    out
}

fn articles(site: &Site, root: Root) -> Html {
    let newest: Vec<ArticleId> = site.newest_first.iter().copied().take(ARTICLES).collect();
    let mut out = Html::new();
    if newest.is_empty() {
        return out;
    }
    items::articles(&mut out, site, root, &newest);
    if site.archive.articles.len() > ARTICLES {
        out.raw("<p class=more>");
        let count = site.words.count(&site.words.count_articles, site.archive.articles.len());
        site.link(&mut out, root, Page::Articles(1), &fill(&site.words.show_all, &[("what", &count)]));
    }
    out
}

/// The newest notes of editors.
fn noted(site: &Site, root: Root) -> Html {
    let has_place = |at: usize| !matches!(site.archive.notes[at].anchor, Anchor::Lost | Anchor::Ambiguous);
    // A note whose words are no longer there has no place that it could lead to.
    let mut all: Vec<usize> = (0..site.archive.notes.len()).filter(|at| has_place(*at)).collect();
    all.sort_by_key(|at| (Reverse(&site.archive.notes[*at].note.date), *at));
    let mut out = Html::new();
    if all.is_empty() {
        return out;
    }
    out.raw("<ul class=arts>");
    for row in all.into_iter().take(NOTES).map(|at| &site.archive.notes[at]) {
        out.raw("<li>");
        site.open_link(&mut out, root, Page::Article(row.article));
        let body = card::note_words(&row.note.body);
        let shown = cut(&body, 140);
        out.raw("#").raw(&row.key).raw(">").text(shown);
        out.raw(if shown.len() < body.len() { " …" } else { "" }).raw("</a><small><b class=e>");
        out.text(site.words.note_kind(row.note.kind)).raw("</b>");
        let date = row
            .note
            .date
            .as_ref()
            .map(|date| When::parse(date).map_or_else(|| date.clone(), |when| site.words.short_date(when)));
        for fact in [&row.note.author, &date].into_iter().flatten() {
            out.text(&site.words.comma).text(fact);
        }
        out.raw("</small>");
    }
    out.raw("</ul>");
    out
}
