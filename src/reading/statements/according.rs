//! "According to S, Q" and "Q, according to S".

use super::attribution::Sentence;
use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use super::{endings, phrase};
use crate::languages::lexicon::Tags;
use crate::model::statement::{Act, Certainty, Polarity, Rule};

/// Longest name of whose words they are, in tokens.
const WHOSE: usize = 8;

/// Longest title in quotation marks that is a source, in words.
const TITLE: usize = 8;

/// Longest part of a source that tells when and by whom it was made, in tokens.
const WHOLE: usize = 16;

/// Length of the attributing phrase that begins at `at`, 0 if none does.
pub(super) fn phrase(paragraph: &Paragraph, at: usize) -> usize {
    let token = paragraph.at(at);
    if token.quote != 0 || !token.is(Tags::ACCORDING.or(Tags::ACCORDING_LAST)) {
        return 0;
    }
    let matches =
        |words: &&Vec<Box<str>>| words.iter().enumerate().all(|(index, word)| paragraph.is_word(at + index, word));
    let anywhere = paragraph.lexicon.according().iter().filter(matches).map(Vec::len).max().unwrap_or(0);
    let quoted = paragraph.lexicon.according_quoted().iter().any(|word| paragraph.is_word(at, word));
    let anywhere = anywhere.max(usize::from(quoted && token.is(Tags::CAPITAL)));
    // "Q, so S"
    let named = paragraph.at(at + 1).is(Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::TITLE));
    let behind = token.is(Tags::ACCORDING_LAST) && named && at > 0 && paragraph.at(at - 1).shape == Shape::Comma;
    // "nach Polizeiangaben"
    let leads = |words: &Vec<Box<str>>| words.len() == 2 && paragraph.is_word(at, &words[0]);
    let noun = anywhere == 0 && token.is(Tags::ACCORDING) && paragraph.lexicon.according().iter().any(leads) && {
        let noun = (at + 1..at + 4).find(|at| paragraph.at(*at).is(Tags::CAPITAL));
        noun.is_some_and(|noun| paragraph.lexicon.names_source(&paragraph.text(noun).to_lowercase()))
    };
    anywhere.max(usize::from(behind || noun))
}

/// Longest source before the word that attributes it, in tokens.
const BEFORE: usize = 10;

/// "Dem Rat zufolge ist Q": the source that ends at `at`, if the word there attributes behind a name.
fn source_before(sentence: &Sentence, at: usize) -> Option<Range> {
    let p = sentence.paragraph;
    if p.at(at).quote != 0 || !p.lexicon.according_behind().iter().any(|word| p.is_word(at, word)) {
        return None;
    }
    let left = sentence.segment.from.max(sentence.taken).max(at.saturating_sub(BEFORE));
    let noun = |at: usize| p.at(at).is(Tags::CAPITAL) && p.at(at).is_word();
    let mut start = at;
    while start > left {
        let token = p.at(start - 1);
        let article = token.is(Tags::DETERMINER) && !(start - 1 > left && noun(start - 2));
        let adjective =
            token.shape == Shape::Word && !token.is(Tags::PREPOSITION.or(Tags::CONJUNCTION).or(Tags::AUXILIARY));
        let verb = token.is(Tags::MODAL.or(Tags::CUE).or(Tags::ADVERB).or(Tags::VERB)) && !noun(start - 1);
        if !token.is_word() || token.quote != 0 || !(noun(start - 1) || token.is(Tags::DETERMINER) || adjective) || verb
        {
            break;
        }
        start -= 1;
        if article {
            break;
        }
    }
    (start < at && (start..at).any(noun)).then(|| Range::new(start, at))
}

/// The statement of a word that attributes behind its source.
pub(super) fn attribute_behind(sentence: &Sentence, at: usize) -> Option<Draft> {
    let source = source_before(sentence, at)?;
    let p = sentence.paragraph;
    let (left, to) = clause_around(sentence, source.from);
    let mut pieces = Vec::new();
    let front = Range::new(left, source.from);
    let comma = usize::from(!front.is_empty() && p.at(source.from - 1).shape == Shape::Comma);
    if words(p, front) > 0 {
        pieces.push(Range::new(left, source.from - comma));
    }
    // "sagte S der Agentur T zufolge": the words have their speaker.
    if words(p, front) == 0 && sentence.taken > sentence.segment.from {
        return None;
    }
    let rest = Range::new(at + 1, endings::reported_end(p, at + 1, to));
    if words(p, rest) > 0 {
        pieces.push(rest);
    }
    if pieces.iter().map(|piece| words(p, *piece)).sum::<usize>() < 2 {
        return None;
    }
    let rule = if words(p, front) == 0 { Rule::AccordingToFirst } else { Rule::AccordingToLast };
    let next = pieces.iter().map(|piece| piece.to).max().unwrap_or(0).max(at + 1);
    let cue = Range::new(at, at + 1);
    Some(Draft {
        pieces,
        cue,
        source: Some(source),
        act: Act::Says,
        certainty: Certainty::High,
        rule,
        open: true,
        next,
        ..Draft::unattributed()
    })
}

