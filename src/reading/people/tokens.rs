//! The words of an article with what names need to know of them: their shape, what the lists say, and what stands between them.

use crate::languages::names::{Class, Words};
use crate::model::article::{BlockKind, Body};
use crate::reading::scan::{Cursor, Plain, Scan};
use crate::text::buffers::{self, Room};
use crate::text::folding;
use crate::text::letters::Case;
use crate::text::lookup::{alphanumerics_end, is_alphanumeric};
use crate::text::source::Span;

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
    /// Whether its block is a headline In Capitals: there, a capital makes no name of a word.
    pub(crate) titled: bool,
}

impl Token {
    /// A word before a space, as most are.
    #[inline]
    fn new(span: Span, class: Class, shape: Shape, opens: bool, running: bool) -> Token {
        let (gap, quoted, possessive, titled) = (Gap::Space, false, false, false);
        Token { span, class, shape, gap, opens, quoted, possessive, running, titled }
    }

    /// Whether it is written like a part of a name.
    #[inline]
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals | Shape::Initial)
    }

    /// Whether the lists say it can be any of these.
    #[inline]
    pub(crate) fn is(&self, any: Class) -> bool {
        self.class.is(any)
    }
}

thread_local! {
    static TOKENS: Room<Token> = const { Room::new(Vec::new()) };
    static CAPITALS: Room<usize> = const { Room::new(Vec::new()) };
}

/// The words of a text.
pub(crate) struct Split {
    /// In order.
    pub(crate) tokens: Vec<Token>,
    /// Where those stand that are written like a part of a name.
    pub(crate) capitals: Vec<usize>,
}

impl Split {
    /// Leaves the room it takes to the next article.
    pub(crate) fn done(self) {
        buffers::keep(&TOKENS, self.tokens);
        buffers::keep(&CAPITALS, self.capitals);
    }
}

/// The words of a text. Who needs them no more says so by [`Split::done`].
pub(crate) fn split(body: &Body, scan: &Scan, words: &Words) -> Split {
    let (tokens, capitals) = (TOKENS.take(), CAPITALS.take());
    let (cursor, folded) = (scan.cursor(), String::new());
    let mut reader = Reader { plain: &body.plain, words, cursor, folded, tokens, capitals, quoted: false };
    reader.tokens.reserve(body.plain.len() / 5);
    for block in &body.blocks {
        let running = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item | BlockKind::Lede);
        reader.block(block.span, running);
    }
    let mut split = Split { tokens: reader.tokens, capitals: reader.capitals };
    if words.head_first() {
        read_elided(&mut split.tokens, &body.plain, words);
    }
    if words.has_compounds() {
        read_compounds(&mut split, &body.plain, words);
    }
    read_prefixed(&mut split, &body.plain, words);
    split
}

/// Tells offices with something before a hyphen, one part of which is in small letters, as of a name hardly ever: "Co-anchor", "co-Anchor".
fn read_prefixed(split: &mut Split, plain: &str, words: &Words) {
    for at in &split.capitals {
        let token = &mut split.tokens[*at];
        if token.class != Class::default() {
            continue;
        }
        let Some((first, last)) = token.span.of(plain).rsplit_once('-') else { continue };
        if first.starts_with(char::is_lowercase) || last.starts_with(char::is_lowercase) {
            let class = words.class(&folding::folded(last));
            token.class = if class.is(Class::ROLE) { class } else { token.class };
        }
    }
}

/// Tells words with an elided article before them: "l'avocate".
fn read_elided(tokens: &mut [Token], plain: &str, words: &Words) {
    for token in tokens.iter_mut().filter(|token| token.class == Class::default()) {
        let text = token.span.of(plain);
        // "a-t-il", "dit-elle"
        if let Some((_, pronoun)) = text.rsplit_once('-') {
            let class = words.class(pronoun);
            token.class = if class.is(Class::PERSONAL) { class } else { token.class };
            continue;
        }
        let Some((article, word)) = text.split_once(['\'', '’']) else { continue };
        if article.chars().count() <= LONGEST_ELIDED {
            token.class = words.class(&folding::folded(word));
        }
    }
}

/// Letters of an article that is elided, at most: "dell'".
const LONGEST_ELIDED: usize = 4;

/// Tells words that no list has by their last part: "SPD-Politikerin".
fn read_compounds(split: &mut Split, plain: &str, words: &Words) {
    let mut room = String::new();
    for at in &split.capitals {
        let token = &mut split.tokens[*at];
        if token.class == Class::default() && token.shape == Shape::Capital {
            folding::fold(token.span.of(plain), &mut room);
            token.class = words.class(&room);
            // "des Gouverneurs", "den Präsidenten"
            let stems = ["s", "es", "n", "en"].iter().filter_map(|ending| room.strip_suffix(ending));
            let mut offices = stems.map(|stem| words.class(stem)).filter(|class| class.is(Class::ROLE));
            if token.class == Class::default() {
                token.class = offices.next().unwrap_or_default();
            }
        }
    }
}

