//! What a command tells the person at the terminal, and the exit status that goes with it.

use std::io::Write;
use std::process::ExitCode;

/// Says that the command cannot be done as asked.
pub(super) fn usage(message: &str) -> ExitCode {
    complain(message);
    ExitCode::from(2)
}

/// Says that the command failed.
pub(super) fn failure(message: &str) -> ExitCode {
    complain(message);
    ExitCode::FAILURE
}

fn complain(message: &str) {
    let style = clap::builder::Styles::styled();
    let error = style.get_error();
    say(format_args!("{error}error:{error:#} {message}"));
}

/// Tells the person at the terminal. Where that cannot be done, nobody is there, and the exit status says enough.
pub(super) fn say(message: impl std::fmt::Display) {
    let _ = writeln!(anstream::stderr().lock(), "{message}");
}
