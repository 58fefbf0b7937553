//! One line of JSON with an article in it becomes one line of JSON with what was found: `onrecord extract --jsonl`.
//!
//! ```text
//! {"id": 7, "text": "Bridge opens\n\n“It is ready,” Ana Ruiz said.", "date": "2021-05-02", "outlet": "Velin Wire"}
//! {"id": 7, "path": "article.txt", "title": "Bridge opens", "date": {"value": "2021-05-02", ...}, "statements": [...], ...}
//! {"id": 7, "error": {"message": "expected `,` or `}`", "line": 12, "column": 31}}
//! ```
//!
//! Every line is read by itself, so what comes of it depends neither on the lines before it nor on how many machines share the work.

use super::extracted::{Extracted, analyses};
use crate::model::article::{ArticleFile, Format, Stated};
use crate::parsing;
use crate::reading::Task;
use crate::reading::editors::Editors;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::slug::slug;
use crate::text::source::Source;
use crate::workspace::load;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An article as a line gives it. Keys that are not ours are passed over: lines often come with more than is wanted.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
pub struct Given {
    /// Comes back unchanged with the answer, whatever it is.
    #[serde(default)]
    pub id: Value,
    /// The article.
    #[serde(default)]
    pub text: Option<String>,
    /// The article as a web page: the page itself in the place of `text`, or `true` if `text` is one.
    #[serde(default)]
    pub html: Option<Html>,
    /// A file name: its ending tells the format, and it may tell the date.
    #[serde(default)]
    pub name: Option<String>,
    /// The title.
    #[serde(default)]
    pub title: Option<String>,
    /// When it was published, in any form that front matter takes.
    #[serde(default)]
    pub date: Option<String>,
    /// Who published it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// Where it was published on the web.
    #[serde(default)]
    pub url: Option<String>,
}

/// What `html` may be.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(untagged)]
pub enum Html {
    /// Whether `text` is a page.
    Is(bool),
    /// The page.
    Page(String),
}

/// Why there is no answer to a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// Line of the input, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Character of the line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Fault {
    /// A fault of a line as a whole.
    pub fn new(message: impl Into<String>) -> Fault {
        Fault { message: message.into(), line: None, column: None }
    }
}

/// The answer to a line.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    #[serde(flatten)]
    found: Extracted<'a>,
}

#[derive(Serialize)]
struct Refusal<'a> {
    id: &'a Value,
    error: &'a Fault,
}

/// The name of an article that has none.
const NAMELESS: &str = "article.txt";

/// Reads a line, which is the `number`th of the input.
pub fn read(line: &[u8], number: u64) -> Result<Given, Fault> {
    let at = |fault: Fault| Fault { line: Some(number), ..fault };
    let text = std::str::from_utf8(line).map_err(|error| {
        let before = String::from_utf8_lossy(&line[..error.valid_up_to()]).chars().count();
        at(Fault { column: Some(before + 1), ..Fault::new("this line is not UTF-8") })
    })?;
    serde_json::from_str(text).map_err(|error| {
        // The message of the library ends in a place that counts bytes, and from one line only.
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        let bytes = error.column().saturating_sub(1).min(text.len());
        let column =
            (error.column() > 0).then(|| String::from_utf8_lossy(&text.as_bytes()[..bytes]).chars().count() + 1);
        at(Fault { column, ..Fault::new(message) })
    })
}

