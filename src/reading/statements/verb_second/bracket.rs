//! A verb of saying with both its parts: "hat ... gefordert", "teilte ... mit".

use super::super::attribution::Sentence;
use super::super::paragraph::Paragraph;
use super::super::tokens::Shape;
use crate::languages::lexicon::{Tags, Verb, form};
use crate::model::statement::Polarity;

/// How far apart the two parts of a verb may stand, in tokens.
const BRACKET: usize = 48;

/// A verb of saying with both its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    /// The finite verb.
    pub(super) finite: usize,
    /// The verb of saying.
    pub(super) verb: usize,
    /// Past the part that stands last; past the finite verb if that is all.
    pub(super) end: usize,
    /// Whether it stands last as a whole, as in a subordinate clause.
    pub(super) last: bool,
    pub(super) passive: bool,
    /// Where the words are that stand behind a preposition in place of its other part: "sprach von Q".
    pub(super) about: Option<usize>,
    pub(super) polarity: Polarity,
}

impl Bracket {
    pub(super) fn of(sentence: &Sentence, at: usize, verb: Verb) -> Option<Bracket> {
        let p = sentence.paragraph;
        let from = sentence.segment.from;
        // "zu sagen", "der erklärte Gegner"
        let marked = at > from && p.lexicon.infinitive().iter().any(|mark| p.is_word(at - 1, mark));
        if marked {
            return None;
        }
        let closes = ends(p, at + 1) || at + 1 >= sentence.segment.to;
        let before = |tags: Tags| {
            let near = (from.max(at.saturating_sub(BRACKET))..at).rev();
            let mut open = near.take_while(|at| {
                p.at(*at).quote != 0 || !matches!(p.at(*at).shape, Shape::Comma | Shape::Colon | Shape::Semicolon)
            });
            open.find(|at| p.at(*at).quote == 0 && p.at(*at).is(tags) && !p.at(*at).is(Tags::CAPITAL))
        };
        let capitalised = |tags: Tags| p.at(from).is(tags).then_some(from).filter(|_| from < at);
        let mut bracket = Bracket {
            finite: at,
            verb: at,
            end: at + 1,
            last: false,
            passive: false,
            about: None,
            polarity: Polarity::Said,
        };
        let participle = verb.forms & form::PARTICIPLE != 0;
        let finite = verb.forms & (form::THIRD | form::PAST) != 0;
        let last = participle && p.at(at + 1).is(Tags::AUXILIARY) && (ends(p, at + 2) || at + 2 >= sentence.segment.to);
        if let Some(auxiliary) =
            before(Tags::AUXILIARY).or_else(|| capitalised(Tags::AUXILIARY)).filter(|_| participle && closes)
        {
            bracket.finite = auxiliary;
            bracket.passive = p.at(auxiliary).is(Tags::BE);
        } else if last {
            (bracket.finite, bracket.end, bracket.last) = (at + 1, at + 2, true);
            bracket.passive = p.at(at + 1).is(Tags::BE);
        } else if let Some(modal) = before(Tags::MODAL.or(Tags::BE)).filter(|_| verb.forms & form::BASE != 0 && closes)
        {
            bracket.finite = modal;
            bracket.polarity = Polarity::ToCome;
        } else if !finite && verb.forms & form::BASE == 0 {
            return None;
        }
        let apart = p.lexicon.apart(verb);
        let joined = at > from && apart.iter().any(|part| p.is_word(at - 1, part)) && p.at(at - 1).quote == 0;
        if joined && bracket.finite == at {
            bracket.last = closes;
        } else if bracket.finite != at && !apart.is_empty() && !joined {
            return None;
        } else if bracket.finite == at && !apart.is_empty() {
            let part = |at: &usize| {
                p.at(*at).quote == 0
                    && apart.iter().any(|part| p.is_word(*at, part))
                    && (ends(p, *at + 1) || *at + 1 >= sentence.segment.to)
            };
            match (at + 1..sentence.segment.to.min(at + BRACKET)).find(part) {
                Some(part) => bracket.end = part + 1,
                None => bracket.about = Some(about(sentence, at, verb)?),
            }
        }
        // Only what stands within the verb, or right behind it, denies it.
        let reach = bracket.finite.min(at)..bracket.end.max(at + 1) + 1;
        let within = reach.take_while(|at| p.at(*at).shape != Shape::Comma || p.at(*at).quote != 0);
        if within.into_iter().any(|at| p.at(at).is(Tags::NEGATION) && p.at(at).quote == 0) {
            bracket.polarity = Polarity::NotSaid;
        }
        Some(bracket)
    }
}

/// The preposition in the same clause whose object is what a verb tells: "sprach am Montag **von** einem Erfolg".
fn about(sentence: &Sentence, at: usize, verb: Verb) -> Option<usize> {
    let p = sentence.paragraph;
    let leads = |at: usize| p.at(at).quote == 0 && p.lexicon.about(verb.group).iter().any(|word| p.is_word(at, word));
    // A name behind it may be whose telling it is: "sprach Ruiz von der Werft".
    let article = |at: usize| {
        let next = p.at(at + 1);
        p.opening(at + 1).is_some() || next.shape == Shape::Number || next.is(Tags::INDEFINITE)
    };
    let near = (at + 1..sentence.segment.to.min(at + BRACKET)).take_while(|at| !ends(p, *at));
    near.into_iter().find(|at| leads(*at) && article(*at))
}

/// Whether a clause or a part of it ends before the token.
pub(super) fn ends(p: &Paragraph, at: usize) -> bool {
    let token = p.at(at);
    match token.shape {
        Shape::Mark(_) => p.opening(at).is_some(),
        Shape::Comma | Shape::Stop | Shape::Colon | Shape::Semicolon | Shape::Dash => token.quote == 0,
        _ => {
            let clause = token.is(Tags::THAT.or(Tags::WHETHER)) && !p.lexicon.comma_clauses();
            token.quote == 0 && (clause || token.is(Tags::CONJUNCTION))
        }
    }
}
