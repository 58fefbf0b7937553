//! Words that must not be seen, found however they are written, and covered.
//!
//! A name is found whatever its case and accents, with any space, hyphen or sign between its words, in addresses (`Jane%20Roe`,
//! `jane-roe`), in markup (`J&#97;ne&nbsp;Roe`) and in scripts (`\u004aane`). What covers it has as many bytes: every other place of the
//! text stays where it is.

use super::folding::folded;
use crate::text::source::Span;

/// Most signs between two words of a name.
const BETWEEN: usize = 8;
/// What covers words that are read.
const COVER: char = '█';

/// Words to be found, as they are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Each word folded, letter by letter.
    words: Vec<Vec<char>>,
    /// Whether it is a name, whose words have endings and can be written as one.
    is_name: bool,
}

/// One letter or sign of a text, however it is written.
struct Unit {
    /// Its letters, folded; nothing for what is no letter or digit.
    letters: Vec<char>,
    span: Span,
    /// A letter or digit.
    is_word: bool,
    /// A mark on the letter before it.
    is_mark: bool,
}

/// Endings of names in languages with Latin letters.
const ENDINGS: [&str; 11] = ["s", "es", "n", "en", "ns", "a", "u", "em", "om", "ie", "owi"];
/// Most letters of an ending in a language with Cyrillic letters, and those at the end of a name that it takes the place of.
const CYRILLIC_ENDING: usize = 3;
const CYRILLIC_VOWELS: &str = "аяйьоеиы";
/// A name with fewer letters has no endings: too many words begin with them.
const SHORTEST: usize = 3;

impl Pattern {
    /// The pattern of a passage; nothing if there are no words.
    pub(crate) fn new(words: &str) -> Option<Pattern> {
        let words: Vec<Vec<char>> = words
            .split(|letter: char| !letter.is_alphanumeric() && !super::folding::is_mark(letter))
            .map(|word| folded(word).chars().filter(|letter| letter.is_alphanumeric()).collect::<Vec<char>>())
            .filter(|word| !word.is_empty())
            .collect();
        (!words.is_empty()).then_some(Pattern { words, is_name: false })
    }

    /// The pattern of a name, which is found with the endings that languages give it, and with its words written as one.
    pub(crate) fn name(name: &str) -> Option<Pattern> {
        Pattern::new(name).map(|pattern| Pattern { is_name: true, ..pattern })
    }

    /// The last word of a name, such as articles call somebody by; nothing if it is too short to tell anybody.
    pub(crate) fn surname(&self) -> Option<Pattern> {
        let last = self.words.last().filter(|word| self.is_name && self.words.len() > 1 && word.len() >= SHORTEST)?;
        Some(Pattern { words: vec![last.clone()], is_name: true })
    }

    /// The letters of its words, each folded.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> + '_ {
        self.words.iter().map(|word| word.iter().collect())
    }
}

