//! What a reported sentence quotes.

use crate::text::source::Span;

/// Where the parts of a reported sentence are that stand in quotation marks.
pub(crate) fn quoted_parts(text: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let double = text[at..].starts_with("''");
        let length = if double { 2 } else { letter.len_utf8() };
        let opens = matches!(letter, '“' | '„' | '«' | '"') || double;
        let closes = matches!(letter, '”' | '“' | '»' | '"') || double;
        match open {
            Some(start) if closes => {
                parts.push(Span::new(start, at));
                open = None;
            }
            None if opens => open = Some(at + length),
            _ => {}
        }
        at += length;
    }
    parts.extend(open.map(|start| Span::new(start, text.len())));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_in_quotation_marks_is_quoted() {
        let parts = |text: &'static str| quoted_parts(text).into_iter().map(|part| part.of(text)).collect::<Vec<_>>();
        assert_eq!(parts("that it was “not over” and \"never\" ''would be so"), ["not over", "never", "would be so"]);
        assert_eq!(parts("„so“ 'x'"), ["so"]);
    }
}
