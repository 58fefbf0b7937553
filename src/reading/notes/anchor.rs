//! Finds the words of a note, or admits that they cannot be told.
//!
//! | the note's words stand | context given | result |
//! |---|---|---|
//! | nowhere | | lost |
//! | once | none, or it fits on both sides | exact |
//! | once | a good part of it fits | moved |
//! | once | no part fits: these may be other words that read the same | ambiguous |
//! | several times | fits in one place | exact |
//! | several times | a good part fits in one place, and none in the others | moved |
//! | several times | otherwise | ambiguous |
//!
//! Words stand somewhere only if they neither begin nor end inside of longer ones: see [`borders`].
//! "A good part" is [`ENOUGH`] characters right beside the words. Less happens by chance: "..., he said." stands after many words.

use crate::model::note::{Anchor, Note};
use crate::text::borders;
use crate::text::folded::Folded;
use crate::text::source::Span;

/// Characters of context beside the words that have to fit when not all of it does.
const ENOUGH: usize = 20;

/// A place that has the words of a note.
struct Place {
    start: usize,
    whole: bool,
    fitting: usize,
}

/// Where the words of `note` are in the text that `folded` is made of, within `range` of the original if that is given.
pub(in crate::reading) fn find(note: &Note, folded: &Folded, range: Option<Span>) -> Anchor {
    let quote = Folded::new(&note.quote).text;
    let (before, after) = (Folded::new(&note.before).text, Folded::new(&note.after).text);
    let inside = |start: &usize| range.is_none_or(|range| range.contains(folded.original(*start, start + quote.len())));
    let places: Vec<Place> = folded
        .find(&quote)
        .filter(inside)
        .map(|start| {
            let left = common_end(&folded.text[..start], &before);
            let right = common_start(&folded.text[start + quote.len()..], &after);
            Place { start, whole: left.1 && right.1, fitting: left.0 + right.0 }
        })
        .collect();
    let span = |place: &Place| folded.original(place.start, place.start + quote.len());
    if places.is_empty() {
        return Anchor::Lost;
    }
    let mut whole = places.iter().filter(|place| place.whole);
    match (whole.next(), whole.next()) {
        (Some(only), None) => return Anchor::Exact(span(only)),
        (Some(_), Some(_)) => return Anchor::Ambiguous,
        (None, _) => {}
    }
    let best = places.iter().max_by_key(|place| place.fitting).filter(|place| place.fitting >= ENOUGH);
    let rivals =
        |best: &Place| places.iter().any(|place| place.start != best.start && place.fitting * 2 >= best.fitting);
    match best {
        Some(best) if !rivals(best) => Anchor::Moved(span(best)),
        _ => Anchor::Ambiguous,
    }
}

/// How many bytes of `context` stand at the end of `text`, spaces beside the words aside, and whether that is all of it.
fn common_end(text: &str, context: &str) -> (usize, bool) {
    let (text, context) = (text.trim_end(), context.trim_end());
    let same = text.chars().rev().zip(context.chars().rev()).take_while(alike);
    let length = same.map(|(letter, _)| letter.len_utf8()).sum();
    (length, length == context.len())
}

/// How many bytes of `context` stand at the start of `text`, and whether that is all of it.
fn common_start(text: &str, context: &str) -> (usize, bool) {
    let (text, context) = (text.trim_start(), context.trim_start());
    let same = text.chars().zip(context.chars()).take_while(alike);
    let length = same.map(|(letter, _)| letter.len_utf8()).sum();
    (length, length == context.len())
}

/// Whether two characters of contexts are the same: there a break between paragraphs is a space.
fn alike((a, b): &(char, char)) -> bool {
    a == b || a.is_whitespace() && b.is_whitespace()
}

/// Most stretches that are compared word by word when equally many words are shared.
const EQUALS: usize = 64;

