//! A paragraph as words and marks, each with what the word lists know of it.

use crate::languages::lexicon::{Entry, Lexicon, Tags, Verb};
use crate::model::statement::Act;
use crate::reading::scan::{Cursor, Plain};
use crate::text::letters::Case;
use crate::text::lookup::{alphanumerics_end, is_alphanumeric};
use crate::text::source::Span;
use std::iter::{Copied, Peekable};
use std::slice::Iter;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Word,
    Number,
    Comma,
    /// `.`, `?`, `!`, `…`
    Stop,
    Colon,
    Semicolon,
    Dash,
    /// A bracket that opens or closes.
    Open,
    Close,
    /// A quotation mark; [`super::quotes`] says which way it turns.
    Mark(Mark),
    Other,
}

/// Which quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `“`, `«`, ```` `` ````
    Opens,
    /// `„`: opens, and is closed by what opens elsewhere.
    Low,
    /// `”`, `»`
    Closes,
    /// `"`, `''`, `″`
    Either,
    /// `‘`
    SingleOpens,
    /// `’`, `'`
    Single,
}

/// A word or mark of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) shape: Shape,
    pub(super) tags: Tags,
    pub(super) verb: Option<Verb>,
    pub(super) noun: Option<Act>,
    /// Which quotation it stands in, marks included: an index plus one; 0 outside.
    pub(super) quote: u32,
    /// Whether the text before it is white space or nothing.
    pub(super) spaced: bool,
}

impl Token {
    #[inline]
    pub(super) fn is(&self, tag: Tags) -> bool {
        self.tags.any(tag)
    }

    #[inline]
    pub(super) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Word | Shape::Number)
    }
}

/// Cuts `plain[span]` into tokens. `stops` are the ends of the sentences in it: a full stop anywhere else belongs to its word.
pub(super) fn tokens(
    plain: &str,
    span: Span,
    stops: &[u32],
    lexicon: &Lexicon,
    words: &mut Cursor,
    out: &mut Vec<Token>,
) {
    out.clear();
    let mut stops = stops.iter().copied().peekable();
    let end = span.end as usize;
    let text = &plain[..end];
    let bytes = text.as_bytes();
    let mut at = span.start as usize;
    let mut spaced = true;
    // Whether a single mark has opened that may close behind a word: ‘the voters’.
    let mut single = false;
    while at < end {
        let byte = bytes[at];
        if byte == b' ' {
            at += 1;
            spaced = true;
            continue;
        }
        if byte.is_ascii_alphabetic()
            && let Some(mut word) = words.word_at(at, end)
        {
            loop {
                out.push(plain_word(text, word, words, lexicon, spaced));
                let Some(next) = words.next_in_run(end) else { break };
                (word, spaced) = (next, true);
            }
            let start = word.start as usize;
            at = word.end() as usize;
            if word.is_stopped() && abbreviated(text, at, sentence_end(&mut stops, start, end)) {
                at += 1;
                out.last_mut().expect("a word was added").span.end += 1;
            }
            spaced = bytes.get(at) == Some(&b' ');
            at += usize::from(spaced);
            continue;
        }
        if let Some((shape, length)) = common_mark(&bytes[at..end]) {
            let (tags, verb, noun) = Default::default();
            out.push(Token { span: Span::new(at, at + length), shape, tags, verb, noun, quote: 0, spaced });
            at += length;
            spaced = bytes.get(at) == Some(&b' ');
            at += usize::from(spaced);
            continue;
        }
        let letter = if byte < 0x80 { byte as char } else { text[at..].chars().next().unwrap_or(' ') };
        if letter.is_whitespace() {
            at += letter.len_utf8();
            spaced = true;
            continue;
        }
        let start = at;
        let (shape, to) = if is_alphanumeric(letter)
            || letter == '$'
            || letter == '@'
            || letter == '#'
            || letter == '£'
            || letter == '€'
        {
            let to = word_end(text, at);
            (if letter.is_alphabetic() || matches!(letter, '@' | '#') { Shape::Word } else { Shape::Number }, to)
        } else {
            mark(text, at, letter)
        };
        at = to;
        if matches!(shape, Shape::Word | Shape::Number)
            && bytes.get(at) == Some(&b'.')
            && abbreviated(text, at, sentence_end(&mut stops, start, end))
        {
            at += 1;
        }
        match shape {
            Shape::Word if !single && owns(bytes, at) => at += if bytes[at] == b'\'' { 1 } else { 3 },
            Shape::Mark(Mark::SingleOpens) => single = true,
            Shape::Mark(Mark::Single) => single = spaced,
            _ => {}
        }
        let entry = match shape {
            Shape::Word => lexicon.look_up(text, start, without_stops(bytes, start, at)),
            _ => Entry::default(),
        };
        let (tags, verb, noun) = (entry.tags, entry.verb, entry.noun);
        let name = shape == Shape::Word && is_prefixed_name(&text[start..at]);
        let tags = if name { tags.or(Tags::CAPITAL) } else { tags };
        out.push(Token { span: Span::new(start, at), shape, tags, verb, noun, quote: 0, spaced });
        spaced = false;
    }
}

