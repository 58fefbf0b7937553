//! What a site weighs: its files and their bytes, by the kind of file.

use std::collections::BTreeMap;

/// Files of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// How many there are.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// The kind of a file by its path in the output folder, with `/` between folders.
pub fn kind(path: &str) -> &'static str {
    let mut folders = path.split('/');
    let top = folders.next().unwrap_or_default();
    let inside = folders.count();
    match (top, inside) {
        (_, 1..) if path.ends_with(".xml") => "feeds",
        ("articles", _) => "articles",
        ("people", 2..) => "people on topics",
        ("people", _) => "people",
        ("topics", _) => "topics",
        ("dates", 3..) => "days",
        ("dates", _) => "months and years",
        ("statements", _) => "statements",
        ("occasions", _) => "occasions",
        ("data", _) => "data",
        ("search", _) => "search",
        _ => "everything else",
    }
}

/// The weight of each kind, the heaviest first.
pub fn by_kind<'p>(files: impl IntoIterator<Item = (&'p str, u64)>) -> Vec<(&'static str, Weight)> {
    let mut kinds = BTreeMap::<&'static str, Weight>::new();
    for (path, bytes) in files {
        let weight = kinds.entry(kind(path)).or_default();
        weight.files += 1;
        weight.bytes += bytes;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, weight)| std::cmp::Reverse(weight.bytes));
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_kind_of_its_folder() {
        let kinds = |paths: [&'static str; 4]| paths.map(kind);
        assert_eq!(kinds(["index.html", "feed.xml", "assets/icon.svg", "wordings.html"]), ["everything else"; 4]);
        assert_eq!(
            kinds(["people/ana.html", "people/ana.xml", "people/ana/bridge.html", "people/index.html"]),
            ["people", "feeds", "people on topics", "people"]
        );
        assert_eq!(
            kinds(["dates/2021/03/22.html", "dates/2021/03.html", "dates/2021/index.html", "dates/index.html"]),
            ["days", "months and years", "months and years", "months and years"]
        );
    }

    #[test]
    fn the_heaviest_kind_comes_first() {
        let kinds = by_kind([("data/a.csv", 1), ("articles/a.html", 2), ("articles/b.html", 3)]);
        assert_eq!(kinds, [("articles", Weight { files: 2, bytes: 5 }), ("data", Weight { files: 1, bytes: 1 })]);
    }
}
