//! Cues: the verbs that report words, with their auxiliaries and what these say of whether the words were said.

use super::chunk;
use super::paragraph::{Paragraph, Range};
use super::tokens::{Shape, Token};
use crate::languages::lexicon::{Tags, Verb, form};
use crate::languages::speech::Takes;
use crate::model::statement::{Act, Polarity};

/// How the verb stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "said", "has said", "is saying": wants a subject.
    Finite,
    /// ", saying": speaks for the subject of the sentence.
    Participle,
    /// "to say": speaks for the subject of the verb before it.
    Infinitive,
    /// "was told", "is quoted as saying".
    Passive,
}

/// A verb that reports words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// Auxiliaries, adverbs and the verb.
    pub(super) range: Range,
    /// The verb itself.
    pub(super) verb: usize,
    pub(super) form: Form,
    pub(super) act: Act,
    pub(super) takes: Takes,
    pub(super) group: u16,
    pub(super) polarity: Polarity,
    /// Whether the verb is in the past or perfect, as against "says".
    pub(super) past: bool,
}

/// The cue whose verb is the token at `index`, if it is one there.
pub(super) fn at(paragraph: &Paragraph, index: usize, segment: Range) -> Option<Cue> {
    let token = paragraph.at(index);
    let verb = token.verb.filter(|_| token.quote == 0 && token.is(Tags::CUE))?;
    let led = index == segment.from || index == segment.from + 1 && paragraph.at(segment.from).is(Tags::SUBORDINATOR);
    if token.is(Tags::CAPITAL) && !led && index > segment.from && !paragraph.at(index - 1).is(Tags::SUBJECT) {
        return None;
    }
    let described = index > segment.from && {
        let before = paragraph.at(index - 1);
        before.is(Tags::POSSESSIVE.or(Tags::DETERMINER)) && !before.is(Tags::SUBJECT.or(Tags::ADVERB).or(Tags::CLITIC))
    };
    let clause = paragraph.at(index + 1);
    let reports = clause.is(Tags::THAT.or(Tags::SUBJECT).or(Tags::DETERMINER).or(Tags::CAPITAL))
        || matches!(clause.shape, Shape::Mark(_));
    // "400 pledged votes"
    if index > segment.from
        && paragraph.at(index - 1).shape == Shape::Number
        && verb.forms & form::PARTICIPLE != 0
        && clause.is(Tags::PLURAL_ENDING)
        && !clause.is(Tags::CAPITAL.or(Tags::SUBJECT))
    {
        return None;
    }
    // "rejected calls for talks": the noun behind another verb. "The accused calls for" is none.
    let noun = verb.forms & form::THIRD != 0 && !token.is(Tags::NOUNLIKE) && !paragraph.lexicon.with(verb).is_empty();
    if index > segment.from + 1 && noun {
        let (before, first) = (paragraph.at(index - 1), paragraph.at(index - 2));
        let other = before.is(Tags::PAST_ENDING) && !before.is(Tags::CAPITAL.or(Tags::SPEAKER).or(Tags::TITLE));
        if other && !first.is(Tags::DETERMINER) {
            return None;
        }
    }
    let counted = described && reports && chunk::counts(paragraph, index - 1, segment.from);
    if described && verb.forms & form::ING == 0 && !counted {
        return None;
    }
    let group = group_start(paragraph, index, segment.from);
    let (form, polarity) = form_of(paragraph, index, group, verb, segment)?;
    let polarity = match conditional(paragraph, group, segment) {
        Some(conditional) if polarity == Polarity::Said => conditional,
        _ => polarity,
    };
    if token.is(Tags::NOUNLIKE) && !verb_like(paragraph, index, group, verb, segment) {
        return None;
    }
    let end = index + 1 + particle(paragraph, index + 1, verb)?;
    Some(Cue {
        range: Range::new(group, end),
        verb: index,
        form,
        act: verb.act,
        takes: verb.takes,
        group: verb.group,
        polarity,
        past: verb.forms & (form::PAST | form::PARTICIPLE) != 0,
    })
}

/// Whether the words are there without which a verb reports nothing: "charged that", but not "charged with".
pub(super) fn is_whole(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.at(at).verb.is_some_and(|verb| particle(paragraph, at + 1, verb).is_some())
}

/// How far behind "saying" the verb of what is said is looked for, and before a verb what makes its clause a condition, in tokens.
const CLAUSE: usize = 8;

