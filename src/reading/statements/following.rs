//! What follows a cue: hearers, days and places that are passed over, then the words themselves or nothing.

use super::cues::Cue;
use super::paragraph::Paragraph;
use super::quotes::Quotation;
use super::tokens::Shape;
use super::{chunk, phrase};
use crate::languages::lexicon::Tags;
use crate::languages::speech::Takes;
use crate::model::statement::Act;

/// What stands behind a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Following {
    /// A quotation that opens at this token.
    Quotation(usize),
    /// A colon that ends the paragraph's part; what is quoted stands after it.
    Colon(usize),
    /// "that", "whether", or a clause with none: begins at this token.
    Clause(usize),
    /// A comma, the end of the sentence, or something that is no statement; the token it stops at.
    Nothing(usize),
}

/// Longest name in quotation marks between a cue and its words.
const NAME: usize = 3;

/// Longest phrase that names who is told before "that", in tokens.
const HEARER: usize = 14;

/// Longest name of what a place lies in, with its commas, in tokens.
const PLACE: usize = 6;

/// How far a cue and its words may be apart, in tokens.
pub(super) const REACH: usize = 30;

/// Looks behind `from`, past what tells to whom, when and where.
pub(super) fn find(paragraph: &Paragraph, cue: &Cue, from: usize, to: usize, hearer_seen: bool) -> Following {
    let limit = to.min(from + REACH);
    // "charged that": what is said begins at once.
    if from == cue.range.to && from > cue.verb + 1 && from < limit && paragraph.at(from - 1).is(Tags::THAT) {
        return Following::Clause(from - 1);
    }
    let mut at = from;
    let mut hearer = hearer_seen;
    while at < limit {
        let token = paragraph.at(at);
        match token.shape {
            Shape::Mark(_) => {
                return match paragraph.opening(at) {
                    // "in an interview with the “Herald”, that"
                    Some(name)
                        if (name.words <= NAME || is_title(paragraph, name)) && names_hearer(paragraph, cue, name) =>
                    {
                        at = name.close + 1;
                        continue;
                    }
                    Some(_) => Following::Quotation(at),
                    None => Following::Nothing(at),
                };
            }
            Shape::Colon => return Following::Colon(at),
            Shape::Comma => {
                if paragraph.opening(at + 1).is_some() {
                    return Following::Quotation(at + 1);
                }
                let clause = paragraph.lexicon.comma_clauses()
                    && cue.takes == Takes::Clause
                    && paragraph.at(at + 1).is(Tags::OPENER.or(Tags::SUBJECT).or(Tags::DETERMINER).or(Tags::CAPITAL));
                if clause || paragraph.at(at + 1).is(Tags::THAT) {
                    return Following::Clause(at + 1);
                }
                let named = if hearer { after_hearers_name(paragraph, at, limit) } else { None };
                match named.or_else(|| after_aside(paragraph, at, limit)) {
                    Some(next) => at = next,
                    None => return Following::Nothing(at),
                }
                continue;
            }
            Shape::Word | Shape::Number => {}
            Shape::Dash => match after_dashes(paragraph, at, limit) {
                Some(next) => {
                    at = next;
                    continue;
                }
                None => return Following::Nothing(at),
            },
            Shape::Open => match (at..limit).find(|close| paragraph.at(*close).shape == Shape::Close) {
                Some(close) => {
                    at = close + 1;
                    continue;
                }
                None => return Following::Nothing(at),
            },
            _ => return Following::Nothing(at),
        }
        if cue.act == Act::Asks && token.is(Tags::NEGATION) {
            return Following::Nothing(at);
        }
        if at > from
            && let Some(that) = that_behind_participle(paragraph, at, limit)
        {
            return Following::Clause(that);
        }
        if token.is(Tags::THAT) {
            // "said that day" is no clause, "said that they" is.
            return Following::Clause(at);
        }
        if token.is(Tags::OPENER) && !token.is(Tags::DETERMINER) {
            let adverbial = token.is(Tags::SUBORDINATOR) && !token.is(Tags::WHETHER);
            return if adverbial { Following::Nothing(at) } else { Following::Clause(at) };
        }
        if cue.takes == Takes::Person && !hearer {
            match hearer_end(paragraph, at, limit) {
                Some(next) => {
                    at = next;
                    hearer = true;
                    continue;
                }
                None => return Following::Nothing(at),
            }
        }
        if paragraph.lexicon.names_hearer(cue.group)
            && !hearer
            && let Some(that) = hearer_before_that(paragraph, at, limit)
            && !paragraph.at(that + 1).is(Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CUE))
        {
            return Following::Clause(that);
        }
        // "a promis de rester", "recomendó no salir", «посоветовал не выходить»
        if infinitive_begins(paragraph, at) && !cue_is_quote(cue) && (hearer || cue.takes != Takes::Person) {
            return Following::Clause(at);
        }
        if token.is(Tags::TO) {
            if infinitive(paragraph, at + 1) || paragraph.opening(at + 1).is_some_and(|words| words.words > 1) {
                let bound = matches!(cue.act, Act::Promises | Act::Asks)
                    || cue.takes == Takes::Person
                    || cue.act == Act::Claims;
                return if bound { Following::Clause(at) } else { Following::Nothing(at) };
            }
            match phrase::after(paragraph, at + 1, limit) {
                Some(phrase) => {
                    at = phrase.to;
                    continue;
                }
                None => return Following::Nothing(at),
            }
        }
        // "told the Herald's Sunday show that"
        if cue.takes == Takes::Person && token.is(Tags::VENUE) && at > from && paragraph.at(at - 1).is(Tags::CAPITAL) {
            at += 1;
            continue;
        }
        let next = paragraph.at(at + 1);
        // "there is", "there certainly is"
        let behind = if next.is(Tags::ADVERB) && !next.is(Tags::AUXILIARY) { paragraph.at(at + 2) } else { next };
        let there = behind.is(Tags::AUXILIARY.or(Tags::MODAL)) && token.is(Tags::DUMMY);
        let measures = (next.is(Tags::DETERMINER) && !next.is(Tags::OPENER) || next.shape == Shape::Number)
            && !token.is(Tags::TIME);
        if token.is(Tags::ADVERB) && !token.is(Tags::DETERMINER) && !token.is(Tags::CAPITAL) && !there && !measures {
            at += 1;
            continue;
        }
        if time_phrase(paragraph, at, limit) > at {
            at = time_phrase(paragraph, at, limit);
            continue;
        }
        // "insistió en que", "advirtió de que"
        let that_behind = paragraph.lexicon.head_first() && paragraph.at(at + 1).is(Tags::THAT);
        if that_behind && token.is(Tags::PREPOSITION) {
            return Following::Clause(at);
        }
        // «в том, что»
        if paragraph.lexicon.comma_clauses()
            && token.is(Tags::PREPOSITION)
            && paragraph.at(at + 2).shape == Shape::Comma
            && paragraph.at(at + 3).is(Tags::THAT)
            && paragraph.at(at + 1).is(Tags::DEMONSTRATIVE)
        {
            return Following::Clause(at + 3);
        }
        if token.is(Tags::PREPOSITION) && !token.is(Tags::CAPITAL) {
            match prepositional_end(paragraph, at, limit) {
                Some(next) => {
                    at = next;
                    continue;
                }
                None => return Following::Nothing(at),
            }
        }
        if token.is(Tags::CONJUNCTION) || token.is(Tags::CUE) && !token.is(Tags::NOUNLIKE) && !token.is(Tags::CAPITAL) {
            return Following::Nothing(at);
        }
        if cue.takes == Takes::Quote {
            return Following::Nothing(at);
        }
        let passed = at > from && paragraph.at(from).is(Tags::PREPOSITION.or(Tags::TIME).or(Tags::BEFORE_TIME));
        return Following::Clause(if passed { that_ahead(paragraph, at, limit) } else { at });
    }
    Following::Nothing(at)
}