/// Whether a word is a name behind an article in small letters: "al-Haddad", but not "pre-May" or "anti-NATO".
fn is_prefixed_name(word: &str) -> bool {
    let Some((article, name)) = word.split_once('-') else { return false };
    let capital = |part: &str| part.starts_with(char::is_uppercase) && part.ends_with(char::is_lowercase);
    article.len() == 2 && article.bytes().all(|letter| letter.is_ascii_lowercase()) && name.split('-').all(capital)
}

/// Whether an apostrophe makes a plural that ends at `at` the owner of what follows: "the voters' choice".
fn owns(bytes: &[u8], at: usize) -> bool {
    let behind = match &bytes[at..] {
        [b'\'', rest @ ..] | [0xe2, 0x80, 0x99, rest @ ..] => rest,
        _ => return false,
    };
    matches!(behind, [b' ', next, ..] if next.is_ascii_alphanumeric() || !next.is_ascii())
        && matches!(bytes[at - 1], b's' | b'S' | b'z' | b'x')
}

/// The token of a plain word.
#[inline]
fn plain_word(text: &str, word: Plain, words: &Cursor, lexicon: &Lexicon, spaced: bool) -> Token {
    let span = word.span();
    let known = words.speech(word);
    let small = word.case() == Case::Small;
    // Few words are asked for their ending, so that it is foreseen which are not.
    let unsure = small & !word.is_listed() & lexicon.may_end_in(text.as_bytes()[span.end as usize - 1]);
    let ending = if unsure { lexicon.ending_of_unknown(text.as_bytes(), span) } else { known.ending };
    let capital = if word.case() == Case::Capitals { Tags::CAPITAL.or(Tags::SHOUTED) } else { Tags::CAPITAL };
    let shape = if small { ending } else { capital };
    let Entry { tags, verb, noun } = known.entry;
    Token { span, shape: Shape::Word, tags: tags.or(shape), verb, noun, quote: 0, spaced }
}

/// Where the sentence ends that goes on behind byte `at`, of those that end at `stops`.
fn sentence_end(stops: &mut Peekable<Copied<Iter<u32>>>, at: usize, end: usize) -> usize {
    while stops.next_if(|stop| (*stop as usize) <= at).is_some() {}
    stops.peek().map_or(end, |stop| *stop as usize)
}

/// Whether the full stop at `at` belongs to the word before it, in a sentence that ends at `last`.
fn abbreviated(text: &str, at: usize, last: usize) -> bool {
    text.as_bytes().get(at + 1) != Some(&b'.')
        && at + 1 < last
        && (at + 1 == text.len() || !closes_sentence(text, at + 1, last))
}

/// Where a word ends that may have full stops at its end.
fn without_stops(bytes: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && bytes[end - 1] == b'.' {
        end -= 1;
    }
    end
}

/// Whether only closing marks stand between `at` and the end of the sentence.
fn closes_sentence(text: &str, at: usize, last: usize) -> bool {
    last.saturating_sub(at) <= 12
        && text.get(at..last).is_some_and(|rest| {
            rest.chars()
                .all(|letter| matches!(letter, '"' | '″' | '”' | '’' | '\'' | '»' | ')' | ']' | '“' | '‘' | ' '))
        })
}

