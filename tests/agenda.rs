//! What `check` tells an editor to do: every line that it offers is added to its file, and its row is gone.

#![allow(clippy::unwrap_used, reason = "a step that fails fails its test")]
#![expect(clippy::disallowed_methods, reason = "an archive is files")]

use onrecord::{Agenda, Choice, Row, Subject};
use onrecord::{Level, Made, Workspace};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

type Files = BTreeMap<String, String>;

/// An archive with one of each cause.
fn archive() -> Files {
    let wire = |title: &str, day: u32, text: &str| {
        format!("---\ntitle: {title}\ndate: 2023-04-{day:02}\noutlet: Quay Post\nlanguage: en\n---\n\n{text}\n")
    };
    let files = [
        // A pronoun that may mean either of two.
        ("seeds/talks.md", wire("Talks", 1, "Mateo Ruiz, the mayor, met Paul Okafor, the minister. He said the ferry would sail again.\n\nThe two men talked for hours. “It was a good day,” he said.")),
        // A surname that two of the archive have.
        ("seeds/one.md", wire("One", 2, "“The quay is ready,” said Olga Brandt, the harbour master.")),
        ("seeds/two.md", wire("Two", 3, "“The quay is late,” said Karl Brandt, a fisherman.")),
        ("seeds/bare.md", wire("Bare", 4, "“The quay is dear,” Brandt said.\n\n“It is dear indeed,” Brandt said.")),
        // A surname that two of one article have, and a pronoun that means nobody.
        ("seeds/both.md", wire("Both", 8, "Ana Sand and Per Sand met on the quay. “It is high tide,” Sand said.")),
        ("seeds/pronoun.md", wire("Pronoun", 9, "The town is quiet. “It is quiet,” he said.")),
        // Words that name nobody.
        ("seeds/office.md", wire("Office", 5, "“Nothing is decided,” the harbour inspector said. The inspector of the quay said it would take long.")),
        // The same words, given to two people.
        ("seeds/toll.md", wire("Toll", 10, "“Nobody shall ever pay a toll on the bridge across the harbour,” said Ines Falk, a councillor.")),
        ("seeds/tolls.md", wire("Tolls", 11, "“Nobody shall ever pay a toll on the bridge across the harbour,” said Rolf Adler, a councillor.")),
        // A name in two forms.
        ("seeds/form.md", wire("Form", 6, "“We will see,” said Ole G. Lund, a teacher.")),
        ("seeds/other.md", wire("Other", 7, "“We have seen,” said O. G. Lund, a teacher.")),
        // No date, and an inferred one.
        ("seeds/undated.txt", "Harbour news\n\nThe town is quiet, Olga Brandt said.\n".to_owned()),
        ("seeds/inferred.txt", "Harbour opens\n\nLARKHAVEN, April 3. /QNA/. The harbour opened on Monday, Olga Brandt said. In 2023 it was rebuilt.\n".to_owned()),
        // A note whose words are gone.
        ("seeds/one.notes.yaml", "- quote: The quay was ready\n  body: It was not.\n".to_owned()),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

fn check(files: &Files) -> Made {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path: &Path = &folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Workspace::open(folder.path()).unwrap().check(&()).unwrap()
}

fn pasted(files: &Files, choice: &Choice) -> Files {
    let mut files = files.clone();
    for line in &choice.lines {
        let file = files.entry(line.file.clone()).or_default();
        file.push_str(&line.text);
        file.push('\n');
    }
    files
}

fn settles(agenda: &Agenda, subject: Subject) -> usize {
    agenda.rows.iter().filter(|row| row.subject == subject).map(|row| row.settles).sum()
}

#[test]
fn every_line_that_check_offers_settles_its_row() {
    let files = archive();
    let before = check(&files);
    let errors = before.problems.count(Level::Error);
    let mut tried: BTreeMap<Subject, usize> = BTreeMap::new();
    for row in &before.agenda.rows {
        for choice in &row.choices {
            let after = check(&pasted(&files, choice));
            assert_eq!(after.problems.count(Level::Error), errors, "{choice:?}: {:?}", after.problems);
            let same = |other: &&Row| other.subject == row.subject && other.what == row.what;
            assert_eq!(after.agenda.rows.iter().find(same), None, "{choice:?}");
            let (was, is) = (settles(&before.agenda, row.subject), settles(&after.agenda, row.subject));
            assert!(is + row.settles <= was, "{}: {was} open, then {is}: {choice:?}", row.what);
            *tried.entry(row.subject).or_default() += 1;
        }
    }
    let whats: Vec<&str> = before.agenda.rows.iter().map(|row| row.what.as_str()).collect();
    assert!(tried[&Subject::Dates] >= 2 && tried[&Subject::People] >= 2, "{whats:?}");
    assert!(tried[&Subject::Speakers] >= 4, "{whats:?}");
}

#[test]
fn no_line_gives_a_pronoun_as_a_role_and_rows_come_by_what_they_settle() {
    let agenda = check(&archive()).agenda;
    for row in &agenda.rows {
        for line in row.choices.iter().flat_map(|choice| &choice.lines) {
            assert!(!line.text.contains("roles:"), "{line:?}");
        }
    }
    for subject in Subject::ALL {
        let settles: Vec<usize> =
            agenda.rows.iter().filter(|row| row.subject == subject).map(|row| row.settles).collect();
        assert!(settles.is_sorted_by(|a, b| a >= b), "{subject:?}: {settles:?}");
    }
    assert!(agenda.open > 0 && agenda.open < agenda.statements);
}

#[test]
fn two_names_that_are_two_people_are_not_asked_about_again() {
    let mut files = archive();
    let before = check(&files);
    assert!(before.agenda.rows.iter().any(|row| row.subject == Subject::People));
    files.insert("people.yaml".to_owned(), "- {name: O. G. Lund, not: [Ole G. Lund]}\n".to_owned());
    let after = check(&files);
    assert!(after.agenda.rows.iter().all(|row| row.subject != Subject::People), "{:?}", after.agenda.rows);
}
