//! Sentences that report without a cue, by the mood of their verb: "Der Schaden sei hoch." They go on with what was told before.

use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use crate::languages::lexicon::{Mood, Tags};

/// What the verb of a sentence's main clause shows, if it stands in a mood of what others say.
pub(super) fn of(paragraph: &Paragraph, segment: Range) -> Option<Mood> {
    if !paragraph.lexicon.has_mood() {
        return None;
    }
    let mut subordinate = opens_clause(paragraph, segment.from);
    let led = subordinate;
    let mut found = None;
    // Whether the first part of the sentence is behind: there, only a form that can be nothing else counts.
    let mut late = false;
    for at in segment.from..segment.to {
        let token = paragraph.at(at);
        if token.quote != 0 {
            continue;
        }
        match token.shape {
            Shape::Comma | Shape::Semicolon | Shape::Colon | Shape::Dash => {
                late = !led;
                subordinate = opens_clause(paragraph, at + 1);
            }
            Shape::Word if token.is(Tags::CAPITAL) && at > segment.from => {}
            Shape::Word => {
                let mood = paragraph.lexicon.mood(&paragraph.text(at).to_lowercase());
                // "es sei denn"
                let set = paragraph.at(at + 1).is(Tags::CONJUNCTION) && paragraph.at(at + 2).shape == Shape::Comma;
                if let (Some(mood), false, false) =
                    (mood.filter(|mood| !late || *mood == Mood::Reported), subordinate, set)
                {
                    found = found.max(Some(mood));
                } else if !subordinate && mood.is_none() && token.is(Tags::AUXILIARY.or(Tags::MODAL)) && found.is_none()
                {
                    // The first finite verb is the article's own.
                    return None;
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a subordinate clause begins here.
fn opens_clause(paragraph: &Paragraph, at: usize) -> bool {
    let token = paragraph.at(at);
    token.is(Tags::SUBORDINATOR.or(Tags::THAT).or(Tags::WHETHER).or(Tags::RELATIVE).or(Tags::OPENER))
        || at > 0
            && token.is(Tags::DETERMINER)
            && !token.is(Tags::CAPITAL)
            && paragraph.at(at + 1).is(Tags::PREPOSITION.or(Tags::DETERMINER).or(Tags::SUBJECT))
}
