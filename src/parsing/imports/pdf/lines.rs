//! Letters become lines, column by column.
//!
//! Letters that follow each other closely on one line are a piece. Where pieces leave a gap down the page with text on both sides, there are
//! columns; what crosses the gap, such as a headline, stands before or after them. Pieces of one column on one line are joined.

use super::content::Letter;
use std::collections::HashSet;

/// A gap of this part of the size is a space.
const SPACE: f32 = 0.18;
/// A gap of this part of the size ends a piece.
const APART: f32 = 1.3;
/// Fewest lines of a column, and its least width in sizes of its letters.
const COLUMN_LINES: usize = 4;
const COLUMN_WIDTH: f32 = 8.0;
/// Most columns of a page.
const COLUMNS: usize = 8;

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
}

/// The lines of a column, from top to bottom. What crosses columns is one of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Column {
    pub(super) lines: Vec<Line>,
}

/// The columns of a page in the order of reading.
pub(super) fn of(letters: Vec<Letter>) -> Vec<Column> {
    let mut columns = Vec::new();
    arrange(pieces(letters), COLUMNS, &mut columns);
    columns
}

/// Which letters are drawn where, to a part of their size that is less than any of them is wide.
#[derive(Default)]
struct Drawn(HashSet<(String, i32, i32)>);

impl Drawn {
    /// Remembers a letter; false if the same was drawn there already.
    fn add(&mut self, letter: &Letter) -> bool {
        let grain = letter.size * 0.07;
        let (x, y) = ((letter.left / grain).round() as i32, (letter.base / grain).round() as i32);
        let near = |at: i32| [at.saturating_sub(1), at, at.saturating_add(1)];
        let known =
            near(x).into_iter().any(|x| near(y).into_iter().any(|y| self.0.contains(&(letter.text.clone(), x, y))));
        !known && self.0.insert((letter.text.clone(), x, y))
    }
}

/// Joins letters to pieces in the order in which they were drawn.
fn pieces(letters: Vec<Letter>) -> Vec<Line> {
    let mut pieces: Vec<Line> = Vec::new();
    // Bold type is sometimes the same letter drawn twice, a little aside.
    let mut seen = Drawn::default();
    for letter in letters {
        if !letter.text.trim().is_empty() && !seen.add(&letter) {
            continue;
        }
        if let Some(last) = pieces.last_mut() {
            let gap = letter.left - last.right;
            let close = (last.base - letter.base).abs() < 0.2 * last.size.max(letter.size)
                && (-0.6 * letter.size..APART * letter.size).contains(&gap)
                && letter.size < 1.6 * last.size
                && last.size < 1.6 * letter.size;
            if close {
                let spaced = last.text.ends_with(char::is_whitespace) || letter.text.starts_with(char::is_whitespace);
                if gap > SPACE * letter.size && !spaced {
                    last.text.push(' ');
                }
                last.text.push_str(&letter.text);
                last.right = last.right.max(letter.right);
                continue;
            }
        }
        if letter.text.trim().is_empty() {
            continue;
        }
        let Letter { text, left, right, base, size } = letter;
        pieces.push(Line { text, left, right, base, size });
    }
    for piece in &mut pieces {
        // A space at the end widens nothing.
        let words = piece.text.trim_end();
        piece.right -= (piece.text.len() - words.len()).min(1) as f32 * 0.25 * piece.size;
        piece.text.truncate(words.len());
    }
    pieces
}

/// Puts pieces in the order of reading, as columns.
fn arrange(pieces: Vec<Line>, most: usize, columns: &mut Vec<Column>) {
    let Some(gap) = gap(&pieces).filter(|_| most > 1) else {
        columns.push(Column { lines: joined(pieces) });
        return;
    };
    let (across, beside): (Vec<Line>, Vec<Line>) = pieces.into_iter().partition(|piece| crosses(piece, gap));
    // What crosses divides the page into bands, each with its columns.
    let mut bands: Vec<f32> = across.iter().map(|piece| piece.base).collect();
    bands.sort_by(f32::total_cmp);
    let mut across = joined(across).into_iter().peekable();
    let mut rest = joined_bands(beside, &bands);
    for band in rest.drain(..) {
        let above: Vec<Line> = std::iter::from_fn(|| across.next_if(|line| line.base <= band.0)).collect();
        if !above.is_empty() {
            columns.push(Column { lines: above });
        }
        let (left, right): (Vec<Line>, Vec<Line>) = band.1.into_iter().partition(|piece| piece.right <= gap);
        for side in [left, right] {
            if !side.is_empty() {
                arrange(side, most / 2, columns);
            }
        }
    }
    let below: Vec<Line> = across.collect();
    if !below.is_empty() {
        columns.push(Column { lines: below });
    }
}

