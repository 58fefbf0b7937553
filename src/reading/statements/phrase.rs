//! The noun phrase that begins at a word: a subject behind its verb, or who is told.

use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use crate::languages::lexicon::{Tags, form};
use crate::model::statement::Act;

/// The longest noun phrase that is looked at, in tokens.
const LONGEST: usize = 60;

/// The noun phrase that begins at `from`: the subject behind an inverted verb, or a hearer.
pub(super) fn after(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let phrase = without_apposition(paragraph, from, to)?;
    Some(Range::new(from, apposition_end(paragraph, phrase.to, to)))
}

/// The same without what is set off by a comma.
pub(super) fn without_apposition(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let core = core(paragraph, from, to)?;
    let mut end = core.to;
    let proper = paragraph.at(end - 1).is(Tags::CAPITAL);
    loop {
        let token = paragraph.at(end);
        // "sagte Ruiz der Zeitung": behind a name, an article tells who was told.
        let told = proper && token.is(Tags::DETERMINER) && !paragraph.at(from).is(Tags::DETERMINER)
            || token.is(Tags::DETERMINER) && (end + 1..end + 3).any(|at| paragraph.at(at).is(Tags::HEARER));
        let joins = token.is(Tags::OF) && !told
            || token.is(Tags::ATTACHING) && !proper
            || token.is(Tags::AND)
                && self::core(paragraph, end + 1, to).is_some_and(|next| !verb_follows(paragraph, next.to));
        if !joins || end >= to {
            break;
        }
        match self::core(paragraph, end + 1, to) {
            Some(next) => end = next.to,
            None => break,
        }
    }
    Some(Range::new(from, end))
}

fn verb_follows(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.at(at).is(Tags::AUXILIARY.or(Tags::MODAL).or(Tags::CUE))
}

/// Article, adjectives, title and name; nothing that begins another phrase.
pub(super) fn core(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let first = paragraph.at(from);
    if from >= to || !first.is_word() || first.quote != 0 {
        return None;
    }
    if first.is(Tags::SUBJECT.or(Tags::OBJECT)) && !first.is(Tags::DETERMINER) {
        return Some(Range::new(from, from + 1));
    }
    if first.is(Tags::PREPOSITION.or(Tags::CONJUNCTION).or(Tags::AUXILIARY).or(Tags::MODAL).or(Tags::OPENER))
        && !first.is(Tags::CAPITAL.or(Tags::DETERMINER))
    {
        return None;
    }
    const STOPS: Tags = Tags::PREPOSITION
        .or(Tags::CONJUNCTION)
        .or(Tags::AUXILIARY)
        .or(Tags::MODAL)
        .or(Tags::NEGATION)
        .or(Tags::ADVERB)
        .or(Tags::OPENER)
        .or(Tags::RELATIVE)
        .or(Tags::SUBORDINATOR)
        .or(Tags::OBJECT)
        .or(Tags::TIME);
    let mut end = from + 1;
    while end < to && end - from < LONGEST {
        let token = paragraph.at(end);
        let capital = token.is(Tags::CAPITAL) && !token.is(Tags::TIME);
        let possessive = paragraph.at(end - 1).is(Tags::POSSESSIVE);
        if token.is(Tags::PARTICLE)
            && let Some(name) = particles_end(paragraph, end, to)
        {
            end = name;
            continue;
        }
        if !token.is_word() || token.quote != 0 || (token.is(STOPS) && !capital && !possessive) {
            break;
        }
        // After a name a small letter begins something else, unless the name is a possessive or a title goes on.
        let name_over =
            paragraph.at(end - 1).is(Tags::CAPITAL) && !paragraph.at(end - 1).is(Tags::TITLE) && !possessive;
        // Where nouns have capitals, small letters behind one are no part of its phrase: "der Werft leicht verletzt".
        if paragraph.lexicon.capital_nouns() && !capital && paragraph.at(end - 1).is(Tags::CAPITAL) {
            break;
        }
        let determined = first.is(Tags::DETERMINER) || first.shape == Shape::Number;
        if !capital && !possessive && token.is(Tags::VERB) && end > from + usize::from(determined) {
            break;
        }
        if name_over
            && !determined
            && !capital
            && !token.is(Tags::TITLE.or(Tags::SPEAKER).or(Tags::NOUN_CUE).or(Tags::VENUE))
            && !adjectival(paragraph, end, to)
            && !office_between(paragraph, end, to)
        {
            break;
        }
        if token.is(Tags::SUBJECT) && !token.is(Tags::DETERMINER) && !capital {
            break;
        }
        // "urged the builders to": what stands right behind an article is a noun.
        let noun = end == from + 1 && first.is(Tags::DETERMINER) && !first.is(Tags::SUBJECT);
        let reports = token.is(Tags::CUE)
            && !token.is(Tags::NOUNLIKE)
            && token.verb.is_some_and(|verb| verb.forms & form::ING == 0);
        let thing = token.is(Tags::VENUE.or(Tags::NOUN_CUE)) && first.is(Tags::DETERMINER);
        if !capital && !possessive && !noun && (acts(paragraph, end) && !thing || reports && end > from + 1) {
            break;
        }
        if token.is(Tags::DETERMINER)
            && token.shape == Shape::Word
            && !capital
            && !possessive
            && !paragraph.at(end - 1).is(Tags::DETERMINER)
        {
            break;
        }
        end += 1;
    }
    Some(Range::new(from, end))
}

