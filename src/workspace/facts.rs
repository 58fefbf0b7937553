//! What `check` tells of an article that is in order: what was left out of it, and whose words are not yet anybody's.

use crate::model::article::Analysis;
use crate::model::statement::Statement;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::{Source, Span};

/// The facts worth knowing of one article, in order.
pub(super) fn of(source: &Source, analysis: &Analysis) -> Vec<Diagnostic> {
    let left_out = analysis.article.left_out.iter().map(|part| {
        Diagnostic::info("left-out", "this is left out of the page")
            .at(source, inside(source, part.span))
            .label(&part.why)
    });
    let unresolved = analysis.statements.iter().filter_map(|statement| unresolved(source, analysis, statement));
    left_out.chain(unresolved).collect()
}

/// A statement whose speaker could be one of several, or is named by words that lead to nobody.
fn unresolved(source: &Source, analysis: &Analysis, statement: &Statement) -> Option<Diagnostic> {
    let words = statement.source.filter(|_| statement.speaker.is_none() && statement.together.is_empty())?;
    let names: Vec<&str> = statement
        .candidates
        .iter()
        .filter_map(|candidate| analysis.people.get(*candidate as usize))
        .map(|person| person.name.as_str())
        .collect();
    let span = inside(source, analysis.body.to_source(words));
    let problem = Diagnostic::info("unresolved-speaker", "it is not known who said this").at(source, span);
    Some(match names.as_slice() {
        [] => problem.hint("list the person with this name or role in people.yaml"),
        names => problem.label(format!("this could be {}", names.join(" or "))),
    })
}

/// A span that surely lies in the text.
fn inside(source: &Source, span: Span) -> Span {
    if source.text.get(span.start as usize..span.end as usize).is_some() { span } else { Span::default() }
}
