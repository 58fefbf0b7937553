//! The full dates that a line of a header gives: `12 MAY 2021`, `2021年5月12日`, `3.mai.2021`, `May 3, 2021`, `03/05/2022`.
//!
//! Headers come in more languages than texts do, and their dates are glued to times and labels (`January 28, 20229:05 AM`), so
//! they are read here by their shape and by the months of all languages, not by the grammar of one. Only dates with day, month
//! and year count. `03/05/2022` is two dates until something settles which one is meant.

use super::date_line;
use crate::model::when::When;
use chrono::Weekday;
use std::ops::Range;

/// A full date and where it stands in the line, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its words, without the weekday.
    pub(crate) range: Range<usize>,
    /// What they say.
    pub(crate) reading: Reading,
    /// The weekday beside it.
    pub(crate) weekday: Option<Weekday>,
}

/// What the words of a date say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// One day.
    Day(When),
    /// Two numbers of which either may be the day.
    Either {
        /// `12/17/2021`, as Americans write.
        month_first: When,
        /// `17/12/2021`, as others do.
        day_first: When,
    },
}

/// The full dates of a line, in order.
pub(crate) fn read(line: &str) -> Vec<Found> {
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = tokens(line);
    let grammar = Grammar { line, tokens };
    let mut found = Vec::new();
    let mut at = 0;
    while at < grammar.tokens.len() {
        match grammar.date(at) {
            Some((reading, end)) => {
                let range = grammar.tokens[at].start..grammar.tokens[end - 1].end;
                found.push(Found { range, reading, weekday: grammar.weekday(at, end) });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a time of a zone stands in the line whose people write the month first: `5:04 PM EDT`.
pub(crate) fn has_american_time(line: &str) -> bool {
    // Not CST, which is also the time of China.
    const ZONES: [&str; 9] = ["ET", "EST", "EDT", "CT", "CDT", "MST", "MDT", "PST", "PDT"];
    line.split(|letter: char| !letter.is_ascii_alphabetic()).any(|word| ZONES.contains(&word))
}

/// A number, a word or a mark.
#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    /// Whether white space stands before it.
    spaced: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number(u32),
    Word,
    Mark(char),
}

fn tokens(line: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = true;
    let mut letters = line.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if letter.is_whitespace() || matches!(letter, '\u{200e}' | '\u{200f}') {
            spaced = true;
            continue;
        }
        let same: fn(char) -> bool = match letter {
            _ if letter.is_ascii_digit() => |letter| letter.is_ascii_digit(),
            // Where words are not spaced, the signs of year, month and day stand between others.
            _ if is_unspaced(letter) => |_| false,
            _ if is_letter(letter) => |letter| is_letter(letter) && !is_unspaced(letter),
            _ => |_| false,
        };
        let mut end = start + letter.len_utf8();
        while let Some((at, next)) = letters.next_if(|(_, next)| same(*next)) {
            end = at + next.len_utf8();
        }
        let kind = match letter {
            _ if letter.is_ascii_digit() => Kind::Number(line[start..end].parse().unwrap_or(u32::MAX)),
            _ if is_letter(letter) => Kind::Word,
            _ => Kind::Mark(letter),
        };
        push(&mut tokens, line, Token { kind, start, end, spaced });
        spaced = false;
    }
    tokens
}

/// Adds a token. A year that a time or the next day was glued to is taken apart: `20229:05`, `202312 Aug`.
fn push(tokens: &mut Vec<Token>, line: &str, token: Token) {
    let digits = &line[token.start..token.end];
    let glued = matches!(digits.len(), 5 | 6) && (digits.starts_with("19") || digits.starts_with("20"));
    if !glued || !matches!(token.kind, Kind::Number(_)) {
        return tokens.push(token);
    }
    let middle = token.start + 4;
    let number = |range: Range<usize>| Kind::Number(line[range].parse().unwrap_or(u32::MAX));
    tokens.push(Token { kind: number(token.start..middle), end: middle, ..token });
    tokens.push(Token { kind: number(middle..token.end), start: middle, end: token.end, spaced: false });
}

fn is_letter(letter: char) -> bool {
    // Marks over and under letters belong to the word, as in Hindi.
    letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{97f}' | '\u{64b}'..='\u{65f}')
}

fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

struct Grammar<'a> {
    line: &'a str,
    tokens: Vec<Token>,
}

impl Grammar<'_> {
    /// The date that begins at a token, and one past its last token.
    fn date(&self, at: usize) -> Option<(Reading, usize)> {
        // What a number is glued to from the left is no date: `v2021.5.12`, `-19`.
        let glued = at > 0 && !self.tokens[at].spaced && matches!(self.tokens[at - 1].kind, Kind::Mark('.' | '/'));
        if glued {
            return None;
        }
        self.year_first(at)
            .or_else(|| self.joined(at))
            .or_else(|| self.day_month_year(at))
            .or_else(|| self.month_day_year(at))
            .or_else(|| self.numbers(at))
    }

    /// `2021-05-12`, `2021/5/12`, `2021. 5. 12.`, `2021年5月12日`
    fn year_first(&self, at: usize) -> Option<(Reading, usize)> {
        let year = self.year(at)?;
        let (month, day) = (self.number(at + 2)?, self.number(at + 4)?);
        let (first, second) = (self.sign(at + 1)?, self.sign(at + 3)?);
        let end = match (first, second) {
            ('年', '月') => at + 5 + usize::from(self.sign(at + 5) == Some('日')),
            ('년', '월') => at + 5 + usize::from(self.sign(at + 5) == Some('일')),
            ('.', '.') if self.tokens[at + 4].spaced == self.tokens[at + 2].spaced => at + 5,
            ('-' | '/', _) if first == second && !self.tokens[at + 2].spaced && !self.tokens[at + 4].spaced => at + 5,
            _ => return None,
        };
        Some((Reading::Day(When::ymd(year, month, day)?), end))
    }

    /// `20210512`
    fn joined(&self, at: usize) -> Option<(Reading, usize)> {
        let Token { kind: Kind::Number(number), start, end, .. } = *self.tokens.get(at)? else { return None };
        let alone = |at: Option<&Token>| at.is_none_or(|token| token.spaced || !matches!(token.kind, Kind::Number(_)));
        let fits = end - start == 8 && (19_000_000..21_000_000).contains(&number) && alone(self.tokens.get(at + 1));
        let when =
            When::ymd(i32::try_from(number / 10_000).ok()?, number / 100 % 100, number % 100).filter(|_| fits)?;
        Some((Reading::Day(when), at + 1))
    }

    /// `12 May 2021`, `12th of May, 2021`, `12-MAY-2021`, `3.mai.2021`, `3 مايو/ أيار 2021`
    fn day_month_year(&self, at: usize) -> Option<(Reading, usize)> {
        let day = self.number(at)?;
        let next = self.skip(self.ordinal(at + 1), &["of", "de", "do"]);
        let month = self.month(next)?;
        let mut next = next + 1;
        // The second name of the month that some papers add.
        if self.sign(next) == Some('/') && self.month(next + 1) == Some(month) {
            next += 2;
        }
        let next = self.skip(next, &["of", "de", "del", "do"]);
        let year = self.year(next)?;
        Some((Reading::Day(When::ymd(year, month, day)?), next + 1))
    }

    /// `May 12, 2021`, `May 12th 2021`
    fn month_day_year(&self, at: usize) -> Option<(Reading, usize)> {
        let month = self.month(at)?;
        let next = self.skip(at + 1, &[]);
        let day = self.number(next)?;
        let next = self.skip(self.ordinal(next + 1), &["of"]);
        let year = self.year(next)?;
        Some((Reading::Day(When::ymd(year, month, day)?), next + 1))
    }

    /// `12.05.2021`, `05/12/2021`, `12-05-2021`
    fn numbers(&self, at: usize) -> Option<(Reading, usize)> {
        let (first, second, year) = (self.number(at)?, self.number(at + 2)?, self.year(at + 4)?);
        let mark = self.sign(at + 1).filter(|mark| self.sign(at + 3) == Some(*mark))?;
        let spaced = self.tokens[at + 2].spaced || self.tokens[at + 4].spaced;
        let (month_first, day_first) = (When::ymd(year, first, second), When::ymd(year, second, first));
        let reading = match (mark, month_first, day_first) {
            // More numbers behind: the version of a program.
            ('.', ..) if self.sign(at + 5) == Some('.') && self.number(at + 6).is_some() => return None,
            ('.', _, Some(day)) => Reading::Day(day),
            ('/' | '-', ..) if spaced => return None,
            ('/' | '-', Some(month_first), Some(day_first)) if first != second => {
                Reading::Either { month_first, day_first }
            }
            ('/' | '-', Some(day), _) | ('/' | '-', None, Some(day)) => Reading::Day(day),
            _ => return None,
        };
        Some((reading, at + 5))
    }

    /// The weekday just before or after a date.
    fn weekday(&self, from: usize, to: usize) -> Option<Weekday> {
        let near = (1..=2).filter_map(|back| from.checked_sub(back)).chain(to..to + 2);
        near.filter_map(|at| date_line::weekday(self.word(at)?)).next()
    }

    /// Past the mark of an ordinal number: `1st`, `1er`, `1.`
    fn ordinal(&self, at: usize) -> usize {
        let fits = match self.tokens.get(at) {
            Some(token) if token.spaced => false,
            Some(Token { kind: Kind::Word, .. }) => {
                self.word(at).is_some_and(|word| matches!(word, "st" | "nd" | "rd" | "th" | "er" | "re" | "TH" | "ST"))
            }
            Some(token) => matches!(token.kind, Kind::Mark('º' | '°')),
            None => false,
        };
        at + usize::from(fits)
    }

    /// Past one mark and the words that may stand between the parts of a date.
    fn skip(&self, mut at: usize, words: &[&str]) -> usize {
        at += usize::from(matches!(self.sign(at), Some(',' | '.' | '-' | '،')));
        if self.word(at).is_some_and(|word| words.contains(&word)) {
            at += 1;
        }
        at
    }

    fn number(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        match token.kind {
            Kind::Number(number) if token.end - token.start <= 2 => Some(number),
            _ => None,
        }
    }

    fn year(&self, at: usize) -> Option<i32> {
        let token = self.tokens.get(at)?;
        match token.kind {
            Kind::Number(number @ 1500..=2199) if token.end - token.start == 4 => i32::try_from(number).ok(),
            _ => None,
        }
    }

    fn month(&self, at: usize) -> Option<u32> {
        date_line::header_month(self.word(at)?)
    }

    fn word(&self, at: usize) -> Option<&str> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        Some(&self.line[token.start..token.end])
    }

    /// A mark, or a sign that is a word of one letter.
    fn sign(&self, at: usize) -> Option<char> {
        let token = self.tokens.get(at)?;
        match token.kind {
            Kind::Mark(mark) => Some(mark),
            Kind::Word => self.line[token.start..token.end].chars().next(),
            Kind::Number(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(line: &str) -> String {
        let day = |found: Found| match found.reading {
            Reading::Day(when) => when.to_string(),
            Reading::Either { month_first, day_first } => format!("{month_first} or {day_first}"),
        };
        read(line).into_iter().map(day).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn dates_of_many_headers_are_read() {
        for line in [
            "Lisse - 12 MAY 2021 - 13:45 CEST",
            "May 12, 2021 1:14 PM GMT+1 · Updated 2 years ago",
            "LISSE NEWS - May 12, 2021 - 18:45 | All",
            "2021-05-12 14:32:10 来源：新华社",
            "12.mai.2021 às 14h22",
            "2021年5月12日 14時32分",
            "入力 2021/05/12 14:32",
            "2021. 5. 12.",
            "2021년 5월 12일",
            "12 مايو/ أيار 2021",
            "12 maggio 2021",
            "12 de maio de 2021",
            "12 maja 2021",
            "12 Mayıs 2021",
            "Dated: 12-May-2021",
            "Wednesday, May 12th, 2021",
            "12.05.2021 | Stand 11:48 Uhr",
            "le 12 mai 2021 à 11h02",
            "20210512",
            "May 12, 20219:05 AM GMT+1Updated a day ago",
            "LISSE, May 12, 2021",
            "17:05 12.05.2021",
            "1er mai 2021 12.05.2021",
        ] {
            let found = days(line);
            assert!(found.ends_with("2021-05-12"), "{line}: {found}");
        }
        assert_eq!(days("Published On 11 Aug 202312 Aug 2023"), "2023-08-11, 2023-08-12");
    }

    #[test]
    fn a_date_in_numbers_has_two_readings_where_both_are_days() {
        assert_eq!(days("03/05/2022 - 14:20"), "2022-03-05 or 2022-05-03");
        assert_eq!(days("13/05/2022"), "2022-05-13");
        assert_eq!(days("05/13/2022"), "2022-05-13");
        assert_eq!(days("05/05/2022"), "2022-05-05");
        assert_eq!(days("3.5.2022"), "2022-05-03");
    }

    #[test]
    fn weekdays_stand_beside_dates() {
        let weekday = |line: &str| read(line).first().and_then(|found| found.weekday);
        assert_eq!(weekday("Friday, 28 January 2022"), Some(Weekday::Fri));
        assert_eq!(weekday("January 28, 2022 Friday"), Some(Weekday::Fri));
        assert_eq!(weekday("28 January 2022"), None);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for line in
            ["12 comments", "May 2021", "10.5.3", "1/2", "31 February 2021", "version 1.5.2021.3.4", "2021", "5 May"]
        {
            assert_eq!(days(line), "", "{line}");
        }
    }
}
