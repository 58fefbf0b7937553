//! Proof that a built site holds nothing of what redactions.yaml hides.
//!
//! Every file is read as it is: its name, its text with addresses, markup and scripts decoded, and a page's text also without its tags, so
//! that no tag hides a name. In the files of the search index words stand alone, beside their stems, and are cut short; there each
//! word of a name is looked for that no page shows.

use super::Workspace;
use crate::model::redactions::Redaction;
use crate::reading::covering::patterns_of;
use crate::site::search::terms;
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::redacted::{Pattern, find};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use walkdir::WalkDir;

/// Shorter words of a name are also parts of others.
const LETTERS: usize = 4;

/// What became of a search for what is hidden.
#[derive(Debug, Default)]
pub struct Checked {
    /// How many files were read.
    pub files: usize,
    /// Where something was found.
    pub problems: Problems,
}

/// A redaction, ready to be looked for.
struct Hidden<'a> {
    redaction: &'a Redaction,
    patterns: Vec<Pattern>,
}

impl Workspace {
    /// Looks for what is hidden in every file of a site.
    pub fn check_redactions(&self, site: &Path) -> io::Result<Checked> {
        let redactions = self.input.editors.redactions().iter();
        let hidden: Vec<Hidden> =
            redactions.map(|redaction| Hidden { redaction, patterns: patterns_of(redaction) }).collect();
        let mut checked = Checked::default();
        let mut shown = BTreeSet::new();
        let mut index = Vec::new();
        for entry in WalkDir::new(site).sort_by_file_name() {
            let entry = entry.map_err(io::Error::from)?;
            if !entry.file_type().is_file() {
                continue;
            }
            let inside = entry.path().strip_prefix(site).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
            let bytes = std::fs::read(entry.path())?;
            let text = String::from_utf8_lossy(&bytes);
            checked.files += 1;
            let is_page = inside.ends_with(".html");
            let plain = if is_page { without_tags(&text) } else { String::new() };
            for one in &hidden {
                let about =
                    one.redaction.article.as_deref().is_none_or(|slug| inside.contains(slug) || plain.contains(slug));
                let found =
                    about && [inside.as_str(), &text, &plain].iter().any(|text| !find(&one.patterns, text).is_empty());
                if found {
                    checked.problems.push(leak(one.redaction, &inside));
                }
            }
            if is_page {
                shown.extend(words_of(&plain));
            } else if inside.starts_with("search/") && inside.ends_with(".js") {
                index.push((inside, text.into_owned()));
            }
        }
        let names = hidden.iter().filter(|one| one.redaction.article.is_none() && one.redaction.words.is_none());
        for one in names {
            let words = one.patterns.iter().flat_map(Pattern::words).filter(|word| word.chars().count() >= LETTERS);
            let secret: Vec<String> = words.filter(|word| !shown.contains(word)).collect();
            for (path, text) in &index {
                if terms(text).iter().any(|term| secret.contains(term)) {
                    checked.problems.push(leak(one.redaction, path));
                }
            }
        }
        Ok(checked)
    }
}

fn leak(redaction: &Redaction, path: &str) -> Diagnostic {
    // Not the name itself: a report is shown to more people than an archive's files.
    let reason = redaction.reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    Diagnostic::error("redaction-leak", format!("this holds what a redaction hides{reason}")).in_file(path)
}

/// The text of a page as it is read.
fn without_tags(page: &str) -> String {
    let mut text = String::with_capacity(page.len() / 2);
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    text.push_str(rest);
    text
}

/// The words of a text, folded.
fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(crate::text::folding::folded)
}
