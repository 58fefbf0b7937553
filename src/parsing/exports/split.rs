//! Where each article of an export begins and ends.

use super::lines::spans;
use crate::model::article::Format;
use memchr::memmem;
use std::collections::HashSet;
use std::ops::Range;

/// A file that holds many articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// What made it, such as `Nexis`.
    pub(crate) kind: &'static str,
    /// Where each article is, in bytes.
    pub(crate) parts: Vec<Range<usize>>,
}

/// Something that only such files hold.
const SIGNS: [&[u8]; 15] = [
    b" DOCUMENT",
    b" DOKUMENT",
    b"End of Document",
    b"Ende des Dokuments",
    b"Fin du document",
    b"\nDocument ",
    b">Document ",
    b"\rDocument ",
    b"DocPublicationName",
    b"\nHD ",
    b"HD  ",
    b"\nAN ",
    b"Load-Date:",
    b"LOAD-DATE:",
    b"ProQuest document",
];

/// Whether the beginning of a file may be that of many articles: a quick look, before all of it is read.
pub(crate) fn may_hold_many(start: &[u8]) -> bool {
    is_export(start)
}

/// Whether a text has something that only exports hold.
pub(super) fn is_export(bytes: &[u8]) -> bool {
    let first = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    [&b"Document "[..], b"HD ", b"HD\t"].iter().any(|sign| first.starts_with(sign))
        || SIGNS.iter().any(|sign| memmem::find(bytes, sign).is_some())
}

/// The articles of an export from byte `from` on; `None` if the file is none.
pub(crate) fn split(text: &str, from: usize, format: Format) -> Option<Split> {
    if !is_export(&text.as_bytes()[from..]) {
        return None;
    }
    let mut split = match format {
        Format::Markdown => None,
        Format::Text => of_text(text, from),
        Format::Html => of_page(text, from),
    }?;
    // A search that finds an article twice exports it twice: the number of the copy is all that differs.
    let mut seen = HashSet::new();
    split.parts.retain(|part| {
        let lines = spans(&text[part.clone()], 0)
            .map(|(_, line)| line.trim())
            .filter(|line| !line.is_empty() && !is_count(line));
        seen.insert(lines.collect::<Vec<_>>())
    });
    Some(split)
}

fn of_text(text: &str, from: usize) -> Option<Split> {
    let (mut heads, mut covers, mut ends, mut codes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut coded, mut in_fields) = (0, false);
    for (at, line) in spans(text, from) {
        let words = line.trim();
        let end = at + line.len();
        if is_count(words) {
            match words.starts_with(|letter: char| letter.is_ascii_digit()) {
                true => heads.push(at),
                false => covers.push(at),
            }
        } else if is_end_of_nexis(words) {
            ends.push(end);
        } else if is_accession(words) {
            codes.push(end);
        }
        if let Some(code) = field_code(line) {
            coded += 1;
            in_fields |= code == "HD";
            if code == "AN" && in_fields {
                codes.push(end);
                in_fields = false;
            }
        }
    }
    // The cover of the file goes with its first article, which leaves it out.
    let until_next = |mut starts: Vec<usize>| {
        starts[0] = from;
        until(starts, text.len())
    };
    let up_to = |ends: Vec<usize>| {
        let mut start = from;
        let mut parts: Vec<Range<usize>> =
            ends.into_iter().map(|end| std::mem::replace(&mut start, end)..end).collect();
        parts.retain(|part| text[part.clone()].trim().len() > 40);
        parts
    };
    let (kind, parts) = match () {
        () if !heads.is_empty() => ("Nexis", until_next(heads)),
        () if !covers.is_empty() => ("ProQuest", until_next(covers)),
        () if !ends.is_empty() => ("Nexis Uni", up_to(ends)),
        () if !codes.is_empty() && (coded >= 4 || codes.len() > 1 || coded == 0) => ("Factiva", up_to(codes)),
        () => return None,
    };
    (!parts.is_empty()).then_some(Split { kind, parts })
}

/// "3 of 49 DOCUMENTS", "Document 3 of 49", "Dokument 3 von 49"
pub(super) fn is_count(words: &str) -> bool {
    if words.len() > 60 {
        return false;
    }
    let parts: Vec<&str> = words.split_whitespace().collect();
    let number = |word: &str| {
        !word.is_empty() && word.len() <= 7 && word.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte))
    };
    let of = |word: &str| ["of", "von", "de", "sur", "di", "из"].contains(&word.to_lowercase().as_str());
    let document = |word: &str| {
        let word = word.to_lowercase();
        ["document", "documents", "dokument", "dokumenten", "dokumente", "documento", "documentos", "documenti"]
            .contains(&word.as_str())
    };
    match parts.as_slice() {
        [first, middle, last, noun] if number(first) && of(middle) && number(last) => document(noun),
        [noun, first, middle, last] if number(first) && of(middle) && number(last) => document(noun),
        _ => false,
    }
}