/// Pieces between the lines that cross columns, each group with where it begins.
fn joined_bands(mut pieces: Vec<Line>, borders: &[f32]) -> Vec<(f32, Vec<Line>)> {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut bands: Vec<(usize, Vec<Line>)> = Vec::new();
    for piece in pieces {
        let band = borders.partition_point(|border| *border < piece.base);
        match bands.last_mut().filter(|(number, _)| *number == band) {
            Some((_, group)) => group.push(piece),
            None => bands.push((band, vec![piece])),
        }
    }
    bands.into_iter().map(|(_, group)| (group.iter().map(|piece| piece.base).fold(f32::MAX, f32::min), group)).collect()
}

fn crosses(piece: &Line, gap: f32) -> bool {
    piece.left < gap && piece.right > gap
}

/// Where a gap between two columns is, if there is one.
fn gap(pieces: &[Line]) -> Option<f32> {
    let mut starts: Vec<f32> = pieces.iter().map(|piece| piece.left).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|a, b| (*a - *b).abs() < 1.0);
    // In a line of prose pieces start anywhere; at a column's edge many do.
    let at = |edge: f32| pieces.iter().filter(|piece| (piece.left - edge).abs() < 2.0).count();
    let mut best: Option<(usize, f32)> = None;
    for edge in starts.into_iter().filter(|edge| at(*edge) >= COLUMN_LINES) {
        let gap = edge - 0.5;
        let side =
            |is_left: bool| pieces.iter().filter(move |piece| !crosses(piece, gap) && (piece.right <= gap) == is_left);
        let across = pieces.iter().filter(|piece| crosses(piece, gap)).count();
        let (left, right) = (Side::of(side(true)), Side::of(side(false)));
        let score = left.lines.min(right.lines);
        let beside = left.bottom.min(right.bottom) - left.top.max(right.top);
        if left.is_column()
            && right.is_column()
            && across * 2 <= score
            && beside > 2.0 * left.size
            && best.is_none_or(|(other, _)| score > other)
        {
            best = Some((score, gap));
        }
    }
    best.map(|(_, gap)| gap)
}

/// What stands on one side of a gap.
struct Side {
    lines: usize,
    letters: usize,
    width: f32,
    size: f32,
    top: f32,
    bottom: f32,
}

impl Side {
    fn of<'a>(pieces: impl Iterator<Item = &'a Line> + Clone) -> Side {
        let mut bases: Vec<f32> = pieces.clone().map(|piece| piece.base).collect();
        bases.sort_by(f32::total_cmp);
        bases.dedup_by(|a, b| (*a - *b).abs() < 2.0);
        let letters = pieces.clone().map(|piece| piece.text.chars().count()).sum();
        let width = pieces.clone().map(|piece| piece.right - piece.left).fold(0.0, f32::max);
        let size = pieces.map(|piece| piece.size).fold(1.0, f32::max);
        let (top, bottom) = (bases.first().copied().unwrap_or(0.0), bases.last().copied().unwrap_or(0.0));
        Side { lines: bases.len(), letters, width, size, top, bottom }
    }

    /// Running text, not the numbers of a list or the cells of a table.
    fn is_column(&self) -> bool {
        self.lines >= COLUMN_LINES
            && self.width >= COLUMN_WIDTH * self.size.min(14.0)
            && self.letters >= 15 * self.lines
    }
}