/// How far behind a verb its other part may stand, in tokens.
const APART: usize = 8;

/// Number of words behind the verb that belong to it; `None` if they must be there and are not.
fn particle(paragraph: &Paragraph, at: usize, verb: Verb) -> Option<usize> {
    let apart = paragraph.lexicon.apart(verb);
    if !apart.is_empty() {
        let plain = |at: &usize| paragraph.at(*at).is_word() && paragraph.at(*at).quote == 0;
        let part = |at: &usize| apart.iter().any(|part| paragraph.is_word(*at, part));
        let found = (at..at + APART).take_while(plain).find(part)?;
        return Some(found + 1 - at);
    }
    let alternatives = paragraph.lexicon.with(verb);
    if alternatives.is_empty() {
        return Some(0);
    }
    let matches =
        |words: &&Vec<Box<str>>| words.iter().enumerate().all(|(index, word)| paragraph.is_word(at + index, word));
    let right_behind = alternatives.iter().find(matches).map(Vec::len);
    right_behind.or_else(|| that_behind(paragraph, at).filter(|_| alternatives.iter().any(|words| words.len() == 1)))
}

/// Number of words up to a "that" behind what tells when or where: "ruled in 2021 that".
fn that_behind(paragraph: &Paragraph, at: usize) -> Option<usize> {
    const LEADS: Tags = Tags::PREPOSITION.or(Tags::TIME).or(Tags::BEFORE_TIME);
    const INNER: Tags = LEADS.or(Tags::DETERMINER).or(Tags::CAPITAL).or(Tags::ADVERB);
    let that = (at..at + APART).find(|at| paragraph.at(*at).is(Tags::THAT))?;
    let inner = |at: usize| {
        let token = paragraph.at(at);
        token.quote == 0 && (token.shape == Shape::Number || token.shape == Shape::Word && token.is(INNER))
    };
    (that > at && paragraph.at(at).is(LEADS) && (at..that).all(inner)).then_some(that + 1 - at)
}

/// The first of the auxiliaries, negations and adverbs before the verb.
fn group_start(paragraph: &Paragraph, index: usize, from: usize) -> usize {
    const GROUP: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::NEGATION).or(Tags::ADVERB);
    let mut start = index;
    while start > from {
        let before = paragraph.at(start - 1);
        // "And both vowed": the subject, where nothing else can be.
        let alone = start - 1 == from || paragraph.at(start - 2).is(Tags::CONJUNCTION);
        let pronoun = before.is(Tags::SUBJECT) && (!before.is(Tags::ADVERB) || alone);
        if before.quote != 0 || before.shape != Shape::Word || !before.is(GROUP) || pronoun {
            break;
        }
        // "he'd said": the pronoun with its clitic is the subject.
        start -= 1;
    }
    start = before_aside(paragraph, start, from);
    // An adverb that begins the sentence is no part of the verb.
    while start < index && paragraph.at(start).is(Tags::ADVERB) && start == from {
        start += 1;
    }
    start
}

/// Before what may stand between a subject and its verb, with its commas, and before the auxiliary that it parts from the verb.
fn before_aside(paragraph: &Paragraph, start: usize, from: usize) -> usize {
    let comma = |at: usize| usize::from(at > from && paragraph.at(at - 1).shape == Shape::Comma);
    let end = start - comma(start);
    for words in paragraph.lexicon.asides() {
        let Some(begin) = end.checked_sub(words.len()).filter(|begin| *begin > from) else { continue };
        if words.iter().enumerate().all(|(index, word)| paragraph.is_word(begin + index, word)) {
            let outer = begin - comma(begin);
            let auxiliary = outer > from && paragraph.at(outer - 1).is(Tags::AUXILIARY);
            return outer - usize::from(auxiliary);
        }
    }
    start
}

/// What it means for a verb that its clause is a condition: "if Ruiz said so" is not said for certain, "had Ruiz said so" was not said.
fn conditional(paragraph: &Paragraph, group: usize, segment: Range) -> Option<Polarity> {
    let is_one = |words: &[Box<str>], at: usize| words.iter().any(|word| paragraph.is_word(at, word));
    let inside = |at: &usize| paragraph.at(*at).is_word() && paragraph.at(*at).quote == 0;
    let clause = (segment.from..group).rev().take(CLAUSE).take_while(inside);
    let opener = clause.clone().find(|at| is_one(paragraph.lexicon.conditions(), *at));
    let past = (group..group + 2).any(|at| is_one(paragraph.lexicon.inverted_conditions(), at));
    match (opener, clause.last()) {
        (Some(_), _) if past => Some(Polarity::NotSaid),
        (Some(_), _) => Some(Polarity::ToCome),
        (None, Some(first)) if first == segment.from && is_one(paragraph.lexicon.inverted_conditions(), first) => {
            Some(Polarity::NotSaid)
        }
        _ => None,
    }
}

