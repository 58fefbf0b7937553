//! The editor's say: corrections beside an article, and everything that follows from them.

use crate::archive::{Archive, FERRY, MARKET};
use serde_json::Value;
use std::path::Path;

/// The example of docs/corrections.md in a fence of some language.
fn example(language: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/corrections.md");
    let text = std::fs::read_to_string(path).unwrap();
    let after = text.split(&format!("```{language}\n")).nth(1).unwrap();
    after.split("\n```").next().unwrap().to_owned() + "\n"
}

/// The rows of a data file.
fn rows(archive: &Archive, name: &str) -> Vec<Value> {
    let text = archive.read(&format!("public/data/{name}.jsonl"));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The shortest statement that has these words.
fn statement<'r>(rows: &'r [Value], words: &str) -> &'r Value {
    let has = |row: &&Value| row["words"].as_str().unwrap().contains(words);
    rows.iter()
        .filter(has)
        .min_by_key(|row| row["words"].as_str().unwrap().len())
        .unwrap_or_else(|| panic!("no “{words}” in {rows:?}"))
}

#[test]
fn the_corrections_of_the_manual_do_what_it_says() {
    let archive = Archive::new(&[("seeds/bridge.txt", &example("text"))]);
    archive.build();
    let before = rows(&archive, "statements");
    archive.write("seeds/bridge.corrections.yaml", example("yaml"));
    archive.build();
    let after = rows(&archive, "statements");
    let corrected = statement(&after, "the council had asked");
    assert_eq!((&corrected["speaker"], &corrected["manner"]), (&"Ole Lund".into(), &"editor".into()));
    assert_eq!(corrected["id"], statement(&before, "the council had asked")["id"]);
    assert_eq!((&corrected["review"], &corrected["correction"]["author"]), (&"corrected".into(), &"A. Editor".into()));
    assert_eq!(corrected["correction"]["found"]["speakers"][0], "Ana Ruiz");
    assert!(after.iter().all(|row| !row["words"].as_str().unwrap().contains("nothing came of it")));
    let promised = statement(&after, "The bridge will open in May");
    assert_eq!((&promised["said_on"], &promised["said_on_basis"]), (&"2022-01-27".into(), &"correction".into()));
    let added = statement(&after, "Much is still to do");
    assert_eq!((&added["speaker"], &added["review"]), (&"Ana Ruiz".into(), &"added".into()));
    assert_eq!(statement(&after, "It will cost us little")["polarity"], "denied");
    let article = &rows(&archive, "articles")[0];
    assert_eq!((&article["outlet"], &article["date"]["basis"]), (&"Alder Courier".into(), &"correction".into()));
    let decisions = rows(&archive, "corrections");
    let of = |decision: &str| decisions.iter().filter(|row| row["decision"] == decision).count();
    assert_eq!((of("facts"), of("corrected"), of("added"), of("rejected")), (1, 3, 1, 1));
    let facts = decisions.iter().find(|row| row["decision"] == "facts").unwrap();
    assert_eq!(
        (&facts["found_facts"]["outlet"], &facts["found_facts"]["date"]),
        (&"Alder Wire".into(), &"2022-01-28".into())
    );
    let page = archive.read("public/articles/bridge.html");
    for said in
        ["Corrected by an editor: A. Editor, 30 November 2026", "Added by an editor", "4 of 4 statements checked"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(archive.read("public/people/ole-lund.html").contains("he council had asked"));
    assert!(archive.read("public/data/statements.csv").contains("Ole Lund"));
    let output = archive.command(&["extract", "seeds/bridge.txt"]).output().unwrap();
    let extracted: Value = serde_json::from_slice(&output.stdout).unwrap();
    let speakers: Vec<&Value> = extracted["statements"].as_array().unwrap().iter().map(|row| &row["speaker"]).collect();
    assert!(speakers.contains(&&"Ole Lund".into()), "{extracted}");
}

#[test]
fn an_article_has_the_topics_that_an_editor_gives_it_and_none_that_it_is_not_about() {
    let money = "---\ntitle: Fares\ndate: 2022-01-28\ntopics: [Money]\n---\nThe ferry will cost more, Ana Ruiz said. Money is short.\n";
    let ferry = "---\ntitle: Ferry\ndate: 2022-01-28\n---\n\"Money is not the question,\" Ana Ruiz said.\n";
    let archive = Archive::new(&[("seeds/money.md", money), ("seeds/ferry.md", ferry)]);
    archive.write("topics.yaml", "- name: Money\n  terms: [Money]\n");
    archive.build();
    let topics = |archive: &Archive, file: &str| {
        let find = |row: &Value| row["slug"] == file;
        let (article, statement) = (rows(archive, "articles"), rows(archive, "statements"));
        let article = article.into_iter().find(find).unwrap()["topics"].clone();
        let statement = statement.into_iter().find(|row| row["article"] == file).unwrap()["topics"].clone();
        (article, statement)
    };
    assert_eq!(topics(&archive, "ferry"), (serde_json::json!(["money"]), serde_json::json!(["money"])));
    archive.write("seeds/ferry.corrections.yaml", "- article: {topics: [Ferries], not_topics: [money]}\n");
    archive.build();
    assert_eq!(topics(&archive, "ferry").0, serde_json::json!(["ferries"]));
    assert!(!topics(&archive, "ferry").1.as_array().unwrap().contains(&"money".into()));
    assert_eq!(topics(&archive, "money").0, serde_json::json!(["money"]));
}

#[test]
fn a_correction_without_its_words_is_reported_at_its_line_and_used_nowhere() {
    let archive = Archive::small();
    archive.write(
        "seeds/ferry.corrections.yaml",
        "- statement: The ferry sails again on Tuesday\n  speaker: Ana Ruiz\n- statement: The ferry\n  before: nowhere near\n  reject: true\n",
    );
    let (status, _) = archive.run(&["build"]);
    assert_eq!(status, 1);
    let output = archive.command(&["check", "--all"]).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    for said in [
        "seeds/ferry.corrections.yaml:1:14",
        "the words of this correction are not in the article",
        "if these are the words, write: statement: The ferry sails again on Monday",
        "seeds/ferry.corrections.yaml:3:14",
        "cannot tell which words this correction is about",
    ] {
        assert!(report.contains(said), "{said}: {report}");
    }
    assert!(rows(&archive, "statements").iter().all(|row| row.get("review").is_none()));
    archive.write("seeds/feri.corrections.yaml", "[]");
    let output = archive.command(&["check", "--all"]).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains("no article belongs to these corrections"), "{report}");
    assert!(report.contains("did you mean `seeds/ferry.corrections.yaml`?"), "{report}");
}

