//! Text with places in it: [`Source`] is one file as read, [`Span`] a range of bytes in some text.
//!
//! Everything inside Onrecord counts bytes, because slicing needs them; people and other programs count
//! lines and characters, so [`Source::position`] and [`CharCounter`] translate at the edge, when something is printed.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// A half-open range of byte offsets, `start <= end`, always on character boundaries of the text it belongs to.
///
/// Which text that is depends on the holder: statements, mentions and blocks count in [`Body::plain`], diagnostics and
/// [`LeftOut`] in the [`Source`]. [`Body::to_source`] goes from the one to the other.
///
/// [`Body::plain`]: crate::model::article::Body::plain
/// [`Body::to_source`]: crate::model::article::Body::to_source
/// [`LeftOut`]: crate::model::article::LeftOut
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`. Files are limited to less than 4 GiB when loaded, so offsets fit.
    #[inline]
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "a span runs forwards: {start}..{end}");
        let offset = |at: usize| u32::try_from(at).expect("sources are limited to 4 GiB when loaded");
        Span { start: offset(start), end: offset(end) }
    }

    /// As a range that slices a string.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` it covers.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Number of bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is in it.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one byte.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` lies inside.
    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span with both ends moved forward to the next character boundary of `text`, and inside it.
    pub fn on_boundaries(self, text: &str) -> Span {
        let forward = |at: u32| (at as usize..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let start = forward(self.start);
        Span::new(start, forward(self.end).max(start))
    }

    /// The span without white space at either end.
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start as usize + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// One file as it was read: its place in the archive and its whole text, nothing taken away.
///
/// A byte order mark and Windows line ends stay in `text`, so that offsets are those of the file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path relative to the archive's root, with `/` between its parts on every platform.
    pub path: String,
    /// The decoded text.
    pub text: String,
    /// Lines and characters of the file before the text, where it is one of many articles in it.
    before: (usize, usize),
}

/// A place as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Character within the line, from 1.
    pub column: u32,
}

impl Source {
    /// A source from its parts.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source { path: path.into(), text: text.into(), before: (0, 0) }
    }

    /// A part of a file, with how many lines and characters of the file stand before it.
    pub fn part(path: impl Into<String>, text: impl Into<String>, lines: usize, chars: usize) -> Source {
        Source { before: (lines, chars), ..Source::new(path, text) }
    }

    /// Line and column of a byte offset. Linear in the offset: meant for reports, not for loops.
    pub fn position(&self, offset: usize) -> Position {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let line = 1 + self.before.0 + memchr::memchr_iter(b'\n', before).count();
        let column = 1 + String::from_utf8_lossy(&before[line_start..]).trim_start_matches('\u{feff}').chars().count();
        Position { line: saturating(line), column: saturating(column) }
    }

    /// The byte range of the line that holds `offset`, without its line end.
    pub fn line_at(&self, offset: usize) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let offset = offset.min(bytes.len());
        let start = memchr::memrchr(b'\n', &bytes[..offset]).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', &bytes[offset..]).map_or(bytes.len(), |at| offset + at);
        let end = if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end };
        start..end
    }
}

/// Whether a character must not be on a page or in a data file: a control character other than tab and the ends of lines, a
/// noncharacter, or a byte order mark, which is none where it does not begin a file.
pub fn is_control(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}' => true,
        letter => letter as u32 & 0xfffe == 0xfffe,
    }
}

/// A text without control characters. In the place of each is a space of as many bytes, so that all others stay where they are.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let stand_in = |letter: char| match letter.len_utf8() {
        1 => ' ',
        2 => '\u{a0}',
        3 => '\u{2003}',
        // There is no space of four bytes; this one stands for nothing.
        _ => '\u{10fffd}',
    };
    Cow::Owned(text.chars().map(|letter| if is_control(letter) { stand_in(letter) } else { letter }).collect())
}

fn saturating(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Turns byte offsets into character offsets in one pass, for output that counts Unicode characters.
///
/// Offsets may come in any order; going forwards is cheap, going backwards counts the distance again.
#[derive(Debug)]
pub struct CharCounter<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl<'a> CharCounter<'a> {
    /// Counts in a source, from the beginning of its file on.
    pub fn of(source: &'a Source) -> CharCounter<'a> {
        CharCounter { chars: source.before.1, ..CharCounter::new(&source.text) }
    }

    /// Starts counting at the beginning of `text`.
    pub fn new(text: &'a str) -> CharCounter<'a> {
        CharCounter { text, byte: 0, chars: 0 }
    }

    /// How many characters stand before the byte `offset`.
    pub fn chars_before(&mut self, offset: usize) -> usize {
        if offset >= self.byte {
            self.chars += self.text[self.byte..offset].chars().count();
        } else {
            self.chars -= self.text[offset..self.byte].chars().count();
        }
        self.byte = offset;
        self.chars
    }

    /// The span in characters, as `[start, end)`.
    pub fn span(&mut self, span: Span) -> [usize; 2] {
        let start = self.chars_before(span.start as usize);
        [start, self.chars_before(span.end as usize)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_not_the_byte_order_mark() {
        let source = Source::new("a.txt", "\u{feff}žluť\r\nkůň");
        assert_eq!(source.position(source.text.find('ť').expect("it is there")), Position { line: 1, column: 4 });
        assert_eq!(source.position(source.text.len()), Position { line: 2, column: 4 });
        assert_eq!(&source.text[source.line_at(5)], "\u{feff}žluť");
    }

    #[test]
    fn what_stands_for_a_control_character_is_as_long() {
        let controls = "a\u{1}b\u{b}c\u{85}d\u{feff}e\u{ffff}f\u{fdd0}g\u{1fffe}h\u{7f}";
        let clean = without_controls(controls);
        assert!(!clean.contains(is_control), "{clean:?}");
        let places = |text: &str| text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(places(&clean), places(controls));
        assert_eq!(without_controls("Tab\t, line\r\n, “é”\u{fffd}"), "Tab\t, line\r\n, “é”\u{fffd}");
    }

    #[test]
    fn characters_are_counted_forwards_and_backwards() {
        let mut counter = CharCounter::new("aé“b”c");
        assert_eq!(counter.span(Span::new(3, 10)), [2, 5]);
        assert_eq!(counter.chars_before(1), 1);
        assert_eq!(counter.chars_before(11), 6);
    }
}
