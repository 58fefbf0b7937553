//! HTML becomes blocks of text: every word with its place, and of the markup only what is safe by its construction.

use super::entities;
use super::hidden::Hidden;
use super::tokens::{Tag, Token, Tokens};
use crate::model::article::BlockKind;
use crate::parsing::draft::Draft;
use crate::parsing::inline::{self, InlineTag, OpenTags};
use crate::text::source::Span;
use std::ops::Range;

/// Elements around the article.
const AROUND: [&str; 5] = ["nav", "aside", "footer", "form", "menu"];
/// Elements that begin a block of their own, besides those treated one by one.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "header",
    "hgroup",
    "html",
    "legend",
    "main",
    "p",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
    "ol",
    "dir",
    "caption",
    "figcaption",
    "label",
    "input",
];

/// What stands around the words now.
#[derive(Clone, Debug, Default)]
struct Place {
    around: usize,
    quotes: usize,
    items: usize,
    cells: usize,
    captions: usize,
    preformatted: usize,
}

/// Most inline tags that are kept for the first word of a block.
const WAITING: usize = 8;

/// Turns tokens into blocks.
pub(super) struct Blocks<'a> {
    text: &'a str,
    /// The blocks so far.
    pub(super) draft: Draft,
    /// For each block, whether it stands in navigation or a form.
    pub(super) around: Vec<bool>,
    /// What kind running text is, and whether it stands alone.
    kind: BlockKind,
    top: bool,
    place: Place,
    hidden: Hidden<'a>,
    heading: Option<u8>,
    tags: OpenTags,
    /// Inline tags that were opened before the first word of a block.
    waiting: Vec<&'static str>,
    /// White space since the last word.
    gap: Option<Span>,
}

