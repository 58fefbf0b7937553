//! Names as readers write them: capitals turned back into capitalised words, and what looks like a person's name.

/// Words inside names of places and people that stay small. The same in every language, as names travel.
const PARTICLES: [&str; 34] = [
    "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "les", "los", "las", "el", "al",
    "am", "an", "der", "den", "und", "and", "of", "the", "upon", "sur", "au", "aux", "en", "es", "van", "von", "bin",
];

/// Whether there is a letter, and no letter is small, but for particles and a "Mc".
pub(crate) fn is_capitals(text: &str) -> bool {
    let mut letters = 0;
    let mut words = text.split([' ', '-', '/']).filter(|word| !word.is_empty()).enumerate();
    let capitals = words.all(|(index, word)| {
        letters += word.chars().filter(|letter| letter.is_alphabetic()).count();
        let rest = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).unwrap_or(word);
        (index > 0 && PARTICLES.contains(&word)) || !rest.chars().any(char::is_lowercase)
    });
    capitals && letters >= 2
}

/// `NEW YORK` as `New York`, `ST. PETERSBURG` as `St. Petersburg`, `PORT-AU-PRINCE` as `Port-au-Prince`; `D.C.` and words that
/// are not all capitals stay.
pub(crate) fn capitalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        for (part_index, part) in word.split_inclusive(['-', '/']).enumerate() {
            capitalise(part, index + part_index > 0, &mut out);
        }
    }
    out
}

fn capitalise(word: &str, inside: bool, out: &mut String) {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let initials = word.matches('.').count() >= letters.max(1) || (word.contains('.') && word.find('.') == Some(1));
    if letters < 2 || initials || word.chars().any(char::is_lowercase) {
        return out.push_str(word);
    }
    let small: String = word.chars().flat_map(char::to_lowercase).collect();
    let bare = small.trim_end_matches(['-', '/', ',', '.']);
    if inside && PARTICLES.contains(&bare) {
        return out.push_str(&small);
    }
    let mut upper = true;
    for (at, letter) in small.char_indices() {
        if upper && letter.is_alphabetic() {
            out.extend(letter.to_uppercase());
            upper = false;
        } else {
            out.push(letter);
        }
        // O'Brien, D’Amato, McLean: what follows the apostrophe or `Mc` is a name again.
        upper = upper || (at <= 2 && matches!(letter, '\'' | '’')) || (at == 1 && small.starts_with("mc"));
    }
}

/// Whether a phrase is built like a person's name: two to four capitalised words, initials and particles among them.
pub(super) fn is_person(text: &str) -> bool {
    let mut names = 0;
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        let first = word.chars().next().unwrap_or(' ');
        let clean = word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '.' | '-' | '\'' | '’' | '‑'));
        if !clean || !(first.is_uppercase() || PARTICLES.contains(&word)) {
            return false;
        }
        names += usize::from(first.is_uppercase());
    }
    let article = text.split(' ').next().is_some_and(|first| {
        ["the", "a", "an", "der", "die", "das"].iter().any(|article| article.eq_ignore_ascii_case(first))
    });
    (2..=5).contains(&words) && (2..=4).contains(&names) && !text.ends_with('-') && !article
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_names() {
        let names = [
            ("MOSCOW", "Moscow"),
            ("NEW YORK", "New York"),
            ("ST. PETERSBURG", "St. Petersburg"),
            ("PORT-AU-PRINCE", "Port-au-Prince"),
            ("RIO DE JANEIRO", "Rio de Janeiro"),
            ("LA PAZ", "La Paz"),
            ("WASHINGTON, D.C.", "Washington, D.C."),
            ("BERLIN/MOSKAU", "Berlin/Moskau"),
            ("МОСКВА", "Москва"),
            ("PORTLAND, Ore.", "Portland, Ore."),
            ("McLEAN, Va.", "McLEAN, Va."),
            ("MCLEAN", "McLean"),
            ("JANE O'HARA", "Jane O'Hara"),
        ];
        for (written, read) in names {
            assert_eq!(capitalised(written), read);
        }
    }

    #[test]
    fn people_are_told_from_other_words() {
        for name in ["Jana Nováková", "J. R. Smith-Jones", "Piet van der Berg", "JANE DOE"] {
            assert!(is_person(name), "{name}");
        }
        for other in [
            "time news",
            "Reuters",
            "Jane",
            "Bridge reopens in May",
            "The 3 Ways",
            "The Last Ferrymen",
            "The Great Old New Town Bridge",
        ] {
            assert!(!is_person(other), "{other}");
        }
    }
}
