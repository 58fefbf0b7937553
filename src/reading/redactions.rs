//! An analysis in which nothing stands that redactions.yaml hides.
//!
//! Pages, search, feeds and data are made from analyses, so what is covered here is nowhere. A text is covered in place, with as many
//! bytes, so that every span stays right; whoever is hidden loses their name, and with it their page; the terms that tell the
//! subject are found again in what is left. A surname alone is covered in an article that also has the full name, in whatever case.

use crate::languages;
use crate::model::article::Analysis;
use crate::model::person::{LocalPerson, PersonKind};
use crate::model::redactions::Redaction;
use crate::reading::covering::{covered_in, holds, patterns_of};
use crate::reading::editors::Editors;
use crate::reading::terms;
use crate::text::redacted::{Pattern, find};

/// Covers what is hidden in an analysis.
pub(super) fn cover(analysis: Analysis, editors: &Editors) -> Analysis {
    let redactions = editors.redactions();
    let own = |redaction: &Redaction| redaction.article.as_ref().is_none_or(|slug| *slug == analysis.article.slug);
    let all = serde_json::to_value(&analysis).expect("it is plain data");
    let (mut patterns, mut hits) = (Vec::new(), Vec::new());
    for (entry, redaction) in (0..).zip(redactions).filter(|(_, redaction)| own(redaction)) {
        let mut of_entry = patterns_of(redaction);
        if holds(&all, &of_entry) {
            hits.push(entry);
            of_entry.extend(of_entry.iter().filter_map(Pattern::surname).collect::<Vec<_>>());
        }
        patterns.extend(of_entry);
    }
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
    analysis.article.redacted = hits;
    for at in who {
        let person = &mut analysis.people[at];
        person.kind = PersonKind::Unnamed;
        person.variants.clear();
        person.mentions.clear();
    }
    analysis.terms = terms::terms(&analysis.body, &analysis.people, editors, languages::of(&analysis.article.language));
    analysis
}

/// The names by which an article calls somebody, each of its words that has a capital alone.
fn forms_of(person: &LocalPerson) -> Vec<Pattern> {
    let names = std::iter::once(&person.name).chain(&person.variants);
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 2;
    let last = |name: &String| name.split_whitespace().rev().find(capital).and_then(Pattern::name);
    names.flat_map(|name| [Pattern::name(name), last(name)]).flatten().collect()
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
    fn a_surname_alone_is_covered_where_the_full_name_stands_in_any_case() {
        let russian = "Суд над Иваном Петровым\n\nФЕНМАРК, 17 ноября 2023. Адвокат сказал, что Петрову 54 года. Петров подаст жалобу.\n";
        let german = "Das Haug-Urteil\n\nFENMARK, 17. November 2023 (dpa) - Der Anwalt Peter Haugs sagte, Haug werde Berufung einlegen.\n";
        for (text, name, rest) in [(russian, "Иван Петров", "петров"), (german, "Peter Haug", "haug")] {
            let analysis = covered_article(text, "court.txt", named(name));
            let all = serde_json::to_string(&analysis).unwrap().to_lowercase();
            assert!(!all.contains(rest), "{all}");
            assert_eq!(analysis.article.redacted, [0]);
        }
        assert!(covered_article(TEXT, "ferry.txt", named("Petre Haug")).article.redacted.is_empty());
        let with_address =
            format!("Read at https://post.example/jane-roe-1\n\n{}", TEXT.replace("Jane Roe", "A pupil"));
        assert_eq!(covered_article(&with_address, "ferry.txt", named("Jane Roe")).article.redacted, [0]);
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
