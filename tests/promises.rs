//! docs/promises.md: the words that it quotes stand in README.md, and the tests that it names exist. And what Cargo.toml promises.

#![expect(clippy::disallowed_methods, reason = "the promises are files")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A text as it reads, whatever its lines are.
fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All Rust tests, browser tests and Python tests below a folder, as they are declared.
fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").path()) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() && name != "node_modules" {
            sources(&entry, found);
        } else if name.ends_with(".rs") || name.ends_with(".test.mjs") || name.starts_with("test_") {
            found.push_str(&text(&entry));
        }
    }
}

#[test]
fn every_promise_stands_in_the_readme_and_has_a_test() {
    let readme = running(&text(&root().join("README.md")));
    let mut tests = String::new();
    ["src", "tests", "python/tests"].iter().for_each(|folder| sources(&root().join(folder), &mut tests));
    let table = text(&root().join("docs/promises.md"));
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 40, "only {} promises", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let row = row.trim_matches('|').replace("\\|", "\u{0}");
        let (promise, held_by) = row.split_once(" | ").unwrap_or_else(|| panic!("not two columns: {row}"));
        let promise = running(&promise.replace('\u{0}', "|"));
        if !readme.contains(&promise) {
            wrong.push(format!("README.md does not say: {promise}"));
        }
        let names: Vec<&str> = held_by.split('`').skip(1).step_by(2).collect();
        if names.is_empty() {
            wrong.push(format!("no test for: {promise}"));
        }
        for name in names {
            let declared = [format!("fn {name}("), format!("test(\"{name}\""), format!("def {name}(")];
            if !declared.iter().any(|declared| tests.contains(declared.as_str())) {
                wrong.push(format!("there is no test `{name}`, which should hold: {promise}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_dependency_asks_for_a_newer_rust() {
    let version = |text: &str| -> Vec<u32> { text.split('.').map(|part| part.parse().expect("a number")).collect() };
    let ours = version(env!("CARGO_PKG_RUST_VERSION"));
    let readme = text(&root().join("README.md"));
    assert!(readme.contains(&format!("({} or newer)", env!("CARGO_PKG_RUST_VERSION"))), "README.md says the same");
    let about = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let about = String::from_utf8(about.stdout).expect("text");
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host");
    let mut cargo = Command::new(env!("CARGO"));
    // Only what this build needed has been downloaded.
    cargo
        .args(["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(root());
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for package in metadata["packages"].as_array().expect("a list") {
        let Some(wanted) = package["rust_version"].as_str() else { continue };
        assert!(version(wanted) <= ours, "{} needs Rust {wanted}", package["name"]);
    }
}
