//! `onrecord extract FILE...`: the analysis of each file as a line of JSON, or as annotated text for a person.

use super::{beside, report};
use onrecord::linking::summary::Summary;
use onrecord::linking::topics;
use onrecord::model::article::{Analysis, ArticleFile, Format};
use onrecord::model::corrections::Review;
use onrecord::model::person::PersonKind;
use onrecord::model::statement::{Act, Certainty, Kind, Manner, Polarity, Statement};
use onrecord::model::when::When;
use onrecord::site::feeds::corrections::Correction as CorrectionReport;
use onrecord::text::diagnostic::{Diagnostic, Level, Problems};
use onrecord::text::source::{CharCounter, Source, Span};
use onrecord::workspace::load;
use onrecord::{Editors, Task};
use rayon::prelude::*;
use serde::Serialize;
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
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the article with each statement underlined and explained, instead of JSON
    #[arg(long)]
    explain: bool,
}

/// Prints every analysis in the order of the arguments. Status 1 if a file could not be read or had an error.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
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
        let format = load::format_of(&name).unwrap_or(Format::Text);
        let sources = load::articles_of(path, &name, &mut odd)?;
        let corrections = load::corrections_of(path, &name, &mut odd).filter(|_| sources.len() == 1);
        let read = sources.into_iter().map(|source| {
            let file =
                ArticleFile { corrections: corrections.clone(), ..ArticleFile::new(source.path.clone(), format) };
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
    let together = onrecord::at_a_time(paths.len(), rayon::current_num_threads());
    let mut found: Vec<Result<Analysed, Box<Diagnostic>>> =
        paths.par_chunks(together).flat_map_iter(|paths| Analysed::all(paths, editors)).collect();
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
    for (file, year) in onrecord::linking::years::years(&summaries.iter().collect::<Vec<_>>()) {
        if let Ok(one) = &mut found[file as usize] {
            let task = Task { source: &one.source, file: &one.file, year: Some(year) };
            one.analysis = analysed(&[task], editors).pop().expect("one for each task");
        }
    }
    found
}

/// The analyses of a few files, with the terms of topics.yaml where there is one.
fn analysed(tasks: &[Task], editors: &Editors) -> Vec<Analysis> {
    (if is_complete(editors) { onrecord::analyse_all } else { onrecord::extract_all })(tasks, editors)
}

/// Whether [`analysed`] gives all that a build needs: the terms of topics.yaml are found with all others.
fn is_complete(editors: &Editors) -> bool {
    !editors.authorities().topics.is_empty()
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
        if !is_complete(editors) {
            onrecord::complete(&mut analysis, Task { source: &self.source, file: &self.file, year: None }, editors);
        }
        analysis
    }

    /// What is printed of it.
    fn text(&self, editors: &Editors, explain: bool) -> String {
        if explain {
            return super::explain::article(&self.analysis);
        }
        let mut line = serde_json::to_string(&Report::new(&self.source, &self.analysis, self.topics(editors)))
            .expect("plain data serialises");
        line.push('\n');
        line
    }

    /// The topics that front matter names or whose terms the text contains, the most telling first.
    fn topics(&self, editors: &Editors) -> Vec<String> {
        if self.analysis.article.front.topics.is_empty() && self.analysis.terms.listed.is_empty() {
            return Vec::new();
        }
        let assigned = topics::assign(&[Summary::new(0, self.analysis.clone())], editors, 0);
        assigned.of_articles[0].iter().map(|topic| assigned.topics[topic.index()].name.clone()).collect()
    }
}

/// `[start, end)` in Unicode characters of the file as it is on disk.
type Chars = [usize; 2];

/// One line of output. Fields may be added, never renamed.
#[derive(Serialize)]
struct Report<'a> {
    path: &'a str,
    title: &'a str,
    date: Option<DateReport>,
    place: Option<&'a str>,
    outlet: Option<&'a str>,
    language: &'a str,
    left_out: Vec<LeftOutReport<'a>>,
    dates: Vec<MentionReport>,
    statements: Vec<StatementReport<'a>>,
    topics: Vec<String>,
    people: Vec<&'a str>,
    problems: Vec<ProblemReport<'a>>,
}

#[derive(Serialize)]
struct DateReport {
    value: String,
    precision: &'static str,
    basis: Option<&'static str>,
    inferred: bool,
}

#[derive(Serialize)]
struct LeftOutReport<'a> {
    span: Chars,
    why: &'a str,
}

#[derive(Serialize)]
struct MentionReport {
    span: Chars,
    value: String,
    precision: &'static str,
}

