//! Where statements begin and end within a stretch of text, as elements that nest: a statement that reaches across the end of
//! another is taken apart there.

use crate::text::source::Span;

/// A step through a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Something begins: its number, and whether it goes on from a part before.
    Begin(usize, bool),
    /// What began last ends.
    End,
    /// Text.
    Text(Span),
}

/// The steps through `block`, in which what has number `n` covers the `n`th of `spans`, as far as it is in the block.
pub(super) fn steps(block: Span, spans: &[(usize, Span)]) -> Vec<Step> {
    let mut inside: Vec<(usize, Span)> = spans
        .iter()
        .filter(|(_, span)| span.overlaps(block))
        .map(|(number, span)| (*number, Span { start: span.start.max(block.start), end: span.end.min(block.end) }))
        .collect();
    // What is longest begins first.
    inside.sort_by_key(|(number, span)| (span.start, std::cmp::Reverse(span.end), *number));
    let mut borders: Vec<u32> = inside.iter().flat_map(|(_, span)| [span.start, span.end]).collect();
    borders.extend([block.start, block.end]);
    borders.sort_unstable();
    borders.dedup();
    let (mut steps, mut open, mut next) = (Vec::new(), Vec::<(usize, Span)>::new(), 0);
    for (index, border) in borders.iter().enumerate() {
        // What ends here ends, and what lies in it and does not is taken up again.
        let first = open.iter().position(|(_, span)| span.end <= *border).unwrap_or(open.len());
        let again: Vec<(usize, Span)> = open.drain(first..).rev().inspect(|_| steps.push(Step::End)).collect();
        for (number, span) in again.into_iter().rev().filter(|(_, span)| span.end > *border) {
            steps.push(Step::Begin(number, true));
            open.push((number, span));
        }
        while let Some((number, span)) = inside.get(next).filter(|(_, span)| span.start == *border) {
            steps.push(Step::Begin(*number, false));
            open.push((*number, *span));
            next += 1;
        }
        if let Some(end) = borders.get(index + 1) {
            steps.push(Step::Text(Span { start: *border, end: *end }));
        }
    }
    steps.extend(open.iter().map(|_| Step::End));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with brackets: `(n` where something begins, `[n` where it goes on.
    fn shown(text: &str, spans: &[(usize, Span)]) -> String {
        let mut shown = String::new();
        for step in steps(Span::new(0, text.len()), spans) {
            match step {
                Step::Begin(number, again) => shown.push_str(&format!("{}{number}", if again { '[' } else { '(' })),
                Step::End => shown.push(')'),
                Step::Text(span) => shown.push_str(span.of(text)),
            }
        }
        shown
    }

    #[test]
    fn statements_nest_and_are_taken_apart_where_they_cross() {
        assert_eq!(shown("abcdef", &[]), "abcdef");
        assert_eq!(shown("abcdef", &[(1, Span::new(1, 5)), (2, Span::new(2, 3))]), "a(1b(2c)de)f");
        assert_eq!(shown("abcdef", &[(1, Span::new(0, 3)), (2, Span::new(2, 6))]), "(1ab(2c))[2def)");
        assert_eq!(shown("abcdef", &[(2, Span::new(2, 6)), (1, Span::new(0, 6))]), "(1ab(2cdef))");
    }
}
