//! Web archives: WARC as crawlers and browsers' recorders write it, and WACZ, which holds such files.
//!
//! Of what was recorded, the pages with text are articles; scripts, pictures, redirects, errors and empty frames are not. The day on which a
//! page was recorded is never the day on which it was published.

use super::document::Document;
use super::fault::Fault;
use super::from_html;
use super::zipped::Zipped;
use crate::model::article::Format;
use crate::parsing::days::day_of;
use crate::text::charset;
use encoding_rs::Encoding;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::collections::{BTreeSet, HashSet};
use std::io::Read;

/// Most bytes of an archive, unpacked.
const ALL: u64 = 1 << 30;
/// Largest page that is read, in bytes; larger ones are no articles.
const PAGE: usize = 12 << 20;
/// Fewest letters in paragraphs of a page that has an article.
const SHORTEST: usize = 400;

/// The pages of an archive, and how many of them have no text.
pub(super) fn warc(bytes: &[u8]) -> Result<(Vec<Document>, usize), Fault> {
    let (mut documents, mut without) = (Vec::new(), 0);
    records(bytes, ALL, &mut |head, body| match page(head, body) {
        Some(document) if has_text(&document.text) => documents.push(document),
        Some(_) => without += 1,
        None => {}
    })?;
    found(documents, without)
}

/// The same of an archive with a list of the pages that somebody looked at: only these, if there is such a list.
pub(super) fn wacz(bytes: &[u8]) -> Result<(Vec<Document>, usize), Fault> {
    let mut zip = Zipped::open(bytes)?;
    let listed: HashSet<String> = match zip.read("pages/pages.jsonl")? {
        Some(list) => String::from_utf8_lossy(&list).lines().filter_map(address).collect(),
        None => HashSet::new(),
    };
    let (mut documents, mut without) = (Vec::new(), 0);
    let names = zip.names();
    let archives = names
        .iter()
        .filter(|name| name.starts_with("archive/") && (name.ends_with(".warc") || name.ends_with(".warc.gz")));
    for name in archives {
        let Some(archive) = zip.read(name)? else { continue };
        records(&archive, ALL, &mut |head, body| {
            let Some(document) = page(head, body) else { return };
            let is_listed = listed.is_empty() || document.facts.url.as_ref().is_some_and(|url| listed.contains(url));
            match is_listed && has_text(&document.text) {
                true => documents.push(document),
                false => without += 1,
            }
        })?;
    }
    found(documents, without)
}

/// A page that was recorded twice with the same words is one article.
fn found(mut documents: Vec<Document>, without: usize) -> Result<(Vec<Document>, usize), Fault> {
    let mut seen = BTreeSet::new();
    documents.retain(|document| seen.insert((document.facts.url.clone(), super::hash(document.text.as_bytes()))));
    match documents.is_empty() {
        true => Err(Fault::NoText("no page in it has an article", "record the pages of the articles themselves")),
        false => Ok((documents, without)),
    }
}

/// The address in a line of a list of pages.
fn address(line: &str) -> Option<String> {
    serde_json::from_str::<serde_json::Value>(line).ok()?.get("url")?.as_str().map(str::to_owned)
}

fn has_text(html: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let running = from_html::blocks(html)
        .iter()
        .map(|block| letters(&block.words()))
        .filter(|letters| *letters >= 60)
        .sum::<usize>();
    running >= SHORTEST
}

/// Takes each record of an archive, packed or not: its header lines and what follows them.
fn records(bytes: &[u8], most: u64, take: &mut dyn FnMut(&Head, &[u8])) -> Result<(), Fault> {
    let packed = bytes.starts_with(b"\x1f\x8b");
    let mut reader: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(bytes)) } else { Box::new(bytes) };
    let mut left = most;
    let mut waiting = Vec::new();
    let mut is_first = true;
    loop {
        let Some(head) = head(&mut *reader, &mut waiting, &mut left)? else { return Ok(()) };
        let head = Head(head);
        if !head.0.first().is_some_and(|line| line.starts_with("WARC/")) {
            return if is_first { Err(Fault::broken("it has no records of a web archive")) } else { Ok(()) };
        }
        is_first = false;
        let length = head.value("Content-Length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| Fault::broken("a record does not say how long it is"))?;
        let kept = usize::try_from(length.min(PAGE as u64 + 1)).unwrap_or(PAGE);
        let mut body = Vec::new();
        exactly(&mut *reader, &mut waiting, kept, &mut body, &mut left)?;
        let mut rest = length - kept as u64;
        while rest > 0 {
            let mut skipped = Vec::new();
            let step = usize::try_from(rest.min(1 << 20)).unwrap_or(1 << 20);
            exactly(&mut *reader, &mut waiting, step, &mut skipped, &mut left)?;
            rest -= step as u64;
        }
        if length <= PAGE as u64 {
            take(&head, &body);
        }
    }
}

