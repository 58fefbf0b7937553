//! What is told beside a statement, behind the one who makes it, and takes none of its words: “Q,” said Ana Ruiz, who said that R. “Q goes
//! on.” Or: “Q,” she said when callers asked whether R. “Q goes on.”

use crate::model::statement::Attribution;
use crate::text::source::Span;

/// Bytes between a source and the "who" that stands for it: a comma and a space.
const RELATIVE: u32 = 2;

/// Bytes between a source or its verb and who asked something: who was speaking answers.
const ASKED: u32 = 200;

/// Whether words with this source are told aside of a statement; `asks` if they are a question that is only reported.
pub(super) fn is_aside(statement: &Attribution, source: Option<Span>, asks: bool) -> bool {
    let (end, reach) = match asks {
        true => (statement.source.max(statement.cue), ASKED),
        false => (statement.source, RELATIVE),
    };
    source.zip(end).is_some_and(|(source, end)| end.end < source.start && source.start - end.end <= reach)
}
