//! What a line of text looks like, whatever file it comes from.

/// Whether a line ends as sentences do, quotation marks and brackets after the stop included.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '"' | '\'' | '”' | '’' | '»' | '“' | '″' | ')' | ']')
    });
    end.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '؟', '।'])
}

/// How long a text is to read, in letters: a sign of a script without spaces counts as three.
pub(super) fn weight(text: &str) -> usize {
    // Only these bytes begin such letters; without them each character counts once, and that is counted many bytes at a time.
    let unspaced = |found: bool, byte: &u8| found | matches!(*byte, 0xe0 | 0xe3..=0xe9);
    if !text.as_bytes().iter().fold(false, unspaced) {
        return text.as_bytes().iter().filter(|byte| (**byte as i8) >= -0x40).count();
    }
    text.chars().map(|letter| if is_unspaced(letter) { 3 } else { 1 }).sum()
}

/// Whether a sign belongs to a script that puts no space between words.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{eff}')
}
