//! Words as the linking stages compare them: folded, stemmed, and as numbers.
//!
//! A word is a run of letters and digits, with apostrophes and full stops inside it ("U.S.", "don't"). Its stem is what the
//! language's Snowball stemmer makes of its lower-case form; "guarantees" and "guarantee" are the same number. Stemming is
//! slow and words repeat, so every thread remembers the stems it has seen.

use crate::languages::{Language, PerLanguage};
use crate::text::lookup::{Key, WordMap};
use crate::text::source::Span;
use pagefind_stem::{Algorithm, Stemmer};
use std::cell::RefCell;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it is, without a possessive ending.
    pub span: Span,
    /// Number of its lower-case form.
    pub form: u32,
    /// Number of its stem.
    pub stem: u32,
    /// What it is.
    pub class: Class,
    /// The number for which it is the word, such as 3 of "three"; 0 of any other.
    pub counts: u16,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether only white space or a hyphen, and no blank line, stands between it and the word before.
    pub joined: bool,
}

/// What a word can say of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Anything else.
    Telling,
    /// It may stand inside or before a telling phrase, not end it: "taken".
    Weak,
    /// A function word, or one too common to tell anything; also a single letter.
    Common,
    /// It contains a digit.
    Number,
}

/// The words of a text.
pub fn words(text: &str, language: &Language) -> Vec<Word> {
    let known = vocabulary(language);
    let mut words = Vec::with_capacity(text.len() / 6);
    let bytes = text.as_bytes();
    let (mut at, mut last_end) = (0, 0);
    let mut lower = String::with_capacity(24);
    MEMORY.with_borrow_mut(|memories| {
        let memory = memories.of_mut(language, |_| Memory::default());
        while at < bytes.len() {
            let Some((start, end)) = next_word(text, at) else { break };
            at = end;
            let end = start + without_possessive(&text[start..end]);
            let word = &text[start..end];
            let judged = match Key::at(text, start, end) {
                Some(key) => memory.recall_short(key, word, known, language),
                None => {
                    lower.clear();
                    fold(word, &mut lower);
                    memory.recall(&lower, known, language)
                }
            };
            let Judged { form, stem, class, counts } = judged;
            let joined = !words.is_empty() && joins(&text[last_end..start]);
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            words.push(Word { span: Span::new(start, end), form, stem, class, counts, capital, joined });
            last_end = at;
        }
    });
    words
}

/// Whether what stands between two words is only white space or a hyphen, and no blank line.
fn joins(gap: &str) -> bool {
    gap == " "
        || gap.chars().all(|sign| sign.is_whitespace() || sign == '-')
            && gap.bytes().filter(|byte| *byte == b'\n').count() < 2
}

/// Number of words of a text, if words are what stands between white space.
pub fn count(text: &str) -> usize {
    let mut count = 0;
    let mut from = 0;
    // White space that is not ASCII is rare: between two such characters, bytes tell as much as characters.
    for at in wide_space_leads(text.as_bytes()) {
        let space = text[at..].chars().next().filter(|letter| letter.is_whitespace());
        if let Some(space) = space {
            count += starts(&text.as_bytes()[from..at]);
            from = at + space.len_utf8();
        }
    }
    count + starts(&text.as_bytes()[from..])
}

/// Where characters begin that may be white space beyond ASCII: U+0085, U+00A0, U+1680, U+2000 to U+205F, U+3000.
fn wide_space_leads(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let ogham = memchr::memchr_iter(0xe1, bytes).map(|at| (at, 0x9a));
    let common = memchr::memchr3_iter(0xc2, 0xe2, 0xe3, bytes).map(|at| (at, 0x80));
    let mut common = common.peekable();
    let mut ogham = ogham.peekable();
    std::iter::from_fn(move || match (common.peek(), ogham.peek()) {
        (Some(one), Some(other)) if other.0 < one.0 => ogham.next(),
        (None, _) => ogham.next(),
        _ => common.next(),
    })
    .filter(|(at, least)| bytes.get(at + 1).is_some_and(|next| next >= least))
    .map(|(at, _)| at)
}

/// Number of words in bytes that hold no white space beyond ASCII.
fn starts(bytes: &[u8]) -> usize {
    let space = |byte: u8| (byte == b' ') | (byte.wrapping_sub(b'\t') < 5);
    let Some(first) = bytes.first() else { return 0 };
    // Without branches and in small sums, so that many bytes are looked at together.
    let starts = |(before, after): (&[u8], &[u8])| -> u8 {
        before.iter().zip(after).map(|(before, byte)| u8::from(space(*before) & !space(*byte))).sum()
    };
    let chunks = bytes.chunks(255).zip(bytes[1..].chunks(255));
    chunks.map(|chunk| usize::from(starts(chunk))).sum::<usize>() + usize::from(!space(*first))
}

