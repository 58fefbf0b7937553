//! A random sample of an archive's statements, for an editor to look at.

use crate::model::archive::{Archive, StatementId};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Statements drawn at random, in the order in which they are drawn: each of the archive is as likely as any other.
///
/// Whether a statement is drawn depends on its id and the seed alone, so that a sample stays mostly the same while the archive
/// grows, and a longer one begins with the shorter. Linearithmic.
pub fn draw(archive: &Archive, seed: u64, size: usize) -> Vec<StatementId> {
    let all = archive.articles.iter().flat_map(|row| row.statement_ids());
    let mut ranked: Vec<(u64, &str, StatementId)> = all
        .map(|id| {
            let key = archive[id].key.as_str();
            (xxh3_64_with_seed(key.as_bytes(), seed), key, id)
        })
        .collect();
    ranked.sort_unstable();
    ranked.truncate(size);
    ranked.into_iter().map(|(_, _, id)| id).collect()
}