/// Lines of a header.
struct Head(Vec<String>);

impl Head {
    fn value(&self, name: &str) -> Option<&str> {
        let named = |line: &String| line.split_once(':').is_some_and(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        self.0.iter().find(|line| named(line)).and_then(|line| line.split_once(':')).map(|(_, value)| value.trim())
    }
}

/// Reads more bytes; false at the end.
fn more(reader: &mut dyn Read, waiting: &mut Vec<u8>, left: &mut u64) -> Result<bool, Fault> {
    let mut piece = [0; 16 << 10];
    let count = reader.read(&mut piece).map_err(Fault::broken)?;
    *left =
        left.checked_sub(count as u64).ok_or_else(|| Fault::TooLarge("this archive", format!("{} MiB", ALL >> 20)))?;
    waiting.extend_from_slice(&piece[..count]);
    Ok(count > 0)
}

/// The lines up to a blank one; `None` at the end of the archive.
fn head(reader: &mut dyn Read, waiting: &mut Vec<u8>, left: &mut u64) -> Result<Option<Vec<String>>, Fault> {
    loop {
        let blank = waiting.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        waiting.drain(..blank);
        if let Some(end) = memchr::memmem::find(waiting, b"\r\n\r\n") {
            let lines = String::from_utf8_lossy(&waiting[..end]).split("\r\n").map(str::to_owned).collect();
            waiting.drain(..end + 4);
            return Ok(Some(lines));
        }
        if waiting.len() > 1 << 20 {
            return Err(Fault::broken("the header of a record has no end"));
        }
        if !more(reader, waiting, left)? {
            return Ok(None);
        }
    }
}

fn exactly(
    reader: &mut dyn Read,
    waiting: &mut Vec<u8>,
    count: usize,
    out: &mut Vec<u8>,
    left: &mut u64,
) -> Result<(), Fault> {
    while waiting.len() < count {
        if !more(reader, waiting, left)? {
            return Err(Fault::broken("it ends in the middle of a record"));
        }
    }
    out.extend(waiting.drain(..count));
    Ok(())
}

/// The page of a record; `None` if it is something else.
fn page(head: &Head, body: &[u8]) -> Option<Document> {
    let (kind, url) = match head.value("WARC-Type")? {
        "response" => {
            let end = memchr::memmem::find(body, b"\r\n\r\n")?;
            let lines = Head(String::from_utf8_lossy(&body[..end]).split("\r\n").map(str::to_owned).collect());
            if lines.0.first()?.split(' ').nth(1)? != "200" {
                return None;
            }
            let body = unpacked(&lines, &body[end + 4..])?;
            (lines.value("Content-Type")?.to_owned(), (head.value("WARC-Target-URI")?, body))
        }
        "resource" => (head.value("Content-Type")?.to_owned(), (head.value("WARC-Target-URI")?, body.to_vec())),
        _ => return None,
    };
    let (url, body) = url;
    let name = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !["text/html", "application/xhtml+xml"].contains(&name.as_str()) {
        return None;
    }
    let label = kind.split("charset=").nth(1).map(|label| label.trim_matches(['"', '\'', ' ', ';']));
    let stated = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    let mut document = Document::new(Format::Html, charset::text_of(&body, stated));
    document.facts.url = Some(url.trim_matches(['<', '>']).to_owned()).filter(|url| url.starts_with("http"));
    document.origin.captured = head.value("WARC-Date").and_then(day_of);
    Some(document)
}

/// What a server sent, without the packing and the pieces that it was sent in. `None` for a packing that is not known.
fn unpacked(head: &Head, body: &[u8]) -> Option<Vec<u8>> {
    let is = |name: &str, value: &str| head.value(name).is_some_and(|it| it.to_ascii_lowercase().contains(value));
    let mut bytes = body.to_vec();
    if is("Transfer-Encoding", "chunked")
        && let Some(whole) = from_chunks(&bytes)
    {
        bytes = whole;
    }
    let read = |reader: &mut dyn Read| {
        let mut out = Vec::new();
        let most = PAGE as u64;
        reader.take(most + 1).read_to_end(&mut out).ok().filter(|_| out.len() as u64 <= most).map(|_| out)
    };
    match head.value("Content-Encoding").map(str::to_ascii_lowercase).as_deref() {
        // Recorders keep the header and unpack the body, or not.
        Some("gzip" | "x-gzip") if bytes.starts_with(b"\x1f\x8b") => read(&mut MultiGzDecoder::new(bytes.as_slice())),
        Some("deflate") => read(&mut ZlibDecoder::new(bytes.as_slice())).or(Some(bytes)),
        Some("br" | "zstd") => std::str::from_utf8(&bytes).is_ok().then_some(bytes),
        _ => Some(bytes),
    }
}

/// A body sent in pieces, put together; `None` if it is not.
fn from_chunks(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut rest) = (Vec::new(), bytes);
    loop {
        let end = memchr::memmem::find(rest, b"\r\n").filter(|end| *end <= 64)?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn record(kind: &str, url: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-06-01T10:00:00Z\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    }

    fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
        [
            format!("HTTP/1.1 {status}\r\nContent-Type: text/html; charset=windows-1251\r\n{headers}\r\n").as_bytes(),
            body,
        ]
        .concat()
    }

