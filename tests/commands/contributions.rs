//! Corrections that readers propose: the form, and what becomes of it.

use crate::archive::Archive;

fn form(article: &str, statement: &str, wrong: &str, right: &str) -> String {
    format!(
        "### Article\n\n{article}\n\n### Statement\n\n{statement}\n\n### What is wrong\n\n{wrong}\n\n### What is right\n\n{right}\n\n\
         ### Where that can be read\n\n_No response_\n"
    )
}

fn correct(archive: &Archive, form: &str) -> (i32, String) {
    archive.write("form.md", form);
    archive.run(&["correct", "form.md", "--author", "reader", "--date", "2026-11-30"])
}

#[test]
fn a_form_becomes_an_entry_of_the_corrections_file() {
    for (wrong, right, entry) in [
        ("Somebody else said it", "Mateo Ruiz", "- statement: sails again\n  speaker: Mateo Ruiz\n"),
        (
            "Somebody else said it",
            "Mateo Ruiz; Olga Brandt",
            "- statement: sails again\n  speaker: [Mateo Ruiz, Olga Brandt]\n",
        ),
        ("It was said on another day", "2023-04-02", "- statement: sails again\n  day: 2023-04-02\n"),
        ("The words are others", "The ferry sails again", "- statement: sails again\n  words: The ferry sails again\n"),
        ("It is no statement", "_No response_", "- statement: sails again\n  reject: true\n"),
    ] {
        let archive = Archive::small();
        let (status, said) = correct(&archive, &form("ferry", "sails again", wrong, right));
        assert_eq!((status, said.as_str()), (0, "added to seeds/ferry.corrections.yaml"), "{wrong}");
        let written = archive.read("seeds/ferry.corrections.yaml");
        assert_eq!(written, format!("{entry}  author: reader\n  date: 2026-11-30\n"));
        assert_eq!(archive.run(&["check"]).0, 0);
    }
}

#[test]
fn a_form_about_one_of_many_articles_names_it() {
    let part = |number: u32, title: &str, who: &str| {
        format!(
            "{number} of 2 DOCUMENTS\n\nQuay Post\n\nApril {number}, 2023\n\n{title}\n\nLENGTH: 20 words\n\n\"It sails again,\" said {who}.\n\n\n"
        )
    };
    let text = part(1, "Ferry returns", "Olga Brandt") + &part(2, "Market moves", "Mateo Ruiz");
    let archive = Archive::new(&[("seeds/export.txt", &text)]);
    archive.build();
    let page = archive.files("public/articles").into_keys().find(|name| name.starts_with("market-moves")).unwrap();
    let slug = page.trim_end_matches(".html");
    let (status, said) = correct(&archive, &form(slug, "It sails again", "Somebody else said it", "Ana Ruiz"));
    assert_eq!((status, said.as_str()), (0, "added to seeds/export.corrections.yaml"));
    let entry =
        "- in: Market moves\n  statement: It sails again\n  speaker: Ana Ruiz\n  author: reader\n  date: 2026-11-30\n";
    assert_eq!(archive.read("seeds/export.corrections.yaml"), entry);
}

#[test]
fn a_form_that_is_odd_or_hostile_changes_nothing() {
    let archive = Archive::small();
    let somebody = "Somebody else said it";
    let before = archive.files("seeds");
    for hostile in [
        String::new(),
        form("../ferry", "sails again", somebody, "Mateo Ruiz"),
        form("/etc/passwd", "sails again", somebody, "Mateo Ruiz"),
        form("nothing", "sails again", somebody, "Mateo Ruiz"),
        form("ferry", "not in the article", somebody, "Mateo Ruiz"),
        form("ferry", "sails again", "rm -rf", "Mateo Ruiz"),
        form("ferry", "sails again", somebody, "_No response_"),
        form("ferry", "sails again", somebody, "?"),
        form("ferry", "sails again", "It was said on another day", "soon"),
        form("ferry", "sails again", "The words are others", "words of another article"),
        form("ferry", &"x".repeat(5000), somebody, "Mateo Ruiz"),
    ] {
        let (status, said) = correct(&archive, &hostile);
        assert_eq!(status, 1, "{hostile}: {said}");
        assert_eq!(archive.files("seeds"), before, "{hostile}");
    }
    // What looks like YAML stays a name.
    let tricky = form("ferry", "sails again", somebody, "Ruiz: \"x\" # reject: true");
    assert_eq!(correct(&archive, &tricky).0, 0);
    assert!(archive.read("seeds/ferry.corrections.yaml").contains("speaker: \"Ruiz: \\\"x\\\" # reject: true\"\n"));
}

#[test]
fn init_writes_form_and_workflow_only_when_asked_and_pages_link_to_the_form_only_with_a_repository() {
    let archive = Archive::new(&[]);
    assert_eq!(archive.run(&["init", "a"]).0, 0);
    assert!(!archive.path("a/.github/ISSUE_TEMPLATE").exists());
    assert_eq!(archive.run(&["init", "b", "--with-contributions", "--from", "https://git.example/x/onrecord"]).0, 0);
    let workflow = archive.read("b/.github/workflows/corrections.yml");
    let form = archive.read("b/.github/ISSUE_TEMPLATE/correction.yml");
    let parsed: serde_yaml::Value = serde_yaml::from_str(&workflow).unwrap();
    assert!(workflow.contains("https://git.example/x/onrecord") && form.contains("label: What is wrong"));
    for step in parsed["jobs"]["propose"]["steps"].as_sequence().unwrap() {
        assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "no expression in a script: {step:?}");
        if let Some(action) = step["uses"].as_str() {
            assert_eq!(action.rsplit('@').next().unwrap().len(), 40, "{action}");
        }
    }
    assert_eq!(parsed["permissions"]["contents"], "read");
    let small = Archive::small();
    assert_eq!(small.run(&["build"]).0, 0);
    assert!(!small.read("public/articles/ferry.html").contains("issues/new"));
    small.write("book.toml", "[output.html]\ngit-repository-url = \"https://github.com/ana/archive\"\n");
    assert_eq!(small.run(&["build"]).0, 0);
    let link = "https://github.com/ana/archive/issues/new?template=correction.yml&amp;article=ferry&amp;statement=The%20ferry%20sails";
    assert!(small.read("public/articles/ferry.html").contains(link), "{}", small.read("public/articles/ferry.html"));
}
