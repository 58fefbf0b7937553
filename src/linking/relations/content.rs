//! What a statement tells: its telling words and numbers, which of them are negated, and which are quoted.

use crate::languages::words::{self, Class, NumberMap};
use crate::languages::{self, Language};
use crate::linking::decisive::{negates, negates_all, number};
use crate::linking::quoted::quoted_parts;
use crate::model::archive::{Archive, StatementRow};
use crate::model::statement::Kind;
use crate::text::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Words behind a negation that it reaches.
const REACH: usize = 4;
/// A longer quotation is compared by its runs.
const LONGEST_FRAGMENT: usize = 14;

/// What a statement tells.
#[derive(Clone)]
pub(super) struct Content {
    /// Tag of its language: words of different languages are not compared.
    pub(super) language: &'static str,
    /// Stems of its telling words and its numbers, ascending, each once, with the first place of each.
    stems: Vec<(u32, Span)>,
    /// Stems of those that are no names, ascending: written small, or the first word.
    plain: Vec<u32>,
    /// Every word.
    words: Vec<Word>,
    /// Which of them are quoted, part by part; nothing of a statement that is quoted as a whole or not at all.
    quoted: Vec<Range<usize>>,
    /// Its numbers, in digits or words.
    numbers: BTreeSet<String>,
    /// What is counted: a number, the stem of the word after it, and where both are.
    counted: Vec<(String, u32, Span)>,
    /// Months by name, and where they are.
    months: Vec<(u32, Span)>,
    /// Stems of numbers, months and negations.
    decisive: BTreeSet<u32>,
    /// Whether a word such as "none" or "nobody" negates it as a whole.
    none: bool,
    /// Stems under a negation, each with the words from the negation to it.
    negated: BTreeMap<u32, Span>,
}

#[derive(Clone, Copy)]
struct Word {
    form: u32,
    stem: u32,
    /// Whether it is no function word.
    telling: bool,
}

/// How much two statements have in common.
#[derive(Clone, Copy, Default)]
pub(super) struct Overlap {
    /// The share of the lighter one's weight that both have.
    pub(super) share: f32,
    /// How many stems that is.
    pub(super) words: usize,
    /// How many of them are no names.
    pub(super) plain: usize,
    /// Whether each has names that the other lacks.
    pub(super) names_differ: bool,
}

impl Content {
    pub(super) fn of(archive: &Archive, row: &StatementRow) -> Content {
        Content::of_words(row.words.unmarked(), row.kind, languages::of(&archive[row.article].language))
    }

    /// What some words of a statement tell, its sentences or all.
    pub(super) fn of_words(text: &str, kind: Kind, language: &'static Language) -> Content {
        let (mut stems, mut numbers, mut negated) = (Vec::new(), BTreeSet::new(), BTreeMap::new());
        let (mut all, mut plain): (Vec<Word>, Vec<u32>) = (Vec::new(), Vec::new());
        let (mut counted, mut months, mut decisive) = (Vec::new(), Vec::new(), BTreeSet::new());
        let mut counting: Option<(String, Span)> = None;
        let mut negation = Span::new(0, 0);
        let mut none = false;
        let parts = if kind == Kind::Mixed { quoted_parts(text) } else { Vec::new() };
        let mut quoted: Vec<Range<usize>> = vec![0..0; parts.len()];
        let mut reach = 0;
        for word in words::words(text, language) {
            let written = word.span.of(text);
            let telling = word.class != Class::Common;
            none |= negates_all(&word, language);
            if let Some(part) = parts.iter().position(|part| part.start <= word.span.start && word.span.end <= part.end)
            {
                let range = &mut quoted[part];
                *range = if range.start == range.end { all.len()..all.len() + 1 } else { range.start..all.len() + 1 };
            }
            if telling && (!word.capital || all.is_empty()) {
                plain.push(word.stem);
            }
            if let Some((number, span)) = counting.take() {
                counted.push((number, word.stem, Span { start: span.start, end: word.span.end }));
            }
            // At the beginning "May" is more likely the verb.
            if let Some(month) = month(written, language).filter(|_| word.capital && !all.is_empty()) {
                months.push((month, word.span));
                decisive.insert(word.stem);
            }
            all.push(Word { form: word.form, stem: word.stem, telling });
            if let Some(number) = number(&word, text) {
                counting = Some((number.clone(), word.span));
                decisive.insert(word.stem);
                numbers.insert(number);
            }
            if negates(&word, text, language) {
                (reach, negation) = (REACH, word.span);
                decisive.insert(word.stem);
                continue;
            }
            if telling {
                stems.push((word.stem, word.span));
                if reach > 0 {
                    negated.entry(word.stem).or_insert(Span { start: negation.start, end: word.span.end });
                }
            }
            reach = reach.saturating_sub(1);
        }
        stems.sort_by_key(|(stem, span)| (*stem, span.start));
        stems.dedup_by_key(|(stem, _)| *stem);
        plain.sort_unstable();
        plain.dedup();
        quoted.retain(|part| part.start < part.end);
        let language = language.tag.as_str();
        Content { language, stems, plain, words: all, quoted, numbers, counted, months, decisive, none, negated }
    }

