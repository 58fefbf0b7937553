//! Finds the words that speak of a date, and says what they say: not yet which day it is.
//!
//! 1. [`tokens`](super::tokens) takes a block apart and looks every word up in the lexicon of the language.
//! 2. `numbers` reads what begins with digits: "15 December", "2021-12-17", "1999", "two weeks ago".
//! 3. `words` reads what begins with a word: "Friday, Dec. 15", "last June", "the following day".
//! 4. `tense` says whether the sentence looks back or ahead.
//!
//! "at the beginning of last year" gives the form *year, one before this*; [`super::mentions`] and [`super::published`] turn
//! that into a date. No word of any language stands here: they are in `languages/*.toml`, under `[dates]`.

mod numbers;
mod tense;
mod words;

use super::tokens::{Kind, Token, tokenize};
use crate::languages::dates::{Begins, Entry, Feast, Lexicon, NumericOrder, Role};
use crate::model::article::{BlockKind, Body};
use crate::model::when::{Precision, When};
use crate::reading::scan::Scan;
use crate::reading::sentences::Sentence;
use crate::text::buffers::{self, Room};
use crate::text::source::Span;
use chrono::{Datelike, Weekday};

pub(crate) use tense::Tense;

/// Words that speak of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expression {
    /// Where they are.
    pub span: Span,
    /// What they say.
    pub form: Form,
    /// Whether their sentence looks back or ahead.
    pub tense: Tense,
    /// Days to add to what the form says: "the day before" is -1.
    pub plus: i8,
    /// The sentence they stand in.
    pub sentence: Span,
}

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// A day of a month: "Friday, December 17, 2021".
    Date {
        /// The weekday given with it.
        weekday: Option<Weekday>,
        /// From 1 to 31.
        day: u32,
        /// From 1 to 12.
        month: u32,
        /// Which year.
        year: Year,
    },
    /// The week in which a day falls: "the week of March 6".
    WeekOf {
        /// From 1 to 31.
        day: u32,
        /// From 1 to 12.
        month: u32,
        /// Which year.
        year: Year,
    },
    /// A day known by its name: "Thanksgiving".
    Feast(Feast, Year),
    /// "the 15th"
    DayOfMonth {
        /// From 1 to 31.
        day: u32,
        /// Of this month (0), the last (-1), the next (1), or the one just mentioned.
        month: Option<i32>,
    },
    /// "Friday", "last Friday"
    Weekday(Weekday, Step),
    /// "the first Monday of next month", with the month from the article's and the weekday's rank; -1 is the last.
    WeekdayOfMonth(Weekday, i32, i32),
    /// "Friday the 13th"
    WeekdayOf(Weekday, u32),
    /// A month, quarter or season, by its first month.
    Period {
        /// From 1 to 12.
        month: u32,
        /// Which of the three it is.
        precision: Precision,
        /// Which year.
        year: Year,
    },
    /// A period that says everything: "1999", "the 1990s", "2021-12-17".
    Exact(When),
    /// So many periods from the article's date: "last week", "two years ago", "today".
    FromArticle(Precision, i32),
    /// So many periods from the article's date, if the sentence looks ahead: "will be ready in two weeks".
    Ahead(Precision, i32),
    /// The end of the article's period or, in the past, of the one before: "by year-end".
    EndOf(Precision),
    /// The weekend before or after the article's date: "over the weekend".
    Weekend,
    /// So many years from the date mentioned in the same sentence, or from the article's: "from $6 million a year earlier".
    Compared(i32),
    /// So many periods from the date just mentioned: "the following day", "that month".
    FromMention(Precision, i32),
}

impl Form {
    /// The same in a year, if it does not say one itself.
    fn in_year(self, given: Year) -> Form {
        match self {
            Form::Date { weekday, day, month, year: Year::By(Step::Bare) } => {
                Form::Date { weekday, day, month, year: given }
            }
            Form::Period { month, precision, year: Year::By(Step::Bare) } => {
                Form::Period { month, precision, year: given }
            }
            Form::Feast(feast, Year::By(Step::Bare)) => Form::Feast(feast, given),
            other => other,
        }
    }
}

/// The year of a date, as far as the words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// In digits.
    Given(i32),
    /// So many years from the article's: "December last year".
    Relative(i32),
    /// "that year"
    Mentioned,
    /// By position only: "last June".
    By(Step),
}

