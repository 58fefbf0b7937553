//! What extraction costs beside parsing the same bytes as Markdown: `cargo bench --bench extraction [-- FOLDER]`.
//!
//! One thread. All stages and the yardstick take turns, round after round; what is printed are medians, and only their ratios
//! mean anything. Without a folder of texts the articles are made up. The second table gives each stage inputs of which the larger
//! is eight times the smaller: linear work takes eight times as long.

#![expect(clippy::disallowed_methods, reason = "a bench measures time")]
#![allow(clippy::print_stdout, reason = "the tables are the point")]

#[path = "generator/mod.rs"]
#[allow(dead_code)] // only the texts are needed here, not what was planted in them
mod generator;

use generator::{Generator, Shape};
use onrecord::model::article::{Analysis, ArticleFile, Format, RawArticle};
use onrecord::model::published::Published;
use onrecord::stages::{self, Scan, language as language_of, parse};
use onrecord::{Editors, Problems, Source, Task};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The program's own allocator.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each stage is run.
const ROUNDS: usize = 9;
/// How many articles are made up.
const MADE_UP: usize = 400;

/// What is timed, in the order of the table.
const STAGES: [&str; 10] = [
    "yardstick: pulldown-cmark events",
    "parse",
    "sentences",
    "plain words, looked up for the next three",
    "dates",
    "statements",
    "people",
    "extract: all of these, ids and occasions",
    "the same, a few at a time, as builds do it",
    "analyse: that, with the terms that link articles",
];

fn main() {
    let editors = Editors::default();
    // Cargo passes options of its own to benches.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let texts = folder.map_or_else(made_up, |folder| texts_of(&folder));
    print_stages(&texts, &editors);
    print_growth(&editors);
}

/// Articles of the generator.
fn made_up() -> Vec<Source> {
    Generator::new(MADE_UP, 1, Shape::Ordinary).map(|article| Source::new(article.path(), article.markdown())).collect()
}

/// The texts of a folder, by name.
fn texts_of(folder: &str) -> Vec<Source> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("its entries can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "md"))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        Source::new(path.to_string_lossy(), std::fs::read_to_string(path).expect("the texts are UTF-8"))
    };
    paths.iter().map(read).collect()
}

/// Prints what each stage costs.
fn print_stages(texts: &[Source], editors: &Editors) {
    let bytes: usize = texts.iter().map(|source| source.text.len()).sum();
    let mut times = vec![Vec::with_capacity(ROUNDS); STAGES.len()];
    // The first round fills tables that are made once, and does not count.
    for round in 0..=ROUNDS {
        for (stage, time) in round_of(texts, editors).into_iter().enumerate() {
            if round > 0 {
                times[stage].push(time);
            }
        }
    }
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    println!("{} articles, {:.2} MB, one thread, medians of {ROUNDS} rounds", texts.len(), bytes as f64 / 1e6);
    println!("{:<44} {:>8} {:>10}", "", "MB/s", "/yardstick");
    for (stage, time) in STAGES.iter().zip(&medians) {
        let (speed, ratio) = (bytes as f64 / 1e6 / time.as_secs_f64(), time.as_secs_f64() / medians[0].as_secs_f64());
        println!("{stage:<44} {speed:>8.1} {ratio:>10.1}");
    }
}

