//! The statement: a row of a list, and in full size. Every list, card and page takes it from here.
//!
//! The classes of a row are its form, and a style sheet may rely on them: `q` quoted, `no` denied or not said, `h` a headline, `in`
//! inside another's words, `u` a speaker who is not named. A row says who speaks where that changes, then the words, which lead to
//! the statement, then in `<small>` only what is news: how often it is reported, in how many wordings, what editors did.

use super::said;
use crate::linking::relations::claims;
use crate::model::archive::{ArticleId, ClaimId, PersonId, RelationKind, StatementId, StatementRow, TopicId};
use crate::model::authorities::EditorialRelation;
use crate::model::corrections::Review;
use crate::model::reported::Standing;
use crate::model::statement::{Certainty, Kind, Manner};
use crate::model::when::When;
use crate::site::claims::Reports;
use crate::site::html::Html;
use crate::site::page::Page;
use crate::site::view::{Root, Site};
use crate::site::words::say::fill;
use crate::text::shorten::cut;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Longest statement shown whole in a list, in characters; longer ones are cut and go on in their article.
const WORDS: usize = 280;
/// The same where the statement stands in full on the page already.
const BEGINNING: usize = 110;
/// Longest words of an article for somebody nobody knows.
const SOURCE: usize = 60;

/// What a list of statements has for headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// The day and the article; the list is one speaker's.
    Occasion,
    /// The day and the article; the rows say who speaks.
    OccasionAndSpeaker,
    /// Who speaks; the rows say in which outlet.
    Speaker,
}

/// A list of statements in groups. Reports of one claim are one row: the one that tells most, with the number of the others.
pub(crate) fn groups(out: &mut Html, site: &Site, root: Root, ids: &[StatementId], by: By) {
    let mut rows = folded(site, ids);
    if by == By::Speaker {
        by_speaker(site, &mut rows);
    }
    let mut rest = rows.as_slice();
    let mut day = None;
    while let Some((first, _)) = rest.first() {
        let key = key(site, *first, by);
        let end = rest.iter().position(|(id, _)| self::key(site, *id, by) != key).unwrap_or(rest.len());
        let (group, after) = rest.split_at(end);
        out.raw("<div class=g");
        let when =
            site.archive[*first].said_on.map(|(when, _)| when).filter(|when| by == By::Occasion && day != Some(*when));
        if let Some(when) = when {
            out.raw(" id=").raw(&day_anchor(when));
            day = Some(when);
        }
        out.raw("><h3>");
        match by {
            By::Speaker => speaker(out, site, root, *first),
            By::Occasion | By::OccasionAndSpeaker => {
                let dated = group.iter().map(|(id, _)| *id).find(|id| site.archive[*id].said_on.is_some());
                let reached = group.iter().any(|(id, _)| leads_to_its_article(site, *id));
                occasion(out, site, root, dated.unwrap_or(*first), reached);
            }
        }
        out.raw("</h3><ul class=s>");
        let (mut before, mut outlet) = (None, None);
        for (id, _) in group {
            let article = Some(site.archive[*id].article);
            let speaker = by == By::OccasionAndSpeaker && before != Some(who(site, *id));
            let row = Row { id: *id, speaker, outlet: by == By::Speaker && outlet != article, day: false };
            outlet = article;
            row.write(out, site, root);
            before = Some(who(site, *id));
        }
        out.raw("</ul></div>");
        rest = after;
    }
}

/// What one speaker said on a topic, from first to last, as a section of a page on which it stands in full already: the beginning of
/// each statement, and its day.
pub(crate) fn thread(out: &mut Html, site: &Site, root: Root, topic: TopicId, ids: &[StatementId]) {
    out.raw("<div class=g id=on-").path(&site.archive[topic].slug).raw("><h3>");
    site.topic_link(out, root, topic);
    out.raw("<small>")
        .text(&site.words.count(&site.words.count_statements, ids.len()))
        .raw("</small></h3><ul class=s>");
    for (id, _) in folded(site, ids) {
        let row = &site.archive[id];
        open_row(out, site, row);
        site.open_statement_link(out, root, id);
        out.raw(">");
        said::write(out, site, id, BEGINNING);
        out.raw("</a>");
        if let Some((when, _)) = row.said_on {
            out.raw("<small>").text(&site.words.short_date(when)).raw("</small>");
        }
    }
    out.raw("</ul></div>");
}

