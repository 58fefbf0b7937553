//! Articles whose day of publication is unknown or was inferred.

use super::{Choice, Paste, Row, Subject, corrections_file, counted, entry_start};
use crate::model::archive::{Archive, ArticleRow};
use crate::model::published::Basis;
use std::collections::BTreeMap;

pub(super) fn rows(archive: &Archive) -> Vec<Row> {
    let decided = |row: &&ArticleRow| row.editorial.as_ref().is_some_and(|editorial| editorial.undated);
    let undated: Vec<&ArticleRow> =
        archive.articles.iter().filter(|row| row.published.when.is_none() && !decided(row)).collect();
    let mut inferred: BTreeMap<Option<Basis>, Vec<&ArticleRow>> = BTreeMap::new();
    for row in archive.articles.iter().filter(|row| row.published.when.is_some() && row.published.inferred) {
        inferred.entry(row.published.basis).or_default().push(row);
    }
    let mut rows = Vec::new();
    if !undated.is_empty() {
        let what = format!(
            "{} without a date: write `date:` in front matter or under `article:` of its corrections",
            counted(undated.len(), "article")
        );
        rows.push(row(what, &undated, "if it cannot be known", |_| "unknown".to_owned()));
    }
    for (basis, articles) in inferred {
        let basis = basis.map_or("inference", Basis::name);
        let what = format!("{} dated by {basis}", counted(articles.len(), "article"));
        let when = |row: &ArticleRow| row.published.when.map_or_else(String::new, |when| when.to_string());
        rows.push(row(what, &articles, "if the date is right", when));
    }
    rows
}

fn row(what: String, articles: &[&ArticleRow], when: &str, date: impl Fn(&ArticleRow) -> String) -> Row {
    let line = |row: &&ArticleRow| Paste {
        file: corrections_file(&row.path),
        text: format!("{}article: {{date: {}}}", entry_start(&row.path), date(row)),
    };
    let lines: Vec<Paste> = articles.iter().map(line).collect();
    let place = articles.first().map(|row| row.path.clone()).unwrap_or_default();
    let choices = vec![Choice { when: when.to_owned(), lines }];
    Row { subject: Subject::Dates, what, place, settles: articles.len(), choices }
}
