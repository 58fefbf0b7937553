//! What the index knows of every document besides its words: length, date, statements, outlet, topics, people.
//!
//! Each column is a file or, where it grows with the texts, a file for every [`CHUNK`] articles; scripts load what a query needs.

use super::code::{digit, put, zigzag};
use crate::model::archive::{Archive, StatementId, StatementRow};
use crate::model::corrections::Review;
use crate::model::statement::Kind;
use crate::model::when::{Precision, When};
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

/// Articles in one file of statements or facets.
pub(crate) const CHUNK: usize = 4096;

/// The digit that stands before a statement that is not one short range.
const LONG: u32 = 91;

/// Where a statement stands in the places of its article: starts and lengths, in order.
pub(crate) type Ranges = Vec<(u32, u32)>;

/// A length as one digit: a floating-point number with three bits after the leading one.
pub(crate) fn length_class(words: u32) -> u8 {
    let value = u64::from(words) + 16;
    let exponent = value.ilog2();
    let class = u64::from(exponent - 4) * 8 + (value >> (exponent - 3)) % 8;
    digit(class.min(91) as usize)
}

fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) - i64::from(NaiveDate::default().num_days_from_ce())
}

fn precision_number(precision: Precision) -> u64 {
    match precision {
        Precision::Day => 0,
        Precision::Week => 1,
        Precision::Month => 2,
        Precision::Quarter => 3,
        Precision::Season => 4,
        Precision::Year => 5,
        Precision::Decade => 6,
    }
}

/// The dates of all articles, which are in their order: for each different one the days since the last, its precision, and how
/// many articles have it. Undated articles come after all others.
pub(crate) fn dates(archive: &Archive) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before = 0;
    let dated: Vec<When> = archive.articles.iter().map_while(|row| row.when()).collect();
    for same in dated.chunk_by(|a, b| a == b) {
        let day = day_number(same[0].start);
        put(&mut out, zigzag(day - before));
        put(&mut out, precision_number(same[0].precision));
        put(&mut out, same.len() as u64);
        before = day;
    }
    out
}

/// Where the statements of an article stand: their number; for each its length as a digit, and its distance from the end of
/// the one before. Any that is not one short range after the one before begins with [`LONG`] and the number of its ranges, each
/// a distance of any sign and a length.
pub(crate) fn ranges(statements: &[Ranges]) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, statements.len() as u64);
    let mut end = 0;
    for ranges in statements {
        if let [(start, length)] = ranges[..]
            && start >= end
            && length < LONG
        {
            out.push(digit(length as usize));
            put(&mut out, u64::from(start - end));
            end = start + length;
            continue;
        }
        out.push(digit(LONG as usize));
        put(&mut out, ranges.len() as u64);
        for (start, length) in ranges {
            put(&mut out, zigzag(i64::from(*start) - i64::from(end)));
            put(&mut out, u64::from(*length));
            end = start + length;
        }
    }
    out
}

/// The statements of some articles, for each article their number; for each statement its speaker, date, how it was said and topics.
pub(crate) fn statements(archive: &Archive, chunk: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for row in archive.articles.iter().skip(chunk * CHUNK).take(CHUNK) {
        put(&mut out, row.statements.len() as u64);
        for id in row.statement_ids() {
            let statement = &archive[id];
            put(&mut out, statement.speaker.map_or(0, |person| u64::from(person.0) + 1));
            put(&mut out, said_on(archive, id));
            put(&mut out, how(statement));
            list(&mut out, statement.topics.iter().map(|topic| topic.0));
        }
    }
    out
}

/// How a statement was said and what editors did with it, as one number, small for what is commonest.
fn how(statement: &StatementRow) -> u64 {
    let kind = match statement.kind {
        Kind::Direct => 0,
        Kind::Indirect => 1,
        Kind::Mixed => 2,
    };
    let review = match statement.review() {
        Review::Unreviewed => 0,
        Review::Checked => 1,
        Review::Corrected => 2,
        Review::Added => 3,
    };
    statement.words.standing().number() as u64 * 12 + kind * 4 + review
}

/// When a statement was made: 0 on the date of its article, 1 unknown, else the days since 1970 and the precision.
fn said_on(archive: &Archive, id: StatementId) -> u64 {
    let statement = &archive[id];
    let said = statement.said_on.map(|(when, _)| when);
    match said {
        said if said == archive[statement.article].when() => 0,
        None => 1,
        Some(when) => 2 + zigzag(day_number(when.start)) * 8 + precision_number(when.precision),
    }
}

/// Outlet, topics and people of some articles, each list after its length.
pub(crate) fn facets(archive: &Archive, chunk: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for row in archive.articles.iter().skip(chunk * CHUNK).take(CHUNK) {
        put(&mut out, row.outlet.map_or(0, |outlet| u64::from(outlet.0) + 1));
        list(&mut out, row.topics.iter().map(|topic| topic.0));
        list(&mut out, row.people.iter().map(|person| person.0));
    }
    out
}

fn list(out: &mut Vec<u8>, ids: impl ExactSizeIterator<Item = u32>) {
    put(out, ids.len() as u64);
    ids.for_each(|id| put(out, u64::from(id)));
}

/// The names that filters know: of people with their aliases, of topics and outlets, each after the name of its page.
pub(crate) fn names(archive: &Archive) -> Value {
    let people = archive.people.iter().map(|row| {
        let names = [&row.slug, &row.name].into_iter().chain(&row.aliases);
        names.map(String::as_str).collect::<Vec<_>>()
    });
    json!({
        "people": people.collect::<Vec<_>>(),
        "topics": archive.topics.iter().map(|row| [&row.slug, &row.name]).collect::<Vec<_>>(),
        "outlets": archive.outlets.iter().map(|row| [&row.slug, &row.name]).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_keep_their_order_and_three_leading_bits() {
        let classes: Vec<u8> = [0, 1, 2, 16, 100, 500, 520, 1000, 60_000, u32::MAX].map(length_class).to_vec();
        assert!(classes.is_sorted());
        assert_eq!(length_class(0), digit(0));
        assert_eq!(length_class(496), digit(5 * 8));
    }
}
