//! Events: what events.yaml lists, and days that several articles speak of in the same words.
//!
//! A sentence mentions a listed event if it gives a date within it and has one of its terms (any date does if there are none).
//! An event is suggested for a day that [`ARTICLES`] articles look back or forward to, if their sentences share telling words and
//! agree on what happened: that is its name, and every sentence with that day and two of the words mentions it. Of one name on
//! neighbouring days only the day that most articles give is right.

use super::event_names::{self, Name, Said};
use crate::languages;
use crate::languages::words::{self, Class, Word};
use crate::model::archive::{
    Archive, ArticleId, EventId, EventRow, Evidence, MentionId, MentionRow, Relation, RelationKind, StatementId,
};
use crate::model::authorities::Authorities;
use crate::model::person::PersonKind;
use crate::model::when::When;
use crate::reading::terms::listed::TermMatcher;
use crate::text::slug;
use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Articles that have to mention a day.
const ARTICLES: usize = 3;
/// Days within which one name is one event.
const DAYS: i64 = 8;
/// A day so far from those of all articles needs twice as many of them.
const FAR: i64 = 400;
/// Most suggested events: the most mentioned ones.
const SUGGESTED: usize = 200;
/// Words of a suggested event that a sentence needs to have.
const SHARED: usize = 2;
/// Characters at a sentence's end by which it is known within its article.
const ENDING: usize = 60;
/// A day with more sentences than that is read by its first ones only.
const READ: usize = 400;
/// Most statements of one article that do not mention an event but are listed with it.
const EACH_ARTICLE: usize = 3;
/// Most statements that one is linked to because of an event or day.
const LINKS: usize = 3;

/// Fills in the events and links the statements that mention the same one.
pub(super) fn fill(archive: &mut Archive, authorities: &Authorities) {
    let by_day = mentions_by_day(archive);
    let mut events = listed(archive, authorities, &by_day);
    events.extend(suggested(archive, &by_day, &events));
    // Only now: in the sentences that mention a hidden one no other event is found.
    let mut hidden = authorities.events.iter().map(|entry| entry.hidden);
    events.retain(|_| !hidden.next().unwrap_or(false));
    events.sort_by(|a, b| (a.when, a.name.as_str()).cmp(&(b.when, b.name.as_str())));
    let slugs = slug::unique(events.iter().map(|event| event.name.as_str()), "event");
    for (event, slug) in events.iter_mut().zip(slugs) {
        event.slug = slug;
        event.mentions = one_each_sentence(archive, &event.mentions);
        event.statements = statements_of(archive, &event.mentions);
    }
    archive.events = events;
    link(archive);
    for index in 0..archive.events.len() {
        let about = about(archive, &archive.events[index], authorities);
        archive.events[index].statements = about;
    }
}

/// Of several dates in one sentence only the first: it is one mention of the event. A sentence is known by its end, because the
/// first of an article begins with the dateline when the date is in it.
fn one_each_sentence(archive: &Archive, mentions: &[MentionId]) -> Vec<MentionId> {
    let ending = |sentence: &'_ str| sentence.char_indices().rev().nth(ENDING).map_or(0, |(at, _)| at);
    let mut seen = BTreeSet::new();
    let is_new = |id: &MentionId| {
        let row = &archive[*id];
        seen.insert((row.article, &row.sentence[ending(&row.sentence)..]))
    };
    mentions.iter().copied().filter(is_new).collect()
}

/// The day mentions of the archive, by their first day.
fn mentions_by_day(archive: &Archive) -> BTreeMap<NaiveDate, Vec<MentionId>> {
    let mut by_day = BTreeMap::<NaiveDate, Vec<MentionId>>::new();
    for (index, mention) in archive.mentions.iter().enumerate() {
        by_day.entry(mention.when.start).or_default().push(MentionId::from(index));
    }
    by_day
}

