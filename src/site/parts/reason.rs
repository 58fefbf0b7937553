//! Why a statement has its speaker, in a line for the reader.

use crate::model::article::Analysis;
use crate::model::reason::Reason;
use crate::model::statement::Statement;
use crate::site::words::Words;

/// "the mayor → Ana Ruiz: the article gives this office to nobody else"; `None` where no rule decided, and where the manner of
/// the name, shown beside it, says as much: it is given in full.
pub(crate) fn line(words: &Words, statement: &Statement, analysis: &Analysis) -> Option<String> {
    let reason = statement.reason.filter(|reason| *reason != Reason::Named)?;
    let mut line = statement.source.map_or_else(String::new, |source| {
        source.of(&analysis.body.plain).split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let who = match (reason, statement.speaker.as_slice()) {
        (Reason::NoName, _) => &[],
        (Reason::Ambiguous, _) => &statement.candidates[..],
        (Reason::Together, _) => &statement.together[..],
        (_, speaker) => speaker,
    };
    let names: Vec<&str> = who
        .iter()
        .filter_map(|index| analysis.people.get(*index as usize))
        .map(|person| person.name.as_str())
        .collect();
    if !names.is_empty() {
        if !line.is_empty() {
            line.push_str(" → ");
        }
        line.push_str(&names.join(if reason == Reason::Ambiguous { " / " } else { ", " }));
    }
    if !line.is_empty() {
        line.push_str(": ");
    }
    line.push_str(words.reason(reason));
    Some(line)
}
