//! Words that were denied, not said, refused or are still to come stand nowhere without saying so.

use crate::harness::Site;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Words that only one statement has, and what must be read before it: a word of the interface, or the article's own.
const TOLD: [(&str, &[&str]); 13] = [
    ("vermilion water", &["denied"]),
    ("cobalt water", &["not said", "not-said", "did not say"]),
    ("ochre water", &["declined"]),
    ("saffron water", &["still to come", "to-come", "may say", "might say"]),
    ("indigo water", &["not denied", "not-said", "did not deny"]),
    ("chartreuse water", &["declined to deny", "declined"]),
    ("magenta water", &["denial still to come", "to-come", "may deny", "will deny"]),
    ("sienna water", &["asked", "asks"]),
    ("painted turquoise", &["demanded", "orders"]),
    ("smell of lavender", &["promised", "promises"]),
    ("crimson water", &["denied"]),
    ("amber water", &["denied"]),
    ("violet water", &["denied"]),
];
/// How many characters before the words are searched for it.
const NEAR: usize = 220;

fn archive(language: &str) -> Site {
    let text = "Olga Brandt denied that the harbour dam leaked vermilion water at the bridge vote. \
        Brandt did not say that the harbour dam leaked cobalt water. \
        Brandt declined to say whether the harbour dam leaked ochre water. \
        Brandt might say that the harbour dam leaked saffron water. \
        Brandt did not deny that the harbour dam leaked indigo water. \
        Brandt declined to deny that the harbour dam leaked chartreuse water.\n\n\
        Brandt will deny that the harbour dam leaked magenta water. \
        Brandt asked whether the harbour dam leaked sienna water. \
        Brandt demanded that the harbour dam be painted turquoise at once. \
        Brandt promised that the harbour dam would smell of lavender. \
        In February 2021 Brandt denied that the harbour dam leaked crimson water. \
        Brandt denied \"any talk of amber water in the old harbour dam before Easter\". \
        \"The harbour dam is scarlet,\" Brandt said.\n";
    let front = |title: &str, day: &str, more: &str| {
        format!("---\ntitle: {title}\ndate: {day}\noutlet: Quay Post\nlanguage: en\n{more}---\n\n")
    };
    let files = [
        ("book.toml", format!("[book]\ntitle = \"Dam\"\nlanguage = \"{language}\"\n")),
        ("topics.yaml", "- name: Harbour dam\n".to_owned()),
        ("people.yaml", "- name: Olga Brandt\n  roles: [harbour master]\n".to_owned()),
        ("events.yaml", "- name: Bridge vote\n  date: 2021-03-22\n  terms: [bridge vote]\n".to_owned()),
        ("seeds/dam.md", front("Dam news", "2021-03-22", "") + text),
        (
            "seeds/dam.notes.yaml",
            "- quote: leaked vermilion water\n  kind: verdict\n  body: Rust.\n\
             - quote: leaked cobalt water\n  body: Paint.\n"
                .to_owned(),
        ),
        (
            "seeds/dam-2.md",
            front("Dam news", "2021-03-23", "supersedes: seeds/dam.md\n")
                + &text
                    .replace("vermilion water at", "vermilion water all day at")
                    .replace("cobalt water", "cobalt mud"),
        ),
        (
            "seeds/dam-3.md",
            front("More of the dam", "2021-03-24", "")
                + "Olga Brandt denied \"any talk of amber water in the old harbour dam before Easter\" on Tuesday.\n\n\
                   At the bridge vote on 22 March 2021 Brandt denied that the harbour dam leaked violet water.\n",
        ),
    ];
    Site::made_of(files.map(|(path, text)| (path.to_owned(), text)).into())
}

/// What of a file is not the running text of an article, its markup taken away.
fn outside_the_text(path: &str, text: &str) -> Vec<String> {
    let parts = match (path.starts_with("articles/"), text.split_once("<article"), text.split_once("</article>")) {
        (true, Some((head, _)), Some((_, tail))) => {
            let asides = text.split("<aside").skip(1).filter_map(|part| part.split("</aside>").next());
            [head, tail].into_iter().chain(asides).collect()
        }
        _ => vec![text],
    };
    parts.into_iter().map(without_tags).collect()
}

/// The text with tags taken away but for what attributes say to a reader or a machine.
fn without_tags(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        if let Some((_, content)) = tag.split_once("content=\"") {
            out.push_str(content);
        }
        out.push(' ');
        out.push_str(text);
    }
    out
}

