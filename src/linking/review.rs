//! A random sample of an archive's statements, and what an archive's own editors found in it.
//!
//! Measured is what the program read: where an editor has corrected a statement since, its reading before that counts. A figure that was not
//! measured is never given, and one that was measured before the program or the texts changed is marked as stale.

use crate::model::archive::{Archive, StatementId, StatementRow};
use crate::model::review::{Aspect, Judgement, Measure, Quality};
use crate::model::statement::Kind;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// 95 % of a normal distribution lie within this many standard deviations.
const Z: f64 = 1.959_963_984_540_054;

/// Statements drawn at random, in the order in which they are drawn: each of the archive is as likely as any other.
///
/// Whether a statement is drawn depends on its id and the seed alone, so that a sample stays mostly the same while the archive
/// grows, and a longer one begins with the shorter. Linear, but for the sample.
pub fn draw(archive: &Archive, seed: u64, size: usize) -> Vec<StatementId> {
    let all = archive.articles.iter().flat_map(|row| row.statement_ids());
    let mut ranked: Vec<(u64, &str, StatementId)> = all
        .map(|id| {
            let key = archive[id].key.as_str();
            (xxh3_64_with_seed(key.as_bytes(), seed), key, id)
        })
        .collect();
    if size < ranked.len() {
        ranked.select_nth_unstable(size);
        ranked.truncate(size);
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, _, id)| id).collect()
}

/// A hash of what the program read of a statement: its words, who says them and when.
pub fn reading(archive: &Archive, id: StatementId) -> String {
    let row = &archive[id];
    let (words, speakers, day) = match row.editorial.as_ref().and_then(|editorial| editorial.found.as_ref()) {
        Some(found) => {
            // As the archive calls them.
            let known =
                |name: &String| archive.people.iter().find(|row| row.name == *name || row.aliases.contains(name));
            let names = found.speakers.iter().map(|name| known(name).map_or(name.as_str(), |row| row.name.as_str()));
            (found.words.clone(), names.collect::<Vec<_>>().join("; "), found.said_on)
        }
        None => {
            let names = row.speaker.iter().chain(&row.together).map(|id| archive[*id].name.as_str());
            (row.words.unmarked().to_owned(), names.collect::<Vec<_>>().join("; "), row.said_on.map(|(when, _)| when))
        }
    };
    let day = day.map(|when| when.to_string()).unwrap_or_default();
    format!("{:016x}", xxh3_64(format!("{words}\n{speakers}\n{day}").as_bytes()))
}

