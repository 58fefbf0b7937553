//! File names made from words: lower case, no accents, words joined by hyphens.

use unicode_normalization::UnicodeNormalization;

/// Longest slug, in bytes: file systems allow 255 for a name with its ending.
const LONGEST: usize = 96;

/// A slug for any text: letters and digits of every script are kept, Latin ones without accents, all else becomes a hyphen.
///
/// Empty exactly when `text` has neither letter nor digit.
pub fn slug(text: &str) -> String {
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
    // `index.html` is the list of its folder.
    if slug == "index" {
        slug.push_str("-page");
    }
    slug.nfc().collect()
}

/// Gives each name a slug of its own: clashes get `-2`, `-3`, in the order of the names.
///
/// A name without a letter or digit becomes `fallback`.
pub fn unique<'a>(names: impl IntoIterator<Item = &'a str>, fallback: &str) -> Vec<String> {
    let mut taken = std::collections::BTreeSet::new();
    let mut next = std::collections::BTreeMap::<String, usize>::new();
    let mut one = |name: &str| {
        let base = Some(slug(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| fallback.to_owned());
        let number = next.entry(base.clone()).or_insert(1);
        loop {
            let candidate = if *number == 1 { base.clone() } else { format!("{base}-{number}") };
            *number += 1;
            if taken.insert(candidate.clone()) {
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
    }

    #[test]
    fn clashing_names_are_numbered_and_never_clash_again() {
        assert_eq!(unique(["A", "a", "a-2", "?", "a"], "item"), ["a", "a-2", "a-2-2", "item", "a-3"]);
    }
}
