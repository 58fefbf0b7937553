//! The year of a yearless article, from other articles that mention the same days and use the same telling words.
//!
//! Articles about one event mention the same days: "On December 17 the ministry published its drafts". Where one of them is dated,
//! the day has its year, and so have the others. Each round settles the articles that the dated ones vote for, and these vote
//! in the next round, so that a chain of articles is settled from one end. Votes are counted in an index by day and by word, so the
//! cost is linear in the mentions.

use crate::linking::summary::Summary;
use crate::model::published::Yearless;
use crate::model::when::{Precision, When};
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet};

/// Votes that an article needs when its weekday rules out most years, and when it has none.
const ENOUGH: f64 = 1.0;
const ENOUGH_WITHOUT_WEEKDAY: f64 = 1.5;
/// How far the winning year must lead the next.
const LEAD: f64 = 2.0;
/// What a shared telling word counts beside a shared day: seven of them make up for one.
const WORD: f64 = 0.15;
/// A word in more articles than this tells little, and counts less and less.
const RARE: f64 = 20.0;
/// Rounds after which a chain of articles is left alone.
const ROUNDS: usize = 12;

/// Something that articles share, and that an article's year follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Clue {
    /// Month and day.
    Day(u32, u32),
    /// The stem of a telling word, a name for the most part.
    Word(u32),
}

/// An article that lacks its year, or has only one that its text suggests.
struct Open<'a> {
    file: u32,
    yearless: &'a Yearless,
    /// The year that its text suggests.
    suggested: Option<i32>,
    /// What it shares with others, and how many years after its own that lies.
    clues: BTreeSet<(Clue, i32)>,
}

/// The year of each article that lacks only that, as (file, year), by file; also of those whose text alone suggests another
/// year than the articles around it.
///
/// Looks at the dated articles that mention the same days or were published on days that this one mentions.
pub fn years(summaries: &[&Summary]) -> Vec<(u32, i32)> {
    let mut open: Vec<Open<'_>> = summaries.iter().copied().filter_map(Open::of).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let mut known: BTreeMap<Clue, BTreeMap<i32, u32>> =
        open.iter().flat_map(|open| &open.clues).map(|(clue, _)| (*clue, BTreeMap::new())).collect();
    summaries.iter().for_each(|summary| learn(&mut known, dated_clues(summary)));
    let mut settled = Vec::new();
    for _ in 0..ROUNDS {
        let found: Vec<Option<i32>> = open.iter().map(|open| open.year(&known)).collect();
        if found.iter().all(Option::is_none) {
            break;
        }
        let mut left = Vec::new();
        for (article, year) in open.into_iter().zip(found) {
            match year {
                Some(year) => {
                    settled.push((article.file, year));
                    learn(&mut known, article.clues.into_iter().map(|(clue, shift)| (clue, year + shift)).collect());
                }
                None => left.push(article),
            }
        }
        open = left;
    }
    settled.sort_unstable();
    settled
}

/// Counts an article's clues among those that somebody asks for.
fn learn(known: &mut BTreeMap<Clue, BTreeMap<i32, u32>>, clues: BTreeSet<(Clue, i32)>) {
    for (clue, year) in clues {
        if let Some(years) = known.get_mut(&clue) {
            *years.entry(year).or_default() += 1;
        }
    }
}

/// The clues of a dated article, each with its year.
fn dated_clues(summary: &Summary) -> BTreeSet<(Clue, i32)> {
    let Some(published) = summary.article.published.when else { return BTreeSet::new() };
    let day = |when: When| (Clue::Day(when.start.month(), when.start.day()), when.start.year());
    let days = summary.mentions.iter().map(|mention| mention.when).chain([published]);
    let days = days.filter(|when| when.precision == Precision::Day).map(day);
    days.chain(words(summary).map(|word| (word, published.start.year()))).collect()
}

fn words(summary: &Summary) -> impl Iterator<Item = Clue> {
    summary.terms.words.iter().map(|term| Clue::Word(term.stem))
}

impl<'a> Open<'a> {
    fn of(summary: &'a Summary) -> Option<Open<'a>> {
        let yearless = summary.article.published.yearless.as_ref()?;
        let days = yearless.days.iter().map(|(shift, month, day)| (Clue::Day(*month, *day), *shift));
        let own = [(Clue::Day(yearless.month, yearless.day), 0)];
        let clues = days.chain(own).chain(words(summary).map(|word| (word, 0))).collect();
        let suggested = summary.article.published.when.map(|when| when.start.year());
        Some(Open { file: summary.file, yearless, suggested, clues })
    }

    /// The year that the clues known from others agree on, if it is not the one that its text suggests.
    fn year(&self, known: &BTreeMap<Clue, BTreeMap<i32, u32>>) -> Option<i32> {
        let mut votes: BTreeMap<i32, f64> = BTreeMap::new();
        for (clue, shift) in &self.clues {
            let Some(years) = known.get(clue) else { continue };
            let own = self.suggested.map(|year| year + shift).filter(|own| years.contains_key(own));
            let total = f64::from(years.values().sum::<u32>() - u32::from(own.is_some()));
            for (year, count) in years {
                let count = count - u32::from(own == Some(*year));
                if count == 0 {
                    continue;
                }
                let share = f64::from(count) / total;
                match clue {
                    Clue::Day(..) => *votes.entry(year - shift).or_default() += share,
                    // What is in the news in one year is so in the years around it.
                    Clue::Word(_) => {
                        let vote = WORD * share * (RARE / total).min(1.0);
                        (year - 1..=year + 1).for_each(|near| *votes.entry(near).or_default() += vote);
                    }
                }
            }
        }
        votes.retain(|year, _| self.yearless.fits(*year));
        let (&best, &most) = votes.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
        let second = votes.iter().filter(|(year, _)| **year != best).map(|(_, votes)| *votes).fold(0.0, f64::max);
        let enough = if self.yearless.weekday.is_some() { ENOUGH } else { ENOUGH_WITHOUT_WEEKDAY };
        (most >= enough && most >= LEAD * second && self.suggested != Some(best)).then_some(best)
    }
}