    fn is_no_name(&self, stem: u32) -> bool {
        self.plain.binary_search(&stem).is_ok()
    }

    /// Whether one negates what the other does not, or gives another number for the same.
    pub(super) fn contradicts(&self, other: &Content) -> bool {
        let differs = |one: &Content, another: &Content| {
            one.negated.keys().any(|stem| another.has(*stem) && !another.negated.contains_key(stem))
        };
        let numbers = !self.numbers.is_subset(&other.numbers) && !other.numbers.is_subset(&self.numbers);
        numbers || differs(self, other) || differs(other, self)
    }

    /// Stems of the words that tell something and are no names, numbers or months.
    pub(super) fn plain_stems(&self) -> impl Iterator<Item = u32> + '_ {
        let telling = self.stems.iter().map(|(stem, _)| *stem);
        telling.filter(|stem| self.is_no_name(*stem) && !self.decisive.contains(stem))
    }

    /// The words of both where one negates what the other says, if that is all that either negates of what they share.
    pub(super) fn negation_against(&self, other: &Content, text: &str, other_text: &str) -> Option<[Box<str>; 2]> {
        let of = |one: &Content, another: &Content| -> Vec<(u32, Span)> {
            one.negated.iter().filter(|(stem, _)| another.has(**stem)).map(|(stem, span)| (*stem, *span)).collect()
        };
        let (own, theirs) = (of(self, other), of(other, self));
        let word = |content: &Content, stem: u32, text: &str| -> Box<str> {
            let at = content.stems.binary_search_by_key(&stem, |(stem, _)| *stem).map(|at| content.stems[at].1);
            at.map_or("", |span| span.of(text)).into()
        };
        match (own.first(), theirs.first()) {
            // "None of them was sent" has no other negation, and says the same as "they were not sent".
            _ if self.none || other.none => None,
            (Some((stem, span)), None) => Some([span.of(text).into(), word(other, *stem, other_text)]),
            (None, Some((stem, span))) => Some([word(self, *stem, text), span.of(other_text).into()]),
            _ => None,
        }
    }

    /// The numbers of both where each counts the same and not as many, if there is one such thing.
    pub(super) fn other_number(&self, other: &Content, text: &str, other_text: &str) -> Option<[Box<str>; 2]> {
        let mut found = None;
        for (number, unit, span) in &self.counted {
            let same: Vec<_> = other.counted.iter().filter(|(_, other, _)| other == unit).collect();
            if same.is_empty() || same.iter().any(|(other, ..)| other == number) {
                continue;
            }
            if found.is_some() || same.len() > 1 {
                return None;
            }
            found = Some([span.of(text).into(), same[0].2.of(other_text).into()]);
        }
        found
    }

    /// The months of both where each names one, and not the same.
    pub(super) fn other_month(&self, other: &Content, text: &str, other_text: &str) -> Option<[Box<str>; 2]> {
        match (&self.months[..], &other.months[..]) {
            ([(own, span)], [(theirs, other_span)]) if own != theirs => {
                Some([span.of(text).into(), other_span.of(other_text).into()])
            }
            _ => None,
        }
    }

    /// Whether both name years, and none that the other does.
    pub(super) fn other_years(&self, other: &Content) -> bool {
        let years = |content: &Content| -> BTreeSet<String> {
            let is_year =
                |number: &&String| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
            content.numbers.iter().filter(is_year).cloned().collect()
        };
        let (own, theirs) = (years(self), years(other));
        !own.is_empty() && !theirs.is_empty() && own.is_disjoint(&theirs)
    }

    /// Whether both have so many words in a row, so many of them telling and no names in one of the two.
    pub(super) fn has_run(&self, other: &Content, least: usize, telling: usize) -> bool {
        let told = |words: &[Word]| words.iter().filter(|word| word.telling && self.is_plain(other, word.stem)).count();
        let runs = other.words.windows(least).filter(|run| told(run) >= telling);
        runs.into_iter().any(|run| self.words.windows(least).any(|own| same(own, run)))
    }

    /// The longest row of words that both have, of so many at least: how many words it has.
    pub(super) fn longest_run(&self, other: &Content, least: usize) -> Option<usize> {
        let most = self.words.len().min(other.words.len());
        (least..=most).take_while(|length| self.has_run(other, *length, 1)).last()
    }

    /// Whether a stem is no name in one of the two.
    fn is_plain(&self, other: &Content, stem: u32) -> bool {
        self.is_no_name(stem) || other.is_no_name(stem)
    }

    fn has(&self, stem: u32) -> bool {
        self.stems.binary_search_by_key(&stem, |(stem, _)| *stem).is_ok()
    }

    /// How many different telling stems are quoted in it, where only parts are, and the share of them that the other has.
    pub(super) fn quoted_share(&self, other: &Content) -> Option<(usize, f32)> {
        let quoted = self.quoted.iter().flat_map(|part| &self.words[part.clone()]);
        let stems: BTreeSet<u32> = quoted.filter(|word| word.telling).map(|word| word.stem).collect();
        let shared = stems.iter().filter(|stem| other.has(**stem)).count();
        (!stems.is_empty()).then(|| (stems.len(), shared as f32 / stems.len() as f32))
    }

    /// The words that both tell, as `text` of this one writes them, the longest first.
    pub(super) fn shared_words(&self, other: &Content, text: &str, most: usize) -> Vec<Box<str>> {
        let shared = self.stems.iter().filter(|(stem, _)| other.has(*stem));
        let mut shared: Vec<Box<str>> = shared.map(|(_, span)| span.of(text).into()).collect();
        shared.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        shared.truncate(most);
        shared
    }
}

