//! Noun phrases: the words that name who speaks, with title and apposition.

use super::lexicon::{Tags, form};
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;

/// The longest noun phrase that is looked at, in tokens.
const LONGEST: usize = 60;

/// The noun phrase that ends right before `end`: the subject of the verb there.
pub(super) fn before(paragraph: &Paragraph, end: usize, from: usize) -> Option<Range> {
    let from = from.max(end.saturating_sub(LONGEST));
    if end <= from {
        return None;
    }
    let last = paragraph.at(end - 1);
    if last.shape == Shape::Comma && last.quote == 0 {
        return before_apposition(paragraph, end - 1, from);
    }
    if last.shape == Shape::Dash && last.quote == 0 {
        let open = (from..end - 1).rev().find(|at| paragraph.at(*at).shape == Shape::Dash)?;
        return before(paragraph, open, from).filter(|name| name.from < open);
    }
    if last.shape == Shape::Close {
        let open = (from..end - 1).rev().find(|at| paragraph.at(*at).shape == Shape::Open)?;
        let name = before(paragraph, open, from)?;
        return Some(Range::new(name.from, end));
    }
    if !last.is_word() || last.quote != 0 {
        return None;
    }
    // "who" is the source as written; whom it means is for the people stage to say.
    if last.is(Tags::RELATIVE) && !last.is(Tags::CAPITAL) && !last.is(Tags::SUBJECT) {
        return antecedent(paragraph, end - 1, from);
    }
    if last.is(Tags::SUBJECT) {
        return Some(Range::new(end - 1, end));
    }
    if last.is(Tags::CONJUNCTION.or(Tags::OBJECT).or(Tags::PREPOSITION).or(Tags::SUBORDINATOR))
        && !last.is(Tags::CAPITAL)
    {
        return None;
    }
    let start = phrase_start(paragraph, end, from);
    let start = without_lead(paragraph, start, end);
    (start < end && noun_like(paragraph, Range::new(start, end))).then(|| Range::new(start, end))
}

/// A source without the occasion behind its name: of "Ana Ruiz at a meeting in Lisse" only "Ana Ruiz".
pub(super) fn without_occasion(paragraph: &Paragraph, source: Range) -> Range {
    let occasion = (source.from + 1..source.to).find(|at| {
        let (token, next) = (paragraph.at(*at), paragraph.at(at + 1));
        let leads = token.is(Tags::PREPOSITION) && !token.is(Tags::OF.or(Tags::CAPITAL));
        leads
            && paragraph.at(at - 1).is(Tags::CAPITAL)
            && (next.is(Tags::TIME) || next.is(Tags::DETERMINER) && occasion_noun(paragraph, at + 2, source.to))
    });
    occasion.map_or(source, |at| Range::new(source.from, at))
}

/// Whether a noun phrase is about an occasion: "a meeting in Lisse".
fn occasion_noun(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    (from..to.min(from + 4))
        .take_while(|at| paragraph.at(*at).shape == Shape::Word)
        .any(|at| paragraph.at(at).is(Tags::VENUE.or(Tags::TIME)))
}

/// The owner in "the mayor's claim": the phrase that ends with the possessive before `noun`.
pub(super) fn owner(paragraph: &Paragraph, noun: usize, from: usize) -> Option<Range> {
    let from = from.max(noun.saturating_sub(LONGEST));
    let start = without_lead(paragraph, phrase_start(paragraph, noun, from), noun);
    let start = (start..noun).rev().find(|at| begins_name(paragraph, *at, start)).unwrap_or(start);
    (start < noun && noun_like(paragraph, Range::new(start, noun))).then(|| Range::new(start, noun))
}

/// Whom "who", "which" or "that" stands for.
fn antecedent(paragraph: &Paragraph, relative: usize, from: usize) -> Option<Range> {
    if relative <= from {
        return None;
    }
    let end = if paragraph.at(relative - 1).shape == Shape::Comma { relative - 1 } else { relative };
    if end <= from || paragraph.at(end - 1).shape == Shape::Comma || !paragraph.at(end - 1).is_word() {
        return None;
    }
    if paragraph.at(end - 1).is(Tags::RELATIVE) {
        return None;
    }
    let start = without_lead(paragraph, phrase_start(paragraph, end, from), end);
    // Of a phrase that may be a whole clause, only the name or noun at its end is the antecedent.
    let start = (start..end).rev().find(|at| begins_name(paragraph, *at, start)).unwrap_or(start);
    (start < end && noun_like(paragraph, Range::new(start, end))).then(|| Range::new(start, end))
}

