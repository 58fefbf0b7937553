//! What a speaker said on one subject and later otherwise: denied and said, with a negation and without, with another number or month.
//!
//! 1. candidates: statements of one speaker in different articles that share two rare words, and each of the sentences of a quotation of
//!    several;
//! 2. apart from what differs, nearly all that the shorter one tells must stand in the longer one;
//! 3. exactly one thing must differ: whether it was said, a negation before a shared word, a number of the same things, or a month.
//!
//! These are proposals. Whether somebody changed their mind, only an editor can say: `kind: changed` or `contradicts`.

use super::content::{Content, Weights};
use crate::languages;
use crate::languages::words::NumberMap;
use crate::model::archive::{Archive, Difference, Evidence, PersonId, Relation, RelationKind, StatementId};
use crate::model::reported::Standing;
use crate::model::statement::Kind;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The share of the lighter one's weight, without what differs, that the other must have.
const SHARE: f32 = 0.75;
/// And the share of the heavier one's.
const OF_HEAVIER: f32 = 0.4;
/// Shared words that are no names, at least.
const PLAIN: usize = 2;
/// A word of no more letters before a stop may be an abbreviation: "Mr."
const ABBREVIATION: usize = 2;
/// Statements of one speaker with the same word that are compared: the latest before each.
const RECENT: usize = 12;
/// Most proposals for one statement.
const LINKS: usize = 2;

/// Links statements that differ in one thing.
pub(super) fn link(
    archive: &mut Archive,
    contents: &[Content],
    weights: &Weights,
    refused: &BTreeSet<(StatementId, StatementId)>,
) {
    let people: Vec<PersonId> = (0..archive.people.len()).map(PersonId::from).collect();
    let found: Vec<(StatementId, StatementId, Difference, [Box<str>; 2])> =
        people.par_iter().flat_map_iter(|person| of_person(archive, contents, weights, *person)).collect();
    let mut counts = vec![0; archive.statements.len()];
    for (a, b, difference, [left, right]) in found {
        if refused.contains(&(a, b)) || counts[a.index()] >= LINKS || counts[b.index()] >= LINKS {
            continue;
        }
        for (from, to, words) in [(a, b, [&left, &right]), (b, a, [&right, &left])] {
            counts[from.index()] += 1;
            let evidence = Evidence::Differs(difference, words[0].clone(), words[1].clone());
            archive.statements[from.index()].relations.push(Relation { to, kind: RelationKind::DiffersFrom, evidence });
        }
    }
}

fn of_person(
    archive: &Archive,
    contents: &[Content],
    weights: &Weights,
    person: PersonId,
) -> Vec<(StatementId, StatementId, Difference, [Box<str>; 2])> {
    let mut before = NumberMap::<u32, Vec<usize>>::default();
    let mut found: Vec<(StatementId, StatementId, Difference, [Box<str>; 2])> = Vec::new();
    let statements = archive[person].statements.iter().filter(|id| archive[**id].speaker.is_some());
    let units: Vec<Unit> = statements.flat_map(|id| Unit::all(archive, contents, *id)).collect();
    for (at, unit) in units.iter().enumerate() {
        let mut shared = std::collections::BTreeMap::<usize, usize>::new();
        for stem in unit.content().plain_stems() {
            let list = before.entry(stem).or_default();
            for other in list.iter().rev().take(RECENT) {
                *shared.entry(*other).or_default() += 1;
            }
            list.push(at);
        }
        for (other, _) in shared.into_iter().filter(|(_, count)| *count >= PLAIN) {
            let (a, b) = (units[other].id, unit.id);
            if found.iter().rev().take(RECENT).any(|(one, two, ..)| (*one, *two) == (a, b)) {
                continue;
            }
            if let Some((difference, words)) = differ(archive, weights, &units[other], unit) {
                found.push((a, b, difference, words));
            }
        }
    }
    found
}

/// A statement, or one sentence of a quotation of several.
struct Unit<'a> {
    id: StatementId,
    text: &'a str,
    content: Cow<'a, Content>,
}

impl<'a> Unit<'a> {
    fn all(archive: &'a Archive, contents: &'a [Content], id: StatementId) -> Vec<Unit<'a>> {
        let row = &archive[id];
        let text = row.words.unmarked();
        let whole = Unit { id, text, content: Cow::Borrowed(&contents[id.index()]) };
        let sentences = if row.kind == Kind::Direct { sentences(text) } else { Vec::new() };
        if sentences.len() < 2 {
            return vec![whole];
        }
        let language = languages::of(&archive[row.article].language);
        let of = |text| Unit { id, text, content: Cow::Owned(Content::of_words(text, row.kind, language)) };
        std::iter::once(whole).chain(sentences.into_iter().map(of)).collect()
    }

    fn content(&self) -> &Content {
        &self.content
    }
}

/// The sentences of quoted words: they end with a stop behind a word and before a capital, or where something is left out.
fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for piece in text.split(" … ") {
        let mut start = 0;
        for (at, _) in piece.match_indices(['.', '!', '?']) {
            let word = piece[start..at].rsplit(' ').next().unwrap_or_default();
            let next = piece[at + 1..].strip_prefix(' ');
            if word.chars().count() > ABBREVIATION && next.is_some_and(|next| next.starts_with(char::is_uppercase)) {
                all.push(&piece[start..=at]);
                start = at + 2;
            }
        }
        all.push(&piece[start..]);
    }
    all
}

/// In what one thing two statements differ, and the words of each that do.
fn differ(archive: &Archive, weights: &Weights, a: &Unit, b: &Unit) -> Option<(Difference, [Box<str>; 2])> {
    let (left, right) = (&archive[a.id], &archive[b.id]);
    let (here, there) = (a.content(), b.content());
    let apart = archive.latest(left.article) != archive.latest(right.article)
        && archive.story(left.article) != archive.story(right.article);
    if !apart || here.language != there.language || left.claim.is_some() && left.claim == right.claim {
        return None;
    }
    if here.other_years(there) {
        return None;
    }
    let compared = weights.apart(here, there);
    if compared.lighter < SHARE || compared.heavier < OF_HEAVIER || compared.plain < PLAIN {
        return None;
    }
    let standing = standing_differs(left.words.standing(), right.words.standing());
    let (text, other_text) = (a.text, b.text);
    let negation = here.negation_against(there, text, other_text);
    let number = here.other_number(there, text, other_text);
    let month = here.other_month(there, text, other_text);
    let differing = [standing, negation.is_some(), number.is_some(), month.is_some()];
    if differing.iter().filter(|differs| **differs).count() != 1 {
        return None;
    }
    if standing {
        return Some((Difference::Standing, ["".into(), "".into()]));
    }
    negation
        .map(|words| (Difference::Negation, words))
        .or(number.map(|words| (Difference::Number, words)))
        .or(month.map(|words| (Difference::Month, words)))
}

/// Whether what one says the other denies.
fn standing_differs(a: Standing, b: Standing) -> bool {
    let said = |standing| matches!(standing, Standing::Said | Standing::Promised);
    let denied = |standing| standing == Standing::Denied;
    said(a) && denied(b) || denied(a) && said(b)
}
