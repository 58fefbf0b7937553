//! Which pages there are, and what stands on each.

use crate::archive::{Archive, ArticleId};
use crate::settings::Settings;

/// One page of the site: what it is about, not yet what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// index.html
    Home,
    /// articles/<slug>.html
    Article(ArticleId),
}

impl Page {
    /// Its path in the output folder.
    pub fn path(&self, archive: &Archive) -> String {
        match self {
            Page::Home => "index.html".to_owned(),
            Page::Article(id) => format!("articles/{}.html", archive[*id].slug),
        }
    }
}

/// Every page of the site.
pub fn plan(archive: &Archive, _settings: &Settings) -> Vec<Page> {
    let articles = (0..archive.articles.len()).map(|index| Page::Article(ArticleId::from(index)));
    std::iter::once(Page::Home).chain(articles).collect()
}
