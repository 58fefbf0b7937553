//! The search engine against a plain, slow matcher: `static/search/` runs on a generated archive, `reference.rs` says
//! the same in a few lines, and both must give the same hits for some hundred generated queries.

#![expect(clippy::disallowed_methods, reason = "the engine reads an index from a folder")]

mod archive;
mod engine;
mod marked;
mod queries;
mod reference;

use archive::Generated;
use onrecord::model::archive::ArticleId;
use onrecord::model::corrections::Review;
use onrecord::stages::SearchIndex;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Mutex;

#[test]
fn the_engine_finds_what_the_reference_finds() {
    let generated = Generated::new(120, 7);
    let site = generated.write();
    let statements = &generated.built.archive.statements;
    assert!(statements.iter().any(|row| row.review() == Review::Checked), "`is:checked` has something to find");
    assert!(statements.iter().any(|row| row.review() == Review::Corrected), "`is:corrected` has something to find");
    let reference = reference::Reference::new(&generated);
    let queries = queries::generate(&generated, 500, 11);
    let texts: Vec<String> = queries.iter().map(ToString::to_string).collect();
    let answers = engine::answer(site.path(), &json!({"queries": texts}));
    let mut hits = 0;
    for ((query, text), answer) in queries.iter().zip(&texts).zip(answers["units"].as_array().expect("a list")) {
        let expected = reference.units(query);
        let found: Vec<u64> = answer.as_array().expect("a list").iter().filter_map(Value::as_u64).collect();
        assert_eq!(found, expected, "for `{text}`");
        hits += usize::from(!found.is_empty() && found.len() < generated.built.archive.articles.len());
    }
    assert!(hits > queries.len() / 3, "only {hits} queries tell some units from others: they test nothing");
}

#[test]
fn passages_show_the_text_of_the_articles() {
    let generated = Generated::new(20, 3);
    let site = generated.write();
    let answers = engine::answer(site.path(), &json!({"texts": 20}));
    for (analysis, text) in generated.analyses().iter().zip(answers["texts"].as_array().expect("a list")) {
        let blocks = analysis.body.blocks.iter().map(|block| block.span.of(&analysis.body.plain));
        let plain =
            blocks.map(|block| block.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n");
        assert_eq!(text.as_str(), Some(plain.as_str()), "{}", analysis.article.path);
    }
}

#[test]
fn filters_of_other_search_boxes_are_understood_or_named() {
    let queries =
        ["speaker:roe", "before:2022 dam", "since:2022-03", "lang:de dam", "https://x.example/a", "Note: dam", "12:30"];
    let answers = engine::answer(Path::new(""), &json!({"parsed": queries}));
    let of = |at: usize| &answers["parsed"][at];
    let first = |at: usize| of(at)["clauses"][0]["terms"][0]["type"].as_str();
    assert_eq!([first(0), first(1), first(2)], [Some("by"), Some("to"), Some("from")], "{answers}");
    assert_eq!((&of(3)["unused"], of(3)["clauses"].as_array().map(Vec::len)), (&json!(["lang:de"]), Some(1)));
    for (at, query) in queries.iter().enumerate().skip(4) {
        assert_eq!(of(at)["unused"], json!([]), "{query}");
    }
}

#[test]
fn english_words_have_the_same_stem_on_both_sides() {
    let stemmer = pagefind_stem::Stemmer::create(pagefind_stem::Algorithm::English);
    let words = archive::english_forms();
    let answers = engine::answer(Path::new(""), &json!({"words": words}));
    for (word, stem) in words.iter().zip(answers["stems"].as_array().expect("a list")) {
        assert_eq!(stem.as_str(), Some(&*stemmer.stem(word)), "{word}");
    }
}

#[test]
fn the_index_does_not_depend_on_the_order_of_articles_or_threads() {
    let generated = Generated::new(40, 5);
    let analyses = generated.analyses();
    let index = |order: &mut dyn Iterator<Item = usize>, threads: bool, before: Option<&[u8]>| {
        let files = archive::Files::default();
        let built = &generated.built;
        let builder = SearchIndex::new(&built.archive, &generated.input.editors.settings, &built.keys, before, &files);
        let add = |id: usize| builder.add(ArticleId::from(id), &analyses[id]).expect("memory takes any file");
        if threads {
            let (left, right): (Vec<usize>, Vec<usize>) = order.partition(|id| id % 3 == 0);
            std::thread::scope(|scope| {
                scope.spawn(|| left.into_iter().for_each(add));
                right.into_iter().for_each(add);
            });
        } else {
            order.for_each(add);
        }
        let kept = Mutex::new(Vec::new());
        let keep = |pieces: &mut dyn Iterator<Item = Vec<u8>>| kept.lock().unwrap().extend(pieces.flatten());
        builder.write(&keep).expect("memory takes any file");
        let kept = kept.into_inner().unwrap();
        (files.into_map(), kept)
    };
    let (forwards, kept) = index(&mut (0..40), false, None);
    assert_eq!(forwards, index(&mut (0..40).rev(), false, None).0);
    assert_eq!(forwards, index(&mut (0..40), true, None).0);
    // Nor on what an earlier build left, whole or damaged.
    assert_eq!(forwards, index(&mut (0..40), false, Some(&kept)).0);
    assert_eq!(forwards, index(&mut (0..40), false, Some(&kept[..kept.len() / 2])).0);
}
