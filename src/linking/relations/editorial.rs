//! The links that editors make in relations.yaml, shown on both ends.

use super::references::ArticleNames;
use crate::model::archive::{Archive, ArticleId, Evidence, Relation, RelationKind, StatementId, StatementRow};
use crate::model::authorities::{Authorities, StatementPair, StatementReference};
use crate::reading::compare::difference;
use crate::text::diagnostic::{Diagnostic, Place, Problems, did_you_mean};
use crate::text::folded::Folded;
use std::collections::{BTreeMap, BTreeSet};

/// Statements named as candidates for one that was not found.
const CANDIDATES: usize = 3;
/// Most searches of the whole archive for what was not found: a broken file may have thousands of entries.
const SEARCHES: usize = 50;

/// Adds every editor's link whose two statements exist; reports the others with what may be meant.
pub(super) fn link(archive: &mut Archive, authorities: &Authorities, problems: &mut Problems) {
    if authorities.relations.is_empty() {
        return;
    }
    let mut index = Index::new(archive);
    let mut links = Vec::new();
    for entry in &authorities.relations {
        let from = index.resolve(&entry.from, &entry.place, problems);
        let to = index.resolve(&entry.to, &entry.place, problems);
        let (Some(from), Some(to)) = (from, to) else { continue };
        if from == to {
            problems.push(
                Diagnostic::error("relation-to-itself", "both ends of this relation are the same statement")
                    .at_place(&entry.place)
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

/// The pairs of statements that no rule may link, each in both directions; those that do not exist are reported.
pub(super) fn refused(
    archive: &Archive,
    authorities: &Authorities,
    problems: &mut Problems,
) -> BTreeSet<(StatementId, StatementId)> {
    pairs(archive, &authorities.refused, problems).into_iter().flat_map(|(from, to)| [(from, to), (to, from)]).collect()
}

/// The pairs of statements that report one claim; those that do not exist are reported.
pub(super) fn one_claim(
    archive: &Archive,
    authorities: &Authorities,
    problems: &mut Problems,
) -> Vec<(StatementId, StatementId)> {
    pairs(archive, &authorities.one_claim, problems)
}

fn pairs(archive: &Archive, entries: &[StatementPair], problems: &mut Problems) -> Vec<(StatementId, StatementId)> {
    if entries.is_empty() {
        return Vec::new();
    }
    let mut index = Index::new(archive);
    let mut pairs = Vec::new();
    for entry in entries {
        let from = index.resolve(&entry.from, &entry.place, problems);
        let to = index.resolve(&entry.to, &entry.place, problems);
        pairs.extend(from.zip(to));
    }
    pairs
}

/// The ways to find a statement.
struct Index<'a> {
    archive: &'a Archive,
    by_key: BTreeMap<&'a str, StatementId>,
    articles: ArticleNames,
    /// How often something was looked for in all of the archive.
    tried: usize,
}

impl<'a> Index<'a> {
    fn new(archive: &'a Archive) -> Index<'a> {
        let keys = archive.statements.iter().enumerate();
        let now = keys.map(|(index, row)| (row.key.as_str(), StatementId::from(index)));
        let was = archive.was.iter().flat_map(|(id, keys)| keys.iter().map(|key| (key.as_str(), *id)));
        // An id that somebody has now is theirs.
        let by_key = was.chain(now).collect();
        Index { archive, by_key, articles: ArticleNames::new(archive), tried: 0 }
    }

    fn resolve(
        &mut self,
        reference: &StatementReference,
        place: &Place,
        problems: &mut Problems,
    ) -> Option<StatementId> {
        let found = match reference {
            StatementReference::Id(key) => self.by_key.get(key.as_str()).copied().ok_or_else(|| self.no_such_key(key)),
            StatementReference::Words { article, words } => match self.articles.find(article, "") {
                Some(id) => self.among(id, words),
                None => {
                    let problem = Diagnostic::error("relation-unresolved", format!("there is no article `{article}`"));
                    Err(match self.articles.near(article, &mut self.tried).as_slice() {
                        [] => problem.hint("write the name of its file, or its slug"),
                        near => problem.hint(format!("did you mean `{}`?", near.join("` or `"))),
                    })
                }
            },
        };
        found.map_err(|problem| problems.push(problem.at_place(place).label("this relation is left out"))).ok()
    }

    fn no_such_key(&mut self, key: &str) -> Diagnostic {
        let problem = Diagnostic::error("relation-unresolved", format!("there is no statement `{key}`"));
        self.tried += 1;
        let close = (self.tried <= SEARCHES).then(|| did_you_mean(key, self.by_key.keys().copied())).flatten();
        match close {
            Some(close) => problem.hint(format!("did you mean `{close}`?")),
            None => problem.hint("name its article and some of its words: `{article: ..., words: ...}`"),
        }
    }

    /// The statement of an article that has the given words.
    fn among(&mut self, article: ArticleId, words: &str) -> Result<StatementId, Diagnostic> {
        let archive = self.archive;
        let wanted = Folded::new(words).text;
        let has_words = |id: &StatementId| Folded::new(archive[*id].words.unmarked()).find(&wanted).next().is_some();
        let mut found: Vec<StatementId> = archive[article].statement_ids().filter(has_words).collect();
        // A statement inside another one, or in a headline, gives way to the one in the text.
        found.sort_by_key(|id| (archive[*id].nested, archive[*id].headline, *id));
        let rank = |id: &StatementId| (archive[*id].nested, archive[*id].headline);
        match found.as_slice() {
            [] => Err(self.nearest(article, words)),
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

    /// Says that no statement of the article has these words, which one comes near and how it differs, or who else has them.
    fn nearest(&mut self, article: ArticleId, words: &str) -> Diagnostic {
        let archive = self.archive;
        let slug = &archive[article].slug;
        let mut problem =
            Diagnostic::error("relation-unresolved", format!("no statement of `{slug}` has the words `{words}`"));
        let language = crate::languages::of("");
        let forms = |text: &str| -> Vec<u32> {
            crate::languages::words::words(text, language).iter().map(|word| word.form).collect()
        };
        let wanted = forms(words);
        let mut close: Vec<(usize, StatementId)> = archive[article]
            .statement_ids()
            .map(|id| {
                let there: BTreeSet<u32> = forms(archive[id].words.unmarked()).into_iter().collect();
                (wanted.iter().filter(|form| there.contains(form)).count(), id)
            })
            .filter(|(shared, _)| shared * 2 >= wanted.len().max(1))
            .collect();
        close.sort_by_key(|(shared, id)| (std::cmp::Reverse(*shared), *id));
        for (_, id) in close.iter().take(CANDIDATES) {
            problem = problem.hint(format!(
                "near: {} “{}”",
                archive[*id].key,
                difference(words, archive[*id].words.unmarked())
            ));
        }
        self.tried += 1;
        let elsewhere = (self.tried <= SEARCHES).then(|| self.elsewhere(words)).flatten();
        if let Some(row) = elsewhere {
            problem = problem.hint(format!("found in another article: `{}`, {}", archive[row.article].slug, row.key));
        } else if close.is_empty() {
            problem = problem.hint("its statements are listed on the article's page");
        }
        problem
    }

    /// The first statement of the archive that has these words.
    fn elsewhere(&self, words: &str) -> Option<&'a StatementRow> {
        let wanted = Folded::new(words).text;
        self.archive.statements.iter().find(|row| Folded::new(row.words.unmarked()).find(&wanted).next().is_some())
    }
}
