//! What makes a site on a server installable and readable without a network: a manifest and a service worker.
//!
//! From disk neither is asked for: the page script adds them only on http.

use crate::model::archive::Archive;
use crate::model::world::Output;
use crate::site::input::Input;
use crate::site::page::Page;
use serde_json::json;
use std::collections::BTreeSet;
use xxhash_rust::xxh3::Xxh3;

const WORKER: &str = include_str!("../../../static/sw.js");
/// Up to this many pages, all of them are kept on the first visit; of a larger archive the ways in, and what is read.
const ALL: usize = 400;

/// Writes `manifest.webmanifest` and `sw.js`.
pub(crate) fn write(archive: &Archive, pages: &[Page], input: &Input, output: &dyn Output) -> std::io::Result<()> {
    let settings = &input.editors.settings;
    let manifest = json!({
        "name": settings.title, "short_name": settings.title, "description": settings.description,
        "lang": settings.language, "start_url": "index.html", "scope": ".", "display": "minimal-ui",
        "icons": [{"src": "assets/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    });
    output.write("manifest.webmanifest", manifest.to_string().as_bytes())?;
    let statics = input.statics.iter().map(|(path, _)| format!("assets/{path}"));
    let mut kept: Vec<String> = statics.collect();
    let small = pages.len() <= ALL;
    let wanted = |page: &&Page| small || is_way_in(page);
    kept.extend(pages.iter().filter(wanted).map(|page| page.path(archive)));
    let kept: Vec<String> = kept.iter().map(|path| super::address::encoded(path)).collect();
    let first = |page: &Page| page.path(archive).split('/').next().map(super::address::encoded);
    let mut places: BTreeSet<String> = pages.iter().filter_map(first).collect();
    // The empty place is the address of the site itself.
    places.extend(["", "assets", "search", "manifest.webmanifest"].map(str::to_owned));
    let worker = WORKER
        .replace("[\"{pages}\"]", &json!(kept).to_string())
        .replace("[\"{places}\"]", &json!(places).to_string())
        .replace("{version}", &version(archive));
    output.write("sw.js", worker.as_bytes())
}

/// Whether a page is where readers begin.
fn is_way_in(page: &Page) -> bool {
    use Page::{Articles, Dates, Events, Home, Outlets, People, Search, Statements, Topics};
    matches!(page, Home | Articles(1) | Dates | Topics | People | Outlets | Events | Statements(1) | Search)
}

/// Changes when an article or a statement does.
fn version(archive: &Archive) -> String {
    let mut hash = Xxh3::new();
    // Each text after its length: where one ends and the next begins counts too.
    let mut text = |text: &str| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    for row in &archive.articles {
        text(&row.slug);
        text(&row.title);
        text(&row.words.to_string());
    }
    archive.statements.iter().for_each(|row| text(&row.key));
    format!("{:016x}", hash.digest())
}
