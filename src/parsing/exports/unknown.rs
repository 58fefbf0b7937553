//! A text of an unknown kind that looks like many articles.

use crate::text::source::Span;

/// Fewest articles that a file must look like.
const FEWEST: usize = 4;
/// Longest label or separator, in characters.
const LABEL: usize = 24;
/// Most different labels that are looked at.
const MARKS: usize = 200;
/// A line this long is running text, in characters.
const RUNNING: usize = 90;

/// Why a text looks like many articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::parsing) struct Many {
    /// How many.
    pub(in crate::parsing) count: usize,
    /// The words that each begins or ends with.
    pub(in crate::parsing) mark: String,
    /// Where they stand for the second time.
    pub(in crate::parsing) span: Span,
}

/// Looks for a short line that stands between articles: a label with another value each time (`Title: …`, `Published: …`), or a line of
/// signs. Between two of them there is running text, and a title or a day after each.
pub(in crate::parsing) fn many(text: &str, from: usize) -> Option<Many> {
    let lines: Vec<(usize, &str)> = super::lines::spans(text, from).map(|(at, line)| (at, line.trim())).collect();
    let mut marks: Vec<(&str, Vec<usize>)> = Vec::new();
    for (index, (_, line)) in lines.iter().enumerate() {
        let Some(mark) = mark(line) else { continue };
        match marks.iter().position(|(known, _)| *known == mark) {
            Some(known) => marks[known].1.push(index),
            // A text with this many labels is no list of articles.
            None if marks.len() >= MARKS => return None,
            None => marks.push((mark, vec![index])),
        }
    }
    let divides = |(mark, places): &&(&str, Vec<usize>)| {
        let is_label = mark.ends_with(':');
        let stretches = places.windows(2).map(|pair| &lines[pair[0] + 1..pair[1]]);
        let with_text =
            stretches.clone().filter(|lines| lines.iter().any(|(_, line)| line.chars().count() >= RUNNING)).count();
        let with_head = stretches
            .filter(|lines| lines.iter().filter(|(_, line)| !line.is_empty()).take(3).any(|(_, line)| is_head(line)))
            .count();
        let values = places.iter().map(|place| lines[*place].1).collect::<std::collections::BTreeSet<_>>().len();
        places.len() >= FEWEST
            && with_text + 1 >= places.len()
            // The same label before each paragraph is somebody who speaks: fields have company, other fields or a headline.
            && if is_label { values * 2 > places.len() && is_field(mark) } else { with_head + 1 >= places.len() }
    };
    // Of marks that come equally often, the first begins the articles.
    let (mark, places) =
        marks.iter().filter(divides).max_by_key(|(_, places)| (places.len(), std::cmp::Reverse(places[0])))?;
    let (at, line) = lines[places[1]];
    let start = at + (text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len());
    Some(Many { count: places.len(), mark: (*mark).to_owned(), span: Span::new(start, start + line.len()) })
}

/// A line of signs, or a label at the beginning of a line.
fn mark(line: &str) -> Option<&str> {
    let signs = line.len() >= 3 && line.chars().all(|letter| "-=_*#~+".contains(letter));
    if signs {
        return Some(line);
    }
    let end = line.find(':').filter(|end| *end > 0 && line[..*end].chars().count() <= LABEL)?;
    (line.len() > end + 1).then(|| &line[..=end])
}

/// Whether a label is that of a field of an article.
fn is_field(label: &str) -> bool {
    use crate::parsing::fields::{Field, read};
    let named = read(&format!("{label} x"))
        .is_some_and(|(field, _)| matches!(field, Field::Title | Field::Date | Field::Outlet));
    let words = label.trim_end_matches(':').trim().to_lowercase();
    named
        || [
            "date",
            "published",
            "datum",
            "fecha",
            "дата",
            "data",
            "url",
            "link",
            "id",
            "article",
            "artikel",
            "статья",
            "no",
            "nr",
        ]
        .contains(&words.as_str())
}

/// Whether a line may be a headline or a date line: short, with words, without a stop.
fn is_head(line: &str) -> bool {
    let count = line.chars().count();
    (8..RUNNING).contains(&count) && line.contains(char::is_alphabetic) && !line.ends_with(['.', '!', ',', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The council of the town has voted for the new bridge, which will cost three million and be open in a year from now.";

    #[test]
    fn fields_and_lines_of_signs_that_come_again_are_counted() {
        let one = |number: u32| format!("Title: Bridge number {number} opens\nDate: 2021-03-0{number}\n\n{TEXT}\n\n");
        let file: String = (1..=5).map(one).collect();
        let many = many(&file, 0).expect("many");
        assert_eq!(
            (many.count, many.mark.as_str(), many.span.of(&file)),
            (5, "Title:", "Title: Bridge number 2 opens")
        );
        let parted: String =
            (1..=5).map(|number| format!("Bridge number {number} opens\n\n{TEXT}\n\n==========\n\n")).collect();
        assert_eq!(super::many(&parted, 0).map(|many| many.count), Some(5));
    }

    #[test]
    fn a_text_with_speakers_rules_or_lists_is_one_article() {
        let speakers: String =
            (1..=6).map(|turn| format!("PRICE: {turn} {TEXT}\n\nQUESTION: Why {turn}?\n\n")).collect();
        let rules: String = (1..=6).map(|part| format!("{TEXT} {part}\n\n* * *\n***\n\n{TEXT}\n\n")).collect();
        let short: String = (1..=6).map(|part| format!("Date: {part} March\nPlace: Lisse\n")).collect();
        for text in [speakers, rules, short, TEXT.repeat(6)] {
            assert_eq!(many(&text, 0), None, "{text}");
        }
    }
}