/// Where any of the patterns stands in a text, in order, each place once. Linear in the text for each pattern.
pub(crate) fn find(patterns: &[Pattern], text: &str) -> Vec<Span> {
    if patterns.is_empty() || text.is_empty() {
        return Vec::new();
    }
    let units = units(text);
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let starts = units[at].is_word && !at.checked_sub(1).is_some_and(|before| units[before].is_word);
        let end = if starts { patterns.iter().filter_map(|pattern| matched(pattern, &units, at)).max() } else { None };
        match end {
            Some(end) => {
                found.push(Span { start: units[at].span.start, end: units[end - 1].span.end });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The end of a pattern that begins at a unit.
fn matched(pattern: &Pattern, units: &[Unit], start: usize) -> Option<usize> {
    let mut at = start;
    for (number, word) in pattern.words.iter().enumerate() {
        if number > 0 {
            let gap = units[at..].iter().take_while(|unit| !unit.is_word).count();
            if gap > BETWEEN {
                return None;
            }
            at += gap;
        }
        let end = end_of_letters(word, units, at);
        let is_last = number + 1 == pattern.words.len();
        at = match end.filter(|end| !goes_on(units, *end)) {
            Some(end) => end,
            None if !pattern.is_name => return None,
            // Two words written as one: "@janeroe".
            None if !is_last && end.is_some_and(|end| begins(&pattern.words[number + 1], units, end)) => end?,
            None => end_of_inflected(word, units, at)?,
        };
    }
    Some(at)
}

/// Where a word ends whose letters are those of the units from a place on, marks included.
fn end_of_letters(word: &[char], units: &[Unit], start: usize) -> Option<usize> {
    let (mut letters, mut at) = (word.iter(), start);
    while !letters.as_slice().is_empty() {
        let unit = units.get(at)?;
        if !unit.is_mark {
            for letter in &unit.letters {
                if letters.next() != Some(letter) {
                    return None;
                }
            }
            if unit.letters.is_empty() {
                return None;
            }
        }
        at += 1;
    }
    while units.get(at).is_some_and(|unit| unit.is_mark) {
        at += 1;
    }
    Some(at)
}

/// Where a word ends that is this one in another case: "Roes", «Петрова» of «Петров».
fn end_of_inflected(word: &[char], units: &[Unit], start: usize) -> Option<usize> {
    let is_cyrillic = word.last().is_some_and(|letter| ('а'..='ӿ').contains(letter));
    let stem = match word.split_last() {
        Some((last, before)) if is_cyrillic && CYRILLIC_VOWELS.contains(*last) => before,
        _ => word,
    };
    if stem.len() < SHORTEST {
        return None;
    }
    let stem_end = end_of_letters(stem, units, start)?;
    let length = units[stem_end..].iter().take_while(|unit| unit.is_word || unit.is_mark).count();
    let ending: String = units[stem_end..stem_end + length].iter().flat_map(|unit| &unit.letters).collect();
    let fits = match is_cyrillic {
        true => ending.chars().count() <= CYRILLIC_ENDING,
        false => ENDINGS.contains(&ending.as_str()),
    };
    fits.then_some(stem_end + length)
}

/// Whether a word goes on at a place.
fn goes_on(units: &[Unit], at: usize) -> bool {
    units.get(at).is_some_and(|unit| unit.is_word)
}

/// Whether the letters of a word begin at a place.
fn begins(word: &[char], units: &[Unit], at: usize) -> bool {
    end_of_letters(word, units, at).is_some()
}

fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let (letter, length) = letter_at(text, at);
        let is_mark = super::folding::is_mark(letter);
        let is_word = letter.is_alphanumeric();
        let letters = match letter {
            _ if is_mark || !is_word => Vec::new(),
            ascii if ascii.is_ascii() => vec![ascii.to_ascii_lowercase()],
            other => folded(&other.to_string()).chars().collect(),
        };
        units.push(Unit { letters, span: Span::new(at, at + length), is_word, is_mark });
        at += length;
    }
    units
}

/// The letter at a place, and how many bytes stand for it.
fn letter_at(text: &str, at: usize) -> (char, usize) {
    let rest = &text[at..];
    let coded = match rest.as_bytes().first() {
        Some(b'%') => percent(rest),
        Some(b'&') => entity(rest),
        Some(b'\\') => escape(rest),
        _ => None,
    };
    coded.or_else(|| rest.chars().next().map(|letter| (letter, letter.len_utf8()))).unwrap_or(('\0', 1))
}

/// `%C3%BC`
fn percent(text: &str) -> Option<(char, usize)> {
    let mut bytes = Vec::new();
    for code in text.as_bytes().chunks(3).take(4) {
        let [b'%', high, low] = code else { break };
        let digit = |byte: u8| (byte as char).to_digit(16);
        bytes.push(u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?);
        if let Ok(letter) = std::str::from_utf8(&bytes) {
            return letter.chars().next().map(|letter| (letter, bytes.len() * 3));
        }
    }
    None
}

/// `&#252;`, `&#xFC;`, `&nbsp;`
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let number = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16).ok(),
            None => number.parse().ok(),
        },
        None => match name {
            "nbsp" | "amp" | "lt" | "gt" | "quot" | "apos" | "shy" => Some(u32::from(' ')),
            _ => None,
        },
    };
    Some((char::from_u32(number?)?, end + 1))
}

