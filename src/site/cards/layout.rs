//! A card as SVG. Its words stand in the largest of a few sizes in which they fit, and are cut at a clause where they fit in none.

use super::SIZE;
use super::card::{COLUMNS, Card, CardKind, Tone};
use crate::site::faces::{Faces, Weight, is_sign};
use crate::site::parts::said::Piece;
use std::fmt::Write;

pub(super) type Colour = [u8; 3];
const PAPER: Colour = [0xff, 0xfd, 0xf9];
const WASH: Colour = [0xff, 0xea, 0xb0];
const INK: Colour = [0x19, 0x17, 0x13];
const MUTED: Colour = [0x6c, 0x66, 0x5b];
const VOICE: Colour = [0xb3, 0x26, 0x1a];
const HAND: Colour = [0x0c, 0x6a, 0x50];
const WORDING: Colour = [0x8f, 0x5c, 0x00];
const EDGE: Colour = [0x8c, 0x85, 0x77];
const LINE: Colour = [0xd8, 0xd2, 0xc4];
/// What letters and lines stand on.
pub(super) const GROUNDS: [Colour; 2] = [PAPER, WASH];
/// The colours of letters and lines.
pub(super) const INKS: [Colour; 8] = [INK, MUTED, VOICE, HAND, WORDING, EDGE, LINE, WASH];

/// Where words begin and end.
const MARGIN: f32 = 72.0;
/// Where those begin that a quotation mark hangs before.
const HUNG: f32 = 112.0;
const RIGHT: f32 = SIZE.0 as f32 - MARGIN;
/// Sizes of the words, each with the distance of lines and the first line's place.
const SIZES: [(f32, f32, f32); 4] =
    [(74.0, 88.0, 226.0), (60.0, 70.0, 216.0), (48.0, 56.0, 208.0), (40.0, 48.0, 204.0)];
/// The lowest line of words, alone and above strokes.
const LOWEST: f32 = 492.0;
const LOWEST_ABOVE: f32 = 372.0;
/// Sizes of the two wordings and of who has them, as shares of the size of the words.
const WORDING_SIZE: f32 = 0.57;
const BY_SIZE: f32 = 0.33;
/// Space within the box of two wordings.
const PADDING: f32 = 20.0;

/// The card as SVG.
pub(super) fn svg(card: &Card, faces: &Faces) -> String {
    let mut draw = Draw { out: String::with_capacity(4096), faces, turned: card.right_to_left };
    let (width, height) = SIZE;
    let _ = write!(draw.out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">");
    draw.block(0.0, 0.0, SIZE.0 as f32, SIZE.1 as f32, PAPER);
    draw.block(MARGIN, 64.0, RIGHT - MARGIN, 5.0, INK);
    draw.top(card);
    match card.kind {
        CardKind::Person => draw.person(card),
        CardKind::Article | CardKind::Statement => draw.words_and_name(card),
    }
    draw.out.push_str("</svg>");
    draw.out
}

/// How a line of text looks.
#[derive(Clone, Copy)]
struct Type {
    size: f32,
    weight: Weight,
    colour: Colour,
}

struct Draw<'f> {
    out: String,
    faces: &'f Faces<'f>,
    /// Whether right is left.
    turned: bool,
}