/// Whether a noun phrase begins at `at`: an article, or the first of a run of capitals.
fn begins_name(paragraph: &Paragraph, at: usize, from: usize) -> bool {
    let token = paragraph.at(at);
    let capital_before = at > from && paragraph.at(at - 1).is(Tags::CAPITAL);
    let determined = at > from && paragraph.at(at - 1).is(Tags::DETERMINER.or(Tags::TITLE));
    token.is(Tags::DETERMINER) || (token.is(Tags::CAPITAL) && !capital_before && !determined)
}

/// A name with something set off by commas behind it: "Jane Doe, director of the X Center,".
fn before_apposition(paragraph: &Paragraph, comma: usize, from: usize) -> Option<Range> {
    let mut end = comma;
    let mut found: Option<Range> = None;
    for _ in 0..5 {
        let Some(previous) = (from..end).rev().find(|at| {
            let token = paragraph.at(*at);
            token.quote == 0 && matches!(token.shape, Shape::Comma | Shape::Semicolon | Shape::Colon | Shape::Stop)
        }) else {
            break;
        };
        if paragraph.at(previous).shape != Shape::Comma || previous == from || previous + 1 == end {
            break;
        }
        let name_before = paragraph.at(previous - 1);
        if !name_before.is_word() && name_before.shape != Shape::Close || name_before.quote != 0 {
            break;
        }
        let Some(name) = before(paragraph, previous, from) else { break };
        if leads(paragraph, name.from) {
            if found.is_some() {
                break;
            }
            end = previous;
            continue;
        }
        if !(name.to - name.from == 1 && paragraph.at(name.from).shape == Shape::Number) {
            let to = if aside_names(paragraph, previous + 1) && end == comma { comma } else { name.to };
            found = Some(Range::new(name.from, found.map_or(to, |found| found.to.max(to))));
        }
        // "A, B, who is C, said": go on while the name itself stands behind a comma. A full name wants nothing before it:
        // in "Q, Ana Ruiz, the mayor, said" that is the words.
        if full_name(paragraph, name) || name.from == from || paragraph.at(name.from - 1).shape != Shape::Comma {
            break;
        }
        let comma_before = name.from - 1;
        if comma_before <= from {
            break;
        }
        let Some(outer) = before(paragraph, comma_before, from).filter(|outer| !leads(paragraph, outer.from)) else {
            break;
        };
        if outer.to - outer.from == 1 && paragraph.at(outer.from).shape == Shape::Number {
            end = comma_before;
            continue;
        }
        found = Some(Range::new(outer.from, found.map_or(comma, |found| found.to)));
        if outer.from == from || paragraph.at(outer.from - 1).shape != Shape::Comma {
            break;
        }
        end = comma_before;
    }
    found
}

/// Whether a phrase is two capitalised words or more, and nothing else.
fn full_name(paragraph: &Paragraph, phrase: Range) -> bool {
    let capital = |at: usize| paragraph.at(at).is(Tags::CAPITAL) && !paragraph.at(at).is(Tags::POSSESSIVE);
    phrase.to - phrase.from > 1 && (phrase.from..phrase.to).all(capital)
}

/// Whether a phrase begins with what leads a sentence in: "In Iowa", "On Monday".
fn leads(paragraph: &Paragraph, at: usize) -> bool {
    let token = paragraph.at(at);
    token.is(Tags::PREPOSITION.or(Tags::SUBORDINATOR).or(Tags::TIME).or(Tags::ADVERB)) || token.is(Tags::GERUND_ENDING)
}

/// Whether what stands between commas tells who somebody is, rather than when or how.
fn aside_names(paragraph: &Paragraph, at: usize) -> bool {
    const ASIDE: Tags = Tags::PREPOSITION.or(Tags::ADVERB).or(Tags::TIME).or(Tags::CUE).or(Tags::SUBORDINATOR);
    let first = paragraph.at(at);
    first.shape == Shape::Number || first.is(Tags::DETERMINER.or(Tags::RELATIVE).or(Tags::TITLE)) || !first.is(ASIDE)
}

