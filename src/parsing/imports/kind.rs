//! What a file is: its first bytes say it surely, its name where many kinds begin alike.

use super::integrum;
use super::links;
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
    /// A web archive.
    Warc,
    /// A web archive with the list of its pages.
    Wacz,
    /// References for citation processors.
    Csl,
    /// References in RIS.
    Ris,
    /// References in BibTeX.
    Bibtex,
    /// An export of the database Integrum.
    Integrum,
    /// A list of addresses without texts.
    Links,
    /// An archive of any files.
    Zip,
    /// A document of Word before 2007, which is not read.
    OldWord,
}

/// How the names of files end that can be imported, in lower case, besides those that are read in place.
const ENDINGS: [&str; 17] = [
    "docx", "docm", "dotx", "odt", "ott", "rtf", "pdf", "eml", "epub", "json", "doc", "warc", "gz", "wacz", "ris",
    "bib", "zip",
];
/// How the names of files end that may be read in place; a folder of mails has no ending often.
const IN_PLACE: [&str; 12] =
    ["docx", "docm", "xml", "rss", "atom", "rdf", "enex", "json", "mbox", "mbx", "mht", "mhtml"];

impl Kind {
    /// Whether files with such an ending, in lower case, are worth trying to import.
    pub fn has_ending(ending: &str) -> bool {
        ENDINGS.contains(&ending)
    }

    /// Whether files of this kind are read where they are, each article as `file#3`; of DOCX only the exports of databases.
    pub fn is_read_in_place(self) -> bool {
        use Kind::{Docx, Evernote, Feed, Integrum, JsonExport, Mbox, Mhtml};
        matches!(self, Docx | Evernote | Feed | Integrum | JsonExport | Mbox | Mhtml)
    }

    /// Whether a file of this name may be of such a kind, though it is neither text, Markdown nor HTML.
    pub fn may_be_read_in_place(name: &str) -> bool {
        let name = name.rsplit('/').next().unwrap_or(name);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        IN_PLACE.contains(&ending.as_str())
    }

    /// Whether it packs other files of any kind.
    pub fn is_archive(self) -> bool {
        matches!(self, Kind::Zip | Kind::Wacz | Kind::Warc)
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
            "wacz" => Some(Kind::Wacz),
            "zip" => Some(Kind::Zip),
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
        if start.starts_with(b"WARC/")
            || ending == "warc"
            || start.starts_with(b"\x1f\x8b") && name.ends_with(".warc.gz")
        {
            return Some(Kind::Warc);
        }
        let xml = start.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
        if xml && matches!(ending, "xml" | "rss" | "atom" | "rdf" | "enex" | "") {
            return xml_kind(start);
        }
        if ending == "json" {
            return match notes::json_kind(start)? {
                Json::Wallabag | Json::Feed => Some(Kind::JsonExport),
                Json::Omnivore => Some(Kind::Omnivore),
                Json::References => Some(Kind::Csl),
            };
        }
        match ending {
            "eml" => Some(Kind::Mail),
            "mht" | "mhtml" => Some(Kind::Mhtml),
            "mbox" => Some(Kind::Mbox),
            "rtf" => Some(Kind::Rtf),
            "ris" => Some(Kind::Ris),
            "bib" | "bibtex" => Some(Kind::Bibtex),
            "csv" | "html" | "htm" if links::program(&String::from_utf8_lossy(start)).is_some() => Some(Kind::Links),
            "txt" | "html" | "htm" if integrum::may_be(start) => Some(Kind::Integrum),
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
        let cases: [(&str, &[u8], Option<Kind>); 21] = [
            ("a.warc.gz", b"\x1f\x8b", Some(Kind::Warc)),
            ("a.zip", zip, Some(Kind::Zip)),
            ("a.wacz", zip, Some(Kind::Wacz)),
            ("a.csv", b"title,url,time_added,tags,status\n", Some(Kind::Links)),
            ("a.csv", b"name,price\n", None),
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