/// Pieces of one column as its lines, from top to bottom.
fn joined(mut pieces: Vec<Line>) -> Vec<Line> {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut lines: Vec<Vec<Line>> = Vec::new();
    for piece in pieces {
        let same = |line: &&mut Vec<Line>| {
            line.iter().any(|other| (other.base - piece.base).abs() < 0.4 * other.size.max(piece.size))
        };
        // A raised number may come before the line that it belongs to.
        match lines.iter_mut().rev().take(2).find(same) {
            Some(line) => line.push(piece),
            None => lines.push(vec![piece]),
        }
    }
    let line = |mut pieces: Vec<Line>| {
        pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
        let largest = pieces.iter().map(|piece| piece.size).fold(0.0, f32::max);
        let base = pieces.iter().find(|piece| piece.size == largest).map_or(0.0, |piece| piece.base);
        let mut whole = Line { text: String::new(), left: f32::MAX, right: f32::MIN, base, size: largest };
        for piece in pieces {
            let gap = piece.left - whole.right;
            if !whole.text.is_empty() && gap > SPACE * piece.size {
                whole.text.push(' ');
            }
            whole.text.push_str(&piece.text);
            whole.left = whole.left.min(piece.left);
            whole.right = whole.right.max(piece.right);
        }
        whole
    };
    let mut lines: Vec<Line> = lines.into_iter().map(line).collect();
    lines.sort_by(|a, b| a.base.total_cmp(&b.base));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of letters of equal width, drawn from a place on.
    fn drawn(text: &str, left: f32, base: f32) -> Vec<Letter> {
        let letter = |(at, letter): (usize, char)| {
            let left = left + at as f32 * 5.0;
            Letter { text: letter.to_string(), left, right: left + 5.0, base, size: 10.0 }
        };
        text.chars().enumerate().filter(|(_, letter)| *letter != '_').map(letter).collect()
    }

    fn read(lines: &[(&str, f32, f32)]) -> Vec<String> {
        let letters = lines.iter().flat_map(|(text, left, base)| drawn(text, *left, *base)).collect();
        of(letters).into_iter().flat_map(|column| column.lines).map(|line| line.text).collect()
    }

    #[test]
    fn gaps_are_spaces_and_double_letters_are_one() {
        // Narrow letters stand close together.
        let narrow = |(at, letter): (usize, char)| Letter {
            text: letter.to_string(),
            left: 50.0 + at as f32 * 2.2,
            right: 52.2 + at as f32 * 2.2,
            base: 100.0,
            size: 10.0,
        };
        assert_eq!(of("illi".chars().enumerate().map(narrow).collect())[0].lines[0].text, "illi");
        assert_eq!(
            read(&[("The_bridge opens", 50.0, 100.0), ("The", 50.4, 100.0), ("now", 150.0, 100.0)]),
            ["The bridge opens now"]
        );
    }

    #[test]
    fn columns_are_read_one_after_the_other_below_their_headline() {
        let mut lines = vec![("A headline over both columns of the page, as is usual", 50.0, 40.0)];
        let rows = [
            "left column, first line",
            "left column, second one",
            "left column, third line",
            "left column, the fourth",
        ];
        let right = [
            "right column, first line",
            "right column, second one",
            "right column, third line",
            "right column, the fourth",
        ];
        for (row, (left, right)) in rows.iter().zip(right).enumerate() {
            let base = 60.0 + row as f32 * 12.0;
            lines.push((left, 50.0, base));
            lines.push((right, 200.0, base));
        }
        let expected: Vec<&str> = [lines[0].0].into_iter().chain(rows).chain(right).collect();
        assert_eq!(read(&lines), expected);
    }

    #[test]
    fn a_table_is_read_line_by_line() {
        let rows = [("Year", "Cost"), ("2019", "3"), ("2020", "4"), ("2021", "5"), ("2022", "6")];
        let lines: Vec<(&str, f32, f32)> = rows
            .iter()
            .enumerate()
            .flat_map(|(row, (a, b))| [(*a, 50.0, row as f32 * 12.0), (*b, 200.0, row as f32 * 12.0)])
            .collect();
        assert_eq!(read(&lines), ["Year Cost", "2019 3", "2020 4", "2021 5", "2022 6"]);
    }
}
