//! Promises, denials and refusals to comment: what speakers can be asked about later; and who was asked and gave no answer.

use crate::model::archive::{Archive, StatementId};
use crate::model::reported::Standing;
use crate::model::statement::{Act, Polarity};
use crate::model::when::When;
use chrono::NaiveDate;

/// What is kept a list of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Register {
    /// "promised to", "vowed that".
    Promise,
    /// "denied that".
    Denial,
    /// "declined to comment", "refused to say".
    Refusal,
}

impl Register {
    /// Its name in data files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Register::Promise => "promise",
            Register::Denial => "denial",
            Register::Refusal => "refusal",
        }
    }
}

/// A statement of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Which register.
    pub(crate) register: Register,
    /// The statement: of several reports of one claim the one that tells most.
    pub(crate) statement: StatementId,
    /// The day that the sentence of a promise gives for it, if it lies after the day on which it was said.
    pub(crate) due: Option<When>,
    /// Whether that day is over on the day of the newest article.
    pub(crate) past_due: bool,
}

/// All registers of an archive.
#[derive(Clone, Debug, Default)]
pub(crate) struct Registers {
    /// By register, then in the order of the archive.
    pub(crate) entries: Vec<Entry>,
    /// Who was asked and gave no answer: positions in [`Archive::unanswered`]. The copies of a story count once.
    pub(crate) unanswered: Vec<usize>,
}

impl Registers {
    /// Looks through all statements, once.
    pub(crate) fn of(archive: &Archive) -> Registers {
        let newest = archive.articles.iter().filter_map(|article| article.when()?.as_day()).max();
        let all = (0..archive.statements.len()).map(StatementId::from);
        let mut entries: Vec<Entry> = all.filter_map(|id| entry(archive, id, newest)).collect();
        entries.sort_by_key(|entry| (entry.register, entry.statement));
        let told = |at: &usize| archive[archive.unanswered[*at].article].duplicate_of.is_none();
        Registers { entries, unanswered: (0..archive.unanswered.len()).filter(told).collect() }
    }

    /// How many rows all registers have.
    pub(crate) fn len(&self) -> usize {
        self.entries.len() + self.unanswered.len()
    }
}

fn entry(archive: &Archive, id: StatementId, newest: Option<NaiveDate>) -> Option<Entry> {
    let row = &archive[id];
    let tells_most = row.claim.is_none_or(|claim| archive[claim].statements[0] == id);
    // A headline says "vows" for short; the text below has to bear it out.
    let promises = row.words.act() == Act::Promises && row.words.polarity() == Polarity::Said && !row.headline;
    let register = match row.words.standing() {
        Standing::Denied => Register::Denial,
        Standing::Declined => Register::Refusal,
        _ if promises => Register::Promise,
        _ => return None,
    };
    // A promise or a denial without a name beside it holds nobody to anything.
    let named = row.speaker.is_some() || !row.together.is_empty();
    if !tells_most || !named || archive[row.article].duplicate_of.is_some() {
        return None;
    }
    let due = (register == Register::Promise).then(|| due(archive, id)).flatten();
    let past_due = due.zip(newest).is_some_and(|(due, newest)| due.end() < newest);
    Some(Entry { register, statement: id, due, past_due })
}

/// The first date in the words of a promise that lies after the day on which it was made.
fn due(archive: &Archive, id: StatementId) -> Option<When> {
    let row = &archive[id];
    let said = row.said_on.map(|(when, _)| when).or_else(|| archive[row.article].when())?;
    let own = archive[row.article].mention_ids().map(|id| &archive[id]);
    let mut dates = own.filter(|mention| mention.extent.overlaps(row.extent)).filter(|mention| {
        // In the words themselves, not in what the sentence says around them.
        let date = mention.words.of(&mention.sentence);
        row.words.unmarked().contains(date)
    });
    dates.find(|mention| mention.when.start > said.end()).map(|mention| mention.when)
}
