//! The publication date of one article.
//!
//! 1. The front matter settles it.
//! 2. Else a full date in the dateline or in a line such as "Published: 3 January 2017"; a line that tells of a later change
//!    counts only when nothing else does.
//! 3. Else the day in the address of the page or in the file's name, unless the text speaks against it.
//! 4. Else the day and month of the dateline, or the day that the first paragraph reports on ("at a meeting on Monday,
//!    February 14"); [`years`] supplies the year.
//! 5. Else the article stays undated, and `check` says so.

use super::expressions::{self, Expression, Form, Step, Tense, Year};
use super::weekday::name;
use super::years::{self, Clues};
use crate::languages::Language;
use crate::model::article::{BlockKind, Body, Format, FrontMatter, RawArticle};
use crate::model::published::{Basis, Published};
use crate::model::when::{Precision, When};
use crate::parsing::imports::Kind;
use crate::parsing::{line_dates, named_day};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::{Source, Span};
use chrono::{Datelike, NaiveDate, Weekday};

/// Settles the publication date of an article, in the order of the [`Basis`] variants.
///
/// `year` completes a date that has none; then the basis is [`Basis::Neighbours`].
pub fn resolve(
    raw: &RawArticle,
    expressions: &[Expression],
    source: &Source,
    language: &Language,
    year: Option<i32>,
    problems: &mut Problems,
) -> Published {
    if let Some(date) = raw.front.date {
        let approximate = date.approximate || date.uncertain;
        let basis = Some(Basis::FrontMatter);
        return Published { when: Some(date.when), basis, approximate, ..Published::default() };
    }
    let mut lines = candidates(raw, expressions, language);
    let reading = Reading { body: &raw.body, expressions, neighbours: year };
    let doubtful = lines.settle(raw, &reading);
    let lines = lines.read;
    // A page that says nowhere when it was published is seldom the news of the day that it speaks of first.
    let lede = || if raw.format == Format::Html { None } else { reading.reported() };
    let reported = || reading.partial(&lines).or_else(lede);
    let published = full(&lines).or_else(|| named(raw, &reading, reported()));
    let published = published.or_else(reported).unwrap_or_default();
    let doubtful = doubtful.filter(|_| published.when.is_none());
    report(&published, &lines, doubtful.as_ref(), raw, expressions, source, problems);
    published
}

/// The day that the address or the file's name gives, unless it cannot be the day of what the text tells.
///
/// `reported` is what the text alone would give: a name far from it tells when somebody saved the file.
fn named(raw: &RawArticle, reading: &Reading, reported: Option<Published>) -> Option<Published> {
    let address = raw.front.url.as_deref().and_then(named_day::of_address);
    let address = address.map(|when| (when, Basis::Address, "the address of the page gives the day"));
    let file = named_day::of_file(&raw.path);
    let file = file.map(|when| (when, Basis::FileName, "the name of the file gives the day"));
    let told = years::told(reading.expressions);
    [address, file].into_iter().flatten().find_map(|(when, basis, from)| {
        let named = Published { when: Some(when), basis: Some(basis), inferred: true, ..Published::default() };
        if told.is_some_and(|told| told.start > when.end()) {
            return None;
        }
        let Some(reported) = &reported else { return Some(Published { from: from.to_owned(), ..named }) };
        let yearless = reported.yearless.as_ref();
        let day = match yearless {
            Some(day) => (-1..=1).filter_map(|year| When::ymd(when.start.year() + year, day.month, day.day)).collect(),
            None => Vec::from_iter(reported.when),
        };
        let near = day.into_iter().find(|day| (when.start - day.start).num_days().abs() <= NEAR)?;
        let from = if yearless.is_some() { "the year is that of the day in the name or address" } else { from };
        Some(Published { when: Some(near), from: from.to_owned(), span: reported.span, ..named })
    })
}

/// A date in the dateline or in a line that dates the article.
struct Candidate {
    form: Form,
    /// In the source.
    span: Span,
    rank: Rank,
    /// Its place among those of its rank: the best evidence is given first.
    order: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Page,
    Dateline,
    Line,
    Update,
}

/// What the dateline and the date lines give.
struct Lines {
    /// The best first.
    read: Vec<Candidate>,
    /// Dates in numbers that can be read in two ways.
    doubtful: Vec<Doubtful>,
}

