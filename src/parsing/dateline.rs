//! The words before an agency's first sentence: `MOSCOW, December 22. /TASS/.`, `LONDON (Reuters) -`, `WASHINGTON —`.
//!
//! A dateline is a place, perhaps with its country or state, perhaps a date, perhaps an agency, and a mark after which the
//! text begins. Reading goes from the mark backwards: all that stands before it must be one of these, or it is no dateline.

use super::boilerplate::{self, Phrases, WORDS, fold, strip_any};
use super::date_line::{is_date, is_date_word, is_day_or_year, is_month, is_weekday};
use super::names::{capitalised, is_capitals};
use crate::model::article::{Body, Dateline};
use crate::text::source::Span;
use std::ops::Range;

/// Longest dateline, in bytes.
const LONGEST: usize = 160;

/// A dateline taken apart; offsets are in the text it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    /// Where the text after it begins.
    pub(super) end: usize,
    /// The place, as readers write it.
    pub(super) place: Option<String>,
    /// The agency, as written, or as readers write it if it is known.
    pub(super) outlet: Option<String>,
    /// The words of the date.
    pub(super) date: Option<Range<usize>>,
}

/// How sure a mark makes us that a dateline stands before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// An agency between brackets or slashes.
    Agency { known: bool, dashed: bool },
    /// A dash or an upright bar.
    Dash,
    /// A colon, or a dash right after the word: transcripts write so after a speaker's name.
    Colon,
    /// A full stop, after a date.
    Stop,
}

/// The bytes with which a character begins that [`read`] looks at.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let (ascii, mut at) = (b"(/-_|:.\"!?;\n", 0);
    while at < ascii.len() {
        marks[ascii[at] as usize] = true;
        at += 1;
    }
    // Dashes and curly quotation marks, and « among other letters.
    (marks[0xe2], marks[0xc2]) = (true, true);
    marks
};

