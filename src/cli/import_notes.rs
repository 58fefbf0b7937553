//! `onrecord import-notes FILE`: notes made elsewhere become notes files beside their articles.
//!
//! A notes file that is there is never touched: what would go into it is printed instead. Whatever becomes no note is counted or
//! named: what not everybody may read, what has no text, what is on a place that a note cannot say, what answers nothing.

use super::archive::Root;
use super::say::{failure, say};
use crate::linking::survey::survey;
use crate::model::archive::Archive;
use crate::model::note::{Note, Reply};
use crate::parsing::annotations;
use crate::parsing::annotations::{Import, Imported};
use crate::workspace::cache::MemoryStore;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// W3C Web Annotations, an answer of the Hypothesis API or an export of its client, as JSON or JSON lines
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    root: Root,
    /// Also take annotations that not everybody may read: private ones, those of groups, hidden and flagged ones
    #[arg(long)]
    include_private: bool,
}

/// Status 1 if the file cannot be read or has no annotations, or if a public annotation could not become a note.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let shown = arguments.file.display();
    let text = match std::fs::read_to_string(&arguments.file) {
        Ok(text) => text,
        Err(error) => return failure(&format!("cannot read `{shown}`: {error}")),
    };
    let values = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}')).into_iter();
    let values: Vec<Value> = match values.collect() {
        Ok(values) => values,
        Err(error) => return failure(&format!("`{shown}` is not JSON: {error}")),
    };
    let Some(mut import) = annotations::import(&values, arguments.include_private) else {
        return failure(&format!(
            "`{shown}` has no annotations: expected Web Annotations, an answer of the Hypothesis API or an export of its client"
        ));
    };
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let archive = survey(&workspace.input.editors, &workspace.articles, &MemoryStore::default()).archive;
    let (imported, on_people) = apart(&archive, std::mem::take(&mut import.notes));
    let (by_article, strangers) = sorted(&archive, imported);
    let mut written = 0;
    for (article, notes) in &by_article {
        let stem = article.rsplit_once('.').map_or(article.as_str(), |(stem, _)| stem);
        let name = format!("{stem}.notes.yaml");
        let yaml = annotations::to_yaml(notes);
        match std::fs::File::create_new(workspace.root.join(&name)) {
            Ok(mut file) => {
                if let Err(error) = file.write_all(yaml.as_bytes()) {
                    return failure(&format!("cannot write `{name}`: {error}"));
                }
                written += notes.len();
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                if anstream::stdout().lock().write_all(format!("# add to {name}\n{yaml}\n").as_bytes()).is_err() {
                    return ExitCode::FAILURE;
                }
            }
            Err(error) => return failure(&format!("cannot write `{name}`: {error}")),
        }
    }
    for (name, notes) in &on_people {
        let entry = format!("# add to `{name}` in people.yaml\n  notes:\n{}", indented(&annotations::to_yaml(notes)));
        if anstream::stdout().lock().write_all(entry.as_bytes()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    let all: usize = by_article.values().chain(on_people.values()).map(Vec::len).sum();
    let replies: usize = by_article.values().chain(on_people.values()).flatten().map(|note| count(&note.replies)).sum();
    let with = if replies > 0 { format!(", with {}", plural(replies, "reply", "replies")) } else { String::new() };
    say(format_args!("{written} of {} written, {} printed{with}", plural(all, "note", "notes"), all - written));
    let mut complete = tell(&import);
    for page in &strangers {
        failure(&format!("no article of the archive is `{page}`"));
        complete = false;
    }
    if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Says what became no note, and why. False if something should have.
fn tell(import: &Import) -> bool {
    if !import.not_public.is_empty() {
        let kinds = import.not_public.iter().map(|(access, count)| format!("{count} {}", access.describe()));
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        say(format_args!("left out because not everybody may read them: {kinds} (`--include-private` takes them too)"));
    }
    if import.without_text > 0 {
        say(format_args!("left out because they have no text: {}", import.without_text));
    }
    if import.on_pages > 0 {
        say(format_args!("on a page as a whole, not on words: {}", import.on_pages));
    }
    let mut complete = true;
    let mut fail = |message: String| {
        failure(&message);
        complete = false;
    };
    for (place, names) in &import.unplaced {
        let annotations = plural(names.len(), "annotation is", "annotations are");
        fail(format!("{annotations} not on words ({place}), which a note cannot say: {}", first_few(names)));
    }
    if !import.orphans.is_empty() {
        let replies = plural(import.orphans.len(), "reply answers", "replies answer");
        fail(format!("{replies} nothing that is a note here: {}", first_few(&import.orphans)));
    }
    if import.strange > 0 {
        fail(format!("without a target, so no annotation: {}", import.strange));
    }
    for incomplete in &import.incomplete {
        fail(format!("{incomplete}: import the rest too"));
    }
    complete
}

/// Names in a message, not more than a person reads.
fn first_few(names: &[String]) -> String {
    const FEW: usize = 10;
    let shown = names.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(FEW) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn count(replies: &[Reply]) -> usize {
    replies.iter().map(|reply| 1 + count(&reply.replies)).sum()
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The notes that are on pages of people, by name, taken from the others.
fn apart(archive: &Archive, imported: Vec<Imported>) -> (Vec<Imported>, BTreeMap<String, Vec<Note>>) {
    let names: BTreeMap<String, &str> =
        archive.people.iter().map(|person| (format!("people/{}.html", person.slug), person.name.as_str())).collect();
    let (mut others, mut on_people) = (Vec::new(), BTreeMap::<String, Vec<Note>>::new());
    for one in imported {
        let address = bare(&one.page);
        let page = address.rfind("people/").map_or(address, |at| &address[at..]);
        match names.get(page).filter(|_| one.note.quote.is_empty()) {
            Some(name) => on_people.entry((*name).to_owned()).or_default().push(one.note),
            None => others.push(one),
        }
    }
    (others, on_people)
}

/// Lines as they stand within an entry.
fn indented(yaml: &str) -> String {
    yaml.lines().map(|line| format!("    {line}\n")).collect()
}

/// The notes by the path of their article, in the order of the file; and the pages that are no article.
fn sorted(archive: &Archive, imported: Vec<Imported>) -> (BTreeMap<String, Vec<Note>>, Vec<String>) {
    let mut paths = BTreeMap::<String, &str>::new();
    for article in &archive.articles {
        paths.insert(format!("{}.html", article.slug), &article.path);
        if let Some(url) = &article.url {
            paths.insert(bare(url).to_owned(), &article.path);
        }
    }
    let (mut by_article, mut strangers) = (BTreeMap::<String, Vec<Note>>::new(), Vec::new());
    for Imported { page, note } in imported {
        let address = bare(&page);
        let file = address.rsplit('/').next().unwrap_or(address);
        match paths.get(address).or_else(|| paths.get(file)) {
            Some(path) => by_article.entry((*path).to_owned()).or_default().push(note),
            None if strangers.contains(&page) => {}
            None => strangers.push(page),
        }
    }
    (by_article, strangers)
}

/// An address without scheme, fragment, query and slash at its end.
fn bare(address: &str) -> &str {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    address.split(['#', '?']).next().unwrap_or(address).trim_end_matches('/')
}
