//! `zim`: the whole site in a file for Kiwix and other readers of ZIM files: in schools, on ships, on phones.
//!
//! [`container`] is the format; here is what goes into it. Pages keep their paths, so that their links hold.

mod container;
mod picture;

use crate::model::settings::Settings;
use crate::text::media_type::media_type;
use crate::text::shorten::cut;
use crate::text::slug::slug;
use container::{Entry, Is, Namespace};
use quick_xml::escape::unescape;
use std::collections::BTreeMap;
use std::io::{self, Write};
use xxhash_rust::xxh3::Xxh3;

/// What only a server, or a browser that visits one, looks for.
const LEFT_OUT: [&str; 5] = [".nojekyll", "404.html", "robots.txt", "sitemap.xml", "sw.js"];
/// The page that a reader opens.
const START: &str = "index.html";
/// The most characters that libraries show, as the format's conventions have it.
const TITLE: usize = 30;
const DESCRIPTION: usize = 80;
const LONG_DESCRIPTION: usize = 4000;
/// More follows.
const MORE: char = '…';
/// The entry that says which pages are found by their titles.
const TITLES: &str = "listing/titleOrdered/v1";

/// Writes the files of a site, by path; `day` is that of the newest article.
pub(super) fn write(
    settings: &Settings,
    day: &str,
    files: &BTreeMap<String, Vec<u8>>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut id = Xxh3::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut entries: Vec<Entry> = Vec::with_capacity(files.len() + 16);
    for (path, contents) in files.iter().filter(|(path, _)| !LEFT_OUT.contains(&path.as_str())) {
        for part in [path.as_bytes(), contents] {
            id.update(&part.len().to_le_bytes());
            id.update(part);
        }
        let kind = media_type(path);
        *counts.entry(kind).or_default() += 1;
        let title = page_title(kind, contents, &settings.title).unwrap_or_default();
        let packed = !["image/png", "image/jpeg", "image/webp", "font/woff2", "application/zip"].contains(&kind);
        let is = Is::File { media_type: kind, contents, packed };
        entries.push(Entry { namespace: Namespace::Content, path: path.clone(), title, is });
    }
    let picture = picture::png()?;
    let about = about(settings, day, &counts);
    for (name, words) in &about {
        id.update(words.as_bytes());
        entries.push(metadata(name, "text/plain;charset=utf-8", words.as_bytes()));
    }
    entries.push(metadata("Illustration_48x48@1", "image/png", &picture));
    entries.push(Entry {
        namespace: Namespace::WellKnown,
        path: "mainPage".to_owned(),
        title: String::new(),
        is: Is::Redirect { namespace: Namespace::Content, path: START },
    });
    container::sort(&mut entries);
    // The index comes last in the order, so that it changes no number that is in it.
    let titles = container::listed(&container::by_title(&entries, |entry| {
        entry.namespace == Namespace::Content && !entry.title.is_empty()
    }));
    entries.push(Entry {
        namespace: Namespace::Index,
        path: TITLES.to_owned(),
        title: String::new(),
        is: Is::File { media_type: "application/octet-stream+zimlisting", contents: &titles, packed: false },
    });
    container::write(&entries, (Namespace::WellKnown, "mainPage"), id.digest128(), out)
}

fn metadata<'a>(name: &str, media_type: &'static str, contents: &'a [u8]) -> Entry<'a> {
    let is = Is::File { media_type, contents, packed: false };
    Entry { namespace: Namespace::Metadata, path: name.to_owned(), title: String::new(), is }
}

/// What libraries show of a file, by the names that the format's conventions have.
fn about(settings: &Settings, day: &str, counts: &BTreeMap<&str, usize>) -> Vec<(&'static str, String)> {
    let authors = match settings.authors.join(", ") {
        // Neither may be empty.
        none if none.is_empty() => settings.title.clone(),
        authors => authors,
    };
    let description = if settings.description.is_empty() { &settings.title } else { &settings.description };
    let language = three_letters(&settings.language);
    let counter: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind}={count}")).collect();
    let name = slug(&settings.title);
    let name = if name.is_empty() { "archive" } else { &name };
    vec![
        ("Counter", counter.join(";")),
        ("Creator", authors.clone()),
        ("Date", day.to_owned()),
        ("Description", shortened(description, DESCRIPTION)),
        ("Language", language.to_owned()),
        ("LongDescription", shortened(description, LONG_DESCRIPTION)),
        ("Name", format!("{name}_{}_all", settings.language.to_lowercase())),
        ("Publisher", authors),
        ("Scraper", format!("onrecord {}", env!("CARGO_PKG_VERSION"))),
        ("Title", shortened(&settings.title, TITLE)),
    ]
}

