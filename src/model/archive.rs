//! The archive: everything known of all articles together, sorted, read-only, compact.
//!
//! Whole texts are not in it. Articles, statements, people and the rest are rows in tables and name each other by their ids,
//! which are positions in those tables. All tables are in the order in which pages list them, whatever order the files came in.

mod ids;
mod links;

pub use ids::{
    ArticleId, ClaimId, ClusterId, EventId, MentionId, NoteId, OccasionId, OutletId, PersonId, StatementId, TopicId,
};
pub use links::{Difference, Evidence, Fit, OnRecord, RelatedArticle, Relation, RelationKind};

use crate::model::block_id::BlockId;
use crate::model::corrections::{ArticleEditorial, Editorial, Review};
use crate::model::note::Anchor;
use crate::model::permalinks::Permalink;
use crate::model::person::{Gender, PersonKind};
use crate::model::published::Published;
use crate::model::reported::{Reported, Standing};
use crate::model::rights::Rights;
use crate::model::statement::{Certainty, Kind, Manner};
use crate::model::unanswered::How;
use crate::model::when::When;
use crate::text::source::Span;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// Everything known of all articles together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// Dated articles from the oldest to the newest, then undated ones; ties by slug.
    pub articles: Vec<ArticleRow>,
    /// Statements in the order of their articles, then of their first words.
    pub statements: Vec<StatementRow>,
    /// Dates in the texts, in the order of their articles, then of their place.
    pub mentions: Vec<MentionRow>,
    /// Who was asked and gave no answer, in the order of the articles, then of the place.
    pub unanswered: Vec<UnansweredRow>,
    /// People and organisations, by sorting name.
    pub people: Vec<PersonRow>,
    /// Topics, by name.
    pub topics: Vec<TopicRow>,
    /// Outlets, by name.
    pub outlets: Vec<OutletRow>,
    /// Events, by date, then name.
    pub events: Vec<EventRow>,
    /// The same words in several articles; in order of their first report.
    pub clusters: Vec<ClusterRow>,
    /// What was said once and is reported by several statements; in order of their first report.
    pub claims: Vec<ClaimRow>,
    /// Where and when several things were said; by day.
    pub occasions: Vec<OccasionRow>,
    /// The occasion of each statement that has one.
    pub occasion_of: BTreeMap<StatementId, OccasionId>,
    /// The quotations that a transcript of their speaker's words on that day was looked through for.
    pub on_record: BTreeMap<StatementId, OnRecord>,
    /// Earlier ids of statements, where they lead on from.
    pub was: BTreeMap<StatementId, Vec<String>>,
    /// Old addresses of pages, as permalinks.yaml has them.
    pub moved: Vec<Permalink>,
    /// Notes on articles, in their order.
    pub notes: Vec<NoteRow>,
    /// Notes on people, in their order.
    pub person_notes: Vec<PersonNoteRow>,
    /// What happened on each day.
    pub days: BTreeMap<NaiveDate, DayRow>,
}

/// An article, without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// Path of its file.
    pub path: String,
    /// Position of its file in the sorted list of files: the key under which its analysis is kept.
    pub file: u32,
    /// Name of its page.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its lede or summary, else the beginning of its text, cut at a word.
    pub summary: String,
    /// When it was published.
    pub published: Published,
    /// Who published it.
    pub outlet: Option<OutletId>,
    /// Where it was written.
    pub place: Option<String>,
    /// Its language.
    pub language: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Number of words.
    pub words: u32,
    /// Whether it is a transcript.
    pub transcript: bool,
    /// How much of it may be published.
    pub rights: Rights,
    /// Where it was published on the web.
    pub url: Option<String>,
    /// Old addresses that lead to it.
    pub aliases: Vec<String>,
    /// Its statements.
    pub statements: Range<u32>,
    /// Its date mentions.
    pub mentions: Range<u32>,
    /// Its notes.
    pub notes: Range<u32>,
    /// Its topics, the most telling first.
    pub topics: Vec<TopicId>,
    /// Who is mentioned in it, in order.
    pub people: Vec<PersonId>,
    /// Related articles, the closest first.
    pub related: Vec<RelatedArticle>,
    /// The same story in other files, and this one is not the first of them.
    pub duplicate_of: Option<ArticleId>,
    /// The earlier capture of the same article that this one takes the place of.
    pub supersedes: Option<ArticleId>,
    /// The later capture of the same article that takes the place of this one.
    pub superseded_by: Option<ArticleId>,
    /// The last of the captures that follow it, if there are any.
    pub latest: Option<ArticleId>,
    /// What editors did with its facts, and the statements that they took away.
    pub editorial: Option<Box<ArticleEditorial>>,
}