#[derive(Serialize)]
struct StatementReport<'a> {
    id: &'a str,
    kind: Kind,
    spans: Vec<Chars>,
    cue: Option<Chars>,
    source: Option<Chars>,
    speaker: Option<&'a str>,
    /// How the name was settled.
    manner: Option<Manner>,
    /// Everyone who says it: the speaker, or several who speak together.
    speakers: Vec<&'a str>,
    /// Through whom it came, the outermost last.
    via: Vec<Chars>,
    /// Who was told.
    told: Option<Chars>,
    said_on: Option<String>,
    /// Whether the sentence gives the day, or the article's own was taken.
    said_on_basis: Option<&'static str>,
    venue: Option<Chars>,
    place: Option<Chars>,
    act: Act,
    polarity: Polarity,
    certainty: Certainty,
    rule: &'a str,
    trail: &'a [String],
    headline: bool,
    nested: bool,
    /// The id of the statement of whose words it is a part.
    parent: Option<&'a str>,
    /// What an editor did with it.
    review: &'static str,
    /// Who did it, and what had been found.
    correction: Option<CorrectionReport<'a>>,
}

#[derive(Serialize)]
struct ProblemReport<'a> {
    level: Level,
    code: &'a str,
    message: &'a str,
    span: Option<Chars>,
}

impl<'a> Report<'a> {
    fn new(source: &Source, analysis: &'a Analysis, topics: Vec<String>) -> Report<'a> {
        let article = &analysis.article;
        let mut counter = CharCounter::of(source);
        let mut in_body = |span: Span| counter.span(analysis.body.to_source(span));
        let dates = analysis
            .mentions
            .iter()
            .map(|mention| {
                let (value, precision) = named(mention.when);
                MentionReport { span: in_body(mention.span), value, precision }
            })
            .collect();
        let statements =
            analysis.statements.iter().map(|statement| of_statement(statement, analysis, &mut in_body)).collect();
        let mut counter = CharCounter::of(source);
        let left_out = article
            .left_out
            .iter()
            .map(|left| LeftOutReport { span: counter.span(left.span), why: &left.why })
            .collect();
        let with_name = analysis.people.iter().filter(|person| person.kind != PersonKind::Unnamed);
        Report {
            path: &article.path,
            title: &article.title,
            date: article.published.when.map(|when| {
                let (value, precision) = named(when);
                let basis = article.published.basis.map(|basis| basis.name());
                DateReport { value, precision, basis, inferred: article.published.inferred }
            }),
            place: article.place.as_deref(),
            outlet: article.outlet.as_deref(),
            language: &article.language,
            left_out,
            dates,
            statements,
            topics,
            people: with_name.map(|person| person.name.as_str()).collect(),
            problems: analysis.problems.0.iter().map(|problem| of_problem(problem, &mut counter)).collect(),
        }
    }
}

/// A date as data files write it, and the name of its precision.
fn named(when: When) -> (String, &'static str) {
    (when.to_string(), when.precision.name())
}

fn of_statement<'a>(
    statement: &'a Statement,
    analysis: &'a Analysis,
    in_body: &mut impl FnMut(Span) -> Chars,
) -> StatementReport<'a> {
    let person = |index: u32| analysis.people.get(index as usize).filter(|one| one.kind != PersonKind::Unnamed);
    let speaker = statement.speaker.and_then(person).map(|person| person.name.as_str());
    let together = statement.together.iter().filter_map(|index| person(*index)).map(|person| person.name.as_str());
    StatementReport {
        id: &statement.id,
        kind: statement.kind,
        spans: statement.spans.iter().map(|span| in_body(*span)).collect(),
        cue: statement.cue.map(&mut *in_body),
        source: statement.source.map(&mut *in_body),
        speaker,
        manner: statement.manner,
        speakers: speaker.into_iter().chain(together).collect(),
        via: statement.via.iter().map(|link| in_body(*link)).collect(),
        told: statement.told.map(&mut *in_body),
        said_on: statement.said_on.map(|said| said.when.to_string()),
        said_on_basis: statement.said_on.map(|said| if said.span.is_some() { "sentence" } else { "article" }),
        venue: statement.venue.map(&mut *in_body),
        place: statement.place.map(&mut *in_body),
        act: statement.act,
        polarity: statement.polarity,
        certainty: statement.certainty,
        rule: statement.rule.name(),
        trail: &statement.trail,
        headline: statement.headline,
        nested: statement.nested,
        parent: statement.parent(&analysis.statements).map(|parent| parent.id.as_str()),
        review: statement.editorial.as_ref().map_or(Review::Unreviewed, |editorial| editorial.review).name(),
        correction: statement.editorial.as_deref().map(CorrectionReport::new),
    }
}

fn of_problem<'a>(problem: &'a Diagnostic, counter: &mut CharCounter) -> ProblemReport<'a> {
    let span = problem.place.as_ref().map(|place| counter.span(place.span));
    ProblemReport { level: problem.level, code: &problem.code, message: &problem.message, span }
}