/// The clause around a phrase in the middle of it, where the verb comes second: a relative clause alone, else the sentence.
fn clause_around(sentence: &Sentence, at: usize) -> (usize, usize) {
    let p = sentence.paragraph;
    let left = sentence.clause_start(at);
    let mark = |at: &usize| p.at(*at).quote == 0 && p.at(*at).shape == Shape::Comma;
    let subordinate = |comma: usize| {
        let (first, next) = (p.at(comma + 1), p.at(comma + 2));
        first.is(Tags::SUBORDINATOR.or(Tags::THAT).or(Tags::RELATIVE))
            || first.is(Tags::DETERMINER) && !next.is(Tags::CAPITAL) && comma + 1 < at
    };
    match (left..at).rev().find(mark).filter(|comma| p.lexicon.verb_second() && subordinate(*comma)) {
        Some(comma) => (comma + 1, (at..sentence.segment.to).find(mark).unwrap_or(sentence.segment.to)),
        None => (left, sentence.segment.to),
    }
}

/// The statement that the phrase at `at` attributes.
pub(super) fn attribute(sentence: &Sentence, at: usize, length: usize) -> Option<Draft> {
    let p = sentence.paragraph;
    let to = sentence.segment.to;
    let named = own_source(p, at, length)
        .or_else(|| source(p, past_verb(p, at + length), to).map(|source| cut_short(p, source, to)))?;
    if length == 1
        && p.lexicon.according_quoted().iter().any(|word| p.is_word(at, word))
        && !(p.at(named.to).shape == Shape::Comma && (named.to..to).any(|at| p.opening(at).is_some()))
    {
        return None;
    }
    let within = named.to <= at + length;
    let source =
        if within { Range::new(named.from, at + length) } else { with_quoted_name(p, whole_source(p, named, to)) };
    let (left, to) =
        if p.lexicon.verb_second() { clause_around(sentence, at) } else { (sentence.clause_start(at), to) };
    let before = words(p, Range::new(left, at));
    let after = source.to + 1;
    let comma = p.at(source.to).shape == Shape::Comma && after < to;
    // "Turnout, according to S, was low": the subject alone stands before.
    let second = p.lexicon.verb_second() && before > 0 && p.at(source.to).is_word() && source.to + 1 < to;
    let led = comma && before == 1 && p.at(at - 1).shape == Shape::Comma && !p.at(left).is(Tags::CONJUNCTION);
    let pieces = if second && p.at(at - 1).is_word() {
        // "Zwei Leute wurden laut S verletzt."
        vec![Range::new(left, at), Range::new(source.to, endings::reported_end(p, source.to, to))]
    } else if before < 2 && !led {
        // "Laut Ruiz wird Q": where the verb comes second there is no comma.
        let second = (p.lexicon.comma_clauses() || p.lexicon.verb_second())
            && p.at(source.to).is_word()
            && !p.at(source.to).is(Tags::CAPITAL);
        if !comma && !second {
            return None;
        }
        let from = if comma { after } else { source.to };
        // "According to S, writing for T:", "Q. That is so, according to S, which is a paper"
        let aside = p.at(from).is(Tags::GERUND_ENDING) && p.at(to - 1).shape == Shape::Colon;
        if aside || p.at(from).is(Tags::RELATIVE) && !p.at(from).is(Tags::DETERMINER) {
            return None;
        }
        vec![Range::new(from, endings::reported_end(p, from, to))]
    } else if comma && source == named && p.at(at - 1).shape == Shape::Comma && goes_on(p, left, at, after) {
        vec![Range::new(left, at), Range::new(after, endings::reported_end(p, after, to))]
    } else {
        // "“Q,” Ruiz said in a letter, according to S": the words have their speaker.
        if left == sentence.taken && left > sentence.segment.from && p.at(left).is(Tags::PREPOSITION) {
            return None;
        }
        // "But Q, according to S": the article goes on from what it told before.
        let turns =
            p.at(left).is(Tags::BUT.or(Tags::AND)) && p.at(left).is(Tags::CONJUNCTION) && left == sentence.segment.from;
        vec![Range::new(left + usize::from(turns), at - usize::from(p.at(at - 1).shape == Shape::Comma))]
    };
    if pieces.iter().map(|piece| words(p, *piece)).sum::<usize>() < 2 {
        return None;
    }
    let mut pieces = pieces;
    // "so S weiter: „Q“"
    let colon = (source.to..source.to + 3).find(|at| p.at(*at).shape == Shape::Colon);
    if let Some(quotation) = colon.filter(|_| p.at(at).is(Tags::ACCORDING_LAST)).and_then(|at| p.opening(at + 1)) {
        pieces.push(Range::new(quotation.open, quotation.end(&p.tokens).min(to)));
    }
    let next = pieces.iter().map(|piece| piece.to).max().unwrap_or(0).max(source.to);
    Some(Draft {
        pieces,
        cue: Range::new(at, at + length),
        source: Some(if within { named } else { source }),
        act: Act::Says,
        polarity: Polarity::Said,
        certainty: Certainty::High,
        rule: if before < 2 { Rule::AccordingToFirst } else { Rule::AccordingToLast },
        awaits: false,
        open: true,
        next,
    })
}

