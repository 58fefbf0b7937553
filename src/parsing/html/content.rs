//! Which words of a page are its article.
//!
//! 1. The page is written again without scripts and hidden elements, every text in it with a mark of its own;
//! 2. a port of Readability.js chooses a part of that tree: the marks it keeps say which texts these are, wherever else the page
//!    repeats the same words;
//! 3. where that is little, the element that the page itself calls its article is asked for a second opinion;
//! 4. what stands in elements for sharing, teasers or comments is taken away again.

use super::clutter::is_clutter;
use super::hidden::{Hidden, is_void};
use super::tokens::{Tag, Token, Tokens};
use dom_smoothie::{Config, Readability};
use std::ops::Range;

/// Most bytes and tags, and deepest nesting, of a page that is looked at as a tree. Beyond, its plain structure must do.
const LARGEST: usize = 8 << 20;
const MOST_TAGS: usize = 60_000;
const DEEPEST: usize = 400;
/// Shortest text that counts as running text, in bytes.
const RUNNING: usize = 40;
/// Least running text of an element that is asked for a second opinion, in bytes.
const LEAST: usize = 250;
/// How many times as much running text a second opinion must have, as a fraction.
const OVERRULES: (usize, usize) = (3, 2);
/// The first of the characters that mark texts: a private plane, from which no page is written.
const MARKS: char = '\u{f0000}';
const LAST_MARK: char = '\u{ffffd}';

/// What is known of a page's texts.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Where each text is, in order of the page.
    texts: Vec<Range<usize>>,
    /// For each text, whether it is in the article.
    kept: Vec<bool>,
    /// For each text, whether it is the words of a link.
    linked: Vec<bool>,
    /// For each text, whether it stands in an element around the article.
    clutter: Vec<bool>,
}

impl Content {
    /// Whether any of a stretch of the page stands in an element around the article, or is the words of a link.
    pub(super) fn is_apart(&self, range: Range<usize>) -> bool {
        let first = self.texts.partition_point(|text| text.end <= range.start);
        let inside = (first..self.texts.len()).take_while(|index| self.texts[*index].start < range.end);
        inside.into_iter().any(|index| self.clutter[index] || self.linked[index])
    }

    /// How many bytes of a stretch of the page are in the article, and how many are the words of links.
    pub(super) fn of(&self, range: Range<usize>) -> (usize, usize) {
        let first = self.texts.partition_point(|text| text.end <= range.start);
        let (mut kept, mut linked) = (0, 0);
        for index in first..self.texts.len() {
            let text = &self.texts[index];
            if text.start >= range.end {
                break;
            }
            let length = text.end.min(range.end) - text.start.max(range.start);
            kept += if self.kept[index] { length } else { 0 };
            linked += if self.linked[index] { length } else { 0 };
        }
        (kept, linked)
    }
}

/// Finds the article; `None` if the page is too large to be looked at as a tree, or has none.
pub(super) fn find(text: &str, from: usize) -> Option<Content> {
    let page = Outline::read(text, from)?;
    let mut kept = page.chosen();
    page.without_clutter(&mut kept);
    if let Some(texts) = page.second_opinion() {
        let mut other: Vec<bool> = (0..page.texts.len()).map(|index| texts.contains(&index)).collect();
        page.without_clutter(&mut other);
        if page.running(&other) * OVERRULES.1 > page.running(&kept) * OVERRULES.0 {
            kept = other;
        }
    }
    let mut clutter = vec![false; page.texts.len()];
    for region in page.regions.iter().filter(|region| region.part == Part::Clutter) {
        clutter[region.texts.clone()].fill(true);
    }
    kept.contains(&true).then_some(Content { texts: page.texts, kept, linked: page.linked, clutter })
}

/// What an element is, if it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Article,
    ArticleBody,
    Main,
    Clutter,
}

/// An element, with the texts in it.
#[derive(Debug)]
struct Region {
    part: Part,
    texts: Range<usize>,
}

/// A page's texts, and the elements around them.
#[derive(Debug, Default)]
struct Outline {
    /// The page written again, each text after its mark.
    html: String,
    texts: Vec<Range<usize>>,
    linked: Vec<bool>,
    /// How much running text each text is, in bytes.
    weights: Vec<usize>,
    regions: Vec<Region>,
}

/// The elements open at a place.
#[derive(Debug, Default)]
struct Stack<'a> {
    /// Name, and the region that the element is.
    open: Vec<(&'a str, Option<usize>)>,
    links: usize,
}

/// Elements that the next of their kind ends.
const ROWS: [&str; 7] = ["p", "li", "td", "th", "tr", "dt", "dd"];
/// Elements that stand in paragraphs, and do not end them.
const INLINE: [&str; 16] =
    ["a", "b", "i", "em", "strong", "span", "font", "u", "small", "sub", "sup", "cite", "q", "abbr", "time", "mark"];

impl Stack<'_> {
    /// Takes away the last element if one of this name cannot be in it; its region.
    fn implied_end(&mut self, name: &str) -> Option<Option<usize>> {
        let is = |names: &[&str], name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let (last, _) = self.open.last()?;
        let again = last.eq_ignore_ascii_case(name) && is(&ROWS, name);
        let block = last.eq_ignore_ascii_case("p") && !is(&INLINE, name);
        if again || block { self.open.pop().map(|(_, region)| region) } else { None }
    }
}

