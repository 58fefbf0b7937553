//! Attributions without a known verb: "ANA RUIZ: Q" in a transcript or headline, "Q — Ana Ruiz", "Q," S enthused.

use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::tokens::Shape;
use super::{chunk, phrase};
use crate::languages::lexicon::Tags;
use crate::model::article::Block;
use crate::model::statement::{Act, Certainty, Polarity, Rule};

/// Longest label that is looked at, in bytes.
const LONGEST: usize = 40;

/// Most words that name a speaker at the end of a headline.
const SIGNATURE: usize = 5;

/// A headline "Ana Ruiz: Bridge will open".
pub(super) fn headline(paragraph: &Paragraph, block: &Block) -> Option<Draft> {
    let name = label(paragraph.plain, block)?;
    let times = memchr::memmem::find_iter(paragraph.plain.as_bytes(), name).take(4).count();
    // "Ruiz: “We will not wait”" needs less proof than "Ruiz: bridge will open".
    let quoted = (0..paragraph.tokens.len())
        .find(|at| paragraph.at(*at).shape == Shape::Colon)
        .is_some_and(|colon| paragraph.opening(colon + 1).is_some());
    let named = name.contains(' ') || times > 3 || quoted && times > 1 || is_surname(paragraph.plain, block, name);
    let first = paragraph.at(0);
    if !named || first.is(Tags::DETERMINER.or(Tags::PREPOSITION).or(Tags::OPENER).or(Tags::TIME)) {
        return None;
    }
    let draft = labelled(paragraph, Range::new(0, paragraph.tokens.len()), Rule::HeadlineColon)?;
    (quoted || says(paragraph, draft.cue.to)).then_some(draft)
}

/// Fewest words behind a colon that say something by themselves.
const SAYING: usize = 4;

/// Whether the words from a token on are more than a label: "Storm Ida: live updates" is nobody's statement.
fn says(paragraph: &Paragraph, from: usize) -> bool {
    const CLAUSE: Tags = Tags::CAPITAL.or(Tags::SUBJECT).or(Tags::AUXILIARY).or(Tags::MODAL).or(Tags::NEGATION);
    let words = || (from..paragraph.tokens.len()).filter(|at| paragraph.at(*at).is_word());
    // A capital at its beginning is that of any headline.
    words().count() >= SAYING || words().skip(1).any(|at| paragraph.at(at).is(CLAUSE))
}

/// Whether a word stands behind another name in the text of an article: "Ana Ruiz".
fn is_surname(plain: &str, headline: &Block, word: &str) -> bool {
    let text = &plain[headline.span.end as usize..];
    let mut found = memchr::memmem::find_iter(text.as_bytes(), word).take(4);
    found.any(|at| {
        let whole = !text[at + word.len()..].starts_with(char::is_alphanumeric);
        let before = text[..at].strip_suffix(' ').map(|before| before.rsplit(char::is_whitespace).next().unwrap_or(""));
        let name = |before: &str| before.starts_with(char::is_uppercase) && before.ends_with(char::is_alphabetic);
        whole && before.is_some_and(name)
    })
}

/// A headline "Ruiz sees traffic growing": what somebody sees or expects there is what they said.
pub(super) fn headline_view(paragraph: &Paragraph) -> Option<Draft> {
    let to = paragraph.tokens.len();
    let verb = (1..to.min(SIGNATURE + 1)).find(|at| paragraph.at(*at).is(Tags::VIEW))?;
    let named = |at: usize| paragraph.at(at).is_word() && paragraph.at(at).quote == 0;
    if !(0..verb).all(named) || !paragraph.at(0).is(Tags::CAPITAL) || to - verb < 4 {
        return None;
    }
    let mut draft = draft(
        Range::new(verb + 1, to),
        Range::new(verb, verb + 1),
        Range::new(0, verb),
        Rule::HeadlineView,
        Certainty::Medium,
    );
    (draft.act, draft.open) = (Act::Claims, false);
    Some(draft)
}

/// A headline "Bridge will open in May — Ruiz", or with a colon: what stands behind the last mark, if it could be a name or an office.
/// Whether it is one the article itself tells, by attributing something to it.
pub(super) fn headline_signature(paragraph: &Paragraph) -> Option<Draft> {
    let to = paragraph.tokens.len();
    let sets_off = |at: &usize| {
        let (token, next) = (paragraph.at(*at), paragraph.at(at + 1));
        token.quote == 0 && next.spaced && (token.shape == Shape::Colon || token.shape == Shape::Dash && token.spaced)
    };
    let mark = (to.saturating_sub(SIGNATURE + 1)..to).rev().find(sets_off)?;
    const NAMELESS: Tags = Tags::CUE.or(Tags::VERB).or(Tags::AUXILIARY).or(Tags::MODAL).or(Tags::OPENER).or(Tags::TIME);
    let named = |at: usize| {
        let token = paragraph.at(at);
        token.is_word() && token.quote == 0 && (token.is(Tags::CAPITAL) || !token.is(NAMELESS))
    };
    let words = (0..mark).filter(|at| paragraph.at(*at).is_word()).count();
    if mark + 1 >= to || words < 3 || !(mark + 1..to).all(named) {
        return None;
    }
    let (cue, source) = (Range::new(mark, mark + 1), Range::new(mark + 1, to));
    let mut draft = draft(Range::new(0, mark), cue, source, Rule::HeadlineSourceLast, Certainty::Medium);
    draft.open = false;
    Some(draft)
}

