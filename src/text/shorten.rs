//! Text made short for a list or a title.

/// Text with every run of white space as one space.
pub(crate) fn one_line(text: &str) -> String {
    if !text.contains(['\n', '\t', '\r', '\u{a0}']) && !text.contains("  ") {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `limit` characters, cut before a word.
pub(crate) fn cut(text: &str, limit: usize) -> &str {
    match text.char_indices().nth(limit) {
        None => text,
        Some((end, _)) => {
            let end = text[..end].rfind(' ').unwrap_or(end);
            text[..end].trim_end_matches([',', ';', ':', ' '])
        }
    }
}