fn listed(archive: &Archive, authorities: &Authorities, by_day: &BTreeMap<NaiveDate, Vec<MentionId>>) -> Vec<EventRow> {
    let mut finders = BTreeMap::<String, TermMatcher>::new();
    let rows = authorities.events.iter().zip(0..).map(|(entry, number)| {
        let mut mentions = Vec::new();
        let in_period = by_day.range(entry.when.start..=entry.when.end()).flat_map(|(_, mentions)| mentions);
        for id in in_period {
            let mention = &archive[*id];
            if !entry.when.holds(mention.when.end()) {
                continue;
            }
            let language = languages::of(&archive[mention.article].language);
            let finder = finders.entry(language.tag.clone()).or_insert_with(|| {
                TermMatcher::new(authorities.events.iter().map(|event| event.terms.as_slice()), language)
            });
            let mut found = entry.terms.is_empty();
            finder.each(&mention.sentence, &words::words(&mention.sentence, language), |event, _| {
                found |= event == number
            });
            if found {
                mentions.push(*id);
            }
        }
        mentions.sort_unstable();
        EventRow {
            slug: String::new(),
            name: entry.name.clone(),
            when: entry.when,
            location: entry.location.clone(),
            description: entry.description.clone(),
            listed: true,
            mentions,
            statements: Vec::new(),
        }
    });
    rows.collect()
}

fn suggested(archive: &Archive, by_day: &BTreeMap<NaiveDate, Vec<MentionId>>, listed: &[EventRow]) -> Vec<EventRow> {
    let taken: BTreeSet<MentionId> = listed.iter().flat_map(|event| event.mentions.iter().copied()).collect();
    let mut events: Vec<(usize, EventRow)> = by_day
        .par_iter()
        .filter_map(|(day, mentions)| {
            let free: Vec<MentionId> = mentions
                .iter()
                .copied()
                .filter(|id| archive[*id].when == When::day(*day) && !taken.contains(id))
                .take(READ)
                .collect();
            suggest(archive, *day, &free)
        })
        .collect();
    events.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.when.cmp(&b.1.when)));
    let mut days = BTreeMap::<u32, Vec<(NaiveDate, BTreeSet<String>)>>::new();
    events.retain(|(_, event)| is_new(&mut days, event));
    events.truncate(SUGGESTED);
    events.into_iter().map(|(_, event)| event).collect()
}

/// Whether no event of that name is known of the days around.
fn is_new(known: &mut BTreeMap<u32, Vec<(NaiveDate, BTreeSet<String>)>>, event: &EventRow) -> bool {
    let day = event.when.start;
    let words: BTreeSet<String> = event.name.to_lowercase().split([' ', '-']).map(str::to_owned).collect();
    // Looked for in the weeks around only.
    let week = |day: NaiveDate| (day.num_days_from_ce().max(0) as u32) / 7;
    let around = (week(day).saturating_sub(2)..=week(day) + 2).filter_map(|week| known.get(&week)).flatten();
    let mut same = around.filter(|(other, name)| {
        (*other - day).num_days().abs() <= DAYS && (name.is_subset(&words) || words.is_subset(name))
    });
    let is_new = same.next().is_none();
    if is_new {
        known.entry(week(day)).or_default().push((day, words));
    }
    is_new
}

/// Whether a day lies far from those of all articles: mostly a year that was read wrongly, or a thing of the past that all know.
fn is_far(archive: &Archive, day: NaiveDate) -> bool {
    let days = || archive.articles.iter().filter_map(|article| article.when()).map(|when| when.start);
    let (Some(first), Some(last)) = (days().next(), days().next_back()) else { return false };
    (first - day).num_days() > FAR || (day - last).num_days() > FAR
}

