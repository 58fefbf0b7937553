//! `onrecord build`: the site, from a folder of articles.

use super::{Root, report};
use onrecord::cache::MemoryShelf;
use onrecord::diagnostic::{Level, Problems};
use onrecord::workspace::Workspace;
use onrecord::write::{Outcome, Site};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    root: Root,
    /// Write the site to this folder instead of the one of book.toml
    #[arg(short, long, value_name = "DIR")]
    dest_dir: Option<PathBuf>,
    /// Let warnings fail too
    #[arg(long)]
    strict: bool,
}

/// Becomes true when the person at the terminal wants us to stop.
static CANCELLED: AtomicBool = AtomicBool::new(false);

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let target = arguments.dest_dir.clone().unwrap_or_else(|| workspace.root.join(&workspace.input.settings.build_dir));
    match build(&workspace, &target) {
        Ok((problems, outcome, articles)) => {
            let mut stderr = anstream::stderr().lock();
            // Nobody to tell if even this fails.
            let _ = report::print(&mut stderr, &problems, report::Format::Human, Level::Warning);
            anstream::eprintln!("{}", summary(&problems, &outcome, articles, start));
            status(&problems, arguments.strict)
        }
        Err(message) => super::failure(&message),
    }
}

fn build(workspace: &Workspace, target: &std::path::Path) -> Result<(Problems, Outcome, usize), String> {
    let src = workspace.root.join(&workspace.input.settings.src);
    let site = Site::begin(target, &[&workspace.root, &src], None, &CANCELLED).map_err(|error| error.to_string())?;
    let built = onrecord::build(&workspace.input, &workspace.articles, &MemoryShelf::default(), &site)
        .map_err(|error| format!("cannot write the site: {error}"))?;
    let (outcome, _) = site.finish().map_err(|error| error.to_string())?;
    let mut problems = workspace.problems.clone();
    problems.extend(built.problems);
    Ok((problems.sorted(), outcome, built.archive.articles.len()))
}

fn summary(problems: &Problems, outcome: &Outcome, articles: usize, start: Instant) -> String {
    let mut line = format!(
        "built {} from {} in {:.1} s",
        report::counted(outcome.files, "file"),
        report::counted(articles, "article"),
        start.elapsed().as_secs_f64()
    );
    let attention = report::attention(problems);
    if !attention.is_empty() {
        line.push_str("; ");
        line.push_str(&attention);
    }
    line
}

/// 1 if anything failed, or with `strict` if anything deserves a look.
fn status(problems: &Problems, strict: bool) -> ExitCode {
    if problems.has_errors() || strict && problems.count(Level::Warning) > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