#[test]
fn who_speaks_counts_in_lists_and_search_as_soon_as_it_is_corrected() {
    let archive = Archive::new(&[("seeds/ferry.md", FERRY), ("seeds/market.md", MARKET)]);
    archive.build();
    let search = |archive: &Archive| archive.files("public/search").into_values().flatten().collect::<Vec<u8>>();
    let before = search(&archive);
    archive
        .write("seeds/market.corrections.yaml", "- statement: There is room for every stall\n  speaker: Mateo Ruiz\n");
    archive.build();
    let people = rows(&archive, "people");
    let count = |name: &str| people.iter().find(|row| row["name"] == name).map(|row| row["statements"].clone());
    assert_eq!((count("Mateo Ruiz"), count("Olga Brandt")), (Some(1.into()), Some(2.into())));
    assert!(archive.path("public/people/mateo-ruiz.html").is_file());
    let after = search(&archive);
    let finds = |bytes: &[u8]| bytes.windows(10).any(|window| window == b"Mateo Ruiz");
    assert!(!finds(&before) && finds(&after));
}

/// Articles with one sentence each.
fn articles(texts: &[&str]) -> Archive {
    let archive = Archive::new(&[]);
    for (at, text) in texts.iter().enumerate() {
        let head =
            format!("---\ntitle: Report {at}\ndate: 2023-04-{:02}\noutlet: Quay Post\nlanguage: en\n---\n", at + 1);
        archive.write(&format!("seeds/report-{at}.md"), format!("{head}\n{text}\n"));
    }
    archive
}

