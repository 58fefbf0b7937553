//! Who speaks: names, roles and pronouns resolved to one identity, inside an article and then across the archive.

use crate::archive::{PersonId, PersonRow, summary::Summary};
use crate::article::RawArticle;
use crate::authorities::Authorities;
use crate::dates::Published;
use crate::diagnostic::Problems;
use crate::languages::Language;
use crate::sentences::Sentence;
use crate::source::Span;
use crate::statements::Statement;
use serde::{Deserialize, Serialize};

/// What kind of speaker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonKind {
    /// A human being with a name.
    Person,
    /// A ministry, a company, a campaign.
    Organisation,
    /// "officials", "a source": stays unnamed and gets no page.
    Unnamed,
}

/// Which pronoun refers to them, as far as the article or a name list tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// she
    Female,
    /// he
    Male,
    /// they, of an organisation or a group; or simply not known
    #[default]
    Unknown,
}

/// Somebody as one article knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalPerson {
    /// The fullest name the article gives, without titles: "Sergey Lavrov". Of an unnamed speaker, the words used.
    pub name: String,
    /// What kind of speaker.
    pub kind: PersonKind,
    /// Which pronoun.
    pub gender: Gender,
    /// Every form of the name in the article, each once, in order.
    pub variants: Vec<String>,
    /// Titles and roles the article gives, each once, in order: "Russian Foreign Minister".
    pub roles: Vec<String>,
    /// Every mention by name or role, in order, in the plain text.
    pub mentions: Vec<Span>,
}

/// Everybody in an article, and for each statement who of them speaks.
pub fn within(
    _raw: &RawArticle,
    _sentences: &[Sentence],
    _statements: &mut [Statement],
    _published: &Published,
    _authorities: &Authorities,
    _language: &Language,
) -> Vec<LocalPerson> {
    Vec::new()
}

/// One identity per person across the archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identities {
    /// The people, by sorting name; their statements and articles not yet filled in.
    pub people: Vec<PersonRow>,
    /// For each summary, for each of its local people, who that is.
    pub of: Vec<Vec<Option<PersonId>>>,
}

/// Joins the local people of all articles.
pub fn across(summaries: &[Summary], _authorities: &Authorities, _problems: &mut Problems) -> Identities {
    let of = summaries.iter().map(|summary| vec![None; summary.people.len()]).collect();
    Identities { people: Vec::new(), of }
}
