//! Which letters the codes of a font stand for, and how far each moves the pen.

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId};
use std::collections::HashMap;
use std::rc::Rc;

/// Most bytes that the letters' names of a font may unpack to.
const UNPACKED: usize = 16 << 20;
/// Most codes for which a font may give widths one by one.
const WIDTHS: usize = 1 << 17;

/// The fonts met so far, by where they are in the file.
#[derive(Debug, Default)]
pub(super) struct Fonts(HashMap<ObjectId, Rc<Font>>);

impl Fonts {
    /// The font that an object is or refers to.
    pub(super) fn get(&mut self, pdf: &Pdf, object: &Object) -> Option<Rc<Font>> {
        let id = object.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.0.get(&id)) {
            return Some(known.clone());
        }
        let font = Rc::new(Font::of(pdf, pdf.dereference(object).ok()?.1.as_dict().ok()?));
        id.into_iter().for_each(|id| _ = self.0.insert(id, font.clone()));
        Some(font)
    }
}

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    /// Bytes of a code.
    code: usize,
    letters: HashMap<u32, String>,
    widths: HashMap<u32, f32>,
    other: Width,
}

/// The width of codes that the file gives none for, in parts of the font's size.
#[derive(Clone, Copy, Debug)]
enum Width {
    Fixed(f32),
    /// As the letters of a usual face are.
    Usual,
}

/// A code of a string.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code<'a> {
    /// The letters that it stands for; empty if it stands for none, U+FFFD if that is not known.
    pub(super) letters: &'a str,
    /// Its width in parts of the font's size.
    pub(super) width: f32,
    /// Whether it is the single byte of a space, which `Tw` widens.
    pub(super) is_space: bool,
}

impl Font {
    fn of(pdf: &Pdf, font: &Dictionary) -> Font {
        let subtype = font.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let composite = subtype == b"Type0";
        let mut widths = HashMap::new();
        let other = match composite {
            true => composite_widths(pdf, font, &mut widths),
            false => simple_widths(pdf, font, subtype, &mut widths),
        };
        let code = if composite { 2 } else { 1 };
        Font { code, letters: letters(pdf, font, code), widths, other }
    }

    /// The codes of a string.
    pub(super) fn codes<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Code<'a>> {
        bytes.chunks(self.code).map(move |chunk| {
            let code = chunk.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            let letters = self.letters.get(&code).map_or("\u{fffd}", String::as_str);
            let width = self.widths.get(&code).copied().unwrap_or_else(|| match self.other {
                Width::Fixed(width) => width,
                Width::Usual => letters.chars().map(usual).sum(),
            });
            Code { letters, width, is_space: self.code == 1 && code == 32 }
        })
    }
}

/// The letters of all codes: as `ToUnicode` says, else as the encoding does.
fn letters(pdf: &Pdf, font: &Dictionary, code: usize) -> HashMap<u32, String> {
    let mut by_map = Dictionary::new();
    by_map.set("Type", Object::Name(b"Font".to_vec()));
    if let Ok(map) = font.get(b"ToUnicode") {
        by_map.set("ToUnicode", map.clone());
    }
    let mut by_encoding = font.clone();
    by_encoding.set("Type", Object::Name(b"Font".to_vec()));
    let named = font.get_deref(b"Encoding", pdf).ok().and_then(|encoding| encoding.as_name().ok()).unwrap_or_default();
    let encodings = [
        by_map.has(b"ToUnicode").then(|| by_map.get_font_encoding_with_limit(pdf, UNPACKED).ok()).flatten(),
        // The encodings of composite fonts tell glyphs, not letters, unless they are named after Unicode.
        (code == 1 || named.starts_with(b"Uni"))
            .then(|| by_encoding.get_font_encoding_with_limit(pdf, UNPACKED).ok())
            .flatten(),
    ];
    let mut letters = HashMap::new();
    for encoding in encodings.into_iter().flatten() {
        for number in 0..1u32 << (8 * code) {
            if letters.contains_key(&number) {
                continue;
            }
            let bytes = number.to_be_bytes();
            if let Ok(text) = encoding.bytes_to_string(&bytes[4 - code..])
                && !text.is_empty()
                && !text.contains([char::REPLACEMENT_CHARACTER, '\0'])
            {
                letters.insert(number, text);
            }
        }
    }
    // A code without a letter that a font of single bytes has is no letter: nothing is missed.
    if code == 1 {
        (0..32).for_each(|number| _ = letters.entry(number).or_default());
    }
    letters
}