/// How many words of a phrase that was passed over may be left before "that".
const LEFT_OVER: usize = 6;

/// The "that" which the rest of a phrase leads to: "said for the first time that", "said in an interview aired Monday that". `at` itself if
/// there is none, or a verb before it.
fn that_ahead(paragraph: &Paragraph, at: usize, limit: usize) -> usize {
    const VERBAL: Tags =
        Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CLITIC).or(Tags::CUE).or(Tags::SUBJECT);
    const NOUN: Tags = Tags::CAPITAL.or(Tags::DETERMINER);
    let first = paragraph.at(at);
    if first.is(NOUN.or(VERBAL)) {
        return at;
    }
    let that = (at..limit.min(at + LEFT_OVER)).find(|at| paragraph.at(*at).is(Tags::THAT));
    let plain = |at: usize| paragraph.at(at).is_word() && paragraph.at(at).quote == 0 && !paragraph.at(at).is(VERBAL);
    that.filter(|that| (at..*that).all(plain)).unwrap_or(at)
}

/// Most words from a document's noun to "that", with what tells who brought it out and when.
const BROUGHT_OUT: usize = 16;

/// The "that" behind what tells how a document came out: "said in a report released Wednesday that", "in a speech aired on Channel 5 that".
fn that_behind_participle(paragraph: &Paragraph, at: usize, limit: usize) -> Option<usize> {
    const VERBAL: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::CLITIC).or(Tags::SUBJECT).or(Tags::RELATIVE);
    let participle = paragraph.at(at);
    if !participle.is(Tags::PAST_ENDING) || participle.is(Tags::CAPITAL) || !paragraph.at(at - 1).is(Tags::VENUE) {
        return None;
    }
    let that = (at + 1..limit.min(at + BROUGHT_OUT)).find(|at| paragraph.at(*at).is(Tags::THAT))?;
    let plain = |at: usize| {
        let token = paragraph.at(at);
        let shape = token.is_word() || matches!(token.shape, Shape::Open | Shape::Close);
        shape && token.quote == 0 && (!token.is(VERBAL) || token.is(Tags::DETERMINER))
    };
    (at + 1..that).all(plain).then_some(that)
}

