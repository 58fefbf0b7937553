//! What corrections do to the statements of one article.

use crate::model::article::{Analysis, ArticleFile, Format};
use crate::model::corrections::Review;
use crate::model::statement::{Kind, Manner, Polarity, Statement};
use crate::reading::analyse;
use crate::reading::editors::Editors;
use crate::text::source::Source;

const BRIDGE: &str = "Mayor promises bridge\n\nPORT ALDER, January 28, 2022 (Alder Wire) - “The bridge will open in May,” Ana Ruiz, the \
    mayor, said on Friday. She denied that the council had asked for April.\n\nKarl Orr said the bridge was a wonder, and that \
    it would cost little. The day after, in the end nothing came of it, officials said.\n\nAll news\n";

fn read(text: &str, corrections: &str) -> (Analysis, Vec<String>) {
    let editors = Editors::default();
    let source = Source::new("bridge.txt", text);
    let corrections = Some(Source::new("bridge.corrections.yaml", corrections));
    let file = ArticleFile { corrections, ..ArticleFile::new("bridge.txt", Format::Text) };
    let analysis = analyse(&source, &file, &editors, None);
    let ours = analysis.problems.0.iter().filter(|problem| problem.code.starts_with("correction"));
    let reports = ours.map(|problem| format!("{}: {}", problem.code, problem.hints.join("; "))).collect();
    (analysis, reports)
}

/// The statement that has these words, as it is after corrections that leave nothing to report.
fn corrected(words: &str, corrections: &str) -> (Statement, Vec<String>) {
    let (analysis, reports) = read(BRIDGE, corrections);
    assert!(reports.is_empty(), "{reports:?}");
    let all: Vec<String> = analysis.statements.iter().map(|one| one.words(&analysis.body.plain)).collect();
    let at = all.iter().position(|one| one.contains(words)).unwrap_or_else(|| panic!("no “{words}” in {all:?}"));
    let statement = analysis.statements[at].clone();
    let speakers = statement.speaker.iter().chain(&statement.together);
    let names = speakers.map(|who| analysis.people[*who as usize].name.clone()).collect();
    (statement, names)
}

#[test]
fn a_statement_gets_the_speaker_that_an_editor_names_and_keeps_its_id() {
    let (before, names) = corrected("asked for April", "[]");
    assert_eq!(names, ["Ana Ruiz"]);
    let correction = "- statement: had asked for April\n  speaker: Ole Lund\n  author: A. Editor\n  date: 2026-11-30\n";
    let (after, names) = corrected("asked for April", correction);
    assert_eq!((names, after.manner, &after.id), (vec!["Ole Lund".to_owned()], Some(Manner::Editor), &before.id));
    let editorial = after.editorial.expect("it was corrected");
    assert_eq!(editorial.review, Review::Corrected);
    assert_eq!(editorial.signature.author.as_deref(), Some("A. Editor"));
    assert_eq!(editorial.found.expect("the machine had read another").speakers, ["Ana Ruiz"]);
}

#[test]
fn several_may_speak_together_and_nobody_or_somebody_unknown_speaks() {
    let (statement, names) = corrected("a wonder", "- statement: a wonder\n  speaker: [Ana Ruiz, Karl Orr]\n");
    assert_eq!((statement.speaker, names), (None, vec!["Ana Ruiz".to_owned(), "Karl Orr".to_owned()]));
    for (word, settled) in [("nobody", true), ("unknown", false)] {
        let (statement, names) = corrected("a wonder", &format!("- statement: a wonder\n  speaker: {word}\n"));
        assert!(names.is_empty() && statement.manner.is_none());
        assert_eq!(statement.editorial.expect("it was corrected").nobody, settled);
    }
}

#[test]
fn what_the_editor_agrees_with_is_checked_and_not_corrected() {
    for correction in ["checked: true", "speaker: Ana Ruiz", "polarity: denied"] {
        let (statement, _) =
            corrected("asked for April", &format!("- statement: had asked for April\n  {correction}\n"));
        let editorial = statement.editorial.expect("an editor looked at it");
        assert_eq!((editorial.review, editorial.found), (Review::Checked, None), "{correction}");
    }
}

#[test]
fn words_kind_polarity_and_day_are_overruled() {
    let correction =
        "- statement: a wonder\n  words: it would cost little\n  kind: quoted\n  polarity: to-come\n  day: 2022-01\n";
    let (statement, _) = corrected("it would cost little", correction);
    assert_eq!((statement.kind, statement.polarity), (Kind::Direct, Polarity::ToCome));
    assert_eq!(statement.said_on.map(|said| said.when.to_string()).as_deref(), Some("2022-01"));
    let (longer, _) = corrected("will open in May", "- statement: The bridge will open\n  words: will open in May\n");
    let (whole, _) = corrected("The bridge will", "[]");
    assert_eq!(longer.spans[0].end, whole.spans[0].end);
    assert!(longer.spans[0].start > whole.spans[0].start);
}