/// Widths of a font of single bytes, in thousandths of its size or in units of its own.
fn simple_widths(pdf: &Pdf, font: &Dictionary, subtype: &[u8], widths: &mut HashMap<u32, f32>) -> Width {
    let number = |object: &Object| pdf.dereference(object).ok().and_then(|(_, object)| object.as_float().ok());
    let scale = match subtype {
        b"Type3" => {
            let matrix = font.get_deref(b"FontMatrix", pdf).and_then(Object::as_array).ok();
            matrix.and_then(|matrix| number(matrix.first()?)).unwrap_or(0.001)
        }
        _ => 0.001,
    };
    let first = font.get(b"FirstChar").ok().and_then(number).unwrap_or(0.0).clamp(0.0, 255.0) as u32;
    if let Ok(list) = font.get_deref(b"Widths", pdf).and_then(Object::as_array) {
        for (code, width) in (first..).zip(list.iter().take(256)) {
            number(width).into_iter().for_each(|width| _ = widths.insert(code, width * scale));
        }
    }
    let descriptor = font.get_deref(b"FontDescriptor", pdf).and_then(Object::as_dict).ok();
    let missing = descriptor.and_then(|descriptor| number(descriptor.get(b"MissingWidth").ok()?));
    missing.filter(|width| *width > 0.0).map_or(Width::Usual, |width| Width::Fixed(width * scale))
}

/// Widths of a composite font: `[first [w w w] first last w ...]`.
fn composite_widths(pdf: &Pdf, font: &Dictionary, widths: &mut HashMap<u32, f32>) -> Width {
    let number = |object: &Object| pdf.dereference(object).ok().and_then(|(_, object)| object.as_float().ok());
    let descendants = font.get_deref(b"DescendantFonts", pdf).and_then(Object::as_array).ok();
    let inner = descendants.and_then(|fonts| pdf.dereference(fonts.first()?).ok()?.1.as_dict().ok());
    let Some(inner) = inner else { return Width::Fixed(1.0) };
    let list = inner.get_deref(b"W", pdf).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut at = 0;
    while at + 1 < list.len() && widths.len() < WIDTHS {
        let first = number(&list[at]).unwrap_or(0.0).clamp(0.0, 65535.0) as u32;
        let next = pdf.dereference(&list[at + 1]).map(|(_, object)| object).ok();
        if let Some(each) = next.and_then(|object| object.as_array().ok()) {
            for (code, width) in (first..).zip(each.iter().take(1 << 16)) {
                number(width).into_iter().for_each(|width| _ = widths.insert(code, width / 1000.0));
            }
            at += 2;
            continue;
        }
        let last = number(&list[at + 1]).unwrap_or(0.0) as u32;
        let width = list.get(at + 2).and_then(number).unwrap_or(1000.0) / 1000.0;
        (first..=last.min(first.saturating_add(1 << 16))).for_each(|code| _ = widths.insert(code, width));
        at += 3;
    }
    Width::Fixed(inner.get(b"DW").ok().and_then(number).unwrap_or(1000.0) / 1000.0)
}

/// The width that a letter has in usual faces such as Helvetica, for the fonts that every reader of PDF has: files need not give theirs.
fn usual(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' | '‘' | '’' => 0.222,
        ' ' | 'f' | 't' | 'I' | '.' | ',' | ':' | ';' | '!' | '/' | '\\' | '[' | ']' | '\u{a0}' => 0.278,
        'r' | '(' | ')' | '-' | '“' | '”' | '`' => 0.333,
        'm' | 'M' | 'W' | '—' | '@' | '%' => 0.87,
        'w' | 'C' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'R' | 'U' => 0.722,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        letter if letter.is_uppercase() => 0.667,
        letter if letter as u32 >= 0x2e80 => 1.0,
        _ => 0.556,
    }
}