impl<'a> Blocks<'a> {
    /// Goes on with a draft; running text is of this kind.
    pub(super) fn new(text: &'a str, draft: Draft, kind: BlockKind, top: bool) -> Blocks<'a> {
        let around = vec![false; draft.body.blocks.len()];
        let (place, tags) = (Place::default(), OpenTags::default());
        Blocks {
            text,
            draft,
            around,
            kind,
            top,
            place,
            hidden: Hidden::new(text),
            heading: None,
            tags,
            waiting: Vec::new(),
            gap: None,
        }
    }

    /// Reads a part of the text.
    pub(super) fn read(&mut self, range: Range<usize>) {
        let mut tokens = Tokens::new(self.text, range);
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(range) if !self.hidden.is_open() => self.words(range),
                Token::Open(tag) if self.hidden.opens(&tag, tokens.position()) => self.open(tag),
                Token::Close(name) if self.hidden.closes(name) => self.close(name),
                Token::Open(Tag { name, .. }) | Token::Close(name) if is_frame(name) => self.end_block(),
                Token::Text(_) | Token::Open(_) | Token::Close(_) | Token::Raw(..) => {}
            }
        }
        self.end_block();
    }

    fn open(&mut self, tag: Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        let name = name.as_str();
        if let Some(counter) = self.counter(name) {
            *counter += 1;
            self.end_block();
        } else if let Some(level) = heading_level(name) {
            self.end_block();
            self.heading = Some(level);
        } else if name == "br" {
            self.line_break();
        } else if name == "a" {
            if let Some(open) = tag.attribute("href").map(decoded).and_then(|address| inline::link(&address)) {
                self.begin();
                self.tags.link(open, &mut self.draft);
            }
        } else if let Some(name) = inline::named(name) {
            if self.draft.is_open() {
                self.fill_gap();
                self.tags.take(InlineTag { name, closes: false }, &mut self.draft);
            } else if self.waiting.len() < WAITING {
                self.waiting.push(name);
            }
        } else if BLOCKS.contains(&name) || name == "hr" {
            self.end_block();
        }
    }

    fn close(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        let name = name.as_str();
        if let Some(counter) = self.counter(name) {
            *counter = counter.saturating_sub(1);
            self.end_block();
        } else if heading_level(name).is_some() {
            self.end_block();
            self.heading = None;
        } else if let Some(name) = inline::named(name) {
            if self.draft.is_open() {
                self.tags.take(InlineTag { name, closes: true }, &mut self.draft);
            } else if let Some(at) = self.waiting.iter().rposition(|waits| *waits == name) {
                self.waiting.remove(at);
            }
        } else if BLOCKS.contains(&name) {
            self.end_block();
        }
    }

    /// What an element adds to the place of the words in it.
    fn counter(&mut self, name: &str) -> Option<&mut usize> {
        let place = &mut self.place;
        match name {
            "blockquote" => Some(&mut place.quotes),
            "li" => Some(&mut place.items),
            "td" | "th" => Some(&mut place.cells),
            "figcaption" | "caption" => Some(&mut place.captions),
            "pre" => Some(&mut place.preformatted),
            _ if AROUND.contains(&name) => Some(&mut place.around),
            _ => None,
        }
    }

    fn words(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.text[at..range.end];
            let bytes = rest.as_bytes();
            let plain =
                bytes.iter().position(|byte| *byte == b'&' || byte.is_ascii_whitespace()).unwrap_or(bytes.len());
            if plain > 0 {
                self.word(&rest[..plain], Span::new(at, at + plain));
                at += plain;
                continue;
            }
            if bytes[0] == b'&' {
                let (letter, length) = entities::decode(rest).unwrap_or(('&', 1));
                self.word(letter.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
                at += length;
                continue;
            }
            let blank = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
            let end = at + blank;
            match &mut self.gap {
                Some(gap) => gap.end = end as u32,
                None => self.gap = Some(Span::new(at, end)),
            }
            at = end;
        }
    }

    fn word(&mut self, text: &str, source: Span) {
        self.begin();
        self.fill_gap();
        self.draft.text(text, source);
    }

    /// White space between words is one space; at the ends of a block it is nothing.
    fn fill_gap(&mut self) {
        let Some(gap) = self.gap.take() else { return };
        if self.draft.current().is_none_or(|block| block.span.is_empty()) || self.draft.body.plain.ends_with('\n') {
            return;
        }
        let exact = self.place.preformatted > 0 && gap.of(self.text).is_ascii();
        let text = if exact { gap.of(self.text) } else { " " };
        self.draft.text(text, gap);
    }

    /// One line break stays in the paragraph, a second one ends it.
    fn line_break(&mut self) {
        let started = self.draft.current().is_some_and(|block| !block.span.is_empty());
        if !started {
            return;
        }
        if self.draft.body.plain.ends_with('\n') {
            return self.end_block();
        }
        let at = self.draft.body.runs.last().map_or(0, |run| run.source.end);
        self.gap = None;
        self.draft.unshown("\n", Span { start: at, end: at });
        self.draft.markup("<br>");
    }

    fn begin(&mut self) {
        if self.draft.is_open() {
            return;
        }
        let place = &self.place;
        let (kind, element) = match () {
            () if self.heading.is_some() => (BlockKind::Heading(self.heading.unwrap_or(2)), "h2"),
            () if place.cells + place.captions > 0 => (BlockKind::Other, "p"),
            () if place.preformatted > 0 => (BlockKind::Other, "pre"),
            () if place.quotes > 0 => (BlockKind::Quote, "blockquote"),
            () if place.items > 0 => (BlockKind::Item, "li"),
            () => (self.kind, "p"),
        };
        let top = self.top && place.cells + place.quotes + place.items == 0;
        self.around.push(place.around > 0);
        self.gap = None;
        self.draft.open(kind, element, top);
        for name in self.waiting.drain(..) {
            self.tags.take(InlineTag { name, closes: false }, &mut self.draft);
        }
    }

    fn end_block(&mut self) {
        self.gap = None;
        self.waiting.clear();
        if !self.draft.is_open() {
            return;
        }
        self.tags.close_all(&mut self.draft);
        self.draft.close();
        self.around.truncate(self.draft.body.blocks.len());
    }
}

/// Whether a hidden element is a box of its own, between paragraphs; a formula or an icon stands within one.
fn is_frame(name: &str) -> bool {
    const FRAMES: [&str; 9] = ["iframe", "object", "video", "audio", "canvas", "select", "dialog", "head", "frameset"];
    FRAMES.iter().any(|frame| name.eq_ignore_ascii_case(frame))
}

/// The level of a heading element.
fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// A text with its entities as characters.
pub(in crate::parsing) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (letter, length) = entities::decode(&rest[at..]).unwrap_or(('&', 1));
        out.push(letter);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}
