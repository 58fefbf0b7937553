//! Sentences: where each begins and ends, in the article's plain text.
//!
//! A sentence ends at `.`, `?`, `!` or `…` with the quotation marks that close there, if white space and something that can begin a
//! sentence follow. Abbreviations come from the language file.

use crate::languages::{Language, PerLanguage};
use crate::model::article::Body;
use crate::text::lookup::WordMap;
use crate::text::source::Span;

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it is, without white space around it and without the dateline before it.
    pub span: Span,
    /// Index of the block it stands in.
    pub block: u32,
}

/// A language's abbreviations, for looking up.
struct Abbreviations {
    before_names: WordMap<String, ()>,
    maybe_last: WordMap<String, ()>,
    beginners: WordMap<String, ()>,
    /// Longest of the first two lists, in bytes.
    longest: usize,
}

impl Abbreviations {
    fn of(language: &Language) -> &'static Abbreviations {
        static ALL: PerLanguage<Abbreviations> = PerLanguage::new();
        ALL.of(language, |language| {
            let words = &language.sentences;
            let set = |list: &[String]| list.iter().map(|word| (word.clone(), ())).collect::<WordMap<_, _>>();
            let (before_names, maybe_last) = (set(&words.before_names), set(&words.maybe_last));
            let longest = before_names.keys().chain(maybe_last.keys()).map(String::len).max().unwrap_or(0);
            Abbreviations { before_names, maybe_last, beginners: set(&words.beginners), longest }
        })
    }
}

/// The sentences of every block, in order. A sentence never crosses a block; quotation marks close with the sentence they end.
pub fn split(body: &Body, language: &Language) -> Vec<Sentence> {
    let abbreviations = Abbreviations::of(language);
    let mut sentences = Vec::with_capacity(body.plain.len() / 100);
    for (index, block) in body.blocks.iter().enumerate() {
        let mut start = block.span.start as usize;
        let end = block.span.end as usize;
        if let Some(dateline) = body.dateline
            && block.span.contains(dateline)
        {
            start = dateline.end as usize;
        }
        block_sentences(&body.plain, start, end, abbreviations, |from, to| {
            let span = Span::new(from, to).trimmed(&body.plain);
            if !span.is_empty() {
                sentences.push(Sentence { span, block: index as u32 });
            }
        });
    }
    sentences
}

/// Calls `found` with each sentence of `plain[start..end]`.
fn block_sentences(
    plain: &str,
    mut start: usize,
    end: usize,
    abbreviations: &Abbreviations,
    mut found: impl FnMut(usize, usize),
) {
    let text = &plain[..end];
    let bytes = text.as_bytes();
    let mut at = start;
    let mut stops = Stops::new(bytes, at);
    while let Some(stop) = stops.next(at) {
        let mut after = stop;
        while let Some(letter) = text[after..].chars().next().filter(|letter| matches!(letter, '.' | '?' | '!' | '…'))
        {
            after += letter.len_utf8();
        }
        let marks_end = after;
        after = closers_end(text, after);
        at = after;
        let rest = text[after..].trim_start();
        let gap = text.len() - rest.len() - after;
        if rest.is_empty() || gap == 0 {
            continue;
        }
        if begins_sentence(rest) && !is_abbreviation(text, start, stop, marks_end, rest, abbreviations) {
            found(start, after);
            start = after + gap;
            at = start;
        }
    }
    if start < end {
        found(start, end);
    }
}

/// Finds `.`, `?`, `!` and `…` one after the other; each byte is searched once for either kind.
struct Stops<'a> {
    bytes: &'a [u8],
    plain: Option<usize>,
    dots: Option<usize>,
}