#[test]
fn people_are_joined_kept_apart_or_nobody_as_people_yaml_says() {
    let archive = articles(&[
        "\"The ferry sails again on Monday,\" said Olga Brandt, the harbour master.",
        "\"The quay is ready,\" said Olya Brandtova, the harbour master.",
        "\"Nothing is decided,\" Harbour Matters said.",
    ]);
    archive.build();
    let speakers = |archive: &Archive| -> Vec<String> {
        rows(archive, "statements").iter().map(|row| row["speaker"].as_str().unwrap_or("-").to_owned()).collect()
    };
    assert_eq!(speakers(&archive), ["Olga Brandt", "Olya Brandtova", "Harbour Matters"]);
    archive.write(
        "people.yaml",
        "- name: Olga Brandt\n- {name: Olya Brandtova, same-as: Olga Brandt}\n- {name: Harbour Matters, not: person}\n",
    );
    archive.build();
    assert_eq!(speakers(&archive), ["Olga Brandt", "Olga Brandt", "-"]);
    assert!(!archive.path("public/people/harbour-matters.html").exists());
    assert!(!archive.path("public/people/olya-brandtova.html").exists());
    let aka = "- {name: Olga Brandt, aliases: [Olya Brandtova], not: [Olya Brandtova]}\n";
    archive.write("people.yaml", aka);
    archive.build();
    assert_eq!(speakers(&archive)[..2], ["Olga Brandt", "Olya Brandtova"]);
}

#[test]
fn topics_and_events_are_hidden_and_topics_joined() {
    let archive = articles(&[
        "The new quay was opened. Olga Brandt said the new quay is on time after the storm of 17 December 2022.",
        "Karl Orr said the landing stage would cost more after the storm of 17 December 2022.",
        "Ana Ruiz said the storm of 17 December 2022 had cost the town a lot.",
    ]);
    let topics = "- {name: New quay, terms: [landing stage]}\n- {name: Landing stage, same-as: New quay}\n";
    archive.write("topics.yaml", topics);
    archive.write("events.yaml", "- {name: The storm, date: 2022-12-17}\n");
    archive.build();
    let names = |archive: &Archive, table: &str| -> Vec<String> {
        rows(archive, table).iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (names(&archive, "topics"), names(&archive, "events")),
        (vec!["New quay".into()], vec!["The storm".into()])
    );
    archive.write("topics.yaml", "- {name: New quay, terms: [landing stage], hidden: true}\n");
    archive.write("events.yaml", "- {name: The storm, date: 2022-12-17, hidden: true}\n");
    archive.build();
    assert!(!names(&archive, "topics").contains(&"New quay".to_owned()));
    assert_eq!(names(&archive, "events"), Vec::<String>::new());
}

#[test]
fn a_link_that_an_editor_refuses_is_made_by_no_rule() {
    let archive = articles(&[
        "\"The ferry across the sound will sail again before the summer ends,\" said Olga Brandt, the harbour master.",
        "\"The ferry across the sound will sail again before the winter ends,\" said Olga Brandt, the harbour master.",
    ]);
    archive.build();
    let linked = |archive: &Archive| {
        let clusters: Vec<Value> = rows(archive, "statements").iter().map(|row| row["cluster"].clone()).collect();
        (archive.read("public/articles/report-0.html").contains("Same words"), clusters[0].is_string())
    };
    assert_eq!(linked(&archive), (true, true));
    archive.write(
        "relations.yaml",
        "- from: {article: report-0, words: before the summer ends}\n  kind: none\n  to: {article: report-1, words: before the winter ends}\n",
    );
    archive.build();
    assert_eq!(linked(&archive), (false, false));
}

/// Three articles in one file, as a database writes them.
const EXPORT: &str = "1 of 3 DOCUMENTS\n\nQuay Post\n\nApril 3, 2023 Monday\n\nFerry returns\n\nBYLINE: Ida Holm\n\nLENGTH: 20 words\n\n\
    \"The ferry sails again on Monday,\" said Olga Brandt, the harbour master of Larkhaven.\n\n\n\
    2 of 3 DOCUMENTS\n\nQuay Post\n\nMay 9, 2023 Tuesday\n\nMarket moves\n\nLENGTH: 20 words\n\n\
    \"There is room for every stall,\" said Olga Brandt, the harbour master. The ferry sails again on Monday, she added.\n\n\n\
    3 of 3 DOCUMENTS\n\nQuay Post\n\nJune 1, 2023 Thursday\n\nHarbour closes\n\nLENGTH: 20 words\n\n\
    \"The quay is too old,\" said Mateo Ruiz, the engineer.\n";