#[test]
fn a_statement_is_rejected_with_what_was_read_kept_and_another_added() {
    let correction =
        "- statement: nothing came of it\n  reject: true\n  author: B\n- add: The day after\n  speaker: Karl Orr\n";
    let (analysis, reports) = read(BRIDGE, correction);
    assert!(reports.is_empty(), "{reports:?}");
    let all: Vec<String> = analysis.statements.iter().map(|one| one.words(&analysis.body.plain)).collect();
    assert!(!all.iter().any(|words| words.contains("nothing came")), "{all:?}");
    let added = all.iter().position(|words| words == "The day after").expect("it was added");
    assert_eq!(analysis.statements[added].editorial.as_ref().map(|one| one.review), Some(Review::Added));
    let rejected = &analysis.article.editorial.as_ref().expect("one was rejected").rejected;
    assert!(rejected[0].found.words.contains("nothing came of it"), "{rejected:?}");
    assert_eq!(rejected[0].signature.author.as_deref(), Some("B"));
}

#[test]
fn an_added_statement_that_is_found_by_itself_is_no_second_one() {
    let (plain, _) = read(BRIDGE, "[]");
    let (analysis, reports) = read(BRIDGE, "- add: “The bridge will open in May,”\n  speaker: Ana Ruiz\n");
    assert!(reports.is_empty(), "{reports:?}");
    assert_eq!(analysis.statements.len(), plain.statements.len());
}

#[test]
fn words_that_are_gone_repeated_or_in_no_statement_are_reported_and_change_nothing() {
    let repeated = "“The bridge will open,” said Ana Ruiz.\n\n“The bridge will open,” said Karl Orr.\n";
    for (text, words, expected) in [
        (BRIDGE, "the council has asked for April", "correction-lost: near, at line 3"),
        (BRIDGE, "bridge will op", "correction-lost: if these are the words, write: statement: "),
        (BRIDGE, "Mayor promises", "correction-lost: to make a statement of them"),
        (BRIDGE, "s-00000000", "correction-lost: a statement whose words change"),
        (BRIDGE, "asked for April.\n\nKarl Orr said the bridge", "correction-ambiguous: quote words that only"),
        (repeated, "The bridge will open", "correction-ambiguous: give the words that stand"),
    ] {
        let (before, _) = read(text, "[]");
        let (after, reports) =
            read(text, &format!("- statement: {}\n  reject: true\n", crate::parsing::yaml::scalar(words)));
        assert!(reports.len() == 1 && reports[0].starts_with(expected), "{words}: {reports:?}");
        assert_eq!(after.statements, before.statements);
    }
    let right = "- statement: The bridge will open\n  after: \",” said Karl Orr\"\n  reject: true\n";
    let (after, reports) = read(repeated, right);
    assert!(reports.is_empty() && after.statements.len() == 1, "{reports:?}");
}

#[test]
fn a_correction_whose_new_words_are_gone_is_left_out_as_a_whole() {
    let (analysis, reports) =
        read(BRIDGE, "- statement: a wonder\n  words: a bridge like no other\n  speaker: Ole Lund\n");
    assert!(reports[0].starts_with("correction-lost"), "{reports:?}");
    assert!(analysis.statements.iter().all(|statement| statement.editorial.is_none()));
}

#[test]
fn of_two_corrections_the_later_one_counts_and_it_is_said() {
    let twice =
        "- statement: a wonder\n  speaker: Ole Lund\n- statement: the bridge was a wonder\n  speaker: Ana Ruiz\n";
    let (analysis, reports) = read(BRIDGE, twice);
    assert_eq!(reports, ["correction-twice: remove the one at line 1, or join the two entries"]);
    let statement =
        analysis.statements.iter().find(|statement| statement.editorial.is_some()).expect("it was corrected");
    assert_eq!(statement.speaker.map(|who| analysis.people[who as usize].name.as_str()), Some("Ana Ruiz"));
}

#[test]
fn the_facts_and_lines_of_an_article_are_overruled() {
    let facts = "- article:\n    title: Bridge to open\n    date: 2022-01-29\n    outlet: Quay Post\n    place: Lisse\n    authors: [A. Writer]\n    \
        left_out: The day after, in the end nothing came of it, officials said.\n    keep: All news\n  author: A. Editor\n";
    let (analysis, reports) = read(BRIDGE, facts);
    assert!(reports.is_empty(), "{reports:?}");
    let article = &analysis.article;
    assert_eq!((article.title.as_str(), article.outlet.as_deref()), ("Bridge to open", Some("Quay Post")));
    assert_eq!((article.place.as_deref(), &article.authors[..]), (Some("Lisse"), &["A. Writer".to_owned()][..]));
    assert_eq!(article.published.basis.map(|basis| basis.name()), Some("correction"));
    let found = article.editorial.as_ref().and_then(|editorial| editorial.found.clone()).expect("facts were overruled");
    assert_eq!((found.title.as_str(), found.outlet.as_deref()), ("Mayor promises bridge", Some("Alder Wire")));
    assert!(analysis.body.plain.contains("All news") && !analysis.body.plain.contains("nothing came"));
    let (undated, _) = read(BRIDGE, "- article: {date: unknown}");
    assert_eq!(undated.article.published.when, None);
    let (_, reports) = read(BRIDGE, "- article: {left_out: [the mayor, No such line]}");
    let codes: Vec<&str> = reports.iter().filter_map(|report| report.split(':').next()).collect();
    assert_eq!(codes, ["correction-inside", "correction-lost"]);
}
