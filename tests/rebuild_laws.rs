//! Laws of the second build, over random edits of a small archive: the site is byte for byte that of a build from nothing, and
//! a file whose bytes did not change keeps its modification time.
//!
//! `PROPTEST_CASES=500 cargo test --release --test rebuild_laws` looks longer.

#![expect(clippy::disallowed_methods, reason = "the laws are about folders")]
#![allow(clippy::unwrap_used, reason = "a step that fails fails its test")]

use onrecord::{Job, Made, Watch, Workspace};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::SystemTime;
use tempfile::TempDir;

const SPEAKERS: [(&str, &str); 4] = [
    ("Olga Brandt", "the harbour master of Larkhaven"),
    ("Mateo Ruiz", "the mayor of Port Alder"),
    ("Inga Solheim", "a union organiser"),
    ("Paul Okafor", "the transport minister"),
];
const QUOTES: [&str; 6] = [
    "The ferry will sail again before the summer ends",
    "Nobody on the island should pay for a bridge that never opened",
    "We asked the council for a written answer in December",
    "The new quay will carry twice the freight of the old one",
    "There is no money left for another study of the tunnel",
    "The ferry will surely sail again before the summer ends",
];
const TOPICS: [&str; 4] = ["Harbour bridge", "Ferries", "Council money", "Tunnel"];
const OUTLETS: [&str; 3] = ["Quay Post", "Alder Wire", "Island Radio"];
const DATES: [&str; 7] =
    ["2023-04-03", "2023-04-03", "2023-04-19", "2023-05-09", "2022-12-17", "2024-01-02", "2023-06"];
const MENTIONS: [&str; 4] = ["on 17 December 2022", "on 3 April 2023", "in May 2023", "in 2021"];

/// An article as the edits change it.
#[derive(Clone, Debug)]
struct Article {
    name: String,
    title: String,
    slug: bool,
    date: Option<usize>,
    outlet: usize,
    topics: Vec<usize>,
    said: Vec<(usize, usize)>,
    mention: usize,
    more: usize,
    alias: bool,
    draft: bool,
    note: Option<usize>,
    correction: Option<usize>,
    rights: usize,
}

impl Article {
    fn new(number: usize) -> Article {
        Article {
            name: format!("article-{number}"),
            title: format!("Report number {number}"),
            slug: false,
            date: Some(number % DATES.len()),
            outlet: number % OUTLETS.len(),
            topics: vec![number % 2, 2 + number % 2],
            said: vec![(number % 4, number % 6), ((number + 1) % 2, (number + 2) % 6)],
            mention: number % 4,
            more: 0,
            alias: number == 3,
            draft: false,
            note: number.is_multiple_of(5).then_some(0),
            correction: number.is_multiple_of(4).then_some(number),
            rights: 0,
        }
    }

    fn text(&self) -> String {
        let mut text = format!("---\ntitle: {}\noutlet: {}\n", self.title, OUTLETS[self.outlet]);
        if let Some(date) = self.date {
            writeln!(text, "date: {}", DATES[date]).unwrap();
        }
        let topics: Vec<&str> = self.topics.iter().map(|topic| TOPICS[*topic]).collect();
        writeln!(text, "topics: [{}]", topics.join(", ")).unwrap();
        if self.slug {
            writeln!(text, "slug: named-{}", self.name).unwrap();
        }
        if self.alias {
            writeln!(text, "aliases: [old/{}]", self.name).unwrap();
        }
        if self.draft {
            text.push_str("draft: true\n");
        }
        if self.rights > 0 {
            writeln!(text, "rights: {}", ["full", "extract", "metadata", "none"][self.rights % 4]).unwrap();
        }
        // A later capture of another article, for as long as both are there.
        if self.more % 3 == 1 && self.name != "article-0" {
            text.push_str("supersedes: article-0\n");
        }
        text.push_str("---\n\n");
        for (speaker, quote) in &self.said {
            let ((name, role), quote) = (SPEAKERS[*speaker], QUOTES[*quote]);
            writeln!(text, "\"{quote},\" said {name}, {role}, {}.\n", MENTIONS[self.mention]).unwrap();
        }
        for number in 0..self.more {
            writeln!(text, "The rain went on for hour {number} of the day.\n").unwrap();
        }
        text
    }

