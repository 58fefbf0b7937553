//! `onrecord check`: everything that needs a look: a summary, the rows of a subject, or all of it. Writes no site.

use super::against;
use super::agenda::{self, Only};
use super::archive::Root;
use super::progress::Progress;
use super::report;
use super::say::{failure, say};
use crate::text::diagnostic::Level;
use crate::workspace::{Made, Workspace};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
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
    /// Look for what redactions.yaml hides in every file of a built site, and nothing else
    #[arg(long, value_name = "SITE", conflicts_with_all = ["only", "all"])]
    redactions: Option<PathBuf>,
    /// List the ids and addresses of a built site (or of its data folder) that the archive has no longer, with what took
    /// their place, and nothing else
    #[arg(long, value_name = "SITE", conflicts_with_all = ["only", "all", "redactions"])]
    against: Option<PathBuf>,
    /// Add a line to permalinks.yaml for each of them that has a successor
    #[arg(long, requires = "against")]
    write: bool,
    /// Let warnings fail too
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    if let Some(site) = &arguments.redactions {
        return redacted(&workspace, site, arguments);
    }
    if let Some(old) = &arguments.against {
        return against::run(&workspace, old, arguments.format, arguments.write);
    }
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

/// Looks for what is hidden in a site.
fn redacted(workspace: &Workspace, site: &Path, arguments: &Arguments) -> ExitCode {
    if workspace.problems.has_errors() {
        let (problems, root) = (&workspace.problems, &workspace.root);
        let _ = report::print(&mut anstream::stderr(), problems, report::Format::Human, Level::Error, root);
        return ExitCode::FAILURE;
    }
    let checked = match workspace.check_redactions(site) {
        Ok(checked) => checked,
        Err(error) => return failure(&format!("cannot read `{}`: {error}", site.display())),
    };
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let printed =
        report::print(&mut out, &checked.problems, arguments.format, Level::Error, site).and_then(|()| out.flush());
    if printed.is_err() {
        return ExitCode::FAILURE;
    }
    let hidden = report::counted(workspace.input.editors.redactions().len(), "redaction");
    let files = report::counted(checked.files, "file");
    say(format_args!(
        "{hidden} looked for in {files}: {}",
        match checked.problems.0.len() {
            0 => "nothing of what is hidden is there".to_owned(),
            found => format!("found in {}", report::counted(found, "place")),
        }
    ));
    if checked.problems.0.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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
