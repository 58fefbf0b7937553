//! File names made from words: lower case, no accents, words joined by hyphens.

use crate::text::source::is_control;
use unicode_normalization::UnicodeNormalization;

/// Longest slug, in bytes: file systems allow 255 for a name with its ending.
const LONGEST: usize = 96;

/// A slug for any text: letters and digits of every script are kept, Latin ones without accents, all else becomes a hyphen.
///
/// Empty exactly when `text` has neither letter nor digit.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text
        .nfkd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
    {
        match letter {
            'ß' => slug.push_str("ss"),
            'æ' => slug.push_str("ae"),
            'œ' => slug.push_str("oe"),
            'ø' => slug.push('o'),
            'đ' | 'ð' => slug.push('d'),
            'ł' => slug.push('l'),
            'þ' => slug.push_str("th"),
            '\'' | '’' | '‘' | 'ʼ' => {}
            letter if letter.is_alphanumeric() => slug.push(letter),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    if slug.len() > LONGEST {
        let mut end = LONGEST;
        while !slug.is_char_boundary(end) {
            end -= 1;
        }
        slug.truncate(slug[..end].rfind('-').filter(|at| *at > LONGEST / 2).unwrap_or(end));
    }
    slug.truncate(slug.trim_end_matches('-').len());
    // `index.html` is the list of its folder, and Windows has devices of some names.
    if slug == "index" || is_device(&slug) {
        slug.push_str("-page");
    }
    slug.nfc().collect()
}

/// A name as systems see it that tell neither upper from lower case nor composed from decomposed letters: two paths that are
/// equal so are one file there.
pub(crate) fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    // By way of upper case, where `ς` and `σ`, `ß` and `ss` are one.
    path.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// Why a path cannot be that of a file on every system; `None` if it can.
pub(crate) fn fault(path: &str) -> Option<&'static str> {
    path.split('/').find_map(fault_of_name)
}

/// The same of a single name.
fn fault_of_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "" => "a part of it is empty",
        "." | ".." => "it leads elsewhere",
        _ if name.contains(|letter: char| letter.is_control() || is_control(letter)) => "it holds a control character",
        _ if name.contains(is_invisible) => "it holds a character that is not seen",
        _ if name.contains(['\\', ':', '*', '?', '"', '<', '>', '|']) => "Windows allows no such sign in a name",
        _ if name.ends_with(['.', ' ']) || name.starts_with(' ') => "Windows drops the full stop or space at its end",
        _ if is_device(name) => "Windows has a device of this name",
        _ if name.len() > LONGEST_NAME => "it is longer than 255 bytes",
        _ => return None,
    })
}

/// Longest name that file systems hold, in bytes.
const LONGEST_NAME: usize = 255;

/// Whether Windows takes a name for that of a device, whatever its case and ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ');
    let is = |device: &str| stem.eq_ignore_ascii_case(device);
    let numbered = |port: &str| {
        let number = stem.get(..3).filter(|start| start.eq_ignore_ascii_case(port)).and_then(|_| stem.get(3..));
        number.is_some_and(|number| {
            let mut digits = number.chars();
            matches!(digits.next(), Some('0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
        })
    };
    ["con", "prn", "aux", "nul", "conin$", "conout$"].into_iter().any(is) || numbered("com") || numbered("lpt")
}

/// Whether a character shows nothing, or turns the order of those around it round.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Gives each name a slug of its own: clashes get `-2`, `-3`, in the order of the names.
///
/// A name without a letter or digit becomes `fallback`.
pub(crate) fn unique<'a>(names: impl IntoIterator<Item = &'a str>, fallback: &str) -> Vec<String> {
    let mut taken = std::collections::BTreeSet::new();
    let mut next = std::collections::BTreeMap::<String, usize>::new();
    let mut one = |name: &str| {
        let base = Some(slug(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| fallback.to_owned());
        let number = next.entry(base.clone()).or_insert(1);
        loop {
            let candidate = if *number == 1 { base.clone() } else { format!("{base}-{number}") };
            *number += 1;
            if taken.insert(folded(&candidate)) {
                return candidate;
            }
        }
    };
    names.into_iter().map(&mut one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_signs_are_folded_and_other_scripts_kept() {
        assert_eq!(slug("Gerhard Schröder’s “plan”, part 2"), "gerhard-schroders-plan-part-2");
        assert_eq!(slug("Лавров: Ответ"), "лавров-ответ");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("—?!"), "");
        assert_eq!(slug("Index"), "index-page");
        assert_eq!(slug("gpj\u{202e}.exe"), "gpj-exe");
        assert_eq!(slug("cafe\u{301}"), slug("caf\u{e9}"));
    }

    #[test]
    fn no_slug_is_the_name_of_a_device() {
        for name in ["con", "CON", "Aux", "nul", "prn", "com1", "LPT9", "com²"] {
            let slug = slug(name);
            assert!(slug.ends_with("-page") && fault(&format!("{slug}.html")).is_none(), "{slug}");
        }
        assert_eq!([slug("conn"), slug("com10"), slug("con 2")], ["conn", "com10", "con-2"]);
    }

    #[test]
    fn paths_that_some_system_cannot_hold_have_a_fault() {
        let long = "x".repeat(256);
        for path in [
            "con.html",
            "a/AUX/b.html",
            "nul.tar.gz",
            "COM¹.txt",
            "conin$",
            "a./b",
            "a /b",
            "a//b",
            "../a",
            "a:b",
            "a\\b",
            "a?",
            "a\u{1}",
            "a\u{85}",
            "a\u{202e}b",
            "a\u{200b}b",
            "\u{feff}a",
            "a\u{ffff}",
            long.as_str(),
            "",
        ] {
            assert!(fault(path).is_some(), "{path:?}");
        }
        for path in
            ["a.html", "2019/console/com.html", "лавров/漢字.html", "conin.html", "a.b.c", ".well-known/x", "a b"]
        {
            assert_eq!(fault(path), None, "{path:?}");
        }
    }

    #[test]
    fn twins_fold_to_one_name() {
        for (a, b) in
            [("A.html", "a.html"), ("café", "cafe\u{301}"), ("ΛΌΓΟΣ", "λόγος"), ("Straße", "STRASSE"), ("ς", "σ")]
        {
            assert_eq!(folded(a), folded(b));
        }
        assert_ne!(folded("café"), folded("cafe"));
        assert_eq!(unique(["λόγος", "λόγοσ"], "item"), ["λογος", "λογοσ-2"]);
    }

    #[test]
    fn clashing_names_are_numbered_and_never_clash_again() {
        assert_eq!(unique(["A", "a", "a-2", "?", "a"], "item"), ["a", "a-2", "a-2-2", "item", "a-3"]);
    }
}
