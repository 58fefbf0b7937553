//! Any text as a folder of files, cut at lines that name one (`>>> people.yaml`): the site builds, no path leaves it, and a
//! second build gives the same bytes.
#![no_main]

use onrecord::{Editors, Input, Memory, MemoryStore, Output, Problems, Source, TemplateFile, Templates, build};
use onrecord::model::settings::Settings;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::sync::Mutex;

const AUTHORITY_FILES: [&str; 5] = ["people.yaml", "topics.yaml", "events.yaml", "outlets.yaml", "relations.yaml"];

#[derive(Default)]
struct Files(Mutex<BTreeMap<String, Vec<u8>>>);

impl Output for Files {
    fn write(&self, path: &str, contents: &[u8]) -> std::io::Result<()> {
        assert!(!path.starts_with('/') && path.split('/').all(|part| !part.is_empty() && part != ".."), "{path}");
        self.0.lock().expect("no other thread panics").insert(path.to_owned(), contents.to_vec());
        Ok(())
    }
}

fn site(files: &BTreeMap<&str, &str>) -> BTreeMap<String, Vec<u8>> {
    let mut problems = Problems::default();
    let book = files.get("book.toml").map(|text| Source::new("book.toml", *text));
    let settings = book.map_or_else(Settings::default, |book| onrecord::read_settings(&book, &mut problems));
    let named = AUTHORITY_FILES.iter().filter_map(|name| Some(Source::new(*name, *files.get(name)?)));
    let authorities = onrecord::read_authorities(&named.collect::<Vec<_>>(), &mut problems);
    let own = files.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix("templates/")?.to_owned();
        Some(TemplateFile { name, source: Source::new(*path, *text) })
    });
    let templates = Templates::new(own.collect(), &mut problems);
    let input = Input { editors: Editors::new(settings, authorities), templates, statics: Vec::new() };
    let world = Memory::new(files.iter().map(|(path, text)| (*path, *text)));
    let output = Files::default();
    build(&input, &world, &MemoryStore::default(), &output).expect("memory does not fail");
    output.0.into_inner().expect("no thread panicked")
}

fuzz_target!(|data: &str| {
    let mut files = BTreeMap::new();
    for part in data.split(">>> ") {
        let (path, text) = part.split_once('\n').unwrap_or(("a.md", part));
        files.insert(path, text);
    }
    assert!(site(&files) == site(&files), "the same files give the same site");
});
