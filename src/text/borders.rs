//! Where words end, in the widest sense.
//!
//! "We can" is not part of "we can't", "5 percent" is not part of "1.5 percent", and "nuclear states" are not part of "non-nuclear
//! states". A quotation that begins or ends inside such a word says something else, often the contrary. So a border is no place
//! between
//!
//! * letters, digits and the accents on them, with nothing but invisible characters between: "vice\u{ad}president";
//! * parts that an apostrophe, a hyphen or another mark joins: "can't", "O’Brien", "non-nuclear", "AT&T", "and/or", "example.org";
//! * a number and its sign, separators, unit signs or currency: "-5", "1,5", "12 500", "16:30", "1/2", "$5", "5 %", "m²";
//! * a mark and the name it belongs to: "@name", "#topic"; or the two ends of a web address.
//!
//! Where a mark can be read in two ways, as a closing quotation mark or an apostrophe, the letters on both sides decide.

use unicode_normalization::char::is_combining_mark;

/// Longest web address that is looked at, in characters to each side.
const ADDRESS: usize = 2048;
/// Most invisible characters that are passed over.
const INVISIBLE: usize = 64;

/// Characters that no reader sees.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Whether a word in the widest sense may begin or end at a place of a text. Looks only at what stands close by.
pub fn is_border(text: &str, at: usize) -> bool {
    let (left, right) = (Side::before(text, at), Side::after(text, at));
    let (Some(last), Some(first)) = (left.0[0], right.0[0]) else { return true };
    let cut = is_combining_mark(first)
        || is_word(last) && is_word(first)
        // The place is before or after a mark that joins.
        || is_word(last) && joins(Some(last), first, right.0[1])
        || is_word(first) && joins(left.0[1], last, Some(first))
        || in_spaced_number(text, at)
        || in_address(text, at);
    !cut
}

/// The place closest to `at`, at or before it, where a word may begin.
pub fn word_start(text: &str, at: usize) -> usize {
    let candidates = text[..at].char_indices().rev().map(|(start, _)| start);
    std::iter::once(at).chain(candidates).take(ADDRESS).find(|start| is_border(text, *start)).unwrap_or(at)
}

/// The place closest to `at`, at or after it, where a word may end.
pub fn word_end(text: &str, at: usize) -> usize {
    let candidates = text[at..].char_indices().map(|(length, letter)| at + length + letter.len_utf8());
    std::iter::once(at).chain(candidates).take(ADDRESS).find(|end| is_border(text, *end)).unwrap_or(at)
}

/// The two visible characters next to a place, the closest first.
struct Side([Option<char>; 2]);

impl Side {
    fn before(text: &str, at: usize) -> Side {
        Side::of(text[..at].chars().rev())
    }

    fn after(text: &str, at: usize) -> Side {
        Side::of(text[at..].chars())
    }

    fn of(letters: impl Iterator<Item = char>) -> Side {
        let mut visible = letters.take(INVISIBLE).filter(|letter| !is_invisible(*letter));
        Side([visible.next(), visible.next()])
    }
}

