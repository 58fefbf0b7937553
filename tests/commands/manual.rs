//! The manual: its commands run, its reference is that of the schemas, and its contents name every page.

use crate::archive::Archive;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The lines after `$` in the `console` blocks of a page.
fn commands(page: &str) -> Vec<String> {
    let blocks = page.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect()
}

/// An empty folder with the forty clippings, in which every command of these pages was run.
#[cfg(unix)]
fn played(pages: &[&str]) -> Archive {
    let archive = Archive::new(&[]);
    let clippings = fs::read_to_string(docs().join("tutorial/clippings.xml")).unwrap();
    archive.write("clippings.xml", &clippings);
    let program = Path::new(env!("CARGO_BIN_EXE_onrecord")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut script = "set -e\n".to_owned();
    for page in pages {
        let commands = commands(&fs::read_to_string(docs().join(page)).unwrap());
        assert!(commands.len() > 12, "{commands:?}");
        let _ = writeln!(script, "{}", commands.join("\n"));
    }
    // One shell for all, since one of them changes the folder.
    let output = assert_cmd::Command::new("sh")
        .args(["-c", &script])
        .env("PATH", path)
        .env("HOME", archive.root())
        .current_dir(archive.root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    archive
}

#[cfg(unix)]
#[test]
fn every_command_of_the_tutorial_runs() {
    let archive = played(&["tutorial.md"]);
    // What the page says that one sees.
    let statements = archive.files("harbour/public/statements");
    let both = statements.values().any(|page| {
        let page = String::from_utf8_lossy(page);
        page.contains("in May") && page.contains("in June")
    });
    assert!(both, "both months stand on one page");
    let articles = archive.read("harbour/public/data/articles.jsonl").lines().count();
    assert_eq!(articles, 41, "forty clippings, and the one written by hand");
    let people = archive.files("harbour/public/people");
    assert_eq!(people.keys().filter(|page| page.ends_with(".html") && *page != "index.html").count(), 8);
    let mayor = archive.read("harbour/public/people/jonas-brekke.html");
    assert!(mayor.contains("does not build ships"), "an editor said so: {mayor}");
    assert!(archive.read("harbour/statements.csv").contains("Ines Falk"));
}

#[cfg(unix)]
#[test]
fn every_task_of_the_manual_can_be_done() {
    let archive = played(&["tutorial.md", "tasks.md"]);
    // What only the page says, and no command of it shows.
    let corrected = archive.read("harbour/public/articles/2024-04-02-plan-a-hired-ferry.html");
    assert!(corrected.contains("A. Editor"), "{corrected}");
    let moved = archive.read("harbour/public/articles/cafe.html");
    assert!(moved.contains("2024-06-08-new-harbour-cafe.html"), "{moved}");
    assert!(
        archive.read("harbour/public/index.html").contains("0c6a50")
            || archive
                .files("harbour/public/assets")
                .values()
                .any(|file| String::from_utf8_lossy(file).contains("0c6a50"))
    );
}

#[test]
fn the_contents_name_every_page_of_the_manual() {
    let contents = fs::read_to_string(docs().join("SUMMARY.md")).unwrap();
    let named: BTreeSet<String> =
        contents.split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned).collect();
    let there = fs::read_dir(docs()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let there: BTreeSet<String> = there.filter(|name| name.ends_with(".md") && name != "SUMMARY.md").collect();
    assert_eq!(named, there);
}

/// `ONRECORD_BLESS=1 cargo test --test commands reference` writes the page anew.
#[test]
fn the_reference_is_that_of_the_schemas() {
    let archive = Archive::new(&[]);
    let mut page = "# Every file and key\n\nMade from what `onrecord schema FILE` prints; editors that know JSON Schema complete and check the files with it: keep a schema in the archive, as\n`onrecord schema people.yaml > .schemas/people.json`, and name it in the file's first line, `# yaml-language-server: $schema=.schemas/people.json`; of book.toml,\n`#:schema .schemas/book.json`.\n".to_owned();
    for file in [
        "book.toml",
        "people.yaml",
        "topics.yaml",
        "events.yaml",
        "outlets.yaml",
        "relations.yaml",
        "archives.yaml",
        "notes.yaml",
        "corrections.yaml",
        "redactions.yaml",
        "permalinks.yaml",
        "review.yaml",
    ] {
        let output = archive.command(&["schema", file]).output().unwrap();
        let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
        let _ = write!(page, "\n## {file}\n\n");
        if let Some(what) = schema["description"].as_str() {
            let _ = write!(page, "{what}\n\n");
        }
        page.push_str("| key | what it says | for instance |\n|---|---|---|\n");
        let properties = if schema["items"].is_null() { &schema["properties"] } else { &schema["items"]["properties"] };
        rows(&mut page, "", properties);
    }
    let path = docs().join("reference.md");
    if std::env::var_os("ONRECORD_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == page, "docs/reference.md is not that of the schemas");
}

/// A row for each key, and for those of the tables in it.
fn rows(page: &mut String, before: &str, properties: &Value) {
    for (key, property) in properties.as_object().into_iter().flatten() {
        let name = format!("{before}{key}");
        if property["properties"].is_object() {
            rows(page, &format!("{name}."), &property["properties"]);
            continue;
        }
        let example = property["examples"].get(0).map_or_else(String::new, |example| format!("`{example}`"));
        let what = property["description"].as_str().unwrap_or_default();
        let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
        let _ = writeln!(page, "| `{name}` | {} | {} |", cell(what), cell(&example));
    }
}
