//! Bytes become text.

use crate::model::article::Format;
use crate::text::charset;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::{Source, Span, is_control, without_controls};
use crate::text::twice;
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The text of a file: UTF-8, else UTF-16 if a byte order mark says so, else what a web page declares, else UTF-8 with damaged
/// characters or Windows-1252, both with a warning.
///
/// A byte order mark of UTF-8 stays in the text, so that offsets are those of the file. What is no text at all is refused.
pub fn decode(path: &str, bytes: Vec<u8>, problems: &mut Problems) -> Result<Source, Diagnostic> {
    if let Some((encoding, _)) = Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        return utf16(path, &bytes, encoding, problems);
    }
    let is_page = super::format_of(path) == Some(Format::Html);
    let declared = is_page.then(|| charset::declared(&bytes)).flatten();
    if let Some(kind) = disguised(&bytes) {
        let problem =
            no_text(path).hint(format!("it is a {kind} file, whatever its name says: `onrecord import` reads it"));
        return Err(problem);
    }
    if looks_binary(&bytes, is_page) {
        return Err(no_text(path));
    }
    // Only such a page is plain ASCII to the eye and not UTF-8.
    if declared == Some(ISO_2022_JP) {
        return Ok(clean(Source::new(path, decoded(ISO_2022_JP, &bytes)), problems));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(clean(once(Source::new(path, text), problems), problems)),
        Err(error) => {
            if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
                return Ok(clean(Source::new(path, decoded(encoding, error.as_bytes())), problems));
            }
            let valid = error.utf8_error().valid_up_to();
            if charset::is_damaged_utf8(error.as_bytes()) {
                let source = Source::new(path, decoded(UTF_8, error.as_bytes()));
                let at = Span::new(valid, valid + char::REPLACEMENT_CHARACTER.len_utf8());
                problems.push(
                    Diagnostic::warning("broken-encoding", "some characters of this file are damaged")
                        .at(&source, at)
                        .label("the first of them")
                        .hint("save the file as UTF-8"),
                );
                return Ok(clean(source, problems));
            }
            let source = Source::new(path, decoded(WINDOWS_1252, error.as_bytes()));
            let at = source.text.char_indices().nth(chars(&error.as_bytes()[..valid]));
            let span = at.map_or_else(Default::default, |(at, letter)| (at..at + letter.len_utf8()).into());
            problems.push(
                Diagnostic::warning("not-utf-8", "this file is not UTF-8")
                    .at(&source, span)
                    .label("read as Windows-1252")
                    .hint("save the file as UTF-8"),
            );
            Ok(clean(source, problems))
        }
    }
}

/// A source whose characters were encoded once, and not twice; offsets are then those of what was meant, not of the file.
fn once(source: Source, problems: &mut Problems) -> Source {
    let Some(mended) = twice::mended(&source.text) else { return source };
    let same = source.text.chars().zip(mended.chars()).take_while(|(was, now)| was == now);
    let at = same.map(|(letter, _)| letter.len_utf8()).sum::<usize>();
    let end = source.text[at..].chars().take_while(|letter| !letter.is_ascii()).map(char::len_utf8).sum::<usize>();
    let read: String = mended[at..].chars().take_while(|letter| !letter.is_ascii()).collect();
    problems.push(
        Diagnostic::warning("encoded-twice", "the characters of this file were encoded twice")
            .at(&source, Span::new(at, at + end))
            .label(format!("read as {read}"))
            .hint("the file stays as it is; copy the text again to be rid of this"),
    );
    Source::new(source.path.clone(), mended)
}

fn utf16(path: &str, bytes: &[u8], encoding: &'static Encoding, problems: &mut Problems) -> Result<Source, Diagnostic> {
    debug_assert!(encoding == UTF_16LE || encoding == UTF_16BE);
    let (text, faulty) = encoding.decode_with_bom_removal(bytes);
    if text.contains('\0') {
        return Err(no_text(path));
    }
    if faulty {
        problems.push(
            Diagnostic::warning("broken-encoding", "some characters of this file are damaged")
                .in_file(path)
                .hint("save the file as UTF-8"),
        );
    }
    Ok(clean(Source::new(path, text), problems))
}

/// A source without control characters, which no page and no data file may hold: spaces of the same length stand in their
/// places, so that every other character is where it is in the file.
pub(crate) fn clean(mut source: Source, problems: &mut Problems) -> Source {
    let start = if source.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if is_clean(&source.text.as_bytes()[start..]) {
        return source;
    }
    let (before, rest) = source.text.split_at(start);
    let Cow::Owned(rest) = without_controls(rest) else { return source };
    let controls = || source.text[start..].char_indices().filter(|(_, letter)| is_control(*letter));
    let first = controls()
        .next()
        .map_or_else(Span::default, |(at, letter)| Span::new(start + at, start + at + letter.len_utf8()));
    let message = match controls().count() {
        1 => "this file contains a control character".to_owned(),
        count => format!("this file contains {count} control characters"),
    };
    source.text = format!("{before}{rest}");
    let problem = Diagnostic::warning("control-characters", message).at(&source, first);
    problems.push(problem.label("read as a space").hint("remove it, or save the file as plain text again"));
    source
}

