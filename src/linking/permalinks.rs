//! Old ids and addresses: those of permalinks.yaml, and the ids that follow from an article's old addresses.
//!
//! A statement's id is made of its article's slug and its words. So the ids of an article that had another name are known from
//! that name, and nobody has to list them.

use crate::model::archive::{Archive, ArticleId, StatementId};
use crate::model::permalinks::{Permalink, article_of};
use crate::reading::statements::ids;
use crate::text::diagnostic::{Diagnostic, Problems};
use std::collections::BTreeMap;

/// Most steps from an id or address to its last successor; a circle has no end.
const STEPS: usize = 16;

/// Fills in [`Archive::was`] and [`Archive::moved`]; reports the entries that lead to no statement.
pub(super) fn fill(archive: &mut Archive, permalinks: &[Permalink], problems: &mut Problems) {
    if permalinks.is_empty() && archive.articles.iter().all(|article| article.aliases.is_empty()) {
        return;
    }
    let next: BTreeMap<&str, &str> = permalinks.iter().map(|link| (link.was.as_str(), link.now.as_str())).collect();
    let last = |now: &'_ str| -> String {
        let mut at = now;
        for _ in 0..STEPS {
            match next.get(at) {
                Some(further) => at = further,
                None => break,
            }
        }
        at.to_owned()
    };
    let mut was = BTreeMap::<StatementId, Vec<String>>::new();
    let by_slug: BTreeMap<&str, ArticleId> =
        (0..).map(ArticleId).zip(&archive.articles).map(|(id, row)| (row.slug.as_str(), id)).collect();
    let renamed = permalinks.iter().filter(|link| !link.is_of_statement()).filter_map(|link| {
        let now = last(&link.now);
        Some((article_of(&link.was)?, *by_slug.get(article_of(&now)?)?))
    });
    let aliases = (0..).map(ArticleId).zip(&archive.articles);
    let aliased =
        aliases.flat_map(|(id, row)| row.aliases.iter().filter_map(move |alias| Some((article_of(alias)?, id))));
    for (old, article) in renamed.chain(aliased) {
        let statements = archive[article].statement_ids().collect::<Vec<_>>();
        let words = statements.iter().map(|id| archive[*id].words.unmarked());
        for (id, key) in statements.iter().zip(ids::under(old, words)) {
            was.entry(*id).or_default().push(key);
        }
    }
    let mut by_key: BTreeMap<&str, StatementId> = BTreeMap::new();
    for (id, keys) in &was {
        keys.iter().for_each(|key| _ = by_key.insert(key, *id));
    }
    let rows = (0..).map(StatementId).zip(&archive.statements);
    by_key.extend(rows.map(|(id, row)| (row.key.as_str(), id)));
    let mut listed = Vec::new();
    for link in permalinks.iter().filter(|link| link.is_of_statement()) {
        if let Some(id) = by_key.get(link.was.as_str()).filter(|id| archive[**id].key == link.was) {
            let message = format!("there still is a statement `{}`", link.was);
            let label = format!("it is in `{}`, so nothing leads on from it", archive[archive[*id].article].path);
            problems.push(Diagnostic::warning("permalink", message).at_place(&link.place).label(label));
            continue;
        }
        match by_key.get(last(&link.now).as_str()) {
            Some(id) => listed.push((*id, link.was.clone())),
            None => problems.push(
                Diagnostic::warning("permalink", format!("there is no statement `{}`", link.now))
                    .at_place(&link.place)
                    .hint("`onrecord check --against OLD-SITE` looks for the ones that took the place of old ones"),
            ),
        }
    }
    listed.into_iter().for_each(|(id, key)| was.entry(id).or_default().push(key));
    let current: std::collections::BTreeSet<&str> = archive.statements.iter().map(|row| row.key.as_str()).collect();
    for keys in was.values_mut() {
        keys.sort();
        keys.dedup();
        keys.retain(|key| !current.contains(key.as_str()));
    }
    was.retain(|_, keys| !keys.is_empty());
    drop(current);
    archive.was = was;
    let moved = permalinks.iter().filter(|link| !link.is_of_statement());
    archive.moved = moved.map(|link| Permalink { now: last(&link.now), ..link.clone() }).collect();
}
