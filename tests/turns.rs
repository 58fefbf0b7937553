//! Transcripts and interviews in the ways in which they are written down: every turn with its words, its speaker and its question.
//!
//! Each file of `tests/turns/` is an article. Its last lines, behind `=====`, are its turns in order: `speaker | first words`, with
//! `~` for somebody without a name. Where a question comes before the turn, it is `speaker | question | first words`, as far as is written.

#![expect(clippy::disallowed_methods, reason = "the documents are files")]

use onrecord::model::article::{ArticleFile, Format};
use onrecord::model::person::PersonKind;
use onrecord::{Editors, Source, analyse};
use std::path::Path;

#[test]
fn every_turn_has_its_speaker_and_its_question() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/turns");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 30, "{} files", files.len());
    let mut complaints = Vec::new();
    for file in &files {
        let whole = std::fs::read_to_string(file).expect("it is text");
        let (text, expected) = whole.split_once("\n=====\n").expect("it has expectations");
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let expected: Vec<&str> = expected.lines().filter(|line| !line.is_empty()).collect();
        let found = turns(&name, text);
        for at in 0..expected.len().max(found.len()) {
            let (wanted, got) = (expected.get(at).copied().unwrap_or("nothing"), found.get(at).map(String::as_str));
            if !got.is_some_and(|got| got.starts_with(wanted)) {
                complaints.push(format!("{name}: `{}`, not `{wanted}`", got.unwrap_or("nothing")));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The turns that are found in a file, as expectations write them.
fn turns(name: &str, text: &str) -> Vec<String> {
    let format = match name.rsplit('.').next() {
        Some("html") => Format::Html,
        Some("md") => Format::Markdown,
        _ => Format::Text,
    };
    let source = Source::new(name, text);
    let analysis = analyse(&source, &ArticleFile::new(name, format), &Editors::default(), None);
    let plain = &analysis.body.plain;
    let mut turns = Vec::new();
    for statement in analysis.statements.iter().filter(|one| !one.headline && !one.nested) {
        let speaker = statement.speaker.map(|who| &analysis.people[who as usize]);
        let speaker = speaker.filter(|who| who.kind != PersonKind::Unnamed).map_or("~", |who| &who.name);
        // The question stands first, so that the first words of both are enough.
        let question = statement.question.map(|asked| format!("{} | ", asked.of(plain))).unwrap_or_default();
        turns.push(format!("{speaker} | {question}{}", statement.words(plain)));
    }
    turns
}
