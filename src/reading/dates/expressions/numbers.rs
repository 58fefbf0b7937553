//! Dates that begin with a number: "15 December 2016", "17.12.2021", "1999", "the 1990s", "two weeks ago".

use super::words::decade;
use super::{Form, Grammar, Match, Step, Year};
use crate::languages::dates::{NumericOrder, Role};
use crate::model::when::{Precision, When};
use crate::reading::dates::tokens::Kind;
use chrono::{Datelike, Weekday};

/// Most days, weeks or months to which "in" looks ahead: what is further off is how long something takes.
const SOON: i32 = 12;

impl Grammar<'_> {
    /// The expressions that begin at a number.
    pub(super) fn number(&self, at: usize, found: &mut Vec<Match>) {
        if let Some(event) = self.entry(at).event {
            return found.push(Match { form: Form::Exact(event), first: at, end: at + 1 });
        }
        if let Some(one) = self.short_quarter(at) {
            return found.push(one);
        }
        if self.continues_a_number(at) {
            return;
        }
        if let Some(one) = self.iso(at).or_else(|| self.numeric(at)).or_else(|| self.decade(at)) {
            return found.push(one);
        }
        self.day_first(at, found);
        if found.is_empty() {
            found.extend(self.counted(at).or_else(|| self.day_alone(at)));
        }
        if found.is_empty() {
            self.year(at, found);
        }
    }

    /// Whether digits are the rest of another number or code: "1,998", "3.1415", "$2000", "A-320", "555-2012".
    fn continues_a_number(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let Some(before) = at.checked_sub(1).map(|at| &self.tokens[at]) else { return false };
        if matches!(before.kind, Kind::Mark('$' | '£' | '€' | '¥' | '#' | '№' | '₽' | '+')) {
            return true;
        }
        if token.spaced {
            return false;
        }
        match before.kind {
            Kind::Mark(',' | '.' | ':' | '/' | '-' | '–' | '_' | '=' | '&') => {
                at > 1 && self.tokens[at - 2].is_number() && !before.spaced
            }
            Kind::Word => true,
            _ => false,
        }
    }

    /// "2021-12-17", also before a time.
    fn iso(&self, at: usize) -> Option<Match> {
        let year = self.number_of(at, 4..=4)?;
        ['-', '/', '.'].into_iter().find(|mark| self.joined(at + 1, *mark) && self.joined(at + 3, *mark))?;
        let (month, day) = (self.number_of(at + 2, 1..=2)?, self.number_of(at + 4, 1..=2)?);
        let when = When::ymd(i32::try_from(year).ok()?, month, day)?;
        Some(Match { form: Form::Exact(when), first: at, end: at + 5 })
    }

    /// "12/17/2021", "17.12.2021", "17-12-21": in the order of the language, unless only the other one is possible.
    fn numeric(&self, at: usize) -> Option<Match> {
        let (one, two) = (self.number_of(at, 1..=2)?, self.number_of(at + 2, 1..=2)?);
        let mark = ['.', '/', '-'].into_iter().find(|mark| self.joined(at + 1, *mark) && self.joined(at + 3, *mark))?;
        if self.tokens[at + 2].spaced || self.tokens.get(at + 4)?.spaced {
            return None;
        }
        let written = self.number_of(at + 4, 2..=4).filter(|_| self.tokens[at + 4].len() != 3)?;
        let short = self.tokens[at + 4].len() == 2;
        let year = match short {
            true if mark == '-' => return None,
            true if written < 50 => 2000 + written,
            true => 1900 + written,
            false => written,
        };
        let order = if mark == '.' { NumericOrder::DayMonth } else { self.order };
        let (day, month) = if order == NumericOrder::DayMonth { (one, two) } else { (two, one) };
        let year = i32::try_from(year).ok()?;
        let when = When::ymd(year, month, day).or_else(|| When::ymd(year, day, month))?;
        let ends = !self
            .tokens
            .get(at + 5)
            .is_some_and(|next| !next.spaced && next.is_mark(mark) && self.number_of(at + 6, 1..=9).is_some());
        ends.then_some(Match { form: Form::Exact(when), first: at, end: at + 5 })
    }

    /// "1990s", "1990's", "1990er", "1990-х"
    fn decade(&self, at: usize) -> Option<Match> {
        let number = self.number_of(at, 4..=4).filter(|number| number.is_multiple_of(10))?;
        let end = self.decade_ends(at + 1)?;
        // "1990's first quarter" is of one year, "the 1990's" are ten
        let led = at > 0 && self.entry(at - 1).any(&[Role::Article, Role::Part]);
        if !led && (self.joined(at + 1, '\'') || self.joined(at + 1, '’')) {
            return None;
        }
        let first = at - usize::from(self.before(at, Role::Article));
        Some(Match { form: Form::Exact(decade(number, 4)?), first, end })
    }

    /// "'90s", "in '98"
    pub(super) fn short_year(&self, at: usize, found: &mut Vec<Match>) {
        let Some(number) = self.number_of(at + 1, 2..=2).filter(|_| !self.tokens[at + 1].spaced) else { return };
        let first = at - usize::from(self.before(at, Role::Article));
        if let Some(end) = self.decade_ends(at + 2).filter(|_| number.is_multiple_of(10)) {
            found.extend(decade(number, 2).map(|when| Match { form: Form::Exact(when), first, end }));
        } else if self.tokens[at].spaced && at > 0 && self.entry(at - 1).any(&[Role::Dating, Role::Part, Role::Of]) {
            let when = decade(number - number % 10, 2)
                .and_then(|decade| When::year(decade.start.year() + (number % 10) as i32));
            found.extend(when.map(|when| Match { form: Form::Exact(when), first: at, end: at + 2 }));
        }
    }

    /// The token after the ending of a decade, if one stands at `at`.
    fn decade_ends(&self, at: usize) -> Option<usize> {
        let mark = ['\'', '’', '-'].into_iter().any(|mark| self.joined(at, mark));
        let ending = at + usize::from(mark);
        let joined = self.tokens.get(ending).is_some_and(|token| !token.spaced);
        (joined && self.is(ending, Role::DecadeEnding)).then_some(ending + 1)
    }

    /// The token after the ending of an ordinal in digits, if one stands at `at`: "15**th**", "15**.**", "15**-го**".
    pub(super) fn ordinal_ends(&self, at: usize) -> Option<usize> {
        self.number_of(at, 1..=2)?;
        let hyphen = usize::from(self.joined(at + 1, '-'));
        let ending = at + 1 + hyphen;
        let joined = self.tokens.get(ending).is_some_and(|token| !token.spaced);
        (joined && self.is(ending, Role::OrdinalEnding)).then_some(ending + 1)
    }

    /// "Q3 2021", "Q3"
    fn short_quarter(&self, at: usize) -> Option<Match> {
        let first = at.checked_sub(1).filter(|letter| self.words(*letter) == "Q" && !self.tokens[at].spaced)?;
        let rank = self.number_of(at, 1..=1).filter(|rank| (1..=4).contains(rank))?;
        let (year, end) = self.year_after(at + 1, Step::Bare);
        Some(Match { form: Form::Period { month: rank * 3 - 2, precision: Precision::Quarter, year }, first, end })
    }

    /// A day of the month at a number, and the token after it. Not "5 percent", "10:30", "3.5" or "10,000".
    pub(super) fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        let day = self.number_of(at, 1..=2).filter(|day| (1..=31).contains(day))?;
        if let Some(end) = self.ordinal_ends(at) {
            return Some((day, end));
        }
        let Some(next) = self.tokens.get(at + 1) else { return Some((day, at + 1)) };
        let digits = self.number_of(at + 2, 1..=9).is_some_and(|_| !self.tokens[at + 2].spaced);
        let other = match next.kind {
            Kind::Mark('%' | '°') => !next.spaced,
            Kind::Mark(',') => !next.spaced && digits && self.tokens[at + 2].len() == 3,
            Kind::Mark('.' | '/' | ':') => !next.spaced && digits,
            Kind::Word => !next.spaced || self.is(at + 1, Role::Counted),
            _ => false,
        };
        (!other).then_some((day, at + 1))
    }

    /// More days of the same month: "15-17", "24 and 25", "3, 4 and 5". Gives the token after the last.
    pub(super) fn more_days(&self, mut end: usize, month: u32, days: &mut Vec<(u32, usize, usize)>) -> usize {
        let last_of = |month: u32| if month == 2 { 29 } else { 31 };
        while let Some(link) = self.tokens.get(end) {
            let linked = matches!(link.kind, Kind::Mark('-' | '–' | '—' | ','))
                || self.is(end, Role::And)
                || self.is(end, Role::To);
            let Some((day, after)) = self.day_number(end + 1).filter(|_| linked) else { break };
            let previous = days.last().map_or(0, |(day, ..)| *day);
            let own_month = self.entry(after).month.is_some() || self.is_unit(after) || self.is_unit(after + 1);
            if day <= previous || day > last_of(month) || own_month || self.counts(after) {
                break;
            }
            days.push((day, end + 1, after));
            end = after;
        }
        end
    }

    /// Whether the word at `at` makes the number before it a count: "5 people", "17 soldiers".
    fn counts(&self, at: usize) -> bool {
        let word = self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word && token.spaced);
        let plain = word && self.entry(at).month.is_none() && !self.words(at).starts_with(char::is_uppercase);
        self.is(at, Role::Counted)
            || plain && self.tokens[at].entry == 0 && self.lexicon.ends_like_plural(self.words(at))
    }

    /// One match for each day of a list.
    pub(super) fn push_dates(
        &self,
        month: u32,
        year: Year,
        days: &[(u32, usize, usize)],
        end: usize,
        weekday: Option<Weekday>,
        found: &mut Vec<Match>,
    ) {
        let last = days.len().saturating_sub(1);
        found.extend(days.iter().enumerate().map(|(index, &(day, first, after))| {
            let end = if index == last { end } else { after };
            Match { form: Form::Date { weekday, day, month, year }, first, end }
        }));
    }

    /// "15 December 2016", "15th of December", "15. Dezember", "15-17 December".
    fn day_first(&self, at: usize, found: &mut Vec<Match>) {
        let Some(day) = self.number_of(at, 1..=2).filter(|day| (1..=31).contains(day)) else { return };
        let mut days = vec![(day, at, at + 1)];
        let mut end = self.after_day(at);
        while days.len() < 8 {
            let linked =
                self.tokens.get(end).is_some_and(|link| matches!(link.kind, Kind::Mark('-' | '–' | '—' | ',')))
                    || self.is(end, Role::And)
                    || self.is(end, Role::To);
            let previous = days.last().map_or(0, |(day, ..)| *day);
            let Some(day) = self.number_of(end + 1, 1..=2).filter(|day| linked && (previous + 1..=31).contains(day))
            else {
                break;
            };
            let first = end + 1;
            end = self.after_day(first);
            days.push((day, first, end));
        }
        let of = usize::from(self.is(end, Role::Of));
        let Some(month) = self.entry(end + of).month else { return };
        let month_end = end + of + 1;
        let stop = usize::from(self.joined(month_end, '.'));
        let (year, after) = self.year_after(month_end + stop, Step::Bare);
        let end = if year == Year::By(Step::Bare) { month_end } else { after };
        self.push_dates(month, year, &days, end, None, found);
    }

    /// The token after a day's number and its ending.
    fn after_day(&self, at: usize) -> usize {
        match self.ordinal_ends(at) {
            Some(end) => end,
            None => at + 1 + usize::from(self.lexicon.ordinal_stop && self.joined(at + 1, '.')),
        }
    }

    /// "on the 15th", "the 15th of this month": a day whose month is the one spoken of.
    fn day_alone(&self, at: usize) -> Option<Match> {
        let end = self.ordinal_ends(at)?;
        let day = self.tokens[at].value;
        let article = self.before(at, Role::Article);
        let of = usize::from(self.is(end, Role::Of));
        let after = end + of + usize::from(self.is(end + of, Role::Article));
        let month = |at: usize| self.entry(at).unit == Some(Precision::Month);
        let first = at - usize::from(article);
        let shift =
            [(Role::Last, -1), (Role::This, 0), (Role::Next, 1)].into_iter().find(|(role, _)| self.is(after, *role));
        if of == 1 && month(after) {
            return Some(Match { form: Form::DayOfMonth { day, month: None }, first, end: after + 1 });
        }
        if let Some((_, shift)) = shift.filter(|_| of == 1 && month(after + 1)) {
            return Some(Match { form: Form::DayOfMonth { day, month: Some(shift) }, first, end: after + 2 });
        }
        let led = first > 0 && article && self.entry(first - 1).any(&[Role::On, Role::Toward]);
        let free = self.tokens.get(end).is_none_or(|next| {
            next.kind != Kind::Word || self.entry(end).any(&[Role::And, Role::Dating, Role::On, Role::Article])
        });
        let day_exists = (1..=31).contains(&day);
        (led && free && day_exists).then_some(Match { form: Form::DayOfMonth { day, month: None }, first, end })
    }

    /// A count of periods from some date: "two weeks ago", "three days later", "vor zwei Wochen", "a year earlier".
    pub(super) fn counted(&self, at: usize) -> Option<Match> {
        let leads = [Role::AgoBefore, Role::HenceBefore, Role::HenceAhead];
        let lead = leads.into_iter().find(|role| self.is(at, *role));
        let mut start = at + usize::from(lead.is_some());
        while self.is(start, Role::About) && start < at + 4 {
            start += 1;
        }
        if let Some(one) = self.hyphenated(at) {
            return Some(one);
        }
        let (count, unit_at) = self.count(start, lead.is_none())?;
        let entry = self.entry(unit_at);
        let unit = entry.units.or(entry.unit).filter(|_| !entry.weekend)?;
        // "a decade ago" is a year, not ten of them
        let (unit, count) = if unit == Precision::Decade { (Precision::Year, count * 10) } else { (unit, count) };
        let count = if entry.fortnight { count * 2 } else { count };
        let end = unit_at + 1;
        let first = at - usize::from(lead.is_none() && self.before(at, Role::About));
        let form = match lead {
            Some(Role::AgoBefore) => Form::FromArticle(unit, -count),
            // "the first time in ten years", "in two days of talks"
            Some(Role::HenceAhead) if unit > Precision::Month || self.is(end, Role::Of) || count > SOON => return None,
            Some(Role::HenceAhead) => Form::Ahead(unit, count),
            Some(_) => Form::FromArticle(unit, count),
            None if self.is(end, Role::Ago) => Form::FromArticle(unit, -count),
            None if self.is(end, Role::Hence) => Form::FromArticle(unit, count),
            None if self.is(end, Role::Earlier) && self.is_compared(first, unit) => Form::Compared(-count),
            None if self.is(end, Role::Earlier) => Form::FromMention(unit, -count),
            None if self.is(end, Role::Later) => Form::FromMention(unit, count),
            None => return None,
        };
        Some(Match { form, first, end: end + usize::from(lead.is_none()) })
    }

    /// Whether a year is what figures are compared with: "from $6 million **a year earlier**".
    fn is_compared(&self, first: usize, unit: Precision) -> bool {
        let before = first.saturating_sub(1 + usize::from(self.before(first, Role::Article)));
        let figure = self.tokens.get(before).is_some_and(|token| token.is_number() || token.is_mark('%'));
        unit == Precision::Year && (figure || self.entry(before).any(&[Role::Counted, Role::Dating]))
    }

    /// "year-ago", "year-earlier": the same period of the year before.
    fn hyphenated(&self, at: usize) -> Option<Match> {
        let unit = self.entry(at).unit.filter(|unit| *unit == Precision::Year && self.joined(at + 1, '-'))?;
        let back = self.entry(at + 2).any(&[Role::Ago, Role::Earlier]);
        back.then_some(Match { form: Form::FromArticle(unit, -1), first: at, end: at + 3 })
    }

    /// A count and the token after it: "two", "25", "a" if an article may count, no word at all where the language says so.
    fn count(&self, at: usize, article: bool) -> Option<(i32, usize)> {
        let entry = self.entry(at);
        if let Some(number) = entry.number {
            return Some((i32::from(number), at + 1));
        }
        if let Some(number) = self.number_of(at, 1..=4) {
            return Some((i32::try_from(number).ok()?, at + 1));
        }
        if article && entry.is(Role::Article) && self.entry(at + 1).is_countable() {
            return Some((1, at + 1));
        }
        (self.lexicon.unit_alone_is_one && entry.unit.is_some()).then_some((1, at))
    }

    /// A year alone, or two: "in 1999", "the 1998 summit", "1991-1997", "2016-17".
    fn year(&self, at: usize, found: &mut Vec<Match>) {
        let Some(year) = self.year_number(at).filter(|_| self.is_year(at)) else { return };
        let Some(when) = When::year(year) else { return };
        let fiscal = at - usize::from(self.before(at, Role::Fiscal));
        let end = at + 1 + self.year_word(at + 1);
        found.push(Match { form: Form::Exact(when), first: fiscal, end });
        let range = matches!(self.tokens.get(at + 1).map(|token| token.kind), Some(Kind::Mark('-' | '–' | '/')));
        if !range || self.tokens[at + 1].spaced {
            return;
        }
        let second = match self.number_of(at + 2, 2..=4) {
            Some(short) if self.tokens[at + 2].len() == 2 => year / 100 * 100 + short as i32,
            Some(full) => full as i32,
            None => return,
        };
        if let Some(when) = When::year(second).filter(|_| second > year && second - year < 200) {
            found.push(Match { form: Form::Exact(when), first: at + 2, end: at + 3 });
        }
    }

    /// The number at a token, if it could be a year.
    pub(super) fn year_number(&self, at: usize) -> Option<i32> {
        let year = self.number_of(at, 4..=4).filter(|year| (1000..=2199).contains(year))?;
        let part = |at: usize| self.number_of(at, 1..=9).is_some_and(|_| !self.tokens[at].spaced);
        let other = match self.tokens.get(at + 1) {
            Some(next) if !next.spaced => match next.kind {
                Kind::Mark('.' | ',' | ':' | '/') => {
                    part(at + 2)
                        && self.tokens[at + 2].len() != 4
                        && !(next.is_mark('/') && self.tokens[at + 2].len() == 2)
                }
                Kind::Mark('-' | '–') => part(at + 2) && !self.is_range(at),
                Kind::Mark('%' | '°' | '_') => true,
                Kind::Word => true,
                _ => false,
            },
            _ => false,
        };
        (!other).then(|| i32::try_from(year).ok()).flatten()
    }

    /// Whether a year and a hyphen are followed by a later year: "1991-1997", "2016-17".
    fn is_range(&self, at: usize) -> bool {
        let (Some(year), Some(second)) = (self.number_of(at, 4..=4), self.number_of(at + 2, 2..=4)) else {
            return false;
        };
        match self.tokens[at + 2].len() {
            2 => second > year % 100 && (second > 12 || second == year % 100 + 1),
            4 => second > year && second < 2200,
            _ => false,
        }
    }

    /// Whether a number that could be a year is one, by the words around it.
    fn is_year(&self, at: usize) -> bool {
        let year = self.tokens[at].value;
        let before = at.checked_sub(1);
        let strong = before.is_some_and(|at| {
            self.entry(at).any(&[Role::Dating, Role::Part, Role::Fiscal])
                || self.entry(at).unit == Some(Precision::Year)
        }) || self.lexicon.year_follows && self.entry(at + 1).unit == Some(Precision::Year)
            || at > 1 && self.tokens[at - 1].is_mark('-') && self.entry(at - 2).any(&[Role::Dating, Role::Part]);
        let numbered = before.is_some_and(|at| self.is(at, Role::Numbered))
            || (1..=3).any(|more| self.is(at + more, Role::Numbered) && self.is_upper(at + more));
        if numbered || self.entry(at + 1).any(&[Role::Clock, Role::Counted]) {
            return false;
        }
        if strong {
            return true;
        }
        let article = self.before(at, Role::Article);
        let modern = (1900..2050).contains(&year) && !year.is_multiple_of(100);
        if modern {
            return article || !self.counts(at + 1);
        }
        let weak = before.is_some_and(|at| {
            self.entry(at).any(&[Role::On, Role::Toward, Role::And, Role::To, Role::Of, Role::Before, Role::After])
        });
        let free = self.tokens.get(at + 1).is_none_or(|next| next.kind != Kind::Word);
        (1400..2100).contains(&year) && weak && free
    }

    fn is_upper(&self, at: usize) -> bool {
        self.words(at).starts_with(char::is_uppercase)
    }
}
