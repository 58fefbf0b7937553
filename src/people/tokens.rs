//! The words of an article with what names need to know of them: their shape, what the lists say, and what stands between them.

use super::fold;
use super::words::{Class, Words};
use crate::article::{BlockKind, Body};
use crate::source::Span;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// In small letters, or with small letters first.
    Small,
    /// With a capital first.
    Capital,
    /// In capitals, two or more.
    Capitals,
    /// One capital, with or without a full stop: an initial.
    Initial,
    /// Without letters.
    Number,
}

/// What stands between a word and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// White space only.
    Space,
    /// A comma.
    Comma,
    /// Other marks that do not end a sentence.
    Mark,
    /// The end of a sentence or block.
    Stop,
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Where it is; a possessive ending is left out, the full stop of an abbreviation is in.
    pub(crate) span: Span,
    /// What the lists say it can be.
    pub(crate) class: Class,
    /// How it is written.
    pub(crate) shape: Shape,
    /// What follows.
    pub(crate) gap: Gap,
    /// Whether it begins a sentence or a quotation.
    pub(crate) opens: bool,
    /// Whether it stands between quotation marks.
    pub(crate) quoted: bool,
    /// Whether a possessive ending follows.
    pub(crate) possessive: bool,
    /// Whether its block is running text (not a title, heading or caption).
    pub(crate) running: bool,
}

impl Token {
    /// Whether it is written like a part of a name.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals | Shape::Initial)
    }

    /// Whether the lists say it can be any of these.
    pub(crate) fn is(&self, any: Class) -> bool {
        self.class.is(any)
    }
}

/// The words of a text, in order.
pub(crate) fn split(body: &Body, words: &Words) -> Vec<Token> {
    let mut reader = Reader { plain: &body.plain, words, folded: String::new(), tokens: Vec::new(), quoted: false };
    reader.tokens.reserve(body.plain.len() / 5);
    for block in &body.blocks {
        let running = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item | BlockKind::Lede);
        reader.block(block.span, running);
    }
    reader.tokens
}

struct Reader<'a> {
    plain: &'a str,
    words: &'a Words,
    folded: String,
    tokens: Vec<Token>,
    quoted: bool,
}

