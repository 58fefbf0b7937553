//! Statements inside a statement's own words: "Ana said that Ole had promised that Q" holds one by Ole.
//!
//! The words of the outer statement are read once more, as a paragraph of their own. Only what leaves no doubt is taken: a third
//! person or body named by a noun, a verb of saying, and words behind "that", a colon or in quotation marks. Behind a colon or in marks a
//! pronoun will do, if all of the outer words are quoted; whom it means nobody can say who did not hear what was said before.

use super::attribution::Sentence;
use super::draft::Draft;
use super::paragraph::{Paragraph, Range};
use super::tokens::{Shape, Token};
use super::{cues, quotes};
use crate::languages::lexicon::Tags;
use crate::model::statement::{Act, Rule};

/// Rules whose words are surely told from their source.
const SURE: [Rule; 5] =
    [Rule::SourceCueThat, Rule::SourceCueColon, Rule::SourceCueQuote, Rule::QuoteSourceCue, Rule::QuoteCueSource];

/// Those whose words are told as they were said.
const VERBATIM: [Rule; 4] = [Rule::SourceCueColon, Rule::SourceCueQuote, Rule::QuoteSourceCue, Rule::QuoteCueSource];

/// Words that a statement inside another one has at least.
const FEWEST: usize = 3;

/// The statements inside one piece of another's words; their ranges are of `paragraph`.
pub(super) fn find(paragraph: &Paragraph, piece: Range) -> Vec<Draft> {
    let quoted = paragraph.all_quoted(piece);
    // The marks around all of the words are the outer statement's.
    let piece = paragraph.trimmed(piece);
    let words = &paragraph.tokens[piece.from..piece.to];
    if !words.iter().any(|token| token.verb.is_some()) {
        return Vec::new();
    }
    let mut inner = Paragraph::new(paragraph.plain, paragraph.lexicon);
    inner.tokens.extend(words.iter().map(|token| Token { quote: 0, ..*token }));
    quotes::pair(&mut inner.tokens, &mut inner.quotations, false, false);
    let mut from = 0;
    for at in 0..=inner.tokens.len() {
        let ends = at == inner.tokens.len() || inner.tokens[at].shape == Shape::Stop && inner.tokens[at].quote == 0;
        if ends && at > from {
            inner.segments.push(Range::new(from, at));
            from = at + 1;
        }
    }
    let mut found = Vec::new();
    for segment in inner.segments.clone() {
        in_sentence(&inner, segment, quoted, &mut found);
    }
    // "S said that “Q,” T added": what ends a reported clause attributes it anew, and tells of nothing inside.
    found.retain(|draft| quoted || !matches!(draft.rule, Rule::QuoteSourceCue | Rule::QuoteCueSource));
    found.iter_mut().for_each(|draft| shift(draft, piece.from));
    found
}

fn in_sentence(inner: &Paragraph, segment: Range, quoted: bool, found: &mut Vec<Draft>) {
    let mut sentence =
        Sentence { paragraph: inner, segment, taken: segment.from, subject: None, before: None, calls: false };
    let mut at = segment.from;
    while at < segment.to {
        if !inner.at(at).is(Tags::CUE) {
            at += 1;
            continue;
        }
        let draft = cues::at(inner, at, segment).and_then(|cue| sentence.attribute(&cue));
        let Some(draft) = draft.filter(|draft| certain(inner, draft, quoted)) else {
            at += 1;
            continue;
        };
        sentence.taken = draft.next;
        at = draft.next.max(at + 1);
        found.push(draft);
    }
}

/// Whether a third person is named by a noun, and words follow that are told from the rest.
fn certain(inner: &Paragraph, draft: &Draft, quoted: bool) -> bool {
    let Some(source) = draft.source.filter(|_| SURE.contains(&draft.rule) && draft.act != Act::Thinks) else {
        return false;
    };
    let first = inner.at(source.from);
    // "who" is whoever stands right before it; any other pronoun could be anybody, and tells of a statement only where somebody quotes
    // what others said, word by word.
    let pronoun = first.is(Tags::SUBJECT.or(Tags::OBJECT)) && !first.is(Tags::RELATIVE);
    let pronoun = pronoun && source.to - source.from == 1;
    let words = |range: &Range| (range.from..range.to).filter(|at| inner.at(*at).is_word()).count();
    let named = first.is(Tags::CAPITAL.or(Tags::RELATIVE).or(Tags::DETERMINER).or(Tags::SPEAKER).or(Tags::TITLE));
    let verbatim = quoted && VERBATIM.contains(&draft.rule) && !first.is(Tags::DUMMY);
    (if pronoun { verbatim } else { named })
        && !first.is(Tags::SPEAKING)
        && draft.pieces.iter().map(words).sum::<usize>() >= FEWEST
}

/// Moves a draft's ranges from the piece to the paragraph.
fn shift(draft: &mut Draft, by: usize) {
    let moved = |range: Range| Range::new(range.from + by, range.to + by);
    draft.pieces.iter_mut().for_each(|piece| *piece = moved(*piece));
    draft.cue = moved(draft.cue);
    draft.source = draft.source.map(moved);
}