/// Letters, digits and the accents on them.
fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// Whether a mark makes one word of what stands directly before and after it.
fn joins(before: Option<char>, mark: char, after: Option<char>) -> bool {
    let word = |side: Option<char>| side.is_some_and(is_word);
    let digit = |side: Option<char>| side.is_some_and(char::is_numeric);
    let space = |side: Option<char>| side.is_none_or(char::is_whitespace);
    let (both, digits) = (word(before) && word(after), digit(before) && digit(after));
    // "ended.We": a space is missing, and the sentence ends all the same.
    let sentence = before.is_some_and(char::is_lowercase) && after.is_some_and(char::is_uppercase);
    match mark {
        '\'' | '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | 'ʹ' | '`' | '´' | '＇' | '՚' | '׳' => both,
        '′' | '″' | '‴' => both || digit(before),
        '"' | '״' => both && before.is_some_and(is_hebrew) && after.is_some_and(is_hebrew),
        // A sign, a compound, or half of one: "pre- and post-war".
        '-' | '‐' | '‑' | '⁃' | '﹣' | '－' => {
            both || word(before) && space(after) || digit(after) && !word(before) && before != Some(mark)
        }
        '–' | '‒' | '−' => both || digit(after),
        // Between words, long dashes stand for a pause.
        '—' | '―' => digits,
        '.' | '．' => both && !sentence || digit(after) && space(before),
        ':' => both && !sentence,
        ',' | '،' | '٫' | '٬' | '⋅' | '˙' | '，' => digits,
        '·' | '/' | '⁄' | '∕' | '\\' | '&' | '*' | '=' | '|' => both,
        '_' => (word(before) || before == Some('_')) && (word(after) || after == Some('_')),
        '@' => word(after),
        '#' | '+' => word(before) || word(after),
        // "minister(s)", "[non]nuclear"; but "states[1]" has a footnote.
        '(' | '[' => both && !digit(after),
        ')' | ']' => both && !digit(before),
        '~' | '≈' | '±' | '∓' | '<' | '>' | '≤' | '≥' | '×' | '÷' | '^' | '№' | '§' | '¬' | '√' => {
            digit(before) || digit(after)
        }
        _ => is_unit(mark) && (word(before) || word(after)),
    }
}

/// Signs of units and currencies.
fn is_unit(letter: char) -> bool {
    matches!(letter, '%' | '‰' | '‱' | '٪' | '％' | '°' | '℃' | '℉') || is_currency(letter)
}

fn is_currency(letter: char) -> bool {
    matches!(letter, '$' | '¢' | '£' | '¤' | '¥' | '֏' | '؋' | '฿' | '﷼' | '＄' | '￡' | '￥' | '\u{20a0}'..='\u{20cf}')
}

fn is_hebrew(letter: char) -> bool {
    matches!(letter, '\u{5d0}'..='\u{5ea}')
}

/// Whether a place is inside a number that is written with a space: "12 500", "1 ½", "5 %", "€ 5", "≥ 5".
///
/// An ordinary space divides numbers too, so it counts only between groups of digits as long as those of thousands.
fn in_spaced_number(text: &str, at: usize) -> bool {
    let space = |letter: char| letter.is_whitespace();
    let (before, after) = (&text[..at], &text[at..]);
    let (left, mark, right) = match (before.chars().next_back(), after.chars().next()) {
        (Some(mark), _) if space(mark) => (&before[..at - mark.len_utf8()], mark, after),
        (_, Some(mark)) if space(mark) => (before, mark, &after[mark.len_utf8()..]),
        _ => return false,
    };
    let (Some(last), Some(first)) = (left.chars().next_back(), right.chars().next()) else { return false };
    if last.is_numeric() && first.is_numeric() {
        let (length, following) = (run(left.chars().rev()), run(right.chars()));
        let beyond = right.chars().nth(following);
        return match mark {
            // Spaces that are set only within numbers.
            '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}' => true,
            _ if !first.is_ascii_digit() && !last.is_ascii_digit() => false,
            // "1 ½", "1 1/2"
            _ if matches!(first, '\u{bc}'..='\u{be}' | '\u{2150}'..='\u{215f}') => true,
            _ if matches!(beyond, Some('/' | '⁄')) && length <= 3 && following <= 2 => true,
            _ => length <= 3 && following == 3,
        };
    }
    if last.is_numeric() && is_unit(first) {
        // "In 2021 $5 was much": directly before a number, a sign belongs to that.
        return !right.chars().nth(1).is_some_and(char::is_numeric);
    }
    let prefix = matches!(last, '±' | '−' | '≈' | '≤' | '≥' | '<' | '>' | '№' | '§') || is_currency(last);
    prefix && first.is_numeric()
}

/// How many digits come first.
fn run(letters: impl Iterator<Item = char>) -> usize {
    // More than four make no group.
    letters.take(5).take_while(|letter| letter.is_numeric()).count()
}

/// Whether a place is inside a web address.
fn in_address(text: &str, at: usize) -> bool {
    let gap = |letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '“' | '”' | '«' | '»');
    let left = &text[..at];
    let token = |letters: &mut dyn Iterator<Item = char>| -> usize {
        letters.take(ADDRESS).take_while(|letter| !gap(*letter)).map(char::len_utf8).sum()
    };
    let (length, right) = (token(&mut left.chars().rev()), token(&mut text[at..].chars()));
    if length == 0 || right == 0 {
        return false;
    }
    let token = &text[at - length..at + right];
    let Some(start) = ["://", "www.", "mailto:"].iter().filter_map(|mark| token.find(mark)).min() else {
        return false;
    };
    // The scheme belongs to it, what stands around it does not.
    let start = token[..start].trim_end_matches(|letter: char| letter.is_ascii_alphanumeric()).len();
    let end = token
        .trim_end_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '/' | '=' | '#' | '%'))
        .len();
    start < length && length < end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `words` stand in `text` as whole words.
    fn whole(text: &str, words: &str) -> bool {
        let at = text.find(words).expect("the words are in the text");
        is_border(text, at) && is_border(text, at + words.len())
    }

    #[test]
    fn nothing_is_cut_out_of_a_longer_word_or_number() {
        for (text, words) in [
            ("we can't open", "we can"),
            ("we can’t open", "we can"),
            ("we canʼt open", "we can"),
            ("then O'Brien came", "Brien came"),
            ("l’homme", "homme"),
            ("the non-nuclear states", "nuclear states"),
            ("the non\u{2011}nuclear states", "nuclear states"),
            ("the non\u{ad}nuclear states", "nuclear states"),
            ("the non\u{200b}nuclear states", "nuclear states"),
            ("a minister-like figure", "a minister"),
            ("pre- and post-war", "pre"),
            ("rose by 1.5 percent", "5 percent"),
            ("rose by 1,5 percent", "5 percent"),
            ("rose by 1·5 percent", "5 percent"),
            ("rose by .5 percent", "5 percent"),
            ("rose by 1.5 percent", "rose by 1"),
            ("costs 12,500 euros", "500 euros"),
            ("costs 12.500 euros", "500 euros"),
            ("costs 12 500 euros", "500 euros"),
            ("costs 12\u{a0}500 euros", "500 euros"),
            ("costs 12\u{202f}500 euros", "500 euros"),
            ("costs 12\u{2009}500 euros", "costs 12"),
            ("costs 12'500 euros", "500 euros"),
            ("costs 12’500 euros", "500 euros"),
            ("costs 1 000 000 euros", "costs 1 000"),
            ("500,000 euros", "500"),
            ("to -5 degrees", "5 degrees"),
            ("to −5 degrees", "5 degrees"),
            ("to − 5 degrees", "5 degrees"),
            ("to –5 degrees", "5 degrees"),
            ("to +5 degrees", "5 degrees"),
            ("to ±5 degrees", "5 degrees"),
            ("5-10 people", "10 people"),
            ("5–10 people", "10 people"),
            ("5—10 people", "10 people"),
            ("paid $5 for it", "5 for it"),
            ("paid US$5 for it", "$5 for it"),
            ("paid 5€ for it", "paid 5"),
            ("paid 5 € for it", "paid 5"),
            ("paid € 5 for it", "5 for it"),
            ("rose 5% in May", "rose 5"),
            ("rose 5 % in May", "rose 5"),
            ("about 1/2 of it", "2 of it"),
            ("about 1 1/2 of it", "1/2 of it"),
            ("about 1½ of it", "about 1"),
            ("about 1 ½ of it", "½ of it"),
            ("at 16:30 today", "30 today"),
            ("ten m² of it", "ten m"),
            ("ten m\u{302} of it", "ten m"),
            ("the snake_case name", "case name"),
            ("wrote @minister yesterday", "minister yesterday"),
            ("wrote #minister yesterday", "minister yesterday"),
            ("write to ana@example.org today", "example.org today"),
            ("see https://example.org/talks?open today", "open today"),
            ("see https://example.org/talks?open today", "see https://example.org/talks"),
            ("see www.example.org, he said", "see www"),
            ("the AT&T deal", "the AT"),
            ("the U.S. answer", "S. answer"),
            ("now and/or later", "or later"),
            ("an 18+ film", "an 18"),
            ("the minister(s) said", "the minister"),
            ("צה\"ל", "צה"),
        ] {
            assert!(!whole(text, words), "“{words}” is inside a word of “{text}”");
        }
    }

    #[test]
    fn whole_words_stay_whole_beside_any_punctuation() {
        for (text, words) in [
            ("he said: ‘We can’t open’ today", "We can’t open"),
            ("he said: 'it fell by 5' today", "it fell by 5"),
            ("they can—if they want", "they can"),
            ("they can--if they want", "they can"),
            ("they can – if they want", "they can"),
            ("in 2021 500 people came", "500 people"),
            ("in 2021 $5 was little", "in 2021"),
            ("in May, 500 people came", "500 people"),
            ("(the minister)", "the minister"),
            ("the nuclear states[1] met", "nuclear states"),
            ("the end.Then it began", "the end"),
            ("the end.", "the end"),
            ("costs 12 500 euros", "12 500 euros"),
            ("to -5 degrees", "-5 degrees"),
            ("paid $5 for it", "$5 for it"),
            ("rose 5% in May", "rose 5%"),
            ("see https://example.org/talks, he said", "https://example.org/talks"),
            ("he said (https://example.org) that", "https://example.org"),
            ("the ministers’ answer", "ministers"),
            ("- We can", "We can"),
            ("café", "café"),
        ] {
            assert!(whole(text, words), "“{words}” is whole in “{text}”");
        }
    }

    #[test]
    fn the_whole_word_around_a_place_is_found() {
        let text = "we can't open at 12 500 euros";
        assert_eq!((word_start(text, 21), word_end(text, 6)), (17, 8));
    }
}
