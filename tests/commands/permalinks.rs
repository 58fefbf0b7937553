//! Ids and addresses last: `check --against` and permalinks.yaml.

use crate::archive::Archive;
use serde_json::Value;
use std::fs;

const FERRY: &str = "---\ntitle: Ferry returns\ndate: 2023-04-03\n---\n\n\
“The ferry will sial again before the end of the summer,” said Ana Ruiz, the mayor.\n\n\
“Nobody shall pay a toll as long as I am here,” Ms. Ruiz said.\n";
const MARKET: &str = "---\ntitle: Market moves\ndate: 2023-05-09\n---\n\n\
“The market moves to the old harbour in June,” said Ole Lund, a trader.\n";

fn archive() -> Archive {
    let archive = Archive::new(&[("seeds/ferry.md", FERRY), ("seeds/market.md", MARKET)]);
    archive.build();
    fs::rename(archive.path("public"), archive.path("old")).unwrap();
    archive
}

fn against(archive: &Archive, more: &[&str]) -> (Option<i32>, Vec<Value>) {
    let arguments = [&["check", "--against", "old", "--format", "json"], more].concat();
    let output = archive.command(&arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn ids(archive: &Archive, site: &str, article: &str) -> Vec<String> {
    let rows = fs::read_to_string(archive.path(&format!("{site}/data/statements.jsonl"))).unwrap();
    let rows = rows.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.filter(|row| row["article"] == article).map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_typo_mended_in_a_quotation_breaks_no_link() {
    let archive = archive();
    assert_eq!(against(&archive, &[]).0, Some(0));
    fs::write(archive.path("seeds/ferry.md"), FERRY.replace("sial", "sail")).unwrap();
    let (status, rows) = against(&archive, &[]);
    assert_eq!((status, rows.len()), (Some(1), 1), "{rows:#?}");
    let was = ids(&archive, "old", "ferry")[0].clone();
    assert_eq!((rows[0]["kind"].as_str(), rows[0]["was"].as_str()), (Some("statement"), Some(was.as_str())));
    assert!(rows[0]["difference"].as_str().unwrap().contains("[-sial-] {+sail+}"), "{}", rows[0]);
    assert!(!archive.path("permalinks.yaml").exists());

    assert_eq!(against(&archive, &["--write"]).0, Some(0));
    archive.build();
    let now = ids(&archive, "public", "ferry")[0].clone();
    assert_ne!(was, now);
    let lines = fs::read_to_string(archive.path("permalinks.yaml")).unwrap();
    assert_eq!(lines, format!("- {{was: {was}, now: {now}}}\n"));
    let page = fs::read_to_string(archive.path("public/articles/ferry.html")).unwrap();
    assert!(page.contains(&format!("<span id={was}></span><mark")), "{page}");
    // Nothing is left to be done, and an editor's link to the old id still holds.
    assert_eq!(against(&archive, &[]).1, Vec::<Value>::new());
    let other = &ids(&archive, "public", "market")[0];
    fs::write(archive.path("relations.yaml"), format!("- {{from: {was}, kind: answers, to: {other}}}\n")).unwrap();
    archive.build();
}

#[test]
fn a_renamed_file_keeps_its_address_and_the_ids_on_its_page() {
    let archive = archive();
    fs::rename(archive.path("seeds/ferry.md"), archive.path("seeds/ferry-returns.md")).unwrap();
    let (status, rows) = against(&archive, &["--write"]);
    assert_eq!(status, Some(0), "{rows:#?}");
    let pairs: Vec<_> = rows.iter().map(|row| (row["was"].as_str().unwrap(), row["now"].as_str().unwrap())).collect();
    // Its ids follow from the old name, and need no line each.
    assert_eq!(pairs, [("articles/ferry.html", "articles/ferry-returns.html")]);
    archive.build();
    let moved = fs::read_to_string(archive.path("public/articles/ferry.html")).unwrap();
    assert!(moved.contains("content=\"0;url=../articles/ferry-returns.html\""), "{moved}");
    let page = fs::read_to_string(archive.path("public/articles/ferry-returns.html")).unwrap();
    for id in ids(&archive, "old", "ferry") {
        assert!(page.contains(&format!("<span id={id}></span>")), "{id} {page}");
    }
    assert_eq!(against(&archive, &[]).1, Vec::<Value>::new());
    let map = fs::read_to_string(archive.path("public/sitemap.xml")).unwrap_or_default();
    assert!(!map.contains("articles/ferry.html"));
}

#[test]
fn what_is_gone_for_good_is_listed_and_not_led_anywhere() {
    let archive = archive();
    fs::remove_file(archive.path("seeds/market.md")).unwrap();
    let (status, rows) = against(&archive, &["--write"]);
    assert_eq!(status, Some(1));
    assert!(rows.iter().any(|row| row["was"] == "articles/market.html" && row["now"] == Value::Null), "{rows:#?}");
    assert!(rows.iter().any(|row| row["kind"] == "statement" && row["now"] == Value::Null), "{rows:#?}");
    assert!(!fs::read_to_string(archive.path("permalinks.yaml")).unwrap_or_default().contains("market"));
}

#[test]
fn an_entry_that_leads_nowhere_is_reported() {
    let archive = archive();
    let entries = "- {was: articles/a.html, now: articles/b.html}\n- {was: articles/ferry.html, now: articles/market.html}\n\
                   - {was: s-00000001, now: s-00000002}\n";
    fs::write(archive.path("permalinks.yaml"), entries).unwrap();
    let (_, said) = archive.run(&["build"]);
    for expected in [
        "there is no page `articles/b.html`",
        "the old address `articles/ferry.html` is taken",
        "there is no statement `s-00000002`",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    // The page of the address that is taken stays.
    let page = fs::read_to_string(archive.path("public/articles/ferry.html")).unwrap();
    assert!(page.contains("Ferry returns"), "{page}");
}

#[test]
fn what_was_written_by_hand_stays_when_lines_are_added() {
    let archive = archive();
    let own = "# ours\n- was: old/ferry.html   # from the first site\n  now: articles/ferry.html\n";
    fs::write(archive.path("permalinks.yaml"), own).unwrap();
    fs::write(archive.path("seeds/ferry.md"), FERRY.replace("sial", "sail")).unwrap();
    assert_eq!(against(&archive, &["--write"]).0, Some(0));
    let text = fs::read_to_string(archive.path("permalinks.yaml")).unwrap();
    assert!(text.starts_with(own) && text.lines().count() == 4, "{text}");
    archive.build();
    assert!(archive.path("public/old/ferry.html").exists());
}
