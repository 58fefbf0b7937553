//! Articles of one name in several folders: each gets a page.

use crate::model::article::ArticleFile;
use crate::reading::facts::slug_of;
use crate::text::slug::{folded, slug};
use std::collections::BTreeMap;

/// Names pages after folders where files of one name stand in several: `2021/bridge.txt` keeps `bridge`, `2022/bridge.txt` becomes
/// `2022-bridge`. Files of one name in one folder stay as they are: their pages clash, and that is reported.
pub(super) fn distinguish(files: &mut [ArticleFile]) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        by_name.entry(folded(&slug_of(&file.path))).or_default().push(index);
    }
    let mut taken: Vec<String> = by_name.keys().cloned().collect();
    for indices in by_name.into_values().filter(|indices| indices.len() > 1) {
        let first = folder(&files[indices[0]].path).to_owned();
        for index in indices {
            let path = files[index].path.clone();
            if folder(&path) == first {
                continue;
            }
            let page = named_after(&path, &taken);
            if let Some(page) = &page {
                taken.push(folded(page));
                taken.sort_unstable();
            }
            files[index].page = page;
        }
    }
}

/// The name of a file with those of as many of its folders as it takes to be the only one.
fn named_after(path: &str, taken: &[String]) -> Option<String> {
    let name = slug_of(path);
    let folders: Vec<&str> = folder(path).split('/').filter(|part| !part.is_empty()).collect();
    (1..=folders.len()).find_map(|count| {
        let page = slug(&format!("{} {name}", folders[folders.len() - count..].join(" ")));
        taken.binary_search(&folded(&page)).is_err().then_some(page)
    })
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::Format;

    #[test]
    fn files_of_one_name_in_several_folders_get_names_of_their_own() {
        let paths = ["a/bridge.txt", "a/x/bridge.txt", "b/bridge.md", "b/bridge.txt", "b/ferry.txt"];
        let mut files: Vec<ArticleFile> = paths.iter().map(|path| ArticleFile::new(*path, Format::Text)).collect();
        distinguish(&mut files);
        let pages: Vec<Option<&str>> = files.iter().map(|file| file.page.as_deref()).collect();
        assert_eq!(pages, [None, Some("x-bridge"), Some("b-bridge"), None, None]);
    }
}