impl Outline {
    /// Reads a page, if it is small and flat enough.
    fn read(text: &str, from: usize) -> Option<Outline> {
        if text.len() - from > LARGEST {
            return None;
        }
        let mut page = Outline { html: String::with_capacity(text.len() - from), ..Outline::default() };
        let (mut stack, mut hidden) = (Stack::default(), Hidden::new(text));
        let mut tokens = Tokens::new(text, from..text.len());
        let mut tags = 0_usize;
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(range) if !hidden.is_open() => page.text(text, range, stack.links > 0),
                Token::Raw(name, range) if name.eq_ignore_ascii_case("title") => page.html.push_str(&text[range]),
                Token::Open(tag) if hidden.opens(&tag, tokens.position()) || keeps(tag.name) => {
                    page.html.push_str(tag.whole(text, tokens.position()));
                    page.open(&tag, &mut stack);
                }
                Token::Close(name) if hidden.closes(name) || keeps(name) => {
                    page.html.extend(["</", name, ">"]);
                    page.close(name, &mut stack);
                }
                Token::Text(_) | Token::Open(_) | Token::Close(_) | Token::Raw(..) => {}
            }
            tags += 1;
            if tags > MOST_TAGS || stack.open.len() > DEEPEST {
                return None;
            }
        }
        let end = page.texts.len();
        for (_, region) in stack.open {
            page.end(region, end);
        }
        Some(page)
    }

    fn text(&mut self, text: &str, range: Range<usize>, linked: bool) {
        let words = &text[range.clone()];
        if words.trim().is_empty() {
            self.html.push_str(words);
            return;
        }
        self.html.extend(mark(self.texts.len()));
        if words.contains(is_mark) {
            self.html.push_str(&words.replace(is_mark, "\u{fffd}"));
        } else {
            self.html.push_str(words);
        }
        let length = words.trim().len();
        self.weights.push(if linked || length < RUNNING { 0 } else { length });
        self.texts.push(range);
        self.linked.push(linked);
    }

    fn open<'a>(&mut self, tag: &Tag<'a>, stack: &mut Stack<'a>) {
        if is_void(tag.name) || tag.closes_itself() {
            return;
        }
        if let Some(region) = stack.implied_end(tag.name) {
            self.end(region, self.texts.len());
        }
        let region = part(tag).map(|part| {
            self.regions.push(Region { part, texts: self.texts.len()..self.texts.len() });
            self.regions.len() - 1
        });
        stack.links += usize::from(tag.name.eq_ignore_ascii_case("a"));
        stack.open.push((tag.name, region));
    }

    /// Closes an element, and those left open in it.
    fn close(&mut self, name: &str, stack: &mut Stack<'_>) {
        let Some(at) = stack.open.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) else { return };
        for (name, region) in stack.open.drain(at..) {
            stack.links -= usize::from(name.eq_ignore_ascii_case("a"));
            self.end(region, self.texts.len());
        }
    }

    fn end(&mut self, region: Option<usize>, end: usize) {
        if let Some(region) = region.and_then(|region| self.regions.get_mut(region)) {
            region.texts.end = end;
        }
    }

    /// For each text, whether the port of Readability.js keeps it.
    fn chosen(&self) -> Vec<bool> {
        let mut kept = vec![false; self.texts.len()];
        let config = Config { disable_json_ld: true, ..Config::default() };
        let article = Readability::new(self.html.as_str(), None, Some(config)).and_then(|mut page| page.parse());
        let Ok(article) = article else { return kept };
        for letter in article.content.chars().filter(|letter| is_mark(*letter)) {
            if let Some(kept) = kept.get_mut(letter as usize - MARKS as usize) {
                *kept = true;
            }
        }
        kept
    }

    fn running(&self, kept: &[bool]) -> usize {
        self.weights.iter().zip(kept).filter(|(_, kept)| **kept).map(|(weight, _)| weight).sum()
    }

    fn running_in(&self, texts: &Range<usize>) -> usize {
        self.weights[texts.clone()].iter().sum()
    }

    /// The texts of the element that the page calls its article.
    fn second_opinion(&self) -> Option<Range<usize>> {
        let of = |part: Part| {
            let regions = self.regions.iter().filter(move |region| region.part == part);
            let best = regions.map(|region| region.texts.clone()).max_by_key(|texts| self.running_in(texts))?;
            (self.running_in(&best) >= LEAST).then_some(best)
        };
        of(Part::ArticleBody).or_else(|| of(Part::Article)).or_else(|| of(Part::Main))
    }

    /// Takes away what stands in elements around the article, unless that is a great part of it.
    fn without_clutter(&self, kept: &mut [bool]) {
        let all = self.running(kept);
        for region in self.regions.iter().filter(|region| region.part == Part::Clutter) {
            let texts = region.texts.clone();
            let inside: usize = texts.clone().filter(|index| kept[*index]).map(|index| self.weights[index]).sum();
            if inside * 4 <= all {
                kept[texts].fill(false);
            }
        }
    }
}

/// The elements that a tree needs although their words are hidden.
fn keeps(name: &str) -> bool {
    name.eq_ignore_ascii_case("head")
}

/// The mark of a text.
fn mark(index: usize) -> Option<char> {
    char::from_u32(MARKS as u32 + u32::try_from(index).ok()?).filter(|mark| *mark <= LAST_MARK)
}

fn is_mark(letter: char) -> bool {
    (MARKS..=LAST_MARK).contains(&letter)
}

/// What an element is.
fn part(tag: &Tag<'_>) -> Option<Part> {
    let body = tag.attribute("itemprop").is_some_and(|value| value.eq_ignore_ascii_case("articleBody"));
    match () {
        () if body => Some(Part::ArticleBody),
        () if tag.name.eq_ignore_ascii_case("article") => Some(Part::Article),
        () if tag.name.eq_ignore_ascii_case("main") => Some(Part::Main),
        () if is_clutter(tag) => Some(Part::Clutter),
        () => None,
    }
}
