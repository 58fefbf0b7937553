//! How editors' files name articles: by slug, path, file name, or file name without ending.

use crate::model::archive::{Archive, ArticleId};
use crate::text::diagnostic::did_you_mean;
use std::collections::BTreeMap;

/// Every name of every article.
pub(super) struct ArticleNames {
    names: BTreeMap<String, ArticleId>,
}

/// Most misspelt names that are looked for among all others: comparing letters is slow, and a broken file may have many.
const GUESSES: usize = 50;

impl ArticleNames {
    /// The names of an archive's articles. Of two articles with one file name, the earlier one has it.
    pub(super) fn new(archive: &Archive) -> ArticleNames {
        let mut names = BTreeMap::new();
        for (index, article) in archive.articles.iter().enumerate() {
            let id = ArticleId::from(index);
            let file = article.path.rsplit('/').next().unwrap_or_default();
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            for name in [article.slug.as_str(), &article.path, file, stem] {
                names.entry(name.to_owned()).or_insert(id);
            }
        }
        ArticleNames { names }
    }

    /// The article that a name means where it stands: in `folder`, for names of files that are relative to it.
    pub(super) fn find(&self, name: &str, folder: &str) -> Option<ArticleId> {
        let name = name.trim().trim_start_matches("./");
        let beside = if folder.is_empty() { None } else { self.names.get(&format!("{folder}/{name}")) };
        beside.or_else(|| self.names.get(name)).copied()
    }

    /// Names that a misspelt one may mean, the nearest first, at most three. `tried` counts how often this was asked.
    pub(super) fn near(&self, name: &str, tried: &mut usize) -> Vec<&str> {
        *tried += 1;
        if *tried > GUESSES {
            return Vec::new();
        }
        let file = name.trim().rsplit('/').next().unwrap_or(name);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
        let mut near: Vec<&str> = did_you_mean(name, self.names.keys().map(String::as_str)).into_iter().collect();
        near.extend(did_you_mean(file, self.names.keys().map(String::as_str)));
        // Names shorter than a word are in everything.
        let shares = |known: &&str| known.len() >= 5 && (known.contains(&stem) || stem.contains(*known));
        near.extend(self.names.keys().map(String::as_str).filter(|known| stem.len() >= 5 && shares(known)).take(3));
        let mut seen = Vec::new();
        near.retain(|name| {
            let new = !seen.contains(name);
            seen.push(name);
            new
        });
        near.truncate(3);
        near
    }
}
