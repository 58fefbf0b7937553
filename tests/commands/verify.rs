//! `verify`: a draft against the archive.

use crate::archive::Archive;
use serde_json::Value;

const TRANSCRIPT: &str = "---\ntitle: Press conference\ndate: 2023-04-03\n---\n\n\
RUIZ: We will not open the bridge in May, whatever it costs, because the cables are late.\n\n\
QUESTION: What about the ferry?\n\n\
RUIZ: The ferry sails until 12 June. Nobody shall pay a toll as long as I am mayor.\n\n\
QUESTION: And then?\n\n\
RUIZ: Then we shall see how the town likes its new road over the water.\n";
const REPORT: &str = "---\ntitle: Bridge late\ndate: 2023-04-03\n---\n\n\
“Nobody shall pay a toll,” said Ana Ruiz, the mayor. “We will open the bridge in May,” Ms. Ruiz said.\n\n\
“The harbour needs dredging before the winter storms,” said Ole Lund, a pilot.\n";
const DRAFT: &str = "Our town this week\n\n\
“The harbour needs dredging before the winter storms,” said Ole Lund.\n\n\
“The ferry sails until 13 June,” said Ana Ruiz.\n\n\
“The harbour needs dredging before the winter storms,” said Eva Berg.\n\n\
“The moon is made of green cheese and rye,” said Ole Lund.\n";

fn archive() -> Archive {
    Archive::new(&[
        ("seeds/press.txt", TRANSCRIPT),
        ("seeds/report.md", REPORT),
        ("people.yaml", "- {name: Ana Ruiz, aliases: [Ruiz]}\n"),
        ("draft.md", DRAFT),
    ])
}

fn rows(archive: &Archive, arguments: &[&str]) -> (Option<i32>, Vec<Value>) {
    let output = archive.command(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn each_quotation_of_a_draft_is_found_altered_somebody_elses_or_nowhere() {
    let archive = archive();
    let (status, rows) = rows(&archive, &["verify", "draft.md", "--format", "json"]);
    let verdicts: Vec<&str> = rows.iter().map(|row| row["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["verbatim", "altered", "other-speaker", "nowhere"], "{rows:#?}");
    assert_eq!(status, Some(1));
    assert_eq!(rows.iter().map(|row| row["line"].as_u64().unwrap()).collect::<Vec<_>>(), [3, 5, 7, 9]);
    assert!(rows[1]["difference"].as_str().unwrap().contains("[-13 June-] {+12 June.+}"), "{}", rows[1]);
    assert_eq!(rows[2]["statement"]["speaker"], "Ole Lund");
    assert_eq!(rows[3]["statement"], Value::Null);
    assert!(!archive.path("public").exists());
}

#[test]
fn a_draft_that_quotes_as_the_archive_does_is_fine() {
    let archive = archive();
    std::fs::write(archive.path("draft.md"), DRAFT.split("“The ferry").next().unwrap()).unwrap();
    let output = archive.command(&["verify", "draft.md"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("draft.md:3:") && text.contains("word for word"), "{text}");
}

#[test]
fn lines_above_the_headline_of_a_draft_are_looked_at_too() {
    let archive = archive();
    archive.write("draft.txt", "Draft\n\nMinister Lund wrote of “green cheese and rye bread”.\n\nAna Ruiz said “Nobody shall pay a toll”.\n\nA third line of \
         the draft that is as long as those which a paragraph of a newspaper has, so that it is taken for the text.\n");
    let (_, rows) = rows(&archive, &["verify", "draft.txt", "--format", "json"]);
    let lines: Vec<(u64, &str)> =
        rows.iter().map(|row| (row["line"].as_u64().unwrap(), row["verdict"].as_str().unwrap())).collect();
    assert_eq!(lines, [(3, "nowhere"), (5, "verbatim")], "{rows:#?}");
}

#[test]
fn quotations_are_set_beside_the_transcript_of_the_day_and_check_lists_altered_ones() {
    let archive = archive();
    assert_eq!(archive.run(&["build"]).0, 0);
    let data = std::fs::read_to_string(archive.path("public/data/statements.jsonl")).unwrap();
    let said = |words: &str| {
        let mut rows = data.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.find(|row| row["article"] == "report" && row["words"].as_str().unwrap().contains(words)).unwrap()
    };
    assert_eq!(said("pay a toll")["on_record"], "verbatim");
    assert_eq!(said("open the bridge")["on_record"], "altered");
    let page = std::fs::read_to_string(archive.path("public/articles/report.html")).unwrap();
    assert!(page.contains("Transcript") && page.contains("{+not+}"), "{page}");
    let page = std::fs::read_to_string(archive.path("public/articles/press.html")).unwrap();
    assert!(page.contains("Quoted"), "{page}");
    let output = archive.command(&["check", "--only", "links"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("Ana Ruiz is not quoted as in seeds/press.txt: We will {+not+} open the bridge in May"),
        "{text}"
    );
}

#[test]
fn words_that_were_turned_round_are_altered_though_each_of_them_stands_there() {
    let archive = Archive::new(&[
        (
            "seeds/repair.md",
            "---\ntitle: Repair row\ndate: 2024-01-08\n---\n\n\
             Agnes Thorvald, the minister, said the repair would not cost taxpayers “a single silver crown”.\n\n\
             Karl Orr denied that the plan was “dead and buried for good”.\n\n\
             “I will never call the mayor a stubborn old fool,” Ole Lund said.\n",
        ),
        (
            "draft.md",
            "Our week\n\n\
             Agnes Thorvald said taxpayers would pay “a single silver crown”.\n\n\
             Agnes Thorvald said it would not cost them “a single silver crown”.\n\n\
             Karl Orr said the plan was “dead and buried for good”.\n\n\
             Karl Orr denied that it was “dead and buried for good”.\n\n\
             “Call the mayor a stubborn old fool,” Ole Lund said.\n\n\
             She had called the dam “perfectly safe”.\n",
        ),
    ]);
    let (status, rows) = rows(&archive, &["verify", "draft.md", "--format", "json"]);
    let verdicts: Vec<&str> = rows.iter().map(|row| row["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["altered", "verbatim", "altered", "verbatim", "altered"], "{rows:#?}");
    assert_eq!(status, Some(1));
    assert_eq!(rows[2]["difference"], "[-said-] {+denied+}");
    let (_, said) = archive.run(&["verify", "draft.md"]);
    assert!(said.contains("draft.md:13: “perfectly safe” was not looked for: it has too few words"), "{said}");
}
