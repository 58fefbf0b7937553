//! A paragraph made ready for the rules: tokens, quotations, and sentences that do not end inside a quotation.

use super::quotes::{self, Quotation};
use super::tokens::{self, Shape, Token};
use crate::languages::lexicon::{Lexicon, Tags};
use crate::reading::scan::Cursor;
use crate::text::buffers::{self, Room};
use crate::text::source::Span;

/// A stretch of tokens, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Range {
    pub(super) fn new(from: usize, to: usize) -> Range {
        Range { from, to: to.max(from) }
    }

    pub(super) fn is_empty(self) -> bool {
        self.from >= self.to
    }
}

/// A paragraph with all that the rules look at.
pub(super) struct Paragraph<'a> {
    pub(super) plain: &'a str,
    pub(super) lexicon: &'static Lexicon,
    pub(super) tokens: Vec<Token>,
    pub(super) quotations: Vec<Quotation>,
    /// Sentences; one that ends inside a quotation goes on to where the quotation closes.
    pub(super) segments: Vec<Range>,
}

thread_local! {
    static TOKENS: Room<Token> = const { Room::new(Vec::new()) };
}

/// How many bytes at the beginning of a paragraph are the time of an entry: "14:20 The fire service says".
fn time_of_entry(text: &str) -> usize {
    if !text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return 0;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hour = digits(text);
    let Some(rest) = text[hour..].strip_prefix([':', '.']).filter(|_| hour <= 2) else { return 0 };
    if digits(rest) != 2 || rest[2..].starts_with(|letter: char| letter.is_alphanumeric() || letter == '.') {
        return 0;
    }
    let mut words = rest[2..].trim_start();
    for half in ["am", "pm", "a.m.", "p.m.", "AM", "PM", "Uhr", "h"] {
        words = words.strip_prefix(half).filter(|rest| rest.starts_with(' ')).map_or(words, str::trim_start);
    }
    let words = words.trim_start_matches([':', '–', '—', '-', '|', ' ']);
    // "14.20 is when it leaves" goes on with a small letter.
    let begins = words.chars().next().is_some_and(|letter| letter.is_uppercase() || "\"“„«‘'".contains(letter));
    if begins { text.len() - words.len() } else { 0 }
}

