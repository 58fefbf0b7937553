//! How much of what articles have in common is found: on an archive made up for it, and on real ones where they are at hand.

#![expect(clippy::disallowed_methods, reason = "the cases are files")]
#![allow(clippy::print_stdout, reason = "what was measured is for people to read")]

#[path = "../benches/generator/mod.rs"]
#[allow(dead_code, reason = "the tests need one shape of archive")]
mod generator;

use generator::{Generator, Shape};
use onrecord::model::archive::{Archive, Evidence, RelationKind, StatementId, StatementRow};
use onrecord::model::statement::Kind;
use onrecord::workspace::cache::MemoryStore;
use onrecord::workspace::load::Memory;
use onrecord::{Editors, survey};
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