/// The words before the first colon of a block, if they could be a name.
fn label<'a>(plain: &'a str, block: &Block) -> Option<&'a str> {
    let text = block.span.of(plain);
    let colon = memchr::memchr(b':', &text.as_bytes()[..text.len().min(LONGEST)])?;
    let name = &text[..colon];
    let words = name.split(' ').count();
    let fits = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '.' | '-' | '\'' | '’'))
    };
    (words <= 4 && text[colon + 1..].starts_with(char::is_whitespace) && name.split(' ').all(fits)).then_some(name)
}

fn labelled(paragraph: &Paragraph, range: Range, rule: Rule) -> Option<Draft> {
    let colon = (range.from..range.to).find(|at| paragraph.at(*at).shape == Shape::Colon)?;
    let words = Range::new(colon + 1, range.to);
    let count = (words.from..words.to).filter(|at| paragraph.at(*at).is_word()).count();
    (count >= 2)
        .then(|| draft(words, Range::new(colon, colon + 1), Range::new(range.from, colon), rule, Certainty::High))
}

/// "Q" — Ana Ruiz.
pub(super) fn signed(paragraph: &Paragraph, segment: Range) -> Option<Draft> {
    let quotation = paragraph.opening(segment.from)?;
    let dash = quotation.end(&paragraph.tokens);
    if quotation.words < 3 || dash + 1 >= segment.to || paragraph.at(dash).shape != Shape::Dash {
        return None;
    }
    let source = signature(paragraph, dash + 1, segment.to)?;
    Some(draft(
        Range::new(segment.from, dash),
        Range::new(dash, dash + 1),
        source,
        Rule::QuoteDashSource,
        Certainty::High,
    ))
}

/// "Q." — Ana Ruiz, where the full stop made the name a sentence of its own.
pub(super) fn signature_of(paragraph: &Paragraph, words: Range, segment: Range) -> Option<Draft> {
    if paragraph.at(segment.from).shape != Shape::Dash {
        return None;
    }
    let source = signature(paragraph, segment.from + 1, segment.to)?;
    let cue = Range::new(segment.from, segment.from + 1);
    Some(draft(words, cue, source, Rule::QuoteDashSource, Certainty::High))
}

/// A name behind a dash that ends its sentence.
pub(super) fn signature(paragraph: &Paragraph, from: usize, to: usize) -> Option<Range> {
    let source = phrase::after(paragraph, from, to)?;
    let over = source.to >= to || matches!(paragraph.at(source.to).shape, Shape::Stop | Shape::Comma | Shape::Open);
    (over && paragraph.at(from).is(Tags::CAPITAL) && to - from <= 24).then_some(source)
}

/// "Q," S enthused: a verb that no list knows, between a long quotation and the end of the sentence or a preposition.
pub(super) fn unlisted(paragraph: &Paragraph, segment: Range) -> Option<Draft> {
    let quotation = paragraph.opening(segment.from)?;
    let end = quotation.end(&paragraph.tokens);
    let inner = paragraph.at(quotation.close.checked_sub(1)?);
    if quotation.words < 4
        || end >= segment.to
        || inner.shape != Shape::Comma && paragraph.at(end).shape != Shape::Comma
    {
        return None;
    }
    let from = end + usize::from(paragraph.at(end).shape == Shape::Comma);
    let verb = (from + 1..segment.to.min(from + 10)).find(|at| {
        let token = paragraph.at(*at);
        token.quote == 0 && !token.is(Tags::CAPITAL) && (token.is(Tags::PAST_ENDING) || token.verb.is_some())
    })?;
    let after = paragraph.at(verb + 1);
    let over = verb + 1 >= segment.to
        || matches!(after.shape, Shape::Stop | Shape::Comma | Shape::Colon)
        || after.is(Tags::PREPOSITION.or(Tags::TIME).or(Tags::ADVERB).or(Tags::SUBORDINATOR));
    let source = chunk::before(paragraph, verb, from).filter(|source| over && source.from == from)?;
    Some(draft(
        Range::new(segment.from, end),
        Range::new(verb, verb + 1),
        source,
        Rule::QuoteSourceVerb,
        Certainty::Medium,
    ))
}

fn draft(words: Range, cue: Range, source: Range, rule: Rule, certainty: Certainty) -> Draft {
    let next = words.to.max(source.to).max(cue.to);
    Draft {
        pieces: vec![words],
        cue,
        source: Some(source),
        act: Act::Says,
        polarity: Polarity::Said,
        certainty,
        rule,
        awaits: false,
        open: true,
        next,
    }
}
