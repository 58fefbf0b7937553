//! Old addresses of an article, which lead on to its page.

use super::{Content, Page};
use crate::model::archive::{Archive, ArticleId, ArticleRow};
use crate::site::html::Html;
use crate::site::view::{Root, Site};
use crate::text::diagnostic::{Diagnostic, Problems};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The file of an alias: as it is when it names one, else an index in its folder.
pub(super) fn path(alias: &str) -> String {
    let alias = alias.trim_matches('/');
    if alias.ends_with(".html") || alias.ends_with(".htm") { alias.to_owned() } else { format!("{alias}/index.html") }
}

/// The aliases that hide no page and no other alias; on file systems that ignore case, too.
pub(super) fn plan(archive: &Archive, pages: &[Page]) -> Vec<Page> {
    sorted_out(archive, pages).0
}

/// The aliases that cannot be had, each with the one who has it.
pub(crate) fn clashes(archive: &Archive, pages: &[Page]) -> Problems {
    let others: Vec<Page> = pages.iter().copied().filter(|page| !matches!(page, Page::Alias(..))).collect();
    sorted_out(archive, &others).1
}

fn sorted_out(archive: &Archive, pages: &[Page]) -> (Vec<Page>, Problems) {
    let (mut aliases, mut problems) = (Vec::new(), Problems::default());
    if archive.articles.iter().all(|article| article.aliases.is_empty()) {
        return (aliases, problems);
    }
    let mut taken: BTreeMap<String, Page> =
        pages.iter().map(|page| (page.path(archive).to_lowercase(), *page)).collect();
    for (index, article) in archive.articles.iter().enumerate() {
        for (position, alias) in article.aliases.iter().enumerate() {
            let page = Page::Alias(ArticleId::from(index), position as u32);
            match taken.entry(path(alias).to_lowercase()) {
                Entry::Vacant(place) => {
                    place.insert(page);
                    aliases.push(page);
                }
                Entry::Occupied(owner) => problems.push(clash(archive, article, alias, *owner.get())),
            }
        }
    }
    (aliases, problems)
}

fn clash(archive: &Archive, article: &ArticleRow, alias: &str, owner: Page) -> Diagnostic {
    let whose = match owner {
        Page::Article(id) => format!("the page of `{}`", archive[id].path),
        Page::Alias(id, _) => format!("an alias of `{}`", archive[id].path),
        page => format!("the page `{}`", page.path(archive)),
    };
    Diagnostic::error("alias-clash", format!("the alias `{alias}` is taken"))
        .in_file(article.path.clone())
        .hint(format!("it is {whose}"))
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