impl Draw<'_> {
    /// A block of colour.
    fn block(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        let x = if self.turned { SIZE.0 as f32 - x - width } else { x };
        let [red, green, blue] = colour;
        let _ = write!(
            self.out,
            "<path fill=\"#{red:02x}{green:02x}{blue:02x}\" d=\"M{x:.1} {y:.1}h{width:.1}v{height:.1}h-{width:.1}z\"/>"
        );
    }

    /// Text that begins at `x`.
    fn text(&mut self, x: f32, y: f32, text: &str, how: Type) {
        self.anchored(x, y, text, how, false);
    }

    /// Text that ends at `x`.
    fn ending(&mut self, x: f32, y: f32, text: &str, how: Type) {
        self.anchored(x, y, text, how, true);
    }

    fn anchored(&mut self, x: f32, y: f32, text: &str, how: Type, at_end: bool) {
        if text.trim().is_empty() {
            return;
        }
        let x = if self.turned { SIZE.0 as f32 - x } else { x };
        // The browser's "start" of a line that runs the other way is its right end; here left and right are meant.
        let anchor = if at_end != self.turned { "end" } else { "start" };
        let weight = if how.weight == Weight::Bold { 700 } else { 400 };
        let [red, green, blue] = how.colour;
        let _ = write!(
            self.out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{:.1}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" \
             fill=\"#{red:02x}{green:02x}{blue:02x}\" font-family=\"",
            how.size
        );
        escaped(&mut self.out, self.faces.family(how.weight));
        self.out.push_str("\">");
        escaped(&mut self.out, text);
        self.out.push_str("</text>");
    }

    fn width(&self, text: &str, how: Type) -> f32 {
        self.faces.width(text, how.weight) * how.size
    }

    /// As much of a text as fits, cut before a word.
    fn fitting(&self, text: &str, how: Type, room: f32) -> String {
        if self.width(text, how) <= room {
            return text.to_owned();
        }
        let mut kept = text;
        while let Some((shorter, _)) = kept.trim_end().rsplit_once(' ') {
            kept = shorter.trim_end_matches([',', ';', ':', ' ']);
            let cut = format!("{kept} …");
            if self.width(&cut, how) <= room {
                return cut;
            }
        }
        // One long word: as many letters as there is room for.
        let mut cut = String::new();
        for letter in text.chars() {
            cut.push(letter);
            if self.width(&cut, how) + how.size > room {
                break;
            }
        }
        cut + "…"
    }

    /// Kicker and what stands beside it at the left, the archive at the right.
    fn top(&mut self, card: &Card) {
        let bold = Type { size: 26.0, weight: Weight::Bold, colour: INK };
        let plain = Type { weight: Weight::Regular, colour: MUTED, ..bold };
        let mut x = MARGIN;
        if let Some((tone, text)) = &card.kicker {
            let colour = match tone {
                Tone::Ink => INK,
                Tone::Wording => WORDING,
                Tone::Hand => HAND,
            };
            let how = Type { colour, ..bold };
            let shown = self.fitting(text, how, 460.0);
            self.text(x, 116.0, &shown, how);
            x += self.width(&shown, how) + 16.0;
        }
        if card.kind != CardKind::Person {
            let shown = self.fitting(&card.beside, plain, 300.0);
            self.text(x, 116.0, &shown, plain);
            x += self.width(&shown, plain) + 40.0;
        }
        let shown = self.fitting(&card.archive, bold, RIGHT - x);
        self.ending(RIGHT, 116.0, &shown, bold);
    }

    fn words_and_name(&mut self, card: &Card) {
        let left = if card.mark.is_some() { HUNG } else { MARGIN };
        if let Some(mark) = &card.mark {
            self.text(56.0, 250.0, mark, Type { size: 120.0, weight: Weight::Bold, colour: VOICE });
        }
        let weight = if card.kind == CardKind::Article { Weight::Bold } else { Weight::Regular };
        let lowest = if card.strokes.is_empty() { LOWEST } else { LOWEST_ABOVE };
        let set = Setting { faces: self.faces, weight, left, lowest };
        for (y, size, line) in set.lines(&card.words) {
            let how = Type { size, weight, colour: INK };
            for (x, item) in line {
                match item {
                    Item::Word(word) => self.text(x, y, &word, how),
                    Item::Box(wide, both) => self.two(x, y, wide, size, &both),
                }
            }
        }
        self.strokes(&card.strokes);
        let name = Type { size: 32.0, weight: Weight::Bold, colour: INK };
        let under = Type { size: 26.0, weight: Weight::Regular, colour: MUTED };
        let (first, second) = if card.strokes.is_empty() { (540.0, 582.0) } else { (530.0, 572.0) };
        for (y, text, how) in [(first, &card.name, name), (second, &card.under, under)] {
            let shown = self.fitting(text, how, RIGHT - MARGIN);
            self.text(MARGIN, y, &shown, how);
        }
    }

    /// Two wordings one above the other, with who has them.
    fn two(&mut self, x: f32, y: f32, wide: f32, size: f32, both: &[(String, String); 2]) {
        let words = Type { size: size * WORDING_SIZE, weight: Weight::Regular, colour: INK };
        let by = Type { size: size * BY_SIZE, weight: Weight::Regular, colour: MUTED };
        let (top, height) = (y - size * 0.84, size * 1.4);
        self.block(x, top, wide, height, WASH);
        self.block(x, top, 4.0, height, WORDING);
        self.block(x + wide - 4.0, top, 4.0, height, WORDING);
        self.block(x + PADDING, top + height / 2.0 - 1.0, wide - 2.0 * PADDING, 2.0, WORDING);
        for (at, (text, who)) in both.iter().enumerate() {
            let line = top + height * (0.36 + 0.49 * at as f32);
            self.text(x + PADDING, line, text, words);
            self.ending(x + wide - PADDING, line, who, by);
        }
    }

    /// A short grey stroke for what is reported, a tall red one for what is quoted.
    fn strokes(&mut self, strokes: &[(usize, usize)]) {
        let pitch = ((RIGHT - MARGIN) / strokes.len().max(1) as f32).min(14.0);
        let wide = (pitch * 0.57).max(1.0);
        for (at, (_, quoted)) in strokes.iter().enumerate() {
            let (height, colour) = if *quoted > 0 { (72.0, VOICE) } else { (34.0, EDGE) };
            self.block(MARGIN + at as f32 * pitch, 476.0 - height, wide, height, colour);
        }
    }

    /// Somebody's name as large as it fits, and how much they said when.
    fn person(&mut self, card: &Card) {
        let Some(Piece::Text(name)) = card.words.first() else { return };
        let how = |size| Type { size, weight: Weight::Bold, colour: INK };
        let room = RIGHT - MARGIN;
        let size = (room / self.width(name, how(1.0)).max(0.1)).clamp(48.0, 104.0);
        let shown = self.fitting(name, how(size), room);
        self.text(MARGIN, 232.0, &shown, how(size));
        let office = Type { size: 32.0, weight: Weight::Regular, colour: MUTED };
        let shown = self.fitting(&card.beside, office, room);
        self.text(MARGIN, 288.0, &shown, office);

        let most = card.strokes.iter().map(|(reported, quoted)| reported + quoted).max().unwrap_or(1).max(1);
        let pitch = room / card.strokes.len().max(COLUMNS) as f32;
        for (at, (reported, quoted)) in card.strokes.iter().enumerate() {
            let high = |count: usize| 150.0 * count as f32 / most as f32;
            let (x, wide) = (MARGIN + at as f32 * pitch, pitch * 0.73);
            // A single statement is a stroke, as on the pages, not a tower.
            let (grey, red) = if most == 1 {
                (34.0 * *reported as f32, 72.0 * *quoted as f32)
            } else {
                (high(*reported), high(*quoted))
            };
            self.block(x, 500.0 - red - grey, wide, grey, EDGE);
            self.block(x, 500.0 - red, wide, red, VOICE);
        }
        self.block(MARGIN, 501.0, room, 2.0, LINE);
        let count = Type { size: 32.0, weight: Weight::Bold, colour: INK };
        let facts = Type { size: 26.0, weight: Weight::Regular, colour: MUTED };
        self.text(MARGIN, 560.0, &card.name, count);
        let shown = self.fitting(&card.under, facts, room - self.width(&card.name, count) - 40.0);
        self.ending(RIGHT, 560.0, &shown, facts);
    }
}

