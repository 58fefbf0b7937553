//! Dates that begin with a word: "Friday, Dec. 15", "last June", "the following day", "a year ago".

use super::{Form, Grammar, Match, Step, Year};
use crate::languages::dates::{Feast, Role};
use crate::model::when::{Precision, When};
use crate::reading::dates::tokens::Kind;

impl Grammar<'_> {
    /// The expressions that begin at a word the lexicon knows.
    pub(super) fn word(&self, at: usize, found: &mut Vec<Match>) {
        let entry = self.entry(at);
        if self.before(at, Role::Every) || entry.is(Role::Every) || entry.name {
            return;
        }
        if let Some(event) = entry.event {
            return found.push(Match { form: Form::Exact(event), first: at, end: at + 1 });
        }
        if let Some(one) = self.nth_weekday(at) {
            return found.push(one);
        }
        if let Some((determiner, next)) = self.determiner(at)
            && let Some(one) = self.determined(at, next, determiner)
        {
            return found.push(one);
        }
        if self.lexicon.determiner_after
            && let Some((determiner, end)) = self.determiner(at + 1)
            && let Some(one) = self.determined(at, at, determiner)
        {
            return found.push(Match { end, ..one });
        }
        if entry.month.is_some() {
            return self.month(at, at, Step::Bare, found);
        }
        let one = if let Some(shift) = entry.shift.filter(|_| !self.is_title(at)) {
            Some(Match { form: Form::FromArticle(Precision::Day, i32::from(shift)), first: at, end: at + 1 })
        } else if entry.weekday.is_some() {
            self.weekday(at, at, Step::Bare)
        } else if entry.season.is_some() {
            self.season(at, at, Step::Bare)
        } else if let Some(feast) = entry.feast {
            let (year, end) = self.year_after(at + 1, Step::Bare);
            Some(Match { form: Form::Feast(feast, year), first: at, end })
        } else if entry.ordinal.is_some() {
            self.quarter(at)
        } else {
            None
        };
        let one = one.or_else(|| self.counted(at)).or_else(|| self.decade_after(at)).or_else(|| self.week_of(at));
        found.extend(one.or_else(|| self.weekend(at)).or_else(|| self.part_of(at)).or_else(|| self.period_end(at)));
    }

    /// Whether a word has a capital within a sentence: "NBC's Today show" is no day.
    fn is_title(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        let within = before.is_some_and(|before| !matches!(before.kind, Kind::Mark(_)) && self.tokens[at].spaced);
        self.running && within && self.words(at).starts_with(char::is_uppercase)
    }

    /// "the last Friday of February", "the first Monday of next month", "the second Tuesday in March 2022".
    fn nth_weekday(&self, at: usize) -> Option<Match> {
        let entry = self.entry(at);
        let nth = match entry.ordinal {
            Some(rank) => i32::from(rank),
            None if entry.is(Role::Last) => -1,
            None => return None,
        };
        let weekday = self.entry(at + 1).weekday.filter(|_| self.is(at + 2, Role::Of) && nth <= 5)?;
        let first = at - usize::from(self.before(at, Role::Article));
        let month = at + 3 + usize::from(self.is(at + 3, Role::Article));
        if let Some(number) = self.entry(month).month {
            let stop = usize::from(self.joined(month + 1, '.'));
            let (year, end) = self.year_after(month + 1 + stop, Step::Bare);
            let end = if year == Year::By(Step::Bare) { month + 1 } else { end };
            let (weekday, nth) = (Some(weekday.number_from_monday()), Some(nth));
            let feast = Feast { month: Some(number), day: None, weekday, nth, plus: None };
            return Some(Match { form: Form::Feast(feast, year), first, end });
        }
        let (determiner, unit) = self.determiner(month).unwrap_or((Determiner::This, month));
        let shift = match determiner {
            Determiner::Last | Determiner::Preceding => -1,
            Determiner::This => 0,
            Determiner::Next => 1,
            Determiner::Following | Determiner::Same => return None,
        };
        let known = self.entry(unit).unit == Some(Precision::Month);
        known.then(|| Match { form: Form::WeekdayOfMonth(weekday, nth, shift), first, end: unit + 1 })
    }

    /// "by year-end"
    fn period_end(&self, at: usize) -> Option<Match> {
        let unit = self.entry(at).unit.filter(|_| self.joined(at + 1, '-') && self.is(at + 2, Role::Part))?;
        let dated = self.year_number(at + 3).is_some() || self.tokens[at + 2].spaced;
        (!dated).then_some(Match { form: Form::EndOf(unit), first: at, end: at + 3 })
    }

    /// "over the weekend"
    fn weekend(&self, at: usize) -> Option<Match> {
        let bare = self.entry(at).weekend && self.before(at, Role::Article) && !self.is(at + 1, Role::Of);
        let named = |at: usize| self.is_name(at) || self.entry(at).feast.is_some();
        (bare && !named(at + 1)).then(|| Match { form: Form::Weekend, first: at - 1, end: at + 1 })
    }

    /// "the end of the month", "later in the week": of the article's month or week.
    fn part_of(&self, at: usize) -> Option<Match> {
        let unit = self.entry(at).unit.filter(|unit| (Precision::Week..=Precision::Year).contains(unit))?;
        let led = self.before(at, Role::Article) && at > 2 && self.is(at - 2, Role::Of) && self.is(at - 3, Role::Part);
        let owned = self.is(at + 1, Role::Of) || self.entry(at).weekend;
        (led && !owned).then_some(Match { form: Form::FromArticle(unit, 0), first: at, end: at + 1 })
    }

    /// Which one a determiner at `at` picks, and the token after it: "last", "the next", "that same".
    fn determiner(&self, at: usize) -> Option<(Determiner, usize)> {
        let entry = self.entry(at);
        let article = self.before(at, Role::Article);
        let determiner = if entry.is(Role::Following) && (article || !entry.is(Role::Next)) {
            Determiner::Following
        } else if entry.is(Role::Preceding) {
            Determiner::Preceding
        } else if entry.is(Role::Last) {
            Determiner::Last
        } else if entry.is(Role::Next) {
            Determiner::Next
        } else if entry.is(Role::This) {
            Determiner::This
        } else if entry.is(Role::Same) {
            let doubled = self.is(at + 1, Role::Same);
            return Some((Determiner::Same, at + 1 + usize::from(doubled)));
        } else {
            return None;
        };
        Some((determiner, at + 1))
    }

    /// What follows a determiner: a unit, weekday, month, season or feast.
    fn determined(&self, first: usize, at: usize, determiner: Determiner) -> Option<Match> {
        let entry = self.entry(at);
        let first = first - usize::from(self.before(first, Role::Article));
        if let Some(unit) = entry.unit {
            // "the last week of the race", "ABC's This Week"
            let counted = determiner == Determiner::Last && first + 1 < at && self.is(at + 1, Role::Of);
            if counted || determiner == Determiner::This && self.is_title(first) {
                return None;
            }
            return determined_unit(determiner, unit).map(|form| Match { form, first, end: at + 1 });
        }
        if entry.is(Role::DayPart) {
            let form = match determiner {
                Determiner::This => Form::FromArticle(Precision::Day, 0),
                Determiner::Last => Form::FromArticle(Precision::Day, -1),
                Determiner::Same => Form::FromMention(Precision::Day, 0),
                Determiner::Following | Determiner::Next => Form::FromMention(Precision::Day, 1),
                Determiner::Preceding => Form::FromMention(Precision::Day, -1),
            };
            return Some(Match { form, first, end: at + 1 });
        }
        let step = determiner.step()?;
        if entry.weekday.is_some() {
            self.weekday(first, at, step)
        } else if entry.month.is_some() {
            let mut found = Vec::new();
            self.month(first, at, step, &mut found);
            found.into_iter().next()
        } else if entry.season.is_some() {
            self.season(first, at, step)
        } else {
            entry.feast.map(|feast| Match { form: Form::Feast(feast, Year::By(step)), first, end: at + 1 })
        }
    }

    /// A month, alone or with a day: "December", "Dec. 15", "Dec. 15-17, 2016", "December 2016".
    pub(super) fn month(&self, first: usize, at: usize, step: Step, found: &mut Vec<Match>) {
        let Some(month) = self.entry(at).month else { return };
        let stop = usize::from(self.joined(at + 1, '.'));
        let mut next = at + 1 + stop;
        let article = usize::from(self.is(next, Role::Article) && self.ordinal_ends(next + 1).is_some());
        if let Some((day, end)) = self.day_number(next + article) {
            let mut days = vec![(day, first, end)];
            let mut end = self.more_days(end, month, &mut days);
            let (year, after) = self.year_after(end, step);
            if year != Year::By(step) {
                end = after;
            }
            return self.push_dates(month, year, &days, end, None, found);
        }
        let bare = next;
        let (year, end) = self.year_after(next, step);
        next = if year == Year::By(step) { bare - stop } else { end };
        if year == Year::By(Step::Bare) && !self.month_stands_alone(at) {
            return;
        }
        found.push(Match { form: Form::Period { month, precision: Precision::Month, year }, first, end: next });
    }

    /// Whether a month without day and year is meant as one: not "Theresa May", "March on", "June Carter".
    fn month_stands_alone(&self, at: usize) -> bool {
        let led = at > 0
            && self.entry(at - 1).any(&[Role::Dating, Role::On, Role::Part, Role::Article, Role::Of, Role::Toward])
            || at > 1 && self.tokens[at - 1].is_mark('-') && self.is(at - 2, Role::Part)
            || at > 1 && self.entry(at - 1).any(&[Role::And, Role::To]) && self.entry(at - 2).month.is_some();
        let named = self.is_name(at + 1) && self.tokens.get(at + 1).is_some_and(|next| next.spaced);
        let doubtful = self.is(at, Role::Doubtful);
        led || !(doubtful || named || at > 0 && self.is_name(at - 1))
    }

    /// A weekday, alone or with a date: "Friday", "Friday, Dec. 15", "Monday night".
    fn weekday(&self, first: usize, at: usize, step: Step) -> Option<Match> {
        let entry = self.entry(at);
        let weekday = entry.weekday?;
        let stop = usize::from(entry.short && self.joined(at + 1, '.'));
        let part = usize::from(self.is(at + 1 + stop, Role::DayPart));
        let after = at + 1 + stop + part;
        let comma = usize::from(self.mark(after, ','));
        let mut found = Vec::new();
        let date = after + comma;
        let article = usize::from(self.is(date, Role::Article));
        if self.entry(date).month.is_some() {
            self.month(first, date, Step::Bare, &mut found);
        } else if self.tokens.get(date + article).is_some_and(|token| token.is_number()) {
            self.number(date + article, &mut found);
        }
        if let Some(Match { form: Form::Date { day, month, year, .. }, end, .. }) = found.into_iter().next() {
            let form = Form::Date { weekday: Some(weekday), day, month, year };
            return Some(Match { form, first, end });
        }
        if entry.short && stop == 0 && step == Step::Bare {
            return None;
        }
        // "Tuesday week" is a week after some Tuesday.
        if self.entry(after).unit == Some(Precision::Week) && step == Step::Bare {
            return None;
        }
        if let (1, Some(end)) = (article, self.ordinal_ends(date + 1)) {
            return Some(Match { form: Form::WeekdayOf(weekday, self.tokens[date + 1].value), first, end });
        }
        Some(Match { form: Form::Weekday(weekday, step), first, end: at + 1 + stop + part })
    }

    /// A season, if something makes it a date: "last summer", "the spring of 1999", "in the fall", "summer 2016".
    fn season(&self, first: usize, at: usize, step: Step) -> Option<Match> {
        let month = self.entry(at).season?;
        let (year, end) = self.year_after(at + 1, step);
        // "prices are expected to fall in 2023"
        if self.before(at, Role::Present) {
            return None;
        }
        let led = self.before(at, Role::Article) && at > 1 && self.is(at - 2, Role::Dating)
            || self.before(at, Role::Part)
            || self.before(at, Role::Dating)
                && self.tokens.get(at + 1).is_none_or(|next| !self.is_name(at + 1) && next.entry == 0);
        if year == Year::By(Step::Bare) && !led {
            return None;
        }
        let article = usize::from(self.before(first, Role::Article));
        let form = Form::Period { month, precision: Precision::Season, year };
        Some(Match { form, first: first - article, end })
    }

    /// "the first quarter", "third-quarter", "the fourth quarter of 1989"
    fn quarter(&self, at: usize) -> Option<Match> {
        let rank = u32::from(self.entry(at).ordinal?);
        let hyphen = usize::from(self.joined(at + 1, '-'));
        let unit = at + 1 + hyphen;
        if self.entry(unit).unit != Some(Precision::Quarter) || !(1..=4).contains(&rank) {
            return None;
        }
        let (year, end) = self.year_after(unit + 1, Step::Bare);
        let first = at - usize::from(self.before(at, Role::Article));
        Some(Match { form: Form::Period { month: rank * 3 - 2, precision: Precision::Quarter, year }, first, end })
    }

    /// A decade after the word for it: "les années 1990".
    fn decade_after(&self, at: usize) -> Option<Match> {
        if !self.is(at, Role::DecadeBefore) {
            return None;
        }
        let number = self.number_of(at + 1, 2..=4).filter(|number| number.is_multiple_of(10))?;
        let form = Form::Exact(decade(number, self.tokens[at + 1].len())?);
        Some(Match { form, first: at, end: at + 2 })
    }

    /// "the week of March 6"
    fn week_of(&self, at: usize) -> Option<Match> {
        if self.entry(at).unit != Some(Precision::Week) || !self.is(at + 1, Role::Of) {
            return None;
        }
        let mut found = Vec::new();
        match self.entry(at + 2).month {
            Some(_) => self.month(at, at + 2, Step::Bare, &mut found),
            None => self.number(at + 2, &mut found),
        }
        let first = at - usize::from(self.before(at, Role::Article));
        match found.into_iter().next() {
            Some(Match { form: Form::Date { day, month, year, .. }, end, .. }) => {
                Some(Match { form: Form::WeekOf { day, month, year }, first, end })
            }
            _ => None,
        }
    }

    /// The year that follows a date, and the token after it; without one, `step` and where the search began.
    ///
    /// ", 2016", "of 2016", "2016", "last year", "of this year", "that year".
    pub(super) fn year_after(&self, at: usize, step: Step) -> (Year, usize) {
        let bare = (Year::By(step), at);
        let skip = usize::from(self.mark(at, ',') || self.is(at, Role::Of));
        let next = at + skip;
        if let Some(year) = self.year_number(next) {
            // "In December, 1998 people" and "on March 3, 2000 troops" have a count after the comma
            let counted = self.is(next + 1, Role::Counted) && self.mark(at, ',');
            return if counted { bare } else { (Year::Given(year), next + 1 + self.year_word(next + 1)) };
        }
        let article = usize::from(self.is(next, Role::Article));
        let Some((determiner, unit)) = self.determiner(next + article) else { return bare };
        if self.entry(unit).unit != Some(Precision::Year) || self.mark(at, ',') {
            return bare;
        }
        let year = match determiner {
            Determiner::Last => Year::Relative(-1),
            Determiner::This => Year::Relative(0),
            Determiner::Next => Year::Relative(1),
            Determiner::Same => Year::Mentioned,
            Determiner::Following | Determiner::Preceding => return bare,
        };
        (year, unit + 1)
    }

    /// 1 when the word for "year" follows a year's number, as Russian has it: "2016 года".
    pub(super) fn year_word(&self, at: usize) -> usize {
        usize::from(self.lexicon.year_follows && self.entry(at).unit == Some(Precision::Year))
    }
}

