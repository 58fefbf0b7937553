//! Whom the sentence before a quotation is about, where no verb says who speaks: Ole Lund shook his head. “Q.”

use super::paragraph::{Paragraph, Range};
use super::phrase;
use super::tokens::Shape;
use crate::languages::lexicon::Tags;

/// Most words of a sentence that only tells what somebody does while speaking.
const SHORT: usize = 14;

/// How far back a name is looked for, in bytes.
const NEAR: usize = 4000;

/// A sentence whose subject is somebody.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    /// The words that name them.
    pub(super) subject: Range,
    /// Whether the sentence tells no more than what a speaker does there.
    pub(super) acts: bool,
}

impl Scene {
    /// Reads a sentence that attributes nothing; `None` if its subject is nobody, or cannot be told.
    pub(super) fn of(paragraph: &Paragraph, segment: Range) -> Option<Scene> {
        let subject = somebody(paragraph, segment.from, segment.to).or_else(|| {
            // "Asked about the plan, Lund laughed": the subject stands behind what leads the sentence in.
            let comma = |at: &usize| paragraph.at(*at).shape == Shape::Comma && paragraph.at(*at).quote == 0;
            let comma = (segment.from..segment.to).find(comma)?;
            somebody(paragraph, comma + 1, segment.to)
        })?;
        let words = (segment.from..segment.to).filter(|at| paragraph.at(*at).is_word()).count();
        const REFUSING: Tags = Tags::DECLINE.or(Tags::NEGATION);
        let silent = (subject.to..segment.to).any(|at| paragraph.at(at).is(REFUSING));
        let quotes = (segment.from..segment.to).any(|at| paragraph.at(at).quote != 0);
        Some(Scene { subject, acts: words <= SHORT && !silent && !quotes })
    }

    /// Whether only "he" or "she" tells who that is.
    pub(super) fn is_pronoun(&self, paragraph: &Paragraph) -> bool {
        self.subject.to == self.subject.from + 1 && paragraph.at(self.subject.from).is(Tags::SUBJECT)
    }

    /// Whether its subject is called as the one who spoke before is: by the same pronoun, or by nothing but words of the same name.
    pub(super) fn is_about(&self, paragraph: &Paragraph, speaker: &str) -> bool {
        let of_speaker = |word: &str| {
            let mut words = speaker.split(|letter: char| letter.is_whitespace() || letter == ',');
            words.any(|own| own.to_lowercase() == word.to_lowercase())
        };
        (self.subject.from..self.subject.to)
            .filter(|at| !paragraph.at(*at).is(Tags::TITLE))
            .all(|at| of_speaker(paragraph.text(at)))
    }
}

/// A pronoun, a name or an office that begins at `from` and is a subject: somebody.
fn somebody(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let first = paragraph.at(from);
    const NONE: Tags = Tags::DUMMY
        .or(Tags::PREPOSITION)
        .or(Tags::ADVERB)
        .or(Tags::SUBORDINATOR)
        .or(Tags::CONJUNCTION)
        .or(Tags::TIME)
        .or(Tags::CUE)
        .or(Tags::POSSESSIVE);
    if first.is(NONE) && !first.is(Tags::SUBJECT.or(Tags::DETERMINER)) || first.is(Tags::DUMMY) || !first.is_word() {
        return None;
    }
    let phrase = phrase::without_apposition(paragraph, from, to).filter(|phrase| phrase.to < to)?;
    if first.is(Tags::SUBJECT) && phrase.to == from + 1 {
        return Some(phrase);
    }
    let capital = |at: usize| paragraph.at(at).is(Tags::CAPITAL) && paragraph.at(at).quote == 0;
    // "The treasurer, Ole Lund, smiled."
    let comma = paragraph.at(phrase.to).shape == Shape::Comma;
    if first.is(Tags::DETERMINER) && comma && capital(phrase.to + 1) && capital(phrase.to + 2) {
        let end = (phrase.to + 1..to).find(|at| !capital(*at)).unwrap_or(to);
        return Some(Range::new(phrase.to + 1, end));
    }
    let office = (from..phrase.to).any(|at| paragraph.at(at).is(Tags::SPEAKER.or(Tags::TITLE)));
    // The first word of a sentence always has a capital: alone it is a name only where it was one before.
    let named = !first.is(Tags::DETERMINER) && capital(from) && (capital(from + 1) || is_known(paragraph, from));
    (office || named).then_some(phrase)
}

/// Whether a word stood within a sentence shortly before, with its capital.
fn is_known(paragraph: &Paragraph, at: usize) -> bool {
    let start = paragraph.at(at).span.start as usize;
    let mut from = start.saturating_sub(NEAR);
    while !paragraph.plain.is_char_boundary(from) {
        from += 1;
    }
    let (before, word) = (&paragraph.plain[from..start], paragraph.text(at));
    before.match_indices(word).any(|(found, _)| {
        let mut left = before[..found].chars().rev();
        let within =
            left.next() == Some(' ') && left.next().is_some_and(|letter| letter.is_alphabetic() || letter == ',');
        within && !before[found + word.len()..].starts_with(char::is_alphanumeric)
    })
}