#[test]
fn each_of_many_articles_in_a_file_is_corrected_by_its_number_or_title() {
    let archive = Archive::new(&[("seeds/export.txt", EXPORT)]);
    archive.write(
        "seeds/export.corrections.yaml",
        "- in: Harbour closes\n  statement: The quay is too old\n  speaker: Ana Ruiz\n- in: 2\n  article: {title: Stalls move, date: 2023-05-08}\n\
         - in: 2\n  statement: The ferry sails again\n  reject: true\n",
    );
    archive.write("seeds/export.notes.yaml", "- in: 1\n  quote: sails again\n  body: It did.\n");
    archive.build();
    let articles = rows(&archive, "articles");
    let dated: Vec<_> =
        articles.iter().map(|row| (row["title"].as_str().unwrap(), row["date"]["value"].as_str().unwrap())).collect();
    assert_eq!(
        dated,
        [("Ferry returns", "2023-04-03"), ("Stalls move", "2023-05-08"), ("Harbour closes", "2023-06-01")]
    );
    let statements = rows(&archive, "statements");
    assert_eq!(statement(&statements, "The quay is too old")["speaker"], "Ana Ruiz");
    let said = statements.iter().filter(|row| row["words"].as_str().unwrap().contains("sails again"));
    assert_eq!(said.count(), 1, "the other article keeps its statement");
    assert!(archive.read("public/data/notes.jsonld").contains("It did."));
    let output = archive.command(&["extract", "seeds/export.txt"]).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"speaker\":\"Ana Ruiz\""));
}

#[test]
fn an_entry_about_none_of_many_articles_is_reported_at_its_line() {
    let archive = Archive::new(&[("seeds/export.txt", EXPORT)]);
    archive.write(
        "seeds/export.corrections.yaml",
        "- in: 3\n  statement: The quay is too new\n  checked: true\n- statement: The quay is too old\n  checked: true\n\
         - in: 4\n  article: {place: Larkhaven}\n- in: Olga Brandt\n  article: {place: Larkhaven}\n",
    );
    let report = archive.command(&["check", "--all"]).assert().code(1).get_output().stdout.clone();
    let report = String::from_utf8(report).unwrap();
    for (place, message) in [
        ("export.corrections.yaml:2:14", "the words of this correction are not in the article"),
        ("export.corrections.yaml:4:3", "it is not said which of 3 articles this is about"),
        ("export.corrections.yaml:6:7", "there is no article 4: this file holds 3 articles"),
        ("export.corrections.yaml:8:7", "2 articles of this file have these words"),
    ] {
        assert!(report.contains(place) && report.contains(message), "{place} {message}: {report}");
    }
}

#[test]
fn the_lines_that_check_offers_name_the_article_of_many() {
    let archive = Archive::new(&[("seeds/export.txt", &EXPORT.replace("June 1, 2023 Thursday\n\n", ""))]);
    let output = archive.command(&["check", "--only", "dates"]).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains("seeds/export.corrections.yaml"), "{report}");
    assert!(report.contains("- in: 3\n"), "{report}");
}

#[test]
fn after_a_correction_no_file_names_the_speaker_that_was_found() {
    let article = "---\ntitle: Ferry returns\ndate: 2023-04-03\noutlet: Quay Post\n---\n\n\"The ferry sails again on Monday,\" Brandt said.\n";
    // The name is in no text: what has it has it from the attribution.
    let people = "- name: Olga Quellinus\n  aliases: [Brandt]\n";
    let archive = Archive::new(&[("seeds/ferry.md", article), ("people.yaml", people)]);
    let naming = |archive: &Archive| -> Vec<String> {
        archive.build();
        let files = archive.files("public").into_iter();
        let named = files.filter(|(_, text)| String::from_utf8_lossy(text).to_lowercase().contains("quellinus"));
        named.map(|(path, _)| path).filter(|path| !path.starts_with("people/")).collect()
    };
    let before = naming(&archive);
    for path in ["articles/ferry.html", "index.html", "statements/index.html", "data/statements.jsonl"] {
        assert!(before.iter().any(|named| named == path), "{path}: {before:?}");
    }
    archive.write("seeds/ferry.corrections.yaml", "- statement: sails again\n  speaker: Mateo Ruiz\n");
    // She is still listed, with a page, and the article still has the other name that people.yaml gives her.
    assert_eq!(naming(&archive), ["data/articles.jsonl", "data/people.jsonl", "search/names.js", "sw.js"]);
}
