//! The quotations of a draft against the archive: word for word, cut, altered, said by somebody else, or nowhere.

use super::align::{Alignment, align, around};
use super::quotations::Quotations;
use crate::languages;
use crate::model::archive::{Archive, Fit, PersonId, StatementId};
use crate::reading::compare::difference;
use crate::text::folding::name_key;

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
        let mut found: Vec<(StatementId, Alignment, Option<bool>)> = near
            .into_iter()
            .map(|id| (id, align(&quotation.words, self.archive[id].words.unmarked(), words)))
            .filter(|(_, alignment)| alignment.share() >= SHARE && alignment.same >= FEWEST.min(alignment.of))
            .map(|(id, alignment)| (id, alignment, self.says(id, quotation.speaker.as_deref())))
            .collect();
        // Word for word before altered; the speaker of the draft before somebody left open before somebody else.
        let rank = |(id, alignment, own): &(StatementId, Alignment, Option<bool>)| {
            let speaker = match own {
                Some(true) => 0,
                None => 1,
                Some(false) => 2,
            };
            let altered = alignment.fit == Fit::Altered;
            (altered, speaker, std::cmp::Reverse(alignment.same), alignment.fit, *id)
        };
        found.sort_by_key(rank);
        let Some((id, alignment, own)) = found.first() else {
            return Checked { verdict: Verdict::Nowhere, statement: None, difference: None };
        };
        let altered = alignment.fit == Fit::Altered;
        let verdict = match own {
            Some(false) if !altered => Verdict::OtherSpeaker,
            _ => Verdict::Found(alignment.fit),
        };
        let text = self.archive[*id].words.unmarked();
        let difference = altered.then(|| difference(&quotation.words, around(&quotation.words, text, words)));
        Checked { verdict, statement: Some(*id), difference }
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
