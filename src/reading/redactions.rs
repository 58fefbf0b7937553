//! An analysis in which nothing stands that redactions.yaml hides.
//!
//! Pages, search, feeds and data are made from analyses, so what is covered here is nowhere. A text is covered in place, with as many
//! bytes, so that every span stays right; whoever is hidden loses their name, and with it their page; the terms that tell the
//! subject are found again in what is left. A surname alone is covered in an article that also has the full name.

use crate::languages;
use crate::model::article::Analysis;
use crate::model::authorities::Authorities;
use crate::model::person::{LocalPerson, PersonKind};
use crate::model::redactions::Redaction;
use crate::reading::editors::Editors;
use crate::reading::terms;
use crate::text::redacted::{Pattern, covered, find};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Covers what is hidden in an analysis.
pub(super) fn cover(analysis: Analysis, editors: &Editors) -> Analysis {
    let redactions = editors.redactions();
    let own = |redaction: &&Redaction| redaction.article.as_ref().is_none_or(|slug| *slug == analysis.article.slug);
    let mut patterns: Vec<Pattern> = redactions.iter().filter(own).flat_map(patterns_of).collect();
    if patterns.is_empty() {
        return analysis;
    }
    let hidden = |person: &LocalPerson| {
        std::iter::once(&person.name).chain(&person.variants).any(|name| !find(&patterns, name).is_empty())
    };
    let who: Vec<usize> = (0..analysis.people.len()).filter(|at| hidden(&analysis.people[*at])).collect();
    let forms: Vec<Pattern> = who.iter().flat_map(|at| forms_of(&analysis.people[*at])).collect();
    patterns.extend(forms);
    let mut analysis = covered_in(analysis, &patterns);
    for at in who {
        let person = &mut analysis.people[at];
        person.kind = PersonKind::Unnamed;
        person.variants.clear();
        person.mentions.clear();
    }
    analysis.terms = terms::terms(&analysis.body, &analysis.people, editors, languages::of(&analysis.article.language));
    analysis
}

/// The authority files without what is hidden everywhere.
pub(crate) fn cover_authorities(mut authorities: Authorities, redactions: &[Redaction]) -> Authorities {
    let everywhere = redactions.iter().filter(|redaction| redaction.article.is_none());
    let patterns: Vec<Pattern> = everywhere.flat_map(patterns_of).collect();
    if patterns.is_empty() {
        return authorities;
    }
    let shown = |name: &str| find(&patterns, name).is_empty();
    authorities.people.retain(|entry| shown(&entry.name) && entry.aliases.iter().all(|alias| shown(alias)));
    authorities.topics.retain(|entry| shown(&entry.name));
    authorities.events.retain(|entry| shown(&entry.name));
    covered_in(authorities, &patterns)
}

/// What is looked for because of an entry.
pub(crate) fn patterns_of(redaction: &Redaction) -> Vec<Pattern> {
    redaction.names.iter().chain(&redaction.words).filter_map(|words| Pattern::new(words)).collect()
}

/// The names by which an article calls somebody, each of its words that has a capital alone.
fn forms_of(person: &LocalPerson) -> Vec<Pattern> {
    let names = std::iter::once(&person.name).chain(&person.variants);
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 2;
    let last = |name: &String| name.split_whitespace().rev().find(capital).and_then(Pattern::new);
    names.flat_map(|name| [Pattern::new(name), last(name)]).flatten().collect()
}

/// Plain data with all of its texts covered. What is named by [`NAMES`] is none.
fn covered_in<T: Serialize + DeserializeOwned>(data: T, patterns: &[Pattern]) -> T {
    let mut value = serde_json::to_value(data).expect("it is plain data");
    walk(&mut value, patterns);
    serde_json::from_value(value).expect("texts are covered by texts")
}

/// Keys of values that are one of a few words, not text: a surname may be such a word.
const NAMES: [&str; 14] = [
    "kind",
    "act",
    "polarity",
    "certainty",
    "manner",
    "rule",
    "gender",
    "basis",
    "format",
    "precision",
    "anchor",
    "rights",
    "review",
    "language",
];

fn walk(value: &mut Value, patterns: &[Pattern]) {
    match value {
        Value::String(text) => {
            let places = find(patterns, text);
            if !places.is_empty() {
                *text = covered(text, &places);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, patterns)),
        Value::Object(fields) => {
            let texts = fields.iter_mut().filter(|(key, value)| !(value.is_string() && NAMES.contains(&key.as_str())));
            texts.for_each(|(_, value)| walk(value, patterns));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::{ArticleFile, Format};
    use crate::reading::analyse;
    use crate::text::source::Source;

    fn covered_article(text: &str, path: &str, redaction: Redaction) -> Analysis {
        let editors = Editors::default().with(vec![redaction], Vec::new());
        let analysis = analyse(&Source::new(path, text), &ArticleFile::new(path, Format::Text), &editors, None);
        cover(analysis, &editors)
    }

    fn named(name: &str) -> Redaction {
        Redaction { names: vec![name.to_owned()], words: None, article: None, reason: None }
    }

    const TEXT: &str = "Jane Roe saves the ferry\n\nLARKHAVEN, April 3, 2023 (Quay Post) - Jane Roe, a pupil, said the ferry was late. \
                        Roe said it would sail on Monday.\n\n“I was not afraid,” she said. Olga Brandt said Roe’s help was welcome.\n";

    #[test]
    fn nothing_of_a_name_is_left_and_everything_else_stays_where_it_is() {
        let plain = analyse(
            &Source::new("jane-roe.txt", TEXT),
            &ArticleFile::new("jane-roe.txt", Format::Text),
            &Editors::default(),
            None,
        );
        let analysis = covered_article(TEXT, "jane-roe.txt", named("Jane Roe"));
        let all = serde_json::to_string(&analysis).unwrap().to_lowercase();
        assert!(!all.contains("jane") && !all.contains("roe"), "{all}");
        assert!(all.contains("olga brandt"));
        assert_eq!(analysis.body.plain.len(), plain.body.plain.len());
        let spans = |analysis: &Analysis| analysis.statements.iter().map(|one| one.spans.clone()).collect::<Vec<_>>();
        assert_eq!(spans(&analysis), spans(&plain));
        let named = analysis.people.iter().filter(|person| person.kind != PersonKind::Unnamed);
        assert_eq!(named.map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Olga Brandt"]);
    }

    #[test]
    fn a_name_that_is_also_a_word_of_ours_does_no_harm() {
        for name in [
            "Said",
            "High",
            "Direct",
            "Person",
            "Male",
            "Full",
            "Day",
            "Exact",
            "Paragraph",
            "Text",
            "Title",
            "En",
            "Full High",
        ] {
            let analysis = covered_article(TEXT, "ferry.txt", named(name));
            assert!(!analysis.statements.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_passage_is_covered_in_its_article_only() {
        let words = |article: Option<&str>| Redaction {
            names: Vec::new(),
            words: Some("the ferry was late".to_owned()),
            article: article.map(str::to_owned),
            reason: None,
        };
        let late = |redaction| covered_article(TEXT, "ferry.txt", redaction).body.plain.contains("ferry was late");
        assert!(!late(words(None)) && !late(words(Some("ferry"))) && late(words(Some("market"))));
    }
}
