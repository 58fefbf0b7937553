//! A new archive.

use crate::archive::Archive;

#[test]
fn a_new_archive_builds_at_once_without_a_warning() {
    let archive = Archive::new(&[]);
    assert_eq!(archive.run(&["init"]).0, 0);
    let (status, said) = archive.run(&["build", "--strict"]);
    assert_eq!((status, said.as_str()), (0, "built … 1 article"));
    let page = archive.read("public/articles/2024-05-14-harbour-bridge.html");
    assert!(page.contains("The first proposal for the repair"), "the note is on the page");
    assert!(archive.path("public/people/ines-okafor.html").is_file(), "the mayor speaks");
}

#[test]
fn nothing_of_the_sample_stays_when_its_files_are_deleted() {
    let archive = Archive::new(&[]);
    assert_eq!(archive.run(&["init"]).0, 0);
    for name in ["md", "notes.yaml"] {
        std::fs::remove_file(archive.path(&format!("seeds/2024-05-14-harbour-bridge.{name}"))).unwrap();
    }
    archive.write(
        "seeds/ferry.md",
        "---\ntitle: Ferry\ndate: 2023-04-03\n---\n\nThe ferry sails on Monday, Olga Brandt said.\n",
    );
    archive.build();
    for (path, contents) in archive.files("public") {
        let text = String::from_utf8_lossy(&contents);
        for word in ["Larkhaven", "Okafor", "Harbour bridge", "harbour bridge", "Council votes", "2024"] {
            assert!(!text.contains(word), "{word} is in {path}");
        }
    }
}

#[test]
fn files_that_are_there_are_kept() {
    let archive = Archive::new(&[("book.toml", "[book]\ntitle = \"Mine\"\n")]);
    let (status, said) = archive.run(&["init"]);
    assert_eq!(status, 0);
    assert!(said.contains("kept book.toml"), "{said}");
    assert_eq!(archive.read("book.toml"), "[book]\ntitle = \"Mine\"\n");
    assert!(archive.path("seeds/2024-05-14-harbour-bridge.md").is_file());
}

#[test]
fn help_names_every_command() {
    let archive = Archive::new(&[]);
    let output = archive.command(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for command in ["init", "build", "check", "extract", "clean", "completions"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}: {help}");
        let own = archive.command(&[command, "--help"]).output().unwrap();
        assert!(own.status.success());
    }
    assert_eq!(archive.command(&["biuld"]).output().unwrap().status.code(), Some(2));
}

#[test]
fn completions_are_printed_for_every_shell() {
    let archive = Archive::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = archive.command(&["completions", shell]).output().unwrap();
        assert!(String::from_utf8(output.stdout).unwrap().contains("onrecord"), "{shell}");
    }
}
