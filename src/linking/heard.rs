//! Who is heard: how much of what articles report each kind of source and each speaker says, in all and by topic, outlet and period.
//!
//! A claim counts once in an article, by the report that tells most; words inside of other words do not count again, nor does a story that
//! another file has already told.

use crate::languages;
use crate::languages::names::Class;
use crate::model::archive::{Archive, OutletId, PersonId, StatementId, StatementRow, TopicId};
use crate::model::person::PersonKind;
use crate::text::folding::folded;
use chrono::Datelike;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// An archive of more months than that is told by years.
const MONTHS: usize = 24;

/// What kind of source said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SourceKind {
    /// Somebody whose name is known.
    Person,
    /// "the foreign minister", who could not be told.
    Office,
    /// A ministry, a company.
    Organisation,
    /// A report, a poll.
    Document,
    /// "officials", "he" of whom nobody knows who it is, or nobody at all.
    Unnamed,
}

impl SourceKind {
    /// All, in the order in which they are shown.
    pub(crate) const ALL: [SourceKind; 5] =
        [SourceKind::Person, SourceKind::Office, SourceKind::Organisation, SourceKind::Document, SourceKind::Unnamed];

    /// Its name in data files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            SourceKind::Person => "person",
            SourceKind::Office => "office",
            SourceKind::Organisation => "organisation",
            SourceKind::Document => "document",
            SourceKind::Unnamed => "unnamed",
        }
    }

    /// The kind of who said something.
    pub(crate) fn of(archive: &Archive, row: &StatementRow) -> SourceKind {
        let speaker = row.speaker.or_else(|| row.together.first().copied()).map(|id| archive[id].kind);
        match speaker {
            Some(PersonKind::Person) => return SourceKind::Person,
            Some(PersonKind::Organisation) => return SourceKind::Organisation,
            Some(PersonKind::Unnamed) | None => {}
        }
        let Some(source) = &row.source else { return SourceKind::Unnamed };
        let people = &languages::of(&archive[row.article].language).people;
        let words: Vec<String> = source.split(|letter: char| !letter.is_alphanumeric()).map(folded).collect();
        let is = |class: Class| words.iter().any(|word| !word.is_empty() && people.class(word).is(class));
        if is(Class::DOCUMENT) {
            SourceKind::Document
        } else if is(Class::UNNAMED) || is(Class::UNNAMED_ONE) {
            SourceKind::Unnamed
        } else if is(Class::ROLE) {
            SourceKind::Office
        } else if is(Class::ORGANISATION) || is(Class::BODY) {
            SourceKind::Organisation
        } else {
            SourceKind::Unnamed
        }
    }
}

/// How much was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    /// How many statements.
    pub(crate) statements: usize,
    /// How many words they have.
    pub(crate) words: usize,
}

impl Amount {
    fn add(&mut self, words: usize) {
        self.statements += 1;
        self.words += words;
    }
}

/// Who is heard in a part of the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// All of it.
    pub(crate) all: Amount,
    /// By [`SourceKind::ALL`].
    pub(crate) kinds: [Amount; 5],
    /// By who has a name, those who are heard most first.
    pub(crate) speakers: Vec<(PersonId, Amount)>,
}

/// A period: a year, or a month of it.
pub(crate) type Period = (i32, Option<u32>);

/// Who is heard in the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heard {
    /// Over everything.
    pub(crate) all: Part,
    /// By year.
    pub(crate) periods: BTreeMap<Period, Part>,
    /// By topic.
    pub(crate) topics: BTreeMap<TopicId, Part>,
    /// By outlet.
    pub(crate) outlets: BTreeMap<OutletId, Part>,
}

/// A [`Part`] being counted.
#[derive(Default)]
struct Count {
    part: Part,
    speakers: BTreeMap<PersonId, Amount>,
}

impl Count {
    fn add(&mut self, kind: SourceKind, speakers: &[PersonId], words: usize) {
        self.part.all.add(words);
        self.part.kinds[kind as usize].add(words);
        speakers.iter().for_each(|person| self.speakers.entry(*person).or_default().add(words));
    }

    fn finish(self) -> Part {
        let mut speakers: Vec<(PersonId, Amount)> = self.speakers.into_iter().collect();
        speakers.sort_by_key(|(person, amount)| (Reverse(amount.statements), Reverse(amount.words), *person));
        Part { speakers, ..self.part }
    }
}

impl Heard {
    /// Counts everything, once. Linear.
    pub(crate) fn of(archive: &Archive) -> Heard {
        let months: BTreeSet<(i32, u32)> = archive
            .articles
            .iter()
            .filter_map(|row| row.when())
            .map(|when| (when.start.year(), when.start.month()))
            .collect();
        let by_year = months.len() > MONTHS;
        let mut all = Count::default();
        let (mut periods, mut topics, mut outlets) =
            (BTreeMap::<Period, Count>::new(), BTreeMap::<TopicId, Count>::new(), BTreeMap::<OutletId, Count>::new());
        for article in &archive.articles {
            if article.duplicate_of.is_some() || article.superseded_by.is_some() {
                continue;
            }
            let period = article.when().map(|when| (when.start.year(), (!by_year).then(|| when.start.month())));
            let mut claims = BTreeSet::new();
            let mut ids: Vec<StatementId> = article.statement_ids().filter(|id| !archive[*id].nested).collect();
            // Of several reports of one claim the first in the claim's order counts: it tells most.
            ids.sort_by_key(|id| (rank(archive, *id), *id));
            for id in ids {
                let row = &archive[id];
                if row.claim.is_some_and(|claim| !claims.insert(claim)) {
                    continue;
                }
                let kind = SourceKind::of(archive, row);
                let named = |id: &&PersonId| archive[**id].kind != PersonKind::Unnamed;
                let speakers: Vec<PersonId> = row.speaker.iter().chain(&row.together).filter(named).copied().collect();
                let words = row.words.unmarked().split_whitespace().filter(|word| *word != "…").count();
                all.add(kind, &speakers, words);
                // What the other reports of the article say it is about, too.
                let reports = row.claim.map_or_else(Vec::new, |claim| archive[claim].statements.clone());
                let reports =
                    reports.into_iter().filter(|other| *other != id && archive[*other].article == row.article);
                let about: BTreeSet<TopicId> =
                    reports.chain([id]).flat_map(|id| archive[id].topics.iter().copied()).collect();
                about.iter().for_each(|id| topics.entry(*id).or_default().add(kind, &speakers, words));
                period.iter().for_each(|period| periods.entry(*period).or_default().add(kind, &speakers, words));
                article.outlet.iter().for_each(|id| outlets.entry(*id).or_default().add(kind, &speakers, words));
            }
        }
        Heard { all: all.finish(), periods: finished(periods), topics: finished(topics), outlets: finished(outlets) }
    }
}

fn finished<K: Ord>(counts: BTreeMap<K, Count>) -> BTreeMap<K, Part> {
    counts.into_iter().map(|(key, count)| (key, count.finish())).collect()
}

/// Where a statement stands among the reports of its claim.
fn rank(archive: &Archive, id: StatementId) -> usize {
    archive[id].claim.and_then(|claim| archive[claim].statements.iter().position(|other| *other == id)).unwrap_or(0)
}
