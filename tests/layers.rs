//! The floors of `src/`: a folder uses only those before it, and files of different folders form no circle. Proved from the sources.

#![expect(clippy::disallowed_methods, reason = "the sources are files")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The folders and files directly below `src/`, lowest first; `lib.rs` maps all but the last two.
const FLOORS: [&str; 13] = [
    "text",
    "model",
    "languages",
    "parsing",
    "reading",
    "linking",
    "site",
    "build",
    "workspace",
    "export",
    "serve",
    "cli",
    "main",
];

/// The file that only names the floors.
const MAP: &str = "lib.rs";

/// Source files by path below `src/`.
type Sources = BTreeMap<String, String>;

fn sources() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Sources::new();
    collect(&root, &root, &mut found);
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Sources) {
    for entry in std::fs::read_dir(folder).expect("the sources can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(root).expect("it lies below the root").to_string_lossy().replace('\\', "/");
            found.insert(name, std::fs::read_to_string(&path).expect("sources are UTF-8"));
        }
    }
}

/// A word, `::` or another sign of Rust code; comments and literals are left out.
fn tokens(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let word = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        at += if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(end) = raw_string(rest).or_else(|| string(rest)).or_else(|| character(rest)) {
            end
        } else if word > 0 {
            tokens.push(&rest[..word]);
            word
        } else if rest.starts_with("::") {
            tokens.push("::");
            2
        } else {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            if !rest.starts_with(char::is_whitespace) {
                tokens.push(&rest[..length]);
            }
            length
        };
    }
    tokens
}

/// The length of the raw string that a text begins with.
fn raw_string(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = inner.len() - inner.trim_start_matches('#').len();
    let start = text.len() - inner.len() + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    inner[hashes..].starts_with('"').then(|| text[start..].find(&end).map_or(text.len(), |at| start + at + end.len()))
}

/// The length of the string that a text begins with.
fn string(text: &str) -> Option<usize> {
    let mut escaped = false;
    let closes = |(_, sign): &(usize, char)| {
        let closes = *sign == '"' && !escaped;
        escaped = *sign == '\\' && !escaped;
        closes
    };
    text.strip_prefix('"').map(|inner| inner.char_indices().find(closes).map_or(text.len(), |(at, _)| at + 2))
}

/// The length of the character that a text begins with; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    let first = inner.chars().next()?.len_utf8();
    let after = if inner.starts_with('\\') { inner[2..].find('\'')? + 2 } else { first };
    inner[after..].starts_with('\'').then_some(after + 2)
}

/// The module of a file: `reading/dates/mod.rs` is `[reading, dates]`.
fn module_of(file: &str) -> Vec<&str> {
    let mut module: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    if matches!(module.last(), Some(&("mod" | "lib"))) {
        module.pop();
    }
    module
}

/// A path in the code of a file, from the root of its crate.
struct Named {
    path: Vec<String>,
    /// Whether it stands in a module for tests.
    in_tests: bool,
}

/// Every path of a file that can be told from its text: from the root, from the file's own module, or from an imported module.
fn paths(file: &str, text: &str) -> Vec<Named> {
    let tokens = tokens(text);
    let own: Vec<String> = module_of(file).iter().map(|part| (*part).to_owned()).collect();
    let mut found = Vec::new();
    let mut imported = BTreeMap::<String, Vec<String>>::new();
    let mut inner: Vec<(String, usize)> = Vec::new();
    let (mut depth, mut at) = (0, 0);
    while at < tokens.len() {
        match tokens[at] {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inner.pop_if(|(_, outside)| *outside == depth);
            }
            "mod" if tokens.get(at + 2) == Some(&"{") => inner.push((tokens[at + 1].to_owned(), depth)),
            "mod" if tokens.get(at + 2) == Some(&";") => {
                let child: Vec<String> = own.iter().cloned().chain([tokens[at + 1].to_owned()]).collect();
                imported.insert(tokens[at + 1].to_owned(), child);
            }
            // A part of a longer path, or `pub(in …)`, uses nothing.
            first
                if tokens.get(at + 1) == Some(&"::")
                    && !tokens[..at].ends_with(&["::"])
                    && !is_scope(&tokens[..at]) =>
            {
                let here: Vec<String> = own.iter().cloned().chain(inner.iter().map(|(name, _)| name.clone())).collect();
                let base = match first {
                    "crate" | "onrecord" => Some(Vec::new()),
                    "self" => Some(here),
                    "super" => Some(here[..here.len().saturating_sub(1)].to_vec()),
                    name => imported.get(name).cloned(),
                };
                if let Some(base) = base {
                    let is_use = at > 0 && (tokens[at - 1] == "use");
                    let mut all = Vec::new();
                    at = tree(&tokens, at + 2, &base, &mut all);
                    for path in all {
                        if is_use && let Some(name) = path.last() {
                            imported.insert(name.clone(), path.clone());
                        }
                        found.push(Named { path, in_tests: inner.iter().any(|(name, _)| name == "tests") });
                    }
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Whether the path after these tokens says where something can be seen: `pub(in …)`.
fn is_scope(before: &[&str]) -> bool {
    before.ends_with(&["pub", "(", "in"])
}

/// Reads the rest of a path, with its groups, from token `at` on; the token after it.
fn tree(tokens: &[&str], mut at: usize, base: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = base.to_vec();
    loop {
        match tokens.get(at) {
            Some(&"{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| *token != "}") {
                    if tokens[at] == "," {
                        at += 1;
                    } else {
                        at = tree(tokens, at, &path, found);
                    }
                }
                return at + 1;
            }
            Some(&"super") => drop(path.pop()),
            Some(&"self") => {}
            Some(name) if name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') => {
                path.push((*name).to_owned());
            }
            // A glob, or the type of a turbofish.
            _ => at += usize::from(tokens.get(at) == Some(&"*")),
        }
        at += usize::from(at < tokens.len() && tokens[at] != "}" && tokens[at] != "," && tokens[at] != ";");
        if tokens.get(at) == Some(&"as") {
            at += 2;
        }
        if tokens.get(at) != Some(&"::") {
            found.push(path);
            return at;
        }
        at += 1;
    }
}

/// The floor of a file or path.
fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| *floor == name)
}

