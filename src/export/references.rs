//! Articles and statements as things to be cited, for the formats of reference managers.

use super::View;
use crate::model::archive::{ArticleRow, StatementRow};
use crate::model::person::PersonKind;
use crate::model::when::When;
use crate::site::parts::cite;

/// Who wrote or said something.
pub(super) enum Author {
    /// A name that is not taken apart: of a body, of nobody known, or of a byline, which may be either.
    Whole(String),
    /// A person, as the archive sorts them.
    Person { family: String, given: String },
}

/// Something to be cited.
pub(super) struct Reference<'a> {
    /// Unique in the archive, and stable.
    pub key: &'a str,
    pub is_statement: bool,
    /// Who wrote the article, or who says the words.
    pub authors: Vec<Author>,
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
        authors: row.authors.iter().cloned().map(Author::Whole).collect(),
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
        authors: vec![speaker(view, row)],
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

/// The speaker of a statement: with family and given name apart if it is one person whose family name is known.
fn speaker(view: &View, row: &StatementRow) -> Author {
    let person = row.speaker.filter(|_| row.together.is_empty()).map(|id| &view.archive[id]);
    let parts =
        person.filter(|person| person.kind == PersonKind::Person).and_then(|row| row.sort_name.split_once(", "));
    match parts {
        Some((family, given)) => Author::Person { family: family.to_owned(), given: given.to_owned() },
        None => Author::Whole(view.said_by(row).into_owned()),
    }
}
