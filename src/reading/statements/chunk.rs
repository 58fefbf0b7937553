//! The noun phrase that ends at a word, with title and apposition: the subject before its verb.

use super::cues;
use super::paragraph::{Paragraph, Range};
use super::quotes::Quotation;
use super::tokens::Shape;
use crate::languages::lexicon::Tags;

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
    // "Ana Ruiz, host of the “Morning Show,” said"
    if let Some(title) =
        paragraph.closing(end - 1).filter(|quotation| quotation.open > from && titles(paragraph, *quotation))
    {
        let inner = paragraph.at(title.close.saturating_sub(1));
        let behind = if inner.shape == Shape::Comma { before_apposition(paragraph, end - 1, from) } else { None };
        return behind.map(|source| Range::new(source.from, end));
    }
    // "Ana Ruiz, who called the plan “a farce,” said"
    if let Some(quoted) = paragraph.closing(end - 1).filter(|quotation| quotation.open > from)
        && paragraph.at(quoted.close.saturating_sub(1)).shape == Shape::Comma
    {
        let relative = |source: &Range| {
            let behind = (source.from..quoted.open).find(|at| paragraph.at(*at).shape == Shape::Comma);
            behind.is_some_and(|comma| paragraph.at(comma + 1).is(Tags::RELATIVE))
        };
        return before_apposition(paragraph, end - 1, from).filter(relative).map(|source| Range::new(source.from, end));
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
    if counts(paragraph, end - 1, from) {
        return Some(Range::new(count_start(paragraph, end - 1, from), end));
    }
    if last.is(Tags::SUBJECT) {
        return Some(Range::new(end - 1, end));
    }
    if last.is(Tags::CONJUNCTION.or(Tags::OBJECT).or(Tags::PREPOSITION).or(Tags::SUBORDINATOR))
        && !last.is(Tags::CAPITAL)
    {
        return None;
    }
    // "Ruiz earlier Thursday said"
    if last.is(Tags::TIME)
        && end >= from + 3
        && paragraph.at(end - 2).is(Tags::ADVERB.or(Tags::TIME))
        && !paragraph.at(end - 2).is(Tags::CAPITAL)
        && paragraph.at(end - 3).is(Tags::CAPITAL.or(Tags::SPEAKER))
        && !paragraph.at(end - 3).is(Tags::TIME)
    {
        return before(paragraph, end - 2, from);
    }
    let start = phrase_start(paragraph, end, from);
    let start = without_lead(paragraph, start, end);
    // "those who want to", and not a verb behind "who" alone
    let relative =
        start > from && paragraph.at(start - 1).is(Tags::RELATIVE) && !paragraph.at(start - 1).is(Tags::THAT);
    if relative && is_verb(paragraph, start) {
        return None;
    }
    let people = start > from && paragraph.at(start).is(Tags::RELATIVE) && paragraph.at(start - 1).is_word();
    let start = start - usize::from(people && !paragraph.at(start - 1).is(Tags::PREPOSITION.or(Tags::CONJUNCTION)));
    // "Ana Ruiz, the mayor, this past week announced"
    let day = last.is(Tags::TIME) && paragraph.at(start).is(Tags::DEMONSTRATIVE) && end - start <= 3;
    if day && start > from && paragraph.at(start - 1).shape == Shape::Comma {
        return before_apposition(paragraph, start - 1, from);
    }
    (start < end && noun_like(paragraph, Range::new(start, end))).then(|| Range::new(start, end))
}

/// Whether a number stands for people: "almost half said", "two in three said".
pub(super) fn counts(paragraph: &Paragraph, at: usize, from: usize) -> bool {
    let number = |at: usize| paragraph.at(at).is(Tags::COUNT) || paragraph.at(at).shape == Shape::Number;
    let token = paragraph.at(at);
    if token.quote != 0 || !number(at) {
        return false;
    }
    let share = at >= from + 2 && paragraph.at(at - 1).is(Tags::PREPOSITION) && number(at - 2);
    let bare = at == from || !paragraph.at(at - 1).is(Tags::DETERMINER.or(Tags::POSSESSIVE).or(Tags::PREPOSITION));
    share || bare && token.is(Tags::COUNT)
}

