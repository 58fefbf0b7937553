//! `onrecord clean`: deletes what builds made.

use super::archive::{Root, target};
use super::progress::Progress;
use super::say::failure;
use crate::workspace::write::WriteError;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    root: Root,
    /// The output folder, if it is not the one of book.toml
    #[arg(short, long, value_name = "DIR")]
    dest_dir: Option<std::path::PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let target = target(&workspace, arguments.dest_dir.as_deref());
    match workspace.clean(&target, super::stop::signal(), &Progress::new()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(WriteError::Stopped) => super::stop::status(),
        Err(error) => failure(&error.to_string()),
    }
}