/// One number for several words in a row.
pub fn phrase(stems: impl IntoIterator<Item = u32>) -> u32 {
    // The multiplier and the final mix are those of splitmix64: every bit of every stem reaches the result, in order.
    let mut mixed = stems.into_iter().fold(0x9e37_79b9_7f4a_7c15_u64, |mixed, stem| {
        (mixed.rotate_left(23) ^ u64::from(stem)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    });
    mixed ^= mixed >> 31;
    (mixed.wrapping_mul(0x94d0_49bb_1331_11eb) >> 32) as u32
}

/// The next run of letters and digits from byte `at` on.
fn next_word(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut start = at;
    loop {
        match bytes.get(start)? {
            byte if byte.is_ascii_alphanumeric() => break,
            byte if byte.is_ascii() => start += 1,
            _ => {
                let letter = text[start..].chars().next()?;
                if letter.is_alphanumeric() {
                    break;
                }
                start += letter.len_utf8();
            }
        }
    }
    let mut end = start;
    while let Some(byte) = bytes.get(end) {
        if byte.is_ascii_alphanumeric() {
            end += 1;
            continue;
        }
        let letter = text[end..].chars().next()?;
        let inside = letter.is_alphanumeric()
            || is_mark(letter)
            || matches!(letter, '\'' | '’' | '.' | ',')
                && text[end + letter.len_utf8()..].chars().next().is_some_and(|next| match letter {
                    ',' => next.is_ascii_digit() && bytes[end - 1].is_ascii_digit(),
                    '.' => {
                        next.is_alphanumeric()
                            && (end - start == 1 || bytes[end - 2] == b'.' || bytes[end - 1].is_ascii_digit())
                    }
                    _ => next.is_alphanumeric(),
                });
        if !inside {
            break;
        }
        end += letter.len_utf8();
    }
    Some((start, end))
}

/// Whether a character only changes the one before it.
fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && unicode_normalization::char::is_combining_mark(letter)
}

/// Length of a word without "'s" at its end.
fn without_possessive(word: &str) -> usize {
    let Some(stem) = word.strip_suffix(['s', 'S']) else { return word.len() };
    stem.strip_suffix(['\'', '’']).map_or(word.len(), str::len)
}

fn fold(word: &str, lower: &mut String) {
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase).map(|letter| if letter == '’' { '\'' } else { letter }));
    }
}

/// What is found out about a lower-case word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Judged {
    form: u32,
    stem: u32,
    class: Class,
    counts: u16,
}

/// What is known of a language's words.
struct Vocabulary {
    stemmer: Option<Stemmer>,
    classes: HashMap<String, Class>,
    weak_endings: Vec<String>,
}

impl Vocabulary {
    fn new(language: &Language) -> Vocabulary {
        let weak = language.weak_words.iter().map(|word| (word.clone(), Class::Weak));
        let common = language.common_words.iter().map(|word| (word.clone(), Class::Common));
        Vocabulary {
            stemmer: algorithm(&language.tag).map(Stemmer::create),
            classes: weak.chain(common).collect(),
            weak_endings: language.weak_endings.clone(),
        }
    }

    fn judge(&self, lower: &str, language: &Language) -> Judged {
        let number = |text: &str| (xxh3_64(text.as_bytes()) >> 32) as u32;
        let form = number(lower);
        if lower.bytes().any(|byte| byte.is_ascii_digit()) {
            return Judged { form, stem: form, class: Class::Number, counts: 0 };
        }
        let bare: String;
        let plain = if lower.contains('.') {
            bare = lower.replace('.', "");
            &bare
        } else {
            lower
        };
        let class = match self.classes.get(plain) {
            Some(class) => *class,
            None if lower.chars().nth(1).is_none() && lower.is_ascii() => Class::Common,
            None if self.weak_endings.iter().any(|ending| plain.ends_with(ending.as_str())) => Class::Weak,
            None => Class::Telling,
        };
        let stem = self.stemmer.as_ref().map_or(form, |stemmer| number(&stemmer.stem(plain)));
        let (entry, length) = language.dates.look_up(lower, lower.len());
        let counts = language.dates.entry(entry).number.filter(|_| length == lower.len()).unwrap_or(0);
        Judged { form, stem, class, counts }
    }
}

/// The Snowball stemmer for a BCP 47 primary tag in lower case; `None` for a language that has none here.
pub(crate) fn algorithm(tag: &str) -> Option<Algorithm> {
    Some(match tag {
        "en" => Algorithm::English,
        "de" => Algorithm::German,
        "fr" => Algorithm::French,
        "es" => Algorithm::Spanish,
        "ru" => Algorithm::Russian,
        "ar" => Algorithm::Arabic,
        "it" => Algorithm::Italian,
        "pt" => Algorithm::Portuguese,
        "nl" => Algorithm::Dutch,
        _ => return None,
    })
}