/// A statement, with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementRow {
    /// Its permanent id, `s-3f9a1c02`.
    pub key: String,
    /// Where it was reported.
    pub article: ArticleId,
    /// Its words, with ` … ` between pieces, and whether they were said.
    pub words: Reported,
    /// How they are reported.
    pub kind: Kind,
    /// How sure the rules are that the words belong to the source.
    pub certainty: Certainty,
    /// How the speaker's name was settled; `None` while nobody is known.
    pub manner: Option<Manner>,
    /// Who said it.
    pub speaker: Option<PersonId>,
    /// Those who said it together, when its source names several; `speaker` is `None` then.
    pub together: Vec<PersonId>,
    /// The words that name the speaker.
    pub source: Option<String>,
    /// The day it was said, and whether the sentence says so (otherwise it is the article's date).
    pub said_on: Option<(When, SaidOnBasis)>,
    /// Who was told.
    pub told: Option<String>,
    /// Through whom it came, the outermost last.
    pub via: Vec<String>,
    /// The question that it answers, if whoever asks has no name.
    pub question: Option<String>,
    /// "in an interview with RT"
    pub venue: Option<String>,
    /// Where it was said.
    pub place: Option<String>,
    /// In a headline or lede.
    pub headline: bool,
    /// Inside another statement.
    pub nested: bool,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// Whether its paragraph names its topics, and its own words do not.
    pub by_paragraph: bool,
    /// The cluster of its wording.
    pub cluster: Option<ClusterId>,
    /// The claim that it reports, if others report it, too.
    pub claim: Option<ClaimId>,
    /// Links to other statements, the strongest first.
    pub relations: Vec<Relation>,
    /// The statement before it by the same speaker, in time.
    pub previous: Option<StatementId>,
    /// The statement after it by the same speaker, in time.
    pub next: Option<StatementId>,
    /// Where it begins in the article's plain text.
    pub extent: Span,
    /// What an editor did with it.
    pub editorial: Option<Box<Editorial>>,
}

/// How the day of a statement is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaidOnBasis {
    /// The sentence says it.
    Sentence,
    /// It is the article's date.
    Article,
    /// Another report of the same occasion says it.
    Occasion,
    /// An editor says it.
    Correction,
}

/// Somebody who was asked and gave no answer, as an article tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnansweredRow {
    /// Where.
    pub article: ArticleId,
    /// What became of the question.
    pub how: How,
    /// The words that name who was asked.
    pub asked: String,
    /// Who that is, if the archive knows.
    pub person: Option<PersonId>,
    /// The sentence.
    pub sentence: String,
    /// The block it stands in, when that has an id.
    pub block: Option<BlockId>,
}

/// A date in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionRow {
    /// Where.
    pub article: ArticleId,
    /// Which.
    pub when: When,
    /// The sentence, cut if it is very long.
    pub sentence: String,
    /// The words that give the date, within `sentence`.
    pub words: Span,
    /// The block it stands in, when that has an id.
    pub block: Option<BlockId>,
    /// Where the sentence is in the article's plain text.
    pub extent: Span,
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    /// Name of their page.
    pub slug: String,
    /// The name to show.
    pub name: String,
    /// The name to sort by: "Lavrov, Sergey".
    pub sort_name: String,
    /// Other forms found or listed.
    pub aliases: Vec<String>,
    /// Those of the other forms that were joined by evidence, not because they are alike, by name.
    pub joined: Vec<(String, OnePerson)>,
    /// Roles, as articles or people.yaml give them.
    pub roles: Vec<String>,
    /// The first article that gives each of the roles that people.yaml does not.
    pub roles_from: BTreeMap<String, ArticleId>,
    /// Person or organisation.
    pub kind: PersonKind,
    /// Which pronoun.
    pub gender: Gender,
    /// From people.yaml.
    pub description: Option<String>,
    /// From people.yaml.
    pub links: Vec<String>,
    /// Whether people.yaml lists them.
    pub listed: bool,
    /// What they said, in time order.
    pub statements: Vec<StatementId>,
    /// Articles that mention them, in order.
    pub articles: Vec<ArticleId>,
}

/// Why two names are taken for one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnePerson {
    /// One article gives the same words to the one name, another to the other.
    SameWords,
    /// Both hold the same office, and one first name is a short form of the other, or one has a suffix.
    SameOffice,
    /// The usual spellings of one name in two alphabets or languages agree.
    SameSpelling,
}

