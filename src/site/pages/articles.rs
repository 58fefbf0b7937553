//! All articles, the newest first.

use crate::site::content::Content;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{self, Items, Section};
use crate::site::view::{Root, Site};

pub(super) fn content(site: &Site, root: Root, part: Part) -> Content {
    let articles = &site.newest_first;
    let content = Content::new("articles.html", site.words.articles.clone())
        .text("lead", site.words.count(&site.words.count_articles, articles.len()));
    let sections = [Section { heading: "", id: "", items: Items::Articles(articles) }];
    listing::fill(content, site, root, &sections, part, &Page::Articles)
}