/// The anchor of a day on a page of one speaker: "d2022-02-14".
pub(crate) fn day_anchor(when: When) -> String {
    format!("d{when}")
}

/// Statements in groups by who makes them: those with the most reports first, the order of the list within each.
fn by_speaker(site: &Site, rows: &mut [(StatementId, Vec<StatementId>)]) {
    let mut weight = BTreeMap::<Who, (usize, usize)>::new();
    for (at, (id, others)) in rows.iter().enumerate() {
        let entry = weight.entry(who(site, *id)).or_insert((0, at));
        entry.0 += 1 + others.len();
    }
    let weight = |id: StatementId| weight[&who(site, id)];
    rows.sort_by_key(|(id, others)| {
        let (heavy, first) = weight(*id);
        (who(site, *id).is_nobody(), Reverse(heavy), first, Reverse(others.len()))
    });
}

/// What the statements of a group share.
fn key<'a>(site: &'a Site, id: StatementId, by: By) -> (Option<When>, Option<ArticleId>, Option<Who<'a>>) {
    let row = &site.archive[id];
    match by {
        By::Speaker => (None, None, Some(who(site, id))),
        By::Occasion | By::OccasionAndSpeaker => (site.archive.known_by(id), Some(row.article), None),
    }
}

/// Who makes a statement, to see where that changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who<'a> {
    People(Vec<PersonId>),
    /// Named in the article, known to nobody.
    Source(&'a str),
}

impl Who<'_> {
    fn is_nobody(&self) -> bool {
        matches!(self, Who::Source(_))
    }
}

fn who<'a>(site: &'a Site, id: StatementId) -> Who<'a> {
    let row = &site.archive[id];
    match row.speaker {
        Some(person) => Who::People(vec![person]),
        None if !row.together.is_empty() => Who::People(row.together.clone()),
        None => Who::Source(row.source.as_deref().unwrap_or_default()),
    }
}

/// Day, occasion and outlet: the heading of a group. `reached` if one of its rows leads to the article.
fn occasion(out: &mut Html, site: &Site, root: Root, id: StatementId, reached: bool) {
    let row = &site.archive[id];
    match (row.said_on, site.archive.known_by(id)) {
        (Some((when, _)), _) => site.date_link(out, root, when, &said::capital(&site.words.short_date(when))),
        // Nobody says when words within others' words were said, only when those were.
        (None, Some(when)) => {
            out.text(&said::capital(&fill(&site.words.by_day, &[("day", &site.words.short_date(when))])));
        }
        (None, None) => {
            out.text(&site.words.undated);
        }
    }
    out.raw("<small>");
    if let Some(occasion) = row.venue.as_ref().or(row.place.as_ref()) {
        out.text(occasion).raw("<br>");
    }
    source(out, site, root, row, reached);
    out.raw("</small>");
}

/// Whether the words of a row are a link to where they stand, and not to a page of their own.
fn leads_to_its_article(site: &Site, id: StatementId) -> bool {
    site.claims.page(site.archive, id).is_none()
}

/// The outlet of a statement, else its article's title: a link to the article, unless the words beside it are one already.
fn source(out: &mut Html, site: &Site, root: Root, row: &StatementRow, reached: bool) {
    let name = site.outlet_of(row.article).unwrap_or(&site.archive[row.article].title);
    match reached {
        true => out.text(name),
        false => {
            site.open_link(out, root, Page::Article(row.article));
            out.raw(">").text(name).raw("</a>")
        }
    };
}

/// One row of a list.
struct Row {
    id: StatementId,
    /// Whether it says who speaks.
    speaker: bool,
    /// Whether it says in which outlet.
    outlet: bool,
    /// Whether it says on which day.
    day: bool,
}

