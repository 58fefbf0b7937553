//! Laws of corrections over random edits of their articles: a correction is at the words it was made for, or reported, never elsewhere.
//!
//! `PROPTEST_CASES=5000 cargo test --release --test correction_laws` looks longer.

#![allow(clippy::unwrap_used, reason = "a step that fails fails its test")]

use onrecord::model::article::{Analysis, ArticleFile, Format};
use onrecord::stages::is_border;
use onrecord::{Editors, Source};
use proptest::prelude::*;

const SPEAKERS: [&str; 4] = ["Olga Brandt", "Mateo Ruiz", "Inga Solheim", "Paul Okafor"];
/// Several begin or end alike, so that words of one are easily taken for those of another.
const QUOTES: [&str; 7] = [
    "The ferry will sail again before the summer ends",
    "The ferry will sail again before the winter ends",
    "The ferry will never sail again before the summer ends",
    "Nobody on the island should pay for a bridge that can't open",
    "Nobody on the island should pay for a bridge that can",
    "There is no money left for 12 500 seats",
    "There is no money left for 500 seats",
];

/// A paragraph: who says what.
type Said = (usize, usize);

fn article(said: &[Said]) -> String {
    let mut text = "Ferry news\n\nLARKHAVEN, April 3, 2023 (Quay Post) - The council met on Monday.\n\n".to_owned();
    for (speaker, quote) in said {
        text.push_str(&format!("“{},” {} said.\n\n", QUOTES[*quote], SPEAKERS[*speaker]));
    }
    text
}

fn read(text: &str, corrections: &str) -> Analysis {
    let editors = Editors::default();
    let source = Source::new("a.txt", text);
    let corrections = Some(Source::new("a.corrections.yaml", corrections));
    onrecord::analyse(&source, &ArticleFile { corrections, ..ArticleFile::new("a.txt", Format::Text) }, &editors, None)
}

/// Some of the words of a quotation, as an editor would quote them.
fn part(quote: usize, from: usize, count: usize) -> String {
    let words: Vec<&str> = QUOTES[quote].split(' ').collect();
    let from = from % words.len();
    words[from..].iter().take(count.max(1)).copied().collect::<Vec<_>>().join(" ")
}

/// Edits a text: letters and words are taken out, doubled or replaced, paragraphs exchanged.
fn edited(text: &str, edits: &[(usize, usize)]) -> String {
    let mut text = text.to_owned();
    for (kind, number) in edits {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let Some(at) = places.get(number % places.len().max(1)).copied() else { break };
        let next = text[at..].chars().next().map_or(at, |letter| at + letter.len_utf8());
        match kind {
            0 => text.replace_range(at..next, ""),
            1 => text.insert(at, 'x'),
            2 => text.insert_str(at, " again"),
            3 => text.insert_str(at, "\n\n"),
            4 => {
                let mut paragraphs: Vec<&str> = text.split("\n\n").collect();
                let last = paragraphs.len();
                paragraphs.swap(number % last, (number / 7) % last);
                text = paragraphs.join("\n\n");
            }
            5 => {
                let mut words: Vec<&str> = text.split(' ').collect();
                words.remove(number % words.len());
                text = words.join(" ");
            }
            _ => {
                let quote = QUOTES[number % QUOTES.len()];
                text.push_str(&format!("\n\n“{quote},” {} said.\n", SPEAKERS[number / 7 % SPEAKERS.len()]));
            }
        }
    }
    text
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In how many places words stand and neither begin nor end inside of longer ones.
fn whole(text: &str, words: &str) -> usize {
    let is_whole = |at: &usize| is_border(text, *at) && is_border(text, at + words.len());
    text.match_indices(words).map(|(at, _)| at).filter(is_whole).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_edit_of_an_article_moves_a_correction_to_other_words(
        said in prop::collection::vec((0..SPEAKERS.len(), 0..QUOTES.len()), 1..5),
        (which, from, count) in (0..5usize, 0..9usize, 2..9usize),
        edits in prop::collection::vec((0..7usize, 0..100_000usize), 0..6),
    ) {
        let (_, quote) = said[which % said.len()];
        let words = part(quote, from, count);
        let correction = format!("- statement: \"{words}\"\n  speaker: Ana Lindqvist\n");
        let text = edited(&article(&said), &edits);
        let analysis = read(&text, &correction);
        let plain = &analysis.body.plain;
        let corrected: Vec<_> = analysis.statements.iter().filter(|statement| statement.editorial.is_some()).collect();
        let reported = analysis.problems.0.iter().any(|problem| problem.code.starts_with("correction-"));
        prop_assert_eq!(corrected.len(), usize::from(!reported), "{} in {}", words, text);
        for statement in corrected {
            let own = folded(&statement.words(plain));
            prop_assert!(own.contains(&words), "{own} has no “{words}”");
            // Whole words of it: "can" is not what "can't" says, nor "500 seats" what "12 500 seats" does.
            let at = own.find(&words).unwrap();
            let (before, after) = (&own[..at], &own[at + words.len()..]);
            prop_assert!(!after.starts_with(['\'', '’']) && !after.starts_with(char::is_alphanumeric), "{own}: {words}");
            prop_assert!(!(words.starts_with("500") && before.ends_with("12 ")), "{own}: {words}");
            // The words stand once in the article, so no other statement can be meant.
            let places: usize = plain.split("\n\n").map(|paragraph| whole(&folded(paragraph), &words)).sum();
            prop_assert_eq!(places, 1, "{}", text);
        }
    }
}