/// Where each of `told` is found in a site, by the kind of file; fails where what must be told is not before it.
fn found(site: &Site, told: &[(&'static str, &[&str])]) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut found = BTreeMap::<&str, BTreeSet<String>>::new();
    for (path, bytes) in &site.files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        // The search index keeps texts as a whole; its statements are tested with its engine.
        if path.starts_with("search/") || path.starts_with("assets/") {
            continue;
        }
        for part in outside_the_text(path, text) {
            for (word, marks) in told {
                for (at, _) in part.match_indices(word) {
                    // An annotation says it once and has the words in two selectors.
                    let near = if path.ends_with(".jsonld") { 4 * NEAR } else { NEAR };
                    let before: String = part[..at].chars().rev().take(near).collect();
                    let before = before.chars().rev().collect::<String>().to_lowercase();
                    assert!(marks.iter().any(|mark| before.contains(mark)), "{path}: bare “{word}” after “{before}”");
                    found.entry(word).or_default().insert(path.clone());
                }
            }
        }
    }
    found
}

#[test]
fn what_was_not_said_is_marked_wherever_it_stands() {
    let site = archive("en");
    let found = found(&site, &TOLD);
    let everywhere = [
        "people/olga-brandt.html",
        "people/olga-brandt.xml",
        "topics/harbour-dam.html",
        "dates/2021/03.html",
        "statements/index.html",
        "data/statements.jsonl",
        "data/statements.csv",
    ];
    for path in everywhere {
        let missing: Vec<_> =
            TOLD.iter().filter(|(word, _)| !found[word].contains(path)).map(|(word, _)| *word).collect();
        // A feed has the newest ten; a day has not what was said on others.
        assert!(missing.len() <= if path.ends_with(".xml") { 12 } else { 3 }, "{path} lacks {missing:?}");
    }
    for (word, path) in [
        ("vermilion water", "articles/dam.html"),
        ("violet water", "events/bridge-vote.html"),
        ("crimson water", "dates/2021/02.html"),
        ("vermilion water", "notes/index.html"),
    ] {
        assert!(found[word].contains(path), "{word} is not in {path}: {:?}", found[word]);
    }
    let changes = found["vermilion water"].iter().any(|path| path.contains("changes"));
    let cluster =
        found["amber water"].iter().any(|path| path.starts_with("statements/") && path != "statements/index.html");
    assert!(changes && cluster, "{:?} {:?}", found["vermilion water"], found["amber water"]);
}

#[test]
fn every_language_of_the_interface_tells_it() {
    let strings = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/strings");
    for language in ["ar", "de", "es", "fr", "ru"] {
        let file = std::fs::read_to_string(strings.join(format!("{language}.toml"))).expect("it is there");
        let table: toml::Table = file.parse().expect("it is TOML");
        let denied = table["standing_denied"].as_str().expect("a word").to_owned();
        let site = archive(language);
        let people = std::str::from_utf8(&site.files["people/olga-brandt.html"]).expect("a page is text");
        for word in ["vermilion", "crimson", "amber"] {
            let before = people.split(word).next().expect("there is something before it");
            let label = before.rsplit("<em>").next().expect("something is marked");
            assert!(people.contains(word) && label.starts_with(&denied) && label.len() < NEAR, "{language}: {label}");
        }
        let feed = std::str::from_utf8(&site.files["people/olga-brandt.xml"]).expect("a feed is text");
        assert!(feed.contains(&format!("<title>{denied}")), "{language}: {feed}");
    }
}

#[test]
fn a_denial_is_no_quotation_and_no_claim_that_is_reviewed() {
    let site = archive("en");
    let page = std::str::from_utf8(&site.files["articles/dam.html"]).expect("a page is text");
    let data: String = page
        .split("<script type=application/ld+json>")
        .skip(1)
        .filter_map(|part| part.split("</script>").next())
        .collect();
    assert!(data.contains("Quotation") && data.contains("scarlet"), "{data}");
    assert!(!data.contains("ClaimReview") && !TOLD.iter().any(|(word, _)| data.contains(word)), "{data}");
}

#[test]
fn nothing_but_one_module_shows_words_without_what_must_be_told() {
    // These compare words, or write rows that have the polarity in a field beside them.
    let known = [
        "serve/desk/case.rs",
        "serve/desk/queue.rs",
        "site/claims.rs",
        "site/feeds/data.rs",
        "site/feeds/table.rs",
        // Looks for names in them, and shows none.
        "site/others.rs",
        "site/pages/changes.rs",
        "site/parts/metadata.rs",
        "site/parts/said.rs",
        "site/parts/suggest.rs",
        "site/search/text.rs",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut users = BTreeSet::new();
    for folder in ["site", "serve"] {
        for entry in walk(&root.join(folder)) {
            let text = std::fs::read_to_string(&entry).expect("readable");
            if text.contains(".unmarked()") {
                users.insert(entry.strip_prefix(&root).expect("it is below").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    assert_eq!(users, known.map(str::to_owned).into());
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
