//! redactions.yaml: what it hides is in no file of a site, and `check --redactions` proves it.

use crate::archive::Archive;

const PUPIL: &str = "---\ntitle: Jane Müller-Roe saves the ferry\ndate: 2023-04-03\noutlet: Quay Post\nurl: https://post.example/jane-muller-roe\n---\n\n\
    Jane Müller-Roe, a pupil, said the ferry was late. Müller-Roe said it would sail on Monday.\n\n\"I was not afraid,\" she said. \
    Olga Brandt, the harbour master, said the help of **Jane** Müller-Roe was welcome. She lives at 12 Quay Street with her brother.\n";
const SECRETS: &str =
    "- name: Jane Müller-Roe\n  reason: a minor\n- words: lives at 12 Quay Street\n  reason: an address\n";

fn archive() -> Archive {
    Archive::new(&[
        ("seeds/jane-muller-roe.md", PUPIL),
        ("seeds/jane-muller-roe.notes.yaml", "- quote: a pupil\n  body: Jane Müller-Roe is *twelve*.\n"),
        ("people.yaml", "- name: Jane Müller-Roe\n  description: A pupil of Larkhaven.\n"),
        ("topics.yaml", "- name: Ferry\n  terms: [ferry]\n  description: Where Jane Müller-Roe helped.\n"),
    ])
}

fn holds(archive: &Archive, words: &[&str]) -> Vec<String> {
    let files = archive.files("public").into_iter();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase();
    files
        .filter(|(path, bytes)| words.iter().any(|word| path.contains(word) || text(bytes).contains(word)))
        .map(|(path, _)| path)
        .collect()
}

#[test]
fn what_is_hidden_is_in_no_file_and_the_rest_is() {
    let archive = archive();
    assert_eq!(archive.run(&["build"]).0, 0);
    assert!(holds(&archive, &["müller"]).len() > 5, "without redactions it is everywhere");
    archive.write("redactions.yaml", SECRETS);
    let (status, said) = archive.run(&["check", "--redactions", "public"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("2 redactions looked for"), "{said}");

    assert_eq!(archive.run(&["build"]).0, 0);
    assert_eq!(holds(&archive, &["müller", "muller", "m%c3%bcller", "jane", "quay street"]), [] as [&str; 0]);
    assert!(holds(&archive, &["olga brandt"]).len() > 3 && holds(&archive, &["not afraid"]).len() > 1);
    let (status, said) = archive.run(&["check", "--redactions", "public"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("nothing of what is hidden is there"), "{said}");
}

#[test]
fn the_proof_finds_every_way_to_write_what_is_hidden() {
    let archive = archive();
    archive.write("redactions.yaml", SECRETS);
    assert_eq!(archive.run(&["build"]).0, 0);
    for (name, text) in [
        ("case.txt", "JANE MÜLLER-ROE"),
        ("accents.txt", "jane muller roe"),
        ("address.html", "<a href=\"/jane-muller-roe.html\">x</a>"),
        ("percent.html", "<a href=\"/Jane%20M%C3%BCller-Roe\">x</a>"),
        ("entities.html", "<p>J&#97;ne&nbsp;M&#xfc;ller-Roe"),
        ("tags.html", "<p><b>Jane</b> Müller<i>-Roe</i>"),
        ("script.js", "x = \"\\u004aane M\\u00fcller-Roe\""),
        ("marks.txt", "Jane Mu\u{308}ller-Roe"),
        ("broken.txt", "Jane\r\n  Müller-Roe"),
        ("passage.html", "<p>she <b>lives</b> at 12 Quay&nbsp;Street"),
        ("jane-muller-roe.txt", "x"),
        ("search/t9.js", "onrecordSearch(\"t9\",` muller\t&\t3`,`x`,``)"),
        ("bytes.bin", "\u{1}Jane Müller-Roe\u{2}"),
    ] {
        archive.write(&format!("public/{name}"), text);
        let (status, said) = archive.run(&["check", "--redactions", "public"]);
        assert_eq!(status, 1, "{name}: {said}");
        std::fs::remove_file(archive.path(&format!("public/{name}"))).unwrap();
    }
    assert_eq!(archive.run(&["check", "--redactions", "public"]).0, 0);
}

#[test]
fn a_redaction_that_cannot_be_read_keeps_the_site_from_being_built() {
    let archive = archive();
    for broken in ["- nam: Jane Müller-Roe\n", "- name: [\n", "a: b\n", "- reason: x\n", "- name: \"?\"\n"] {
        archive.write("redactions.yaml", broken);
        let (status, said) = archive.run(&["build"]);
        assert_eq!(status, 1, "{broken}: {said}");
        assert!(!archive.path("public/index.html").exists(), "{broken}: {said}");
    }
}