/// A topic.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicRow {
    /// Name of its page.
    pub slug: String,
    /// The name to show.
    pub name: String,
    /// From topics.yaml.
    pub description: Option<String>,
    /// The topic it is part of.
    pub broader: Option<TopicId>,
    /// Its parts.
    pub narrower: Vec<TopicId>,
    /// Where it comes from.
    pub origin: TopicOrigin,
    /// Its articles, in order.
    pub articles: Vec<ArticleId>,
    /// Its statements, in order.
    pub statements: Vec<StatementId>,
}

/// How a topic came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum TopicOrigin {
    /// topics.yaml
    Listed,
    /// Front matter.
    FrontMatter,
    /// A phrase that recurs in the articles.
    Found,
}

/// A publisher.
#[derive(Clone, Debug, PartialEq)]
pub struct OutletRow {
    /// Name of its page.
    pub slug: String,
    /// The name to show.
    pub name: String,
    /// From outlets.yaml.
    pub url: Option<String>,
    /// From outlets.yaml.
    pub location: Option<String>,
    /// From outlets.yaml.
    pub description: Option<String>,
    /// Its articles, in order.
    pub articles: Vec<ArticleId>,
}

/// Something with a date.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Name of its page.
    pub slug: String,
    /// The name to show.
    pub name: String,
    /// When.
    pub when: When,
    /// Where.
    pub location: Option<String>,
    /// From events.yaml.
    pub description: Option<String>,
    /// Whether events.yaml lists it; otherwise it was found in the articles.
    pub listed: bool,
    /// The sentences that mention it, in order.
    pub mentions: Vec<MentionId>,
    /// Statements that mention it, or are about it by their words in articles that do; in time order.
    pub statements: Vec<StatementId>,
}

/// One wording in several articles.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterRow {
    /// Name of its page.
    pub slug: String,
    /// Its statements, in time order.
    pub statements: Vec<StatementId>,
}

/// What one speaker said once, as several statements report it: in one article or in several.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// Its reports: the one that tells most, then the others in the order of the archive.
    pub statements: Vec<StatementId>,
}

/// Where and when a speaker said several things, or one that several articles report.
#[derive(Clone, Debug, PartialEq)]
pub struct OccasionRow {
    /// Name of its page.
    pub slug: String,
    /// Who spoke.
    pub speaker: PersonId,
    /// The day.
    pub when: When,
    /// Whether a report gives the day; otherwise it is that of the first article.
    pub day_is_stated: bool,
    /// Where it was, in the words of the report that tells most: "interview with RT"; or who was told.
    pub venue: String,
    /// Whether `venue` names who was told, and nothing else.
    pub hearer: bool,
    /// What was said, in the order of the article that reports most of it; the reports of one claim beside each other.
    pub statements: Vec<StatementId>,
    /// Those of them whose own sentences do not tell of it: they come after one that does.
    pub going_on: Vec<StatementId>,
}

/// A note with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteRow {
    /// Its permanent id.
    pub key: String,
    /// The article it is on.
    pub article: ArticleId,
    /// The statement it is about.
    pub statement: Option<StatementId>,
    /// The note itself.
    pub note: crate::model::note::Note,
    /// Whether it is shown at its words.
    pub anchor: Anchor,
    /// Its words as they stand in the article, if they do in one place.
    pub found: Option<crate::model::note::Found>,
}

/// A note on somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonNoteRow {
    /// Its permanent id.
    pub key: String,
    /// Whom it is on.
    pub person: PersonId,
    /// The note itself.
    pub note: crate::model::note::Note,
}

/// One day of the chronology.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayRow {
    /// Articles published on it.
    pub published: Vec<ArticleId>,
    /// Statements made on it.
    pub said: Vec<StatementId>,
    /// Sentences that mention it.
    pub mentioned: Vec<MentionId>,
    /// Events on it.
    pub events: Vec<EventId>,
}

macro_rules! tables {
    ($($id:ident => $table:ident: $row:ident)*) => {$(
        impl std::ops::Index<$id> for Archive {
            type Output = $row;
            fn index(&self, id: $id) -> &$row {
                &self.$table[id.index()]
            }
        }
    )*};
}