    fn notes(&self) -> Option<String> {
        let (_, quote) = self.said.first()?;
        let words: Vec<&str> = QUOTES[*quote].split(' ').take(4).collect();
        self.note.map(|at| format!("- quote: {}\n  kind: context\n  body: Remark {at}.\n", words.join(" ")))
    }

    /// A correction of the first statement, and sometimes of the article's facts.
    fn corrections(&self) -> Option<String> {
        let number = self.correction?;
        let (_, quote) = self.said.first()?;
        let words: Vec<&str> = QUOTES[*quote].split(' ').skip(1).take(4).collect();
        let decision = match number % 5 {
            0 => "speaker: Ana Lindqvist\n  author: B. Editor\n  date: 2026-11-30".to_owned(),
            1 => "reject: true".to_owned(),
            2 => "checked: true\n  author: C. Editor".to_owned(),
            3 => format!("speaker: [Ana Lindqvist, {}]\n  polarity: denied", SPEAKERS[number % 4].0),
            _ => "speaker: unknown\n  day: 2022-12-17\n  occasion: at the quay".to_owned(),
        };
        let mut text = format!("- statement: {}\n  {decision}\n", words.join(" "));
        if number % 3 == 0 {
            writeln!(text, "- article: {{title: Corrected {number}, outlet: Alder Wire, date: {}}}", DATES[number % 7])
                .unwrap();
            text.push_str("- add: The rain went on for hour 0\n  speaker: Inga Solheim\n");
        }
        Some(text)
    }
}

/// Everything that an archive is made from.
#[derive(Clone, Debug, Default)]
struct Model {
    articles: Vec<Article>,
    others: BTreeMap<&'static str, String>,
}

impl Model {
    fn new() -> Model {
        let others =
            BTreeMap::from([("book.toml", "[archive]\npage-size = 5\n".to_owned()), (ELSEWHERE, elsewhere(0))]);
        Model { articles: (0..11).map(Article::new).collect(), others }
    }

    fn files(&self) -> BTreeMap<String, String> {
        let mut files: BTreeMap<String, String> =
            self.others.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
        for article in &self.articles {
            files.insert(format!("seeds/{}.md", article.name), article.text());
            if let Some(notes) = article.notes() {
                files.insert(format!("seeds/{}.notes.yaml", article.name), notes);
            }
            if let Some(corrections) = article.corrections() {
                files.insert(format!("seeds/{}.corrections.yaml", article.name), corrections);
            }
        }
        files
    }