fn form_of(paragraph: &Paragraph, index: usize, group: usize, verb: Verb, segment: Range) -> Option<(Form, Polarity)> {
    let group_has = |tag| (group..index).any(|at| paragraph.at(at).is(tag));
    let before = if group > segment.from { Some(paragraph.at(group - 1)) } else { None };
    let marked = |at: usize| {
        let ends = !paragraph.lexicon.infinitive_endings().is_empty();
        ends && paragraph.lexicon.infinitive().iter().any(|mark| paragraph.is_word(at, mark))
    };
    let to_before = group > segment.from && (paragraph.at(group - 1).is(Tags::TO) || marked(group - 1));
    let mut polarity = Polarity::Said;
    if group_has(Tags::NEGATION) {
        polarity = Polarity::NotSaid;
    } else if group_has(Tags::MODAL) || before.is_some_and(|token| token.is(Tags::MODAL_CLITIC)) {
        polarity = Polarity::ToCome;
    }
    if to_before && verb.forms & form::BASE != 0 {
        let declined = (segment.from..group - 1).rev().take(4).any(|at| paragraph.at(at).is(Tags::DECLINE));
        return Some((Form::Infinitive, if declined { Polarity::Declined } else { polarity }));
    }
    let auxiliary = (group..index).rev().find(|at| paragraph.at(*at).is(Tags::AUXILIARY));
    let clitic = before.is_some_and(|token| token.is(Tags::CLITIC) || token.is(Tags::POSSESSIVE));
    if verb.forms & form::ING != 0 {
        let progressive = auxiliary.is_some_and(|at| paragraph.at(at).is(Tags::BE))
            || before.is_some_and(|token| token.is(Tags::CLITIC));
        return Some((if progressive { Form::Finite } else { Form::Participle }, polarity));
    }
    if verb.forms & form::PARTICIPLE != 0 && auxiliary.is_some_and(|at| paragraph.at(at).is(Tags::BE)) {
        return Some((Form::Passive, polarity));
    }
    if verb.forms & (form::PAST | form::THIRD) != 0 {
        return Some((Form::Finite, polarity));
    }
    if verb.forms == form::PARTICIPLE && auxiliary.is_none() {
        return None;
    }
    // A base form: "they say", "did not say", "will say"; not "a say".
    let plural = before.is_none_or(|token| {
        !token.is(Tags::DETERMINER.or(Tags::PREPOSITION)) || token.is(Tags::SUBJECT.or(Tags::COUNT))
    });
    (plural || auxiliary.is_some() || group_has(Tags::MODAL) || clitic).then_some((Form::Finite, polarity))
}

/// Whether a noun follows a word rather than a verb.
fn determined(before: Token) -> bool {
    before.is(Tags::DETERMINER.or(Tags::PREPOSITION).or(Tags::POSSESSIVE).or(Tags::CONJUNCTION).or(Tags::OBJECT))
}

/// Whether a document has a quotation that ended with a comma: "“Q,” the email read.", "“Q,” reads a notice on the door."
fn ends_document(paragraph: &Paragraph, index: usize, segment: Range) -> bool {
    let ends = |close: usize| {
        let inner = close > segment.from && paragraph.at(close - 1).shape == Shape::Comma;
        inner && paragraph.closing(close).is_some()
    };
    let (before, after) = (paragraph.at(index - 1), paragraph.at(index + 1));
    if ends(index - 1) {
        let noun = after.is(Tags::DETERMINER.or(Tags::CAPITAL)) && !paragraph.at(index + 2).is(Tags::TIME);
        return noun && after.quote == 0;
    }
    let over = after.shape == Shape::Stop || index + 1 >= segment.to;
    let noun = |at: &usize| paragraph.at(*at).shape == Shape::Word && !paragraph.at(*at).is(Tags::DETERMINER);
    let start = (segment.from..index).rev().take(CLAUSE).find(|at| !noun(at));
    over && before.is(Tags::VENUE)
        && start.is_some_and(|at| paragraph.at(at).is(Tags::DETERMINER) && at > segment.from && ends(at - 1))
}

