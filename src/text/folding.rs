//! Folding: the form in which words and names are compared. Case, accents and the shape of apostrophes do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Replaces `into` by the folded form of `word`: lower case, without accents, with straight apostrophes.
pub(crate) fn fold(word: &str, into: &mut String) {
    into.clear();
    if word.is_ascii() {
        into.push_str(word);
        into.make_ascii_lowercase();
        return;
    }
    // In most others nothing but an apostrophe is not ASCII.
    let mut rest = word;
    while let Some(other) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (ascii, tail) = rest.split_at(other);
        into.push_str(ascii);
        let Some(behind) = tail.strip_prefix(['’', '‘']) else {
            into.clear();
            fold_letters(word, into);
            return;
        };
        into.push('\'');
        rest = behind;
    }
    into.push_str(rest);
    into.make_ascii_lowercase();
}

/// The same, letter by letter.
fn fold_letters(word: &str, into: &mut String) {
    for letter in word.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            '’' | '‘' | 'ʼ' => into.push('\''),
            '‐' | '‑' => into.push('-'),
            'ß' => into.push_str("ss"),
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'ø' => into.push('o'),
            'đ' | 'ð' => into.push('d'),
            'ł' => into.push('l'),
            'ı' => into.push('i'),
            other => into.push(other),
        }
    }
}

/// Whether a character only modifies the letter before it.
pub(crate) fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && is_combining_mark(letter)
}

/// The folded form of a word.
pub(crate) fn folded(word: &str) -> String {
    let mut into = String::with_capacity(word.len());
    fold(word, &mut into);
    into
}

/// The form in which whole names are compared: folded words with single spaces, without full stops and commas.
pub(crate) fn name_key(name: &str) -> String {
    let mut key = folded(name);
    key.retain(|letter| letter != '.' && letter != ',');
    let spaced = !key.contains("  ") && !key.contains(['\t', '\n']) && key.trim().len() == key.len();
    if spaced { key } else { key.split_whitespace().collect::<Vec<_>>().join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_apostrophes_do_not_count() {
        assert_eq!(folded("O’Brien"), folded("O'BRIEN"));
        assert_eq!(folded("Erdoğan"), "erdogan");
        assert_eq!(folded("Bjørn Łukasz"), "bjorn lukasz");
    }
}