impl<'a> Stops<'a> {
    fn new(bytes: &'a [u8], from: usize) -> Stops<'a> {
        Stops { bytes, plain: Self::plain(bytes, from), dots: Self::dots(bytes, from) }
    }

    fn plain(bytes: &[u8], from: usize) -> Option<usize> {
        memchr::memchr3(b'.', b'?', b'!', &bytes[from..]).map(|at| from + at)
    }

    fn dots(bytes: &[u8], from: usize) -> Option<usize> {
        // Of the three bytes of "…" the last one is the rarest.
        let last = |at: &usize| bytes[..from + at].ends_with(&[0xe2, 0x80]);
        memchr::memchr_iter(0xa6, &bytes[from..]).find(last).map(|at| from + at - 2)
    }

    /// The first one at or after `from`, which never goes back.
    fn next(&mut self, from: usize) -> Option<usize> {
        if self.plain.is_some_and(|at| at < from) {
            self.plain = Self::plain(self.bytes, from);
        }
        if self.dots.is_some_and(|at| at < from) {
            self.dots = Self::dots(self.bytes, from);
        }
        match (self.plain, self.dots) {
            (Some(plain), Some(dots)) => Some(plain.min(dots)),
            (plain, dots) => plain.or(dots),
        }
    }
}

/// Past the quotation marks and brackets that close at `at`.
fn closers_end(text: &str, mut at: usize) -> usize {
    while let Some(letter) = text[at..].chars().next() {
        if !matches!(letter, '"' | '″' | '”' | '’' | '\'' | '»' | ')' | ']' | '“' | '‘' | '*') {
            break;
        }
        // An opening mark closes only in languages that write „so“; where a letter follows at once it opens.
        let next = text[at + letter.len_utf8()..].chars().next();
        if matches!(letter, '“' | '‘') && next.is_some_and(char::is_alphanumeric) {
            break;
        }
        at += letter.len_utf8();
    }
    at
}

/// Marks that are looked through to see what begins behind them.
const MARKS: usize = 16;

/// Whether the text could be the beginning of a sentence: no small letter, no punctuation that goes on.
fn begins_sentence(rest: &str) -> bool {
    let mut letters = rest.chars().take(MARKS).skip_while(|letter| {
        matches!(
            letter,
            '"' | '″'
                | '“'
                | '„'
                | '”'
                | '‘'
                | '\''
                | '’'
                | '«'
                | '»'
                | '('
                | '['
                | '¿'
                | '¡'
                | '—'
                | '–'
                | '-'
                | '`'
                | '…'
                | ' '
        )
    });
    letters.next().is_some_and(|letter| !letter.is_lowercase() && !matches!(letter, ',' | ';' | ':'))
}

/// Whether the full stop at `stop` belongs to an abbreviation, so that the sentence goes on with `rest`.
fn is_abbreviation(
    text: &str,
    start: usize,
    stop: usize,
    marks_end: usize,
    rest: &str,
    abbreviations: &Abbreviations,
) -> bool {
    if text.as_bytes()[stop] != b'.' || marks_end != stop + 1 {
        return false;
    }
    let before = &text[start..stop];
    // No abbreviation is longer than this; a giant word must not be searched again for each of its full stops.
    let mut from = before.len().saturating_sub(24);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let tail = &before[from..];
    let word = tail.rsplit(|letter: char| !(letter.is_alphanumeric() || letter == '.')).next().unwrap_or("");
    if word.is_empty() {
        return false;
    }
    let first_rest = rest.chars().next().unwrap_or(' ');
    // Most sentences end in a longer word without full stops, in letters of which each is one byte in any case.
    if word.is_ascii() && word.len() > abbreviations.longest.max(1) && !word.contains('.') {
        return false;
    }
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    if initial {
        return word != "I" || first_rest.is_ascii_digit();
    }
    if abbreviations.before_names.contains_key(&lower) {
        // "No. 5", "Dec. 15" but "He said no. Then"
        let lowercase_word = !word.starts_with(char::is_uppercase);
        return first_rest.is_ascii_digit()
            || !lowercase_word
            || matches!(lower.as_str(), "vs" | "v" | "e.g" | "i.e" | "cf");
    }
    if abbreviations.maybe_last.contains_key(&lower) || inner_stops(word) {
        let next = rest
            .split(|letter: char| !(letter.is_alphanumeric() || letter == '\'' || letter == '’'))
            .next()
            .unwrap_or("");
        if next.is_empty() {
            return false;
        }
        let next = next.split(['\'', '’']).next().unwrap_or(next).to_lowercase();
        return !abbreviations.beginners.contains_key(&next);
    }
    false
}

/// Whether a word is of the kind "U.S" or "a.m": single letters between full stops.
fn inner_stops(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::{Block, BlockKind};

    fn sentences(text: &str) -> Vec<&str> {
        let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
        let body = Body { plain: text.to_owned(), blocks: vec![block], ..Body::default() };
        split(&body, crate::languages::of("en")).iter().map(|sentence| sentence.span.of(text)).collect()
    }

    #[test]
    fn quotation_marks_close_with_the_sentence_they_end() {
        let text = "“We lost. Again.” He left. \"Why?\" asked Ana. 'So it goes.' The end";
        assert_eq!(
            sentences(text),
            ["“We lost.", "Again.”", "He left.", "\"Why?\" asked Ana.", "'So it goes.'", "The end"]
        );
    }

    #[test]
    fn abbreviations_do_not_end_sentences_unless_the_next_word_begins_one() {
        let text =
            "Mr. Orr met Gen. J. Poe of Orr Inc. in the U.S. Senate on Dec. 5 at 3.15 p.m. He said no. Then 5 left.";
        assert_eq!(
            sentences(text),
            [
                "Mr. Orr met Gen. J. Poe of Orr Inc. in the U.S. Senate on Dec. 5 at 3.15 p.m.",
                "He said no.",
                "Then 5 left."
            ]
        );
    }

    #[test]
    fn an_ellipsis_inside_a_sentence_does_not_end_it() {
        assert_eq!(sentences("It is … well … fine... said Bo… Yes."), ["It is … well … fine... said Bo…", "Yes."]);
    }
}
