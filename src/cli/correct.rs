//! `onrecord correct`: a correction that somebody proposed in a form becomes a change of a corrections file.

use super::archive::Root;
use super::say::{failure, say};
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The filled-in form, as GitHub has it; `-` for standard input
    #[arg(value_name = "FORM")]
    form: PathBuf,
    #[command(flatten)]
    root: Root,
    /// Who proposes it
    #[arg(long, value_name = "NAME", default_value = "")]
    author: String,
    /// On which day
    #[arg(long, value_name = "DATE", default_value = "")]
    date: String,
}

/// Longest form, in bytes.
const LIMIT: u64 = 100_000;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let mut form = String::new();
    let read = match arguments.form.as_os_str() == "-" {
        true => std::io::stdin().lock().take(LIMIT).read_to_string(&mut form),
        false => std::fs::File::open(&arguments.form).and_then(|file| file.take(LIMIT).read_to_string(&mut form)),
    };
    if let Err(error) = read {
        return failure(&format!("cannot read `{}`: {error}", arguments.form.display()));
    }
    match workspace.contribute(&form, arguments.author.trim(), arguments.date.trim()) {
        Ok(path) => {
            say(format_args!("added to {path}"));
            ExitCode::SUCCESS
        }
        Err(why) => failure(&why),
    }
}
