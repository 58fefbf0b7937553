//! Annotations made elsewhere: what is public comes in with its replies, and nothing is left out in silence.

use crate::archive::{Archive, FERRY};
use serde_json::{Value, json};

const PAGE: &str = "https://quay.example/ferry";

/// An archive whose article is known by its address.
fn archive() -> Archive {
    let ferry = FERRY.replace("outlet: Quay Post", &format!("outlet: Quay Post\nurl: {PAGE}"));
    Archive::new(&[("seeds/ferry.md", &ferry)])
}

/// A row of a Hypothesis answer.
fn row(id: &str, text: &str, more: Value) -> Value {
    let selector =
        json!([{"type": "RangeSelector"}, {"type": "TextQuoteSelector", "exact": "sails again", "prefix": "ferry "}]);
    let mut row = json!({"id": id, "uri": PAGE, "user": "acct:ana@hypothes.is", "created": "2023-04-04T10:00:00+00:00", "text": text,
        "group": "__world__", "permissions": {"read": ["group:__world__"], "update": ["acct:ana@hypothes.is"]},
        "target": [{"source": PAGE, "selector": selector}]});
    more.as_object().unwrap().iter().for_each(|(key, value)| row[key] = value.clone());
    row
}

/// Imports a file: exit status, what is printed and what is said.
fn import(archive: &Archive, file: &str, more: &[&str]) -> (i32, String, String) {
    archive.write("notes.json", file);
    let output = archive.command(&[&["import-notes", "notes.json"], more].concat()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn not_all_public() -> Value {
    json!({"total": 6, "rows": [
        row("open", "Public.", json!({})),
        row("mine", "Only me.", json!({"permissions": {"read": ["acct:ana@hypothes.is"]}})),
        row("ours", "Our group.", json!({"group": "8Jq2", "permissions": {"read": ["group:8Jq2"]}})),
        row("gone", "Hidden.", json!({"hidden": true})),
        row("bad", "Flagged.", json!({"flagged": true})),
        row("mark", "", json!({})),
    ]})
}

#[test]
fn only_public_annotations_come_in_unless_all_are_asked_for() {
    let archive = archive();
    let (status, printed, said) = import(&archive, &not_all_public().to_string(), &[]);
    assert_eq!((status, printed.as_str()), (0, ""), "{said}");
    assert_eq!(
        said,
        "1 of 1 note written, 0 printed\n\
         left out because not everybody may read them: 1 private, 1 of a group, 1 hidden by moderators, 1 flagged \
         (`--include-private` takes them too)\nleft out because they have no text: 1\n"
    );
    let notes = archive.read("seeds/ferry.notes.yaml");
    assert!(notes.contains("Public.") && !notes.contains("Only me"), "{notes}");
    archive.build();
    for (path, bytes) in archive.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!["Only me.", "Our group.", "Hidden."].iter().any(|secret| text.contains(secret)), "{path}");
    }
    std::fs::remove_file(archive.path("seeds/ferry.notes.yaml")).unwrap();
    let (status, _, said) = import(&archive, &not_all_public().to_string(), &["--include-private"]);
    assert_eq!((status, said.lines().next()), (0, Some("5 of 5 notes written, 0 printed")));
}

