//! Reads archives.yaml, and the statements of the archives that it names. Another archive's file is read whole or not at all: half of it
//! would look like all of it.

use crate::model::elsewhere::{ArchiveEntry, Elsewhere, Found};
use crate::model::statement::{Act, Polarity};
use crate::parsing::settings::site_url;
use crate::parsing::yaml::{self, Fields, Node, Value};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::{Source, Span, without_controls};
use serde::Deserialize;

/// Most archives.
const ARCHIVES: usize = 100;
/// The keys of an entry.
const KEYS: [&str; 3] = ["name", "data", "url"];

/// The entries of the file that can be used.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Vec<ArchiveEntry> {
    let items = match yaml::read(source) {
        Ok(Node { value: Value::Null, .. }) => return Vec::new(),
        Ok(Node { value: Value::List(items), .. }) => items,
        Ok(root) => {
            let message = format!("archives should be a list, this is {}", root.describe());
            problems.push(Diagnostic::error("wrong-type", message).at(source, root.span));
            return Vec::new();
        }
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    if let Some(more) = items.get(ARCHIVES) {
        let message = format!("an archive reads at most {ARCHIVES} others; this one and those after it are left out");
        problems.push(Diagnostic::error("bad-value", message).at(source, more.span));
    }
    items.iter().take(ARCHIVES).filter_map(|item| entry(source, item, problems)).collect()
}

fn entry(source: &Source, item: &Node, problems: &mut Problems) -> Option<ArchiveEntry> {
    let fields = Fields::new(source, item, "archive", &KEYS, problems)?;
    let (name, data) = (fields.required("name", problems), fields.required("data", problems));
    let address = fields.required("url", problems)?;
    let span = |key: &str| fields.get(key).map_or(fields.span(), |node| node.span);
    let Some(url) = site_url(&address) else {
        let message = format!("`{address}` is not a web address");
        problems.push(
            Diagnostic::error("bad-value", message)
                .at(source, span("url"))
                .label("expected an address such as `https://example.org/archive/`"),
        );
        return None;
    };
    let data = data?.replace('\\', "/");
    let inside = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(':');
    if !data.trim_end_matches('/').split('/').all(inside) {
        problems.push(
            Diagnostic::error("bad-value", "`data` is not a folder inside this archive")
                .at(source, span("data"))
                .label("expected a path relative to the folder of `book.toml`, without `..`")
                .hint("download the other site's `data` folder into this archive"),
        );
        return None;
    }
    Some(ArchiveEntry { name: name?, data: data.trim_end_matches('/').to_owned(), url })
}

/// What is read of a line of `statements.jsonl`; it has more.
#[derive(Deserialize)]
struct Line {
    id: String,
    page: String,
    words: String,
    act: Act,
    polarity: Polarity,
    speaker: Option<String>,
    said_on: Option<String>,
}

/// Adds the statements of another archive. Nothing of it, if a line cannot be read.
pub(crate) fn statements(entry: &ArchiveEntry, source: &Source, elsewhere: &mut Elsewhere, problems: &mut Problems) {
    let mut read = Vec::new();
    let mut start = 0;
    for text in source.text.split_inclusive('\n') {
        let (at, line) = (start, text.trim_end());
        start += text.len();
        if line.is_empty() {
            continue;
        }
        match serde_json::from_str::<Line>(line) {
            Ok(found) if is_page(&found.page) => read.push(found),
            Ok(found) => {
                let place = line.find(&found.page).map_or(0..line.len(), |place| place..place + found.page.len());
                let problem = Diagnostic::error("archive-data", "`page` is not a page of that site")
                    .at(source, Span::new(at + place.start, at + place.end));
                problems.push(problem.hint(LEFT_OUT));
                return;
            }
            Err(error) => {
                let column = error.column().saturating_sub(1).min(line.len());
                let column = (0..=column).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
                let end = line[column..].chars().next().map_or(column, |letter| column + letter.len_utf8());
                let text = error.to_string();
                let what = text.split(" at line ").next().unwrap_or_default().to_owned();
                let problem =
                    Diagnostic::error("archive-data", format!("this is no statement of an Onrecord site: {what}"))
                        .at(source, Span::new(at + column, at + end));
                problems.push(problem.hint(LEFT_OUT));
                return;
            }
        }
    }
    for line in read {
        let clean = |text: String| without_controls(&text).into_owned();
        let found = Found {
            archive: entry.name.clone(),
            address: format!("{}{}", entry.url, line.page),
            id: clean(line.id),
            speaker: line.speaker.map(clean),
            said_on: line.said_on.map(clean),
        };
        elsewhere.add(&line.words, line.act, line.polarity, found);
    }
}

