//! RTF, as Word, WordPad, TextEdit and databases write it.
//!
//! Letters come in the code page of their font, as `\u` numbers, or as names. Read are paragraphs, headings, items of lists, footnotes,
//! bold and italic; left out are pictures, heads and feet of pages, hidden and deleted text, and every destination that is not known.

use super::blocks::{Block, Run, Shape};
use super::fault::Fault;
use encoding_rs::Encoding;
use std::collections::HashMap;

/// Deepest nesting of groups.
const DEEPEST: usize = 500;
/// Groups whose text is none of the document's.
const SKIPPED: [&str; 24] = [
    "colortbl",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "listtable",
    "listoverridetable",
    "generator",
    "nonshppict",
    "annotation",
    "atnid",
    "atnauthor",
    "xe",
    "tc",
    "private",
    "bkmkstart",
];

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Block>, Fault> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err(Fault::broken("it does not begin as RTF does"));
    }
    let mut reader = Reader::default();
    reader.open.push(Group { uc: 1, ..Group::default() });
    let mut at = 0;
    while at < bytes.len() {
        at = reader.token(bytes, at)?;
    }
    reader.end_paragraph();
    reader.blocks.append(&mut reader.notes);
    Ok(reader.blocks)
}

/// What holds within the braces of a group.
#[derive(Clone, Debug, Default)]
struct Group {
    place: Place,
    font: i32,
    style: i32,
    strong: bool,
    emphasis: bool,
    hidden: bool,
    level: Option<u8>,
    item: bool,
    /// How many letters stand after each `\u` for programs that do not know it.
    uc: usize,
}

/// What a group is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    Skipped,
    Fonts,
    Styles,
    Footnote,
}

#[derive(Debug, Default)]
struct Reader {
    open: Vec<Group>,
    /// Bytes of letters that are not decoded yet, and the encoding that they are in.
    pending: Vec<u8>,
    /// Letters to leave out after a `\u`.
    leave: usize,
    /// Half of a letter beyond the first plane.
    high: Option<u16>,
    /// Whether the group begins with `\*`: one of an unknown kind is left out.
    starred: bool,
    code_page: Option<&'static Encoding>,
    fonts: HashMap<i32, &'static Encoding>,
    /// Levels of the styles that are headings.
    headings: HashMap<i32, u8>,
    style_name: String,
    runs: Vec<Run>,
    blocks: Vec<Block>,
    note: Vec<Run>,
    notes: Vec<Block>,
}

impl Reader {
    /// Reads what begins at a byte; where the next thing begins.
    fn token(&mut self, bytes: &[u8], at: usize) -> Result<usize, Fault> {
        match bytes[at] {
            b'{' => {
                self.flush();
                let group = self.group().clone();
                if self.open.len() >= DEEPEST {
                    return Err(Fault::TooLarge("the nesting of this document", format!("{DEEPEST} groups")));
                }
                self.open.push(group);
                self.starred = false;
                Ok(at + 1)
            }
            b'}' => {
                self.flush();
                self.close();
                Ok(at + 1)
            }
            b'\\' => Ok(self.control(bytes, at + 1)),
            b'\r' | b'\n' | 0 => Ok(at + 1),
            byte => {
                self.byte(byte);
                Ok(at + 1)
            }
        }
    }

