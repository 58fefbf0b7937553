//! Whole short documents in fourteen genres: who says what in them, and that nobody else is said to.
//!
//! Each file of `tests/genres/` holds documents of one genre, written as `tests/speakers/README.md` tells, with their headline in the first
//! line. They are read as articles are, from end to end: an expectation that is not found counts, and so does a speaker whom the document
//! does not expect.

#![expect(clippy::disallowed_methods, reason = "the documents are files")]
#![allow(clippy::print_stdout)] // the rates are the point of this test

use onrecord::model::article::{ArticleFile, Format};
use onrecord::model::person::PersonKind;
use onrecord::model::statement::Statement;
use onrecord::{Editors, Source, analyse};
use std::collections::BTreeSet;
use std::path::Path;

/// Of the statements expected, how many must be found, in per cent.
const FOUND_FLOOR: usize = 98;
/// Of those with a named speaker, how many must be tied to that name, in per cent.
const RIGHT_FLOOR: usize = 93;
/// How many speakers may be named whom a document does not expect, a wrong one among them.
const OTHERS_CEILING: usize = 1;

/// One statement that a document holds.
struct Expected<'t> {
    /// Its first words, or some of them.
    words: &'t str,
    /// Its speaker; `~` for somebody without a name.
    speaker: &'t str,
}

#[derive(Default)]
struct Score {
    expected: usize,
    found: usize,
    named: usize,
    right: usize,
    others: usize,
    complaints: Vec<String>,
}

#[test]
fn documents_of_every_genre_are_read_from_end_to_end() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/genres");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 14, "a file for each genre");
    let mut whole = Score::default();
    for file in &files {
        let genre = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file).expect("it is text");
        let mut score = Score::default();
        for document in text.split("=== ").skip(1) {
            let (name, document) = document.split_once(" ===\n").expect("a document has a name");
            check(&format!("{genre}, {name}"), document, &mut score);
        }
        let Score { expected, found, named, right, others, .. } = score;
        println!("{genre:10} {found:3} of {expected:3} found, {right:3} of {named:3} names right, {others} others");
        for (sum, part) in [
            (&mut whole.expected, expected),
            (&mut whole.found, found),
            (&mut whole.named, named),
            (&mut whole.right, right),
            (&mut whole.others, others),
        ] {
            *sum += part;
        }
        whole.complaints.extend(score.complaints);
    }
    let Score { expected, found, named, right, others, complaints } = whole;
    println!("{}", complaints.join("\n"));
    println!("all        {found:3} of {expected:3} found, {right:3} of {named:3} names right, {others} others");
    assert!(found * 100 >= expected * FOUND_FLOOR, "{found} of {expected} found:\n{}", complaints.join("\n"));
    assert!(right * 100 >= named * RIGHT_FLOOR, "{right} of {named} right:\n{}", complaints.join("\n"));
    assert!(others <= OTHERS_CEILING, "{others} others:\n{}", complaints.join("\n"));
}

/// Reads a document and compares.
fn check(name: &str, document: &str, score: &mut Score) {
    let (expectations, text): (Vec<&str>, Vec<&str>) = document.lines().partition(|line| line.starts_with("> "));
    let expected: Vec<Expected> = expectations
        .iter()
        .map(|line| {
            let (words, speaker) = line[2..].rsplit_once(" = ").expect("an expectation has a speaker");
            Expected { words, speaker }
        })
        .collect();
    let text = format!("---\ndate: 2023-05-10\n---\n\n{}\n", text.join("\n").trim());
    let source = Source::new("document.txt", text.as_str());
    let file = ArticleFile::new("document.txt", Format::Text);
    let analysis = analyse(&source, &file, &Editors::default(), None);
    let plain = &analysis.body.plain;
    let names = |one: &Statement| {
        let who = one.speaker.iter().chain(&one.together).map(|who| &analysis.people[*who as usize]);
        who.filter(|who| who.kind != PersonKind::Unnamed).map(|who| who.name.clone()).collect::<Vec<_>>().join(" and ")
    };
    let mut known = BTreeSet::new();
    for Expected { words, speaker } in &expected {
        score.expected += 1;
        let holds = |one: &&Statement| one.words(plain).contains(words);
        let all = analysis.statements.iter().filter(holds);
        let Some(one) = all.min_by_key(|one| one.extent().len()) else {
            score.complaints.push(format!("{name}: not found `{words}` ({speaker})"));
            score.named += usize::from(*speaker != "~");
            continue;
        };
        score.found += 1;
        known.insert(one.id.clone());
        let found = names(one);
        if *speaker == "~" {
            if !found.is_empty() {
                score.others += 1;
                score.complaints.push(format!("{name}: `{words}` is {found}, not nobody"));
            }
            continue;
        }
        score.named += 1;
        if found == *speaker {
            score.right += 1;
        } else {
            score.others += usize::from(!found.is_empty());
            score.complaints.push(format!("{name}: `{words}` is `{found}`, not {speaker}"));
        }
    }
    let speakers: BTreeSet<&str> = expected.iter().map(|one| one.speaker).collect();
    for one in analysis.statements.iter().filter(|one| !known.contains(&one.id)) {
        let found = names(one);
        if !found.is_empty() && !speakers.contains(found.as_str()) {
            score.others += 1;
            score.complaints.push(format!("{name}: nobody expects {found} for `{}`", one.words(plain)));
        }
    }
}