const LEFT_OUT: &str = "nothing of this archive is used; download its `data` folder again";

/// Whether a path is one that Onrecord gives to pages: letters of a slug, and a fragment.
fn is_page(path: &str) -> bool {
    let (file, fragment) = path.split_once('#').unwrap_or((path, ""));
    let fits = |text: &str| {
        !text.contains(|letter: char| letter.is_control() || letter.is_whitespace() || "\"<>\\?:".contains(letter))
    };
    file.ends_with(".html")
        && fits(file)
        && fits(fragment)
        && file.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reported::Reported;
    use crate::model::statement::Kind;

    const LINE: &str = "{\"id\":\"s-1\",\"page\":\"articles/a.html#s-1\",\"words\":\"The bridge will open again in May\",\"act\":\"says\",\
        \"polarity\":\"said\",\"speaker\":\"Ana Ruiz\",\"said_on\":\"2023-04-03\",\"more\":[1]}";

    fn entries(text: &str) -> (Vec<ArchiveEntry>, Vec<String>) {
        let mut problems = Problems::default();
        let entries = read(&Source::new("archives.yaml", text), &mut problems);
        (entries, problems.0.iter().map(|problem| problem.code.to_string()).collect())
    }

    fn found(text: &str) -> (usize, Vec<String>) {
        let (entries, _) = entries("- {name: A, data: a/data, url: 'https://a.example'}\n");
        let (mut elsewhere, mut problems) = (Elsewhere::default(), Problems::default());
        statements(&entries[0], &Source::new("a/data/statements.jsonl", text), &mut elsewhere, &mut problems);
        let words =
            Reported::new("The bridge will open again in May.".into(), Kind::Indirect, Act::Says, Polarity::Said);
        (elsewhere.of(&words).len(), problems.0.iter().map(|problem| format!("{:?}", problem.place)).collect())
    }

    #[test]
    fn entries_name_a_folder_inside_and_an_address() {
        let (good, codes) = entries("- {name: A, data: archives/a/, url: 'https://a.example/x'}\n");
        assert_eq!((good[0].data.as_str(), good[0].url.as_str()), ("archives/a", "https://a.example/x/"));
        assert_eq!(codes, Vec::<String>::new());
        for data in ["../a", "/etc", "a//b", "C:/a", "a/../../b", "a\\..\\..\\b"] {
            assert_eq!(
                entries(&format!("- name: A\n  data: '{data}'\n  url: https://a.example\n")),
                (Vec::new(), vec!["bad-value".to_owned()])
            );
        }
        assert_eq!(entries("- {name: A, data: a, url: 'javascript:x'}\n").1, ["bad-value"]);
        assert_eq!(entries("- {name: A, url: 'https://a.example'}\n").1, ["missing-key"]);
        assert_eq!(entries("name: A\n").1, ["wrong-type"]);
        let many = "- {name: A, data: a, url: 'https://a.example'}\n".repeat(ARCHIVES + 1);
        assert_eq!(entries(&many).0.len(), ARCHIVES);
    }

    #[test]
    fn a_file_is_read_whole_or_not_at_all() {
        assert_eq!(found(&format!("{LINE}\n\n")), (1, Vec::new()));
        for broken in [
            "{",
            "[]",
            "null",
            "{\"id\":1}",
            "é\u{0}",
            &LINE.replace("articles/a.html", "https://evil.example/a.html"),
            &LINE.replace("articles/a", "../a"),
            &LINE.replace("a.html", "a.html\\\"onclick"),
        ] {
            let (found, places) = found(&format!("{LINE}\n{broken}\n"));
            assert_eq!((found, places.len()), (0, 1), "{broken}");
            assert!(places[0].contains("line: 2"), "{}", places[0]);
        }
    }
}
