//! Occasions: where and when it was said, told by speaker, venue, hearer and day, from all articles that report it.
//!
//! 1. a statement whose sentence tells a venue or a hearer with a name is a clue: "in an interview with RT", "told the Larkhaven Post",
//!    "at a rally in Port Alder";
//! 2. clues of one speaker, at most a day apart, are one occasion if kind of venue and names do not speak against each other and one
//!    of them speaks for it;
//! 3. what the same speaker goes on to say after a clue, before somebody else speaks or another place is named, is taken to be of the same
//!    occasion, and the headlines above, if the clue is the first that the text below them tells of the speaker;
//! 4. other reports of the claims that were made there belong to it; where one report gives the day and another only has the day of
//!    its article, the occasion's day is that of all;
//! 5. its claims stand in the order of the article that reports most of it, with those of others where these have them.

use crate::languages;
use crate::languages::occasions::Part;
use crate::languages::words;
use crate::linking::in_time::sort_in_time;
use crate::model::archive::{Archive, OccasionId, OccasionRow, PersonId, SaidOnBasis, StatementId};
use crate::model::reported::Standing;
use crate::model::statement::Act;
use crate::model::when::When;
use crate::text::slug;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Days between two reports of one occasion at most.
const DAYS: i64 = 1;
/// An occasion has claims from so many articles, or so many claims from one.
const ARTICLES: usize = 2;
const CLAIMS: usize = 3;
/// Groups of one speaker that a clue is compared with: the latest ones.
const OPEN: usize = 12;

/// What a statement tells of its occasion.
#[derive(Clone, Default)]
struct Clue {
    /// The stem of the kind of venue: interview, rally.
    kinds: BTreeSet<u32>,
    /// The stems of names: of the paper, the place, the hearer.
    names: BTreeSet<u32>,
}

struct Group {
    clue: Clue,
    first: NaiveDate,
    last: NaiveDate,
    /// Those whose sentences tell of the occasion.
    statements: Vec<StatementId>,
    /// Those that come after them without naming it.
    going_on: Vec<StatementId>,
}

/// Finds the occasions of an archive whose claims are known. Near-linear in the statements.
pub(super) fn fill(archive: &mut Archive) {
    let people: Vec<PersonId> = (0..archive.people.len()).map(PersonId::from).collect();
    let groups: Vec<(PersonId, Group)> = people
        .par_iter()
        .flat_map_iter(|person| of_person(archive, *person).into_iter().map(|group| (*person, group)))
        .collect();
    let mut taken = BTreeSet::<StatementId>::new();
    let mut rows: Vec<OccasionRow> = Vec::new();
    for (person, group) in groups {
        let told = with_claims(archive, &group, &group.statements);
        let mut own = with_claims(archive, &group, &group.going_on);
        own.extend(&told);
        let own: Vec<StatementId> = own.into_iter().filter(|id| !taken.contains(id)).collect();
        let articles: BTreeSet<_> = own.iter().map(|id| archive.latest(archive[*id].article)).collect();
        let claims: BTreeSet<StatementId> = own.iter().map(|id| first_report(archive, *id)).collect();
        if articles.len() < ARTICLES && claims.len() < CLAIMS {
            continue;
        }
        taken.extend(&own);
        rows.push(row(archive, person, own, &told));
    }
    rows.sort_by(|a, b| {
        (a.when.start, &a.venue, a.statements.first()).cmp(&(b.when.start, &b.venue, b.statements.first()))
    });
    let names: Vec<String> =
        rows.iter().map(|row| format!("{} {} {}", row.when, archive[row.speaker].name, row.venue)).collect();
    let slugs = slug::unique(names.iter().map(String::as_str), "occasion");
    let mut moved = false;
    for (index, (mut row, slug)) in rows.into_iter().zip(slugs).enumerate() {
        row.slug = slug;
        for id in &row.statements {
            archive.occasion_of.insert(*id, OccasionId::from(index));
            let statement = &mut archive.statements[id.index()];
            let by_article = matches!(statement.said_on, None | Some((_, SaidOnBasis::Article)));
            if row.day_is_stated && by_article && statement.said_on.is_none_or(|(when, _)| when != row.when) {
                statement.said_on = Some((row.when, SaidOnBasis::Occasion));
                moved = true;
            }
        }
        archive.occasions.push(row);
    }
    if moved {
        sort_in_time(archive);
    }
}

