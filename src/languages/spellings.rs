//! Names of the Cyrillic alphabet in the spellings of several languages: Лавров, Lavrov and Lawrow sound alike.
//!
//! A spelling is turned into sounds by the table of its press, and two spellings agree if their sounds do. Where a press blurs two
//! sounds (German writes с and з as "s"), both spellings are compared without the difference. This follows the usual press
//! transcriptions of each language, not a scientific transliteration, because that is what articles use.

use crate::text::folding::folded;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Fewest sounds of a first name and of a surname that are compared: fewer meet by chance.
const FIRST: usize = 3;
const SURNAME: usize = 3;
/// Fewest sounds of a surname where both names are written in Latin letters.
const LATIN_SURNAME: usize = 5;

/// The file `spellings.toml`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    cyrillic: String,
    latin: String,
    presses: BTreeMap<String, String>,
    blurred: BTreeMap<String, String>,
    first_names: Groups,
    surnames: Endings,
}

#[derive(Deserialize)]
struct Groups {
    groups: Vec<String>,
}

#[derive(Deserialize)]
struct Endings {
    endings: String,
}

/// The file, ready for use.
struct Tables {
    cyrillic: Vec<(Vec<char>, String)>,
    latin: Vec<(Vec<char>, String)>,
    /// By the tag of a press, its own list before the common one.
    presses: BTreeMap<String, Vec<(Vec<char>, String)>>,
    blurred: BTreeMap<String, Vec<(char, char)>>,
    /// The sounds of a first name to those of the first of its group.
    first_names: BTreeMap<String, String>,
    endings: Vec<String>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let file: File = toml::from_str(include_str!("spellings.toml")).expect("spellings.toml is part of the program");
        let presses = file.presses.iter().map(|(tag, own)| (tag.clone(), pairs(&format!("{own} {}", file.latin))));
        let blur = |list: &String| {
            let both =
                |pair: &str| pair.split_once('=').and_then(|(a, b)| Some((a.chars().next()?, b.chars().next()?)));
            list.split_whitespace().filter_map(both).collect()
        };
        let mut tables = Tables {
            cyrillic: pairs(&file.cyrillic),
            latin: pairs(&file.latin),
            presses: presses.collect(),
            blurred: file.blurred.iter().map(|(tag, list)| (tag.clone(), blur(list))).collect(),
            first_names: BTreeMap::new(),
            endings: file.surnames.endings.split_whitespace().map(str::to_owned).collect(),
        };
        for group in &file.first_names.groups {
            let sounds: Vec<String> = group.split_whitespace().map(|name| tables.sounds(&folded(name), "en")).collect();
            for sound in &sounds {
                tables.first_names.insert(sound.clone(), sounds[0].clone());
            }
        }
        tables
    })
}

/// A list `letters=sound`, the longest letters first; of equal ones the first.
fn pairs(list: &str) -> Vec<(Vec<char>, String)> {
    let pair = |pair: &str| pair.split_once('=').map(|(from, to)| (from.chars().collect(), to.to_owned()));
    let mut pairs: Vec<(Vec<char>, String)> = list.split_whitespace().filter_map(pair).collect();
    pairs.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    pairs
}

impl Tables {
    /// The sounds of one folded word as the press of a language writes it.
    fn sounds(&self, word: &str, tag: &str) -> String {
        let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
        let list = match letters.iter().any(|letter| is_cyrillic(*letter)) {
            true => &self.cyrillic,
            false => self.presses.get(tag).unwrap_or(&self.latin),
        };
        let mut sounds = String::with_capacity(word.len());
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            match list.iter().find(|(from, _)| letters[at..].starts_with(from)) {
                // A French mute e: "Poutine". Anything else than the end of the word is spoken.
                Some((from, to))
                    if !(from.ends_with(&['e']) && to.ends_with('n') && at + from.len() < letters.len()) =>
                {
                    sounds.push_str(to);
                    at += from.len();
                }
                _ => {
                    sounds.push(*letter);
                    at += 1;
                }
            }
        }
        levelled(&sounds)
    }
}