/// A date in numbers of which either may be the day: `03/05/2022`.
#[derive(Clone, Copy)]
struct Doubtful {
    month_first: When,
    day_first: When,
    weekday: Option<Weekday>,
    american_time: bool,
    span: Span,
    rank: Rank,
    order: usize,
}

/// Every date that the dateline and the date lines give.
fn candidates(raw: &RawArticle, expressions: &[Expression], language: &Language) -> Lines {
    let (mut read, mut doubtful) = (Vec::new(), Vec::new());
    if let Some(dateline) = raw.dateline.as_ref().map(|line| line.span).or(raw.body.dateline) {
        let inside = expressions.iter().filter(|expression| dateline.overlaps(expression.span));
        read.extend(inside.map(|expression| Candidate {
            form: expression.form,
            span: raw.body.to_source(expression.span),
            rank: Rank::Dateline,
            order: 0,
        }));
    }
    // Where the text is too short to tell its language, a full date is read in any.
    if let Some(dateline) = raw.body.dateline.filter(|_| read.is_empty()) {
        for date in line_dates::read(dateline.of(&raw.body.plain)) {
            let line_dates::Reading::Day(when) = date.reading else { continue };
            let at = dateline.start as usize;
            let span = raw.body.to_source(Span::new(at + date.range.start, at + date.range.end));
            read.push(Candidate { form: form_of(when, date.weekday), span, rank: Rank::Dateline, order: 0 });
        }
    }
    for (order, line) in raw.date_lines.iter().enumerate() {
        let rank = match line.updated {
            true => Rank::Update,
            false if line.of_page => Rank::Page,
            false => Rank::Line,
        };
        let within = |start: usize, end: usize| {
            let shift = |at: usize| line.span.start as usize + at;
            Span::new(shift(start), shift(end))
        };
        let found = line_dates::read(&line.text);
        if found.is_empty() {
            let dates = expressions::in_line(&line.text, &language.dates, &raw.language);
            read.extend(dates.into_iter().map(|date| {
                let span = within(date.span.start as usize, date.span.end as usize);
                Candidate { form: date.form, span, rank, order }
            }));
        }
        for date in found {
            let (span, weekday) = (within(date.range.start, date.range.end), date.weekday);
            match date.reading {
                line_dates::Reading::Day(when) => {
                    read.push(Candidate { form: form_of(when, weekday), span, rank, order });
                }
                line_dates::Reading::Either { month_first, day_first } => {
                    let american_time = line_dates::has_american_time(&line.text);
                    doubtful.push(Doubtful { month_first, day_first, weekday, american_time, span, rank, order });
                }
            }
        }
    }
    read.sort_by_key(|candidate| (candidate.rank, candidate.order, candidate.span));
    Lines { read, doubtful }
}

/// A day with its year as an expression says it.
fn form_of(when: When, weekday: Option<Weekday>) -> Form {
    let (day, month, year) = (when.start.day(), when.start.month(), Year::Given(when.start.year()));
    Form::Date { weekday, day, month, year }
}

impl Doubtful {
    /// Says that nothing tells which of the two days it is.
    fn report(&self, source: &Source, settle: impl Fn(&str) -> String) -> Diagnostic {
        let message = "the date of publication can be read in two ways; the article stays undated";
        let [a, b] = [self.day_first.to_string(), self.month_first.to_string()];
        let problem = Diagnostic::warning("date-ambiguous", message).at(source, self.span);
        problem.label(format!("{a} or {b}")).hint(settle(&a)).hint(settle(&b))
    }
}

impl Lines {
    /// Reads the doubtful dates that something settles, and returns the best of the others.
    fn settle(&mut self, raw: &RawArticle, reading: &Reading) -> Option<Doubtful> {
        let mut left = Vec::new();
        for one in std::mem::take(&mut self.doubtful) {
            match self.reading_of(&one, raw, reading) {
                Some(when) => {
                    let form = form_of(when, one.weekday);
                    self.read.push(Candidate { form, span: one.span, rank: one.rank, order: one.order });
                }
                None => left.push(one),
            }
        }
        self.read.sort_by_key(|candidate| (candidate.rank, candidate.order, candidate.span));
        left.into_iter().min_by_key(|one| (one.rank, one.order))
    }

