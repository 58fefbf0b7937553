//! All articles, the newest first.

use super::listing::{self, Items, Section};
use super::site::{Root, Site};
use super::{Content, Page, Part};
use crate::archive::ArticleId;

pub(super) fn content(site: &Site, root: Root, part: Part) -> Content {
    let articles = newest_first(site);
    let content = Content::new("articles.html", site.words.articles.clone())
        .text("lead", site.words.count(&site.words.count_articles, articles.len()));
    let sections = [Section { heading: "", id: "", items: Items::Articles(&articles) }];
    listing::fill(content, site, root, &sections, part, &Page::Articles)
}

/// Dated articles from the newest to the oldest, then undated ones.
pub(super) fn newest_first(site: &Site) -> Vec<ArticleId> {
    let dated = site.archive.articles.partition_point(|article| article.when().is_some());
    (0..dated).rev().chain(dated..site.archive.articles.len()).map(ArticleId::from).collect()
}