/// «По его словам»: the source within the phrase.
fn own_source(paragraph: &Paragraph, at: usize, length: usize) -> Option<Range> {
    let inner = (at + 1..at + length).find(|at| paragraph.at(*at).is(Tags::OBJECT.or(Tags::OWNER)))?;
    paragraph.lexicon.head_first().then_some(Range::new(inner, inner + 1))
}

/// A source of which no comma tells the end, where one should: the first name or noun, «zdaniem ekspertów koszty wzrosną».
fn cut_short(paragraph: &Paragraph, source: Range, to: usize) -> Range {
    let closed = source.to < to && paragraph.at(source.to).shape == Shape::Comma;
    let articles = paragraph.at(source.from).is(Tags::DETERMINER);
    let lexicon = paragraph.lexicon;
    if !lexicon.head_first() || !lexicon.comma_clauses() || closed || articles {
        return source;
    }
    let named = |at: &usize| paragraph.at(*at).is(Tags::CAPITAL);
    let end = match (source.from..source.to).find(named) {
        Some(first) => (first..source.to).find(|at| !named(at)).unwrap_or(source.to),
        None => source.from + 1,
    };
    Range::new(source.from, end)
}

/// Past the verb in "según informaron fuentes de la policía", and past who was told.
fn past_verb(paragraph: &Paragraph, at: usize) -> usize {
    let mut end = at;
    if !paragraph.lexicon.head_first() {
        return at;
    }
    while paragraph.at(end).is(Tags::AUXILIARY) {
        end += 1;
    }
    if paragraph.at(end).verb.is_none() || paragraph.at(end).is(Tags::CAPITAL) {
        return at;
    }
    end += 1;
    if paragraph.at(end).is(Tags::PREPOSITION) && paragraph.at(end + 1).is(Tags::CAPITAL) {
        end += 2;
    }
    end
}

/// "In S's words, Q": the words around a name attribute.
pub(super) fn in_words(sentence: &Sentence, at: usize) -> Option<Draft> {
    let p = sentence.paragraph;
    if p.at(at).quote != 0 || !p.at(at).is(Tags::ACCORDING) {
        return None;
    }
    let first = at == sentence.segment.from.max(sentence.taken);
    if !first {
        return None;
    }
    let to = sentence.segment.to;
    let noun = p.lexicon.according_around().iter().find_map(|[before, noun]| {
        let led = p.is_word(at, before);
        (at + 2..to.min(at + WHOSE)).find(|end| led && p.is_word(*end, noun))
    })?;
    let owner = p.at(noun - 1);
    let word = |at: usize| p.at(at).shape == Shape::Word && p.at(at).quote == 0;
    if !(owner.is(Tags::POSSESSIVE) || owner.is(Tags::OWNER) && noun == at + 2) || !(at + 1..noun).all(word) {
        return None;
    }
    if p.at(noun + 1).shape != Shape::Comma {
        return None;
    }
    let pieces = vec![Range::new(noun + 2, endings::reported_end(p, noun + 2, to))];
    if words(p, pieces[0]) < 2 {
        return None;
    }
    Some(Draft {
        next: pieces[0].to,
        pieces,
        cue: Range::new(noun, noun + 1),
        source: Some(Range::new(at + 1, noun)),
        certainty: Certainty::High,
        rule: Rule::AccordingToFirst,
        open: true,
        ..Draft::unattributed()
    })
}

