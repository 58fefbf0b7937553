//! The archive by month and year: how much there is, and what is dated no closer than that.

use crate::model::archive::{Archive, ArticleId, DayRow, EventId, MentionId, StatementId};
use crate::model::when::{Precision, When};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Months and years that have a page, and the undated articles.
#[derive(Clone, Debug, Default)]
pub(crate) struct Calendar {
    /// By year and month.
    pub(crate) months: BTreeMap<(i32, u32), Period>,
    /// By year.
    pub(crate) years: BTreeMap<i32, Period>,
    /// Articles without any date.
    pub(crate) undated: Vec<ArticleId>,
}

/// A month or a year.
#[derive(Clone, Debug, Default)]
pub(crate) struct Period {
    /// How much its days hold together with what is vague.
    pub(crate) count: Count,
    /// What is dated to the period but not to a part of it.
    pub(crate) vague: Vague,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    /// Articles published.
    pub(crate) articles: usize,
    /// Statements made.
    pub(crate) statements: usize,
    /// Sentences that name it.
    pub(crate) mentions: usize,
}

/// What is dated to a month or year, not to a day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vague {
    /// Articles published then.
    pub(crate) articles: Vec<ArticleId>,
    /// Statements made then.
    pub(crate) statements: Vec<StatementId>,
    /// Sentences that name it.
    pub(crate) mentions: Vec<MentionId>,
    /// What happened then.
    pub(crate) events: Vec<EventId>,
}

impl Vague {
    /// Number of things.
    pub(crate) fn len(&self) -> usize {
        self.articles.len() + self.statements.len() + self.mentions.len() + self.events.len()
    }
}

impl Count {
    fn add(&mut self, other: Count) {
        self.articles += other.articles;
        self.statements += other.statements;
        self.mentions += other.mentions;
    }
}

impl Calendar {
    /// Files everything that has a date; linear in the archive.
    pub(crate) fn new(archive: &Archive) -> Calendar {
        let mut calendar = Calendar::default();
        for (index, article) in archive.articles.iter().enumerate() {
            let id = ArticleId::from(index);
            match article.when() {
                None => calendar.undated.push(id),
                Some(when) => calendar.file(when, |count| &mut count.articles, |vague| vague.articles.push(id)),
            }
        }
        for (index, statement) in archive.statements.iter().enumerate() {
            if let Some((when, _)) = statement.said_on {
                let id = StatementId::from(index);
                calendar.file(when, |count| &mut count.statements, |vague| vague.statements.push(id));
            }
        }
        for (index, mention) in archive.mentions.iter().enumerate() {
            let id = MentionId::from(index);
            calendar.file(mention.when, |count| &mut count.mentions, |vague| vague.mentions.push(id));
        }
        for (index, event) in archive.events.iter().enumerate() {
            let id = EventId::from(index);
            let mut nothing = 0;
            calendar.file(event.when, |_| &mut nothing, |vague| vague.events.push(id));
        }
        for ((year, _), month) in &calendar.months {
            calendar.years.entry(*year).or_default().count.add(month.count);
        }
        calendar
    }

    /// Puts one thing where it belongs: a day or month under its month, everything longer under its first year.
    fn file<'c>(
        &'c mut self,
        when: When,
        count: impl FnOnce(&'c mut Count) -> &'c mut usize,
        vague: impl FnOnce(&mut Vague),
    ) {
        let (year, month) = (when.start.year(), when.start.month());
        let period = match when.precision {
            Precision::Day | Precision::Week | Precision::Month => self.months.entry((year, month)).or_default(),
            _ => self.years.entry(year).or_default(),
        };
        if when.precision != Precision::Day {
            vague(&mut period.vague);
        }
        *count(&mut period.count) += 1;
    }
}

/// Most statements of a day that its month shows all of.
pub(crate) const STATEMENTS: usize = 16;
/// Most articles of a day that its month shows all of.
pub(crate) const ARTICLES: usize = 6;
/// Most sentences that speak of a day and stand on the page of its month.
pub(crate) const MENTIONS: usize = 8;

/// Whether a day has a page of its own: it holds more than the page of its month shows of a day.
pub(crate) fn has_page(row: &DayRow) -> bool {
    row.said.len() > STATEMENTS || row.published.len() > ARTICLES || row.mentioned.len() > MENTIONS
}

/// The anchor of a day on the page of its month: "d7".
pub(crate) fn anchor(day: NaiveDate) -> String {
    format!("d{}", day.day())
}

/// How much a day holds.
pub(crate) fn of_day(archive: &Archive, day: NaiveDate) -> Count {
    archive.days.get(&day).map_or(Count::default(), |row| Count {
        articles: row.published.len(),
        statements: row.said.len(),
        mentions: row.mentioned.len(),
    })
}