/// The answer to each of a few lines, the first of which is the `first`th of the input, in their order: JSON without a line end, and
/// whether something was found out at all.
///
/// Articles that are short go through the stages together, see [`extract_all`](crate::reading::extract_all).
pub fn answers<'a>(lines: impl IntoIterator<Item = (u64, &'a [u8])>, editors: &Editors) -> Vec<(String, bool)> {
    let given: Vec<(Value, Result<Article, Fault>)> = lines
        .into_iter()
        .map(|(number, line)| match read(line, number) {
            Ok(mut given) => {
                let id = std::mem::take(&mut given.id);
                let article = Article::new(given).map(|article| article.called(&id));
                (id, article.map_err(|fault| Fault { line: Some(number), ..fault }))
            }
            Err(fault) => (id_of(line), Err(fault)),
        })
        .collect();
    let tasks: Vec<Task> = given.iter().filter_map(|(_, article)| Some(article.as_ref().ok()?.task())).collect();
    let mut analyses = analyses(&tasks, editors).into_iter();
    let answer = |(id, article): &(Value, Result<Article, Fault>)| match article {
        Err(fault) => (refusal(id, fault), false),
        Ok(article) => {
            let mut analysis = analyses.next().expect("one for each task");
            analysis.problems.extend(article.problems.clone());
            let answer = Answer { id, found: Extracted::new(&article.source, &analysis, editors) };
            (serde_json::to_string(&answer).expect("plain data serialises"), true)
        }
    };
    given.iter().map(answer).collect()
}

/// What a line gets that has no answer, as JSON without a line end.
pub fn refusal(id: &Value, error: &Fault) -> String {
    serde_json::to_string(&Refusal { id, error }).expect("plain data serialises")
}

/// The id on a line that is JSON but no article.
fn id_of(line: &[u8]) -> Value {
    let id = |mut line: Value| line.get_mut("id").map(Value::take);
    serde_json::from_slice(line).ok().and_then(id).unwrap_or_default()
}

/// An article as it is analysed.
struct Article {
    source: Source,
    file: ArticleFile,
    problems: Problems,
}

impl Article {
    fn new(given: Given) -> Result<Article, Fault> {
        let by_name = given.name.as_deref().and_then(load::format_of);
        let (text, format) = match (given.html, given.text) {
            (Some(Html::Page(page)), _) => (page, Format::Html),
            (Some(Html::Is(true)), Some(text)) => (text, Format::Html),
            (_, Some(text)) => (text, by_name.unwrap_or(Format::Text)),
            (_, None) => return Err(Fault::new("there is neither `text` nor `html`")),
        };
        let limit = load::limit_of(format);
        if text.len() as u64 > limit {
            return Err(Fault::new(format!("this article is too large: at most {} MiB are read", limit >> 20)));
        }
        let name = match given.name {
            Some(name) if name.trim().is_empty() => return Err(Fault::new("`name` is empty")),
            Some(name) => name.replace('\\', "/"),
            None => NAMELESS.to_owned(),
        };
        let mut problems = Problems::default();
        let date = given.date.filter(|date| !date.trim().is_empty()).and_then(|date| {
            let report = |label: String| {
                let problem = Diagnostic::warning("date-unreadable", format!("cannot read the date `{date}`"));
                problems.push(problem.in_file(name.as_str()).label(label));
            };
            parsing::date(&date).map_err(report).ok()
        });
        let url = given.url.filter(|url| !url.is_empty()).filter(|url| {
            let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
            if !is_web {
                let problem = Diagnostic::warning("unsafe-url", format!("`{url}` is no web address"));
                problems.push(problem.in_file(name.as_str()).hint("start it with `https://` or `http://`"));
            }
            is_web
        });
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let stated = Stated { title: said(given.title), date, outlet: said(given.outlet), url };
        let source = load::clean(Source::new(name.as_str(), text), &mut problems);
        let stated = (stated != Stated::default()).then(|| Box::new(stated));
        Ok(Article { source, file: ArticleFile { stated, ..ArticleFile::new(name, format) }, problems })
    }

    /// The same under its id, if it has no name: so the ids of its statements are its own. No date is read from an id.
    fn called(mut self, id: &Value) -> Article {
        if self.file.path == NAMELESS {
            let id = match id {
                Value::String(id) => slug(id),
                Value::Null => String::new(),
                other => slug(&other.to_string()),
            };
            self.file.page = Some(id).filter(|id| !id.is_empty());
        }
        self
    }

