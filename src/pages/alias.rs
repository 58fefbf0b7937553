//! Old addresses of an article, which lead on to its page.

use super::site::{Root, Site};
use super::{Content, Page};
use crate::archive::{Archive, ArticleId};
use crate::render::html::Html;
use std::collections::BTreeSet;

/// The file of an alias: as it is when it names one, else an index in its folder.
pub(super) fn path(alias: &str) -> String {
    let alias = alias.trim_matches('/');
    if alias.ends_with(".html") || alias.ends_with(".htm") { alias.to_owned() } else { format!("{alias}/index.html") }
}

/// The aliases that hide no page and no other alias; on file systems that ignore case, too.
pub(super) fn plan(archive: &Archive, pages: &[Page]) -> Vec<Page> {
    if archive.articles.iter().all(|article| article.aliases.is_empty()) {
        return Vec::new();
    }
    let mut taken: BTreeSet<String> = pages.iter().map(|page| page.path(archive).to_lowercase()).collect();
    let mut aliases = Vec::new();
    for (index, article) in archive.articles.iter().enumerate() {
        for alias in 0..article.aliases.len() {
            if taken.insert(path(&article.aliases[alias]).to_lowercase()) {
                aliases.push(Page::Alias(ArticleId::from(index), alias as u32));
            }
        }
    }
    aliases
}

pub(super) fn content(site: &Site, root: Root, id: ArticleId) -> Content {
    let mut link = Html::new();
    site.article_link(&mut link, root, id);
    let mut target = Html::new();
    let path = Page::Article(id).path(site.archive);
    target.raw(root.0).path(&path);
    let canonical = site.absolute(&path).unwrap_or_else(|| target.as_str().to_owned());
    Content::new("alias.html", site.archive[id].title.clone())
        .html("link", link)
        .html("target", target)
        .text("canonical", canonical)
}
