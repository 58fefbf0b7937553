//! The second build: what is unchanged stays untouched, and what is kept is never trusted wrongly.

use crate::archive::{Archive, FERRY, MARKET};
use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

fn times(archive: &Archive) -> BTreeMap<String, SystemTime> {
    let time = |path: &String| fs::metadata(archive.path("public").join(path)).unwrap().modified().unwrap();
    archive.files("public").keys().map(|path| (path.clone(), time(path))).collect()
}

#[test]
fn a_build_with_nothing_new_touches_no_file() {
    let archive = Archive::small();
    archive.build();
    let before = times(&archive);
    let (status, said) = archive.run(&["build"]);
    assert_eq!((status, said.as_str()), (0, "unchanged: … 2 articles"));
    assert_eq!(times(&archive), before);
}

#[test]
fn without_the_cache_too_unchanged_files_keep_their_times() {
    let archive = Archive::small();
    archive.build();
    let before = times(&archive);
    fs::remove_dir_all(archive.path(".onrecord")).unwrap();
    archive.build();
    assert_eq!(times(&archive), before);
}

#[test]
fn an_edit_changes_the_times_of_the_files_it_changes_only() {
    let archive = Archive::small();
    archive.build();
    let (times_before, files_before) = (times(&archive), archive.files("public"));
    archive.write("seeds/ferry.md", FERRY.replace("sails again", "sails once more"));
    archive.build();
    let (times_after, files_after) = (times(&archive), archive.files("public"));
    for (path, contents) in &files_after {
        if path != ".onrecord-site" {
            let same = files_before.get(path) == Some(contents);
            assert_eq!(times_before.get(path) == times_after.get(path), same, "{path}");
        }
    }
    assert!(archive.read("public/articles/ferry.html").contains("sails once more"));
}

#[test]
fn a_file_of_the_site_that_was_changed_by_hand_is_made_again() {
    let archive = Archive::small();
    archive.build();
    let page = archive.read("public/articles/ferry.html");
    archive.write("public/articles/ferry.html", "defaced");
    archive.build();
    assert_eq!(archive.read("public/articles/ferry.html"), page);
    fs::remove_file(archive.path("public/articles/ferry.html")).unwrap();
    archive.build();
    assert_eq!(archive.read("public/articles/ferry.html"), page);
}

#[test]
fn warnings_are_repeated_when_nothing_is_new() {
    let archive =
        Archive::new(&[("seeds/ferry.md", FERRY), ("seeds/note.txt", "A note\n\nSome words without a date.\n")]);
    let (_, first) = archive.run(&["build"]);
    let (_, second) = archive.run(&["build"]);
    assert!(first.contains("no date of publication"), "{first}");
    assert_eq!(second, first.replace("built …", "unchanged: …"));
}

/// Every kind of change, one after the other: each rebuild gives the same bytes as a build from nothing.
#[test]
fn a_rebuild_after_any_change_equals_a_clean_build() {
    type Change = (&'static str, fn(&Archive));
    let changes: [Change; 9] = [
        ("edit", |archive| archive.write("seeds/ferry.md", FERRY.replace("Monday", "Tuesday"))),
        ("date", |archive| archive.write("seeds/ferry.md", FERRY.replace("2023-04-03", "2023-06-01"))),
        ("add", |archive| archive.write("seeds/third.md", MARKET.replace("Market moves", "Market moved"))),
        ("rename", |archive| fs::rename(archive.path("seeds/third.md"), archive.path("seeds/fourth.md")).unwrap()),
        ("people", |archive| archive.write("people.yaml", "- name: Olga Brandt\n  aliases: [O. Brandt]\n")),
        ("settings", |archive| archive.write("book.toml", "[book]\ntitle = \"Quay\"\n")),
        ("note", |archive| {
            archive.write("seeds/ferry.notes.yaml", "- quote: sails again\n  kind: comment\n  body: At last.\n");
        }),
        ("static", |archive| archive.write("static/own.css", "p { color: red }")),
        ("remove", |archive| fs::remove_file(archive.path("seeds/market.md")).unwrap()),
    ];
    let archive = Archive::small();
    archive.run(&["build"]);
    for (name, change) in changes {
        change(&archive);
        archive.run(&["build"]);
        archive.run(&["build", "--dest-dir", "clean"]);
        let rebuilt = archive.files("public");
        fs::remove_dir_all(archive.path(".onrecord")).unwrap();
        fs::remove_dir_all(archive.path("clean")).unwrap();
        archive.run(&["build", "--dest-dir", "clean"]);
        assert_eq!(rebuilt, archive.files("clean"), "after {name}");
    }
}

#[test]
fn every_page_that_is_made_again_has_its_reason() {
    let archive = Archive::small();
    let explained = |archive: &Archive| {
        let output = archive.command(&["build", "--explain-rebuild"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(explained(&archive).contains("articles/ferry.html: there is no earlier build to compare with\n"));
    assert_eq!(explained(&archive), "");
    archive.write("seeds/ferry.md", FERRY.replace("on Monday", "on Sunday"));
    let after_edit = explained(&archive);
    assert!(after_edit.contains("articles/ferry.html: seeds/ferry.md was edited\n"), "{after_edit}");
    assert!(after_edit.contains("index.html: after changes elsewhere: seeds/ferry.md was edited\n"), "{after_edit}");
    assert!(!after_edit.contains("404.html"), "{after_edit}");
    archive.write("book.toml", "[book]\ntitle = \"Quay\"\n");
    let after_settings = explained(&archive);
    assert!(after_settings.lines().all(|line| line.ends_with(": book.toml was added")), "{after_settings}");
    assert!(after_settings.contains("about.html: "), "{after_settings}");
}

#[test]
fn two_builds_at_once_leave_one_whole_site() {
    let archive = Archive::small();
    archive.build();
    for round in 0..3 {
        archive.write("seeds/ferry.md", FERRY.replace("on Monday", &format!("on day {round}")));
        let start = || {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"));
            command.arg("build").current_dir(archive.root()).stderr(std::process::Stdio::null()).spawn().unwrap()
        };
        let (mut one, mut other) = (start(), start());
        assert!(one.wait().unwrap().success() && other.wait().unwrap().success());
        archive.run(&["build", "--dest-dir", "clean"]);
        assert_eq!(archive.files("public"), archive.files("clean"));
    }
}
