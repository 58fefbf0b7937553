//! The words of the editor's desk. They are no part of a site, so they are in files of their own.

use std::collections::BTreeMap;

/// The files, by language tag.
const FILES: &[(&str, &str)] = &[
    ("ar", include_str!("../../../templates/strings/desk/ar.toml")),
    ("de", include_str!("../../../templates/strings/desk/de.toml")),
    ("en", include_str!("../../../templates/strings/desk/en.toml")),
    ("es", include_str!("../../../templates/strings/desk/es.toml")),
    ("fr", include_str!("../../../templates/strings/desk/fr.toml")),
    ("ru", include_str!("../../../templates/strings/desk/ru.toml")),
];

/// What the desk says, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeskWords(BTreeMap<String, String>);

impl DeskWords {
    /// The words in a language; in English if there are none.
    pub(crate) fn of(language: &str) -> DeskWords {
        let primary = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
        let find = |tag: &str| FILES.iter().find(|(known, _)| *known == tag).map(|(_, text)| *text);
        let text = find(&primary).or_else(|| find("en")).unwrap_or_default();
        DeskWords(toml::from_str(text).expect("words that are compiled in are TOML"))
    }

    /// The name of the desk.
    pub(crate) fn title(&self) -> String {
        self.0.get("title").cloned().unwrap_or_default()
    }

    /// All of them, for a template.
    pub(crate) fn table(&self) -> serde_json::Value {
        serde_json::to_value(&self.0).unwrap_or_default()
    }

    /// All of them, for a script. In a `script` element, too: no `<` is in it.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default().replace('<', "\\u003c")
    }

    /// The same as the value of an attribute in single quotes.
    #[cfg(feature = "serve")] // only the preview asks for it
    pub(crate) fn attribute(&self) -> String {
        self.json().replace('&', "&amp;").replace('\'', "&#39;")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word_and_the_same_blanks() {
        let blanks = |text: &str| {
            let mut found: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            found.sort();
            found
        };
        let english = DeskWords::of("en");
        for (tag, _) in FILES {
            let words = DeskWords::of(tag);
            assert_eq!(words.0.keys().collect::<Vec<_>>(), english.0.keys().collect::<Vec<_>>(), "{tag}");
            for (key, text) in &words.0 {
                assert_eq!(blanks(text), blanks(&english.0[key]), "{tag} {key}");
            }
        }
        assert_eq!(DeskWords::of("cy"), english);
    }
}