/// Sounds without what spellings differ in at will: doubled letters, the y before a vowel, o for ё behind a hushing sound.
fn levelled(sounds: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(sounds.len());
    for sound in sounds.chars() {
        match (out.last().copied(), sound) {
            (Some(last), sound) if last == sound => {}
            (Some('i'), 'e' | 'o') => {
                out.pop();
                if out.last() != Some(&'e') {
                    out.push('e');
                }
            }
            (Some('j' | 'q' | 'w'), 'o') => out.push('e'),
            (Some('t'), 's') => {
                out.pop();
                out.push('c');
            }
            _ => out.push(sound),
        }
    }
    out.into_iter().collect()
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

/// A first name and a surname as they sound, and what the press that wrote them blurs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spelling {
    first: String,
    surname: String,
    /// The primary tag of the language that it stands in.
    tag: String,
    cyrillic: bool,
}

impl Spelling {
    /// The sounds of a name, given by folded words; `None` of a name too short to be compared, and of one in a third alphabet.
    pub(crate) fn of(first: &str, surname: &str, tag: &str) -> Option<Spelling> {
        let tables = tables();
        let tag = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        let letters = || surname.chars().filter(|letter| letter.is_alphabetic());
        let cyrillic = letters().all(is_cyrillic);
        if !cyrillic && !letters().all(|letter| letter.is_ascii()) {
            return None;
        }
        let sound = tables.sounds(first, &tag);
        let first = tables.first_names.get(&sound).cloned().unwrap_or(sound);
        let surname = tables.sounds(surname, &tag);
        let long_enough = first.len() >= FIRST && surname.len() >= SURNAME;
        long_enough.then_some(Spelling { first, surname, tag, cyrillic })
    }

    /// A surname alone.
    pub(crate) fn of_surname(surname: &str, tag: &str) -> Option<Spelling> {
        // What stands for the first name is the same in all that are made so.
        Spelling::of("anna", surname, tag)
    }

    /// What all spellings that agree have in common.
    pub(crate) fn bucket(&self) -> (String, String) {
        let all: Vec<(char, char)> = tables().blurred.values().flatten().copied().collect();
        (blur(&self.first, &all), blur(&self.surname, &all))
    }

    /// Whether two spellings are those of one name by two presses. Two of one press are not compared: it would have spelled them alike.
    pub(crate) fn agrees(&self, other: &Spelling) -> bool {
        if self.is_of_one_press_with(other) {
            return false;
        }
        let both_latin = !self.cyrillic && !other.cyrillic;
        if both_latin && !(self.is_slavic() && other.is_slavic()) {
            return false;
        }
        let blurred = &tables().blurred;
        let lost: Vec<(char, char)> =
            [&self.tag, &other.tag].into_iter().filter_map(|tag| blurred.get(tag)).flatten().copied().collect();
        blur(&self.first, &lost) == blur(&other.first, &lost)
            && blur(&self.surname, &lost) == blur(&other.surname, &lost)
    }

    /// Whether both stand in one alphabet and language.
    pub(crate) fn is_of_one_press_with(&self, other: &Spelling) -> bool {
        self.cyrillic == other.cyrillic && self.tag == other.tag
    }

    /// Whether both sound alike and come from that alphabet, whoever wrote them: Zelensky and Zelenskyy.
    pub(crate) fn is_variant_of(&self, other: &Spelling) -> bool {
        self.first == other.first && self.surname == other.surname && self.is_slavic() && other.is_slavic()
    }

    /// Whether it is written in the Cyrillic alphabet.
    pub(crate) fn is_cyrillic(&self) -> bool {
        self.cyrillic
    }

    fn is_slavic(&self) -> bool {
        self.surname.len() >= LATIN_SURNAME && tables().endings.iter().any(|ending| self.surname.ends_with(&**ending))
    }
}