/// The dateline that a paragraph begins with.
pub(super) fn read(text: &str) -> Option<Parsed> {
    let mut limit = text.len().min(LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &text[..limit];
    let mut from = 0;
    while let Some(next) = head.as_bytes()[from..].iter().position(|byte| MARKS[*byte as usize]) {
        let at = from + next;
        let letter = head[at..].chars().next()?;
        from = at + letter.len_utf8();
        let parsed = match letter {
            '(' => bracketed(text, at),
            '/' => slashed(text, at),
            '—' | '–' | '-' | '−' | '_' | '|' | '―' => dashed(text, at),
            ':' if text[at + 1..].starts_with(' ') => {
                place_and_date(&text[..at], Mark::Colon).map(|parsed| Parsed { end: at + 1, ..parsed })
            }
            '.' => stopped(text, at),
            _ => None,
        };
        if let Some(mut parsed) = parsed {
            let rest = &text[parsed.end..];
            parsed.end += rest.len() - rest.trim_start().len();
            return Some(parsed);
        }
        if matches!(letter, '"' | '“' | '„' | '«' | '!' | '?' | ';' | '\n') {
            return None;
        }
    }
    None
}

/// `PORT ALDER, January 28, 2022. The …`
fn stopped(text: &str, at: usize) -> Option<Parsed> {
    let before = &text[..at];
    let digit = before.ends_with(|letter: char| letter.is_ascii_digit())
        || before.rfind([' ', '\u{a0}']).is_some_and(|gap| {
            let word = before[gap..].trim_start();
            ends_in_year(&before[..gap]) && is_date_word(word)
        });
    let mut after = text[at + 1..].chars();
    let begins = after.next() == Some(' ')
        && after.next().is_some_and(|letter| letter.is_uppercase() || matches!(letter, '"' | '“' | '«' | '„' | '‘'));
    // Most full stops end a sentence: the rest is looked at only where they may end a date.
    let parsed = if digit && begins { place_and_date(before, Mark::Stop)? } else { return None };
    Some(Parsed { end: at + 1, ..parsed })
}

/// `LONDON, Jan 3 (Reuters) -`
fn bracketed(text: &str, at: usize) -> Option<Parsed> {
    let close = at + text[at..].find(')').filter(|length| *length <= 40)?;
    let (agency, known) = agency(&text[at + 1..close])?;
    let (end, dashed) = after_agency(text, close + 1);
    let mark = Mark::Agency { known, dashed };
    let before = text[..at].trim_end();
    if before.is_empty() {
        // "(CNN) —", "(ANSA) - ROMA, 03 GEN -"
        let rest = &text[end..];
        let inner = (known && dashed).then(|| dashed_inside(rest)).flatten();
        let inner = inner.map(|inner| Parsed {
            end: end + inner.end,
            date: inner.date.map(|date| date.start + end..date.end + end),
            ..inner
        });
        return known.then(|| Parsed { outlet: Some(agency), ..inner.unwrap_or(Parsed { end, ..Parsed::default() }) });
    }
    // "March 9, 2023 (Reuters) -"
    if known && is_date(before) {
        return Some(Parsed { end, place: None, outlet: Some(agency), date: Some(0..before.len()) });
    }
    let parsed = place_and_date(before, if known { Mark::Agency { known, dashed: true } } else { mark });
    // "Lisse (AFP) 9 March 2023: …", "LISSE (AP) - March 9, 2023 - …"
    if let Some(parsed) = parsed.clone().filter(|parsed| known && parsed.date.is_none()) {
        let rest = &text[end..];
        let stop = rest.char_indices().take(40).find(|(_, letter)| matches!(letter, ':' | '—' | '–' | '-'));
        let stop = stop.map(|(at, _)| at).filter(|at| is_date(rest[..*at].trim()));
        if let Some(at) = stop {
            let date = end..end + rest[..at].trim_end().len();
            let end = after_dash(text, end + at + 1);
            return Some(Parsed { end, outlet: Some(agency), date: Some(date), ..parsed });
        }
    }
    let parsed = parsed.filter(|_| !known).or_else(|| place_and_date(before, mark))?;
    Some(Parsed { end, outlet: Some(agency), ..parsed })
}

/// A dateline after the agency that opened the text.
fn dashed_inside(rest: &str) -> Option<Parsed> {
    let skipped = rest.len() - rest.trim_start().len();
    let rest = &rest[skipped..];
    let at = rest.char_indices().take(60).find(|(_, letter)| matches!(letter, '—' | '–' | '-'))?.0;
    let parsed = dashed(rest, at)?;
    let shift = |range: Range<usize>| range.start + skipped..range.end + skipped;
    Some(Parsed { end: parsed.end + skipped, date: parsed.date.map(shift), ..parsed })
}

/// `MOSCOW, December 22. /TASS/.`
fn slashed(text: &str, at: usize) -> Option<Parsed> {
    if !text[..at].ends_with([' ', '.', ',', '\u{a0}']) {
        return None;
    }
    let close = at + 1 + text[at + 1..].find('/').filter(|length| *length <= 40)?;
    let (agency, known) = agency(&text[at + 1..close])?;
    let (end, dashed) = after_agency(text, close + 1);
    let parsed = place_and_date(
        text[..at].trim_end(),
        Mark::Agency { known, dashed: dashed || text[close..].starts_with("/.") },
    )?;
    Some(Parsed { end, outlet: Some(agency), ..parsed })
}

/// `WASHINGTON —`, `МОСКВА, 28 янв — РИА Новости.`
fn dashed(text: &str, at: usize) -> Option<Parsed> {
    let before = &text[..at];
    let end = after_dash(text, at);
    let letter = text[at..].chars().next()?;
    let spaced = before.ends_with(char::is_whitespace) || before.ends_with('.');
    // Between letters, only a long dash or a doubled one is a mark; a hyphen belongs to the word.
    let long = matches!(letter, '—' | '―') || text[at..].starts_with("--");
    if !spaced && !long {
        return None;
    }
    let parsed = place_and_date(before.trim_end(), if spaced { Mark::Dash } else { Mark::Colon })?;
    let rest = &text[end..];
    let outlet = parsed.date.as_ref().and_then(|_| {
        let stop = rest.char_indices().take(40).find(|(_, letter)| matches!(letter, '.' | '—' | '–' | '-'))?.0;
        let name = boilerplate::outlet(rest[..stop].trim())?;
        Some((name, after_dash(text, end + stop + 1)))
    });
    match outlet {
        Some((name, end)) => Some(Parsed { end, outlet: Some(name.to_owned()), ..parsed }),
        None => Some(Parsed { end, ..parsed }),
    }
}

/// Where the text goes on after an agency, and whether a dash stands between.
fn after_agency(text: &str, close: usize) -> (usize, bool) {
    let rest = &text[close..];
    let marks = rest.len()
        - rest
            .trim_start_matches(|letter: char| {
                is_dash(letter) || letter.is_whitespace() || matches!(letter, '.' | ':' | ',')
            })
            .len();
    let dashed = rest[..marks].contains(|letter: char| is_dash(letter) || letter == ':');
    (close + marks, dashed)
}

fn after_dash(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - rest.trim_start_matches(|letter: char| is_dash(letter) || letter.is_whitespace()).len())
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '—' | '–' | '-' | '−' | '_' | '―' | '|')
}

