//! Which words of a paragraph stand inside quotation marks.
//!
//! Marks are paired in one pass, whatever their style: a mark left open runs to the end of the paragraph (that is how speech that
//! goes on in the next one is printed), a closing mark that begins a paragraph opens, a mark after digits may be inches, and a
//! pair inside another pair belongs to the words outside it.

use super::tokens::{Mark, Shape, Token};
use crate::languages::lexicon::Tags;
use smallvec::SmallVec;

/// A passage in quotation marks; positions are tokens of the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The opening mark.
    pub(super) open: usize,
    /// The closing mark, or the number of tokens if it is never closed.
    pub(super) close: usize,
    /// Number of words inside.
    pub(super) words: usize,
    /// Whether it is in ‘single’ marks.
    pub(super) single: bool,
}

impl Quotation {
    /// One past the last token that belongs to it, marks included.
    pub(super) fn end(&self, tokens: &[Token]) -> usize {
        (self.close + 1).min(tokens.len())
    }
}

/// Pairs the marks of a paragraph and tells every token which quotation it stands in.
pub(super) fn pair(tokens: &mut [Token], quotations: &mut Vec<Quotation>, dash_speech: bool, incises: bool) {
    quotations.clear();
    if dash_speech && tokens.first().is_some_and(|token| token.shape == Shape::Dash) {
        dialogue(tokens, quotations);
    } else {
        let marks: Marks = (0..tokens.len()).filter(|at| matches!(tokens[*at].shape, Shape::Mark(_))).collect();
        if marks.is_empty() {
            return;
        }
        doubles(tokens, &marks, quotations);
        singles(tokens, &marks, quotations);
        interruptions(tokens, quotations, incises);
    }
    quotations.sort_by_key(|quotation| quotation.open);
    for (index, quotation) in quotations.iter_mut().enumerate() {
        let end = quotation.end(tokens);
        let inside = &mut tokens[quotation.open..end];
        quotation.words = inside.iter().filter(|token| token.is_word()).count();
        for token in inside {
            token.quote = index as u32 + 1;
        }
    }
}

/// Speech behind a dash, and what the article says between two more: "—No iré —dijo Ruiz—. Mañana sí."
fn dialogue(tokens: &[Token], quotations: &mut Vec<Quotation>) {
    let dashes: Vec<usize> = (0..tokens.len()).filter(|at| tokens[*at].shape == Shape::Dash).collect();
    let says = |at: usize| {
        tokens.get(at).is_some_and(|token| token.verb.is_some() && token.is(Tags::CUE) && !token.is(Tags::CAPITAL))
    };
    let mut open = Some(0);
    for dash in dashes.into_iter().skip(1) {
        match open {
            Some(start) if says(dash + 1) => {
                quotations.push(Quotation { open: start, close: dash, words: 0, single: false });
                open = None;
            }
            Some(_) => {}
            None => open = Some(dash),
        }
    }
    if let Some(start) = open {
        quotations.push(Quotation { open: start, close: tokens.len(), words: 0, single: false });
    }
}

/// Takes out of a quotation what the article says in it: «Q1, — said S. — Q2»; where it does so between commas, « Q1, a dit S, Q2 » too.
fn interruptions(tokens: &[Token], quotations: &mut Vec<Quotation>, incises: bool) {
    let ends = |at: usize| at > 0 && matches!(tokens[at - 1].shape, Shape::Comma | Shape::Stop);
    let mut rest = Vec::new();
    for quotation in quotations.iter_mut() {
        let to = quotation.close.min(tokens.len());
        let joined = |at: usize| tokens.get(at + 1).is_some_and(|next| !next.spaced);
        let opens = |at: &usize| {
            let dash = tokens[*at].shape == Shape::Dash && tokens[*at].spaced;
            dash && (ends(*at) || joined(*at)) || incises && tokens[*at].shape == Shape::Comma
        };
        let cue = |at: usize| {
            tokens.get(at).is_some_and(|token| token.verb.is_some() && token.is(Tags::CUE) && !token.is(Tags::CAPITAL))
        };
        let says = |at: usize| {
            let auxiliary = incises && tokens.get(at).is_some_and(|token| token.is(Tags::AUXILIARY));
            cue(at) || auxiliary && cue(at + 1)
        };
        let Some(first) = (quotation.open + 2..to).find(|at| opens(at) && says(at + 1)) else { continue };
        let comma = tokens[first].shape == Shape::Comma;
        let closes = |at: &usize| match tokens[*at].shape {
            Shape::Comma => comma,
            Shape::Dash => !comma && (tokens[*at].spaced && ends(*at) || joined(first) && !tokens[*at].spaced),
            _ => false,
        };
        let last = (first + 2..to.min(first + INTERRUPTION)).find(closes);
        // Between commas, a name or a noun is what shows that somebody else says it: « il pleut, dit-on, souvent ».
        let named = |at: usize| tokens[at].is(Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::TITLE));
        if comma && !last.is_some_and(|last| (first + 2..last).any(named)) {
            continue;
        }
        if let Some(last) = last.filter(|last| last + 1 < to) {
            rest.push(Quotation { open: last + 1, ..*quotation });
        }
        quotation.close = if ends(first) { first - 1 } else { first };
    }
    quotations.append(&mut rest);
}

/// Longest "— said S —" inside a quotation, in tokens.
const INTERRUPTION: usize = 16;

/// How a double mark may turn, by its own shape and what stands around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Open,
    Close,
    Either,
    Neither,
}

