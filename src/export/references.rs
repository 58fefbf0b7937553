//! Articles and statements as things to be cited, for the formats of reference managers.

use super::View;
use crate::model::archive::{ArticleRow, StatementRow};
use crate::model::when::When;
use crate::site::parts::cite;

/// Something to be cited.
pub(super) struct Reference<'a> {
    /// Unique in the archive, and stable.
    pub key: &'a str,
    pub is_statement: bool,
    /// Who wrote the article, or who says the words.
    pub authors: Vec<String>,
    /// Title of the article; or the words, with what must be told before them.
    pub title: String,
    /// Of a statement, the article that it stands in.
    pub within: Option<&'a str>,
    pub outlet: Option<&'a str>,
    pub place: Option<&'a str>,
    pub day: Option<When>,
    pub address: Option<String>,
    pub language: &'a str,
    pub topics: Vec<&'a str>,
}

/// Gives every article, each followed by its statements.
pub(super) fn each<'a>(
    view: &View<'a>,
    mut take: impl FnMut(Reference<'_>) -> std::io::Result<()>,
) -> std::io::Result<()> {
    for (id, row) in view.articles() {
        take(article(view, row))?;
        for statement in view.statements_of(id) {
            take(self::statement(view, row, &view.archive[*statement]))?;
        }
    }
    Ok(())
}

fn article<'a>(view: &View<'a>, row: &'a ArticleRow) -> Reference<'a> {
    Reference {
        key: &row.slug,
        is_statement: false,
        authors: row.authors.clone(),
        title: row.title.clone(),
        within: None,
        outlet: view.outlet(row),
        place: row.place.as_deref(),
        day: row.when(),
        address: view.address(row),
        language: &row.language,
        topics: row.topics.iter().map(|id| view.archive[*id].name.as_str()).collect(),
    }
}

fn statement<'a>(view: &View<'a>, article: &'a ArticleRow, row: &'a StatementRow) -> Reference<'a> {
    let fragment = |address: String| match article.url {
        Some(_) => cite::text_fragment(&address, row.words.unmarked()),
        None => format!("{address}#{}", row.key),
    };
    Reference {
        key: &row.key,
        is_statement: true,
        authors: vec![view.said_by(row).into_owned()],
        title: view.marked(row).into_owned(),
        within: Some(&article.title),
        outlet: view.outlet(article),
        place: row.place.as_deref(),
        day: row.said_on.map(|(when, _)| when),
        address: view.address(article).map(fragment),
        language: &article.language,
        topics: row.topics.iter().map(|id| view.archive[*id].name.as_str()).collect(),
    }
}