/// The agency that brackets or slashes hold, and whether it is one we know.
fn agency(inside: &str) -> Option<(String, bool)> {
    let inside = inside.trim();
    if let Some(known) = boilerplate::outlet(inside) {
        return Some((known.to_owned(), true));
    }
    // "AFP/Reuters", "Reuters/dpa": the first one counts.
    if let Some(known) = inside.split(['/', ',']).next().and_then(|first| boilerplate::outlet(first.trim())) {
        return Some((known.to_owned(), true));
    }
    let words = inside.split_whitespace().count();
    let named = inside.chars().next().is_some_and(char::is_uppercase) && (1..=4).contains(&words);
    let letters = inside.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '.' | '&' | '\''));
    (named && letters).then(|| (inside.to_owned(), false))
}

/// Place and date, if `head` is nothing else.
fn place_and_date(head: &str, mark: Mark) -> Option<Parsed> {
    let head = head.trim_end_matches([',', ' ', '\u{a0}']);
    // What is no place by its first two letters is not worth a closer look.
    if mark == Mark::Colon && head.chars().nth(1).is_some_and(char::is_lowercase) {
        return None;
    }
    let date_start = date_start(head);
    let place = head[..date_start].trim_matches([',', '.', ' ', '\u{a0}', ':']);
    let place_end =
        if head[..date_start].trim_end_matches([',', ' ', '\u{a0}']).ends_with('.') && ends_abbreviated(place) {
            1
        } else {
            0
        };
    let from = place.as_ptr() as usize - head.as_ptr() as usize;
    let place = &head[from..from + place.len() + place_end];
    // "Lisse (Flevoland) [Netherlands], May 3 (ANI):"
    let region = place
        .find(['(', '['])
        .filter(|_| place.ends_with([')', ']']) && matches!(mark, Mark::Agency { known: true, .. }));
    let place = region.map_or(place, |at| place[..at].trim_end());
    let date = (date_start < head.len()).then(|| {
        let words = head[date_start..].trim_end_matches(['.', ',', ' ', '\u{a0}']);
        date_start..date_start + words.len()
    });
    is_place(place, mark, date.is_some()).then(|| Parsed {
        end: 0,
        place: Some(capitalised(place)),
        outlet: None,
        date,
    })
}

