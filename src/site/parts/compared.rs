//! Two wordings word by word: what one has not is struck through, what it has more is marked as put in.

use crate::reading::compare::{Segment, compare};
use crate::site::html::Html;

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
}
