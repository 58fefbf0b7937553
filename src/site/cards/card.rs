//! [`Card`]: what stands on the card of a page.

use crate::model::archive::{ArticleId, PersonId, StatementId};
use crate::model::statement::Kind;
use crate::model::when::When;
use crate::site::page::Page;
use crate::site::parts::said::{self, Piece};
use crate::site::parts::statement::{self, Kicker};
use crate::site::view::{Site, right_to_left};
use crate::site::words::say::fill;
use chrono::NaiveDate;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most characters of words that are looked at; more never fit.
const WORDS: usize = 600;
/// Most names of speakers on the card of an article.
const NAMES: usize = 3;
/// Most strokes, and the number of columns where there are more.
pub(super) const COLUMNS: usize = 24;

/// What a card shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Card {
    /// Which of the three it is.
    pub(super) kind: CardKind,
    /// The line at the top: what is remarkable, or the outlet.
    pub(super) kicker: Option<(Tone, String)>,
    /// What stands beside it.
    pub(super) beside: String,
    /// The archive's name.
    pub(super) archive: String,
    /// The quotation mark that hangs before the words.
    pub(super) mark: Option<String>,
    /// The words in large type.
    pub(super) words: Vec<Piece>,
    /// How many statements were reported and quoted, from the first day to the last; of an article each by itself.
    pub(super) strokes: Vec<(usize, usize)>,
    /// Who says it.
    pub(super) name: String,
    /// Who they are, and where it is printed.
    pub(super) under: String,
    /// Whether it is read from right to left.
    pub(super) right_to_left: bool,
    /// The same in a sentence, for those who do not see it.
    pub(crate) told: String,
}

/// Which page a card is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum CardKind {
    /// An article: its title, and a stroke for each statement.
    Article,
    /// Somebody: their name, and when they spoke.
    Person,
    /// A statement: its words, two wordings one above the other.
    Statement,
}

/// The colour of a kicker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum Tone {
    Ink,
    /// Wording that differs.
    Wording,
    /// An editor's hand.
    Hand,
}

impl Card {
    /// What stands on the card of a page; `None` if there is nothing to say.
    pub(super) fn of(page: &Page, site: &Site) -> Option<Card> {
        let card = match *page {
            Page::Article(id) => article(site, id),
            Page::Person(id, 1) => person(site, id)?,
            Page::Statement(first) => statement(site, statement::leading(site, first)),
            _ => return None,
        };
        Some(card)
    }

    /// Every text that has to be drawn.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let words = self.words.iter().flat_map(|piece| match piece {
            Piece::Text(text) => vec![text.as_str()],
            Piece::Two(above, below) => [above, below].iter().flat_map(|(words, by)| [words.as_str(), by]).collect(),
        });
        let kicker = self.kicker.iter().map(|(_, text)| text);
        let lines = [&self.beside, &self.archive, &self.name, &self.under];
        kicker.chain(self.mark.iter()).chain(lines).map(String::as_str).chain(words)
    }

    fn new(kind: CardKind, site: &Site) -> Card {
        Card {
            kind,
            kicker: None,
            beside: String::new(),
            archive: site.settings.title.clone(),
            mark: None,
            words: Vec::new(),
            strokes: Vec::new(),
            name: String::new(),
            under: String::new(),
            right_to_left: right_to_left(&site.settings.language),
            told: String::new(),
        }
    }
}

fn article(site: &Site, id: ArticleId) -> Card {
    let (row, words) = (&site.archive[id], &site.words);
    let date = row.when().map(|when| words.date(when));
    let outlet = site.outlet_of(id).map(|outlet| (Tone::Ink, outlet.to_owned()));
    let statements: Vec<StatementId> = row.statement_ids().filter(|id| !site.archive[*id].nested).collect();
    let mut speakers = BTreeMap::<PersonId, (usize, Reverse<StatementId>)>::new();
    for id in &statements {
        if let Some(person) = site.archive[*id].speaker {
            speakers.entry(person).or_insert((0, Reverse(*id))).0 += 1;
        }
    }
    let mut speakers: Vec<_> = speakers.into_iter().collect();
    speakers.sort_by_key(|(_, weight)| Reverse(*weight));
    let names: Vec<&str> = speakers.iter().take(NAMES).map(|(id, _)| site.archive[*id].name.as_str()).collect();
    let facts: Vec<&str> = outlet.iter().map(|(_, name)| name.as_str()).chain(date.as_deref()).collect();
    Card {
        told: [row.title.as_str()].into_iter().chain(facts).collect::<Vec<_>>().join(&words.comma),
        kicker: outlet,
        beside: date.unwrap_or_default(),
        words: vec![Piece::Text(said::shortened(&row.title, WORDS))],
        strokes: if statements.len() > 1 { each(site, &statements) } else { Vec::new() },
        name: names.join(&words.comma),
        under: if statements.is_empty() { String::new() } else { counted(site, &statements) },
        ..Card::new(CardKind::Article, site)
    }
}

