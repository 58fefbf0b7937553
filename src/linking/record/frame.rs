//! What stands before a quotation in its clause: whether quoted words are said of or denied of their subject hangs on it.
//!
//! ```text
//! the repair would not cost taxpayers “a single crown”    “a single crown” is under a negation
//! taxpayers would pay “a single crown”                    here it is not
//! ```

use crate::languages::Language;
use crate::languages::words::{self, Word};
use crate::linking::decisive::{negates, negates_all};

/// Words in a row by which a place is found.
const RUN: usize = 3;
/// So many words a negation reaches.
const REACH: usize = 5;
/// What ends a clause.
const ENDS: [char; 9] = ['.', '!', '?', ';', ':', ',', '…', '—', '–'];

/// The words before a place in a text, back to the beginning of the clause.
pub(crate) fn before(text: &str, place: usize) -> &str {
    let is_mark = |letter: char| letter.is_whitespace() || "“”„«»\"'‘’‚(".contains(letter);
    let before = text[..place].trim_end_matches(is_mark);
    let start = before.rfind(ENDS).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    before[start..].trim_start()
}

/// What stands in a text before the words of a quotation, in their clause. Nothing if they do not stand there.
pub(crate) fn of<'t>(quotation: &str, text: &'t str, language: &Language) -> &'t str {
    let forms = |words: &[Word]| words.iter().map(|word| word.form).collect::<Vec<_>>();
    let (own, there) = (words::words(quotation, language), words::words(text, language));
    let run = forms(&own[..own.len().min(RUN)]);
    let place = match run.is_empty() {
        true => None,
        false => there.windows(run.len()).find(|window| forms(window) == run),
    };
    place.map_or("", |window| before(text, window[0].span.start as usize))
}

/// Whether a negation in what stands before some words reaches them.
pub(crate) fn is_negated(frame: &str, language: &Language) -> bool {
    let words = words::words(frame, language);
    let near = &words[words.len().saturating_sub(REACH)..];
    near.iter().any(|word| negates(word, frame, language) || negates_all(word, language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages;

    #[test]
    fn a_negation_reaches_the_words_behind_it_in_its_clause() {
        let english = languages::of("en");
        for (text, quotation, expected) in [
            ("the repair would not cost taxpayers “a single crown”", "a single crown", true),
            ("he had never called the mayor “a stubborn old fool”", "a stubborn old fool", true),
            ("nobody called it “a quiet little town”", "a quiet little town", true),
            ("taxpayers would pay “a single crown”", "a single crown", false),
            ("it was not his plan, but it is “dead and buried”", "dead and buried", false),
            ("We will not wait. It is over and done with", "It is over and done with", false),
            ("something else", "a single crown", false),
        ] {
            assert_eq!(is_negated(of(quotation, text, english), english), expected, "{text}");
        }
        assert_eq!(before("So, he said “yes”", "So, he said “".len()), "he said");
    }
}