impl Row {
    fn write(&self, out: &mut Html, site: &Site, root: Root) {
        let row = &site.archive[self.id];
        open_row(out, site, row);
        if self.speaker {
            out.raw("<b>");
            speaker(out, site, root, self.id);
            if row.certainty == Certainty::Low && row.review() == Review::Unreviewed && is_named(row) {
                out.raw(" <small>").text(&site.words.unsure).raw("</small>");
            }
            out.raw("</b>");
        }
        site.open_statement_link(out, root, self.id);
        out.raw(">");
        said::write(out, site, self.id, WORDS);
        out.raw("</a>");
        let mut news = Html::new();
        self.news(&mut news, site, root);
        if !news.is_empty() {
            // Each piece of news ends with a line break; the last needs none.
            let news = news.as_str();
            out.raw("<small>").raw(news.strip_suffix("<br>").unwrap_or(news)).raw("</small>");
        }
    }

    /// What there is to say besides the words.
    fn news(&self, out: &mut Html, site: &Site, root: Root) {
        let (row, words) = (&site.archive[self.id], &site.words);
        if self.outlet {
            source(out, site, root, row, leads_to_its_article(site, self.id));
            let said = row.said_on.map(|(when, _)| when).or_else(|| site.archive[row.article].when());
            if let Some(when) = said.filter(|_| self.day) {
                out.text(&words.comma).text(&words.short_date(when));
            }
            out.raw("<br>");
        }
        let mut line = |class: &str, text: &str| {
            match class {
                "" => out.text(text).raw("<br>"),
                _ => out.raw("<b class=").raw(class).raw(">").text(text).raw("</b><br>"),
            };
        };
        if row.headline {
            line("", &words.reported_in_headline);
        }
        if let Some(outer) = outer(site, self.id) {
            let name = name(site, outer);
            line("", &fill(&words.in_words_of, &[("name", &name)]));
        }
        if !row.via.is_empty() && !row.nested {
            line("", &fill(&words.passed_on_by, &[("names", &row.via.join(&words.comma))]));
        }
        match row.manner {
            _ if row.review() != Review::Unreviewed => {}
            Some(manner @ (Manner::Pronoun | Manner::Context | Manner::Standing | Manner::Report)) => {
                line("", words.inferred_name(manner).unwrap_or_default());
            }
            None if self.speaker && row.source.is_some() && !is_named(row) && !row.nested => {
                line("", &words.unresolved)
            }
            _ => {}
        }
        let reports =
            row.claim.map(|claim| site.claims.of(claim)).filter(|reports| reports.articles > 1 && !row.nested);
        if let Some(reports) = reports {
            reported(reports, site, &mut line);
        }
        for relation in row.relations.iter() {
            if let RelationKind::Editorial(kind, turned) = relation.kind {
                line("e", &said::lower(editorial(site, kind, turned)));
                break;
            }
        }
        match row.review() {
            Review::Unreviewed => {}
            Review::Checked => line("e", &words.checked),
            Review::Corrected => line("e", &words.corrected),
            Review::Added => line("e", &words.added),
        }
        let notes = site.claims.notes_on(self.id);
        if notes > 0 {
            line("e", &words.count(&words.count_notes, notes));
        }
    }
}

/// How often a claim is reported and in how many wordings, as lines of news.
fn reported(reports: &Reports, site: &Site, line: &mut impl FnMut(&str, &str)) {
    let words = &site.words;
    match (reports.again, reports.wordings > 1) {
        (true, true) => line("w", &words.said_again_reworded),
        (true, false) => line("t", &words.said_again),
        (false, many) => {
            line("", &words.count(&words.count_reports, reports.articles));
            if many {
                line("w", &words.count(&words.count_wordings, reports.wordings));
            }
        }
    }
}

/// Writes `<li>` with the form of a statement as its classes.
fn open_row(out: &mut Html, site: &Site, row: &StatementRow) {
    let class = class(site, row);
    match class.contains(' ') {
        _ if class.is_empty() => out.raw("<li>"),
        true => out.raw("<li class=\"").raw(&class).raw("\">"),
        false => out.raw("<li class=").raw(&class).raw(">"),
    };
}

/// The form of a statement, as classes.
fn class(site: &Site, row: &StatementRow) -> String {
    let mut classes = Vec::new();
    match row.words.standing() {
        Standing::Denied | Standing::NotSaid | Standing::Declined | Standing::NotDenied | Standing::DeclinedToDeny => {
            classes.push("no")
        }
        _ if said::is_quoted(site, row) => classes.push("q"),
        _ if row.headline => classes.push("h"),
        _ => {}
    }
    if row.nested {
        classes.push("in");
    }
    if !is_named(row) {
        classes.push("u");
    }
    classes.join(" ")
}

