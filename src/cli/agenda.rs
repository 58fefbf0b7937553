//! Prints what an archive still wants an editor for: six lines, or the rows of a subject with the lines to paste.

use super::report::{counted, thousands};
use crate::linking::agenda::{Agenda, Choice, Row, Subject};
use clap::ValueEnum;
use std::io::{self, Write};

/// Most rows of a subject; the rest settles less than these.
const ROWS: usize = 12;
/// Most lines of one decision that are printed.
const LINES: usize = 40;

/// What `check --only` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Only {
    /// Days of publication that are unknown or inferred
    Dates,
    /// Statements whose speaker is open
    Speakers,
    /// Names that may mean the same person
    People,
    /// Notes and corrections that are not at their words
    Notes,
    /// Relations and captures
    Links,
    /// Files that are odd, and what was left out of them
    Files,
}

impl Only {
    fn subject(self) -> Subject {
        match self {
            Only::Dates => Subject::Dates,
            Only::Speakers => Subject::Speakers,
            Only::People => Subject::People,
            Only::Notes => Subject::Notes,
            Only::Links => Subject::Links,
            Only::Files => Subject::Files,
        }
    }
}

/// Six lines: of each subject how many rows there are and the one that settles most.
pub(super) fn summary(out: &mut impl Write, agenda: &Agenda) -> io::Result<()> {
    for subject in Subject::ALL {
        let rows = of(agenda, subject);
        let line = match rows.first() {
            None => "nothing to do".to_owned(),
            Some(first) if rows.len() == 1 => placed(first),
            Some(first) => format!("{}; first: {}", counted(rows.len(), "row"), placed(first)),
        };
        let open = match subject {
            Subject::Speakers if agenda.open > 0 => {
                format!("{} of {} open; ", thousands(agenda.open), counted(agenda.statements, "statement"))
            }
            _ => String::new(),
        };
        writeln!(out, "{:<9} {open}{line}", subject.name())?;
    }
    Ok(())
}

/// The rows of one subject, each with its decisions.
pub(super) fn rows(out: &mut impl Write, agenda: &Agenda, only: Only) -> io::Result<()> {
    let rows = of(agenda, only.subject());
    for row in rows.iter().take(ROWS) {
        writeln!(out, "{}", placed(row))?;
        for choice in &row.choices {
            decision(out, choice)?;
        }
        writeln!(out)?;
    }
    if rows.len() > ROWS {
        let most = rows[ROWS].settles;
        writeln!(
            out,
            "{} more, each of which settles at most {most}: settle these first, or see `onrecord check --all`\n",
            rows.len() - ROWS
        )?;
    }
    if rows.is_empty() {
        writeln!(out, "nothing to do\n")?;
    }
    Ok(())
}

/// The rows of a subject.
fn of(agenda: &Agenda, subject: Subject) -> Vec<&Row> {
    agenda.rows.iter().filter(|row| row.subject == subject).collect()
}

fn placed(row: &Row) -> String {
    if row.place.is_empty() || row.what.contains(&row.place) {
        row.what.clone()
    } else {
        format!("{} ({})", row.what, row.place)
    }
}

/// When a decision is right, and what to add to which files.
fn decision(out: &mut impl Write, choice: &Choice) -> io::Result<()> {
    let mut left = LINES;
    for paste in &choice.lines {
        if left == 0 {
            // Not indented as the lines to add are: it is none of them.
            return writeln!(out, "  and so on: {} in all", counted(choice.lines.len(), "file"));
        }
        writeln!(out, "  {}, add to {}:", choice.when, paste.file)?;
        for line in paste.text.lines().take(left) {
            writeln!(out, "    {line}")?;
            left -= 1;
        }
    }
    Ok(())
}
