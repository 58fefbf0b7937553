//! Whole sites in memory: what stands on their pages, and whether everything they link to is there.
//!
//! Each folder below `tests/site/` is a small archive with the pages it expects. Only `<main>` is compared, so that the frame of
//! all pages may change freely. `UPDATE=1 cargo test --test site` rewrites what is expected; an expected page that is not built
//! fails. `SITE_OUT=folder` writes the sites to disk, to look at them.

mod crawl;
mod harness;

use harness::Site;
use std::path::Path;

/// The folders that are archives: those with an `expected` folder.
fn archives() -> Vec<std::path::PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site");
    let folders = std::fs::read_dir(root).expect("the folder is there");
    let mut folders: Vec<_> = folders.map(|entry| entry.expect("readable").path()).collect();
    folders.retain(|folder| folder.join("expected").is_dir());
    folders.sort();
    folders
}

#[test]
fn every_page_says_what_is_expected() {
    for folder in archives() {
        Site::of(&folder).compare(&folder.join("expected"));
    }
}

#[test]
fn every_link_and_anchor_leads_somewhere_under_every_mount() {
    for folder in archives() {
        let site = Site::of(&folder);
        for mount in ["https://example.org/", "https://example.org/any/sub/path/", "file:///home/reader/archive/"] {
            let broken = crawl::broken(&site, mount);
            assert!(broken.is_empty(), "{} under {mount}:\n{}", folder.display(), broken.join("\n"));
        }
    }
}

#[test]
fn every_page_is_reachable_from_the_first_in_four_clicks() {
    for folder in archives() {
        let far = crawl::farther_than(&Site::of(&folder), 4);
        assert!(far.is_empty(), "{}: {far:?}", folder.display());
    }
}

#[test]
fn no_page_has_a_script_or_style_within_itself_or_loads_anything_from_elsewhere() {
    for folder in archives() {
        let foreign = crawl::foreign(&Site::of(&folder));
        assert!(foreign.is_empty(), "{}: {foreign:?}", folder.display());
    }
}
