//! Words, numbers and marks of a text, each word already looked up among the date words of the language.

use crate::languages::dates::Lexicon;
use crate::reading::scan::Cursor;
use crate::text::letters::Case;
use crate::text::lookup::{is_alphanumeric, letters_end};
use crate::text::source::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters; also a phrase that the lexicon knows.
    Word,
    /// Digits.
    Number,
    /// Any other character that is not white space.
    Mark(char),
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it is in the text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Its entry in the lexicon, 0 for none.
    pub entry: u16,
    /// The value of a number; `u32::MAX` for what is too large to matter.
    pub value: u32,
    /// Whether white space stands before it.
    pub spaced: bool,
}

impl Token {
    /// Number of digits of a number, of bytes of anything else.
    pub(super) fn len(&self) -> usize {
        self.span.len()
    }

    /// Whether it is this mark.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }
}

/// Takes `span` of `text` apart, onto the end of `tokens`. One pass, linear in the length.
pub(super) fn tokenize(text: &str, span: Span, lexicon: &Lexicon, words: &mut Cursor, tokens: &mut Vec<Token>) {
    let end = span.end as usize;
    let text = &text[..end];
    let mut at = span.start as usize;
    let mut spaced = true;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii_alphabetic() {
            let first = tokens.len();
            let mut next = words.word_at(at, end);
            while let Some(word) = next {
                let meaning = words.date(word);
                if meaning.may_go_on(&text.as_bytes()[word.end() as usize..]) {
                    // It is read below, with what follows it.
                    break;
                }
                let entry = meaning.entry(word.case() != Case::Small);
                tokens.push(Token { span: word.span(), kind: Kind::Word, entry, value: 0, spaced });
                (at, spaced) = (word.end() as usize, true);
                next = words.next_in_run(end);
            }
            if tokens.len() > first {
                spaced = false;
                continue;
            }
        }
        let (kind, length) = match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                spaced = true;
                at += 1;
                continue;
            }
            b'0'..=b'9' => (Kind::Number, digits(&text.as_bytes()[at..])),
            b'a'..=b'z' | b'A'..=b'Z' => (Kind::Word, word_length(&text[at..])),
            0..=0x7f => (Kind::Mark(char::from(byte)), 1),
            _ => {
                let letter = text[at..].chars().next().expect("tokens begin on character boundaries");
                match letter {
                    _ if letter.is_whitespace() => {
                        spaced = true;
                        at += letter.len_utf8();
                        continue;
                    }
                    _ if is_alphanumeric(letter) => (Kind::Word, word_length(&text[at..])),
                    _ => (Kind::Mark(letter), letter.len_utf8()),
                }
            }
        };
        let (entry, length) = match kind {
            Kind::Mark(_) => (0, length),
            _ => lexicon.look_up(&text[at..], length),
        };
        let value = if kind == Kind::Number { number(&text[at..at + length]) } else { 0 };
        tokens.push(Token { span: Span::new(at, at + length), kind, entry, value, spaced });
        spaced = false;
        at += length;
    }
}

/// Digits at the start of a text.
fn digits(text: &[u8]) -> usize {
    text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len())
}

/// Bytes of the word at the start of `text`: letters of any script, and marks that combine with them.
fn word_length(text: &str) -> usize {
    let ascii = letters_end(text.as_bytes(), 0);
    match text.as_bytes().get(ascii) {
        Some(byte) if !byte.is_ascii() => {}
        _ => return ascii,
    }
    let joined = |letter: char| letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}');
    text[ascii..].find(|letter: char| !joined(letter)).map_or(text.len(), |more| ascii + more).max(
        // A word never is empty: letters that count as numbers stand alone.
        text.chars().next().map_or(0, char::len_utf8),
    )
}

fn number(digits: &str) -> u32 {
    if digits.len() > 8 { u32::MAX } else { digits.parse().unwrap_or(u32::MAX) }
}