/// `\u00fc`
fn escape(text: &str) -> Option<(char, usize)> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 6))
}

/// A text with these places covered; as many bytes at each.
pub(crate) fn covered(text: &str, places: &[Span]) -> String {
    let readable = text.contains(char::is_whitespace) || !text.is_ascii();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for place in places {
        let (start, end) = (place.start as usize, place.end as usize);
        out.push_str(&text[at..start]);
        out.push_str(&if readable { cover(end - start) } else { masked(&text[start..end]) });
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// As many bytes of black.
fn cover(bytes: usize) -> String {
    let blocks = bytes / COVER.len_utf8();
    let mut out: String = std::iter::repeat_n(COVER, blocks).collect();
    let sign = if blocks == 0 { "*" } else { " " };
    out.push_str(&sign.repeat(bytes - blocks * COVER.len_utf8()));
    out
}

/// Part of an address, whose letters are as many others.
fn masked(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii_alphanumeric() { 'x' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(all: &[&str]) -> Vec<Pattern> {
        all.iter().filter_map(|name| Pattern::name(name)).collect()
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let patterns = patterns(&["Jane Müller-Roe"]);
        for text in [
            "Jane Müller-Roe",
            "JANE MÜLLER ROE",
            "jane\nMuller  Roe",
            "jane-muller-roe",
            "Jane%20M%C3%BCller%2DRoe",
            "J&#97;ne&nbsp;M&#xFC;ller-Roe",
            "\\u004aane M\\u00fcller-Roe",
            "Jane Mu\u{308}ller\u{2011}Roe",
            "jane_muller.roe",
            "JaneMüllerRoe",
            "janemuller-roe",
            "Jane Müller-Roes",
            "Janes Müller Roe",
        ] {
            assert_eq!(find(&patterns, text), [Span::new(0, text.len())], "{text}");
            let around = format!("a {text}’s");
            assert_eq!(find(&patterns, &around), [Span::new(2, 2 + text.len())], "{text}");
        }
        for text in [
            "Jane Roe",
            "Mary-jane",
            "Jane Müller, the teacher, and Roe",
            "Jane Müller-Roebuck",
            "Janet Müller-Roe",
            "",
        ] {
            assert!(find(&patterns, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_name_is_found_in_every_case_and_a_passage_only_as_it_is() {
        let names = patterns(&["Иван Петров", "Мария Фалк", "Jan Nowak"]);
        for text in ["Ивана Петрова", "Иваном Петровым", "Марии Фалк", "Марией Фалк", "Jana Nowaka", "Janowi Nowakowi"]
        {
            assert_eq!(find(&names, text), [Span::new(0, text.len())], "{text}");
        }
        for text in ["Иванна Петровская", "Мария Фалькенберг", "Jan Nowakowski"] {
            assert!(find(&names, text).is_empty(), "{text}");
        }
        let passage = [Pattern::new("the old quay").unwrap()];
        assert!(find(&passage, "the old quays").is_empty());
        assert!(find(&passage, "theoldquay").is_empty());
    }

    #[test]
    fn the_surname_is_what_a_name_ends_with() {
        let surname = |name: &str| Pattern::name(name).and_then(|pattern| pattern.surname());
        assert_eq!(surname("Jane Roe"), Pattern::name("Roe"));
        assert_eq!(surname("Roe"), None);
        assert_eq!(surname("Kim Il"), None, "two letters are a word of many languages");
    }

    #[test]
    fn what_covers_has_as_many_bytes() {
        let patterns = patterns(&["Jane Roe", "Ü"]);
        for (text, expected) in [
            ("said Jane Roe.", "said ██  ."),
            ("https://x.example/jane-roe-1", "https://x.example/xxxx-xxx-1"),
            ("an Ü", "an **"),
            ("nobody", "nobody"),
        ] {
            let now = covered(text, &find(&patterns, text));
            assert_eq!((now.as_str(), now.len()), (expected, text.len()));
        }
    }
}
