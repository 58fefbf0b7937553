//! What a statement tells: its telling words and numbers, which of them are negated, and which are quoted.

use crate::languages;
use crate::languages::words::{self, Class, NumberMap};
use crate::linking::decisive::{negates, number};
use crate::linking::relations::wording::quoted_parts;
use crate::model::archive::{Archive, StatementRow};
use crate::model::statement::Kind;
use crate::text::source::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// Words behind a negation that it reaches.
const REACH: usize = 4;
/// A longer quotation is compared by its runs.
const LONGEST_FRAGMENT: usize = 14;

/// What a statement tells.
pub(super) struct Content {
    /// Tag of its language: words of different languages are not compared.
    pub(super) language: &'static str,
    /// Stems of its telling words and its numbers, ascending, each once, with the first place of each.
    stems: Vec<(u32, Span)>,
    /// Stems of those that are no names: written small, or the first word.
    plain: BTreeSet<u32>,
    /// Every word.
    words: Vec<Word>,
    /// Which of them are quoted, part by part; nothing of a statement that is quoted as a whole or not at all.
    quoted: Vec<Range<usize>>,
    /// Its numbers, in digits or words.
    numbers: BTreeSet<String>,
    /// Stems under a negation.
    negated: BTreeSet<u32>,
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
        let language = languages::of(&archive[row.article].language);
        let text = row.words.unmarked();
        let (mut stems, mut numbers, mut negated) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let (mut all, mut plain) = (Vec::new(), BTreeSet::new());
        let parts = if row.kind == Kind::Mixed { quoted_parts(text) } else { Vec::new() };
        let mut quoted: Vec<Range<usize>> = vec![0..0; parts.len()];
        let mut reach = 0;
        for word in words::words(text, language) {
            let written = word.span.of(text);
            let telling = word.class != Class::Common;
            if let Some(part) = parts.iter().position(|part| part.start <= word.span.start && word.span.end <= part.end)
            {
                let range = &mut quoted[part];
                *range = if range.start == range.end { all.len()..all.len() + 1 } else { range.start..all.len() + 1 };
            }
            if telling && (!word.capital || all.is_empty()) {
                plain.insert(word.stem);
            }
            all.push(Word { form: word.form, stem: word.stem, telling });
            if let Some(number) = number(written, word.class, language) {
                numbers.insert(number);
            }
            if negates(&word, text, language) {
                reach = REACH;
                continue;
            }
            if telling {
                stems.push((word.stem, word.span));
                if reach > 0 {
                    negated.insert(word.stem);
                }
            }
            reach = reach.saturating_sub(1);
        }
        stems.sort_by_key(|(stem, span)| (*stem, span.start));
        stems.dedup_by_key(|(stem, _)| *stem);
        quoted.retain(|part| part.start < part.end);
        Content { language: &language.tag, stems, plain, words: all, quoted, numbers, negated }
    }

    /// Whether one negates what the other does not, or gives another number for the same.
    pub(super) fn contradicts(&self, other: &Content) -> bool {
        let differs = |one: &Content, another: &Content| {
            one.negated.iter().any(|stem| another.has(*stem) && !another.negated.contains(stem))
        };
        let numbers = !self.numbers.is_subset(&other.numbers) && !other.numbers.is_subset(&self.numbers);
        numbers || differs(self, other) || differs(other, self)
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
        self.plain.contains(&stem) || other.plain.contains(&stem)
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
            one.stems.iter().any(|(stem, _)| !one.plain.contains(stem) && !other.has(*stem))
        };
        Overlap {
            share: both / sum(a).min(sum(b)).max(f32::MIN_POSITIVE),
            words: shared.len(),
            plain: shared.iter().filter(|stem| a.is_plain(b, **stem)).count(),
            names_differ: own_names(a, b) && own_names(b, a),
        }
    }

    /// How much a part tells that one of two statements quotes, word by word as the other has it: the sum of how rare its words are,
    /// names not counted. Of several the one that tells most. `whole` says that a statement is quoted as a whole.
    pub(super) fn fragment(&self, a: &Content, whole: bool, b: &Content) -> f32 {
        let all = 0..a.words.len();
        let parts = if whole { std::slice::from_ref(&all) } else { a.quoted.as_slice() };
        let least = if whole { 3 } else { 2 };
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
