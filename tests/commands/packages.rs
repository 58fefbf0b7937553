//! What comes with a release: the installer and the scripts of the release workflow, as far as they go without a network.

use crate::archive::Archive;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The files that know the version, in a folder of their own.
fn copied() -> Archive {
    let archive = Archive::new(&[]);
    for path in [
        "packages/version",
        "packages/notes",
        "packages/prepare",
        "packages/archive",
        "packages/install.sh",
        "packages/install-in-workflow",
        "Cargo.toml",
        "Cargo.lock",
        "CHANGELOG.md",
        "README.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
    ] {
        archive.write(path, fs::read(Path::new(ROOT).join(path)).unwrap());
    }
    archive
}

fn bash(archive: &Archive, arguments: &[&str]) -> Output {
    Command::new("bash").args(arguments).current_dir(archive.root()).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn one_command_makes_a_new_version() {
    let archive = copied();
    let version = || said(&bash(&archive, &["packages/version"])).trim().to_owned();
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
    let before = archive.read("Cargo.lock");
    assert!(bash(&archive, &["packages/prepare", "7.8.9", "2031-02-03"]).status.success());
    assert_eq!(version(), "7.8.9");
    let lock = archive.read("Cargo.lock");
    let changed: Vec<&str> =
        lock.lines().zip(before.lines()).filter(|(new, old)| new != old).map(|(new, _)| new).collect();
    assert_eq!(changed, ["version = \"7.8.9\""; 2], "the command and the module");
    assert!(archive.read("CHANGELOG.md").contains("## [Unreleased]\n\n## [7.8.9] - 2031-02-03\n"));
    let notes = bash(&archive, &["packages/notes", "7.8.9"]);
    assert!(notes.status.success() && said(&notes).contains("### Added"), "{}", said(&notes));
    assert!(!bash(&archive, &["packages/notes", "1.2.3"]).status.success());
    assert_eq!(bash(&archive, &["packages/prepare", "7.8", "2031-02-03"]).status.code(), Some(2));
    assert_eq!(bash(&archive, &["packages/prepare", "7.8.9", "2031-02-03"]).status.code(), Some(1));
}

/// A release of a stand-in for the command, and the target of this machine.
fn release(archive: &Archive) -> Option<&'static str> {
    let target = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "x86_64-unknown-linux-musl",
        ("linux", "aarch64") => "aarch64-unknown-linux-musl",
        _ => return None,
    };
    archive.write("made/onrecord", "#!/bin/sh\necho onrecord stand-in\n");
    archive.write("man/onrecord.1", ".TH onrecord 1\n");
    let folder = format!("releases/download/v{}", env!("CARGO_PKG_VERSION"));
    let made = bash(archive, &["packages/archive", target, "made", "man", &folder]);
    assert!(made.status.success(), "{}", said(&made));
    let sums = format!("cd {folder} && sha256sum -- * > SUMS && mv SUMS SHA256SUMS");
    assert!(bash(archive, &["-c", &sums]).status.success());
    Some(target)
}

/// The installer, told of a release on this disk.
fn install(archive: &Archive, script: &[&str]) -> Output {
    let mut command = Command::new(script[0]);
    command.args(&script[1..]).current_dir(archive.root()).env("HOME", archive.path("home"));
    command.env("ONRECORD_REPOSITORY", format!("file://{}", archive.root().display()));
    command.env("REPOSITORY", format!("file://{}", archive.root().display()));
    command.env("SOURCE", archive.root()).env("FOLDER", archive.path("there"));
    command.env("GITHUB_PATH", archive.path("path")).env("GITHUB_OUTPUT", archive.path("output"));
    command.output().unwrap()
}

#[test]
fn the_installer_takes_what_the_checksums_say_and_nothing_else() {
    if Command::new("curl").arg("--version").output().is_err() {
        let _ = writeln!(std::io::stderr(), "skipped: there is no curl to load a file with");
        return;
    }
    let archive = copied();
    let Some(target) = release(&archive) else { return };
    let version = env!("CARGO_PKG_VERSION");
    let done = install(&archive, &["sh", "packages/install.sh", version]);
    assert!(done.status.success(), "{}", said(&done));
    assert!(said(&done).contains("installed onrecord stand-in in"), "{}", said(&done));
    assert!(archive.path("home/.local/bin/onrecord").is_file());
    let done = install(&archive, &["bash", "packages/install-in-workflow"]);
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(archive.read("output"), format!("version={version}\n"));
    assert_eq!(archive.read("path").trim(), archive.path("there").display().to_string());
    let path = format!("releases/download/v{version}/onrecord-{version}-{target}.tar.gz");
    let mut bytes = fs::read(archive.path(&path)).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    archive.write(&path, bytes);
    fs::remove_file(archive.path("home/.local/bin/onrecord")).unwrap();
    let refused = install(&archive, &["sh", "packages/install.sh", version]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("is not what the release says it is; nothing was installed"), "{}", said(&refused));
    assert!(!archive.path("home/.local/bin/onrecord").exists());
    let missing = install(&archive, &["sh", "packages/install.sh", "99.0.0"]);
    assert!(!missing.status.success() && said(&missing).contains("cannot load"), "{}", said(&missing));
}

#[test]
fn the_same_files_make_the_same_archive() {
    let archive = copied();
    let Some(target) = release(&archive) else { return };
    let path = format!("releases/download/v{0}/onrecord-{0}-{target}.tar.gz", env!("CARGO_PKG_VERSION"));
    let first = fs::read(archive.path(&path)).unwrap();
    let again = copied();
    release(&again);
    assert!(fs::read(again.path(&path)).unwrap() == first);
}
