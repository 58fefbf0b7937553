//! Any bytes as an article of any format: nothing panics, and every span lies on characters of the text.
#![no_main]

use onrecord::{Editors, Problems, Span, analyse};
use onrecord::model::article::{ArticleFile, Format};
use onrecord::stages::decode;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static EDITORS: LazyLock<Editors> = LazyLock::new(Editors::default);

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let (format, path) = match first % 3 {
        0 => (Format::Text, "a.txt"),
        1 => (Format::Markdown, "a.md"),
        _ => (Format::Html, "a.html"),
    };
    let Ok(source) = decode(path, bytes.to_vec(), &mut Problems::default()) else { return };
    let file = ArticleFile::new(path.to_owned(), format);
    let analysis = analyse(&source, &file, &EDITORS, None);
    let plain = analysis.body.plain.as_str();
    let sound = |span: Span| assert!(plain.get(span.range()).is_some(), "{span:?} does not lie on characters");
    for statement in &analysis.statements {
        assert!(!statement.spans.is_empty(), "a statement has words");
        statement.spans.iter().copied().chain(statement.cue).chain(statement.source).for_each(sound);
    }
    analysis.mentions.iter().for_each(|mention| sound(mention.span));
});
