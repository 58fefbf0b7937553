//! Headlines, and what pages add to them: "Bridge reopens | Local news | The Velin Post".

use super::boilerplate;

/// A headline taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// The headline itself.
    pub(super) title: &'a str,
    /// Who published it, as the part after the last bar or dash says.
    pub(super) outlet: Option<&'a str>,
}

/// Divides a headline from the names of section and site after it.
///
/// After a bar anything is a name; after a dash only an outlet we know, since headlines have dashes of their own.
pub(super) fn parts(words: &str) -> Parts<'_> {
    let words = words.trim();
    if let Some((title, rest)) = split_bar(words) {
        let last = rest.rsplit(['|', '»', '•']).next().unwrap_or(rest).trim();
        let outlet = boilerplate::outlet(last)
            .or(Some(last))
            .filter(|name| name.split_whitespace().count() <= 5 && !name.is_empty());
        return Parts { title: dashed(title).title, outlet };
    }
    dashed(words)
}

/// Headline and names, at the first bar after at least three words of headline.
fn split_bar(words: &str) -> Option<(&str, &str)> {
    for mark in [" | ", " » ", " :: ", " • "] {
        for (at, _) in words.match_indices(mark) {
            let (title, rest) = (words[..at].trim_end(), &words[at + mark.len()..]);
            if title.split_whitespace().count() >= 3 && rest.split_whitespace().count() <= 12 {
                return Some((title, rest));
            }
        }
    }
    None
}

/// "Bridge reopens - The New York Times"
fn dashed(words: &str) -> Parts<'_> {
    let last =
        [" - ", " – ", " — ", " -- "].iter().filter_map(|mark| words.rfind(mark).map(|at| (at, mark.len()))).max();
    let whole = Parts { title: words.trim_end_matches(';').trim_end(), outlet: None };
    let Some((at, length)) = last else { return whole };
    match boilerplate::outlet(words[at + length..].trim()) {
        Some(outlet) if words[..at].split_whitespace().count() >= 3 => {
            Parts { title: words[..at].trim_end(), outlet: Some(outlet) }
        }
        _ => whole,
    }
}

/// Whether nearly all long words begin with a capital, As Headlines of Some Papers Do.
pub(super) fn is_title_case(words: &str) -> bool {
    let long = words.split_whitespace().filter(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 3);
    let (mut capitals, mut all) = (0, 0);
    for word in long {
        all += 1;
        capitals += usize::from(word.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase));
    }
    all >= 3 && capitals * 5 >= all * 4
}

/// Whether words begin with speech and go on after it: a comma or a stop stands before the closing mark.
pub(super) fn is_speech(words: &str) -> bool {
    const MARKS: [char; 10] = ['"', '“', '”', '«', '»', '„', '‘', '’', '\'', '`'];
    let Some(inside) = words.strip_prefix(MARKS) else { return false };
    let mut last = ' ';
    for letter in inside.chars() {
        if MARKS.contains(&letter) && matches!(last, ',' | '.' | '!' | '?') {
            return true;
        }
        last = letter;
    }
    false
}

/// About how many sentences there are: stops followed by a space and a capital, and the end. Initials and short abbreviations
/// end none.
pub(super) fn sentences(words: &str) -> usize {
    let stops = words.match_indices(['.', '!', '?']).filter(|(at, _)| {
        let after = words[at + 1..].trim_start_matches(['"', '”', '’', '\'', '»', ')']);
        let next = after.strip_prefix(char::is_whitespace).map(str::trim_start).and_then(|rest| rest.chars().next());
        let word = words[..*at].rsplit([' ', '.', '-']).next().unwrap_or("");
        next.is_some_and(|letter| !letter.is_lowercase()) && word.chars().count() > 3
    });
    stops.count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_section_and_site_are_taken_off() {
        let cases = [
            (
                "Old bridge reopens in May | Local news | The Velin Post",
                "Old bridge reopens in May",
                Some("The Velin Post"),
            ),
            ("Old bridge reopens in May - The New York Times", "Old bridge reopens in May", Some("The New York Times")),
            ("Old bridge reopens in May - BBC News", "Old bridge reopens in May", Some("BBC News")),
            ("Bridge will not wait — mayor", "Bridge will not wait — mayor", None),
            ("Old bridge, new hopes;", "Old bridge, new hopes", None),
            ("Us | them", "Us | them", None),
        ];
        for (words, title, outlet) in cases {
            assert_eq!(parts(words), Parts { title, outlet }, "{words}");
        }
    }

    #[test]
    fn headlines_in_capitalised_words_are_recognised() {
        assert!(is_title_case("The Bridge Is Open. Here’s What the Council Plans Next."));
        assert!(!is_title_case("The bridge is open. Ana Ruiz tells Velin what is next."));
    }

    #[test]
    fn speech_is_told_from_a_quoted_title() {
        assert!(is_speech("\"We will open in May,\" said Ana Ruiz."));
        assert!(!is_speech("'Velin Tonight' has fun with the mayor's bridge."));
    }

    #[test]
    fn initials_do_not_end_sentences() {
        assert_eq!(sentences("Mr. J. R. Smith of the U.S. Senate wins."), 1);
        assert_eq!(sentences("The bridge opens. Nobody comes."), 2);
    }
}
