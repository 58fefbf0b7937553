//! The file that proves that a folder is ours, and tells our files from those that somebody else put there.
//!
//! ```text
//! Onrecord made this folder ...
//! - articles
//! - index.html
//! The paths of all its files, as numbers ...
//! 03f2a1b4 1c09d77e ...
//! ```
//!
//! Thirty-two bits a path: a tenth of what the paths would take, and of the files that somebody adds to a site of 20,000 files,
//! one in 200,000 would be taken for ours.

use super::{MARKER, WriteError, tree};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

const PURPOSE: &str = "Onrecord made this folder and replaces it as a whole. Its own files at the top level:";
const PATHS: &str = "The paths of all its files, as numbers, to tell them from files that somebody adds:";
/// Numbers in a line.
const IN_LINE: usize = 14;

/// What the marker says of a site of these files.
pub(super) fn text<'a>(files: impl Iterator<Item = &'a str> + Clone) -> String {
    let top: BTreeSet<&str> = files.clone().filter_map(|path| path.split('/').next()).collect();
    let numbers: BTreeSet<u32> = files.map(number).collect();
    let mut text = format!("{PURPOSE}\n");
    top.iter().for_each(|name| text.extend(["- ", name, "\n"]));
    text.extend([PATHS, "\n"]);
    for (index, number) in numbers.iter().enumerate() {
        let last = (index + 1) % IN_LINE == 0 || index + 1 == numbers.len();
        write!(text, "{number:08x}{}", if last { '\n' } else { ' ' }).expect("text takes any text");
    }
    text
}

/// The number of a path.
fn number(path: &str) -> u32 {
    // The lower half of the hash.
    xxh3_64(tree::composed(path).as_bytes()) as u32
}

/// Our files, as a marker names them.
struct Ours<'a> {
    top: BTreeSet<&'a str>,
    /// The numbers of all paths; `None` in a marker of an older version.
    paths: Option<BTreeSet<u32>>,
}

impl<'a> Ours<'a> {
    fn read(marker: &'a str) -> Ours<'a> {
        let mut lines = marker.lines();
        let top = lines.by_ref().take_while(|line| *line != PATHS).filter_map(|line| line.strip_prefix("- ")).collect();
        let paths = marker.contains(PATHS).then(|| {
            let numbers = lines.flat_map(|line| line.split(' '));
            numbers.filter_map(|number| u32::from_str_radix(number, 16).ok()).collect()
        });
        Ours { top, paths }
    }

    fn has(&self, path: &str) -> bool {
        path == MARKER || self.paths.as_ref().is_none_or(|paths| paths.contains(&number(path)))
    }
}

/// Whether a folder has our marker.
pub(crate) fn is_ours(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(MARKER)).is_ok_and(|facts| facts.is_file())
}

/// Whether a site with articles was published in a folder.
pub(super) fn has_articles(folder: &Path) -> bool {
    let pages = || fs::read_dir(folder.join("articles")).into_iter().flatten().flatten();
    // Their list is there in any case.
    is_ours(folder) && pages().any(|page| !page.file_name().to_string_lossy().starts_with("index"))
}

/// Refuses a folder with anything in it that we did not put there.
pub(super) fn check(folder: &Path) -> Result<(), WriteError> {
    let refused = |why: String| Err(WriteError::Refused { path: folder.to_owned(), why });
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return refused("it is a file".to_owned()),
        Err(cause) => return Err(WriteError::new(folder, cause)),
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let Some(first) = names.first() else { return Ok(()) };
    let Some(marker) = fs::read_to_string(folder.join(MARKER)).ok().filter(|_| is_ours(folder)) else {
        return refused(format!("it holds files that Onrecord did not make, such as `{first}`"));
    };
    let ours = Ours::read(&marker);
    let at_top = |name: &&String| *name != MARKER && !ours.top.contains(&*tree::composed(name));
    let foreign = match names.iter().find(at_top) {
        Some(name) => Some(name.clone()),
        None => first_foreign(folder, &ours).map_err(|cause| WriteError::new(folder, cause))?,
    };
    match foreign {
        Some(foreign) => refused(format!("`{foreign}` in it was not made by Onrecord; move it out of there")),
        None => Ok(()),
    }
}

/// The first file in a folder that a marker does not name.
fn first_foreign(folder: &Path, ours: &Ours<'_>) -> io::Result<Option<String>> {
    Ok(tree::files(folder)?.into_iter().filter(|path| !ours.has(path)).min())
}

/// Whether everything in a folder stands in the marker of `other`, which is a copy of what the folder held.
pub(super) fn is_part_of(folder: &Path, other: &Path) -> bool {
    let marker = fs::read_to_string(other.join(MARKER)).unwrap_or_default();
    let ours = Ours::read(&marker);
    ours.paths.is_some() && first_foreign(folder, &ours).is_ok_and(|foreign| foreign.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_names_what_is_ours_and_nothing_else() {
        let text = text(["articles/a.html", "index.html", "people/лавров.html"].into_iter());
        let ours = Ours::read(&text);
        assert_eq!(ours.top, ["articles", "index.html", "people"].into());
        assert!(ours.has("articles/a.html") && ours.has("people/лавров.html") && !ours.has("articles/b.html"));
        // As an older version wrote it: nothing is known of what lies deeper.
        let ours = Ours::read("Onrecord made this folder.\n- articles\n");
        assert!(ours.top.contains("articles") && ours.has("articles/b.html"));
    }
}