    /// Which day a doubtful date is: by its weekday, an American time beside it, another date nearby, the weekday that the first
    /// paragraph reports on, or the language, since only English is written both ways.
    fn reading_of(&self, one: &Doubtful, raw: &RawArticle, reading: &Reading) -> Option<When> {
        let [a, b] = [one.month_first, one.day_first];
        let only = |fits: &dyn Fn(When) -> bool| match (fits(a), fits(b)) {
            (true, false) => Some(a),
            (false, true) => Some(b),
            _ => None,
        };
        let weekday = one.weekday.and_then(|weekday| only(&|when| when.start.weekday() == weekday));
        let american = one.american_time.then_some(a);
        let others = || {
            let lines = self.read.iter().filter_map(|line| day_near(line.form, a.start.year()));
            let mut others = lines
                .chain(named_day::of_file(&raw.path))
                .chain(raw.front.url.as_deref().and_then(named_day::of_address));
            others.find_map(|other| only(&|when| (when.start - other.start).num_days().abs() <= NEAR))
        };
        // Papers report within a day or two of the weekday that they name.
        let lede = || {
            let told = reported_weekday(reading.body, reading.expressions)?;
            let back = |when: When| when.start.weekday().days_since(told);
            match (back(a), back(b)) {
                (0..=1, 3..) => Some(a),
                (3.., 0..=1) => Some(b),
                _ => None,
            }
        };
        let language = || {
            let mut parts = raw.language.split(['-', '_']);
            let english = parts.next().is_none_or(|tag| tag.eq_ignore_ascii_case("en"));
            match parts.next() {
                _ if !english => Some(b),
                Some(region) if region.eq_ignore_ascii_case("us") => Some(a),
                Some(_) => Some(b),
                None => None,
            }
        };
        weekday.or(american).or_else(others).or_else(lede).or_else(language)
    }
}

/// The day of a form, in a year if it has none of its own.
fn day_near(form: Form, year: i32) -> Option<When> {
    match form {
        Form::Date { day, month, year: Year::By(_), .. } => When::ymd(year, month, day),
        _ => given(form).filter(|when| when.precision == Precision::Day),
    }
}

/// The first date given with its year, a day before anything vaguer.
fn full(lines: &[Candidate]) -> Option<Published> {
    let dated = |candidate: &Candidate| {
        let when = given(candidate.form)?;
        let basis = Some(Basis::Dateline);
        Some(Published { when: Some(when), basis, span: Some(candidate.span), ..Published::default() })
    };
    let precision = |published: &Published| published.when.map(|when| when.precision);
    // Of equally precise ones the first is the least, so that an update never wins over a line.
    lines.iter().filter_map(dated).min_by_key(precision).filter(|best| precision(best) <= Some(Precision::Month))
}

/// The date that a form gives with its year.
fn given(form: Form) -> Option<When> {
    match form {
        Form::Exact(when) => Some(when),
        Form::Date { day, month, year: Year::Given(year), .. } => When::ymd(year, month, day),
        Form::Period { month, precision: Precision::Month, year: Year::Given(year) } => When::month(year, month),
        _ => None,
    }
}

/// A text whose date lacks its year, and what can supply it.
struct Reading<'a> {
    body: &'a Body,
    expressions: &'a [Expression],
    /// The year that other articles gave.
    neighbours: Option<i32>,
}

/// A day and month, where they stand in the source, and the weekday that goes with them.
struct YearlessDay {
    month: u32,
    day: u32,
    weekday: Option<Weekday>,
    span: Span,
}

/// Most days between two dates of one article: that of its news and that of its line, its name or its last change.
const NEAR: i64 = 7;

/// What counts as running text, and what counts beside it where there is no dateline.
const RUNNING: [BlockKind; 2] = [BlockKind::Paragraph, BlockKind::Quote];
const RUNNING_OR_LEDE: [BlockKind; 3] = [BlockKind::Lede, BlockKind::Paragraph, BlockKind::Quote];

