//! `onrecord theme [FILE]...`: writes our templates, words and styles out, to change a copy of. Never overwrites a file.

use super::report::counted;
use super::say::{failure, say, usage};
use crate::site::{statics, templates};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Which files, such as `templates/person.html` or `static/onrecord.css`; all of them if none is named
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Folder to write to; the archive itself is `.`, where a file takes the place of ours
    #[arg(short, long, value_name = "DIR", default_value = "theme")]
    dest_dir: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let ours: Vec<(String, &str)> = templates::built_in()
        .map(|(name, text)| (format!("templates/{name}"), text))
        .chain(statics::sources().map(|(path, text)| (format!("static/{path}"), text)))
        .collect();
    if let Some(unknown) = arguments.files.iter().find(|file| !ours.iter().any(|(path, _)| path == *file)) {
        return usage(&format!(
            "there is no file `{unknown}` of ours; `onrecord theme` without a name writes all of them"
        ));
    }
    let wanted = |path: &str| arguments.files.is_empty() || arguments.files.iter().any(|file| file == path);
    let (mut made, mut kept) = (0_usize, 0_usize);
    for (path, text) in ours.iter().filter(|(path, _)| wanted(path)) {
        let file = arguments.dest_dir.join(path);
        match make(&file, text) {
            Ok(()) => made += 1,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                kept += 1;
                say(format_args!("kept {}, which was there", file.display()));
            }
            Err(error) => return failure(&format!("cannot write `{}`: {error}", file.display())),
        }
    }
    say(format_args!("wrote {} to {}", counted(made, "file"), arguments.dest_dir.display()));
    if kept > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Writes a file that was not there.
fn make(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}
