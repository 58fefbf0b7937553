//! Archives that come from elsewhere: links, pipes and devices, names and characters that are not for everyone, files too large.

use crate::archive::{Archive, FERRY};
use std::fmt::Write as _;

/// Number of rows that a report has: each begins with its level.
fn rows(said: &str) -> usize {
    said.lines().filter(|line| line.starts_with("error") || line.starts_with("warning")).count()
}

fn published(archive: &Archive, word: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    let site = if archive.path("public").exists() { archive.files("public") } else { Default::default() };
    site.into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::time::{Duration, Instant};

    /// A secret beside an archive, and what leads to it: the link, its target, and whether it is one that may be there.
    #[test]
    fn nothing_is_published_through_links_that_leave_the_archive() {
        for (link, target) in [
            ("a/book.toml", "../secret/book.toml"),
            ("a/people.yaml", "../secret/people.yaml"),
            ("a/seeds/people.yaml", "../../secret/people.yaml"),
            ("a/seeds/topics.yaml", "../../secret/people.yaml"),
            ("a/seeds/b.md", "../../secret/article.md"),
            ("a/seeds/more/b.md", "../../../secret/article.md"),
            ("a/seeds/ferry.notes.yaml", "../../secret/notes.yaml"),
            ("a/seeds/folder", "../../secret"),
            ("a/seeds", "../secret"),
            ("a/static", "../secret"),
            ("a/static/x.txt", "../../secret/id_rsa"),
            ("a/static/folder", "../../secret"),
            ("a/templates", "../secret"),
            ("a/templates/about.html", "../../secret/about.html"),
            ("a/templates/strings", "../../secret"),
            ("a/templates/strings/en.toml", "../../../secret/en.toml"),
            ("a/seeds/c.md", "../.git/config.md"),
            ("a/static/config", "../.git/config.md"),
        ] {
            let archive = Archive::new(&[
                ("secret/book.toml", "[book]\ntitle = \"SECRET\"\n"),
                ("secret/people.yaml", "- name: Olga Brandt\n  description: SECRET\n"),
                ("secret/article.md", "# SECRET\n\nOlga Brandt said SECRET things.\n"),
                ("secret/notes.yaml", "- quote: The ferry\n  body: SECRET\n"),
                ("secret/id_rsa", "SECRET"),
                ("secret/about.html", "SECRET"),
                ("secret/en.toml", "topics = \"SECRET\"\n"),
                ("a/.git/config.md", "# SECRET\n\nOlga Brandt said SECRET things.\n"),
            ]);
            if link != "a/seeds" {
                archive.write("a/seeds/ferry.md", FERRY);
            }
            let link = archive.path(link);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink(target, &link).unwrap();
            let (_, said) = archive.run(&["build", "a"]);
            assert_eq!(published(&archive, "SECRET"), [""; 0], "{link:?}: {said}");
            let site = archive.path("a/public");
            let all = if site.exists() { archive.files("a/public") } else { Default::default() };
            let leaked: Vec<_> = all
                .iter()
                .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("SECRET"))
                .map(|one| one.0)
                .collect();
            assert!(leaked.is_empty(), "{link:?}: {leaked:?}");
            assert_eq!(rows(&said), 1, "{link:?}: {said}");
            assert!(said.contains("symbolic link"), "{said}");
        }
    }

    #[test]
    fn links_inside_the_archive_are_read() {
        let archive = Archive::new(&[
            ("texts/ferry.md", FERRY),
            ("texts/people.yaml", "- name: Olga Brandt\n  description: A description by hand.\n"),
            ("texts/logo.svg", "<svg/>"),
            ("seeds/.keep", ""),
            ("static/.keep", ""),
        ]);
        symlink("../texts/ferry.md", archive.path("seeds/ferry.md")).unwrap();
        symlink("texts/people.yaml", archive.path("people.yaml")).unwrap();
        symlink(archive.path("texts/logo.svg"), archive.path("static/logo.svg")).unwrap();
        archive.build();
        assert!(archive.path("public/articles/ferry.html").exists());
        assert_eq!(archive.read("public/assets/logo.svg"), "<svg/>");
        assert!(archive.read("public/people/olga-brandt.html").contains("A description by hand."));
    }

    #[test]
    fn nothing_is_written_through_links_in_the_cache() {
        for name in ["summaries", "analyses", "known", "search", "lock", ".gitignore", "CACHEDIR.TAG"] {
            for target in ["../victim", "../seeds/ferry.md", "../missing"] {
                let archive = Archive::new(&[("victim", "precious"), ("seeds/ferry.md", FERRY), (".onrecord/x", "")]);
                symlink(target, archive.path(".onrecord").join(name)).unwrap();
                let (status, said) = archive.run(&["build"]);
                assert_eq!((status, rows(&said)), (0, 1), "{name}: {said}");
                assert!(said.contains(&format!("`{name}` is a symbolic link")), "{said}");
                assert_eq!(archive.read("victim"), "precious", "{name}");
                assert_eq!(archive.read("seeds/ferry.md"), FERRY, "{name}");
                assert!(!archive.path("missing").exists(), "{name}");
                assert!(archive.path("public/articles/ferry.html").exists());
            }
        }
        let archive = Archive::new(&[("elsewhere/mine", "precious"), ("seeds/ferry.md", FERRY)]);
        symlink("elsewhere", archive.path(".onrecord")).unwrap();
        let (status, said) = archive.run(&["build"]);
        assert_eq!((status, rows(&said)), (0, 1), "{said}");
        assert_eq!(archive.files("elsewhere").into_keys().collect::<Vec<_>>(), ["mine"]);
    }

    #[test]
    fn a_file_of_somebody_else_in_the_cache_is_left_alone() {
        for name in ["summaries", "analyses", "known", "search"] {
            let archive = Archive::small();
            archive.write(&format!(".onrecord/{name}"), "precious, and longer than any header");
            let (status, said) = archive.run(&["build"]);
            assert_eq!((status, rows(&said)), (0, 1), "{said}");
            assert!(said.contains("delete `.onrecord`"), "{said}");
            assert_eq!(archive.read(&format!(".onrecord/{name}")), "precious, and longer than any header");
        }
    }

    #[test]
    fn pipes_and_devices_are_reported_at_once() {
        let pipe = |archive: &Archive, path: &str| {
            fs::create_dir_all(archive.path(path).parent().unwrap()).unwrap();
            assert!(std::process::Command::new("mkfifo").arg(archive.path(path)).status().unwrap().success());
        };
        for path in [
            "book.toml",
            "people.yaml",
            "seeds/topics.yaml",
            "seeds/a.md",
            "seeds/ferry.notes.yaml",
            "static/x",
            "templates/about.html",
            ".onrecord/search",
            ".onrecord/summaries",
            ".onrecord/lock",
            ".onrecord/known",
        ] {
            let archive = Archive::small();
            pipe(&archive, path);
            let start = Instant::now();
            let (_, said) = archive.run(&["build"]);
            assert!(start.elapsed() < Duration::from_secs(60), "{path}");
            assert!(said.contains("a named pipe") && rows(&said) == 1, "{path}: {said}");
        }
        for path in ["book.toml", "people.yaml", "seeds/a.md", "static/x", "templates/about.html", ".onrecord/known"] {
            let archive = Archive::small();
            fs::create_dir_all(archive.path(path).parent().unwrap()).unwrap();
            symlink("/dev/zero", archive.path(path)).unwrap();
            let (_, said) = archive.run(&["build"]);
            assert!(said.contains("symbolic link") && rows(&said) == 1, "{path}: {said}");
        }
    }
}

