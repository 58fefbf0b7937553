//! `onrecord clean`: deletes what builds made.

use super::Root;
use onrecord::workspace::{CACHE_DIR, write};
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
    let target = super::target(&workspace, arguments.dest_dir.as_deref());
    if let Err(error) = write::clean(&target) {
        return super::failure(&error.to_string());
    }
    let cache = workspace.root.join(CACHE_DIR);
    match std::fs::remove_dir_all(&cache) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            super::failure(&format!("cannot delete `{}`: {error}", cache.display()))
        }
        _ => ExitCode::SUCCESS,
    }
}
