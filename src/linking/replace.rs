//! One article of an archive in a newer version, as far as that can be told without looking at the others again.
//!
//! For a preview: what was known of statements that are still there stays, links and topics included; what is new is shown with
//! what its own article says. The build that follows puts everything together again.

use super::assemble::{Parts, Persons, add_rows};
use super::summary::Summary;
use crate::model::archive::{Archive, ArticleId, PersonId, StatementRow};
use std::collections::BTreeMap;

/// Replaces what the archive holds of an article. The old rows stay in the tables, where other articles may name them.
pub(crate) fn replace(archive: &mut Archive, id: ArticleId, summary: Summary) {
    let known: BTreeMap<String, StatementRow> =
        archive[id].statement_ids().map(|id| (archive[id].key.clone(), archive[id].clone())).collect();
    let of = summary.people.iter().map(|person| person_of(archive, id, &person.name)).collect();
    let persons = Persons { of, ..Persons::default() };
    let topics = vec![Vec::new(); summary.statements.len()];
    let Summary { article, beginning, statements, mentions, notes, .. } = summary;
    let rows = add_rows(archive, id, Parts { statements, mentions, notes }, &persons, topics);
    for row in &mut archive.statements[rows.statements.start as usize..] {
        if let Some(known) = known.get(&row.key) {
            let StatementRow { speaker, manner, topics, cluster, claim, relations, previous, next, editorial, .. } =
                known.clone();
            // An editor who has just said who speaks knows better.
            let same = row.editorial == editorial;
            let (speaker, manner) = if same { (speaker, manner) } else { (row.speaker, row.manner) };
            *row = StatementRow { speaker, manner, topics, cluster, claim, relations, previous, next, ..row.clone() };
        }
    }
    let row = &mut archive.articles[id.index()];
    row.title = article.title;
    row.summary = article.front.summary.or(article.lede).unwrap_or(beginning);
    // A year that other articles supplied is not known here.
    if article.published.when.is_some() {
        row.published = article.published;
    }
    row.place = article.place;
    row.editorial = article.editorial;
    row.language = article.language;
    row.words = article.words;
    row.url = article.front.url;
    (row.statements, row.mentions, row.notes) = (rows.statements, rows.mentions, rows.notes);
}

/// Who of the article's people has a name.
fn person_of(archive: &Archive, id: ArticleId, name: &str) -> Option<PersonId> {
    let named = |person: &&PersonId| {
        let row = &archive[**person];
        row.name == name || row.aliases.iter().any(|alias| alias == name)
    };
    archive[id].people.iter().find(named).copied()
}
