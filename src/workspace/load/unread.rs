//! Files below the folder of articles that are no articles: reported once, kind by kind, so that nothing is left behind in silence.

use crate::parsing::imports::Kind;
use crate::text::diagnostic::{Diagnostic, Problems};
use std::collections::BTreeMap;

/// Most names of a kind that a report gives.
const NAMES: usize = 6;
/// Most files or folders that a command names.
const FEW: usize = 3;
/// Endings of what belongs to saved pages and holds no text of its own.
const PARTS_OF_PAGES: [&str; 24] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "ico", "bmp", "css", "js", "mjs", "map", "woff", "woff2",
    "ttf", "otf", "mp3", "mp4", "webm", "m4a", "wav", "ogg", "mov",
];
/// Endings of files that are read otherwise, or are none of the archive's.
const OURS: [&str; 5] = ["toml", "yaml", "yml", "lock", "tera"];

/// What stands for their endings.
const PARTS: &str = "parts of pages";

/// The files that are not read, by their endings in lower case.
#[derive(Debug, Default)]
pub(super) struct Unread(BTreeMap<String, Vec<String>>);

impl Unread {
    /// Remembers a file by its path in the archive.
    pub(super) fn take(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
        // README, LICENSE and their like stand beside many folders.
        let about = ending.is_empty() && !name.chars().any(char::is_lowercase);
        if OURS.contains(&ending.as_str()) || about {
            return;
        }
        let kind = if PARTS_OF_PAGES.contains(&ending.as_str()) { PARTS.to_owned() } else { ending };
        self.0.entry(kind).or_default().push(path.to_owned());
    }

    /// Reports all of them at once, kind by kind, with the way out.
    pub(super) fn report(mut self, problems: &mut Problems) {
        if let Some(paths) = self.0.remove(PARTS) {
            let files = if paths.len() == 1 { "file" } else { "files" };
            let message = format!("{} {files} with pictures, sounds, styles or scripts not used", paths.len());
            problems.push(Diagnostic::info("parts-of-pages", message).in_file(paths[0].as_str()));
        }
        let Some(first) = self.0.values().flatten().min().cloned() else { return };
        let count = self.0.values().map(Vec::len).sum::<usize>();
        let kinds: Vec<String> = self.0.iter().map(|(ending, paths)| kind(ending, paths)).collect();
        let (files, are) = if count == 1 { ("file", "is") } else { ("files", "are") };
        let message = format!("{count} {files} {are} not read: {}", kinds.join("; "));
        let mut problem = Diagnostic::warning("unread-files", message).in_file(first);
        if let Some(command) = self.command() {
            problem = problem.hint(format!("`{command}` makes articles of those that it can read"));
        }
        let hint = "save them as text, Markdown or HTML, or give them names that start with `_` to leave them out";
        problems.push(problem.hint(hint));
    }

    /// The command that imports what can be imported: the files where there are few, else their folders.
    fn command(&self) -> Option<String> {
        let kinds = self.0.iter().filter(|(ending, _)| Kind::has_ending(ending));
        let mut paths: Vec<&str> = kinds.flat_map(|(_, paths)| paths).map(String::as_str).collect();
        paths.sort_unstable();
        if paths.len() > FEW {
            paths = paths.iter().map(|path| path.rsplit_once('/').map_or(".", |(folder, _)| folder)).collect();
            paths.dedup();
            paths.truncate(FEW);
        }
        let quoted = |path: &str| match path.chars().all(|letter| letter.is_alphanumeric() || "/._-".contains(letter)) {
            true => path.to_owned(),
            false => format!("'{}'", path.replace('\'', "'\\''")),
        };
        let paths: Vec<String> = paths.into_iter().map(quoted).collect();
        (!paths.is_empty()).then(|| format!("onrecord import {}", paths.join(" ")))
    }
}

/// The files of one ending: "12 PDF (a.pdf, b.pdf and 10 more)".
fn kind(ending: &str, paths: &[String]) -> String {
    let names: Vec<&str> = paths.iter().take(NAMES).map(|path| path.rsplit('/').next().unwrap_or(path)).collect();
    let more = if paths.len() > NAMES { format!(" and {} more", paths.len() - NAMES) } else { String::new() };
    let name = if ending.is_empty() { "without an ending".to_owned() } else { ending.to_uppercase() };
    format!("{} {name} ({}{more})", paths.len(), names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_reported_once_with_its_names() {
        let mut unread = Unread::default();
        for path in [
            "src/a.pdf",
            "src/b.PDF",
            "src/c.docx",
            "src/page_files/d.png",
            "src/people.yaml",
            "src/LICENSE",
            "src/clip",
        ] {
            unread.take(path);
        }
        let mut problems = Problems::default();
        unread.report(&mut problems);
        let messages: Vec<&str> = problems.0.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "1 file with pictures, sounds, styles or scripts not used",
                "4 files are not read: 1 without an ending (clip); 1 DOCX (c.docx); 2 PDF (a.pdf, b.PDF)",
            ]
        );
        assert_eq!(
            problems.0[1].hints[0],
            "`onrecord import src/a.pdf src/b.PDF src/c.docx` makes articles of those that it can read"
        );
    }

    #[test]
    fn of_many_files_the_folders_are_named() {
        let mut unread = Unread::default();
        ["src/a.pdf", "src/b.pdf", "src/c.pdf", "src/o'd e/d.pdf", "src/x.csv"]
            .into_iter()
            .for_each(|path| unread.take(path));
        assert_eq!(unread.command().as_deref(), Some("onrecord import src 'src/o'\\''d e'"));
    }
}
