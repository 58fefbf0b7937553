//! Builds a folder of articles in memory, and compares its pages with what is expected.

use onrecord::model::settings::Settings;
use onrecord::{
    Editors, Input, Memory, MemoryStore, Output, Problems, Source, TemplateFile, Templates, build, statics,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

/// A site in memory.
pub(crate) struct Site {
    /// Its files, by path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

#[derive(Default)]
struct InMemory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Output for InMemory {
    fn write(&self, path: &str, contents: &[u8]) -> std::io::Result<()> {
        let earlier = self.0.lock().expect("no test panics while writing").insert(path.to_owned(), contents.to_vec());
        assert!(earlier.is_none(), "{path} is written twice");
        Ok(())
    }
}

impl Site {
    /// Builds a folder: articles, authority files, `book.toml` and `templates/`, where there are any.
    pub(crate) fn of(folder: &Path) -> Site {
        let site = Site::made_of(read_folder(folder));
        if let Some(out) = std::env::var_os("SITE_OUT") {
            site.write(&Path::new(&out).join(folder.file_name().expect("it has a name")));
        }
        site
    }

    /// Builds files, by path.
    pub(crate) fn made_of(files: Vec<(String, String)>) -> Site {
        let named =
            |name: &str| files.iter().find(|(path, _)| path == name).map(|(path, text)| Source::new(path, text));
        let mut problems = Problems::default();
        let settings =
            named("book.toml").map_or_else(Settings::default, |book| onrecord::read_settings(&book, &mut problems));
        let yaml = ["people.yaml", "topics.yaml", "events.yaml", "outlets.yaml", "relations.yaml"];
        let sources: Vec<Source> = yaml.iter().filter_map(|name| named(name)).collect();
        let authorities = onrecord::read_authorities(&sources, &mut problems);
        let own = files.iter().filter_map(|(path, text)| {
            let name = path.strip_prefix("templates/")?.to_owned();
            Some(TemplateFile { name, source: Source::new(path, text) })
        });
        let templates = Templates::new(own.collect(), &mut problems);
        let input = Input { editors: Editors::new(settings, authorities), templates, statics: statics(Vec::new()) };
        let output = InMemory::default();
        let world = Memory::new(files);
        build(&input, &world, &MemoryStore::default(), &output).expect("memory does not fail");
        Site { files: output.0.into_inner().expect("no thread panicked") }
    }

    /// The HTML pages.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let pages = self.files.iter().filter(|(path, _)| path.ends_with(".html"));
        pages.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("pages are UTF-8")))
    }

    fn write(&self, folder: &Path) {
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("writable");
            std::fs::write(path, bytes).expect("writable");
        }
    }

    /// Compares `<main>` of every expected page.
    pub(crate) fn compare(&self, expected: &Path) {
        for (path, text) in read_folder(expected) {
            let page = self.files.get(&path).unwrap_or_else(|| panic!("{path} is expected but not built"));
            let main = one_element_a_line(main_of(std::str::from_utf8(page).expect("pages are UTF-8")));
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(expected.join(&path), &main).expect("writable");
            } else {
                assert!(
                    main == text.replace("\r\n", "\n"),
                    "{path} is not as expected:\n{}",
                    first_difference(&text, &main)
                );
            }
        }
    }
}

fn main_of(page: &str) -> &str {
    let start = page.find("<main").and_then(|at| page[at..].find('>').map(|end| at + end + 1)).unwrap_or(0);
    let end = page.find("</main>").unwrap_or(page.len());
    &page[start..end]
}

/// Pages are dense; for people to read and compare, each block begins a line.
fn one_element_a_line(html: &str) -> String {
    let mut text = html.to_owned();
    for tag in [
        "<p", "<li", "<h1", "<h2", "<h3", "<div", "<aside", "<details", "<summary", "<section", "<ul", "<tr", "<figure",
    ] {
        text = text.replace(tag, &format!("\n{tag}"));
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

fn first_difference(expected: &str, found: &str) -> String {
    let mut lines = expected.lines().zip(found.lines()).enumerate();
    match lines.find(|(_, (expected, found))| expected != found) {
        Some((at, (expected, found))) => format!("line {}\n- {expected}\n+ {found}", at + 1),
        None => "one of them is longer".to_owned(),
    }
}

/// Every file below a folder but those of `expected`, by path.
fn read_folder(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || entry.file_name() != "expected") {
        let entry = entry.expect("readable");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("it is below");
            let path = path.to_str().expect("test files have plain names").replace('\\', "/");
            files.push((path, std::fs::read_to_string(entry.path()).expect("test files are text")));
        }
    }
    files
}