/// Where the date begins that runs to the end of `head`; its length if there is none.
fn date_start(head: &str) -> usize {
    let mut start = head.len();
    let mut telling = false;
    let mut end = head.len();
    while end > 0 {
        let word_start = head[..end]
            .rfind([' ', ',', '\u{a0}', '.'])
            .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
        let word = &head[word_start..end];
        if !word.is_empty() {
            if !(is_month(word)
                || is_weekday(word)
                || is_day_or_year(word)
                || (word_start > 0 && is_date_word(word) && (telling || ends_in_year(&head[..word_start]))))
            {
                break;
            }
            // A place comes first, and no place is a number.
            telling |= is_month(word) || is_day_or_year(word) || is_weekday(word);
            start = word_start;
        }
        end = head[..word_start].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    let digits = head[start..].contains(|letter: char| letter.is_ascii_digit());
    if telling && (digits || head[start..].split_whitespace().count() == 1) { start } else { head.len() }
}

/// Whether words end in a year, behind which some languages put the word for it: "5 марта 2024 года".
fn ends_in_year(words: &str) -> bool {
    let last = words.trim_end().rsplit([' ', '\u{a0}', '.']).next().unwrap_or(words);
    last.len() == 4 && is_day_or_year(last)
}

/// Whether words can be the place of a dateline before this mark.
fn is_place(place: &str, mark: Mark, dated: bool) -> bool {
    let words = place.split_whitespace().count();
    if words == 0
        || words > 8
        || place.contains(|letter: char| letter.is_ascii_digit() || matches!(letter, '(' | ')' | '#' | '@' | '&'))
    {
        return false;
    }
    let city = place.split(',').next().unwrap_or(place).trim();
    let label = |labels: &Phrases| strip_any(place, labels).is_some();
    if [&WORDS.published, &WORDS.updated, &WORDS.saved].into_iter().any(label) {
        return false;
    }
    if WORDS.not_places.contains_key(&fold(city)) || boilerplate::outlet(city).is_some() {
        return false;
    }
    let named = |part: &str| {
        let mut words = part.split_whitespace();
        words.next().is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase))
            && words
                .all(|word| word.chars().next().is_some_and(char::is_uppercase) || is_capitals(&format!("A {word}")))
    };
    if !place.split(',').all(|part| named(part.trim()) && part.split_whitespace().count() <= 4) {
        return false;
    }
    let capitals = is_capitals(city) && city.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
    match mark {
        Mark::Agency { known, dashed } => (known && (capitals || dashed || dated)) || (capitals && (dashed || dated)),
        Mark::Dash => capitals || (dated && place.split(',').count() <= 2 && words <= 4),
        // "JON DORR, HOST:" begins a turn of a broadcast.
        Mark::Colon => {
            let country = place.split(',').nth(1).is_some_and(|part| !is_capitals(part) || part.contains('.'));
            capitals && (dated || country || WORDS.places.contains_key(&fold(city)))
        }
        Mark::Stop => capitals && dated,
    }
}

/// Whether a place ends in an abbreviation, such as `Ore.`
fn ends_abbreviated(place: &str) -> bool {
    let last = place.rsplit([',', ' ']).next().unwrap_or(place);
    last.contains('.') || (place.contains(',') && last.chars().count() <= 5 && !is_capitals(last))
}