/// The event of a day, if its sentences speak of one; and how many articles do.
fn suggest(archive: &Archive, day: NaiveDate, mentions: &[MentionId]) -> Option<(usize, EventRow)> {
    let articles: BTreeSet<ArticleId> = mentions.iter().map(|id| archive[*id].article).collect();
    if articles.len() < ARTICLES {
        return None;
    }
    let sentences: Vec<Said<'_>> = mentions
        .iter()
        .map(|id| {
            let row = &archive[*id];
            let article = &archive[row.article];
            let words = words::words(&row.sentence, languages::of(&article.language));
            let language = languages::of(&article.language);
            let article_of_story = archive.story(row.article);
            let elsewhen = article.when().is_none_or(|when| !when.holds(day));
            let names = names_of_people(archive, row.article);
            // The words of the date itself are shared by all and say nothing; who was there is not what happened.
            let tells = |word: &Word| !word.span.overlaps(row.words) && !names.contains(&word.stem);
            let words = words.into_iter().filter(tells).collect();
            Said { id: *id, article: article_of_story, text: &row.sentence, language, words, date: row.words, elsewhen }
        })
        .collect();
    let shared = shared_stems(&sentences)?;
    let speaks = |said: &Said<'_>| {
        let stems: BTreeSet<u32> =
            said.words.iter().map(|word| word.stem).filter(|stem| shared.contains_key(stem)).collect();
        stems.len() >= SHARED
    };
    let speaking: Vec<&Said<'_>> = sentences.iter().filter(|said| speaks(said)).collect();
    let count = speaking.iter().map(|said| said.article).collect::<BTreeSet<_>>().len();
    if count < ARTICLES {
        return None;
    }
    let Name { text, users } = event_names::name(&speaking)?;
    if is_far(archive, day) && users < ARTICLES * 2 {
        return None;
    }
    let event = EventRow {
        slug: String::new(),
        name: text,
        when: When::day(day),
        location: None,
        description: None,
        listed: false,
        mentions: speaking.iter().map(|said| said.id).collect(),
        statements: Vec::new(),
    };
    Some((count, event))
}

/// The stems of the names of everybody who speaks or is spoken of in an article.
fn names_of_people(archive: &Archive, article: ArticleId) -> BTreeSet<u32> {
    let row = &archive[article];
    let language = languages::of(&row.language);
    let people = row.people.iter().map(|id| &archive[*id]).filter(|person| person.kind == PersonKind::Person);
    people.flat_map(|person| words::words(&person.name, language)).map(|word| word.stem).collect()
}

