//! Laws of what the desk writes: whatever is decided, in whatever order, the archive says just that, and undoing it all leaves
//! nothing behind.

use super::decision::{Decision, OnStatement, Who};
use super::draft::Draft;
use super::files;
use super::journal::Journal;
use super::latest::Latest;
use crate::model::article::Analysis;
use crate::model::person::PersonKind;
use crate::model::world::World;
use crate::reading::analyse;
use crate::text::diagnostic::Problems;
use crate::workspace::{Job, KeepOld, Workspace};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

const SPEAKERS: [&str; 4] = ["Olga Brandt", "Mateo Ruiz", "Inga Solheim", "Paul Okafor"];
const QUOTES: [&str; 6] = [
    "The ferry will sail again before the summer ends",
    "The ferry will sail again before the winter ends, and nobody: not one, says \"no\" to it",
    "The ferry will never sail again before the summer ends",
    "Nobody on the island should pay for a bridge # that can't open",
    "- there is no money left for 12 500 seats",
    "There is no money left for 500 seats: yes",
];

fn article(said: &[(usize, usize)]) -> String {
    let mut text = "Ferry news\n\nLARKHAVEN, April 3, 2023 (Quay Post) - The council met on Monday.\n\n".to_owned();
    for (speaker, quote) in said {
        text.push_str(&format!(
            "“{},” {} said. He said the council would pay.\n\n",
            QUOTES[*quote], SPEAKERS[*speaker]
        ));
    }
    text
}

fn latest(root: &Path) -> Latest {
    let workspace = Workspace::open(root).unwrap();
    let built = workspace.survey();
    Latest::new(workspace, built)
}

fn read(latest: &Latest) -> Analysis {
    let workspace = &latest.workspace;
    let source = workspace.articles.read(0, &mut Problems::default()).unwrap();
    let mut articles = workspace.articles.clone();
    articles.refresh(0);
    analyse(&source, &articles.files()[0], &workspace.input.editors, None)
}

fn speakers(analysis: &Analysis, id: &str) -> Option<Vec<String>> {
    let statement = analysis.statements.iter().find(|one| one.id == id)?;
    let people = statement.speaker.iter().chain(&statement.together).map(|who| &analysis.people[*who as usize]);
    Some(people.filter(|person| person.kind != PersonKind::Unnamed).map(|person| person.name.clone()).collect())
}

/// Decides, and keeps in the journal what was written; nothing if the decision was refused.
fn decide(root: &Path, latest: &Latest, journal: &mut Journal, decisions: &[Decision]) -> Option<u64> {
    let mut draft = Draft::new(latest, "A. Editor: \"x\"", "2026-11-30");
    draft.take(decisions, &|slug| (slug == "ferry").then_some(0)).ok()?;
    let steps = draft.steps();
    for step in &steps {
        files::exchange(root, &step.path, step.before.as_deref(), step.after.as_deref()).unwrap();
    }
    Some(journal.keep(steps))
}

/// What a statement is to be: its speakers, or that it is gone.
type Wanted = Option<Vec<String>>;

