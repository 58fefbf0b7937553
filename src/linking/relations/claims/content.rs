//! What a statement tells: its telling words and numbers, and which of them are negated.

use crate::languages::words::{self, Class, NumberMap};
use crate::languages::{self, Language, PerLanguage};
use crate::model::archive::{Archive, StatementRow};
use crate::text::source::Span;
use std::collections::BTreeSet;

/// Words behind a negation that it reaches.
const REACH: usize = 4;

/// What a statement tells.
pub(super) struct Content {
    /// Tag of its language: words of different languages are not compared.
    pub(super) language: &'static str,
    /// Stems of its telling words and its numbers, ascending, each once, with the first place of each.
    stems: Vec<(u32, Span)>,
    /// Each word, and whether it tells anything and is no name.
    words: Vec<(u32, bool)>,
    /// Its numbers, in digits or words.
    numbers: BTreeSet<String>,
    /// Stems under a negation.
    negated: BTreeSet<u32>,
}

impl Content {
    pub(super) fn of(archive: &Archive, row: &StatementRow) -> Content {
        let language = languages::of(&archive[row.article].language);
        let text = row.words.unmarked();
        let negations = negations(language);
        let (mut stems, mut numbers, mut negated) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let mut all = Vec::new();
        let mut reach = 0;
        for word in words::words(text, language) {
            let written = word.span.of(text);
            all.push((word.form, word.class != Class::Common && !word.capital));
            if let Some(number) = number(written, word.class, language) {
                numbers.insert(number);
            }
            if negations.contains(&word.form) || written.ends_with("n't") || written.ends_with("n’t") {
                reach = REACH;
                continue;
            }
            let telling = word.class != Class::Common;
            if telling {
                stems.push((word.stem, word.span));
                if reach > 0 {
                    negated.insert(word.stem);
                }
            }
            reach = reach.saturating_sub(usize::from(telling || word.class == Class::Common));
        }
        stems.sort_by_key(|(stem, span)| (*stem, span.start));
        stems.dedup_by_key(|(stem, _)| *stem);
        Content { language: &language.tag, stems, words: all, numbers, negated }
    }

    /// Whether one negates what the other does not, or gives another number for the same.
    pub(super) fn contradicts(&self, other: &Content) -> bool {
        let differs = |one: &Content, another: &Content| {
            one.negated.iter().any(|stem| another.has(*stem) && !another.negated.contains(stem))
        };
        let numbers = !self.numbers.is_subset(&other.numbers) && !other.numbers.is_subset(&self.numbers);
        numbers || differs(self, other) || differs(other, self)
    }

    /// Whether both have so many words in a row, so many of them telling.
    pub(super) fn has_run(&self, other: &Content, least: usize, telling: usize) -> bool {
        let told = |words: &[(u32, bool)]| words.iter().filter(|(_, telling)| *telling).count();
        let runs = other.words.windows(least).filter(|run| told(run) >= telling);
        runs.into_iter().any(|run| self.words.windows(least).any(|own| own == run))
    }

    fn has(&self, stem: u32) -> bool {
        self.stems.binary_search_by_key(&stem, |(stem, _)| *stem).is_ok()
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

/// A number in digits or in words, in one form for both.
fn number(written: &str, class: Class, language: &Language) -> Option<String> {
    if class == Class::Number {
        return Some(written.chars().filter(|letter| *letter != ',').collect());
    }
    let lower = written.to_lowercase();
    let (entry, length) = language.dates.look_up(&lower, lower.len());
    let number = language.dates.entry(entry).number.filter(|number| *number > 1 && length == lower.len())?;
    Some(number.to_string())
}

/// Numbers of the words that negate, in a language.
fn negations(language: &Language) -> &'static BTreeSet<u32> {
    static NEGATIONS: PerLanguage<BTreeSet<u32>> = PerLanguage::new();
    NEGATIONS.of(language, |language| {
        let forms = language.speech.negations.iter().map(|word| words::words(word, language));
        forms.filter_map(|words| words.first().map(|word| word.form)).collect()
    })
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

    /// The share of the lighter one's weight that both have, and how many stems that is.
    pub(super) fn overlap(&self, a: &Content, b: &Content) -> (f32, usize) {
        let sum = |content: &Content| content.stems.iter().map(|(stem, _)| self.weight(*stem)).sum::<f32>();
        let shared: Vec<u32> = a.stems.iter().map(|(stem, _)| *stem).filter(|stem| b.has(*stem)).collect();
        let both: f32 = shared.iter().map(|stem| self.weight(*stem)).sum();
        (both / sum(a).min(sum(b)).max(f32::MIN_POSITIVE), shared.len())
    }
}