    /// A page with enough text, in its own letters.
    fn text() -> Vec<u8> {
        let words = "Мост открыли во вторник, сказал мэр города. ".repeat(20);
        encoding_rs::WINDOWS_1251.encode(&format!("<html><body><p>{words}</p></body></html>")).0.into_owned()
    }

    fn archive() -> Vec<Vec<u8>> {
        let chunks = [format!("{:x}\r\n", text().len()).as_bytes(), &text(), b"\r\n0\r\n\r\n"].concat();
        vec![
            record("warcinfo", "", b"software: x"),
            record("request", "https://velin.example/a", b"GET / HTTP/1.1\r\n\r\n"),
            record(
                "response",
                "https://velin.example/a",
                &response("200 OK", "Content-Encoding: gzip\r\n", &packed(&text())),
            ),
            record(
                "response",
                "https://velin.example/a",
                &response("200 OK", "Content-Encoding: gzip\r\n", &packed(&text())),
            ),
            record(
                "response",
                "https://velin.example/b",
                &response("200 OK", "Transfer-Encoding: chunked\r\n", &chunks),
            ),
            record("response", "https://velin.example/c", &response("404 Not Found", "", &text())),
            record("response", "https://velin.example/d", &response("200 OK", "", b"<p>Cookies?</p>")),
        ]
    }

    #[test]
    fn pages_with_text_are_articles_with_their_address_and_no_day() {
        let plain = archive().concat();
        let packed_records: Vec<u8> = archive().iter().flat_map(|record| packed(record)).collect();
        for bytes in [plain, packed_records] {
            let (documents, without) = warc(&bytes).expect("an archive");
            let urls: Vec<&str> = documents.iter().filter_map(|document| document.facts.url.as_deref()).collect();
            assert_eq!((urls.as_slice(), without), (&["https://velin.example/a", "https://velin.example/b"][..], 1));
            assert!(documents[0].text.contains("Мост открыли") && documents[1].text.contains("Мост открыли"));
            assert_eq!(
                (documents[0].facts.date.as_deref(), documents[0].origin.captured.as_deref()),
                (None, Some("2022-06-01"))
            );
        }
    }

    #[test]
    fn what_is_cut_off_or_no_archive_is_refused() {
        let bytes = archive().concat();
        assert!(matches!(warc(&bytes[..bytes.len() - 40]), Err(Fault::Broken(_))));
        assert!(matches!(warc(b"no archive\r\n\r\n"), Err(Fault::Broken(_))));
        let endless = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nx";
        assert!(matches!(warc(endless), Err(Fault::Broken(_))));
    }

    #[test]
    fn an_archive_that_unpacks_without_end_is_refused() {
        let head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 2000000000\r\n\r\n";
        let bomb = packed(&[&head[..], &vec![0; 4 << 20]].concat());
        assert!(bomb.len() < 1 << 16);
        assert!(matches!(records(&bomb, 1 << 20, &mut |_, _| {}), Err(Fault::TooLarge(..))));
    }
}