/// A word that picks one of the recurring periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    Last,
    This,
    Next,
    Following,
    Preceding,
    Same,
}

impl Determiner {
    fn step(self) -> Option<Step> {
        match self {
            Determiner::Last => Some(Step::Last),
            Determiner::This => Some(Step::This),
            Determiner::Next => Some(Step::Next),
            Determiner::Following => Some(Step::Following),
            Determiner::Preceding => Some(Step::Last),
            Determiner::Same => None,
        }
    }
}

/// The period that a determiner picks: "last week", "the following day".
fn determined_unit(determiner: Determiner, unit: Precision) -> Option<Form> {
    match determiner {
        // "the last day of", "this day": which day is not said
        Determiner::Last | Determiner::This | Determiner::Next if unit == Precision::Day => None,
        Determiner::Last => Some(Form::FromArticle(unit, -1)),
        Determiner::This => Some(Form::FromArticle(unit, 0)),
        Determiner::Next => Some(Form::FromArticle(unit, 1)),
        Determiner::Following => Some(Form::FromMention(unit, 1)),
        Determiner::Preceding => Some(Form::FromMention(unit, -1)),
        Determiner::Same => Some(Form::FromMention(unit, 0)),
    }
}

/// The decade of "1990" or "90".
pub(super) fn decade(number: u32, digits: usize) -> Option<When> {
    let year = match digits {
        4 if (1000..2100).contains(&number) => number,
        2 if number >= 20 => 1900 + number,
        2 => 2000 + number,
        _ => return None,
    };
    let start = When::year(i32::try_from(year).ok()?)?.start;
    Some(When::around(start, Precision::Decade))
}
