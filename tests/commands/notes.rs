//! Editors' files: notes that leave the archive and come back, words that are quoted wrongly, captures that supersede others.

use crate::archive::{Archive, FERRY};
use serde_json::Value;

const BRIDGE: &str = "---\ntitle: Bridge opens\ndate: 2023-04-03\noutlet: Quay Post\nurl: https://quay.example/bridge\n---\n\n\
    The bridge over the Lark was opened. \"No one will ever pay a toll on it,\" said Olga Brandt, the harbour master of \
    Larkhaven. The bridge is closed to lorries.\n";

const NOTES: &str = "- quote: pay a toll\n  kind: verdict\n  author: A. Editor\n  date: 2023-05\n  tags: [tolls, \"a: b\"]\n  body: |\n    \
    There *was* a toll.\n\n    From May on.\n- quote: The bridge\n  before: Larkhaven.\n  after: is closed\n  kind: question\n  body: Since when?\n\
    - kind: context\n  body: On the whole article.\n- statement: KEY\n  kind: comment\n  body: On the statement.\n";

/// An archive with notes on words, on an article, on a statement and on a person.
fn noted() -> Archive {
    let people = "- name: Olga Brandt\n  notes:\n    - {body: Not the painter of that name., kind: context, author: A. Editor}\n";
    let archive = Archive::new(&[("seeds/bridge.md", BRIDGE), ("seeds/ferry.md", FERRY), ("people.yaml", people)]);
    archive.build();
    let statements = archive.read("public/data/statements.jsonl");
    let key =
        statements.lines().find(|line| line.contains("pay a toll")).and_then(|line| line.split('"').nth(3)).unwrap();
    archive.write("seeds/bridge.notes.yaml", NOTES.replace("KEY", key));
    archive.build();
    archive
}

fn annotations(archive: &Archive) -> Vec<Value> {
    let collection: Value = serde_json::from_str(&archive.read("public/data/notes.jsonld")).unwrap();
    collection["first"]["items"].as_array().unwrap().clone()
}