/// Whether it is known who speaks.
pub(crate) fn is_named(row: &StatementRow) -> bool {
    row.speaker.is_some() || !row.together.is_empty()
}

/// The statement of whose words a nested one is a part.
pub(crate) fn outer(site: &Site, id: StatementId) -> Option<StatementId> {
    site.archive.outer(id)
}

/// What an editor says that links a statement to another.
pub(crate) fn editorial<'w>(site: &'w Site, kind: EditorialRelation, turned: bool) -> &'w str {
    use EditorialRelation::{Answers, Changed, Clarifies, Contradicts, Corrects, Repeats, Translates};
    let words = &site.words;
    match (kind, turned) {
        (Answers, false) => &words.relation_answers,
        (Answers, true) => &words.relation_answered,
        (Contradicts, false) => &words.relation_contradicts,
        (Contradicts, true) => &words.relation_contradicted,
        (Corrects, false) => &words.relation_corrects,
        (Corrects, true) => &words.relation_corrected,
        (Clarifies, false) => &words.relation_clarifies,
        (Clarifies, true) => &words.relation_clarified,
        (Repeats, false) => &words.relation_repeats,
        (Repeats, true) => &words.relation_repeated,
        (Translates, false) => &words.relation_translates,
        (Translates, true) => &words.relation_translated,
        (Changed, false) => &words.relation_changed,
        (Changed, true) => &words.relation_changed_by,
    }
}

/// A row of a list by itself, with who speaks, when and where.
pub(crate) fn row(out: &mut Html, site: &Site, root: Root, id: StatementId) {
    Row { id, speaker: true, outlet: true, day: false }.write(out, site, root);
}

/// The same with the day, for lists that are not in the order of time.
pub(crate) fn dated_row(out: &mut Html, site: &Site, root: Root, id: StatementId) {
    Row { id, speaker: true, outlet: true, day: true }.write(out, site, root);
}

/// Statements that are linked to one, as a list: of another speaker with who speaks, of another article with where it stands.
pub(crate) fn beside(out: &mut Html, site: &Site, root: Root, one: StatementId, ids: &[StatementId]) {
    let (mut before, mut article) = (who(site, one), site.archive[one].article);
    out.raw("<ul class=s>");
    for (id, _) in folded(site, ids) {
        let (who, where_it_stands) = (who(site, id), site.archive[id].article);
        Row { id, speaker: before != who, outlet: article != where_it_stands, day: false }.write(out, site, root);
        (before, article) = (who, where_it_stands);
    }
    out.raw("</ul>");
}

/// The statements of a list that are reported most, with who speaks: all of them up to `shown`, of more only `of_more`. How many it
/// leaves out.
pub(crate) fn heaviest(
    out: &mut Html,
    site: &Site,
    root: Root,
    ids: &[StatementId],
    shown: usize,
    of_more: usize,
) -> usize {
    let mut rows = folded(site, ids);
    let weight = |id: StatementId| site.archive[id].claim.map_or(1, |claim| site.claims.of(claim).articles);
    rows.sort_by_key(|(id, others)| (site.archive[*id].nested, Reverse(weight(*id)), Reverse(others.len())));
    let taken = if rows.len() > shown { of_more } else { rows.len() };
    let mut chosen: Vec<StatementId> = rows.iter().take(taken).map(|(id, _)| *id).collect();
    // The most reported, in the order in which they were said.
    chosen.sort_unstable();
    out.raw("<ul class=s>");
    let (mut before, mut outlet) = (None, None);
    for id in chosen {
        let article = Some(site.archive[id].article);
        Row { id, speaker: before != Some(who(site, id)), outlet: outlet != article, day: false }
            .write(out, site, root);
        outlet = article;
        before = Some(who(site, id));
    }
    out.raw("</ul>");
    rows.len() - taken
}

