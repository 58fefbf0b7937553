//! Somebody who speaks or is spoken of, as one article knows them.

use crate::text::source::Span;
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
