//! What the engine tells of statements and of queries that name nothing, on a small archive that the program builds.

use super::engine;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const DAM: &str = "---\ntitle: Brandt says the dam will hold\ndate: 2021-03-22\noutlet: Quay Post\n---\n\n\
    Olga Brandt denied that the dam leaked vermilion water. Brandt did not say that the dam leaked cobalt water. \
    \"The dam is scarlet,\" Brandt said. The Kesselring engineers of NATO looked at it.\n";

const QUAY: &str = "---\ntitle: Ferries run again\ndate: 2021-03-24\noutlet: Quay Post\n---\n\n\
    Ivo Marsh said that the ferries would run on Sundays. A bakery opened at the quay.\n";

fn answers(queries: &[&str]) -> Vec<Value> {
    ask(&json!({"shows": queries}))["shows"].as_array().expect("a list").clone()
}

fn ask(request: &Value) -> Value {
    let folder = tempfile::tempdir().expect("there is room");
    std::fs::create_dir(folder.path().join("seeds")).expect("writable");
    std::fs::write(folder.path().join("seeds/dam.md"), DAM).expect("writable");
    std::fs::write(folder.path().join("seeds/quay.md"), QUAY).expect("writable");
    let built = Command::new(env!("CARGO_BIN_EXE_onrecord")).arg("build").current_dir(folder.path()).output();
    assert!(built.expect("it runs").status.success());
    engine::answer(&folder.path().join("public"), request)
}

fn standing_of(answer: &Value, words: &str) -> i64 {
    let results = answer["results"].as_array().expect("a list");
    let found = results.iter().find(|result| result["words"].as_str().is_some_and(|text| text.contains(words)));
    found.unwrap_or_else(|| panic!("{words} in {answer}"))["standing"].as_i64().expect("a number")
}

#[test]
fn a_statement_comes_with_what_must_be_told_of_it() {
    let answers = answers(&["by:brandt", "leaked"]);
    for answer in &answers {
        assert_eq!((standing_of(answer, "vermilion"), standing_of(answer, "cobalt")), (1, 2));
    }
    assert_eq!(standing_of(&answers[0], "scarlet"), 0);
    let scarlet = answers[0]["results"].as_array().expect("a list").iter().find(|one| one["quoted"] == json!(true));
    assert!(
        scarlet.is_some_and(|one| one["words"].as_str().is_some_and(|text| text.contains("scarlet"))),
        "{}",
        answers[0]
    );
}

#[test]
fn an_operator_that_names_nothing_is_read_as_what_it_can_mean() {
    let queries =
        ["from:quay", "about:NATO", "from:nonsense dam", "by:nobody", "from:2021-03 dam", "outlet:quay", "dam"];
    let answers = answers(&queries);
    let read = |at: usize| {
        answers[at]["misread"].as_array().expect("a list").iter().map(|one| &one["as"]).cloned().collect::<Vec<_>>()
    };
    let count = |at: usize| answers[at]["results"].as_array().expect("a list").len();
    let nothing = |at: usize| answers[at]["nothing"].as_array().expect("a list").len();
    assert_eq!((read(0), count(0)), (vec![json!("outlet")], count(5)));
    assert_eq!((read(1), nothing(1)), (vec![json!("words")], 0));
    assert!(count(1) > 0);
    assert_eq!((read(2), count(2)), (vec![json!("left out")], count(6)));
    assert_eq!((read(3), count(3)), (vec![json!("nobody")], 0));
    assert_eq!((read(4), read(5)), (vec![], vec![]));
}

#[test]
fn a_suggestion_is_spelled_as_the_archive_spells_it() {
    let answers = answers(&["Kesselrng", "leakd"]);
    let meant = |at: usize| answers[at]["nothing"][0]["meant"][0].clone();
    assert_eq!((meant(0), meant(1)), (json!("Kesselring"), json!("leaked")));
}

#[test]
fn the_page_knows_every_standing_by_the_number_of_the_index() {
    let template =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/search.html")).expect("readable");
    let (_, listed) = template.split_once("data-standings=\"").expect("the page has them");
    let keys: Vec<String> = listed
        .split('"')
        .next()
        .unwrap_or("")
        .split('|')
        .map(|key| key.replace("{{ t.standing_", "").replace(" }}", "").replace('_', ""))
        .collect();
    let known: Vec<String> =
        onrecord::model::reported::Standing::TOLD.iter().map(|one| format!("{one:?}").to_lowercase()).collect();
    assert_eq!(keys, known);
}

#[test]
fn a_question_is_answered_by_what_has_most_of_its_words() {
    let small = ["what", "did", "say", "about", "the", "in"];
    let questions = ["What did Brandt say about the scarlet dam in April?", "What did Marsh say?", "dam OR quay"];
    let request: Vec<Value> = questions.iter().map(|text| json!({"text": text, "small": small})).collect();
    let answers = ask(&json!({ "questions": request }))["questions"].clone();
    let first = answers[0][0].as_str().expect("a result");
    assert!(first.contains("scarlet"), "{answers}");
    assert!(!answers[0].to_string().contains("ferries"), "{answers}");
    // One word is no question, and operators mean what they say.
    assert_eq!((answers[1].to_string(), answers[2].to_string()), ("[]".to_owned(), "[]".to_owned()));
}
