//! The command line: one file per command, each with one entry function.

mod explain;
mod extract;

use clap::{Parser, Subcommand};
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
    /// Analyse articles and print what was found, without building a site
    Extract(extract::Arguments),
}

/// Runs what the arguments ask for. Wrong usage ends the process with status 2, as clap does.
pub(crate) fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(&arguments),
    }
}
