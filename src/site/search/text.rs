//! The text of the articles, for the passages that results show: every word once in a dictionary, then by number.
//!
//! An article's text is a run of items, a character or two each. A single space between two words is not written at all.
//!
//! | first digit | item |
//! |---|---|
//! | 0..40 | entry of the dictionary: the commonest |
//! | 40..85 | with the next digit, one of the other entries |
//! | 85..90 | with the next digit, a word that this article has spelled out before |
//! | 90 | a word spelled out, up to the end of the line |
//! | 91 | anything else spelled out, up to the end of the line |
//!
//! Entry 0 begins a block, so that counting them gives the ids of paragraphs; entry 1 says that nothing stands between two
//! words. Compressing with deflate would take half as much again once it is made printable, and far longer.

use super::code::{DIGITS, digit};
use super::words::{Piece, pieces};
use crate::model::archive::{Archive, ArticleRow};
use xxhash_rust::xxh3::xxh3_64_with_seed;

const SHORT: usize = 40;
const LONG: usize = 45;
const LOCAL: usize = 5;
const ENTRIES: usize = SHORT + LONG * DIGITS;
const WORD: usize = SHORT + LONG + LOCAL;
const OTHER: usize = WORD + 1;
const BLOCK: usize = 0;
const NOTHING: usize = 1;
/// Text from which the dictionary is made, in bytes: enough to rank four thousand words. Of a larger archive it is made from some
/// of the articles, chosen by their names, so that an edit of any other leaves it, and with it all stored texts, as they are.
const SAMPLE: u64 = 3_000_000;

/// Number of an entry that is not in the dictionary.
pub(crate) const UNLISTED: u16 = u16::MAX;

/// A map from words, with a hash that is fast for them. Never iterated where order could show.
pub(crate) type WordMap<V> = rustc_hash::FxHashMap<Box<str>, V>;

/// The words and separators that have numbers.
#[derive(Debug)]
pub(crate) struct Dictionary {
    numbers: WordMap<u16>,
    entries: Vec<String>,
}

impl Dictionary {
    /// The commonest words of an archive, from what it knows without the texts: titles, summaries, statements, dated sentences.
    pub(crate) fn new(archive: &Archive) -> Dictionary {
        let size: usize = sample(archive, 1).map(str::len).sum();
        let mut counts = WordMap::<u32>::default();
        for text in sample(archive, (size as u64 / SAMPLE + 1).next_power_of_two()) {
            let mut count = |item: &str| match counts.get_mut(item) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(item.into(), 1);
                }
            };
            items(text, &mut |item| match item {
                Item::Between(" ") => {}
                Item::Between(text) => count(text),
                Item::Word(piece) => count(&text[piece.range()]),
            });
        }
        let mut ranked: Vec<(Box<str>, u32)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
        // By how often they occur, roughly: exact counts would change the order of words with every edit.
        ranked.sort_unstable_by(|a, b| b.1.ilog2().cmp(&a.1.ilog2()).then_with(|| a.0.cmp(&b.0)));
        ranked.truncate(ENTRIES - 2);
        let numbers = ranked.iter().enumerate().map(|(index, (item, _))| (item.clone(), index as u16 + 2)).collect();
        Dictionary { numbers, entries: ranked.into_iter().map(|(item, _)| item.into()).collect() }
    }

    /// The number of a word or separator, or [`UNLISTED`].
    pub(crate) fn number(&self, item: &str) -> u16 {
        self.numbers.get(item).copied().unwrap_or(UNLISTED)
    }

    /// Changes when any number does.
    pub(crate) fn key(&self) -> u128 {
        crate::text::hash::key_of(&self.entries)
    }

    /// The entries from number 2 on.
    pub(crate) fn entries(&self) -> &[String] {
        &self.entries
    }
}

/// The texts that the archive holds of one article in so many.
fn sample(archive: &Archive, one_in: u64) -> impl Iterator<Item = &str> {
    let chosen = move |row: &&ArticleRow| xxh3_64_with_seed(row.slug.as_bytes(), 0).is_multiple_of(one_in);
    archive.articles.iter().filter(chosen).flat_map(|row| {
        let statements = row.statement_ids().map(|id| archive[id].words.unmarked());
        let mentions = row.mention_ids().map(|id| archive[id].sentence.as_str());
        [row.title.as_str(), row.summary.as_str()].into_iter().chain(statements).chain(mentions)
    })
}

/// Part of a text.
enum Item<'a> {
    Word(Piece),
    /// What stands between two words, before the first and after the last.
    Between(&'a str),
}

/// Takes a text apart. A line break or other white space between words is one space.
fn items<'a>(text: &'a str, each: &mut dyn FnMut(Item<'a>)) {
    let mut at = 0;
    for piece in pieces(text) {
        let range = piece.range();
        if range.start > at || at > 0 {
            each(Item::Between(spaced(&text[at..range.start])));
        }
        at = range.end;
        each(Item::Word(piece));
    }
    if at < text.len() {
        each(Item::Between(&text[at..]));
    }
}

fn spaced(between: &str) -> &str {
    let blank = !between.is_empty() && between.chars().all(char::is_whitespace);
    if blank { " " } else { between }
}

/// Writes the text of one article.
pub(crate) struct Writer<'a> {
    dictionary: &'a Dictionary,
    out: Vec<u8>,
    spelled: Vec<&'a str>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(dictionary: &'a Dictionary, capacity: usize) -> Writer<'a> {
        Writer { dictionary, out: Vec::with_capacity(capacity), spelled: Vec::new() }
    }

    /// Begins a block.
    pub(crate) fn block(&mut self) {
        self.out.push(digit(BLOCK));
    }

    /// Writes a word, of which the number is known already.
    pub(crate) fn word(&mut self, word: &'a str, number: u16) {
        if number != UNLISTED {
            self.number(number);
        } else if let Some(local) = self.spelled.iter().position(|known| *known == word) {
            self.out.extend([digit(SHORT + LONG + local / DIGITS), digit(local % DIGITS)]);
        } else {
            if self.spelled.len() < LOCAL * DIGITS {
                self.spelled.push(word);
            }
            self.spell(WORD, word);
        }
    }

    /// Writes what stands between two words, or at the edge of a block. White space alone at an edge is not worth keeping.
    pub(crate) fn between(&mut self, text: &str) {
        match spaced(text) {
            " " => {}
            "" => self.out.push(digit(NOTHING)),
            text => match self.dictionary.number(text) {
                UNLISTED => self.spell(OTHER, text),
                number => self.number(number),
            },
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.out
    }

    fn number(&mut self, number: u16) {
        let number = usize::from(number);
        if number < SHORT {
            self.out.push(digit(number));
        } else {
            self.out.extend([digit(SHORT + (number - SHORT) / DIGITS), digit((number - SHORT) % DIGITS)]);
        }
    }

    fn spell(&mut self, kind: usize, text: &str) {
        self.out.push(digit(kind));
        literal(&mut self.out, text);
        self.out.push(b'\n');
    }
}

/// Text as it stands in a template literal. Control characters become spaces.
pub(crate) fn literal(out: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'`' | b'\\' | b'$' => out.extend([b'\\', byte]),
            0..=0x1f | 0x7f => out.push(b' '),
            _ => out.push(byte),
        }
    }
}
