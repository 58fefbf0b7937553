//! `extract`, beside an archive's files and without any.

use crate::archive::Archive;

const ARTICLE: &str = "The mayor praises the crossing\n\nPORT ALDER, January 28. /Alder Wire/. The new crossing will open in May, \
                       mayor Ana Ruiz said on Friday. The new crossing is late.\n";

fn extracted(archive: &Archive, path: &str) -> serde_json::Value {
    let output = archive.command(&["extract", path]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_topics_and_people_of_the_archive_are_used() {
    let archive = Archive::new(&[
        ("topics.yaml", "- name: Harbour bridge\n  terms: [the new crossing]\n- name: Ferries\n  terms: [ferry]\n"),
        ("people.yaml", "- name: Ana M. Ruiz\n  aliases: [Ana Ruiz]\n"),
        ("seeds/bridge.txt", ARTICLE),
    ]);
    let found = extracted(&archive, "seeds/bridge.txt");
    assert_eq!(found["topics"], serde_json::json!(["Harbour bridge"]));
}

#[test]
fn a_file_without_an_archive_is_enough() {
    let archive = Archive::new(&[("bridge.txt", ARTICLE)]);
    let found = extracted(&archive, "bridge.txt");
    assert_eq!(found["topics"], serde_json::json!([]));
    assert_eq!(found["statements"][0]["speaker"], "Ana Ruiz");
    assert_eq!(found["statements"][0]["manner"], "full", "how the name was settled");
}

#[test]
fn files_given_together_tell_each_other_the_year_as_in_a_build() {
    // No day is mentioned in both: the words must do it.
    let words = "Ruiz and Brandt opened the Alder crossing, the ferry Orla, the Lindow tower and the Ostra lock";
    let dated = format!("Opening\n\nPORT ALDER, January 30, 2022. /Alder Wire/. {words}, Ann Lee said.\n");
    let yearless = format!("Opening\n\nPORT ALDER, January 28. /Alder Wire/. {words}, Ann Lee said on Friday.\n");
    let archive = Archive::new(&[("seeds/dated.txt", &dated), ("seeds/yearless.txt", &yearless)]);
    let output = archive.command(&["extract", "seeds/dated.txt", "seeds/yearless.txt"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let found: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found[1]["date"]["value"], "2022-01-28");
    assert_eq!(found[1]["date"]["basis"], "neighbours");
}

/// The lines that `extract --jsonl` answers with, and its status.
fn answers(archive: &Archive, arguments: &[&str], input: impl Into<Vec<u8>>) -> (Vec<serde_json::Value>, Option<i32>) {
    let mut command = archive.command(&["extract", "--jsonl"]);
    let output = command.args(arguments).write_stdin(input.into()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), output.status.code())
}

#[test]
fn lines_are_answered_in_their_order_and_a_bad_one_stops_nothing() {
    let archive = Archive::new(&[]);
    let mut input = Vec::new();
    for id in 0..300 {
        // Of very different lengths, so that a thread that is done early would overtake the others.
        let text = format!("{ARTICLE}{}", "\n\nThe ferry sails on. Ana Ruiz said that it is late.".repeat(id % 7 * 8));
        input.extend(serde_json::json!({"id": id, "text": text}).to_string().into_bytes());
        input.extend(match id {
            100 => &b"\n{\"id\": \"broken\", \"text\": \n"[..],
            200 => b"\n\n{\"id\": \"typed\", \"text\": 5}\n\xff\n",
            _ => b"\n",
        });
    }
    let (found, status) = answers(&archive, &["--threads", "4"], input.clone());
    assert_eq!(status, Some(1));
    assert_eq!(found.len(), 303);
    let ids: Vec<u64> = found.iter().filter_map(|one| one["id"].as_u64()).collect();
    assert_eq!(ids, (0..300).collect::<Vec<_>>());
    let faults: Vec<_> = found.iter().filter(|one| one.get("error").is_some()).collect();
    assert_eq!(faults.len(), 3);
    assert_eq!((&faults[0]["id"], &faults[0]["error"]["line"]), (&serde_json::Value::Null, &serde_json::json!(102)));
    // A blank line is none, and counts as one.
    assert_eq!((&faults[1]["id"], &faults[1]["error"]["line"]), (&serde_json::json!("typed"), &serde_json::json!(204)));
    assert_eq!(found[0]["statements"][0]["speaker"], "Ana Ruiz");
    assert_eq!(answers(&archive, &["--threads", "1"], input).0, found, "however many threads there are");
}

#[test]
fn a_line_is_read_as_the_file_is() {
    let archive = Archive::new(&[
        ("topics.yaml", "- name: Harbour bridge\n  terms: [the new crossing]\n"),
        ("people.yaml", "- name: Ana M. Ruiz\n  aliases: [Ana Ruiz]\n"),
        ("seeds/bridge.txt", ARTICLE),
    ]);
    let line = serde_json::json!({"id": 1, "name": "seeds/bridge.txt", "text": ARTICLE}).to_string();
    let (mut found, status) = answers(&archive, &["--archive", "."], line.clone());
    assert_eq!(status, Some(0));
    found[0].as_object_mut().unwrap().remove("id");
    assert_eq!(found[0], extracted(&archive, "seeds/bridge.txt"));
    assert_eq!(answers(&archive, &[], line).0[0]["topics"], serde_json::json!([]), "without the archive");
    assert_eq!(answers(&archive, &["--archive", "nowhere"], "").1, Some(2));
}

#[test]
fn one_line_is_answered_before_the_next_is_sent() {
    use std::io::{BufRead, BufReader, Write};
    let archive = Archive::new(&[]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["extract", "--jsonl"])
        .current_dir(archive.root())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in 0..3 {
        writeln!(input, "{}", serde_json::json!({"id": id, "text": ARTICLE})).unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("{{\"id\":{id},")), "{answer}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_lines() {
    use std::io::{BufRead, BufReader, Write};
    let archive = Archive::new(&[]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["extract", "--jsonl", "--threads", "2"])
        .current_dir(archive.root())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let peak = || {
        let status = std::fs::read_to_string(&status).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap()
    };
    // Mostly what is left out, so that it is read fast: what is held is what counts.
    let padding = "All news ".repeat(4000);
    let line = serde_json::json!({"text": ARTICLE, "elsewhere": padding}).to_string();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let lines = 2500;
    // The input stays open until the peak has been read: of a program that has ended nothing is known.
    let writer = std::thread::spawn(move || {
        (0..lines).for_each(|_| writeln!(input, "{line}").unwrap());
        input
    });
    let mut answer = String::new();
    let mut early = 0;
    for number in 0..lines {
        answer.clear();
        assert!(output.read_line(&mut answer).unwrap() > 0);
        if number == 500 {
            early = peak();
        }
    }
    let late = peak();
    drop(writer.join().unwrap());
    assert!(child.wait().unwrap().success());
    // 90 MB go through; those that wait may be 4 MiB.
    assert!(late < early + 30_000, "{early} kB after 500 lines, {late} kB after {lines}");
}