    /// Does the edit of a kind, with a number to choose by.
    fn edit(&mut self, kind: usize, number: usize) {
        let at = number % self.articles.len();
        let article = &mut self.articles[at];
        let other = number / 16;
        match kind {
            0 => article.more += 1,
            1 => article.said[0] = (other % 4, other % 6),
            2 => article.said.push((other % 4, other % 6)),
            3 => drop(article.said.pop().filter(|_| article.said.len() > 1)),
            4 => article.date = Some(other % (DATES.len() + 1)).filter(|date| *date < DATES.len()),
            5 => article.outlet = other % OUTLETS.len(),
            6 => article.topics = vec![other % TOPICS.len()],
            7 => article.mention = other % MENTIONS.len(),
            8 => article.title = format!("Report number {at} about {}", other % 3),
            9 => article.slug = !article.slug,
            10 => article.alias = !article.alias,
            11 => article.draft = !article.draft,
            12 => article.note = article.note.map_or(Some(other), |_| None),
            22 => article.correction = article.correction.map_or(Some(other), |_| None),
            23 => article.correction = Some(other),
            24 => article.rights = other % 4,
            13 => article.name = format!("renamed-{number}"),
            14 => self.articles.push(Article { name: format!("added-{number}"), ..Article::new(other) }),
            15 if self.articles.len() > 1 => drop(self.articles.remove(at)),
            16 => self.toggle(
                "people.yaml",
                "- name: Olga Brandt\n  aliases: [O. Brandt]\n  roles: [{role: harbour master}]\n  notes: [{body: Not the painter.}]\n",
            ),
            17 => {
                self.toggle("topics.yaml", "- name: Ferries\n  terms: [ferry, quay]\n  description: All that floats.\n")
            }
            18 => self.toggle("events.yaml", "- name: The hearing\n  date: 2022-12-17\n  location: Port Alder\n"),
            19 => self.toggle("outlets.yaml", "- name: Quay Post\n  description: A paper.\n"),
            20 => self.toggle("templates/about.html", "{{ site.title }} has a page of its own."),
            21 => self.toggle("static/own.css", "p { color: red }"),
            25 => self.toggle("archives.yaml", "- name: Alder\n  data: archives/alder\n  url: https://alder.example/\n"),
            26 => _ = self.others.insert(ELSEWHERE, elsewhere(other)),
            _ => {
                let book = format!("[book]\ntitle = \"Quay {other}\"\n[archive]\npage-size = {}\n", 5 + other % 3);
                self.others.insert("book.toml", book);
            }
        }
    }

    fn toggle(&mut self, path: &'static str, text: &str) {
        if self.others.remove(path).is_none() {
            self.others.insert(path, text.to_owned());
        }
    }
}

/// What another archive has, which archives.yaml may name.
const ELSEWHERE: &str = "archives/alder/statements.jsonl";

fn elsewhere(number: usize) -> String {
    let (words, name) = (QUOTES[number % QUOTES.len()], SPEAKERS[number / 8 % SPEAKERS.len()].0);
    format!(
        "{{\"id\":\"s-0a0b0c0d\",\"page\":\"articles/talk.html#s-0a0b0c0d\",\"words\":\"{words}\",\"act\":\"says\",\"polarity\":\"said\",\
         \"speaker\":\"{name}\",\"said_on\":\"2023-04-0{}\"}}\n",
        1 + number % 9
    )
}

/// Kinds of edits.
const EDITS: usize = 28;

/// Brings a folder to the state of the model; files that are as they should be are not touched.
fn write(root: &Path, files: &BTreeMap<String, String>, before: &BTreeMap<String, String>) {
    for (path, text) in files.iter().filter(|(path, text)| before.get(*path) != Some(*text)) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    before.keys().filter(|path| !files.contains_key(*path)).for_each(|path| fs::remove_file(root.join(path)).unwrap());
}

fn build(root: &Path) -> Made {
    let running = AtomicBool::new(false);
    let workspace = Workspace::open(root).unwrap();
    let made = workspace.make(&Job { explain: true, ..Job::new(&root.join("public"), &running) }).unwrap();
    assert!(!made.refused, "{:?}", made.problems);
    made
}

/// Every file of a site with its modification time.
fn site(root: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let public = root.join("public");
    let mut files = BTreeMap::new();
    let mut folders = vec![public.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let path = entry.path().strip_prefix(&public).unwrap().to_string_lossy().replace('\\', "/");
            if path != ".onrecord-site" {
                let time = entry.metadata().unwrap().modified().unwrap();
                files.insert(path, (fs::read(entry.path()).unwrap(), time));
            }
        }
    }
    files
}

/// What a site built from nothing holds.
fn clean(files: &BTreeMap<String, String>) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files, &BTreeMap::new());
    build(folder.path());
    site(folder.path())
}

/// Damages what is kept between builds.
fn damage(root: &Path, how: usize) {
    let cache = root.join(".onrecord");
    if how.is_multiple_of(3) {
        return fs::remove_dir_all(&cache).unwrap();
    }
    for entry in fs::read_dir(&cache).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let mut bytes = fs::read(entry.path()).unwrap();
        let at = how % bytes.len().max(1);
        match bytes.get_mut(at) {
            Some(byte) if how % 3 == 1 => *byte ^= 0x20,
            _ => bytes.truncate(at),
        }
        fs::write(entry.path(), bytes).unwrap();
    }
}

