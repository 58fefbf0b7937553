//! Which statement an entry means.
//!
//! The words of an entry are found as those of a note are, context included. Then the statement is, in this order:
//!
//! 1. the one whose words they are, all of them;
//! 2. the innermost one with a piece that holds them;
//! 3. the one that they hold, if that is only one: the rules may have cut it shorter since;
//! 4. none, and that is reported.
//!
//! Words with an ellipsis, as pages show a statement in several pieces, are compared with all words of each statement.

use crate::model::corrections::StatementCorrection;
use crate::model::note::{Anchor, Note};
use crate::model::statement::Statement;
use crate::reading::notes::anchor;
use crate::text::folded::Folded;
use crate::text::source::Span;

/// Why a statement or its words cannot be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The words are nowhere.
    Lost,
    /// They are in several places, or in one with other surroundings.
    Ambiguous,
    /// No statement has this id.
    NoId,
    /// The words are here, but in no statement.
    NoStatement(Span),
    /// The words are here, but in several statements.
    Several(Span),
}

/// The statement, by its number, and whether its words stand in other surroundings than the entry says.
pub(super) fn find(
    entry: &StatementCorrection,
    folded: &Folded,
    statements: &[Statement],
    plain: &str,
) -> Result<(usize, bool), Trouble> {
    if is_id(&entry.words) {
        let named = statements.iter().position(|statement| statement.id.eq_ignore_ascii_case(&entry.words));
        return named.map(|at| (at, false)).ok_or(Trouble::NoId);
    }
    let (span, moved) = match anchor::find(&note(entry, &entry.words), folded, None) {
        Anchor::Exact(span) => (span, false),
        Anchor::Moved(span) => (span, true),
        Anchor::Ambiguous | Anchor::Whole => return Err(Trouble::Ambiguous),
        Anchor::Lost => return in_pieces(&entry.words, statements, plain).map(|at| (at, false)),
    };
    holding(span, statements, plain).map(|at| (at, moved))
}

/// Words with their context, as a note has them.
pub(super) fn note(entry: &StatementCorrection, words: &str) -> Note {
    let (quote, before, after) = (words.to_owned(), entry.before.clone(), entry.after.clone());
    Note { quote, before, after, ..Note::default() }
}

/// Whether this is the id of a statement: `s-3f9a1c02`.
fn is_id(words: &str) -> bool {
    let digits = words.strip_prefix("s-").unwrap_or_default();
    digits.len() >= 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The statement that words belong to.
fn holding(span: Span, statements: &[Statement], plain: &str) -> Result<usize, Trouble> {
    let bare = bare(span, plain);
    let numbered = || statements.iter().enumerate();
    let whole = |statement: &Statement| self::bare(statement.extent(), plain) == bare;
    let holds = |statement: &Statement| statement.spans.iter().any(|piece| piece.contains(bare));
    let inside = |statement: &Statement| !statement.nested && bare.contains(self::bare(statement.extent(), plain));
    let touches = |statement: &Statement| statement.spans.iter().any(|piece| piece.overlaps(bare));
    let only = |found: Vec<usize>| match found[..] {
        [only] => Some(Ok(only)),
        [] => None,
        _ => Some(Err(Trouble::Several(span))),
    };
    let of = |fits: &dyn Fn(&Statement) -> bool| -> Vec<usize> {
        numbered().filter(|(_, statement)| fits(statement)).map(|(at, _)| at).collect()
    };
    if let Some(found) = only(of(&whole)) {
        return found;
    }
    let mut holding = of(&holds);
    let shortest = holding.iter().map(|at| statements[*at].extent().len()).min();
    holding.retain(|at| Some(statements[*at].extent().len()) == shortest);
    if let Some(found) = only(holding) {
        return found;
    }
    let touched: Vec<usize> = of(&touches).into_iter().filter(|at| !statements[*at].nested).collect();
    match (&of(&inside)[..], &touched[..]) {
        ([only], [touched]) if only == touched => Ok(*only),
        (_, []) => Err(Trouble::NoStatement(span)),
        _ => Err(Trouble::Several(span)),
    }
}

/// A span without the marks at its ends, which may or may not be counted to a statement.
pub(super) fn bare(span: Span, plain: &str) -> Span {
    let words = span.of(plain);
    let mark = |letter: char| !letter.is_alphanumeric();
    let start = words.len() - words.trim_start_matches(mark).len();
    let end = words.trim_end_matches(mark).len();
    match start < end {
        true => Span::new(span.start as usize + start, span.start as usize + end),
        false => span,
    }
}

/// The only statement that has these words, with ellipses between its pieces.
fn in_pieces(words: &str, statements: &[Statement], plain: &str) -> Result<usize, Trouble> {
    if !words.contains(['…']) && !words.contains("...") {
        return Err(Trouble::Lost);
    }
    let wanted = Folded::new(words).text;
    let same = |statement: &&Statement| {
        statement.spans.len() > 1 && Folded::new(&statement.words(plain)).text.trim() == wanted.trim()
    };
    let mut found = statements.iter().enumerate().filter(|(_, statement)| same(statement)).map(|(at, _)| at);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Trouble::Lost),
        _ => Err(Trouble::Ambiguous),
    }
}