/// Which of the recurring ones is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Not said.
    Bare,
    /// The last.
    Last,
    /// This.
    This,
    /// The next.
    Next,
    /// The one after the date just mentioned.
    Following,
}

/// The date expressions of an article, in order, not overlapping. Linear in its length.
pub fn find(body: &Body, sentences: &[Sentence], scan: &Scan, language: &Lexicon, tag: &str) -> Vec<Expression> {
    let mut words = scan.cursor();
    let mut found = Vec::new();
    let mut tokens = TOKENS.take();
    let mut sentences = sentences;
    for (index, block) in body.blocks.iter().enumerate() {
        let skip = sentences.iter().take_while(|sentence| (sentence.block as usize) < index).count();
        sentences = &sentences[skip..];
        let count = sentences.iter().take_while(|sentence| sentence.block as usize == index).count();
        let (here, rest) = sentences.split_at(count);
        sentences = rest;
        if block.kind == BlockKind::Other || !scan.may_tell_date(block.span) {
            continue;
        }
        let running = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item);
        for (span, here) in telling(block.span, here, scan) {
            tokens.clear();
            tokenize(&body.plain, span, language, &mut words, &mut tokens);
            let text = body.plain.as_str();
            Grammar { text, tokens: &tokens, lexicon: language, order: language.order(tag), running }
                .scan(span, here, &mut found);
        }
    }
    buffers::keep(&TOKENS, tokens);
    found
}

thread_local! {
    static TOKENS: Room<Token> = const { Room::new(Vec::new()) };
}

/// The stretches of a block that may tell dates, each with its sentences: as many as follow each other, since a full stop after a
/// number may be taken for the end of one.
fn telling<'a>(
    block: Span,
    sentences: &'a [Sentence],
    scan: &'a Scan,
) -> impl Iterator<Item = (Span, &'a [Sentence])> + 'a {
    let (mut rest, mut at) = (sentences, block.start);
    // A sentence with what stands before it; the last one with all that is left.
    let piece = move |at: u32, rest: &[Sentence]| match rest {
        [first, _, ..] => Span { start: at, end: first.span.end.max(at) },
        _ => Span { start: at, end: block.end },
    };
    std::iter::from_fn(move || {
        while at < block.end {
            let (start, first) = (at, rest);
            while at < block.end && scan.may_tell_date(piece(at, rest)) {
                at = piece(at, rest).end;
                rest = rest.get(1..).unwrap_or_default();
            }
            if at > start {
                return Some((Span { start, end: at }, &first[..first.len() - rest.len()]));
            }
            at = piece(at, rest).end;
            rest = rest.get(1..).unwrap_or_default();
        }
        None
    })
}

/// The date expressions of a line that is not part of the running text.
pub(crate) fn in_line(text: &str, lexicon: &Lexicon, tag: &str) -> Vec<Expression> {
    let mut tokens = Vec::new();
    let mut found = Vec::new();
    let span = Span::new(0, text.len());
    tokenize(text, span, lexicon, &mut Scan::nothing().cursor(), &mut tokens);
    Grammar { text, tokens: &tokens, lexicon, order: lexicon.order(tag), running: false }.scan(span, &[], &mut found);
    found
}

/// The tokens of a block and what is needed to read them.
struct Grammar<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    order: NumericOrder,
    /// Whether it is running text, where no word has a capital without a reason.
    running: bool,
}

/// An expression found at a token: what it says, and the tokens it covers.
struct Match {
    form: Form,
    first: usize,
    /// One past the last token.
    end: usize,
}

