//! `onrecord suggest people|topics`: entries for the authority files, to be pasted and corrected.

use super::archive::Root;
use crate::linking::people::suggest;
use crate::linking::survey::survey;
use crate::linking::topics;
use crate::workspace::cache::MemoryStore;
use clap::ValueEnum;
use std::io::Write;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Which file to suggest entries for
    #[arg(value_name = "people|topics")]
    what: What,
    #[command(flatten)]
    root: Root,
}

/// An authority file.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Who speaks and is not in people.yaml
    People,
    /// Phrases that recur and are not in topics.yaml
    Topics,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let built = survey(&workspace.input.editors, &workspace.articles, &MemoryStore::default());
    let entries = match arguments.what {
        What::People => suggest::suggest(&built.archive),
        What::Topics => topics::suggest(&built.archive),
    };
    match anstream::stdout().lock().write_all(entries.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
