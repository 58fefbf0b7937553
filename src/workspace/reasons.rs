//! Why pages were made again, for people.
//!
//! A page is made again because something that it is made from changed: a file that all pages are made from, an article that
//! it shows, or else what all articles together say of something on it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// A page that was made, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rebuilt {
    /// The page.
    pub path: String,
    /// What changed since the last build.
    pub why: String,
}

/// Most files that a reason names.
const NAMED: usize = 3;
/// The input that stands for this program.
pub(super) const PROGRAM: &str = "onrecord";

/// Collects pages and the articles that they are made from.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    pages: Mutex<Vec<(String, Vec<String>)>>,
}

impl Reasons {
    /// Notes a page that has to be made.
    pub(super) fn add(&self, path: &str, articles: Vec<String>) {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).push((path.to_owned(), articles));
    }

    /// The reasons, by page. `before` and `now` are the inputs of the last build, if there was one, and of this one.
    pub(super) fn finish(self, before: Option<&BTreeMap<String, u128>>, now: &BTreeMap<String, u128>) -> Vec<Rebuilt> {
        let pages = self.pages.into_inner().unwrap_or_else(PoisonError::into_inner);
        let changes = before.map(|before| Changes::new(before, now));
        let why = |articles: &[String]| match &changes {
            None => "there is no earlier build to compare with".to_owned(),
            Some(changes) => changes.why(articles),
        };
        let mut all: Vec<Rebuilt> =
            pages.into_iter().map(|(path, articles)| Rebuilt { path, why: why(&articles) }).collect();
        all.sort();
        all
    }
}

/// The inputs that changed, and how: `was edited`.
#[derive(Debug)]
struct Changes<'a> {
    all: BTreeMap<&'a str, &'static str>,
}

impl<'a> Changes<'a> {
    fn new(before: &'a BTreeMap<String, u128>, now: &'a BTreeMap<String, u128>) -> Changes<'a> {
        let mut all = BTreeMap::new();
        for (path, hash) in now {
            match before.get(path) {
                None => drop(all.insert(path.as_str(), "was added")),
                Some(old) if old != hash => drop(all.insert(path.as_str(), "was edited")),
                Some(_) => {}
            }
        }
        for path in before.keys().filter(|path| !now.contains_key(*path)) {
            all.insert(path, "was removed");
        }
        Changes { all }
    }

    /// Why a page made from these articles was made again.
    fn why(&self, articles: &[String]) -> String {
        if self.all.contains_key(PROGRAM) {
            return "this is another version of onrecord".to_owned();
        }
        let shared = |path: &str| path == "book.toml" || path == super::SITE_URL || path.starts_with("templates/");
        let of_all: Vec<&str> = self.all.keys().copied().filter(|path| shared(path)).collect();
        if !of_all.is_empty() {
            return self.named(&of_all);
        }
        let shown = |path: &&str| {
            let beside = ["notes.yaml", "corrections.yaml"].iter().find_map(|ending| path.strip_suffix(ending));
            articles.iter().any(|article| article == path || beside.is_some_and(|stem| is_beside(article, stem)))
        };
        let shown: Vec<&str> = self.all.keys().copied().filter(shown).collect();
        if !shown.is_empty() {
            return self.named(&shown);
        }
        match self.all.is_empty() {
            true => "it was not there as the last build wrote it".to_owned(),
            false => format!("after changes elsewhere: {}", self.named(&self.all.keys().copied().collect::<Vec<_>>())),
        }
    }

    /// `seeds/a.md was edited, seeds/b.md was added`
    fn named(&self, paths: &[&str]) -> String {
        let mut text: Vec<String> = paths.iter().take(NAMED).map(|path| format!("{path} {}", self.all[path])).collect();
        if paths.len() > NAMED {
            text.push(format!("and {} more", paths.len() - NAMED));
        }
        text.join(", ")
    }
}

/// Whether an article is the one whose path without its ending is `stem`, which ends with the dot.
fn is_beside(article: &str, stem: &str) -> bool {
    article.strip_prefix(stem).is_some_and(|ending| !ending.contains(['.', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(files: &[(&str, u128)]) -> BTreeMap<String, u128> {
        files.iter().map(|(path, hash)| ((*path).to_owned(), *hash)).collect()
    }

    fn why(before: &[(&str, u128)], now: &[(&str, u128)], articles: &[&str]) -> String {
        let reasons = Reasons::default();
        reasons.add("page.html", articles.iter().map(|path| (*path).to_owned()).collect());
        reasons.finish(Some(&inputs(before)), &inputs(now)).remove(0).why
    }

    #[test]
    fn the_article_on_the_page_is_the_reason_before_any_other() {
        let before = [("seeds/a.md", 1), ("seeds/b.md", 1), ("people.yaml", 1)];
        let now = [("seeds/a.md", 2), ("seeds/c.md", 1), ("people.yaml", 2)];
        assert_eq!(why(&before, &now, &["seeds/a.md", "seeds/z.md"]), "seeds/a.md was edited");
        assert_eq!(
            why(&before, &now, &["seeds/z.md"]),
            "after changes elsewhere: people.yaml was edited, seeds/a.md was edited, seeds/b.md was removed, and 1 more"
        );
    }

    #[test]
    fn notes_belong_to_the_article_beside_them() {
        let now = [("seeds/a.md", 1), ("seeds/a.notes.yaml", 1)];
        assert_eq!(why(&[("seeds/a.md", 1)], &now, &["seeds/a.md"]), "seeds/a.notes.yaml was added");
        assert!(why(&[("seeds/a.md", 1)], &now, &["seeds/ab.md"]).starts_with("after changes elsewhere"));
    }

    #[test]
    fn what_every_page_is_made_from_comes_first() {
        let before = [("onrecord", 1), ("seeds/a.md", 1)];
        assert_eq!(
            why(&before, &[("onrecord", 2), ("seeds/a.md", 2)], &["seeds/a.md"]),
            "this is another version of onrecord"
        );
        let now = [("onrecord", 1), ("seeds/a.md", 2), ("templates/base.html", 1)];
        assert_eq!(why(&before, &now, &["seeds/a.md"]), "templates/base.html was added");
        assert_eq!(why(&before, &before, &[]), "it was not there as the last build wrote it");
    }
}
