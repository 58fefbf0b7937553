use super::*;
use crate::model::article::{ArticleFile, Format};
use crate::model::settings::Settings;
use crate::reading::analyse;
use crate::text::diagnostic::Problems;
use crate::text::source::Source;

/// What a few articles, given as (front matter, text), are filed under.
fn filed(topics_yaml: &str, articles: &[(&str, &str)]) -> (Assigned, Vec<Summary>) {
    let authorities =
        crate::parsing::authorities::read(&[Source::new("topics.yaml", topics_yaml)], &mut Problems::default());
    let editors = Editors::new(Settings::default(), authorities);
    let summaries: Vec<Summary> = articles
        .iter()
        .enumerate()
        .map(|(index, (front, text))| {
            let path = format!("article-{index}.txt");
            let source = Source::new(path.as_str(), format!("---\ntitle: Article {index}\n{front}\n---\n{text}\n"));
            let file = ArticleFile::new(path, Format::Text);
            Summary::new(index, analyse(&source, &file, &editors, None))
        })
        .collect();
    (assign(&summaries, &editors, editors.settings.found_topics), summaries)
}

/// Names of the topics of each article.
fn names(assigned: &Assigned) -> Vec<Vec<&str>> {
    let of = |ids: &Vec<TopicId>| ids.iter().map(|id| assigned.topics[id.index()].name.as_str()).collect();
    assigned.of_articles.iter().map(of).collect()
}

#[test]
fn phrases_and_names_of_places_that_recur_become_topics() {
    let text = |rest: &str| {
        format!(
            "The harbour bridge is late. Port Alder waits for the harbour bridge, and Port Alder pays for it. {rest}\n\n\"The harbour bridge is for all of Port Alder,\" said Ana Ruiz."
        )
    };
    let articles = [
        text("Nobody knows why the harbour bridges of the town are late."),
        text("On Monday morning a ferry came."),
        text("On Monday morning a ferry went."),
    ];
    let (assigned, _) = filed("", &[("", &articles[0]), ("", &articles[1]), ("", &articles[2])]);
    assert_eq!(
        names(&assigned),
        [["Harbour bridge", "Port Alder"], ["Port Alder", "Harbour bridge"], ["Port Alder", "Harbour bridge"]]
    );
    assert_eq!(assigned.topics[0].origin, TopicOrigin::Found);
}

#[test]
fn stated_topics_are_joined_with_listed_ones_and_come_first() {
    let yaml = "- name: Transport\n- name: Harbour bridge\n  terms: [drawbridge, START]\n  broader: Transport\n";
    let (assigned, _) = filed(
        yaml,
        &[
            ("topics: [Ferries, harbour BRIDGE]", "Nothing else."),
            ("", "The Drawbridges were opened. To start again is hard."),
            ("", "Nothing at all."),
        ],
    );
    assert_eq!(names(&assigned), [vec!["Ferries", "Harbour bridge"], vec!["Harbour bridge"], vec![]]);
    let bridge = assigned.topics.iter().position(|topic| topic.name == "Harbour bridge").expect("it is used");
    let transport = assigned.topics[bridge].broader.expect("it has a broader one");
    assert_eq!(assigned.topics[transport.index()].name, "Transport");
    assert_eq!(assigned.topics[transport.index()].narrower, [TopicId::from(bridge)]);
}

#[test]
fn an_abbreviation_is_not_taken_for_a_common_word() {
    let yaml = "- name: Arms treaty\n  terms: [START]\n";
    let (assigned, _) = filed(yaml, &[("", "They start on Monday."), ("", "The START treaty ends.")]);
    assert_eq!(names(&assigned), [vec![], vec!["Arms treaty"]]);
}

#[test]
fn a_statement_is_filed_under_what_its_words_name_or_else_what_its_article_states() {
    let text = "\"The ferry service is finished for good,\" said Ana Ruiz.\n\n\"I have nothing more to add to that,\" said Bo Lind.";
    let (assigned, summaries) = filed("- name: Ferry service\n", &[("topics: [Harbour]", text)]);
    assert_eq!(summaries[0].statements.len(), 2, "{:?}", summaries[0].statements);
    let of = |index: usize| {
        let ids = &assigned.of_statements[0][index].topics;
        ids.iter().map(|id| assigned.topics[id.index()].name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of(0), ["Ferry service"]);
    assert_eq!(of(1), ["Harbour"]);
}

#[test]
fn a_statement_that_names_no_topic_has_those_of_its_paragraph_and_says_so() {
    let text = "The ferry service was late again. \"I have nothing more to add to that,\" said Bo Lind.\n\n\
                \"Nobody has asked me about it before,\" said Ana Ruiz.\n\n\"The ferry service is done for,\" said Eva Berg.";
    let (assigned, summaries) = filed("- name: Ferry service\n", &[("", text)]);
    assert_eq!(summaries[0].statements.len(), 3, "{:?}", summaries[0].statements);
    let of = |index: usize| {
        let filed = &assigned.of_statements[0][index];
        (filed.topics.len(), filed.by_paragraph)
    };
    assert_eq!([of(0), of(1), of(2)], [(1, true), (0, false), (1, false)]);
}

#[test]
fn a_known_subject_has_its_statements_whichever_of_its_words_they_use() {
    let text = |words: &str| {
        format!(
            "Immigration divides the council, and immigration will go on.\n\n\"{words},\" said Ana Ruiz.\n\n\"We will raise money,\" said Bo Lind."
        )
    };
    let articles = [text("The migrants may stay here"), text("Every immigrant is one of us")];
    let (assigned, _) = filed("", &[("", &articles[0]), ("", &articles[1])]);
    assert_eq!(names(&assigned), [["Immigration"], ["Immigration"]]);
    for statements in &assigned.of_statements {
        assert_eq!(statements[0], OfStatement { topics: vec![TopicId::from(0)], by_paragraph: false });
    }
}

#[test]
fn what_no_statement_is_about_is_no_topic() {
    let text = "The harbour bridge is late. Nobody knows when the harbour bridge will open.\n\nThe town waits.\n\n\"We are all tired of it,\" said Ana Ruiz.";
    let (assigned, _) = filed("", &[("", text), ("", text)]);
    assert_eq!(names(&assigned), [Vec::<&str>::new(), Vec::new()]);
}
