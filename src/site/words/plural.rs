//! Words that come with a number, in the forms that their language has.

use serde::{Deserialize, Serialize};

/// A phrase with `{n}` in it, in the plural forms of its language. Only `other` is needed in every language.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counted {
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    other: String,
}

impl Counted {
    /// The form for a number, after the plural rules of Unicode CLDR for whole numbers.
    pub(crate) fn form(&self, language: &str, count: usize) -> &str {
        let (ten, hundred) = (count % 10, count % 100);
        let form = match language.split(['-', '_']).next().unwrap_or(language) {
            "ru" | "uk" | "be" => match () {
                () if ten == 1 && hundred != 11 => &self.one,
                () if (2..=4).contains(&ten) && !(12..=14).contains(&hundred) => &self.few,
                () => &self.many,
            },
            "ar" => match count {
                0 => &self.zero,
                1 => &self.one,
                2 => &self.two,
                _ if (3..=10).contains(&hundred) => &self.few,
                _ if hundred >= 11 => &self.many,
                _ => &None,
            },
            "fr" | "pt" if count <= 1 => &self.one,
            _ if count == 1 => &self.one,
            _ => &None,
        };
        form.as_deref().unwrap_or(&self.other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_picks_its_own_form() {
        let form = |text: &str| Some(text.to_owned());
        let all = Counted {
            zero: form("zero"),
            one: form("one"),
            two: form("two"),
            few: form("few"),
            many: form("many"),
            other: "other".to_owned(),
        };
        let forms = |language: &str, counts: [usize; 5]| counts.map(|count| all.form(language, count)).join(" ");
        assert_eq!(forms("en", [0, 1, 2, 21, 100]), "other one other other other");
        assert_eq!(forms("fr-CA", [0, 1, 2, 21, 100]), "one one other other other");
        assert_eq!(forms("ru", [1, 3, 11, 21, 25]), "one few many one many");
        assert_eq!(forms("ar", [0, 2, 103, 111, 100]), "zero two few many other");
    }
}