    fn task(&self) -> Task<'_> {
        Task { source: &self.source, file: &self.file, year: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(line: &Value) -> Value {
        let (answer, found) = answers([(1, line.to_string().as_bytes())], &Editors::default()).remove(0);
        assert!(found, "{answer}");
        serde_json::from_str(&answer).expect("JSON")
    }

    const TEXT: &str =
        "Bridge opens\n\nVELIN, May 2 (Velin Wire) - “It is ready,” Ana Ruiz, the mayor, said on Friday.\n";

    #[test]
    fn what_a_line_states_takes_the_place_of_front_matter() {
        let text = format!("---\ndate: 1999-01-01\ntitle: Old\n---\n{TEXT}");
        let line = json!({"id": "a/1", "text": text, "date": "2021-05-02", "outlet": "Quay Post", "url": "https://quay.example/1"});
        let found = found(&line);
        assert_eq!((&found["date"]["value"], &found["outlet"]), (&json!("2021-05-02"), &json!("Quay Post")));
        assert_eq!((&found["id"], &found["title"]), (&json!("a/1"), &json!("Old")));
        assert_eq!(found["statements"][0]["speaker"], "Ana Ruiz");
    }

    #[test]
    fn spans_count_characters_of_the_text_as_given() {
        let line = json!({"text": TEXT});
        let found = found(&line);
        let span = &found["statements"][0]["spans"][0];
        let (start, end) = (span[0].as_u64().expect("a number"), span[1].as_u64().expect("a number"));
        let words: String = TEXT.chars().skip(start as usize).take((end - start) as usize).collect();
        assert_eq!(words, "It is ready");
        assert_eq!(found["id"], Value::Null);
    }

    #[test]
    fn the_same_words_under_two_ids_are_two_statements() {
        let id = |id: u64| found(&json!({"id": id, "text": TEXT}))["statements"][0]["id"].clone();
        assert_eq!(id(1), id(1));
        assert_ne!(id(1), id(2));
    }

    #[test]
    fn a_page_is_read_as_one() {
        let page =
            "<html><body><article><h1>Bridge opens</h1><p>“It is ready,” Ana Ruiz said.</p></article></body></html>";
        assert_eq!(found(&json!({"html": page}))["statements"][0]["speaker"], "Ana Ruiz");
        assert_eq!(found(&json!({"html": true, "text": page}))["statements"][0]["speaker"], "Ana Ruiz");
        assert_eq!(found(&json!({"name": "a.html", "text": page}))["statements"][0]["speaker"], "Ana Ruiz");
    }

    #[test]
    fn a_date_that_cannot_be_read_is_told_and_not_used() {
        let found = found(&json!({"text": "A bridge\n\nIt is long.", "date": "the day before", "url": "javascript:a"}));
        let codes: Vec<&str> =
            found["problems"].as_array().expect("a list").iter().filter_map(|one| one["code"].as_str()).collect();
        assert!(codes.contains(&"date-unreadable") && codes.contains(&"unsafe-url"), "{codes:?}");
        assert_eq!(found["date"], Value::Null);
    }

    #[test]
    fn a_line_that_is_no_article_says_where_and_why() {
        let fault = read("{\"id\": \"ž\", \"text\": nothing}".as_bytes(), 12).expect_err("it is broken");
        assert_eq!((fault.line, fault.column), (Some(12), Some(22)), "{fault:?}");
        assert!(!fault.message.contains("line"), "{}", fault.message);
        assert_eq!(read(b"\xff", 3).expect_err("no text").column, Some(1));
        let lines: [&[u8]; 2] = [b"{\"id\": 1}", b"{\"id\": 2, \"text\": 3}"];
        let none = answers((7..).zip(lines), &Editors::default());
        let first = "{\"id\":1,\"error\":{\"message\":\"there is neither `text` nor `html`\",\"line\":7}}";
        assert_eq!(none[0], (first.to_owned(), false));
        assert!(
            none[1].0.starts_with("{\"id\":2,\"error\":{\"message\":\"invalid type") && !none[1].1,
            "{}",
            none[1].0
        );
    }
}