/// The name behind the small words at `at`, if a name stands before them too: "Bill de Roe", "Ana von der Lund".
fn particles_end(paragraph: &Paragraph, at: usize, to: usize) -> Option<usize> {
    let name = |at: usize| paragraph.at(at).is(Tags::CAPITAL) && !paragraph.at(at).is(Tags::POSSESSIVE);
    // "Ruiz der Zeitung", but "Ana von der Lund"
    if paragraph.lexicon.capital_nouns() && paragraph.at(at).is(Tags::DETERMINER) {
        return None;
    }
    let end = (at..to.min(at + 3)).find(|next| !paragraph.at(*next).is(Tags::PARTICLE))?;
    (end > at && at > 0 && name(at - 1) && paragraph.at(end).is(Tags::CAPITAL)).then_some(end)
}

/// Whether a small-letter word is a verb by what follows it: "sought to", "visited the", "looked at".
fn acts(paragraph: &Paragraph, at: usize) -> bool {
    let next = paragraph.at(at + 1);
    let objects =
        next.quote == 0 && next.is(Tags::DETERMINER.or(Tags::OBJECT)) && !next.is(Tags::OPENER) || next.is(Tags::TO);
    objects || next.is(Tags::PREPOSITION) && paragraph.at(at).is(Tags::PAST_ENDING)
}

/// Whether a small-letter word after a name goes on to another name: "Trump campaign spokeswoman Ann Lee".
fn adjectival(paragraph: &Paragraph, at: usize, to: usize) -> bool {
    // "Ruiz praised Mr. Roe"
    if paragraph.at(at).is(Tags::PAST_ENDING) && paragraph.at(at + 1).is(Tags::CAPITAL) {
        return false;
    }
    (at..to.min(at + 4)).take_while(|next| paragraph.at(*next).is_word()).any(|next| {
        let token = paragraph.at(next);
        token.is(Tags::TITLE.or(Tags::SPEAKER)) && !token.is(Tags::TIME)
    })
}

/// Whether a noun stands between a body and who works there: "Lindow Survey researcher Ann Lee".
fn office_between(paragraph: &Paragraph, at: usize, to: usize) -> bool {
    const NO_NOUN: Tags = Tags::PREPOSITION
        .or(Tags::CONJUNCTION)
        .or(Tags::ADVERB)
        .or(Tags::VERB)
        .or(Tags::CUE)
        .or(Tags::PAST_ENDING)
        .or(Tags::GERUND_ENDING)
        .or(Tags::PLURAL_ENDING)
        .or(Tags::SUBORDINATOR)
        .or(Tags::TIME);
    let named = |at: usize| {
        let token = paragraph.at(at);
        at < to && token.is(Tags::CAPITAL) && !token.is(Tags::TIME.or(Tags::POSSESSIVE)) && token.quote == 0
    };
    let noun = paragraph.at(at);
    noun.shape == Shape::Word && !noun.is(NO_NOUN) && named(at + 1) && named(at + 2)
}

/// Past a full name between commas behind a noun: "su portavoz, Ana Ruiz, ", "the mayor, Ana Ruiz, who ...". Behind a name it is
/// somebody else, unless the name is that of a body in an office.
fn apposed_name(paragraph: &Paragraph, comma: usize, to: usize) -> Option<usize> {
    let name = comma > 0 && paragraph.at(comma - 1).is(Tags::CAPITAL);
    if comma == 0 || name && !(paragraph.lexicon.head_first() && titled(paragraph, comma)) {
        return None;
    }
    let part = |at: usize| {
        paragraph.at(at).quote == 0 && (paragraph.at(at).is(Tags::CAPITAL) || paragraph.at(at).is(Tags::PARTICLE))
    };
    let mut end = comma + 1;
    while end < to && part(end) && paragraph.at(end).is_word() {
        end += 1;
    }
    // "her lawyer, Karl Lind of Lisse"
    let of = paragraph.at(end).is(Tags::OF) && !paragraph.lexicon.head_first();
    let closed = of || end >= to || matches!(paragraph.at(end).shape, Shape::Comma | Shape::Stop | Shape::Open);
    let full = end >= comma + 3 && paragraph.at(end - 1).is(Tags::CAPITAL) && paragraph.at(comma + 1).is(Tags::CAPITAL);
    (full && closed).then_some(end)
}

