//! Texts that are something else under a text's name: HTML in a `.txt`, a mail in the encoding of mails, an empty file.

use super::exports;
use crate::model::article::Format;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;

/// Tags that begin what was copied out of a page.
const TAGS: [&str; 17] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "article",
    "section",
    "table",
    "ul",
    "ol",
    "blockquote",
    "span",
    "body",
    "head",
    "main",
    "figure",
    "header",
];
/// How many lines of a mail's header are looked at.
const HEADER_LINES: usize = 60;

/// The format that a text really has: a text that is nothing but the tags of a page is a page.
///
/// Brackets alone make none: the text must begin with a tag that HTML knows, and close such tags.
pub(super) fn format(text: &str, format: Format) -> Format {
    if format == Format::Text && is_page(text) { Format::Html } else { format }
}

fn is_page(text: &str) -> bool {
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let Some(first) = text.strip_prefix('<') else { return false };
    let begins = |name: &str| {
        first.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && !first[name.len()..].starts_with(char::is_alphanumeric)
    };
    if begins("!doctype") || begins("html") {
        return true;
    }
    let closes =
        |name: &&&str| text.contains(&format!("</{name}>")) || text.contains(&format!("</{}>", name.to_uppercase()));
    let opened = TAGS.iter().any(|name| begins(name));
    let closed =
        TAGS.iter().filter(closes).map(|name| text.matches(&format!("</{name}>")).count().max(1)).sum::<usize>();
    opened && closed > 1
}

/// Reports what a reader of the archive would wonder about.
pub(super) fn report(source: &Source, (from, format): (usize, Format), problems: &mut Problems) {
    let text = source.text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        let hint = "delete the file, or give it a name that starts with `_`";
        problems.push(Diagnostic::warning("empty-file", "this file is empty").in_file(source.path.clone()).hint(hint));
        return;
    }
    if format == Format::Text
        && let Some(many) = exports::many(&source.text, from)
    {
        let message = format!("this file looks like {} articles, and is read as one", many.count);
        let problem = Diagnostic::warning("looks-like-many", message).at(source, many.span);
        let problem = problem.label(format!("`{}` stands here for the second time", many.mark));
        problems.push(problem.hint("make a file of each article"));
    }
    let encoded = text.lines().take(HEADER_LINES).find(|line| {
        let small = line.to_ascii_lowercase();
        small
            .strip_prefix("content-transfer-encoding:")
            .is_some_and(|rest| matches!(rest.trim(), "quoted-printable" | "base64"))
    });
    if let Some(line) = encoded {
        let at = line.as_ptr() as usize - source.text.as_ptr() as usize;
        let problem =
            Diagnostic::warning("encoded-mail", "this is a mail in the encoding of mails, which is not decoded");
        let problem =
            problem.at(source, (at..at + line.len()).into()).label("its signs such as `=E2=80=9C` stay as they are");
        problems.push(problem.hint("give the file a name that ends in `.eml` and run `onrecord import` on it"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_under_a_texts_name_are_pages() {
        for text in [
            "<!DOCTYPE html><title>A</title>",
            "<html><p>A",
            "\n<p>Bridge</p>\n<p>It opens.</p>",
            "<div><p>A</p></div>",
        ] {
            assert_eq!(format(text, Format::Text), Format::Html, "{text}");
        }
        for text in [
            "<b>Bridge</b> opens",
            "<applause> Thank you.",
            "1 < 2 and <p> is a tag",
            "<p>One bracket",
            "Bridge <p>opens</p></p>",
        ] {
            assert_eq!(format(text, Format::Text), Format::Text, "{text}");
        }
    }

    #[test]
    fn empty_files_and_encoded_mails_are_reported() {
        let codes = |text: &str| {
            let mut problems = Problems::default();
            report(&Source::new("a.txt", text), (0, Format::Text), &mut problems);
            problems.0.into_iter().map(|problem| problem.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("\u{feff} \n"), ["empty-file"]);
        assert_eq!(codes("From: a\nContent-Transfer-Encoding: quoted-printable\n\nA =E2"), ["encoded-mail"]);
        assert!(codes("Bridge opens\n").is_empty());
    }
}