/// Whether a form that is more often a noun is a verb here.
fn verb_like(paragraph: &Paragraph, index: usize, group: usize, verb: Verb, segment: Range) -> bool {
    if group < index || verb.forms & form::ING != 0 {
        return group < index
            || index > segment.from && {
                let before = paragraph.at(index - 1);
                let after = paragraph.at(index + 1);
                const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::CLITIC);
                // "issued a statement saying talks had failed", "with analysts saying prices would rise"
                let clause = (index + 1..index + CLAUSE)
                    .take_while(|at| paragraph.at(*at).is_word() && paragraph.at(*at).quote == 0)
                    .any(|at| paragraph.at(at).is(FINITE));
                // "issued a statement saying it was late", "saying the plan “has no place in the town”"
                let quotes = || {
                    let mut words = index + 1..index + CLAUSE;
                    words.find(|at| !paragraph.at(*at).is_word()).is_some_and(|at| paragraph.opening(at).is_some())
                };
                let document = before.is(Tags::VENUE) && (after.is(Tags::SUBJECT) || quotes());
                let clause = clause || document;
                let speech = after.is(Tags::THAT)
                    || matches!(after.shape, Shape::Comma | Shape::Colon | Shape::Mark(_))
                    || clause;
                let closed = matches!(before.shape, Shape::Mark(_)) && index >= segment.from + 2;
                before.shape == Shape::Comma
                    || closed && paragraph.at(index - 2).shape == Shape::Comma
                    || before.is(Tags::BY.or(Tags::AS))
                    || before.is(Tags::SPEAKER.or(Tags::AND)) && clause
                    || before.is(Tags::SUBORDINATOR.or(Tags::VENUE).or(Tags::TIME)) && speech
            };
    }
    if index == segment.from {
        return false;
    }
    let before = paragraph.at(index - 1);
    if before.is(Tags::TO) {
        return true;
    }
    let after = paragraph.at(index + 1);
    if verb.forms & (form::PAST | form::THIRD) != 0 && ends_document(paragraph, index, segment) {
        return true;
    }
    // "the four early states: Iowa", "the states that have": a verb only before reported words.
    let common = !before.is(Tags::CAPITAL.or(Tags::SUBJECT).or(Tags::SPEAKER));
    // "new emissions rules that"
    if before.is(Tags::PLURAL_ENDING) && !before.is(Tags::CAPITAL) && verb.forms & form::THIRD != 0 {
        return false;
    }
    if common && verb.forms & form::THIRD != 0 {
        let clause =
            after.is(Tags::THAT) && !paragraph.at(index + 2).is(Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB));
        // "Ana Ruiz, a builder, notes that"
        if before.shape == Shape::Comma && clause {
            return chunk::before(paragraph, index, segment.from).is_some();
        }
        // "Q, the company states."
        let closes = after.shape == Shape::Stop && index > segment.from + 2 && {
            let comma = paragraph.at(index - 3);
            paragraph.at(index - 2).is(Tags::DETERMINER) && comma.shape == Shape::Comma && comma.quote == 0
        };
        if closes {
            return !determined(before);
        }
        return before.shape == Shape::Word && !determined(before) && (clause || matches!(after.shape, Shape::Mark(_)));
    }
    // "..., the Lindow Herald reports."
    if verb.act == Act::Announces
        && verb.forms & form::THIRD != 0
        && before.is(Tags::CAPITAL)
        && after.shape == Shape::Stop
    {
        return true;
    }
    let takes_clause = after.is(Tags::OPENER.or(Tags::SUBJECT).or(Tags::DETERMINER))
        || matches!(after.shape, Shape::Mark(_) | Shape::Colon)
        || after.is(Tags::CAPITAL);
    if before.is(Tags::SUBJECT) && before.quote == 0 && !before.is(Tags::DETERMINER) {
        return true;
    }
    if determined(before) {
        return false;
    }
    let plural = before.is(Tags::SPEAKER) || before.is(Tags::PLURAL_ENDING);
    let subject = if verb.forms == form::BASE {
        plural
    } else {
        plural || before.is(Tags::CAPITAL) || verb.forms & form::THIRD != 0
    };
    before.shape == Shape::Word && subject && takes_clause
}
