//! What an earlier site had that this archive has no longer, and the lines of permalinks.yaml that lead on from it.

use super::load::input;
use super::{PERMALINKS, Workspace};
use crate::linking::successors::{Kind, Old, OldNamed, Vanished, vanished};
use crate::model::permalinks::Permalink;
use crate::parsing::permalinks;
use crate::parsing::yaml::scalar;
use crate::site::renderer::Renderer;
use crate::text::diagnostic::Problems;
use crate::text::source::Source;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use walkdir::WalkDir;

/// The tables of an earlier site with something that has a page.
const NAMED: [(Kind, &str); 5] = [
    (Kind::Person, "people"),
    (Kind::Topic, "topics"),
    (Kind::Outlet, "outlets"),
    (Kind::Event, "events"),
    (Kind::Occasion, "occasions"),
];

impl Workspace {
    /// What would vanish if the site at `old`, or the one whose `data/` is there, gave way to one of this archive.
    pub fn against(&self, old: &Path) -> io::Result<Vec<Vanished>> {
        let old = read(old)?;
        let built = self.survey();
        let renderer = Renderer::new(&self.input, &built.archive);
        let pages: BTreeSet<String> = renderer.plan().iter().map(|page| page.path(&built.archive)).collect();
        Ok(vanished(&old, &built.archive, &pages))
    }

    /// Adds a line to `permalinks.yaml` for everything that has a successor; how many. Nothing else in it changes.
    pub fn keep_permalinks(&self, vanished: &[Vanished]) -> io::Result<usize> {
        let lines: Vec<String> = vanished.iter().filter_map(line).collect();
        if lines.is_empty() {
            return Ok(0);
        }
        let path = self.root.join(PERMALINKS);
        let before = match fs::symlink_metadata(&path) {
            Ok(facts) if !facts.is_file() => return Err(io::Error::other("it is no regular file")),
            Ok(_) => {
                let (bytes, _) = input::read(&self.root, PERMALINKS, super::TEXT_LIMIT)
                    .map_err(|refusal| io::Error::other(refusal.diagnostic(PERMALINKS).message))?;
                String::from_utf8(bytes).map_err(io::Error::other)?
            }
            Err(_) => String::new(),
        };
        let mut after = before.clone();
        if !after.is_empty() && !after.ends_with('\n') {
            after.push('\n');
        }
        lines.iter().for_each(|line| after.push_str(line));
        let entries = |text: &str| {
            let mut problems = Problems::default();
            let read = permalinks::read(&Source::new(PERMALINKS, text), &mut problems);
            let read: Vec<(String, String)> = read.into_iter().map(|Permalink { was, now, .. }| (was, now)).collect();
            (read, problems.0.len())
        };
        let ((mut expected, faults), (found, now_faults)) = (entries(&before), entries(&after));
        expected.extend(vanished.iter().filter_map(|one| Some((one.was.clone(), one.now.clone()?))));
        if expected != found || faults != now_faults {
            return Err(io::Error::other("it is written in a way to which no line can be added: add them by hand"));
        }
        let new = self.root.join(".permalinks.yaml.onrecord-new");
        super::own::create_new(&new)?.write_all(after.as_bytes())?;
        fs::rename(&new, &path)?;
        Ok(lines.len())
    }
}

/// The line of permalinks.yaml for something that has a successor.
fn line(one: &Vanished) -> Option<String> {
    let now = one.now.as_ref()?;
    Some(format!("- {{was: {}, now: {}}}\n", scalar(&one.was), scalar(now)))
}

/// What a site has, by its data files, and by its pages if they are there.
fn read(folder: &Path) -> io::Result<Old> {
    let data = if folder.join("data/statements.jsonl").is_file() { folder.join("data") } else { folder.to_owned() };
    let mut old = Old { statements: rows(&data, "statements")?, articles: rows(&data, "articles")?, ..Old::default() };
    for (kind, table) in NAMED {
        // An older version may not have had all of them.
        if data.join(format!("{table}.jsonl")).is_file() {
            let rows: Vec<OldNamed> = rows(&data, table)?;
            old.named.insert(kind, rows);
        }
    }
    if data != folder {
        for entry in WalkDir::new(folder) {
            let entry = entry.map_err(io::Error::from)?;
            let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let path = inside.to_string_lossy().replace('\\', "/");
            if entry.file_type().is_file() && path.ends_with(".html") {
                old.pages.insert(path);
            }
        }
    }
    Ok(old)
}

/// The rows of a table.
fn rows<T: DeserializeOwned>(data: &Path, table: &str) -> io::Result<Vec<T>> {
    let path = data.join(format!("{table}.jsonl"));
    let named = |cause: &dyn std::fmt::Display| io::Error::other(format!("`{}`: {cause}", path.display()));
    let file = fs::File::open(&path).map_err(|cause| named(&cause))?;
    let mut rows = Vec::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|cause| named(&cause))?;
        if !line.is_empty() {
            let row = serde_json::from_str(&line).map_err(|cause| named(&format!("line {}: {cause}", number + 1)))?;
            rows.push(row);
        }
    }
    Ok(rows)
}
