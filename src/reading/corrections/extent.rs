//! The words of a statement that an editor added, or made longer or shorter.

use super::target::{Trouble, note};
use crate::model::article::Body;
use crate::model::corrections::StatementCorrection;
use crate::model::note::Anchor;
use crate::model::statement::Kind;
use crate::reading::notes::anchor;
use crate::text::folded::Folded;
use crate::text::source::Span;

/// The words of a statement that an entry adds, piece by piece, and whether they stand in other surroundings than it says.
pub(super) fn of_added(
    entry: &StatementCorrection,
    folded: &Folded,
    body: &Body,
) -> Result<(Vec<Span>, bool), Trouble> {
    let (span, moved, rest) = match anchor::find(&note(entry, &entry.words), folded, None) {
        Anchor::Exact(span) => (span, false, Vec::new()),
        Anchor::Moved(span) => (span, true, Vec::new()),
        Anchor::Ambiguous | Anchor::Whole => return Err(Trouble::Ambiguous),
        Anchor::Lost => {
            let mut pieces = pieces(&entry.words).into_iter();
            let first = pieces.next().ok_or(Trouble::Lost)?;
            let rest: Vec<&str> = pieces.collect();
            match anchor::find(&note(entry, first), folded, None) {
                _ if rest.is_empty() => return Err(Trouble::Lost),
                Anchor::Exact(span) => (span, false, rest),
                Anchor::Moved(span) => (span, true, rest),
                Anchor::Lost => return Err(Trouble::Lost),
                Anchor::Ambiguous | Anchor::Whole => return Err(Trouble::Ambiguous),
            }
        }
    };
    let mut spans = vec![span];
    following(&mut spans, &rest, folded, body)?;
    Ok((trimmed(spans, &body.plain), moved))
}

/// New words of a statement, which is at `extent`: they share words with it, or are the only ones like them in its paragraph.
pub(super) fn around(words: &str, extent: Span, folded: &Folded, body: &Body) -> Result<Vec<Span>, Trouble> {
    let whole = matching(words, folded);
    let (found, rest) = match whole.is_empty() {
        false => (whole, Vec::new()),
        true => {
            let mut pieces = pieces(words).into_iter();
            let first = pieces.next().ok_or(Trouble::Lost)?;
            (matching(first, folded), pieces.collect())
        }
    };
    let block = |span: &Span| body.block_at(span.start);
    let at = body.block_at(extent.start);
    let sharing: Vec<Span> = found.iter().copied().filter(|span| span.overlaps(extent)).collect();
    let near =
        if sharing.is_empty() { found.iter().copied().filter(|span| block(span) == at).collect() } else { sharing };
    let first = match near[..] {
        [only] => only,
        [] if found.is_empty() => return Err(Trouble::Lost),
        [] => return Err(Trouble::NoStatement(found[0])),
        _ => return Err(Trouble::Ambiguous),
    };
    let mut spans = vec![first];
    following(&mut spans, &rest, folded, body)?;
    Ok(trimmed(spans, &body.plain))
}

/// Every place where words stand.
fn matching(words: &str, folded: &Folded) -> Vec<Span> {
    let words = Folded::new(words).text;
    folded.find(&words).map(|at| folded.original(at, at + words.len())).collect()
}

/// The pieces of words with ellipses between.
fn pieces(words: &str) -> Vec<&str> {
    words.split('…').flat_map(|part| part.split("...")).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Adds the pieces after the first: each is the only one like it in the rest of the last one's paragraph, or else in the next.
fn following(spans: &mut Vec<Span>, rest: &[&str], folded: &Folded, body: &Body) -> Result<(), Trouble> {
    for piece in rest {
        let last = spans.last().copied().unwrap_or_default();
        let block = body.block_at(last.start).unwrap_or(0);
        let after: Vec<Span> = matching(piece, folded).into_iter().filter(|span| span.start >= last.end).collect();
        let within = |number: usize| -> Vec<Span> {
            after.iter().copied().filter(|span| body.block_at(span.start) == Some(number)).collect()
        };
        let here = within(block);
        let found = if here.is_empty() { within(block + 1) } else { here };
        match found[..] {
            [only] => spans.push(only),
            [] => return Err(Trouble::Lost),
            _ => return Err(Trouble::Ambiguous),
        }
    }
    Ok(())
}

const OPENING: [char; 8] = ['“', '"', '„', '«', '‘', '\'', '‹', '»'];
const CLOSING: [char; 8] = ['”', '"', '“', '»', '’', '\'', '›', '«'];

/// Pieces without white space and without a pair of quotation marks around all of them.
fn trimmed(mut spans: Vec<Span>, plain: &str) -> Vec<Span> {
    spans.iter_mut().for_each(|span| *span = span.trimmed(plain));
    let (Some(first), Some(last)) = (spans.first().copied(), spans.last().copied()) else { return spans };
    let open = first.of(plain).chars().next().filter(|mark| OPENING.contains(mark));
    let close = last.of(plain).chars().next_back().filter(|mark| CLOSING.contains(mark));
    if let (Some(open), Some(close)) = (open, close)
        && (spans.len() > 1 || first.len() > open.len_utf8() + close.len_utf8())
    {
        spans[0].start += open.len_utf8() as u32;
        let at = spans.len() - 1;
        spans[at].end -= close.len_utf8() as u32;
    }
    spans
}

/// How added words are reported: quoted if quotation marks stand around each piece, partly quoted if some stand inside.
pub(super) fn kind(spans: &[Span], plain: &str) -> Kind {
    let before = |span: &Span| plain[..span.start as usize].chars().next_back();
    let after = |span: &Span| plain[span.end as usize..].chars().next();
    let quoted = |span: &Span| {
        before(span).is_some_and(|mark| OPENING.contains(&mark))
            && after(span).is_some_and(|mark| CLOSING.contains(&mark))
    };
    let marks = |span: &Span| span.of(plain).contains(['“', '”', '"', '„', '«', '»']);
    match () {
        () if spans.iter().all(quoted) => Kind::Direct,
        () if spans.iter().any(|span| quoted(span) || marks(span)) => Kind::Mixed,
        () => Kind::Indirect,
    }
}