    fn group(&mut self) -> &mut Group {
        if self.open.is_empty() {
            self.open.push(Group { uc: 1, ..Group::default() });
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn close(&mut self) {
        let Some(group) = self.open.pop() else { return };
        let above = self.open.last().map_or(Place::Text, |group| group.place);
        if group.place == Place::Styles && above == Place::Styles {
            let name = std::mem::take(&mut self.style_name);
            let name = name.trim().trim_end_matches(';').to_lowercase();
            let level = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
            let level = level.or((name == "title").then_some(1)).or(group.level.map(|level| level + 1));
            if let Some(level) = level {
                self.headings.insert(group.style, level);
            }
        }
        if group.place == Place::Footnote && above != Place::Footnote {
            let name = (self.notes.len() + 1).to_string();
            let runs = std::mem::take(&mut self.note);
            self.notes.push(Block { shape: Shape::Footnote(name.clone()), runs });
            self.runs.push(Run { footnote: Some(name), ..Run::default() });
        }
    }

    fn control(&mut self, bytes: &[u8], at: usize) -> usize {
        let Some(first) = bytes.get(at).copied() else { return at };
        if !first.is_ascii_alphabetic() {
            match first {
                b'\'' => {
                    let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
                    if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                        self.byte(byte);
                        return at + 3;
                    }
                }
                b'~' => self.letters("\u{a0}"),
                b'_' => self.letters("\u{2011}"),
                b'{' | b'}' | b'\\' => self.byte(first),
                b'*' => self.starred = true,
                b'\n' | b'\r' => self.paragraph(),
                _ => {}
            }
            return at + 1;
        }
        let name_end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let name = std::str::from_utf8(&bytes[at..name_end]).unwrap_or_default();
        let minus = usize::from(bytes.get(name_end) == Some(&b'-'));
        let digits = bytes[name_end + minus..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let end = if digits == 0 { name_end } else { name_end + minus + digits };
        let number = std::str::from_utf8(&bytes[name_end..end]).ok().and_then(|number| number.parse::<i32>().ok());
        let after = end + usize::from(bytes.get(end) == Some(&b' '));
        if name == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return after.saturating_add(length).min(bytes.len());
        }
        self.word(name, number);
        after
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        let on = number != Some(0);
        let known_letter = match name {
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "tab" | "emspace" | "enspace" | "qmspace" => " ",
            "line" => "\n",
            _ => "",
        };
        if !known_letter.is_empty() {
            return self.letters(known_letter);
        }
        if name == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.flush();
        let starred = std::mem::take(&mut self.starred);
        if SKIPPED.contains(&name) {
            self.group().place = Place::Skipped;
            return;
        }
        match name {
            "fonttbl" => self.group().place = Place::Fonts,
            "stylesheet" => self.group().place = Place::Styles,
            "footnote" => self.group().place = Place::Footnote,
            "listtext" | "pntext" => {
                self.group().place = Place::Skipped;
                let above = self.open.len().saturating_sub(2);
                self.open[above].item = true;
            }
            "shptxt" | "fldrslt" => {}
            "par" | "sect" | "page" | "cell" | "row" | "nestcell" | "nestrow" => self.paragraph(),
            "pard" => {
                let group = self.group();
                (group.level, group.item, group.style) = (None, false, 0);
            }
            "plain" => {
                let group = self.group();
                (group.strong, group.emphasis, group.hidden) = (false, false, false);
            }
            "b" => self.group().strong = on,
            "i" => self.group().emphasis = on,
            "v" | "deleted" => self.group().hidden = on,
            "s" => self.group().style = number.unwrap_or(0),
            "ls" => self.group().item = on,
            "outlinelevel" => {
                self.group().level = number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9)
            }
            "uc" => self.group().uc = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "f" => self.group().font = number.unwrap_or(0),
            "fcharset" => {
                let font = self.group().font;
                let encoding = number.and_then(of_charset).and_then(|label| Encoding::for_label(label.as_bytes()));
                encoding.into_iter().for_each(|encoding| _ = self.fonts.insert(font, encoding));
            }
            "ansicpg" => self.code_page = number.and_then(of_code_page),
            "mac" => self.code_page = Some(encoding_rs::MACINTOSH),
            _ if starred => self.group().place = Place::Skipped,
            _ => {}
        }
    }

