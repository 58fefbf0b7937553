//! Two wordings word by word: what one has not is struck through, what it has more is marked as put in; or both stand one above
//! the other where they differ.

use crate::reading::compare::{Segment, compare};
use crate::site::html::Html;
use std::ops::Range;

/// Most words of a place where two wordings differ that can stand above each other.
const STACKED_WORDS: usize = 6;
/// Most such places: two boxes in one sentence are read by nobody.
const STACKED_PLACES: usize = 1;
/// Places that only so many of the same words lie between are one: "to choose / of choosing", not "to / of" and "choose / choosing".
const JOINED: usize = 1;

/// Where two wordings differ: the bytes of the one and of the other. That one begins earlier or ends later than the other is no
/// difference of wording.
pub(crate) fn places(one: &str, other: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut places = Vec::<(Range<usize>, Range<usize>)>::new();
    let (mut left_end, mut right_end) = (0, 0);
    let mut same = usize::MAX;
    for segment in compare(one, other) {
        let (left, right) = match segment {
            Segment::Same { left, right } => {
                (left_end, right_end) = (left.end as usize, right.end as usize);
                same = left.of(one).split_whitespace().count();
                continue;
            }
            Segment::Left(span, _) => (span.start as usize..span.end as usize, None),
            Segment::Right(span, _) => (right_end..right_end, Some(span.start as usize..span.end as usize)),
        };
        let (left, right) = match right {
            Some(right) => (left_end..left_end, right),
            None => (left, right_end..right_end),
        };
        match places.last_mut() {
            Some(last) if same <= JOINED => {
                last.0.end = last.0.end.max(left.end);
                last.1.end = last.1.end.max(right.end);
            }
            _ => places.push((left.clone(), right.clone())),
        }
        (left_end, right_end) = (left_end.max(left.end), right_end.max(right.end));
        same = 0;
    }
    let begins = |(left, right): &(Range<usize>, Range<usize>)| {
        left.start == 0 && right.start == 0 && (left.is_empty() || right.is_empty())
    };
    let ends = |(left, right): &(Range<usize>, Range<usize>)| {
        let at_end = no_word(&one[left.end..]) && no_word(&other[right.end..]);
        at_end && (no_word(&one[left.clone()]) || no_word(&other[right.clone()]))
    };
    if places.last().is_some_and(ends) {
        places.pop();
    }
    if places.first().is_some_and(begins) {
        places.remove(0);
    }
    places.iter_mut().for_each(|(left, right)| (*left, *right) = (trimmed(one, left), trimmed(other, right)));
    places
}

fn no_word(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// A range without white space at its ends.
fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(start + words.trim().len()).max(start)
}

/// Writes the words of `one`, and where `other` differs both, one above the other, each with who has it; `None` without writing
/// anything if they differ in too much for that. `text` writes what both have.
pub(crate) fn stacked(
    out: &mut Html,
    one: (&str, &str),
    other: (&str, &str),
    text: impl Fn(&mut Html, &str),
) -> Option<()> {
    let ((words, by), (others, others_by)) = (one, other);
    let places = places(words, others);
    let long = |text: &str| text.split_whitespace().count() > STACKED_WORDS;
    let unfit =
        |(left, right): &(Range<usize>, Range<usize>)| long(&words[left.clone()]) || long(&others[right.clone()]);
    if places.is_empty() || places.len() > STACKED_PLACES || places.iter().any(unfit) {
        return None;
    }
    let mut done = 0;
    for (left, right) in places {
        text(out, &words[done..left.start]);
        let gap = if words[..left.start].ends_with(' ') || left.start == 0 { "" } else { " " };
        out.raw(gap).raw("<span class=v><span>");
        // What one has and the other has not stands above the dash.
        let mut both = [(&words[left.clone()], by), (&others[right], others_by)];
        both.sort_by_key(|(words, _)| words.is_empty());
        variant(out, both[0].0, both[0].1);
        out.raw("</span> <span>");
        variant(out, both[1].0, both[1].1);
        out.raw("</span></span>");
        done = left.end;
    }
    text(out, &words[done..]);
    Some(())
}

/// Where two wordings differ, if that is one place of few words in which both have some.
#[cfg(feature = "cards")]
pub(crate) fn stackable(one: &str, other: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut places = places(one, other);
    let (left, right) = places.pop().filter(|_| places.is_empty())?;
    let fits = |words: &str| !words.is_empty() && words.split_whitespace().count() <= STACKED_WORDS;
    (fits(&one[left.clone()]) && fits(&other[right.clone()])).then_some((left, right))
}

