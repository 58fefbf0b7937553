//! `onrecord build`: the site, from a folder of articles.

use super::archive::{Root, target};
use super::progress::Progress;
use super::report;
use super::say::{failure, say, usage};
use crate::site::weight::{self, Weight};
use crate::text::diagnostic::Level;
use crate::workspace::write::WriteError;
use crate::workspace::{Job, Made};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    root: Root,
    /// Write the site to this folder instead of the one of book.toml
    #[arg(short, long, value_name = "DIR")]
    dest_dir: Option<PathBuf>,
    /// Address that the site will have, if it is not the one of book.toml
    #[arg(long, value_name = "URL")]
    site_url: Option<String>,
    /// Let warnings fail too
    #[arg(long)]
    strict: bool,
    /// Print how long each stage took, and how many files and bytes of each kind the site has
    #[arg(long)]
    timings: bool,
    /// Print why each page was made again, a line each
    #[arg(long)]
    explain_rebuild: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    let mut workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    if let Some(url) = &arguments.site_url
        && let Err(message) = workspace.set_site_url(url)
    {
        return usage(&message);
    }
    let target = target(&workspace, arguments.dest_dir.as_deref());
    let progress = Progress::new();
    let explain = arguments.explain_rebuild;
    let job = Job { watch: &progress, explain, ..Job::new(&target, super::stop::signal()) };
    let made = workspace.make_and_keep(&job).map(|(made, built)| {
        // The process is about to end: to free what is known of every article piece by piece would only take time.
        std::mem::forget(built);
        made
    });
    let timings = progress.timings();
    drop(progress);
    if arguments.timings {
        say(timings.trim_end());
    }
    match made {
        Ok(made) => {
            let mut stdout = anstream::stdout().lock();
            for page in &made.rebuilt {
                let _ = writeln!(stdout, "{}: {}", page.path, page.why);
            }
            let mut stderr = anstream::stderr().lock();
            // Nobody to tell if even this fails.
            if arguments.timings && !made.refused {
                let _ = stderr.write_all(weights(&target).as_bytes());
            }
            let _ = report::print(&mut stderr, &made.problems, report::Format::Human, Level::Warning, &workspace.root);
            let _ = writeln!(stderr, "{}", summary(&made, Some(&target), start.elapsed()));
            report::status(&made.problems, arguments.strict)
        }
        Err(WriteError::Stopped) => {
            say("stopped; the site is as it was before");
            super::stop::status()
        }
        Err(error) => failure(&error.to_string()),
    }
}

/// Files and bytes of a site by kind, a line each, the heaviest first.
fn weights(site: &Path) -> String {
    let files = walkdir::WalkDir::new(site).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let weighed = files.filter_map(|entry| {
        let path = entry.path().strip_prefix(site).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        Some((path, entry.metadata().ok()?.len()))
    });
    let weighed: Vec<(String, u64)> = weighed.collect();
    let kinds = weight::by_kind(weighed.iter().map(|(path, bytes)| (path.as_str(), *bytes)));
    let mut out = String::new();
    for (kind, Weight { files, bytes }) in kinds {
        let _ = writeln!(out, "{:8.2} MB in {:>14}  {kind}", bytes as f64 / 1e6, report::counted(files, "file"));
    }
    out
}

/// What is reported of articles in which hardly a statement can be found.
const SILENT: [&str; 2] = ["language-without-rules", "language-unknown"];

/// `built 11,205 pages (45.1 MB) from 10,000 articles in 4.1 s; 3 warnings; open public/index.html`
///
/// Without a `target`, nothing is said of where it is.
pub(crate) fn summary(made: &Made, target: Option<&Path>, took: Duration) -> String {
    let attention = report::attention(&made.problems);
    let shown = |target: &Path| target.strip_prefix(".").unwrap_or(target).display().to_string();
    if made.refused {
        let old = match target.filter(|_| made.old_stays) {
            Some(target) => format!("`{}` still holds the site as it was before", shown(target)),
            None => "there is no site yet".to_owned(),
        };
        return format!("not built: {attention}; {old}");
    }
    let done = if made.outcome.replaced { "built" } else { "unchanged:" };
    let pages = report::counted(made.pages, "page");
    let size = report::size(made.outcome.bytes);
    let articles = report::counted(made.articles, "article");
    let mut line = format!("{done} {pages} ({size}) from {articles} in {:.1} s", took.as_secs_f64());
    if !attention.is_empty() {
        line.push_str("; ");
        line.push_str(&attention);
    }
    let silent = made.problems.0.iter().filter(|problem| SILENT.contains(&problem.code.as_str())).count();
    if silent > 0 {
        let _ = write!(
            line,
            "; {} in languages of which hardly a statement can be found",
            report::counted(silent, "article")
        );
    }
    if let Some(target) = target {
        line.push_str("; open ");
        line.push_str(&shown(&target.join("index.html")));
    }
    line
}
