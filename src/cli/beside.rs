//! The archive that a file belongs to: its settings and authority files, for commands that are given single files.

use super::report;
use crate::reading::editors::Editors;
use crate::text::diagnostic::{Level, Problems};
use std::path::{Path, PathBuf};

/// The settings of an archive; the folder that has them is its root.
const BOOK: &str = "book.toml";
/// Where there are none, a folder with one of these is taken for the root.
const AUTHORITIES: [&str; 4] = ["people.yaml", "topics.yaml", "events.yaml", "outlets.yaml"];

/// The root of the archive that a file lies in, if it lies in one.
pub(super) fn root(file: &Path) -> Option<PathBuf> {
    let file = file.canonicalize().ok()?;
    let has = |folder: &Path, names: &[&str]| names.iter().any(|name| folder.join(name).is_file());
    let folders = || file.ancestors().skip(1);
    let root =
        folders().find(|folder| has(folder, &[BOOK])).or_else(|| folders().find(|folder| has(folder, &AUTHORITIES)));
    root.map(Path::to_owned)
}

/// What an article of the archive is analysed with; without an archive, the defaults. What is wrong with its files is printed.
pub(super) fn editors(root: Option<&Path>) -> Editors {
    let mut problems = Problems::default();
    let editors = crate::workspace::editors(root, None, &mut problems);
    let mut out = anstream::stderr().lock();
    // A report that cannot be printed has nobody to read it.
    let _ = report::print(&mut out, &problems, report::Format::Human, Level::Warning, Path::new(""));
    editors
}
