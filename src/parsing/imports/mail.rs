//! Mails: one message (EML), a folder of them (mbox), and web pages saved as one (MHTML).

use super::document::{Document, Key};
use super::fault::Fault;
use super::from_html;
use crate::model::article::Format;
use crate::parsing::boilerplate;
use crate::parsing::days::day_of;
use crate::parsing::names;
use crate::text::charset;
use encoding_rs::Encoding;
use mailparse::{DispositionType, MailHeaderMap, ParsedMail};
use memchr::memmem;

/// A text that has less than this part of the letters of the same in HTML only says that there is HTML.
const PART: usize = 3;
/// Most parts of a message that are looked at.
const PARTS: usize = 10_000;
/// How the subjects of forwarded mails begin, in the languages of mail programs.
const FORWARDED: [&str; 9] = ["fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "enc:", "пересл:", "vb:"];
/// How those of answers begin.
const ANSWERED: [&str; 8] = ["re:", "aw:", "antw:", "sv:", "rif:", "res:", "ref:", "ha:"];

/// The article of one message, and how many attachments it has, which are not read.
pub(super) fn message(bytes: &[u8]) -> Result<(Document, usize), Fault> {
    let mail = parsed(bytes)?;
    let header = |name: &str| mail.headers.get_first_value(name).map(|value| value.trim().to_owned());
    let from = header("From");
    if from.is_none() && header("Subject").is_none() && header("Date").is_none() {
        return Err(Fault::broken("it has no header of a mail"));
    }
    let Texts { plain, html, attachments } = texts(&mail);
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let in_html =
        html.as_deref().map_or(0, |html| from_html::blocks(html).iter().map(|block| letters(&block.words())).sum());
    let plain = plain.filter(|text| letters(text) > 0 && letters(text) * PART >= in_html);
    let mut document = match (plain, html) {
        (Some(text), _) => Document::new(Format::Text, text),
        (None, Some(html)) => Document::new(Format::Html, html),
        _ => {
            return Err(Fault::NoText(
                "the message has only attachments, or nothing",
                "save its attachments and import these",
            ));
        }
    };
    document.origin.key = header("Message-ID").filter(|id| id.len() > 4).map(|id| Key::Id(format!("message {id}")));
    let subject = header("Subject").unwrap_or_default();
    // Of a forwarded mail the header tells who sent it on and when: the facts of the article stand in its text.
    let (title, forwarded) = bare_subject(&subject);
    if forwarded || is_forwarded(&document.text) {
        return Ok((document, attachments));
    }
    document.facts.title = Some(title.to_owned()).filter(|title| !title.is_empty());
    document.facts.date = header("Date").and_then(|date| day_of(&date));
    if let Some(from) = from {
        let (name, address) = from.split_once('<').unwrap_or((from.as_str(), ""));
        let name = name.trim().trim_matches('"').trim();
        let paper = boilerplate::outlet(name).is_some() || boilerplate::names_a_paper(name) || is_host(name, address);
        if names::is_person(name) && !paper {
            document.facts.authors.push(name.to_owned());
        } else if name.starts_with(char::is_uppercase) && !name.contains('@') {
            document.facts.outlet = Some(name.to_owned());
        }
    }
    Ok((document, attachments))
}

/// Whether the address of a sender has its name for a host: `news@velinpost.example` is the Velin Post's.
fn is_host(name: &str, address: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let name = letters(name);
    let host = address.split('@').nth(1).map(letters).unwrap_or_default();
    name.len() > 4 && host.contains(&name)
}

/// A subject without marks of answers and forwarding, and whether it was forwarded.
fn bare_subject(subject: &str) -> (&str, bool) {
    let (mut rest, mut forwarded) = (subject.trim(), false);
    loop {
        let mark = |marks: &[&str]| {
            let found = marks.iter().find(|mark| {
                let start = rest.char_indices().nth(mark.chars().count()).map_or(rest, |(at, _)| &rest[..at]);
                start.to_lowercase() == **mark
            })?;
            rest.char_indices().nth(found.chars().count()).map(|(at, _)| at)
        };
        match (mark(&FORWARDED), mark(&ANSWERED)) {
            (Some(at), _) => (rest, forwarded) = (rest[at..].trim_start(), true),
            (None, Some(at)) => rest = rest[at..].trim_start(),
            (None, None) => return (rest, forwarded),
        }
    }
}

/// Whether a text begins with the mark of a forwarded mail, below a few words of whoever sent it on.
fn is_forwarded(text: &str) -> bool {
    let marks = [
        "---------- Forwarded message",
        "-----Original Message-----",
        "Begin forwarded message:",
        "-------- Forwarded Message",
        "-----Ursprüngliche Nachricht-----",
    ];
    text.lines().take(30).any(|line| marks.iter().any(|mark| line.trim_start().starts_with(mark)))
}

fn parsed(bytes: &[u8]) -> Result<ParsedMail<'_>, Fault> {
    mailparse::parse_mail(bytes).map_err(Fault::broken)
}