fn decision(id: &str, kind: usize, name: usize) -> (OnStatement, Option<Wanted>) {
    let on = OnStatement { article: "ferry".to_owned(), id: id.to_owned(), ..OnStatement::default() };
    let named = |names: &[usize]| names.iter().map(|at| SPEAKERS[at % 4].to_owned()).collect::<Vec<_>>();
    match kind {
        0 => (OnStatement { reject: true, ..on }, Some(None)),
        1 => (OnStatement { speaker: Some(Who::Unknown), ..on }, Some(Some(Vec::new()))),
        2 => (OnStatement { checked: true, ..on }, None),
        3 => {
            let names = named(&[name, name + 1]);
            (OnStatement { speaker: Some(Who::Named(names.clone())), ..on }, Some(Some(names)))
        }
        4 => (OnStatement { day: Some("2023-04-01".to_owned()), polarity: Some("denied".to_owned()), ..on }, None),
        _ => {
            let names = named(&[name]);
            (OnStatement { speaker: Some(Who::Named(names.clone())), ..on }, Some(Some(names)))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_decided_is_what_the_archive_says_and_undoing_it_leaves_nothing(
        said in proptest::collection::vec((0usize..4, 0usize..6), 1..6),
        by_hand in 0usize..4,
        turns in proptest::collection::vec((any::<usize>(), 0usize..8, 0usize..4, 1usize..5), 1..10),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir(root.join("seeds")).unwrap();
        fs::write(root.join("seeds/ferry.txt"), article(&said)).unwrap();
        let path = "seeds/ferry.corrections.yaml";
        let first = ["", "# ours\n", "- article: {place: Larkhaven}  # by hand\n\n", "- article:\r\n    place: Larkhaven\r\n"][by_hand];
        if !first.is_empty() {
            fs::write(root.join(path), first).unwrap();
        }
        let latest = latest(root);
        let untouched = read(&latest);
        let ids: Vec<String> = untouched.statements.iter().map(|statement| statement.id.clone()).collect();
        prop_assume!(!ids.is_empty());
        let mut journal = Journal::default();
        let (mut wanted, mut numbers) = (BTreeMap::<String, Wanted>::new(), Vec::new());
        for (which, kind, name, alike) in &turns {
            let chosen = ids.iter().cycle().skip(which % ids.len()).take((*alike).min(ids.len()));
            let decided: Vec<(OnStatement, Option<Wanted>)> = chosen.map(|id| decision(id, *kind, *name)).collect();
            let request: Vec<Decision> = decided.iter().map(|(on, _)| Decision::Statement(on.clone())).collect();
            if let Some(number) = decide(root, &latest, &mut journal, &request) {
                numbers.push(number);
                for (on, becomes) in decided {
                    match becomes {
                        Some(becomes) => _ = wanted.insert(on.id, becomes),
                        // Anything else said of a rejected statement takes it back.
                        None if wanted.get(&on.id) == Some(&None) => _ = wanted.remove(&on.id),
                        None => {}
                    }
                }
            }
            let now = read(&latest);
            for (id, becomes) in &wanted {
                let (mut have, mut becomes) = (speakers(&now, id), becomes.clone());
                have.iter_mut().chain(becomes.iter_mut()).for_each(|names| names.sort());
                prop_assert_eq!(have, becomes, "{}", fs::read_to_string(root.join(path)).unwrap());
            }
            for id in ids.iter().filter(|id| !wanted.contains_key(*id)) {
                prop_assert!(speakers(&now, id).is_some(), "{} is gone", id);
            }
            let text = fs::read_to_string(root.join(path)).unwrap_or_default();
            prop_assert!(text.starts_with(first) || first.is_empty());
            let problems: Vec<&str> = now.problems.0.iter().filter(|one| one.place.as_ref().is_some_and(|place| place.path == path)).map(|one| one.message.as_str()).collect();
            prop_assert!(problems.is_empty(), "{problems:?}\n{text}");
        }
        for number in numbers.iter().rev() {
            prop_assert!(journal.undo(*number, root).is_ok());
        }
        let left = fs::read_to_string(root.join(path)).ok();
        prop_assert_eq!(left.as_deref().unwrap_or_default(), first);
        prop_assert_eq!(read(&latest).statements, untouched.statements);
    }
}

#[test]
fn one_line_settles_what_one_name_explains() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::create_dir(root.join("seeds")).unwrap();
    let text = "Ferry\n\nLARKHAVEN, April 3, 2023 (Quay Post) - Brandt said the ferry was late. Brandt said it would be mended. \
                Brandt said nobody was hurt.\n\n“It was a long day,” Inga Solheim said.\n";
    fs::write(root.join("seeds/ferry.txt"), text).unwrap();
    let latest = latest(root);
    let analysis = read(&latest);
    let open = analysis
        .statements
        .iter()
        .filter(|one| one.source.is_some_and(|span| span.of(&analysis.body.plain) == "Brandt"));
    let names = Who::Named(vec!["Olga Brandt".to_owned()]);
    let on = |id: &str| OnStatement {
        article: "ferry".to_owned(),
        id: id.to_owned(),
        speaker: Some(names.clone()),
        ..OnStatement::default()
    };
    let request: Vec<Decision> = open.map(|one| Decision::Statement(on(&one.id))).collect();
    assert_eq!(request.len(), 3);
    let mut journal = Journal::default();
    assert!(decide(root, &latest, &mut journal, &request).is_some());
    let text = fs::read_to_string(root.join("seeds/ferry.corrections.yaml")).unwrap();
    assert_eq!(text, "- article: {people: [Olga Brandt]}\n  author: \"A. Editor: \\\"x\\\"\"\n  date: 2026-11-30\n");
    // Two are written one by one.
    journal.undo(1, root).unwrap();
    assert!(decide(root, &latest, &mut journal, &request[..2]).is_some());
    let text = fs::read_to_string(root.join("seeds/ferry.corrections.yaml")).unwrap();
    assert_eq!(text.matches("speaker: Olga Brandt").count(), 2, "{text}");
}

/// The page of the article of a site in this folder.
fn page(folder: &Path) -> String {
    fs::read_to_string(folder.join(super::SITE).join("articles/ferry.html")).unwrap()
}

/// Builds the preview as it is now.
fn built(root: &Path, folder: &Path) -> Latest {
    let mut workspace = Workspace::open(root).unwrap();
    workspace.input.editors.settings.at_root = true;
    let (site, running) = (folder.join(super::SITE), AtomicBool::new(false));
    let job = Job { preview: true, keep_old: KeepOld::Never, ..Job::new(&site, &running) };
    let (_, built) = workspace.make_and_keep(&job).unwrap();
    Latest::new(workspace, built.unwrap())
}

#[test]
fn the_page_that_is_shown_at_once_is_the_one_that_the_build_makes() {
    let said: Vec<(usize, usize)> = (0..3).map(|at| (at, at)).collect();
    let note = "- quote: The ferry will sail again before the summer\n  body: It did.\n";
    let files = [
        ("ferry.notes.yaml", note),
        ("ferry.corrections.yaml", "- statement: The ferry will never sail\n  checked: true\n"),
        ("ferry.corrections.yaml", "- article: {place: Larkhaven}\n"),
    ];
    for pages in ["all", "linked"] {
        for (name, text) in files {
            // It gives the statement a page of its own, to which nothing can lead before the build has made it.
            if pages == "linked" && text.contains("checked") {
                continue;
            }
            let dir = tempfile::tempdir().unwrap();
            let root = dir.path();
            fs::create_dir(root.join("seeds")).unwrap();
            fs::write(root.join("book.toml"), format!("[output.html]\nstatement-pages = \"{pages}\"\n")).unwrap();
            fs::write(root.join("seeds/ferry.txt"), article(&said)).unwrap();
            fs::write(root.join("seeds/other.txt"), article(&said[..1])).unwrap();
            fs::write(root.join("seeds/ferry.notes.yaml"), note).unwrap();
            let folder = root.join(crate::workspace::CACHE_DIR);
            let mut latest = built(root, &folder);
            let before = page(&folder);
            let path = root.join("seeds").join(name);
            fs::write(&path, format!("{text}# looked at again\n")).unwrap();
            assert!(latest.show(&path, &folder).unwrap(), "{name}");
            let at_once = page(&folder);
            let mut latest = built(root, &folder);
            assert_eq!(at_once, page(&folder), "{name}, {pages}, changed: {}", at_once != before);
            assert!(!latest.show(&path, &folder).unwrap(), "one save that is told twice is shown once");
        }
    }
}
