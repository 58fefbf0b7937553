//! What a converter makes of another program's file: articles with their facts, ready to be read or to be written out.

use crate::model::article::Format;
use crate::parsing::yaml::scalar;
use crate::text::hash::key_of;
use crate::text::source::without_controls;
use std::fmt::Write;

/// Longest fact, in bytes; what is longer is no fact.
const LONGEST: usize = 2000;

/// One article out of a file of another kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What its text is written in.
    pub format: Format,
    /// What the file says of it.
    pub facts: Facts,
    /// Where in the file it comes from.
    pub origin: Origin,
    /// Its text, without front matter.
    pub text: String,
}

/// What a file says of an article, under our names for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// `title`
    pub title: Option<String>,
    /// `date`: the day of publication, as `2021-03-02`, `2021-03` or `2021`.
    pub date: Option<String>,
    /// `updated`
    pub updated: Option<String>,
    /// `outlet`
    pub outlet: Option<String>,
    /// `url`
    pub url: Option<String>,
    /// `authors`
    pub authors: Vec<String>,
    /// `language`
    pub language: Option<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `topics`
    pub topics: Vec<String>,
    /// `draft`
    pub draft: bool,
}

/// Where an article comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What the article is known by, other than its words. Two files that have an article of one key have the same article.
    pub key: Option<Key>,
    /// First and last page, from 1.
    pub pages: Option<(u32, u32)>,
    /// The day on which a page was saved: never the day of publication.
    pub captured: Option<String>,
    /// The file within the file.
    pub part: Option<String>,
}

/// What an article is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// What its file calls it: a message's id, a feed's `guid`.
    Id(String),
    /// The [`hash`](fn@hash) of a file that holds it alone.
    File(String),
}

/// The file that articles come from.
#[derive(Clone, Copy, Debug)]
pub struct OriginFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its [`hash`](fn@hash).
    pub hash: &'a str,
    /// The article's number in the file, from 1, if there are several.
    pub number: Option<usize>,
}

/// The hash by which a file or an article is known again, as `origin:` has it: 128 bits of XXH3 in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(bytes))
}

impl Document {
    /// An article of a text.
    pub(super) fn new(format: Format, text: String) -> Document {
        Document { format, facts: Facts::default(), origin: Origin::default(), text }
    }

    /// The article as a file of the archive: front matter, and the text.
    pub fn written(&self, file: Option<OriginFile<'_>>) -> String {
        if self.text.starts_with("---\n") && self.facts == Facts::default() {
            // It has front matter of its own.
            return format!("---\n{}{}", self.origin_lines(file), &self.text["---\n".len()..]);
        }
        let Facts { title, date, updated, outlet, url, authors, language, summary, topics, draft } = &self.facts;
        let mut out = String::from("---\n");
        let texts = [
            ("title", title),
            ("date", date),
            ("updated", updated),
            ("outlet", outlet),
            ("url", url),
            ("language", language),
            ("summary", summary),
        ];
        for (key, value) in texts {
            if let Some(value) = value.as_deref().and_then(fact) {
                let _ = writeln!(out, "{key}: {}", scalar(&value));
            }
        }
        for (key, values) in [("authors", authors), ("topics", topics)] {
            let values: Vec<String> =
                values.iter().filter_map(|value| fact(value)).map(|value| scalar(&value)).collect();
            if !values.is_empty() {
                let _ = writeln!(out, "{key}: [{}]", values.join(", "));
            }
        }
        if *draft {
            out.push_str("draft: true\n");
        }
        out.push_str(&self.origin_lines(file));
        if out.len() == 4 {
            out.clear();
        } else {
            out.push_str("---\n");
            out.push_str(if self.format == Format::Html { "" } else { "\n" });
        }
        out.push_str(&self.text);
        out
    }

    fn origin_lines(&self, file: Option<OriginFile<'_>>) -> String {
        let mut lines = String::new();
        let mut line = |key: &str, value: &str| _ = writeln!(lines, "  {key}: {value}");
        if let Some(OriginFile { name, hash, number }) = file {
            line("file", &scalar(name));
            if let Some(number) = number {
                line("article", &number.to_string());
            }
            line("hash", &format!("\"{}\"", self.key(hash, number)));
        }
        if let Some(part) = self.origin.part.as_deref().and_then(fact) {
            line("part", &scalar(&part));
        }
        match self.origin.pages {
            Some((first, last)) if first == last => line("pages", &first.to_string()),
            Some((first, last)) => line("pages", &format!("\"{first}-{last}\"")),
            None => {}
        }
        if let Some(day) = &self.origin.captured {
            line("captured", &scalar(day));
        }
        if lines.is_empty() { lines } else { format!("origin:\n{lines}") }
    }

    /// The hash by which the article is known again, whatever its file is called and however many others come to stand in it: that
    /// of the file if it is the only one, else of what the file knows it by, or of its words.
    pub fn key(&self, file: &str, number: Option<usize>) -> String {
        match (number, &self.origin.key) {
            (_, Some(Key::Id(id))) => hash(id.as_bytes()),
            (_, Some(Key::File(file))) => file.clone(),
            (None, None) => file.to_owned(),
            (Some(_), None) => format!("{:032x}", key_of(&(&self.facts.title, &self.facts.date, &self.text))),
        }
    }
}

/// A fact as one line; `None` for none.
pub(super) fn fact(text: &str) -> Option<String> {
    let line = without_controls(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.len() <= LONGEST).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::settings::Settings;
    use crate::text::diagnostic::Problems;
    use crate::text::source::Source;

    #[test]
    fn what_is_written_reads_back() {
        let mut document = Document::new(Format::Markdown, "It opens.\n".to_owned());
        document.facts = Facts {
            title: Some("Bridge: \"opens\"\nat last #1".to_owned()),
            date: Some("2021-03-02".to_owned()),
            authors: vec!["Ruiz, Ana".to_owned(), "No".to_owned()],
            url: Some("https://example.org/a?b=c&d=e#f".to_owned()),
            ..Facts::default()
        };
        document.origin = Origin { pages: Some((2, 3)), captured: Some("2022-01-01".to_owned()), ..Origin::default() };
        let file = OriginFile { name: "Clippings: March.docx", hash: "00e5", number: None };
        let source = Source::new("a.md", document.written(Some(file)));
        let mut problems = Problems::default();
        let raw = crate::parsing::article(&source, Format::Markdown, &Settings::default(), &mut problems);
        assert_eq!(problems, Problems::default(), "{}", source.text);
        assert_eq!(raw.front.title.as_deref(), Some("Bridge: \"opens\" at last #1"));
        assert_eq!(raw.front.authors, ["Ruiz, Ana", "No"]);
        assert_eq!(raw.front.url, document.facts.url);
        let origin: serde_json::Value = serde_json::from_str(&raw.front.extra["origin"]).expect("JSON");
        let told = serde_json::json!({"file": "Clippings: March.docx", "hash": "00e5", "pages": "2-3", "captured": "2022-01-01"});
        assert_eq!(origin, told);
        assert_eq!(raw.body.plain, "It opens.");
    }

    #[test]
    fn an_article_of_many_is_known_again_in_another_file() {
        let mut one = Document::new(Format::Text, "Words.".to_owned());
        assert_ne!(one.key("file", None), one.key("file", Some(1)));
        assert_eq!(one.key("file", Some(1)), one.key("other", Some(7)));
        one.origin.key = Some(Key::Id("<1@example.org>".to_owned()));
        assert_eq!(one.key("file", None), one.key("other", Some(7)));
    }
}