/// The first text and the first HTML of a message that are no attachments.
#[derive(Default)]
struct Texts {
    plain: Option<String>,
    html: Option<String>,
    attachments: usize,
}

fn texts(mail: &ParsedMail<'_>) -> Texts {
    let mut texts = Texts::default();
    let mut parts = vec![mail];
    let mut seen = 0;
    while let Some(part) = parts.pop() {
        seen += 1;
        if seen > PARTS {
            break;
        }
        if part.get_content_disposition().disposition == DispositionType::Attachment {
            texts.attachments += 1;
            continue;
        }
        let kind = part.ctype.mimetype.to_ascii_lowercase();
        if kind.starts_with("multipart/") {
            parts.extend(part.subparts.iter().rev());
        } else if kind == "text/plain" && texts.plain.is_none() {
            texts.plain = decoded(part).map(|text| unflowed(&text, part)).filter(|text| !text.trim().is_empty());
        } else if kind == "text/html" && texts.html.is_none() {
            texts.html = decoded(part).filter(|text| !text.trim().is_empty());
        }
    }
    texts
}

fn decoded(part: &ParsedMail<'_>) -> Option<String> {
    let bytes = part.get_body_raw().ok()?;
    let stated = part.ctype.params.get("charset").and_then(|label| Encoding::for_label(label.as_bytes()));
    Some(charset::text_of(&bytes, stated).replace("\r\n", "\n"))
}

/// A text whose paragraphs were broken at spaces so that they can be joined again (`format=flowed`).
fn unflowed(text: &str, part: &ParsedMail<'_>) -> String {
    let is = |key: &str, value: &str| part.ctype.params.get(key).is_some_and(|it| it.eq_ignore_ascii_case(value));
    if !is("format", "flowed") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match line.ends_with(' ') && line != "-- " {
            true if is("delsp", "yes") => out.push_str(&line[..line.len() - 1]),
            true => out.push_str(line),
            false => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// The articles of a folder of mails, each as it could be read, and how many attachments they have.
pub(super) fn mbox(bytes: &[u8]) -> (Vec<Result<Document, Fault>>, usize) {
    let mails: Vec<Result<(Document, usize), Fault>> = messages(bytes).iter().map(|bytes| message(bytes)).collect();
    let attachments = mails.iter().flatten().map(|(_, attachments)| attachments).sum();
    (mails.into_iter().map(|mail| mail.map(|(document, _)| document)).collect(), attachments)
}

/// Whether bytes begin as a folder of mails does: `From ana@example.org Tue Mar  2 10:00:00 2021`.
pub(super) fn is_mbox(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    is_separator(line) && memmem::find(start, b"\nFrom: ").or(memmem::find(start, b"\nSubject: ")).is_some()
}

fn is_separator(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    let Some(rest) = line.strip_prefix("From ") else { return false };
    rest.trim_end().ends_with(|letter: char| letter.is_ascii_digit() || letter == ')')
        && day_of(rest.split_once(' ').map_or("", |(_, date)| date)).is_some()
}

/// The messages between lines that begin with `From `, without the `>` that protects such lines within them.
fn messages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut messages: Vec<Vec<u8>> = Vec::new();
    let mut after_blank = true;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if after_blank && is_separator(line) {
            messages.push(Vec::new());
            after_blank = false;
            continue;
        }
        after_blank = line.iter().all(u8::is_ascii_whitespace);
        let Some(last) = messages.last_mut() else { continue };
        let quoted = line.iter().take_while(|byte| **byte == b'>').count();
        let line = if quoted > 0 && line[quoted..].starts_with(b"From ") { &line[1..] } else { line };
        last.extend_from_slice(line);
    }
    messages
}