fn turn(tokens: &[Token], at: usize) -> Turn {
    let Shape::Mark(mark) = tokens[at].shape else { return Turn::Neither };
    let touches_before = !tokens[at].spaced;
    let touches_after = tokens.get(at + 1).is_some_and(|next| !next.spaced);
    match mark {
        // “Q,“ said S: the wrong mark, behind a comma.
        Mark::Opens if touches_before && !touches_after && at > 0 && tokens[at - 1].shape == Shape::Comma => {
            Turn::Close
        }
        Mark::Opens | Mark::Low => Turn::Open,
        Mark::Closes if !touches_before && touches_after && tokens[at + 1].is_word() => Turn::Open,
        Mark::Closes => Turn::Close,
        Mark::Either => match (touches_before, touches_after) {
            (false, true) => Turn::Open,
            (true, false) => Turn::Close,
            _ => Turn::Either,
        },
        Mark::SingleOpens | Mark::Single => Turn::Neither,
    }
}

/// The places of quotation marks.
type Marks = SmallVec<[usize; 16]>;

fn doubles(tokens: &[Token], marks: &[usize], quotations: &mut Vec<Quotation>) {
    let found = |open, close| Quotation { open, close, words: 0, single: false };
    let mut open: Option<usize> = None;
    let mut inner = false;
    for at in marks.iter().copied() {
        let turn = turn(tokens, at);
        match (open, turn) {
            (_, Turn::Neither) => {}
            (None, Turn::Open | Turn::Either) => open = Some(at),
            (None, Turn::Close) if at == 0 => open = Some(at),
            // 6'3" and the like: a mark after a digit closes nothing.
            (None, Turn::Close) if quotations.is_empty() && ends_speech(tokens, at) => quotations.push(found(0, at)),
            (None, Turn::Close) => {}
            // „Q“ and »Q«: what opens elsewhere closes here.
            (Some(start), Turn::Open) if closes_here(tokens, start, at) => {
                quotations.push(found(start, at));
                open = None;
            }
            (Some(start), Turn::Open) => {
                let curly = matches!(tokens[at].shape, Shape::Mark(Mark::Opens));
                let after_stop = at > 0 && matches!(tokens[at - 1].shape, Shape::Stop);
                if curly && closes_twice(tokens, at) {
                    inner = true;
                } else if !curly && after_stop && at > start + 1 {
                    // The closing mark was lost: the new passage begins where this mark opens.
                    quotations.push(found(start, at - 1));
                    open = Some(at);
                } else if !curly {
                    // A straight mark after a space that should close: typing slips are commoner than straight marks inside others.
                    quotations.push(found(start, at));
                    open = None;
                }
            }
            (Some(start), Turn::Close | Turn::Either) => {
                if inner {
                    inner = false;
                } else {
                    quotations.push(found(start, at));
                    open = None;
                }
            }
        }
    }
    if let Some(start) = open {
        quotations.push(found(start, tokens.len()));
    }
}

/// Whether a mark that opens in other languages closes what `start` opened.
fn closes_here(tokens: &[Token], start: usize, at: usize) -> bool {
    matches!(tokens[start].shape, Shape::Mark(Mark::Low | Mark::Closes)) && tokens[at].shape == Shape::Mark(Mark::Opens)
}

/// Whether a closing mark ends speech whose opening mark was lost: ... developments," the minister said.
fn ends_speech(tokens: &[Token], at: usize) -> bool {
    at > 3 && matches!(tokens[at - 1].shape, Shape::Comma) && tokens.get(at + 1).is_some_and(|next| next.is_word())
}

/// How many marks are looked at to see whether a pair stands inside another.
const AHEAD: usize = 200;

/// Whether the next two curly marks both close: “he calls “that” a plan”.
fn closes_twice(tokens: &[Token], at: usize) -> bool {
    let mut marks = tokens[at + 1..].iter().take(AHEAD).filter_map(|token| match token.shape {
        Shape::Mark(mark @ (Mark::Opens | Mark::Closes)) => Some(mark),
        _ => None,
    });
    marks.next() == Some(Mark::Closes) && marks.next() == Some(Mark::Closes)
}

/// Pairs single marks outside the double ones: one that opens a word, and one that ends a word before no letter.
fn singles(tokens: &[Token], marks: &[usize], quotations: &mut Vec<Quotation>) {
    let single = |at: &usize| matches!(tokens[*at].shape, Shape::Mark(Mark::SingleOpens | Mark::Single));
    if !marks.iter().any(single) {
        return;
    }
    let doubles = std::mem::take(quotations);
    let mut next = doubles.iter().peekable();
    let mut open: Option<usize> = None;
    let mut found = Vec::new();
    for at in marks.iter().copied() {
        while next.peek().is_some_and(|double| double.end(tokens) <= at) {
            next.next();
        }
        if next.peek().is_some_and(|double| double.open <= at) {
            open = None;
            continue;
        }
        let Shape::Mark(mark @ (Mark::SingleOpens | Mark::Single)) = tokens[at].shape else { continue };
        let touches_word = tokens.get(at + 1).is_some_and(|after| !after.spaced && after.is_word());
        let opens = tokens[at].spaced || at > 0 && matches!(tokens[at - 1].shape, Shape::Open | Shape::Dash);
        if open.is_none() && opens && touches_word {
            open = Some(at);
        } else if let (Some(start), Mark::Single, false, false) = (open, mark, tokens[at].spaced, touches_word) {
            found.push(Quotation { open: start, close: at, words: 0, single: true });
            open = None;
        }
    }
    *quotations = doubles;
    quotations.append(&mut found);
}