#[test]
fn the_collection_keeps_the_constraints_of_the_web_annotation_model() {
    let archive = noted();
    let collection: Value = serde_json::from_str(&archive.read("public/data/notes.jsonld")).unwrap();
    let is_iri = |value: &Value| value.as_str().is_some_and(|iri| iri.contains(':') && !iri.contains(' '));
    assert_eq!(collection["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(collection["type"], "AnnotationCollection");
    assert!(is_iri(&collection["id"]) && collection["label"].is_string());
    assert_eq!(collection["first"]["type"], "AnnotationPage");
    assert!(is_iri(&collection["first"]["id"]) && collection["first"]["startIndex"] == 0);
    assert_eq!(collection["last"], collection["first"]["id"]);
    let items = annotations(&archive);
    assert_eq!((collection["total"].as_u64(), items.len()), (Some(5), 5));
    let motivations = ["assessing", "commenting", "describing", "editing", "questioning"];
    let mut ids = std::collections::BTreeSet::new();
    for item in &items {
        assert_eq!(item["type"], "Annotation");
        assert!(is_iri(&item["id"]) && ids.insert(item["id"].to_string()), "one id each: {item}");
        assert!(motivations.contains(&item["motivation"].as_str().unwrap()));
        assert!(item["target"]["source"].is_string(), "one target: {item}");
        for body in item["body"].as_array().unwrap() {
            assert!(body["type"] == "TextualBody" && body["value"].is_string(), "{body}");
            assert!(body.get("purpose").is_none_or(|purpose| purpose == "tagging"));
        }
        for selector in item["target"]["selector"].as_array().into_iter().flatten() {
            match selector["type"].as_str().unwrap() {
                "TextQuoteSelector" => {
                    ["exact", "prefix", "suffix"].iter().for_each(|key| assert!(selector[*key].is_string()))
                }
                "TextPositionSelector" => {
                    assert!(selector["start"].as_u64().unwrap() <= selector["end"].as_u64().unwrap())
                }
                other => panic!("{other}"),
            }
        }
        if let Some(created) = item.get("created") {
            assert!(created.as_str().unwrap().ends_with("T00:00:00Z"), "xsd:dateTime with a zone: {created}");
        }
    }
    let quote = &items[1]["target"]["selector"];
    assert_eq!((&quote[0]["exact"], &quote[0]["suffix"]), (&"The bridge".into(), &" is closed to lorries.".into()));
    let text = "Bridge opens";
    assert!(quote[1]["start"].as_u64().unwrap() > text.len() as u64);
}

#[test]
fn an_export_that_is_imported_gives_the_same_notes() {
    let archive = noted();
    let (before, exported) = (archive.read("public/data/notes.jsonld"), archive.path("exported.json"));
    std::fs::write(&exported, &before).unwrap();
    std::fs::remove_file(archive.path("seeds/bridge.notes.yaml")).unwrap();
    archive.write("people.yaml", "- name: Olga Brandt\n");
    let output = archive.command(&["import-notes", "exported.json"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let for_person = printed.strip_prefix("# add to `Olga Brandt` in people.yaml\n").unwrap();
    archive.write("people.yaml", format!("- name: Olga Brandt\n{for_person}"));
    archive.build();
    assert_eq!(archive.read("public/data/notes.jsonld"), before);
}

#[test]
fn notes_on_people_and_verdicts_stand_on_their_pages() {
    let archive = noted();
    let person = archive.read("public/people/olga-brandt.html");
    assert!(person.contains("Not the painter of that name."), "{person}");
    let all = archive.read("public/notes/index.html");
    assert!(all.contains("Not the painter of that name.") && all.contains("5 notes"), "{all}");
    let article = archive.read("public/articles/bridge.html");
    assert_eq!(article.matches("\"@type\":\"ClaimReview\"").count(), 1, "for the verdict only");
    assert!(article.contains("\"claimReviewed\":\"pay a toll\""), "{article}");
}

#[test]
fn words_that_are_quoted_wrongly_are_near_elsewhere_or_nowhere() {
    let notes = "- quote: No one would ever pay a toll\n  body: Near.\n- quote: The ferry sails again\n  body: Elsewhere.\n\
        - quote: Airships land on the roof\n  body: Nowhere.\n";
    let relations = "- from: {article: bridge, words: The ferry sails again}\n  kind: answers\n  to: {article: ferry, words: sails again}\n";
    let archive = Archive::new(&[
        ("seeds/bridge.md", BRIDGE),
        ("seeds/ferry.md", FERRY),
        ("seeds/bridge.notes.yaml", notes),
        ("relations.yaml", relations),
    ]);
    let report = String::from_utf8(archive.command(&["check", "--all"]).output().unwrap().stdout).unwrap();
    assert!(report.contains("No one [-would-] {+will+} ever pay a toll"), "{report}");
    assert_eq!(report.matches("at line 7 of seeds/ferry.md").count(), 2, "{report}");
    assert_eq!(report.matches("these words stand in no article of the archive").count(), 2, "{report}");
    assert!(report.contains("found in another article: `ferry`"), "{report}");
}

#[test]
fn a_capture_that_supersedes_another_is_compared_with_it() {
    let corrected = BRIDGE
        .replace("title: Bridge opens", "title: Bridge opens\nsupersedes: bridge.md")
        .replace("No one will ever pay", "No one will pay")
        .replace("is closed to lorries", "is open to lorries");
    let archive = Archive::new(&[
        ("seeds/bridge.md", BRIDGE),
        ("seeds/bridge-corrected.md", &corrected),
        (
            "seeds/bridge.notes.yaml",
            "- quote: closed to lorries\n  body: Is it?\n- quote: over the Lark\n  body: A river.\n",
        ),
    ]);
    archive.build();
    let changes = archive.read("public/articles/bridge-corrected.changes.html");
    for expected in ["<del>ever</del>", "<del>closed</del> <ins>open</ins>", "No longer there:", "Still there:"] {
        assert!(changes.contains(expected), "{expected} in {changes}");
    }
    assert!(archive.read("public/articles/bridge.html").contains("A later version"));
    assert!(archive.read("public/articles/bridge-corrected.html").contains("bridge-corrected.changes.html"));
    let person = archive.read("public/people/olga-brandt.html");
    assert!(person.contains("No one will pay a toll") && !person.contains("will ever pay"), "counted once: {person}");
    archive.write("seeds/bridge-corrected.md", corrected.replace("supersedes: bridge.md", "supersedes: bridges.md"));
    let report = String::from_utf8(archive.command(&["check", "--all"]).output().unwrap().stdout).unwrap();
    assert!(
        report.contains("there is no article `bridges.md`") && report.contains("did you mean `bridge.md`"),
        "{report}"
    );
}

#[test]
fn a_note_is_never_shown_inside_a_longer_word_or_number() {
    for (number, (text, quote, longer)) in [
        ("Ana Ruiz said we can’t open in May.", "we can", "we can’t"),
        ("Prices rose by 1.5 percent in May.", "5 percent", "1.5 percent"),
        ("It fell to -5 degrees.", "5 degrees", "-5 degrees"),
        ("It costs 12,500 euros now.", "500 euros", "12,500 euros"),
        ("The non-nuclear states met.", "nuclear states met", "non-nuclear states met"),
        ("Then O'Brien came.", "Brien came", "O'Brien came"),
        ("It grew by 5 % in May.", "grew by 5", "grew by 5 %"),
    ]
    .into_iter()
    .enumerate()
    {
        let article = format!("Title {number}\n\nPORT ALDER, January 28, 2022. The town met. {text}\n");
        let note = format!("- quote: \"{quote}\"\n  body: NOTE\n");
        let archive = Archive::new(&[("seeds/a.txt", article.as_str()), ("seeds/a.notes.yaml", note.as_str())]);
        let output = archive.command(&["build"]).output().unwrap();
        let report = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(report.contains("note-lost") || report.contains("only a part of longer ones"), "{text}: {report}");
        assert!(report.contains(longer), "{text}: the report names the longer words: {report}");
        let page = archive.read("public/articles/a.html");
        assert!(!page.contains("<mark class=n>") && page.contains("NOTE"), "{text}: {page}");
    }
}
