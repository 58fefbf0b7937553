//! Small archives made from texts: who is who in them.

use crate::linking::assemble;
use crate::linking::summary::Summary;
use crate::model::archive::{Archive, OnePerson, StatementRow};
use crate::model::article::{ArticleFile, Format};
use crate::model::settings::Settings;
use crate::model::statement::Manner;
use crate::reading::analyse;
use crate::reading::editors::Editors;
use crate::text::diagnostic::Problems;
use crate::text::source::Source;

/// An archive of articles, each published a day after the one before, with a people.yaml.
fn archive_with(people: &str, articles: &[String]) -> Archive {
    let authorities =
        crate::parsing::authorities::read(&[Source::new("people.yaml", people)], &mut Problems::default());
    let editors = Editors::new(Settings::default(), authorities);
    let summaries = articles.iter().enumerate().map(|(index, text)| {
        let path = format!("article-{index:02}.txt");
        let head = format!("---\ntitle: Article {index}\ndate: 2021-03-{:02}\n---\n", index + 1);
        let source = Source::new(path.as_str(), format!("{head}{text}\n"));
        Summary::new(index, analyse(&source, &ArticleFile::new(path, Format::Text), &editors, None))
    });
    assemble::archive(summaries.collect(), &editors, &mut Problems::default())
}

fn archive(articles: &[&str]) -> Archive {
    archive_with("", &articles.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
}

fn names(archive: &Archive) -> Vec<&str> {
    archive.people.iter().map(|person| person.name.as_str()).collect()
}

/// The statement of an article that has some words.
fn statement<'a>(archive: &'a Archive, article: usize, words: &str) -> &'a StatementRow {
    let mut all = archive.articles[article].statement_ids().map(|id| &archive[id]);
    all.find(|row| row.words.unmarked().contains(words)).unwrap_or_else(|| panic!("no statement has {words}"))
}

fn speaker<'a>(archive: &'a Archive, row: &StatementRow) -> Option<&'a str> {
    row.speaker.map(|person| archive[person].name.as_str())
}

const QUOTE: &str = "Nobody will pay a toll on the harbour bridge while I hold this office";

#[test]
fn a_speaker_left_open_takes_the_name_that_another_report_of_the_words_gives() {
    let here = format!("“{QUOTE},” she said.");
    let there = format!("“{QUOTE},” said Ana Ruiz, the mayor. Mr. Lund left.");
    let archive = archive(&[&here, &there]);
    let row = statement(&archive, 0, "Nobody will pay");
    assert_eq!((speaker(&archive, row), row.manner), (Some("Ana Ruiz"), Some(Manner::Report)));
    assert!(archive.articles[0].people.contains(&row.speaker.expect("it is settled")), "her page names the article");
}

#[test]
fn a_name_is_not_taken_over_where_the_words_beside_mean_somebody_else() {
    let there = format!("“{QUOTE},” said Ana Ruiz, the mayor.");
    for source in ["he", "officials", "a Ruiz campaign spokesman", "Ruiz’s lawyer", "the governor", "they"] {
        let here = format!("“{QUOTE},” {source} said.");
        let archive = archive(&[&here, &there]);
        let row = statement(&archive, 0, "Nobody will pay");
        assert_ne!(row.manner, Some(Manner::Report), "{source}: {:?}", speaker(&archive, row));
    }
}

#[test]
fn where_reports_of_the_same_words_differ_nobody_is_taken_over() {
    let open = format!("“{QUOTE},” she said.");
    let one = format!("“{QUOTE},” said Ana Ruiz, the mayor.");
    let other = format!("“{QUOTE},” said Eva Berg, a councillor.");
    let archive = archive(&[&open, &one, &other]);
    assert_eq!(speaker(&archive, statement(&archive, 0, "Nobody will pay")), None);
}

#[test]
fn short_first_names_and_suffixes_are_one_person_if_they_hold_one_office() {
    let archive = archive(&[
        "“No toll at all,” said Senator Bob Orrin. “It is over,” Mr. Orrin said.",
        "“No toll this year,” said Senator Robert Orrin.",
        "“No toll for now,” said Senator Robert Orrin Jr.",
        "“No ferry now,” said Robert Lund, a baker.",
        "“No boat,” said Bob Lund, a pilot.",
    ]);
    assert_eq!(names(&archive), ["Bob Lund", "Robert Lund", "Bob Orrin"]);
    let orrin = &archive.people[2];
    let joined: Vec<(&str, OnePerson)> = orrin.joined.iter().map(|(name, why)| (name.as_str(), *why)).collect();
    assert_eq!(joined, [("Robert Orrin", OnePerson::SameOffice), ("Robert Orrin Jr.", OnePerson::SameOffice)]);
}

#[test]
fn a_son_with_his_fathers_name_is_never_joined_with_him() {
    let archive = archive(&[
        "“No toll,” said Mayor Tom Orrin. His son, Tom Orrin Jr., said: “No ferry.”",
        "“No toll this year,” said Mayor Tom Orrin.",
        "“No ferry this year,” said Mayor Tom Orrin Jr.",
    ]);
    assert_eq!(names(&archive), ["Tom Orrin", "Tom Orrin Jr."]);
}

#[test]
fn the_same_words_join_two_spellings_and_people_yaml_keeps_them_apart() {
    let texts = [format!("“{QUOTE},” said Jerry Nadel."), format!("“{QUOTE},” said Jerrold L. Nadel.")];
    let joined = archive_with("", &texts);
    assert_eq!(joined.people.len(), 1, "{:?}", names(&joined));
    assert_eq!(joined.people[0].joined[0].1, OnePerson::SameWords);
    let apart = archive_with("- {name: Jerry Nadel, not: [Jerrold L. Nadel]}\n", &texts);
    assert_eq!(apart.people.len(), 2, "{:?}", names(&apart));
}

#[test]
fn a_bare_surname_is_the_one_beside_whom_the_others_hardly_count() {
    let mut texts: Vec<String> =
        (0..9).map(|number| format!("“We need {number} ships,” said President Ivan Orrin.")).collect();
    texts.push("“I like ships,” said Melia Orrin, a singer.".to_owned());
    texts.push("“The ships are late,” Orrin said.".to_owned());
    texts.push("“The ships are here,” said President Orrin.".to_owned());
    texts.push("“I sing of ships,” said Governor Orrin.".to_owned());
    texts.push("“My ships are gone,” Ms. Orrin said.".to_owned());
    let archive = archive_with("", &texts);
    let said = |article: usize| {
        let row = &archive[archive.articles[article].statement_ids().next().expect("it quotes")];
        (speaker(&archive, row), row.manner)
    };
    assert_eq!(said(10), (Some("Ivan Orrin"), Some(Manner::Standing)));
    assert_eq!(said(11), (Some("Ivan Orrin"), Some(Manner::Standing)));
    assert_eq!(said(12).0, None, "of the governor nothing is known");
    assert_ne!(said(13).0, Some("Ivan Orrin"), "she is not he");
}
