//! One look at the plain words of a text, for all stages that read it word by word.
//!
//! Nearly all words of news are short, all ASCII letters, and followed by white space or a mark that no word goes on behind. Every
//! stage takes such a word for the same, so it is found once, looked up once among the lists of all stages, and handed to them as a
//! [`Plain`] word with the number of its entry. Anything else ("O'Brien", "15th", "Straße", "U.S.") each stage reads in its own way.

mod places;
mod plain;
mod vocabulary;

use crate::text::letters::{Case, Letters};
pub(crate) use plain::Plain;

use crate::languages::dates::DateWord;
use crate::languages::lexicon::SpeechWord;
use crate::languages::names::Class;
use crate::languages::{self, Language};
use crate::text::buffers::{self, Rooms};
use crate::text::letters::LONGEST;
use crate::text::source::Span;
use places::Places;
use plain::Look;
use vocabulary::{Vocabulary, halves};

/// The plain words of a text, in order.
#[derive(Debug)]
pub struct Scan {
    found: Found,
    vocabulary: &'static Vocabulary,
}

impl Scan {
    /// Scans a text in this language.
    pub fn new(text: &str, language: &Language) -> Scan {
        let vocabulary = Vocabulary::of(language);
        let mut found = Found { words: buffers::take_one(&WORDS), dates: Places::new(text.len()) };
        found.words.reserve(text.len() / 5);
        vocabulary.scan(text.as_bytes(), &mut found);
        Scan { found, vocabulary }
    }

    /// Whether something stands in `span` without which no words tell a date.
    pub(crate) fn may_tell_date(&self, span: Span) -> bool {
        self.found.dates.any(span)
    }

    /// For a text that nobody has scanned: no word of it is plain.
    pub(crate) fn nothing() -> Scan {
        Scan { found: Found::default(), vocabulary: Vocabulary::of(languages::of("")) }
    }

    /// A cursor at the first word.
    pub(crate) fn cursor(&self) -> Cursor<'_> {
        Cursor { rest: &self.found.words, vocabulary: self.vocabulary }
    }
}

thread_local! {
    /// What earlier scans have left.
    static WORDS: Rooms<Plain> = const { Rooms::new(Vec::new()) };
}

impl Drop for Scan {
    fn drop(&mut self) {
        buffers::keep_one(&WORDS, std::mem::take(&mut self.found.words));
    }
}

/// Hands out the words of a scan, for a reader that only goes forward.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a> {
    rest: &'a [Plain],
    vocabulary: &'static Vocabulary,
}

impl Cursor<'_> {
    /// The plain word that begins at byte `start` and ends at `limit` at the latest.
    #[inline]
    pub(crate) fn word_at(&mut self, start: usize, limit: usize) -> Option<Plain> {
        while let Some((first, rest)) = self.rest.split_first() {
            if first.start as usize >= start {
                return (first.start as usize == start && first.end() as usize <= limit).then_some(*first);
            }
            self.rest = rest;
        }
        None
    }

    /// The plain word behind the one that [`Cursor::word_at`] or this found last, if one space parts them and it ends at `limit` at the
    /// latest: whoever reads word by word needs to look at nothing between them.
    #[inline]
    pub(crate) fn next_in_run(&mut self, limit: usize) -> Option<Plain> {
        let (_, rest) = self.rest.split_first()?;
        let next = rest.first().filter(|next| next.follows() && next.end() as usize <= limit)?;
        self.rest = rest;
        Some(*next)
    }

    /// What a word can be in a name or title.
    #[inline]
    pub(crate) fn class(&self, word: Plain) -> Class {
        self.vocabulary.classes[word.known.class as usize]
    }

    /// What a word can do in reported speech.
    #[inline]
    pub(crate) fn speech(&self, word: Plain) -> &'static SpeechWord {
        &self.vocabulary.speech[word.known.speech as usize]
    }

    /// What a word can do in a date.
    #[inline]
    pub(crate) fn date(&self, word: Plain) -> DateWord {
        self.vocabulary.dates[word.known.date()]
    }
}

/// ASCII bytes that no stage takes for part of a word, nor for something that changes the word before.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let marks = b" ,;:!?()\"\n\r\t";
    let mut at = 0;
    while at < marks.len() {
        ends[marks[at] as usize] = true;
        at += 1;
    }
    ends
};

/// Whether a plain word may end before these bytes: beside [`ENDS`], before “ ” ‘ … and dashes.
#[inline]
fn ends_before(bytes: &[u8]) -> bool {
    match bytes {
        [] => true,
        [0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x9c | 0x9d | 0xa6, ..] => true,
        [first, ..] => ENDS[*first as usize],
    }
}

