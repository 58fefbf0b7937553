//! Names in other cases than the nominative, brought to it by their endings: "Тимофея Рихтера" is Тимофей Рихтер.

use super::names::{Class, Words};
use crate::text::folding::folded;
use serde::Deserialize;

/// The endings as a language file has them: `from=to`, the first that fits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct CaseLists {
    first_male: String,
    first_female: String,
    surname_male: String,
    surname_female: String,
    behind: String,
}

/// Endings of names in the genitive, with those of the nominative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cases {
    first_male: Vec<Ending>,
    first_female: Vec<Ending>,
    surname_male: Vec<Ending>,
    surname_female: Vec<Ending>,
    /// Words behind which a name stands in the genitive: «приводит слова».
    behind: Vec<Box<str>>,
}

/// An ending and what stands for it in the nominative.
type Ending = (Box<str>, Box<str>);

impl From<&CaseLists> for Cases {
    fn from(lists: &CaseLists) -> Cases {
        let read = |list: &str| {
            let pair = |pair: &str| pair.split_once('=').map(|(from, to)| (Box::from(from), Box::from(to)));
            list.split_whitespace().filter_map(pair).collect()
        };
        Cases {
            first_male: read(&lists.first_male),
            first_female: read(&lists.first_female),
            surname_male: read(&lists.surname_male),
            surname_female: read(&lists.surname_female),
            behind: lists.behind.split_whitespace().map(Box::from).collect(),
        }
    }
}

impl Cases {
    /// Whether a name stands in the genitive behind the cue.
    pub(crate) fn governs(&self, cue: &str) -> bool {
        self.behind.iter().any(|word| cue.ends_with(&**word))
    }

    /// Whether the language has cases that change names.
    pub(crate) fn is_empty(&self) -> bool {
        self.first_male.is_empty()
    }

    /// The nominative of a full name, as written, if its first name is surely in the genitive: the first names that every list knows decide.
    pub(crate) fn nominative(&self, name: &str, words: &Words) -> Option<String> {
        let (first, rest) = name.split_once(' ')?;
        let listed = |class: Class, first: &str| words.class(&folded(first)).is(class);
        if self.is_empty() || listed(Class::FIRST_NAME, first) {
            return None;
        }
        let of = |endings: &[Ending], class| candidates(endings, first).find(|first| listed(class, first));
        let (first, endings) = match of(&self.first_male, Class::MALE_NAME) {
            Some(first) => (first, &self.surname_male),
            None => (of(&self.first_female, Class::FEMALE_NAME)?, &self.surname_female),
        };
        let (inner, surname) = rest.rsplit_once(' ').unwrap_or(("", rest));
        let surname = candidates(endings, surname).next().unwrap_or_else(|| surname.to_owned());
        let inner: Vec<String> = inner.split_whitespace().map(|name| self.inner(name, endings)).collect();
        Some([[first].as_slice(), &inner, &[surname]].concat().join(" "))
    }

    /// The nominative of a full name that surely stands in the genitive, by its endings alone: «по словам Роланда Тиле».
    pub(crate) fn genitive(&self, name: &str) -> Option<String> {
        let (first, rest) = name.split_once(' ')?;
        let male = candidates(&self.first_male, first).next()?;
        if candidates(&self.first_female, first).next().is_some() {
            return None;
        }
        let (inner, surname) = rest.rsplit_once(' ').unwrap_or(("", rest));
        let inner: Vec<String> = inner.split_whitespace().map(|name| self.inner(name, &self.surname_male)).collect();
        Some([[male].as_slice(), &inner, &[self.inner(surname, &self.surname_male)]].concat().join(" "))
    }

    /// A patronymic or second first name.
    fn inner(&self, name: &str, endings: &[Ending]) -> String {
        candidates(endings, name).next().unwrap_or_else(|| name.to_owned())
    }

    /// What a single name in the genitive can be in the nominative, a man's first.
    pub(crate) fn single<'n>(&'n self, name: &'n str) -> impl Iterator<Item = String> + 'n {
        candidates(&self.surname_male, name).chain(candidates(&self.surname_female, name))
    }

    /// The nominative of a single name that no other form can be: "Росстата".
    pub(crate) fn only(&self, name: &str) -> Option<String> {
        let (mut male, mut female) = (candidates(&self.surname_male, name), candidates(&self.surname_female, name));
        let only = male.next()?;
        (female.next().is_none() && male.all(|other| other == only)).then_some(only)
    }
}

/// The forms that a name has with another ending.
fn candidates<'n>(endings: &'n [Ending], name: &'n str) -> impl Iterator<Item = String> + 'n {
    endings.iter().filter_map(|(from, to)| {
        let stem = name.strip_suffix(&**from)?;
        (stem.chars().count() > 1 || stem.is_empty() && from.chars().count() > 3).then(|| [stem, to].concat())
    })
}

#[cfg(test)]
mod tests {
    use crate::languages::of;

    #[test]
    fn russian_names_in_the_genitive_come_to_the_nominative() {
        let words = &of("ru").people;
        let nominative = |name: &str| words.cases.nominative(name, words);
        assert_eq!(nominative("Тимофея Рихтера").as_deref(), Some("Тимофей Рихтер"));
        assert_eq!(nominative("Валентины Грушиной").as_deref(), Some("Валентина Грушина"));
        assert_eq!(nominative("Сергея Вишневского").as_deref(), Some("Сергей Вишневский"));
        assert_eq!(nominative("Ольги Белоусенко").as_deref(), Some("Ольга Белоусенко"));
        assert_eq!(nominative("Сергей Иванов"), None, "is one");
    }

    #[test]
    fn languages_without_cases_change_no_name() {
        let words = &of("fr").people;
        assert_eq!(words.cases.nominative("Anna Ruiz", words), None);
    }
}
