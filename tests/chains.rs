//! Through whom words came and who was told: the sentences of `tests/chains/`, each with who said that of the bridge.

#![allow(clippy::print_stdout, clippy::print_stderr)] // the rates are the point of this test

use onrecord::model::article::{Analysis, ArticleFile, Format};
use onrecord::model::statement::Statement;
use onrecord::{Editors, Source, Span, analyse};

/// Of the sentences, how many must have their whole chain, in per cent. A wrong speaker is never right.
const WHOLE_FLOOR: usize = 95;

#[test]
fn the_innermost_speaker_is_named_with_hearers_and_reporters() {
    let (mut whole, mut all, mut wrong) = (0, 0, Vec::new());
    for line in include_str!("chains/en.txt").lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [sentence, source, told, via] = parts[..] else { panic!("four parts: {line}") };
        let analysis = analysed(&format!("---\ntitle: Notes\nlanguage: en\n---\n\n{sentence}\n"));
        let plain = &analysis.body.plain;
        let words = |span: Span| span.of(plain).to_owned();
        let of_bridge = |one: &&Statement| one.words(plain).contains("bridge");
        let found = analysis.statements.iter().filter(of_bridge).min_by_key(|one| one.words(plain).len());
        let named = found.and_then(|one| one.source).map(words).unwrap_or_default();
        let hearer = found.and_then(|one| one.told).map_or("-".to_owned(), words);
        let links: Vec<String> = found.map(|one| one.via.iter().map(|link| words(*link)).collect()).unwrap_or_default();
        let links = if links.is_empty() { "-".to_owned() } else { links.join(", ") };
        all += 1;
        if named != source {
            wrong.push(format!("{sentence}\n    source {named}"));
        } else if hearer == told && links == via {
            whole += 1;
        } else {
            println!("{sentence}\n    told {hearer}, via {links}");
        }
    }
    println!("{whole} of {all} chains are whole, {} speakers wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(whole * 100 >= all * WHOLE_FLOOR, "{whole} of {all} chains");
}

fn analysed(text: &str) -> Analysis {
    let source = Source::new("sentence.txt", text);
    analyse(&source, &ArticleFile::new("sentence.txt", Format::Text), &Editors::default(), None)
}