/// Past the word that begins at `at`: letters and digits, with apostrophes, hyphens, stops and commas between two of them.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        end = alphanumerics_end(bytes, end);
        let Some(&byte) = bytes.get(end) else { break };
        if byte == b' ' {
            break;
        }
        let letter = if byte < 0x80 { byte as char } else { text[end..].chars().next().unwrap_or(' ') };
        if is_alphanumeric(letter)
            || (end == at && matches!(letter, '$' | '@' | '#' | '£' | '€'))
            || letter == '\u{301}'
        {
            end += letter.len_utf8();
            continue;
        }
        let joins = match letter {
            '\'' | '’' | '-' | '‑' | '.' | '_' | '&' | '/' | '@' => true,
            ',' | ':' => bytes[..end].last().is_some_and(u8::is_ascii_digit),
            '%' | '€' => {
                end += letter.len_utf8();
                break;
            }
            _ => false,
        };
        let next = text[end + letter.len_utf8()..].chars().next();
        let follows = match letter {
            ',' | ':' => next.is_some_and(|next| next.is_ascii_digit()),
            '.' => next.is_some_and(is_alphanumeric) && one_word_across(text, end),
            _ => next.is_some_and(is_alphanumeric),
        };
        if joins && follows {
            end += letter.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// Whether the full stop at `at` stands inside one word: "U.S", "3.15", "bbc.com" but not "end.Next".
fn one_word_across(text: &str, at: usize) -> bool {
    let next = text[at + 1..].chars().next().unwrap_or(' ');
    let mut before = text[..at].chars().rev();
    let last = before.next().unwrap_or(' ');
    let second = before.next().unwrap_or(' ');
    next.is_lowercase() || (last.is_ascii_digit() && next.is_ascii_digit()) || !second.is_alphanumeric()
}

/// The marks that nearly all are, with their lengths: those that mean the same whatever follows.
#[inline]
fn common_mark(bytes: &[u8]) -> Option<(Shape, usize)> {
    match bytes {
        [b',', ..] => Some((Shape::Comma, 1)),
        [b'.'] => Some((Shape::Stop, 1)),
        [b'.', next, ..] if *next != b'.' => Some((Shape::Stop, 1)),
        [b'"', ..] => Some((Shape::Mark(Mark::Either), 1)),
        [0xe2, 0x80, 0x9c, ..] => Some((Shape::Mark(Mark::Opens), 3)),
        [0xe2, 0x80, 0x9d, ..] => Some((Shape::Mark(Mark::Closes), 3)),
        _ => None,
    }
}

/// The mark at `at` that is none of the [common](common_mark) ones, and where it ends.
fn mark(text: &str, at: usize, letter: char) -> (Shape, usize) {
    let one = at + letter.len_utf8();
    let doubled = text[one..].starts_with(letter);
    let shape = match letter {
        '.' | '?' | '!' | '…' => Shape::Stop,
        ':' => Shape::Colon,
        ';' => Shape::Semicolon,
        '—' | '–' | '―' => Shape::Dash,
        '-' => Shape::Dash,
        '(' | '[' | '{' => Shape::Open,
        ')' | ']' | '}' => Shape::Close,
        '„' => Shape::Mark(Mark::Low),
        '«' | '‟' => Shape::Mark(Mark::Opens),
        '»' => Shape::Mark(Mark::Closes),
        '″' => Shape::Mark(Mark::Either),
        '`' if doubled => return (Shape::Mark(Mark::Opens), one + 1),
        '\'' if doubled && touches(text, at) && text[one + 1..].starts_with('\'') => Shape::Mark(Mark::Single),
        '\'' if doubled => return (Shape::Mark(Mark::Either), one + 1),
        '’' if doubled => return (Shape::Mark(Mark::Closes), one + 3),
        '‘' if doubled => return (Shape::Mark(Mark::Opens), one + 3),
        '‘' | '‚' | '‹' | '`' => Shape::Mark(Mark::SingleOpens),
        '’' | '\'' | '›' => Shape::Mark(Mark::Single),
        _ => Shape::Other,
    };
    if matches!(shape, Shape::Stop | Shape::Dash) {
        let mut end = one;
        while text[end..].starts_with(letter) {
            end += letter.len_utf8();
        }
        return (shape, end);
    }
    (shape, one)
}

/// Whether a letter or mark stands right before `at`.
fn touches(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(|before| !before.is_whitespace())
}
