//! "S was furious: “Q”": a name, a verb that no list knows, and speech behind a colon. Only in languages whose file asks for it.

use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::phrase;
use super::tokens::Shape;
use crate::languages::lexicon::Tags;
use crate::model::statement::{Certainty, Rule};

/// Words in quotation marks from which on they are speech.
const SPEECH: usize = 4;

/// Words in quotation marks behind a colon that are speech whoever it is by.
const LONG: usize = 7;

/// Longest sentence before the colon, in tokens.
const LONGEST: usize = 40;

/// The statement of a sentence that no verb of saying attributes.
pub(super) fn attribute(paragraph: &Paragraph, segment: Range) -> Option<Draft> {
    if !paragraph.lexicon.named_colon() {
        return None;
    }
    let to = segment.to.min(segment.from + LONGEST);
    let colon =
        (segment.from..to).find(|at| paragraph.at(*at).shape == Shape::Colon && paragraph.at(*at).quote == 0)?;
    let quotation = paragraph.opening(colon + 1).filter(|quotation| quotation.words >= SPEECH)?;
    let lead = Range::new(segment.from, colon);
    let named = name_before(paragraph, lead).or_else(|| subject(paragraph, lead)).or_else(|| pronoun(paragraph, lead));
    if named.is_none() && quotation.words < LONG {
        return None;
    }
    let words = Range::new(colon + 1, quotation.end(&paragraph.tokens).min(segment.to));
    Some(Draft {
        next: words.to,
        pieces: vec![words],
        cue: Range::new(colon, colon + 1),
        source: named,
        certainty: if named.is_some() { Certainty::Medium } else { Certainty::Low },
        rule: Rule::SourceColonQuote,
        open: true,
        ..Draft::unattributed()
    })
}

/// Whether a token is a word of a name.
fn named(paragraph: &Paragraph, at: usize) -> bool {
    let token = paragraph.at(at);
    token.shape == Shape::Word && token.is(Tags::CAPITAL) && !token.is(Tags::TIME.or(Tags::PREPOSITION))
}

/// "Sie war wütend:".
fn pronoun(paragraph: &Paragraph, lead: Range) -> Option<Range> {
    let first = paragraph.at(lead.from);
    let plain = first.is(Tags::SUBJECT) && !first.is(Tags::DUMMY.or(Tags::DETERMINER)) && first.quote == 0;
    plain.then_some(Range::new(lead.from, lead.from + 1))
}

/// "Anders sieht das die Chefin Ana Ruiz:".
fn name_before(paragraph: &Paragraph, lead: Range) -> Option<Range> {
    let mut from = lead.to;
    while from > lead.from && named(paragraph, from - 1) {
        from -= 1;
    }
    if lead.to - from < 2 || from == lead.from {
        return None;
    }
    while from > lead.from + 1 && paragraph.at(from - 1).is(Tags::DETERMINER.or(Tags::TITLE)) {
        from -= 1;
    }
    Some(Range::new(from, lead.to))
}

/// "Kapitän Ana Ruiz ärgerte sich:".
fn subject(paragraph: &Paragraph, lead: Range) -> Option<Range> {
    let source = phrase::after(paragraph, lead.from, lead.to)?;
    let full =
        (source.from..source.to).any(|at| named(paragraph, at) && at + 1 < source.to && named(paragraph, at + 1));
    let comma = usize::from(paragraph.at(source.to).shape == Shape::Comma);
    let verb = paragraph.at(source.to + comma);
    let goes_on = verb.shape == Shape::Word && !verb.is(Tags::CAPITAL.or(Tags::CONJUNCTION).or(Tags::PREPOSITION));
    (full && goes_on && source.to < lead.to).then_some(source)
}