/// Whether a verb wants a quotation.
fn cue_is_quote(cue: &Cue) -> bool {
    cue.takes == Takes::Quote
}

/// How many words may stand before an infinitive that has no mark of its own.
const BEFORE_INFINITIVE: usize = 3;

/// Whether the infinitive of a language that tells it by its ending begins here, with its mark or a word or two before it.
pub(super) fn infinitive_begins(paragraph: &Paragraph, at: usize) -> bool {
    let endings = paragraph.lexicon.infinitive_endings();
    if endings.is_empty() {
        return false;
    }
    let infinitive = |at: usize| {
        let token = paragraph.at(at);
        token.shape == Shape::Word
            && token.quote == 0
            && !token.is(Tags::CAPITAL
                .or(Tags::DETERMINER)
                .or(Tags::TIME)
                .or(Tags::TITLE)
                .or(Tags::VENUE)
                .or(Tags::HEARER)
                .or(Tags::ADVERB)
                .or(Tags::PREPOSITION))
            && endings.iter().any(|ending| {
                let word = paragraph.text(at);
                word.len() > ending.len() + 1 && word.ends_with(&**ending)
            })
    };
    let marks = paragraph.lexicon.infinitive();
    let skips = |at: usize| paragraph.at(at).is(Tags::NEGATION) && paragraph.at(at).quote == 0;
    if marks.iter().any(|mark| paragraph.is_word(at, mark)) {
        return infinitive(at + 1) || skips(at + 1) && infinitive(at + 2);
    }
    let lead = |at: usize| skips(at) || paragraph.at(at).is(Tags::ADVERB) && !paragraph.at(at).is(Tags::CAPITAL);
    let first = (at..at + BEFORE_INFINITIVE).find(|at| !lead(*at)).unwrap_or(at);
    infinitive(first)
}

/// Whether a base form follows "to": anything that does not begin a noun phrase.
fn infinitive(paragraph: &Paragraph, at: usize) -> bool {
    let token = paragraph.at(at);
    token.is_word()
        && !token.is(Tags::CAPITAL
            .or(Tags::DETERMINER)
            .or(Tags::HEARER)
            .or(Tags::OBJECT)
            .or(Tags::SPEAKER)
            .or(Tags::POSSESSIVE))
        && token.shape == Shape::Word
}

