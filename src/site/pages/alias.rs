//! Old addresses, which lead on to the pages in their place: those of articles from front matter, and those of permalinks.yaml.

use crate::model::archive::{Archive, ArticleId, ArticleRow};
use crate::model::permalinks::Permalink;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, alias_path};
use crate::site::view::{Root, Site};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::slug;
use std::collections::{BTreeMap, BTreeSet};

/// The old addresses that hide no page and no other old address, whatever the file system tells apart.
pub(super) fn plan(archive: &Archive, pages: &[Page]) -> Vec<Page> {
    sorted_out(archive, pages).0
}

/// The old addresses that cannot be had, each with the one who has it, and those that lead nowhere.
pub(crate) fn clashes(archive: &Archive, pages: &[Page]) -> Problems {
    let others: Vec<Page> =
        pages.iter().copied().filter(|page| !matches!(page, Page::Alias(..) | Page::Moved(_))).collect();
    sorted_out(archive, &others).1
}

fn sorted_out(archive: &Archive, pages: &[Page]) -> (Vec<Page>, Problems) {
    let (mut aliases, mut problems) = (Vec::new(), Problems::default());
    if archive.moved.is_empty() && archive.articles.iter().all(|article| article.aliases.is_empty()) {
        return (aliases, problems);
    }
    let mut taken: BTreeMap<String, Page> =
        pages.iter().map(|page| (slug::folded(&page.path(archive)), *page)).collect();
    // A file cannot be a folder too.
    let mut folders: BTreeMap<String, Page> = BTreeMap::new();
    for (path, page) in &taken {
        above(path).for_each(|folder| _ = folders.entry(folder.to_owned()).or_insert(*page));
    }
    for (index, article) in archive.articles.iter().enumerate() {
        for (position, alias) in article.aliases.iter().enumerate() {
            let page = Page::Alias(ArticleId::from(index), position as u32);
            let path = slug::folded(&alias_path(alias));
            if let Some(file) = file_of_the_site(&path) {
                problems.push(clash(
                    article,
                    alias,
                    format!("`{file}` belongs to the files that a site has besides its pages"),
                ));
                continue;
            }
            let owner = taken.get(&path).or_else(|| folders.get(&path));
            match owner.or_else(|| above(&path).find_map(|folder| taken.get(folder))) {
                Some(owner) => problems.push(clash(article, alias, whose(archive, *owner))),
                None => {
                    above(&path).for_each(|folder| _ = folders.entry(folder.to_owned()).or_insert(page));
                    taken.insert(path, page);
                    aliases.push(page);
                }
            }
        }
    }
    let current: BTreeSet<String> = match archive.moved.is_empty() {
        true => BTreeSet::new(),
        false => pages.iter().map(|page| page.path(archive)).collect(),
    };
    for (index, moved) in (0..).zip(&archive.moved) {
        let page = Page::Moved(index);
        let path = slug::folded(&moved.was);
        let owner = taken.get(&path).or_else(|| folders.get(&path));
        let whose = match owner.or_else(|| above(&path).find_map(|folder| taken.get(folder))) {
            Some(owner) => Some(whose(archive, *owner)),
            None => file_of_the_site(&path)
                .map(|file| format!("`{file}` belongs to the files that a site has besides its pages")),
        };
        if let Some(whose) = whose {
            let message = format!("the old address `{}` is taken", moved.was);
            problems.push(Diagnostic::warning("permalink", message).at_place(&moved.place).label(whose));
        } else if !current.contains(moved.now.split('#').next().unwrap_or_default()) {
            let message = format!("there is no page `{}`", moved.now);
            let hint = "`onrecord check --against OLD-SITE` looks for the pages that took the place of old ones";
            problems.push(Diagnostic::warning("permalink", message).at_place(&moved.place).hint(hint));
        } else {
            above(&path).for_each(|folder| _ = folders.entry(folder.to_owned()).or_insert(page));
            taken.insert(path, page);
            aliases.push(page);
        }
    }
    (aliases, problems)
}

/// The folders that a path lies in.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Endings of the files that a site has besides its pages, as feeds, data, and what search reads.
const ENDINGS: [&str; 10] =
    [".css", ".csv", ".js", ".json", ".jsonl", ".jsonld", ".svg", ".txt", ".webmanifest", ".xml"];

/// The folder of an alias, if a site has a file of that name or keeps files that others name in it: no page can lie there.
fn file_of_the_site(path: &str) -> Option<&str> {
    above(path).find(|folder| {
        let name = folder.rsplit('/').next().unwrap_or_default();
        *folder == "assets" || name.starts_with('.') || ENDINGS.iter().any(|ending| name.ends_with(ending))
    })
}

fn whose(archive: &Archive, owner: Page) -> String {
    match owner {
        Page::Article(id) => format!("it is the page of `{}`", archive[id].path),
        Page::Alias(id, _) => format!("it is an alias of `{}`", archive[id].path),
        Page::Moved(index) => format!("it is the old address of `{}`", archive.moved[index as usize].now),
        page => format!("it is the page `{}`", page.path(archive)),
    }
}

fn clash(article: &ArticleRow, alias: &str, whose: String) -> Diagnostic {
    Diagnostic::error("alias-clash", format!("the alias `{alias}` is taken")).in_file(article.path.clone()).hint(whose)
}

pub(super) fn content(site: &Site, root: Root, id: ArticleId) -> Content {
    let mut link = Html::new();
    site.article_link(&mut link, root, id);
    leading_to(site, root, &Page::Article(id).path(site.archive), site.archive[id].title.clone(), link)
}

/// What stands at an address that permalinks.yaml has.
pub(super) fn moved(site: &Site, root: Root, moved: &Permalink) -> Content {
    let mut link = Html::new();
    let (path, anchor) = moved.now.split_once('#').unwrap_or((&moved.now, ""));
    link.raw("<a href=\"")
        .raw(root.0)
        .path(path)
        .raw(if anchor.is_empty() { "" } else { "#" })
        .path(anchor)
        .raw("\">")
        .text(&moved.now)
        .raw("</a>");
    leading_to(site, root, &moved.now, moved.now.clone(), link)
}

fn leading_to(site: &Site, root: Root, path: &str, title: String, link: Html) -> Content {
    let mut target = Html::new();
    let (file, anchor) = path.split_once('#').unwrap_or((path, ""));
    target.raw(root.0).path(file).raw(if anchor.is_empty() { "" } else { "#" }).path(anchor);
    let canonical = site.absolute(path).unwrap_or_else(|| target.as_str().to_owned());
    Content::new("alias.html", title).html("link", link).html("target", target).text("canonical", canonical)
}