impl Grammar<'_> {
    /// Adds the expressions of a block, each with its sentence.
    fn scan(&self, block: Span, sentences: &[Sentence], found: &mut Vec<Expression>) {
        let mut at = 0;
        let mut sentence = 0;
        let mut matches = Vec::new();
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            if !self.may_begin(at) {
                at += 1;
                continue;
            }
            match token.kind {
                Kind::Number => self.number(at, &mut matches),
                Kind::Word => self.word(at, &mut matches),
                Kind::Mark(_) => self.short_year(at, &mut matches),
            }
            let Some(last) = matches.last() else {
                at += 1;
                continue;
            };
            at = last.end.max(at + 1);
            for one in matches.drain(..) {
                let start = self.tokens[one.first].span.start;
                while sentences.get(sentence).is_some_and(|here| here.span.end <= start) {
                    sentence += 1;
                }
                let within = sentences.get(sentence).map_or(block, |here| here.span);
                let mut expression = self.expression(one, within);
                if let Some(year) = found.last().and_then(|before| self.owning_year(before, expression.span.start)) {
                    expression.form = expression.form.in_year(year);
                }
                if found.last().is_none_or(|before: &Expression| before.span.end <= expression.span.start) {
                    found.push(expression);
                }
            }
        }
    }

    /// Whether an expression may begin at a token.
    #[inline]
    fn may_begin(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            Kind::Number => true,
            Kind::Mark(mark) => matches!(mark, '\'' | '’'),
            Kind::Word => match self.lexicon.begins(token.entry) {
                Begins::Nothing => false,
                Begins::BeforeUnit => self.entry(at + 1).is_countable(),
                Begins::Expression => true,
            },
        }
    }

    /// The year of an expression that owns the one at `start`: "**last year**'s third quarter".
    fn owning_year(&self, before: &Expression, start: u32) -> Option<Year> {
        let between = self.text.get(before.span.end as usize..start as usize)?;
        let owning = between.len() < 8 && between.starts_with(['\'', '’']) && between.ends_with(' ');
        match before.form {
            Form::FromArticle(Precision::Year, count) if owning => Some(Year::Relative(count)),
            Form::Exact(when) if owning && when.precision == Precision::Year => Some(Year::Given(when.start.year())),
            _ => None,
        }
    }

    /// The finished expression: with the words before it that belong to it, and its tense.
    fn expression(&self, found: Match, sentence: Span) -> Expression {
        let (first, plus) = self.opening(found.first, &found.form);
        let span = Span { start: self.tokens[first].span.start, end: self.tokens[found.end - 1].span.end };
        let tense = self.tense(first, found.end, sentence);
        Expression { span, form: found.form, tense, plus, sentence }
    }

    /// Where an expression begins once "early", "the end of" or "the day before" are counted in, and the days they add.
    fn opening(&self, first: usize, form: &Form) -> (usize, i8) {
        if first > 1 && self.tokens[first - 1].is_mark('-') && self.is(first - 2, Role::Part) {
            return (first - 2, 0);
        }
        let mut start = first;
        loop {
            let back = |count: usize, role: Role| start.checked_sub(count).is_some_and(|at| self.is(at, role));
            let compound = start > 1 && self.joined(start - 2, '-');
            start -= if back(1, Role::Part) && !compound {
                1
            } else if back(1, Role::Of) && back(2, Role::Part) {
                2
            } else if back(1, Role::Article) && back(2, Role::Of) && back(3, Role::Part) {
                3
            } else {
                break;
            };
        }
        if start < first && start > 0 && self.is(start - 1, Role::Article) {
            start -= 1;
        }
        let day = |at: usize| self.entry(at).unit == Some(Precision::Day);
        if start == first && start > 1 && day(start - 2) && !matches!(form, Form::Exact(_) | Form::Period { .. }) {
            let article = usize::from(start > 2 && self.is(start - 3, Role::Article));
            if self.is(start - 1, Role::Before) {
                return (start - 2 - article, -1);
            }
            if self.is(start - 1, Role::After) {
                return (start - 2 - article, 1);
            }
        }
        (start, 0)
    }

    /// What the lexicon says of a token; nothing for a token that is not there.
    fn entry(&self, at: usize) -> &Entry {
        self.lexicon.entry(self.tokens.get(at).map_or(0, |token| token.entry))
    }

    /// Whether a token names a period, one or several.
    fn is_unit(&self, at: usize) -> bool {
        let entry = self.entry(at);
        entry.unit.is_some() || entry.units.is_some()
    }

    /// Whether a token is there and can play a role.
    fn is(&self, at: usize, role: Role) -> bool {
        self.entry(at).is(role)
    }

    /// Whether the token before `at` can play a role.
    fn before(&self, at: usize, role: Role) -> bool {
        at > 0 && self.is(at - 1, role)
    }

    /// Whether a token is this mark.
    fn mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(mark))
    }

    /// Whether a token is this mark with no white space before it.
    fn joined(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(mark) && !token.spaced)
    }

    /// The number at a token, if it has that many digits.
    fn number_of(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        self.tokens.get(at).filter(|token| token.is_number() && digits.contains(&token.len())).map(|token| token.value)
    }

    /// The words of a token.
    fn words(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Whether a token is a word with a capital that the lexicon does not know.
    fn is_name(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word && token.entry == 0)
            && self.words(at).starts_with(char::is_uppercase)
    }
}