#[test]
fn names_that_some_system_cannot_hold_become_no_files() {
    let archive = Archive::new(&[
        (
            "seeds/a.md",
            "---\ntitle: A\nslug: con\noutlet: Nul\ntopics: [AUX]\naliases: [\"caf\u{e9}\", \"cafe\u{301}\", \"\u{202e}gpj.exe\", \
             \"aux\", \"old/LPT1.html\", \"end./x\", \"articles/con-page.html/x\", \"about.html/x\"]\n---\n\nAna Ruiz said yes.\n",
        ),
        ("seeds/prn.md", "---\ntitle: B\naliases: [CAF\u{c9}]\n---\n\nAna Ruiz said no.\n"),
        ("static/logo.svg", "<svg/>"),
        ("static/Logo.SVG", "<svg/>"),
        ("static/Onrecord.css", "p{}"),
        ("static/aux.css", "p{}"),
    ]);
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 1);
    for words in ["Windows has a device of this name", "a character that is not seen", "full stop or space", "is taken"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(said.contains("static/aux.css") && said.contains("static/Onrecord.css"), "{said}");
    // Static files of such names keep the old site where it is; without them the rest is published.
    for name in ["logo.svg", "Onrecord.css", "aux.css"] {
        std::fs::remove_file(archive.path("static").join(name)).unwrap();
    }
    let (_, said) = archive.run(&["build"]);
    let mut folded = std::collections::BTreeMap::new();
    for path in archive.files("public").keys() {
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or(part).to_lowercase();
            assert!(!["con", "prn", "aux", "nul", "lpt1"].contains(&stem.as_str()), "{path}: {said}");
            assert!(!part.contains(['\u{202e}', '\u{301}']) && !part.ends_with(['.', ' ']), "{path}");
        }
        assert_eq!(folded.insert(path.to_lowercase(), path.clone()), None, "{path}");
    }
    assert!(
        archive.path("public/articles/con-page.html").exists()
            && archive.path("public/articles/prn-page.html").exists()
    );
    assert!(archive.path("public/caf\u{e9}/index.html").exists());
}