#[test]
fn every_form_of_file_is_read() {
    let one = row("a", "A remark.", json!({}));
    let model = json!({"id": "urn:a", "type": "Annotation", "bodyValue": "A remark.", "creator": {"name": "ana"}, "created": "2023-04-04",
        "target": {"source": PAGE, "selector": {"type": "TextQuoteSelector", "exact": "sails again", "prefix": "ferry"}}});
    let mut written = Vec::new();
    for file in [
        json!({"total": 1, "rows": [one]}).to_string(),
        json!({"export_date": "2023-05-01", "client_version": "1.1", "annotations": [one]}).to_string(),
        json!([one]).to_string(),
        format!("{one}\n"),
        serde_json::to_string_pretty(&model).unwrap(),
        json!({"type": "AnnotationPage", "items": [model]}).to_string(),
        json!({"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [model]}}).to_string(),
        format!("\u{feff}{}", json!({"@graph": [model]})),
    ] {
        let archive = archive();
        let (status, _, said) = import(&archive, &file, &[]);
        assert_eq!((status, said.as_str()), (0, "1 of 1 note written, 0 printed\n"), "{file}");
        written.push(archive.read("seeds/ferry.notes.yaml"));
    }
    written.dedup();
    assert_eq!(written.len(), 1, "{written:?}");
    let archive = archive();
    let lines = format!("{one}\n{}\n\n{}\n", row("b", "Another.", json!({})), row("c", "A third.", json!({})));
    assert_eq!(import(&archive, &lines, &[]).2, "3 of 3 notes written, 0 printed\n");
    let (status, _, said) = import(&archive, "{\"a\": 1}\n{\"b\":", &[]);
    assert!(status == 1 && said.contains("is not JSON: EOF while parsing a value at line 2"), "{said}");
}

#[test]
fn replies_stay_with_what_they_answer() {
    let archive = archive();
    let bare = json!([{"source": PAGE}]);
    let reply = |id: &str, to: &[&str], text: &str| row(id, text, json!({"references": to, "target": bare}));
    let rows = json!([
        reply("inner", &["root", "outer"], "An answer to the answer."),
        reply("outer", &["root"], "An answer."),
        row("root", "A question.", json!({})),
        reply("lost", &["elsewhere"], "An answer to nothing."),
        row("mine", "Only me.", json!({"permissions": {"read": ["acct:ana@hypothes.is"]}})),
        reply("open", &["mine"], "An answer to a private note."),
    ]);
    let (status, _, said) = import(&archive, &json!({"annotations": rows}).to_string(), &[]);
    assert_eq!(status, 1);
    assert!(said.starts_with("1 of 1 note written, 0 printed, with 2 replies\n"), "{said}");
    assert!(said.contains("error: 2 replies answer nothing that is a note here: lost, open\n"), "{said}");
    let (status, built) = archive.run(&["build", "--strict"]);
    assert_eq!(status, 0, "{built}");
    let page = archive.read("public/articles/ferry.html");
    let places: Vec<usize> =
        ["A question.", "An answer.", "An answer to the answer."].map(|text| page.find(text).unwrap()).into();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(page.matches("<ul class=replies>").count(), 2, "the second within the first: {page}");
    assert!(!page.contains("An answer to nothing") && !page.contains("private note"));
    // What is exported and imported again is the same conversation.
    let exported = archive.read("public/data/notes.jsonld");
    std::fs::rename(archive.path("seeds/ferry.notes.yaml"), archive.path("before.yaml")).unwrap();
    assert_eq!(import(&archive, &exported, &[]).2, "1 of 1 note written, 0 printed, with 2 replies\n");
    assert_eq!(archive.read("seeds/ferry.notes.yaml"), archive.read("before.yaml"));
}

#[test]
fn a_place_that_notes_cannot_say_is_reported_and_never_becomes_the_whole_article() {
    let archive = archive();
    let on =
        |id: &str, selector: Value| row(id, "A remark.", json!({"target": [{"source": PAGE, "selector": selector}]}));
    let rows = json!([
        on("position", json!([{"type": "TextPositionSelector", "start": 3, "end": 9}])),
        on("range", json!([{"type": "RangeSelector", "startContainer": "/p[1]"}])),
        on("drawing", json!({"type": "SvgSelector", "value": "<svg/>"})),
        on("fragment", json!({"type": "FragmentSelector", "value": "page=3"})),
        on("fragment-2", json!({"type": "FragmentSelector", "value": "page=4"})),
    ]);
    let (status, _, said) = import(&archive, &rows.to_string(), &[]);
    assert_eq!(status, 1);
    assert!(!archive.path("seeds/ferry.notes.yaml").exists(), "{said}");
    for expected in [
        "error: 2 annotations are not on words (FragmentSelector), which a note cannot say: fragment, fragment-2\n",
        "error: 1 annotation is not on words (TextPositionSelector), which a note cannot say: position\n",
        "(RangeSelector)",
        "(SvgSelector)",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
    // A note on a page is one on purpose; it is said all the same.
    let page = row("page", "On the page.", json!({"target": [{"source": PAGE}]}));
    let (status, _, said) = import(&archive, &json!({"rows": [page]}).to_string(), &[]);
    assert_eq!((status, said.as_str()), (0, "1 of 1 note written, 0 printed\non a page as a whole, not on words: 1\n"));
}

#[test]
fn an_answer_that_is_only_a_part_says_so() {
    let archive = archive();
    let answer = json!({"total": 340, "rows": [row("a", "A remark.", json!({}))]});
    let (status, _, said) = import(&archive, &answer.to_string(), &[]);
    assert_eq!(status, 1);
    assert!(said.contains("the file holds 1 of 340 annotations: import the rest too"), "{said}");
}