/// Whether bytes surely hold no control character; most texts are found to hold none by this alone.
fn is_clean(bytes: &[u8]) -> bool {
    // The bytes that control characters of ASCII are, and those that begin all others.
    let odd = |byte: u8| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 127 | 0xc2 | 0xef..);
    // Of those that begin others: with these behind them they begin a letter or a sign.
    let harmless = |at: usize| match (bytes[at], bytes.get(at + 1)) {
        (0xc2, Some(next)) => *next >= 0xa0,
        (0xef, Some(next)) => !matches!(next, 0xb7 | 0xbb | 0xbf),
        (0xf0.., _) => bytes.get(at + 2..at + 4).is_some_and(|end| end[1] < 0xbe),
        _ => false,
    };
    // Without branches inside a chunk, so that many bytes are looked at together.
    let found = |chunk: &[u8]| chunk.iter().fold(false, |found, byte| found | odd(*byte));
    let clean = |(number, chunk): (usize, &[u8])| {
        let start = number * CHUNK;
        !found(chunk) || (start..start + chunk.len()).all(|at| !odd(bytes[at]) || harmless(at))
    };
    bytes.chunks(CHUNK).enumerate().all(clean)
}

/// How many bytes are looked at together.
const CHUNK: usize = 256;

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// How many characters Windows-1252 makes of valid UTF-8: one for each byte.
fn chars(valid: &[u8]) -> usize {
    valid.len()
}

/// Whether bytes cannot be text: a NUL, or control characters that no text has, at the beginning of the file. Web pages with a
/// stray NUL are shown by every browser.
fn looks_binary(bytes: &[u8], is_page: bool) -> bool {
    let sample = &bytes[..bytes.len().min(8192)];
    let control = |byte: &&u8| matches!(**byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    let nul = match is_page {
        true => memchr::memchr_iter(0, bytes).count() * 100 > bytes.len(),
        false => memchr::memchr(0, bytes).is_some(),
    };
    nul || sample.iter().filter(control).count() * 10 > sample.len()
}

/// The name of another format that bytes are in, whatever the file is called.
fn disguised(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 2] = [(b"{\\rtf", "RTF"), (b"%PDF-", "PDF")];
    kinds.into_iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| name)
}

fn no_text(path: &str) -> Diagnostic {
    Diagnostic::error("not-text", "this file is not text")
        .in_file(path)
        .hint("save it as plain text in UTF-8, or give it a name that starts with `_` to leave it out")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Result<Source, Diagnostic>, Problems) {
        let mut problems = Problems::default();
        (decode("a.txt", bytes.to_vec(), &mut problems), problems)
    }

    #[test]
    fn a_byte_order_mark_stays_in_the_text() {
        let (source, problems) = read("\u{feff}Ahoj".as_bytes());
        assert_eq!(source.expect("text").text, "\u{feff}Ahoj");
        assert_eq!(problems, Problems::default());
    }

    #[test]
    fn windows_1252_is_read_with_a_warning_at_the_first_such_letter() {
        let (source, problems) = read(b"caf\xe9 \x93yes\x94");
        assert_eq!(source.expect("text").text, "café “yes”");
        let place = problems.0[0].place.as_ref().expect("a place");
        assert_eq!((place.line, place.column, place.mark.of(&place.text)), (1, 4, "é"));
    }

    #[test]
    fn a_bad_byte_after_good_utf_8_is_found_at_its_place() {
        let (_, problems) = read(b"\xc3\xa9t\xe9");
        assert_eq!(problems.0[0].place.as_ref().expect("a place").column, 4);
    }

    #[test]
    fn utf_16_is_read_by_its_byte_order_mark() {
        let bytes: Vec<u8> = "\u{feff}Žluť".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&bytes).0.expect("text").text, "Žluť");
    }

    #[test]
    fn control_characters_are_read_as_spaces_and_reported_once() {
        let (source, problems) = read("\u{feff}A title\n\nIt \u{1} is\u{feff}\u{85} late.\n".as_bytes());
        assert_eq!(source.expect("text").text, "\u{feff}A title\n\nIt   is\u{2003}\u{a0} late.\n");
        assert_eq!(problems.0.len(), 1);
        assert_eq!(problems.0[0].message, "this file contains 3 control characters");
        let place = problems.0[0].place.as_ref().expect("a place");
        assert_eq!((place.line, place.column), (3, 4));
        assert_eq!(read("Ünïcode £ – “ﬁ” 🙂 \u{e000}\t\r\n".as_bytes()).1, Problems::default());
    }

    #[test]
    fn a_page_is_read_as_it_declares() {
        let page = |bytes: &[u8]| {
            let mut problems = Problems::default();
            (decode("a.html", bytes.to_vec(), &mut problems).expect("text").text, problems.0.len())
        };
        let (text, problems) = page(b"<meta charset=iso-8859-2><p>\xb9koda");
        assert_eq!((text.ends_with("škoda"), problems), (true, 0), "{text}");
        let http =
            b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>\xcc\xee\xf1\xea\xe2\xe0";
        assert!(page(http).0.ends_with("Москва"));
        assert!(page(b"<?xml version='1.0' encoding='gb2312'?><p>\xd6\xd0").0.ends_with('中'));
        // Saved again as UTF-8, with what the server once said still in it.
        assert!(page("<meta charset=windows-1251>Москва".as_bytes()).0.ends_with("Москва"));
        assert_eq!(page(b"<p>caf\xe9").1, 1, "nothing is declared");
        let (text, problems) = page(format!("<p>{} a\0b", "word ".repeat(50)).as_bytes());
        assert_eq!((text.ends_with("a b"), problems), (true, 1));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").0.expect_err("binary").code, "not-text");
        assert_eq!(read(&[1, 2, 3, 4, 5, 6, b'a']).0.expect_err("binary").code, "not-text");
    }
}
