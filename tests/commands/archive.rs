//! A small archive on disk to run commands in.

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// An article that builds without a word of complaint.
pub(crate) const FERRY: &str = "---\ntitle: Ferry returns\ndate: 2023-04-03\noutlet: Quay Post\n---\n\n\"The ferry sails again on Monday,\" said Olga Brandt, the harbour master of Larkhaven.\n";
/// Another one.
pub(crate) const MARKET: &str = "---\ntitle: Market moves\ndate: 2023-05-09\noutlet: Quay Post\n---\n\nThe market will move to the old station, Olga Brandt said. \"There is room for every stall,\" she said.\n";

/// An archive in a folder of its own, which is deleted with it.
pub(crate) struct Archive {
    folder: TempDir,
}

impl Archive {
    /// An archive of these files, made in this order.
    pub(crate) fn new(files: &[(&str, &str)]) -> Archive {
        let archive = Archive { folder: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(path, text)| archive.write(path, text));
        archive
    }

    /// Two articles.
    pub(crate) fn small() -> Archive {
        Archive::new(&[("seeds/ferry.md", FERRY), ("seeds/market.md", MARKET)])
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// The program, to be run in the archive's folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(arguments).current_dir(self.root()).env("NO_COLOR", "1");
        command
    }

    /// Runs a command: its exit status and what it says on stderr, without the time it took.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.command(arguments).output().unwrap();
        (output.status.code().unwrap(), without_time(&String::from_utf8(output.stderr).unwrap()))
    }

    /// Builds, and expects nothing to be wrong.
    pub(crate) fn build(&self) {
        let (status, said) = self.run(&["build", "--strict"]);
        assert_eq!(status, 0, "{said}");
    }

    /// Every file below a folder, by path.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        files(&self.path(folder))
    }
}

/// Every file below a folder, by path.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files);
    files
}

fn collect(folder: &Path, before: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// `in 0.1 s`, sizes and where the site can be opened differ from run to run and from change to change.
fn without_time(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = match (line.split_once(" pages ("), line.split_once(") from ")) {
            (Some(_), Some((_, after))) => format!("{} … {}", line.split(' ').next().unwrap_or_default(), after),
            _ => line.to_owned(),
        };
        let line = line.split("; open ").next().unwrap_or_default().to_owned();
        let line = match line.find(" in ").zip(line.find(" s")) {
            Some((start, _)) if line.starts_with("built") || line.starts_with("unchanged") => {
                let rest = line[start + 4..].split_once(" s").map_or("", |(_, rest)| rest);
                format!("{}{rest}", &line[..start])
            }
            _ => line,
        };
        lines.push(line);
    }
    lines.join("\n")
}