impl<'a> Paragraph<'a> {
    pub(super) fn new(plain: &'a str, lexicon: &'static Lexicon) -> Paragraph<'a> {
        Paragraph { plain, lexicon, tokens: TOKENS.take(), quotations: Vec::new(), segments: Vec::new() }
    }

    /// Leaves its tokens to the next article.
    pub(super) fn done(self) {
        buffers::keep(&TOKENS, self.tokens);
    }

    /// Reads the next paragraph; `stops` are the ends of its sentences, `words` stands before its plain words.
    pub(super) fn read(&mut self, span: Span, stops: &[u32], words: &mut Cursor) {
        tokens::tokens(self.plain, span, stops, self.lexicon, words, &mut self.tokens);
        quotes::pair(&mut self.tokens, &mut self.quotations, self.lexicon.dash_speech(), self.lexicon.incises());
        self.segments.clear();
        // The time of an entry in a running report is no part of its sentence.
        let entry = span.start + time_of_entry(span.of(self.plain)) as u32;
        let mut from = self.tokens.partition_point(|token| token.span.start < entry);
        for stop in stops {
            let to = from + self.tokens[from..].partition_point(|token| token.span.end <= *stop);
            // Open when the next token stands in the same quotation as the last one, and is not its opening mark.
            let open = to > 0
                && to < self.tokens.len()
                && self.tokens[to].quote != 0
                && self.tokens[to].quote == self.tokens[to - 1].quote;
            if !open && to > from {
                self.segments.push(Range::new(from, to));
                from = to;
            }
        }
        if from < self.tokens.len() {
            self.segments.push(Range::new(from, self.tokens.len()));
        }
    }

    /// The token, or a full stop beyond the end.
    #[inline]
    pub(super) fn at(&self, index: usize) -> Token {
        self.tokens.get(index).copied().unwrap_or(Token {
            span: Span::default(),
            shape: Shape::Stop,
            tags: Tags::default(),
            verb: None,
            noun: None,
            quote: 0,
            spaced: true,
        })
    }

    /// The words of a token.
    #[inline]
    pub(super) fn text(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.plain))
    }

    /// Whether a token is a given lower-case word.
    #[inline]
    pub(super) fn is_word(&self, index: usize, word: &str) -> bool {
        let text = self.text(index);
        // Most words differ in their first letter.
        let differs = |(a, b): (&u8, &u8)| a.is_ascii() && b.is_ascii() && !a.eq_ignore_ascii_case(b);
        if text.as_bytes().first().zip(word.as_bytes().first()).is_some_and(differs) {
            return false;
        }
        text.eq_ignore_ascii_case(word)
            || !text.is_ascii() && text.chars().flat_map(char::to_lowercase).eq(word.chars())
    }

    /// The quotation whose opening mark stands at `index`.
    pub(super) fn opening(&self, index: usize) -> Option<Quotation> {
        let quotation = self.quotation(index)?;
        (quotation.open == index).then_some(quotation)
    }

    /// The quotation whose closing mark stands at `index`.
    pub(super) fn closing(&self, index: usize) -> Option<Quotation> {
        let quotation = self.quotation(index)?;
        (quotation.close == index).then_some(quotation)
    }

    /// The quotation that a token stands in.
    pub(super) fn quotation(&self, index: usize) -> Option<Quotation> {
        let number = self.tokens.get(index)?.quote.checked_sub(1)?;
        self.quotations.get(number as usize).copied()
    }

    /// Whether every word of a range stands in quotation marks, and there is one.
    pub(super) fn all_quoted(&self, range: Range) -> bool {
        let mut words = self.tokens[range.from..range.to].iter().filter(|token| token.is_word()).peekable();
        words.peek().is_some() && words.all(|token| token.quote != 0)
    }

    /// The range without marks and punctuation around it; a quotation mark stays if its partner is inside.
    pub(super) fn trimmed(&self, range: Range) -> Range {
        let Range { mut from, mut to } = range;
        while from < to && !self.keeps(from, range, to) {
            from += 1;
        }
        while from < to && !self.keeps(to - 1, Range::new(from, to), to) {
            to -= 1;
        }
        // A pair around all that is left goes with its other mark.
        while from < to && !self.keeps(from, Range::new(from, to), to) {
            from += 1;
        }
        Range::new(from, to)
    }

    /// Whether the token at an end of a piece belongs to it.
    fn keeps(&self, index: usize, range: Range, to: usize) -> bool {
        let token = self.at(index);
        match token.shape {
            Shape::Word | Shape::Number | Shape::Other => true,
            Shape::Mark(_) => match self.quotation(index) {
                // A pair around a part of the piece stays, a pair around all of it goes.
                Some(quotation) => {
                    quotation.open >= range.from
                        && quotation.close < to
                        && !(quotation.open == range.from && quotation.close + 1 >= to)
                        && (quotation.open == index || quotation.close == index)
                }
                None => false,
            },
            Shape::Stop => index > range.from && self.at(index).quote != 0 && !token.spaced && index + 1 == to,
            Shape::Close => (range.from..index).any(|at| self.at(at).shape == Shape::Open),
            Shape::Open => (index..to).any(|at| self.at(at).shape == Shape::Close),
            Shape::Comma | Shape::Colon | Shape::Semicolon | Shape::Dash => false,
        }
    }

    /// The span of the words that name a speaker: of "who's" only "who".
    pub(super) fn source_span(&self, range: Range) -> Span {
        let span = self.span(range);
        let last = self.at(range.to.saturating_sub(1));
        // "a-t-elle": the pronoun within its verb.
        if range.to == range.from + 1
            && self.lexicon.head_first()
            && !last.is(Tags::CAPITAL)
            && let Some(hyphen) = self.text(range.from).rfind('-')
        {
            return Span { start: last.span.start + hyphen as u32 + 1, ..span };
        }
        if range.is_empty() || !last.is(Tags::CLITIC) {
            return span;
        }
        let clitic = self.text(range.to - 1).rfind(['\'', '’']).filter(|at| *at > 0);
        clitic.map_or(span, |at| Span { end: last.span.start + at as u32, ..span })
    }

    /// The span of a range of tokens.
    pub(super) fn span(&self, range: Range) -> Span {
        if range.is_empty() {
            return Span::default();
        }
        Span { start: self.at(range.from).span.start, end: self.at(range.to - 1).span.end }
    }
}