fn check(edits: &[(usize, usize)]) {
    let folder: TempDir = tempfile::tempdir().unwrap();
    let root = folder.path();
    let mut model = Model::new();
    let mut files = model.files();
    write(root, &files, &BTreeMap::new());
    build(root);
    for (kind, number) in edits {
        let before = site(root);
        match *kind {
            0..EDITS => model.edit(*kind, *number),
            EDITS => damage(root, *number),
            _ => {
                let path = before.keys().nth(number % before.len()).unwrap();
                fs::write(root.join("public").join(path), "defaced").unwrap();
            }
        }
        let now = model.files();
        write(root, &now, &files);
        files = now;
        let made = build(root);
        let (after, clean) = (site(root), clean(&files));
        assert_eq!(after.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>(), "after {kind}, {number}");
        for (path, (bytes, time)) in &after {
            assert!(*bytes == clean[path].0, "`{path}` differs from a clean build after {kind}, {number}");
            let same = before.get(path).is_some_and(|(old, _)| old == bytes);
            let touched = before.get(path).is_none_or(|(_, old)| old != time);
            // A file that was defaced was touched by us.
            assert!(!same || !touched || *kind > EDITS, "`{path}` was touched after {kind}, {number}");
            let explained = made.rebuilt.iter().any(|page| page.path == *path);
            assert!(same || explained || !path.ends_with(".html"), "`{path}` has no reason after {kind}, {number}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rebuild_after_any_edits_equals_a_clean_build(edits in prop::collection::vec((0..EDITS + 2, 0..10_000usize), 1..7)) {
        check(&edits);
    }
}

#[test]
fn a_rebuild_after_each_kind_of_edit_equals_a_clean_build() {
    let edits: Vec<(usize, usize)> = (0..EDITS + 2).map(|kind| (kind, 91 + 23 * kind)).collect();
    check(&edits);
}

/// Counts what a progress bar is told.
#[derive(Default)]
struct Counted {
    length: AtomicUsize,
    articles: AtomicUsize,
}

impl Watch for Counted {
    fn reading(&self, articles: usize) {
        self.length.store(articles, Ordering::Relaxed);
    }

    fn article(&self) {
        self.articles.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_progress_bar_ends_where_it_said_that_it_would() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let wire = |day: u32, text: &str| format!("Bridge opens\n\nPORT ALDER, January {day}. /Alder Wire/. {text}\n");
    fs::create_dir(root.join("seeds")).unwrap();
    // Most are read twice: they have no year until their neighbours have supplied it.
    fs::write(root.join("seeds/a0.txt"), wire(3, "The bridge opened on December 17, 2021, Ana Ruiz said in 2022."))
        .unwrap();
    for day in 4..20 {
        let text = format!("Ana Ruiz spoke of December 17 and of the bridge number {day}.");
        fs::write(root.join(format!("seeds/a{day}.txt")), wire(day, &text)).unwrap();
    }
    let running = AtomicBool::new(false);
    for round in 0..4 {
        let counted = Counted::default();
        let workspace = Workspace::open(root).unwrap();
        match round {
            3 => drop(workspace.check(&counted).unwrap()),
            _ => drop(workspace.make(&Job { watch: &counted, ..Job::new(&root.join("public"), &running) }).unwrap()),
        }
        let (length, articles) = (counted.length.into_inner(), counted.articles.into_inner());
        assert!(length == 17 && articles <= length, "{articles} of {length}, round {round}");
        // Damaged, so that analyses are made again when pages ask for them.
        fs::write(root.join(".onrecord/analyses"), "onrecord-shelf1\n").unwrap();
        fs::write(root.join("seeds/a0.txt"), wire(3, &format!("The bridge opened in 2021, Ana Ruiz said. {round}")))
            .unwrap();
    }
}