/// What one speaker's statements tell of occasions, joined.
fn of_person(archive: &Archive, person: PersonId) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for id in &archive[person].statements {
        let Some(day) = day_of(archive, *id) else { continue };
        let clue = clue(archive, *id);
        if clue.kinds.is_empty() && clue.names.is_empty() {
            continue;
        }
        let open = groups.len().saturating_sub(OPEN);
        let row = &archive[*id];
        // A paper may come out a day later than the one that gives the day; an article tells of one interview of that name.
        let days = if matches!(row.said_on, Some((_, SaidOnBasis::Article))) { DAYS + 1 } else { DAYS };
        let fits = |group: &Group| {
            let apart = |other: NaiveDate| (day - other).num_days().abs();
            apart(group.last) <= days && apart(group.first) <= days
                || group.statements.iter().any(|other| archive[*other].article == row.article)
        };
        match groups[open..].iter_mut().rev().find(|group| fits(group) && group.clue.goes_with(&clue)) {
            Some(group) => {
                group.clue.kinds.extend(&clue.kinds);
                group.clue.names.extend(&clue.names);
                group.first = group.first.min(day);
                group.last = group.last.max(day);
                group.statements.push(*id);
            }
            None => groups.push(Group { clue, first: day, last: day, statements: vec![*id], going_on: Vec::new() }),
        }
    }
    for group in &mut groups {
        group.going_on = going_on(archive, person, group);
    }
    groups
}

/// What the speaker goes on to say after the clues of a group, in the same article, and the headlines above the first of them.
fn going_on(archive: &Archive, person: PersonId, group: &Group) -> Vec<StatementId> {
    let mut found = Vec::new();
    for start in &group.statements {
        if archive[*start].nested || !goes_on(archive, *start) {
            continue;
        }
        // Whoever only asks leaves the word to the one who answers.
        let asks = |id: StatementId| archive[id].words.act() == Act::Asks && archive[id].speaker != Some(person);
        let article = archive[archive[*start].article].statement_ids();
        let own = article.filter(|id| !archive[*id].nested && !asks(*id));
        let (above, behind): (Vec<StatementId>, Vec<_>) = own.filter(|id| id != start).partition(|id| id < start);
        let goes_on = |id: &StatementId| continues(archive, person, group, *id);
        found.extend(behind.into_iter().take_while(goes_on));
        if above.iter().all(|id| archive[*id].headline) {
            found.extend(above.into_iter().filter(goes_on));
        }
    }
    found
}

/// Whether a statement can be another sentence of an occasion that the words around it name.
fn continues(archive: &Archive, person: PersonId, group: &Group, id: StatementId) -> bool {
    let row = &archive[id];
    let day_fits = match row.said_on {
        Some((when, SaidOnBasis::Article)) => when.as_day().is_some_and(|day| near(group, day)),
        Some((when, _)) => when.as_day().is_some_and(|day| day >= group.first && day <= group.last),
        None => false,
    };
    let elsewhere = row.venue.is_some() || row.told.is_some() || row.place.is_some() || !row.via.is_empty();
    row.speaker == Some(person) && day_fits && !elsewhere && row.words.standing() == Standing::Said
}

/// Whether a day lies beside those of a group.
fn near(group: &Group, day: NaiveDate) -> bool {
    (day - group.first).num_days().abs() <= DAYS || (day - group.last).num_days().abs() <= DAYS
}

/// Whether a speaker goes on there: in an interview or before a hearer, not in what was written, nor where only "on Twitter" is told.
fn goes_on(archive: &Archive, id: StatementId) -> bool {
    let row = &archive[id];
    let language = languages::of(&archive[row.article].language);
    let spoken = |text: &String| {
        let all = words::words(text, language);
        let has = |part: Part| all.iter().any(|word| language.occasions.part(text, word.span).is(part));
        has(Part::VENUE) && !has(Part::POST)
    };
    match &row.venue {
        _ if row.words.act() == Act::Writes => false,
        Some(venue) => spoken(venue),
        // Whom a speaker asks or orders to do something need not be there.
        None => row.told.is_some() && !matches!(row.words.act(), Act::Asks | Act::Orders),
    }
}

impl Clue {
    /// Whether two clues can mean one occasion: both tell the same kind or name, and neither tells another one.
    fn goes_with(&self, other: &Clue) -> bool {
        let fit = |one: &BTreeSet<u32>, another: &BTreeSet<u32>| {
            one.is_empty() || another.is_empty() || !one.is_disjoint(another)
        };
        let shared = !self.kinds.is_disjoint(&other.kinds) || !self.names.is_disjoint(&other.names);
        shared && fit(&self.kinds, &other.kinds) && fit(&self.names, &other.names)
    }
}

