//! The quotations of a draft against the archive: word for word, cut, altered, said by somebody else, or nowhere.

use super::align::{align, around};
use super::frame;
use super::quotations::Quotations;
use crate::languages::{self, Language};
use crate::model::archive::{Archive, Fit, PersonId, StatementId};
use crate::model::statement::Polarity;
use crate::reading::compare::difference;
use crate::text::folding::name_key;
use std::cmp::Reverse;

/// Statements that a quotation is compared with word by word.
const COMPARED: usize = 6;
/// The share of a quotation's words that a statement must have to be what it is from.
const SHARE: f64 = 0.6;
/// Fewest words of it that must be the same.
const FEWEST: usize = 3;

/// A quotation as a draft has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its words.
    pub words: String,
    /// Who says it, as far as the draft tells.
    pub speaker: Option<String>,
    /// Whether the draft says that they said it.
    pub polarity: Polarity,
    /// What the draft has before it, in its clause.
    pub frame: String,
}

/// What the archive says to a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It stands there.
    Found(Fit),
    /// It stands there, word for word or cut, and somebody else said it.
    OtherSpeaker,
    /// Nothing like it stands there.
    Nowhere,
}

impl Verdict {
    /// Its name in what `verify` prints.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Found(fit) => fit.name(),
            Verdict::OtherSpeaker => "other-speaker",
            Verdict::Nowhere => "nowhere",
        }
    }

    /// Whether the draft is right about it.
    pub fn holds(self) -> bool {
        matches!(self, Verdict::Found(Fit::Verbatim | Fit::Cut | Fit::Joined))
    }
}

/// A quotation that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What the archive says to it.
    pub verdict: Verdict,
    /// The statement that it is from.
    pub statement: Option<StatementId>,
    /// How the statement differs, of an altered one: `[-draft-] {+archive+}`.
    pub difference: Option<String>,
}

/// A statement that a quotation may be from.
struct Candidate {
    id: StatementId,
    fit: Fit,
    /// How many words are the same.
    same: usize,
    /// Whether the draft names its speaker; `None` if either is open.
    own: Option<bool>,
    /// How they differ, if it is altered.
    difference: Option<String>,
}

impl Candidate {
    /// Word for word before altered; the speaker of the draft before somebody left open before somebody else.
    fn rank(&self) -> (bool, u8, Reverse<usize>, Fit, StatementId) {
        let speaker = match self.own {
            Some(true) => 0,
            None => 1,
            Some(false) => 2,
        };
        (self.fit == Fit::Altered, speaker, Reverse(self.same), self.fit, self.id)
    }
}

/// What turns words round that are the same: the draft says that somebody said them and the archive that they were denied, or only one of
/// the two has them under a negation.
fn turned(quotation: &Quotation, text: &str, polarity: Polarity, language: &Language) -> Option<String> {
    if quotation.polarity != polarity {
        return Some(format!("[-{}-] {{+{}+}}", quotation.polarity.name(), polarity.name()));
    }
    let there = frame::of(&quotation.words, text, language);
    let differ = frame::is_negated(&quotation.frame, language) != frame::is_negated(there, language);
    differ.then(|| difference(&quotation.frame, there))
}

/// An archive that drafts are checked against.
pub struct Verifier<'a> {
    archive: &'a Archive,
    quotations: Quotations,
}

impl<'a> Verifier<'a> {
    /// Lists the words of all statements. Linear in the archive.
    pub fn new(archive: &'a Archive) -> Verifier<'a> {
        let all: Vec<StatementId> = (0..archive.statements.len()).map(StatementId::from).collect();
        Verifier { archive, quotations: Quotations::new(archive, &all) }
    }

    /// Looks for a quotation. `language` is the tag of its language.
    pub fn check(&self, quotation: &Quotation, language: &str) -> Checked {
        let words = languages::of(language);
        let near = self.quotations.nearest(&quotation.words, language, COMPARED);
        let found = near.into_iter().filter_map(|id| self.candidate(quotation, id, words));
        let Some(Candidate { id, fit, own, difference, .. }) = found.min_by_key(Candidate::rank) else {
            return Checked { verdict: Verdict::Nowhere, statement: None, difference: None };
        };
        let verdict = match own {
            Some(false) if fit != Fit::Altered => Verdict::OtherSpeaker,
            _ => Verdict::Found(fit),
        };
        Checked { verdict, statement: Some(id), difference }
    }

    /// A statement beside a quotation; `None` if they have too little in common.
    fn candidate(&self, quotation: &Quotation, id: StatementId, language: &Language) -> Option<Candidate> {
        let row = &self.archive[id];
        let text = row.words.unmarked();
        let alignment = align(&quotation.words, text, language);
        if alignment.share() < SHARE || alignment.same < FEWEST.min(alignment.of) {
            return None;
        }
        let difference = match alignment.fit {
            Fit::Altered => Some(difference(&quotation.words, around(&quotation.words, text, language))),
            _ => turned(quotation, text, row.words.polarity(), language),
        };
        Some(Candidate {
            id,
            fit: if difference.is_some() { Fit::Altered } else { alignment.fit },
            same: alignment.same,
            own: self.says(id, quotation.speaker.as_deref()),
            difference,
        })
    }

    /// Whether the speaker of a statement has a name; `None` if either is open.
    fn says(&self, id: StatementId, name: Option<&str>) -> Option<bool> {
        let name = name_key(name?);
        let row = &self.archive[id];
        let speakers: Vec<PersonId> = row.speaker.iter().chain(&row.together).copied().collect();
        let has_name = |person: &PersonId| {
            let person = &self.archive[*person];
            let forms = std::iter::once(&person.name).chain(&person.aliases);
            forms.map(|form| name_key(form)).any(|form| form == name || form.rsplit(' ').next() == Some(name.as_str()))
        };
        (!speakers.is_empty()).then(|| speakers.iter().any(has_name))
    }
}
