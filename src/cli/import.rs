//! `onrecord import FILE...`: other programs' files become articles of the archive, one file each.
//!
//! A file that cannot be converted is reported and costs only itself.

use super::report;
use super::say::{failure, say};
use crate::text::diagnostic::{Level, Problems};
use crate::workspace::imports::{Destination, Imported, Outcome, files};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Widest title in the table, in characters.
const TITLE: usize = 48;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Files, or folders of files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder to write to, instead of the archive's folder of articles
    #[arg(short, long, visible_alias = "into", value_name = "DIR")]
    dest_dir: Option<PathBuf>,
    /// Print what would be written, and write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Status 1 if any file could not be imported.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut problems = Problems::default();
    let folder = arguments.dest_dir.clone().unwrap_or_else(|| {
        let settings = crate::workspace::settings(Path::new("."), &mut problems);
        PathBuf::from(settings.src)
    });
    let mut destination = Destination::open(&folder, arguments.dry_run);
    let mut tally = Tally::default();
    let mut table = Table::default();
    for file in files(&arguments.files, &mut problems) {
        let name = file.display().to_string();
        match destination.import(&file, &name) {
            Ok(Outcome::Articles(articles, left_out)) => {
                tally.files += 1;
                tally.known += articles.iter().filter(|article| article.file.is_none()).count();
                tally.new += articles.iter().filter(|article| article.file.is_some()).count();
                if arguments.dry_run {
                    articles.iter().for_each(|article| table.add(&name, article));
                }
                left_out.iter().for_each(|what| say(format_args!("{name}: left out {what}")));
            }
            Ok(Outcome::ReadInPlace) => tally.in_place.push(name),
            Ok(Outcome::Ignored) => tally.ignored += 1,
            Err(problem) => problems.push(problem),
        }
    }
    if arguments.dry_run && table.print().is_err() {
        return ExitCode::FAILURE;
    }
    // A report that cannot be printed has nobody to read it.
    let _ =
        report::print(&mut anstream::stderr().lock(), &problems, report::Format::Human, Level::Warning, Path::new(""));
    tally.tell(&folder, arguments.dry_run);
    if problems.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// What was done, for the last lines.
#[derive(Debug, Default)]
struct Tally {
    files: usize,
    new: usize,
    known: usize,
    ignored: usize,
    in_place: Vec<String>,
}

impl Tally {
    fn tell(&self, folder: &Path, is_dry: bool) {
        let folder = folder.display();
        if let Some(first) = self.in_place.first() {
            let files = plural(self.in_place.len(), "file is", "files are");
            say(format_args!(
                "{files} read as text, Markdown or HTML without being imported: copy `{first}`{} to {folder}",
                more(self.in_place.len())
            ));
        }
        if self.ignored > 0 {
            say(format_args!(
                "{} left out",
                plural(self.ignored, "picture or other part of a page was", "pictures and other parts of pages were")
            ));
        }
        let known = if self.known > 0 { format!(", {} there already", self.known) } else { String::new() };
        let would = if is_dry { "would be written" } else { "written" };
        let files = plural(self.files, "file", "files");
        say(format_args!("{} from {files} {would} to {folder}{known}", plural(self.new, "article", "articles")));
        if self.files + self.in_place.len() + self.ignored == 0 {
            failure("nothing was imported");
        }
    }
}

fn more(count: usize) -> String {
    if count > 1 { format!(" and {} more", count - 1) } else { String::new() }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What a dry run prints: a line for each article.
#[derive(Debug, Default)]
struct Table(Vec<[String; 5]>);

impl Table {
    fn add(&mut self, name: &str, article: &Imported) {
        let number = article.number.map_or(String::new(), |number| format!("#{number}"));
        let title: String = article.title.as_deref().unwrap_or("-").chars().take(TITLE).collect();
        let file = article.file.as_deref().unwrap_or("(there already)");
        let day = article.date.as_deref().unwrap_or("-");
        self.0.push([format!("{name}{number}"), file.to_owned(), day.to_owned(), article.words.to_string(), title]);
    }

    fn print(self) -> std::io::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let head = ["FROM", "FILE", "DAY", "WORDS", "TITLE"].map(str::to_owned);
        let rows: Vec<[String; 5]> = std::iter::once(head).chain(self.0).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..4).map(width).collect();
        let mut out = anstream::stdout().lock();
        for [from, file, day, words, title] in &rows {
            let [a, b, c, d] = [widths[0], widths[1], widths[2], widths[3]];
            writeln!(out, "{from:a$}  {file:b$}  {day:c$}  {words:>d$}  {title}")?;
        }
        Ok(())
    }
}
