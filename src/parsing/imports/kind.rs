//! What a file is: its first bytes say it surely, its name where many kinds begin alike.

use super::mail;
use super::notes::{self, Json};

/// A kind of file that other programs write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A document of Word since 2007.
    Docx,
    /// A document of LibreOffice.
    Odt,
    /// Rich text.
    Rtf,
    /// A PDF file.
    Pdf,
    /// One mail.
    Mail,
    /// A folder of mails.
    Mbox,
    /// A web page saved as one file.
    Mhtml,
    /// An e-book, or an issue of a paper.
    Epub,
    /// A feed, or an export of WordPress.
    Feed,
    /// A notebook of Evernote.
    Evernote,
    /// An export of wallabag, or a feed in JSON.
    JsonExport,
    /// A list of Omnivore, whose texts stand beside it.
    Omnivore,
    /// A document of Word before 2007, which is not read.
    OldWord,
}

/// How the names of files end that can be imported, in lower case.
const ENDINGS: [&str; 18] = [
    "docx", "docm", "dotx", "odt", "ott", "rtf", "pdf", "eml", "mbox", "mhtml", "mht", "epub", "xml", "rss", "atom",
    "enex", "json", "doc",
];

impl Kind {
    /// Whether files with such an ending, in lower case, are worth trying to import.
    pub fn has_ending(ending: &str) -> bool {
        ENDINGS.contains(&ending)
    }

    /// The kind of a file by its name and its first bytes, a few thousand if it has as many; `None` for what is not known.
    pub fn of(name: &str, start: &[u8]) -> Option<Kind> {
        let name = name.to_ascii_lowercase();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let by_name = match ending {
            "docx" | "docm" | "dotx" => Some(Kind::Docx),
            "odt" | "ott" => Some(Kind::Odt),
            "epub" => Some(Kind::Epub),
            _ => None,
        };
        if start.starts_with(b"PK\x03\x04") {
            return by_name;
        }
        // Some programs write a few bytes of their own before it.
        if memchr::memmem::find(&start[..start.len().min(1024)], b"%PDF-").is_some()
            && (ending == "pdf" || start.starts_with(b"%PDF-"))
        {
            return Some(Kind::Pdf);
        }
        if start.starts_with(b"{\\rtf") {
            return Some(Kind::Rtf);
        }
        if start.starts_with(b"\xd0\xcf\x11\xe0") {
            return by_name.or((ending == "doc" || ending == "dot").then_some(Kind::OldWord));
        }
        let xml = start.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
        if xml && matches!(ending, "xml" | "rss" | "atom" | "rdf" | "enex" | "") {
            return xml_kind(start);
        }
        if ending == "json" {
            return match notes::json_kind(start)? {
                Json::Wallabag | Json::Feed => Some(Kind::JsonExport),
                Json::Omnivore => Some(Kind::Omnivore),
                Json::References => None,
            };
        }
        match ending {
            "eml" => Some(Kind::Mail),
            "mht" | "mhtml" => Some(Kind::Mhtml),
            "mbox" => Some(Kind::Mbox),
            "rtf" => Some(Kind::Rtf),
            "" | "mbx" if mail::is_mbox(start) => Some(Kind::Mbox),
            _ if mail::is_mhtml(start) => Some(Kind::Mhtml),
            _ => by_name,
        }
    }
}

/// The kind of XML by its first element, past what stands before it.
fn xml_kind(start: &[u8]) -> Option<Kind> {
    let text = String::from_utf8_lossy(start);
    let mut rest = text.as_ref();
    loop {
        rest = &rest[rest.find('<')? + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if !rest.starts_with(['?', '!']) {
            break;
        }
    }
    let name = rest.split(|letter: char| letter.is_whitespace() || letter == '>').next().unwrap_or_default();
    match name {
        "rss" | "feed" | "rdf:RDF" | "atom:feed" => Some(Kind::Feed),
        "en-export" => Some(Kind::Evernote),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_first_bytes_and_names() {
        let zip = b"PK\x03\x04....".as_slice();
        let cases: [(&str, &[u8], Option<Kind>); 16] = [
            ("a.DOCX", zip, Some(Kind::Docx)),
            ("a.odt", zip, Some(Kind::Odt)),
            ("a.xlsx", zip, None),
            ("a.doc", b"{\\rtf1", Some(Kind::Rtf)),
            ("a.doc", b"\xd0\xcf\x11\xe0", Some(Kind::OldWord)),
            ("a.bin", b"%PDF-1.4", Some(Kind::Pdf)),
            ("a.eml", b"From: x", Some(Kind::Mail)),
            ("a.xml", b"<?xml version='1.0'?>\n<!-- <feed> --><rss version='2.0'>", Some(Kind::Feed)),
            ("a.xml", b"\xef\xbb\xbf<?xml?><!DOCTYPE x><en-export>", Some(Kind::Evernote)),
            ("a.xml", b"<?xml?><books/>", None),
            ("a.json", br#"{"version": "https://jsonfeed.org/version/1"}"#, Some(Kind::JsonExport)),
            ("a.json", b"{}", None),
            ("a.mhtml", b"x", Some(Kind::Mhtml)),
            ("a.txt", b"From here on", None),
            ("a.txt", b"Bridge opens", None),
            ("Archive", b"From a@b.example Tue Mar  2 10:00:00 2021\nFrom: A <a@b.example>\n", Some(Kind::Mbox)),
        ];
        for (name, start, kind) in cases {
            assert_eq!(Kind::of(name, start), kind, "{name}");
        }
    }
}
