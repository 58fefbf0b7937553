//! The report of `check`.

use crate::archive::{Archive, FERRY};

fn archive() -> Archive {
    Archive::new(&[
        ("seeds/ferry.md", FERRY),
        ("seeds/broken.md", "---\ntitle: Broken\ndate: 2023-02-30\n---\nWords.\n"),
        ("seeds/wire.txt", "All news\n\nHarbour opens\n\nLARKHAVEN, April 3. /QNA/. The harbour opened on Monday.\n"),
    ])
}

#[test]
fn check_reports_everything_and_writes_no_site() {
    let archive = archive();
    let output = archive.command(&["check", "--all"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains("seeds/broken.md:3:7"), "{report}");
    assert!(report.contains("this is left out of the page"), "{report}");
    assert!(!archive.path("public").exists());
}

#[test]
fn every_line_of_the_json_report_is_an_object_with_the_same_keys() {
    let output = archive().command(&["check", "--format", "json"]).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.lines().count() > 1);
    for line in report.lines() {
        let problem: serde_json::Value = serde_json::from_str(line).unwrap();
        for key in ["level", "code", "message", "label", "hints", "path", "line", "column", "bytes"] {
            assert!(problem.get(key).is_some(), "{key} in {line}");
        }
    }
}

#[test]
fn github_shows_problems_beside_the_lines() {
    let output = archive().command(&["check", "--format", "github"]).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.lines().all(|line| line.starts_with("::")), "{report}");
    assert!(report.contains("::error file=seeds/broken.md,line=3,col=7,"), "{report}");
}

#[test]
fn strict_makes_warnings_fail() {
    let archive = Archive::new(&[("seeds/note.txt", "A note\n\nSome words without a date.\n")]);
    assert_eq!(archive.run(&["check"]).0, 0);
    assert_eq!(archive.run(&["check", "--strict"]).0, 1);
    assert_eq!(archive.run(&["build"]).0, 0);
    assert_eq!(archive.run(&["build", "--strict"]).0, 1);
}

#[test]
fn a_person_gets_errors_and_six_lines_and_more_on_demand() {
    let archive = archive();
    let said = |arguments: &[&str]| String::from_utf8(archive.command(arguments).output().unwrap().stdout).unwrap();
    let report = said(&["check"]);
    assert!(report.contains("seeds/broken.md:3:7") && !report.contains("this is left out of the page"), "{report}");
    let lines: Vec<&str> = report.lines().rev().take(6).collect();
    let subjects: Vec<&str> = lines.iter().rev().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(subjects, ["dates", "speakers", "people", "notes", "links", "files"], "{report}");
    let dates = said(&["check", "--only", "dates"]);
    assert!(dates.contains("1 article without a date"), "{dates}");
    assert!(dates.contains("- article: {date: unknown}"), "{dates}");
    assert!(said(&["check", "--all"]).contains("this is left out of the page"));
    assert_eq!(archive.run(&["check", "--all", "--only", "dates"]).0, 2);
}
