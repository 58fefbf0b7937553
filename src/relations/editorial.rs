//! The links that editors make in relations.yaml, shown on both ends.

use crate::archive::{Archive, ArticleId, Evidence, Relation, RelationKind, StatementId};
use crate::authorities::{Authorities, EntryPlace, StatementReference};
use crate::diagnostic::{Diagnostic, Problems, did_you_mean};
use crate::notes::Folded;
use std::collections::BTreeMap;

/// Statements named as candidates for one that was not found.
const CANDIDATES: usize = 3;

/// Adds every editor's link whose two statements exist; reports the others with what may be meant.
pub(super) fn link(archive: &mut Archive, authorities: &Authorities, problems: &mut Problems) {
    if authorities.relations.is_empty() {
        return;
    }
    let index = Index::new(archive);
    let mut links = Vec::new();
    for entry in &authorities.relations {
        let from = index.resolve(archive, &entry.from, &entry.place, problems);
        let to = index.resolve(archive, &entry.to, &entry.place, problems);
        let (Some(from), Some(to)) = (from, to) else { continue };
        if from == to {
            problems.push(
                Diagnostic::error("relation-to-itself", "both ends of this relation are the same statement")
                    .at_entry(&entry.place)
                    .hint("quote words that only one of the two has"),
            );
            continue;
        }
        links.push((from, to, entry));
    }
    for (from, to, entry) in links {
        for (at, other, inverse) in [(from, to, false), (to, from, true)] {
            archive.statements[at.index()].relations.push(Relation {
                to: other,
                kind: RelationKind::Editorial(entry.kind, inverse),
                evidence: Evidence::Editor(entry.note.clone()),
            });
        }
    }
}

/// The ways to find a statement.
struct Index {
    by_key: BTreeMap<String, StatementId>,
    by_article: BTreeMap<String, ArticleId>,
}

impl Index {
    fn new(archive: &Archive) -> Index {
        let by_key = archive
            .statements
            .iter()
            .enumerate()
            .map(|(index, row)| (row.key.clone(), StatementId::from(index)))
            .collect();
        let mut by_article = BTreeMap::new();
        for (index, article) in archive.articles.iter().enumerate() {
            let file = article.path.rsplit('/').next().unwrap_or_default();
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            for name in [article.slug.as_str(), &article.path, file, stem] {
                by_article.entry(name.to_owned()).or_insert(ArticleId::from(index));
            }
        }
        Index { by_key, by_article }
    }

    fn resolve(
        &self,
        archive: &Archive,
        reference: &StatementReference,
        place: &EntryPlace,
        problems: &mut Problems,
    ) -> Option<StatementId> {
        let problem = match reference {
            StatementReference::Id(key) => match self.by_key.get(key) {
                Some(id) => return Some(*id),
                None => {
                    let problem = Diagnostic::error("relation-unresolved", format!("there is no statement `{key}`"));
                    match did_you_mean(key, self.by_key.keys().map(String::as_str)) {
                        Some(close) => problem.hint(format!("did you mean `{close}`?")),
                        None => problem.hint("name its article and some of its words: `{article: ..., words: ...}`"),
                    }
                }
            },
            StatementReference::Words { article, words } => match self.by_article.get(article) {
                Some(id) => match among(archive, *id, words) {
                    Ok(statement) => return Some(statement),
                    Err(problem) => problem,
                },
                None => {
                    let problem = Diagnostic::error("relation-unresolved", format!("there is no article `{article}`"));
                    match did_you_mean(article, self.by_article.keys().map(String::as_str)) {
                        Some(close) => problem.hint(format!("did you mean `{close}`?")),
                        None => problem.hint("write the name of its file, or its slug"),
                    }
                }
            },
        };
        problems.push(problem.at_entry(place).label("this relation is left out"));
        None
    }
}

/// The statement of an article that has the given words.
fn among(archive: &Archive, article: ArticleId, words: &str) -> Result<StatementId, Diagnostic> {
    let wanted = Folded::new(words).text;
    let has_words = |id: &StatementId| Folded::new(&archive[*id].words).find(&wanted).next().is_some();
    let mut found: Vec<StatementId> = archive[article].statement_ids().filter(has_words).collect();
    // A statement inside another one, or in a headline, gives way to the one in the text.
    found.sort_by_key(|id| (archive[*id].nested, archive[*id].headline, *id));
    let rank = |id: &StatementId| (archive[*id].nested, archive[*id].headline);
    match found.as_slice() {
        [] => Err(nearest(archive, article, words)),
        [first, rest @ ..] if rest.iter().all(|other| rank(other) > rank(first)) => Ok(*first),
        several => {
            let keys: Vec<&str> = several.iter().take(CANDIDATES).map(|id| archive[*id].key.as_str()).collect();
            Err(Diagnostic::error(
                "relation-ambiguous",
                format!("several statements of this article have the words `{words}`"),
            )
            .hint(format!("quote more words, or write an id: {}", keys.join(", "))))
        }
    }
}

/// Says that no statement has these words, and which ones come close.
fn nearest(archive: &Archive, article: ArticleId, words: &str) -> Diagnostic {
    let slug = &archive[article].slug;
    let mut problem =
        Diagnostic::error("relation-unresolved", format!("no statement of `{slug}` has the words `{words}`"));
    let language = crate::languages::of("");
    let forms = |text: &str| -> Vec<u32> { crate::words::words(text, language).iter().map(|word| word.form).collect() };
    let wanted = forms(words);
    let mut close: Vec<(usize, StatementId)> = archive[article]
        .statement_ids()
        .map(|id| {
            let there = forms(&archive[id].words);
            (wanted.iter().filter(|form| there.contains(form)).count(), id)
        })
        .filter(|(shared, _)| shared * 2 >= wanted.len().max(1))
        .collect();
    close.sort_by_key(|(shared, id)| (std::cmp::Reverse(*shared), *id));
    for (_, id) in close.iter().take(CANDIDATES) {
        problem = problem.hint(format!("near: {} “{}”", archive[*id].key, archive[*id].words));
    }
    let wanted = Folded::new(words).text;
    let elsewhere = archive.statements.iter().find(|row| Folded::new(&row.words).find(&wanted).next().is_some());
    if let Some(row) = elsewhere {
        problem = problem.hint(format!("found in another article: `{}`, {}", archive[row.article].slug, row.key));
    } else if close.is_empty() {
        problem = problem.hint("its statements are listed on the article's page");
    }
    problem
}
