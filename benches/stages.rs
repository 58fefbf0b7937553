//! What each stage costs: `cargo bench --bench stages`. Only ratios within one run mean anything.
//!
//! `pulldown-cmark` parsing the same bytes runs beside the stages as the yardstick.

#[path = "generator/mod.rs"]
#[allow(dead_code)] // the benches need the texts, not what was planted in them
mod generator;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use generator::{Generator, Shape};
use onrecord::archive::{assemble, summary::Summary};
use onrecord::article::{ArticleFile, Format};
use onrecord::authorities::Authorities;
use onrecord::cache::MemoryShelf;
use onrecord::diagnostic::{Diagnostic, Problems};
use onrecord::render::Templates;
use onrecord::settings::Settings;
use onrecord::source::Source;
use onrecord::{Input, Output, World, languages, sentences, statements};
use std::hint::black_box;

const ARTICLES: usize = 400;

/// An archive in memory.
struct Made {
    files: Vec<ArticleFile>,
    sources: Vec<Source>,
}

impl Made {
    fn new(count: usize) -> Made {
        let (mut files, mut sources) = (Vec::new(), Vec::new());
        for article in Generator::new(count, 1, Shape::Ordinary) {
            let path = format!("seeds/{}", article.path());
            files.push(ArticleFile { path: path.clone(), format: Format::Markdown, notes: None });
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

fn input() -> Input {
    let templates = Templates::default();
    Input { settings: Settings::default(), authorities: Authorities::default(), templates, statics: Vec::new() }
}

fn per_article(bench: &mut Criterion) {
    let (made, input) = (Made::new(ARTICLES), input());
    let bytes: usize = made.sources.iter().map(|source| source.text.len()).sum();
    let mut group = bench.benchmark_group("per article");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    group.bench_function("yardstick: pulldown-cmark events", |timer| {
        timer
            .iter(|| made.sources.iter().map(|source| pulldown_cmark::Parser::new(&source.text).count()).sum::<usize>())
    });
    let parse =
        |source: &Source| onrecord::parse::article(source, Format::Markdown, &input.settings, &mut Problems::default());
    group.bench_function("parse", |timer| {
        timer.iter(|| made.sources.iter().map(|source| parse(source).body.blocks.len()).sum::<usize>())
    });
    let raw: Vec<_> = made.sources.iter().map(parse).collect();
    let english = languages::of("en");
    group.bench_function("sentences", |timer| {
        timer.iter(|| raw.iter().map(|article| sentences::split(&article.body, english).len()).sum::<usize>())
    });
    let split: Vec<_> = raw.iter().map(|article| sentences::split(&article.body, english)).collect();
    group.bench_function("statements", |timer| {
        timer.iter(|| {
            raw.iter()
                .zip(&split)
                .map(|(article, split)| statements::find(&article.body, split, english).len())
                .sum::<usize>()
        })
    });
    group.bench_function("analyse, all stages", |timer| {
        timer.iter(|| {
            let one = |(source, file)| onrecord::analyse(source, file, &input, None).statements.len();
            made.sources.iter().zip(&made.files).map(one).sum::<usize>()
        })
    });
    group.finish();
}

fn whole_archive(bench: &mut Criterion) {
    let (made, input) = (Made::new(ARTICLES), input());
    let mut group = bench.benchmark_group("whole archive");
    group.sample_size(10);
    let summaries: Vec<Summary> = (made.sources.iter().zip(&made.files).enumerate())
        .map(|(index, (source, file))| Summary::new(index, onrecord::analyse(source, file, &input, None)))
        .collect();
    group.bench_function("assemble and link", |timer| {
        timer.iter_batched(
            || summaries.clone(),
            |summaries| assemble::archive(summaries, &input.authorities, &input.settings, &mut Problems::default()),
            BatchSize::LargeInput,
        )
    });
    group.bench_function("build", |timer| {
        timer.iter(|| {
            onrecord::build(&input, &made, &MemoryShelf::default(), &Nowhere)
                .expect("nothing is written")
                .archive
                .articles
                .len()
        })
    });
    group.finish();
}

criterion_group!(stages, per_article, whole_archive);
criterion_main!(stages);
