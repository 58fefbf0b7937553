//! Who speaks: the passages of `tests/speakers/`, how many of their speakers are found and how many are wrong.

#![allow(clippy::print_stdout, clippy::print_stderr)] // the rates are the point of this test

use onrecord::article::{Analysis, ArticleFile, Format};
use onrecord::people::PersonKind;
use onrecord::render::Templates;
use onrecord::source::Source;
use onrecord::statements::Statement;
use onrecord::{Input, analyse};
use std::path::Path;

/// Of the statements whose speaker has a name, how many must be tied to somebody, in per cent.
const RESOLVED_FLOOR: usize = 95;
/// Of all statements that are tied to a name, how many may be tied to a wrong one, in per cent.
const WRONG_CEILING: usize = 2;

/// A passage with its expectations.
struct Passage {
    name: String,
    language: String,
    text: String,
    /// The first words of a statement, and the speaker.
    expected: Vec<(String, String)>,
}

#[derive(Debug, Default)]
struct Score {
    named: usize,
    resolved: usize,
    wrong: usize,
    complaints: Vec<String>,
}

#[test]
fn speakers_are_found_and_hardly_ever_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/speakers");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let passages: Vec<Passage> = files
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("it is text");
            let stem = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            // Files in other languages are called by their tags.
            let language = if stem.len() == 2 { stem } else { "en".to_owned() };
            read(&text).into_iter().map(move |passage| Passage { language: language.clone(), ..passage })
        })
        .collect();
    assert!(passages.len() >= 60, "{} passages", passages.len());
    let mut score = Score::default();
    for passage in &passages {
        check(passage, &mut score);
    }
    let Score { named, resolved, wrong, complaints } = score;
    for complaint in &complaints {
        println!("{complaint}");
    }
    println!("{} passages, {named} named speakers: {resolved} resolved, {wrong} wrong", passages.len());
    assert!(resolved * 100 >= named * RESOLVED_FLOOR, "too few resolved");
    assert!(wrong * 100 <= named * WRONG_CEILING, "too many wrong");
}

fn read(text: &str) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("=== ").and_then(|line| line.strip_suffix(" ===")) {
            passages.push(Passage {
                name: name.to_owned(),
                language: String::new(),
                text: String::new(),
                expected: Vec::new(),
            });
            continue;
        }
        let passage = passages.last_mut().expect("a passage begins with its name");
        match line.strip_prefix("> ").and_then(|line| line.rsplit_once(" = ")) {
            Some((words, speaker)) => passage.expected.push((words.trim().to_owned(), speaker.trim().to_owned())),
            None => passage.text.extend([line, "\n"]),
        }
    }
    passages
}

fn check(passage: &Passage, score: &mut Score) {
    let head = format!("---\ntitle: Notes of the week\nlanguage: {}\n---\n\n", passage.language);
    let analysis = analysed(&(head + &passage.text));
    for (words, expected) in &passage.expected {
        let found = speaker(&analysis, words);
        let named = !matches!(expected.as_str(), "~" | "?");
        score.named += usize::from(named);
        let complaint = match found {
            Some(Some(speaker)) if speaker == *expected => {
                score.resolved += usize::from(named);
                continue;
            }
            Some(None) | None if !named => continue,
            Some(Some(speaker)) => {
                score.wrong += 1;
                format!("wrong: {speaker}")
            }
            Some(None) => "unresolved".to_owned(),
            None => "no statement found".to_owned(),
        };
        score.complaints.push(format!("{}: \"{words}\" should be {expected}, {complaint}", passage.name));
    }
}

fn analysed(text: &str) -> Analysis {
    let input = Input {
        settings: Default::default(),
        authorities: Default::default(),
        templates: Templates::default(),
        statics: Vec::new(),
    };
    let source = Source::new("passage.txt", text);
    let file = ArticleFile { path: "passage.txt".to_owned(), format: Format::Text, notes: None };
    analyse(&source, &file, &input, None)
}

/// The speaker of the statement with these words: the name, or `None` for one without; outside, whether there is the statement.
fn speaker(analysis: &Analysis, words: &str) -> Option<Option<String>> {
    let plain = &analysis.body.plain;
    let holds = |statement: &&Statement| statement.words(plain).contains(words);
    let statement = analysis.statements.iter().filter(holds).min_by_key(|one| one.extent().len())?;
    let name = |who: &u32| {
        let person = &analysis.people[*who as usize];
        (person.kind != PersonKind::Unnamed).then(|| person.name.clone())
    };
    let names: Vec<String> = statement.speaker.iter().chain(&statement.together).filter_map(name).collect();
    Some((!names.is_empty()).then(|| names.join(" and ")))
}

#[test]
fn an_office_in_a_headline_is_its_first_holder_in_the_text() {
    let analysis = analysed(
        "Tunnel will open in May, says top engineer\n\nThe tunnel will open in May, the top engineer Bela Korda said on Friday.\n",
    );
    assert_eq!(speaker(&analysis, "Tunnel will open in May"), Some(Some("Bela Korda".to_owned())));
}
