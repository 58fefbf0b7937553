//! The editors' say: people.yaml, topics.yaml, events.yaml, outlets.yaml, relations.yaml and notes, as read from disk.
//!
//! These are plain records of what the files contain. Entries that cannot be used are reported and left out when they are
//! parsed, so whatever is here is valid in itself; whether it still fits the articles is for the stages to say.
//!
//! Every file is a list of entries. Where a list is expected, a single text will do; dates take a day, month or year.
//!
//! ```yaml
//! # people.yaml
//! - name: Ana Ruiz
//!   aliases: [Ana M. Ruiz, A. Ruiz]
//!   kind: person              # or organisation
//!   gender: female            # for pronouns; may be left out
//!   description: Mayor of Port Alder since 2019.
//!   links: [https://example.org/ruiz]
//!   not: [Ana B. Ruiz]        # never taken for her
//!   roles:
//!     - mayor of Port Alder   # a role without dates, or:
//!     - {role: deputy mayor, from: 2015-06, to: 2019}
//!   notes:
//!     - body: Not to be confused with the *painter* of that name.   # kind, author, date, tags as in notes files
//! - name: Anna Ruiz
//!   same-as: Ana Ruiz         # one entry of both, under that name
//! - name: Percentage Points
//!   not: person               # nobody speaks by this name
//!
//! # topics.yaml
//! - name: Harbour bridge
//!   terms: [harbour bridge, the new crossing]
//!   broader: Transport
//!   description: Everything about the bridge.
//! - name: New crossing
//!   same-as: Harbour bridge
//! - name: Status quo
//!   hidden: true              # no topic
//!
//! # events.yaml
//! - name: Opening of the bridge
//!   date: 2021-05-04
//!   location: Port Alder
//!   terms: [opened, opening]
//!
//! # outlets.yaml
//! - name: The Alder Courier
//!   aliases: Courier
//!   url: https://courier.example
//!
//! # relations.yaml
//! - from: s-3f9a1c02
//!   kind: answers             # contradicts, corrects, clarifies, repeats, translates; none: no rule may link the two
//!   to: {article: bridge-vote, words: will not open before May}
//!   note: The mayor had been asked about the delay.
//! ```

use crate::model::note::Note;
use crate::model::person::{Gender, PersonKind};
use crate::model::rights::Rights;
use crate::model::when::When;
use crate::text::diagnostic::Place;
use serde::{Deserialize, Serialize};

/// All authority files of an archive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Authorities {
    /// people.yaml
    pub people: Vec<PersonEntry>,
    /// topics.yaml
    pub topics: Vec<TopicEntry>,
    /// events.yaml
    pub events: Vec<EventEntry>,
    /// outlets.yaml
    pub outlets: Vec<OutletEntry>,
    /// relations.yaml
    pub relations: Vec<RelationEntry>,
    /// relations.yaml: links that no rule may make.
    pub refused: Vec<StatementPair>,
    /// relations.yaml: statements that report one claim.
    pub one_claim: Vec<StatementPair>,
}

/// A person or an organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonEntry {
    /// The name to show.
    pub name: String,
    /// Other forms of the name, transliterations included.
    pub aliases: Vec<String>,
    /// Offices and when they were held.
    pub roles: Vec<RoleEntry>,
    /// Person or organisation.
    pub kind: PersonKind,
    /// Which pronoun.
    pub gender: Gender,
    /// A sentence for the person's page.
    pub description: Option<String>,
    /// Pages elsewhere that identify them.
    pub links: Vec<String>,
    /// Editors' notes on them.
    pub notes: Vec<Note>,
    /// The name of the one that this is another name of; none once entries are joined.
    pub same_as: Option<String>,
    /// Whether the name is no person's and no organisation's: nobody speaks by it, and it has no page.
    pub nobody: bool,
    /// Names of others: whoever has one of these in an article is never taken for this one.
    pub not: Vec<String>,
    /// Where the entry stands.
    pub place: Place,
}

/// An office held for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleEntry {
    /// As it may stand in an article: "Russian Foreign Minister".
    pub role: String,
    /// First day, if known.
    pub from: Option<When>,
    /// Last day, if known.
    pub to: Option<When>,
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicEntry {
    /// The name to show.
    pub name: String,
    /// Phrases that put an article or statement under it.
    pub terms: Vec<String>,
    /// The topic it is part of.
    pub broader: Option<String>,
    /// The name of the topic that this is another name of; none once entries are joined.
    pub same_as: Option<String>,
    /// Whether it is no topic of the archive, and what it names is filed under it nowhere.
    pub hidden: bool,
    /// A sentence for its page.
    pub description: Option<String>,
    /// Where the entry stands.
    pub place: Place,
}

/// Something with a date that several articles mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventEntry {
    /// The name to show.
    pub name: String,
    /// When it was.
    pub when: When,
    /// Where it was.
    pub location: Option<String>,
    /// Phrases by which articles mention it.
    pub terms: Vec<String>,
    /// Whether it is no event of the archive, and none is found in the sentences that mention it.
    pub hidden: bool,
    /// A sentence for its page.
    pub description: Option<String>,
    /// Where the entry stands.
    pub place: Place,
}

/// A publisher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutletEntry {
    /// The name to show.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// Its address.
    pub url: Option<String>,
    /// Where it is.
    pub location: Option<String>,
    /// How much of its articles may be published, if that is not as for all others.
    pub rights: Option<Rights>,
    /// A sentence for its page.
    pub description: Option<String>,
    /// Where the entry stands.
    pub place: Place,
}

/// What an editor says of two statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EditorialRelation {
    /// The first answers the second.
    Answers,
    /// The first contradicts the second.
    Contradicts,
    /// The first corrects the second.
    Corrects,
    /// The first clarifies the second.
    Clarifies,
    /// The first repeats the second.
    Repeats,
    /// The first translates the second.
    Translates,
    /// The first takes another position than the second, which was said before.
    Changed,
}

/// A link between two statements, made by an editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationEntry {
    /// The statement it starts from.
    pub from: StatementReference,
    /// What it says.
    pub kind: EditorialRelation,
    /// The statement it leads to.
    pub to: StatementReference,
    /// Why, in the editor's words.
    pub note: Option<String>,
    /// Where the entry stands.
    pub place: Place,
}

/// Two statements that have nothing to do with each other, or that report one claim, whatever the rules say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementPair {
    /// One of them.
    pub from: StatementReference,
    /// The other.
    pub to: StatementReference,
    /// Where the entry stands.
    pub place: Place,
}

/// How an editor names a statement: by its id, or by words of it in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatementReference {
    /// `s-3f9a1c02`
    Id(String),
    /// The article's slug or file name, and some of the statement's words.
    Words {
        /// Slug or path.
        article: String,
        /// Words that stand in the statement.
        words: String,
    },
}

impl EditorialRelation {
    /// Every kind there is.
    pub const ALL: [EditorialRelation; 7] = [
        EditorialRelation::Answers,
        EditorialRelation::Contradicts,
        EditorialRelation::Corrects,
        EditorialRelation::Clarifies,
        EditorialRelation::Repeats,
        EditorialRelation::Translates,
        EditorialRelation::Changed,
    ];

    /// The word for it in relations.yaml and in data files.
    pub fn name(self) -> &'static str {
        match self {
            EditorialRelation::Answers => "answers",
            EditorialRelation::Contradicts => "contradicts",
            EditorialRelation::Corrects => "corrects",
            EditorialRelation::Clarifies => "clarifies",
            EditorialRelation::Repeats => "repeats",
            EditorialRelation::Translates => "translates",
            EditorialRelation::Changed => "changed",
        }
    }
}
