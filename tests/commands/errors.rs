//! Every message as a person sees it.
//!
//! A fixture in `tests/errors/` is one text file: the files of an archive, each after a line `=== path`, and at its end, after
//! `=== stderr`, all that `onrecord build` says, or after `=== check` all that `onrecord check --all` prints, which lists facts too.
//! `UPDATE=1` writes what is said now. What needs more than a few small text files is tested
//! elsewhere, if at all: see [`ELSEWHERE`].

use crate::archive::Archive;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Codes that no archive of a few small text files brings about, and what they need.
const ELSEWHERE: [(&str, &str); 24] = [
    ("articles-gone", "an earlier build"),
    ("broken-encoding", "bytes that are no text"),
    ("control-characters", "bytes that are no text"),
    ("file-name", "a name that the file system refuses"),
    ("front-matter-too-long", "a long file"),
    ("import-encrypted", "a file to import"),
    ("import-no-text", "a file to import"),
    ("import-only-links", "a file to import"),
    ("import-too-large", "a file to import"),
    ("import-unknown", "a file to import"),
    ("import-write", "a folder that cannot be written"),
    ("list-too-long", "a long list"),
    ("missing-string", "a report that names every word of the interface"),
    ("no-cache", "a folder that cannot be written"),
    ("no-regular-file", "a pipe"),
    ("not-text", "bytes that are no text"),
    ("not-utf-8", "bytes that are no text"),
    ("redaction-leak", "a site with what is hidden in it"),
    ("site-size", "a very large site"),
    ("symlink-outside", "a link"),
    ("symlinked-folder", "a link"),
    ("too-large", "a very large file"),
    ("unreadable", "a file that may not be read"),
    ("unsafe-url", "an address in a line of JSON"),
];

/// A fixture taken apart: the files, the name of its last part, and what is expected to be said.
struct Fixture {
    path: std::path::PathBuf,
    /// All but the last part, as it stands in the file.
    given: String,
    files: Vec<(String, String)>,
    command: String,
    expected: String,
}

fn fixtures() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let fixture = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let mut files: Vec<(String, String)> = text
            .split("=== ")
            .skip(1)
            .map(|part| part.split_once('\n').unwrap_or((part, "")))
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect();
        let (command, expected) = files.pop().expect("a fixture has parts");
        let given = text.split(&format!("=== {command}\n")).next().unwrap_or_default().to_owned();
        Fixture { path, given, files, command, expected }
    };
    paths.into_iter().map(fixture).collect()
}

impl Fixture {
    fn archive(&self) -> Archive {
        let files: Vec<(&str, &str)> = self.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        Archive::new(&files)
    }

    fn said(&self) -> String {
        let archive = self.archive();
        let (status, said) = match self.command.as_str() {
            "stderr" => archive.run(&["build"]),
            "check" => {
                let output = archive.command(&["check", "--all"]).output().unwrap();
                (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
            }
            other => panic!("{} ends with `{other}`: expected `stderr` or `check`", self.path.display()),
        };
        format!("{}\nexit status {status}\n", said.trim_end())
    }

    /// The codes of all that `check` reports.
    fn codes(&self) -> BTreeSet<String> {
        let output = self.archive().command(&["check", "--format", "json"]).output().unwrap();
        let code =
            |line: &str| Some(serde_json::from_str::<serde_json::Value>(line).ok()?["code"].as_str()?.to_owned());
        String::from_utf8(output.stdout).unwrap().lines().filter_map(code).collect()
    }
}

#[test]
fn every_message_says_where_what_and_what_to_do() {
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let said = fixture.said();
        if said == fixture.expected {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&fixture.path, format!("{}=== {}\n{said}", fixture.given, fixture.command)).unwrap();
        } else {
            wrong.push(format!("{}\n--- expected\n{}--- said\n{said}", fixture.path.display(), fixture.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_code_of_the_source_has_its_report() {
    let mut codes = BTreeSet::new();
    in_source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
    assert!(codes.len() > 60, "{codes:?}");
    let reported: BTreeSet<String> = fixtures().iter().flat_map(Fixture::codes).collect();
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(code, _)| *code).collect();
    let without: Vec<&String> =
        codes.iter().filter(|code| !reported.contains(*code) && !elsewhere.contains(code.as_str())).collect();
    assert!(without.is_empty(), "write a fixture for each of {without:?}");
    let needless: Vec<&&str> =
        elsewhere.iter().filter(|code| reported.contains(**code) || !codes.contains(**code)).collect();
    assert!(needless.is_empty(), "no exception is needed for {needless:?}");
}

/// Collects the codes that the sources below a folder give to diagnostics, tests apart.
fn in_source(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            in_source(&path, codes);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            for before in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::info(", "let code = "] {
                codes.extend(text.split(before).skip(1).filter_map(literal));
            }
        }
    }
}

/// The text in quotation marks that something begins with.
fn literal(text: &str) -> Option<String> {
    text.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned)
}
