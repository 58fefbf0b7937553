//! What keeps the statements of an article open.

use crate::languages;
use crate::languages::names::Class;
use crate::model::archive::{Archive, ArticleId, StatementId, StatementRow};
use crate::model::article::Analysis;
use crate::model::corrections::Review;
use crate::model::person::PersonKind;
use crate::model::statement::Statement;
use crate::text::folding::folded;
use crate::text::hash::key_of;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What keeps a statement open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// Several people of its article may be meant.
    Several(ArticleId, Vec<String>),
    /// A bare name that leads to nobody of the archive.
    Bare(String),
    /// A pronoun that leads to nobody.
    Pronoun,
    /// Words that name nobody: an office, "sources".
    Words(String),
    /// Nothing stands there.
    Nothing,
}

/// An open statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Open {
    /// Its id.
    pub(crate) key: String,
    /// What keeps it open.
    pub(crate) cause: Cause,
    /// The words that stand for its speaker; may be empty.
    pub(crate) source: String,
}

/// Whether somebody may be meant who is not named, and no editor has looked.
pub(crate) fn is_open(row: &StatementRow) -> bool {
    !row.is_settled() && row.review() == Review::Unreviewed
}

/// The open statements of an article.
pub(crate) fn open_of(archive: &Archive, article: ArticleId, analysis: &Analysis) -> Vec<(StatementId, Open)> {
    let open = analysis.statements.iter().zip(archive[article].statement_ids());
    open.filter(|(_, id)| is_open(&archive[*id]))
        .filter_map(|(statement, id)| {
            let source = archive[id].source.clone().unwrap_or_default();
            let cause = cause(article, statement, analysis, &source)?;
            Some((id, Open { key: archive[id].key.clone(), cause, source }))
        })
        .collect()
}

/// What keeps a statement open; `None` if nobody who has a name is meant, or it only repeats what another one says.
fn cause(article: ArticleId, statement: &Statement, analysis: &Analysis, source: &str) -> Option<Cause> {
    let person = |who: &u32| analysis.people.get(*who as usize);
    if let Some(person) = statement.speaker.as_ref().and_then(person) {
        return (person.kind != PersonKind::Unnamed).then(|| Cause::Bare(person.name.clone()));
    }
    let mut names: Vec<String> = statement.candidates.iter().filter_map(person).map(|one| one.name.clone()).collect();
    if names.len() > 1 {
        names.sort();
        names.dedup();
        return Some(Cause::Several(article, names));
    }
    if source.is_empty() {
        return (!statement.nested).then_some(Cause::Nothing);
    }
    let words = &languages::of(&analysis.article.language).people;
    let pronoun = source.split_whitespace().all(|word| words.class(&folded(word)).is(Class::PERSONAL));
    Some(if pronoun { Cause::Pronoun } else { Cause::Words(folded(source)) })
}

/// What keeps the statements of an archive open, article by article. Kept from one build to the next: only articles whose analysis
/// is another are looked at again.
#[derive(Clone, Debug, Default)]
pub struct Causes {
    /// By the key of an article's analysis.
    known: BTreeMap<u128, Found>,
}

/// What was found out about an article.
#[derive(Clone, Debug, Default)]
struct Found {
    /// A hash of the ids of all its open statements; some of them nothing keeps open that an editor could settle.
    of: u128,
    #[cfg_attr(not(feature = "serve"), allow(dead_code, reason = "only the desk asks for them"))]
    open: Vec<Open>,
}

impl Causes {
    /// Brings everything up to date. `keys` are the keys of the analyses by file. Linear in what has changed.
    pub fn refresh(
        &mut self,
        archive: &Archive,
        keys: &[u128],
        analysis: &(dyn Fn(ArticleId) -> Option<Analysis> + Sync),
    ) {
        let mut before = std::mem::take(&mut self.known);
        let mut wanted = Vec::new();
        for (index, row) in archive.articles.iter().enumerate() {
            let Some(key) = keys.get(row.file as usize).copied() else { continue };
            let open: Vec<&str> =
                row.statement_ids().filter(|id| is_open(&archive[*id])).map(|id| archive[id].key.as_str()).collect();
            if open.is_empty() {
                continue;
            }
            let of = key_of(&open);
            match before.remove(&key) {
                Some(known) if known.of == of => _ = self.known.insert(key, known),
                _ => wanted.push((key, of, ArticleId::from(index))),
            }
        }
        let found: Vec<(u128, Found)> = wanted
            .into_par_iter()
            .filter_map(|(key, of, id)| {
                let open = open_of(archive, id, &analysis(id)?).into_iter().map(|(_, open)| open).collect();
                Some((key, Found { of, open }))
            })
            .collect();
        self.known.extend(found);
    }

    /// The open statements of an article, by the key of its analysis.
    #[cfg(feature = "serve")] // only the desk asks for it
    pub(crate) fn of(&self, key: u128) -> &[Open] {
        self.known.get(&key).map_or(&[], |found| found.open.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::{ArticleFile, Format};
    use crate::model::settings::Settings;
    use crate::reading::analyse;
    use crate::reading::editors::Editors;
    use crate::text::source::Source;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn an_article_is_read_once_even_if_nothing_keeps_its_statements_open_that_an_editor_could_settle() {
        let text = "Ferry\n\nLARKHAVEN, April 3, 2023 (Quay Post) - “The ferry will sail again,” a fisherman said.\n\n\
                    “Nobody knows when,” they said.\n";
        let editors = Editors::new(Settings::default(), crate::model::authorities::Authorities::default());
        let (source, file) = (Source::new("ferry.txt", text), ArticleFile::new("ferry.txt".to_owned(), Format::Text));
        let analysis = analyse(&source, &file, &editors, None);
        let summary = crate::linking::summary::Summary::new(0, analysis.clone());
        let archive = crate::linking::assemble::archive(
            vec![summary],
            &editors,
            &mut crate::text::diagnostic::Problems::default(),
        );
        let open = archive.statements.iter().filter(|row| is_open(row)).count();
        let read = AtomicUsize::new(0);
        let fetch = |_: ArticleId| {
            read.fetch_add(1, Ordering::Relaxed);
            Some(analysis.clone())
        };
        let mut causes = Causes::default();
        causes.refresh(&archive, &[7], &fetch);
        assert!(causes.known[&7].open.len() < open, "{:?}", causes.known[&7].open);
        causes.refresh(&archive, &[7], &fetch);
        assert_eq!(read.into_inner(), 1);
    }
}