/// Past the one who is told.
fn hearer_end(paragraph: &Paragraph, at: usize, limit: usize) -> Option<usize> {
    let token = paragraph.at(at);
    if token.is(Tags::OBJECT.or(Tags::TOLD)) {
        return Some(at + 1);
    }
    if token.is(Tags::HEARER) && !token.is(Tags::CAPITAL) {
        return Some(at + 1);
    }
    if let Some(that) = hearer_before_that(paragraph, at, limit) {
        return Some(that);
    }
    let phrase = phrase::core(paragraph, at, limit)?;
    let mut end = noun_before_to(paragraph, phrase.to, limit).unwrap_or(phrase.to);
    while end < limit && paragraph.at(end).is(Tags::OF.or(Tags::AND)) {
        match phrase::core(paragraph, end + 1, limit) {
            Some(next) => end = next.to,
            None => break,
        }
    }
    Some(end)
}

/// The "to" behind one or two more nouns of those who are told: "urged party leaders to", "asked the full council to".
fn noun_before_to(paragraph: &Paragraph, at: usize, limit: usize) -> Option<usize> {
    const NO_NOUN: Tags =
        Tags::PREPOSITION.or(Tags::CONJUNCTION).or(Tags::ADVERB).or(Tags::OPENER).or(Tags::OBJECT).or(Tags::SUBJECT);
    let noun = |at: &usize| {
        let token = paragraph.at(*at);
        let verbal = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::NEGATION);
        token.shape == Shape::Word && token.quote == 0 && !token.is(NO_NOUN.or(verbal))
    };
    let to = (at..limit.min(at + 3)).find(|next| paragraph.at(*next).is(Tags::TO))?;
    (at < to && (at..to).all(|next| noun(&next)) && infinitive(paragraph, to + 1)).then_some(to)
}

/// The "that" behind a few words without a verb: who is told.
fn hearer_before_that(paragraph: &Paragraph, at: usize, limit: usize) -> Option<usize> {
    let that = (at + 1..limit.min(at + HEARER)).find(|next| paragraph.at(*next).is(Tags::THAT))?;
    let plain = (at..that).all(|next| {
        let token = paragraph.at(next);
        let verbal = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::SUBJECT).or(Tags::CUE).or(Tags::VERB);
        // "promised a crowd in Lisse that"
        let place = paragraph.at(next + 1).is(Tags::CAPITAL) && next + 1 < that;
        let bound = token.is(Tags::PREPOSITION) && !token.is(Tags::OF.or(Tags::CAPITAL)) && !place;
        token.is_word() && token.quote == 0 && !token.is(verbal) && !bound
    });
    plain.then_some(that)
}

/// Past a day or time: "Friday", "on Monday night", "last week", "earlier this month". `at` itself if there is none.
pub(super) fn time_phrase(paragraph: &Paragraph, at: usize, limit: usize) -> usize {
    let mut end = at;
    if paragraph.at(end).is(Tags::BEFORE_TIME) {
        end += 1;
    }
    let mut found = false;
    while end < limit {
        let token = paragraph.at(end);
        if token.is(Tags::TIME) || token.shape == Shape::Number {
            found |= token.is(Tags::TIME);
        } else if !(token.is(Tags::DEMONSTRATIVE) && paragraph.at(end + 1).is(Tags::TIME)) {
            break;
        }
        end += 1;
    }
    if found { end } else { at }
}

/// Past a phrase that tells where or about what: "in an interview with RT", "on Twitter", "of the plan".
fn prepositional_end(paragraph: &Paragraph, at: usize, limit: usize) -> Option<usize> {
    let first = at + 1;
    if paragraph.opening(first).is_some() {
        return None;
    }
    let phrase = phrase::after(paragraph, first, limit)?;
    (phrase.to > first).then_some(phrase.to)
}

/// Whether a quoted name is part of the way to the words: "in an interview with the “Herald”, that", "told LNN's “Late Show” the plan was".
fn names_hearer(paragraph: &Paragraph, cue: &Cue, name: Quotation) -> bool {
    let goes_on = paragraph.at(name.close + 1).is_word();
    names_venue(paragraph, name.close + 1) || cue.takes == Takes::Person && goes_on && chunk::titles(paragraph, name)
}

/// Longest title of a broadcast, in words.
const TITLE: usize = 8;

