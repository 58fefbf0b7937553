//! What putting an archive together costs: `cargo bench --bench stages`. Only ratios within one run mean anything. The stages of a
//! single article are measured by the bench `extraction`.

#[path = "generator/mod.rs"]
#[allow(dead_code)] // the benches need the texts, not what was planted in them
mod generator;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use generator::{Generator, Shape};
use onrecord::model::article::{ArticleFile, Format};
use onrecord::stages::{Summary, assemble};
use onrecord::{Diagnostic, Input, MemoryStore, Output, Problems, Source, World};
use std::hint::black_box;

/// How many articles are made.
const ARTICLES: usize = 400;

/// An archive in memory.
struct Made {
    /// Their paths.
    files: Vec<ArticleFile>,
    /// Their texts.
    sources: Vec<Source>,
}

impl Made {
    /// So many articles.
    fn new(count: usize) -> Made {
        let (mut files, mut sources) = (Vec::new(), Vec::new());
        for article in Generator::new(count, 1, Shape::Ordinary) {
            let path = format!("seeds/{}", article.path());
            files.push(ArticleFile::new(path.clone(), Format::Markdown));
            sources.push(Source::new(path, article.markdown()));
        }
        Made { files, sources }
    }
}

impl World for Made {
    fn files(&self) -> &[ArticleFile] {
        &self.files
    }

    fn read(&self, file: usize, _problems: &mut Problems) -> Result<Source, Diagnostic> {
        Ok(self.sources[file].clone())
    }
}

/// Takes the site and forgets it.
struct Nowhere;

impl Output for Nowhere {
    fn write(&self, _path: &str, contents: &[u8]) -> std::io::Result<()> {
        black_box(contents);
        Ok(())
    }
}

/// All stages, over the articles.
fn whole_archive(bench: &mut Criterion) {
    let (made, input) = (Made::new(ARTICLES), Input::default());
    let mut group = bench.benchmark_group("whole archive");
    group.sample_size(10);
    let summaries: Vec<Summary> = (made.sources.iter().zip(&made.files).enumerate())
        .map(|(index, (source, file))| Summary::new(index, onrecord::analyse(source, file, &input.editors, None)))
        .collect();
    group.bench_function("assemble and link", |timer| {
        timer.iter_batched(
            || summaries.clone(),
            |summaries| assemble(summaries, &input.editors, &mut Problems::default()),
            BatchSize::LargeInput,
        )
    });
    group.bench_function("build", |timer| {
        timer.iter(|| {
            onrecord::build(&input, &made, &MemoryStore::default(), &Nowhere)
                .expect("nothing is written")
                .archive
                .articles
                .len()
        })
    });
    group.finish();
}

criterion_group!(stages, whole_archive);
criterion_main!(stages);