/// A text in at most so many characters, with a sign that more follows.
fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit { text.to_owned() } else { format!("{}{MORE}", cut(text, limit - 1)) }
}

/// The title of a page without the archive's, which all pages have; none of what is no page to be found: other files, and old
/// addresses, which only lead on.
fn page_title(kind: &str, contents: &[u8], archive: &str) -> Option<String> {
    if kind != "text/html" {
        return None;
    }
    let page = std::str::from_utf8(contents).ok()?;
    let (_, rest) = page.split_once("<title>")?;
    let (title, rest) = rest.split_once("</title>").or_else(|| rest.split_once('\n'))?;
    if rest.contains("http-equiv=refresh") || rest.contains("http-equiv=\"refresh\"") {
        return None;
    }
    let title = unescape(title.trim()).ok()?;
    let own = title.strip_suffix(archive).map(|own| own.trim_end_matches([' ', '·'])).filter(|own| !own.is_empty());
    Some(own.unwrap_or(&title).to_owned())
}

/// A language as ISO 639-3 calls it; one that is not among the two-letter codes of ISO 639-1 below as it is, if it has three letters.
fn three_letters(tag: &str) -> &str {
    let language = tag.split('-').next().unwrap_or(tag);
    let known = LANGUAGES.iter().find(|(two, _)| two.eq_ignore_ascii_case(language)).map(|(_, three)| *three);
    known.unwrap_or(if language.len() == 3 { language } else { "und" })
}

/// The languages that much is published in.
#[rustfmt::skip]
const LANGUAGES: [(&str, &str); 64] = [
    ("af", "afr"), ("am", "amh"), ("ar", "ara"), ("az", "aze"), ("be", "bel"), ("bg", "bul"), ("bn", "ben"), ("bs", "bos"),
    ("ca", "cat"), ("cs", "ces"), ("cy", "cym"), ("da", "dan"), ("de", "deu"), ("el", "ell"), ("en", "eng"), ("es", "spa"),
    ("et", "est"), ("eu", "eus"), ("fa", "fas"), ("fi", "fin"), ("fr", "fra"), ("ga", "gle"), ("gl", "glg"), ("gu", "guj"),
    ("he", "heb"), ("hi", "hin"), ("hr", "hrv"), ("hu", "hun"), ("hy", "hye"), ("id", "ind"), ("is", "isl"), ("it", "ita"),
    ("ja", "jpn"), ("ka", "kat"), ("kk", "kaz"), ("ko", "kor"), ("lt", "lit"), ("lv", "lav"), ("mk", "mkd"), ("ms", "msa"),
    ("nl", "nld"), ("no", "nor"), ("nb", "nob"), ("nn", "nno"), ("pl", "pol"), ("pt", "por"), ("ro", "ron"), ("ru", "rus"),
    ("sk", "slk"), ("sl", "slv"), ("sq", "sqi"), ("sr", "srp"), ("sv", "swe"), ("sw", "swa"), ("ta", "tam"), ("te", "tel"),
    ("th", "tha"), ("tr", "tur"), ("uk", "ukr"), ("ur", "urd"), ("uz", "uzb"), ("vi", "vie"), ("yi", "yid"), ("zh", "zho"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_by_its_own_title() {
        let page = b"<!DOCTYPE html>\n<title>Salt &amp; pepper \xc2\xb7 Quay</title>\n<main>";
        assert_eq!(page_title("text/html", page, "Quay").as_deref(), Some("Salt & pepper"));
        assert_eq!(page_title("text/html", b"<title>Quay\n<main>", "Quay").as_deref(), Some("Quay"));
        assert_eq!(page_title("text/html", b"<title>Moved</title><meta http-equiv=refresh content=0>", "Quay"), None);
        assert_eq!(page_title("text/css", b"<title>Quay</title>", "Quay"), None);
    }

    #[test]
    fn languages_have_three_letters_and_titles_room() {
        assert_eq!(["pt-BR", "EN", "gsw", "x"].map(three_letters), ["por", "eng", "gsw", "und"]);
        assert_eq!(shortened("Who said what about the bridge and when", 30), "Who said what about the…");
        assert_eq!(shortened("Quay", 30), "Quay");
    }
}