/// Whether a noun phrase before a comma begins with an article and ends in the name of a body: "la présidente de la Commission,".
fn titled(paragraph: &Paragraph, comma: usize) -> bool {
    let reach = comma.saturating_sub(8);
    let plain = |at: &usize| paragraph.at(*at).is_word() && paragraph.at(*at).quote == 0;
    let mut near = (reach..comma).rev().take_while(plain);
    near.any(|at| paragraph.at(at).is(Tags::TITLE) && paragraph.at(at + 1).is(Tags::OF.or(Tags::PREPOSITION)))
}

/// Past the apposition behind a name: ", director of the X Center".
fn apposition_end(paragraph: &Paragraph, end: usize, to: usize) -> usize {
    if end + 1 >= to || paragraph.at(end).shape != Shape::Comma {
        return end;
    }
    if let Some(name) = apposed_name(paragraph, end, to) {
        return name;
    }
    let first = paragraph.at(end + 1);
    if first.quote != 0 && first.is_word() {
        return end;
    }
    let begins = first.is(Tags::DETERMINER.or(Tags::TITLE).or(Tags::RELATIVE)) && !first.is(Tags::CUE)
        || first.shape == Shape::Number
        || first.shape == Shape::Word && party(paragraph.text(end + 1))
        || first.is(Tags::CAPITAL) && (paragraph.at(end + 2).is(Tags::OF) || first.is(Tags::POSSESSIVE))
        || first.shape == Shape::Word
            && !first.is(Tags::CAPITAL
                .or(Tags::PREPOSITION)
                .or(Tags::ADVERB)
                .or(Tags::CONJUNCTION)
                .or(Tags::SUBORDINATOR)
                .or(Tags::TIME)
                .or(Tags::CUE)
                .or(Tags::LEAVING)
                .or(Tags::THAT)
                .or(Tags::WHETHER)
                .or(Tags::AUXILIARY)
                .or(Tags::SUBJECT))
            && !first.is(Tags::GERUND_ENDING);
    // "said Ana Ruiz, who said that": other words of hers.
    if !begins || first.is(Tags::RELATIVE) && tells(paragraph, end + 2) {
        return end;
    }
    let mut at = end + 1;
    while at < to && at - end < LONGEST {
        let token = paragraph.at(at);
        if token.quote == 0
            && matches!(token.shape, Shape::Stop | Shape::Comma | Shape::Semicolon | Shape::Colon | Shape::Dash)
        {
            break;
        }
        at += 1;
    }
    // "a voter, who, like all others, stayed at home"
    if first.is(Tags::RELATIVE) && at == end + 2 {
        return end;
    }
    // "Rep. Ann Lee, R-Iowa, chair of the committee,": one more.
    if at < to && (at - end <= 2) && paragraph.at(at).shape == Shape::Comma {
        return apposition_end(paragraph, at, to);
    }
    at
}

/// Whether a verb of saying stands here with what is said: "who said the plan was good", but not "who writes for the Herald".
fn tells(paragraph: &Paragraph, at: usize) -> bool {
    let (cue, next) = (paragraph.at(at), paragraph.at(at + 1));
    let Some(verb) = cue.verb.filter(|_| cue.is(Tags::CUE) && !cue.is(Tags::NOUNLIKE) && cue.quote == 0) else {
        return false;
    };
    const BEGINS: Tags = Tags::THAT.or(Tags::SUBJECT).or(Tags::DETERMINER).or(Tags::CAPITAL).or(Tags::DUMMY);
    const ELSE: Tags = Tags::CONJUNCTION.or(Tags::PREPOSITION).or(Tags::ADVERB).or(Tags::TIME).or(Tags::CUE);
    let clause = next.is(BEGINS) || verb.act == Act::Says && next.shape == Shape::Word && !next.is(ELSE);
    clause || paragraph.opening(at + 1).is_some() || !paragraph.lexicon.with(verb).is_empty()
}

/// "R-Iowa", "D-N.Y.": a party and a state.
fn party(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('-')
}
