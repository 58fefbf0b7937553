//! Bylines: "By JANE DOE, Associated Press", "Jane Doe, staff writer", "By Jane Doe and John Roe | January 3, 2017".

use super::boilerplate::{self, WORDS, fold, strip_any};
use super::date_line::{is_date, is_weekday};
use super::line_dates;
use super::names::{capitalised, is_capitals, is_person};
use crate::languages::names;
use crate::languages::words::count;
use crate::parsing::lines::ends_sentence;
use crate::text::folding;
use std::cell::LazyCell;
use std::ops::Range;

/// Longest byline, in bytes.
const LONGEST: usize = 160;

/// A byline taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// The people it names.
    pub(super) authors: Vec<String>,
    /// The outlet it names.
    pub(super) outlet: Option<String>,
    /// Where in the line a date stands.
    pub(super) date: Option<Range<usize>>,
    /// Whether it is nothing but a name: a byline only beside other lines of the kind.
    pub(super) bare: bool,
}

/// The byline that a line is.
pub(super) fn read(text: &str) -> Option<Byline> {
    if text.len() > LONGEST {
        return None;
    }
    let rest = strip_any(text, &WORDS.by);
    let marked = rest.is_some();
    // A sentence is no byline unless it begins like one; nearly every line of a text ends here.
    if !marked && ends_sentence(text) || count(text) > 20 {
        return None;
    }
    let rest = rest.unwrap_or(text).trim_start_matches([':', ' ']);
    let mut byline = Byline::default();
    let (mut trades, mut unknown) = (0, 0);
    for (start, end) in segments(rest) {
        let segment = rest[start..end].trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '.');
        // Live blogs say who writes them at which time of the day.
        let shift = text[..text.len() - rest.len() + start].ends_with('(') && matches!(segment, "now" | "earlier");
        if segment.is_empty() || shift {
            continue;
        }
        let at = text.len() - rest.len() + start;
        let trade = LazyCell::new(|| is_trade(segment));
        let barred = text[..at].trim_end().ends_with(['|', '/', '•']);
        let named = !byline.authors.is_empty();
        let paper = || marked && names_an_outlet(segment) || boilerplate::names_a_paper(segment);
        if named && (!marked || barred || names_an_outlet(segment)) && paper() {
            byline.outlet.get_or_insert_with(|| segment.to_owned());
        } else if let Some(outlet) = boilerplate::outlet(segment) {
            byline.outlet.get_or_insert_with(|| outlet.to_owned());
        } else if !marked && is_paper(segment) {
            let name = if is_capitals(segment) { capitalised(segment) } else { segment.to_owned() };
            byline.outlet.get_or_insert(name);
        } else if is_person(segment) && !*trade && !(marked && barred && !byline.authors.is_empty()) {
            byline.authors.push(if is_capitals(segment) { capitalised(segment) } else { segment.to_owned() });
        } else if let Some(outlet) = staffed(segment).filter(|_| marked) {
            byline.outlet.get_or_insert_with(|| outlet.to_owned());
        } else if let Some(name) = before_trade(segment).filter(|_| *trade && byline.authors.is_empty()) {
            byline.authors.push(name.to_owned());
            trades += 1;
        } else if byline.take_date(text, at..at + (end - start)) || *trade {
            trades += 1;
        } else if marked {
            unknown += 1;
        } else {
            return None;
        }
    }
    if byline.date.is_none() && text.bytes().any(|byte| byte.is_ascii_digit()) {
        byline.date = match &line_dates::read(text)[..] {
            [only] => Some(only.range.clone()),
            _ => None,
        };
    }
    let known = byline.authors.len() + usize::from(byline.outlet.is_some());
    let small = text.chars().next().is_some_and(char::is_lowercase);
    let fits = match (marked, known) {
        (true, 0) => small && count(text) <= 5 && !ends_sentence(text),
        (true, _) => unknown <= known && rest.chars().next().is_some_and(char::is_uppercase),
        (false, 0) => false,
        (false, _) => unknown == 0,
    };
    byline.bare = !marked && trades == 0 && byline.outlet.is_none();
    fits.then_some(byline)
}

/// Whether words are the name of a paper and of nobody: "Port Alder Mercury", unlike "Emily Post".
fn is_paper(segment: &str) -> bool {
    let first = segment.split(' ').next().unwrap_or(segment);
    boilerplate::names_a_paper(segment) && !names::is_first_name(&folding::folded(first))
}

/// The name before somebody's trade, without a comma between them: "Ana Ruiz Business Correspondent".
fn before_trade(segment: &str) -> Option<&str> {
    let second = segment.match_indices(' ').nth(1)?.0;
    let (name, trade) = (&segment[..second], segment[second..].trim_start());
    let first = name.split(' ').next().unwrap_or(name);
    let is_name = is_person(name) && !is_capitals(name) && names::is_first_name(&folding::folded(first));
    (is_name && is_trade(trade)).then_some(name)
}

/// The outlet whose people a byline names without naming them: "Alder Wire staff".
fn staffed(segment: &str) -> Option<&str> {
    let (outlet, trade) = segment.rsplit_once(' ')?;
    (is_trade(trade)
        && outlet.contains(' ')
        && !is_trade(outlet)
        && outlet.starts_with(char::is_uppercase)
        && outlet.split(' ').count() <= 4)
        .then_some(outlet)
}

/// Whether a short line begins as bylines do.
pub(super) fn is_marked(text: &str) -> bool {
    let short = || count(text) <= 6 || count(text) <= 10 && !line_dates::read(text).is_empty();
    text.len() <= LONGEST && strip_any(text, &WORDS.by).is_some() && short()
}

