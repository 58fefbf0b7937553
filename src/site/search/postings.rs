//! Where every word stands: collected in one [`Part`] per thread, then merged in the order of words and articles.
//!
//! An *entry* is a form together with its stem (a form can have two, in two languages). Its *postings* name the documents that
//! have it: the articles by their ids, then the notes. For each, the gap since the last one, doubled, plus one if it stands
//! there more than once; then, if so, how often, less two; then the first place, and the gaps to the others, less one.

use super::code::{put, stops, take, zigzag};
use super::text::{Dictionary, WordMap};
use super::words::{Piece, Stems, folded, pairs};
use rayon::prelude::*;
use smallvec::{SmallVec, smallvec};
use std::collections::hash_map::Entry as Slot;

/// Between stem and form in a key: sorts before every letter.
const BETWEEN: char = '\0';

/// What one thread has collected.
#[derive(Default)]
pub(crate) struct Part {
    languages: Vec<Language>,
    entries: WordMap<u32>,
    postings: Vec<Growing>,
    /// The words of the document at hand: entry, then place.
    places: Vec<(u32, u32)>,
}

struct Language {
    tag: String,
    stems: Stems,
    known: WordMap<Known>,
}

/// What has been found out about a word as it is written.
#[derive(Clone, Copy)]
struct Known {
    entry: u32,
    number: u16,
}

/// The postings of an entry, in the order in which documents came: like the final ones, but the distance from the last
/// document can be negative.
#[derive(Default)]
struct Growing {
    bytes: Vec<u8>,
    last: u32,
}

/// An entry of the whole archive.
#[derive(Debug)]
pub(crate) struct Entry {
    key: Box<str>,
    pub(crate) postings: Vec<u8>,
}

impl Entry {
    /// Stem and form.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    pub(crate) fn stem(&self) -> &str {
        self.key.split_once(BETWEEN).map_or(&*self.key, |(stem, _)| stem)
    }

    pub(crate) fn form(&self) -> &str {
        self.key.split_once(BETWEEN).map_or(&*self.key, |(_, form)| form)
    }
}

impl Part {
    /// The position of a language among those seen.
    pub(crate) fn language(&mut self, tag: &str) -> usize {
        self.languages.iter().position(|language| language.tag == tag).unwrap_or_else(|| {
            self.languages.push(Language { tag: tag.to_owned(), stems: Stems::of(tag), known: WordMap::default() });
            self.languages.len() - 1
        })
    }

    /// Notes the words of a piece of text from `place` on. Gives its number in the dictionary.
    pub(crate) fn piece(
        &mut self,
        language: usize,
        text: &str,
        piece: &Piece,
        place: u32,
        dictionary: &Dictionary,
    ) -> u16 {
        let written = &text[piece.range()];
        if let Piece::Run(_) = piece {
            for (pair, place) in pairs(written).zip(place..) {
                let entry = entry(&mut self.entries, &mut self.postings, &pair, &pair);
                self.places.push((entry, place));
            }
            return dictionary.number(written);
        }
        let Language { stems, known, .. } = &mut self.languages[language];
        let found = match known.get(written) {
            Some(found) => *found,
            None => {
                let form = folded(written);
                let stem = stems.stem(written, &form);
                let entry = entry(&mut self.entries, &mut self.postings, &stem, &form);
                let found = Known { entry, number: dictionary.number(written) };
                known.insert(written.into(), found);
                found
            }
        };
        self.places.push((found.entry, place));
        found.number
    }

    /// Files the words noted since the last call under a document. Gives their number.
    pub(crate) fn finish(&mut self, document: u32) -> u32 {
        self.places.sort_unstable();
        for of_entry in self.places.chunk_by(|a, b| a.0 == b.0) {
            let growing = &mut self.postings[of_entry[0].0 as usize];
            let distance = zigzag(i64::from(document) - i64::from(growing.last));
            growing.last = document;
            put(&mut growing.bytes, distance * 2 + u64::from(of_entry.len() > 1));
            if of_entry.len() > 1 {
                put(&mut growing.bytes, of_entry.len() as u64 - 2);
            }
            let mut next = 0;
            for (_, place) in of_entry {
                put(&mut growing.bytes, u64::from(place - next));
                next = place + 1;
            }
        }
        let words = self.places.len() as u32;
        self.places.clear();
        words
    }
}