tables! {
    ArticleId => articles: ArticleRow
    StatementId => statements: StatementRow
    MentionId => mentions: MentionRow
    PersonId => people: PersonRow
    TopicId => topics: TopicRow
    OutletId => outlets: OutletRow
    EventId => events: EventRow
    ClusterId => clusters: ClusterRow
    ClaimId => claims: ClaimRow
    OccasionId => occasions: OccasionRow
    NoteId => notes: NoteRow
}

impl Archive {
    /// Whether the words of a note overlap those of a statement of the same article.
    pub fn is_at(&self, note: &NoteRow, id: StatementId) -> bool {
        match note.anchor {
            Anchor::Exact(span) | Anchor::Moved(span) => {
                note.article == self[id].article && span.overlaps(self[id].extent)
            }
            _ => false,
        }
    }

    /// The statement that a note's words are from: the one it names, else the first that they overlap and that its speaker does not
    /// simply state, so that no note quotes a denial as if it were none.
    pub fn statement_of(&self, row: &NoteRow) -> Option<StatementId> {
        let span = match row.anchor {
            Anchor::Exact(span) | Anchor::Moved(span) => Some(span),
            _ => None,
        };
        let told = |id: &StatementId| {
            let statement = &self[*id];
            statement.words.standing() != Standing::Said && span.is_some_and(|span| span.overlaps(statement.extent))
        };
        self[row.article].statement_ids().find(told).or(row.statement)
    }

    /// The notes on somebody.
    pub fn notes_on(&self, person: PersonId) -> impl Iterator<Item = &PersonNoteRow> {
        let start = self.person_notes.partition_point(|row| row.person < person);
        self.person_notes[start..].iter().take_while(move |row| row.person == person)
    }

    /// The day by which a statement was made: its own; of words within others' words that have none, the day those were said.
    pub fn known_by(&self, id: StatementId) -> Option<When> {
        let own = |id: StatementId| self[id].said_on.map(|(when, _)| when);
        own(id).or_else(|| own(self.outer(id)?))
    }

    /// The statement that holds the words of one inside of another.
    pub fn outer(&self, id: StatementId) -> Option<StatementId> {
        let row = &self[id];
        if !row.nested {
            return None;
        }
        let before = self[row.article].statement_ids().take_while(|other| *other != id);
        let holds = |other: &StatementId| {
            let other = &self[*other];
            !other.nested && other.extent.start <= row.extent.start && row.extent.start < other.extent.end
        };
        before.filter(holds).last()
    }

    /// The latest capture of an article: itself, unless another one supersedes it.
    pub fn latest(&self, article: ArticleId) -> ArticleId {
        self[article].latest.unwrap_or(article)
    }

    /// The first printing of the story that an article tells, in its latest capture: equal for all that repeat one another.
    pub fn story(&self, article: ArticleId) -> ArticleId {
        let latest = self.latest(article);
        self[latest].duplicate_of.unwrap_or(latest)
    }
}

impl StatementRow {
    /// What an editor did with it.
    pub fn review(&self) -> Review {
        self.editorial.as_ref().map_or(Review::Unreviewed, |editorial| editorial.review)
    }

    /// Whether it is counted by who says how much: no words inside of other words, nor in a story that another file tells.
    pub fn counts(&self, archive: &Archive) -> bool {
        let article = &archive[self.article];
        !self.nested && article.duplicate_of.is_none() && article.superseded_by.is_none()
    }

    /// Whether nothing is left to find out about who speaks: somebody is known, or an editor says that nobody has a name.
    pub fn is_settled(&self) -> bool {
        let nobody = self.editorial.as_ref().is_some_and(|editorial| editorial.nobody);
        self.speaker.is_some() || !self.together.is_empty() || nobody
    }
}

impl ArticleRow {
    /// Its title as the file has it, whatever an editor says.
    pub fn title_as_read(&self) -> &str {
        let found = self.editorial.as_ref().and_then(|editorial| editorial.found.as_ref());
        found.map_or(&self.title, |found| &found.title)
    }

    /// The ids of its statements.
    pub fn statement_ids(&self) -> impl Iterator<Item = StatementId> + use<> {
        self.statements.clone().map(StatementId)
    }

    /// The ids of its date mentions.
    pub fn mention_ids(&self) -> impl Iterator<Item = MentionId> + use<> {
        self.mentions.clone().map(MentionId)
    }

    /// The ids of its notes.
    pub fn note_ids(&self) -> impl Iterator<Item = NoteId> + use<> {
        self.notes.clone().map(NoteId)
    }

    /// The date it was published, if known.
    pub fn when(&self) -> Option<When> {
        self.published.when
    }
}