#[test]
fn no_control_character_reaches_the_site() {
    const ODD: &str =
        "\u{1}\u{b}\u{c}\u{1b}\u{7f}\u{80}\u{85}\u{9f}\u{feff}\u{fdd0}\u{fffe}\u{ffff}\u{1ffff}\u{10fffe}";
    let archive = Archive::new(&[
        ("book.toml", "[book]\ntitle = \"Our\\u0001 \\u0085archive\\uFFFF\"\ndescription = \"D\\u001B\"\n"),
        ("people.yaml", "- name: \"Ana\\x01 Ruiz\"\n  description: \"mayor\\u0085 \\uFFFE\"\n"),
        (
            "seeds/a.txt",
            &format!("Title {ODD} x\n\nPORT ALDER, January 28, 2022. Ana Ruiz said it {ODD} is {ODD} late.\n"),
        ),
        (
            "seeds/b.md",
            "---\ntitle: \"T\\x01\\u009f\\ufeff\"\nextra_key: \"\\x02\"\n---\n\n# A &#1; b\n\nAna Ruiz said [it](https://x.example/&#1;) is &#x7f; \
             &#xb; late &#xffff; `c&#2;`.\n\n<b title=\"&#1;\">x&#1;</b>\n",
        ),
        (
            "seeds/c.html",
            "<html><head><title>T&#1;</title><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\
             \"H\\u0001 \\uffff\",\"author\":{\"name\":\"A\\u0002 B\"}}</script></head><body><article><h1>H&#1;</h1><p title=\"&#3;\">\
             Ana Ruiz said that it &#1; is &#xb; late &#xfdd0; today, and that the bridge would open.</p></article></body></html>",
        ),
        ("seeds/a.notes.yaml", "- quote: \"is\"\n  body: \"N\\x01 \\u0080\"\n"),
    ]);
    let (_, said) = archive.run(&["build"]);
    assert_eq!(said.matches("control character").count(), 1, "{said}");
    assert!(said.contains("seeds/a.txt:1:7"), "{said}");
    let odd = |letter: &char| {
        let code = *letter as u32;
        matches!(code, 0..=8 | 11..=12 | 14..=31 | 0x7f..=0x9f | 0xfeff | 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
    };
    for (path, bytes) in archive.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.chars().find(odd), None, "{path}");
        if path.ends_with(".json") || path.ends_with(".jsonl") || path.ends_with(".js") && path.starts_with("search/") {
            let escaped = text.to_lowercase();
            for escape in ["\\u0001", "\\u000b", "\\u0002", "\\u0003", "\\u001b", "\\u007f"] {
                assert!(!escaped.contains(escape), "{path}: {escape}");
            }
        }
    }
}

