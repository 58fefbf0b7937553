//! `onrecord extract FILE...`: the analysis of each file as a line of JSON, or as annotated text for a person.
//!
//! Articles that come as JSON lines are answered by [`extract_lines`].

use super::{beside, extract_lines, report};
use crate::export::extracted::{self, Extracted};
use crate::linking::summary::Summary;
use crate::model::article::{Analysis, ArticleFile};
use crate::reading::Task;
use crate::reading::editors::Editors;
use crate::text::diagnostic::{Diagnostic, Level, Problems};
use crate::text::source::Source;
use crate::workspace::load;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Files read, analysed and printed at a time: enough to keep all cores busy, few enough to hold in memory.
const BATCH: usize = 256;

/// What `extract` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The articles: .txt, .md or .html
    #[arg(required_unless_present = "jsonl", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the article with each statement underlined and explained, instead of JSON
    #[arg(long)]
    explain: bool,
    /// Read articles as JSON lines from standard input: {"id", "text" or "html", "name", "title", "date", "outlet", "url"}
    #[arg(long, conflicts_with_all = ["files", "explain"])]
    jsonl: bool,
    /// Use the settings, people and topics of this archive
    #[arg(long, value_name = "DIR", requires = "jsonl")]
    archive: Option<PathBuf>,
    /// Work on so many articles at once instead of one for each processor
    #[arg(long, value_name = "N", requires = "jsonl", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

/// Prints every analysis in the order of the arguments. Status 1 if a file could not be read or had an error.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if arguments.jsonl {
        return extract_lines::run(arguments.archive.as_deref(), arguments.threads);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut failed = false;
    let mut roots = BTreeMap::<&Path, Option<PathBuf>>::new();
    for file in &arguments.files {
        roots.entry(folder(file)).or_insert_with(|| beside::root(file));
    }
    for files in arguments.files.chunk_by(|a, b| roots[folder(a)] == roots[folder(b)]) {
        let editors = beside::editors(roots[folder(&files[0])].as_deref());
        for result in files.chunks(BATCH).flat_map(|batch| analyses(batch, &editors)) {
            let written = match result {
                Ok(analysed) => {
                    failed |= analysed.analysis.problems.has_errors();
                    out.write_all(analysed.text(&editors, arguments.explain).as_bytes())
                }
                Err(problem) => {
                    failed = true;
                    let problems = Problems(vec![*problem]);
                    report::print(
                        &mut anstream::stderr().lock(),
                        &problems,
                        report::Format::Human,
                        Level::Error,
                        Path::new(""),
                    )
                }
            };
            if written.is_err() {
                return ExitCode::FAILURE;
            }
        }
    }
    if out.flush().is_err() || failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The folder of a file; files of one folder belong to one archive.
fn folder(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}

/// A file that could be read, and what was odd about it.
struct Read {
    source: Source,
    file: ArticleFile,
    odd: Problems,
}

impl Read {
    /// The articles of a file: many, if it is an export of a database.
    fn of(path: &Path) -> Result<Vec<Read>, Box<Diagnostic>> {
        let name = path.to_string_lossy().replace('\\', "/");
        let mut odd = Problems::default();
        let sources = load::articles_of(path, &name, &mut odd)?;
        let corrections = load::corrections_of(path, &name, &sources, &mut odd);
        let read = sources.into_iter().zip(corrections).map(|((source, format), corrections)| {
            let file = ArticleFile { corrections, ..ArticleFile::new(source.path.clone(), format) };
            Read { source, file, odd: std::mem::take(&mut odd) }
        });
        Ok(read.collect())
    }
}

/// A file and all that is known of it.
struct Analysed {
    source: Source,
    file: ArticleFile,
    analysis: Analysis,
}

/// The analyses of the files of a batch; a date that lacks its year gets it from the others of them, as in a build.
fn analyses(paths: &[PathBuf], editors: &Editors) -> Vec<Result<Analysed, Box<Diagnostic>>> {
    let batch = crate::reading::batch_size(paths.len(), rayon::current_num_threads());
    let mut found: Vec<Result<Analysed, Box<Diagnostic>>> =
        paths.par_chunks(batch).flat_map_iter(|paths| Analysed::all(paths, editors)).collect();
    if !found.iter().flatten().any(|one| one.analysis.article.published.yearless.is_some()) {
        return found;
    }
    let summary = |(file, one): (usize, &Result<Analysed, Box<Diagnostic>>)| {
        let one = one.as_ref().ok()?;
        let published = &one.analysis.article.published;
        // What has no date at all tells no other article's year.
        (published.when.is_some() || published.yearless.is_some()).then(|| Summary::new(file, one.linked(editors)))
    };
    let summaries: Vec<Summary> = found.par_iter().enumerate().filter_map(summary).collect();
    for (file, year) in crate::linking::years::years(&summaries.iter().collect::<Vec<_>>()) {
        if let Ok(one) = &mut found[file as usize] {
            let task = Task { source: &one.source, file: &one.file, year: Some(year) };
            one.analysis = analysed(&[task], editors).pop().expect("one for each task");
        }
    }
    found
}

/// The analyses of a few files, with the terms of topics.yaml where there is one.
fn analysed(tasks: &[Task], editors: &Editors) -> Vec<Analysis> {
    extracted::analyses(tasks, editors)
}

impl Analysed {
    fn all(paths: &[PathBuf], editors: &Editors) -> Vec<Result<Analysed, Box<Diagnostic>>> {
        let read: Vec<Result<Read, Box<Diagnostic>>> = paths
            .iter()
            .flat_map(|path| match Read::of(path) {
                Ok(read) => read.into_iter().map(Ok).collect(),
                Err(problem) => vec![Err(problem)],
            })
            .collect();
        let tasks: Vec<Task> =
            read.iter().flatten().map(|read| Task { source: &read.source, file: &read.file, year: None }).collect();
        let mut analyses = analysed(&tasks, editors).into_iter();
        let finished = read.into_iter().map(|read| {
            let Read { source, file, odd } = read?;
            let mut analysis = analyses.next().expect("one for each file that could be read");
            analysis.problems.extend(odd);
            Ok(Analysed { source, file, analysis })
        });
        finished.collect()
    }

    /// The analysis with the words by which a build compares articles.
    fn linked(&self, editors: &Editors) -> Analysis {
        let mut analysis = self.analysis.clone();
        if !extracted::is_complete(editors) {
            crate::reading::complete(
                &mut analysis,
                Task { source: &self.source, file: &self.file, year: None },
                editors,
            );
        }
        analysis
    }

    /// What is printed of it.
    fn text(&self, editors: &Editors, explain: bool) -> String {
        if explain {
            return super::explain::article(&self.analysis);
        }
        let mut line = serde_json::to_string(&Extracted::new(&self.source, &self.analysis, editors))
            .expect("plain data serialises");
        line.push('\n');
        line
    }
}