/// Whether every word of a quoted name has a capital: "This Day With Ana Ruiz".
fn is_title(paragraph: &Paragraph, name: Quotation) -> bool {
    let inside = name.open + 1..name.close.min(paragraph.tokens.len());
    let plain = |at: usize| !paragraph.at(at).is_word() || paragraph.at(at).is(Tags::CAPITAL);
    name.words <= TITLE && inside.into_iter().all(plain)
}

/// Whether what is reported begins behind a quoted name, so that the name is part of the way there.
fn names_venue(paragraph: &Paragraph, after: usize) -> bool {
    let comma = usize::from(paragraph.at(after).shape == Shape::Comma);
    paragraph.at(after + comma).is(Tags::THAT) && !paragraph.at(after + comma + 1).is(Tags::AUXILIARY.or(Tags::MODAL))
}

/// Past an aside between dashes, if what is reported surely follows: "said — in public, at last — that".
fn after_dashes(paragraph: &Paragraph, dash: usize, limit: usize) -> Option<usize> {
    let close = (dash + 1..limit.min(dash + 14)).find(|at| paragraph.at(*at).shape == Shape::Dash)?;
    (paragraph.at(close + 1).is(Tags::THAT) || paragraph.opening(close + 1).is_some()).then_some(close + 1)
}

/// Past ", however," or ", in a statement,": where the words go on behind a short aside.
fn after_aside(paragraph: &Paragraph, comma: usize, limit: usize) -> Option<usize> {
    let first = paragraph.at(comma + 1);
    let gerund = first.is(Tags::GERUND_ENDING.or(Tags::LEAVING)) && !first.is(Tags::DETERMINER);
    let aside = first.is(Tags::ADVERB.or(Tags::PREPOSITION).or(Tags::TIME)) || gerund;
    if first.is(Tags::CAPITAL) && comma > 0 && paragraph.at(comma - 1).is(Tags::CAPITAL) {
        return after_place(paragraph, comma, limit);
    }
    if !aside {
        return None;
    }
    let close = (comma + 1..limit.min(comma + 14)).find(|at| {
        let token = paragraph.at(*at);
        token.quote == 0 && matches!(token.shape, Shape::Comma | Shape::Stop | Shape::Colon | Shape::Semicolon)
    })?;
    let next = close + 1;
    match paragraph.at(close).shape {
        // "reported, citing two people, that"; a quotation or colon behind a participle is that one's.
        Shape::Comma if paragraph.at(next).is(Tags::THAT) => Some(next),
        Shape::Comma if !gerund && paragraph.opening(next).is_some() => Some(next),
        Shape::Colon if !gerund => Some(close),
        _ => None,
    }
}

/// Past the name of who is told, if what is reported surely follows: "told her aide, Ole Lund, on Friday that".
fn after_hearers_name(paragraph: &Paragraph, comma: usize, limit: usize) -> Option<usize> {
    let part = |at: &usize| {
        let token = paragraph.at(*at);
        token.quote == 0 && token.is_word() && token.is(Tags::CAPITAL.or(Tags::PARTICLE))
    };
    if !paragraph.at(comma + 1).is(Tags::CAPITAL) || paragraph.at(comma + 1).is(Tags::TIME) {
        return None;
    }
    let close = (comma + 1..limit.min(comma + HEARER)).find(|at| !part(at))?;
    let next = time_phrase(paragraph, close + 1, limit);
    let follows = paragraph.at(next).is(Tags::THAT) || paragraph.opening(next).is_some();
    (paragraph.at(close).shape == Shape::Comma && follows).then_some(close + 1)
}

/// Past the rest of a place between commas: "said in Lisse, Southland, that".
fn after_place(paragraph: &Paragraph, comma: usize, limit: usize) -> Option<usize> {
    let named = |at: &usize| paragraph.at(*at).is(Tags::CAPITAL) && paragraph.at(*at).quote == 0;
    let close = (comma + 1..limit.min(comma + PLACE)).find(|at| !named(at))?;
    let follows = paragraph.at(close + 1).is(Tags::THAT) || paragraph.opening(close + 1).is_some();
    (paragraph.at(close).shape == Shape::Comma && follows).then_some(close + 1)
}
