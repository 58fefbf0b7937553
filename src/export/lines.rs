//! `jsonl`: a statement a line, as in the site's `data/statements.jsonl`, with the facts of its article beside it.

use super::View;
use crate::site::feeds::data;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    statement: data::Statement<'a>,
    title: &'a str,
    published: Option<String>,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    language: &'a str,
}

pub(super) fn write(view: &View, out: &mut impl Write) -> io::Result<()> {
    for (_, row) in view.statements() {
        let article = &view.archive[row.article];
        let line = Line {
            statement: data::statement(view.archive, row),
            title: &article.title,
            published: article.when().map(|when| when.to_string()),
            outlet: view.outlet(article),
            url: article.url.as_deref(),
            language: &article.language,
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
