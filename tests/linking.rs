//! How much of what articles have in common is found: on an archive made up for it, and on real ones where they are at hand.

#![expect(clippy::disallowed_methods, reason = "the cases are files")]
#![allow(clippy::print_stdout, reason = "what was measured is for people to read")]

#[path = "../benches/generator/mod.rs"]
#[allow(dead_code, reason = "the tests need one shape of archive")]
mod generator;

use generator::{Generator, Shape};
use onrecord::model::archive::{Archive, Evidence, RelationKind, StatementId, StatementRow};
use onrecord::model::statement::Kind;
use onrecord::{Editors, Memory, MemoryStore, survey};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn archive_of(files: Vec<(String, String)>) -> Archive {
    survey(&Editors::default(), &Memory::new(files), &MemoryStore::default()).archive
}

/// The words of a text, without case and typography.
fn words(text: &str) -> Vec<String> {
    let word = |word: &str| {
        let lower = word.to_lowercase().replace('’', "'");
        lower.strip_suffix("'s").unwrap_or(&lower).trim_matches('\'').to_owned()
    };
    text.split(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '\'' | '’'))
        .map(word)
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn planted_repeats_are_found_and_nothing_else_is_joined() {
    let made: Vec<_> = Generator::new(400, 1, Shape::Ordinary).collect();
    let files = made.iter().map(|article| (format!("seeds/{}", article.path()), article.markdown())).collect();
    let archive = archive_of(files);
    let slugs: BTreeMap<&str, usize> =
        archive.articles.iter().enumerate().map(|(index, article)| (article.slug.as_str(), index)).collect();
    // Every planted quotation: its first telling, its article, and the statement that was found for it.
    let mut planted: Vec<(usize, &str, Option<StatementId>)> = Vec::new();
    let mut origin: BTreeMap<StatementId, usize> = BTreeMap::new();
    let (mut exact, mut reworded) = ((0, 0), (0, 0));
    for article in &made {
        for quotation in &article.quotations {
            let wanted = words(&quotation.text).join(" ");
            let row = slugs.get(article.slug.as_str()).map(|index| &archive.articles[*index]).expect("it was built");
            let found = row.statement_ids().find(|id| words(archive[*id].words.unmarked()).join(" ").contains(&wanted));
            let first = quotation.repeats.map_or(planted.len(), |earlier| planted[earlier].0);
            let earlier = quotation.repeats.map(|earlier| planted[earlier]);
            planted.push((first, article.slug.as_str(), found));
            if let Some(found) = found {
                origin.insert(found, first);
            }
            if let Some((_, slug, earlier)) = earlier
                && slug != article.slug
            {
                let cluster = |id: Option<StatementId>| id.and_then(|id| archive[id].cluster);
                let joined = cluster(found).is_some() && cluster(found) == cluster(earlier);
                let count = if quotation.verbatim { &mut exact } else { &mut reworded };
                *count = (count.0 + usize::from(joined), count.1 + 1);
            }
        }
    }
    let mixed = archive.clusters.iter().filter(|cluster| {
        let origins: BTreeSet<_> = cluster.statements.iter().map(|id| origin.get(id).copied().ok_or(*id)).collect();
        let texts: BTreeSet<_> = cluster.statements.iter().map(|id| words(archive[*id].words.unmarked())).collect();
        origins.len() > 1 && texts.len() > 1
    });
    let mixed = mixed.count();
    println!("exact repeats {}/{}, rewordings {}/{}, false clusters {mixed}", exact.0, exact.1, reworded.0, reworded.1);
    assert!(exact.1 > 30 && reworded.1 > 30, "there is something to find");
    assert_eq!(exact.0, exact.1, "every exact repeat");
    assert!(reworded.0 * 100 >= reworded.1 * 95, "{reworded:?} of those with up to one word in eight changed");
    assert_eq!(mixed, 0, "no cluster joins different quotations");
}

/// The annotated articles that extraction is measured with; they belong to their publishers and are in no repository.
fn measured_articles() -> Option<Vec<(String, String)>> {
    let file = std::env::var_os("ONRECORD_QUOTES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/quotes/train.jsonl"),
        PathBuf::from,
    );
    let lines = std::fs::read_to_string(file).ok()?;
    let article = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).ok()?;
        let text = |key: &str| row[key].as_str();
        let head = format!("---\ndate: {}\noutlet: {}\n---\n", text("date")?, text("publisher")?);
        Some((format!("seeds/{}.txt", text("doc_id")?), head + text("text")?))
    };
    Some(lines.lines().filter_map(article).collect())
}