/// Marks the dateline of a finished body, which opens the given block.
pub(super) fn settle(body: &mut Body, block: usize) -> Option<Dateline> {
    let block = body.blocks.get(block)?.span;
    let parsed = read(block.of(&body.plain))?;
    let shift = |range: Range<usize>| Span::new(block.start as usize + range.start, block.start as usize + range.end);
    let span = shift(0..parsed.end).trimmed(&body.plain);
    body.dateline = Some(span);
    Some(Dateline { span, place: parsed.place, outlet: parsed.outlet, date: parsed.date.map(shift) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Place, date, agency and the text after the dateline, `-` for what is not there.
    fn parts(text: &str) -> String {
        match read(text) {
            None => "none".to_owned(),
            Some(parsed) => {
                let date = parsed.date.map_or("-", |date| &text[date]);
                let dash = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
                format!("{} | {date} | {} | {}", dash(parsed.place), dash(parsed.outlet), &text[parsed.end..])
            }
        }
    }

    #[test]
    fn datelines_of_many_agencies_are_taken_apart() {
        let cases = [
            ("VELIN, December 2. /TASS/. The council", "Velin | December 2 | TASS | The council"),
            ("VELIN (AP) - March 9, 2023 - The council", "Velin | March 9, 2023 | AP | The council"),
            ("VELIN (AP) — The council - the new one", "Velin | - | AP | The council - the new one"),
            ("VELIN, December 2. /Velin Wire/. The council", "Velin | December 2 | Velin Wire | The council"),
            ("LONDON (Reuters) - The council", "London | - | Reuters | The council"),
            ("LONDON, Jan 3 (Reuters) - The council", "London | Jan 3 | Reuters | The council"),
            ("NEW YORK (AP) _ The council", "New York | - | AP | The council"),
            ("NAIROBI, Kenya (AP) — The council", "Nairobi, Kenya | - | AP | The council"),
            ("PORTLAND, Ore. - The council", "Portland, Ore. | - | - | The council"),
            ("PORTLAND, Ore. (AP) — The council", "Portland, Ore. | - | AP | The council"),
            ("WASHINGTON — The council", "Washington | - | - | The council"),
            ("WASHINGTON, D.C. — The council", "Washington, D.C. | - | - | The council"),
            ("MOSCOW—The council", "Moscow | - | - | The council"),
            ("VELIN, January 28, 2022. The council", "Velin | January 28, 2022 | - | The council"),
            ("VELIN, January 28. “We", "Velin | January 28 | - | “We"),
            ("March 9, 2023 (Reuters) - The council", "- | March 9, 2023 | Reuters | The council"),
            ("Velin (AFP) 9 March 2023: The council", "Velin | 9 March 2023 | AFP | The council"),
            ("Velin (Ostra), 3 may (EFE).- The council", "Velin | 3 may | EFE | The council"),
            ("Velin (Ostra) [Norland], May 3 (ANI): The council", "Velin | May 3 | ANI | The council"),
            ("BEIJING, Jan. 28 (Xinhua) -- The council", "Beijing | Jan. 28 | Xinhua | The council"),
            ("JOHANNESBURG, August 7 (Xinhua) --", "Johannesburg | August 7 | Xinhua | "),
            ("MOSCOW. Jan 28 (Interfax) - The council", "Moscow | Jan 28 | Interfax | The council"),
            ("Berlin (dpa) - Der Rat", "Berlin | - | dpa | Der Rat"),
            ("Berlin/Velin (dpa) - Der Rat", "Berlin/Velin | - | dpa | Der Rat"),
            ("Washington (CNN) — The council", "Washington | - | CNN | The council"),
            ("(CNN) — The council", "- | - | CNN | The council"),
            ("(Reuters) - The council", "- | - | Reuters | The council"),
            (
                "NEW YORK, Jan. 3, 2017 /PRNewswire/ -- The council",
                "New York | Jan. 3, 2017 | PRNewswire | The council",
            ),
            ("WASHINGTON and LONDON — The council", "Washington and London | - | - | The council"),
            ("PASADENA, Calif., Jan. 1 (UPI) — The council", "Pasadena, Calif. | Jan. 1 | UPI | The council"),
            ("NEW DELHI: The council", "New Delhi | - | - | The council"),
            ("МОСКВА, 28 января. /ТАСС/. Совет", "Москва | 28 января | ТАСС | Совет"),
            ("МОСКВА, 28 янв — РИА Новости. Совет", "Москва | 28 янв | РИА Новости | Совет"),
            ("ВЕЛИН, 5 марта 2024 года. /ТАСС/. Совет", "Велин | 5 марта 2024 года | ТАСС | Совет"),
            ("ВЕЛИН, 5 марта 2024 г. Совет", "Велин | 5 марта 2024 г | - | Совет"),
            ("WELIN, 5 marca 2024 roku. Rada", "Welin | 5 marca 2024 roku | - | Rada"),
            ("PARIS, 3 janvier (AFP) - Le conseil", "Paris | 3 janvier | AFP | Le conseil"),
            ("Madrid, 3 ene (EFE).- El consejo", "Madrid | 3 ene | EFE | El consejo"),
            ("VELIN, Monday, 3 January 2022 — The council", "Velin | Monday, 3 January 2022 | - | The council"),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "EXCLUSIVE – Jan Novák: do not trust the bridge",
            "The Union of Bridge Builders (UBB) said on Monday",
            "“VELIN” — the council",
            "Velin - The council",
            "BREAKING: The council",
            "A 12-year-old bridge - the oldest",
            "NATO — the alliance",
            "The council (left) - and the mayor",
            "Q: What now?",
            "LOOK: What now?",
            "SIEGEL-- I did not.",
            "FAREWELL—I did not.",
            "NOVAK: I did not.",
            "JON DORR, HOST: I did not.",
            "Issued at: 28 January 2022 - 09:05",
            "He was 28. The council",
            "",
            "—",
        ] {
            assert_eq!(parts(text), "none", "{text}");
        }
    }
}