/// Whether bytes begin as a page that browsers saved in one file.
pub(super) fn is_mhtml(start: &[u8]) -> bool {
    let head = memmem::find(start, b"\r\n\r\n").unwrap_or(start.len().min(4096));
    let head = start[..head].to_ascii_lowercase();
    [&b"content-type: multipart/related"[..], b"snapshot-content-location:"]
        .iter()
        .any(|sign| memmem::find(&head, sign).is_some())
}

/// The page in a file that a browser saved. Its date is the day on which it was saved.
pub(super) fn mhtml(bytes: &[u8]) -> Result<Document, Fault> {
    let mail = parsed(bytes)?;
    let header =
        |mail: &ParsedMail<'_>, name: &str| mail.headers.get_first_value(name).map(|value| value.trim().to_owned());
    let is_page = |part: &&ParsedMail<'_>| {
        matches!(part.ctype.mimetype.to_ascii_lowercase().as_str(), "text/html" | "application/xhtml+xml")
    };
    let start = mail.ctype.params.get("start");
    let starts = |part: &&ParsedMail<'_>| start.is_some() && header(part, "Content-ID").as_ref() == start;
    let inner = |part: &ParsedMail<'_>| part.subparts.iter().find(is_page).and_then(decoded);
    let page = mail.subparts.iter().filter(is_page).find(starts).or_else(|| mail.subparts.iter().find(is_page));
    let alone = std::iter::once(&mail).find(is_page);
    let text = match page.or(alone) {
        Some(page) => decoded(page),
        None => mail.subparts.iter().find_map(inner),
    };
    let text = text.ok_or(Fault::NoText("no web page is in it", "save the page again, as HTML"))?;
    let mut document = Document::new(Format::Html, text);
    let address =
        header(&mail, "Snapshot-Content-Location").or_else(|| page.and_then(|page| header(page, "Content-Location")));
    document.facts.url = address.filter(|address| address.starts_with("http"));
    document.origin.captured = header(&mail, "Date").and_then(|date| day_of(&date));
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The council of Lisse has voted for the bridge, which will be built next year if the state pays half of it. \
        “We have waited long enough for this bridge,” said Ana Ruiz, the mayor of the town, after the vote on Monday evening in the hall.";

    fn eml(headers: &str, body: &str) -> Document {
        message(format!("{headers}\r\n\r\n{body}\r\n").as_bytes()).expect("a mail").0
    }

    #[test]
    fn a_mail_has_the_facts_of_its_header() {
        let encoded = LONG.replace('“', "=E2=80=9C").replace('”', "=E2=80=9D");
        let head = "From: \"The Velin Post\" <news@velin.example>\r\nSubject: =?utf-8?q?Br=C3=BCcke?= opens\r\nDate: Tue, 2 Mar 2021 23:30:00 -0800\r\n\
            Message-ID: <1@velin.example>\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable";
        let mail = eml(head, &encoded);
        assert_eq!(
            (mail.facts.title.as_deref(), mail.facts.date.as_deref()),
            (Some("Brücke opens"), Some("2021-03-02"))
        );
        assert_eq!((mail.facts.outlet.as_deref(), mail.text.trim()), (Some("The Velin Post"), LONG));
        let person = eml("From: Ana Ruiz <ana@mail.example>\r\nSubject: AW: Bridge", LONG);
        assert_eq!(
            (person.facts.authors, person.facts.title),
            (vec!["Ana Ruiz".to_owned()], Some("Bridge".to_owned()))
        );
    }

    #[test]
    fn a_forwarded_mail_tells_nothing_of_the_article_in_its_header() {
        let forwarded = eml(
            "From: Jo Lind <jo@mail.example>\r\nSubject: Fwd: Bridge\r\nDate: Tue, 2 Mar 2021 10:00:00 +0000",
            LONG,
        );
        assert_eq!(forwarded.facts, crate::parsing::imports::document::Facts::default());
    }

    #[test]
    fn the_text_of_a_message_is_taken_before_its_html_unless_it_says_nothing() {
        let alternative = |plain: &str| {
            eml(
                "From: a@b.example\r\nSubject: S\r\nContent-Type: multipart/alternative; boundary=x",
                &format!(
                    "--x\r\nContent-Type: text/plain; format=flowed\r\n\r\n{plain}\r\n--x\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n<p>{LONG}</p>\r\n--x--"
                ),
            )
        };
        let flowed = LONG.replace("voted for ", "voted for \r\n");
        assert_eq!((alternative(&flowed).format, alternative(&flowed).text.trim()), (Format::Text, LONG));
        assert_eq!(alternative("See the HTML version.").format, Format::Html);
        let attached =
            "--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nWords\r\n--x--";
        let only = format!("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n{attached}");
        assert!(matches!(message(only.as_bytes()), Err(Fault::NoText(..))));
    }

    #[test]
    fn each_mail_of_a_folder_is_an_article() {
        let one = |number: u32, body: &str| {
            format!(
                "From ana@e.example Tue Mar  2 10:00:0{number} 2021\nFrom: Ana Ruiz <ana@e.example>\nSubject: Number {number}\n\n{body}\n\n"
            )
        };
        let folder = [one(1, "From the hall: words.\n\n>From here on as well."), one(2, "More words.")].concat();
        assert!(is_mbox(folder.as_bytes()));
        let mails: Vec<Document> = mbox(folder.as_bytes()).0.into_iter().map(|mail| mail.expect("a mail")).collect();
        assert_eq!(mails.len(), 2);
        assert_eq!(mails[0].text.trim(), "From the hall: words.\n\nFrom here on as well.");
        assert_eq!(mails[1].facts.title.as_deref(), Some("Number 2"));
        assert!(!is_mbox(b"From the hall we hear\n\nFrom: nobody\n"));
    }

    #[test]
    fn a_page_saved_as_one_file_is_a_page_with_an_address_and_no_day() {
        let file = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://velin.example/bridge\r\nSubject: Bridge\r\n\
            Date: Wed, 1 Jun 2022 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"xx\"\r\n\r\n\
            --xx\r\nContent-Type: text/css\r\n\r\np{}\r\n--xx\r\nContent-Type: text/html\r\nContent-ID: <f@mhtml.blink>\r\n\
            Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://velin.example/bridge\r\n\r\n<meta charset=3D\"utf-8\"><p>Br=C3=BCcke\r\n--xx--\r\n";
        assert!(is_mhtml(file.as_bytes()));
        let page = mhtml(file.as_bytes()).expect("a page");
        assert_eq!((page.format, page.text.trim()), (Format::Html, "<meta charset=\"utf-8\"><p>Brücke"));
        assert_eq!((page.facts.url.as_deref(), page.facts.date), (Some("https://velin.example/bridge"), None));
        assert_eq!(page.origin.captured.as_deref(), Some("2022-06-01"));
    }

    #[test]
    fn nesting_without_end_ends() {
        let mut mail = "From: a@b.example\r\n".to_owned();
        for level in 0..5000 {
            mail.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"));
        }
        assert!(matches!(message(mail.as_bytes()), Err(Fault::NoText(..) | Fault::Broken(_))));
    }
}
