//! `onrecord build`: the site, from a folder of articles.

use super::progress::Progress;
use super::{Root, report};
use onrecord::text::diagnostic::Level;
use onrecord::workspace::{Job, Made};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

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
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
    /// Print why each page was made again, a line each
    #[arg(long)]
    explain_rebuild: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let target = super::target(&workspace, arguments.dest_dir.as_deref());
    let progress = Progress::new();
    let explain = arguments.explain_rebuild;
    let job = Job { watch: &progress, explain, ..Job::new(&target, super::stop_signal()) };
    let made = workspace.make_and_keep(&job).map(|(made, built)| {
        // The process is about to end: to free what is known of every article piece by piece would only take time.
        std::mem::forget(built);
        made
    });
    let timings = progress.timings();
    drop(progress);
    if arguments.timings {
        anstream::eprint!("{timings}");
    }
    match made {
        Ok(made) => {
            let mut stdout = anstream::stdout().lock();
            for page in &made.rebuilt {
                let _ = writeln!(stdout, "{}: {}", page.path, page.why);
            }
            let mut stderr = anstream::stderr().lock();
            // Nobody to tell if even this fails.
            let _ = report::print(&mut stderr, &made.problems, report::Format::Human, Level::Warning, &workspace.root);
            let _ = writeln!(stderr, "{}", summary(&made, start.elapsed()));
            report::status(&made.problems, arguments.strict)
        }
        Err(error) => super::failure(&error.to_string()),
    }
}

/// `built 11,205 pages (45.1 MB) from 10,000 articles in 4.1 s; 3 warnings`
pub(crate) fn summary(made: &Made, took: Duration) -> String {
    let done = if made.outcome.replaced { "built" } else { "unchanged:" };
    let pages = report::counted(made.pages, "page");
    let size = report::size(made.outcome.bytes);
    let articles = report::counted(made.articles, "article");
    let mut line = format!("{done} {pages} ({size}) from {articles} in {:.1} s", took.as_secs_f64());
    let attention = report::attention(&made.problems);
    if !attention.is_empty() {
        line.push_str("; ");
        line.push_str(&attention);
    }
    line
}