impl Reading<'_> {
    /// A day and month in the dateline or a line, completed with a year.
    fn partial(&self, lines: &[Candidate]) -> Option<Published> {
        let day = lines.iter().find_map(|candidate| match candidate.form {
            Form::Date { weekday, day, month, year: Year::By(_) } => {
                Some(YearlessDay { month, day, weekday, span: candidate.span })
            }
            _ => None,
        })?;
        let weekday = day.weekday.or_else(|| reported_weekday(self.body, self.expressions));
        Some(self.completed(YearlessDay { weekday, ..day }, Basis::Weekday))
    }

    /// The day that the first paragraphs report on: "at a meeting on Monday, February 14".
    fn reported(&self) -> Option<Published> {
        let told = |expression: &&Expression| {
            matches!(expression.form, Form::Date { weekday: Some(_), .. }) && expression.tense != Tense::Future
        };
        let expression = opening(self.body, self.expressions, &RUNNING_OR_LEDE, 3).find(told)?;
        let span = self.body.to_source(expression.span);
        if let Some(when) = given(expression.form) {
            // "On Monday, 20 April 1999, ..." in an article that tells of later days is about that day, not of it.
            if years::told(self.expressions).is_some_and(|told| told.start > when.end()) {
                return None;
            }
            let from = format!("the first paragraphs report on {}", when.start.format("%-d %B %Y"));
            let (when, basis) = (Some(when), Some(Basis::Lede));
            return Some(Published { when, basis, inferred: true, from, span: Some(span), ..Published::default() });
        }
        match expression.form {
            Form::Date { weekday, day, month, year: Year::By(_) } => {
                Some(self.completed(YearlessDay { month, day, weekday, span }, Basis::Lede))
            }
            _ => None,
        }
    }

    /// The date with the year that the clues or the neighbours give it; `yearless` if they give none.
    fn completed(&self, day: YearlessDay, by_weekday: Basis) -> Published {
        let first = opening(self.body, self.expressions, &RUNNING, 1);
        let clues = Clues::of(day.month, day.day, day.weekday, self.expressions, first);
        let neighbours = self.neighbours.map(|year| (year, Basis::Neighbours, clues.by_neighbours(year)));
        let by_text = if day.weekday.is_some() { by_weekday } else { Basis::Text };
        let settled = neighbours.or_else(|| years::decide(&clues).map(|verdict| (verdict.year, by_text, verdict.from)));
        let dated = settled
            .and_then(|(year, basis, from)| Some((When::ymd(year, day.month, day.day)?, basis, from)))
            .map(|(when, basis, from)| Published {
                when: Some(when),
                basis: Some(basis),
                inferred: true,
                from,
                ..Published::default()
            });
        Published { span: Some(day.span), yearless: Some(clues.yearless()), ..dated.unwrap_or_default() }
    }
}

/// The weekday on which the first paragraph's news was made: "said on Friday".
fn reported_weekday(body: &Body, expressions: &[Expression]) -> Option<Weekday> {
    opening(body, expressions, &RUNNING, 1).find_map(|expression| match expression.form {
        Form::Weekday(weekday, Step::Bare) if expression.tense != Tense::Future => Some(weekday),
        _ => None,
    })
}

/// The expressions of the first blocks of some kinds.
fn opening<'a>(
    body: &Body,
    expressions: &'a [Expression],
    kinds: &[BlockKind],
    count: usize,
) -> impl Iterator<Item = &'a Expression> + use<'a> {
    let spans: Vec<Span> =
        body.blocks.iter().filter(|block| kinds.contains(&block.kind)).take(count).map(|block| block.span).collect();
    let last = spans.last().map_or(0, |span| span.end);
    let inside = move |expression: &&Expression| spans.iter().any(|span| span.contains(expression.span));
    expressions.iter().take_while(move |expression| expression.span.start < last).filter(inside)
}

/// The file that an article is read from, if nobody can write front matter there: it holds many, or another program wrote it.
fn in_file_of_others(path: &str) -> Option<&str> {
    let (file, number) = path.rsplit_once('#').unwrap_or((path, ""));
    let is_part = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_part || Kind::may_be_read_in_place(path)).then_some(file)
}

