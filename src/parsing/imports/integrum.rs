//! What the database Integrum exports: a page, or a text, of articles whose fields are marked `^ИС:` (source), `^ДТ:` (day), `^АВ:` (author)
//! and `^ЗГ:` (headline), with the list of all of them in front.

use super::document::{Document, Facts};
use crate::model::article::Format;
use crate::parsing::days::day_of;
use crate::parsing::html::decoded;

/// The field that each article begins with.
const FIRST: &str = "^ИС:";

/// Whether a file that begins so may be such an export; before its first article stands a list of all of them.
pub(super) fn may_be(start: &[u8]) -> bool {
    let has = |words: &[u8]| memchr::memmem::find(start, words).is_some();
    // In Windows-1251 or in UTF-8.
    has(b"^\xc8\xd1:") || has(FIRST.as_bytes()) || has(b"<h3>Report ") && has(b"href=\"#1\"")
}

/// Whether a text is such an export.
pub(super) fn is_integrum(text: &str) -> bool {
    text.contains(FIRST) && text.contains("^ДТ:") && text.contains("^ЗГ:")
}

/// The articles of an export.
pub(super) fn read(text: &str) -> Vec<Document> {
    let is_page = text.contains("<pre") || text.contains("<PRE");
    text.split(FIRST)
        .skip(1)
        .map(|part| article(part, is_page))
        .filter(|document| !document.text.trim().is_empty())
        .collect()
}

fn article(part: &str, is_page: bool) -> Document {
    let (head, body) = match part.find("<pre").or_else(|| part.find("<PRE")) {
        Some(at) if is_page => {
            let body = &part[at..];
            let body = body.split_once('>').map_or("", |(_, body)| body);
            let end = ["</pre", "</PRE"].iter().filter_map(|end| body.find(end)).min().unwrap_or(body.len());
            (words(&part[..at]), words(&body[..end]))
        }
        _ => {
            // In a text the headline is the last field, and the article follows on the next line.
            let title = part.rfind("^ЗГ:").map_or(0, |at| at + "^ЗГ:".len());
            let end = part[title..]
                .trim_start()
                .find('\n')
                .map_or(part.len(), |at| part.len() - part[title..].trim_start().len() + at);
            (part[..end].to_owned(), part[end..].to_owned())
        }
    };
    let field = |mark: &str| {
        let after = if mark == FIRST { Some(head.as_str()) } else { head.split_once(mark).map(|(_, after)| after) };
        let value = after?.split('^').next()?.trim().lines().next()?.trim().trim_end_matches([',', ';']).trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let mut document = Document::new(Format::Text, paragraphs(&body));
    document.facts = Facts {
        title: field("^ЗГ:"),
        date: field("^ДТ:").and_then(|day| of_digits(&day)),
        outlet: field(FIRST),
        // The family name stands first.
        authors: field("^АВ:")
            .map(|names| {
                names.split([',', ';']).map(|name| turned(name.trim())).filter(|name| !name.is_empty()).collect()
            })
            .unwrap_or_default(),
        language: Some("ru".to_owned()),
        ..Facts::default()
    };
    document
}

/// "Лунд Ада Ивановна" as she is called: "Ада Лунд".
fn turned(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [family, given] | [family, given, _] => format!("{given} {family}"),
        _ => name.to_owned(),
    }
}

/// "09.02.1994"
fn of_digits(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    match parts.as_slice() {
        [day, month, year] => day_of(&format!("{year}-{month}-{day}")),
        _ => None,
    }
}

/// Text without tags, entities as letters.
fn words(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        // What is no mark within words parts them.
        let name = rest[at + 1..].trim_start_matches('/').to_ascii_lowercase();
        if ["h3", "td", "table", "br", "p>", "div"].iter().any(|block| name.starts_with(block)) {
            out.push('\n');
        }
        rest = match rest[at..].find('>') {
            Some(end) => &rest[at + end + 1..],
            None => "",
        };
    }
    out.push_str(rest);
    decoded(&out)
}

/// Lines that somebody wrapped as paragraphs: each begins with an indent.
fn paragraphs(text: &str) -> String {
    let indented = text.lines().filter(|line| line.starts_with("  ") && !line.trim().is_empty()).count();
    let mut out = String::new();
    let mut open = false;
    for line in text.lines() {
        let words = line.trim();
        let begins = indented > 0 && line.starts_with("  ");
        if words.is_empty() || begins {
            if open {
                out.push_str("\n\n");
            }
            open = false;
        }
        if !words.is_empty() {
            if open {
                out.push(if indented > 0 { ' ' } else { '\n' });
            }
            out.push_str(words);
            open = true;
        }
    }
    format!("{}\n", out.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "\n     Мост через реку открыли во вторник. \"Мы ждали\nдолго\", - сказал мэр.\n     Никто не был против.\n";

    fn expected(documents: &[Document]) {
        assert_eq!(documents.len(), 2);
        let facts = &documents[0].facts;
        assert_eq!((facts.title.as_deref(), facts.date.as_deref()), (Some("МОСТ ОТКРЫТ"), Some("1994-02-09")));
        assert_eq!(
            (facts.outlet.as_deref(), facts.authors.join("+")),
            (Some("Велинские вести"), "Ада Лунд+Олаф Бранд".to_owned())
        );
        assert_eq!(
            documents[0].text,
            "Мост через реку открыли во вторник. \"Мы ждали долго\", - сказал мэр.\n\nНикто не был против.\n"
        );
    }

    #[test]
    fn a_page_is_divided_at_its_fields() {
        let one = format!(
            "<div><a name=1></a><table><tr><td>^ИС:\n   Велинские вести \n<br>^НР:\n 6\n<br>^ДТ:\n  09.02.1994\n<br>^АВ:\n  Лунд Ада Ивановна, Бранд Олаф,\n<br>^ЗГ:\n  \
             <font><b>МОСТ ОТКРЫТ</b></font><br></td></tr></table><h3>МОСТ ОТКРЫТ</h3><pre>{}</pre></div>",
            TEXT.replace("долго", "<b>долго</b>").replace('"', "&quot;")
        );
        let page = format!(
            "<html><h3>Report 12.05.2021</h3>1. <a href='#1'>МОСТ ОТКРЫТ</a><small>Велинские вести; 09.02.1994;</small>{one}{one}</html>"
        );
        assert!(is_integrum(&page));
        expected(&read(&page));
    }

    #[test]
    fn a_text_is_divided_at_its_fields() {
        let one = format!(
            "^ИС: Велинские вести\n^ДТ: 09.02.1994\n^АВ: Лунд Ада Ивановна; Бранд Олаф\n^ЗГ: МОСТ ОТКРЫТ\n{TEXT}\n"
        );
        expected(&read(&format!("Отчет 12.05.2021\n{one}{one}")));
        assert!(!is_integrum("Мост открыт"));
    }
}
