//! `onrecord check --against SITE`: the ids and addresses of an earlier site that the archive has no longer.

use super::report;
use super::say::{failure, say};
use crate::linking::successors::Vanished;
use crate::text::shorten::one_line;
use crate::workspace::Workspace;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// A line of JSON.
#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    was: &'a str,
    now: Option<&'a str>,
    name: &'a str,
    /// `[-words of the old site-] {+words now+}`
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<&'a str>,
}

/// Status 1 if something would vanish, unless a line of `permalinks.yaml` was written for it.
pub(super) fn run(workspace: &Workspace, old: &Path, format: report::Format, write: bool) -> ExitCode {
    let vanished = match workspace.against(old) {
        Ok(vanished) => vanished,
        Err(error) => return failure(&format!("cannot read the site at `{}`: {error}", old.display())),
    };
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let printed = vanished.iter().try_for_each(|one| print(&mut out, one, format)).and_then(|()| out.flush());
    if printed.is_err() {
        return ExitCode::FAILURE;
    }
    let followed = vanished.iter().filter(|one| one.now.is_some()).count();
    let gone = vanished.len() - followed;
    if vanished.is_empty() {
        say("every id and address of that site is still there");
        return ExitCode::SUCCESS;
    }
    if !write {
        say(format_args!(
            "{} with a successor, {gone} without one; `--write` adds what leads on to permalinks.yaml",
            match followed {
                1 => "1 id or address".to_owned(),
                more => format!("{more} ids or addresses"),
            }
        ));
        return ExitCode::FAILURE;
    }
    match workspace.keep_permalinks(&vanished) {
        Ok(added) => say(format_args!("{added} added to permalinks.yaml, {gone} without a successor")),
        Err(error) => return failure(&format!("cannot write `permalinks.yaml`: {error}")),
    }
    if gone == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print(out: &mut impl Write, one: &Vanished, format: report::Format) -> io::Result<()> {
    let Vanished { kind, was, name, now, difference } = one;
    match format {
        report::Format::Json => {
            let (now, difference) = (now.as_deref(), difference.as_deref());
            serde_json::to_writer(&mut *out, &Row { kind: kind.name(), was, now, name, difference })
                .map_err(io::Error::other)?;
            writeln!(out)
        }
        report::Format::Github => {
            let now = now.as_deref().unwrap_or("nothing");
            writeln!(out, "::warning title=permalink::{} {was} gives way to {now}", kind.name())
        }
        report::Format::Human => {
            let now = now.as_deref().unwrap_or("no successor");
            writeln!(out, "{:<9} {was} -> {now}", kind.name())?;
            match difference.as_deref().filter(|difference| !difference.is_empty()) {
                Some(difference) => writeln!(out, "          {}", one_line(difference)),
                None if name.is_empty() => Ok(()),
                None => writeln!(out, "          {}", one_line(name)),
            }
        }
    }
}
