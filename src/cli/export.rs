//! `onrecord export FORMAT -o FILE`: what was found, for other programs.

use super::archive::Root;
use super::report;
use super::say::{failure, say, usage};
use crate::export::selection::{self, Choice};
use crate::export::{self, Format, View};
use crate::text::diagnostic::{Level, Problems};
use crate::workspace::Workspace;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::fs::{self, File};
use std::io::{self, Seek};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What to make
    #[arg(value_name = "FORMAT", value_parser = formats())]
    format: Format,
    #[command(flatten)]
    root: Root,
    /// Only statements of this person or organisation, by name or by the name of their page
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only statements on this topic
    #[arg(long, value_name = "NAME")]
    topic: Option<String>,
    /// Only statements with these words, in any inflection; a "phrase" in this order
    #[arg(long, value_name = "WORDS")]
    query: Option<String>,
    /// Only statements that an editor checked, corrected or added
    #[arg(long)]
    checked: bool,
    /// The file to write; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The day that a deposit, a book or a ZIM file says it was made; without it, none is said, or that of the newest article
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<String>,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

/// The formats by name, each with what it is.
fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.iter().map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).map(|name| {
        let named = Format::ALL.iter().find(|format| format.name() == name);
        *named.expect("clap takes no other names")
    })
}

/// A day of the calendar.
fn day(text: &str) -> Result<String, String> {
    let day = crate::model::when::When::parse(text).and_then(crate::model::when::When::as_day);
    day.map(|day| day.to_string()).ok_or_else(|| "expected a day such as 2026-11-30".to_owned())
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let Arguments { person, topic, query, checked, output, .. } = arguments;
    let choice = Choice { person: person.clone(), topic: topic.clone(), query: query.clone(), checked: *checked };
    if arguments.format.is_site() && choice != Choice::default() {
        let name = arguments.format.name();
        let message =
            format!("a site is passed on as a whole: `{name}` takes no --person, --topic, --query or --checked");
        return usage(&message);
    }
    if fs::symlink_metadata(output).is_ok() && !arguments.force {
        return failure(&format!("`{}` is there already; --force replaces it", output.display()));
    }
    let made =
        if arguments.format.is_site() { site(&workspace, arguments) } else { found(&workspace, arguments, &choice) };
    match made {
        Ok(Made { said, problems }) => {
            // Nobody to tell if even this fails.
            let _ = report::print(
                &mut anstream::stderr().lock(),
                &problems,
                report::Format::Human,
                Level::Error,
                &workspace.root,
            );
            say(said);
            report::status(&problems, false)
        }
        Err(Failed::Usage(message)) => usage(&message),
        Err(Failed::Problems(problems)) => {
            let _ = report::print(
                &mut anstream::stderr().lock(),
                &problems,
                report::Format::Human,
                Level::Error,
                &workspace.root,
            );
            failure("nothing was written: what may be published is not sure while this is wrong")
        }
        Err(Failed::Io(error)) => failure(&format!("cannot write `{}`: {error}", output.display())),
    }
}

/// What was made.
struct Made {
    /// The last line.
    said: String,
    /// What was wrong on the way.
    problems: Problems,
}

/// Why nothing was made.
enum Failed {
    Usage(String),
    Problems(Problems),
    Io(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed::Io(error)
    }
}

/// What is made from what was found.
fn found(workspace: &Workspace, arguments: &Arguments, choice: &Choice) -> Result<Made, Failed> {
    let output = &arguments.output;
    workspace.survey_with(|built, analysis| {
        let mut problems = workspace.problems.clone();
        problems.extend(built.problems.clone());
        let problems = problems.sorted();
        if problems.is_fatal() {
            return Err(Failed::Problems(problems));
        }
        let selection = selection::choose(&built.archive, choice).map_err(Failed::Usage)?;
        if selection.statements.is_empty() && selection.label.is_some() {
            return Err(Failed::Usage("no statement fits, so nothing was written".to_owned()));
        }
        let view = View::new(&built.archive, &workspace.input, analysis, &selection, arguments.date.as_deref());
        let bytes = replace(output, |file| export::write(arguments.format, &view, file))?;
        let said = format!(
            "wrote {} ({}): {} from {}",
            output.display(),
            report::size(bytes),
            report::counted(selection.statements.len(), "statement"),
            report::counted(selection.articles.len(), "article"),
        );
        Ok(Made { said, problems })
    })
}

/// The whole site.
fn site(workspace: &Workspace, arguments: &Arguments) -> Result<Made, Failed> {
    let (built, files) = workspace.build_in_memory()?;
    let mut problems = workspace.problems.clone();
    problems.extend(built.problems);
    let problems = problems.sorted();
    if problems.is_fatal() {
        return Err(Failed::Problems(problems));
    }
    let output = &arguments.output;
    let day = arguments.date.clone().unwrap_or_else(|| export::newest(built.archive.articles.iter()));
    let site = export::Made { settings: &workspace.input.editors.settings, day: &day, files: &files };
    let bytes = replace(output, |file| export::write_site(arguments.format, &site, file))?;
    let (files, articles) =
        (report::counted(files.len(), "file"), report::counted(built.archive.articles.len(), "article"));
    Ok(Made {
        said: format!("wrote {} ({}): {files} from {articles}", output.display(), report::size(bytes)),
        problems,
    })
}

/// Writes to standard output what is made in a file: some formats go back to what they have written.
fn print(write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<u64> {
    let path = std::env::temp_dir().join(format!(".onrecord-export-{}", std::process::id()));
    let _ = fs::remove_file(&path);
    let printed = File::options().write(true).read(true).create_new(true).open(&path).and_then(|mut file| {
        write(&mut file)?;
        file.rewind()?;
        io::copy(&mut file, &mut io::stdout().lock())
    });
    let _ = fs::remove_file(&path);
    printed
}

/// Writes a file beside the one that is wanted, and puts it in its place when it is whole. `-` is standard output. Gives its size.
fn replace(output: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<u64> {
    if output == Path::new("-") {
        return print(write);
    }
    let name = output.file_name().ok_or_else(|| io::Error::other("this is no file name"))?;
    let beside = output.with_file_name(format!(".{}.onrecord-new", name.to_string_lossy()));
    // A leftover of an export that was killed.
    let _ = fs::remove_file(&beside);
    let made = File::options().write(true).read(true).create_new(true).open(&beside).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all()?;
        Ok(file.metadata()?.len())
    });
    let made = made.and_then(|bytes| fs::rename(&beside, output).map(|()| bytes));
    if made.is_err() {
        let _ = fs::remove_file(&beside);
    }
    made
}