/// A statement by itself, as a group with its day and outlet.
pub(crate) fn single(out: &mut Html, site: &Site, root: Root, id: StatementId) {
    out.raw("<div class=g><h3>");
    occasion(out, site, root, id, leads_to_its_article(site, id));
    out.raw("</h3><ul class=s>");
    Row { id, speaker: false, outlet: false, day: false }.write(out, site, root);
    out.raw("</ul></div>");
}

/// The statements of a list, those of one claim and day together: the best of them in the place of the first, and the others.
fn folded(site: &Site, ids: &[StatementId]) -> Vec<(StatementId, Vec<StatementId>)> {
    let mut reports = BTreeMap::<(ClaimId, Option<When>), Vec<StatementId>>::new();
    let key = |id: StatementId| {
        let row = &site.archive[id];
        row.claim.map(|claim| (claim, site.archive.known_by(id)))
    };
    for id in ids {
        if let Some(key) = key(*id) {
            reports.entry(key).or_default().push(*id);
        }
    }
    let mut items = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(key) = key(*id) else {
            items.push((*id, Vec::new()));
            continue;
        };
        // The first one takes all of its claim along.
        if let Some(mut others) = reports.remove(&key) {
            let best = claims::best(site.archive, &others);
            others.retain(|other| *other != best);
            items.push((best, others));
        }
    }
    items
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
            let shown = cut(source, SOURCE);
            out.text(&said::capital(shown)).raw(if shown.len() < source.len() { " …" } else { "" });
        }
        (None, None) => {
            out.text(&site.words.unresolved);
        }
    }
}

/// Who said it, as text.
pub(crate) fn name(site: &Site, id: StatementId) -> String {
    let row = &site.archive[id];
    let names: Vec<&str> =
        row.speaker.iter().chain(&row.together).map(|person| site.archive[*person].name.as_str()).collect();
    match names.is_empty() {
        false => names.join(&site.words.comma),
        true => row.source.clone().unwrap_or_else(|| site.words.unresolved.clone()),
    }
}

/// A statement in full size, as the content of an element of the class `said`: where it is quoted in several wordings, the first
/// and the most frequent other one above each other.
pub(crate) fn full(out: &mut Html, site: &Site, id: StatementId) {
    let reports = site.archive[id].claim.map(|claim| site.claims.of(claim)).filter(|reports| reports.wordings > 1);
    let two = reports.and_then(|reports| two_wordings(site, reports));
    match two {
        Some(((one, by), (other, other_by))) => said::in_two_wordings(out, site, one, &by, (other, &other_by)),
        None => said::write(out, site, id, usize::MAX),
    }
}

/// The report of a statement that is shown: that of the first wording, else the one that tells most.
pub(crate) fn leading(site: &Site, first: StatementId) -> StatementId {
    let reports = site.archive[first].claim.map(|claim| site.claims.of(claim));
    let first_wording = reports.filter(|reports| reports.wordings > 1).and_then(|reports| reports.quoted.first());
    first_wording.map_or_else(|| crate::site::claims::all(site.archive, first)[0], |(id, _)| *id)
}

/// The first report of the first wording and of the most frequent other one, each with who has it, or when.
pub(crate) fn two_wordings(site: &Site, reports: &Reports) -> Option<((StatementId, String), (StatementId, String))> {
    let of = |wording: usize| reports.quoted.iter().filter(move |(_, number)| *number == wording).map(|(id, _)| *id);
    let other = (1..reports.wordings).max_by_key(|wording| (of(*wording).count(), Reverse(*wording)))?;
    let labelled = |wording: usize| Some((of(wording).next()?, label(site, reports, of(wording).collect())));
    Some((labelled(0)?, labelled(other)?))
}

/// Who has a wording, or the day it is of.
fn label(site: &Site, reports: &Reports, ids: Vec<StatementId>) -> String {
    let Some(first) = ids.first().map(|id| &site.archive[*id]) else { return String::new() };
    if let Some((when, _)) = first.said_on.filter(|_| reports.again) {
        return site.words.short_date(when);
    }
    let outlet = |id: StatementId| site.outlet_of(site.archive[id].article);
    let outlets: std::collections::BTreeSet<_> = ids.iter().filter_map(|id| outlet(*id)).collect();
    let name = site.outlet_of(first.article).unwrap_or(&site.archive[first.article].title);
    match outlets.len() {
        0 | 1 => name.to_owned(),
        more => format!("{name} +{}", site.words.number(more - 1)),
    }
}

