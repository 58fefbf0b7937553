//! `onrecord verify FILE...`: each quotation of a draft against the archive.

use super::archive::Root;
use super::report::counted;
use super::say::{failure, say};
use crate::linking::record::drafts::{left_out, quotations};
use crate::linking::record::verify::{Checked, Quotation, Verdict, Verifier};
use crate::model::archive::{Archive, Fit};
use crate::model::article::{Analysis, ArticleFile, Format};
use crate::model::statement::Polarity;
use crate::reading::analyse;
use crate::text::diagnostic::Problems;
use crate::text::source::{Source, Span};
use crate::workspace::{Workspace, load};
use clap::ValueEnum;
use rayon::prelude::*;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Longest quotation that is printed for a person, in characters.
const SHOWN: usize = 90;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The drafts: anything that an archive can hold as an article
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Folder of the archive, where its book.toml is
    #[arg(long, value_name = "DIR", default_value = ".")]
    archive: PathBuf,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: Print,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Print {
    /// For a person
    #[default]
    Human,
    /// A JSON object a line
    Json,
}

/// A quotation of a draft, and the line that it begins on.
struct Found {
    quotation: Quotation,
    line: usize,
}

/// A line of JSON.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    line: usize,
    quotation: &'a str,
    speaker: Option<&'a str>,
    verdict: &'static str,
    statement: Option<Statement<'a>>,
    /// `[-words of the draft-] {+words of the archive+}`
    difference: Option<&'a str>,
}

#[derive(Serialize)]
struct Statement<'a> {
    id: &'a str,
    article: &'a str,
    page: String,
    speaker: Option<&'a str>,
    said_on: Option<String>,
    words: &'a str,
    polarity: Polarity,
}

/// Status 1 if a quotation is altered, somebody else's or nowhere.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let workspace = match (Root { root: arguments.archive.clone() }).open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let built = workspace.survey();
    let verifier = Verifier::new(&built.archive);
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    let (mut holding, mut wrong) = (0, 0);
    let mut short: Vec<(String, usize, String)> = Vec::new();
    for path in &arguments.files {
        let name = path.to_string_lossy().replace('\\', "/");
        let drafts = match drafts(path, &name, &workspace) {
            Ok(drafts) => drafts,
            Err(error) => return failure(&error),
        };
        for (source, analysis) in &drafts {
            let in_source = |at: u32| source.position(at as usize).line as usize;
            let in_body = |span: Span| in_source(analysis.body.to_source(span).start);
            let (body, rest) = (quotations(analysis), left_out(source, analysis));
            let all = body.quotations.into_iter().map(|(span, quotation)| (in_body(span), quotation));
            let all =
                all.chain(rest.quotations.into_iter().map(|(span, quotation)| (in_source(span.start), quotation)));
            let mut found: Vec<Found> = all.map(|(line, quotation)| Found { quotation, line }).collect();
            found.sort_by_key(|one| one.line);
            let brief = body.short.iter().map(|span| (in_body(*span), span.of(&analysis.body.plain)));
            let brief = brief.chain(rest.short.iter().map(|span| (in_source(span.start), span.of(&source.text))));
            short.extend(brief.map(|(line, words)| (name.clone(), line, words.to_owned())));
            let language = analysis.article.language.as_str();
            let checked: Vec<Checked> = found.par_iter().map(|one| verifier.check(&one.quotation, language)).collect();
            for (one, checked) in found.iter().zip(&checked) {
                let counter = if checked.verdict.holds() { &mut holding } else { &mut wrong };
                *counter += 1;
                let written = match arguments.format {
                    Print::Json => json(&mut out, &built.archive, &name, one, checked),
                    Print::Human => human(&mut out, &built.archive, &name, one, checked),
                };
                if written.is_err() {
                    return ExitCode::FAILURE;
                }
            }
        }
    }
    if out.flush().is_err() {
        return ExitCode::FAILURE;
    }
    let all = counted(holding + wrong, "quotation");
    say(format_args!("verified {all}: {holding} as in the archive, {wrong} altered, somebody else's or nowhere"));
    for (file, line, words) in &short {
        say(format_args!("{file}:{line}: “{words}” was not looked for: it has too few words"));
    }
    if wrong > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The texts of a draft, each with what was found in it.
fn drafts(path: &Path, name: &str, workspace: &Workspace) -> Result<Vec<(Source, Analysis)>, String> {
    let sources = load::articles_of(path, name, &mut Problems::default())
        .map_err(|problem| format!("cannot read `{name}`: {}", problem.message))?;
    let read = |(source, format): (Source, Format)| {
        let file = ArticleFile::new(source.path.clone(), format);
        let analysis = analyse(&source, &file, &workspace.input.editors, None);
        (source, analysis)
    };
    Ok(sources.into_iter().map(read).collect())
}

fn json(out: &mut impl Write, archive: &Archive, file: &str, found: &Found, checked: &Checked) -> std::io::Result<()> {
    let statement = checked.statement.map(|id| {
        let row = &archive[id];
        let article = archive[row.article].slug.as_str();
        Statement {
            id: &row.key,
            article,
            page: format!("articles/{article}.html#{}", row.key),
            speaker: row.speaker.map(|person| archive[person].name.as_str()),
            said_on: row.said_on.map(|(when, _)| when.to_string()),
            words: row.words.unmarked(),
            polarity: row.words.polarity(),
        }
    });
    let row = Row {
        file,
        line: found.line,
        quotation: &found.quotation.words,
        speaker: found.quotation.speaker.as_deref(),
        verdict: checked.verdict.name(),
        statement,
        difference: checked.difference.as_deref(),
    };
    serde_json::to_writer(&mut *out, &row).map_err(std::io::Error::other)?;
    out.write_all(b"\n")
}

fn human(out: &mut impl Write, archive: &Archive, file: &str, found: &Found, checked: &Checked) -> std::io::Result<()> {
    let words = &found.quotation.words;
    let shown: String = words.chars().take(SHOWN).collect();
    let more = if shown.len() < words.len() { "…" } else { "" };
    let speaker = found.quotation.speaker.as_deref().unwrap_or("nobody named");
    writeln!(out, "{file}:{}: “{shown}{more}” ({speaker})", found.line)?;
    let what = match checked.verdict {
        Verdict::Found(Fit::Verbatim) => "word for word",
        Verdict::Found(Fit::Cut) => "cut, otherwise word for word",
        Verdict::Found(Fit::Joined) => "joined from two places, otherwise word for word",
        Verdict::Found(Fit::Altered) => "ALTERED",
        Verdict::OtherSpeaker => "SOMEBODY ELSE SAID IT",
        Verdict::Nowhere => "NOWHERE in the archive",
    };
    write!(out, "    {what}")?;
    if let Some(difference) = &checked.difference {
        write!(out, ": {difference}")?;
    }
    writeln!(out)?;
    let Some(row) = checked.statement.map(|id| &archive[id]) else { return Ok(()) };
    let article = &archive[row.article];
    let who = row.speaker.map_or("speaker open", |person| archive[person].name.as_str());
    let denied = match row.words.polarity() {
        Polarity::Said => String::new(),
        other => format!(", {}: see there", other.name().replace('-', " ")),
    };
    let day = row.said_on.map_or_else(|| "undated".to_owned(), |(when, _)| when.to_string());
    writeln!(out, "    {who}, {day}{denied}: {} ({}, {})", article.title, article.path, row.key)
}
