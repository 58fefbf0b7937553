//! The floors of `src/`: a folder uses only those before it. Proved from the sources.

use std::collections::BTreeMap;
use std::path::Path;

/// The folders and files directly below `src/`, lowest first; `lib.rs` maps all but the last two.
const FLOORS: [&str; 12] = [
    "text",
    "model",
    "languages",
    "parsing",
    "reading",
    "linking",
    "site",
    "build",
    "workspace",
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

/// Every path of a file that can be told from its text: from the root, from the file's own module, or from an imported module.
fn paths(file: &str, text: &str) -> Vec<Vec<String>> {
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
            first if tokens.get(at + 1) == Some(&"::") && (at == 0 || tokens[at - 1] != "::") => {
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
                        found.push(path);
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
        // The command line uses the library as others do, by the names that `lib.rs` gives out.
        let is_command_line = own >= FLOORS.len() - 2;
        for path in paths(file, text) {
            let Some(first) = path.first() else { continue };
            match floor(first) {
                Some(other) if other <= own => {}
                None if is_command_line => {}
                _ => wrong.push(format!("{file} uses {}", path.join("::"))),
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
fn a_planted_import_is_noticed() {
    for planted in [
        "use crate::site::pages::Page;",
        "use crate::{reading::{dates, people}, text::slug};",
        "fn a() -> crate::workspace::Workspace { unreachable!() }",
        "use super::super::linking::{self, topics};",
        "mod inner { use super::super::super::serve; }",
        "use crate::Input;",
    ] {
        let text = format!("//! See [`site`](crate::site).\n{planted}\nconst A: &str = \"crate::cli\";\n");
        let sources = Sources::from([("languages/planted.rs".to_owned(), text)]);
        let wrong = upward(&sources);
        assert!(wrong.iter().any(|line| line.starts_with("languages/planted.rs")), "{planted}: {wrong:?}");
        assert!(
            wrong.iter().all(|line| line.starts_with("languages/planted.rs") && !line.contains("cli")),
            "{wrong:?}"
        );
    }
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