/// Says what was inferred, what is contradictory, and what is missing.
fn report(
    published: &Published,
    lines: &[Candidate],
    doubtful: Option<&Doubtful>,
    raw: &RawArticle,
    expressions: &[Expression],
    source: &Source,
    problems: &mut Problems,
) {
    let place = published.span.unwrap_or_default();
    let settle = |date: &str| match in_file_of_others(&raw.path) {
        Some(file) => format!("run `onrecord import {file}` and write `date: {date}` in the front matter to settle it"),
        None => format!("write `date: {date}` in the front matter to settle it"),
    };
    match (published.when, &published.yearless) {
        _ if doubtful.is_some() => problems.0.extend(doubtful.map(|doubtful| doubtful.report(source, settle))),
        (Some(when), _) if published.inferred => {
            let message = format!("the date {when} is inferred: {}", published.from);
            problems.push(Diagnostic::info("date-inferred", message).at(source, place).hint(settle(&when.to_string())));
        }
        (Some(_), _) => {}
        (None, Some(yearless)) => {
            let label = match (yearless.weekday, yearless.earliest) {
                (Some(weekday), Some(earliest)) => {
                    format!("the text speaks of {earliest}, and no year just after makes it a {}", name(weekday))
                }
                _ => "no weekday, text or other article tells the year".to_owned(),
            };
            let missing = NaiveDate::from_ymd_opt(2000, yearless.month, yearless.day);
            let day = missing.map_or_else(String::new, |day| day.format("%-d %B").to_string());
            let hint = settle(&format!("YYYY-{:02}-{:02}", yearless.month, yearless.day));
            let message = format!("the year of {day} is not known; the article stays undated");
            problems.push(Diagnostic::warning("undated", message).at(source, place).label(label).hint(hint));
        }
        // Front matter that could not be read may well have held the date: that report says enough.
        (None, None) if problems.has_errors() => {}
        (None, None) => {
            let message = "no date of publication was found; the article stays undated";
            let problem = Diagnostic::warning("undated", message);
            let problem = match copied(&raw.front) {
                Some(span) => problem
                    .at(source, span)
                    .label("this tells when the copy was made or changed, not when the article was published"),
                None => problem.in_file(&raw.path),
            };
            problems.push(problem.hint(settle("YYYY-MM-DD")));
        }
    }
    let stated = lines.iter().map(|line| (line.form, line.span));
    let text = expressions.iter().map(|expression| (expression.form, raw.body.to_source(expression.span)));
    let mut reported: Vec<Span> = Vec::new();
    for (form, span) in stated.chain(text) {
        if let Some(message) = contradiction(form)
            && !reported.contains(&span)
        {
            reported.push(span);
            problems.push(Diagnostic::warning("wrong-weekday", message).at(source, span));
        }
    }
    problems.0.extend(against_lede(published, raw, expressions, source));
}

/// Where the front matter tells when the article was clipped, saved, loaded or changed.
fn copied(front: &FrontMatter) -> Option<Span> {
    let other = front.extra.keys().filter(|key| is_copied(key)).find_map(|key| front.spans.get(key));
    other.or_else(|| front.updated.and(front.spans.get("updated"))).copied()
}

/// Whether a key names a day that is none of publication: `created`, `dateSaved`, `clipped_at`.
fn is_copied(key: &str) -> bool {
    const COPIED: [&str; 22] = [
        "created",
        "creat",
        "clip",
        "saved",
        "archived",
        "accessed",
        "access",
        "retriev",
        "download",
        "captur",
        "added",
        "import",
        "export",
        "fetch",
        "crawl",
        "scrap",
        "visited",
        "loaddate",
        "print",
        "bookmark",
        "highlight",
        "sync",
    ];
    let folded: String = key.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    COPIED.iter().any(|word| folded.contains(word))
}

/// A full date whose weekday the calendar does not have.
fn contradiction(form: Form) -> Option<String> {
    let Form::Date { weekday: Some(weekday), day, month, year: Year::Given(year) } = form else { return None };
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|date| date.weekday() != weekday)?;
    Some(format!("{} was a {}, the text says {}", date.format("%-d %B %Y"), date.format("%A"), name(weekday)))
}

/// A dateline with its year and a first paragraph that speaks of a weekday just after it.
///
/// A wire's dateline is the day of its news. "Friday" under a Thursday's dateline would be six days old.
fn against_lede(
    published: &Published,
    raw: &RawArticle,
    expressions: &[Expression],
    source: &Source,
) -> Option<Diagnostic> {
    let date = published.when.filter(|_| published.basis == Some(Basis::Dateline))?.as_day()?;
    let dateline = raw.dateline.as_ref()?.span;
    let stated = published.span.filter(|span| raw.body.to_source(dateline).contains(*span))?;
    let weekday = reported_weekday(&raw.body, expressions)?;
    let back = date.weekday().days_since(weekday);
    let message = format!("{} was a {}, the text says {}", date.format("%-d %B %Y"), date.format("%A"), name(weekday));
    (back >= 5).then(|| Diagnostic::warning("wrong-weekday", message).at(source, stated))
}