#[test]
fn spans_are_those_of_the_file_although_control_characters_are_gone() {
    let archive = Archive::new(&[]);
    let text = "A \u{1}title\n\nIt \u{85}rained. \"The \u{ffff}bridge \u{b} is late,\" Ana Ruiz said.\n";
    archive.write("a.txt", text);
    let output = archive.command(&["extract", "a.txt"]).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let span = &json["statements"][0]["spans"][0];
    let at = |index: usize| usize::try_from(span[index].as_u64().unwrap()).unwrap();
    let words: String = text.chars().skip(at(0)).take(at(1) - at(0)).collect();
    assert_eq!(words.trim_end_matches(','), "The \u{ffff}bridge \u{b} is late");
    let problems = json["problems"].to_string() + &String::from_utf8_lossy(&output.stderr);
    assert!(problems.contains("control character"), "{problems}");
}

#[test]
fn what_is_larger_than_a_readers_machine_bears_is_refused_with_its_limit() {
    let archive = Archive::small();
    let line = "The *bridge* will open in May, Ana Ruiz said.\n\n";
    for (path, size) in [("seeds/x.txt", 8), ("seeds/x.md", 8), ("seeds/x.html", 12), ("seeds/ferry.notes.yaml", 1)] {
        let archive_file = archive.path(path);
        archive.write(path, line.repeat((size << 20) / line.len() + 1));
        let (status, said) = archive.run(&["build"]);
        assert_eq!((status, rows(&said)), (1, 1), "{said}");
        assert!(said.contains(&format!("larger than {size} MiB")) && said.contains("split it"), "{said}");
        std::fs::remove_file(archive_file).unwrap();
    }
    let (status, _) = archive.run(&["build"]);
    assert_eq!(status, 0);
}

#[test]
fn one_article_makes_no_more_pages_than_an_editor_can_have_meant() {
    for key in ["topics", "people", "aliases", "authors"] {
        let mut text = format!("---\ntitle: T\n{key}:\n");
        for number in 0..2_000 {
            writeln!(text, "- Name{number} Of{number}").unwrap();
        }
        let archive = Archive::new(&[("seeds/x.md", &format!("{text}---\n\nAna Ruiz said yes.\n"))]);
        let (status, said) = archive.run(&["build"]);
        assert_eq!((status, rows(&said)), (1, 1), "{said}");
        assert!(said.contains(&format!("an article may have 100 `{key}`; this one has 1900 more")), "{said}");
        assert!(archive.files("public").len() < 400);
    }
}

#[test]
fn a_long_chain_of_broader_topics_takes_no_time() {
    let chain = |length: usize| {
        let mut text = String::new();
        for number in 0..length {
            writeln!(text, "- name: T{number}\n  terms: [x{number}]\n  broader: T{}", number + 1).unwrap();
        }
        text + &format!("- name: T{length}\n")
    };
    let archive = Archive::small();
    archive.write("topics.yaml", chain(20_000));
    let start = std::time::Instant::now();
    let (status, said) = archive.run(&["build"]);
    assert_eq!(status, 0, "{said}");
    // With the square of the length this took more than ten minutes.
    assert!(start.elapsed() < std::time::Duration::from_secs(120), "{:?}", start.elapsed());
}

#[test]
fn an_article_saved_while_a_build_runs_is_built_anew_by_the_next() {
    // Also one that is not UTF-8, of which no more is remembered than what was read.
    let archive = Archive::new(&[]);
    let version = |number: u32| {
        let text = format!("Caf?\n\nAna Ruiz said that version {number} of it is late.\n");
        let bytes: Vec<u8> = text.bytes().map(|byte| if byte == b'?' { 0xe9 } else { byte }).collect();
        archive.write("seeds/z.txt", bytes);
    };
    for number in 0..60 {
        archive.write(
            &format!("seeds/a{number}.txt"),
            format!("A{number}\n\nBoris Stone said that number {number} is late.\n"),
        );
    }
    for round in 0..4 {
        version(2 * round);
        let mut build = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"));
        build.arg("build").current_dir(archive.root()).stderr(std::process::Stdio::null());
        let mut build = build.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(150 * (u64::from(round) + 1)));
        version(2 * round + 1);
        build.wait().unwrap();
        archive.run(&["build"]);
        let page = archive.read("public/articles/z.html");
        assert!(page.contains(&format!("version {} of", 2 * round + 1)), "round {round}");
    }
}
