//! Whole sites in memory: what stands on their pages, and whether everything they link to is there.
//!
//! Each folder below `tests/site/` is a small archive with the pages it expects. Only `<main>` is compared, so that the frame of
//! all pages may change freely. `UPDATE=1 cargo test --test site` rewrites what is expected; an expected page that is not built
//! fails. `SITE_OUT=folder` writes the sites to disk, to look at them.

#![expect(clippy::disallowed_methods, reason = "the expected pages are files")]

mod crawl;
#[path = "../../benches/generator/mod.rs"]
#[allow(dead_code, reason = "benches use what is not used here")]
mod generator;
mod harness;
mod standing;
mod statements;
mod weight;

use harness::Site;
use onrecord::model::statement::Rule;
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
fn words_before_a_late_headline_and_dateline_have_their_anchors_too() {
    let late = "million. Smirnova, said that on the table.\n\n(91)\n\nMOSCOW, /TASS/. \n";
    let later = "“The bridge will open in May,” said Ana Ruiz, the mayor.\n\nMayor sees chances\n\nBy Ole Lund\n\n\
        LISSE, January 28, 2022. /TASS/. The ferry stops, Ana Ruiz said on Friday.\n";
    let note = "- quote: will open in May\n  body: It did.\n";
    let files = [("seeds/a.txt", late), ("seeds/b.txt", later), ("seeds/b.notes.yaml", note)];
    let site = Site::made_of(files.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec());
    let broken = crawl::broken(&site, "https://example.org/");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let page = String::from_utf8_lossy(&site.files["articles/a.html"]).into_owned();
    assert!(page.contains("<mark id=s-"), "the words are marked: {page}");
}

#[test]
fn every_page_is_reachable_from_the_first_in_four_clicks() {
    for folder in archives() {
        let far = crawl::farther_than(&Site::of(&folder), 4);
        assert!(far.is_empty(), "{}: {far:?}", folder.display());
    }
}

#[test]
fn every_item_of_lists_with_sixty_pages_is_four_clicks_away_without_a_script() {
    let first_names = ["Ada", "Bert", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hal", "Ida", "Jon", "Kay", "Leo"];
    let last_names = ["Marsh", "Norden", "Oakley", "Prentiss", "Quill", "Rowan", "Sutter", "Thorne", "Umber", "Vance"];
    let mut files = vec![("book.toml".to_owned(), "[archive]\npage-size = 5\n".to_owned())];
    for number in 0..300 {
        let name = format!("{} {}", first_names[number % 12], last_names[number / 12 % 10]);
        let day = format!("{}-{:02}-{:02}", 2000 + number / 12, number % 12 + 1, number % 28 + 1);
        let text = format!("---\ntitle: Report {number}\ndate: {day}\ntopics: [Subject {}]\n---\n", number / 6);
        let said = format!("\u{201c}Plan {number} will go to the council in spring,\u{201d} {name} said on Monday.\n");
        files.push((format!("seeds/{number:03}.md"), text + &said));
        let note = format!("- quote: Plan {number}\n  body: About plan {number}.\n");
        files.push((format!("seeds/{number:03}.notes.yaml"), note));
    }
    let site = Site::made_of(files);
    let lists = ["articles/index.60.html", "statements/index.60.html", "notes/index.60.html"];
    assert!(lists.iter().all(|path| site.files.contains_key(*path)), "the lists are shorter than they should be");
    let far = crawl::farther_than(&site, 4);
    assert!(far.is_empty(), "{} pages, among them {:?}", far.len(), &far[..far.len().min(5)]);
}

#[test]
fn no_page_has_a_script_or_style_within_itself_or_loads_anything_from_elsewhere() {
    for folder in archives() {
        let foreign = crawl::foreign(&Site::of(&folder));
        assert!(foreign.is_empty(), "{}: {foreign:?}", folder.display());
    }
}

#[test]
fn every_rule_that_finds_a_statement_is_explained_on_the_page_about_the_archive() {
    let explained = include_str!("../../templates/rules.html");
    let is_found = |rule: &&Rule| **rule != Rule::Editor;
    let names = Rule::ALL.iter().filter(is_found).map(|rule| rule.name());
    let missing: Vec<&str> = names.filter(|name| !explained.contains(&format!("<code>{name}</code>"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