/// The telling stems that at least half of the articles which look back or forward to the day use for it, with how many do.
fn shared_stems(sentences: &[Said<'_>]) -> Option<BTreeMap<u32, usize>> {
    let elsewhere = || sentences.iter().filter(|said| said.elsewhen);
    let articles = elsewhere().map(|said| said.article).collect::<BTreeSet<_>>().len();
    if articles < ARTICLES {
        return None;
    }
    let mut users = BTreeMap::<u32, BTreeSet<ArticleId>>::new();
    for said in elsewhere() {
        for word in said.words.iter().filter(|word| matches!(word.class, Class::Telling | Class::Weak)) {
            users.entry(word.stem).or_default().insert(said.article);
        }
    }
    let needed = ARTICLES.max(articles.div_ceil(2));
    let shared: BTreeMap<u32, usize> =
        users.into_iter().map(|(stem, users)| (stem, users.len())).filter(|(_, count)| *count >= needed).collect();
    (shared.len() >= SHARED).then_some(shared)
}

/// The statements made in the sentences that mention an event, in time order.
fn statements_of(archive: &Archive, mentions: &[MentionId]) -> Vec<StatementId> {
    let mut statements = BTreeSet::new();
    for id in mentions {
        let MentionRow { article, extent, .. } = archive[*id];
        statements.extend(archive[article].statement_ids().filter(|id| archive[*id].extent.overlaps(extent)));
    }
    in_time(archive, statements)
}

fn in_time(archive: &Archive, statements: BTreeSet<StatementId>) -> Vec<StatementId> {
    let mut statements: Vec<StatementId> = statements.into_iter().collect();
    let time = |id: &StatementId| (archive[*id].said_on.is_none(), archive[*id].said_on.map(|said| said.0), *id);
    statements.sort_by_key(time);
    statements
}

/// What was said about an event, in time order: the statements that mention it, and of each article that does, those which
/// have most of the telling words that the mentions share: at least [`SHARED`], one of them of its name or terms and no name
/// itself, if there is such a word.
fn about(archive: &Archive, event: &EventRow, authorities: &Authorities) -> Vec<StatementId> {
    let articles: BTreeSet<ArticleId> = event.mentions.iter().map(|id| archive[*id].article).collect();
    let own = own_words(archive, event, authorities);
    let telling = telling_stems(archive, event, &own);
    let plain: BTreeSet<u32> = own.iter().filter(|(_, plain)| *plain).map(|(stem, _)| *stem).collect();
    let mut statements: BTreeSet<StatementId> = event.statements.iter().copied().collect();
    for article in articles {
        let language = languages::of(&archive[article].language);
        let shared = |id: &StatementId| {
            let words = words::words(archive[*id].words.unmarked(), language);
            let stems: BTreeSet<u32> =
                words.iter().map(|word| word.stem).filter(|stem| telling.contains(stem)).collect();
            if plain.is_empty() || !plain.is_disjoint(&stems) { stems.len() } else { 0 }
        };
        let mut close: Vec<(std::cmp::Reverse<usize>, StatementId)> = archive[article]
            .statement_ids()
            .filter(|id| !archive[*id].nested && !archive[*id].headline)
            .map(|id| (std::cmp::Reverse(shared(&id)), id))
            .filter(|(shared, _)| shared.0 >= SHARED)
            .collect();
        close.sort_unstable();
        statements.extend(close.into_iter().take(EACH_ARTICLE).map(|(_, id)| id));
    }
    in_time(archive, statements)
}

/// The telling stems of an event: of its name and terms, and those that several of its mentions share.
fn telling_stems(archive: &Archive, event: &EventRow, own: &[(u32, bool)]) -> BTreeSet<u32> {
    let mut users = BTreeMap::<u32, BTreeSet<ArticleId>>::new();
    for id in event.mentions.iter().take(READ) {
        let row = &archive[*id];
        let words = words::words(&row.sentence, languages::of(&archive[row.article].language));
        for word in words.iter().filter(|word| tells(word) && !word.span.overlaps(row.words)) {
            users.entry(word.stem).or_default().insert(row.article);
        }
    }
    let mut stems: BTreeSet<u32> =
        users.into_iter().filter(|(_, users)| users.len() >= SHARED).map(|(stem, _)| stem).collect();
    stems.extend(own.iter().map(|(stem, _)| *stem));
    stems
}

fn tells(word: &Word) -> bool {
    matches!(word.class, Class::Telling | Class::Weak)
}

/// The stems of an event's name and terms, each with whether it is a plain word. What begins a name has its capital from that.
fn own_words(archive: &Archive, event: &EventRow, authorities: &Authorities) -> Vec<(u32, bool)> {
    // Of the articles that mention it, because stems of other languages are other numbers.
    let Some(mention) = event.mentions.first() else { return Vec::new() };
    let language = languages::of(&archive[archive[*mention].article].language);
    let entry = authorities.events.iter().find(|entry| event.listed && entry.name == event.name);
    let texts = entry.into_iter().flat_map(|entry| &entry.terms).chain([&event.name]);
    let of = |text: &String| -> Vec<(u32, bool)> {
        let words = words::words(text, language);
        words.iter().filter(|word| tells(word)).map(|word| (word.stem, !word.capital || word.span.start == 0)).collect()
    };
    texts.flat_map(of).collect()
}

/// Links statements of different articles that mention the same event and share a topic: each to the next few.
fn link(archive: &mut Archive) {
    let mut links = Vec::new();
    for (index, event) in archive.events.iter().enumerate() {
        for (at, a) in event.statements.iter().enumerate() {
            let related = |b: &&StatementId| {
                let (a, b) = (&archive[*a], &archive[**b]);
                let same_words = a.cluster.is_some() && a.cluster == b.cluster;
                a.article != b.article && !same_words && a.topics.iter().any(|topic| b.topics.contains(topic))
            };
            let next = event.statements[at + 1..].iter().take(40).filter(related).take(LINKS);
            links.extend(next.map(|b| (*a, *b, EventId::from(index))));
        }
    }
    let mut counts = vec![0; archive.statements.len()];
    for (a, b, event) in links {
        if counts[a.index()] < LINKS && counts[b.index()] < LINKS {
            for (from, to) in [(a, b), (b, a)] {
                counts[from.index()] += 1;
                let relation = Relation { to, kind: RelationKind::SameEvent, evidence: Evidence::Event(event) };
                archive.statements[from.index()].relations.push(relation);
            }
        }
    }
}
