//! `onrecord serve`: a preview that follows what is being written.

use super::archive::Root;
use super::say::{failure, say};
use super::{build, report};
use crate::serve::{self, Listener, Options};
use crate::text::diagnostic::{Level, Problems};
use crate::workspace::Made;
use crate::workspace::write::WriteError;
use std::io::{self, Write};
use std::net::ToSocketAddrs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    root: Root,
    /// Host to listen on
    #[arg(short = 'n', long, value_name = "HOST", default_value = "localhost")]
    hostname: String,
    /// Port to listen on; 0 takes a free one
    #[arg(short, long, default_value_t = 3000)]
    port: u16,
    /// Open the preview in the browser
    #[arg(short, long)]
    open: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match arguments.root.open() {
        Ok(workspace) if workspace.problems.has("no-source-folder") => {
            // Perhaps this is no archive at all: nothing is written, and there is nothing to show.
            let (problems, root) = (&workspace.problems, &workspace.root);
            let _ = report::print(&mut anstream::stderr(), problems, report::Format::Human, Level::Warning, root);
            return ExitCode::FAILURE;
        }
        Ok(_) => {}
        Err(code) => return code,
    }
    if !is_loopback(&arguments.hostname) {
        say(format_args!("`{}` can be reached from other machines: they can read the preview", arguments.hostname));
    }
    let Arguments { root, hostname, port, open } = arguments;
    let options = Options { root: root.root.clone(), hostname: hostname.clone(), port: *port };
    match serve::run(&options, Arc::new(Terminal { open: *open }), super::stop::signal()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            failure(&format!("port {port} is taken; choose another with `--port`, or 0 for any free one"))
        }
        Err(error) => failure(&format!("cannot serve the preview: {error}")),
    }
}

/// Whether a name means this machine only.
fn is_loopback(hostname: &str) -> bool {
    (hostname, 0).to_socket_addrs().is_ok_and(|mut addresses| addresses.all(|address| address.ip().is_loopback()))
}

/// Tells the person at the terminal what happens.
struct Terminal {
    open: bool,
}

impl Listener for Terminal {
    fn ready(&self, address: &str) {
        say(format_args!("preview at {address} (end with Ctrl-C)"));
        if self.open {
            open(address);
        }
    }

    fn built(&self, outcome: Result<&Made, &WriteError>, took: Duration, shown: bool) {
        match outcome {
            Ok(made) => {
                let mut stderr = anstream::stderr().lock();
                // Nobody to tell if even this fails.
                let _ =
                    report::print(&mut stderr, &made.problems, report::Format::Human, Level::Warning, Path::new(""));
                let _ = match shown {
                    true => writeln!(stderr, "{}", build::summary(made, None, took)),
                    false => writeln!(
                        stderr,
                        "{}; the preview shows the last site without errors",
                        report::attention(&made.problems)
                    ),
                };
            }
            // Whoever stopped it knows.
            Err(WriteError::Stopped) => {}
            Err(error) => {
                failure(&error.to_string());
            }
        }
    }

    fn trouble(&self, error: &io::Error) {
        failure(&format!("cannot watch the archive: {error}"));
    }

    fn describe(&self, problems: &Problems) -> String {
        report::plain(problems, Level::Error)
    }
}

/// Asks the desktop to show an address.
fn open(address: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/c", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let started = Command::new(program).args(before).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if let Err(error) = started {
        say(format_args!("cannot open a browser: {error}"));
    }
}
