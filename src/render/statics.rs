//! The static files: style sheet and scripts, ours compiled in, and the archive's own in place of ours.

/// Our static files, by path below `assets/`.
const BUILT_IN: &[(&str, &[u8])] = &[
    ("icon.svg", include_bytes!("../../static/icon.svg")),
    ("onrecord.css", include_bytes!("../../static/onrecord.css")),
    ("onrecord.js", include_bytes!("../../static/onrecord.js")),
    ("search/engine.js", include_bytes!("../../static/search/engine.js")),
    ("search/index.js", include_bytes!("../../static/search/index.js")),
    ("search/page.js", include_bytes!("../../static/search/page.js")),
    ("search/query.js", include_bytes!("../../static/search/query.js")),
    ("search/search.css", include_bytes!("../../static/search/search.css")),
    ("search/words.js", include_bytes!("../../static/search/words.js")),
];

/// Every static file of a site, sorted: ours, and `own`, the archive's, in place of ours or beside them.
pub fn statics(own: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let ours = BUILT_IN.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()));
    ours.chain(own).collect::<std::collections::BTreeMap<_, _>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_archive_stands_in_place_of_ours() {
        let all = statics(vec![("onrecord.css".to_owned(), b"p{}".to_vec()), ("logo.svg".to_owned(), Vec::new())]);
        let of = |wanted: &str| all.iter().find(|(path, _)| path == wanted).map(|(_, bytes)| bytes.as_slice());
        assert_eq!(of("onrecord.css"), Some(&b"p{}"[..]));
        assert_eq!(of("logo.svg"), Some(&b""[..]));
        assert!(all.is_sorted() && of("onrecord.js").is_some());
    }
}