/// What stands on a line.
enum Item {
    /// Words with their spaces.
    Word(String),
    /// Two wordings, and how wide their box is.
    Box(f32, [(String, String); 2]),
}

/// A line: its place, the size of its letters, and what stands where on it.
type Line = (f32, f32, Vec<(f32, Item)>);

/// How words are set in lines.
struct Setting<'f> {
    faces: &'f Faces<'f>,
    weight: Weight,
    left: f32,
    lowest: f32,
}

impl Setting<'_> {
    /// The words in lines, in the largest size in which they fit; in the smallest, they are cut.
    fn lines(&self, pieces: &[Piece]) -> Vec<Line> {
        for size in SIZES {
            if let Some(lines) = self.try_lines(pieces, size) {
                return lines;
            }
        }
        let smallest = SIZES[SIZES.len() - 1];
        // Two wordings and more around them than fits: no picture of half of it. The words alone, then.
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Two((words, _), _) => text.push_str(words),
            }
        }
        let mut kept = text.as_str();
        while let Some((shorter, _)) = kept.trim_end().rsplit_once(' ') {
            kept = shorter;
            if let Some(lines) = self.try_lines(&[Piece::Text(format!("{} …", at_clause(kept)))], smallest) {
                return lines;
            }
        }
        Vec::new()
    }

    /// The words in lines of one size, if there is room for them.
    fn try_lines(&self, pieces: &[Piece], (size, distance, first): (f32, f32, f32)) -> Option<Vec<Line>> {
        let mut lines: Vec<(bool, Vec<(f32, Item)>)> = vec![(false, Vec::new())];
        let mut x = self.left;
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    for word in words(text) {
                        let wide = self.faces.width(word.trim_end(), self.weight) * size;
                        if x + wide > RIGHT {
                            if wide > RIGHT - self.left {
                                return None;
                            }
                            lines.push((false, Vec::new()));
                            x = self.left;
                        }
                        self.put(lines.last_mut()?, x, word);
                        x += self.faces.width(word, self.weight) * size;
                    }
                }
                Piece::Two(above, below) => {
                    let wide = |(words, by): &(String, String)| {
                        let words = self.faces.width(words, Weight::Regular) * size * WORDING_SIZE;
                        words + self.faces.width(by, Weight::Regular) * size * BY_SIZE + 24.0
                    };
                    let wide = wide(above).max(wide(below)) + 2.0 * PADDING;
                    if x + wide > RIGHT {
                        if wide > RIGHT - self.left {
                            return None;
                        }
                        lines.push((true, Vec::new()));
                        x = self.left;
                    }
                    let line = lines.last_mut()?;
                    line.0 = true;
                    line.1.push((x, Item::Box(wide, [above.clone(), below.clone()])));
                    x += wide + size * 0.25;
                }
            }
        }
        let mut y = first;
        let mut placed = Vec::new();
        for (at, (with_box, line)) in lines.into_iter().enumerate() {
            // A box is higher than a line.
            let before = if with_box && at > 0 { size * 0.2 } else { 0.0 };
            y += before;
            if y > self.lowest {
                return None;
            }
            placed.push((y, size, line));
            y += distance + if with_box { size * 0.2 } else { 0.0 };
        }
        Some(placed)
    }

    /// Puts a word on a line; words beside each other are one text, so that their letters can join.
    fn put(&self, line: &mut (bool, Vec<(f32, Item)>), x: f32, word: &str) {
        match line.1.last_mut() {
            Some((_, Item::Word(text))) => text.push_str(word),
            _ => line.1.push((x, Item::Word(word.to_owned()))),
        }
    }
}

/// The words of a text, each with the space after it. Where a script has no spaces, every letter may begin a line.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let alone =
        |letter: char| matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}');
    text.split_inclusive(' ').flat_map(move |word| {
        if word.contains(alone) { word.split_inclusive(|_| true).collect::<Vec<_>>() } else { vec![word] }
    })
}

/// The text up to the end of its last clause, where that leaves most of it.
fn at_clause(text: &str) -> &str {
    let end = text.rfind([',', ';', ':', '.', '–', '—', '؛', '،']).unwrap_or(0);
    let kept = if end > text.len() / 2 { &text[..end] } else { text };
    kept.trim_end_matches([',', ';', ':', ' '])
}

/// Text for XML, without what XML cannot hold.
fn escaped(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            letter if letter.is_whitespace() => out.push(' '),
            letter if is_sign(letter) && letter.is_control() => {}
            '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
}
