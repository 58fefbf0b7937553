//! `onrecord import-notes FILE`: notes made elsewhere become notes files beside their articles.
//!
//! A notes file that is there is never touched: what would go into it is printed instead.

use super::Root;
use onrecord::model::archive::Archive;
use onrecord::reading::notes::Note;
use onrecord::survey;
use onrecord::workspace::cache::MemoryShelf;
use onrecord::workspace::import_notes;
use onrecord::workspace::import_notes::Imported;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A W3C Web Annotation collection, or what the Hypothesis API answers, as JSON
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    root: Root,
}

/// Status 1 if the file cannot be read or has no annotations, or if an annotation is on no article of the archive.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let shown = arguments.file.display();
    let text = match std::fs::read_to_string(&arguments.file) {
        Ok(text) => text,
        Err(error) => return super::failure(&format!("cannot read `{shown}`: {error}")),
    };
    let json = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(json) => json,
        Err(error) => return super::failure(&format!("`{shown}` is not JSON: {error}")),
    };
    let Some((imported, empty)) = import_notes::import(&json) else {
        return super::failure(&format!(
            "`{shown}` has no annotations: expected a W3C collection or a Hypothesis answer"
        ));
    };
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let archive = survey(&workspace.input, &workspace.articles, &MemoryShelf::default()).archive;
    let (imported, on_people) = apart(&archive, imported);
    let (by_article, strangers) = sorted(&archive, imported);
    let mut written = 0;
    for (article, notes) in &by_article {
        let stem = article.rsplit_once('.').map_or(article.as_str(), |(stem, _)| stem);
        let name = format!("{stem}.notes.yaml");
        let yaml = import_notes::to_yaml(notes);
        match std::fs::File::create_new(workspace.root.join(&name)) {
            Ok(mut file) => {
                if let Err(error) = file.write_all(yaml.as_bytes()) {
                    return super::failure(&format!("cannot write `{name}`: {error}"));
                }
                written += notes.len();
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                if anstream::stdout().lock().write_all(format!("# add to {name}\n{yaml}\n").as_bytes()).is_err() {
                    return ExitCode::FAILURE;
                }
            }
            Err(error) => return super::failure(&format!("cannot write `{name}`: {error}")),
        }
    }
    for (name, notes) in &on_people {
        let entry = format!("# add to `{name}` in people.yaml\n  notes:\n{}", indented(&import_notes::to_yaml(notes)));
        if anstream::stdout().lock().write_all(entry.as_bytes()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    let all: usize = by_article.values().chain(on_people.values()).map(Vec::len).sum();
    anstream::eprintln!("{written} of {all} notes written, {} printed, {empty} without text left out", all - written);
    for page in &strangers {
        super::failure(&format!("no article of the archive is `{page}`"));
    }
    if strangers.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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
