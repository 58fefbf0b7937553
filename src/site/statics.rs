//! The static files: style sheet and scripts, ours compiled in, and the archive's own in place of ours.

use crate::model::settings::Settings;

/// Our static files, by path below `assets/`.
const BUILT_IN: &[(&str, &str)] = &[
    ("icon.svg", include_str!("../../static/icon.svg")),
    ("moved.js", include_str!("../../static/moved.js")),
    ("not-found.js", include_str!("../../static/not-found.js")),
    ("onrecord.css", include_str!("../../static/onrecord.css")),
    ("onrecord.js", include_str!("../../static/onrecord.js")),
    ("search/engine.js", include_str!("../../static/search/engine.js")),
    ("search/index.js", include_str!("../../static/search/index.js")),
    ("search/page.js", include_str!("../../static/search/page.js")),
    ("search/query.js", include_str!("../../static/search/query.js")),
    ("search/search.css", include_str!("../../static/search/search.css")),
    ("search/words.js", include_str!("../../static/search/words.js")),
];

/// The paths of our own static files.
pub(crate) fn built_in() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(path, _)| *path)
}

/// Our own static files as they were written, with their comments.
pub fn sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.iter().copied()
}

/// The path of the style sheet of an archive's own accent, below `assets/`.
pub(crate) const HOUSE: &str = "accent.css";

/// The style sheet of an archive's own accent; `None` if it has none.
pub(crate) fn house(settings: &Settings) -> Option<String> {
    let [day, night] = settings.accent?.readable();
    Some(format!(":root{{--voice:{day}}}\n@media(prefers-color-scheme:dark){{:root{{--voice:{night}}}}}\n"))
}

/// Every static file of a site, sorted: ours without their comments, and `own`, the archive's, in place of ours or beside them.
///
/// A style sheet with nothing in it takes the place of none: a site is never without style by accident.
pub fn statics(mut own: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    own.retain(|(path, bytes)| path != "onrecord.css" || !bytes.trim_ascii().is_empty());
    let ours = BUILT_IN.iter().map(|(path, text)| ((*path).to_owned(), lean(text).into_bytes()));
    ours.chain(own).collect::<std::collections::BTreeMap<_, _>>().into_iter().collect()
}

/// A style sheet or script without indentation, blank lines and the lines that are only comment: every reader fetches it, and
/// whoever wants to know finds the rest where this program comes from. Ours have no text that goes over several lines.
fn lean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_stay_at_home() {
        assert_eq!(lean("// a\n  /** b\n c */\n\n  d(1); // e\n/* f */\ng\n"), "d(1); // e\ng\n");
        // A text over several lines would lose its spaces.
        for (path, text) in BUILT_IN.iter().filter(|(path, _)| path.ends_with(".js")) {
            let odd =
                text.lines().find(|line| !line.trim().starts_with(['/', '*']) && line.matches('`').count() % 2 == 1);
            assert_eq!(odd, None, "{path}");
        }
    }

    #[test]
    fn a_file_of_the_archive_stands_in_place_of_ours() {
        let all = statics(vec![("onrecord.css".to_owned(), b"p{}".to_vec()), ("logo.svg".to_owned(), Vec::new())]);
        let of = |wanted: &str| all.iter().find(|(path, _)| path == wanted).map(|(_, bytes)| bytes.as_slice());
        assert_eq!(of("onrecord.css"), Some(&b"p{}"[..]));
        assert_eq!(of("logo.svg"), Some(&b""[..]));
        let empty = statics(vec![("onrecord.css".to_owned(), b" \n".to_vec())]);
        assert!(empty.iter().any(|(path, bytes)| path == "onrecord.css" && bytes.len() > 1000));
        assert!(all.is_sorted() && of("onrecord.js").is_some());
    }
}
