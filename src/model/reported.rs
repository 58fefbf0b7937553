//! The words of a statement together with whether they were said.

use crate::model::statement::{Act, Kind, Polarity};
use serde::Serialize;

/// The words of a statement, kept with what was done with them.
///
/// "denied that the bridge was closed" has the words "the bridge was closed". Shown alone, they say the contrary of what was said,
/// so they do not leave this type alone: pages, feeds and search take them with their [`Standing`]. [`Reported::unmarked`] is for
/// comparing and searching.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reported {
    words: String,
    act: Act,
    polarity: Polarity,
    standing: Standing,
}

/// What a reader must be told before the words: whether, and how, the speaker stands behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Standing {
    /// Said: nothing.
    Said,
    /// "denied that".
    Denied,
    /// "did not say that".
    NotSaid,
    /// "declined to say".
    Declined,
    /// "will say", "might say".
    ToCome,
    /// "did not deny that".
    NotDenied,
    /// "declined to deny that".
    DeclinedToDeny,
    /// "will deny", "may deny that".
    DenialToCome,
    /// "asked whether", in the article's words.
    Asked,
    /// "demanded that", in the article's words.
    Demanded,
    /// "promised to", in the article's words.
    Promised,
}

impl Reported {
    /// Words with what was done with them; `words` have ` … ` between their pieces.
    pub fn new(words: String, kind: Kind, act: Act, polarity: Polarity) -> Reported {
        Reported { words, act, polarity, standing: standing(kind, act, polarity) }
    }

    /// The bare words, to compare and to search. Whoever shows them asks for the [`Standing`], too.
    pub fn unmarked(&self) -> &str {
        &self.words
    }

    /// How many characters the bare words have.
    pub fn unmarked_length(&self) -> usize {
        self.words.chars().count()
    }

    /// What was done.
    pub fn act(&self) -> Act {
        self.act
    }

    /// Whether the speaker said them.
    pub fn polarity(&self) -> Polarity {
        self.polarity
    }

    /// What must be told with them.
    pub fn standing(&self) -> Standing {
        self.standing
    }
}

fn standing(kind: Kind, act: Act, polarity: Polarity) -> Standing {
    let denies = act == Act::Denies;
    match (polarity, act) {
        (Polarity::Denied, _) => Standing::Denied,
        (Polarity::NotSaid, _) if denies => Standing::NotDenied,
        (Polarity::NotSaid, _) => Standing::NotSaid,
        (Polarity::Declined, _) if denies => Standing::DeclinedToDeny,
        (Polarity::Declined, _) => Standing::Declined,
        (Polarity::ToCome, _) if denies => Standing::DenialToCome,
        (Polarity::ToCome, _) => Standing::ToCome,
        (Polarity::Said, _) if kind == Kind::Direct => Standing::Said,
        (Polarity::Said, Act::Asks) => Standing::Asked,
        (Polarity::Said, Act::Orders) => Standing::Demanded,
        (Polarity::Said, Act::Promises) => Standing::Promised,
        (Polarity::Said, _) => Standing::Said,
    }
}

impl Standing {
    /// Every standing with something to tell, in the order in which the search index numbers them from 1.
    pub const TOLD: [Standing; 10] = [
        Standing::Denied,
        Standing::NotSaid,
        Standing::Declined,
        Standing::ToCome,
        Standing::NotDenied,
        Standing::DeclinedToDeny,
        Standing::DenialToCome,
        Standing::Asked,
        Standing::Demanded,
        Standing::Promised,
    ];

    /// Its number in the search index: 0 where there is nothing to tell.
    pub fn number(self) -> usize {
        Standing::TOLD.iter().position(|told| *told == self).map_or(0, |at| at + 1)
    }
}