/// The quoted words of a statement, in the pieces that were said in one breath.
fn quoted(row: &StatementRow) -> Vec<Vec<String>> {
    let parts: Vec<&str> = match row.kind {
        Kind::Direct => row.words.unmarked().split(" … ").collect(),
        Kind::Mixed => row.words.unmarked().split(['“', '”', '"', '„', '«', '»']).skip(1).step_by(2).collect(),
        Kind::Indirect => Vec::new(),
    };
    parts.into_iter().map(words).collect()
}

/// A statement with the other reports of its words: what one of them is linked to, a reader of any of them finds.
fn reports(archive: &Archive, index: usize) -> BTreeSet<StatementId> {
    let cluster = archive.statements[index].cluster.map(|id| archive[id].statements.as_slice()).unwrap_or_default();
    cluster.iter().copied().chain([StatementId::from(index)]).collect()
}

#[test]
fn every_pair_of_real_quotations_with_eight_words_in_common_is_found() {
    let Some(articles) = measured_articles() else {
        println!("skipped: the articles are not here; ONRECORD_QUOTES names their file");
        return;
    };
    let archive = archive_of(articles);
    let mut runs: BTreeMap<Vec<String>, BTreeSet<usize>> = BTreeMap::new();
    for (index, row) in archive.statements.iter().enumerate() {
        for part in quoted(row) {
            for run in part.windows(8) {
                runs.entry(run.to_vec()).or_default().insert(index);
            }
        }
    }
    let pairs: BTreeSet<(usize, usize)> = runs
        .values()
        .flat_map(|all| all.iter().flat_map(move |a| all.range(a + 1..).map(move |b| (*a, *b))))
        .filter(|(a, b)| archive.statements[*a].article != archive.statements[*b].article)
        .collect();
    let (mut clustered, mut linked) = (0, 0);
    for (a, b) in &pairs {
        let (left, right) = (&archive.statements[*a], &archive.statements[*b]);
        if left.cluster.is_some() && left.cluster == right.cluster {
            clustered += 1;
            continue;
        }
        let other_reports = reports(&archive, *b);
        let by_words = reports(&archive, *a).iter().flat_map(|id| &archive[*id].relations).any(|relation| {
            let of_words = matches!(relation.evidence, Evidence::SameWords(8..));
            of_words && relation.kind == RelationKind::SameWords && other_reports.contains(&relation.to)
        });
        assert!(by_words, "not found: “{}” / “{}”", left.words.unmarked(), right.words.unmarked());
        linked += 1;
    }
    println!(
        "{} pairs: {clustered} in one cluster, {linked} of different speakers or telling nothing, linked",
        pairs.len()
    );
    for cluster in &archive.clusters {
        let speakers: BTreeSet<_> = cluster.statements.iter().filter_map(|id| archive[*id].speaker).collect();
        let texts: BTreeSet<_> = cluster.statements.iter().map(|id| quoted(&archive[*id]).concat()).collect();
        assert!(speakers.len() < 2 || texts.len() == 1, "two speakers of different words: {texts:?}");
    }
}

#[test]
fn exact_repeats_by_two_names_are_linked_whatever_else_joins_one_of_them() {
    let article = |day: u32, name: &str, words: &str| {
        let text = format!(
            "---\ntitle: Day {day}\ndate: 2020-01-{day:02}\noutlet: Paper {day}\n---\n\n{name} spoke. \u{201c}{words},\u{201d} {name} said.\n"
        );
        (format!("seeds/{day}.md"), text)
    };
    let (long, short) = (
        "The harbour bridge will open in May whatever the council decides",
        "Harbour ferries carry lorries every Tuesday",
    );
    let longer = format!("{long}, and the ferry will stop");
    let files = vec![
        article(2, "Ana Ruiz", long),
        article(3, "Ole Lund", long),
        article(4, "Ana Ruiz", &longer),
        article(5, "Ana Ruiz", short),
        article(6, "Ole Lund", short),
    ];
    let archive = archive_of(files);
    let of = |day: u32| {
        let row = archive.articles.iter().find(|row| row.slug == day.to_string()).expect("it was built");
        row.statement_ids().next().expect("it has a statement")
    };
    let same_words = |a: StatementId, b: StatementId| {
        archive[a].relations.iter().any(|link| link.to == b && link.kind == RelationKind::SameWords)
    };
    let cluster = |day: u32| archive[of(day)].cluster;
    assert!(cluster(2).is_some() && cluster(2) == cluster(4), "one speaker's words are joined");
    assert!(same_words(of(2), of(3)) && same_words(of(3), of(2)), "exactly the same words are linked");
    assert!(same_words(of(5), of(6)) && same_words(of(6), of(5)), "short ones too");
}