fn vocabulary(language: &Language) -> &'static Vocabulary {
    static ALL: PerLanguage<Vocabulary> = PerLanguage::new();
    ALL.of(language, Vocabulary::new)
}

/// Most words of a language that a thread remembers: beyond that it starts afresh, results are the same.
const MEMORY_LIMIT: usize = 1 << 16;

thread_local! {
    static MEMORY: RefCell<PerLanguage<Memory>> = const { RefCell::new(PerLanguage::new()) };
}

/// What a thread remembers of the words of one language. Keyed by the words themselves: no hash stands for two of them.
#[derive(Default)]
struct Memory {
    /// Short words of ASCII, nearly all there are, by their letters as one number: found without following a pointer.
    short: WordMap<u128, Judged>,
    others: WordMap<Box<str>, Judged>,
}

impl Memory {
    /// What is known of a short word.
    fn recall_short(&mut self, key: Key, word: &str, vocabulary: &Vocabulary, language: &Language) -> Judged {
        if let Some(known) = self.short.get(&key.lower()) {
            return *known;
        }
        if self.short.len() > MEMORY_LIMIT {
            self.short.clear();
        }
        let judged = vocabulary.judge(&word.to_ascii_lowercase(), language);
        self.short.insert(key.lower(), judged);
        judged
    }

    /// What is known of any other word in lower case.
    fn recall(&mut self, lower: &str, vocabulary: &Vocabulary, language: &Language) -> Judged {
        if let Some(known) = self.others.get(lower) {
            return *known;
        }
        if self.others.len() > MEMORY_LIMIT {
            self.others.clear();
        }
        let judged = vocabulary.judge(lower, language);
        self.others.insert(lower.into(), judged);
        judged
    }
}

/// A map whose keys are good hashes already.
pub type NumberMap<K, V> = rustc_hash::FxHashMap<K, V>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages;

    fn of(text: &str) -> Vec<(&str, Class, bool)> {
        let words = words(text, languages::of("en"));
        words.iter().map(|word| (word.span.of(text), word.class, word.joined)).collect()
    }

    #[test]
    fn words_keep_what_is_inside_them_and_lose_the_possessive() {
        let found: Vec<_> =
            of("Russia’s U.S. don't 1,500.5 co-operation. End,s").into_iter().map(|word| word.0).collect();
        assert_eq!(found, ["Russia", "U.S", "don't", "1,500.5", "co", "operation", "End", "s"]);
    }

    #[test]
    fn words_are_counted_as_white_space_parts_them() {
        for text in ["", " ", "a", " a  b\tc\r\n\nd ", "ž\u{a0}é\u{2009}x\u{b}y", "one – two\u{3000}"] {
            assert_eq!(count(text), text.split_whitespace().count(), "{text:?}");
        }
    }

    #[test]
    fn number_words_count_in_their_language_and_in_any_case() {
        let counts = |text, tag| words(text, languages::of(tag)).iter().map(|word| word.counts).collect::<Vec<_>>();
        assert_eq!(counts("Three of THIRTY seats, 12 twentieth", "en"), [3, 0, 30, 0, 0, 0]);
        assert_eq!(counts("drei three", "de"), [3, 0]);
    }

    #[test]
    fn only_spaces_and_hyphens_join_words() {
        let joined: Vec<_> = of("Russia's written, legally-binding reply").into_iter().map(|word| word.2).collect();
        assert_eq!(joined, [false, true, false, true, true]);
    }

    #[test]
    fn singular_and_plural_have_one_stem_and_phrases_an_order() {
        let stems = |text| words(text, languages::of("en")).iter().map(|word| word.stem).collect::<Vec<_>>();
        assert_eq!(stems("Security Guarantees"), stems("security guarantee"));
        assert_ne!(phrase(stems("response written")), phrase(stems("written response")));
    }

    #[test]
    fn a_word_is_judged_in_its_language_whatever_the_thread_has_read_before() {
        let tags: Vec<&str> = languages::tags().collect();
        let judged = |word: &str, tag: &str| {
            let word = words(word, languages::of(tag))[0];
            (word.form, word.stem, word.class, word.counts)
        };
        for first in &tags {
            for second in &tags {
                let afresh = std::thread::scope(|scope| scope.spawn(|| judged(first, second)).join());
                judged(second, first);
                assert_eq!(judged(first, second), afresh.expect("words are judged"), "{first:?} in {second}");
            }
        }
    }

    #[test]
    fn any_text_is_cut_on_character_boundaries() {
        for text in ["", "’s", "ž's’s", "a'", "\u{301}a\u{301}", "Лавров’s ответ", "。漢字。", "'", "a.b.c.", "x’"]
        {
            for word in words(text, languages::of("ru")) {
                assert!(text.get(word.span.range()).is_some());
            }
        }
    }
}