/// What the judgements of the last sample say; nothing if there are none. A statement that was judged twice counts as it was judged
/// last.
pub fn quality(archive: &Archive, judgements: &[Judgement]) -> Option<Quality> {
    let last = judgements.last()?;
    let of_sample = judgements.iter().filter(|one| one.seed == last.seed);
    let judged: BTreeMap<&str, &Judgement> = of_sample.clone().map(|one| (one.statement.as_str(), one)).collect();
    let drawn = draw(archive, last.seed, last.size);
    let now: BTreeMap<&str, StatementId> = drawn.iter().map(|id| (archive[*id].key.as_str(), *id)).collect();
    let same = |(key, one): (&&str, &&Judgement)| now.get(*key).is_some_and(|id| reading(archive, *id) == one.reading);
    let rows: BTreeMap<&str, &StatementRow> = now.iter().map(|(key, id)| (*key, &archive[*id])).collect();
    let mut counts = BTreeMap::<(Aspect, &'static str, String), (usize, usize)>::new();
    for (key, one) in &judged {
        let groups = rows.get(key).map(|row| groups(archive, row)).unwrap_or_default();
        for aspect in Aspect::ALL {
            // Of words that are none, nobody can say who says them.
            if aspect != Aspect::Words && one.wrong.contains(&Aspect::Words) {
                continue;
            }
            let right = usize::from(!one.wrong.contains(&aspect));
            let all = std::iter::once(("all", String::new()));
            for (by, group) in all.chain(groups.iter().cloned()) {
                let count = counts.entry((aspect, by, group)).or_default();
                *count = (count.0 + right, count.1 + 1);
            }
        }
    }
    let measure = |((aspect, by, group), (right, of))| {
        let (low, high) = interval(right, of);
        Measure { aspect, by, group, right, of, low, high }
    };
    Some(Quality {
        seed: last.seed,
        drawn: last.size,
        judged: judged.len(),
        date: of_sample.filter_map(|one| one.date).max(),
        stale: !judged.iter().all(same),
        measures: counts.into_iter().map(measure).collect(),
    })
}

/// What a statement is told apart by.
fn groups(archive: &Archive, row: &StatementRow) -> Vec<(&'static str, String)> {
    let found = row.editorial.as_ref().and_then(|editorial| editorial.found.as_ref());
    let kind = found.map_or(row.kind, |found| found.kind);
    let manner = found.map_or(row.manner, |found| found.manner);
    let mut groups = vec![("kind", name_of(kind).to_owned()), ("language", archive[row.article].language.clone())];
    groups.extend(manner.map(|manner| ("manner", manner.name().to_owned())));
    groups
}

/// The word for a kind in data files.
fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Indirect => "indirect",
        Kind::Mixed => "mixed",
    }
}

/// The statements of a sample that nobody has judged as they are read now, in the order in which they are drawn.
pub fn left(archive: &Archive, judgements: &[Judgement], seed: u64, size: usize) -> Vec<StatementId> {
    let known: BTreeSet<(&str, &str)> = judgements
        .iter()
        .filter(|one| one.seed == seed)
        .map(|one| (one.statement.as_str(), one.reading.as_str()))
        .collect();
    let mut drawn = draw(archive, seed, size);
    drawn.retain(|id| !known.contains(&(archive[*id].key.as_str(), reading(archive, *id).as_str())));
    drawn
}

/// Between which shares the true one lies, 95 times in 100, if `right` of `of` drawn at random are right (E. B. Wilson, "Probable
/// inference, the law of succession, and statistical inference", 1927).
pub fn interval(right: usize, of: usize) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (of as f64, right as f64 / of as f64);
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        let close = |(low, high): (f64, f64), (a, b): (f64, f64)| (low - a).abs() < 5e-4 && (high - b).abs() < 5e-4;
        assert!(close(interval(97, 100), (0.9155, 0.9897)), "{:?}", interval(97, 100));
        assert!(close(interval(0, 10), (0.0, 0.2775)), "{:?}", interval(0, 10));
        assert!(close(interval(10, 10), (0.7225, 1.0)), "{:?}", interval(10, 10));
        assert_eq!(interval(0, 0), (0.0, 1.0));
    }

    /// 1,000 archives whose share of right statements is known, a sample of each: how often the interval holds it.
    #[test]
    fn the_interval_covers_the_truth_in_95_of_100_samples() {
        let mut covered = 0;
        for run in 0_u64..1000 {
            let share = 0.6 + 0.38 * (xxh3_64_with_seed(b"share", run) as f64 / u64::MAX as f64);
            let population = 2000 + (run as usize % 7) * 500;
            let right = (population as f64 * share).round() as usize;
            let size = [50, 100, 200][run as usize % 3];
            let mut ranked: Vec<(u64, usize)> =
                (0..population).map(|one| (xxh3_64_with_seed(&(one as u64).to_le_bytes(), run), one)).collect();
            ranked.sort_unstable();
            let found = ranked[..size].iter().filter(|(_, one)| *one < right).count();
            let (low, high) = interval(found, size);
            let truth = right as f64 / population as f64;
            covered += usize::from(low <= truth && truth <= high);
        }
        assert!((930..=970).contains(&covered), "{covered} of 1000");
    }
}