/// Sounds with the one of each pair in the other's place.
fn blur(sounds: &str, pairs: &[(char, char)]) -> String {
    sounds.chars().map(|sound| pairs.iter().find(|(from, _)| *from == sound).map_or(sound, |(_, to)| *to)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling(name: &str, tag: &str) -> Spelling {
        let key = folded(name);
        let (first, surname) = key.split_once(' ').expect("two words");
        Spelling::of(first, surname, tag).expect("long enough")
    }

    fn agree(a: (&str, &str), b: (&str, &str)) -> bool {
        let (a, b) = (spelling(a.0, a.1), spelling(b.0, b.1));
        assert_eq!(a.agrees(&b), b.agrees(&a), "{a:?} and {b:?}");
        if a.agrees(&b) {
            assert_eq!(a.bucket(), b.bucket());
        }
        a.agrees(&b)
    }

    #[test]
    fn the_presses_spell_one_name_in_several_ways() {
        for (name, tag, spellings) in [
            (
                "Сергей Лавров",
                "ru",
                &[("Sergey Lavrov", "en"), ("Sergej Lawrow", "de"), ("Sergueï Lavrov", "fr"), ("Serguéi Lavrov", "es")]
                    [..],
            ),
            (
                "Владимир Зеленский",
                "ru",
                &[("Володимир Зеленський", "uk"), ("Volodymyr Zelenskyy", "en"), ("Wolodymyr Selenskyj", "de")],
            ),
            (
                "Михаил Горбачёв",
                "ru",
                &[
                    ("Mikhail Gorbachev", "en"),
                    ("Michail Gorbatschow", "de"),
                    ("Mikhaïl Gorbatchev", "fr"),
                    ("Mijaíl Gorbachov", "es"),
                ],
            ),
            (
                "Юрий Щербаков",
                "ru",
                &[("Yuri Shcherbakov", "en"), ("Juri Schtscherbakow", "de"), ("Iouri Chtcherbakov", "fr")],
            ),
            (
                "Дмитрий Жуков",
                "ru",
                &[("Dmitry Zhukov", "en"), ("Dmitri Schukow", "de"), ("Dmitri Joukov", "fr"), ("Dmitri Zjoekov", "nl")],
            ),
            ("Татьяна Царёва", "ru", &[("Tatiana Tsareva", "en"), ("Tatjana Zarewa", "de")]),
            ("Сергій Гончаренко", "uk", &[("Serhii Honcharenko", "en"), ("Сергей Гончаренко", "ru")]),
            (
                "Александр Соловьёв",
                "ru",
                &[("Alexander Solovyov", "en"), ("Alexander Solowjow", "de"), ("Oleksandr Solovyov", "en")],
            ),
            (
                "Владимир Путин",
                "ru",
                &[
                    ("Vladimir Putin", "en"),
                    ("Wladimir Putin", "de"),
                    ("Vladimir Poutine", "fr"),
                    ("Vladimir Poetin", "nl"),
                ],
            ),
        ] {
            for other in spellings {
                assert!(
                    agree((name, tag), *other),
                    "{name} is {other:?}: {:?}, {:?}",
                    spelling(name, tag),
                    spelling(other.0, other.1)
                );
            }
        }
        assert!(agree(("Sergey Lavrov", "en"), ("Sergej Lawrow", "de")));
        assert!(agree(("Sergey Lavrov", "en"), ("Sergueï Lavrov", "fr")));
    }

    #[test]
    fn other_names_do_not_meet() {
        for (a, b) in [
            (("Сергей Харин", "ru"), ("Sergey Garin", "en")),
            (("Сергей Лавров", "ru"), ("Sergey Lavrenov", "en")),
            (("Мария Петрова", "ru"), ("Maria Petrov", "en")),
            (("Иван Зорин", "ru"), ("Ivan Sorin", "en")),
            (("Hans Meier", "de"), ("Hans Meyer", "en")),
            (("Jan Weber", "de"), ("Jan Veber", "en")),
            (("Anna Popova", "en"), ("Hanna Popowa", "en")),
        ] {
            assert!(!agree(a, b), "{a:?} and {b:?}");
        }
        assert_eq!(Spelling::of("s", "lavrov", "en"), None, "an initial says too little");
    }
}