/// The line that ends an article of Nexis Uni.
fn is_end_of_nexis(words: &str) -> bool {
    ["End of Document", "Ende des Dokuments", "Ende des Dokumentes", "Fin du document", "Fin del documento"]
        .iter()
        .any(|end| words.eq_ignore_ascii_case(end))
}

/// The line that ends an article of Factiva: "Document PALDGZ0020210303eh330000a".
pub(super) fn is_accession(words: &str) -> bool {
    let Some((noun, code)) = words.split_once(' ') else { return false };
    let code = code.trim();
    let noun = ["Document", "Dokument", "Documento", "文件"].contains(&noun);
    noun && code.len() >= 20
        && code.starts_with(|letter: char| letter.is_ascii_uppercase())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && code.bytes().filter(u8::is_ascii_digit).count() >= 8
}

/// The codes of Factiva's fields.
const CODES: [&str; 31] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT", "RF", "CO",
    "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "ART", "CLM", "NGC", "GC", "DJN",
];

/// The code of the field that a line begins with, at the line's start and followed by two spaces.
pub(super) fn field_code(line: &str) -> Option<&'static str> {
    let code = CODES.iter().find(|code| line.starts_with(**code))?;
    let rest = &line[code.len()..];
    let apart =
        rest.is_empty() || rest.starts_with("  ") || rest.starts_with('\t') || code.len() == 3 && rest.starts_with(' ');
    apart.then_some(code)
}

fn of_page(text: &str, from: usize) -> Option<Split> {
    let bytes = text.as_bytes();
    // Every article of Europresse begins with the name of its publication, every one of Factiva ends with its number.
    let publications: Vec<usize> =
        memmem::find_iter(&bytes[from..], b"DocPublicationName").map(|at| from + at).collect();
    // In a tag, not in a style sheet.
    let starts =
        publications.iter().filter_map(|at| text[..*at].rfind('<').filter(|tag| !text[*tag..*at].contains('>')));
    let starts: Vec<usize> = starts.collect();
    if !starts.is_empty() {
        return Some(Split { kind: "Europresse", parts: until(starts, text.len()) });
    }
    let mut starts = Vec::new();
    let mut ends = Vec::new();
    for (at, words) in texts(text, from) {
        if is_count(words) {
            starts.push(text[..at].rfind("<DIV").or_else(|| text[..at].rfind("<div")).unwrap_or(at));
        } else if is_accession(words) {
            ends.push(at + words.len());
        }
    }
    if !starts.is_empty() {
        return Some(Split { kind: "Nexis", parts: until(starts, text.len()) });
    }
    let mut start = from;
    let parts: Vec<Range<usize>> = ends.into_iter().map(|end| std::mem::replace(&mut start, end)..end).collect();
    (!parts.is_empty()).then_some(Split { kind: "Factiva", parts })
}

fn until(starts: Vec<usize>, end: usize) -> Vec<Range<usize>> {
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([end]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).collect()
}

/// The texts between tags that have something in them, and where they begin.
fn texts(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'>', &bytes[from..]).filter_map(move |at| {
        let start = from + at + 1;
        let end = memchr::memchr(b'<', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        // A mark is short; most texts of a page are not looked at.
        let words = (end - start < 80).then(|| text[start..end].trim())?;
        (!words.is_empty()).then(|| (words.as_ptr() as usize - text.as_ptr() as usize, words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_databases_are_told_from_other_lines() {
        for line in
            ["1 of 2 DOCUMENTS", "12 of 1,049 DOCUMENTS", "Document 3 of 9", "Dokument 1 von 10", "1 von 10 DOKUMENTEN"]
        {
            assert!(is_count(line), "{line}");
        }
        for line in ["1 of 2", "One of 2 documents", "2 of 3 documents were found in the archive of the town"] {
            assert!(!is_count(line), "{line}");
        }
        assert!(is_accession("Document VELPST0020210303eh330000a"));
        assert!(!is_accession("Document everything that you find"));
        assert_eq!(field_code("HD  Bridge opens"), Some("HD"));
        assert_eq!(field_code("IN the end"), None);
    }
}