/// Where such a number begins, with the other one and "almost".
fn count_start(paragraph: &Paragraph, at: usize, from: usize) -> usize {
    let share = at >= from + 2 && paragraph.at(at - 1).is(Tags::PREPOSITION) && {
        let other = paragraph.at(at - 2);
        other.is(Tags::COUNT) || other.shape == Shape::Number
    };
    let start = if share { at - 2 } else { at };
    let nearly = start > from && {
        let before = paragraph.at(start - 1);
        before.is(Tags::ADVERB) || before.is(Tags::PREPOSITION) && start == from + 1
    };
    start - usize::from(nearly)
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

/// Whether a short quotation is the name of something within a noun phrase: host of “Morning Show,”
pub(super) fn titles(paragraph: &Paragraph, quotation: Quotation) -> bool {
    let Some(before) = quotation.open.checked_sub(1).map(|at| paragraph.at(at)) else { return false };
    quotation.words <= 4
        && paragraph.at(quotation.open + 1).is(Tags::CAPITAL)
        && before.is(Tags::OF.or(Tags::POSSESSIVE).or(Tags::DETERMINER).or(Tags::LABEL))
}

/// Whether quoted words are the name of a thing: "was called “The Night Show of Lindow”".
pub(super) fn names_thing(paragraph: &Paragraph, quotation: Quotation) -> bool {
    let inside = quotation.open + 1..quotation.close.min(paragraph.tokens.len());
    let small = |at: &usize| {
        paragraph.at(*at).is_word() && !paragraph.at(*at).is(Tags::CAPITAL.or(Tags::PREPOSITION).or(Tags::DETERMINER))
    };
    let labelled = quotation.open > 0 && paragraph.at(quotation.open - 1).is(Tags::LABEL);
    labelled && !inside.clone().any(|at| small(&at))
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
        // "Q, a spokeswoman, Ana Ruiz, said"
        if paragraph.at(name.from).is(Tags::DETERMINER) && full_name(paragraph, Range::new(previous + 1, end)) {
            break;
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
    // "ranking member of the committee", "managing director"
    let next = paragraph.at(at + 1);
    let office = next.is(Tags::TITLE.or(Tags::SPEAKER)) && !next.is(Tags::CAPITAL)
        || next.shape == Shape::Word
            && !next.is(ASIDE.or(Tags::CAPITAL).or(Tags::DETERMINER))
            && paragraph.at(at + 2).is(Tags::OF);
    let tells =
        first.is(Tags::DETERMINER.or(Tags::RELATIVE).or(Tags::TITLE)) || first.is(Tags::GERUND_ENDING) && office;
    first.shape == Shape::Number || tells || !first.is(ASIDE.or(Tags::GERUND_ENDING))
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
                } else if before.is(VERBAL)
                    || before.is(Tags::CUE)
                        && !before.is(Tags::NOUNLIKE)
                        && !owned(paragraph, start - 1, from)
                        && cues::is_whole(paragraph, start - 1)
                {
                    match relative_before(paragraph, start - 1, from) {
                        Some(relative) => {
                            start = relative;
                            continue;
                        }
                        None => true,
                    }
                } else if before.is(Tags::RELATIVE) && relates(paragraph, start - 1, start, from) {
                    false
                } else {
                    before.is(Tags::SUBORDINATOR)
                        && (!before.is(Tags::PREPOSITION) || follows_verb(paragraph, start - 1, from))
                        || before.is(Tags::OPENER.or(Tags::RELATIVE)) && !before.is(Tags::DETERMINER)
                        || before.is(Tags::THAT) && !points(paragraph, start - 1, from)
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

/// Whether "that" begins the sentence as an article does: "That person said".
fn points(paragraph: &Paragraph, at: usize, from: usize) -> bool {
    const NO_NOUN: Tags = Tags::CAPITAL.or(Tags::SUBJECT).or(Tags::DETERMINER).or(Tags::AUXILIARY).or(Tags::MODAL);
    let noun = paragraph.at(at + 1);
    at == from && paragraph.at(at).is(Tags::DETERMINER) && noun.shape == Shape::Word && !noun.is(NO_NOUN)
}

/// Whether an -ing form is a noun, since somebody owns it: "Ruiz's thinking".
fn owned(paragraph: &Paragraph, at: usize, from: usize) -> bool {
    at > from && paragraph.at(at).is(Tags::GERUND_ENDING) && paragraph.at(at - 1).is(Tags::POSSESSIVE)
}

/// Whether a relative stands between a noun and its clause: "an aide who spoke in confidence said"; but not "the aide who Ruiz said".
fn relates(paragraph: &Paragraph, relative: usize, verb: usize, from: usize) -> bool {
    let noun = paragraph.at(relative.saturating_sub(1));
    let plain = !paragraph.at(relative).is(Tags::THAT.or(Tags::CAPITAL)) && relative > from;
    let behind = noun.shape == Shape::Word && !noun.is(Tags::PREPOSITION.or(Tags::CONJUNCTION).or(Tags::CUE));
    plain && behind && is_verb(paragraph, verb)
}

/// Whether a word right behind "who" is its verb, and no noun of another subject.
fn is_verb(paragraph: &Paragraph, at: usize) -> bool {
    const NOUN: Tags =
        Tags::CAPITAL.or(Tags::DETERMINER).or(Tags::SUBJECT).or(Tags::TITLE).or(Tags::SPEAKER).or(Tags::OWNER);
    const OBJECT: Tags =
        Tags::DETERMINER.or(Tags::PREPOSITION).or(Tags::TO).or(Tags::OBJECT).or(Tags::ADVERB).or(Tags::CAPITAL);
    let token = paragraph.at(at);
    let verb = token.is(Tags::VERB.or(Tags::PAST_ENDING).or(Tags::CUE)) || paragraph.at(at + 1).is(OBJECT);
    token.shape == Shape::Word && !token.is(NOUN) && verb
}

/// Whether "after" or the like begins a clause, since a verb or a day stands before it: "was closed after Ruiz said".
fn follows_verb(paragraph: &Paragraph, at: usize, from: usize) -> bool {
    const SUBJECT: Tags = Tags::DETERMINER.or(Tags::CAPITAL).or(Tags::SUBJECT);
    // "rose by a tenth after the mayor said"
    let clause = !paragraph.at(at).is(Tags::AS) && paragraph.at(at + 1).is(SUBJECT);
    at > from && (clause || paragraph.at(at - 1).is(Tags::PAST_ENDING.or(Tags::TIME)))
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
                // "After Ruiz said": what stands before a verb is its subject.
                None if token.is(Tags::SUBORDINATOR) && begins_name(paragraph, start + 1, start + 1) => start += 1,
                None => break,
            }
        } else if token.is(Tags::CONJUNCTION)
            || token.is(Tags::ADVERB)
                && !token.is(Tags::DETERMINER)
                && (!next.is(Tags::PREPOSITION) || next.is(Tags::SUBORDINATOR))
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
