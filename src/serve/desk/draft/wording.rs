//! The words by which an entry names a statement: few of its own, and those around them where they occur more than once.

use crate::model::statement::Statement;
use crate::parsing::yaml::edit::New;

/// Most characters of a statement's words that an entry quotes.
const WORDS: usize = 60;
/// Characters of what stands around words, where they are not enough.
const AROUND: usize = 40;
/// Ways to name a statement, the most readable first.
pub(super) fn addresses(id: &str, statement: Option<&Statement>, plain: &str) -> Vec<Vec<(String, New)>> {
    let text = |key: &str, text: &str| (key.to_owned(), New::Text(text.to_owned()));
    let mut ways = Vec::new();
    if let Some(first) = statement.and_then(|statement| statement.spans.first()) {
        let whole = first.of(plain);
        let line = whole.lines().next().unwrap_or_default();
        let short = beginning(line, WORDS);
        let (before, after) =
            (around_before(plain, first.start as usize), around_after(plain, first.start as usize + short.len()));
        ways.push(vec![text("statement", short)]);
        if line.len() > short.len() {
            ways.push(vec![text("statement", line)]);
        }
        let mut with = vec![text("statement", short), text("before", before), text("after", after)];
        with.retain(|(_, value)| *value != New::Text(String::new()));
        ways.push(with);
        ways.retain(|way| way[0].1 != New::Text(String::new()));
    }
    ways.push(vec![text("statement", id)]);
    ways
}

/// The first words of a line, at most so many characters of them.
fn beginning(line: &str, most: usize) -> &str {
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    line[..end].rfind(' ').map_or(&line[..end], |at| line[..at].trim_end_matches([',', ';', ':', ' ', '–', '—']))
}

/// What stands before a place, from a word on and within the line.
fn around_before(plain: &str, at: usize) -> &str {
    let line = plain[..at].rsplit('\n').next().unwrap_or_default();
    let skip = line.chars().count().saturating_sub(AROUND);
    let start = line.char_indices().nth(skip).map_or(line.len(), |(start, _)| start);
    let rest = &line[start..];
    (if skip > 0 { rest.find(' ').map_or("", |space| &rest[space..]) } else { rest }).trim()
}

/// What stands after a place, up to a word's end and within the line.
fn around_after(plain: &str, at: usize) -> &str {
    let line = plain[at..].lines().next().unwrap_or_default();
    let Some((end, _)) = line.char_indices().nth(AROUND) else { return line.trim() };
    line[..end].rfind(' ').map_or("", |space| &line[..space]).trim()
}