const FIRST: [&str; 20] = [
    "Ana", "Ole", "Eva", "Karl", "Ines", "Rolf", "Mara", "Peter", "Olga", "Hugo", "Clara", "Martin", "Laura", "Simon",
    "Helen", "Oscar", "Julia", "Victor", "Irene", "David",
];
const LAST: [&str; 20] = [
    "Ruizeda",
    "Lundgarth",
    "Bergholm",
    "Orrinson",
    "Falkner",
    "Adlerby",
    "Quillman",
    "Sandvoss",
    "Brandtner",
    "Okaforth",
    "Tessman",
    "Vardell",
    "Willmott",
    "Yarrowby",
    "Zellmer",
    "Cargrave",
    "Dunmore",
    "Eskdale",
    "Fenwick",
    "Garlock",
];
const SUBJECT: [&str; 20] = [
    "bridge",
    "ferry",
    "harbour",
    "tunnel",
    "railway",
    "hospital",
    "museum",
    "reservoir",
    "cannery",
    "lighthouse",
    "theatre",
    "orchard",
    "quarry",
    "brewery",
    "observatory",
    "stadium",
    "windmill",
    "shipyard",
    "greenhouse",
    "archive",
];
const VERB: [&str; 10] =
    ["strengthen", "divide", "replace", "protect", "bankrupt", "rescue", "connect", "pollute", "irrigate", "shelter"];
const OBJECT: [&str; 20] = [
    "fishermen",
    "pensioners",
    "valley",
    "islanders",
    "farmers",
    "marshes",
    "students",
    "vineyards",
    "suburbs",
    "tourists",
    "merchants",
    "wetlands",
    "nurses",
    "villages",
    "forests",
    "dockers",
    "miners",
    "teachers",
    "potters",
    "weavers",
];
const MONTH: [&str; 6] = ["January", "February", "April", "August", "October", "November"];

