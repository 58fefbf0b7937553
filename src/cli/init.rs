//! `onrecord init`: a new archive that builds at once. Never overwrites a file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The files of a new archive.
const FILES: &[(&str, &str)] = &[
    ("book.toml", include_str!("init/book.toml")),
    ("people.yaml", include_str!("init/people.yaml")),
    ("topics.yaml", include_str!("init/topics.yaml")),
    ("events.yaml", include_str!("init/events.yaml")),
    ("outlets.yaml", include_str!("init/outlets.yaml")),
    ("seeds/2024-05-14-harbour-bridge.md", include_str!("init/2024-05-14-harbour-bridge.md")),
    ("seeds/2024-05-14-harbour-bridge.notes.yaml", include_str!("init/2024-05-14-harbour-bridge.notes.yaml")),
    (".gitignore", "/public/\n/.onrecord/\n"),
    (".github/workflows/pages.yml", include_str!("init/pages.yml")),
];

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder of the new archive; made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let root = &arguments.root;
    let mut kept = 0;
    for (path, text) in FILES {
        match make(&root.join(path), text) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                kept += 1;
                super::say(format_args!("kept {path}, which was there"));
            }
            Err(error) => return super::failure(&format!("cannot write `{}`: {error}", root.join(path).display())),
        }
    }
    if kept < FILES.len() {
        super::say(format_args!("made an archive in {}; build it with `onrecord build {0}`", root.display()));
    }
    ExitCode::SUCCESS
}

/// Writes a file that must not be there yet.
fn make(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}
