//! Every message as a person sees it.
//!
//! A fixture in `tests/errors/` is one text file: the files of an archive, each after a line `=== path`, and after `=== stderr`
//! all that `onrecord build` says. `UPDATE=1` writes what it says now. A fixture whose archive needs bytes that are no text,
//! or links, is a test of its own elsewhere.

use crate::archive::Archive;
use std::fs;
use std::path::Path;

#[test]
fn every_message_says_where_what_and_what_to_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut fixtures: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    fixtures.sort();
    let mut wrong = Vec::new();
    for fixture in fixtures.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
        let text = fs::read_to_string(fixture).unwrap().replace("\r\n", "\n");
        let mut parts: Vec<(&str, &str)> =
            text.split("=== ").skip(1).map(|part| part.split_once('\n').unwrap_or((part, ""))).collect();
        let expected = parts.pop().filter(|(name, _)| *name == "stderr").expect("a fixture ends with its stderr").1;
        let archive = Archive::new(&parts);
        let (status, said) = archive.run(&["build"]);
        let said = format!("{}\nexit status {status}\n", said.trim_end());
        if said == expected {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            let files = text.split("=== stderr\n").next().unwrap_or_default();
            fs::write(fixture, format!("{files}=== stderr\n{said}")).unwrap();
        } else {
            wrong.push(format!("{}\n--- expected\n{expected}--- said\n{said}", fixture.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