/// Two things that one speaker says, and whether the second is the first turned round.
fn planted(number: usize) -> (String, String, bool) {
    let name = format!("{} {}", FIRST[number % 20], LAST[number / 20]);
    let of = |list: &[&'static str], shift: usize| list[(number * 7 + shift) % list.len()];
    let (subject, other) = (of(&SUBJECT, 0), of(&SUBJECT, 5));
    let (verb, object, other_object) = (VERB[number / 3 % 10], of(&OBJECT, 3), of(&OBJECT, 11));
    let (month, later) = (MONTH[number % 6], MONTH[(number + 2) % 6]);
    let (few, many) = (number % 7 + 2, number % 5 + 11);
    let said = |words: String| format!("“{words},” said {name}, an engineer.");
    let will = |not: &str| said(format!("The {subject} will {not}{verb} the {object} and the old town for years"));
    let costs = |subject: &str, many: usize, of: &str| {
        said(format!("The {subject} will cost {many} {of} and {verb} the {object} for a long time"))
    };
    let opens = |subject: &str, object: &str, month: &str| {
        said(format!("The {subject} will {verb} the {object} once it opens in {month} with music"))
    };
    let reports = |cue: &str| {
        format!("{name}, an engineer, {cue} that the {subject} would {verb} the {object} and the old town.")
    };
    if number < 200 {
        let (first, second) = match number % 5 {
            0 => (will(""), will("not ")),
            1 => (will("never "), will("")),
            2 => (costs(subject, few, "million"), costs(subject, many, "million")),
            3 => (opens(subject, object, month), opens(subject, object, later)),
            _ => (reports("said"), reports("denied")),
        };
        return (first, second, true);
    }
    let (first, second) = match number % 8 {
        0 => (will(""), said(format!("The {other} will not {verb} the {object} and the old town for years"))),
        1 => (will(""), will("")),
        2 => (costs(subject, few, "million"), costs(other, many, "million")),
        3 => (costs(subject, few, "million"), costs(subject, many, "winters")),
        4 => (opens(subject, object, month), opens(other, other_object, later)),
        5 => (
            said(format!("In 2018 the {subject} sheltered {few} thousand {object} from the winter storms")),
            said(format!("In 2019 the {subject} sheltered {many} thousand {object} from the winter storms")),
        ),
        6 => (
            will(""),
            said(format!("The {subject} is not what the {other_object} need, whatever it may {verb} in the end")),
        ),
        _ => (
            opens(subject, object, month),
            said(format!("The {subject} was painted for the {other_object} in {later} by volunteers")),
        ),
    };
    (first, second, false)
}

#[test]
fn planted_changes_of_position_are_proposed_and_near_misses_are_not() {
    let mut files = Vec::new();
    for number in 0..400 {
        let (first, second, _) = planted(number);
        for (part, month, text) in [("a", 3, first), ("b", 7, second)] {
            // Texts that are hardly alike: otherwise they would be one story.
            let filler: Vec<String> =
                (0..40).map(|word| format!("w{}", (number * 83 + word * 17 + month * 7) % 9973)).collect();
            let text = format!("{text}\n\nThe list of the day: {}.", filler.join(" "));
            let head = format!("---\ntitle: Item {number}{part}\ndate: 2021-{month:02}-10\nlanguage: en\n---\n\n");
            files.push((format!("seeds/item-{number}{part}.md"), format!("{head}{text}\n")));
        }
    }
    let archive = archive_of(files);
    let article = |slug: &str| archive.articles.iter().position(|row| row.slug == slug).expect("it was built");
    let proposed = |number: usize| {
        let (a, b) = (article(&format!("item-{number}a")), article(&format!("item-{number}b")));
        let there: BTreeSet<StatementId> = archive.articles[b].statement_ids().collect();
        archive.articles[a].statement_ids().any(|id| {
            let links = &archive.statements[id.index()].relations;
            links.iter().any(|relation| relation.kind == RelationKind::DiffersFrom && there.contains(&relation.to))
        })
    };
    let found = (0..200).filter(|number| proposed(*number)).count();
    let wrong: Vec<usize> = (200..400).filter(|number| proposed(*number)).collect();
    println!("changes of position: {found}/200 found, {} near misses of 200 proposed: {wrong:?}", wrong.len());
    assert!(found >= 160, "{found}");
    assert!(found * 100 >= (found + wrong.len()) * 95, "{found} right, {wrong:?} wrong");
}

/// An archive of one article of Wednesday, 3 March 2021.
fn wire(text: &str) -> Archive {
    let file = format!("---\ntitle: wire\ndate: 2021-03-03\nlanguage: en\n---\n{text}\n");
    archive_of(vec![("seeds/wire.txt".to_owned(), file)])
}

#[test]
fn what_is_said_on_behind_an_interview_was_said_there() {
    let text = "LARKHAVEN, March 3. The ferry will stop for good, Ana Ruiz, the mayor, said in an interview with Radio Larkhaven on \
                Wednesday.\n\n“Nobody asked the islanders,” Ruiz said.\n\n“The quay is older than I am,” the mayor added.\n\n\
                Eva Berg, the host, asked whether the boats were safe.\n\n\
                “We have three boats left,” Ruiz said.\n\n“The boats are rotten,” said Ole Lund, a captain.\n\n\
                “Money is not the point,” Ruiz said.";
    let archive = wire(text);
    let [row] = &archive.occasions[..] else { panic!("one occasion: {:?}", archive.occasions) };
    let words = |ids: &[StatementId]| ids.iter().map(|id| archive[*id].words.unmarked().to_owned()).collect::<Vec<_>>();
    let said = words(&row.statements);
    assert_eq!(said.len(), 4, "up to where somebody else speaks: {said:?}");
    let going_on = ["Nobody asked the islanders", "The quay is older than I am", "We have three boats left"];
    assert_eq!(words(&row.going_on), going_on);
}

#[test]
fn a_post_is_over_with_its_sentence() {
    let text = "“The ferry will stop,” Ana Ruiz, the mayor, said in a tweet to Radio Larkhaven.\n\n\
                “Nobody asked the islanders,” Ruiz said.\n\n“The quay is old,” Ruiz said.\n\n“We have three boats,” Ruiz said.";
    let archive = wire(text);
    assert!(archive.occasions.is_empty(), "{:?}", archive.occasions);
}