/// One of two wordings; a dash for one that has nothing there.
fn variant(out: &mut Html, words: &str, by: &str) {
    out.text(if words.is_empty() { "–" } else { words }).raw(" <small>").text(by).raw("</small>");
}

/// The words of `now`, with what `before` had in their place. Punctuation between words is that of `now`.
pub(crate) fn changes(out: &mut Html, before: &str, now: &str) {
    let mut done = 0;
    for segment in compare(before, now) {
        match segment {
            Segment::Left(words, _) => {
                let space = done + usize::from(now[done..].starts_with(' '));
                gap(out, now, &mut done, space);
                // What was left out at the end has no space before it in what is there.
                let spaced = done == 0 || now[..done].ends_with(char::is_whitespace);
                out.raw(if spaced { "<del>" } else { " <del>" }).text(words.of(before)).raw("</del> ");
            }
            Segment::Right(words, _) => {
                gap(out, now, &mut done, words.start as usize);
                out.raw("<ins>").text(words.of(now)).raw("</ins>");
                done = words.end as usize;
            }
            Segment::Same { right, .. } => {
                gap(out, now, &mut done, right.start as usize);
                out.text(right.of(now));
                done = right.end as usize;
            }
        }
    }
    gap(out, now, &mut done, now.len());
}

/// The words of `now`, those marked that `first` has otherwise.
pub(crate) fn differing(out: &mut Html, first: &str, now: &str) {
    let mut done = 0;
    for (_, right) in places(first, now) {
        out.text(&now[done..right.start]);
        if !right.is_empty() {
            out.raw("<mark>").text(&now[right.clone()]).raw("</mark>");
        }
        done = right.end;
    }
    out.text(&now[done..]);
}

/// How many words of the longer of two wordings the other has too, and how many it has.
pub(crate) fn agreement(one: &str, other: &str) -> (usize, usize) {
    let count = |text: &str| text.split_whitespace().filter(|word| !no_word(word)).count();
    let segments = compare(one, other);
    let same = segments.iter().map(|segment| match segment {
        Segment::Same { left, .. } => count(left.of(one)),
        _ => 0,
    });
    (same.sum(), count(one).max(count(other)))
}

/// What stands between two segments.
fn gap(out: &mut Html, now: &str, done: &mut usize, to: usize) {
    if *done < to {
        out.text(&now[*done..to]);
        *done = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_are_struck_through_and_put_in() {
        let mut out = Html::new();
        changes(&mut out, "no one will pay a toll", "No one shall ever pay a toll.");
        assert_eq!(out.as_str(), "No one <del>will</del> <ins>shall ever</ins> pay a toll.");
        let mut out = Html::new();
        changes(&mut out, "No toll. Not one … ever.", "No toll …");
        assert_eq!(out.as_str(), "No toll <del>Not one</del> … <del>ever.</del> ");
    }

    fn differences(one: &str, other: &str) -> Vec<(String, String)> {
        let ranges = places(one, other);
        ranges.into_iter().map(|(left, right)| (one[left].to_owned(), other[right].to_owned())).collect()
    }

    #[test]
    fn wordings_differ_in_phrases() {
        let pair = |left: &str, right: &str| (left.to_owned(), right.to_owned());
        let (one, other) = ("The right to choose the ferry is old", "The right of choosing the ferry is old.");
        assert_eq!(differences(one, other), [pair("to choose", "of choosing")]);
        assert_eq!(differences("we will let them go", "we will not let them go"), [pair("", "not")]);
        assert_eq!(
            differences("the old pier must end by June", "the old pier will soon end in July"),
            [pair("must end by June", "will soon end in July")]
        );
    }

    #[test]
    fn a_longer_or_shorter_piece_of_the_same_words_is_no_other_wording() {
        assert_eq!(differences("we will not let them go", "I say we will not let them go, never"), []);
        assert_eq!(differences("Steel does not bend", "“steel does not bend.”"), []);
    }

    #[test]
    fn two_wordings_stand_above_each_other_where_they_differ() {
        let write = |out: &mut Html, words: &str| {
            out.text(words);
        };
        let mut out = Html::new();
        let done =
            stacked(&mut out, ("It will open in May, I hope", "A"), ("It should open in May, I hope", "B"), write);
        let expected = "It <span class=v><span>will <small>A</small></span> <span>should <small>B</small></span></span> open in May, I hope";
        assert_eq!((done, out.as_str()), (Some(()), expected));
        let mut out = Html::new();
        assert_eq!(stacked(&mut out, ("a b", "A"), ("a b", "B"), write), None);
        assert!(out.is_empty());
    }
}