    /// A letter by its number, negative beyond 32767.
    fn unicode(&mut self, number: i32) {
        self.flush();
        self.leave = self.group().uc;
        let unit = (number & 0xffff) as u16;
        let letter = match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.high = Some(unit);
                return;
            }
            (Some(high), 0xdc00..=0xdfff) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            _ => char::from_u32(u32::from(unit)),
        };
        if let Some(letter) = letter {
            self.words(letter.encode_utf8(&mut [0; 4]));
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.leave > 0 {
            self.leave -= 1;
            return;
        }
        self.pending.push(byte);
    }

    /// Letters that are a word of control: one that stands for a letter after `\u` is left out as well.
    fn letters(&mut self, letters: &str) {
        self.flush();
        if self.leave > 0 {
            self.leave -= 1;
            return;
        }
        self.words(letters);
    }

    /// Decodes what waits.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let font = self.group().font;
        let encoding = self.fonts.get(&font).copied().or(self.code_page).unwrap_or(encoding_rs::WINDOWS_1252);
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        self.words(&text);
    }

    fn words(&mut self, text: &str) {
        let group = self.group().clone();
        let run = || Run { text: text.to_owned(), strong: group.strong, emphasis: group.emphasis, ..Run::default() };
        match group.place {
            Place::Text if !group.hidden => self.runs.push(run()),
            Place::Footnote if !group.hidden => self.note.push(run()),
            Place::Styles => self.style_name.push_str(text),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        self.flush();
        match self.group().place {
            Place::Text => self.end_paragraph(),
            Place::Footnote => self.note.push(Run { text: "\n".to_owned(), ..Run::default() }),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        self.flush();
        let group = self.group().clone();
        let heading = group.level.map(|level| level + 1).or_else(|| self.headings.get(&group.style).copied());
        let shape = match heading {
            Some(level) => Shape::Heading(level.clamp(1, 6)),
            None if group.item => Shape::Item(1),
            None => Shape::Paragraph,
        };
        let mut runs = std::mem::take(&mut self.runs);
        // Some programs write the sign of an item as a letter.
        let first = runs.iter_mut().find(|run| !run.text.trim().is_empty());
        let shape = match first.filter(|run| run.text.trim_start().starts_with('•')) {
            Some(run) if shape == Shape::Paragraph => {
                run.text = run.text.trim_start().trim_start_matches('•').to_owned();
                Shape::Item(1)
            }
            _ => shape,
        };
        self.blocks.push(Block { shape, runs });
    }
}

/// The label of a font's character set; `None` for that of the document and those without letters.
fn of_charset(number: i32) -> Option<&'static str> {
    Some(match number {
        77 => "macintosh",
        128 => "shift_jis",
        129 => "euc-kr",
        134 => "gbk",
        136 => "big5",
        161 => "windows-1253",
        162 => "windows-1254",
        163 => "windows-1258",
        177 => "windows-1255",
        178 => "windows-1256",
        186 => "windows-1257",
        204 => "windows-1251",
        222 => "windows-874",
        238 => "windows-1250",
        _ => return None,
    })
}

/// The encoding of a code page by its number.
fn of_code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        874 | 1250..=1258 => format!("windows-{number}"),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        866 => "ibm866".to_owned(),
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        65001 => "utf-8".to_owned(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parsing::imports::blocks::to_markdown;

    fn markdown(rtf: &[u8]) -> String {
        to_markdown(&read(rtf).expect("it is RTF"))
    }

    #[test]
    fn letters_come_in_code_pages_numbers_and_names() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}\
            {\\info{\\title Not this}}\\uc1 caf\\'e9 \\u8220?yes\\u8221? \\endash\\~a{\\f1 \\'cc\\'ee\\'f1\\'ea\\'e2\\'e0}\\u-10179?\\u-8700?\\par}";
        assert_eq!(markdown(rtf), "café “yes” –\u{a0}aМосква😄\n");
    }

    #[test]
    fn paragraphs_headings_lists_and_notes_are_told_apart() {
        let rtf = b"{\\rtf1{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}}{\\header Page head}\\pard\\s1 Bridge\\par\n\
            \\pard\\s0 It {\\b opens}.{\\footnote\\pard So they say.}{\\v hidden}{\\*\\unknown gone}\\par\
            \\pard{\\pntext\\bullet\\tab}one\\par{\\pict\\bin3 }}}}\\pard End\\line of it}";
        assert_eq!(markdown(rtf), "# Bridge\n\nIt **opens**.[^1]\n\n- one\n\nEnd\\\nof it\n\n[^1]: So they say.\n");
    }

    #[test]
    fn what_is_broken_or_deep_ends() {
        assert!(matches!(read(&[&b"{\\rtf1"[..], &b"{".repeat(1000)].concat()), Err(Fault::TooLarge(..))));
        for end in ["}}}}", "\\", "\\'", "\\'z", "\\bin99999999999", "\\u", "\\u-", "{\\listtext"] {
            assert!(read(format!("{{\\rtf1 a{end}").as_bytes()).is_ok(), "{end}");
        }
        assert!(read(b"plain").is_err());
    }
}
