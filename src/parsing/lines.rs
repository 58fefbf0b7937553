//! What a line of text looks like, whatever file it comes from.

/// Whether a line ends as sentences do, quotation marks and brackets after the stop included.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '"' | '\'' | '”' | '’' | '»' | '“' | '″' | ')' | ']')
    });
    end.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '।'])
}
