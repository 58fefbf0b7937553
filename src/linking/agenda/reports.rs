//! What was reported of notes, corrections, links and files.

use super::{Row, Subject, counted};
use crate::text::diagnostic::{Diagnostic, Problems};
use std::collections::BTreeMap;

/// What other rows tell in a better way.
const TOLD: [&str; 5] = ["undated", "date-inferred", "unresolved-speaker", "speaker-bare-name", "speaker-ambiguous"];

pub(super) fn rows(problems: &Problems) -> Vec<Row> {
    let mut groups: BTreeMap<(Subject, &str, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems.0.iter().filter(|problem| !TOLD.contains(&problem.code.as_str())) {
        let subject = subject(&problem.code);
        // What an editor wrote and lost is a cause of its own; what a file does wrong is one wherever it does it.
        let own = if subject == Subject::Files { "" } else { problem.message.as_str() };
        groups.entry((subject, &problem.code, own)).or_default().push(problem);
    }
    groups.into_iter().map(|((subject, code, _), group)| row(subject, code, &group)).collect()
}

fn subject(code: &str) -> Subject {
    let is = |kinds: &[&str]| kinds.iter().any(|kind| code.starts_with(kind));
    match () {
        () if is(&["note-", "notes-", "correction", "quote-"]) => Subject::Notes,
        () if is(&["relation-", "supersede"]) => Subject::Links,
        () => Subject::Files,
    }
}

fn row(subject: Subject, code: &str, group: &[&Diagnostic]) -> Row {
    let first = group.first().copied();
    let message = first.map_or("", |problem| problem.message.as_str());
    let what = match (group.len(), code) {
        (many, "left-out") => {
            format!("{} of text left out of pages", counted(many, "stretch").replace("stretchs", "stretches"))
        }
        (1, _) => message.to_owned(),
        (many, _) => format!("{message} ({many} times)"),
    };
    let place = first.and_then(|problem| problem.place.as_ref()).map_or_else(String::new, |place| match place.line {
        0 => place.path.clone(),
        line => format!("{}:{line}", place.path),
    });
    // What was left out was mostly left out rightly.
    let settles = if code == "left-out" { 0 } else { group.len() };
    Row { subject, what, place, settles, choices: Vec::new() }
}