/// The stretch of `original` that shares most words with a lost quotation, if it shares at least half of them.
pub(in crate::reading) fn nearest(quote: &str, original: &str) -> Option<Span> {
    let language = crate::languages::of("");
    let wanted = crate::languages::words::words(quote, language);
    let there = crate::languages::words::words(original, language);
    let window = wanted.len().min(there.len());
    if window == 0 {
        return None;
    }
    let mut missing = std::collections::HashMap::<u32, i64>::new();
    for word in &wanted {
        *missing.entry(word.form).or_default() += 1;
    }
    // Slides a window over the text and keeps count of how many of the wanted words are in it.
    let (mut shared, mut best) = (0_i64, (0_i64, 0_usize));
    let mut equals: Vec<usize> = Vec::new();
    for end in 0..there.len() {
        if let Some(left) = missing.get_mut(&there[end].form) {
            shared += i64::from(*left > 0);
            *left -= 1;
        }
        if end >= window
            && let Some(left) = missing.get_mut(&there[end - window].form)
        {
            *left += 1;
            shared -= i64::from(*left > 0);
        }
        if shared > best.0 {
            best = (shared, (end + 1).saturating_sub(window));
            equals.clear();
        }
        if shared == best.0 && end + 1 >= window && equals.len() < EQUALS {
            equals.push(end + 1 - window);
        }
    }
    // Of windows that share equally many, the first in which most words stand at their places.
    let in_place = |start: &usize| wanted.iter().zip(&there[*start..]).filter(|(a, b)| a.form == b.form).count();
    let (shared, first) = best;
    let start = equals.into_iter().min_by_key(|start| std::cmp::Reverse(in_place(start))).unwrap_or(first);
    let last = there[(start + window).min(there.len()) - 1];
    (shared * 2 >= wanted.len() as i64)
        .then(|| whole_words(original, Span { start: there[start].span.start, end: last.span.end }))
}

/// The first place where words stand, but begin or end inside of longer ones; with all of these. Words that a mark joins to others
/// come nearer than a part of one word.
pub(in crate::reading) fn within_longer(quote: &str, original: &str) -> Option<Span> {
    let folded = Folded::new(original);
    let quote = Folded::new(quote).text;
    let joined = |at: &usize| {
        let (before, after) = (&folded.text[..*at], &folded.text[at + quote.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    };
    let at = folded.find_anywhere(&quote).find(joined).or_else(|| folded.find_anywhere(&quote).next())?;
    Some(whole_words(original, folded.original(at, at + quote.len())))
}

/// A span with all of the words that it begins and ends in.
fn whole_words(original: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    Span::new(borders::word_start(original, start), borders::word_end(original, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(before: &str, quote: &str, after: &str) -> Note {
        Note { quote: quote.to_owned(), before: before.to_owned(), after: after.to_owned(), ..Note::default() }
    }

    fn at(text: &str, note: &Note) -> Anchor {
        find(note, &Folded::new(text), None)
    }

    #[test]
    fn words_that_stand_once_are_exact_whatever_their_typography() {
        let text = "The mayor said: “We’ll open — in\nMay.”";
        let Anchor::Exact(span) = at(text, &note("", "\"We'll open - in May.\"", "")) else { panic!("not exact") };
        assert_eq!(span.of(text), "“We’ll open — in\nMay.”");
    }

    #[test]
    fn context_tells_repeats_apart() {
        let text = "First the bridge opens. Then the bridge closes.";
        assert_eq!(at(text, &note("", "the bridge", "")), Anchor::Ambiguous);
        assert_eq!(at(text, &note("Then", "the bridge", "closes")), Anchor::Exact(Span::new(29, 39)));
        assert_eq!(at(text, &note("", "a bridge", "")), Anchor::Lost);
    }

    #[test]
    fn words_in_other_surroundings_are_not_taken_for_the_noted_ones() {
        let edited = "Then the bridge closes at last.";
        assert_eq!(at(edited, &note("First of all", "the bridge", "opens")), Anchor::Ambiguous);
        let moved = "In May, as the mayor had promised in March, the bridge closes.";
        let note = note("as the mayor had promised in March,", "the bridge", "opens");
        assert!(matches!(at(moved, &note), Anchor::Moved(_)));
    }

    #[test]
    fn words_inside_of_longer_ones_are_lost_and_the_longer_ones_named() {
        for (text, quote, longer) in [
            ("Ana Ruiz said we can’t open.", "we can", "we can’t"),
            ("Prices rose by 1.5 percent.", "5 percent", "1.5 percent"),
            ("It costs 12\u{a0}500 euros.", "500 euros", "12\u{a0}500 euros"),
        ] {
            assert_eq!(at(text, &note("", quote, "")), Anchor::Lost, "{text}");
            assert_eq!(within_longer(quote, text).map(|span| span.of(text)), Some(longer));
        }
        assert_eq!(within_longer("nowhere", "somewhere else"), None);
    }

    #[test]
    fn the_nearest_match_of_lost_words_is_found() {
        let text = "Nothing here. The bridge will be opened in May by her. Nothing there.";
        let span = nearest("the bridge would be opened in May", text).expect("most words are there");
        assert_eq!(span.of(text), "The bridge will be opened in May");
        let span = nearest("opened in June", "It was opened in May.").expect("most words are there");
        assert_eq!(span.of("It was opened in May."), "opened in May");
        assert_eq!(nearest("tariffs on imported steel", text), None);
    }
}
