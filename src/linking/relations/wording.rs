//! The quoted words of every statement, as numbers.

use crate::languages;
use crate::languages::words::{self, Class, NumberMap};
use crate::linking::decisive::{negates, number};
use crate::linking::quoted::quoted_parts;
use crate::model::archive::{Archive, StatementId};
use crate::model::statement::Kind;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

/// Stands between two quoted parts that may not have been said in one breath.
const BREAK: u32 = 0;
/// Fewer quoted words than this are nobody's wording.
const SHORTEST: usize = 6;
/// So many words in a row are a wording even if hardly any of them tells something.
pub(super) const LONG_RUN: usize = 8;
/// Stands for any word that negates.
const NEGATION: u32 = 1;
/// Words of a shorter wording that are no function words, at least that many.
const TELLING: usize = 3;

/// Statements that quote exactly the same words.
#[derive(Clone, Debug)]
pub(super) struct Wording {
    /// Number of each word.
    pub(super) forms: Box<[u32]>,
    /// For each word, whether it tells more than a function word.
    pub(super) telling: Box<[bool]>,
    /// For each word, which number it is, or whether it negates: 0 if it is neither, equal for equal numbers.
    pub(super) decisive: Box<[u32]>,
    /// The statements, in the order of the archive.
    pub(super) statements: Vec<StatementId>,
}

/// The numbers of a wording's words, which of them are telling, and which turn it round.
type Numbers = (Box<[u32]>, Box<[bool]>, Box<[u32]>);

/// All wordings of an archive that are long enough to be recognised, in the order of their first statements.
pub(super) fn wordings(archive: &Archive) -> Vec<Wording> {
    let quoted: Vec<Option<Numbers>> = archive
        .statements
        .par_iter()
        .map(|statement| {
            let language = languages::of(&archive[statement.article].language);
            let (forms, telling, decisive) = match statement.kind {
                Kind::Direct => numbers(&[statement.words.unmarked()], language),
                Kind::Mixed => {
                    let text = statement.words.unmarked();
                    let parts: Vec<&str> = quoted_parts(text).into_iter().map(|part| part.of(text)).collect();
                    numbers(&parts, language)
                }
                Kind::Indirect => return None,
            };
            let told = telling.iter().filter(|telling| **telling).count();
            let enough = forms.len() >= LONG_RUN || forms.len() >= SHORTEST && told >= TELLING;
            enough.then_some((forms, telling, decisive))
        })
        .collect();
    let mut by_hash = NumberMap::<u64, Vec<usize>>::default();
    let mut wordings: Vec<Wording> = Vec::new();
    for (index, quoted) in quoted.into_iter().enumerate() {
        let Some((forms, telling, decisive)) = quoted else { continue };
        let bytes: Vec<u8> = forms.iter().flat_map(|form| form.to_le_bytes()).collect();
        let same = by_hash.entry(xxh3_64(&bytes)).or_default();
        let statement = StatementId::from(index);
        match same.iter().find(|at| wordings[**at].forms == forms) {
            Some(at) => wordings[*at].statements.push(statement),
            None => {
                same.push(wordings.len());
                wordings.push(Wording { forms, telling, decisive, statements: vec![statement] });
            }
        }
    }
    wordings
}

fn numbers(parts: &[&str], language: &languages::Language) -> Numbers {
    let (mut forms, mut telling, mut decisive) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        if !forms.is_empty() {
            forms.push(BREAK);
            telling.push(false);
            decisive.push(0);
        }
        for word in words::words(part, language) {
            forms.push(word.form);
            telling.push(word.class != Class::Common);
            decisive.push(match number(&word, part) {
                Some(number) => (xxh3_64(number.as_bytes()) as u32).max(NEGATION + 1),
                None => u32::from(negates(&word, part, language)) * NEGATION,
            });
        }
    }
    (forms.into(), telling.into(), decisive.into())
}
