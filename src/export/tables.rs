//! The tables of the site's `data/` folder in memory, for those who want rows and no site.

use crate::model::archive::Archive;
use crate::model::world::Output;
use crate::site::feeds;
use crate::site::feeds::address::Addresses;
use crate::site::input::Input;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

/// The rows of each table as JSON lines, by the name of its file without ending: `statements`, `articles` and so on.
pub fn tables(archive: &Archive, input: &Input) -> Vec<(String, Vec<u8>)> {
    let files = Files::default();
    feeds::write_tables(archive, &files).expect("memory takes any table");
    let settings = &input.editors.settings;
    let notes = feeds::annotations::write(archive, settings, &Addresses::new(settings));
    let mut files = files.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.insert("notes".to_owned(), notes_of(&notes));
    files.into_iter().collect()
}

/// The annotations of a collection, one a line.
fn notes_of(collection: &[u8]) -> Vec<u8> {
    let collection: serde_json::Value = serde_json::from_slice(collection).expect("it was written as JSON");
    let items = collection["first"]["items"].as_array();
    let lines = items.into_iter().flatten().map(|item| format!("{item}\n"));
    lines.collect::<String>().into_bytes()
}

/// Files in memory, by the part of their name that tells the table.
#[derive(Default)]
struct Files(Mutex<BTreeMap<String, Vec<u8>>>);

impl Output for Files {
    fn write(&self, path: &str, contents: &[u8]) -> io::Result<()> {
        let name = path.trim_start_matches("data/").trim_end_matches(".jsonl").to_owned();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name, contents.to_vec());
        Ok(())
    }
}