/// Venue and hearer of a statement; hearers without a name ("reporters") tell nothing.
fn clue(archive: &Archive, id: StatementId) -> Clue {
    let row = &archive[id];
    let language = languages::of(&archive[row.article].language);
    let mut clue = Clue::default();
    for (text, venue) in [(&row.venue, true), (&row.told, false)] {
        let Some(text) = text else { continue };
        for word in words::words(text, language) {
            let part = language.occasions.part(text, word.span);
            if part.is(Part::VENUE.or(Part::NAMED)) && venue {
                clue.kinds.insert(word.stem);
            } else if word.capital && word.class != words::Class::Common {
                clue.names.insert(word.stem);
            }
        }
    }
    clue
}

fn day_of(archive: &Archive, id: StatementId) -> Option<NaiveDate> {
    archive[id].said_on.and_then(|(when, _)| when.as_day())
}

/// Statements of a group, and the other reports of their claims of these days.
fn with_claims(archive: &Archive, group: &Group, statements: &[StatementId]) -> BTreeSet<StatementId> {
    let mut all: BTreeSet<StatementId> = statements.iter().copied().collect();
    for id in statements {
        let Some(claim) = archive[*id].claim else { continue };
        let of_these_days = |id: &&StatementId| day_of(archive, **id).is_none_or(|day| near(group, day));
        all.extend(archive[claim].statements.iter().filter(of_these_days));
    }
    all
}

/// The first of the reports of what a statement says.
fn first_report(archive: &Archive, id: StatementId) -> StatementId {
    archive[id].claim.map_or(id, |claim| archive[claim].statements[0])
}

fn row(
    archive: &Archive,
    speaker: PersonId,
    statements: Vec<StatementId>,
    told: &BTreeSet<StatementId>,
) -> OccasionRow {
    let stated =
        |id: &&StatementId| matches!(archive[**id].said_on, Some((_, SaidOnBasis::Sentence | SaidOnBasis::Correction)));
    let day = |id: &StatementId| day_of(archive, *id);
    let of_sentence = statements.iter().filter(stated).find_map(day);
    let when = of_sentence.or_else(|| statements.iter().filter_map(day).min()).map(When::day);
    let when = when.expect("the statements of an occasion have days");
    let (venue, hearer) = venue(archive, &statements);
    OccasionRow {
        slug: String::new(),
        speaker,
        when,
        day_is_stated: of_sentence.is_some(),
        hearer: hearer && !venue.is_empty(),
        venue,
        going_on: statements.iter().copied().filter(|id| !told.contains(id)).collect(),
        statements: in_order(archive, statements),
    }
}

/// The words that tell most of where it was: those of the venue with most words, else of the hearer, and whether they are of the
/// hearer; without what leads to them, and without what only leads on from them: "interview with", "interview aired".
fn venue(archive: &Archive, statements: &[StatementId]) -> (String, bool) {
    let text = |told: bool| {
        let texts = statements.iter().filter_map(|id| {
            let row = &archive[*id];
            let text = if told { row.told.as_ref() } else { row.venue.as_ref() }?;
            Some((text.split_whitespace().count(), std::cmp::Reverse(*id), row.article, text))
        });
        texts.max()
    };
    let of_venue = text(false);
    let hearer = of_venue.is_none();
    let Some((.., article, text)) = of_venue.or_else(|| text(true)) else { return (String::new(), hearer) };
    let language = languages::of(&archive[article].language);
    let part = |word: &&words::Word| language.occasions.part(text, word.span);
    let all = words::words(text, language);
    let start = all.iter().find(|word| !part(word).is(Part::LEADING)).map_or(0, |word| word.span.start as usize);
    let on = Part::LEADING.or(Part::COMPANY).or(Part::STOP).or(Part::RELEASING);
    let end = all.iter().rfind(|word| !part(word).is(on)).map_or(start, |word| word.span.end as usize);
    let whole = all.last().is_some_and(|last| last.span.end as usize <= end);
    let end = if whole || end <= start { text.len() } else { end };
    (text[start..end].trim().to_owned(), hearer)
}

/// Statements in the order of the article that has most of them; those of others go where their article has them.
fn in_order(archive: &Archive, statements: Vec<StatementId>) -> Vec<StatementId> {
    let mut by_article: BTreeMap<_, Vec<StatementId>> = BTreeMap::new();
    for id in statements {
        by_article.entry(archive[id].article).or_default().push(id);
    }
    let mut articles: Vec<Vec<StatementId>> = by_article.into_values().collect();
    articles.sort_by_key(|ids| std::cmp::Reverse(ids.len()));
    let mut ordered: Vec<StatementId> = Vec::new();
    for ids in articles {
        let mut before: Option<usize> = None;
        for id in ids {
            let claim = archive[id].claim;
            let known = ordered.iter().position(|other| claim.is_some() && archive[*other].claim == claim);
            let at = known.map(|at| at + 1).or(before.map(|at| at + 1)).unwrap_or(ordered.len());
            ordered.insert(at, id);
            before = Some(at);
        }
    }
    ordered
}
