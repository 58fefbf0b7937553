//! Speakers whom their own article leaves open and another report of the same words names: "“Not one cent,” he said" here,
//! "“Not one cent more,” said Ana Ruiz" there.
//!
//! The name is taken over only if all reports agree, or nearly all of those that name somebody beside the words, and if what stands
//! beside the words here can mean that person: a pronoun of theirs, an office of theirs, a part of the name, or nothing.

use super::across::{Identities, office_words};
use crate::languages;
use crate::languages::names::Class;
use crate::linking::summary::{StatementSummary, Summary};
use crate::model::archive::{PersonId, PersonRow};
use crate::model::person::{Gender, PersonKind};
use crate::model::statement::Manner;
use crate::text::folding::{folded, name_key};
use std::collections::BTreeMap;

/// How often the names are handed on: from a report to another that shares words with it, and from there once more.
const ROUNDS: usize = 2;
/// What a report that names the speaker beside the words counts, against one where a rule looked for the name.
const NAMED: usize = 2;
/// How many times the weight of all others a name must have.
const LEAD: usize = 4;

/// Who speaks in open statements, by the number of the statement. `shared` are pairs of statements with the same words.
pub(crate) fn settle(summaries: &[Summary], identities: &Identities, shared: &[(u32, u32)]) -> BTreeMap<u32, PersonId> {
    let statements: Vec<(usize, &StatementSummary)> = summaries
        .iter()
        .enumerate()
        .flat_map(|(article, summary)| summary.statements.iter().map(move |statement| (article, statement)))
        .collect();
    let named = |id: u32| {
        let (article, statement) = statements[id as usize];
        identities.of[article][statement.speaker? as usize]
    };
    let is_open = |id: u32| {
        let statement = statements[id as usize].1;
        named(id).is_none() && statement.together.is_empty() && statement.editorial.is_none()
    };
    let mut reports: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (a, b) in shared {
        for (one, other) in [(*a, *b), (*b, *a)] {
            if is_open(one) {
                reports.entry(one).or_default().push(other);
            }
        }
    }
    let mut settled = BTreeMap::<u32, PersonId>::new();
    for _ in 0..ROUNDS {
        let mut found = Vec::new();
        for (id, others) in reports.iter().filter(|(id, _)| !settled.contains_key(id)) {
            let mut weights = BTreeMap::<PersonId, BTreeMap<usize, usize>>::new();
            for other in others {
                let (article, statement) = statements[*other as usize];
                let Some(person) = named(*other).or_else(|| settled.get(other).copied()) else { continue };
                let beside =
                    matches!(statement.manner, Some(Manner::Full | Manner::Surname | Manner::Turn | Manner::Editor));
                let weight = weights.entry(person).or_default().entry(article).or_default();
                *weight = (*weight).max(if beside { NAMED } else { 1 });
            }
            let (article, statement) = statements[*id as usize];
            let language = &summaries[article].article.language;
            if let Some(person) = most(&weights)
                .filter(|who| can_be(statement.source.as_deref(), language, &identities.people[who.index()]))
            {
                found.push((*id, person));
            }
        }
        if found.is_empty() {
            break;
        }
        settled.extend(found);
    }
    settled
}

/// The one whom nearly all reports name.
fn most(weights: &BTreeMap<PersonId, BTreeMap<usize, usize>>) -> Option<PersonId> {
    let mut sums: Vec<(usize, PersonId)> =
        weights.iter().map(|(person, articles)| (articles.values().sum(), *person)).collect();
    sums.sort_by(|a, b| b.cmp(a));
    let (first, person) = *sums.first()?;
    let others: usize = sums[1..].iter().map(|(sum, _)| sum).sum();
    (first >= LEAD * others).then_some(person)
}

/// Whether the words that stand for a speaker are a pronoun of one person: "he", not "who".
pub(crate) fn is_pronoun(source: &str, language: &str) -> bool {
    let class = languages::of(language).people.class(&folded(source));
    class.is(Class::HE | Class::SHE) && !class.is(Class::WHO)
}

/// Whether the words that stand for the speaker of a statement, if there are any, can mean somebody.
pub(crate) fn can_be(source: Option<&str>, language: &str, person: &PersonRow) -> bool {
    let Some(source) = source else { return true };
    let words = &languages::of(language).people;
    let of_name = |word: &str| {
        let named = |name: &String| name_key(name).split(' ').any(|part| part == word);
        named(&person.name) || person.aliases.iter().any(named)
    };
    let mut named = false;
    let mut beside = false;
    for word in source.split_whitespace() {
        let written = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let bare = written.strip_suffix("'s").or_else(|| written.strip_suffix("’s")).unwrap_or(written);
        let key = folded(bare);
        if key.is_empty() {
            continue;
        }
        // "Ruiz campaign spokesman", "Ruiz's lawyer"
        if beside && bare.starts_with(char::is_lowercase) {
            return false;
        }
        beside = false;
        if of_name(&key) {
            if bare != written {
                return false;
            }
            named = true;
            beside = !word.ends_with(',');
            continue;
        }
        let class = words.class(&key);
        let pronoun = match person.gender {
            _ if !class.is(Class::PERSONAL) => true,
            Gender::Female => class.is(Class::SHE | Class::WHO),
            Gender::Male => class.is(Class::HE | Class::WHO),
            Gender::Unknown if person.kind == PersonKind::Organisation => {
                class.is(Class::IT | Class::THEY | Class::WHO)
            }
            Gender::Unknown => class.is(Class::HE | Class::SHE | Class::WHO),
        };
        let other_name = bare.starts_with(char::is_uppercase)
            && !class.is(Class::TITLE
                | Class::ANY_TITLE
                | Class::ROLE
                | Class::MODIFIER
                | Class::PORTFOLIO
                | Class::NATION)
            && !class.is(Class::PERSONAL
                | Class::DETERMINER
                | Class::PREPOSITION
                | Class::BODY
                | Class::ORGANISATION
                | Class::PLACE);
        if !pronoun || other_name || class.is(Class::UNNAMED | Class::DOCUMENT | Class::KIN | Class::INDEFINITE) {
            return false;
        }
    }
    let own = office_words([&source.to_owned()]);
    let theirs = office_words(&person.roles);
    named || own.is_empty() || theirs.is_empty() || !own.is_disjoint(&theirs)
}