/// The first token of the phrase or clause that ends at `end`.
fn phrase_start(paragraph: &Paragraph, end: usize, from: usize) -> usize {
    const VERBAL: Tags = Tags::AUXILIARY.or(Tags::MODAL).or(Tags::NEGATION);
    let mut start = end;
    while start > from {
        let before = paragraph.at(start - 1);
        let boundary = match before.shape {
            Shape::Word if before.quote != 0 => !nickname(paragraph, start - 1),
            Shape::Word => {
                let joins = before.is(Tags::CONJUNCTION);
                if joins && !before.is(Tags::CAPITAL) {
                    !joins_names(paragraph, start - 1, from)
                } else if before.is(Tags::CAPITAL) && start - 1 > from {
                    false
                } else if before.is(VERBAL) || before.is(Tags::CUE) && !before.is(Tags::NOUNLIKE) {
                    match relative_before(paragraph, start - 1, from) {
                        Some(relative) => {
                            start = relative;
                            continue;
                        }
                        None => true,
                    }
                } else {
                    before.is(Tags::SUBORDINATOR) && !before.is(Tags::PREPOSITION)
                        || before.is(Tags::OPENER.or(Tags::RELATIVE)) && !before.is(Tags::DETERMINER)
                        || before.is(Tags::THAT)
                        || before.is(Tags::SUBJECT) && !before.is(Tags::DETERMINER.or(Tags::RELATIVE))
                }
            }
            Shape::Number | Shape::Close | Shape::Open | Shape::Other => false,
            Shape::Mark(_) => !nickname(paragraph, start - 1),
            _ => true,
        };
        if boundary {
            break;
        }
        start -= 1;
    }
    start
}

/// Whether a token stands in a quoted name within a name: Joe “the Plumber” Orr.
fn nickname(paragraph: &Paragraph, index: usize) -> bool {
    paragraph.quotation(index).is_some_and(|quotation| {
        quotation.words <= 2
            && quotation.open > 0
            && paragraph.at(quotation.open - 1).is(Tags::CAPITAL.or(Tags::DETERMINER))
            && paragraph.at(quotation.close + 1).is_word()
            && !matches!(paragraph.at(quotation.close.saturating_sub(1)).shape, Shape::Comma | Shape::Stop)
    })
}

/// Whether "and" stands between two names or two speakers.
fn joins_names(paragraph: &Paragraph, conjunction: usize, from: usize) -> bool {
    if conjunction <= from || !paragraph.at(conjunction).is(Tags::AND) {
        return false;
    }
    let names = Tags::CAPITAL.or(Tags::SPEAKER).or(Tags::TITLE);
    let (left, right) = (paragraph.at(conjunction - 1), paragraph.at(conjunction + 1));
    left.is(names) && (right.is(names) || right.is(Tags::DETERMINER))
}

/// The "who" before a verb that stands inside the subject: "the man who was shot said".
fn relative_before(paragraph: &Paragraph, verb: usize, from: usize) -> Option<usize> {
    (from.max(verb.saturating_sub(8))..verb)
        .rev()
        .take_while(|at| paragraph.at(*at).shape == Shape::Word)
        .find(|at| paragraph.at(*at).is(Tags::RELATIVE) && !paragraph.at(*at).is(Tags::THAT))
        .filter(|at| *at > from)
}

/// Skips what may stand before a subject: "But", "Later", "In 2008", "On Monday".
fn without_lead(paragraph: &Paragraph, mut start: usize, end: usize) -> usize {
    while start + 1 < end {
        let token = paragraph.at(start);
        let next = paragraph.at(start + 1);
        if token.is(Tags::SUBORDINATOR) || token.is(Tags::PREPOSITION) {
            match after_prepositional(paragraph, start, end) {
                Some(at) => start = at,
                None => break,
            }
        } else if token.is(Tags::CONJUNCTION)
            || token.is(Tags::ADVERB)
                && !token.is(Tags::DETERMINER)
                && !next.is(Tags::PREPOSITION)
                && next.shape != Shape::Number
            || token.is(Tags::TIME) && !paragraph.at(start).is(Tags::POSSESSIVE) && !next.is(Tags::PREPOSITION)
        {
            start += 1;
        } else {
            break;
        }
    }
    start
}

/// Where the subject begins after a phrase such as "In a statement" or "On Monday" with no comma behind it.
fn after_prepositional(paragraph: &Paragraph, start: usize, end: usize) -> Option<usize> {
    let begins = |at: usize| {
        let token = paragraph.at(at);
        token.is(Tags::DETERMINER.or(Tags::SUBJECT).or(Tags::TITLE).or(Tags::CAPITAL))
    };
    let over = |at: usize| paragraph.at(at).is(Tags::TIME.or(Tags::VENUE)) || paragraph.at(at).shape == Shape::Number;
    let after_noun =
        (start + 1..end - 1).rev().find(|at| over(*at) && begins(*at + 1) && !paragraph.at(*at + 1).is(Tags::TIME));
    if let Some(at) = after_noun {
        return Some(at + 1);
    }
    let last_name = (start + 2..end).rev().find(|at| begins_name(paragraph, *at, start + 1));
    last_name.filter(|at| !paragraph.at(at - 1).is(Tags::PREPOSITION))
}

