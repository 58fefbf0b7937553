//! Clippings in the habits of papers, agencies, mail programs, browsers and archives, pasted or saved as pages: what is read of each.
//!
//! Each file of `tests/clippings/` is a clipping whose lines have a margin: `|` is text of the article, `-` is none of it, and `~` may be
//! either, such as the headline. The lines after `=====` say what its facts are; a fact that is not named there is not looked at. Pages
//! lie in `tests/pages/`; there, words that are text of the article or none of it follow the facts.

#![expect(clippy::disallowed_methods, reason = "the clippings are files")]

use onrecord::model::article::{Analysis, ArticleFile, Format};
use onrecord::{Editors, Source, analyse};
use std::path::Path;

#[test]
fn every_clipping_has_its_facts_and_its_text() {
    let complaints = each("tests/clippings", 80, |name, clipping, expected| {
        let text: String = clipping.lines().map(|line| format!("{}\n", line.get(2..).unwrap_or_default())).collect();
        let analysis = read(name, &text, Format::Text);
        facts(&analysis, expected.lines()).into_iter().chain(lines(&analysis, clipping)).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_page_has_its_facts_and_its_text() {
    let complaints = each("tests/pages", 25, |name, page, expected| {
        let is_words = |line: &&str| line.starts_with(['|', '-']);
        let words: Vec<&str> = expected.lines().filter(is_words).collect();
        let analysis = read(name, page, Format::Html);
        let odd = facts(&analysis, expected.lines().filter(|line| !is_words(line)));
        odd.into_iter().chain(lines(&analysis, &words.join("\n"))).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// What is odd about each file of a folder, of its text and what is expected of it.
fn each(folder: &str, least: usize, look: impl Fn(&str, &str, &str) -> Vec<String>) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.sort();
    assert!(files.len() >= least, "{} files", files.len());
    let mut complaints = Vec::new();
    for file in &files {
        let whole = std::fs::read_to_string(file).expect("it is text");
        let (text, expected) = whole.split_once("\n=====\n").expect("it has expectations");
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        complaints.extend(look(&name, text, expected).into_iter().map(|what| format!("{name}: {what}")));
    }
    complaints
}

fn read(name: &str, text: &str, format: Format) -> Analysis {
    analyse(&Source::new(name, text), &ArticleFile::new(name, format), &Editors::default(), None)
}

/// What differs of the facts.
fn facts<'a>(analysis: &Analysis, expected: impl Iterator<Item = &'a str>) -> Vec<String> {
    let article = &analysis.article;
    let mut odd = Vec::new();
    for line in expected {
        let (fact, wanted) = line.split_once(':').expect("a fact has a name");
        let found = match fact {
            "title" => article.title.clone(),
            "date" => article.published.when.map_or_else(|| "undated".to_owned(), |when| when.to_string()),
            "outlet" => article.outlet.clone().unwrap_or_default(),
            "place" => article.place.clone().unwrap_or_default(),
            "authors" => article.authors.join(", "),
            _ => panic!("no fact is called {fact}"),
        };
        if found != wanted.trim() {
            odd.push(format!("{fact} is `{found}`, not `{}`", wanted.trim()));
        }
    }
    odd
}

/// What is kept of the lines that are no text, and missing of those that are.
fn lines(analysis: &Analysis, clipping: &str) -> Vec<String> {
    let plain = one_space(&analysis.body.plain);
    let mut odd = Vec::new();
    let text: Vec<&str> = clipping.lines().filter(|line| !line.starts_with('-')).collect();
    for line in clipping.lines().filter(|line| line.contains(char::is_alphanumeric)) {
        let (margin, words) = line.split_at(1);
        let words = one_space(words);
        // A short line may stand in the text as well.
        let elsewhere = || text.iter().any(|line| one_space(line).contains(&words));
        let is_there = plain.contains(&words) || margin == "|" && plain.contains(words.trim_end_matches('-'));
        match margin {
            "|" if !is_there => odd.push(format!("lost `{words}`")),
            "-" if is_there && !elsewhere() => odd.push(format!("kept `{words}`")),
            _ => {}
        }
    }
    odd
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