/// One turn of everything that is timed.
fn round_of(texts: &[Source], editors: &Editors) -> [Duration; STAGES.len()] {
    let format = |source: &Source| if source.path.ends_with(".md") { Format::Markdown } else { Format::Text };
    let file = |source: &Source| ArticleFile::new(source.path.clone(), format(source));
    let mut problems = Problems::default();
    let yardstick =
        time(|| texts.iter().map(|source| pulldown_cmark::Parser::new(&source.text).count()).sum::<usize>());
    let (parsing, raw) = timed(|| -> Vec<_> {
        texts.iter().map(|source| parse(source, format(source), &editors.settings, &mut problems)).collect()
    });
    let (splitting, split) = timed(|| -> Vec<_> {
        raw.iter().map(|raw: &RawArticle| stages::sentences(&raw.body, language_of(&raw.language))).collect()
    });
    let language = |raw: &RawArticle| language_of(&raw.language);
    let (scanning, scans) =
        timed(|| -> Vec<Scan> { raw.iter().map(|raw| Scan::new(&raw.body.plain, language(raw))).collect() });
    let (dating, published) = timed(|| -> Vec<Published> {
        let mut dated = Vec::with_capacity(raw.len());
        for (((raw, split), scan), source) in raw.iter().zip(&split).zip(&scans).zip(texts) {
            let expressions = stages::date_expressions(&raw.body, split, scan, &language(raw).dates, &raw.language);
            let published = stages::published(raw, &expressions, source, language(raw), None, &mut problems);
            black_box(stages::date_mentions(&expressions, &published));
            dated.push(published);
        }
        dated
    });
    let (finding, mut found) = timed(|| -> Vec<_> {
        let articles = raw.iter().zip(&split).zip(&scans);
        articles.map(|((raw, split), scan)| stages::statements(&raw.body, split, scan, language(raw))).collect()
    });
    let resolving = time(|| {
        for (index, raw) in raw.iter().enumerate() {
            let (split, found, published) = (&split[index], &mut found[index], &published[index]);
            let scan = &scans[index];
            black_box(stages::people(raw, split, scan, found, published, editors, language(raw)));
        }
    });
    let extracting = time(|| {
        texts
            .iter()
            .map(|source| onrecord::extract(source, &file(source), editors, None).statements.len())
            .sum::<usize>()
    });
    let files: Vec<ArticleFile> = texts.iter().map(file).collect();
    let tasks: Vec<Task> = texts.iter().zip(&files).map(|(source, file)| Task { source, file, year: None }).collect();
    let count = |analyses: Vec<Analysis>| analyses.iter().map(|analysis| analysis.statements.len()).sum::<usize>();
    let in_groups = |all: fn(&[Task], &Editors) -> Vec<Analysis>| {
        time(|| tasks.chunks(onrecord::MAX_BATCH).map(|tasks| count(all(tasks, editors))).sum::<usize>())
    };
    let (together, analysing) = (in_groups(onrecord::extract_all), in_groups(onrecord::analyse_all));
    [yardstick, parsing, splitting, scanning, dating, finding, resolving, extracting, together, analysing]
}

/// Repetitions that would show work which grows faster than the text.
const NASTY: [(&str, &str); 8] = [
    ("open quotation marks", "“"),
    ("one sentence", "the mayor and the council of the old town by the river "),
    ("capitalised names", "Ana Ruiz Petrova Orr "),
    ("digits", "20211217"),
    ("said", "said "),
    ("he said, over and over", "\"No,\" he said. "),
    ("commas", ",,,,"),
    ("short lines", "a\n\n"),
];

/// Prints how long inputs of one and of eight sizes take.
fn print_growth(editors: &Editors) {
    println!("\n{:<44} {:>12} {:>12} {:>8}", "nasty repetitions", "128 KiB, ms", "1 MiB, ms", "times");
    for (name, unit) in NASTY {
        let text = |bytes: usize| Source::new("nasty.txt", unit.repeat(bytes / unit.len()));
        let file = ArticleFile::new("nasty.txt", Format::Text);
        let fastest = |source: &Source| {
            (0..3).map(|_| time(|| onrecord::extract(source, &file, editors, None).statements.len())).min()
        };
        let (small, large) = (fastest(&text(128 << 10)), fastest(&text(1 << 20)));
        let milliseconds = |time: Option<Duration>| time.unwrap_or_default().as_secs_f64() * 1e3;
        let (small, large) = (milliseconds(small), milliseconds(large));
        println!("{name:<44} {small:>12.1} {large:>12.1} {:>8.1}", large / small);
    }
}

/// What work gives, with how long it took.
fn timed<R>(work: impl FnOnce() -> R) -> (Duration, R) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// How long work takes.
fn time<R>(work: impl FnOnce() -> R) -> Duration {
    let (time, result) = timed(work);
    black_box(result);
    time
}

/// The middle one.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
