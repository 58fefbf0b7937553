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
