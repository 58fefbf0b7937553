//! Text in which typography does not count, with the way back to the text it came from.
//!
//! Folded away are the kind of quotation marks, apostrophes and dashes, the amount and kind of white space, invisible
//! characters, and whether an accented letter is one character or two. Letters, case, digits, all other punctuation and the breaks
//! between paragraphs count: words that stand at the end of one paragraph and the start of the next are not one quotation.

use super::borders::{self, is_invisible};
use crate::text::source::Span;

/// A folded text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folded<'a> {
    /// What was folded.
    source: &'a str,
    /// The folded text: words with single spaces between, paragraphs with single line breaks, none of either at the ends.
    pub text: String,
    /// For every byte of `text`, the byte of the original at which its character begins; then the end of the original.
    origin: Vec<u32>,
}

impl<'a> Folded<'a> {
    /// Folds a text. Linear.
    pub(crate) fn new(original: &'a str) -> Folded<'a> {
        let (text, origin) = (String::with_capacity(original.len()), Vec::with_capacity(original.len()));
        let mut folded = Folded { source: original, text, origin };
        let mut space: Option<usize> = None;
        let mut lines = 0;
        let mut apostrophe_before = false;
        for (at, letter) in original.char_indices() {
            if letter.is_whitespace() {
                lines = if space.is_some() { lines } else { 0 } + usize::from(letter == '\n');
                space.get_or_insert(at);
                apostrophe_before = false;
                continue;
            }
            if is_invisible(letter) {
                continue;
            }
            if let Some(gap) = space.take()
                && !folded.text.is_empty()
            {
                folded.push(if lines > 1 { '\n' } else { ' ' }, gap);
            }
            match simplest(letter) {
                '\'' if apostrophe_before => {
                    folded.text.pop();
                    let start = folded.origin.pop().map_or(at, |start| start as usize);
                    folded.push('"', start);
                    apostrophe_before = false;
                }
                '\'' => {
                    folded.push('\'', at);
                    apostrophe_before = true;
                }
                '…' => {
                    "...".chars().for_each(|dot| folded.push(dot, at));
                    apostrophe_before = false;
                }
                simple => {
                    unicode_normalization::char::decompose_canonical(simple, |part| folded.push(part, at));
                    apostrophe_before = false;
                }
            }
        }
        let end = original.trim_end().len();
        folded.origin.push(u32::try_from(end).unwrap_or(u32::MAX));
        folded
    }

    fn push(&mut self, letter: char, at: usize) {
        self.text.push(letter);
        // Sources are limited to less than 4 GiB when loaded.
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.origin.extend(std::iter::repeat_n(at, letter.len_utf8()));
    }

    /// The span of the original that a range of the folded text came from; spaces at its end are not in it.
    pub(crate) fn original(&self, start: usize, end: usize) -> Span {
        let from = self.origin[start];
        let mut to = self.origin[end];
        // A character of the original may have become several: all of it belongs to the span.
        if end > start && to == self.origin[end - 1] {
            to = self.origin[end..].iter().copied().find(|next| *next > to).unwrap_or(to);
        }
        Span { start: from, end: to.max(from) }
    }

    /// Every place where `needle`, itself folded, stands as whole words; in order, as byte offsets of the folded text.
    pub(crate) fn find<'b>(&'b self, needle: &'b str) -> impl Iterator<Item = usize> + 'b {
        self.find_anywhere(needle).filter(|at| self.is_whole(*at, at + needle.len()))
    }

    /// Every place where `needle`, itself folded, stands, be it inside longer words.
    pub(crate) fn find_anywhere<'b>(&'b self, needle: &'b str) -> impl Iterator<Item = usize> + 'b {
        let finder = memchr::memmem::Finder::new(needle).into_owned();
        let mut from = 0;
        std::iter::from_fn(move || {
            if needle.is_empty() || from >= self.text.len() {
                return None;
            }
            let at = from + finder.find(&self.text.as_bytes()[from..])?;
            from = at + self.text[at..].chars().next().map_or(1, char::len_utf8);
            Some(at)
        })
    }

    /// Whether no word is cut at either end of a range, in the text as it was: there a dash is not yet a hyphen.
    fn is_whole(&self, start: usize, end: usize) -> bool {
        // A character that became several is not cut either.
        let cut = |at: usize| at > 0 && at < self.text.len() && self.origin[at - 1] == self.origin[at];
        if cut(start) || cut(end) {
            return false;
        }
        let span = self.original(start, end);
        borders::is_border(self.source, span.start as usize) && borders::is_border(self.source, span.end as usize)
    }
}

/// Marks that stand for the same thing become one.
fn simplest(letter: char) -> char {
    match letter {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | 'ʼ' | '‹' | '›' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_folded_and_places_lead_back() {
        let original = " ‘It’s\u{a0}“so”’ —\r\n  ''Cafe\u{301}'' now…";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "'It's \"so\"' - \"Cafe\u{301}\" now...");
        let at = folded.find("\"Café\"".replace('é', "e\u{301}").as_str()).next().expect("it is there");
        assert_eq!(folded.original(at, at + 8).of(original), "''Cafe\u{301}''");
        let at = folded.find("now...").next().expect("it is there");
        assert_eq!(folded.original(at, at + 6).of(original), "now…");
        assert_eq!(Folded::new("Café").text, Folded::new("Cafe\u{301}").text);
    }

    #[test]
    fn a_line_break_is_a_space_and_a_blank_line_is_none() {
        assert_eq!(Folded::new("a\r\nb \n \nc\n\n").text, "a b\nc");
    }

    #[test]
    fn only_whole_words_are_found() {
        let folded = Folded::new("the other he said; he, héhe");
        assert_eq!(folded.find("he").collect::<Vec<_>>(), [10, 19]);
        assert_eq!(folded.find("").count(), 0);
    }
}