fn person(site: &Site, id: PersonId) -> Option<Card> {
    let (row, words) = (&site.archive[id], &site.words);
    if row.statements.is_empty() {
        return None;
    }
    let office = statement::office(site, id).unwrap_or_default();
    let mut days: Vec<(NaiveDate, StatementId)> =
        row.statements.iter().filter_map(|id| Some((site.archive[*id].said_on?.0.start, *id))).collect();
    days.sort_unstable();
    let quoted = row.statements.iter().filter(|id| is_quoted(site, **id)).count();
    let mut facts = Vec::new();
    if let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) {
        let short = |day: &NaiveDate| words.short_date(When::day(*day));
        facts.push(match first == last {
            true => short(first),
            false => fill(&words.from_to, &[("from", &short(first)), ("to", &short(last))]),
        });
    }
    facts.push(words.count(&words.count_quoted, quoted));
    let count = words.count(&words.count_statements, row.statements.len());
    let name = [row.name.as_str(), office].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    let in_time: Vec<StatementId> = days.iter().map(|(_, id)| *id).collect();
    Some(Card {
        told: format!("{}: {count}", name.join(&words.comma)),
        beside: office.to_owned(),
        words: vec![Piece::Text(row.name.clone())],
        strokes: if in_time.len() <= COLUMNS { each(site, &in_time) } else { columns(site, &days) },
        name: count,
        under: facts.join(&words.comma),
        ..Card::new(CardKind::Person, site)
    })
}

fn statement(site: &Site, id: StatementId) -> Card {
    let (row, words) = (&site.archive[id], &site.words);
    let reports = row.claim.map(|claim| site.claims.of(claim)).filter(|reports| reports.wordings > 1);
    let two = reports.and_then(|reports| statement::two_wordings(site, reports));
    let said = said::in_pieces(site, id, two);
    let (kicker, beside) = match statement::kicker(site, id) {
        Some(Kicker { class, what, beside }) => {
            let tone = match class {
                "w" => Tone::Wording,
                "e" => Tone::Hand,
                _ => Tone::Ink,
            };
            (Some((tone, what)), beside.unwrap_or_default())
        }
        None => (None, String::new()),
    };
    let name = statement::name(site, id);
    let office = row.speaker.and_then(|person| statement::office(site, person));
    let date = row.said_on.map(|(when, _)| words.short_date(when));
    let under: Vec<&str> = office.into_iter().chain(site.outlet_of(row.article)).chain(date.as_deref()).collect();
    Card {
        told: format!("{name}: {}", said.told),
        kicker,
        beside,
        mark: said.mark,
        words: said.pieces,
        name,
        under: under.join(&words.comma),
        ..Card::new(CardKind::Statement, site)
    }
}

fn is_quoted(site: &Site, id: StatementId) -> bool {
    site.archive[id].kind == Kind::Direct
}

/// "9 statements, 3 of them quoted"
fn counted(site: &Site, statements: &[StatementId]) -> String {
    let words = &site.words;
    let quoted = statements.iter().filter(|id| is_quoted(site, **id)).count();
    let all = words.count(&words.count_statements, statements.len());
    [all, words.count(&words.count_quoted, quoted)].join(&words.comma)
}

/// A stroke for each statement.
fn each(site: &Site, statements: &[StatementId]) -> Vec<(usize, usize)> {
    let one = |id: &StatementId| if is_quoted(site, *id) { (0, 1) } else { (1, 0) };
    statements.iter().map(one).collect()
}

/// How much was reported and quoted in parts of equal length of the time from the first day to the last.
fn columns(site: &Site, days: &[(NaiveDate, StatementId)]) -> Vec<(usize, usize)> {
    let mut columns = vec![(0, 0); COLUMNS];
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else { return columns };
    let all = (*last - *first).num_days() as usize + 1;
    for (day, id) in days {
        let column = &mut columns[(*day - *first).num_days() as usize * COLUMNS / all];
        let count = if is_quoted(site, *id) { &mut column.1 } else { &mut column.0 };
        *count += 1;
    }
    columns
}