struct Reader<'a> {
    plain: &'a str,
    words: &'a Words,
    /// Where the next plain word is.
    cursor: Cursor<'a>,
    folded: String,
    tokens: Vec<Token>,
    capitals: Vec<usize>,
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
            let bytes = self.plain.as_bytes();
            // Most words stand behind one space: the gap that every word is given at first.
            let spaced = self.tokens.len() > first
                && bytes[at] == b' '
                && bytes[..end].get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
            let start = if spaced {
                opens = false;
                at + 1
            } else {
                let Some(start) = self.word_start(at, end) else { break };
                let (gap, opened) = self.between(gap_start, start);
                if let Some(last) = self.tokens[first..].last_mut() {
                    last.gap = gap;
                    opens = gap == Gap::Stop;
                }
                opens |= opened;
                start
            };
            at = match self.cursor.word_at(start, end) {
                Some(word) => self.plain_words(word, end, opens, running),
                None => self.word(start, end, opens, running),
            };
        }
        if let Some(last) = self.tokens[first..].last_mut() {
            last.gap = Gap::Stop;
        }
        if !running && in_capitals(&self.tokens[first..]) {
            self.tokens[first..].iter_mut().for_each(|token| token.titled = true);
        }
    }

    /// The next letter or digit.
    fn word_start(&self, mut at: usize, end: usize) -> Option<usize> {
        let bytes = self.plain.as_bytes();
        while at < end {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                return Some(at);
            }
            let letter = if byte.is_ascii() { char::from(byte) } else { self.letter(at, end) };
            if !letter.is_ascii() && is_alphanumeric(letter) {
                return Some(at);
            }
            at += letter.len_utf8();
        }
        None
    }

    /// The character at a place; a space at the end.
    fn letter(&self, at: usize, end: usize) -> char {
        self.plain[at..end].chars().next().unwrap_or(' ')
    }

    /// What the characters between two words amount to, and whether a quotation opens there.
    fn between(&mut self, from: usize, to: usize) -> (Gap, bool) {
        let between = &self.plain[from..to];
        match between.as_bytes() {
            [b' '] => return (Gap::Space, false),
            [b',', b' '] => return (Gap::Comma, false),
            [b'.', b' '] => return (Gap::Stop, false),
            _ => {}
        }
        let (mut opened, mut stops, mut encloses, mut first) = (false, false, false, None);
        for (at, mark) in between.char_indices() {
            match mark {
                '.' | '!' | '?' | '…' | '\n' | ';' | ':' => stops = true,
                '“' => (self.quoted, opened, encloses) = (true, true, true),
                '«' | '„' => (self.quoted, opened) = (true, true),
                '”' => (self.quoted, encloses) = (false, true),
                '»' => self.quoted = false,
                '(' | ')' => encloses = true,
                '"' => {
                    let next = from + at + 1;
                    let before_word = next == to || between[at + 1..].starts_with(['[', '(', '\'', '‘']);
                    let spaced = at == 0 && from > 0 && !self.plain[..from].ends_with(char::is_whitespace);
                    self.quoted = before_word && !spaced;
                    (opened, encloses) = (opened | self.quoted, true);
                }
                _ => {}
            }
            first = first.or((!mark.is_whitespace()).then_some(mark));
        }
        let gap = match first {
            None => Gap::Space,
            _ if stops => Gap::Stop,
            Some(',') if !encloses => Gap::Comma,
            _ => Gap::Mark,
        };
        (gap, opened)
    }

    /// Adds a plain word and those that follow it; returns where the last one ends.
    fn plain_words(&mut self, first: Plain, limit: usize, opens: bool, running: bool) -> usize {
        let (mut word, mut opens) = (first, opens);
        loop {
            let end = self.plain_word(word, limit, opens, running);
            let Some(next) = self.cursor.next_in_run(limit) else { return end };
            (word, opens) = (next, false);
        }
    }

    /// Adds a plain word; returns where it ends.
    #[inline]
    fn plain_word(&mut self, word: Plain, limit: usize, opens: bool, running: bool) -> usize {
        let shape = match word.case() {
            Case::Small => Shape::Small,
            Case::Capital => Shape::Capital,
            Case::Capitals => Shape::Capitals,
            Case::Initial => Shape::Initial,
        };
        let class = self.cursor.class(word);
        let mut end = word.end();
        if word.is_stopped()
            && (shape == Shape::Initial || class.is(Class::ANY_TITLE | Class::SUFFIX | Class::ORGANISATION))
        {
            let (letters, rest) = self.plain[word.start as usize..limit].split_at((end - word.start) as usize);
            end += u32::from(rest.starts_with('.') && abbreviates(letters, class, shape, false, rest));
        }
        let span = Span { start: word.start, end };
        self.push(Token::new(span, class, shape, opens, running));
        end as usize
    }

    /// Reads one word; returns where it ends.
    fn word(&mut self, start: usize, limit: usize, opens: bool, running: bool) -> usize {
        let end = self.word_end(start, limit);
        let (word, mut possessive) = without_possessive(&self.plain[start..end]);
        let word_end = start + word.len();
        let rest = &self.plain[end..limit];
        let plural = matches!(rest.as_bytes(), [b'\'', b' ', ..] | [0xe2, 0x80, 0x99, b' ', ..]);
        possessive |= plural && word.ends_with('s');
        let class = self.words.class_at(self.plain, Span::new(start, word_end), &mut self.folded);
        let shape = shape(word);
        let abbreviates = rest.as_bytes().first() == Some(&b'.') && abbreviates(word, class, shape, possessive, rest);
        let token_end = if abbreviates { word_end + 1 } else { word_end };
        let span = Span::new(start, token_end);
        self.push(Token { possessive, ..Token::new(span, class, shape, opens, running) });
        if abbreviates { token_end } else { end }
    }

    #[inline]
    fn push(&mut self, token: Token) {
        if token.is_capital() {
            self.capitals.push(self.tokens.len());
        }
        self.tokens.push(Token { quoted: self.quoted, ..token });
    }

    /// Past the word that begins at `start`: letters and digits, and the marks that join them.
    fn word_end(&self, start: usize, limit: usize) -> usize {
        let bytes = &self.plain.as_bytes()[..limit];
        let mut at = start;
        loop {
            at = alphanumerics_end(bytes, at);
            let Some(byte) = bytes.get(at) else { break };
            if *byte == b' ' {
                break;
            }
            let letter = if byte.is_ascii() { char::from(*byte) } else { self.letter(at, limit) };
            let next = at + letter.len_utf8();
            let goes_on = match letter {
                '-' | '‐' | '‑' | '\'' | '’' | '&' => is_alphanumeric(self.letter(next, limit)),
                '.' => is_alphanumeric(self.letter(next, limit)) && single_letters(&self.plain[start..at]),
                // Letters that were stored twice in UTF-8: "BasÃ¡Ã±ez". Half of one is a mark that would cut the name.
                '\u{a0}' if ends_in_half_a_letter(&self.plain[start..at]) => {
                    matches!(self.letter(next, limit), '\u{a1}'..='\u{ff}')
                }
                '\u{80}'..='\u{9f}' | '\u{a1}'..='\u{bf}' if ends_in_half_a_letter(&self.plain[start..at]) => true,
                _ => !letter.is_ascii() && (is_alphanumeric(letter) || folding::is_mark(letter)),
            };
            if !goes_on {
                break;
            }
            at = next;
        }
        at
    }
}

