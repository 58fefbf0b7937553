//! The archive that a command is about.

use super::say::usage;
use crate::workspace::Workspace;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Which archive is meant.
#[derive(Args, Debug)]
pub(super) struct Root {
    /// Folder of the archive, where its book.toml is
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
}

impl Root {
    /// Reads the archive's folder; one that is not there is wrong usage.
    pub(super) fn open(&self) -> Result<Workspace, ExitCode> {
        let workspace = Workspace::open(&self.root)
            .map_err(|error| usage(&format!("cannot open `{}`: {error}", self.root.display())))?;
        // Whatever is asked for: a site that a killed build had moved aside is missed by its readers.
        workspace.restore(&target(&workspace, None));
        Ok(workspace)
    }
}

/// The output folder: the one asked for, or the one of book.toml.
pub(super) fn target(workspace: &Workspace, asked: Option<&Path>) -> PathBuf {
    asked.map_or_else(|| workspace.root.join(&workspace.input.editors.settings.build_dir), Path::to_owned)
}
