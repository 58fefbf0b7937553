//! The command line: one file per command, each with one entry function.
//!
//! Exit status: 0 fine, 1 the input has errors or the output cannot be written, 2 wrong usage, 128 and more ended by a signal.

#![expect(
    clippy::disallowed_methods,
    reason = "the command line reads files, asks for the environment and tells how long things take"
)]

mod against;
mod agenda;
mod archive;
mod beside;
mod build;
mod check;
mod clean;
mod completions;
mod correct;
mod explain;
mod export;
mod extract;
mod extract_lines;
mod import;
mod import_notes;
mod init;
mod progress;
mod publish;
mod report;
mod review;
mod say;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod stop;
mod suggest;
mod theme;
mod threads;
mod verify;

use crate::text::diagnostic::Diagnostic;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

/// Turns a folder of news articles into a browsable, annotated archive of who said what, when.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new archive that builds at once
    Init(init::Arguments),
    /// Build the site
    Build(build::Arguments),
    /// Show the site while it is being written
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
    /// Report everything that needs a look
    Check(check::Arguments),
    /// Check the quotations of a draft against the archive
    Verify(verify::Arguments),
    /// Look at statements drawn at random, so that the archive knows how good it is
    Review(review::Arguments),
    /// Turn a filled-in form for corrections into a change of a corrections file
    Correct(correct::Arguments),
    /// Analyse articles and print what was found, without building a site
    Extract(extract::Arguments),
    /// Write what was found for other programs: tables, references, texts, a book, a dossier, the site in a file
    Export(export::Arguments),
    /// Print entries for people.yaml or topics.yaml, for what they lack
    Suggest(suggest::Arguments),
    /// Turn DOCX, RTF, ODT, mails, e-books and other files into articles
    Import(import::Arguments),
    /// Turn W3C or Hypothesis annotations into notes files
    ImportNotes(import_notes::Arguments),
    /// Build the site and commit it to a branch for GitHub Pages
    Publish(publish::Arguments),
    /// Delete the built site and the cache
    Clean(clean::Arguments),
    /// Write our templates and styles out, to change a copy of
    Theme(theme::Arguments),
    /// Print the JSON Schema of one of the archive's files, for editors
    Schema(schema::Arguments),
    /// Print a completion script for a shell
    Completions(completions::Arguments),
}

/// Runs what the arguments of the process ask for. Wrong usage ends the process with status 2, as clap does.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Runs what these arguments ask for, the first of which is the name of the program.
pub fn run<Argument: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = Argument>) -> ExitCode {
    let command = Arguments::parse_from(arguments).command;
    threads::start();
    match command {
        Command::Init(arguments) => init::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Correct(arguments) => correct::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Suggest(arguments) => suggest::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::ImportNotes(arguments) => import_notes::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Clean(arguments) => clean::run(&arguments),
        Command::Theme(arguments) => theme::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    }
}

/// The command line as clap knows it, for what is made from it: manual pages.
pub fn command() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}

/// An exit status as a number, for those who have to give it to another program.
pub fn status(code: ExitCode) -> u8 {
    (0..=u8::MAX).find(|status| ExitCode::from(*status) == code).unwrap_or(1)
}

/// A problem as `check --format json` prints it.
pub fn problem(problem: &Diagnostic) -> serde_json::Value {
    report::json(problem)
}