/// Every path that leads to a higher floor, or past the floors.
fn upward(sources: &Sources) -> Vec<String> {
    let mut wrong = Vec::new();
    for (file, text) in sources.iter().filter(|(file, _)| *file != MAP) {
        let Some(own) = floor(module_of(file)[0]) else {
            wrong.push(format!("{file} is on no floor"));
            continue;
        };
        for named in paths(file, text) {
            let Some(first) = named.path.first() else { continue };
            match floor(first) {
                Some(other) if other <= own => {}
                _ => wrong.push(format!("{file} uses {}", named.path.join("::"))),
            }
        }
    }
    wrong
}

/// The folder of a file; `dates.rs` beside a folder `dates/` belongs to that.
fn folder<'a>(sources: &Sources, file: &'a str) -> &'a str {
    let stem = file.trim_end_matches(".rs");
    let heads = sources.keys().any(|other| other.strip_prefix(stem).is_some_and(|rest| rest.starts_with('/')));
    if heads { stem } else { file.rsplit_once('/').map_or("", |(folder, _)| folder) }
}

/// Which files each file uses, tests apart.
fn uses(sources: &Sources) -> BTreeMap<&str, BTreeSet<&str>> {
    let files: BTreeMap<Vec<&str>, &str> =
        sources.keys().filter(|file| *file != MAP).map(|file| (module_of(file), file.as_str())).collect();
    let file_of = |path: &[String]| {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        (1..=path.len()).rev().find_map(|length| files.get(&path[..length]).copied())
    };
    let is_test = |file: &str| file.ends_with("/tests.rs");
    sources
        .iter()
        .filter(|(file, _)| *file != MAP && !is_test(file))
        .map(|(file, text)| {
            let named = paths(file, text).into_iter().filter(|named| !named.in_tests);
            let used = named.filter_map(|named| file_of(&named.path)).filter(|used| used != file && !is_test(used));
            (file.as_str(), used.collect())
        })
        .collect()
}

/// Files of different folders of which each leads to the other, with the folders' names.
fn circles(sources: &Sources) -> Vec<String> {
    let uses = uses(sources);
    let reach = |from: &str| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(file) = open.pop() {
            for next in uses.get(file.as_str()).into_iter().flatten() {
                if reached.insert((*next).to_owned()) {
                    open.push((*next).to_owned());
                }
            }
        }
        reached
    };
    let reached: BTreeMap<&str, BTreeSet<String>> = uses.keys().map(|file| (*file, reach(file))).collect();
    let mut wrong = Vec::new();
    for (file, used) in &uses {
        for other in used {
            let closes = reached.get(other).is_some_and(|reached| reached.contains(*file));
            if closes && folder(sources, file) != folder(sources, other) {
                wrong.push(format!("{file} uses {other}, which leads back to it"));
            }
        }
    }
    wrong
}

#[test]
fn no_folder_uses_a_later_one() {
    assert_eq!(upward(&sources()), Vec::<String>::new());
}

#[test]
fn files_of_different_folders_form_no_circle() {
    assert_eq!(circles(&sources()), Vec::<String>::new());
}

#[test]
fn a_planted_import_is_noticed() {
    for planted in [
        "use crate::site::page::Page;",
        "use crate::{reading::{dates, people}, text::slug};",
        "fn a() -> crate::workspace::Workspace { unreachable!() }",
        "use super::super::linking::{self, topics};",
        "mod inner { use super::super::super::serve; }",
        "use crate::Input;",
    ] {
        let text = format!("//! See [`site`](crate::site).\n{planted}\nconst A: &str = \"crate::cli\";\n");
        let sources = Sources::from([("languages/planted.rs".to_owned(), text)]);
        let wrong = upward(&sources);
        assert!(!wrong.is_empty() && !wrong.concat().contains("cli"), "{planted}: {wrong:?}");
    }
}

#[test]
fn a_planted_circle_is_noticed() {
    let planted = |text: &str| {
        let (here, there) = ("site/pages/planted.rs".to_owned(), "site/parts/planted.rs".to_owned());
        let files =
            [(here, "use crate::site::parts;\nfn a() { parts::planted::b() }".to_owned()), (there, text.to_owned())];
        circles(&Sources::from(files))
    };
    assert_eq!(planted("fn b() {}"), Vec::<String>::new());
    assert_eq!(planted("#[cfg(test)]\nmod tests { use crate::site::pages::planted::a; }"), Vec::<String>::new());
    assert!(!planted("use super::super::pages::planted::a;").is_empty());
}

#[test]
fn the_map_names_every_floor_in_order() {
    let sources = sources();
    let numbered = sources[MAP].lines().filter_map(|line| {
        let (number, rest) = line.strip_prefix("//! ")?.split_once(". [`")?;
        number.parse::<usize>().ok()?;
        rest.split(['`', '(']).next()
    });
    let named: Vec<&str> = numbered.collect();
    assert_eq!(named, FLOORS[..FLOORS.len() - 2]);
    let mut there: Vec<&str> = sources.keys().filter(|file| *file != MAP).map(|file| module_of(file)[0]).collect();
    there.dedup();
    let mut floors = FLOORS.to_vec();
    floors.sort_unstable();
    there.sort_unstable();
    there.dedup();
    assert_eq!(there, floors);
}