fn same(a: &[Word], b: &[Word]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.form == b.form)
}

/// The month that a word names.
fn month(written: &str, language: &Language) -> Option<u32> {
    let lower = written.to_lowercase();
    let (entry, length) = language.dates.look_up(&lower, lower.len());
    language.dates.entry(entry).month.filter(|_| length == lower.len())
}

/// What two statements have in common apart from numbers, months and negations.
pub(super) struct Apart {
    /// The share of the lighter one's weight that both have.
    pub(super) lighter: f32,
    /// The same of the heavier one.
    pub(super) heavier: f32,
    /// How many of the shared stems are no names.
    pub(super) plain: usize,
}

/// How much each stem tells: the rarer, the more.
pub(super) struct Weights {
    statements: f32,
    of: NumberMap<u32, u32>,
}

impl Weights {
    pub(super) fn of(contents: &[Content]) -> Weights {
        let mut of = NumberMap::<u32, u32>::default();
        for (stem, _) in contents.iter().flat_map(|content| &content.stems) {
            *of.entry(*stem).or_default() += 1;
        }
        Weights { statements: contents.len() as f32, of }
    }

    fn weight(&self, stem: u32) -> f32 {
        (1.0 + self.statements / self.of.get(&stem).copied().unwrap_or(1) as f32).ln()
    }

    /// The weight of a stem against that of one which a single statement has.
    fn rarity(&self, stem: u32) -> f32 {
        self.weight(stem) / (1.0 + self.statements).ln()
    }

    /// How much two statements have in common.
    pub(super) fn overlap(&self, a: &Content, b: &Content) -> Overlap {
        let sum = |content: &Content| content.stems.iter().map(|(stem, _)| self.weight(*stem)).sum::<f32>();
        let shared: Vec<u32> = a.stems.iter().map(|(stem, _)| *stem).filter(|stem| b.has(*stem)).collect();
        let both: f32 = shared.iter().map(|stem| self.weight(*stem)).sum();
        let own_names = |one: &Content, other: &Content| {
            one.stems.iter().any(|(stem, _)| !one.is_no_name(*stem) && !other.has(*stem))
        };
        Overlap {
            share: both / sum(a).min(sum(b)).max(f32::MIN_POSITIVE),
            words: shared.len(),
            plain: shared.iter().filter(|stem| a.is_plain(b, **stem)).count(),
            names_differ: own_names(a, b) && own_names(b, a),
        }
    }

    /// What two statements have in common apart from numbers, months and negations.
    pub(super) fn apart(&self, a: &Content, b: &Content) -> Apart {
        let telling = |content: &Content| -> Vec<u32> {
            let stems = content.stems.iter().map(|(stem, _)| *stem);
            stems.filter(|stem| !a.decisive.contains(stem) && !b.decisive.contains(stem)).collect()
        };
        let sum = |stems: &[u32]| stems.iter().map(|stem| self.weight(*stem)).sum::<f32>().max(f32::MIN_POSITIVE);
        let (own, theirs) = (telling(a), telling(b));
        let shared: Vec<u32> = own.iter().copied().filter(|stem| b.has(*stem)).collect();
        let (one, other, both) = (sum(&own), sum(&theirs), sum(&shared));
        let plain = shared.iter().filter(|stem| a.is_plain(b, **stem)).count();
        Apart { lighter: both / one.min(other), heavier: both / one.max(other), plain }
    }

    /// How much a part tells that one of two statements quotes, word by word as the other has it: the sum of how rare its words are,
    /// names not counted. Of several the one that tells most. `whole` says that a statement is quoted as a whole; shorter parts than
    /// `shortest` words do not count.
    pub(super) fn fragment(&self, a: &Content, whole: bool, b: &Content, shortest: usize) -> f32 {
        let all = 0..a.words.len();
        let parts = if whole { std::slice::from_ref(&all) } else { a.quoted.as_slice() };
        let least = shortest.max(if whole { 3 } else { 2 });
        let tells = |part: &Range<usize>| {
            let part = &a.words[part.clone()];
            if part.len() < least
                || part.len() > LONGEST_FRAGMENT
                || !b.words.windows(part.len()).any(|own| same(own, part))
            {
                return 0.0;
            }
            let telling = part.iter().filter(|word| word.telling && a.is_plain(b, word.stem));
            telling.map(|word| self.rarity(word.stem)).sum()
        };
        parts.iter().map(tells).fold(0.0, f32::max)
    }
}
