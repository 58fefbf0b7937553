//! Who said what: statements, found by rules over sentences.
//!
//! 1. [`lexicon`](crate::languages::lexicon): a language's word lists as one table.
//! 2. [`tokens`] and [`quotes`]: a paragraph as words and marks, and which words stand inside quotation marks.
//! 3. [`cues`]: the verbs that report words; [`chunk`] and [`phrase`]: the noun phrases that name who speaks, before and behind
//!    them.
//! 4. [`attribution`]: from each cue to its source and its words, which stand [`words_before`] or [`words_behind`] it ([`following`],
//!    to their [`endings`]) or belong to a cue with a [`borrowed`] subject; [`according`], [`nominal`] and [`labels`] attribute without a verb,
//!    [`mood`] by the mood of one. [`verb_second`] has the orders of languages such as German.
//! 5. [`assembly`]: pieces joined, over sentences and paragraphs, into statements, [`asides`] apart; [`nested`] finds those inside of others.
//!
//! [`certainty`] is calibrated for each rule. Every statement carries the rule that found it, its cue, the words that name its speaker and how certain it is, so that a
//! reader can check it. How the name of the speaker was settled is told apart from that. Nothing here knows a word of any language: word lists come from [`crate::languages`].

pub mod ids;
pub mod said_on;

mod according;
mod asides;
mod assembly;
mod attribution;
mod borrowed;
mod certainty;
mod chain;
mod chunk;
mod colon;
mod cues;
mod draft;
mod endings;
mod following;
mod introduced;
mod labels;
mod mood;
mod nested;
mod nominal;
mod paragraph;
mod phrase;
mod quotes;
mod scene;
mod tokens;
mod verb_second;
mod words_before;
mod words_behind;

pub use assembly::find;

use crate::model::article::Body;
use crate::model::statement::{Attribution, Rule};

/// Share of a text's bytes in turns from which on it is a transcript.
const IN_TURNS: (usize, usize) = (1, 2);

/// Whether most of a text is what people say in turns, after labels.
pub(crate) fn is_transcript(body: &Body, found: &[Attribution]) -> bool {
    let turns = found.iter().filter(|one| one.rule == Rule::Label && !one.headline);
    let begins = |turn: &Attribution| turn.question.or(turn.source).map_or(turn.extent().start, |first| first.start);
    let said: usize = turns.map(|turn| turn.extent().end.saturating_sub(begins(turn)) as usize).sum();
    said > 0 && said * IN_TURNS.1 >= body.plain.len() * IN_TURNS.0
}
