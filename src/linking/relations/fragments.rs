//! A few telling words that several articles quote of one speaker: "get over it", "a cross between a toll and a tax".
//!
//! A quotation of three to seven words is too short to be told from a figure of speech by its length. It is linked to another quotation
//! of the same speaker that has all of it, if its words are rare, names not counted, and if it is no formula: words that several
//! speakers use.

use crate::languages;
use crate::languages::words::{self, Class, NumberMap};
use crate::linking::quoted::quoted_parts;
use crate::model::archive::{Archive, Evidence, PersonId, Relation, RelationKind, StatementId};
use crate::model::statement::Kind;
use crate::text::source::Span;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Fewest and most words of a fragment.
const SHORTEST: usize = 3;
const LONGEST: usize = 7;
/// The sum of how rare its telling words are, at least: two that are quite rare, or three that are less so.
const RARE: f32 = 1.1;
/// Most speakers who use it.
const SPEAKERS: usize = 2;
/// Most quotations with the same fragment that one is compared with.
const COMPARED: usize = 24;
/// Most links that one statement gets here.
const LINKS: usize = 4;

/// A quoted part.
struct Part {
    statement: StatementId,
    speaker: PersonId,
    words: Vec<Word>,
}

#[derive(Clone, Copy)]
struct Word {
    form: u32,
    /// Whether it tells something and is no name.
    telling: bool,
}

/// Links quotations of one speaker in different articles that share a fragment, unless they are linked already. Linear in the words.
pub(super) fn link(archive: &mut Archive, refused: &BTreeSet<(StatementId, StatementId)>) {
    let parts: Vec<Part> = (0..archive.statements.len())
        .into_par_iter()
        .flat_map_iter(|index| parts_of(archive, StatementId::from(index)))
        .collect();
    let mut users = NumberMap::<u32, u32>::default();
    for part in &parts {
        let forms: BTreeSet<u32> = part.words.iter().filter(|word| word.telling).map(|word| word.form).collect();
        forms.into_iter().for_each(|form| *users.entry(form).or_default() += 1);
    }
    let total = parts.len() as f32;
    let rarity = |word: &Word| {
        let users = users.get(&word.form).copied().unwrap_or(1) as f32;
        if word.telling { (1.0 + total / users).ln() / (1.0 + total).ln() } else { 0.0 }
    };
    let is_fragment = |part: &&Part| {
        (SHORTEST..=LONGEST).contains(&part.words.len()) && part.words.iter().map(rarity).sum::<f32>() >= RARE
    };
    let hash = |words: &[Word]| words::phrase(words.iter().map(|word| word.form));
    let mut fragments: NumberMap<u32, Vec<usize>> = NumberMap::default();
    let lengths: BTreeSet<usize> = parts.iter().filter(is_fragment).map(|part| part.words.len()).collect();
    for part in parts.iter().filter(is_fragment) {
        fragments.entry(hash(&part.words)).or_default();
    }
    for (index, part) in parts.iter().enumerate() {
        for length in &lengths {
            for window in part.words.windows(*length) {
                if let Some(found) = fragments.get_mut(&hash(window))
                    && found.last() != Some(&index)
                {
                    found.push(index);
                }
            }
        }
    }
    let mut counts = vec![0; archive.statements.len()];
    for whole in parts.iter().filter(is_fragment) {
        let found = &fragments[&hash(&whole.words)];
        let speakers: BTreeSet<PersonId> = found.iter().map(|index| parts[*index].speaker).collect();
        if speakers.len() > SPEAKERS {
            continue;
        }
        let same = |other: &&Part| {
            other.speaker == whole.speaker
                && !one_text(archive, other.statement, whole.statement)
                && other
                    .words
                    .windows(whole.words.len())
                    .any(|own| own.iter().zip(&whole.words).all(|(a, b)| a.form == b.form))
        };
        let others: Vec<StatementId> =
            found.iter().take(COMPARED).map(|index| &parts[*index]).filter(same).map(|other| other.statement).collect();
        for other in others {
            let (a, b) = (whole.statement, other);
            let known = archive[a].relations.iter().any(|relation| relation.to == b)
                || archive[a].claim.is_some() && archive[a].claim == archive[b].claim;
            if known || refused.contains(&(a, b)) || counts[a.index()] >= LINKS || counts[b.index()] >= LINKS {
                continue;
            }
            for (from, to) in [(a, b), (b, a)] {
                counts[from.index()] += 1;
                let evidence = Evidence::SameWords(whole.words.len() as u32);
                archive.statements[from.index()].relations.push(Relation {
                    to,
                    kind: RelationKind::SameWords,
                    evidence,
                });
            }
        }
    }
}

/// Whether two statements stand in one article, two captures of it, or one story in two files.
fn one_text(archive: &Archive, a: StatementId, b: StatementId) -> bool {
    let (one, other) = (archive[a].article, archive[b].article);
    archive.latest(one) == archive.latest(other) || archive.story(one) == archive.story(other)
}

/// What a statement quotes, part by part, if it is known who speaks.
fn parts_of(archive: &Archive, id: StatementId) -> Vec<Part> {
    let row = &archive[id];
    let Some(speaker) = row.speaker else { return Vec::new() };
    let text = row.words.unmarked();
    let spans = match row.kind {
        Kind::Direct => vec![Span::new(0, text.len())],
        Kind::Mixed => quoted_parts(text),
        Kind::Indirect => return Vec::new(),
    };
    let language = languages::of(&archive[row.article].language);
    let part = |span: Span| {
        let words = words::words(span.of(text), language).into_iter();
        let word = |word: words::Word| Word {
            form: word.form,
            telling: matches!(word.class, Class::Telling | Class::Weak) && (!word.capital || word.span.start == 0),
        };
        Part { statement: id, speaker, words: words.map(word).collect() }
    };
    spans.into_iter().map(part).filter(|part| part.words.len() >= SHORTEST).collect()
}