/// The position of an entry, a new one if need be.
fn entry(entries: &mut WordMap<u32>, postings: &mut Vec<Growing>, stem: &str, form: &str) -> u32 {
    let key = format!("{stem}{BETWEEN}{form}").into_boxed_str();
    match entries.entry(key) {
        Slot::Occupied(slot) => *slot.get(),
        Slot::Vacant(slot) => {
            let index = postings.len() as u32;
            postings.push(Growing::default());
            *slot.insert(index)
        }
    }
}

/// Postings of an entry on their way into the index.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Postings {
    /// In the order of documents, as the index has them.
    Final(Vec<u8>),
    /// In any order, as they are while they grow.
    Growing(Vec<u8>),
}

/// All entries of all parts and of `old`, postings from an earlier build, sorted by stem, then form.
pub(crate) fn merged(old: Vec<(Box<str>, Postings)>, parts: Vec<Part>) -> Vec<Entry> {
    let mut new = Vec::new();
    for part in parts {
        let mut postings = part.postings;
        let taken = part.entries.into_iter();
        new.extend(
            taken.map(|(key, index)| (key, Postings::Growing(std::mem::take(&mut postings[index as usize].bytes)))),
        );
    }
    // Which part an entry came from does not matter: its documents are sorted below, and no document is in two parts.
    new.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut all = old;
    all.append(&mut new);
    // Both are sorted by now, which this sort notices: it puts the one into the other.
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let mut groups: Vec<(Box<str>, SmallVec<[Postings; 1]>)> = Vec::with_capacity(all.len());
    for (key, postings) in all {
        match groups.last_mut() {
            Some((last, parts)) if *last == key => parts.push(postings),
            _ => groups.push((key, smallvec![postings])),
        }
    }
    let entry = |(key, mut parts): (Box<str>, SmallVec<[Postings; 1]>)| {
        // Of most words nothing is new.
        let postings = match &mut parts[..] {
            [Postings::Final(bytes)] => std::mem::take(bytes),
            _ => in_order(&parts),
        };
        Entry { key, postings }
    };
    groups.into_par_iter().map(entry).collect()
}

/// Postings in the order of documents.
fn in_order(parts: &[Postings]) -> Vec<u8> {
    let mut documents: Vec<(u32, bool, &[u8])> = Vec::new();
    let mut bytes_of_all = 0;
    for part in parts {
        let (bytes, growing) = match part {
            Postings::Final(bytes) => (bytes, false),
            Postings::Growing(bytes) => (bytes, true),
        };
        bytes_of_all += bytes.len();
        let (mut at, mut document) = (0, if growing { 0 } else { -1_i64 });
        while at < bytes.len() {
            let head = take(bytes, &mut at);
            let (distance, several) = (head / 2, head % 2 == 1);
            document += match growing {
                true => (distance >> 1) as i64 ^ -((distance & 1) as i64),
                false => distance as i64 + 1,
            };
            let start = at;
            let count = if several { take(bytes, &mut at) + 2 } else { 1 };
            skip(bytes, &mut at, count);
            documents.push((document as u32, several, &bytes[start..at]));
        }
    }
    documents.sort_unstable_by_key(|(document, ..)| *document);
    let mut out = Vec::with_capacity(bytes_of_all);
    let mut next = 0;
    for (document, several, places) in documents {
        put(&mut out, u64::from(document - next) * 2 + u64::from(several));
        out.extend_from_slice(places);
        next = document + 1;
    }
    out
}

/// Moves past some numbers.
pub(crate) fn skip(bytes: &[u8], at: &mut usize, mut count: u64) {
    while count > 0 {
        count -= u64::from(stops(bytes[*at]));
        *at += 1;
    }
}
