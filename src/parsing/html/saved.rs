//! What archives and browsers' extensions write into the pages that they save: where a page was, and when it was saved.
//!
//! The Wayback Machine puts its own address before every address of a page and a bar above it; SingleFile writes a comment into the head;
//! Firefox's view for reading keeps the address and the writer.
//! The day of saving is never the day of publication.

use std::borrow::Cow;
use std::ops::Range;

/// How the Wayback Machine's addresses begin; a time stamp and the page's own address follow.
const ARCHIVES: [&str; 4] =
    ["https://web.archive.org/web/", "http://web.archive.org/web/", "//web.archive.org/web/", "/web/"];
/// How far SingleFile's comment may reach, in bytes.
const COMMENT: usize = 4000;
/// What is known of the saving of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Saved {
    /// The page's own address.
    pub(super) url: Option<String>,
    /// The day of saving, as `2021-03-02`.
    pub(super) captured: Option<String>,
    /// Who wrote it, as the view says.
    pub(super) credits: Option<String>,
}

/// Looks for the marks of those who save pages.
pub(super) fn find(text: &str) -> Saved {
    wayback(text).or_else(|| single_file(text)).or_else(|| reader(text)).unwrap_or_default()
}

/// The script of the Wayback Machine calls the page's address and the moment of its capture by name.
fn wayback(text: &str) -> Option<Saved> {
    let at = memchr::memmem::find(text.as_bytes(), b"__wm.wombat(")?;
    let mut words = text[at..].split('"').skip(1).step_by(2);
    let (url, stamp) = (words.next()?, words.next()?);
    let url = Some(url.to_owned()).filter(|url| url.starts_with("http"));
    Some(Saved { url, captured: day(stamp), credits: None })
}

fn single_file(text: &str) -> Option<Saved> {
    let at = memchr::memmem::find(text.as_bytes(), b"Page saved with SingleFile")?;
    let end = text[at..].find("-->").filter(|end| *end < COMMENT)?;
    let comment = &text[at..at + end];
    let value = |key: &str| comment.lines().find_map(|line| line.trim().strip_prefix(key)).map(str::trim);
    let url = value("url:").filter(|url| url.starts_with("http")).map(str::to_owned);
    Some(Saved { url, captured: value("saved date:").and_then(crate::parsing::days::day_of), credits: None })
}

/// Firefox's view for reading, saved: it keeps the address in a link and the writer in a line.
fn reader(text: &str) -> Option<Saved> {
    let at = memchr::memmem::find(text.as_bytes(), b"reader-domain")?;
    let tag = &text[text[..at].rfind('<')?..];
    let tag = &tag[..tag.find('>')?];
    let url = tag.split_once("href=\"").and_then(|(_, rest)| rest.split('"').next());
    let credits = text.split_once("reader-credits\"").and_then(|(_, rest)| rest.split_once('>')?.1.split('<').next());
    Some(Saved {
        url: url.filter(|url| url.starts_with("http")).map(str::to_owned),
        captured: None,
        credits: credits.map(|credits| credits.trim().to_owned()).filter(|credits| !credits.is_empty()),
    })
}

/// `20210302101112` as a day.
fn day(stamp: &str) -> Option<String> {
    let digits = stamp.len() >= 8 && stamp.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| crate::parsing::days::day_of(&stamp[..8])).flatten()
}

/// An address without that of the archive before it.
pub(super) fn own_address(url: &str) -> Cow<'_, str> {
    let after = ARCHIVES.iter().find_map(|archive| url.strip_prefix(archive)).and_then(|rest| rest.split_once('/'));
    match after {
        // "20210302101112", "20210302101112im_"
        Some((stamp, own))
            if stamp.len() >= 8 && stamp.as_bytes()[..8].iter().all(u8::is_ascii_digit) && own.starts_with("http") =>
        {
            // Some servers join the slashes of an address that stands within another one.
            match own.strip_prefix("https:/").or_else(|| own.strip_prefix("http:/")) {
                Some(host) if !host.starts_with('/') => Cow::Owned(own.replacen(":/", "://", 1)),
                _ => Cow::Borrowed(own),
            }
        }
        _ => Cow::Borrowed(url),
    }
}

/// The bar that the Wayback Machine puts above a page: none of its words are the page's.
pub(super) fn bar(text: &str) -> Option<Range<usize>> {
    let start = memchr::memmem::find(text.as_bytes(), b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->")?;
    let length = memchr::memmem::find(&text.as_bytes()[start..], b"<!-- END WAYBACK TOOLBAR INSERT -->")?;
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_the_page_and_not_of_the_archive() {
        for (written, own) in [
            (
                "https://web.archive.org/web/20210302101112/https://velin.example/2019/01/02/a",
                "https://velin.example/2019/01/02/a",
            ),
            ("/web/20210302101112im_/http://velin.example/a", "http://velin.example/a"),
            ("https://web.archive.org/web/20210302/http:/velin.example/a", "http://velin.example/a"),
            ("https://velin.example/web/20210302101112/x", "https://velin.example/web/20210302101112/x"),
            ("https://web.archive.org/web/about/", "https://web.archive.org/web/about/"),
        ] {
            assert_eq!(own_address(written), own);
        }
    }

    #[test]
    fn marks_of_saving_tell_address_and_day() {
        let saved = Saved {
            url: Some("https://velin.example/a".to_owned()),
            captured: Some("2021-03-02".to_owned()),
            credits: None,
        };
        let wayback = "<script>__wm.init(\"https://web.archive.org/web\");__wm.wombat(\"https://velin.example/a\",\"20210302101112\",\"https://web.archive.org/\");</script>";
        assert_eq!(find(wayback), saved);
        let file = "<html><!--\n Page saved with SingleFile \n url: https://velin.example/a \n saved date: Tue Mar 02 2021 10:11:12 GMT+0100 (CET)\n--><p>A";
        assert_eq!(find(file), saved);
        let view = "<a class=\"domain reader-domain\" href=\"https://velin.example/a\">velin.example</a><h1>A</h1><div class=\"credits reader-credits\">Ana Ruiz</div>";
        let credits = Some("Ana Ruiz".to_owned());
        assert_eq!(find(view), Saved { captured: None, credits, ..saved });
        assert_eq!(find("<p>A"), Saved::default());
    }
}
