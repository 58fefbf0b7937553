//! Writes a made-up archive for measuring: `cargo run --release --example generate-archive -- 10000 DIR [SHAPE] [hugo]`.
//!
//! Beside the articles goes `truth.jsonl`, one line per planted quotation.

#![expect(clippy::disallowed_methods, reason = "the example writes a folder")]

#[path = "../benches/generator/mod.rs"]
mod generator;

use generator::{Generator, Shape};
use std::fs;
use std::io::Write;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: generate-archive COUNT DIR [SHAPE] [hugo]";
    let (Some(count), Some(folder)) = (arguments.first().and_then(|count| count.parse().ok()), arguments.get(1)) else {
        return Err(std::io::Error::other(usage));
    };
    let shape = Shape::ALL.iter().find(|(name, _)| arguments[2..].iter().any(|argument| argument == name));
    let shape = shape.map_or(Shape::Ordinary, |(_, shape)| *shape);
    let hugo = arguments[2..].iter().any(|argument| argument == "hugo");
    let articles = Path::new(folder).join(if hugo { "content" } else { "seeds" });
    fs::create_dir_all(&articles)?;
    let mut truth = std::io::BufWriter::new(fs::File::create(Path::new(folder).join("truth.jsonl"))?);
    for article in Generator::new(count, 1, shape) {
        let path = articles.join(article.path());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, if hugo { article.hugo() } else { article.markdown() })?;
        for planted in &article.quotations {
            let line = serde_json::json!({
                "file": article.path(), "speaker": planted.speaker, "text": planted.text,
                "repeats": planted.repeats, "verbatim": planted.verbatim,
            });
            writeln!(truth, "{line}")?;
        }
    }
    truth.flush()
}
