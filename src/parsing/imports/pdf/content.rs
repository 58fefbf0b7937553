//! The drawing of a page, followed as far as it moves letters: each with its place, upright, `y` growing downwards.

use super::super::fault::Fault;
use super::fonts::{Font, Fonts};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document as Pdf, Error, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// Most bytes of the drawing of a page.
const UNPACKED: usize = 32 << 20;
/// Deepest nesting of drawings within drawings.
const DEEPEST: usize = 8;
/// Most operations of a page, those of drawings within it included.
const OPERATIONS: usize = 4_000_000;

/// A letter, or the few that one code stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    /// What it reads as.
    pub(super) text: String,
    /// Its left and right edge.
    pub(super) left: f32,
    pub(super) right: f32,
    /// The line that it stands on.
    pub(super) base: f32,
    /// The size of its font.
    pub(super) size: f32,
}

/// A matrix as PDF writes it: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug)]
struct Matrix([f32; 6]);

impl Matrix {
    const UNIT: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This one first, then the other.
    fn then(self, other: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Matrix([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    fn moved(self, x: f32, y: f32) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// What `q` keeps and `Q` brings back.
#[derive(Clone, Debug)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// A letter with the direction it was drawn in, a quarter turn each.
struct Drawn {
    letter: Letter,
    quarter: u8,
}

struct Reader<'a> {
    pdf: &'a Pdf,
    fonts: &'a mut Fonts,
    drawn: Vec<Drawn>,
    left: usize,
}

/// The letters of a page, in the order in which they are drawn.
pub(super) fn letters(pdf: &Pdf, page: ObjectId, fonts: &mut Fonts) -> Result<Vec<Letter>, Fault> {
    let content = pdf.get_page_content_with_limit(page, UNPACKED).map_err(|error| match error {
        Error::Decompress(_) => Fault::TooLarge("the drawing of a page", format!("{} MiB", UNPACKED >> 20)),
        other => Fault::broken(other),
    })?;
    let (own, inherited) = pdf.get_page_resources(page).unwrap_or((None, Vec::new()));
    let inherited = inherited.into_iter().filter_map(|id| pdf.get_dictionary(id).ok());
    let resources: Vec<&Dictionary> = own.into_iter().chain(inherited).collect();
    let mut reader = Reader { pdf, fonts, drawn: Vec::new(), left: OPERATIONS };
    reader.read(&content, &resources, Matrix::UNIT, 0)?;
    Ok(upright(reader.drawn))
}

/// The letters that run in the direction of most; a page may be turned, and stamps on it stand askew.
fn upright(drawn: Vec<Drawn>) -> Vec<Letter> {
    let count = |quarter: u8| drawn.iter().filter(|letter| letter.quarter == quarter).count();
    let Some(quarter) = (0..4).max_by_key(|quarter| (count(*quarter), 4 - quarter)) else { return Vec::new() };
    let kept = drawn.into_iter().filter(|letter| letter.quarter == quarter);
    kept.map(|drawn| drawn.letter).collect()
}

impl Reader<'_> {
    fn read(&mut self, content: &[u8], resources: &[&Dictionary], page: Matrix, depth: usize) -> Result<(), Fault> {
        let Ok(content) = Content::decode(content) else { return Ok(()) };
        let start = State {
            page,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut state = start;
        let mut kept: Vec<State> = Vec::new();
        let (mut text, mut line) = (Matrix::UNIT, Matrix::UNIT);
        // Heads and feet of pages are marked so by programs that make accessible files.
        let (mut marked, mut artifact): (usize, Option<usize>) = (0, None);
        let mut fonts: HashMap<Vec<u8>, Option<Rc<Font>>> = HashMap::new();
        for Operation { operator, operands } in &content.operations {
            self.left = self
                .left
                .checked_sub(1)
                .ok_or_else(|| Fault::TooLarge("the drawing of a page", format!("{OPERATIONS} steps")))?;
            let number = |at: usize| operands.get(at).and_then(|operand| operand.as_float().ok()).unwrap_or(0.0);
            let matrix = || Matrix([number(0), number(1), number(2), number(3), number(4), number(5)]);
            let mut newline = |x: f32, y: f32, text: &mut Matrix| {
                line = line.moved(x, y);
                *text = line;
            };
            match operator.as_str() {
                "q" if kept.len() < 1000 => kept.push(state.clone()),
                "Q" => state = kept.pop().unwrap_or(state),
                "cm" => state.page = matrix().then(state.page),
                "BT" => (text, line) = (Matrix::UNIT, Matrix::UNIT),
                "Tf" => {
                    state.size = number(1);
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    let found = fonts.entry(name.to_vec()).or_insert_with(|| self.font(resources, name));
                    state.font.clone_from(found);
                }
                "Td" => newline(number(0), number(1), &mut text),
                "TD" => {
                    state.leading = -number(1);
                    newline(number(0), number(1), &mut text);
                }
                "Tm" => (text, line) = (matrix(), matrix()),
                "T*" => newline(0.0, -state.leading, &mut text),
                "Tc" => state.letter_space = number(0),
                "Tw" => state.word_space = number(0),
                "Tz" => state.stretch = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Ts" => state.rise = number(0),
                "BMC" | "BDC" => {
                    marked += 1;
                    let tag = operands.first().and_then(|tag| tag.as_name().ok());
                    if tag == Some(b"Artifact") && artifact.is_none() {
                        artifact = Some(marked);
                    }
                }
                "EMC" => {
                    if artifact == Some(marked) {
                        artifact = None;
                    }
                    marked = marked.saturating_sub(1);
                }
                "Tj" | "TJ" if artifact.is_none() => {
                    operands.first().into_iter().for_each(|shown| self.show(shown, &state, &mut text));
                }
                "'" | "\"" => {
                    if operator == "\"" {
                        (state.word_space, state.letter_space) = (number(0), number(1));
                    }
                    newline(0.0, -state.leading, &mut text);
                    operands
                        .last()
                        .into_iter()
                        .filter(|_| artifact.is_none())
                        .for_each(|shown| self.show(shown, &state, &mut text));
                }
                "Do" if depth < DEEPEST && artifact.is_none() => {
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    if let Some(form) = self.form(resources, name) {
                        let matrix = form.dict.get_deref(b"Matrix", self.pdf).and_then(Object::as_array).ok();
                        let matrix = matrix.and_then(|matrix| self.matrix(matrix)).unwrap_or(Matrix::UNIT);
                        let own = form.dict.get_deref(b"Resources", self.pdf).and_then(Object::as_dict).ok();
                        let inner: Vec<&Dictionary> =
                            own.into_iter().chain(resources.iter().copied()).take(DEEPEST * 2).collect();
                        let content =
                            form.decompressed_content_with_limit(UNPACKED).unwrap_or_else(|_| form.content.clone());
                        self.read(&content, &inner, matrix.then(state.page), depth + 1)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Something that the resources of a page name.
    fn resource<'b>(&'b self, resources: &[&'b Dictionary], kind: &[u8], name: &[u8]) -> Option<&'b Object> {
        let mut kinds =
            resources.iter().filter_map(|resources| resources.get_deref(kind, self.pdf).ok()?.as_dict().ok());
        kinds.find_map(|named| named.get(name).ok())
    }

    fn font(&mut self, resources: &[&Dictionary], name: &[u8]) -> Option<Rc<Font>> {
        let object = self.resource(resources, b"Font", name)?.clone();
        self.fonts.get(self.pdf, &object)
    }

    fn form<'b>(&'b self, resources: &[&'b Dictionary], name: &[u8]) -> Option<Stream> {
        let object = self.resource(resources, b"XObject", name)?;
        let stream = self.pdf.dereference(object).ok()?.1.as_stream().ok()?;
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form").then(|| stream.clone())
    }

    fn matrix(&self, numbers: &[Object]) -> Option<Matrix> {
        let mut matrix = [0.0; 6];
        for (at, number) in matrix.iter_mut().enumerate() {
            *number = self.pdf.dereference(numbers.get(at)?).ok()?.1.as_float().ok()?;
        }
        Some(Matrix(matrix))
    }

    /// Moves the pen over a string, or over strings with spaces between them.
    fn show(&mut self, shown: &Object, state: &State, text: &mut Matrix) {
        match shown {
            Object::String(bytes, _) => self.string(bytes, state, text),
            Object::Array(parts) => {
                for part in parts {
                    match part {
                        Object::String(bytes, _) => self.string(bytes, state, text),
                        other => {
                            let back = other.as_float().unwrap_or(0.0) / 1000.0 * state.size * state.stretch;
                            *text = text.moved(-back, 0.0);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn string(&mut self, bytes: &[u8], state: &State, text: &mut Matrix) {
        let Some(font) = &state.font else { return };
        for code in font.codes(bytes) {
            let spaces = state.letter_space + if code.is_space { state.word_space } else { 0.0 };
            let width = code.width * state.size * state.stretch;
            let place = text.moved(0.0, state.rise).then(state.page).0;
            *text = text.moved(width + spaces * state.stretch, 0.0);
            let [a, b, c, d, x, y] = place;
            let (along, across) = (a.hypot(b), c.hypot(d));
            let size = state.size.abs() * across;
            if code.letters.is_empty() || !(0.5..2000.0).contains(&size) || !(x.is_finite() && y.is_finite()) {
                continue;
            }
            // The direction of writing, to a quarter turn, and places as they are when that is to the right.
            let quarter = if a.abs() >= b.abs() {
                if a >= 0.0 { 0 } else { 2 }
            } else if b >= 0.0 {
                1
            } else {
                3
            };
            let askew = a.abs().min(b.abs()) > 0.2 * along;
            let (left, base) = match quarter {
                0 => (x, -y),
                1 => (y, x),
                2 => (-x, y),
                _ => (-y, -x),
            };
            if !askew {
                let letter =
                    Letter { text: code.letters.to_owned(), left, right: left + width.abs() * along, base, size };
                self.drawn.push(Drawn { letter, quarter });
            }
        }
    }
}