/// Whether a range can be a noun phrase at all.
fn noun_like(paragraph: &Paragraph, range: Range) -> bool {
    let last = paragraph.at(range.to - 1);
    if !last.is_word() && last.shape != Shape::Close && last.shape != Shape::Other {
        return false;
    }
    let first = paragraph.at(range.from);
    let named = |at: usize| {
        let token = paragraph.at(at);
        token.is(Tags::CAPITAL
            .or(Tags::SPEAKER)
            .or(Tags::DETERMINER)
            .or(Tags::TITLE)
            .or(Tags::SUBJECT)
            .or(Tags::NOUN_CUE)
            .or(Tags::VENUE)
            .or(Tags::HEARER))
            || token.shape == Shape::Number
    };
    if range.to - range.from == 1
        && first.is(Tags::TIME.or(Tags::ADVERB).or(Tags::PREPOSITION).or(Tags::DETERMINER))
        && !first.is(Tags::SUBJECT)
    {
        return false;
    }
    (range.from..range.to).any(named) || last.is(Tags::PLURAL_ENDING.or(Tags::CAPITAL))
}

/// The noun phrase that begins at `from`: the subject behind an inverted verb, or a hearer.
pub(super) fn after(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let phrase = phrase(paragraph, from, to)?;
    Some(Range::new(from, apposition_end(paragraph, phrase.to, to)))
}

/// The same without what is set off by a comma.
pub(super) fn phrase(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let core = core(paragraph, from, to)?;
    let mut end = core.to;
    let proper = paragraph.at(end - 1).is(Tags::CAPITAL);
    loop {
        let token = paragraph.at(end);
        let joins = token.is(Tags::OF)
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
        if !token.is_word() || token.quote != 0 || (token.is(STOPS) && !capital && !possessive) {
            break;
        }
        // After a name a small letter begins something else, unless the name is a possessive or a title goes on.
        let name_over =
            paragraph.at(end - 1).is(Tags::CAPITAL) && !paragraph.at(end - 1).is(Tags::TITLE) && !possessive;
        let determined = first.is(Tags::DETERMINER) || first.shape == Shape::Number;
        if !capital && !possessive && token.is(Tags::VERB) && end > from + usize::from(determined) {
            break;
        }
        if name_over
            && !determined
            && !capital
            && !token.is(Tags::TITLE.or(Tags::SPEAKER).or(Tags::NOUN_CUE).or(Tags::VENUE))
            && !adjectival(paragraph, end, to)
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
        if !capital && !possessive && !noun && (acts(paragraph, end) || reports && end > from + 1) {
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

/// Whether a small-letter word is a verb by what follows it: "sought to", "visited the", "looked at".
fn acts(paragraph: &Paragraph, at: usize) -> bool {
    let next = paragraph.at(at + 1);
    let objects =
        next.quote == 0 && next.is(Tags::DETERMINER.or(Tags::OBJECT)) && !next.is(Tags::OPENER) || next.is(Tags::TO);
    objects || next.is(Tags::PREPOSITION) && paragraph.at(at).is(Tags::PAST_ENDING)
}

/// Whether a small-letter word after a name goes on to another name: "Trump campaign spokeswoman Ann Lee".
fn adjectival(paragraph: &Paragraph, at: usize, to: usize) -> bool {
    (at..to.min(at + 4)).take_while(|next| paragraph.at(*next).is_word()).any(|next| {
        let token = paragraph.at(next);
        token.is(Tags::TITLE.or(Tags::SPEAKER)) && !token.is(Tags::TIME)
    })
}

/// Past the apposition behind a name: ", director of the X Center".
fn apposition_end(paragraph: &Paragraph, end: usize, to: usize) -> usize {
    if end + 1 >= to || paragraph.at(end).shape != Shape::Comma {
        return end;
    }
    let first = paragraph.at(end + 1);
    let begins = first.is(Tags::DETERMINER.or(Tags::TITLE).or(Tags::RELATIVE)) && !first.is(Tags::CUE)
        || first.shape == Shape::Number
        || first.shape == Shape::Word && party(paragraph.text(end + 1))
        || first.shape == Shape::Word
            && !first.is(Tags::CAPITAL
                .or(Tags::PREPOSITION)
                .or(Tags::ADVERB)
                .or(Tags::CONJUNCTION)
                .or(Tags::SUBORDINATOR)
                .or(Tags::TIME)
                .or(Tags::CUE)
                .or(Tags::LEAVING)
                .or(Tags::AUXILIARY)
                .or(Tags::SUBJECT))
            && !first.is(Tags::GERUND_ENDING);
    if !begins {
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
    // "Rep. Ann Lee, R-Iowa, chair of the committee,": one more.
    if at < to && (at - end <= 2) && paragraph.at(at).shape == Shape::Comma {
        return apposition_end(paragraph, at, to);
    }
    at
}

/// "R-Iowa", "D-N.Y.": a party and a state.
fn party(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('-')
}
