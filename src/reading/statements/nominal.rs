//! "S's claim that Q", "his promise to Q": the cue is a noun.

use super::attribution::Sentence;
use super::draft::Draft;
use super::paragraph::Range;
use super::{chunk, endings};
use crate::languages::lexicon::Tags;
use crate::model::statement::{Certainty, Polarity, Rule};

/// The statement of a noun that reports words, if somebody is said to own it and a clause follows.
pub(super) fn attribute(sentence: &Sentence, at: usize) -> Option<Draft> {
    let p = sentence.paragraph;
    let noun = p.at(at);
    let act = noun.noun.filter(|_| noun.quote == 0 && at > sentence.segment.from.max(sentence.taken))?;
    if !p.at(at + 1).is(Tags::THAT) || p.at(at + 2).is(Tags::AUXILIARY.or(Tags::MODAL)) {
        return None;
    }
    let owner = p.at(at - 1);
    let source = if owner.is(Tags::POSSESSIVE) {
        chunk::owner(p, at, sentence.segment.from.max(sentence.taken))?
    } else if owner.is(Tags::DETERMINER) && owner.is(Tags::OWNER) {
        Range::new(at - 1, at)
    } else {
        return None;
    };
    let words = Range::new(at + 1, endings::reported_end(p, at + 1, sentence.segment.to));
    endings::has_verb(p, words).then(|| Draft {
        cue: Range::new(at, at + 1),
        source: Some(source),
        act,
        polarity: Polarity::Said,
        certainty: Certainty::Medium,
        rule: Rule::SourceNounThat,
        next: words.to,
        pieces: vec![words],
        ..Draft::unattributed()
    })
}
