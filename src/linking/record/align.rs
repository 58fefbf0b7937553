//! A quotation beside the words that it is from: word for word, cut, joined from two places, or altered.
//!
//! ```text
//! said:       We will not open the bridge in May, whatever it costs, because the cables are late.
//! verbatim    “We will not open the bridge in May”
//! cut         “We will not open the bridge in May … because the cables are late”
//! altered     “We will open the bridge in May”, “We will not open the bridge in June”
//! ```

use crate::languages::Language;
use crate::languages::words::{self, Class, Word};
use crate::linking::decisive::decides;
use crate::model::archive::Fit;
use crate::reading::compare::{Mark, Segment, compare};
use crate::text::source::Span;
use std::collections::BTreeSet;

/// Words left out without a mark that make the rest another place.
const FAR: usize = 40;
/// A negation or number in so few words left out changes what is said, unless the quotation marks that something is missing.
const SILENTLY: usize = 12;
/// The same where it marks it.
const MARKED: usize = 6;
/// Longer texts are compared around the words that the quotation has.
const LONG: usize = 300;
/// Words in a row by which the place is found.
const RUN: usize = 3;

/// How a quotation goes with a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Alignment {
    /// What was done with the words.
    pub(crate) fit: Fit,
    /// How many words of the quotation are in the text, in this order.
    pub(crate) same: usize,
    /// How many words the quotation has, ellipses and what stands in brackets not counted.
    pub(crate) of: usize,
}

impl Alignment {
    /// The share of the quotation's words that are in the text.
    pub(crate) fn share(&self) -> f64 {
        self.same as f64 / self.of.max(1) as f64
    }
}

/// Sets a quotation beside a text.
pub(crate) fn align(quotation: &str, text: &str, language: &Language) -> Alignment {
    let text = around(quotation, text, language);
    let segments = compare(quotation, text);
    let is_same = |segment: &Segment| matches!(segment, Segment::Same { .. });
    let first = segments.iter().position(is_same).unwrap_or(segments.len());
    let last = segments.iter().rposition(is_same).unwrap_or(0);
    let count = |span: Span, of: &str| words::words(span.of(of), language).len();
    let (mut same, mut changed) = (0, 0);
    let (mut cut, mut joined, mut altered) = (false, false, false);
    for (at, segment) in segments.iter().enumerate() {
        match *segment {
            Segment::Same { left, .. } => same += count(left, quotation),
            Segment::Left(span, Mark::Words) => changed += count(span, quotation),
            Segment::Left(..) => cut |= first < at && at < last,
            Segment::Right(span, _) if first < at && at < last => {
                let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
                let is_mark =
                    |at: usize| matches!(segments.get(at), Some(Segment::Left(_, Mark::Ellipsis | Mark::Brackets)));
                let marked = beside.into_iter().any(is_mark);
                let left_out = count(span, text);
                let few = if marked { MARKED } else { SILENTLY };
                altered |= left_out <= few && decides(span.of(text), language);
                joined |= !marked && left_out > FAR;
                cut = true;
            }
            Segment::Right(..) => {}
        }
    }
    let fit = match () {
        () if altered || changed > 0 => Fit::Altered,
        () if joined => Fit::Joined,
        () if cut => Fit::Cut,
        () => Fit::Verbatim,
    };
    Alignment { fit, same, of: same + changed }
}

/// The part of a long text that has most of the runs of a quotation, with some words before and after; all of a short one.
pub(crate) fn around<'t>(quotation: &str, text: &'t str, language: &Language) -> &'t str {
    let there = words::words(text, language);
    if there.len() <= LONG {
        return text;
    }
    let own = words::words(quotation, language);
    let run = |words: &[Word]| words::phrase(words.iter().map(|word| word.form));
    let runs: BTreeSet<u32> = own.windows(RUN).map(run).collect();
    let hits: Vec<usize> =
        there.windows(RUN).enumerate().filter(|(_, words)| runs.contains(&run(words))).map(|(at, _)| at).collect();
    let reach = (own.len() * 3).clamp(LONG / 2, LONG * 2);
    let best = |start: &&usize| hits.iter().filter(|hit| (**start..**start + reach).contains(hit)).count();
    let Some(start) = hits.iter().rev().max_by_key(best) else { return text };
    let (from, to) = (start.saturating_sub(RUN * 4), (start + reach).min(there.len()) - 1);
    &text[there[from].span.start as usize..there[to].span.end as usize]
}

/// Whether a word tells anything.
pub(crate) fn tells(word: &Word) -> bool {
    word.class != Class::Common
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages;

    const SAID: &str = "Let me be clear: we will not open the bridge in May, whatever it costs the town and its people, \
                        because the cables are late. The ferry sails until 12 June, and nobody will pay a toll.";

    fn fit(quotation: &str) -> Fit {
        align(quotation, SAID, languages::of("en")).fit
    }

    #[test]
    fn a_quotation_is_verbatim_whatever_its_typography() {
        assert_eq!(fit("We will NOT open the bridge in May"), Fit::Verbatim);
        assert_eq!(fit("the ferry sails until 12 June"), Fit::Verbatim);
    }

    #[test]
    fn what_is_left_out_is_a_cut_marked_or_not() {
        assert_eq!(fit("We will not open the bridge in May … because the cables are late"), Fit::Cut);
        assert_eq!(fit("We will not open the bridge in May because the cables are late"), Fit::Cut);
        assert_eq!(fit("We will not open [it] in May"), Fit::Cut);
    }

    #[test]
    fn a_lost_negation_and_a_changed_number_are_never_a_cut() {
        assert_eq!(fit("we will open the bridge in May"), Fit::Altered);
        assert_eq!(fit("we will … open the bridge in May"), Fit::Altered);
        assert_eq!(fit("The ferry sails until 13 June"), Fit::Altered);
        assert_eq!(fit("The ferry sails until June"), Fit::Altered);
        assert_eq!(fit("nobody will ever pay a toll"), Fit::Altered);
    }

    #[test]
    fn pieces_from_far_apart_are_joined() {
        let far =
            format!("The bridge is safe. {} The tolls are gone.", "We met and talked about the weather. ".repeat(9));
        let found = align("The bridge is safe. The tolls are gone.", &far, languages::of("en"));
        assert_eq!((found.fit, found.share()), (Fit::Joined, 1.0));
    }

    #[test]
    fn a_long_text_is_compared_where_the_words_are() {
        let long = format!("{}{SAID}", "We met and talked about the weather. ".repeat(300));
        let found = align("we will not open the bridge in May", &long, languages::of("en"));
        assert_eq!((found.fit, found.same), (Fit::Verbatim, 8));
    }
}
