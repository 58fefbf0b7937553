//! What a folder really holds, compared with what it should hold.

use super::MARKER;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// The paths of everything below a folder that is no folder itself, with `/`, in no order.
pub(super) fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    Ok(found)
}

fn collect(folder: &Path, before: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a folder holds the files with these paths and the marker, and nothing else.
pub(super) fn is_exactly<T>(folder: &Path, wanted: &BTreeMap<String, T>) -> io::Result<bool> {
    let found = files(folder)?;
    let expected = |path: &String| path == MARKER || wanted.contains_key(path) || wanted.contains_key(&*composed(path));
    Ok(found.len() == wanted.len() + 1 && found.iter().all(expected))
}

/// A path as most file systems keep it. Some of macOS take accents apart.
pub(super) fn composed(path: &str) -> Cow<'_, str> {
    if path.is_ascii() { Cow::Borrowed(path) } else { Cow::Owned(path.nfc().collect()) }
}