/// The class of a statement in full size.
pub(crate) fn full_class(site: &Site, id: StatementId) -> &'static str {
    let row = &site.archive[id];
    if row.kind == Kind::Direct && row.words.standing() == Standing::Said { "said" } else { "\"said p\"" }
}

/// Who said it, what they are, to whom, where it is printed, and when: the line under a statement in full size.
pub(crate) fn by_line(out: &mut Html, site: &Site, root: Root, id: StatementId) {
    let (row, words) = (&site.archive[id], &site.words);
    out.raw("<p class=by><b>");
    speaker(out, site, root, id);
    out.raw("</b>");
    if let Some(office) = row.speaker.and_then(|person| office(site, person)) {
        out.text(&words.comma).text(office);
    }
    if let Some(told) = &row.told {
        out.text(&words.comma).text(&fill(&words.told_to, &[("name", told)]));
    }
    out.raw(". ");
    source(out, site, root, row, false);
    if let Some((when, _)) = row.said_on {
        out.text(&words.comma);
        site.date_link(out, root, when, &words.short_date(when));
    }
}

/// What somebody is, if the editors say so. What papers call people is no biography.
pub(crate) fn office<'s>(site: &'s Site, person: PersonId) -> Option<&'s str> {
    let row = &site.archive[person];
    row.roles.first().filter(|_| row.listed).map(String::as_str)
}

/// Somebody's name as a link, with what they are.
pub(crate) fn person_name(site: &Site, root: Root, id: PersonId) -> Html {
    let mut out = Html::new();
    site.open_link(&mut out, root, Page::Person(id, 1));
    out.raw(">").text(&site.archive[id].name);
    if let Some(office) = office(site, id) {
        out.raw("<small>").text(office).raw("</small>");
    }
    out.raw("</a>");
    out
}

/// What is remarkable about a claim, and how far apart its reports are: the line above it.
pub(crate) fn kick(out: &mut Html, site: &Site, id: StatementId) {
    let Some(Kicker { class, what, beside }) = kicker(site, id) else { return };
    out.raw("<p class=kick><b class=").raw(class).raw(">").text(&what).raw("</b>");
    if let Some(beside) = beside {
        out.raw(" ").text(&beside);
    }
    out.raw("</p>");
}

/// The line above a statement in full size.
pub(crate) struct Kicker {
    /// `w` for wording, `t` for other news, `e` for what an editor did.
    pub(crate) class: &'static str,
    /// What is remarkable.
    pub(crate) what: String,
    /// How far apart its reports are.
    pub(crate) beside: Option<String>,
}

/// What is remarkable about a claim, if anything is.
pub(crate) fn kicker(site: &Site, id: StatementId) -> Option<Kicker> {
    let words = &site.words;
    let linked = site.archive[id].relations.iter().find_map(|relation| match relation.kind {
        RelationKind::Editorial(kind, turned) => Some(editorial(site, kind, turned)),
        _ => None,
    });
    let Some(reports) =
        site.archive[id].claim.map(|claim| site.claims.of(claim)).filter(|reports| reports.articles > 1)
    else {
        return linked.map(|linked| Kicker { class: "e", what: linked.to_owned(), beside: None });
    };
    let days = crate::site::claims::all(site.archive, id).into_iter().filter_map(|id| site.archive[id].said_on);
    let days: Vec<_> = days.map(|(when, _)| when.start).collect();
    let apart = days.iter().max().zip(days.iter().min()).map_or(0, |(last, first)| (*last - *first).num_days());
    let (class, what) = match (reports.again, reports.wordings) {
        (true, 2..) => ("w", words.said_again_reworded.clone()),
        (true, _) => ("t", words.said_again.clone()),
        (false, wordings @ 2..) => ("w", words.count(&words.count_wordings, wordings)),
        (false, _) => ("t", words.count(&words.count_reports, reports.articles)),
    };
    let beside = match reports.again {
        true => words.count(&words.count_days_apart, apart.unsigned_abs() as usize),
        false => words.count(&words.count_in_outlets, reports.outlets),
    };
    Some(Kicker { class, what: said::capital(&what).into_owned(), beside: Some(beside) })
}