/// Whether words only announce a name: "Written by", "Autor:", "Text".
pub(super) fn is_label(text: &str) -> bool {
    let labelled = |text: &str| strip_any(text, &WORDS.by).is_some_and(|rest| !rest.contains(char::is_alphanumeric));
    labelled(text) || labelled(&format!("{}:", text.trim_end()))
}

impl Byline {
    /// Takes a segment if it is a date or goes on with one: "January 3", "2017".
    fn take_date(&mut self, text: &str, range: Range<usize>) -> bool {
        let whole = self.date.as_ref().map_or(range.start, |date| date.start)..range.end;
        let words = text[range.clone()].trim();
        if is_date(text[whole.clone()].trim()) {
            self.date = Some(trimmed(text, whole));
            return true;
        }
        // The beginning of a date that the next segment completes.
        is_date(&format!("{words} 2000"))
            && text[range.end..].trim_start_matches([',', ' ']).starts_with(['1', '2'])
            && {
                self.date = Some(trimmed(text, range));
                true
            }
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

/// The parts between commas, bars, dashes and the words that join names.
fn segments(text: &str) -> Vec<(usize, usize)> {
    let mut segments = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let mark = match letter {
            ',' | '|' | '•' | '·' | '—' | '–' | ';' | '/' | '(' | ')' | '\n' | '\t' => Some(letter.len_utf8()),
            ' ' => joining(&text[at + 1..]).map(|length| length + 1),
            _ => None,
        };
        if let Some(length) = mark {
            segments.push((start, at));
            at += length;
            start = at;
        } else {
            at += letter.len_utf8();
        }
    }
    segments.push((start, text.len()));
    segments
}

/// The length of a word that joins names, at the beginning of a text and before a space; in capitals where all is.
fn joining(text: &str) -> Option<usize> {
    let word = &text[..text.find(' ')?];
    let small = word.chars().all(|letter| !letter.is_uppercase());
    let joins = |word: &str| WORDS.between_names.iter().any(|joining| joining == word);
    let capitals = || word.len() > 1 && is_capitals(word) && joins(&word.to_lowercase());
    // "Posted by Ana Ruiz on 3 May 2021": there the day begins.
    let mut after = text[word.len()..].split_whitespace();
    let dates =
        |next: &str| next.starts_with(|letter: char| letter.is_ascii_digit()) || is_weekday(next.trim_end_matches(','));
    let mut dated = || small && WORDS.date_words.contains_key(word) && after.next().is_some_and(dates);
    (matches!(word, "&" | "-") || small && joins(word) || capitals() || dated()).then_some(word.len())
}

/// "staff writer", "BBC diplomatic correspondent"
pub(super) fn is_trade(segment: &str) -> bool {
    let folded = fold(segment);
    let (Some(first), Some(last)) = (folded.bytes().next(), folded.bytes().last()) else { return false };
    let may_be = |trade: &&String| trade.bytes().next() == Some(first) || trade.bytes().last() == Some(last);
    WORDS.trades.iter().filter(may_be).any(|trade| {
        folded.strip_suffix(trade.as_str()).is_some_and(|before| {
            before.is_empty() || (before.ends_with(' ') && before.split_whitespace().count() <= 3)
        }) || folded
            .strip_prefix(trade.as_str())
            .is_some_and(|after| after.starts_with(' ') && after.split_whitespace().count() <= 3)
    })
}

/// "The Velin Post"
fn names_an_outlet(segment: &str) -> bool {
    let words = segment.split_whitespace().count();
    segment.starts_with("The ")
        && (2..=5).contains(&words)
        && segment.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase) || word == "of")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> String {
        read(text).map_or("none".to_owned(), |byline| {
            let date = byline.date.map_or("", |date| &text[date]);
            format!(
                "{} | {} | {date}{}",
                byline.authors.join("+"),
                byline.outlet.unwrap_or_default(),
                if byline.bare { " bare" } else { "" }
            )
        })
    }

    #[test]
    fn bylines_are_taken_apart() {
        let cases = [
            ("By JANE DOE, Associated Press", "Jane Doe | Associated Press | "),
            ("By Jane Doe and John Roe", "Jane Doe+John Roe |  | "),
            ("By Jane Doe | January 3, 2017", "Jane Doe |  | January 3, 2017"),
            ("By Jane Doe, January 3, 2017", "Jane Doe |  | January 3, 2017"),
            ("By Jane Doe, The Velin Post", "Jane Doe | The Velin Post | "),
            ("Written by Jane Doe in Velin", "Jane Doe |  | "),
            ("Jane Doe, staff writer", "Jane Doe |  | "),
            ("Jane Doe, Reuters", "Jane Doe | Reuters | "),
            ("By Velin Wire staff", " | Velin Wire | "),
            ("By Jane Doe | Velin Post", "Jane Doe | Velin Post | "),
            ("By Jane Doe | Lone Pine", "Jane Doe |  | "),
            ("By Jane Doe, Staff Writer June 20, 2018", "Jane Doe |  | June 20, 2018"),
            ("Reuters", " | Reuters | "),
            ("Jane Doe", "Jane Doe |  |  bare"),
            ("Von Jana Nováková, dpa", "Jana Nováková | dpa | "),
            ("Par Jeanne Petit (avec AFP)", "Jeanne Petit |  | "),
            ("Автор: Иван Петров", "Иван Петров |  | "),
            ("by time news", " |  | "),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn other_lines_are_no_bylines() {
        for text in [
            "By the numbers",
            "By Friday the bridge had opened",
            "Bridge reopens in May",
            "From Russia with love",
            "Mayor and council agree, at last",
        ] {
            assert_eq!(parts(text), "none", "{text}");
        }
    }
}