/// The source with what tells when and by whom: "a report released on Monday by the council", if a comma ends that and a clause follows.
fn whole_source(paragraph: &Paragraph, source: Range, to: usize) -> Range {
    let behind = paragraph.at(source.to);
    let tells = behind.is(Tags::PREPOSITION.or(Tags::RELATIVE).or(Tags::PAST_ENDING).or(Tags::TIME));
    if paragraph.lexicon.comma_clauses() || !tells || behind.is(Tags::CAPITAL) {
        return source;
    }
    let plain =
        |at: &usize| matches!(paragraph.at(*at).shape, Shape::Word | Shape::Number) && paragraph.at(*at).quote == 0;
    let end = (source.to..to.min(source.to + WHOLE)).find(|at| !plain(at));
    match end.filter(|at| paragraph.at(*at).shape == Shape::Comma && paragraph.at(at + 1).is_word()) {
        Some(end) if words(paragraph, Range::new(source.from, end)) > 1 => Range::new(source.from, end),
        _ => source,
    }
}

/// Longest name in quotation marks or brackets behind a source, in tokens.
const NAME: usize = 6;

/// A source with the name in quotation marks or the abbreviation in brackets behind it, where the verb comes second: "laut dem Magazin „Der Rat“".
fn with_quoted_name(paragraph: &Paragraph, source: Range) -> Range {
    if !paragraph.lexicon.verb_second() {
        return source;
    }
    let mut end = source.to;
    if let Some(name) = paragraph.opening(end).filter(|name| name.words <= NAME) {
        end = name.end(&paragraph.tokens);
    }
    if paragraph.at(end).shape == Shape::Open
        && let Some(close) = (end..end + NAME).find(|at| paragraph.at(*at).shape == Shape::Close)
    {
        end = close + 1;
    }
    Range::new(source.from, end)
}

/// Who is named behind the phrase. What follows a comma is an apposition only if a second comma closes it and no verb follows.
fn source(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    // "according to “The Long Dry,”"
    if let Some(title) = paragraph.opening(from).filter(|title| title.words <= TITLE) {
        return Some(Range::new(from, title.end(&paragraph.tokens).min(to)));
    }
    let whole = phrase::after(paragraph, from, to)?;
    if let Some(named) = named_behind(paragraph, whole, to) {
        return Some(named);
    }
    let closed = paragraph.at(whole.to).shape == Shape::Comma;
    let next = paragraph.at(whole.to + 1);
    let subject = next.is(Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB).or(Tags::CUE).or(Tags::RELATIVE));
    let bare = phrase::without_apposition(paragraph, from, to)?;
    // "According to S, those papers show T, U and V": a clause, and no apposition.
    let aside = Range::new(bare.to + 1, whole.to);
    const FINITE: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::VERB);
    let clause = !paragraph.at(aside.from).is(Tags::RELATIVE)
        && (aside.from + 1..aside.to).any(|at| {
            let (before, verb, next) = (paragraph.at(at - 1), paragraph.at(at), paragraph.at(at + 1));
            let object = next.is_word() && !next.is(Tags::PREPOSITION.or(Tags::BY).or(Tags::TIME));
            let past = verb.is(Tags::PAST_ENDING) && object && before.is(Tags::PLURAL_ENDING.or(Tags::CAPITAL));
            verb.quote == 0 && (verb.is(FINITE) || past)
        });
    Some(if closed && !subject && !clause { whole } else { bare })
}

/// "the mayor, Ana Ruiz,": an office with the name of its bearer between commas behind it.
fn named_behind(paragraph: &Paragraph, office: Range, to: usize) -> Option<Range> {
    let (head, comma) = (paragraph.at(office.to.checked_sub(1)?), office.to);
    let name = |at: usize| {
        let token = paragraph.at(at);
        token.is(Tags::CAPITAL) && token.shape == Shape::Word && token.quote == 0 && !token.is(Tags::POSSESSIVE)
    };
    let held = paragraph.at(office.from).is(Tags::DETERMINER.or(Tags::POSSESSIVE))
        || (office.from..office.to).any(|at| paragraph.at(at).is(Tags::POSSESSIVE));
    if !held || head.is(Tags::CAPITAL) || !head.is(Tags::TITLE) || paragraph.at(comma).shape != Shape::Comma {
        return None;
    }
    let end = (comma + 1..to.min(comma + WHOSE)).find(|at| !name(*at))?;
    (end > comma + 2 && paragraph.at(end).shape == Shape::Comma).then(|| Range::new(office.from, end))
}

/// Whether what stands before the phrase is no whole clause, so that the words behind it belong to the same one.
fn goes_on(paragraph: &Paragraph, left: usize, at: usize, after: usize) -> bool {
    let verb = (left..at).any(|index| {
        let token = paragraph.at(index);
        token.quote == 0 && token.is(Tags::AUXILIARY.or(Tags::MODAL)) || token.is(Tags::PAST_ENDING)
    });
    let next = paragraph.at(after);
    !verb || next.is(Tags::AUXILIARY.or(Tags::MODAL))
}

fn words(paragraph: &Paragraph, range: Range) -> usize {
    (range.from..range.to).filter(|at| paragraph.at(*at).is_word()).count()
}
