//! The encoding of pages and of XML: what they declare, and the text that their bytes are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its declaration is looked for: well beyond the 1024 bytes of the standard, since saved pages have the
/// notes of whoever saved them in front.
const WITHIN: usize = 8192;

/// What `<?xml encoding=…?>` or `<meta charset=…>` at the beginning of a page says, if that is an encoding of the web.
pub(crate) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(WITHIN)];
    let encoding = xml(start).or_else(|| meta(start))?;
    // Whoever could read the declaration was not reading UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The text of a page or of XML: as its byte order mark says, UTF-8 if it is that, as it declares, else Windows-1252.
pub(crate) fn text_of(bytes: &[u8], stated: Option<&'static Encoding>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if stated.is_none_or(|encoding| encoding.is_ascii_compatible()) => text.to_owned(),
        _ => {
            let encoding = stated.or_else(|| declared(bytes)).filter(|encoding| *encoding != UTF_8);
            let encoding = encoding.or_else(|| is_damaged_utf8(bytes).then_some(UTF_8));
            encoding.unwrap_or(WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// How many characters of several bytes there must be for each place that is none.
const TO_A_FAULT: usize = 4;

/// Whether bytes are UTF-8 with a few faults in it, such as a character that a program cut in two. Other encodings hardly ever
/// look like that.
pub(crate) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    faults > 0 && letters >= TO_A_FAULT * faults
}

fn xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let declaration = bytes.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(declaration, b"?>")?;
    label(&declaration[..end], b"encoding")
}

/// `<meta charset="x">` and `<meta http-equiv="Content-Type" content="text/html; charset=x">`: both hold `charset=`.
fn meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at + 1..];
        let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        if rest.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
            && let Some(encoding) = label(&rest[..end], b"charset")
        {
            return Some(encoding);
        }
    }
    None
}

/// The encoding named after `key`, an equals sign and perhaps a quotation mark.
fn label(tag: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    let found =
        (0..tag.len()).find(|at| tag[*at..].get(..key.len()).is_some_and(|here| here.eq_ignore_ascii_case(key)))?;
    let value = tag[found + key.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value).trim_ascii_start();
    let end = value.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_.:".contains(byte)));
    Encoding::for_label(&value[..end.unwrap_or(value.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_found_by_mark_form_or_declaration() {
        assert_eq!(text_of(b"\xef\xbb\xbfa", None), "a");
        assert_eq!(text_of(b"\xff\xfea\0", None), "a");
        assert_eq!(text_of(b"<?xml encoding='koi8-r'?>\xed", None).chars().last(), Some('М'));
        assert_eq!(
            text_of("\u{e9}".as_bytes(), Encoding::for_label(b"koi8-r")),
            "\u{e9}",
            "it is UTF-8 whatever is said"
        );
        assert_eq!(text_of(b"\xe9", None), "\u{e9}");
        assert_eq!(text_of(b"gr\xc3\xbc\xc3\x9fe \xc3\xa4\xc3\xb6 \xc3", None), "grüße äö \u{fffd}");
        assert_eq!(text_of(b"caf\xe9 na\xefve \xc3\xa9", None), "café naïve Ã©");
    }

    #[test]
    fn declarations_are_found_in_all_their_forms() {
        let name = |page: &str| declared(page.as_bytes()).map(Encoding::name);
        assert_eq!(name("<html><META CHARSET = 'ISO-8859-1'>"), Some("windows-1252"));
        assert_eq!(name("<meta content=\"text/html;charset=Shift_JIS\" http-equiv=content-type>"), Some("Shift_JIS"));
        assert_eq!(name("\n<?xml version=\"1.0\" encoding=\"KOI8-R\" ?><html>"), Some("KOI8-R"));
        assert_eq!(name("<meta charset=utf-16>"), Some("UTF-8"));
        for none in ["<p>charset=utf-8", "<meta charset=nonsense>", "<meta charset", "<meta name=a content=b>", ""] {
            assert_eq!(name(none), None, "{none}");
        }
    }
}