/// Whether a word breaks off in a letter that was stored twice in UTF-8, composed or not.
fn ends_in_half_a_letter(word: &str) -> bool {
    word.ends_with(['Ã', 'Â']) || word.ends_with("A\u{303}") || word.ends_with("A\u{302}")
}

/// Whether the full stop at the start of `rest` belongs to the word before it: "J.", "Mr.", "U.S.".
fn abbreviates(word: &str, class: Class, shape: Shape, possessive: bool, rest: &str) -> bool {
    let title = shape == Shape::Initial
        || class.is(Class::ANY_TITLE) && word.len() <= 5
        || class.is(Class::SUFFIX) && !is_number(word);
    let initials = || word.contains('.') && single_letters(word);
    !possessive && (title || initials()) || class.is(Class::ORGANISATION) && word.len() <= 4 && goes_on(rest)
}

/// Whether a suffix is a number: "III", behind which a full stop ends the sentence.
fn is_number(suffix: &str) -> bool {
    suffix.bytes().all(|letter| matches!(letter, b'I' | b'V'))
}

/// Whether nearly all long words of a headline begin with a capital.
fn in_capitals(words: &[Token]) -> bool {
    let long = words.iter().filter(|word| word.span.len() > 3 && word.shape != Shape::Number);
    let (all, capitals) =
        long.fold((0, 0), |(all, capitals), word| (all + 1, capitals + usize::from(word.is_capital())));
    all >= 3 && capitals * 5 >= all * 4
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
    match word.as_bytes() {
        [stem @ .., b'\'', b's' | b'S'] | [stem @ .., 0xe2, 0x80, 0x99, b's' | b'S'] if !stem.is_empty() => {
            (&word[..stem.len()], true)
        }
        _ => (word, false),
    }
}

/// How a word is written.
fn shape(word: &str) -> Shape {
    // Most words are small letters, perhaps after a capital.
    let bytes = word.as_bytes();
    if bytes.len() > 1 && bytes[1..].iter().all(u8::is_ascii_lowercase) {
        match bytes[0] {
            b'a'..=b'z' => return Shape::Small,
            b'A'..=b'Z' => return Shape::Capital,
            _ => {}
        }
    }
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