impl Vocabulary {
    fn scan(&self, bytes: &[u8], scan: &mut Found) {
        let mut at = 0;
        // Where a word follows the last plain one: behind a space.
        let mut behind = usize::MAX;
        while let Some(byte) = bytes.get(at) {
            if !byte.is_ascii_alphabetic() {
                at += scan.passed_over(*byte, bytes, at);
                continue;
            }
            let word = Letters::at(bytes, at);
            let end = at + word.length;
            // What ends a run of letters is none, but may begin something else. The text ends like a line.
            let next = bytes.get(end).copied().unwrap_or(b'\n');
            let after = end + usize::from(ENDS[next as usize]);
            let known = self.known(halves(word.lower));
            let capital = word.case != Some(Case::Small);
            if (word.length > LONGEST) | known.tells_date(capital) {
                scan.dates.add(at);
            }
            let stopped = next == b'.';
            let follows = std::mem::replace(&mut behind, usize::MAX) == at;
            if let Some(case) = word.case
                && (after > end || ends_before(&bytes[end + usize::from(stopped)..]))
            {
                let look = Look::new(word.length, case, stopped, follows);
                scan.words.push(Plain { start: at as u32, known, look });
                if next == b' ' {
                    behind = after;
                }
            }
            at = after;
        }
    }
}

/// What a scan finds.
#[derive(Debug, Default)]
struct Found {
    words: Vec<Plain>,
    /// Where something stands that may tell a date: digits, a word of dates, a word that is long or not ASCII.
    dates: Places,
}

impl Found {
    /// Looks at a byte that is no ASCII letter; how many bytes to go on.
    #[inline]
    fn passed_over(&mut self, byte: u8, bytes: &[u8], at: usize) -> usize {
        if byte.is_ascii() {
            if byte.is_ascii_digit() {
                self.dates.add(at);
            }
            return 1;
        }
        // General punctuation tells nothing.
        if byte == 0xe2 && bytes.get(at + 1) == Some(&0x80) {
            return 3;
        }
        self.dates.add(at);
        1 + bytes[at + 1..].iter().take_while(|byte| !byte.is_ascii() && **byte != 0xe2).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages;

    fn plain(text: &str) -> Vec<(&str, Case, bool)> {
        let scan = Scan::new(text, languages::of("en"));
        let word = |word: &Plain| (&text[word.start as usize..word.end() as usize], word.case(), word.is_listed());
        scan.found.words.iter().map(word).collect()
    }

    #[test]
    fn plain_words_are_found_with_their_case_and_whether_a_list_has_them() {
        assert_eq!(
            plain("Mayor ANA said (qwrtz) a “B” — x. ten."),
            [
                ("Mayor", Case::Capital, true),
                ("ANA", Case::Capitals, true),
                ("said", Case::Small, true),
                ("qwrtz", Case::Small, false),
                ("a", Case::Small, true),
                ("B", Case::Initial, false),
                ("x", Case::Small, false),
                ("ten", Case::Small, true),
            ]
        );
    }

    #[test]
    fn words_that_a_mark_joins_to_something_are_left_to_each_stage() {
        let text = "O'Neill well-known U.S.A so... 15th Straße iPhone responsibilitieses bbc.com a’s a% x-";
        let found: Vec<&str> = plain(text).into_iter().map(|(word, ..)| word).collect();
        // What is left of a word, no stage ever asks for.
        assert_eq!(found, ["Neill", "known", "A", "th", "e", "com", "s"]);
    }

    #[test]
    fn long_words_are_read_to_their_last_letter() {
        for length in 1..=20 {
            let text = format!("{}, x", "abcdefghijklmnopqrstuvwxyz".get(..length).unwrap_or_default());
            let found = plain(&text);
            assert_eq!(found.len(), 1 + usize::from(length <= LONGEST), "{text}");
            assert_eq!(found[0].0.len(), if length <= LONGEST { length } else { 1 }, "{text}");
        }
    }

    #[test]
    fn a_run_goes_on_while_one_space_parts_its_words() {
        let text = "one two  three, four five. Six O'Neill seven eight";
        let scan = Scan::new(text, languages::of("en"));
        let run = |start: usize, limit: usize| {
            let mut cursor = scan.cursor();
            let mut words: Vec<Plain> = cursor.word_at(start, limit).into_iter().collect();
            words.extend(std::iter::from_fn(|| cursor.next_in_run(limit)));
            words.iter().map(|word| &text[word.start as usize..word.end() as usize]).collect::<Vec<_>>()
        };
        assert_eq!(run(0, text.len()), ["one", "two"]);
        assert_eq!(run(16, text.len()), ["four", "five"]);
        assert_eq!(run(16, 22), ["four"], "the next one would end behind the limit");
        assert_eq!(run(27, text.len()), ["Six"]);
        assert_eq!(run(39, text.len()), ["seven", "eight"]);
    }

    #[test]
    fn a_cursor_passes_over_what_its_reader_has_read_otherwise() {
        let scan = Scan::new("one two three", languages::of("en"));
        let mut cursor = scan.cursor();
        assert!(cursor.word_at(1, 13).is_none());
        assert_eq!(cursor.word_at(4, 13).map(Plain::end), Some(7));
        assert!(cursor.word_at(8, 12).is_none(), "it would end behind the limit");
    }
}
