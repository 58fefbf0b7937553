//! `onrecord check`: everything that needs a look: a summary, the rows of a subject, or all of it. Writes no site.

use super::agenda::{self, Only};
use super::archive::Root;
use super::progress::Progress;
use super::report;
use super::say::{failure, say};
use onrecord::text::diagnostic::Level;
use onrecord::workspace::Made;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    root: Root,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: report::Format,
    /// Everything that was found, not only a summary
    #[arg(long, conflicts_with = "only")]
    all: bool,
    /// What there is to decide about one subject, with lines to add to your files
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// Let warnings fail too
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let progress = Progress::new();
    let checked = workspace.check(&progress);
    drop(progress);
    let made = match checked {
        Ok(made) => made,
        Err(error) => return failure(&error.to_string()),
    };
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let printed = print(&mut out, &made, arguments, &workspace.root).and_then(|()| out.flush());
    match printed {
        // Whoever reads the report may have seen enough of it.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            return failure(&format!("cannot print: {error}"));
        }
        _ => {}
    }
    let articles = report::counted(made.articles, "article");
    let notes = report::counted(made.problems.count(Level::Info), "note");
    let attention = match report::attention(&made.problems) {
        nothing if nothing.is_empty() => "nothing wrong".to_owned(),
        attention => attention,
    };
    say(format_args!("checked {articles}: {attention}; {notes}"));
    report::status(&made.problems, arguments.strict)
}

/// For a person errors in full and a summary, unless everything or a subject is asked for; for a program always everything.
fn print(out: &mut impl Write, made: &Made, arguments: &Arguments, root: &Path) -> io::Result<()> {
    let human = matches!(arguments.format, report::Format::Human);
    match arguments.only {
        Some(only) if human => agenda::rows(out, &made.agenda, only),
        None if human && !arguments.all => {
            report::print(out, &made.problems, arguments.format, Level::Error, root)?;
            agenda::summary(out, &made.agenda)
        }
        _ => report::print(out, &made.problems, arguments.format, Level::Info, root),
    }
}
