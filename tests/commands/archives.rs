//! Archives that read each other: the same words in both are linked from both, and nothing more is told of them.

use crate::archive::{Archive, FERRY, files};
use std::fs;

const HERE: &str = "---\ntitle: Pier stays open\ndate: 2023-04-03\noutlet: Quay Post\n---\n\n\"The old pier stays open to every fisherman of this town,\" said Olga Brandt, the harbour master of Larkhaven.\n";
/// The same words, with another speaker.
const THERE: &str = "---\ntitle: Talk of the quay\ndate: 2023-04-04\noutlet: Lark Mail\n---\n\nOn the quay it was loud. \"The old pier stays open to every fisherman of this town,\" said Mateo Ruiz, the mayor of Port Alder.\n";

fn entry(name: &str) -> String {
    format!("- name: The {name}\n  data: archives/{name}\n  url: https://{name}.example/\n")
}

/// Puts the data of one archive into another.
fn download(from: &Archive, to: &Archive, name: &str) {
    to.write(&format!("archives/{name}/statements.jsonl"), from.read("public/data/statements.jsonl"));
    to.write("archives.yaml", entry(name));
}

/// The page of the one statement that has one.
fn page(archive: &Archive) -> Option<String> {
    let pages = archive.files("public/statements");
    let page = pages.into_iter().find(|(path, _)| path.starts_with("s-"));
    page.map(|(_, page)| String::from_utf8(page).unwrap())
}

#[test]
fn the_same_words_are_linked_from_both_sides_whoever_says_them() {
    let here = Archive::new(&[("seeds/pier.md", HERE), ("seeds/ferry.md", FERRY)]);
    let there = Archive::new(&[("seeds/talk.md", THERE)]);
    here.build();
    there.build();
    assert_eq!((page(&here), page(&there)), (None, None));
    download(&there, &here, "mail");
    download(&here, &there, "post");
    here.build();
    there.build();
    let (ours, theirs) = (page(&here).unwrap(), page(&there).unwrap());
    assert!(ours.contains(">The mail</a>, Mateo Ruiz, 4 Apr 2023"), "{ours}");
    assert!(ours.contains("href=\"https://mail.example/articles/talk.html#s-"), "{ours}");
    assert!(theirs.contains(">The post</a>, Olga Brandt, 3 Apr 2023"), "{theirs}");
    assert!(ours.contains("Compared by their words alone"), "and that is said");
    // A second build gives what a build from nothing gives, also when the other archive changes.
    let data = there.read("public/data/statements.jsonl").replace("Mateo Ruiz", "Mateo Ruis");
    here.write("archives/mail/statements.jsonl", &data);
    here.build();
    assert!(page(&here).unwrap().contains("Mateo Ruis"));
    let again = Archive::new(&[("seeds/pier.md", HERE), ("seeds/ferry.md", FERRY), ("archives.yaml", &entry("mail"))]);
    again.write("archives/mail/statements.jsonl", &data);
    again.build();
    assert!(again.files("public") == here.files("public"));
    fs::remove_file(here.path("archives.yaml")).unwrap();
    here.build();
    assert_eq!(page(&here), None);
}

#[test]
fn what_is_hidden_here_does_not_come_back_from_elsewhere() {
    let there = Archive::new(&[("seeds/talk.md", THERE)]);
    there.build();
    let here = Archive::new(&[("seeds/pier.md", HERE), ("redactions.yaml", "- name: Mateo Ruiz\n")]);
    download(&there, &here, "mail");
    here.build();
    assert_eq!(page(&here), None);
    for (path, bytes) in files(&here.path("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Mateo"), "{path}");
    }
}

#[test]
fn data_that_cannot_be_read_is_told_with_its_line_and_nothing_of_it_is_used() {
    let here = Archive::new(&[("seeds/pier.md", HERE), ("archives.yaml", &entry("mail"))]);
    let (status, said) = here.run(&["build"]);
    assert!(status == 1 && said.contains("archives/mail/statements.jsonl"), "{said}");
    here.write("archives/mail/statements.jsonl", "{\"id\":\"s-1\"}\n");
    let (status, said) = here.run(&["build"]);
    assert!(status == 1 && said.contains("archives/mail/statements.jsonl:1:"), "{said}");
    assert!(said.contains("missing field") && said.contains('^'), "{said}");
    here.write("archives.yaml", "- {name: A, data: ../elsewhere, url: 'https://a.example/'}\n");
    let (status, said) = here.run(&["build"]);
    assert!(status == 1 && said.contains("archives.yaml:1:") && said.contains("not a folder inside"), "{said}");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_archive() {
    let there = Archive::new(&[("seeds/talk.md", THERE)]);
    there.build();
    let here = Archive::new(&[("seeds/pier.md", HERE), ("archives.yaml", &entry("mail"))]);
    fs::create_dir_all(here.path("archives")).unwrap();
    std::os::unix::fs::symlink(there.path("public/data"), here.path("archives/mail")).unwrap();
    let (status, said) = here.run(&["build"]);
    assert_eq!(status, 1, "{said}");
    assert_eq!(page(&here), None);
}
