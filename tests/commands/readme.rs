//! README.md as its reader meets it: the commands and files that stand in it, taken from it.

use crate::archive::Archive;
use std::path::Path;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The example in a fence of some language that holds a word.
fn example(language: &str, word: &str) -> String {
    let readme = readme();
    let fence = format!("```{language}\n");
    let mut blocks = readme.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next());
    blocks.find(|block| block.contains(word)).unwrap_or_else(|| panic!("no example with `{word}`")).to_owned()
}

#[test]
fn the_five_minutes_go_as_they_are_written() {
    let archive = Archive::new(&[("articles/bridge.txt", &example("text", "Mayor promises"))]);
    let commands = example("console", "onrecord init");
    let mut run = Vec::new();
    for command in commands.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let words: Vec<&str> = command.split(" #").next().unwrap().split_whitespace().collect();
        match words.as_slice() {
            ["onrecord", "serve", ..] | ["cargo", ..] => continue,
            ["onrecord", arguments @ ..] => {
                let (status, said) = archive.run(arguments);
                assert_eq!(status, 0, "{command}: {said}");
            }
            ["cp", from, to] => {
                assert_eq!(*from, "~/articles/*.txt");
                std::fs::copy(archive.path("articles/bridge.txt"), archive.path(&format!("{to}bridge.txt"))).unwrap();
            }
            _ => panic!("nobody plays `{command}`"),
        }
        run.push(words[1]);
    }
    assert_eq!(run, ["init", "~/articles/*.txt", "check", "build"]);
    assert!(archive.path("clippings/public/articles/bridge.html").is_file());
}

#[test]
fn the_newswire_text_needs_no_preparation() {
    let archive = Archive::new(&[("seeds/bridge.txt", &example("text", "Mayor promises"))]);
    archive.build();
    let data: serde_json::Value =
        serde_json::from_str(archive.read("public/data/articles.jsonl").lines().next().unwrap()).unwrap();
    let shown = data.to_string();
    for fact in ["Mayor promises the bridge will open in May", "2022-01-28", "Alder Wire", "Port Alder"] {
        assert!(shown.contains(fact), "{fact} in {shown}");
    }
    let page = archive.read("public/articles/bridge.html");
    assert!(
        page.contains("All news") && page.contains("Friday"),
        "left out and listed, the year with its reason: {page}"
    );
    let before_the_list = page.split("<details").next().unwrap();
    assert!(!before_the_list.contains("All news"), "not in the text");
}

#[test]
fn the_editors_files_of_the_guide_are_taken_without_a_warning() {
    let text = example("text", "Mayor promises");
    let with_facts = format!("{}\n\n{}", example("yaml", "outlet: Alder Wire"), text.replace("All news\n\n", ""));
    let archive = Archive::new(&[
        ("seeds/bridge.txt", &with_facts),
        ("seeds/bridge.notes.yaml", &example("yaml", "quote: will open in May")),
        ("people.yaml", &example("yaml", "name: Ana Ruiz")),
    ]);
    archive.build();
    let page = archive.read("public/articles/bridge.html");
    assert!(page.contains("The council had asked for <strong>April</strong>"), "{page}");
    assert!(archive.read("public/people/ana-ruiz.html").contains("mayor of Port Alder"));
    assert!(archive.path("public/topics/harbour-bridge.html").is_file());
}

#[test]
fn an_undated_article_stays_undated() {
    let archive = Archive::new(&[(
        "seeds/some-day.txt",
        "A quiet day\n\nNothing happened at the harbour, the port office said.\n",
    )]);
    archive.run(&["build"]);
    assert!(archive.read("public/dates/undated.html").contains("A quiet day"));
    let data = archive.read("public/data/articles.jsonl");
    let data: serde_json::Value = serde_json::from_str(data.lines().next().unwrap()).unwrap();
    assert!(data.get("date").is_none_or(serde_json::Value::is_null), "{data}");
}

#[test]
fn two_people_with_one_surname_stay_unresolved() {
    let text = "---\ntitle: Two brothers\ndate: 2022-01-28\noutlet: Alder Wire\n---\n\nAna Ruiz and Olaf Ruiz came to the harbour.\n\n\
        \"The bridge will open in May,\" Ruiz said.\n";
    let archive = Archive::new(&[("seeds/two.md", text)]);
    archive.run(&["build"]);
    let statements = archive.read("public/data/statements.jsonl");
    let statement = statements.lines().find(|line| line.contains("will open in May")).unwrap();
    assert!(!statement.contains("\"Ana Ruiz\"") || statement.contains("Olaf Ruiz"), "both or nobody: {statement}");
    let report = String::from_utf8(archive.command(&["check"]).output().unwrap().stdout).unwrap();
    assert!(report.contains("Ruiz"), "{report}");
}

#[test]
fn no_command_changes_a_file_of_the_archive() {
    let archive = Archive::new(&[("articles.json", "[{\"target\": \"bridge.html\", \"body\": \"A note.\"}]")]);
    assert_eq!(archive.run(&["init"]).0, 0);
    archive.write("seeds/bridge.txt", example("text", "Mayor promises"));
    archive.write("seeds/bridge.notes.yaml", example("yaml", "quote: will open in May"));
    archive.write("static/mine.css", "p {}");
    archive.write("templates/own.html", "own");
    let yours = || {
        let mut files = archive.files("");
        files.retain(|path, _| !path.starts_with("public/") && !path.starts_with(".onrecord/"));
        files
    };
    let before = yours();
    for arguments in [
        &["build", "--explain-rebuild", "--timings"][..],
        &["build", "--site-url", "https://example.org/"],
        &["check"],
        &["check", "--format", "json"],
        &["extract", "seeds/bridge.txt"],
        &["extract", "--explain", "seeds/bridge.txt"],
        &["suggest", "people"],
        &["suggest", "topics"],
        &["import-notes", "articles.json"],
        &["init"],
        &["publish"],
        &["clean"],
    ] {
        archive.run(arguments);
        assert!(yours() == before, "{arguments:?} changed a file");
    }
    assert!(before.len() > 10 && !archive.path("public").exists());
}