impl Reader<'_> {
    fn block(&mut self, block: Span, running: bool) {
        self.quoted = false;
        let (mut at, end) = (block.start as usize, block.end as usize);
        let mut opens = true;
        let first = self.tokens.len();
        while at < end {
            let gap_start = at;
            let Some(start) = self.word_start(at, end) else { break };
            if self.tokens.len() > first {
                let gap = self.gap(gap_start, start);
                let last = self.tokens.last_mut().expect("there is one in this block");
                last.gap = gap;
                opens = gap == Gap::Stop;
            }
            opens |= self.marks(gap_start, start);
            at = self.word(start, end, opens, running);
        }
        if let Some(last) = self.tokens[first..].last_mut() {
            last.gap = Gap::Stop;
        }
    }

    /// The next letter or digit.
    fn word_start(&self, at: usize, end: usize) -> Option<usize> {
        self.plain[at..end].find(char::is_alphanumeric).map(|found| at + found)
    }

    /// Follows the quotation marks between two words; whether one of them opens.
    fn marks(&mut self, from: usize, to: usize) -> bool {
        let mut opened = false;
        let between = &self.plain[from..to];
        if matches!(between, " " | ", " | ". ") {
            return false;
        }
        for (at, mark) in between.char_indices() {
            match mark {
                '“' | '«' | '„' => (self.quoted, opened) = (true, true),
                '”' | '»' => self.quoted = false,
                '"' => {
                    let next = from + at + 1;
                    let before_word = next == to || between[at + 1..].starts_with(['[', '(', '\'', '‘']);
                    let spaced = at == 0 && from > 0 && !self.plain[..from].ends_with(char::is_whitespace);
                    self.quoted = before_word && !spaced;
                    opened |= self.quoted;
                }
                _ => {}
            }
        }
        opened
    }

    /// What the characters between two words amount to.
    fn gap(&self, from: usize, to: usize) -> Gap {
        let between = &self.plain[from..to];
        match between {
            " " => return Gap::Space,
            ", " => return Gap::Comma,
            ". " => return Gap::Stop,
            _ if between.chars().all(char::is_whitespace) => return Gap::Space,
            _ => {}
        }
        if between.contains(['.', '!', '?', '…', '\n', ';', ':']) {
            return Gap::Stop;
        }
        match between.trim_start().chars().next() {
            Some(',') if !between.contains(['“', '”', '"', '(', ')']) => Gap::Comma,
            _ => Gap::Mark,
        }
    }

    /// Reads one word; returns where it ends.
    fn word(&mut self, start: usize, limit: usize, opens: bool, running: bool) -> usize {
        let text = &self.plain[start..limit];
        let mut end = text.len();
        let mut letters = text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            if letter.is_alphanumeric() || fold::is_mark(letter) {
                continue;
            }
            let next = letters.peek().map_or(' ', |(_, next)| *next);
            let joins = match letter {
                '-' | '‐' | '‑' | '\'' | '’' | 'ʼ' | '&' => next.is_alphanumeric(),
                '.' => next.is_alphanumeric() && single_letters(&text[..at]),
                _ => false,
            };
            if !joins {
                end = at;
                break;
            }
        }
        let (word, mut possessive) = without_possessive(&text[..end]);
        let plural = text[end..].strip_prefix(['\'', '’']).is_some_and(|rest| rest.starts_with(' '));
        possessive |= plural && word.ends_with('s');
        let (word_end, whole_end) = (start + word.len(), start + end);
        fold::fold(word, &mut self.folded);
        let class = self.words.class(&self.folded);
        let shape = shape(word);
        let abbreviates = !possessive
            && text[end..].starts_with('.')
            && (shape == Shape::Initial || class.is(Class::ANY_TITLE) && word.len() <= 5 || class.is(Class::SUFFIX))
            || !possessive && text[end..].starts_with('.') && single_letters(word) && word.contains('.')
            || class.is(Class::ORGANISATION) && word.len() <= 4 && goes_on(&text[end..]);
        let token_end = if abbreviates { word_end + 1 } else { word_end };
        let span = Span::new(start, token_end);
        let quoted = self.quoted;
        self.tokens.push(Token { span, class, shape, gap: Gap::Space, opens, quoted, possessive, running });
        if abbreviates { token_end } else { whole_end }
    }
}

/// Whether a full stop at the start of `rest` ends no sentence: "Inc. said", "Corp.,".
fn goes_on(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('.') else { return false };
    rest.starts_with([',', '\'', '’'])
        || rest.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_lowercase))
}

/// Whether `word` is single letters joined by full stops: "U.S".
fn single_letters(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// A word without the ending that makes it a possessive, and whether it had one.
fn without_possessive(word: &str) -> (&str, bool) {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return (stem, true);
        }
    }
    (word, false)
}

/// How a word is written.
fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Number };
    let starts_with_digit = word.starts_with(|letter: char| letter.is_numeric());
    if first.is_lowercase() && !starts_with_digit && word.contains('-') {
        // "al-Masri" is a name, "well-known" is not.
        let inner = word.split('-').skip(1).all(|part| part.starts_with(char::is_uppercase));
        return if inner { Shape::Capital } else { Shape::Small };
    }
    if first.is_lowercase() || starts_with_digit || !first.is_uppercase() && first.is_ascii() {
        return Shape::Small;
    }
    match (letters.clone().next(), letters.all(char::is_uppercase)) {
        (None, _) => Shape::Initial,
        (Some(_), true) => Shape::Capitals,
        (Some(_), false) => Shape::Capital,
    }
}
